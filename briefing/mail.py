"""An edition as a message of mail: mixed( alternative( plain, related( html, pictures ) ), pdf ).

The same edition with the same date gives the same bytes, so that a second attempt sends the very message of the first.
No header can be broken out of: words from articles and settings pass `printable` and are encoded, what is an address
or an id is checked, and a line break that is no fold is refused at the end.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from briefing.config import Mail
from briefing.errors import UsageError
from briefing.labels import day_label
from briefing.layout import Layout
from briefing.model import Brief, Date
from briefing.plaintext import printable
from briefing.templating import Template

WIDTH = 72
"""Columns of the plain text."""
LONGEST_SUBJECT = 120
"""Characters of the title in the subject, and of a name; what a list of messages shows is less."""
PREVIEW = 140
"""Characters that a list of messages shows after the subject."""
NO_READERS = "undisclosed-recipients:;"
"""One envelope holds all recipients; no reader is told who the others are."""
PICTURE = re.compile(r'src="cid:([\w.-]+\.(?:png|jpe?g|gif))"')
ITEM = re.compile(r"\s*(?:- |\d+\. |[A-Za-z]{0,3}\d{1,4} )?")
PLAIN = re.compile(r"(?!.*=\?)[ -!#-\[\]-~]{0,60}")
"""What a header may hold as it is: ASCII, nothing to escape, nothing that reads as an encoded word."""
WHOLE = re.compile(r"[ -~]*(?:\r\n [ -~]+)*")
MAILBOX = re.compile(
    r'(?:(?:"(?P<quoted>[^"\\\x00-\x1f\x7f]*)"|(?P<name>[^"\\<>@,;:\x00-\x1f\x7f]*?))\s*<)?(?P<place>[^<>\s,;]+)'
    r"(?(quoted)>|(?(name)>|))"
)
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL = re.compile(rf"{ATOM}(?:\.{ATOM})*")
NAME = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
"""A host, or the name of a list, in ASCII."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """What a message says about itself, beside the brief. `message_id` and `time` are those of the first attempt."""

    message_id: str
    """With its angle brackets."""
    time: datetime
    day: date
    """The edition's."""
    corrects: tuple[str, date] | None = None
    """Message-ID and day of the edition that this one corrects."""
    test: bool = False


def compose(brief: Brief, look: Template, mail: Mail, heads: Heads, *, pdf: tuple[str, bytes] | None = None) -> bytes:
    """The message as it goes over the wire: ASCII, no line longer than 998, each ended by CR LF.

    Args:
        look: A user's folder may hold `_mail.txt.j2`, `_mail.html.j2` and the pictures that the latter shows.
        pdf: Name and bytes of the edition's PDF.

    Raises:
        UsageError: A setting is no address or no name of a list, or a picture is missing.
        BriefingError: A template is wrong.
    """
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    values = {
        "brief": brief,
        "layout": Layout(brief),
        "attached": pdf[0] if pdf else None,
        "corrects": f"the edition of {spelt(heads.corrects[1])}" if heads.corrects else None,
        "preview": _preview(brief),
        "also": _also(brief) if pdf else (),
    }
    mails = Template(name="_mail", folder=look.folder)
    message.set_content(wrapped(mails.render("txt", values)), cte="quoted-printable")
    page = mails.render("html", values)
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    _, shown = message.iter_parts()
    shown.make_related()
    for name, data in _pictures(page, look.folder).items():
        kind = "jpeg" if name.endswith(("jpg", "jpeg")) else name.rpartition(".")[2]
        shown.add_related(data, "image", kind, cid=f"<{name}>", filename=name, disposition="inline")
    message.make_mixed()
    if pdf:
        message.add_attachment(pdf[1], maintype="application", subtype="pdf", filename=pdf[0])
    _bound(message, heads.message_id)
    return _head(_headers(brief, mail, heads)) + message.as_bytes()


