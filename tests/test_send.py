"""`make-brief send`: what it prints, what it says, how it ends."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from briefing import history, sending
from briefing.cli import main
from tests.mailserver import Running, running
from tests.test_sending import ANN, BOB, DUE, added

CONFIG = """
[mail]
sender = "Desk <desk@example.org>"
host = "127.0.0.1"
port = {port}
security = "none"
[situations.tarsk]
recipients = ["Ann <ann@example.org>", "bob@example.org"]
"""
NAME = "2026-03-05-tarsk"


@pytest.fixture
def server() -> Iterator[Running]:
    with running() as made:
        yield made


@pytest.fixture(autouse=True)
def here(tmp_path: Path, server: Running, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BRIEFING_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BRIEFING_NOW", DUE.isoformat())
    monkeypatch.setattr(sending, "WAITS", ())
    Path("briefing.toml").write_text(CONFIG.format(port=server.port), encoding="utf-8")
    return tmp_path


@pytest.fixture
def db(here: Path) -> Iterator[sqlite3.Connection]:
    made = history.connect(here / ".briefing" / "history.sqlite")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def edition(db: sqlite3.Connection, here: Path) -> None:
    added(db, here, 2, DUE)


def brief(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, day: int) -> tuple[int, str, str]:
    """What a scheduled run of that day of March comes to."""
    monkeypatch.setenv("BRIEFING_NOW", f"2026-03-{day:02d}T06:30:00+00:00")
    status = main(["--situation", "fort", "--send", "--silent"])
    return (status, *capsys.readouterr())


def ran(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, list[list[str]], str]:
    """Exit status, the fields of each line of standard output, what was said."""
    status = main(["send", *args])
    out, err = capsys.readouterr()
    return status, [line.split("\t") for line in out.splitlines()], err


def rows(state: str, answer: str, name: str = NAME) -> list[list[str]]:
    return [[name, one, state, answer] for one in (ANN, BOB)]


def test_an_edition_is_sent_once(capsys: pytest.CaptureFixture[str], server: Running) -> None:
    for _ in range(2):
        assert ran(capsys) == (0, rows("accepted", "250 OK"), "")
    assert server.handler.recipients == [[ANN, BOB]]
    assert ran(capsys, "--edition", NAME, "--resend", BOB) == (0, rows("accepted", "250 OK"), "")
    assert ran(capsys, "--edition", "1", "--resend") == (0, rows("accepted", "250 OK"), "")
    assert server.handler.recipients == [[ANN, BOB], [BOB], [ANN, BOB]]


def test_who_has_not_got_it_is_said_with_what_to_do(capsys: pytest.CaptureFixture[str], server: Running) -> None:
    server.handler.rcpt = {ANN: ["550 no such user"], BOB: ["451 later"]}
    again = f"`make-brief send --situation tarsk --edition {NAME} --resend {ANN}`"
    assert ran(capsys) == (
        1,
        [[NAME, ANN, "failed", "550 no such user"], [NAME, BOB, "temporary", "451 later"]],
        f"make-brief: {NAME} to {ANN}: failed (550 no such user); mend the address or ask its owner, then {again}\n"
        f"make-brief: {NAME} to {BOB}: temporary (451 later); the next run tries again\n",
    )


def test_what_nobody_knows_is_said(capsys: pytest.CaptureFixture[str], server: Running) -> None:
    server.handler.data = ["drop"]
    status, out, err = ran(capsys)
    assert (status, [row[2] for row in out]) == (1, ["unknown", "unknown"])
    assert f"it may have arrived: ask, and if not, `make-brief send --situation tarsk --edition {NAME} --resend" in err
    assert ran(capsys)[0] == 1
    assert server.handler.envelopes == 1


def test_what_was_left_comes_with_the_latest(
    capsys: pytest.CaptureFixture[str], server: Running, db: sqlite3.Connection, here: Path
) -> None:
    server.handler.rcpt = {BOB: ["451 later"]}
    ran(capsys)
    added(db, here, 3, DUE + timedelta(days=1))
    new = "2026-03-06-tarsk"
    assert ran(capsys) == (0, [*rows("accepted", "250 OK"), *rows("accepted", "250 OK", new)], "")
    assert server.handler.recipients == [[ANN], [BOB], [ANN, BOB]]


def test_trying_it_out(capsys: pytest.CaptureFixture[str], server: Running) -> None:
    what = "Orlin dam bursts above Sorn, 5 March 2026; 0.05 MB"
    assert ran(capsys, "--dry-run") == (0, rows("ready", what), "")
    assert server.handler.envelopes == 0
    assert ran(capsys, "--test-to", "me@example.org") == (0, [[NAME, "me@example.org", "accepted", "250 OK"]], "")
    assert server.handler.recipients == [["me@example.org"]]


def test_a_password_that_others_can_read(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    secret = here / "secret"
    secret.write_text("open-sesame-7\n")
    secret.chmod(0o644)
    file = here / "briefing.toml"
    file.write_text(file.read_text().replace("[mail]", '[mail]\npassword_file = "secret"'))
    said = "make-brief: secret is open to others on this machine; run chmod 600 on it\n"
    assert ran(capsys, "--dry-run")[2] == said
    secret.chmod(0o600)
    assert ran(capsys, "--dry-run")[2] == ""


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--edition", "2026-03-05-task"], f'tarsk: unknown edition "2026-03-05-task"; did you mean "{NAME}"?'),
        (["--situation", "task"], 'unknown situation "task"; did you mean "tarsk"?'),
        (["--test-to", "me"], "mail: --test-to = 'me'; give an address, such as desk@example.org"),
        (["--resend", "eve@example.org"], 'no recipient of this situation: "eve@example.org"; did you mean'),
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], server: Running, args: list[str], said: str) -> None:
    status, out, err = ran(capsys, *args)
    assert (status, out, said in err, len(err.splitlines())) == (2, [], True, 1), err
    assert server.handler.envelopes == 0


def test_several_situations_and_none(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    file = here / "briefing.toml"
    file.write_text(file.read_text() + "[situations.fort]\n")
    assert ran(capsys) == (2, [], "make-brief: which situation? give --situation tarsk|fort\n")
    said = "make-brief: there is no edition of fort yet; make-brief --situation fort makes one\n"
    assert ran(capsys, "--situation", "fort") == (2, [], said)


def test_a_server_that_is_set_up_otherwise(capsys: pytest.CaptureFixture[str], here: Path, server: Running) -> None:
    file = here / "briefing.toml"
    file.write_text(file.read_text().replace('"none"', '"starttls"'))
    status, out, err = ran(capsys)
    assert (status, out, err.count("\n")) == (1, [], 1)
    assert f"127.0.0.1:{server.port}: it offers no STARTTLS; nothing was sent" in err


@pytest.mark.parametrize(
    ("when", "kept", "then"),
    [("whole message", 1, ["unknown", "unknown"]), ("recipients", 0, ["accepted", "accepted"])],
)
def test_a_process_that_is_killed(
    capsys: pytest.CaptureFixture[str], server: Running, when: str, kept: int, then: list[str]
) -> None:
    """By SIGKILL, while the server has the whole message and has not answered; and before that."""
    command = [sys.executable, "-m", "briefing", "send"]
    path = os.pathsep.join(filter(None, sys.path))
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE)

    def kill() -> None:
        process.kill()
        process.wait()

    if when == "recipients":
        server.handler.before_rcpt = kill
    else:
        server.handler.meanwhile = kill
    assert (process.communicate(), process.returncode) == ((b"", None), -signal.SIGKILL)
    server.handler.before_rcpt = server.handler.meanwhile = lambda: None
    assert len(server.handler.kept) == kept
    for _ in range(2):
        assert [row[2] for row in ran(capsys)[1]] == then
    assert len(server.handler.kept) == 1


# --- a run of the brief -------------------------------------------------------------------------

FORT = """
[situations.fort]
inputs = ["in"]
formats = ["md", "pdf"]
schedule = "06:30"
recipients = ["ann@example.org"]
"""
FIRE = "A fire destroyed the old fort above Velmar on Monday night and killed two guards, the police said."
ARREST = "The police arrested a man of 34 in the harbour of Velmar and said he had confessed to the fire at the fort."


@pytest.fixture
def fort(here: Path) -> Path:
    """A folder with an article for the situation fort."""
    file = here / "briefing.toml"
    file.write_text(file.read_text() + FORT)
    (here / "in").mkdir()
    (here / "in" / "a.txt").write_text(f"Fire at the fort\n\n{FIRE}\n")
    return here / "in"


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.model
def test_a_scheduled_run_is_silent_and_sends_once(
    fort: Path, server: Running, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert brief(capsys, monkeypatch, 10) == (0, "", "")
    assert brief(capsys, monkeypatch, 10) == (3, "", "")
    assert brief(capsys, monkeypatch, 11) == (3, "", "")
    assert (server.handler.recipients, sorted(path.name for path in Path("out").iterdir())) == (
        [[ANN]],
        ["2026-03-10-fort.md", "2026-03-10-fort.pdf"],
    )


@pytest.mark.model
def test_an_edition_that_a_dead_run_left_is_sent_before_the_next_day_s(
    fort: Path, server: Running, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> int:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("briefing.commands._mail.deliver", killed)
        with pytest.raises(Killed):
            brief(capsys, monkeypatch, 10)
    (fort / "b.txt").write_text(f"Arrest\n\n{ARREST}\n")
    assert brief(capsys, monkeypatch, 11) == (0, "", "")
    subjects = [one.content.split(b"Subject: ")[1].split(b"\r\n")[0][-13:] for one in server.handler.kept]  # type: ignore[union-attr]
    assert subjects == [b"10 March 2026", b"11 March 2026"]


@pytest.mark.model
def test_who_will_not_get_it_is_said_once(
    fort: Path, server: Running, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.handler.rcpt = {ANN: ["550 no such user"]}
    status, out, err = brief(capsys, monkeypatch, 10)
    assert (status, out, err.count("\n"), f"to {ANN}: failed (550 no such user)" in err) == (1, "", 1, True)
    assert brief(capsys, monkeypatch, 11) == (3, "", "")


def test_settings_are_looked_at_before_anything_is_made(
    fort: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path("briefing.toml")
    file.write_text(file.read_text().replace('recipients = ["ann@example.org"]\n', ""))
    status, out, err = brief(capsys, monkeypatch, 10)
    assert (status, out, "no recipients; write recipients" in err) == (2, "", True)
    assert not Path("out").exists()
