"""Settings: a flag counts before the environment, the environment before briefing.toml, that before the default.

Every key has the name of its flag. Keys at the top of briefing.toml hold for all situations, those
in ``[situations.NAME]`` for the one that ``--situation NAME`` picks; so do the tables ``[fetch]`` and
``[mail]`` and ``[situations.NAME.mail]``, key by key. The environment's variables are ``BRIEFING_`` and the
key in capitals, ``BRIEFING_MAIL_HOST`` for one of a table.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from briefing.errors import UsageError
from briefing.schedules import Schedule
from briefing.values import checked

FILE = "briefing.toml"
HISTORY = ".briefing/history.sqlite"
PAPERS = ("A4", "Letter")
PLACES = ("inputs", "out", "template", "history", "mail.password_file", "mail.folder", "mail.ca_file", "site.out")
"""Keys whose values are paths; those in briefing.toml are reckoned from its folder."""
NAME = re.compile(r"\w[\w.-]*")
"""What a situation may be called: its name is part of the names of files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """How feeds and pages are fetched."""

    allow_private: bool = False
    """May an address lead into the machine's own network?"""
    timeout: int = 20
    """Seconds."""
    max_bytes: int = 10_000_000
    max_redirects: int = 5
    per_host: int = 2
    """Requests to one host at the same time."""
    user_agent: str | None = None
    robots: bool = True
    proxy: str | None = None
    """Of http://, or "none"; None: what the environment or the system says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """How an edition is sent. Of the four places of a password at most one is used, in their order here."""

    sender: str | None = None
    reply_to: str | None = None
    channel: str = "smtp"
    host: str | None = None
    port: int | None = None
    """None: the usual one of ``security``."""
    security: str = "starttls"
    user: str | None = None
    password_env: str | None = None
    password_command: str | None = None
    password_file: str | None = None
    password_keyring: str | None = None
    sendmail: str = "/usr/sbin/sendmail"
    folder: str | None = None
    list_id: str | None = None
    unsubscribe: str | None = None
    warn_bytes: int = 7_000_000
    max_bytes: int = 15_000_000
    ca_file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The folder of all editions that `make-brief site` writes."""

    out: str = "site"
    address: str | None = None
    """Where the folder is published, for the links of its feed."""
    title: str = "Situation briefs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What one run is asked to do."""

    inputs: tuple[str, ...] = ()
    out: str = "out"
    formats: tuple[str, ...] = ("md", "html", "pdf", "json")
    template: str = "situation"
    title: str | None = None
    as_of: str | None = None
    """Information cut-off, ISO 8601."""
    paper: str = "A4"
    limit: int | None = None
    """Most developments; None for a length that fits 2 to 4 pages."""
    pipeline: str | None = None
    strict: bool = False
    keywords: tuple[str, ...] = ()
    """An article must hold one of them, where there are any."""
    query: str | None = None
    languages: tuple[str, ...] = ("en",)
    outlets: Mapping[str, str] = field(default_factory=dict)
    """Outlet to the user's own grade of its reliability, A to F."""
    look_back: timedelta | None = None
    recipients: tuple[str, ...] = ()
    schedule: Schedule | None = None
    time_zone: str = "UTC"
    history: str = HISTORY
    quiet: str = "skip"
    """What to do when nothing is new: "skip" the edition, or make a "short" one."""
    fetch: Fetch = Fetch()
    mail: Mail = Mail()
    site: Site = Site()
    situation: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


TABLES: Mapping[str, type] = {"fetch": Fetch, "mail": Mail, "site": Site}
KEYS = tuple(one.name for one in fields(Config) if one.name not in ("situation", *TABLES))
INNER = {table: tuple(one.name for one in fields(kind)) for table, kind in TABLES.items()}


def config(
    flags: Mapping[str, Any],
    *,
    environment: Mapping[str, str] | None = None,
    file: str | None = None,
    situation: str | None = None,
) -> Config:
    """The settings of one run. ``flags`` holds those that were given; ``file`` is briefing.toml where None.

    Raises:
        UsageError: A key is unknown, a value wrong, or the file or the situation not there.
    """
    around = os.environ if environment is None else environment
    found = Config(situation=situation)
    for values, where in (
        *_tables(file or around.get("BRIEFING_CONFIG"), situation),
        (_given(around), "environment"),
        (flags, "command line"),
    ):
        found = _with(found, values, where)
    return found


