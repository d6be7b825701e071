"""What is different from the editions before: which facts are the same ones, what is new, revised, withdrawn, answered.

Nothing is guessed. A number replaces another only where both count one thing on one day or the later report says that
the count moved; a fact is withdrawn only where its article was changed or taken away; a question is closed only by a
sentence that gives what it asked for. In doubt both are told, the new one as new.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefing import quantities
from briefing.answers import answered
from briefing.latest import newest, outdated
from briefing.memory import Memory, Remembered, key, keys_of, weight, within
from briefing.model import (
    Brief,
    Changes,
    Development,
    Dossier,
    Edition,
    Figure,
    Passage,
    Position,
    Revised,
    Sentence,
    Withdrawn,
)
from briefing.past import SAME, Past

SCOPE = 3
"""Words that the clauses of two equal figures share, where no sentence is the same, if they are one figure."""
MOVED = re.compile(
    r"\b(?:toll|tally|ris(?:e|es|en|ing)|rose|climb\w*|increas\w*|jump\w*|revis\w*|updat\w*|up from|down from"
    r"|now stands?|lower(?:ed|ing)|correct(?:ed|ion|ing)|(?:bring|rais|tak)(?:s|es|ing)? the (?:number|count|total))\b",
    re.IGNORECASE,
)
"""Words with which a report says that a count is another than before."""


# --- the same facts again ---------------------------------------------------------------------


def recognised(dossier: Dossier, memory: Memory) -> Dossier:
    """``dossier`` with the ids that earlier editions gave to the same facts; new facts go on counting."""
    names = _names(keys_of(dossier), memory.facts)

    def of(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(names.get(one, one) for one in ids)

    return replace(
        dossier,
        events=tuple(replace(e, id=names[e.id]) for e in dossier.events),
        figures=tuple(replace(f, id=names[f.id], rivals=of(f.rivals)) for f in dossier.figures),
        discrepancies=tuple(replace(d, id=names[d.id]) for d in dossier.discrepancies),
        questions=tuple(replace(q, id=names[q.id]) for q in dossier.questions),
        quotes=tuple(replace(q, id=names[q.id]) for q in dossier.quotes),
        timeline=tuple(replace(e, events=of(e.events)) for e in dossier.timeline),
        watch=tuple(replace(e, events=of(e.events)) for e in dossier.watch),
    )


def _names(found: Mapping[str, frozenset[str]], known: Sequence[Remembered]) -> dict[str, str]:
    """Each id of ``found`` with the id it gets: that of the known fact with most words in common, one to one, or the
    next free number. The letter of an id says its kind and is kept."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(known):
        for each in one.keys:
            holders[each].append(n)
    pairs = []
    for order, (name, keys) in enumerate(found.items()):
        shared: dict[int, list[str]] = defaultdict(list)
        for each in sorted(keys):
            for n in holders.get(each, ()):
                shared[n].append(each)
        for n, both in shared.items():
            if weight(both) >= SCOPE and known[n].id[:1] == name[:1]:
                pairs.append((-weight(both), n, order, name))
    names: dict[str, str] = {}
    taken: set[int] = set()
    for _, n, _, name in sorted(pairs):
        if name not in names and n not in taken:
            names[name] = known[n].id
            taken.add(n)
    last = Counter[str]()
    for one in known:
        last[one.id[:1]] = max(last[one.id[:1]], _number(one.id))
    for name in found:
        if name not in names:
            last[name[:1]] += 1
            names[name] = f"{name[:1]}{last[name[:1]]}"
    return names


def _number(name: str) -> int:
    return int(name[1:]) if name[1:].isdecimal() else 0


# --- what may be news -------------------------------------------------------------------------


