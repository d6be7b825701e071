"""What was fetched: the bytes of an address, as they were at one time."""

import hashlib
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    address: str
    """As it was asked for, without user and password."""
    final: str
    """Where redirects led to."""
    time: str
    """When it was had, ISO 8601 with its zone."""
    media: str
    """The media type that the server gave, in lower case; empty where it gave none."""
    data: bytes
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    stale: str | None = None
    """Why this is a copy kept from an earlier day, where it is one because the address could not be had."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is known of an address from earlier runs."""

    copy: Fetched | None = None
    """The newest one, with the time of the last visit that found it unchanged; None once it was gone."""
    fault: str | None = None
    """Why the last visit failed, where it did."""
    passing: bool = False
    """Was that fault one that passes, such as a server that is down?"""


class Pages(Protocol):
    """Where everything that was fetched is kept."""

    def recall(self, address: str, by: str) -> Kept:
        """What was known of ``address`` at the time ``by``."""

    def keep(self, page: Fetched) -> None:
        """Keep ``page``; bytes that are kept already are not kept twice."""

    def miss(self, address: str, time: str, fault: str, *, passing: bool) -> None:
        """Keep that ``address`` could not be had, and why."""
