"""``make-brief``: the brief in all formats, in a folder."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from briefing import __version__, clock, history
from briefing.commands._pile import dossier as pile
from briefing.commands._print import printer
from briefing.config import PAPERS
from briefing.errors import UsageError
from briefing.terminal import Parser, add_common, add_inputs, faults, say, settings, tell
from briefing.timings import Timings, timed

if TYPE_CHECKING:
    # The modules of the stages are imported where they are used: `make-brief --help` waits for none of them.
    from briefing.commands._print import Printer
    from briefing.config import Config

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
    made.add_argument("--send", action="store_true", help="send the edition by mail, and what is left of earlier ones")
    made.add_argument("--silent", action="store_true", help="of an edition of a situation say only what is wrong")
    made.add_argument("--extra", action="store_true", help="an edition beside the one that the schedule asks for")
    add_common(made)
    return made


def run(args: argparse.Namespace) -> int:
    """``make-brief``: the brief in all formats, in a folder."""
    asked = settings(args)
    printed = printer(asked)
    timings: Timings = {}
    if "send" in args and not asked.situation:
        raise UsageError("--send: only an edition of a situation is sent; give --situation NAME")
    if asked.situation:
        status = _situation(asked, asked.situation, printed, timings, args)
        tell((), timings if "timings" in args else None)
        return status
    dossier, nlp = pile(asked, timings, offline="offline" in args)
    with timed(timings, "compose"):
        from briefing.latest import newest
        from briefing.make import make_brief
        from briefing.pipelines import called

        as_of = asked.as_of or newest(dossier.articles) or clock.now().date().isoformat()
        made = make_brief(dossier, title=asked.title, limit=asked.limit, as_of=as_of, pipeline=called(nlp.meta))
    files, failures = printed(made, timings)
    with timed(timings, "deliver"):
        from briefing.deliver import file

        places = file.deliver({f"brief{suffix}": data for suffix, data in files.values()}, asked.out)
    for place in places:
        print(place)
    for failure in failures:
        say(f"make-brief: {failure}")
    tell(dossier.problems, timings if "timings" in args else None)
    return 1 if failures or (asked.strict and faults(dossier.problems)) else 0


def _situation(asked: Config, name: str, printed: Printer, timings: Timings, args: argparse.Namespace) -> int:
    """The edition that is due of a situation; with ``--send`` to its recipients."""
    from briefing.commands import _edition, _mail
    from briefing.sending import ready

    if "send" in args:
        ready(asked)
    with history.locked(asked.history), closing(history.connect(asked.history)) as db:
        run = _edition.Run(
            asked=asked,
            name=name,
            db=db,
            clock=clock.now,
            timings=timings,
            extra="extra" in args,
            offline="offline" in args,
            send="send" in args,
            silent="silent" in args,
        )
        status, edition = run.edition(printed)
        return _mail.deliver(asked, db, edition, status) if run.send else status


def _summaries() -> list[str]:
    """A line for each command that has a name."""
    from briefing import commands, discover

    return [f"  {module.SUMMARY}" for name, module in discover.modules(commands).items() if name != "brief"]
