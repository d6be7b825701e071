"""Deliveries: who got which edition. Every change of a recipient's state is a row, none is ever changed.

States: *pending* asked for and not served yet · *sending* handed over, the answer not heard yet · *accepted* ·
*temporary* a fault that may pass · *failed* for good · *unknown* handed over, and no answer will come any more.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

SCHEMA = """
CREATE TABLE IF NOT EXISTS mailings (
    edition INTEGER PRIMARY KEY REFERENCES editions (id),
    message_id TEXT NOT NULL,
    date TEXT NOT NULL,
    corrects INTEGER REFERENCES editions (id)
);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY,
    edition INTEGER NOT NULL REFERENCES mailings (edition),
    recipient TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'accepted', 'temporary', 'failed', 'unknown')),
    answer TEXT NOT NULL,
    time TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS deliveries_of ON deliveries (edition, recipient);
"""

OPEN = ("pending", "sending", "temporary")
"""States that do not end a delivery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """What stays the same in every attempt to send an edition."""

    edition: int
    message_id: str
    date: datetime
    corrects: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How one recipient stands."""

    recipient: str
    channel: str
    state: str
    answer: str
    time: datetime
    attempts: int
    """How often the message was handed over, or was going to be."""
    accepted: bool
    """Was it ever?"""


def begin(db: sqlite3.Connection, mailing: Mailing, recipients: Iterable[str], channel: str) -> Mailing:
    """Note that ``recipients`` are to get the edition; its mailing, which is that of the first time.

    Those that are noted already stay as they are. Within ``with db:``.
    """
    db.execute(
        "INSERT OR IGNORE INTO mailings (edition, message_id, date, corrects) VALUES (?, ?, ?, ?)",
        (mailing.edition, mailing.message_id, mailing.date.isoformat(), mailing.corrects),
    )
    there = current(db, mailing.edition)
    new = [one for one in recipients if one not in there]
    record(db, mailing.edition, new, "pending", answer="", channel=channel, time=mailing.date)
    row = db.execute("SELECT * FROM mailings WHERE edition = ?", (mailing.edition,)).fetchone()
    return Mailing(
        edition=row["edition"],
        message_id=row["message_id"],
        date=datetime.fromisoformat(row["date"]),
        corrects=row["corrects"],
    )


def message_id(db: sqlite3.Connection, edition: int) -> str | None:
    """The id of the message that the edition was sent as, if it was."""
    row = db.execute("SELECT message_id FROM mailings WHERE edition = ?", (edition,)).fetchone()
    return str(row["message_id"]) if row else None


def record(
    db: sqlite3.Connection,
    edition: int,
    recipients: Iterable[str],
    state: str,
    *,
    answer: str,
    channel: str,
    time: datetime,
) -> None:
    """A new state of ``recipients``. Within ``with db:``."""
    db.executemany(
        "INSERT INTO deliveries (edition, recipient, channel, state, answer, time) VALUES (?, ?, ?, ?, ?, ?)",
        [(edition, one, channel, state, answer, time.isoformat()) for one in recipients],
    )


def current(db: sqlite3.Connection, edition: int) -> dict[str, Delivery]:
    """How each recipient of the edition stands, in the order in which they were asked for."""
    found: dict[str, Delivery] = {}
    for row in db.execute("SELECT * FROM deliveries WHERE edition = ? ORDER BY id", (edition,)):
        before = found.get(row["recipient"])
        found[row["recipient"]] = Delivery(
            recipient=row["recipient"],
            channel=row["channel"],
            state=row["state"],
            answer=row["answer"],
            time=datetime.fromisoformat(row["time"]),
            attempts=(before.attempts if before else 0) + (row["state"] not in ("pending", "sending")),
            accepted=bool(before and before.accepted) or row["state"] == "accepted",
        )
    return found


def unfinished(db: sqlite3.Connection, situation: str | None = None) -> list[int]:
    """Editions, oldest first, of which somebody who was to get it has no answer yet, or that were made to be sent and
    are not begun with."""
    rows = db.execute(
        "SELECT id, edition FROM editions LEFT JOIN mailings ON edition = id"
        " WHERE (edition IS NOT NULL OR send) AND (? IS NULL OR situation = ?) ORDER BY id",
        (situation, situation),
    ).fetchall()
    begun = {row["id"] for row in rows if row["edition"] is not None}
    return [
        row["id"]
        for row in rows
        if row["id"] not in begun or any(one.state in OPEN for one in current(db, row["id"]).values())
    ]
