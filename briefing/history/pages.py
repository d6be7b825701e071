"""Everything that was fetched: when, from where, its bytes, and every time that it could not be had.

Bytes are kept once, by their hash, compressed; a visit is a row of its own, so that a run can be made again with
what its addresses held at its time.
"""

import sqlite3
import zlib

from briefing.fetch import Fetched, Kept

SCHEMA = """
CREATE TABLE IF NOT EXISTS bodies (
    sha256 TEXT PRIMARY KEY,
    data BLOB NOT NULL -- zlib
) STRICT;
CREATE TABLE IF NOT EXISTS visits (
    address TEXT NOT NULL,
    time TEXT NOT NULL, -- ISO 8601, UTC
    sha256 TEXT REFERENCES bodies, -- NULL: it could not be had
    final TEXT, media TEXT, charset TEXT, etag TEXT, modified TEXT,
    fault TEXT,
    passing INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS visits_by_address ON visits (address, time);
CREATE INDEX IF NOT EXISTS visits_by_body ON visits (sha256);
"""
COLUMNS = "sha256, time, final, media, charset, etag, modified, fault, passing"


class Pages:
    """The visits in one database. Each is committed by itself: a run that is killed keeps what it had."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def recall(self, address: str, by: str) -> Kept:
        """What was known of ``address`` at the time ``by``: a copy only until it was gone for good."""
        fault: str | None = None
        passing = False
        rows = self.db.execute(
            f"SELECT {COLUMNS} FROM visits WHERE address = ? AND time <= ? ORDER BY time DESC, rowid DESC",  # noqa: S608
            (address, by),
        )
        for sha256, time, final, media, charset, etag, modified, why, passes in rows:
            if sha256 is None:
                fault, passing = (fault, passing) if fault else (why, bool(passes))
                if not passes:
                    break
                continue
            (packed,) = self.db.execute("SELECT data FROM bodies WHERE sha256 = ?", (sha256,)).fetchone()
            copy = Fetched(
                address=address,
                final=final,
                time=time,
                media=media,
                charset=charset,
                data=zlib.decompress(packed),
                etag=etag,
                modified=modified,
            )
            return Kept(copy=copy, fault=fault, passing=passing)
        return Kept(fault=fault, passing=passing)

    def keep(self, page: Fetched) -> None:
        with self.db:
            self.db.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?)", (page.sha256, zlib.compress(page.data)))
            self.db.execute(
                "INSERT INTO visits (address, time, sha256, final, media, charset, etag, modified)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    page.address, page.time, page.sha256, page.final,
                    page.media, page.charset, page.etag, page.modified,
                ),
            )  # fmt: skip

    def forget(self, before: str) -> None:
        """Drop what was seen before the day ``before`` and not since, with its bytes. An address that is still asked
        has a visit of late, with the bytes that it still holds."""
        with self.db:
            self.db.execute("DELETE FROM visits WHERE time < ?", (before,))
            self.db.execute(
                "DELETE FROM bodies WHERE NOT EXISTS (SELECT 1 FROM visits WHERE visits.sha256 = bodies.sha256)"
            )

    def miss(self, address: str, time: str, fault: str, *, passing: bool) -> None:
        with self.db:
            self.db.execute(
                "INSERT INTO visits (address, time, fault, passing) VALUES (?, ?, ?, ?)",
                (address, time, fault, int(passing)),
            )
