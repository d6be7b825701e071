"""``make-brief schedule``: the entry that starts a situation's runs."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from briefing import clock
from briefing.config import FILE, config, known, situations
from briefing.errors import UsageError
from briefing.terminal import Parser, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing import timers

SUMMARY = "make-brief schedule ACTION             install, show or remove what starts the situations' daily runs"


def parser() -> Parser:
    made = Parser(
        prog="make-brief schedule",
        description="Have the editions made at the times that briefing.toml gives: install writes the entry, show"
        " prints what it would write, remove takes it away. Nothing else is touched.",
        argument_default=argparse.SUPPRESS,
    )
    made.add_argument("action", choices=("install", "show", "remove"))
    made.add_argument("--situation", metavar="NAME", help="only this one (default: all that have a schedule)")
    made.add_argument("--kind", metavar="NAME", help="systemd, cron, launchd or github (default: what is at hand)")
    made.add_argument("--config", metavar="FILE", help=f"configuration file (default: {FILE})")
    return made


def run(args: argparse.Namespace) -> int:
    from briefing import discover, timers

    kinds = discover.modules(timers)
    file = getattr(args, "config", None) or os.environ.get("BRIEFING_CONFIG") or FILE
    place = Path(file).expanduser().absolute()
    names = [args.situation] if "situation" in args else list(situations(file))
    asked = getattr(args, "kind", None)
    if asked:
        known([asked], tuple(kinds), "unknown kind")
    if args.action == "remove":
        return _remove([kinds[asked]] if asked else list(kinds.values()), names, place.parent)
    kind = kinds[asked] if asked else _at_hand(kinds)
    jobs = _jobs(names, place, only="situation" in args)
    for job in jobs:
        texts = kind.texts(job)
        there = kind.installed(job.unit, job.folder)
        note = kind.install(job) if args.action == "install" else ""
        for path, text in texts.items():
            print(f"==> {path} <==\n{text}")
        if args.action == "show":
            say(f"{job.situation}: {_standing(there, texts)}")
        for one in filter(None, (note, _bare(job, kind))):
            say(f"{job.situation}: {one}")
    return 0


def _standing(there: Mapping[Path, str], texts: Mapping[Path, str]) -> str:
    if not there:
        return "not installed"
    return "installed" if there == texts else "installed, but not like this; `make-brief schedule install` renews it"


def _bare(job: timers.Job, kind: ModuleType) -> str:
    """What a scheduler leaves out that a terminal has."""
    if job.send and job.secret and not kind.__name__.endswith("github"):
        return f"a scheduled run does not have your shell's {job.secret}; use password_command or password_file"
    return ""


def _remove(kinds: list[ModuleType], names: list[str], folder: Path) -> int:
    """Say what is gone; nothing to remove is no failure."""
    from briefing.timers import unit

    for kind in kinds:
        if len(kinds) > 1 and not (kind.at_hand() or kind.__name__.endswith("github")):
            continue
        for name in names:
            for gone in kind.remove(unit(name), folder):
                print(f"removed {gone}")
    return 0


def _at_hand(kinds: dict[str, ModuleType]) -> ModuleType:
    """The kind of this machine; one that makes up for lost times before one that does not.

    Raises:
        UsageError: There is none.
    """
    usable = [kind for kind in kinds.values() if kind.at_hand()]
    if not usable:
        raise UsageError(f"no scheduler at hand; give --kind {', '.join(kinds)}")
    return max(usable, key=lambda kind: bool(kind.CATCHES_UP))


def _jobs(names: list[str], place: Path, *, only: bool) -> list[timers.Job]:
    """A job for each situation that has a schedule.

    Raises:
        UsageError: None has.
    """
    from briefing.timers import Job

    jobs = []
    for name in names:
        asked = config({}, file=str(place), situation=name)
        if asked.schedule is None:
            continue
        jobs.append(
            Job(
                situation=name,
                schedule=asked.schedule,
                zone=asked.zone,
                program=_program(),
                config=place,
                send=bool(asked.recipients),
                year=clock.now().year,
                secret=asked.mail.password_env,
                kept=(Path(asked.history).absolute(), Path(asked.out).absolute()),
            )
        )
    if not jobs:
        which = f"situation {names[0]!r} has no" if only else f"{place}: no situation has a"
        raise UsageError(f'{which} schedule; write schedule = "06:30" and time_zone = "Europe/Berlin"')
    return jobs


def _program() -> tuple[str, ...]:
    """How to start this very briefing, whatever the PATH is then."""
    script = Path(sys.executable).with_name("make-brief")
    return (str(script),) if script.is_file() else (sys.executable, "-m", "briefing")
