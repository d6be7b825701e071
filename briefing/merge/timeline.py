"""When things happened, apart from when they were reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from briefing import days
from briefing.model import Date, Entry, Event, Facts, Listed, Told

LEAST_WEIGHT = 0.15
"""Below it a dated trigger ("was", "had") is no line of a timeline by itself."""


@dataclass(frozen=True, slots=True)
class _Dated:
    event: str
    told: Told
    date: Date


def merge(facts: Sequence[Facts], events: Sequence[Event], listed: Sequence[Listed]) -> tuple[tuple[Entry, ...], str | None]:
    """One entry for each date that the articles give to what happened, earliest first, and the main event's day.

    What has only words for its date ("in the spring", and nothing to reckon from) comes last, in the order of
    the text. What is planned, denied or hedged is no history: it is left out.
    """
    rows = [_Dated(e.id, t, t.when) for e in events for t in e.mentions if t.when is not None and _happened(t)]
    groups: dict[tuple[str | None, str | None, str], list[_Dated]] = defaultdict(list)
    for row in rows:
        words = "" if row.date.start else f"{row.told.passage.article} {row.date.text.lower()}"
        groups[row.date.start, row.date.end, words].append(row)
    entries = [e for group in groups.values() if (e := _entry(group)) is not None]
    dated = sorted((e for e in entries if e.date.start), key=lambda e: (e.date.start or "", e.date.end or ""))
    undated = [e for e in entries if not e.date.start]
    return (*dated, *undated), days.main_day(facts)


def _happened(told: Told) -> bool:
    return told.stance in {"asserted", "claimed"}


def _entry(group: Sequence[_Dated]) -> Entry | None:
    """The line for one date: the sentence that carries most news; every event of the date goes with it."""
    if max(row.told.weight for row in group) < LEAST_WEIGHT:
        return None
    ranked = sorted(group, key=lambda row: (not row.told.main, -row.told.weight, row.told.passage.start))
    best = ranked[0]
    citations = tuple(dict.fromkeys(row.told.passage for row in ranked))
    ids = tuple(dict.fromkeys(row.event for row in ranked))
    return Entry(date=best.date, text=best.told.passage.text, citations=citations, events=ids)
