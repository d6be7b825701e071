"""Scores a brief against what a careful reader took from the same articles.

``docs/annotation.md`` says how annotations are written and what counts as a match.

    python -m tests.quality [SITUATION ...]                              brief and score the annotated situations
    python -m tests.quality --annotations FILE BRIEF.json [ARTICLES ...] score a brief that is already made
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

Json = Mapping[str, Any]
LONGEST = 80
"""Words: a development longer than this says too much to count as one."""
OTHER = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """``got`` of ``of`` points under one name; ``misses`` says what lost each of the others."""

    name: str
    got: float
    of: float
    misses: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """0 to 1; what has nothing to judge is whole."""
        return self.got / self.of if self.of else 1.0


# --- words ----------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Lower case, no accents, no possessive, no punctuation but decimal points; "1,500" is "1500"."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'")).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"'s\b", "", text).replace("'", "")
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"(?<!\d)\.|\.(?!\d)", " ", text)
    text = re.sub(r"([%$£€])", r" \1 ", text)
    return re.sub(r"[^\w.%$£€]+|_", " ", text).strip()


def has(text: str, term: str) -> bool:
    """Does ``text`` hold ``term``: whole words, "|" between alternatives, "*" for any ending, "!" for none of them?"""
    if term.startswith("!"):
        return not has(text, term[1:])
    padded = f" {plain(text)} "
    return any(f" {plain(one)}{'' if one.strip().endswith('*') else ' '}" in padded for one in term.split("|"))


def lacks(text: str, choices: Sequence[Sequence[str]]) -> list[str]:
    """The terms that ``text`` lacks of the choice that it comes closest to."""
    return min(([t for t in terms if not has(text, t)] for terms in choices), key=len, default=[])


def name_of(text: str) -> str:
    """A name without its article and form of address."""
    return re.sub(r"^(?:(?:the|a|an|mr|mrs|ms|miss|dr) )+", "", plain(text))


def is_cut_from(line: str, passage: str) -> bool:
    """Are the words of ``line`` a subsequence of the words of ``passage``?"""
    rest = iter(plain(passage).split())
    return all(word in rest for word in plain(line).split())


def strings(value: Any) -> Iterator[str]:
    """Every string inside ``value``, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, Sequence):
        for one in value:
            yield from strings(one)


def passages(value: Any) -> Iterator[Json]:
    """Every passage inside ``value``."""
    if isinstance(value, Mapping):
        if {"article", "start", "end", "text"} <= set(value):
            yield value
        else:
            for one in value.values():
                yield from passages(one)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from passages(one)


def clip(text: str, length: int = 90) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


# --- pairing --------------------------------------------------------------------------------


class Fault(NamedTuple):
    """Why a line does not count for what was annotated."""

    what: str
    weight: int = 1
    """`OTHER` where the line is about something else altogether."""


Faults = Callable[[Json, Json], list[Fault]]


