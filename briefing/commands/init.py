"""``make-brief init``: a commented briefing.toml to start from."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.config import FILE
from briefing.errors import BriefingError
from briefing.terminal import Parser, say

SUMMARY = "make-brief init [FILE]                 a commented briefing.toml to start from"


def parser() -> Parser:
    made = Parser(prog="make-brief init", description="Write a commented briefing.toml to start from.")
    made.add_argument("file", nargs="?", default=FILE, metavar="FILE", help=f"default: {FILE}")
    return made


def run(args: argparse.Namespace) -> int:
    from briefing.resources import text

    place = Path(args.file)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8") as file:
            file.write(text("briefing.toml.example"))
    except FileExistsError as error:
        raise BriefingError(f"{place}: is there already; give another name, or move it away") from error
    except OSError as error:
        raise BriefingError(f"{place}: {(error.strerror or str(error)).lower()}; give another place") from error
    print(place)
    say("Edit it, then: make-brief --situation port")
    return 0
