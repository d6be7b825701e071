"""``make-brief history``: the editions that were made, what one says has changed, what two do not have in common."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.config import config
from briefing.errors import UsageError
from briefing.terminal import Parser, say

if TYPE_CHECKING:
    import sqlite3

    from briefing.history.editions import Made
    from briefing.model import Brief, Changes

SUMMARY = "make-brief history list|show|diff      editions that were made, and what changed between them"
ACTIONS = ("list", "show", "diff")


def parser() -> Parser:
    made = Parser(
        prog="make-brief history",
        description="The editions that were made: all of them, what one says has changed, how two differ.",
        epilog="An edition goes by its number in `list`, by the name of its files, or by `latest`.",
        argument_default=argparse.SUPPRESS,
    )
    made.add_argument("action", choices=ACTIONS)
    made.add_argument("editions", nargs="*", metavar="EDITION", help="show: one (default: latest); diff: one or two")
    made.add_argument("--situation", metavar="NAME", help="only editions of this situation")
    made.add_argument("--config", metavar="FILE", help="configuration file (default: briefing.toml, if there)")
    return made


def run(args: argparse.Namespace) -> int:
    from briefing import history

    situation, names = getattr(args, "situation", None), getattr(args, "editions", None) or []
    if len(names) > ACTIONS.index(args.action):
        raise UsageError(f"history {args.action}: {names[-1]!r} is one edition too many")
    place = Path(config({}, file=getattr(args, "config", None), situation=situation).history)
    if not place.is_file():
        say(f"{place}: there is no history yet; make-brief --situation NAME starts one")
        return 0
    with closing(history.connect(place)) as db:
        rows = {"list": _list, "show": _show, "diff": _diff}[args.action](db, situation, names)
        for row in rows:
            print(row)
    return 0


def _list(db: sqlite3.Connection, situation: str | None, _: list[str]) -> Iterator[str]:
    from briefing.history import editions

    for one in editions.every(db, situation):
        changes = _brief(one).changes
        what = "the first" if changes is None else _counted(changes)
        yield f"{one.id:>5}  {one.name:<32}  {one.state:<4}  {what}"


def _counted(changes: Changes) -> str:
    rows = (
        (len(changes.new), "new"),
        (len(changes.revised), "revised"),
        (len(changes.answered), "answered"),
        (len(changes.withdrawn), "withdrawn"),
    )
    return ", ".join(f"{n} {what}" for n, what in rows if n) or "nothing new"


def _show(db: sqlite3.Connection, situation: str | None, names: list[str]) -> Iterator[str]:
    from briefing.history import editions

    one = editions.find(db, situation, names[0] if names else "latest")
    brief = _brief(one)
    yield f"{one.name}: edition {one.number} of {one.situation}, {one.state}"
    yield f"due {one.due.isoformat()}, made {one.made.isoformat()}, from {len(brief.articles)} articles"
    for file in one.files:
        state = "" if file.whole else " (changed since)" if file.path.is_file() else " (no longer there)"
        yield f"{file.format}: {file.path}{state}"
    yield from _changes(brief)


def _changes(brief: Brief) -> Iterator[str]:
    changes = brief.changes
    if changes is None:
        return
    said = _said(brief)
    yield from (f"+ {key} {said[key]}" for key in changes.new if key in said)
    yield from (f"~ {one.id} {one.what + ': ' if one.what else ''}{one.was} -> {one.now}" for one in changes.revised)
    yield from (f"? {one.id} {one.question} -> {one.text}" for one in changes.answered)
    yield from (f"- {one.id} {one.text}" for one in changes.withdrawn)


def _diff(db: sqlite3.Connection, situation: str | None, names: list[str]) -> Iterator[str]:
    """Lines of the later edition that the earlier one has not (+), those it has no longer (-), and those it words
    otherwise (~). One name: against the edition before it."""
    from briefing.history import editions

    new = editions.find(db, situation, names[-1] if names else "latest")
    old = editions.find(db, situation, names[0]) if len(names) > 1 else _before(db, new)
    if new.situation != old.situation:
        raise UsageError(f"{old.name} and {new.name} are of two situations; their facts have nothing in common")
    was, now = _said(_brief(old)), _said(_brief(new))
    yield f"{old.name} -> {new.name}"
    for key in (*now, *(key for key in was if key not in now)):
        if key not in was:
            yield f"+ {key} {now[key]}"
        elif key not in now:
            yield f"- {key} {was[key]}"
        elif was[key] != now[key]:
            yield f"~ {key} {was[key]} -> {now[key]}"


def _before(db: sqlite3.Connection, one: Made) -> Made:
    from briefing.history import editions

    before = editions.get(db, one.previous) if one.previous else None
    if before is None:
        raise UsageError(f"{one.name} is the first edition; there is none before it to compare it with")
    return before


def _said(brief: Brief) -> dict[str, str]:
    """Every line of the brief that has an id."""
    said = {one.id: one.headline for one in brief.developments}
    said |= {one.id: one.text if one.what in one.text else f"{one.text} ({one.what})" for one in brief.figures}
    return said | {one.id: one.text for one in brief.questions}


def _brief(one: Made) -> Brief:
    from briefing.serial import brief_from

    return brief_from(json.loads(one.brief))
