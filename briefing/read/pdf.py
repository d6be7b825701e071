"""PDF articles, by pypdf: the text that the file carries. A scanned page carries none, and says so."""

import io
import logging
import re
from collections.abc import Iterator

from briefing.errors import BriefingError
from briefing.model import Article
from briefing.read._columns import Row, paragraphs, title
from briefing.read._given import Given, damaged
from briefing.read._page import page

SUFFIXES = (".pdf",)
TYPES = ("application/pdf", "application/x-pdf")
LARGEST = 50_000_000
PAGES = 200
JUNK = re.compile(r"(?i)^(?:untitled|microsoft word\b.*|document\d*|.*\.(?:docx?|indd|qxd|pdf|rtf|odt))$")
"""Titles that a program wrote into the file, not an editor."""
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


def begins(text: str) -> bool:
    return text.startswith("%PDF-")


def read(given: Given) -> Iterator[Article]:
    """The one article in the file.

    Raises:
        BriefingError: It is damaged, locked, too long, or carries no text.
    """
    rows, told = _rows(given.content(LARGEST), given)
    texts = paragraphs(rows)
    if not texts:
        raise BriefingError(f"{given.name}: no text in the PDF, a scan perhaps; put it through text recognition first")
    found = page("\n\n".join(texts), title=title(rows) or ("" if JUNK.match(told) else told))
    if not found.text:
        raise BriefingError(f"{given.name}: no article text in the PDF; save its text as .txt")
    yield found.article(given)


def _rows(data: bytes, given: Given) -> tuple[list[Row], str]:
    """The lines of all pages, and the title in the file's metadata."""
    from pypdf import PdfReader

    # It warns of every flaw that it mends.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    with damaged(f"{given.name}: a damaged PDF; save it again, or its text as .txt"):
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BriefingError(f"{given.name}: locked with a password; save a copy without one")
        if len(reader.pages) > PAGES:
            raise BriefingError(
                f"{given.name}: {len(reader.pages)} pages, more than {PAGES}; give the pages that count"
            )
        rows = [row for number, one in enumerate(reader.pages) for row in _printed(one, number)]
        return rows, str((reader.metadata and reader.metadata.title) or "").strip()


def _printed(one: object, number: int) -> Iterator[Row]:
    """The lines of a page in the order of the file."""
    pieces: list[tuple[str, float, float, float]] = []

    def piece(text: str, place: list[float], line: list[float], _: object, size: float) -> None:
        x = line[4] * place[0] + line[5] * place[2] + place[4]
        y = line[4] * place[1] + line[5] * place[3] + place[5]
        scale = abs(line[3] * place[3]) or abs(line[1] * place[2]) or 1.0
        pieces.append((text, x, y, size * scale))

    one.extract_text(visitor_text=piece)  # type: ignore[attr-defined]
    text, start = "", None
    for words, x, y, size in (*pieces, ("\n", 0.0, 0.0, 0.0)):
        for part in re.split(r"(\n)", words):
            if part == "\n":
                if start and text.strip():
                    yield Row(
                        text=" ".join(text.translate(LIGATURES).split()),
                        page=number,
                        x=start[0],
                        y=start[1],
                        size=start[2],
                    )
                text, start = "", None
            elif part:
                if start is None and part.strip():
                    start = (x, y, size)
                text += part