def parted(dossier: Dossier, past: Past) -> tuple[frozenset[Sentence], frozenset[Sentence]]:
    """The sentences that may be news, and those that tell again what an earlier edition told.

    What an earlier edition read and did not choose is neither: it was no news then. Nor is what it told with a count
    that a later report has replaced, or announced for a day that has come.
    """
    fresh: list[Sentence] = []
    again: list[Sentence] = []
    old = outdated(dossier) | _come(dossier)
    for sentence in dossier.sentences:
        text = sentence.passage.text
        if past.told(sentence.passage) is not None:
            if (sentence.passage.article, sentence.passage.start) not in old:
                again.append(sentence)
        elif key(text) not in past.memory.sentences:
            fresh.append(sentence)
    return frozenset(fresh), frozenset(again)


def _come(dossier: Dossier) -> frozenset[tuple[str, int]]:
    """Sentences (article, start) whose news was planned for the day of the newest article or an earlier one."""
    now = (newest(dossier.articles) or "")[:10]
    planned = (t for e in dossier.events for t in e.mentions if t.main and t.stance == "planned" and t.when)
    return frozenset((t.passage.article, t.passage.start) for t in planned if t.when and (t.when.end or "9") <= now)


def without_told_quotes(dossier: Dossier, memory: Memory) -> Dossier:
    """A quotation is printed in one edition."""
    told = {quote.id for _, brief in memory.briefs for quote in brief.quotes}
    return replace(dossier, quotes=tuple(q for q in dossier.quotes if q.id not in told))


# --- the changes ------------------------------------------------------------------------------


def compared(brief: Brief, dossier: Dossier, past: Past, edition: Edition) -> Brief:
    """``brief`` as an edition: what was told keeps its id, and what has changed stands in ``changes``."""
    brief = replace(_renamed(brief, past), edition=edition)
    if not past.memory.briefs:
        return brief
    known = {one.id for one in past.memory.facts}
    figures = tuple(_revised_figures(brief, past))
    counted = tuple(c for one in figures for c in one.citations)
    revised = (*figures, *_revised_developments(brief, past, counted))
    closed = tuple(answered(past.questions, dossier, past.memory.sentences))
    moved = {one.id for one in revised if one.kind != "status"}
    withdrawn = tuple(_withdrawn(dossier, past, moved, counted))
    new = (
        *(d.id for d in brief.developments if d.id not in known and d.id not in moved),
        *(f.id for f in brief.figures if f.id not in known and f.id not in moved),
        *(q.id for q in brief.questions if q.id not in known),
    )
    done = {one.id for one in closed}
    made = replace(
        brief,
        changes=Changes(new=new, revised=revised, withdrawn=withdrawn, answered=closed),
        questions=tuple(q for q in brief.questions if q.id not in done),
    )
    return past.cited(made)


def _renamed(brief: Brief, past: Past) -> Brief:
    """``brief`` with its developments, and all that speaks of them, under the ids that they keep."""
    developments = _named(brief.developments, past)
    names = {old.id: new.id for old, new in zip(brief.developments, developments, strict=True)}
    places = (replace(s, developments=tuple(names[one] for one in s.developments)) for s in brief.places)
    return replace(brief, developments=developments, places=tuple(places))


def _named(developments: Sequence[Development], past: Past) -> tuple[Development, ...]:
    """What was told under its id and with the day it was told; what became of a changed sentence under its id alone;
    what is new under the next number."""
    last = max((_number(one.id) for one in past.memory.facts if one.id.startswith("K")), default=0)
    taken: set[str] = set()
    out = []
    for one in developments:
        found = [past.told(p) for p in printed(one)]
        told = found[0] if None not in found else None  # a sentence that leans on a told one may be news
        grown = past.grown(one.citations[0])
        before = next((t for t in (told, grown) if t is not None and t.fact.id not in taken), None)
        if before is None:
            last += 1
            out.append(replace(one, id=f"K{last}"))
            continue
        taken.add(before.fact.id)
        out.append(replace(one, id=before.fact.id, told=before.day if before is told else None))
    return tuple(out)


def printed(development: Development) -> tuple[Passage, ...]:
    """The passages that its text is made of."""
    first = development.citations[0].article
    return tuple(p for p in development.citations if p.article == first and p.text in development.text)


