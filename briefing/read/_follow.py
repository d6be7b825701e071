"""Links to their pages: what a feed only announces is fetched, and its summary stands in where that fails."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefing.errors import BriefingError
from briefing.fetch import Fetched, Fetcher, canonical, is_web, same, shown
from briefing.model import Article, Problem
from briefing.read._given import Given, Link, named
from briefing.read._kinds import of_answer
from briefing.wanted import Wanted

MOST = 100
"""Pages that are fetched for one feed, the first of it."""
ON_DISK = "the pages of a feed on disk are not fetched; give the feed's address"
TOO_MANY = f"only the first {MOST} pages of a feed are fetched"
NOT_READ = ("not read", "not read")
FROM_SUMMARY = ("read from its summary alone", "read from their summaries alone")
AS_IT_WAS = ("read as it was", "read as they were")
"""What became of one article of a feed, and of several."""
NO_LINK = "the feed gives no address of a page"


def given(page: Fetched) -> Given:
    """A fetched page as a reader is given it."""
    return Given(
        origin=page.address, file=io.BytesIO(page.data), media=page.media, charset=page.charset, base=page.final
    )


def dated(article: Article, page: Fetched) -> Article:
    """``article`` with where and when it was fetched."""
    return replace(article, url=article.url or canonical(page.final), retrieved=page.time, path=None)


def followed(
    items: Iterable[Article | Link | Problem], fetch: Fetcher | None, wanted: Wanted
) -> Iterator[Article | Problem]:
    """``items`` with an article in place of each link; at the end, for each feed, what could be read in part only."""
    found = list(items)
    pages = _pages([one for one in found if isinstance(one, Link) and wanted.in_time(one.published)], fetch)
    lacking: Counter[tuple[str, tuple[str, str], str]] = Counter()
    for item in found:
        if not isinstance(item, Link):
            yield item
        elif not wanted.in_time(item.published):
            # Only to be counted among those that are too old.
            yield _excerpt(item, item.summary or item.title)
        else:
            article, why = _read(item, pages.get(item.address))
            if article is None and item.summary:
                article = _excerpt(item, item.summary)
            if article:
                yield article
            if why:
                how = NOT_READ if article is None else FROM_SUMMARY if article.excerpt else AS_IT_WAS
                lacking[item.origin, how, why] += 1
    for (origin, (one, many), why), count in lacking.items():
        told = f"1 article {one}" if count == 1 else f"{count} articles {many}"
        yield Problem(article=None, what=f"{named(origin)}: {told}: {why}")


def _read(link: Link, page: Fetched | BriefingError | None) -> tuple[Article | None, str]:
    """The article on the page of ``link``, and why it is not there or not as it is now."""
    if page is None:
        return None, (TOO_MANY if link.address else NO_LINK) if is_web(link.origin) else ON_DISK
    if isinstance(page, BriefingError):
        return None, _without(link.address, str(page))
    reader = of_answer(page.data, page.media, page.final)
    if reader is None:
        return None, f"{page.media} is not read"
    try:
        found = next((one for one in reader.read(given(page)) if isinstance(one, Article)), None)
    except BriefingError as error:
        return None, _without(page.address, str(error))
    if found is None or len(found.text) < len(link.summary):
        return None, "the page shows less than the summary does"
    return dated(_told(found, link), page), _without(page.address, page.stale or "")


def _told(article: Article, link: Link) -> Article:
    """``article`` with what the feed says of it where the page says nothing; of two times the one with a clock."""
    mine, told = str(article.published or ""), link.published
    return replace(
        article,
        title=article.title or link.title,
        outlet=article.outlet or link.outlet,
        published=told if told and len(mine) <= len("2026-11-22") else article.published,
    )


def _excerpt(link: Link, text: str) -> Article:
    return Article(
        id="",
        text=text or "untitled",
        title=link.title,
        outlet=link.outlet,
        published=link.published,
        url=link.address or None,
        path=None if is_web(link.origin) else link.origin,
        language=link.language,
        retrieved=link.retrieved,
        excerpt=True,
    )


def _without(address: str, why: str) -> str:
    return why.removeprefix(f"{shown(address)}: ")


def _pages(links: list[Link], fetch: Fetcher | None) -> Mapping[str, Fetched | BriefingError]:
    """What the links lead to; each address once, though two feeds tell of it."""
    if fetch is None:
        return {}
    asked: dict[str, str] = {}
    turns: Counter[str] = Counter()
    for link in links:
        if link.address and is_web(link.origin) and turns[link.origin] < MOST:
            turns[link.origin] += 1
            asked.setdefault(same(link.address), link.address)
    answers = dict(zip(asked, fetch.all(asked.values()), strict=True))
    return {link.address: answers[key] for link in links if (key := same(link.address)) in answers}
