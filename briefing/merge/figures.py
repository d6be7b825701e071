"""Figures of all articles: equal ones together, rival ones side by side, the best first.

Nothing is summed and nothing averaged: an entry holds one printed value and every place that
prints it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from briefing import days, headlines, quantities, tolls
from briefing.model import Facts, Figure, Listed, Source, Story

Resolve = Callable[[Source | None], Source | None]

LAST = (
    *("money", "distance", "area", "mass", "share", "speed"),
    *("temperature", "magnitude", "volume", "power", "duration"),
)
OPENING = 600
"""Characters of an article that open its story."""
ATTACKER = "attacker"
HARMED = {"injured", "shot"}
PART_OF_WHOLE = 0.5
NEARLY_AS_GOOD = 0.6
LATER = 0.3
"""How much more the last article counts than the first."""
ELSEWHEN = 0.25
LONG_AGO = 180
"""Days before the main event from which a count is of another one."""
SEVERAL = 0.5
"""What a count weighs whose sentence speaks of several incidents."""
ONE_PERSON = 0.35
LISTED = 0.6
"""What people weigh who are named or listed, beside a printed number."""
HOSPITAL = 0.6
"""What the injured weigh who are told of only as taken to hospital."""
OWN_HAND = 0.2
"""What the death of who did it weighs beside the victims'."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One figure of one article, with the weight of the place where it stands."""

    figure: Figure
    article: str
    weight: float


def merge(
    facts: Sequence[Facts], resolve: Resolve, listed: Sequence[Listed], stories: Sequence[Story]
) -> tuple[Figure, ...]:
    """One entry for each value of each measure in each story, ids F1, F2, …; people first, and of
    each measure the value of the main event first."""
    by_id = {one.article.id: one for one in facts}
    grouped = [[by_id[a] for a in story.articles if a in by_id] for story in stories]
    placed = {one.article.id for group in grouped for one in group}
    grouped.append([one for one in facts if one.article.id not in placed])
    info = {one.id: one for one in listed}
    ranked = []
    for number, group in enumerate(grouped):
        for place, entry in enumerate(_of_story(group, info)):
            ranked.append((_order(entry[0].figure.measure), number, place, entry))
    ranked.sort(key=lambda row: row[:3])
    return tuple(replace(_entry(seen, resolve, info), id=f"F{n}") for n, (_, _, _, seen) in enumerate(ranked, 1))


def _of_story(facts: Sequence[Facts], info: Mapping[str, Listed]) -> list[list[_Seen]]:
    """The entries of one story, best first."""
    main = days.main_day(facts)
    late = _lateness([info[one.article.id] for one in facts if one.article.id in info])
    groups: dict[tuple[object, ...], list[_Seen]] = defaultdict(list)
    for one in facts:
        for figure, weight in _weighed(one, main):
            groups[(*_key(figure), _is_old(figure, main))].append(
                _Seen(figure, one.article.id, weight * late.get(one.article.id, 1.0))
            )
    single = [one for one in facts if not tolls.is_roundup(one)] or facts
    opening = _opening(groups, {one.article.id for one in single}, main)
    scores = _scores(groups, _titled(facts), info, opening)
    order = {key: n for n, key in enumerate(groups)}
    ranked = [groups[key] for key in sorted(groups, key=lambda key: (-round(scores[key], 9), order[key]))]
    return ranked if _is_deadly(groups, single, opening) else [kept for seen in ranked if (kept := _elsewhere(seen))]


def _scores(
    groups: Mapping[tuple[object, ...], list[_Seen]],
    titled: Mapping[str, set[float]],
    info: Mapping[str, Listed],
    opening: Set[str],
) -> dict[tuple[object, ...], float]:
    """How much speaks for each entry's being the main event's."""
    agreed = _agreed(groups)
    scores = {}
    for key, seen in groups.items():
        bonus = _bonus(seen[0].figure, titled, agreed=key in agreed)
        scores[key] = _score(seen, info) * bonus * _open_end(seen[0].figure, groups)
        scores[key] *= _with_attacker(key, groups) * _with_the_dead(seen[0].figure, groups)
    if ATTACKER in opening and HARMED & opening and "killed" not in opening:
        scores = {key: score * _alone(groups[key]) for key, score in scores.items()}
    return scores


def _opening(groups: Mapping[tuple[object, ...], list[_Seen]], articles: Set[str], main: str | None) -> set[str]:
    """The measures of people that the openings of ``articles`` count on the main event's day; the death of who did
    it under a name of its own."""
    return {
        ATTACKER if s.figure.measure == "killed" and tolls.is_attackers(s.figure) else s.figure.measure
        for seen in groups.values()
        for s in seen
        if s.figure.value and s.article in articles and s.figure.mentions[0].start <= OPENING
        if _nearness(s.figure, main) == 1.0
    }


