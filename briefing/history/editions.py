"""Editions: what was made when, from what, and which files it lies in."""

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefing.config import known
from briefing.errors import UsageError
from briefing.history import folder

SCHEMA = """
CREATE TABLE IF NOT EXISTS editions (
    id INTEGER PRIMARY KEY,
    situation TEXT NOT NULL,
    number INTEGER NOT NULL,
    due TEXT NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    previous INTEGER REFERENCES editions (id),
    made TEXT NOT NULL,
    send INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'made' CHECK (state IN ('made', 'sent')),
    brief BLOB NOT NULL, -- JSON, zlib
    UNIQUE (situation, number),
    UNIQUE (situation, name)
);
CREATE TABLE IF NOT EXISTS quiet (
    situation TEXT NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (situation, due)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS edition_files (
    edition INTEGER NOT NULL REFERENCES editions (id),
    format TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (edition, format)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    format: str
    """Name of the format: pdf, html, md, json."""
    path: Path
    sha256: str

    @property
    def whole(self) -> bool:
        """Is it there, and the same to the byte as when it was made?"""
        return self.path.is_file() and hashlib.sha256(self.path.read_bytes()).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An edition that lies in its files."""

    id: int
    situation: str
    number: int
    due: datetime
    """The edition's time in UTC: when it was due, not when it was made."""
    day: str
    """The day of ``due`` in the situation's time zone."""
    name: str
    """What its files are called, without suffix: "2026-11-22-port"."""
    previous: int | None
    made: datetime
    state: str
    """made, or sent once a delivery of it was accepted."""
    brief: str
    """The brief as JSON."""
    send: bool = False
    """Was it made to be sent?"""
    files: tuple[File, ...] = ()

    def file(self, format: str) -> File | None:  # noqa: A002 - what it is called everywhere
        return next((one for one in self.files if one.format == format), None)


def latest(db: sqlite3.Connection, situation: str) -> Made | None:
    return next(iter(every(db, situation, 1)), None)


def every(db: sqlite3.Connection, situation: str | None = None, most: int = -1) -> list[Made]:
    """The editions, of one situation where it is given, the newest first, ``most`` of them where that is given."""
    rows = db.execute(
        "SELECT * FROM editions WHERE ? IS NULL OR situation = ? ORDER BY id DESC LIMIT ?", (situation, situation, most)
    ).fetchall()
    return [_made(db, row) for row in rows]


def get(db: sqlite3.Connection, edition: int) -> Made | None:
    row = db.execute("SELECT * FROM editions WHERE id = ?", (edition,)).fetchone()
    return _made(db, row) if row else None


def find(db: sqlite3.Connection, situation: str | None, name: str) -> Made:
    """The edition, of ``situation`` where it is given, that goes by ``name``: its id, what its files are called, or
    ``latest``.

    Raises:
        UsageError: There is none.
    """
    made = every(db, situation)
    if not made:
        first = f"; make-brief --situation {situation} makes one" if situation else ""
        raise UsageError(f"there is no edition{f' of {situation}' if situation else ''} yet{first}")
    if name == "latest":
        return made[0]
    by_name = {str(one.id): one for one in made} | {one.name: one for one in made}
    known([name], tuple(by_name), f"{situation}: unknown edition" if situation else "unknown edition")
    return by_name[name]


def named(db: sqlite3.Connection, situation: str, day: str) -> str:
    """What the files of the next edition of ``day`` are called; a second one of that day ends in ``-2``."""
    plain = f"{day}-{situation}"
    taken = db.execute("SELECT count(*) FROM editions WHERE situation = ? AND day = ?", (situation, day)).fetchone()[0]
    return f"{plain}-{taken + 1}" if taken else plain


def add(
    db: sqlite3.Connection,
    *,
    situation: str,
    number: int,
    due: datetime,
    day: str,
    name: str,
    previous: int | None,
    made: datetime,
    brief: str,
    files: Mapping[str, str | Path],
    send: bool = False,
) -> int:
    """Records an edition whose ``files`` (format to path) lie in their places; its id. Within ``with db:``."""
    cursor = db.execute(
        "INSERT INTO editions (situation, number, due, day, name, previous, made, brief, send)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (situation, number, _utc(due), day, name, previous, _utc(made), zlib.compress(brief.encode()), send),
    )
    edition = int(cursor.lastrowid or 0)
    home = folder(db)
    db.executemany(
        "INSERT INTO edition_files (edition, format, path, sha256) VALUES (?, ?, ?, ?)",
        [
            (edition, kind, os.path.relpath(path, home), hashlib.sha256(Path(path).read_bytes()).hexdigest())
            for kind, path in files.items()
        ],
    )
    return edition


def note_quiet(db: sqlite3.Connection, situation: str, due: datetime) -> None:
    """Note that nothing was new when an edition was due: it was not missed. Within ``with db:``."""
    db.execute("INSERT OR IGNORE INTO quiet (situation, due) VALUES (?, ?)", (situation, _utc(due)))


def last_quiet(db: sqlite3.Connection, situation: str) -> datetime | None:
    row = db.execute("SELECT max(due) AS due FROM quiet WHERE situation = ?", (situation,)).fetchone()
    return datetime.fromisoformat(row["due"]) if row["due"] else None


def mark_sent(db: sqlite3.Connection, editions: Iterable[int]) -> None:
    """Note that a delivery of ``editions`` was accepted. Within ``with db:``."""
    db.executemany("UPDATE editions SET state = 'sent' WHERE id = ?", [(one,) for one in editions])


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).isoformat()


def _made(db: sqlite3.Connection, row: sqlite3.Row) -> Made:
    home = folder(db)
    files = db.execute("SELECT * FROM edition_files WHERE edition = ? ORDER BY format", (row["id"],))
    return Made(
        id=row["id"],
        situation=row["situation"],
        number=row["number"],
        due=datetime.fromisoformat(row["due"]),
        day=row["day"],
        name=row["name"],
        previous=row["previous"],
        made=datetime.fromisoformat(row["made"]),
        state=row["state"],
        brief=zlib.decompress(row["brief"]).decode(),
        send=bool(row["send"]),
        files=tuple(
            File(format=one["format"], path=Path(os.path.normpath(home / one["path"])), sha256=one["sha256"])
            for one in files
        ),
    )
