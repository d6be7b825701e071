"""JSON Lines: one article a line, its text taken verbatim. Read line by line, so a file may be large."""

from collections.abc import Iterable, Iterator

from briefing.errors import BriefingError
from briefing.model import Article, Problem
from briefing.read._decode import decoded
from briefing.read._given import LARGEST, Given, megabytes
from briefing.read.json import LINES, article, loaded

SUFFIXES = (".jsonl", ".ndjson")
TYPES = ("application/jsonl", "application/x-ndjson", "application/ndjson")


def begins(text: str) -> bool:
    return bool(LINES.match(text))


def read(given: Given) -> Iterator[Article | Problem]:
    yield from articles(iter(lambda: given.file.readline(LARGEST + 1), b""), given)


def articles(lines: Iterable[bytes], given: Given) -> Iterator[Article | Problem]:
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
            what = f"{given.name}, line {number}: larger than {megabytes(LARGEST)} MB; split the article"
            yield Problem(article=None, what=what)
        elif first and line.strip():
            yield _one(line, given.path, f"{given.name}, line {number}")
        else:
            empty += first
    if number == empty:
        raise BriefingError(f"{given.name}: empty; put one article on each line or leave it out")


def _one(line: bytes, path: str | None, where: str) -> Article | Problem:
    try:
        # No line end is left in it to be changed: what `decoded` returns is verbatim.
        return article(loaded(decoded(line.strip(), where), where), path, where)
    except BriefingError as error:
        return Problem(article=None, what=str(error))
