"""``make-brief``: the brief in all formats, in a folder."""

from __future__ import annotations

import argparse
import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.commands._pile import dossier as pile
from briefing.config import PAPERS, known
from briefing.errors import BriefingError
from briefing.terminal import Parser, add_common, add_inputs, faults, say, settings, tell
from briefing.timings import Timings, timed

if TYPE_CHECKING:
    # The modules of the stages are imported where they are used: `make-brief --help` waits for none of them.
    from spacy.language import Language

SUMMARY = "make-brief [INPUT ...]                 the brief in all formats, in a folder"
DESCRIPTION = "News articles in, a situation brief out, every line of it cited. No language model writes a word."
EPILOG = """commands:
{commands}

  `make-brief COMMAND --help` tells more.

exit status:
  0 made · 1 could not be made, or --strict and a problem · 2 wrong usage or configuration · 3 nothing new

every flag has a key of the same name in briefing.toml and a variable in the environment
(--as-of, as_of, BRIEFING_AS_OF)"""


def parser() -> Parser:
    made = Parser(
        prog="make-brief",
        description=DESCRIPTION,
        epilog=EPILOG.format(commands="\n".join(_summaries())),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,
    )
    made.add_argument("--version", action="version", version=f"make-brief {__version__}")
    add_inputs(made)
    made.add_argument("-o", "--out", metavar="DIR", help="folder for the brief (default: out)")
    made.add_argument("-f", "--formats", metavar="LIST", help="md,html,pdf,json (default: all four)")
    made.add_argument("-t", "--template", metavar="NAME|DIR", help="the look (default: situation)")
    made.add_argument("--title", metavar="TEXT", help="title of the edition")
    made.add_argument("--as-of", metavar="TIME", help="information cut-off, ISO 8601 (default: the newest article)")
    made.add_argument("--paper", metavar="|".join(PAPERS), help="paper of the PDF (default: A4)")
    made.add_argument("--limit", metavar="N", help="most developments (default: what fits 2 to 4 pages)")
    add_common(made)
    return made


def run(args: argparse.Namespace) -> int:
    """``make-brief``: the brief in all formats, in a folder."""
    asked = settings(args)
    from briefing import discover, render
    from briefing.deliver import file
    from briefing.templating import find

    renderers = discover.modules(render)
    known(asked.formats, tuple(renderers), "unknown format")
    template = find(asked.template, paper="Letter" if asked.paper == "Letter" else "A4")
    file.check(asked.out)

    timings: Timings = {}
    dossier, nlp = pile(asked, timings, offline="offline" in args)
    with timed(timings, "compose"):
        from briefing.latest import newest
        from briefing.make import make_brief

        as_of = asked.as_of or newest(dossier.articles) or _today()
        made = make_brief(dossier, title=asked.title, limit=asked.limit, as_of=as_of, pipeline=_named(nlp))
    files: dict[str, bytes] = {}
    failures: list[str] = []
    for name in asked.formats:
        try:
            with timed(timings, f"render {name}"):
                files[f"brief{renderers[name].SUFFIX}"] = renderers[name].render(made, template)
        except BriefingError as error:
            # A machine without Pango still gets the other three.
            failures.append(f"{name}: {error}")
    with timed(timings, "deliver"):
        places = file.deliver(files, asked.out)
    for place in places:
        print(place)
    for failure in failures:
        say(f"make-brief: {failure}")
    tell(dossier.problems, timings if "timings" in args else None)
    return 1 if failures or (asked.strict and faults(dossier.problems)) else 0


def _summaries() -> list[str]:
    """A line for each command that has a name."""
    from briefing import commands, discover

    return [f"  {module.SUMMARY}" for name, module in discover.modules(commands).items() if name != "brief"]


def _today() -> str:
    """The cut-off of a pile in which no article is dated: a day, so that two runs of one day give the same bytes.

    ``SOURCE_DATE_EPOCH`` (seconds since 1970) stands for the clock where it is set.
    """
    return datetime.fromtimestamp(float(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC).date().isoformat()


def _named(nlp: Language) -> str:
    return "{lang}_{name} {version}".format(**nlp.meta)
