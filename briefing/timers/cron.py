"""A block of lines in the user's crontab. All other lines stay as they are, to the byte."""

import re
import shutil
from pathlib import Path

from briefing.errors import BriefingError
from briefing.timers import MARK, Job, demand, in_zone, run, system_zone

CATCHES_UP = False
CRONTAB = Path("crontab")
"""What the table is called: it has no path of its own."""
NONE = "no crontab for"


def at_hand() -> bool:
    return bool(shutil.which("crontab"))


def texts(job: Job) -> dict[Path, str]:
    return {CRONTAB: _block(job, _table())}


def install(job: Job) -> str:
    table = _table()
    block = _block(job, table)
    found = _pattern(job.unit).search(table)
    if found:
        new = table[: found.start()] + block + table[found.end() :]
    else:
        new = table + ("\n" if table and not table.endswith("\n") else "") + block
    if new != table:
        demand(["crontab", "-"], new)
    return "cron does not make up for a time at which the machine is off"


def installed(unit: str, _folder: Path) -> dict[Path, str]:
    found = _pattern(unit).search(_table())
    return {CRONTAB: found[0]} if found else {}


def remove(unit: str, _folder: Path) -> list[str]:
    table = _table()
    found = _pattern(unit).search(table)
    if not found:
        return []
    demand(["crontab", "-"], table[: found.start()] + table[found.end() :])
    return [f"the lines of {unit} in the crontab"]


def _table() -> str:
    """The user's crontab.

    Raises:
        BriefingError: It cannot be read; then it must not be written either.
    """
    done = run(["crontab", "-l"])
    if done.returncode and NONE not in done.stderr:
        said = (done.stderr or done.stdout).strip() or f"exit {done.returncode}"
        raise BriefingError(f"`crontab -l` failed: {said}; give another --kind")
    return "" if done.returncode else done.stdout


def _block(job: Job, table: str) -> str:
    return "\n".join((f"# >>> {job.unit}: {job.note}", *_lines(job, table), f"# <<< {job.unit}")) + "\n"


def _lines(job: Job, table: str) -> tuple[str, ...]:
    """By the zone of the machine where it is the job's; else by ``CRON_TZ``, where cron knows it, given back its
    value after our line because it counts for all that follow; else by looking at the clock of the zone each quarter
    of an hour."""
    here = system_zone()
    days = "*" if len(job.schedule.days) == 7 else ",".join(str((day + 1) % 7) for day in job.schedule.days)
    plain = f"{job.schedule.minute} {job.schedule.hour} * * {days} {_escaped(job.shell)}"
    before = _zone_in_force(job.unit, table)
    if job.zone.key == (before or here):
        return (plain,)
    if (before or here) and "cronie" in _version():
        return (f"CRON_TZ={job.zone.key}", plain, f"CRON_TZ={before or here}")
    minutes, shell = in_zone(job)
    return (f"{','.join(map(str, minutes))} * * * * {_escaped(shell)}",)


def _zone_in_force(unit: str, table: str) -> str | None:
    """The last ``CRON_TZ`` above our block, or of the whole table where there is no block yet."""
    found = _pattern(unit).search(table)
    above = table[: found.start()] if found else table
    zones = re.findall(r"^[ \t]*CRON_TZ[ \t]*=[ \t]*[\"']?([^\"'\s]+)", above, re.MULTILINE)
    return zones[-1] if zones else None


def _version() -> str:
    done = run(["crontab", "-V"])
    return done.stdout + done.stderr


def _escaped(command: str) -> str:
    """A per cent sign is a line break to cron."""
    return command.replace("%", "\\%")


def _pattern(unit: str) -> re.Pattern[str]:
    name = re.escape(unit)
    return re.compile(
        rf"^# >>> {name}: {MARK}[^\n]*\n(?:(?!# >>> )[^\n]*\n)*?# <<< {name}[ \t]*(?:\n|\Z)", re.MULTILINE
    )
