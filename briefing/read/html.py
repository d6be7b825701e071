"""Web pages that were saved: the article's text and what the page says about it, by trafilatura."""

import re
from collections.abc import Iterator

from briefing.errors import BriefingError
from briefing.model import Article
from briefing.read._decode import content, decoded, named
from briefing.read._origins import STDIN, suffix
from briefing.read._page import FINAL, page

NOTHING = "no article text found on the page; save its text as .txt"
SUFFIXES = (".htm", ".html", ".xhtml")
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
LANGUAGE = re.compile(r"<html[^>]{0,300}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.I)
PUBLISHED = (
    re.compile(r"<meta[^>]{0,300}?article:published_time[^>]{0,100}?content\s*=\s*[\"']([^\"']{10,40})", re.I),
    re.compile(r"<meta[^>]{0,300}?content\s*=\s*[\"']([^\"']{10,40})[\"'][^>]{0,100}?article:published_time", re.I),
    re.compile(r"[\"']datePublished[\"']\s*:\s*[\"']([^\"']{10,40})[\"']"),
)
ISO = re.compile(r"^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$")


def accepts(origin: str) -> bool:
    return suffix(origin) in SUFFIXES


def read(origin: str) -> Iterator[Article]:
    data = content(origin)
    declared = CHARSET.search(data[:4096])
    yield from articles(decoded(data, origin, declared[1].decode("ascii") if declared else None), origin)


def articles(text: str, origin: str) -> Iterator[Article]:
    """The one article on the page ``text``.

    Raises:
        BriefingError: The page holds no article.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(
        text,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # The page's own statement or none: a date that is searched for all over a page is a guess.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, Document) or not found.text:
        raise BriefingError(f"{named(origin)}: {NOTHING}")
    body = page(found.text, title=found.title or "", outlet=found.sitename or "")
    if not any(FINAL.search(row) for row in body.text.split("\n")):
        raise BriefingError(f"{named(origin)}: {NOTHING}")
    language = LANGUAGE.search(text[:4096])
    yield Article(
        id="",
        text=body.text,
        title=body.title,
        outlet=body.outlet,
        published=stated(text) or found.date or body.published,
        url=found.url,
        path=None if origin == STDIN else origin,
        language=language[1].lower() if language else "en",
        agency=body.agency,
    )


def stated(text: str) -> str | None:
    """The time of publication in the page's metadata, with its clock and zone where it has them."""
    found = (m[1].strip() for pattern in PUBLISHED if (m := pattern.search(text)))
    return next((time for time in found if ISO.match(time)), None)
