"""The stage that turns files, folders and standard input into articles.

A reader is a module of this package: ``accepts(origin)`` says whether an origin is of its kind,
``read(origin)`` yields its articles. An origin is a path as the user wrote it, or ``-``. A reader
yields a `Problem` for one bad article among others and raises a `BriefingError` for an origin that
it cannot read at all; either costs nothing but the article it names.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from types import ModuleType

from briefing import discover
from briefing.errors import BriefingError
from briefing.model import Article, Problem
from briefing.read._origins import expand, refusal, suffix

LONGEST = 1_000_000
"""Characters of one article; spaCy takes no longer text."""


def kinds() -> dict[str, ModuleType]:
    """The readers by the name of what they read."""
    return discover.modules(sys.modules[__name__])


def read(inputs: Iterable[str]) -> tuple[list[Article], list[Problem]]:
    """All articles that ``inputs`` lead to, by path, and what could not be read.

    Files, folders, globs and ``-``; a path that two inputs lead to is read once. Articles keep the
    ids that their file gives them where these differ; the others are called A1, A2 ….

    Raises:
        UsageError: An input is of a kind that is not read.
    """
    readers = tuple(kinds().values())
    origins, problems = expand(inputs, lambda path: any(r.accepts(path) for r in readers))
    found: list[Article] = []
    for origin in origins:
        for item in _each(origin, readers):
            checked = _too_long(item) if isinstance(item, Article) else item
            if isinstance(checked, Article):
                found.append(checked)
            else:
                problems.append(checked)
    return numbered(found), problems


def _each(origin: str, readers: Sequence[ModuleType]) -> Iterator[Article | Problem]:
    """What the first reader that accepts ``origin`` gives, a failure as its last `Problem`."""
    reader = next((r for r in readers if r.accepts(origin)), None)
    if reader is None:
        known = ", ".join(sorted(s for r in readers for s in getattr(r, "SUFFIXES", ())))
        yield Problem(article=None, what=f"{origin}: {suffix(origin) or 'no suffix'} is not read; known are {known}")
        return
    try:
        yield from reader.read(origin)
    except BriefingError as error:
        yield Problem(article=None, what=str(error))
    except OSError as error:
        yield Problem(article=None, what=refusal(error))


def _too_long(article: Article) -> Article | Problem:
    if len(article.text) <= LONGEST:
        return article
    where = article.path or "standard input"
    return Problem(
        article=None,
        what=f"{where}: an article of {len(article.text):,} characters, more than {LONGEST:,}; split it",
    )


def numbered(articles: Sequence[Article]) -> list[Article]:
    """``articles`` with ids that differ: an id that two of them give counts for neither."""
    times = Counter(article.id for article in articles)
    free = (name for n in count(1) if (name := f"A{n}") not in times)
    return [a if a.id and times[a.id] == 1 else replace(a, id=next(free)) for a in articles]
