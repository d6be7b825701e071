"""JSON Lines: one article a line, its text taken verbatim. Read line by line, so a file may be large."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.errors import BriefingError
from briefing.model import Article, Problem
from briefing.read._decode import LARGEST, decoded, megabytes, named
from briefing.read._origins import suffix
from briefing.read.json import article, loaded

SUFFIXES = (".jsonl", ".ndjson")


def accepts(origin: str) -> bool:
    return suffix(origin) in SUFFIXES


def read(origin: str) -> Iterator[Article | Problem]:
    with Path(origin).open("rb") as file:
        yield from articles(iter(lambda: file.readline(LARGEST + 1), b""), origin)


def articles(lines: Iterable[bytes], origin: str) -> Iterator[Article | Problem]:
    """The articles in ``lines``; a bad line costs itself.

    Raises:
        BriefingError: There is no line.
    """
    number = empty = 0
    whole = True
    for line in lines:
        number += whole
        first, whole = whole, line.endswith(b"\n")
        if len(line) > LARGEST and first:
            what = f"{named(origin)}, line {number}: larger than {megabytes(LARGEST)} MB; split the article"
            yield Problem(article=None, what=what)
        elif first and line.strip():
            yield _one(line, origin, f"{named(origin)}, line {number}")
        else:
            empty += first
    if number == empty:
        raise BriefingError(f"{named(origin)}: empty; put one article on each line or leave it out")


def _one(line: bytes, origin: str, where: str) -> Article | Problem:
    try:
        # No line end is left in it to be changed: what `decoded` returns is verbatim.
        return article(loaded(decoded(line.strip(), where), where), origin, where)
    except BriefingError as error:
        return Problem(article=None, what=str(error))
