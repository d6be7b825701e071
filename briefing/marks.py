"""Where quotation marks enclose words: “ ” " „ “ « » `` '' and, where a paragraph has no other, ‘ ’.

A paragraph is read by itself, so an odd mark costs at most the paragraph it stands in.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from briefing.furniture import lines

MARK = re.compile("``|''|[“”\"„«»]")
SINGLE = re.compile(r"(?<![\w’'])(?:‘(?P<typed>[^‘’]*(?:’\w[^‘’]*)*)’|'(?P<plain>[^'\s](?:[^']|'\w)*?[,.?!…])')(?!\w)")
LEADS_IN = re.compile(r"[:,]\s*$")
OPENERS = {"“", "„", "«", "``"}
CLOSERS = {"“": '”"', "„": '“”"', "«": '»"', "``": "''\"", '"': '"”', "''": "''"}


def leaves_open(text: str) -> bool:
    """Does a quotation run on behind ``text``, a part of one paragraph?"""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


@dataclass(frozen=True, slots=True)
class Region:
    """The characters from ``start`` to ``end`` inside a pair of marks, the marks left out."""

    start: int
    end: int
    mark: str
    closed: bool = True
    """False where the closing mark is missing: the region then ends with its paragraph."""
    doubtful: bool = False
    """Not closed and not resumed: a cut quotation, or a slip of the mark."""
    resumes: bool = False
    """Does it open a paragraph while the region before it is not closed?"""


@lru_cache(maxsize=16)
def regions(text: str) -> tuple[Region, ...]:
    """Quoted regions of ``text`` in order; they do not overlap.

    A region without a closing mark counts when the next paragraph opens with the same mark (a
    quotation over several paragraphs), when a colon or comma leads in, or, as doubtful, when its
    own paragraph opens with it; else the mark is taken for a slip, and nothing is quoted by it.
    """
    found: list[Region] = []
    rows = [(a, b) for a, b in lines(text)]
    after = [*(text[a] for a, _ in rows[1:]), ""][: len(rows)]
    for (start, end), next_mark in zip(rows, after, strict=True):
        if found and not found[-1].closed and (close := _orphan(text, start, end)):
            found.append(Region(start, close.start(), found[-1].mark, resumes=True))
            start = close.end()
        found += _paragraph(text, start, end, next_mark)
    return tuple(_resumed(found, text))


def _resumed(found: list[Region], text: str) -> list[Region]:
    out = found[:1]
    for one, two in pairwise(found):
        between = text[one.end : two.start]
        resumes = two.resumes or (not one.closed and "\n" in between and not between.strip("\n\r \t" + two.mark))
        out.append(replace(two, resumes=resumes))
    return out


def _paragraph(text: str, start: int, end: int, next_mark: str) -> list[Region]:
    marks = list(MARK.finditer(text, start, end))
    if not marks:
        return [_single(m) for m in SINGLE.finditer(text, start, end)]
    out: list[Region] = []
    opened: re.Match[str] | None = None
    for mark in marks:
        if opened is None:
            opened = mark if _opens(text, mark, start) else None
        elif mark.group() in _closers(opened.group()) or _turned(text, mark, end):
            reopens = mark.group() == '"' and _opens(text, mark, start) and not _closes(text, mark, end)
            out.append(Region(opened.end(), mark.start(), opened.group()))
            opened = mark if reopens else None
    if opened is not None and (next_mark == opened.group()[0] or LEADS_IN.search(text, start, opened.start())):
        out.append(Region(opened.end(), end, opened.group(), closed=False))
    elif opened is not None and opened.start() == start:
        out.append(Region(opened.end(), end, opened.group(), closed=False, doubtful=True))
    return [r for r in out if r.end > r.start]


def _orphan(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first mark of a paragraph where it can only close: the paragraph goes on with an open quotation."""
    mark = MARK.search(text, start, end)
    return mark if mark and mark.start() > start and not _opens(text, mark, start) else None


def _closers(mark: str) -> tuple[str, ...]:
    if mark == "``":
        return ("''", '"')
    return ("''",) if mark == "''" else tuple(CLOSERS[mark])


def _opens(text: str, mark: re.Match[str], start: int) -> bool:
    if mark.group() in OPENERS:
        return True
    if mark.group() in {"”", "»"}:
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1] or " "
    return not after.isspace() and not (before.isalnum() and not after.isalnum())


def _turned(text: str, mark: re.Match[str], end: int) -> bool:
    """Is it an opening mark typed for a closing one?"""
    return mark.group() == "“" and (mark.end() >= end or text[mark.end()].isspace() or text[mark.end()] in ".,;[")


def _closes(text: str, mark: re.Match[str], end: int) -> bool:
    after = text[mark.end()] if mark.end() < end else " "
    return not text[mark.start() - 1].isspace() or not after.isalnum()


def _single(match: re.Match[str]) -> Region:
    start, end = match.span("typed") if match.group("typed") is not None else match.span("plain")
    return Region(start, end, "‘")
