"""Values of settings: what each key takes, and what a wrong one is told.

A key of a table is written with its table, "mail.port". A reader takes what TOML or an environment's
variable gives and returns the value in its type; it raises ValueError for anything else.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.utils import getaddresses, parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from briefing.errors import UsageError
from briefing.schedules import Schedule, schedule

Reader = Callable[[Any], Any]

DURATION = re.compile(r"(\d+)\s*(m|h|d|w)")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(k|m|g)?b?")
FACTORS = {None: 1, "k": 10**3, "m": 10**6, "g": 10**9}


def checked(key: str, value: Any, where: str) -> Any:
    """``value`` in the type of its key.

    Raises:
        UsageError: It is not one that the key takes; ``where`` says where it stands.
    """
    reader, wanted = KINDS[key]
    try:
        return reader(value)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{where}: {key.rpartition('.')[2]} = {value!r}; give {wanted}") from error


def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return value


def names(value: Any) -> tuple[str, ...]:
    """A list of texts, or one text with commas; each once."""
    parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not parts:
        raise ValueError(value)
    return tuple(dict.fromkeys(text(part) for part in parts))


def addresses(value: Any) -> tuple[str, ...]:
    """Addresses of mail as they stand in a header, each once; one text may hold several."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple):
        raise ValueError(value)
    found = [address_of(one) for one in getaddresses([text(one) for one in given])]
    return tuple(dict.fromkeys(found))


def address(value: Any) -> str:
    return address_of(parseaddr(text(value)))


def address_of(pair: tuple[str, str]) -> str:
    name, place = pair
    local, at, domain = place.rpartition("@")
    if not (local and at and domain) or re.search(r"[\s\x00-\x1f]", place):
        raise ValueError(place)
    quoted = f'"{name}"' if re.search(r"[^\w \-]", name) and '"' not in name else name
    return f"{quoted} <{place}>" if name else place


def whole(least: int, most: int | None = None) -> Reader:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not str(value).isdecimal():
            raise ValueError(value)
        if int(value) < least or (most is not None and int(value) > most):
            raise ValueError(value)
        return int(value)

    return read


def size(value: Any) -> int:
    """A number of bytes, "10 MB" or 10_000_000."""
    found = None if isinstance(value, bool) else SIZE.fullmatch(str(value).strip().lower())
    if not found:
        raise ValueError(value)
    return int(float(found[1]) * FACTORS[found[2]])


def switch(value: Any) -> bool:
    if str(value).lower() not in ("true", "false", "1", "0", "yes", "no"):
        raise ValueError(value)
    return str(value).lower() in ("true", "1", "yes")


def choice(*values: str) -> Reader:
    def read(value: Any) -> str:
        for one in values:
            if one.lower() == str(value).lower():
                return one
        raise ValueError(value)

    return read


def time(value: Any) -> str:
    """A time in ISO 8601; a day without a clock stays a day."""
    when = datetime.fromisoformat(str(value))
    return when.date().isoformat() if len(str(value)) <= len("2026-03-06") else when.isoformat()


def duration(value: Any) -> timedelta:
    found = DURATION.fullmatch(str(value).strip().lower())
    if not found or not int(found[1]):
        raise ValueError(value)
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def times(value: Any) -> Schedule:
    return schedule(text(value))


def zone(value: Any) -> str:
    try:
        return ZoneInfo(text(value)).key
    except (OSError, KeyError) as error:
        raise ValueError(value) from error


def grades(value: Any) -> dict[str, str]:
    """Outlet to grade of reliability."""
    if not isinstance(value, Mapping):
        raise ValueError(value)
    return {text(outlet): choice(*"ABCDEF")(grade) for outlet, grade in value.items()}


def web_address(value: Any) -> str:
    """An address that a file's name can be put after."""
    found = text(value)
    if not re.match(r"https?://[^\s/?#]+(?:/[^\s?#]*)?$", found):
        raise ValueError(value)
    return found if found.endswith("/") else f"{found}/"


SOME_TEXT = (text, "some text")
NAMES = "a list, such as"

KINDS: Mapping[str, tuple[Reader, str]] = {
    "inputs": (names, "a list of files, folders or globs"),
    "formats": (names, "formats, such as md,pdf"),
    "limit": (whole(1), "a number of developments, 1 or more"),
    "strict": (switch, "true or false"),
    "paper": (choice("A4", "Letter"), "A4 or Letter"),
    "as_of": (time, "a day or time in ISO 8601, such as 2026-03-06T18:00+01:00"),
    "out": (text, "a folder"),
    "template": (text, "a template's name or a folder"),
    "title": SOME_TEXT,
    "pipeline": (text, "the name of an installed spaCy pipeline, or its folder"),
    "keywords": (names, f'{NAMES} ["harbour", "port authority"]'),
    "query": (text, "words with AND, OR, NOT, such as 'port AND NOT airport'"),
    "languages": (names, f'{NAMES} ["en"]'),
    "outlets": (grades, 'a table of outlets and grades from A to F, such as { "Daily Ledger" = "B" }'),
    "look_back": (duration, 'a span of time, such as "36h" or "7d"'),
    "recipients": (addresses, f'{NAMES} ["desk@example.org"]'),
    "schedule": (times, 'a time, with days before it if not daily: "06:30", "weekdays 06:30", "mon,thu 07:00"'),
    "time_zone": (zone, 'a time zone by its IANA name, such as "Europe/Berlin"'),
    "history": (text, "a file"),
    "quiet": (choice("skip", "short"), '"skip" or "short"'),
    "fetch.allow_private": (switch, "true or false"),
    "fetch.timeout": (whole(1), "a number of seconds, 1 or more"),
    "fetch.max_bytes": (size, 'a number of bytes, or "10 MB"'),
    "fetch.max_redirects": (whole(0), "a number, 0 or more"),
    "fetch.per_host": (whole(1), "a number, 1 or more"),
    "fetch.user_agent": SOME_TEXT,
    "fetch.robots": (switch, "true or false"),
    "fetch.proxy": (text, 'a proxy, such as "http://proxy.example.org:3128", or "none"'),
    "site.out": (text, "a folder"),
    "site.address": (web_address, "the address of a folder on the web, such as https://desk.example.org/briefs/"),
    "site.title": SOME_TEXT,
    "mail.sender": (address, 'an address, such as "Desk <desk@example.org>"'),
    "mail.reply_to": (address, 'an address, such as "desk@example.org"'),
    "mail.channel": (text, 'a channel: "smtp", "sendmail" or "eml"'),
    "mail.host": (text, "the mail server's name"),
    "mail.port": (whole(1, 65535), "a port, such as 587"),
    "mail.security": (choice("starttls", "tls", "none"), '"starttls", "tls" or "none"'),
    "mail.user": (text, "the login's name"),
    "mail.password_env": (text, "the name of a variable of the environment"),
    "mail.password_command": (text, "a command that prints the password"),
    "mail.password_file": (text, "a file that holds the password"),
    "mail.password_keyring": (text, "the service's name in the keyring"),
    "mail.sendmail": (text, "the command's path, such as /usr/sbin/sendmail"),
    "mail.folder": (text, "a folder"),
    "mail.list_id": (text, 'a name, such as "port.desk.example.org"'),
    "mail.unsubscribe": (text, "an address of mail or of the web"),
    "mail.warn_bytes": (size, 'a number of bytes, or "7 MB"'),
    "mail.max_bytes": (size, 'a number of bytes, or "15 MB"'),
    "mail.ca_file": (text, "a file with certificates"),
}
"""Key to its reader and the words that say what it takes."""
