"""Inputs as the user writes them to origins, each once and in the order of their paths."""

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from briefing.fetch import is_web, same
from briefing.model import Problem

Accepted = Callable[[str], bool]
Refused = Callable[[OSError], None]

STDIN = "-"
OTHER = re.compile(r"(?i)^(?!feed:)[a-z][a-z0-9+.-]+://|^mailto:")
"""Addresses of schemes that are not fetched."""
GLOB = re.compile(r"[*?\[]")
ABOUT = re.compile(r"(?i)^(?:readme|licen[cs]e|copying|notice|changelog|contributing|authors)\b")
"""Files about a folder, not of its articles."""


def suffix(origin: str) -> str:
    return Path(origin).suffix.lower()


def expand(inputs: Iterable[str], accepted: Accepted, without: str | None = None) -> tuple[list[str], list[Problem]]:
    """The origins that ``inputs`` lead to, and the inputs that lead nowhere.

    A folder or glob gives the files that ``accepted`` takes, but none of the folder ``without`` where that lies in
    it; a file or address that is named gives itself. Addresses come after files, standard input last.
    """
    kept_out = os.path.realpath(without) if without else None
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for one in inputs:
        if is_web(one):
            found.setdefault(same(one), one)
            continue
        if OTHER.match(one):
            problems.append(
                Problem(article=None, what=f"{one}: only http:// and https:// are fetched; save it and give the file")
            )
            continue
        before = len(found)
        refused: list[OSError] = []
        origins = list(_origins(one, accepted, refused.append, kept_out))
        problems += [Problem(article=None, what=refusal(error)) for error in refused]
        for origin in origins:
            found.setdefault(origin if origin == STDIN else os.path.realpath(origin), origin)
        if not origins and not refused and len(found) == before:
            problems.append(Problem(article=None, what=_nothing(one)))
    return sorted(found.values(), key=lambda origin: (origin == STDIN, is_web(origin), origin)), problems


def refusal(error: OSError) -> str:
    """What the system said to a path, in one sentence."""
    return f"{error.filename}: {(error.strerror or str(error)).lower()}; check the path and its permissions"


def _origins(one: str, accepted: Accepted, refused: Refused, kept_out: str | None) -> Iterator[str]:
    if one == STDIN:
        yield one
        return
    path = Path(one).expanduser()
    if path.is_dir():
        yield from _inside(path, accepted, refused, kept_out)
    elif path.exists():
        yield str(path)
    elif GLOB.search(one):
        for match in sorted(glob.glob(str(path), recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
            inner = Path(match)
            if inner.is_dir():
                yield from _inside(inner, accepted, refused, kept_out)
            elif accepted(match) and not ABOUT.match(inner.name):
                yield match


def _inside(folder: Path, accepted: Accepted, refused: Refused, kept_out: str | None) -> Iterator[str]:
    """The files in ``folder`` and below it that hold articles; none that are hidden, nor what lies in ``kept_out``."""
    for place, folders, files in os.walk(folder, onerror=refused):
        seen = (name for name in folders if not name.startswith("."))
        folders[:] = sorted(name for name in seen if os.path.realpath(Path(place) / name) != kept_out)
        for name in sorted(files):
            if accepted(str(Path(place) / name)) and not name.startswith(".") and not ABOUT.match(name):
                yield str(Path(place) / name)


def in_maildir(path: str) -> bool:
    """Is ``path`` a message in a Maildir? Its messages have no suffix."""
    box = Path(path).parent
    return box.name in ("cur", "new") and all((box.parent / name).is_dir() for name in ("cur", "new", "tmp"))


def _nothing(one: str) -> str:
    if GLOB.search(one):
        return f"{one}: no file matches; check the pattern"
    if Path(one).expanduser().is_dir():
        return f"{one}: the folder holds no article; put .txt, .html, .pdf, .docx, .eml or .jsonl files into it"
    return f"{one}: there is no such file or folder; check the path"
