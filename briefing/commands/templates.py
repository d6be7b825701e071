"""``make-brief templates``: names, text or copies of the shipped templates."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.config import known
from briefing.errors import BriefingError
from briefing.terminal import Parser

SUMMARY = "make-brief templates list|show|copy    the templates that are shipped, to start one's own from"


def parser() -> Parser:
    made = Parser(prog="make-brief templates", description="The templates that are shipped.")
    made.add_argument("action", choices=("list", "show", "copy"))
    made.add_argument("name", nargs="?", default="situation", metavar="NAME", help="default: situation")
    made.add_argument("folder", nargs="?", default="templates", metavar="DIR", help="copy to (default: templates)")
    return made


def run(args: argparse.Namespace) -> int:
    from briefing.templating import files, names

    if args.action == "list":
        print("\n".join(names()))
        return 0
    known([args.name], names(), "unknown template")
    if args.action == "show":
        for name, text in files(args.name).items():
            print(f"{{# {name} #}}\n{text}")
        return 0
    from briefing.deliver import file

    own = {name: text.encode() for name, text in files(args.name).items()}
    there = [name for name in own if (Path(args.folder) / name).exists()]
    if there:
        raise BriefingError(f"{args.folder}: {there[0]} is there already; give another folder")
    for place in file.deliver(own, args.folder):
        print(place)
    return 0
