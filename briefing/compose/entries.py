"""Timeline, what to watch and open questions: which entries, and each told once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime

from briefing import kinds, lexicon
from briefing.compose.desk import Desk
from briefing.latest import CALLED_OFF, EVER, moment, overtaken
from briefing.model import Development, Dossier, Entry, Passage, Question
from briefing.wording import stems

OF_SOMEBODY = frozenset().union(*(lexicon.marked("pronouns", which) for which in ("he", "she", "they")))


def chosen_questions(dossier: Dossier, developments: Sequence[Development]) -> list[Question]:
    """Questions of the developments first, then the others in order; the kinds that say most before the rest, and last
    those of somebody whom they do not name ("his account"). What a later report has answered is none, and a denial
    stands beside its claim, where the reports differ."""
    weight = {"unconfirmed": 0, "unclear": 0, "disputed": 1, "no-comment": 1, "pending": 1, "missing": 2}
    cited = {(c.article, c.start) for d in developments for c in d.citations}
    denied = {c for d in dossier.discrepancies if d.kind == "denial" for p in d.positions for c in p.citations}
    answered = overtaken(dossier)

    def key(row: tuple[int, Question]) -> tuple[bool, int, bool, int]:
        number, question = row
        unnamed = question.text.lower().split(maxsplit=1)[:1]
        return (
            not OF_SOMEBODY.isdisjoint(unnamed),
            weight[question.kind],
            not any((c.article, c.start) in cited for c in question.citations),
            number,
        )

    still = (
        (n, q)
        for n, q in enumerate(dossier.questions)
        if (q.citations[-1].article, q.citations[-1].start) not in answered
        and not (q.kind == "disputed" and denied.intersection(q.citations))
    )
    return [q for _, q in sorted(still, key=key)]


ALIKE = 0.7
"""The share of the words of both that two entries about one thing have in common."""


def told_once(entries: Iterable[Entry], developments: Sequence[Development] = ()) -> tuple[Entry, ...]:
    """Entries of one date about one event, in much the same words, or that bear out one of ``developments`` ("will
    walk out", "plan to strike"), as the shortest with the passages of all."""
    told = [frozenset(d.citations) for d in developments]
    rows: dict[tuple[str | None, str | None], list[Entry]] = defaultdict(list)
    order: list[tuple[tuple[str | None, str | None], int]] = []
    for entry in entries:
        key = entry.date.start, entry.date.end
        at = next((n for n, one in enumerate(rows[key]) if _are_one(one, entry, told)), None)
        if at is None:
            order.append((key, len(rows[key])))
            rows[key].append(entry)
        else:
            rows[key][at] = _with_places_of(*sorted((rows[key][at], entry), key=_length))
    return tuple(rows[key][n] for key, n in order)


def _length(entry: Entry) -> tuple[bool, int]:
    """Words of its text; what "She said" needs a sentence before it."""
    words = entry.text.lower().split()
    return not OF_SOMEBODY.isdisjoint(words[:1]), len(words)


def _are_one(one: Entry, other: Entry, told: Iterable[Set[Passage]]) -> bool:
    if any({one.citations[0], other.citations[0]} <= cited for cited in told):
        return True
    a, b = set(stems(one.text)), set(stems(other.text))
    return bool(set(one.events) & set(other.events)) or len(a & b) >= ALIKE * len(a | b)


def _with_places_of(entry: Entry, other: Entry) -> Entry:
    """``entry`` with what ``other`` rests on besides."""
    citations = tuple(dict.fromkeys((*entry.citations, *other.citations)))
    return replace(entry, citations=citations, events=tuple(dict.fromkeys((*entry.events, *other.events))))


def is_off(entry: Entry, desk: Desk) -> bool:
    """Does what follows say that something else was done: "The trial was set for May. INSTEAD, he pleaded guilty"?"""
    return any(INSTEAD.match(after.text) for cited in entry.citations for after in desk.after(cited, 2))


INSTEAD = re.compile(r"(?:instead|rather)\b", re.IGNORECASE)
STALE = 31
"""Days after which a plan without a day is old."""


def is_over(entry: Entry, cut_off: str | None, when: Mapping[str, datetime]) -> bool:
    """Was the planned day past when the information ends? What has no day is of the weeks after its reports."""
    if entry.date.end is not None or cut_off is None:
        return bool(cut_off and entry.date.end and entry.date.end < cut_off[:10])
    told, end = max((when[c.article] for c in entry.citations if c.article in when), default=None), moment(cut_off)
    return bool(told and end and (end - told).days > STALE)


POINTS = re.compile(
    r"\b(?:that|same|following|previous)\b|\b(?:later|earlier|before|after|afterwards)$|^the next\b",
    re.IGNORECASE,
)
"""Words that count from a day told elsewhere ("that day", "one day earlier"): no line by themselves."""
CalledOff = Mapping[str, Sequence[tuple[datetime, frozenset[str]]]]
"""Story to what its reports call off, with the time of the report."""


def called_off(dossier: Dossier, desk: Desk, when: Mapping[str, datetime]) -> CalledOff:
    """What the reports of each story say was called off: the kinds of the events that their nouns name."""
    found: defaultdict[str, list[tuple[datetime, frozenset[str]]]] = defaultdict(list)
    for at in (s.passage for s in dossier.sentences if CALLED_OFF.search(s.passage.text)):
        found[desk.story.get(at.article, "")].append((when.get(at.article, EVER), _things(at.text)))
    return found


def is_called_off(entry: Entry, off: CalledOff, desk: Desk, when: Mapping[str, datetime]) -> bool:
    """Does a later report of its story say that the thing was called off ("Dockers called off a strike planned for
    Tuesday")?"""
    told = max((when[c.article] for c in entry.citations if c.article in when), default=None)
    if told is None:
        return False
    reports = off.get(desk.story.get(entry.citations[0].article, ""), ())
    return any(time > told and things & _things(entry.text) for time, things in reports)


def is_held(entry: Entry, desk: Desk, when: Mapping[str, datetime]) -> bool:
    """Does a report of its story, of its day or later, tell of what came "after a six-hour SUMMIT"?"""
    told = max((when[c.article] for c in entry.citations if c.article in when), default=None)
    if told is None or entry.date.end is None:
        return False
    story, planned = desk.story.get(entry.citations[0].article, ""), _things(entry.text)
    for sentence in desk.dossier.sentences:
        at = sentence.passage
        time = when.get(at.article, EVER)
        later = time > told and time.date().isoformat() >= entry.date.end and desk.story.get(at.article, "") == story
        if later and any(_things(found[1]) & planned for found in HELD.finditer(at.text)):
            return True
    return False


HELD = re.compile(r"\bafter (?:a|an|the|its|their) ((?:[\w-]+ ){0,3}[\w-]+)", re.IGNORECASE)
"""What is over."""


def _things(text: str) -> frozenset[str]:
    """The kinds of the events that its nouns name."""
    words = {w.removesuffix("s") for w in re.findall(r"[a-z]+", text.lower())}
    return frozenset(kinds.noun(w) or w for w in words & lexicon.table("event_nouns").keys())


def chosen_entries(entries: Iterable[Entry], desk: Desk) -> list[Entry]:
    """Entries of the timeline, those that more events rest on first, of equals the more exact; one sentence once,
    at its most exact date."""
    exact = {"day": 0, "week": 1, "month": 2, "season": 3, "year": 4}
    best: dict[tuple[Passage, str], Entry] = {}
    for entry in entries:
        if entry.date.start is None and (not desk.stands(entry) or POINTS.search(entry.date.text)):
            continue
        key = entry.citations[0], entry.text
        if key not in best or exact[entry.date.precision] < exact[best[key].date.precision]:
            best[key] = entry
    return sorted(best.values(), key=lambda e: (-len(e.events), exact[e.date.precision]))


def in_order(chosen: Iterable[Entry], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    keep = set(chosen)
    return tuple(e for e in entries if e in keep)
