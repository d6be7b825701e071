"""Settings: a flag counts before the environment, the environment before briefing.toml, that before the default.

Every key has the name of its flag. Keys at the top of briefing.toml hold for all situations, those
in ``[situations.NAME]`` for the one that ``--situation NAME`` picks. The environment's variables
are ``BRIEFING_`` and the key in capitals.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from briefing.errors import UsageError

FILE = "briefing.toml"
PAPERS = ("A4", "Letter")
PLACES = ("inputs", "out", "template")
"""Keys whose values are paths; those in briefing.toml are reckoned from its folder."""


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
    situation: str | None = None


KEYS = tuple(field.name for field in fields(Config) if field.name != "situation")


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
    given = {key: value for key in KEYS if (value := around.get(f"BRIEFING_{key.upper()}"))}
    found = Config(situation=situation)
    for values, where in (
        *_tables(file or around.get("BRIEFING_CONFIG"), situation),
        (given, "environment"),
        (flags, "command line"),
    ):
        found = replace(found, **{key: checked(key, value, where) for key, value in values.items()})
    return found


def _tables(file: str | None, situation: str | None) -> Iterable[tuple[dict[str, Any], str]]:
    """The tables of the file that count, each with the words that say where it stands."""
    path = Path(file or FILE).expanduser()
    if not path.is_file():
        if file:
            raise UsageError(f"{file}: there is no such configuration file; check --config")
        if situation:
            raise UsageError(f"situation {situation!r}: there is no {FILE} here; write one, or give --config FILE")
        return
    document = _parsed(path)
    situations = document.pop("situations", {})
    if not isinstance(situations, dict) or not all(isinstance(table, dict) for table in situations.values()):
        raise UsageError(f"{path}: situations are tables; write [situations.NAME]")
    known(document, (*KEYS, "situations"), f"{path}: unknown key")
    for name, table in situations.items():
        known(table, KEYS, f"{path}: in [situations.{name}] unknown key")
    yield _placed(document, path.parent), str(path)
    if situation:
        known({situation: None}, tuple(situations), f"{path}: unknown situation")
        yield _placed(situations[situation], path.parent), f"{path}, [situations.{situation}]"


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


def _placed(table: dict[str, Any], folder: Path) -> dict[str, Any]:
    return {key: _place(key, value, folder) if key in PLACES else value for key, value in table.items()}


def _place(key: str, value: Any, folder: Path) -> Any:
    if isinstance(value, list):
        return [_place(key, one, folder) for one in value]
    if not isinstance(value, str) or value == "-" or ":" in value or (key == "template" and "/" not in value):
        return value
    return str(folder / Path(value).expanduser())


def checked(key: str, value: Any, where: str) -> Any:
    """``value`` in the type of its key.

    Raises:
        UsageError: It is not one that the key takes.
    """
    if key in ("inputs", "formats") and (names := _names(value)) is not None:
        return tuple(dict.fromkeys(names))
    if key == "limit" and str(value).isdecimal() and not isinstance(value, bool) and int(value) > 0:
        return int(value)
    if key == "strict" and str(value).lower() in ("true", "false", "1", "0", "yes", "no"):
        return str(value).lower() in ("true", "1", "yes")
    if key == "paper" and str(value).lower() in (paper.lower() for paper in PAPERS):
        return next(paper for paper in PAPERS if paper.lower() == str(value).lower())
    if key == "as_of" and (time := _time(value)):
        return time
    if key in ("out", "template", "title", "pipeline") and isinstance(value, str) and value:
        return value
    raise UsageError(f"{where}: {key} = {value!r}; give {WANTED[key]}")


WANTED = {
    "inputs": "a list of files, folders or globs",
    "formats": "formats, such as md,pdf",
    "limit": "a number of developments, 1 or more",
    "strict": "true or false",
    "paper": " or ".join(PAPERS),
    "as_of": "a day or time in ISO 8601, such as 2026-03-06T18:00+01:00",
    "out": "a folder",
    "template": "a template's name or a folder",
    "title": "some text",
    "pipeline": "the name of an installed spaCy pipeline, or its folder",
}


def _names(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",")]
    names = tuple(value) if isinstance(value, list | tuple) else ()
    return names if names and all(isinstance(name, str) and name for name in names) else None


def _time(value: Any) -> str | None:
    """``value`` in ISO 8601; a day without a clock stays a day."""
    try:
        time = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return time.date().isoformat() if len(str(value)) <= len("2026-03-06") else time.isoformat()
