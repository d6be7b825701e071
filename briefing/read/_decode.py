"""Bytes to text: size, kind and encoding are checked before anything is read out of them."""

import codecs
import sys
from pathlib import Path

from briefing.errors import BriefingError
from briefing.read._origins import STDIN

LARGEST = 5_000_000
"""Bytes of one file that is one article or one page; a .jsonl may be larger, its lines may not."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive or Office document", b"\x1f\x8b": "gzip data"}


def content(origin: str) -> bytes:
    """The bytes of a file or of standard input.

    Raises:
        BriefingError: It is empty or larger than `LARGEST`.
        OSError: It cannot be read.
    """
    data = _bytes(origin)
    if len(data) > LARGEST:
        raise BriefingError(f"{named(origin)}: larger than {megabytes(LARGEST)} MB; split it, or give only its text")
    if not data.strip(b" \t\r\n\x00"):
        raise BriefingError(f"{named(origin)}: empty; put the article's text into it or leave it out")
    return data


def _bytes(origin: str) -> bytes:
    if origin == STDIN:
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(origin).open("rb") as file:
        return file.read(LARGEST + 1)


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:g}"


def named(origin: str) -> str:
    return "standard input" if origin == STDIN else origin


def decoded(data: bytes, origin: str, declared: str | None = None) -> str:
    """``data`` as text with ``\\n`` line ends: by its mark, as UTF-8, as ``declared``, or as what it looks like.

    Raises:
        BriefingError: It is binary, or in no encoding that can be told.
    """
    for magic, what in MAGIC.items():
        if data.startswith(magic):
            raise BriefingError(f"{named(origin)}: {what}, not text; save its text as .txt")
    marked = next((name for bom, name in BOMS if data.startswith(bom)), None)
    if marked is None and b"\x00" in data:
        raise BriefingError(f"{named(origin)}: binary data, not text; save its text as .txt")
    for encoding in filter(None, (marked, "utf-8", declared)):
        try:
            return _lines(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return _lines(_detected(data, origin))


def _detected(data: bytes, origin: str) -> str:
    damaged = data.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    if sum(not c.isascii() for c in damaged) > 5 * bad:
        return damaged
    # Old newspaper text in English is Windows-1252 nearly always, and its quotation marks and dashes
    # (0x80 to 0x9F) are control characters in ISO 8859: a detector that sees a few of them guesses at random.
    western = data.decode("cp1252", "replace")
    foreign = sum(c.isalpha() and not c.isascii() for c in western)
    if "\ufffd" not in western and _is_words(western) and foreign < 0.1 * len(western):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or not _is_words(str(best)):
        raise BriefingError(f"{named(origin)}: no known encoding of text; save it as UTF-8")
    return str(best)


def _is_words(text: str) -> bool:
    return sum(c.isalpha() or c.isspace() for c in text) > 0.7 * len(text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
