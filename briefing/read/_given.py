"""What a reader is given to read, and the link that it may hand back instead of an article."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from briefing.errors import BriefingError
from briefing.fetch import is_web, shown
from briefing.read._origins import STDIN

LONGEST = 1_000_000
"""Characters of one article; spaCy takes no longer text."""
LARGEST = 5_000_000
"""Bytes of one file that is one article or one page; a .jsonl or a mailbox may be larger, what it holds may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Bytes, and what is known of them."""

    origin: str
    """The path as the user wrote it, ``-`` or an address."""
    file: BinaryIO
    media: str = ""
    """The media type that the server gave."""
    charset: str | None = None
    """The encoding that the server gave."""
    base: str | None = None
    """The address that links in it are reckoned from."""

    @property
    def name(self) -> str:
        """How messages call it."""
        return named(self.origin)

    @property
    def path(self) -> str | None:
        return None if self.origin == STDIN or is_web(self.origin) else self.origin

    def content(self, largest: int = LARGEST) -> bytes:
        """All of it.

        Raises:
            BriefingError: It is empty or larger than ``largest``.
        """
        data = self.file.read(largest + 1)
        if len(data) > largest:
            raise BriefingError(f"{self.name}: larger than {megabytes(largest)} MB; split it, or give only its text")
        if not data.strip(b" \t\r\n\x00"):
            raise BriefingError(f"{self.name}: empty; put the article's text into it or leave it out")
        return data


@contextmanager
def damaged(what: str) -> Iterator[None]:
    """Whatever a library makes of damaged input inside the block is one bad article, told as ``what``."""
    try:
        yield
    except BriefingError:
        raise
    except Exception as error:
        raise BriefingError(what) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article that is told of but not there: its page is at ``address``, ``summary`` is what there is of it here."""

    address: str
    title: str = ""
    outlet: str = ""
    published: str | None = None
    language: str = "en"
    summary: str = ""
    origin: str = ""
    """What told of it."""
    retrieved: str | None = None
    """When that was fetched, where it was."""


def named(origin: str) -> str:
    if origin == STDIN:
        return "standard input"
    return shown(origin) if is_web(origin) else origin


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:g}"
