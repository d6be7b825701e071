"""The stage that turns files, folders, mailboxes, feeds, pages and standard input into articles.

A reader is a module of this package for one kind: ``SUFFIXES`` and ``TYPES`` are the ends of file names and the media
types it reads, ``begins(text)`` says whether something without a name begins like its kind, ``read(given)`` yields the
articles in what it is given. It yields a `Problem` for one bad article among others, a `Link` for an article that is
told of but is not there, and raises a `BriefingError` for what it cannot read at all; either costs nothing but the
article it names. It opens nothing: files are opened and links followed here.
"""

import io
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import ModuleType

from briefing.errors import BriefingError
from briefing.fetch import Fetched, Fetcher, is_web, same
from briefing.model import Article, Problem
from briefing.read import _follow
from briefing.read._given import LONGEST, Given, Link, named
from briefing.read._kinds import kinds, of_answer, of_content, of_path, suffixes
from briefing.read._origins import STDIN, expand, refusal, suffix
from briefing.wanted import Wanted, sifted

__all__ = ["kinds", "numbered", "read"]

PEEK = 65_536
"""Bytes of a file without a known suffix that its kind is told by."""

Item = Article | Link | Problem
Outcome = Fetched | BriefingError


def read(
    inputs: Iterable[str],
    *,
    fetch: Fetcher | None = None,
    wanted: Wanted | None = None,
    without: str | None = None,
) -> tuple[list[Article], list[Problem]]:
    """All articles that ``inputs`` lead to, by path, and what could not be read.

    Files, folders, globs, ``-`` and, where there is a ``fetch``, addresses of feeds and pages; what two inputs lead
    to is read once. Articles keep the ids that their file gives them where these differ; the others are called
    A1, A2 …. With ``wanted``, articles that are not are left out and counted. Of the folder ``without``, where the
    briefs are written, a folder above it gives nothing.
    """
    wanted = wanted or Wanted()
    origins, problems = expand(inputs, lambda path: of_path(path) is not None, without)
    addresses = [origin for origin in origins if is_web(origin)]
    pages = dict(zip(addresses, fetch.all(addresses), strict=True)) if fetch else {}
    items = list(_items(origins, pages))
    found: list[Article] = []
    for item in _once(_follow.followed(items, fetch, wanted), pages.values()):
        checked = _too_long(item) if isinstance(item, Article) else item
        if isinstance(checked, Article):
            found.append(checked)
        else:
            problems.append(checked)
    kept, left_out = sifted(found, wanted)
    return numbered(kept), [*problems, *left_out]


def _items(origins: Sequence[str], pages: Mapping[str, Outcome]) -> Iterator[Item]:
    """What the origins hold, in their order."""
    for origin in origins:
        if not is_web(origin):
            yield from _local(origin)
        elif origin in pages:
            yield from _fetched(pages[origin])
        else:
            yield Problem(article=None, what=f"{named(origin)}: addresses are not fetched here; give read() a Fetcher")


def _local(origin: str) -> Iterator[Item]:
    """What a file or standard input holds, a failure as its last `Problem`."""
    try:
        if origin == STDIN:
            data = Given(origin=origin, file=sys.stdin.buffer).content()
            yield from _each(of_content(data) or kinds()["text"], Given(origin=origin, file=io.BytesIO(data)))
            return
        with Path(origin).open("rb") as file:
            reader = of_path(origin) or of_content(file.read(PEEK))
            file.seek(0)
            if reader is None:
                what = f"{origin}: {suffix(origin) or 'no suffix'} is not read; known are {suffixes()}"
                yield Problem(article=None, what=what)
                return
            yield from _each(reader, Given(origin=origin, file=file))
    except BriefingError as error:
        yield Problem(article=None, what=str(error))
    except OSError as error:
        yield Problem(article=None, what=refusal(error))


def _fetched(page: Outcome) -> Iterator[Item]:
    """What an address holds, or why it could not be had."""
    if isinstance(page, BriefingError):
        yield Problem(article=None, what=str(page))
        return
    if page.stale:
        yield Problem(article=None, what=page.stale)
    reader = of_answer(page.data, page.media, page.final)
    if reader is None:
        what = f"{named(page.address)}: {page.media or 'an unnamed kind'} is not read; give a feed, a page or a PDF"
        yield Problem(article=None, what=what)
        return
    for item in _each(reader, _follow.given(page)):
        if isinstance(item, Article):
            yield _follow.dated(item, page)
        else:
            yield replace(item, retrieved=page.time) if isinstance(item, Link) else item


def _each(reader: ModuleType, given: Given) -> Iterator[Item]:
    try:
        yield from reader.read(given)
    except BriefingError as error:
        yield Problem(article=None, what=str(error))


def _once(items: Iterable[Article | Problem], pages: Iterable[Outcome]) -> Iterator[Article | Problem]:
    """``items`` with each article that was fetched once, whole rather than in part.

    An article is known by its address; one that only has the address of the input it stands in, by its text too.
    """
    found = list(items)
    inputs = {same(page.final) for page in pages if isinstance(page, Fetched)}
    best: dict[tuple[str, str], int] = {}
    for at, item in enumerate(found):
        if isinstance(item, Article) and (key := _key(item, inputs)):
            there = best.setdefault(key, at)
            before = found[there]
            if isinstance(before, Article) and before.excerpt and not item.excerpt:
                best[key] = at
    chosen = set(best.values())
    yield from (
        item for at, item in enumerate(found) if isinstance(item, Problem) or _key(item, inputs) is None or at in chosen
    )


def _key(article: Article, inputs: Container[str]) -> tuple[str, str] | None:
    """What tells an article that was fetched from others; None for one that was not."""
    if not article.url or article.path is not None or article.retrieved is None:
        return None
    address = same(article.url)
    return address, article.sha256 if address in inputs else ""


def _too_long(article: Article) -> Article | Problem:
    if len(article.text) <= LONGEST:
        return article
    where = article.path or article.url or "standard input"
    return Problem(
        article=None,
        what=f"{where}: an article of {len(article.text):,} characters, more than {LONGEST:,}; split it",
    )


def numbered(articles: Sequence[Article]) -> list[Article]:
    """``articles`` with ids that differ: an id that two of them give counts for neither."""
    times = Counter(article.id for article in articles)
    free = (name for n in count(1) if (name := f"A{n}") not in times)
    return [a if a.id and times[a.id] == 1 else replace(a, id=next(free)) for a in articles]
