"""Bytes to text: kind and encoding are checked before anything is read out of them."""

import codecs

from briefing.errors import BriefingError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = {
    b"%PDF": ("a PDF", "name it .pdf"),
    b"PK\x03\x04": ("a zip archive or Office document", "name it .docx if it is one, else save its text as .txt"),
    b"\x1f\x8b": ("gzip data", "unpack it"),
}

WESTERN = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252")
"""What these names mean on the web (WHATWG): 0x80 to 0x9F are quotation marks and dashes, not controls."""


def peeked(data: bytes) -> str:
    """``data`` as text to tell its kind by: right for what a kind begins with, whatever the encoding."""
    marked = next((name for bom, name in BOMS if data.startswith(bom)), "latin-1")
    return data.decode(marked, "replace")


def decoded(data: bytes, name: str, *declared: str | None) -> str:
    """``data`` as text with ``\\n`` line ends: by its mark, as UTF-8, as ``declared``, or as what it looks like.

    Raises:
        BriefingError: It is binary, or in no encoding that can be told.
    """
    for magic, (what, how) in MAGIC.items():
        if data.startswith(magic):
            raise BriefingError(f"{name}: {what}, not text; {how}")
    marked = next((name for bom, name in BOMS if data.startswith(bom)), None)
    if marked is None and b"\x00" in data:
        raise BriefingError(f"{name}: binary data, not text; save its text as .txt")
    found = _strictly(data, marked, "utf-8") or _damaged(data) or _strictly(data, *declared) or _detected(data, name)
    return found.replace("\r\n", "\n").replace("\r", "\n")


def _strictly(data: bytes, *encodings: str | None) -> str | None:
    for encoding in filter(None, encodings):
        try:
            return data.decode(WESTERN.get(encoding.lower(), encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _damaged(data: bytes) -> str | None:
    """``data`` as UTF-8 where only a few bytes of it are not."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return text if sum(not c.isascii() for c in text) > 5 * bad else None


def _detected(data: bytes, name: str) -> str:
    # Old newspaper text in English is Windows-1252 nearly always, and its quotation marks and dashes
    # (0x80 to 0x9F) are control characters in ISO 8859: a detector that sees a few of them guesses at random.
    western = data.decode("cp1252", "replace")
    foreign = sum(c.isalpha() and not c.isascii() for c in western)
    if "\ufffd" not in western and _is_words(western) and foreign < 0.1 * len(western):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or not _is_words(str(best)):
        raise BriefingError(f"{name}: no known encoding of text; save it as UTF-8")
    return str(best)


def _is_words(text: str) -> bool:
    return sum(c.isalpha() or c.isspace() for c in text) > 0.7 * len(text)
