"""JSON: one article, a list of them, or an object with a list of ``articles``. Texts are taken verbatim."""

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.errors import BriefingError
from briefing.model import Article, Problem
from briefing.read._decode import decoded
from briefing.read._given import Given
from briefing.read._page import published

SUFFIXES = (".json",)
TYPES = ("application/json",)
LINES = re.compile(r"^[\ufeff\s]*\{[^\n]*\}[ \t\r]*\n\s*\{")
"""An object on one line and another below it: JSON Lines."""
ISO = re.compile(r"^\d{4}-\d\d-\d\d")
WORDS = ("id", "title", "outlet", "published", "url", "language", "agency")
"""Fields beside ``text``; each is a string, or null, or not there."""


def begins(text: str) -> bool:
    return not LINES.match(text) and text.lstrip("\ufeff \t\r\n").startswith(("{", "[{", "[\n", "[\r", "[ "))


def read(given: Given) -> Iterator[Article | Problem]:
    yield from articles(decoded(given.content(), given.name, given.charset), given)


def articles(text: str, given: Given) -> Iterator[Article | Problem]:
    """The articles in the JSON ``text``.

    Raises:
        BriefingError: It is no JSON, or no articles are in it.
    """
    value = loaded(text, given.name)
    items = value.get("articles", [value]) if isinstance(value, dict) else value
    if not isinstance(items, list) or not items:
        raise BriefingError(f'{given.name}: no article in it; give an object with "text", or a list of such objects')
    for number, item in enumerate(items, 1):
        yield article(item, given.path, f"{given.name}, article {number}" if len(items) > 1 else given.name)


def loaded(text: str, where: str) -> Any:
    """The value that JSON ``text`` holds.

    Raises:
        BriefingError: It is broken; the sentence says where.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        raise BriefingError(f"{where}: broken JSON at {line}column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise BriefingError(f"{where}: JSON nested too deeply; give articles only") from error


def article(item: Any, path: str | None, where: str) -> Article | Problem:
    """``item`` as an article, or what is wrong with it."""
    if fault := _fault(item):
        return Problem(article=None, what=f"{where}: {fault}")
    words = {name: item[name] for name in WORDS if item.get(name) is not None}
    if "published" in words and not ISO.match(words["published"]):
        words["published"] = published([f"Published {words['published']}"], "") or words["published"]
    return Article(**{"id": "", "text": item["text"], "path": path, **words})


def _fault(item: Any) -> str | None:
    if not isinstance(item, dict):
        return 'not an object; an article is {"text": "…"}'
    if "text" not in item:
        return 'no "text"; every article needs one'
    if not isinstance(item["text"], str):
        return '"text" is no string'
    if not item["text"].strip():
        return '"text" is empty'
    wrong = next((n for n in WORDS if not isinstance(item.get(n), str | None)), None)
    if wrong:
        return f'"{wrong}" is no string'
    if any("\ud800" <= c <= "\udfff" for n in ("text", *WORDS) for c in item.get(n) or ""):
        return "half a character (a lone surrogate) in it; write the file again as UTF-8"
    return None
