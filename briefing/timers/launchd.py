"""A user's agent of launchd, which is what macOS has. It goes by the machine's own clock."""

import os
import plistlib
import shutil
import sys
from pathlib import Path
from typing import Any

from briefing.timers import Job, demand, in_zone, read, run, system_zone, unlink, write

CATCHES_UP = True


def at_hand() -> bool:
    return sys.platform == "darwin" and bool(shutil.which("launchctl"))


def texts(job: Job) -> dict[Path, str]:
    """Where the machine's time zone is not the job's, it looks at the clock of the zone each quarter of an hour."""
    if job.zone.key == system_zone():
        arguments = [*job.program, *job.arguments]
        clock = {"Hour": job.schedule.hour, "Minute": job.schedule.minute}
        every = [clock] if len(job.schedule.days) == 7 else [{**clock, "Weekday": day + 1} for day in job.schedule.days]
    else:
        minutes, shell = in_zone(job)
        arguments, every = ["/bin/sh", "-c", shell], [{"Minute": minute} for minute in minutes]
    agent: dict[str, Any] = {
        "Label": job.unit,
        "ProgramArguments": arguments,
        "StartCalendarInterval": every,
        "WorkingDirectory": str(job.folder),
        "StandardOutPath": "/dev/null",
        "StandardErrorPath": str(Path.home() / "Library" / "Logs" / f"{job.unit}.log"),
    }
    text = plistlib.dumps(agent, sort_keys=False).decode()
    first, _, rest = text.partition("\n")
    # Two hyphens would end the comment.
    return {_path(job.unit): f"{first}\n<!-- {job.note.replace('--', '- -')} -->\n{rest}"}


def install(job: Job) -> str:
    place = f"{_domain()}/{job.unit}"
    if write(texts(job)) or run(["launchctl", "print", place]).returncode:
        run(["launchctl", "bootout", place])
        demand(["launchctl", "bootstrap", _domain(), str(_path(job.unit))])
    if job.zone.key != system_zone():
        return (
            "launchd goes by the machine's time zone: a time in another one that it sleeps through is not made up for"
        )
    return ""


def installed(unit: str, _folder: Path) -> dict[Path, str]:
    text = read(_path(unit))
    return {} if text is None else {_path(unit): text}


def remove(unit: str, folder: Path) -> list[str]:
    if not installed(unit, folder):
        return []
    run(["launchctl", "bootout", f"{_domain()}/{unit}"])
    return unlink([_path(unit)])


def _path(unit: str) -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{unit}.plist"


def _domain() -> str:
    return f"gui/{os.getuid()}"
