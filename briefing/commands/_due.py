"""Which edition of a situation is due: its time, its day, and the days that were missed before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from briefing.config import Config
    from briefing.history.editions import Made
    from briefing.schedules import Schedule


NOTHING_NEW = 3
"""Exit status of a run that made no edition because nothing was new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Which edition is to be made."""

    due: datetime
    day: str
    missed: tuple[str, ...]
    made: Made | None
    """The edition of that time, where there is one already."""


def slot_of(asked: Config, last: Made | None, quiet: datetime | None, now: datetime, *, extra: bool) -> Slot:
    """The edition that is due at ``now``: the schedule's last one, or one of this moment where there is none.

    One whose time is not later than the last edition's is made already, however often a clock that was put back
    brings its time round. ``quiet`` is the last time at which one was due and nothing was new.
    """
    due = now if extra or asked.schedule is None else asked.schedule.latest(asked.zone, now)
    missed: tuple[str, ...] = ()
    if last and asked.schedule and due > last.due:
        since = max(last.due, quiet) if quiet else last.due
        missed = tuple(_missed(asked.schedule, asked.zone, since, due))
    return Slot(
        due=due,
        day=due.astimezone(asked.zone).date().isoformat(),
        missed=missed,
        made=last if last and last.due >= due else None,
    )


def _missed(schedule: Schedule, zone: ZoneInfo, since: datetime, due: datetime) -> Iterator[str]:
    """The days of the editions that were due between ``since`` and ``due``."""
    slot = schedule.following(zone, since)
    while slot < due:
        yield slot.astimezone(zone).date().isoformat()
        slot = schedule.following(zone, slot)
