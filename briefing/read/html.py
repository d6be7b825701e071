"""Web pages: the article's text and what the page says about it, by trafilatura."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from briefing.errors import BriefingError
from briefing.fetch import canonical, is_web
from briefing.model import Article
from briefing.read._decode import decoded
from briefing.read._given import LONGEST, Given, damaged
from briefing.read._page import FINAL, page

NOTHING = "no article text found on the page; save its text as .txt"
SUFFIXES = (".htm", ".html", ".xhtml")
TYPES = ("text/html", "application/xhtml+xml")
PAGE = re.compile(
    r"^\s*(?:<\?xml\b.{0,200}?\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body|article)\b", re.I | re.S
)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
LANGUAGE = re.compile(r"<html[^>]{0,300}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.I)
PUBLISHED = (
    re.compile(r"<meta[^>]{0,300}?article:published_time[^>]{0,100}?content\s*=\s*[\"']([^\"']{10,40})", re.I),
    re.compile(r"<meta[^>]{0,300}?content\s*=\s*[\"']([^\"']{10,40})[\"'][^>]{0,100}?article:published_time", re.I),
    re.compile(r"[\"']datePublished[\"']\s*:\s*[\"']([^\"']{10,40})[\"']"),
)
ALTERNATE = re.compile(r"<link\b[^>]{0,300}?application/(?:rss|atom)\+xml[^>]{0,300}>", re.I)
HREF = re.compile(r"\bhref\s*=\s*[\"']([^\"']{1,500})[\"']", re.I)
ISO = re.compile(r"^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$")


def begins(text: str) -> bool:
    return bool(PAGE.match(text))


def read(given: Given) -> Iterator[Article]:
    data = given.content()
    declared = CHARSET.search(data[:4096])
    text = decoded(data, given.name, given.charset, declared[1].decode("ascii") if declared else None)
    offered = feeds(text, given.base) if given.base else []
    if offered and not urlsplit(given.base or "").path.strip("/"):
        raise BriefingError(f"{given.name}: a front page, not an article; it offers a feed: give {offered[0]}")
    yield from articles(text, given)


def articles(text: str, given: Given) -> Iterator[Article]:
    """The one article on the page ``text``.

    Raises:
        BriefingError: The page holds no article.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    with damaged(f"{given.name}: {NOTHING}"):
        found = bare_extraction(
            text,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # The page's own statement or none: a date that is searched for all over a page is a guess.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    if not isinstance(found, Document) or not found.text:
        raise BriefingError(f"{given.name}: {NOTHING}")
    if len(found.text) > LONGEST:
        raise BriefingError(f"{given.name}: an article of more than {LONGEST:,} characters; split it")
    body = page(found.text, title=found.title or "", outlet=found.sitename or "")
    if not any(FINAL.search(row) for row in body.text.split("\n")):
        raise BriefingError(f"{given.name}: {NOTHING}")
    language = LANGUAGE.search(text[:4096])
    yield Article(
        id="",
        text=body.text,
        title=body.title,
        outlet=body.outlet,
        published=stated(text) or found.date or body.published,
        url=_address(found.url, given.base),
        path=given.path,
        language=language[1].lower() if language else "en",
        agency=body.agency,
    )


def _address(told: str | None, base: str | None) -> str | None:
    """The address that the page gives as its own; of a page that was fetched only one on the same site with a path:
    not a few name their front page."""
    if base is None:
        return told
    whole = canonical(told or "", base)
    here, there = urlsplit(base), urlsplit(whole)
    return whole if is_web(whole) and there.netloc == here.netloc and there.path.strip("/") else canonical(base)


def feeds(text: str, base: str) -> list[str]:
    """The feeds that a page points to."""
    found = (HREF.search(tag) for tag in ALTERNATE.findall(text[:200_000]))
    return list(dict.fromkeys(canonical(unescape(m[1]), base) for m in found if m))


def stated(text: str) -> str | None:
    """The time of publication in the page's metadata, with its clock and zone where it has them."""
    found = (m[1].strip() for pattern in PUBLISHED if (m := pattern.search(text)))
    return next((time for time in found if ISO.match(time)), None)
