"""``make-brief doctor``: is everything there that a run needs, and if not, how to mend it."""

from __future__ import annotations

import argparse
import glob
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from briefing import clock
from briefing.config import FILE, Config, config, situations
from briefing.errors import BriefingError
from briefing.terminal import Parser

SUMMARY = "make-brief doctor                      check what a run needs, and say how to mend what it lacks"

EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock before this stands wrong."""
LITTLE = 200_000_000
"""Bytes free, below which an edition may not find room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a check found: all right, broken, or worth a remark."""

    state: Literal["ok", "fails", "note"]
    text: str


def ok(text: str) -> Found:
    return Found(state="ok", text=text)


def note(text: str) -> Found:
    return Found(state="note", text=text)


def fails(text: str) -> Found:
    return Found(state="fails", text=text)


Check = Callable[[Config, datetime], Iterator[Found]]
"""Raises BriefingError for what fails; its sentence says how to mend it."""


def counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def parser() -> Parser:
    made = Parser(
        prog="make-brief doctor",
        description="Check what a run needs: one line each, with how to mend what fails. Nothing is sent; only the"
        " feeds and the mail server of briefing.toml are spoken to. Exit 1 when a check fails.",
        argument_default=argparse.SUPPRESS,
    )
    made.add_argument("--situation", metavar="NAME", help="only this one (default: all)")
    made.add_argument("--config", metavar="FILE", help=f"configuration file (default: {FILE})")
    return made


def run(args: argparse.Namespace) -> int:
    """A table on standard output: state, check, what was found."""
    file = getattr(args, "config", None)
    there = Path(file or os.environ.get("BRIEFING_CONFIG") or FILE).expanduser().is_file()
    now = clock.now()
    failed = told("settings", _settings(file, there))
    names = [args.situation] if "situation" in args else list(situations(file)) if there else []
    general = config({}, file=file)
    for name, check in MACHINE.items():
        failed |= told(name, _found(check, general, now))
    for situation in names:
        own = config({}, file=file, situation=situation)
        for name, check in SITUATION.items():
            failed |= told(f"{situation}: {name}", _found(check, own, now))
    return 1 if failed else 0


def told(name: str, found: Iterator[Found]) -> bool:
    """Print what was found; whether any of it fails."""
    failed = False
    for one in found:
        print(f"{one.state:<6}{name:<20} {one.text}")
        failed |= one.state == "fails"
    return failed


def _found(check: Check, asked: Config, now: datetime) -> Iterator[Found]:
    try:
        yield from check(asked, now)
    except BriefingError as error:
        yield fails(str(error))


def _settings(file: str | None, there: bool) -> Iterator[Found]:
    place = file or os.environ.get("BRIEFING_CONFIG") or FILE
    if not there and place == FILE:
        yield note(f"there is no {FILE} here; `make-brief init` writes one")
    else:
        yield ok(f"{place}: {counted(len(situations(file)), 'situation')}")


# --- the machine ----------------------------------------------------------------------------------


def pipeline(asked: Config, _: datetime) -> Iterator[Found]:
    from briefing.pipelines import called, load_pipeline

    yield ok(f"{called(load_pipeline(asked.pipeline).meta)} reads English")


def fonts(_asked: Config, _: datetime) -> Iterator[Found]:
    from briefing.render.html import FACES
    from briefing.resources import shipped

    folder = shipped("styles") / "fonts"
    lacking = [face[3] for face in FACES if not (folder / f"{face[3]}.ttf").is_file()]
    if lacking:
        yield fails(f"{folder}: {', '.join(lacking)} missing; install briefing again")
    else:
        yield ok(f"{len(FACES)} faces in {folder}")


def pango(_asked: Config, _: datetime) -> Iterator[Found]:
    from briefing.model import Brief, Edition, Method
    from briefing.render import pdf
    from briefing.templating import Template

    method = Method(version="", pipeline="", generated=None)
    pdf.render(Brief(title="", edition=Edition(), as_of=None, period=None, method=method), Template())
    yield ok("a PDF can be made")


def time(_asked: Config, now: datetime) -> Iterator[Found]:
    from briefing.timers import system_zone

    for name in ("BRIEFING_NOW", "SOURCE_DATE_EPOCH"):
        if os.environ.get(name):
            yield note(f"{name} is set: time stands still at {now.isoformat()}; unset it for daily runs")
    if now < EARLIEST:
        yield fails(f"the clock says {now:%Y-%m-%d %H:%M} UTC; set it, or have `timedatectl set-ntp true` keep it")
    else:
        yield ok(f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC; the machine's time zone is {system_zone() or 'not known'}")


# --- a situation ----------------------------------------------------------------------------------


def inputs(asked: Config, _: datetime) -> Iterator[Found]:
    """Files are there; addresses answer."""
    from briefing.fetch import Fetcher, is_web

    if not asked.inputs:
        yield fails('no inputs; write inputs = ["articles", "https://example.org/feed"]')
    addresses = [one for one in asked.inputs if is_web(one)]
    for one in asked.inputs:
        if one not in addresses and one != "-" and not _there(one):
            yield fails(f"{one}: there is no such file or folder; check the path")
        elif one not in addresses:
            yield ok(one)
    answers = Fetcher(asked.fetch, clock=clock.now).all(addresses)
    for address, answer in zip(addresses, answers, strict=True):
        if isinstance(answer, BriefingError):
            yield fails(str(answer))
        else:
            yield ok(f"{address} answers with {len(answer.data):,} bytes, {answer.media or 'of no named kind'}")


def _there(path: str) -> bool:
    """Is there such a file or folder, or one that the pattern meets?"""
    return bool(glob.glob(str(Path(path).expanduser()), recursive=True))  # noqa: PTH207 - a pattern may be absolute


def look(asked: Config, _: datetime) -> Iterator[Found]:
    from briefing import discover, render
    from briefing.config import known
    from briefing.templating import find

    known(asked.formats, discover.names(render), "unknown format")
    found = find(asked.template)
    yield ok(f"template {found.name}{f' of {found.folder}' if found.folder else ''}; {', '.join(asked.formats)}")


def folders(asked: Config, _: datetime) -> Iterator[Found]:
    """Places to write to, with room."""
    from briefing.deliver import file

    for place in dict.fromkeys((asked.out, str(Path(asked.history).parent))):
        file.check(place)
        there = next(one for one in (Path(place), *Path(place).absolute().parents) if one.exists())
        free = shutil.disk_usage(there).free
        if free < LITTLE:
            yield fails(f"{place}: {free / 1e6:.0f} MB free; make room, 200 MB at least")
        else:
            yield ok(f"{place}: {free / 1e9:.1f} GB free")


def past(asked: Config, now: datetime) -> Iterator[Found]:
    """The history can be read, and none of it lies in the future."""
    from briefing import history
    from briefing.history import editions

    if not Path(asked.history).is_file():
        yield ok(f"{asked.history}: not there yet, the first edition makes it")
        return
    with closing(history.connect(asked.history)) as db:
        state = db.execute("PRAGMA quick_check").fetchone()[0]
        made = editions.every(db, asked.situation)
    if state != "ok":
        yield fails(f"{asked.history}: damaged ({state}); put a copy of it in its place")
    elif made and made[0].made > now:
        yield fails(f"{asked.history}: {made[0].name} was made at {made[0].made}, later than now; set the clock")
    else:
        yield ok(f"{asked.history}: {counted(len(made), 'edition')}{f', the last one {made[0].name}' if made else ''}")


def mail(asked: Config, _: datetime) -> Iterator[Found]:
    """Everything but sending."""
    from briefing.mail import address
    from briefing.passwords import readable_by_others
    from briefing.sending import channel_of, recipients

    if not asked.recipients:
        yield note("not set up: no recipients")
        return
    channel = channel_of(asked)
    address(asked.mail.sender or "", "sender")
    if asked.mail.password_file and readable_by_others(asked.mail.password_file):
        yield note(f"{asked.mail.password_file} is open to others on this machine; run chmod 600 on it")
    yield ok(f"{channel.check(asked.mail)}; {counted(len(recipients(asked)), 'recipient')}")


def schedule(asked: Config, now: datetime) -> Iterator[Found]:
    from briefing import discover, timers

    if asked.schedule is None:
        yield note("none is set: editions are made when you make them")
        return
    if asked.time_zone == "UTC":
        yield note('its times are UTC; write time_zone = "Europe/Berlin", or whichever is yours')
    due = asked.schedule.following(asked.zone, now).astimezone(asked.zone)
    unit = timers.unit(asked.situation or "")
    at_hand = {name: kind for name, kind in discover.modules(timers).items() if kind.at_hand()}
    kinds = [name for name, kind in at_hand.items() if kind.installed(unit, Path.cwd())]
    if kinds:
        yield ok(f"{', '.join(kinds)}; the next edition is due on {due:%Y-%m-%d at %H:%M} ({asked.time_zone})")
    else:
        yield note("no entry on this machine; `make-brief schedule install` makes one")


MACHINE: dict[str, Check] = {"clock": time, "pipeline": pipeline, "fonts": fonts, "Pango": pango}
SITUATION: dict[str, Check] = {
    "inputs": inputs,
    "look": look,
    "folders": folders,
    "history": past,
    "mail": mail,
    "schedule": schedule,
}
