"""``make-brief site``: all editions as a folder of pages."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.config import FILE, Config, config, situations
from briefing.errors import BriefingError
from briefing.terminal import Parser, say

if TYPE_CHECKING:
    from briefing.archive import Issue

SUMMARY = "make-brief site [FOLDER ...]           all editions as a folder of pages: index, feed, search"


def parser() -> Parser:
    made = Parser(
        prog="make-brief site",
        description="All editions as a static folder: an index, a page for each situation, a feed, a search.",
        argument_default=argparse.SUPPRESS,
    )
    made.add_argument(
        "folders", nargs="*", default=[], metavar="FOLDER", help="where editions lie (default: `out` of each situation)"
    )
    made.add_argument("-o", "--out", metavar="DIR", help="folder for the pages (default: site)")
    made.add_argument("--address", metavar="URL", help="where the folder is published, for the links of its feed")
    made.add_argument("--title", metavar="TEXT", help="what the archive is called (default: Situation briefs)")
    made.add_argument("--config", metavar="FILE", help="configuration file (default: briefing.toml, if there)")
    return made


def run(args: argparse.Namespace) -> int:
    """The pages, made anew; exit 1 where no edition is found."""
    file = getattr(args, "config", None)
    own = {key: value for key, value in vars(args).items() if key in ("out", "address", "title")}
    asked = config({"site": own}, file=file)
    from briefing.archive import site
    from briefing.deliver import file as files

    files.check(asked.site.out)
    settings = list(_settings(asked, file))
    folders = args.folders or sorted({one.out for one in settings})
    recorded = [] if args.folders else _recorded({Path(one.history) for one in settings})
    issues = list(_each_once([*recorded, *_lying(folders, asked.site.out)]))
    if not issues:
        raise BriefingError(f"{', '.join(folders)}: no edition's .json there; make one, or give the folder of others")
    made = site(issues, title=asked.site.title, address=asked.site.address)
    for folder, names in groupby(made, key=lambda name: str(Path(name).parent)):
        files.deliver({Path(name).name: made[name] for name in names}, str(Path(asked.site.out) / folder))
    print(Path(asked.site.out) / "index.html")
    return 0


def _settings(asked: Config, file: str | None) -> Iterator[Config]:
    """The settings of each situation, and those of none."""
    yield asked
    if file or Path(FILE).is_file():
        yield from (config({}, file=file, situation=name) for name in situations(file))


def _each_once(issues: Iterable[Issue]) -> Iterator[Issue]:
    seen: set[tuple[str, str]] = set()
    for one in issues:
        if (one.situation, one.name) not in seen:
            seen.add((one.situation, one.name))
            yield one


def _recorded(histories: Iterable[Path]) -> Iterator[Issue]:
    """The editions that histories know, also those of which no JSON was written."""
    from briefing import history
    from briefing.archive import Issue
    from briefing.history import editions
    from briefing.serial import brief_from

    for place in sorted(histories):
        if not place.is_file():
            continue
        with closing(history.connect(place)) as db:
            for one in editions.every(db):
                files = {file.format: file.path.read_bytes() for file in one.files if file.path.is_file()}
                brief = brief_from(json.loads(one.brief))
                yield Issue(
                    situation=_plain(one.situation),
                    name=_plain(one.name),
                    brief=brief,
                    files={"json": one.brief.encode("utf-8", "surrogatepass"), **files},
                )


def _lying(folders: Iterable[str], out: str) -> Iterator[Issue]:
    """The editions in ``folders`` and below, but for those that lie in the pages already."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.json")):
            if not path.resolve().is_relative_to(Path(out).resolve()) and (found := _issue(path)):
                yield found


def _issue(path: Path) -> Issue | None:
    """The edition whose JSON lies at ``path``, with the files beside it; None for another JSON."""
    from briefing.archive import PARTS, Issue
    from briefing.model import Brief
    from briefing.serial import SCHEMAS, brief_from

    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        say(f"make-brief: {path}: {error}; left out")
        return None
    if not isinstance(document, dict) or document.get("schema") != SCHEMAS[Brief]:
        return None
    try:
        brief = brief_from(document)
    except BriefingError as error:
        say(f"make-brief: {path}: {error}; left out")
        return None
    beside = {part: path.with_suffix(f".{part}") for part in PARTS}
    files = {part: one.read_bytes() for part, one in beside.items() if one.is_file()}
    situation = brief.edition.of or path.parent.name or "briefs"
    return Issue(situation=_plain(situation), name=_plain(path.stem), brief=brief, files=files)


def _plain(name: str) -> str:
    """``name`` as it may stand in an address."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-.") or "briefs"