def _is_deadly(groups: Mapping[tuple[object, ...], list[_Seen]], facts: Sequence[Facts], opening: Set[str]) -> bool:
    """Does the story tell of its own dead? It does not where its headlines and openings count people hurt and none
    killed: then deaths deep in its articles are of other days and places."""
    ids = {one.article.id for one in facts}
    if any(tolls.DEADLY.search(one.article.title) for one in facts):
        return True
    shared = any(_is_shared([s for s in seen if s.article in ids]) for seen in groups.values())
    return shared or bool({"killed", ATTACKER} & opening) or not HARMED & opening


def _alone(seen: Sequence[_Seen]) -> float:
    """Where openings tell of people hurt and of nobody killed but who did it, that is the toll of the story."""
    if seen[0].figure.measure != "killed":
        return 1.0
    return 1 / OWN_HAND if tolls.is_attackers(seen[0].figure) else 0.5


def _is_shared(seen: Sequence[_Seen]) -> bool:
    """Is it a printed number of people killed that two articles give?"""
    numbered = [
        s
        for s in seen
        if s.figure.measure == "killed"
        and s.figure.value
        and quantities.find(s.figure.text)
        and not tolls.is_sum(s.figure)
    ]
    return len({s.article for s in numbered}) > 1


def _elsewhere(seen: list[_Seen]) -> list[_Seen] | None:
    """Deaths of another event go by what is counted ("homicide", "officer"); single ones are no figure."""
    figure = seen[0].figure
    if figure.measure != "killed" or not figure.value:
        return seen
    if not any(quantities.find(one.figure.text) for one in seen):
        return None
    noun = _singular(figure.what)
    return [replace(one, figure=replace(one.figure, measure=noun)) for one in seen]


def _singular(what: str) -> str:
    """The singular of the last word, as far as an ending tells it; "person" where there is no word."""
    word = (re.findall(r"[a-z]+", what.lower()) or ["person"])[-1]
    return "person" if word == "people" else word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _with_the_dead(figure: Figure, groups: Mapping[tuple[object, ...], list[_Seen]]) -> float:
    """An early count of the hurt that is as many as the killed and the hurt of another count yields to it."""
    if figure.measure != "injured" or not figure.value:
        return 1.0
    killed, hurt = (
        {f.value for seen in groups.values() for f in [seen[0].figure] if f.measure == m and f.value}
        for m in ("killed", "injured")
    )
    return 0.5 if any(figure.value - k in hurt for k in killed if k) else 1.0


def _with_attacker(key: tuple[object, ...], groups: Mapping[tuple[object, ...], list[_Seen]]) -> float:
    """A toll that is one more than that of the victims, where the attacker died too, is the whole toll."""
    figure = groups[key][0].figure
    if figure.measure != "killed" or not figure.value or figure.value < 2:
        return 1.0
    dead = [seen for k, seen in groups.items() if seen[0].figure.measure == "killed"]
    given = {seen[0].figure.value for seen in dead}
    less = figure.value > 2 and figure.value - 1 in given and figure.value + 1 not in given
    return 2.5 if less and any(tolls.tells_of_attacker(s.figure) for seen in dead for s in seen) else 1.0


# --- what is one entry -----------------------------------------------------------------------


def _key(figure: Figure) -> tuple[object, ...]:
    return figure.measure, figure.value, figure.low, figure.high, figure.unit, tolls.is_attackers(figure)


def _is_old(figure: Figure, main: str | None) -> bool:
    """Is it of half a year before the main event or longer ago: four who died there in 2019 are not the four of now?"""
    when = figure.when
    if main is None or when is None or when.end is None:
        return False
    return (date.fromisoformat(main) - date.fromisoformat(when.end)).days > LONG_AGO


def _entry(seen: Sequence[_Seen], resolve: Resolve, info: Mapping[str, Listed]) -> Figure:
    """The best-placed figure, with the places of all. Where that is somebody's word, it is the word of who says it
    in the earliest article: "That does not explain 480 tonnes" only takes it up."""
    best = max(seen, key=lambda s: s.weight).figure
    mentions = tuple(dict.fromkeys(m for s in seen for m in s.figure.mentions))
    order = sorted(seen, key=lambda s: s.figure is not best)
    citations = tuple(dict.fromkeys(c for s in order for c in s.figure.citations))
    stance = "asserted" if any(s.figure.stance == "asserted" for s in seen) else best.stance
    when = best.when or next((s.figure.when for s in order if s.figure.when), None)
    said = [s for s in order if s.figure.said_by] if best.said_by else []
    first = min(said, key=lambda s: _published(info, s.article), default=None)
    # "Was fined 85 million", and a day later somebody speaks of it: it is not her word.
    told = min((_published(info, s.article) for s in seen if s.figure.stance == "asserted"), default="9")
    if first and best.measure not in tolls.PEOPLE and told < _published(info, first.article):
        first = None
    return replace(
        best,
        mentions=mentions,
        citations=citations,
        said_by=resolve(first.figure.said_by) if first else None,
        stance=stance,
        when=when,
    )


