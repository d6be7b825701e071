"""Standard input (``-``): JSON Lines, JSON, a web page or plain text, told apart by how it begins."""

import re
from collections.abc import Iterator

from briefing.model import Article, Problem
from briefing.read import html, json, jsonl, text
from briefing.read._decode import content, decoded
from briefing.read._origins import STDIN

PAGE = re.compile(
    r"^\s*(?:<\?xml\b.{0,200}?\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body|article)\b", re.I | re.S
)


def accepts(origin: str) -> bool:
    return origin == STDIN


def read(origin: str) -> Iterator[Article | Problem]:
    data = content(origin)
    declared = html.CHARSET.search(data[:4096])
    found = decoded(data, origin, declared[1].decode("ascii") if declared else None)
    if PAGE.match(found):
        yield from html.articles(found, origin)
    elif found.lstrip().startswith("{") and "\n{" in found.strip():
        yield from jsonl.articles(found.encode().splitlines(keepends=True), origin)
    elif found.lstrip().startswith(("{", "[{", "[\n")):
        yield from json.articles(found, origin)
    else:
        yield from text.articles(found, origin)