def pair(wanted: Sequence[Json], found: Sequence[Json], faults: Faults) -> dict[int, int]:
    """The largest one-to-one pairing of faultless pairs: index in ``wanted`` to index in ``found``.

    What is optional is paired last, so that it takes nothing from what is required.
    """
    fits = [[j for j, f in enumerate(found) if not faults(w, f)] for w in wanted]
    owner: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in fits[i]:
            if j not in tried:
                tried.add(j)
                if j not in owner or place(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    for i in sorted(range(len(wanted)), key=lambda i: bool(wanted[i].get("optional"))):
        place(i, set())
    return {i: j for j, i in sorted(owner.items(), key=lambda item: item[1])}


def recall(name: str, wanted: Sequence[Json], found: Sequence[Json], faults: Faults, pairs: Mapping[int, int]) -> Score:
    """The share of what is required that was paired, with the nearest candidate of each miss."""
    required = [i for i, w in enumerate(wanted) if not w.get("optional")]
    missed = [i for i in required if i not in pairs]
    return Score(
        name=name,
        got=len(required) - len(missed),
        of=len(required),
        misses=tuple(f"{label(wanted[i])}: {nearest(wanted[i], found, faults)}" for i in missed),
    )


def label(item: Json) -> str:
    """How a line of the annotations is called in a report."""
    for key in ("gist", "name", "words", "what", "sides"):
        if item.get(key):
            said = item[key] if isinstance(item[key], str) else " / ".join(strings(item[key]))
            number = f"{item['value']:,.12g} " if key == "what" and item.get("value") is not None else ""
            return clip(number + said, 70)
    return "?"


def nearest(wanted: Json, found: Sequence[Json], faults: Faults) -> str:
    """The candidate with the lightest faults, and what they are."""
    ranked = sorted(((faults(wanted, f), f) for f in found), key=lambda row: sum(fault.weight for fault in row[0]))
    if not ranked:
        return "the section is empty"
    wrong, best = ranked[0]
    if not wrong:
        return f"only on a line that counts for another: {clip(shown(best), 60)}"
    if wrong[0].weight == OTHER:
        return wrong[0].what
    return f"{'; '.join(fault.what for fault in wrong)} (nearest: {clip(shown(best), 60)})"


def shown(item: Json) -> str:
    """How a line of the brief is called in a report."""
    if "positions" in item:
        return " / ".join(p["text"] for p in item["positions"])
    return str(item.get("headline") or item.get("name") or figure_text(item) or item.get("text") or item.get("id"))


# --- a brief beside its annotations ---------------------------------------------------------


class Judge:
    """One brief, the annotations of its situation and, where they are at hand, the texts of its articles by id."""

    def __init__(self, brief: Json, notes: Json, texts: Mapping[str, str] | None = None) -> None:
        self.brief, self.notes, self.texts = brief, notes, texts

    def wanted(self, section: str) -> list[Json]:
        return list(self.notes.get(section) or ())

    def found(self, section: str) -> list[Json]:
        return list(self.brief.get(section) or ())

    @cached_property
    def articles(self) -> dict[str, Json]:
        """Annotated articles, by their short name, to what the brief lists for them."""
        return {
            key: listed
            for key, about in self.notes["articles"].items()
            for listed in self.found("articles")
            if is_article(about, listed)
        }

    @cached_property
    def actors(self) -> dict[str, Json]:
        return {actor["id"]: actor for actor in self.found("actors")}

    def cited(self, item: Json) -> set[str]:
        """Short names of the articles that ``item`` cites."""
        ids = {p["article"] for p in item.get("citations") or ()}
        return {key for key, listed in self.articles.items() if listed["id"] in ids}

    def is_by(self, source: Json | None, names: Sequence[str]) -> bool:
        """Is ``source`` one of ``names``, in its own words or as the actor it was resolved to?"""
        if source is None:
            return not names
        actor = self.actors.get(source.get("actor") or "", {})
        said = [source.get("name") or "", actor.get("name") or "", *actor.get("aliases", ())]
        return any(has(one, name) for one in said for name in names)

    # developments ---------------------------------------------------------------------------

    def development_faults(self, wanted: Json, line: Json) -> list[Fault]:
        out = word_faults(f"{line['headline']} {line['text']}", wanted["words"])
        if len(line["text"].split()) > LONGEST:
            out.append(Fault("says too much"))
        if wanted.get("articles") and not self.cited(line) & set(wanted["articles"]):
            out.append(Fault("cites none of its articles"))
        return out

    def developments(self) -> Iterator[Score]:
        wanted, found = self.wanted("developments"), self.found("developments")
        pairs = pair(wanted, found, self.development_faults)
        yield recall("developments", wanted, found, self.development_faults, pairs)
        both = [(wanted[i], found[j]) for i, j in pairs.items()]
        yield tally(
            "status",
            [(f"{label(w)}: {f['status']}", has(f["status"], w["status"])) for w, f in both if w.get("status")],
        )
        yield tally(
            "days_told",
            [
                (f"{label(w)}: {(f.get('when') or {}).get('start')}", (f.get("when") or {}).get("start") in w["days"])
                for w, f in both
                if w.get("days")
            ],
        )
        yield tally(
            "reported_by",
            [
                (f"{label(w)}: does not cite {key}", key in self.cited(f))
                for w, f in both
                for key in w.get("articles", ())
            ],
        )
        yield tally(
            "told_once",
            [
                (
                    f"again: {shown(f)}",
                    j in pairs.values() or all(self.development_faults(w, f) for w in wanted),
                )
                for j, f in enumerate(found)
            ],
        )

    def bottom_line(self) -> Iterator[Score]:
        """The share of its sentences that tell one of the required developments."""
        choices = [w["words"] for w in self.wanted("developments") if not w.get("optional")]
        yield tally(
            "bottom_line",
            [(line["text"], any(not lacks(line["text"], c) for c in choices)) for line in self.found("bottom_line")]
            or [("is empty", False)],
        )

    # actors ---------------------------------------------------------------------------------

    def actor_faults(self, wanted: Json, actor: Json) -> list[Fault]:
        names = names_of(actor)
        if not names & {name_of(n) for n in wanted["names"]}:
            return [Fault("not listed", OTHER)]
        out = [] if has(actor["kind"], wanted["kind"]) else [Fault(f"is a {actor['kind']}")]
        return out + [Fault(f"lacks the name {n!r}") for n in wanted.get("together", ()) if name_of(n) not in names]

    def actor_section(self) -> Iterator[Score]:
        wanted, found = self.wanted("actors"), self.found("actors")
        pairs = pair(wanted, found, self.actor_faults)
        yield recall("actors", wanted, found, self.actor_faults, pairs)
        holders = [(w, [f for f in found if names_of(f) & {name_of(n) for n in w["names"]}]) for w in wanted]
        yield tally(
            "actors_whole",
            [(f"{w['name']} is split: {', '.join(map(shown, fs))}", len(fs) == 1) for w, fs in holders if fs],
        )
        owners = [(f, [w["name"] for w, fs in holders if f in fs]) for f in found]
        yield tally(
            "actors_apart",
            [(f"{shown(f)} is {' and '.join(names)}", len(names) == 1) for f, names in owners if names],
        )
        yield tally(
            "roles",
            [
                (f"{wanted[i]['name']}: {role}", any(has(one, role) for one in found[j].get("roles", ())))
                for i, j in pairs.items()
                for role in wanted[i].get("roles", ())
            ],
        )

    # quotes ---------------------------------------------------------------------------------

    def quote_faults(self, wanted: Json, quote: Json) -> list[Fault]:
        lost = [w for w in wanted["words"] if not has(quote["text"], w)]
        if len(lost) == len(wanted["words"]):
            return [Fault("not quoted", OTHER)]
        out = [Fault(f"lacks {w!r}") for w in lost]
        if not has(quote["kind"], wanted.get("kind", "direct|mixed")):
            out.append(Fault(f"is {quote['kind']}"))
        return out + self.wrong_source(wanted, quote)

    def wrong_source(self, wanted: Json, quote: Json) -> list[Fault]:
        if self.is_by(quote.get("source"), wanted["source"]):
            return []
        return [Fault(f"is given to {(quote.get('source') or {}).get('name', 'nobody')}")]

    def quotes(self) -> Iterator[Score]:
        """``quotes_true``: the share of quotations in the brief that are annotated, with their source;
        ``quotes_once``: the share of quotations that stand in the brief once, however many articles print them."""
        wanted, found = self.wanted("quotes"), self.found("quotes")
        pairs = pair(wanted, found, self.quote_faults)
        yield recall("quotes", wanted, found, self.quote_faults, pairs)
        judged = [q for q in found if has(q["kind"], "direct|mixed")]
        yield tally("quotes_true", [(self.doubt(q), not self.doubt(q)) for q in judged])
        once = [(w, [q for q in judged if any(has(q["text"], words) for words in w["words"])]) for w in wanted]
        yield tally("quotes_once", [(f"{len(qs)} times: {label(w)}", len(qs) == 1) for w, qs in once if qs])

    def doubt(self, quote: Json) -> str:
        """Why ``quote`` is no quotation of its source; empty where it is."""
        quoted = re.findall(r"[“\"‘']([^”\"]+?)[”\"’'](?!\w)", quote["text"]) or [quote["text"]]
        if len(quoted) == 1 and plain(quoted[0]) in {plain(n) for n in self.notes.get("not_quotes", ())}:
            return f"no quotation: {quote['text']}"
        told = [w for w in self.wanted("quotes") if any(has(quote["text"], words) for words in w["words"])]
        wrong = min((self.wrong_source(w, quote) for w in told), key=len, default=[Fault("not annotated")])
        return "; ".join(f.what for f in wrong) + f": {clip(quote['text'])}" if wrong else ""

    # figures --------------------------------------------------------------------------------

    def figures(self) -> Iterator[Score]:
        """``figures_true``: the share of figures, of the measures annotated in full, whose value an article gives."""
        wanted, found = self.wanted("figures"), self.found("figures")
        pairs = pair(wanted, found, figure_faults)
        yield recall("figures", wanted, found, figure_faults, pairs)
        by = [(wanted[i], found[j]) for i, j in pairs.items() if wanted[i].get("by")]
        yield tally(
            "figures_by",
            [
                (f"{label(w)}: {(f.get('said_by') or {}).get('name', 'nobody')}", self.is_by(f.get("said_by"), w["by"]))
                for w, f in by
            ],
        )
        known = self.notes.get("values", {})
        judged = [f for f in found if f["measure"] in known]
        yield tally(
            "figures_true",
            [(f"{f['measure']}: {figure_text(f)}", f.get("value") in known[f["measure"]]) for f in judged],
        )

    # the other sections ---------------------------------------------------------------------

    def plain_section(self, section: str, faults: Faults) -> Iterator[Score]:
        wanted, found = self.wanted(section), self.found(section)
        yield recall(section, wanted, found, faults, pair(wanted, found, faults))

    def dates_true(self) -> Iterator[Score]:
        """The share of calendar dates that lie in the days the articles tell of; where they give none, none does."""
        if "days" not in self.notes:
            return
        days = self.notes["days"]
        starts = [(e["date"]["start"], e["text"]) for s in ("timeline", "watch") for e in self.found(s)]
        starts += [((f.get("when") or {}).get("start"), figure_text(f)) for f in self.found("figures")]
        starts += [((f.get("when") or {}).get("start"), shown(f)) for f in self.found("developments")]
        yield tally(
            "dates_true",
            [(f"{day}: {text}", day is None or (bool(days) and days[0] <= day <= days[1])) for day, text in starts],
        )

    def articles_read(self) -> Iterator[Score]:
        rows = []
        for key, about in self.notes["articles"].items():
            listed = self.articles.get(key, {})
            for name in ("title", "outlet", "published"):
                if name in about:
                    got = listed.get(name) or ""
                    want = about[name] or ""
                    right = bool(listed) and (got.startswith(want) if name == "published" and want else got == want)
                    rows.append((f"{key}: {name} is {got!r}, not {want!r}", right))
        yield tally("articles", rows)

    def origins(self) -> Iterator[Score]:
        """Pairs of articles with one origin: those that are annotated and found, of those that are either."""
        if "origins" not in self.notes:
            return
        wanted = {frozenset(p) for group in self.notes["origins"] for p in combinations(group, 2)}
        found = {
            frozenset((a, b))
            for a, b in combinations(self.articles, 2)
            if self.articles[a]["origin"] == self.articles[b]["origin"]
        }
        either = sorted(wanted | found, key=sorted)
        yield tally("origins", [(" and ".join(sorted(p)), p in wanted & found) for p in either])

    # what holds for every line --------------------------------------------------------------

    def citations(self) -> Iterator[Score]:
        """Lines that cite at least one passage, and only passages that are verbatim."""
        sections = ("bottom_line", "developments", "figures", "actors", "quotes", "timeline", "questions", "watch")
        lines = [(s, item) for s in sections for item in self.found(s)]
        lines += [("discrepancies", p) for d in self.found("discrepancies") for p in d["positions"]]
        rows = []
        for section, item in lines:
            cited = item.get("citations") or item.get("content")
            bad = [p for p in passages(item) if not self.is_verbatim(p)]
            what = f"cites {bad[0]}, not verbatim" if bad else "cites nothing"
            rows.append((f"{section}: {clip(shown(item))} {what}", bool(cited) and not bad))
        yield tally("citations", rows)

    def is_verbatim(self, passage: Json) -> bool:
        start, end, text = passage["start"], passage["end"], passage["text"]
        if self.texts is None:
            return bool(text.strip()) and end - start == len(text)
        return bool(text.strip()) and self.texts.get(passage["article"], "")[start:end] == text

    def grounded(self) -> Iterator[Score]:
        """Headlines and sentences whose words, in order, stand in one passage that they cite; a claim that is
        printed with the next sentence, its caveat, and a question printed with the one before it stand in two."""
        lines = [(d[key], d) for d in self.found("developments") for key in ("headline", "text")]
        lines += [(line["text"], line) for line in self.found("bottom_line")]
        rows = [(text, any(is_cut_from(text, cited) for cited in with_next(item))) for text, item in lines]
        for section in ("questions", "timeline", "watch"):
            for item in self.found(section):
                cited = " ".join(p["text"] for p in item.get("citations") or ())
                rows.append((item["text"], is_cut_from(item["text"], cited)))
        yield tally("grounded", rows)

    def clean(self) -> Iterator[Score]:
        """Strings that must stand nowhere in what a reader reads, the list of articles left out."""
        apart = ("articles", "method", "edition", "as_of", "period")
        read = [s for key, value in self.brief.items() if key not in apart for s in strings(value)]
        places = {bad: next((s for s in read if has(s, bad)), None) for bad in self.notes.get("never", ())}
        yield tally("clean", [(f"{bad!r} in {clip(place or '')!r}", place is None) for bad, place in places.items()])

    def scores(self) -> Iterator[Score]:
        yield from self.developments()
        yield from self.bottom_line()
        yield from self.actor_section()
        yield from self.quotes()
        yield from self.figures()
        yield from self.plain_section("discrepancies", discrepancy_faults)
        yield from self.plain_section("questions", question_faults)
        yield from self.plain_section("timeline", entry_faults)
        yield from self.plain_section("watch", entry_faults)
        yield from self.dates_true()
        yield from self.articles_read()
        yield from self.origins()
        yield from self.citations()
        yield from self.grounded()
        yield from self.clean()


def with_next(item: Json) -> Iterator[str]:
    """Each passage that ``item`` cites, and each with the one that follows it in the same paragraph."""
    cited = item.get("citations") or ()
    for one in cited:
        yield one["text"]
        for other in cited:
            if other["article"] == one["article"] and 0 < other["start"] - one["end"] < 3:
                yield f"{one['text']} {other['text']}"


def tally(name: str, rows: Sequence[tuple[str, bool]]) -> Score:
    """One point for each row that is right; the others are misses."""
    return Score(
        name=name,
        got=sum(right for _, right in rows),
        of=len(rows),
        misses=tuple(what for what, right in rows if not right),
    )


def is_article(about: Json, listed: Json) -> bool:
    """Is ``listed`` the annotated article: its file, and its id where the file holds several?"""
    path = str(listed.get("path") or "").replace("\\", "/")
    return path.split("/")[-1].startswith(about["file"]) and bool(listed["id"] == about.get("id", listed["id"]))


def names_of(actor: Json) -> set[str]:
    return {name_of(n) for n in (actor["name"], *actor.get("aliases", ()))}


def figure_text(figure: Json) -> str:
    """A figure as its article prints it, with what it counts."""
    if "measure" not in figure:
        return ""
    printed = figure.get("text") or next((p["text"] for p in figure.get("mentions", ())), "")
    return f"{printed} {figure.get('what') or ''}".strip()


def figure_faults(wanted: Json, figure: Json) -> list[Fault]:
    """A figure of another value is another figure."""
    ends = [end for end in ("value", "low", "high") if end in wanted]
    if any(not same_number(wanted[end], figure.get(end)) for end in ends):
        return [Fault("no figure of this value", OTHER)]
    text = f"{figure['measure']} {figure.get('unit') or ''} {figure_text(figure)}"
    keys = ("what", "unit", "qualifier")
    return [Fault(f"lacks {wanted[key]!r}") for key in keys if key in wanted and not has(text, wanted[key])]


def same_number(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b))


