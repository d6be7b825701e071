"""Mail messages, newsletters mostly: the HTML part as a page, else the plain part; no link is followed."""

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.message import MIMEPart
from email.utils import parseaddr
from functools import cache

from briefing import lexicon
from briefing.errors import BriefingError
from briefing.fetch import canonical, is_web
from briefing.model import Article, Problem
from briefing.read import html
from briefing.read import text as plain
from briefing.read._decode import decoded
from briefing.read._given import Given, damaged
from briefing.read._page import FINAL

SUFFIXES = (".eml",)
TYPES = ("message/rfc822",)
LARGEST = 25_000_000
HEAD = re.compile(r"^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
NEEDED = (re.compile(r"(?im)^from:"), re.compile(r"(?im)^(?:date|message-id|received):"))
REPLY = re.compile(r"(?i)^(?:(?:re|fwd?|aw|wg):\s*)+")
DOCUMENTS = (
    "application/pdf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
"""Attachments that may well be articles."""


def begins(text: str) -> bool:
    head = HEAD.match(text[:100_000].replace("\r\n", "\n"))
    return head is not None and all(pattern.search(head[0]) for pattern in NEEDED)


def read(given: Given) -> Iterator[Article | Problem]:
    yield from articles(given.content(LARGEST), given)


def articles(data: bytes, given: Given, where: str = "") -> Iterator[Article | Problem]:
    """The article that the message ``data`` is, and those of the messages forwarded in it.

    Raises:
        BriefingError: It is no message, or holds no text.
    """
    where = where or given.name
    with damaged(f"{where}: a damaged message; save what it shows as .txt"):
        yield from _articles(email.message_from_bytes(data, policy=email.policy.default), given, where)


def _articles(message: MIMEPart, given: Given, where: str) -> Iterator[Article | Problem]:
    if not message["from"] and not message["subject"]:
        raise BriefingError(f"{where}: no mail message; save it again as .eml")
    inner = [part for part in message.walk() if part is not message and part.get_content_type() == "message/rfc822"]
    letters = [message, *(one for part in inner for one in part.iter_parts())]
    found = [_tried(one, given, where) for one in letters]
    if not any(isinstance(one, Article) for one in found):
        raise BriefingError(f"{where}: no text in the message; save what it shows as .txt")
    yield from (one for one in found if isinstance(one, Article))
    for part in message.walk():
        if part.get_content_type() in DOCUMENTS and part.get_filename():
            yield Problem(
                article=None,
                what=f"{where}: its attachment {part.get_filename()} is not read; save it and give the file",
            )


def _tried(message: MIMEPart, given: Given, where: str) -> Article | None:
    """The message as an article: its HTML part where that is a page with an article on it, else its plain part."""
    for kind, reader in (("html", html), ("plain", plain)):
        part = message.get_body((kind,))
        if part is None:
            continue
        # Not `get_content`: it does not know what to do with an encoding that is declared wrong.
        data = part.get_payload(decode=True)
        with suppress(BriefingError):
            words = decoded(data if isinstance(data, bytes) else b"", where, part.get_content_charset())
            article = next(iter(reader.articles(words, given)))
            if body := _bodied(article.text):
                return _headed(replace(article, text=body), message)
    return None


def _bodied(text: str) -> str:
    """``text`` without the lines about the mail itself above its first sentence, and without its foot."""
    rows = text.split("\n\n")
    about = [any(pattern.search(row) for pattern in _about()) for row in rows]
    first = next((n for n, row in enumerate(rows) if FINAL.search(row) and not about[n]), len(rows))
    foot = next((n for n in range(first, len(rows)) if about[n]), len(rows))
    return "\n\n".join(row for n, row in enumerate(rows[:foot]) if n >= first or not about[n])


@cache
def _about() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line) for line in lexicon.lines("mail_foot"))


def _headed(article: Article, message: MIMEPart) -> Article:
    """``article`` with what the message's head says of it."""
    name, address = parseaddr(str(message["from"] or ""))
    archived = str(message["archived-at"] or "").strip(" <>")
    return replace(
        article,
        title=REPLY.sub("", " ".join(str(message["subject"] or "").split())) or article.title,
        outlet=name or article.outlet or address.rpartition("@")[2],
        published=_time(message) or article.published,
        url=canonical(archived) if is_web(archived) else None,
    )


def _time(message: MIMEPart) -> str | None:
    when = getattr(message["date"], "datetime", None)
    if not isinstance(when, datetime):
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat()
