"""Mail for the commands that send: what is sent, and what is said of it."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Collection, Sequence

from briefing import clock
from briefing.commands._due import NOTHING_NEW
from briefing.config import Config
from briefing.history.editions import Made
from briefing.passwords import readable_by_others
from briefing.sending import Receipt, send_edition, send_left
from briefing.terminal import say

Sent = tuple[Made, list[Receipt]]


def deliver(asked: Config, db: sqlite3.Connection, made: Made | None, status: int) -> int:
    """Mail ``made`` to who has not got it, and what is left of earlier editions; the exit status of the run.

    Nothing is said of success, nor a second time of who will not get an edition.
    """
    found = left(asked, db, made.id if made else sys.maxsize)
    if made:
        found.append(sent(asked, db, made))
    done = [(one, [receipt for receipt in receipts if not receipt.earlier]) for one, receipts in found]
    lacking = [tell(asked, one, receipts) for one, receipts in done]
    if any(lacking):
        return 1
    return 0 if status == NOTHING_NEW and any(receipts for _, receipts in done) else status


def sent(
    asked: Config,
    db: sqlite3.Connection,
    edition: Made,
    *,
    resend: bool | Collection[str] = False,
    dry_run: bool = False,
    test_to: str | None = None,
    corrects: Made | None = None,
) -> Sent:
    """`send_edition`, by this machine's clock. Within the history's lock."""
    if asked.mail.password_file and readable_by_others(asked.mail.password_file):
        warn(f"{asked.mail.password_file} is open to others on this machine; run chmod 600 on it")
    receipts = send_edition(
        edition,
        asked,
        db,
        clock=clock.now,
        resend=resend,
        dry_run=dry_run,
        test_to=test_to,
        corrects=corrects,
        warn=warn,
    )
    return edition, receipts


def left(asked: Config, db: sqlite3.Connection, before: int) -> list[Sent]:
    """What earlier runs could not deliver of editions older than ``before``."""
    return send_left(asked, db, clock=clock.now, before=before, warn=warn)


def tell(asked: Config, edition: Made, receipts: Sequence[Receipt]) -> int:
    """Say who has not got ``edition`` and what to do; 1 where there is anybody. Nothing is said of success."""
    lacking = [one for one in receipts if one.state not in ("accepted", "ready")]
    for one in lacking:
        again = f"`make-brief send --situation {asked.situation} --edition {edition.name}"
        advice = {
            "temporary": "the next run tries again",
            "pending": "the next run tries again",
            "unknown": f"it may have arrived: ask, and if not, {again} --resend {one.recipient}`",
        }.get(one.state, f"mend the address or ask its owner, then {again} --resend {one.recipient}`")
        warn(f"{edition.name} to {one.line}; {advice}")
    return 1 if lacking else 0


def warn(text: str) -> None:
    say(f"make-brief: {text}")