def discrepancy_faults(wanted: Json, found: Json) -> list[Fault]:
    """Each side needs a position of its own."""
    sides = [{"side": side} for side in wanted["sides"]]
    taken = pair(sides, found["positions"], lambda side, p: [] if on_side(side["side"], p) else [Fault("elsewhere")])
    if not taken:
        return [Fault("not told", OTHER)]
    out = [] if has(found["kind"], wanted["kind"]) else [Fault(f"is of kind {found['kind']}")]
    return out + [Fault(f"lacks the side {side['side']!r}") for i, side in enumerate(sides) if i not in taken]


def on_side(side: float | str, position: Json) -> bool:
    if isinstance(side, str):
        return has(position["text"], side)
    return same_number(side, position.get("value"))


def word_faults(text: str, choices: Sequence[Sequence[str]]) -> list[Fault]:
    """The terms that ``text`` lacks, of the choice that it comes closest to."""
    missing = lacks(text, choices)
    if missing and any(len(missing) == len(terms) for terms in choices):
        return [Fault("not told", OTHER)]
    return [Fault(f"lacks {term!r}") for term in missing]


def question_faults(wanted: Json, question: Json) -> list[Fault]:
    out = word_faults(question["text"], wanted["words"])
    return out if has(question["kind"], wanted["kind"]) else [*out, Fault(f"is of kind {question['kind']}")]


