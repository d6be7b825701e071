"""Figures of all articles: equal ones together, rival ones side by side, the best first.

Nothing is summed and nothing averaged: an entry holds one printed value and every place that
prints it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefing import lexicon, quantities
from briefing.model import Facts, Figure, Listed, Source, Story

Resolve = Callable[[Source | None], Source | None]

PEOPLE = (
    "killed", "injured", "missing", "shot", "stabbed", "casualties", "hospitalised", "displaced", "homeless", "evacuated",
    "trapped", "stranded", "abducted", "detained", "arrested", "jailed", "captured", "deported", "released", "rescued", "infected",
)
LAST = ("money", "distance", "area", "mass", "share", "speed", "temperature", "volume", "power", "duration")
LEAD = 350
"""Characters of an article that tell its main news."""
PART = re.compile(r"\b(?:other|others|another|more|additional|further)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One figure of one article, with the weight of the place where it stands."""

    figure: Figure
    article: str
    weight: float


def merge(facts: Sequence[Facts], resolve: Resolve, listed: Sequence[Listed], stories: Sequence[Story]) -> tuple[Figure, ...]:
    """One entry for each value of each measure in each story, ids F1, F2, …; people first, and of
    each measure the value of the main event first."""
    info = {one.id: one for one in listed}
    story_of = {article: number for number, story in enumerate(stories) for article in story.articles}
    late = _lateness(listed)
    groups: dict[tuple[object, ...], list[_Seen]] = defaultdict(list)
    for one in facts:
        size = max(1, len(one.article.text))
        for figure in one.figures:
            weight = _place(figure, size) * late.get(one.article.id, 1.0)
            key = (story_of.get(one.article.id, -1), *_key(figure))
            groups[key].append(_Seen(figure, one.article.id, weight))
    titles = {story: _titled([info[a].title for a in stories[story].articles if a in info]) for story in range(len(stories))}
    agreed = _agreed(groups)
    ranked = []
    for key, seen in groups.items():
        story = int(str(key[0]))
        score = _score(seen, info) * _bonus(seen[0].figure, titles.get(story, {}), (key in agreed))
        ranked.append((_order(seen[0].figure.measure), story, -score, len(ranked), seen))
    ranked.sort(key=lambda row: row[:4])
    return tuple(
        replace(_entry(seen, resolve), id=f"F{number}") for number, (_, _, _, _, seen) in enumerate(ranked, 1)
    )


# --- what is one entry -----------------------------------------------------------------------


def _key(figure: Figure) -> tuple[object, ...]:
    return figure.measure, figure.value, figure.low, figure.high, figure.unit, _by_own_hand(figure)


def _entry(seen: Sequence[_Seen], resolve: Resolve) -> Figure:
    """The best-placed figure, with the places of all; who says it only where nobody asserts it."""
    best = max(seen, key=lambda s: s.weight).figure
    mentions = tuple(dict.fromkeys(m for s in seen for m in s.figure.mentions))
    order = sorted(seen, key=lambda s: s.figure is not best)
    citations = tuple(dict.fromkeys(c for s in order for c in s.figure.citations))
    stance = "asserted" if any(s.figure.stance == "asserted" for s in seen) else best.stance
    when = best.when or next((s.figure.when for s in order if s.figure.when), None)
    return replace(best, mentions=mentions, citations=citations, said_by=resolve(best.said_by), stance=stance, when=when)


@cache
def _perpetrators() -> frozenset[str]:
    return lexicon.words("perpetrators")


def _by_own_hand(figure: Figure) -> bool:
    """Is it the death or wound of who did it? That is told apart from the victims'."""
    words = re.findall(r"[\w']+", figure.what.lower())
    return bool(words) and words[-1] in _perpetrators()


# --- which comes first -----------------------------------------------------------------------


def _order(measure: str) -> tuple[int, str]:
    if measure in PEOPLE:
        return PEOPLE.index(measure), measure
    return (len(PEOPLE) + 1 + LAST.index(measure), measure) if measure in LAST else (len(PEOPLE), "")


