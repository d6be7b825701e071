"""Channels that hand a brief over: one module each, named like its channel, of one of two kinds.

A channel of files has ``deliver(files, place) -> tuple[str, ...]``: ``files`` maps file names to their
bytes, ``place`` says where to (a folder for `file`), and what comes back says where each one went.
All files go or none. ``check(place)`` returns None where it can be expected to succeed.

A channel of mail has ``send(letter, mail, committing) -> tuple[Answer, ...]``, one answer for each recipient of the
`Letter` in its order. It calls ``committing(recipients)`` once, right before the moment after which it cannot know
any more that these were not served, should it die or hear no answer; what raises there stops it, with nothing sent.
It tries once: who calls it waits and tries again. ``REPEATABLE`` says whether doing it twice is the same as once.
``check(mail)`` does all of it that sends nothing and says in a few words what was found.

Raises of every one: BriefingError, with one sentence, where no recipient was served and none can be until a setting
or the machine is mended.
"""

from dataclasses import dataclass
from typing import Literal

State = Literal["accepted", "failed", "temporary", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message in one envelope."""

    sender: str
    recipients: tuple[str, ...]
    """Bare addresses."""
    data: bytes
    """Lines ended by CR LF, none of them long, all in ASCII."""
    name: str
    """The edition's, for a file."""

    def with_envelope(self) -> bytes:
        """The message under a ``Bcc`` that says who is meant: for a channel that has no other envelope."""
        return b"Bcc: " + ",\r\n ".join(self.recipients).encode("ascii") + b"\r\n" + self.data


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one recipient: accepted; failed for good; a fault that may pass; or nobody knows."""

    recipient: str
    state: State
    text: str
    """In the server's words, on one line."""


def all_alike(recipients: tuple[str, ...], state: State, text: str) -> tuple[Answer, ...]:
    return tuple(Answer(recipient=one, state=state, text=text) for one in recipients)
