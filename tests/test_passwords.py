"""Where the mail's password comes from, and that it goes nowhere else."""

import sys
import traceback
from pathlib import Path
from types import ModuleType

import pytest

from briefing import passwords
from briefing.config import Mail
from briefing.errors import BriefingError
from briefing.passwords import password, readable_by_others

SECRET = "open sesame 7 !"


def test_from_a_variable() -> None:
    assert password(Mail(password_env="DESK"), {"DESK": SECRET}) == SECRET


def test_from_a_command_without_a_shell() -> None:
    """Its first line; what a shell would make of the words is not made."""
    assert password(Mail(password_command=f"printf '{SECRET}\\nlogin: desk\\n'")) == SECRET
    assert password(Mail(password_command="echo $HOME;ls")) == "$HOME;ls"


def test_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\r\n")
    assert password(Mail(password_file=str(file))) == SECRET
    file.chmod(0o640)
    assert readable_by_others(str(file))
    file.chmod(0o600)
    assert not readable_by_others(str(file))
    assert not readable_by_others(str(tmp_path / "none"))


class Locked(Exception):
    """As the keyring's own."""


def test_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = ModuleType("keyring")
    keyring.errors = ModuleType("keyring.errors")  # type: ignore[attr-defined]
    keyring.errors.KeyringError = Locked  # type: ignore[attr-defined]
    keyring.get_password = lambda service, user: SECRET if (service, user) == ("briefing", "desk") else None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    assert password(Mail(user="desk", password_keyring="briefing")) == SECRET
    with pytest.raises(BriefingError, match="no password: other in the keyring is empty or not set"):
        password(Mail(user="desk", password_keyring="other"))

    def locked(service: str, user: str) -> str:
        raise Locked(SECRET)

    keyring.get_password = locked  # type: ignore[attr-defined]
    with pytest.raises(BriefingError, match="the keyring cannot be read: Locked; unlock it"):
        password(Mail(user="desk", password_keyring="briefing"))
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(BriefingError, match="needs a package: pip install keyring"):
        password(Mail(user="desk", password_keyring="briefing"))


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (Mail(), "user needs a password; set password_env, _command, _file or _keyring"),
        (Mail(password_env="DESK"), "no password: the variable DESK is empty or not set"),
        (Mail(password_command="false"), "password_command failed with exit 1"),
        (Mail(password_command="no-such-command-anywhere"), "password_command cannot be run: No such file"),
        (Mail(password_command="echo 'open"), "password_command cannot be run: ValueError"),
        (Mail(password_command="true"), "no password: what mail.password_command prints is empty"),
        (Mail(password_file="/no/such/secret"), "/no/such/secret: no such file or directory; check"),
    ],
)
def test_where_there_is_none(mail: Mail, said: str) -> None:
    with pytest.raises(BriefingError, match=said):
        password(mail, {})


def test_a_command_that_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "SECONDS", 0.2)
    with pytest.raises(BriefingError, match="password_command cannot be run: TimeoutExpired"):
        password(Mail(password_command="sleep 20"))


def test_an_error_does_not_tell_it() -> None:
    secret = f"{SECRET} ü"
    with pytest.raises(BriefingError, match="use a password in ASCII") as refused:
        password(Mail(password_env="DESK"), {"DESK": secret})
    assert SECRET not in "".join(traceback.format_exception(refused.value))