def _place(figure: Figure, size: int) -> float:
    """The weight of one figure by where and how it stands in its article."""
    at = figure.mentions[0].start if figure.mentions else size
    weight = 1.0 if at <= LEAD else 0.6 if at <= 3 * LEAD else 0.4
    numbered = figure.value == 0 or bool(quantities.find(figure.text))
    if not numbered:
        weight *= 0.35
    if PART.search(figure.text) and figure.measure == "killed":
        weight *= 0.5
    if _by_own_hand(figure):
        weight *= 0.2
    if figure.stance in {"denied", "hedged", "planned"}:
        weight *= 0.4
    return weight


def _lateness(listed: Sequence[Listed]) -> dict[str, float]:
    """Later articles know more: 1.0 for the first day to 1.3 for the last."""
    days = sorted({one.published[:10] for one in listed if one.published})
    if len(days) < 2:
        return {}
    return {one.id: 1 + 0.3 * days.index(one.published[:10]) / (len(days) - 1) for one in listed if one.published}


def _score(seen: Sequence[_Seen], info: Mapping[str, Listed]) -> float:
    """The best places of each origin, added up."""
    best: dict[str, float] = {}
    for one in seen:
        origin = info[one.article].origin if one.article in info else one.article
        best[origin] = max(best.get(origin, 0.0), one.weight)
    return sum(best.values())


def _bonus(figure: Figure, titled: Mapping[str, set[float]], agreed: bool) -> float:
    bonus = 1.0
    if figure.value is not None and figure.value in titled.get(figure.measure, ()):
        bonus *= 1.6
    return bonus * (1.4 if agreed else 1.0)


def _agreed(groups: Mapping[tuple[object, ...], list[_Seen]]) -> set[tuple[object, ...]]:
    """Keys of the killed and the injured that together are as many as were shot in the same story."""
    values: dict[tuple[object, str], dict[float, list[tuple[object, ...]]]] = defaultdict(lambda: defaultdict(list))
    for key, seen in groups.items():
        figure = seen[0].figure
        if figure.value:
            values[key[0], figure.measure][figure.value].append(key)
    out: set[tuple[object, ...]] = set()
    for story in {key[0] for key in groups}:
        for killed, ones in values[story, "killed"].items():
            for injured, others in values[story, "injured"].items():
                if killed + injured in values[story, "shot"]:
                    out.update(ones, others)
    return out


# --- headlines -------------------------------------------------------------------------------


@cache
def _headline() -> tuple[tuple[str, re.Pattern[str]], ...]:
    number = r"(\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|man|woman|teen|boy|girl)"
    noun = r"(?: [a-z]+){0,2}?"
    return (
        ("killed", re.compile(rf"\b{number}{noun} (?:dead|killed|die|dies|slain|murdered|fatally)\b", re.I)),
        ("killed", re.compile(rf"\b(?:kills?|killing|killed|leaves?|left) {number}\b(?! injured| wounded| hurt)", re.I)),
        ("injured", re.compile(rf"\b{number}(?: others?)?{noun} (?:injured|wounded|hurt)\b", re.I)),
        ("injured", re.compile(rf"\b(?:injures|injuring|wounds|wounding|hurts) {number}\b", re.I)),
        ("shot", re.compile(rf"\b{number}{noun} shot\b", re.I)),
        ("shot", re.compile(rf"\b(?:shoots|shooting of) {number}\b", re.I)),
    )


def _titled(titles: Sequence[str]) -> dict[str, set[float]]:
    """The values that headlines give, by measure."""
    out: dict[str, set[float]] = defaultdict(set)
    for title in titles:
        for measure, value in _in_title(title):
            out[measure].add(value)
    return dict(out)


def _in_title(title: str) -> Iterator[tuple[str, float]]:
    for measure, pattern in _headline():
        for found in pattern.finditer(title):
            value = quantities.value_of(found[1])
            yield measure, 1.0 if value is None else value
