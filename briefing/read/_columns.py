"""The lines of a printed page back to paragraphs: running heads go, broken lines and words are joined.

Lines come in the order in which the file draws them. That is the reading order in what word processors, browsers and
most layout programs write, columns included; where a file draws them in another order, its text comes out in that.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefing.read._page import FINAL

DIGITS = re.compile(r"\d+")
FOLIO = re.compile(r"(?i)^[\W_]*(?:(?:page|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[\W_]*$")
"""A page's number on its own."""
EDGE = 3
"""Lines at the top and at the foot of a page among which running heads stand."""
BROKEN = re.compile(r"(?P<left>[^\W\d_]+)(?P<mark>[-‐\u00ad])$")
GAP = 1.3
"""Times the usual distance of two lines: a new paragraph."""
SHORT = 0.8
"""Of the usual length of a line: one that ends a sentence here ends the paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line as it is printed; ``x`` and ``y`` in points from the lower left corner."""

    text: str
    page: int
    x: float
    y: float
    size: float


def title(rows: Sequence[Row]) -> str:
    """The lines in the largest letters of the first page, where they are larger than the text's."""
    first = [row for row in rows if row.page == 0]
    if not first:
        return ""
    usual = _usual(row.size for row in rows)
    largest = max(row.size for row in first)
    words = " ".join(row.text for row in first if row.size > 0.95 * largest)
    return words if largest > 1.2 * usual and len(words.split()) <= 30 else ""


def paragraphs(rows: Sequence[Row]) -> list[str]:
    rows = _without_heads(rows)
    if not rows:
        return []
    leading = _usual(a.y - b.y for a, b in pairwise(rows) if a.page == b.page and a.y > b.y)
    length = median(len(row.text) for row in rows)
    usual = _usual(row.size for row in rows)
    known = " ".join(row.text for row in rows)
    edges = _edges(rows)
    found: list[str] = []
    for before, row in zip((None, *rows), rows, strict=False):
        if before is None or _begins(before, row, leading, length, usual, edges):
            found.append(row.text)
        else:
            found[-1] = joined(found[-1], row.text, known)
    return found


def _usual(values: Iterator[float]) -> float:
    """The commonest of ``values``, to half a point."""
    counts = Counter(round(value * 2) / 2 for value in values)
    return max(counts, key=lambda value: (counts[value], -value), default=0.0)


def _without_heads(rows: Sequence[Row]) -> list[Row]:
    """``rows`` without page numbers, without what stands at the edge of several pages but for its digits, and without
    what stands there in small letters, away from the text."""
    pages = sorted({row.page for row in rows})
    usual = _usual(row.size for row in rows)
    edge: list[Row] = []
    away: list[Row] = []
    for page in pages:
        here = sorted((row for row in rows if row.page == page), key=lambda row: -row.y)
        edge += here[:EDGE] + here[-EDGE:]
        outer = [(here[0], here[1]), (here[-1], here[-2])] if len(here) > EDGE else []
        away += [one for one, next_ in outer if one.size < 0.8 * usual and abs(one.y - next_.y) > 2 * usual]
    times = Counter(key for _, key in {(row.page, _place(row)) for row in edge})
    # Heads of left and right pages differ: a third of the pages is enough.
    heads = {id(row) for row in edge if times[_place(row)] >= max(2, len(pages) / 3) or FOLIO.match(row.text)}
    return [row for row in rows if id(row) not in heads.union(map(id, away))]


def _place(row: Row) -> tuple[str, int]:
    """What a running head has in common with itself on the next page: its words but for digits, and its height."""
    return DIGITS.sub("0", row.text.casefold()), round(row.y / 4)


def _edges(rows: Sequence[Row]) -> list[float]:
    """Where the lines of a column begin: places that a tenth of all lines share."""
    counts = Counter(round(row.x) for row in rows)
    return [place for place, count in counts.items() if count >= len(rows) / 10]


def _begins(before: Row, row: Row, leading: float, length: float, usual: float, edges: Sequence[float]) -> bool:
    """Does a paragraph begin with ``row``, which follows ``before``?"""
    if abs(before.size - row.size) > 0.6:
        return True
    down = before.y - row.y
    is_next = before.page == row.page and down > 0
    if is_next and leading and down > GAP * leading:
        return True
    if row.text[:1].islower():
        return False
    ended, short = bool(FINAL.search(before.text)), len(before.text) < SHORT * length
    if is_next and any(0.7 * usual < row.x - edge < 4 * usual for edge in edges):
        # Indented. Where the line above is too, this is a block of its own, such as a long quotation.
        return ended or short or row.x - before.x > 0.7 * usual
    # A sentence that ends where a column or page does ends its paragraph more often than not.
    return ended and (short or not is_next)


def joined(left: str, right: str, known: str) -> str:
    """Two parts of one paragraph; a word that was broken between them is made whole as ``known`` has it elsewhere."""
    found = BROKEN.search(left)
    if not found or not right[:1].islower():
        return f"{left} {right}"
    tail = re.match(r"[^\W\d_]+", right)
    whole = found["left"] + (tail[0] if tail else "")
    kept = f"{found['left']}-{tail[0] if tail else ''}"
    compound = found["mark"] == "-" and kept in known and not re.search(rf"\b{re.escape(whole)}\b", known)
    return left[: found.start("mark")] + ("-" if compound else "") + right
