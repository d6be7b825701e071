"""Kinds of schedulers that can start a run: one module each, named like its kind.

A kind's module has ``at_hand()``: can it be used on this machine? ``texts(job)``: what would be written where, to the
character; ``install(job)``, which writes that and says what more there is to know; ``installed(unit, folder)``: what
stands there now, by the same places; and ``remove(unit, folder)``, which takes away what `install` wrote and nothing
else, and names it. Installing twice is installing once. ``CATCHES_UP``: is a time that the machine slept through made
up for?

Each of our files carries `MARK`; a file without it is somebody else's and is left alone.

Raises of every one: BriefingError, with one sentence.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.errors import BriefingError
from briefing.schedules import DAYS, Schedule

MARK = "made by make-brief schedule"
SECONDS = 30.0
QUARTERS = (0, 15, 30, 45)
"""Minutes by which clocks of the world differ, beside whole hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One situation's runs."""

    situation: str
    schedule: Schedule
    zone: ZoneInfo
    program: tuple[str, ...]
    """The command, without arguments; its paths are absolute."""
    config: Path
    """Absolute."""
    send: bool
    year: int
    """The present one: the rules of time zones change."""
    secret: str | None = None
    """The variable of the environment that the mail's password is in."""
    kept: tuple[Path, ...] = ()
    """What a run leaves for the next one."""

    @property
    def unit(self) -> str:
        return unit(self.situation)

    @property
    def folder(self) -> Path:
        return self.config.parent

    @property
    def arguments(self) -> tuple[str, ...]:
        send = ("--send",) if self.send else ()
        return ("--config", str(self.config), "--situation", self.situation, *send, "--silent")

    @property
    def shell(self) -> str:
        """The run for a shell."""
        return f"cd {shlex.quote(str(self.folder))} && {shlex.join((*self.program, *self.arguments))}"

    @property
    def note(self) -> str:
        return f"{MARK}; `make-brief schedule remove --situation {self.situation}` takes it away"


def unit(situation: str) -> str:
    """The name of the situation's entry: ASCII letters, digits, dots, hyphens and underscores."""
    return "briefing-" + re.sub(r"[^A-Za-z0-9._-]", lambda m: f"_{ord(m[0]):x}_", situation)


def system_zone() -> str | None:
    """The IANA name of the machine's own time zone, where it says."""
    if named := os.environ.get("TZ", "").removeprefix(":"):
        return named
    file = Path("/etc/timezone")
    if file.is_file():
        return file.read_text(encoding="utf-8").strip() or None
    path = os.path.realpath("/etc/localtime")
    return path.rpartition("/zoneinfo/")[2] or None


def in_zone(job: Job, *, percent: str = "%") -> tuple[tuple[int, ...], str]:
    """For a scheduler that knows no time zones: the minutes of every hour at which to look, and the shell that runs
    the job when the clock of its zone says so. The machine's zone may be any, and may change."""
    minutes = tuple(sorted((job.schedule.minute + quarter) % 60 for quarter in QUARTERS))
    days = "".join(str(day + 1) for day in job.schedule.days)
    clock = f"{job.schedule.hour:02d}:{job.schedule.minute:02d}"
    now = f"$(TZ={job.zone.key} date +{percent}u-{percent}H:{percent}M)"
    return minutes, f'case "{now}" in [{days}]-{clock}) {job.shell} ;; esac'


def day_names(schedule: Schedule) -> str:
    """The days as systemd writes them, "Mon,Thu"; empty where each counts."""
    return "" if len(schedule.days) == len(DAYS) else ",".join(DAYS[day].capitalize() for day in schedule.days)


# --- files and commands -------------------------------------------------------------------------


def read(path: Path) -> str | None:
    """Our file's text; None where there is none.

    Raises:
        BriefingError: It is somebody else's.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BriefingError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if MARK not in text:
        raise BriefingError(f"{path}: not {MARK}; move it away, or give the situation another name")
    return text


def write(texts: Mapping[Path, str]) -> bool:
    """Write our files; whether any was not so before."""
    changed = {path: text for path, text in texts.items() if read(path) != text}
    for path, text in changed.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.part")
            beside.write_text(text, encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            raise BriefingError(f"{path}: {(error.strerror or str(error)).lower()}; give another --kind") from error
    return bool(changed)


def unlink(paths: Sequence[Path]) -> list[str]:
    """Take our files away; which there were."""
    gone = [path for path in paths if read(path) is not None]
    for path in gone:
        path.unlink()
    return [str(path) for path in gone]


def run(command: Sequence[str], text: str | None = None) -> subprocess.CompletedProcess[str]:
    """What ``command`` answers, in English.

    Raises:
        BriefingError: It cannot be run or does not end.
    """
    try:
        return subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        why = getattr(error, "strerror", None) or f"no answer in {SECONDS:g} seconds"
        raise BriefingError(f"{command[0]}: {why.lower()}; give another --kind") from error


def demand(command: Sequence[str], text: str | None = None) -> str:
    """`run`, and it has to succeed."""
    done = run(command, text)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or [f"exit {done.returncode}"]
        raise BriefingError(f"`{shlex.join(command)}` failed: {said[-1]}")
    return done.stdout
