"""When things happened, apart from when they were reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing import dates, days
from briefing.model import Date, Entry, Event, Facts, Listed, Story, Told

LEAST_WEIGHT = 0.25
"""Below it a dated trigger ("was", "said") is no line of a timeline by itself."""
LEAST_VOTE = 0.08
"""Share of an article's dated news below which a date that it alone gives is named in passing."""

Days = Mapping[str, date | None]
"""Article to the day it was written on."""


@dataclass(frozen=True, slots=True)
class _Dated:
    event: str
    told: Told
    date: Date
    own: bool
    """False where the day is taken over from the sentence or from the main event."""
    usual: bool = True
    """Is it the date under which the event is listed?"""


def merge(
    facts: Sequence[Facts], events: Sequence[Event], _: Sequence[Listed], stories: Sequence[Story] = ()
) -> tuple[tuple[Entry, ...], str | None]:
    """One entry for each date that the articles give to what happened, earliest first, and the main event's day.

    An event is listed under one date: that of its own words, else the nearest day that its sentence
    names, else the day of the story's main event; the last two make no entry by themselves.
    What has only words for its date ("in the spring", and nothing to reckon from) comes last, in the order of
    the text. What is planned, denied or hedged is no history: it is left out.
    """
    main = days.main_day(facts)
    mains = _mains(facts, stories, main)
    votes = days.votes(facts)
    written = {one.article.id: dates.day_of(one.article) for one in facts}
    groups: dict[tuple[str | None, str | None, str], list[_Dated]] = defaultdict(list)
    for event in events:
        for row in _rows(event, written, mains):
            day = written.get(row.told.passage.article)
            if day and (row.date.start or "") > day.isoformat():
                continue
            words = "" if row.date.start else f"{row.told.passage.article} {row.date.text.lower()}"
            groups[row.date.start, row.date.end, words].append(row)
    entries = [e for group in groups.values() if (e := _entry(group, votes)) is not None]
    dated = sorted((e for e in entries if e.date.start), key=lambda e: (e.date.start or "", e.date.end or ""))
    return (*dated, *(e for e in entries if not e.date.start)), main


def _mains(facts: Sequence[Facts], stories: Sequence[Story], main: str | None) -> dict[str, str | None]:
    """Article to the main event's day of its story; of the whole pile where no stories are given."""
    by_id = {one.article.id: one for one in facts}
    if not stories:
        return dict.fromkeys(by_id, main)
    found: dict[str, str | None] = {}
    for story in stories:
        found |= dict.fromkeys(story.articles, days.main_day([by_id[a] for a in story.articles if a in by_id]))
    return found


def _rows(event: Event, written: Days, mains: Mapping[str, str | None]) -> Iterator[_Dated]:
    """The reports of one event with its date: that which most of them give or take over, their own words
    counting double."""
    rows = []
    for told in event.mentions:
        date = told.when or _taken_over(told, written, mains.get(told.passage.article))
        if _happened(told) and date is not None:
            rows.append(_Dated(event.id, told, date, told.when is not None))
    votes: Counter[tuple[str | None, str | None]] = Counter()
    for row in rows:
        votes[row.date.start, row.date.end] += 2 if row.own else 1
    if votes:
        usual = votes.most_common(1)[0][0]
        yield from (replace(row, usual=(row.date.start, row.date.end) == usual) for row in rows)


def _taken_over(told: Told, written: Days, main: str | None) -> Date | None:
    """The date of the sentence that stands nearest, where it is a day; the main day where there is none."""
    at, found = (
        told.trigger.start - told.passage.start,
        dates.find(told.passage.text, written.get(told.passage.article)),
    )
    here = [(abs(start - at), d) for start, _, d in found]
    if here:
        nearest = min(here, key=lambda pair: pair[0])[1]
        return nearest if days.single(nearest) else None
    return Date(start=main, end=main, precision="day", text=main) if main else None


def _happened(told: Told) -> bool:
    return told.stance in {"asserted", "claimed", "hedged"}


def _entry(group: Sequence[_Dated], votes: Mapping[str, float]) -> Entry | None:
    """The line for one date: the sentence that carries most news; every event of the date goes with it."""
    own = [row for row in group if row.own and row.told.stance != "hedged"]
    if not own or max(row.told.weight for row in own) < LEAST_WEIGHT:
        return None
    day = days.single(own[0].date)
    if day and len({row.told.passage.article for row in own}) == 1 and votes.get(day, 0.0) < LEAST_VOTE:
        return None
    own.sort(key=lambda row: (not row.told.main, -row.told.weight, row.told.passage.start))
    best = own[0]
    citations = tuple(dict.fromkeys(row.told.passage for row in own))
    ids = tuple(dict.fromkeys(row.event for row in [*own, *group] if row.usual))
    return Entry(date=best.date, text=best.told.passage.text, citations=citations, events=ids)