def _headers(brief: Brief, mail: Mail, heads: Heads) -> dict[str, str]:
    """All headers but those of MIME, in their order, encoded and folded.

    The email package would read words of a title that look encoded, and break long ids at the fold.
    """
    if not mail.sender:
        raise UsageError('mail has no sender; write sender = "Desk <desk@example.org>" under [mail] in briefing.toml')
    sender = address(mail.sender, "sender")
    made = {"Date": format_datetime(heads.time), "From": _mailbox(sender)}
    if mail.reply_to:
        made["Reply-To"] = _mailbox(address(mail.reply_to, "reply_to"))
    made["To"] = NO_READERS
    made["Subject"] = _words(subject(brief, heads), "Subject")
    made["Message-ID"] = heads.message_id
    if heads.corrects:
        made["In-Reply-To"] = made["References"] = heads.corrects[0]
    made["List-Id"] = list_id(mail.list_id, brief.edition.of, sender.domain)
    if mail.unsubscribe:
        made["List-Unsubscribe"] = unsubscribe(mail.unsubscribe)
    made["Auto-Submitted"] = "auto-generated"
    return made


def _head(headers: Mapping[str, str]) -> bytes:
    """``headers`` in bytes.

    Raises:
        UsageError: One would end before its value does, or holds what no header may.
    """
    for name, value in headers.items():
        if not WHOLE.fullmatch(value):
            raise UsageError(f"mail: the header {name} cannot hold {printable(value)!r}; check [mail] in briefing.toml")
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("ascii")


def _mailbox(one: Address) -> str:
    name = one.display_name
    if PLAIN.fullmatch(name):
        name = f'"{name}"' if re.search(r"[^\w -]", name) else name
    else:
        name = _encoded(name, "Reply-To")
    return f"{name} <{one.addr_spec}>" if name else one.addr_spec


def _words(text: str, header: str) -> str:
    return text if PLAIN.fullmatch(text) and len(text) + len(header) < 76 else _encoded(text, header)


def _encoded(text: str, header: str) -> str:
    """``text`` in encoded words (RFC 2047), each on a line of its own."""
    return Header(text, "utf-8", header_name=header, maxlinelen=75).encode(linesep="\r\n")


def subject(brief: Brief, heads: Heads) -> str:
    title = printable(brief.title).strip() or "Situation brief"
    if len(title) > LONGEST_SUBJECT:
        title = title[:LONGEST_SUBJECT].rstrip() + "…"
    kind = "[Test] " if heads.test else ""
    return f"{kind}{'Correction: ' if heads.corrects else ''}{title}, {spelt(heads.day)}"


def spelt(day: date) -> str:
    """``day`` as "22 November 2026"."""
    iso = day.isoformat()
    return day_label(Date(start=iso, end=iso, precision="day", text=iso))


def message_id(mail: Mail, situation: str | None, number: int, made: str) -> str:
    """The id of an edition's message: the same however often it is sent.

    Args:
        number: The edition's among those of its situation.
        made: Whatever tells it from the edition of that number in another history.
    """
    told = hashlib.sha256("\0".join((situation or "", str(number), made)).encode()).hexdigest()[:20]
    name = re.sub(r"[^a-z0-9]+", "-", (situation or "").lower()).strip("-") or "brief"
    return f"<{name[:40]}.{number}.{told}@{address(mail.sender or '', 'sender').domain}>"


def address(text: str, key: str) -> Address:
    """``text`` as an address whose host is in ASCII.

    Raises:
        UsageError: It is none that every mail server takes.
    """
    found = MAILBOX.fullmatch(text.strip())
    name = found["quoted"] or found["name"] or "" if found else ""
    local, _, host = (found["place"] if found else "").rpartition("@")
    host = ascii_host(host)
    if not LOCAL.fullmatch(local) or not NAME.fullmatch(host) or len(local) + len(host) > 250:
        raise UsageError(f"mail: {key} = {printable(text)!r}; give an address, such as desk@example.org")
    return Address(display_name=printable(name)[:LONGEST_SUBJECT], username=local, domain=host)


