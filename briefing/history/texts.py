"""The texts that editions rest on, as they were: an edition can be checked when its pages have changed or gone."""

import sqlite3
import zlib
from collections.abc import Iterable

from briefing.model import Article

SCHEMA = """
CREATE TABLE IF NOT EXISTS texts (
    sha256 TEXT PRIMARY KEY,
    body BLOB NOT NULL
) WITHOUT ROWID;
"""


def keep(db: sqlite3.Connection, articles: Iterable[Article]) -> None:
    """Within ``with db:``."""
    rows = [(one.sha256, zlib.compress(one.text.encode("utf-8", "surrogatepass"))) for one in articles]
    db.executemany("INSERT OR IGNORE INTO texts (sha256, body) VALUES (?, ?)", rows)


def load(db: sqlite3.Connection, sha256: str) -> str | None:
    """The text with that hash, or None."""
    row = db.execute("SELECT body FROM texts WHERE sha256 = ?", (sha256,)).fetchone()
    return zlib.decompress(row["body"]).decode("utf-8", "surrogatepass") if row else None