def entry_faults(wanted: Json, entry: Json) -> list[Fault]:
    """The words, and the date where one is annotated: a day, a month ("2026-03"), or null for none."""
    out = word_faults(entry["text"], wanted["words"])
    if "date" in wanted:
        start, want = entry["date"]["start"], wanted["date"]
        if (start is None) != (want is None) or not (start or "").startswith(want or ""):
            out.append(Fault(f"is dated {start}"))
    return out


def score(brief: Json, notes: Json, texts: Mapping[str, str] | None = None) -> dict[str, Score]:
    """All scores of ``brief``, by name."""
    return {s.name: s for s in Judge(brief, notes, texts).scores()}


def report(title: str, scores: Mapping[str, Score]) -> Iterator[str]:
    """A table of the scores, then every miss with its reason."""
    yield f"{title}"
    for one in scores.values():
        yield f"  {one.name:<14} {one.value:5.2f}  {one.got:g}/{one.of:g}" if one.of else f"  {one.name:<14}     -"
    for one in scores.values():
        for miss in one.misses:
            yield f"  - {one.name}: {miss}"


def stories(brief: Json, piles: Sequence[Sequence[str]]) -> Score:
    """Pairs of articles in one story: those of ``piles`` (ids) that the brief has too, of those that either has."""
    wanted = {frozenset(p) for pile in piles for p in combinations(pile, 2)}
    found = {frozenset(p) for story in brief["stories"] for p in combinations(story["articles"], 2)}
    either = sorted(wanted | found, key=sorted)
    return tally("stories", [(" and ".join(sorted(p)), p in wanted & found) for p in either])