def ascii_host(host: str) -> str:
    """``host`` as the name service knows it, in lower case; empty where it is no name."""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def list_id(given: str | None, situation: str | None, host: str) -> str:
    """The `List-Id` (RFC 2919): as it is configured, else the situation's name under the sender's host."""
    if given is None:
        name = re.sub(r"[^a-z0-9]+", "-", (situation or "").lower()).strip("-") or "brief"
        return f"<{name[:40]}.briefing.{host}>"
    phrase, _, rest = given.strip().rpartition("<") if given.strip().endswith(">") else ("", "", given.strip())
    name, phrase = rest.removesuffix(">"), phrase.strip().strip('"')
    sound = NAME.fullmatch(name) and "." in name and len(name) <= 250
    if not sound or not re.fullmatch(r"[A-Za-z0-9_ .,&/-]{0,80}", phrase):
        raise UsageError(f"mail: list_id = {printable(given)!r}; give a name, such as port.desk.example.org")
    return f'"{phrase}" <{name}>' if phrase else f"<{name}>"


def unsubscribe(given: str) -> str:
    """The `List-Unsubscribe` of an address of mail or of the web; never with a `-Post`, which needs a server."""
    place, _, query = given.strip().removeprefix("mailto:").partition("?")
    if "@" in place and "/" not in place:
        where = address(place, "unsubscribe")
        query = query or "subject=unsubscribe"
        if re.fullmatch(r"[\w.~%=&+-]{1,200}", query, re.ASCII):
            return f"<mailto:{quote(where.username, safe='.+-_=')}@{where.domain}?{query}>"
    place = given.strip()
    parts = urlsplit(place)
    if parts.scheme not in ("https", "http") or not parts.hostname or not re.fullmatch(r"[!-;=?-~]{1,800}", place):
        raise UsageError(f"mail: unsubscribe = {printable(given)!r}; give an address of mail, or one of the web")
    return f"<{place}>"


def wrapped(text: str) -> str:
    """``text`` in lines of `WIDTH` columns; an item goes on under its first word, an address of the web stays whole."""
    lines: list[str] = []
    for line in re.sub(r"\n{3,}", "\n\n", text.strip()).split("\n"):
        if line.rstrip() == "--" or " " not in line.strip():
            lines.append("-- " if line.rstrip() == "--" else line)
            continue
        lead = ITEM.match(line)
        under = " " * len(lead[0] if lead else "")
        lines += textwrap.wrap(
            line, WIDTH, subsequent_indent=under, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return "\n".join(lines) + "\n"


def _preview(brief: Brief) -> str:
    """What a list of messages shows after the subject."""
    lines = Layout(brief).new or brief.bottom_line
    text = printable(" ".join(str(getattr(line, "text", line)) for line in lines))
    return text if len(text) <= PREVIEW else text[:PREVIEW].rsplit(" ", 1)[0] + " …"


def _also(brief: Brief) -> tuple[str, ...]:
    """What the attached brief has and the mail leaves out."""
    parts = (
        (brief.discrepancies, "where the reports differ"),
        (brief.actors, "actors"),
        (brief.quotes, "quotations"),
        (brief.timeline, "timeline"),
        (brief.watch, "what to watch"),
    )
    return tuple(name for part, name in parts if part)


def _pictures(page: str, folder: Path | None) -> Mapping[str, bytes]:
    """The pictures that ``page`` shows, from the user's folder of templates."""
    found: dict[str, bytes] = {}
    for name in PICTURE.findall(page):
        path = (folder or Path()) / name
        if folder is None or not path.is_file():
            raise UsageError(f"{path}: the template _mail.html.j2 shows this picture; put it there")
        found[name] = path.read_bytes()
    return found


def _bound(message: EmailMessage, key: str) -> None:
    """Boundaries made from the message's id: random ones would make each attempt another message.

    None can occur in a part: "=_" stands neither in quoted-printable nor in base64.
    """
    told = hashlib.sha256(key.encode()).hexdigest()[:16]
    parts = [part for part in message.walk() if part.is_multipart()]
    for n, part in enumerate(parts, 1):
        part.set_boundary(f"=_{told}_{n}")
