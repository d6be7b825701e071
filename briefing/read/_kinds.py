"""Which reader reads what: by a file's suffix, by the media type and the first words of what came without a name."""

import sys
from types import ModuleType
from urllib.parse import urlsplit

from briefing import discover
from briefing.read._decode import peeked
from briefing.read._origins import in_maildir, suffix

LOOSE = ("", "text/plain", "text/xml", "application/xml", "application/octet-stream", "binary/octet-stream")
"""Media types that servers give to anything."""


def kinds() -> dict[str, ModuleType]:
    """The readers by the name of what they read."""
    return discover.modules(sys.modules["briefing.read"])


def suffixes() -> str:
    return ", ".join(sorted(s for reader in kinds().values() for s in reader.SUFFIXES))


def of_path(path: str) -> ModuleType | None:
    """The reader of a file by its name."""
    if in_maildir(path):
        return kinds()["eml"]
    ending = suffix(path)
    return next((reader for reader in kinds().values() if ending in reader.SUFFIXES), None)


def of_content(data: bytes) -> ModuleType | None:
    """The reader of ``data`` by how it begins."""
    text = peeked(data)
    return next((reader for reader in kinds().values() if reader.begins(text)), None)


def of_answer(data: bytes, media: str, address: str) -> ModuleType | None:
    """The reader of what a server sent: its first words count before what the server calls it, which is often wrong."""
    if found := of_content(data):
        return found
    if found := next((reader for reader in kinds().values() if media in reader.TYPES and media not in LOOSE), None):
        return found
    if media not in LOOSE:
        return None
    named = of_path(urlsplit(address).path)
    return named or (kinds()["text"] if media == "text/plain" else None)
