"""When a situation's editions are due: "06:30", "weekdays 06:30", "mon,thu 07:00", in the situation's time zone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMED = {"daily": DAYS, "weekdays": DAYS[:5], "weekends": DAYS[5:]}
WRITTEN = re.compile(r"(?:(?P<days>[a-z]+(?:\s*,\s*[a-z]+)*)\s+)?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Days of the week (0 is Monday) and a time by the clock on the wall."""

    days: tuple[int, ...] = tuple(range(7))
    hour: int = 6
    minute: int = 30

    def slots(self, zone: ZoneInfo, first: date) -> Iterator[datetime]:
        """The times at which an edition is due, from the day ``first`` on, in UTC: one for each day that counts.

        A clock that is put forward past the time makes its day's edition due as much later as the clock jumps,
        one that is put back makes it due once, at the first of the two.
        """
        day = first
        while True:
            if day.weekday() in self.days:
                yield datetime.combine(day, time(self.hour, self.minute), tzinfo=zone).astimezone(UTC)
            day += timedelta(days=1)

    def latest(self, zone: ZoneInfo, now: datetime) -> datetime:
        """The last time at or before ``now`` at which an edition was due, in UTC."""
        day = now.astimezone(zone).date() - timedelta(days=8)
        return [slot for slot in islice(self.slots(zone, day), 10) if slot <= now][-1]

    def following(self, zone: ZoneInfo, after: datetime) -> datetime:
        """The first time after ``after`` at which an edition is due, in UTC."""
        return next(slot for slot in self.slots(zone, after.astimezone(zone).date()) if slot > after)


def schedule(text: str) -> Schedule:
    """The schedule that ``text`` says.

    Raises:
        ValueError: It says none.
    """
    found = WRITTEN.fullmatch(text.strip().lower())
    if not found:
        raise ValueError(text)
    named = [day.strip() for day in (found["days"] or "daily").split(",")]
    days = [day for name in named for day in NAMED.get(name, (name[:3],))]
    known = [name in NAMED or name[:3] in DAYS for name in named]
    if not all(known):
        raise ValueError(text)
    return Schedule(
        days=tuple(sorted({DAYS.index(day) for day in days})), hour=int(found["hour"]), minute=int(found["minute"])
    )