# --- from the command line ------------------------------------------------------------------

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent / "seeds"


def annotated() -> dict[str, Json]:
    """The annotations of the seeds by situation."""
    files = sorted((HERE / "annotations").glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def made(inputs: Sequence[str | Path], nlp: Any) -> tuple[Json, dict[str, str]]:
    """The brief of ``inputs``, as its JSON reads, and the texts of its articles by id."""
    from briefing import make_brief, make_dossier, to_json
    from briefing.read import read

    articles, problems = read([str(one) for one in inputs])
    brief = make_brief(make_dossier(articles, nlp, problems=problems))
    return json.loads(to_json(brief)), {article.id: article.text for article in articles}


def of_situation(situation: str, nlp: Any) -> dict[str, Score]:
    """The scores of the brief of one situation's seeds."""
    brief, texts = made([SEEDS / situation], nlp)
    return score(brief, annotated()[situation], texts)


def of_pile(nlp: Any) -> dict[str, Score]:
    """How well a brief of all seeds at once keeps the situations apart."""
    brief, _ = made([SEEDS], nlp)
    folders: dict[str, list[str]] = {}
    for article in brief["articles"]:
        folders.setdefault(Path(article["path"]).parent.name, []).append(article["id"])
    one = stories(brief, list(folders.values()))
    return {one.name: one}


def all_scores(nlp: Any, names: Sequence[str] = ()) -> Iterator[tuple[str, dict[str, Score]]]:
    """Every situation, or those of ``names``, and "pile": all of them in one brief."""
    for situation in (*annotated(), "pile"):
        if not names or situation in names:
            yield situation, of_pile(nlp) if situation == "pile" else of_situation(situation, nlp)


def ready_made(annotations: Path, brief: str, *inputs: str) -> Iterator[str]:
    """The report on a brief that stands in a file."""
    from briefing.read import read

    texts = {a.id: a.text for a in read(inputs)[0]} if inputs else None
    notes = json.loads(annotations.read_text(encoding="utf-8"))
    yield from report(brief, score(json.loads(Path(brief).read_text(encoding="utf-8")), notes, texts))


def as_floors(situation: str, scores: Mapping[str, Score]) -> Iterator[str]:
    """The scores as they stand in ``floors.toml``, cut to two places."""
    yield f"[{situation}]"
    for one in scores.values():
        yield f"{one.name} = {int(one.value * 100) / 100}"
    yield ""


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description="Score briefs against annotations.")
    about = "annotations for BRIEF.json; with its ARTICLES its passages are checked too"
    parser.add_argument("--annotations", metavar="FILE", type=Path, help=about)
    parser.add_argument("--floors", action="store_true", help="print the scores as floors.toml has them")
    parser.add_argument("names", nargs="*", metavar="SITUATION | BRIEF.json [ARTICLES ...]")
    given = parser.parse_args(argv)
    if given.annotations:
        sys.stdout.writelines(f"{line}\n" for line in ready_made(given.annotations, *given.names))
        return
    from briefing import load_pipeline

    printed = as_floors if given.floors else report
    for situation, scores in all_scores(load_pipeline(), given.names):
        sys.stdout.writelines(f"{line}\n" for line in printed(situation, scores))


if __name__ == "__main__":
    main()
