"""Word documents (.docx), by mammoth, which reads inserted text of tracked changes and leaves deleted text out."""

import io
import re
import zipfile
from collections.abc import Iterator

from briefing.errors import BriefingError
from briefing.model import Article
from briefing.read import _markup
from briefing.read._given import Given, damaged, megabytes
from briefing.read._page import page

SUFFIXES = (".docx",)
TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
LARGEST = 25_000_000
UNPACKED = 200_000_000
"""Bytes of all parts of a document together, pictures too."""
STYLES = "p[style-name='Title'] => h1.title:fresh\np[style-name='Subtitle'] => h2:fresh"
TITLE = re.compile(r'<h1 class="title">(.*?)</h1>', re.S)


def begins(text: str) -> bool:
    return text.startswith("PK\x03\x04") and "word/" in text


def read(given: Given) -> Iterator[Article]:
    """The one article in the document.

    Raises:
        BriefingError: It is no document, or holds no text.
    """
    data = given.content(LARGEST)
    _checked(data, given)
    markup = _converted(data, given)
    title = TITLE.search(markup)
    found = page(_markup.text(markup), title=" ".join(_markup.text(title[1]).split()) if title else "")
    if not found.text:
        raise BriefingError(f"{given.name}: no article text in the document; give one with whole sentences")
    yield found.article(given)


def _checked(data: bytes, given: Given) -> None:
    with damaged(f"{given.name}: no Word document, or a damaged one; save it again as .docx"):
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    size = sum(part.file_size for part in parts)
    names = [part.filename for part in parts]
    if "word/document.xml" not in names:
        raise BriefingError(f"{given.name}: a zip archive that is no Word document; save its text as .txt")
    if size > UNPACKED:
        raise BriefingError(f"{given.name}: larger than {megabytes(UNPACKED)} MB when unpacked; save its text as .txt")


def _converted(data: bytes, given: Given) -> str:
    import mammoth

    with damaged(f"{given.name}: a damaged Word document; save it again, or its text as .txt"):
        # No picture is opened: a linked one may be any file of this machine.
        found = mammoth.convert_to_html(io.BytesIO(data), style_map=STYLES, convert_image=lambda _: [])
        return str(found.value)
