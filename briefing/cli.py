"""The command ``make-brief``: results on standard output or in a folder, all talk on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from briefing import commands, discover
from briefing.errors import BriefingError
from briefing.terminal import say


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    `BriefingError` is told in one sentence; any other error is a bug and shows where it came from.
    """
    # Before numpy is imported. For matrices as small as the pipeline's, threads cost seven times the CPU and
    # gain nothing; and one thread adds up in the same order on every machine.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ.setdefault(name, "1")
    arguments = list(sys.argv[1:] if argv is None else argv)
    named = bool(arguments) and arguments[0] in discover.names(commands)
    command = discover.module(commands, arguments[0] if named else "brief")
    try:
        status: int = command.run(command.parser().parse_args(arguments[1:] if named else arguments))
    except BriefingError as error:
        say(f"make-brief: {error}")
        return error.exit_code
    except BrokenPipeError:
        # `make-brief facts seeds/ | head`: the reader has what it wants; Python's own last flush must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say("make-brief: stopped")
        return 130
    return status