def _published(info: Mapping[str, Listed], article: str) -> str:
    """The day of an article, ISO 8601; one without comes last."""
    return (info[article].published or "9")[:10] if article in info else "9"


# --- which comes first -----------------------------------------------------------------------


def _order(measure: str) -> tuple[int, str]:
    if measure in tolls.PEOPLE:
        return tolls.PEOPLE.index(measure), measure
    return (len(tolls.PEOPLE) + 1 + LAST.index(measure), measure) if measure in LAST else (len(tolls.PEOPLE), "")


def _weighed(one: Facts, main: str | None) -> list[tuple[Figure, float]]:
    """The figures of one article with their weights. Of the values that one article gives for a measure,
    the greatest is most often the whole and the others its parts."""
    size = len(one.article.text)
    summed = tolls.summed(one.article.title)
    rows = [(figure, _place(figure, size, summed) * _nearness(figure, main)) for figure in one.figures]
    whole: dict[str, list[tuple[float, float, str | None]]] = defaultdict(list)
    for figure, weight in rows:
        if figure.value and figure.measure in tolls.PEOPLE and not tolls.is_attackers(figure):
            whole[figure.measure].append((figure.value, weight, tolls.armed(figure)))
    return [
        (
            f,
            w * PART_OF_WHOLE
            if any(
                v > (f.value or 0) and x >= NEARLY_AS_GOOD * w and side in {None, tolls.armed(f)}
                for v, x, side in whole[f.measure]
            )
            else w,
        )
        for f, w in rows
    ]


def _nearness(figure: Figure, main: str | None) -> float:
    """Counts of other days are of other events."""
    when = figure.when
    if main is None or when is None or when.start is None or when.end is None:
        return 1.0
    if when.precision == "day":
        apart = abs((date.fromisoformat(when.start) - date.fromisoformat(main)).days)
        return 1.0 if apart <= 3 else ELSEWHEN
    return 0.7 if when.start <= main <= when.end and when.precision != "year" else ELSEWHEN


def _open_end(figure: Figure, groups: Mapping[tuple[object, ...], list[_Seen]]) -> float:
    """ "At least four" yields to a "five" that it allows for."""
    if figure.value is None or figure.high is not None or figure.low is None:
        return 1.0
    exact = (seen[0].figure for seen in groups.values() if seen[0].figure.measure == figure.measure)
    return 0.5 if any(f.value and f.value > figure.value and f.low == f.high for f in exact) else 1.0


def _place(figure: Figure, size: int, summed: set[tuple[str, float | None]]) -> float:
    """The weight of one figure by where and how it stands in its article."""
    at = figure.mentions[0].start if figure.mentions else size
    weight = 1.0 if at <= tolls.LEAD else 0.6 if at <= 3 * tolls.LEAD else 0.4
    numbered = figure.value == 0 or bool(quantities.find(figure.text))
    if not numbered:
        weight *= ONE_PERSON if figure.value == 1 else LISTED
    if tolls.PART.search(figure.text) and figure.measure == "killed":
        weight *= 0.5
    if (figure.measure, figure.value) in summed or tolls.is_sum(figure):
        weight *= SEVERAL
    if figure.measure == "injured" and tolls.is_by_hospital(figure):
        weight *= HOSPITAL
    if tolls.is_attackers(figure):
        weight *= OWN_HAND
    if figure.stance in {"denied", "hedged", "planned"}:
        weight *= 0.4
    return weight


def _lateness(listed: Sequence[Listed]) -> dict[str, float]:
    """Later articles know more: 1.0 for the first day to 1.3 for the last."""
    days = sorted({one.published[:10] for one in listed if one.published})
    if len(days) < 2:
        return {}
    return {one.id: 1 + LATER * days.index(one.published[:10]) / (len(days) - 1) for one in listed if one.published}


def _score(seen: Sequence[_Seen], info: Mapping[str, Listed]) -> float:
    """The best places of each origin, added up."""
    best: dict[str, float] = {}
    for one in seen:
        origin = info[one.article].origin if one.article in info else one.article
        best[origin] = max(best.get(origin, 0.0), one.weight)
    return sum(best.values())


def _bonus(figure: Figure, titled: Mapping[str, set[float]], *, agreed: bool) -> float:
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


def _titled(facts: Sequence[Facts]) -> dict[str, set[float]]:
    """The values that headlines give, by measure, but for those that are of several incidents."""
    out: dict[str, set[float]] = defaultdict(set)
    for one in facts:
        many = {(f.measure, f.value) for f in one.figures if tolls.is_sum(f)}
        for counted in headlines.counts(one.article.title):
            if not tolls.is_of_several(one.article.title) and (counted.measure, counted.value) not in many:
                out[counted.measure].add(counted.value)
    return dict(out)
