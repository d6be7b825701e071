"""Mailboxes in one file (mbox): a message after each line that begins with "From ", read one by one."""

import re
from collections.abc import Iterable, Iterator

from briefing.errors import BriefingError
from briefing.model import Article, Problem
from briefing.read import eml
from briefing.read._given import Given, megabytes

SUFFIXES = (".mbox", ".mbx")
TYPES = ("application/mbox",)
START = re.compile(r"^From \S.*\n(?:[!-9;-~]+:)")
QUOTED = re.compile(rb"^>(>*From )")


def begins(text: str) -> bool:
    return bool(START.match(text))


def read(given: Given) -> Iterator[Article | Problem]:
    """The messages in their order; a bad one costs itself.

    Raises:
        BriefingError: There is none.
    """
    number = 0
    for number, message in enumerate(_messages(iter(lambda: given.file.readline(eml.LARGEST), b"")), 1):
        where = f"{given.name}, message {number}"
        if message is None:
            yield Problem(
                article=None, what=f"{where}: larger than {megabytes(eml.LARGEST)} MB; save it as .eml and split it"
            )
            continue
        try:
            yield from eml.articles(message, given, where)
        except BriefingError as error:
            yield Problem(article=None, what=str(error))
    if not number:
        raise BriefingError(f"{given.name}: no mailbox; save its messages as .eml")


def _messages(lines: Iterable[bytes]) -> Iterator[bytes | None]:
    """The bytes of each message, None for one that is too large."""
    parts: list[bytes] | None = None
    size = 0
    blank = True
    for line in lines:
        if blank and line.startswith(b"From "):
            if parts is not None:
                yield b"".join(parts) if size <= eml.LARGEST else None
            parts, size = [], 0
        elif parts is not None:
            size += len(line)
            if size <= eml.LARGEST:
                parts.append(QUOTED.sub(rb"\1", line))
        blank = not line.strip()
    if parts is not None:
        yield b"".join(parts) if size <= eml.LARGEST else None
