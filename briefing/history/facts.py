"""Facts of articles that were read before: an unchanged article is never parsed again."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from briefing.model import Article, Facts

SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (
    key TEXT PRIMARY KEY,
    used TEXT NOT NULL,
    body BLOB NOT NULL
) WITHOUT ROWID;
"""

ADAPTER = TypeAdapter(Facts)


def key(article: Article, reader: str) -> str:
    """What the facts of ``article`` depend on: its text, what is told of it, and who reads it.

    ``reader`` names the pipeline and the code. The article's id and path are left out: they differ from pile to pile.
    """
    one = article
    told = (one.text, one.title, one.outlet, str(one.published), one.url, one.language, one.agency)
    return hashlib.sha256(json.dumps([reader, *told], ensure_ascii=True).encode()).hexdigest()


def load(db: sqlite3.Connection, article: Article, reader: str) -> Facts | None:
    """The facts of ``article`` as it is now, its id in every passage; None where it was not read before."""
    row = db.execute("SELECT body FROM facts WHERE key = ?", (key(article, reader),)).fetchone()
    if row is None:
        return None
    body = json.loads(zlib.decompress(row["body"]))
    return replace(ADAPTER.validate_python(_with_id(body, article.id)), article=article)


def keep(db: sqlite3.Connection, found: Iterable[Facts], reader: str, day: str) -> None:
    """Keep ``found`` for later runs; ``day`` is when they were last of use."""
    rows = [(key(one.article, reader), day, _packed(one)) for one in found]
    with db:
        db.executemany("INSERT OR REPLACE INTO facts (key, used, body) VALUES (?, ?, ?)", rows)


def touch(db: sqlite3.Connection, articles: Iterable[Article], reader: str, day: str) -> None:
    """Note that the facts of ``articles`` were of use on ``day``."""
    with db:
        db.executemany("UPDATE facts SET used = ? WHERE key = ?", [(day, key(one, reader)) for one in articles])


def forget(db: sqlite3.Connection, before: str) -> int:
    """Drop what was of no use since the day ``before``; how many articles that were."""
    with db:
        return db.execute("DELETE FROM facts WHERE used < ?", (before,)).rowcount


def _packed(facts: Facts) -> bytes:
    """Without the article: who asks for its facts has it."""
    bare = replace(facts, article=Article(id="", text=""))
    return zlib.compress(ADAPTER.dump_json(bare), 1)


def _with_id(value: Any, article: str) -> Any:
    """``value`` with the id of ``article`` in every passage."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "article" and isinstance(inner, str | None):
                value[name] = article
            else:
                _with_id(inner, article)
    elif isinstance(value, list):
        for inner in value:
            _with_id(inner, article)
    return value
