"""``make-brief verify``: a brief against its articles."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import BriefingError, UsageError
from briefing.terminal import Parser, add_inputs, say

PDF = b"%PDF"

if TYPE_CHECKING:
    from briefing.model import Article

SUMMARY = "make-brief verify BRIEF [INPUT ...]    check every line of a brief (.json or .pdf) against its articles"


def parser() -> Parser:
    made = Parser(
        prog="make-brief verify",
        description="Check every line of a brief against its articles: those given, or those that it names.",
        argument_default=argparse.SUPPRESS,
    )
    made.add_argument("brief", metavar="BRIEF", help="brief.json, or the brief.pdf that carries it")
    add_inputs(made)
    made.add_argument("--config", metavar="FILE", help="configuration file, for the history of the brief's situation")
    return made


def run(args: argparse.Namespace) -> int:
    """What does not hold, one line each; exit 1 where there is any."""
    from briefing.clock import now
    from briefing.config import config
    from briefing.fetch import Fetcher
    from briefing.read import read
    from briefing.verify import verify as findings_of

    data = _read(Path(args.brief))
    document = _brief_in(args.brief, data)
    listed = document.get("articles")
    paths = [one.get("path") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    given = getattr(args, "inputs", None) or sorted({path for path in paths if path})
    # Only an address that is given is fetched: to check a brief needs no network.
    articles, problems = read(given, fetch=Fetcher(config({}, file=getattr(args, "config", None)).fetch, clock=now))
    known = [*articles, *_remembered(document, args)]
    findings = [*findings_of(document, known), *_misprinted(args.brief, data, document)]
    for problem in problems:
        say(f"make-brief: {problem.what}")
    for finding in findings:
        print(finding)
    if not findings:
        say(f"{args.brief}: every line holds against {len(known)} articles")
    return 1 if findings else 0


def _misprinted(name: str, data: bytes, document: dict[str, Any]) -> list[str]:
    """Where the pages of a PDF do not say what its JSON does."""
    if not data.startswith(PDF):
        return []
    from briefing.printed import differences
    from briefing.render import html, pdf
    from briefing.serial import brief_from
    from briefing.templating import Template, names

    template = next((t for t in (Template(name=n) for n in names()) if pdf.maker(data) == html.maker(t)), None)
    if template is None:
        say(
            f"{name}: its pages were not compared: {pdf.maker(data) or 'an unknown program'} set them, not this version"
        )
        return []
    return differences(pdf.source(brief_from(document), template), pdf.printed(data))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise BriefingError(f"{path}: {why}; give brief.json or brief.pdf") from error


def _remembered(document: dict[str, Any], args: argparse.Namespace) -> list[Article]:
    """The articles of an edition as they were when it was made, where the history of its situation is at hand."""
    from briefing import history
    from briefing.config import config
    from briefing.history import texts
    from briefing.model import Article

    edition = document.get("edition")
    of = edition.get("of") if isinstance(edition, dict) else None
    file = getattr(args, "config", None)
    try:
        place = Path(config({}, file=file, situation=of).history) if of else None
    except UsageError:
        if file:
            raise
        return []
    if place is None or not place.is_file():
        return []
    with closing(history.connect(place)) as db:
        rows = [*(document.get("articles") or ()), *(document.get("earlier") or ())]
        found = [texts.load(db, str(one.get("sha256"))) for one in rows if isinstance(one, dict)]
    return [Article(id="", text=text) for text in found if text is not None]


def _brief_in(name: str, data: bytes) -> dict[str, Any]:
    """The brief in a ``.json``, or in the ``.pdf`` that carries it.

    Raises:
        BriefingError: There is none.
    """
    if data.startswith(PDF):
        from briefing.render.pdf import facts_in_pdf

        data = facts_in_pdf(data)
    try:
        document = json.loads(data)
    except ValueError as error:
        raise BriefingError(f"{name}: no brief: {error}") from error
    if not isinstance(document, dict):
        raise BriefingError(f"{name}: no brief: not a JSON object")
    return document
