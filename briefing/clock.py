"""The one place that asks what time it is. Everything below the commands gets the time, or a clock, handed in."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

from briefing.errors import UsageError

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time with its zone: ``BRIEFING_NOW`` (ISO 8601) where it is set, which is for replays and tests;
    else ``SOURCE_DATE_EPOCH`` (seconds since 1970); else the system's, to the second.

    Raises:
        UsageError: ``BRIEFING_NOW`` is no time.
    """
    if given := os.environ.get("BRIEFING_NOW"):
        try:
            when = datetime.fromisoformat(given)
        except ValueError as error:
            raise UsageError(f"BRIEFING_NOW = {given!r}; give a time in ISO 8601, such as 2026-11-22T06:30Z") from error
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return datetime.fromtimestamp(int(seconds), UTC)