def situations(file: str | None = None, *, environment: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The names of the situations in the file, in its order.

    Raises:
        UsageError: The file is not there or not right.
    """
    around = os.environ if environment is None else environment
    path = Path(file or around.get("BRIEFING_CONFIG") or FILE).expanduser()
    if not path.is_file():
        raise UsageError(f"{path}: there is no such configuration file; `make-brief init` writes one")
    return tuple(_situations(_document(path)))


def _with(found: Config, values: Mapping[str, Any], where: str) -> Config:
    """``found`` with ``values`` in place of its own; those of a table key by key."""
    new: dict[str, Any] = {}
    for key, value in values.items():
        if key in TABLES:
            inner = {name: checked(f"{key}.{name}", one, f"{where}, [{key}]") for name, one in value.items()}
            new[key] = replace(getattr(found, key), **inner)
        else:
            new[key] = checked(key, value, where)
    return replace(found, **new)


def _given(around: Mapping[str, str]) -> dict[str, Any]:
    """The settings in the environment; an empty variable is none."""
    given: dict[str, Any] = {key: value for key in KEYS if (value := around.get(f"BRIEFING_{key.upper()}"))}
    for table, names in INNER.items():
        own = {name: value for name in names if (value := around.get(f"BRIEFING_{table.upper()}_{name.upper()}"))}
        if own:
            given[table] = own
    return given


def _tables(file: str | None, situation: str | None) -> Iterable[tuple[dict[str, Any], str]]:
    """The tables of the file that count, each with the words that say where it stands."""
    path = Path(file or FILE).expanduser()
    if not path.is_file():
        if file:
            raise UsageError(f"{file}: there is no such configuration file; check --config")
        if situation:
            raise UsageError(f"situation {situation!r}: there is no {FILE} here; write one, or give --config FILE")
        return
    document = _document(path)
    named = _situations(document)
    yield _placed({"history": HISTORY, **document}, path.parent), str(path)
    if situation:
        known({situation: None}, tuple(named), f"{path}: unknown situation")
        yield _placed(named[situation], path.parent), f"{path}, [situations.{situation}]"


def _document(path: Path) -> dict[str, Any]:
    """What the file says, with the keys of all its tables known."""
    document = _parsed(path)
    _known_table(document, (*KEYS, *TABLES, "situations"), f"{path}:")
    named = document.get("situations", {})
    if not isinstance(named, dict) or not all(isinstance(table, dict) for table in named.values()):
        raise UsageError(f"{path}: situations are tables; write [situations.NAME]")
    for name, table in named.items():
        if not NAME.fullmatch(name):
            raise UsageError(f"{path}: situation {name!r}; a name has letters, digits, - and _ only, as its files have")
        _known_table(table, (*KEYS, *TABLES), f"{path}: in [situations.{name}]", f"situations.{name}.")
    return document


def _situations(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document.pop("situations", {})
    return found


def _known_table(table: Mapping[str, Any], keys: Sequence[str], where: str, outer: str = "") -> None:
    known(table, keys, f"{where} unknown key")
    for name in TABLES:
        inner = table.get(name, {})
        if not isinstance(inner, dict):
            raise UsageError(f"{where} {name} is a table; write [{outer}{name}]")
        known(inner, INNER[name], f"{where.partition(': in ')[0].rstrip(':')}: in [{outer}{name}] unknown key")


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or str(error)).lower()}") from error


def known(given: Iterable[str], names: Sequence[str], what: str) -> None:
    """Nothing, where all that is ``given`` is among ``names``.

    Raises:
        UsageError: ``what`` the first other one is, and what was meant perhaps.
    """
    for name in given:
        if name in names:
            continue
        close = get_close_matches(name.replace("-", "_"), names, n=1, cutoff=0.5)
        hint = f'did you mean "{close[0]}"?' if close else f"known are {', '.join(names) or 'none'}"
        raise UsageError(f'{what} "{name}"; {hint}')


def _placed(table: Mapping[str, Any], folder: Path, outer: str = "") -> dict[str, Any]:
    placed: dict[str, Any] = {}
    for key, value in table.items():
        if key in TABLES:
            placed[key] = _placed(value, folder, f"{key}.")
        else:
            placed[key] = _place(key, value, folder) if outer + key in PLACES else value
    return placed


def _place(key: str, value: Any, folder: Path) -> Any:
    if isinstance(value, list):
        return [_place(key, one, folder) for one in value]
    if not isinstance(value, str) or value == "-" or ":" in value or (key == "template" and "/" not in value):
        return value
    return str(folder / Path(value).expanduser())
