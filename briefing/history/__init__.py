"""What one run leaves for the next: one SQLite file, the only state there is.

Each module of this package keeps one kind of thing and has ``SCHEMA``, the SQL that makes its tables
where they are not there yet. What it hands out are plain values; nobody else writes SQL.
"""

import fcntl
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing import discover
from briefing.errors import BriefingError

VERSION = 1
"""Of the tables; raised when a change of them cannot be read by an earlier briefing."""
WAIT = 10.0
"""Seconds to wait for another process that writes."""


def connect(path: str | Path) -> sqlite3.Connection:
    """The history at ``path``, made where it is not there. ``with db:`` is one transaction, whole or not at all.

    Raises:
        BriefingError: The file cannot be made or read, is no history, or a newer briefing wrote it.
    """
    place = Path(path)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(place, timeout=WAIT)
    except (OSError, sqlite3.OperationalError) as error:
        raise BriefingError(f"{place}: the history cannot be opened: {_why(error)}; check `history`") from error
    try:
        _prepare(db, place)
    except sqlite3.DatabaseError as error:
        db.close()
        raise BriefingError(
            f"{place}: the history cannot be used: {error}; check `history`, or move it away"
        ) from error
    except BriefingError:
        db.close()
        raise
    return db


@contextmanager
def locked(path: str | Path) -> Iterator[None]:
    """The block alone, among the processes that use the history at ``path``; one that dies frees the lock.

    Raises:
        BriefingError: Another process has it.
    """
    place = Path(path)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        file = place.with_name(f"{place.name}.lock").open("a")
    except OSError as error:
        raise BriefingError(f"{place}: the history cannot be locked: {_why(error)}; check `history`") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BriefingError(f"{place}: another make-brief is at work on this history; let it end") from error
        yield


def folder(db: sqlite3.Connection) -> Path:
    """The folder that the history lies in: what paths in it are reckoned from."""
    return Path(db.execute("PRAGMA database_list").fetchone()["file"]).parent


def _prepare(db: sqlite3.Connection, place: Path) -> None:
    db.row_factory = sqlite3.Row
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise BriefingError(
            f"{place}: a newer briefing wrote this history (version {found}, this one reads {VERSION}); update briefing"
        )
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA foreign_keys = ON")
    tables = "".join(module.SCHEMA for module in discover.modules(sys.modules[__name__]).values())
    db.executescript(f"BEGIN IMMEDIATE;\n{tables}\nPRAGMA user_version = {VERSION};\nCOMMIT;")


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
