"""``make-brief send``: an edition that is made already, by mail."""

from __future__ import annotations

import argparse
from contextlib import closing

from briefing.config import FILE, config, situations
from briefing.errors import UsageError
from briefing.terminal import Parser

SUMMARY = "make-brief send                        an edition that is made already, by mail to its recipients"


def parser() -> Parser:
    made = Parser(
        prog="make-brief send",
        description="Send an edition to those recipients of its situation who have not got it. One line for each on"
        " standard output: edition, recipient, state, answer. Exit 1 when somebody has not got it.",
        argument_default=argparse.SUPPRESS,
    )
    made.add_argument("--situation", metavar="NAME", help="which one (default: the only one)")
    made.add_argument(
        "--edition",
        metavar="ID",
        default="latest",
        help="number in `history list` or name (default: the latest, and what earlier runs could not deliver)",
    )
    made.add_argument("--dry-run", action="store_true", help="make the message, send and record nothing")
    made.add_argument("--test-to", metavar="ME", help="send it to this address alone, marked as a test")
    made.add_argument(
        "--resend",
        nargs="*",
        metavar="ADDRESS",
        help="send it again, also to who has it or may have it: to all, or to these",
    )
    made.add_argument("--corrects", metavar="ID", help="say that it corrects this earlier edition")
    made.add_argument("--config", metavar="FILE", help=f"configuration file (default: {FILE})")
    return made


def run(args: argparse.Namespace) -> int:
    from briefing import history
    from briefing.commands import _mail
    from briefing.history import editions

    file = getattr(args, "config", None)
    asked = config({}, file=file, situation=_situation(args, file))
    dry, test = "dry_run" in args, getattr(args, "test_to", None)
    with history.locked(asked.history), closing(history.connect(asked.history)) as db:
        edition = editions.find(db, asked.situation, args.edition)
        again = getattr(args, "resend", None)
        found = [
            *(_mail.left(asked, db, edition.id) if args.edition == "latest" and not (dry or test) else ()),
            _mail.sent(
                asked,
                db,
                edition,
                resend=(again or True) if again is not None else False,
                dry_run=dry,
                test_to=test,
                corrects=editions.find(db, asked.situation, args.corrects) if "corrects" in args else None,
            ),
        ]
    for made, receipts in found:
        for one in receipts:
            print("\t".join((made.name, one.recipient, one.state, one.answer)))
    return max(_mail.tell(asked, made, receipts) for made, receipts in found)


def _situation(args: argparse.Namespace, file: str | None) -> str:
    """The situation that is named, or the only one.

    Raises:
        UsageError: There are several, or none.
    """
    if "situation" in args:
        return str(args.situation)
    names = situations(file)
    if len(names) != 1:
        raise UsageError(f"which situation? give --situation {'|'.join(names) or 'NAME'}")
    return names[0]
