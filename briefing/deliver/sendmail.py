"""The machine's own mail system, by its ``sendmail -t`` command."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable

from briefing.config import Mail
from briefing.deliver import Answer, Letter, State, all_alike
from briefing.errors import BriefingError
from briefing.plaintext import printable

REPEATABLE = False
SECONDS = 120.0
"""A local queue answers at once; a wrapper that talks to a server itself takes longer."""
PASSING = frozenset((71, 73, 74, 75))
"""Exit codes of sysexits.h that speak of the machine or of the moment: OSERR, CANTCREAT, IOERR, TEMPFAIL."""
SETUP = frozenset((64, 72, 77, 78, 126, 127))
"""USAGE, OSFILE, NOPERM, CONFIG, and the shell's "cannot be run" and "not found"."""


def send(letter: Letter, mail: Mail, committing: Callable[[tuple[str, ...]], None]) -> tuple[Answer, ...]:
    """Hand the message to ``sendmail -t``, its recipients in a ``Bcc`` that sendmail takes out.

    The message goes in as a file, not through a pipe: a pipe ends early when this process dies, and sendmail
    would send the half that it has.

    Raises:
        BriefingError: The command cannot be run, or says that it is set up wrongly.
    """
    command = _command(mail)
    with tempfile.TemporaryFile() as whole:
        whole.write(letter.with_envelope().replace(b"\r\n", b"\n"))
        whole.seek(0)
        committing(letter.recipients)
        try:
            done = subprocess.run(
                [command, "-t", "-i", "-f", letter.sender],
                stdin=whole,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return all_alike(letter.recipients, "unknown", f"{command} was stopped after {SECONDS:g} seconds")
        except OSError as error:
            raise BriefingError(f"{command}: {(error.strerror or str(error)).lower()}; check mail.sendmail") from error
    said = printable(done.stderr.decode("utf-8", "replace")).strip()[:300]
    text = f"{os.path.basename(command)} exit {done.returncode}{f': {said}' if said else ''}"  # noqa: PTH119
    if done.returncode in SETUP:
        raise BriefingError(f"{text}; check mail.sendmail and the machine's mail system")
    return all_alike(letter.recipients, _meaning(done.returncode), text)


def check(mail: Mail) -> str:
    return f"{_command(mail)} can be run"


def _meaning(code: int) -> State:
    if code < 0:
        return "unknown"
    return "accepted" if code == 0 else "temporary" if code in PASSING else "failed"


def _command(mail: Mail) -> str:
    found = shutil.which(mail.sendmail)
    if not found:
        raise BriefingError(f"{mail.sendmail}: there is no such command; install a mail system, or set mail.sendmail")
    return found
