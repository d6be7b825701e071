"""A piece of HTML that is an article's body already, such as a feed's or a converted document's, to plain text."""

import re
from collections.abc import Iterator

import lxml.html
from lxml.etree import ParserError

BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
UNSEEN = ("script", "style", "figcaption", "noscript", "template")
SPACE = re.compile(r"\s+")


def text(markup: str) -> str:
    """The words of ``markup``, a blank line between its blocks; text without a tag stays as it is."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        root = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (ParserError, ValueError):
        return ""
    for element in list(root.iter(*UNSEEN)):
        element.drop_tree()
    pieces = "".join(_pieces(root))
    rows = (SPACE.sub(" ", row).strip() for row in pieces.split("\0"))
    return "\n\n".join(row for row in rows if row)


def _pieces(element: lxml.html.HtmlElement) -> Iterator[str]:
    """The text in ``element``, ``\\0`` where one block ends and another begins."""
    edge = "\0" if element.tag in BLOCKS else ""
    yield edge
    yield _plain(element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child)
        yield _plain(child.tail)
    yield edge


def _plain(words: str | None) -> str:
    return (words or "").replace("\0", "")
