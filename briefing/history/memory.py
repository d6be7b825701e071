"""What the editions of a situation knew: the names of their facts, by which later editions know them again."""

import json
import sqlite3
from collections.abc import Mapping

from briefing.history import editions
from briefing.memory import Memory, Remembered
from briefing.serial import brief_from

SCHEMA = """
CREATE TABLE IF NOT EXISTS known_facts (
    situation TEXT NOT NULL,
    id TEXT NOT NULL,
    keys TEXT NOT NULL,
    seen TEXT NOT NULL,
    PRIMARY KEY (situation, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known_sentences (
    situation TEXT NOT NULL,
    key TEXT NOT NULL,
    seen TEXT NOT NULL,
    PRIMARY KEY (situation, key)
) WITHOUT ROWID;
"""

MOST = 14
"""Editions whose briefs are looked at: a fortnight of days."""


def load(db: sqlite3.Connection, situation: str) -> Memory:
    facts = db.execute("SELECT id, keys FROM known_facts WHERE situation = ? ORDER BY id", (situation,))
    sentences = db.execute("SELECT key FROM known_sentences WHERE situation = ?", (situation,))
    made = editions.every(db, situation, MOST)
    return Memory(
        briefs=tuple((one.day, brief_from(json.loads(one.brief))) for one in made),
        facts=tuple(Remembered(id=row["id"], keys=frozenset(row["keys"].split())) for row in facts),
        sentences=frozenset(row["key"] for row in sentences),
    )


def keep(
    db: sqlite3.Connection, situation: str, day: str, facts: Mapping[str, frozenset[str]], sentences: frozenset[str]
) -> None:
    """Adds what the edition of ``day`` knew. Within ``with db:``."""
    rows = [(situation, name, " ".join(sorted(keys)), day) for name, keys in facts.items()]
    db.executemany("INSERT OR REPLACE INTO known_facts (situation, id, keys, seen) VALUES (?, ?, ?, ?)", rows)
    db.executemany(
        "INSERT OR REPLACE INTO known_sentences (situation, key, seen) VALUES (?, ?, ?)",
        [(situation, one, day) for one in sorted(sentences)],
    )


def forget(db: sqlite3.Connection, before: str) -> None:
    """Drop what no edition since the day ``before`` knew; the numbers of facts are never given again, so their ids
    stay while their words go. Within ``with db:``."""
    db.execute("UPDATE known_facts SET keys = '' WHERE seen < ?", (before,))
    db.execute("DELETE FROM known_sentences WHERE seen < ?", (before,))
