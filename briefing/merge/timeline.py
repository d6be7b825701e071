"""When things happened, apart from when they were reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing import dates, days, placing
from briefing.model import Date, Entry, Event, Facts, Story, Told
from briefing.placing import Key, Placed

LEAST_WEIGHT = 0.25
"""Below it a dated trigger ("was", "said") is no line of a timeline by itself."""
LEAST_VOTE = 0.04
"""Share of an article's dated news below which a date that it alone gives is named in passing."""
LEAST_NEWS = 0.4
"""Weight of a trigger that makes a line under the day of the report alone."""
DEEP = 2400
"""Characters into an article after which a day that it alone gives is named in passing."""
SURE: Mapping[placing.Basis, int] = {"said": 3, "sentence": 3, "headline": 2, "reported": 2}
"""What a report's day counts for where reports of one event differ; a day that nothing near it names counts 1."""

Span = tuple[str, str | None, str | None, str]
"""Story, start, end, and where both are None the article with its words."""


@dataclass(frozen=True, slots=True)
class _Dated:
    event: str
    told: Told
    date: Date
    basis: placing.Basis
    usual: bool = True
    """Is it the date that the event is listed under?"""


def merge(
    facts: Sequence[Facts], events: Sequence[Event], placed: Mapping[Key, Placed], stories: Sequence[Story] = ()
) -> tuple[tuple[Entry, ...], str | None]:
    """One entry for each date that the articles of a story give to what happened, earliest first, and the main
    event's day.

    An event is listed under one date: that which most of its reports give it or `placing.place` infers for
    them. An inferred day makes no entry by itself, but for what an article reports as its news and nothing dates.
    What has only words for its date ("in the spring", and nothing to reckon from) comes last, in the order of
    the text. What is planned or denied makes no entry: it is listed with its day's other events.
    """
    votes = days.votes(facts)
    story_of = {article: story.id for story in stories for article in story.articles}
    written = {one.article.id: day.isoformat() if (day := dates.day_of(one.article)) else None for one in facts}
    groups: dict[Span, list[_Dated]] = defaultdict(list)
    for row in _rows(events, placed):
        until = written.get(row.told.passage.article)
        if (until and (row.date.start or "") > until) or _is_since(row):
            continue
        words = "" if row.date.start else f"{row.told.passage.article} {row.date.text.lower()}"
        groups[story_of.get(row.told.passage.article, ""), row.date.start, row.date.end, words].append(row)
    entries = [e for group in groups.values() if (e := _entry(group, votes)) is not None]
    dated = sorted((e for e in entries if e.date.start), key=lambda e: (e.date.start or "", e.date.end or ""))
    return (*dated, *(e for e in entries if not e.date.start)), days.main_day(facts)


def _is_since(row: _Dated) -> bool:
    """ "Has been cut by a fifth since 2021": that is no event of 2021."""
    words = row.date.text.lower()
    return bool(words) and f"since {words}" in row.told.passage.text.lower()


def _rows(events: Iterable[Event], placed: Mapping[Key, Placed]) -> Iterator[_Dated]:
    for event in events:
        rows = [row for told in event.mentions if (row := _dated(event.id, told, placed)) is not None]
        votes: Counter[tuple[str | None, str | None]] = Counter()
        for row in rows:
            votes[row.date.start, row.date.end] += SURE.get(row.basis, 1)
        usual = votes.most_common(1)[0][0] if votes else None
        yield from (replace(row, usual=(row.date.start, row.date.end) == usual) for row in rows)


def _dated(event: str, told: Told, placed: Mapping[Key, Placed]) -> _Dated | None:
    found = placed.get((told.trigger.article, told.trigger.start))
    if found and found.basis != "said":
        return _Dated(event, told, Date(start=found.day, end=found.day, precision="day", text=""), found.basis)
    return _Dated(event, told, told.when, "said") if told.when is not None else None


def _entry(group: Sequence[_Dated], votes: Mapping[str, float]) -> Entry | None:
    """The line for one date: the sentence that carries most news; every event of the date goes with it."""
    own = [row for row in group if row.basis == "said" and row.told.stance in {"asserted", "claimed"}]
    reported = not own or max(row.told.weight for row in own) < LEAST_WEIGHT
    if reported:
        own = [row for row in group if _is_news(row)]
    elif _is_in_passing(own, votes):
        return None
    if not own:
        return None
    own.sort(key=lambda row: (not row.told.main, _is_aside(row), -row.told.weight, row.told.passage.start))
    best = own[0]
    if best.date.precision == "year" and not best.told.main:
        return None  # "their steepest fall since the company was listed in 2021": the sentence tells of another time
    citations = tuple(dict.fromkeys(row.told.passage for row in own))
    ids = tuple(dict.fromkeys(row.event for row in [*own, *group] if row.usual))
    # "The winner of Sunday's election was named": no news of Sunday.
    text = (best.told.phrase if _is_aside(best) and best.told.phrase else best.told.passage).text
    return Entry(date=best.date, text=text, citations=citations, events=ids, reported=reported)


def _is_aside(row: _Dated) -> bool:
    """Does a noun or clause of its sentence carry the date, and not what the sentence reports?"""
    return row.told.phrase is not None and row.basis == "said"


def _is_news(row: _Dated) -> bool:
    told, happened = row.told, row.told.stance in {"asserted", "claimed"}
    return row.basis == "reported" and happened and told.main and told.weight >= LEAST_NEWS


def _is_in_passing(own: Sequence[_Dated], votes: Mapping[str, float]) -> bool:
    day = days.single(own[0].date)
    alone = len({row.told.passage.article for row in own}) == 1
    deep = min(row.told.passage.start for row in own) > DEEP
    return day is not None and alone and (deep or votes.get(day, 0.0) < LEAST_VOTE)
