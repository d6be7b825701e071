"""The earlier editions of a situation, seen from a new pile of articles."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from typing import Any, Literal

from briefing import lexicon, quantities
from briefing.memory import Memory, key
from briefing.model import (
    Answered,
    Brief,
    Changes,
    Development,
    Dossier,
    Figure,
    Listed,
    Passage,
    Question,
    Revised,
    Withdrawn,
)
from briefing.wording import Vector, dot, rarity, stem, stems, weigh, words

SAME = 0.45
"""Likeness from which two sentences say the same in other words: that of `rank`."""
MORE = 0.2
"""Share of what a sentence says (by the squares of its words' weights) that one which was told need not have said."""
NEWS = 0.3
"""News that an event carries which makes a sentence news: that of `rank`."""
TURNS = re.compile(
    r"\b(?:not|no|never|nor|none|without|den(?:y|ies|ied|ial)|dismiss\w*|reject\w*|retract\w*|withdr[ae]w\w*"
    r"|correct(?:ed|ion|ing)|false\w*|wrong\w*|apologi[sz]\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that turn a sentence round: with one more of them it says something else."""


Exists = Callable[[Listed], bool]


@dataclass(frozen=True, slots=True)
class Told:
    """A development of an earlier edition, and the day of the edition that told it first."""

    day: str
    fact: Development


class Past:
    """What was told, each fact once and in its last wording, cited in the articles of now.

    A passage of an article that has changed or gone since cites that article under an id of its own, in ``earlier``.
    """

    def __init__(self, memory: Memory, dossier: Dossier, exists: Exists = lambda _: False) -> None:
        """``exists`` says of an article that is not in the pile whether it can still be had where it was."""
        self.memory = memory
        self.dossier = dossier
        self.exists = exists
        self.earlier: dict[str, Listed] = {}
        self.withdrawn: set[str] = set()
        self.replaced: list[Passage] = []
        """What stood there before an earlier edition called it revised."""
        developments: dict[str, Told] = {}
        figures: dict[str, Figure] = {}
        questions: dict[str, Question] = {}
        for day, brief in reversed(memory.briefs):
            here = self._ids(brief)
            for one in brief.developments:
                first = developments[one.id].day if one.id in developments else one.told or day
                developments[one.id] = Told(first, _moved(one, here))
            # The newest first, each edition in its own order.
            figures = {one.id: _moved(one, here) for one in brief.figures} | {
                name: one for name, one in figures.items() if name not in {f.id for f in brief.figures}
            }
            questions |= {one.id: _moved(one, here) for one in brief.questions}
            if brief.changes:
                self.withdrawn |= {one.id for one in brief.changes.withdrawn}
                self.replaced += [_moved(one, here).citations[0] for one in brief.changes.revised]
                for closed in brief.changes.answered:
                    questions.pop(closed.id, None)
        self.developments = tuple(developments.values())
        self.figures = tuple(figures.values())
        self.questions = tuple(questions.values())

    def _ids(self, brief: Brief) -> dict[str, str]:
        """Each article id of ``brief`` with the one it has now."""
        now = {one.sha256: one.id for one in reversed(self.dossier.articles)}
        known = {one.sha256: name for name, one in self.earlier.items()}
        free = (name for n in count(1) if (name := f"X{n}") not in {*now.values(), *self.earlier})
        here: dict[str, str] = {}
        for one in (*brief.articles, *brief.earlier):
            name = now.get(one.sha256) or known.get(one.sha256) or next(free)
            here[one.id] = name
            if name not in now.values():
                known[one.sha256] = name
                self.earlier[name] = replace(one, id=name, origin=name, duplicate_of=None)
        return here

    # --- articles -----------------------------------------------------------------------------

    @cached_property
    def successor(self) -> dict[str, str]:
        """Article of an earlier edition that has changed to the article that it is now."""
        # Where a page fails, the summary that its feed gives stands in for it: it says less, and takes nothing back.
        places = {place: one.id for one in self.dossier.articles if not one.excerpt and (place := _place(one))}
        found = {name: place for name, one in self.earlier.items() if (place := _place(one)) in places}
        return {name: places[place] for name, place in found.items() if place}

    @cached_property
    def gone(self) -> frozenset[str]:
        """Articles of earlier editions that were taken away: older reports of their outlet are still there, so it
        is not the feed that forgot them, nothing in this run was in the way, and they are not where they were."""
        before = {one.sha256 for _, brief in self.memory.briefs[:1] for one in brief.articles}
        oldest: dict[str, datetime] = {}
        for one in self.dossier.articles:
            if one.sha256 in before and (time := _moment(one)):
                oldest[one.outlet] = min(time, oldest.get(one.outlet, time))
        trouble = " ".join(problem.what for problem in self.dossier.problems if not problem.chosen)
        here = {place for one in self.dossier.articles if (place := _place(one))}
        return frozenset(
            name
            for name, one in self.earlier.items()
            if _place(one) not in here
            and (time := _moment(one))
            and one.outlet in oldest
            and oldest[one.outlet] < time
            and not any(place and place in trouble for place in (one.url, one.path))
            and not self.exists(one)
        )

    def fate(self, passages: Sequence[Passage]) -> Literal["changed", "gone"] | None:
        """What became of all that ``passages`` stand in; None where any of it stands or has only grown old."""
        articles = {p.article for p in passages}
        if not articles or not articles <= self.successor.keys() | self.gone:
            return None
        return "changed" if articles & self.successor.keys() else "gone"

    def is_older(self, article: str, other: str) -> bool:
        """Was ``article`` published before ``other``, as far as both say?"""
        listed = {one.id: one for one in self.dossier.articles} | self.earlier
        times = [_moment(listed[name]) if name in listed else None for name in (article, other)]
        return bool(times[0] and times[1] and times[0] < times[1])

    def cited(self, brief: Brief) -> Brief:
        """``brief`` with the earlier articles that its changes cite, X1 and so on in the order of citation."""
        changes = brief.changes or Changes()
        rows: tuple[Revised | Answered | Withdrawn, ...] = (*changes.revised, *changes.answered, *changes.withdrawn)
        used = list(dict.fromkeys(c.article for row in rows for c in row.citations if c.article in self.earlier))
        taken = {one.id for one in brief.articles}
        free = (name for n in count(1) if (name := f"X{n}") not in taken)
        names = dict(zip(used, free, strict=False))
        return replace(
            brief,
            earlier=tuple(replace(self.earlier[old], id=new, origin=new) for old, new in names.items()),
            changes=replace(
                changes,
                revised=tuple(_moved(one, names) for one in changes.revised),
                answered=tuple(_moved(one, names) for one in changes.answered),
                withdrawn=tuple(_moved(one, names) for one in changes.withdrawn),
            ),
        )

    # --- sentences ----------------------------------------------------------------------------

    @cached_property
    def rare(self) -> dict[str, float]:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for sentence in self.dossier.sentences:
            counts[sentence.passage.article].update(stems(sentence.passage.text))
        return rarity([*counts.values(), *(Counter(stems(t.fact.citations[0].text)) for t in self.developments)])

    def vector(self, text: str) -> Vector:
        return weigh(Counter(stems(text)), self.rare)

    @cached_property
    def _holders(self) -> dict[str, list[tuple[int, float]]]:
        """Stem to the places of the developments that have it, and what it weighs there."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for n, told in enumerate(self.developments):
            for term, value in self.vector(told.fact.citations[0].text).items():
                found[term].append((n, value))
        return found

    def _likenesses(self, vector: Vector) -> dict[int, float]:
        """How like each development with a word in common is, by its place."""
        found: dict[int, float] = defaultdict(float)
        for term, value in vector.items():
            for n, other in self._holders.get(term, ()):
                found[n] += value * other
        return found

    @cached_property
    def _names(self) -> dict[str, Told]:
        return {key(c.text): told for told in reversed(self.developments) for c in told.fact.citations}

    def like(self, one: str, other: str) -> float:
        return dot(self.vector(one), self.vector(other))

    def told(self, passage: Passage) -> Told | None:
        """The development that says all that ``passage`` says: in the same words, or in others that add nothing.

        What is told by mistake is lost to the reader; what is new by mistake is only told twice.
        """
        if found := self._names.get(key(passage.text)):
            return found
        vector = self.vector(passage.text)
        likeness, n = max(((like, -n) for n, like in self._likenesses(vector).items()), default=(0.0, 0))
        found = self.developments[-n] if likeness >= SAME else None
        return found if found and not self._adds(passage, vector, found.fact) else None

    def _adds(self, passage: Passage, vector: Vector, before: Development) -> bool:
        """Does ``passage`` say more than ``before``: words that weigh, a number, a day, a turn, another main event?"""
        new, old = passage.text, before.citations[0].text
        had = {*stems(old), *map(stem, _weekdays(new))}
        if sum(value * value for term, value in vector.items() if term not in had) > MORE:
            return True
        if len(TURNS.findall(new)) != len(TURNS.findall(old)) or _numbers(new) - _numbers(old):
            return True
        days = [_weekdays(text) for text in (new, old)]
        if all(days) and days[0] - days[1]:
            return True
        inside = (m for m in self._main.get(passage.article, ()) if passage.start <= m[0] < passage.end)
        return any(term not in had and event not in before.events for _, term, event in inside)

    @cached_property
    def _main(self) -> dict[str, list[tuple[int, str, str]]]:
        """Article to what its sentences report: where the trigger stands, its stem, its event."""
        found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for event in self.dossier.events:
            for one in event.mentions:
                if one.main and one.weight >= NEWS:
                    found[one.trigger.article].append((one.trigger.start, stem(one.trigger.text), event.id))
        return found

    def is_told_of(self, passage: Passage) -> set[str]:
        """The developments that ``passage`` may be about, in however different words: they are not withdrawn."""
        likenesses = self._likenesses(self.vector(passage.text))
        return {self.developments[n].fact.id for n, like in likenesses.items() if like >= SAME}

    def grown(self, passage: Passage) -> Told | None:
        """The development whose sentence, in an article that has changed, ``passage`` has come from."""
        mine = [
            (self.like(told.fact.citations[0].text, passage.text), -n, told)
            for n, told in enumerate(self.developments)
            if any(self.successor.get(c.article) == passage.article for c in told.fact.citations)
        ]
        likeness, _, told = max(mine, key=lambda row: row[:2], default=(0.0, 0, None))
        return told if likeness >= SAME else None


def _place(one: Listed) -> tuple[str, ...] | None:
    """Where an article lies, which stays when it is changed; its outlet and headline where nothing says that."""
    if one.url or one.path:
        return ("at", one.url or one.path or "")
    return ("headed", one.outlet, one.title) if one.title else None


def _moment(one: Listed) -> datetime | None:
    try:
        time = datetime.fromisoformat(one.published or "")
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _weekdays(text: str) -> set[str]:
    return {word for word in words(text) if word in lexicon.table("weekdays")}


def _numbers(text: str) -> set[float]:
    return {q.value for q in quantities.find(text) if q.value is not None}


def _moved(fact: Any, names: Mapping[str, str]) -> Any:
    """``fact`` with its citations in the articles that ``names`` says."""

    def each(passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(replace(p, article=names.get(p.article, p.article)) for p in passages)

    return replace(fact, citations=each(fact.citations))
