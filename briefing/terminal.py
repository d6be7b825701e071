"""The terminal's side of every command: its parser, what it says, its progress bar."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from briefing.config import KEYS, Config, config
from briefing.errors import UsageError
from briefing.timings import Timings

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.model import Problem

EXAMPLE = "make-brief seeds/"
RUN = ("config", "situation", "timings", "offline")
"""Flags of one run that are no settings."""


class Parser(argparse.ArgumentParser):
    """argparse, but a mistake is an error like all others: one sentence, exit 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; `{self.prog} --help` lists what there is")


def say(text: str) -> None:
    print(text, file=sys.stderr)


def write(text: str) -> None:
    """``text`` on standard output in UTF-8, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


# --- flags that commands share ---------------------------------------------------------------


def add_inputs(parser: Parser) -> None:
    parser.add_argument(
        "inputs",
        nargs="*",
        default=argparse.SUPPRESS,
        metavar="INPUT",
        help="files (.txt .md .html .pdf .docx .eml .mbox .json .jsonl .xml), folders, globs, feed or page addresses, "
        "or - for standard input",
    )


def add_common(parser: Parser) -> None:
    parser.add_argument("--situation", metavar="NAME", help="a situation kept in briefing.toml")
    parser.add_argument("--config", metavar="FILE", help="configuration file (default: briefing.toml, if there)")
    parser.add_argument("--pipeline", metavar="NAME", help="another spaCy pipeline, by name or folder")
    parser.add_argument("--strict", action="store_true", help="fail when any article could not be read")
    parser.add_argument("--offline", action="store_true", help="fetch nothing; read addresses as they are kept")
    parser.add_argument("--timings", action="store_true", help="say what each stage took")


def settings(args: argparse.Namespace) -> Config:
    """The run's settings.

    Raises:
        UsageError: One is wrong, or there is no input.
    """
    flags = {key: value for key, value in vars(args).items() if key in KEYS}
    asked = config(flags, file=getattr(args, "config", None), situation=getattr(args, "situation", None))
    if not asked.inputs:
        raise UsageError(f"no input; give files or folders with articles, for example: {EXAMPLE}")
    return asked


# --- what went wrong, how long it took, how far it is -------------------------------------------


def faults(problems: Sequence[Problem]) -> list[Problem]:
    """Those that ``--strict`` minds: what the user's own settings leave out is none."""
    return [one for one in problems if not one.chosen]


def tell(problems: Sequence[Problem], timings: Timings | None) -> None:
    for problem in problems:
        where = f"{problem.article}: " if problem.article else ""
        say(f"left out: {where}{problem.what}")
    if timings is None:
        return
    say(f"{'stage':<14}{'wall s':>8}{'CPU s':>8}")
    for stage, (wall, cpu) in timings.items():
        say(f"{stage:<14}{wall:>8.2f}{cpu:>8.2f}")
    say(f"{'whole process':<14}{_age():>8}{time.process_time():>8.2f}")


def _age() -> str:
    """Wall seconds since the process started, where the system tells: its imports are in no stage."""
    stat = Path("/proc/self/stat")
    if not stat.exists():
        return ""
    ticks = float(stat.read_text().rpartition(")")[2].split()[19])
    return f"{time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf('SC_CLK_TCK'):.2f}"


@contextmanager
def progress(total: int) -> Iterator[Callable[[int, int], None] | None]:
    """What to call with the number of articles done; a bar, and only where somebody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading articles", total=total)
        yield lambda done, total: bar.update(task, completed=done, total=total)
