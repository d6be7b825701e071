"""The password of the mail account: from the environment, a command, a file or the keyring, in this order.

It is never on a command line, in a log or in what an error says.
"""

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from briefing.config import Mail
from briefing.errors import BriefingError, UsageError

SECONDS = 60.0
"""For a command that may ask its user."""
OTHERS = 0o077


def password(mail: Mail, environment: Mapping[str, str] | None = None) -> str:
    """The password that ``mail`` says where to find.

    Raises:
        BriefingError: It is not there, or nothing that a login can carry.
    """
    around = os.environ if environment is None else environment
    if mail.password_env:
        found, where = around.get(mail.password_env, ""), f"the variable {mail.password_env}"
    elif mail.password_command:
        found, where = _of_command(mail.password_command), "what mail.password_command prints"
    elif mail.password_file:
        found, where = _of_file(mail.password_file), mail.password_file
    elif mail.password_keyring:
        found, where = _of_keyring(mail.password_keyring, mail.user or ""), f"{mail.password_keyring} in the keyring"
    else:
        raise UsageError("mail: user needs a password; set password_env, _command, _file or _keyring in briefing.toml")
    if not found:
        raise BriefingError(f"mail: no password: {where} is empty or not set")
    if not found.isascii() or not found.isprintable():
        raise BriefingError(f"mail: {where} holds characters that no login can carry; use a password in ASCII")
    return found


def readable_by_others(path: str) -> bool:
    """Is the file open to other users of the machine?"""
    place = Path(path)
    return os.name == "posix" and place.is_file() and bool(place.stat().st_mode & OTHERS)


def _of_command(command: str) -> str:
    """The first line that ``command`` prints; it is run without a shell."""
    try:
        done = subprocess.run(shlex.split(command), stdout=subprocess.PIPE, timeout=SECONDS, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise BriefingError(f"mail.password_command cannot be run: {why}; try it in a terminal") from None
    if done.returncode:
        raise BriefingError(f"mail.password_command failed with exit {done.returncode}; try it in a terminal")
    return _line(done.stdout)


def _of_file(path: str) -> str:
    try:
        return _line(Path(path).read_bytes())
    except OSError as error:
        raise BriefingError(f"{path}: {(error.strerror or str(error)).lower()}; check mail.password_file") from error


def _of_keyring(service: str, user: str) -> str:
    try:
        import keyring
    except ImportError as error:
        raise BriefingError("mail.password_keyring needs a package: pip install keyring") from error
    try:
        return keyring.get_password(service, user) or ""
    except keyring.errors.KeyringError as error:
        raise BriefingError(f"the keyring cannot be read: {type(error).__name__}; unlock it") from error


def _line(data: bytes) -> str:
    return (data.decode("utf-8", "replace").splitlines() or [""])[0]
