"""Atom and RSS feeds, by feedparser: whole articles as they stand, what is only announced as links to follow."""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.sax import SAXException

from briefing.errors import BriefingError
from briefing.fetch import canonical, is_web
from briefing.furniture import is_furniture
from briefing.model import Article, Problem
from briefing.read import _markup
from briefing.read._given import Given, Link, damaged
from briefing.read._page import page

SUFFIXES = (".atom", ".rdf", ".rss", ".xml")
TYPES = ("application/atom+xml", "application/rss+xml", "application/rdf+xml")
FEED = re.compile(
    r"^[\ufeff\s]*(?:<\?xml\b[^>]{0,200}>\s*)?(?:<\?[^>]{0,300}>\s*|<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.S
)
WHOLE = 80
"""Words of a body that a feed gives as content."""
LONG = 200
"""Words of a description that is the article itself."""
CUT = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|(?:read|continue|keep|see|view) (?:more|reading|on|full|the full)\W*\w*\W*)\W*$",
    re.I,
)
APPEARED = re.compile(r"(?im)^the post .{1,200} (?:first )?appeared (?:first )?on .{1,100}$")
"""What WordPress puts under each entry."""


def begins(text: str) -> bool:
    return bool(FEED.match(text))


def read(given: Given) -> Iterator[Article | Link | Problem]:
    """The entries in the order of the feed.

    Raises:
        BriefingError: It is no feed, or so damaged that no entry is left.
    """
    import feedparser

    data = given.content()
    headers = {"content-location": given.base} if given.base else {}
    if given.charset and b"encoding" not in data[:200]:
        headers["content-type"] = f"application/xml; charset={given.charset}"
    with damaged(f"{given.name}: a feed too damaged to read; tell its owner"):
        # Bytes, never text: feedparser takes a text that looks like an address for one, and fetches it.
        found = feedparser.parse(data, response_headers=headers)
    if not found.version and not found.entries:
        raise BriefingError(
            f"{given.name}: no Atom or RSS feed, or one too damaged to read; check the address or the file"
        )
    broken = found.get("bozo_exception")
    if isinstance(broken, SAXException):
        what = f"{given.name}: broken XML ({broken.getMessage()}); {len(found.entries)} entries could be read"
        yield Problem(article=None, what=what)
    outlet, language = _text(found.feed.get("title", "")), str(found.feed.get("language", "en"))[:2].lower()
    for entry in found.entries:
        yield _entry(entry, given, outlet, language)


def _entry(entry: Any, given: Given, outlet: str, language: str) -> Article | Link:
    outlet = _text(entry.get("source", {}).get("title", "")) or outlet
    body, whole = _body(entry)
    link = str(entry.get("link", "")).strip()
    address = canonical(link, given.base or "") if link else ""
    title = _text(entry.get("title", ""))
    common: dict[str, Any] = {"title": title, "outlet": outlet, "published": _time(entry), "language": language}
    if not whole:
        return Link(address=address if is_web(address) else "", summary=body, origin=given.origin, **common)
    found = page(body, title=title, outlet=outlet)
    return Article(
        id="",
        text=found.text or body,
        url=address if is_web(address) else None,
        path=given.path,
        agency=found.agency,
        **common,
    )


def _body(entry: Any) -> tuple[str, bool]:
    """The longest text that the entry holds, and whether it is the article."""
    contents = [_clean(str(one.get("value", ""))) for one in entry.get("content", ())]
    summary = _clean(str(entry.get("summary", "")))
    content = max(contents, key=len, default="")
    body = max(content, summary, key=len)
    words = len(body.split())
    given = words >= LONG or (words >= WHOLE and len(content) > 1.3 * len(summary))
    return body, given and not CUT.search(body)


def _clean(markup: str) -> str:
    rows = APPEARED.sub("", _markup.text(markup)).split("\n\n")
    return "\n\n".join(row for row in rows if row.strip() and not is_furniture(row)).strip()


def _text(markup: str) -> str:
    return " ".join(_markup.text(markup).split())


def _time(entry: Any) -> str | None:
    """When the entry was published, in UTC; its last change where it tells no more."""
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return datetime.fromtimestamp(calendar.timegm(when), UTC).isoformat() if when else None
