"""Words are data: ``<language>/<name>.txt``, one term a line, ``#`` for a comment.

A line ``term<TAB>value`` maps the term to the value.
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
