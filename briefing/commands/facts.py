"""``make-brief facts``: the dossier as JSON."""

from __future__ import annotations

import argparse

from briefing.commands._pile import dossier as pile
from briefing.terminal import Parser, add_common, add_inputs, faults, settings, tell, write
from briefing.timings import Timings

SUMMARY = "make-brief facts [INPUT ...]           all facts of the articles, merged, as JSON on standard output"


def parser() -> Parser:
    made = Parser(
        prog="make-brief facts",
        description="All facts of the articles, merged, as JSON on standard output.",
        argument_default=argparse.SUPPRESS,
    )
    add_inputs(made)
    add_common(made)
    return made


def run(args: argparse.Namespace) -> int:
    from briefing.serial import to_json

    asked = settings(args)
    timings: Timings = {}
    dossier, _ = pile(asked, timings, offline="offline" in args)
    write(to_json(dossier))
    tell(dossier.problems, timings if "timings" in args else None)
    return 1 if asked.strict and faults(dossier.problems) else 0
