"""When editions are due, also on the days on which clocks are put forward or back."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from briefing import clock
from briefing.errors import UsageError
from briefing.schedules import Schedule, schedule

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06:30", Schedule(hour=6, minute=30)),
        ("daily 6:05", Schedule(hour=6, minute=5)),
        ("weekdays 06:30", Schedule(days=(0, 1, 2, 3, 4), hour=6, minute=30)),
        ("Mon, Thu 07:00", Schedule(days=(0, 3), hour=7, minute=0)),
        ("weekends,friday 23:59", Schedule(days=(4, 5, 6), hour=23, minute=59)),
    ],
)
def test_a_schedule_as_it_is_written(text: str, expected: Schedule) -> None:
    assert schedule(text) == expected


@pytest.mark.parametrize("text", ["", "24:00", "6.30", "mon", "someday 06:30", "06:30 mon", "mon,, thu 7:00"])
def test_what_is_no_schedule(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        schedule(text)


@pytest.mark.parametrize(
    ("text", "now", "latest", "following"),
    [
        ("06:30", "2026-11-22T05:30", "2026-11-22T05:30", "2026-11-23T05:30"),
        ("06:30", "2026-11-22T05:29", "2026-11-21T05:30", "2026-11-22T05:30"),
        ("06:30", "2026-11-22T23:30", "2026-11-22T05:30", "2026-11-23T05:30"),
        ("mon 06:30", "2026-11-22T12:00", "2026-11-16T05:30", "2026-11-23T05:30"),
        # Clocks go forward at 01:00 UTC on 29 March 2026: there is no 02:30, the edition is due at 03:30.
        ("02:30", "2026-03-29T01:29", "2026-03-28T01:30", "2026-03-29T01:30"),
        ("02:30", "2026-03-29T12:00", "2026-03-29T01:30", "2026-03-30T00:30"),
        # Clocks go back at 01:00 UTC on 25 October 2026: there are two 02:30, the edition is due at the first.
        ("02:30", "2026-10-25T00:30", "2026-10-25T00:30", "2026-10-26T01:30"),
        ("02:30", "2026-10-25T01:30", "2026-10-25T00:30", "2026-10-26T01:30"),
        ("06:30", "2026-10-25T05:29", "2026-10-24T04:30", "2026-10-25T05:30"),
    ],
)
def test_when_an_edition_is_due_in_berlin(text: str, now: str, latest: str, following: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = schedule(text)
    assert found.latest(BERLIN, at).isoformat() == f"{latest}:00+00:00"
    assert found.following(BERLIN, at).isoformat() == f"{following}:00+00:00"


def test_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert clock.now() == datetime(2026, 1, 1, tzinfo=UTC)
    monkeypatch.setenv("BRIEFING_NOW", "2026-11-22T06:30")
    assert clock.now() == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    monkeypatch.setenv("BRIEFING_NOW", "noon")
    with pytest.raises(UsageError, match="BRIEFING_NOW = 'noon'; give a time in ISO 8601"):
        clock.now()
