"""Words are data: ``<language>/<name>.txt``, one term a line, ``#`` for a comment.

A line ``term<TAB>value`` maps the term to the value; where a file lists several classes of words, the value names those
of the term (``marked``).
"""

from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent


@cache
def lines(name: str, language: str = "en") -> tuple[str, ...]:
    text = (HERE / language / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def words(name: str, language: str = "en") -> frozenset[str]:
    return frozenset(lines(name, language))


@cache
def table(name: str, language: str = "en") -> dict[str, str]:
    """Term to value, in the order of the file; a term without a value maps to the empty string."""
    pairs = (line.partition("\t") for line in lines(name, language))
    return {term: value.strip() for term, _, value in pairs}


@cache
def marked(name: str, kind: str, language: str = "en") -> frozenset[str]:
    """The terms of a table whose value names the class ``kind``, maybe beside others; empty where none does."""
    return frozenset(term for term, value in table(name, language).items() if kind in value.split())


def holds(name: str, word: str, language: str = "en") -> bool:
    """Is ``word`` a term of the table, as printed or in lower case? One with capitals counts only as printed."""
    terms = table(name, language)
    return word in terms or word.lower() in terms
