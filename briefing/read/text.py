"""Plain text and Markdown: one article a file, its first lines perhaps a header of named fields."""

import re
from collections.abc import Iterator

from briefing.errors import BriefingError
from briefing.model import Article
from briefing.read._decode import decoded
from briefing.read._given import Given
from briefing.read._origins import suffix
from briefing.read._page import page

SUFFIXES = (".md", ".markdown", ".text", ".txt")
TYPES = ("text/plain", "text/markdown")
FIELDS = {
    "title": "title", "headline": "title", "outlet": "outlet", "source": "outlet", "publication": "outlet",
    "published": "published", "date": "published", "url": "url", "link": "url", "language": "language",
    "agency": "agency", "id": "id",
}  # fmt: skip
FIELD = re.compile(r"^(?P<key>[A-Za-z]{2,12}):[ \t]+(?P<value>\S.*)$")
ISO = re.compile(r"^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?$")
MARKUP = (
    (re.compile(r"(?m)^ {0,3}(?:[-*_] ?){3,}$"), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(?m)^ {0,3}#{1,6}\s+(.*?)\s*#*$"), r"\1"),
    (re.compile(r"(?m)^ {0,3}>\s?"), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!-])"), r"\1"),
)


def begins(text: str) -> bool:
    """Plain text begins like nothing: it is what is left when nothing else fits."""
    return not text


def read(given: Given) -> Iterator[Article]:
    yield from articles(decoded(given.content(), given.name, given.charset), given)


def articles(text: str, given: Given) -> Iterator[Article]:
    """The one article in ``text``.

    Raises:
        BriefingError: Nothing is left of it without its furniture.
    """
    fields, body = header(text)
    if given.media == "text/markdown" or suffix(given.origin) in (".md", ".markdown"):
        body = plain(body)
    found = page(body, title=fields.get("title", ""), outlet=fields.get("outlet", ""))
    if not found.text:
        raise BriefingError(f"{given.name}: no article text in it; give a file with whole sentences")
    yield Article(
        id=fields.get("id", ""),
        text=found.text,
        title=found.title,
        outlet=found.outlet,
        published=fields.get("published") or found.published,
        url=fields.get("url"),
        path=given.path,
        language=fields.get("language", "en"),
        agency=fields.get("agency") or found.agency,
    )


def header(text: str) -> tuple[dict[str, str], str]:
    """The fields that open ``text`` ("Title: …", between ``---`` or not), and the rest.

    Two known fields at least, or a fence: a first sentence may well open with "Source:".
    """
    fenced = text.startswith("---\n")
    lines = text.lstrip("\n").split("\n")
    at = 1 if fenced else 0
    fields: dict[str, str] = {}
    while at < len(lines) and (found := FIELD.match(lines[at].strip())) and found["key"].lower() in FIELDS:
        fields[FIELDS[found["key"].lower()]] = found["value"].strip().strip("\"'")
        at += 1
    if fenced and at < len(lines) and lines[at].strip() == "---":
        at += 1
    elif fenced or len(fields) < 2:
        return {}, text
    if not ISO.match(fields.get("published", "2000-01-01")):
        # Not ISO 8601: left where the page's own dates are read.
        return {**fields, "published": ""}, "\n".join([f"Published {fields['published']}", *lines[at:]])
    return fields, "\n".join(lines[at:])


def plain(text: str) -> str:
    """Markdown ``text`` without its marks."""
    for pattern, instead in MARKUP:
        text = pattern.sub(instead, text)
    return text