def _revised_figures(brief: Brief, past: Past) -> Iterator[Revised]:
    """Counts that a later report moved: was 14, now 22."""
    steps = [d.positions for d in brief.discrepancies if d.relation == "superseded"]
    known = {one.id for one in past.memory.facts}
    replaced: set[str] = set()
    for figure in brief.figures:
        before = [] if figure.id in known else [f for f in past.figures if f.id not in replaced]
        # The last count that was told, not one that an earlier edition has called revised.
        before = [f for f in before if f.citations[0] not in past.replaced]
        old = next((f for f in before if _is_moved(f, figure, past) or _is_replaced(f, figure, steps)), None)
        if old:
            replaced.add(old.id)
            yield Revised(
                id=figure.id,
                was=old.text,
                now=figure.text,
                what=figure.what if figure.what not in figure.text else "",
                citations=(old.citations[0], figure.citations[0]),
            )


def _is_replaced(old: Figure, new: Figure, steps: Iterable[Sequence[Position]]) -> bool:
    """Do the reports say so, each later one another count ("nine are missing", a day later "six are")?"""
    return any(
        (last.value, last.citations) == (new.value, new.citations)
        and any(p.value == old.value and old.citations[0] in p.citations for p in earlier)
        for *earlier, last in steps
    )


def _is_moved(old: Figure, new: Figure, past: Past) -> bool:
    """Do both count one thing, the new one later?"""
    if (old.measure, old.unit) != (new.measure, new.unit) or old.value in (None, new.value) or new.value is None:
        return False
    if not (quantities.find(new.text) or new.value == 0):
        return False  # "a worker who was injured" is no new count of the injured
    if new.stance in {"denied", "planned"} or past.is_older(new.citations[0].article, old.citations[0].article):
        return False
    if past.like(old.citations[0].text, new.citations[0].text) < SAME and old.id not in new.rivals:
        return False
    if any(past.successor.get(c.article) == new.citations[0].article for c in old.citations):
        return True
    before, after = (one.when.start if one.when and one.when.precision == "day" else None for one in (old, new))
    if before and before == after:
        return True
    # Two attacks on two days have two counts, unless the later report says that the count has moved.
    return bool(MOVED.search(new.citations[0].text)) and not (before and after and after < before)


def _revised_developments(brief: Brief, past: Past, counted: Sequence[Passage]) -> Iterator[Revised]:
    """Developments whose article was changed, and those that other reports now bear out or contradict."""
    last = {one.fact.id: one.fact for one in past.developments}
    for now in brief.developments:
        before = last.get(now.id)
        if before is None:
            continue
        if now.told is None:
            if not any(within(c, now.citations[0]) for c in counted):
                cited = (before.citations[0], now.citations[0])
                yield Revised(id=now.id, kind="development", was=before.headline, now=now.headline, citations=cited)
        elif now.status != before.status:
            new = tuple(c for c in now.citations if key(c.text) not in past.memory.sentences)
            if new:
                both = tuple(dict.fromkeys((now.citations[0], *new)))
                yield Revised(
                    id=now.id, kind="status", what=now.headline, was=before.status, now=now.status, citations=both
                )


def _withdrawn(dossier: Dossier, past: Past, moved: set[str], counted: Sequence[Passage]) -> Iterator[Withdrawn]:
    """What was told and stands nowhere any more, because its article was changed or taken away."""
    said_again = {name for s in dossier.sentences for name in past.is_told_of(s.passage)}
    now = {f.id for f in dossier.figures}
    told = [*counted, *past.replaced]
    for one in past.developments:
        fact = one.fact
        if fact.id not in said_again | moved | past.withdrawn and (why := past.fate(fact.citations)):
            told += fact.citations
            yield Withdrawn(id=fact.id, text=fact.headline, why=why, citations=fact.citations)
    for figure in past.figures:
        with_others = any(within(c, t) or within(t, c) for c in figure.citations for t in told)
        if figure.id in now | past.withdrawn or with_others:
            continue
        if why := past.fate(figure.citations):
            yield Withdrawn(id=figure.id, text=figure.text, why=why, citations=figure.citations)
