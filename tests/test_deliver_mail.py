"""Channels of mail: what each does with a letter, and what it says of servers and programs that misbehave."""

import email
import hashlib
import ssl
import traceback
from collections.abc import Iterator
from dataclasses import replace
from email.policy import default
from pathlib import Path

import pytest
import trustme

from briefing.config import Mail
from briefing.deliver import Answer, Letter, eml, sendmail, smtp
from briefing.errors import BriefingError
from tests.mailserver import Running, authority, running

ANN, BOB, EVE = "ann@example.org", "bob@example.org", "eve@example.org"
LETTER = Letter(
    sender="desk@example.org",
    recipients=(ANN, BOB),
    data=b"Subject: One\r\nMessage-ID: <a@example.org>\r\n\r\n.A dot at first\r\n..two\r\nlast\r\n",
    name="2026-03-05-port",
)
PASSWORD = "open-sesame-7"


class Committed(list[tuple[str, ...]]):
    def __call__(self, recipients: tuple[str, ...]) -> None:
        self.append(recipients)


@pytest.fixture
def committed() -> Committed:
    return Committed()


@pytest.fixture(autouse=True)
def impatient(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server hangs; a busy machine needs its time elsewhere."""
    for name in ("CONNECT", "ANSWER", "END"):
        monkeypatch.setattr(smtp, name, 1.0 if "hang" in request.node.name else 20.0)


@pytest.fixture
def server() -> Iterator[Running]:
    with running() as made:
        yield made


def clear(server: Running) -> Mail:
    return Mail(host="127.0.0.1", port=server.port, security="none")


def told(state: str, text: str, *recipients: str) -> tuple[Answer, ...]:
    return tuple(Answer(recipient=one, state=state, text=text) for one in recipients or (ANN, BOB))  # type: ignore[arg-type]


# --- smtp: one envelope, an answer for each -----------------------------------------------------


def test_one_envelope_for_all(server: Running, committed: Committed) -> None:
    assert smtp.send(LETTER, clear(server), committed) == told("accepted", "250 OK")
    (kept,) = server.handler.kept
    assert (kept.mail_from, kept.rcpt_tos, kept.content) == (LETTER.sender, [ANN, BOB], LETTER.data)
    assert committed == [(ANN, BOB)]


def test_each_recipient_has_an_answer_of_its_own(server: Running, committed: Committed) -> None:
    server.handler.rcpt = {ANN: ["550 5.1.1 no such user"], EVE: ["451 4.2.0 greylisted"]}
    letter = replace(LETTER, recipients=(ANN, BOB, EVE))
    assert smtp.send(letter, clear(server), committed) == (
        *told("failed", "550 5.1.1 no such user", ANN),
        *told("accepted", "250 OK", BOB),
        *told("temporary", "451 4.2.0 greylisted", EVE),
    )
    assert (server.handler.recipients, committed) == ([[BOB]], [(BOB,)])


def test_nothing_is_sent_when_nobody_is_taken(server: Running, committed: Committed) -> None:
    server.handler.rcpt = {ANN: ["550 no"], BOB: ["552 full"]}
    assert smtp.send(LETTER, clear(server), committed) == (
        *told("failed", "550 no", ANN),
        *told("failed", "552 full", BOB),
    )
    assert (server.handler.kept, committed) == ([], [])


@pytest.mark.parametrize(
    ("where", "answer", "state", "said"),
    [
        ("data", "451 4.3.0 later", "temporary", "451 4.3.0 later"),
        ("data", "554 5.7.1 spam", "failed", "554 5.7.1 spam"),
        ("data", "drop", "unknown", "no answer after the whole message: connection unexpectedly closed"),
        ("data", "kept and drop", "unknown", "no answer after the whole message: connection unexpectedly closed"),
        ("data", "hang", "unknown", "no answer after the whole message: no answer in time"),
        ("before_data", "451 not now", "temporary", "451 not now"),
        ("before_data", "503 no", "failed", "503 no"),
    ],
)
def test_what_may_happen_to_the_message(
    server: Running, committed: Committed, where: str, answer: str, state: str, said: str
) -> None:
    getattr(server.handler, where).append(answer)
    found = smtp.send(LETTER, clear(server), committed)
    assert [(one.recipient, one.state) for one in found] == [(ANN, state), (BOB, state)]
    assert all(said in one.text or "reset by peer" in one.text for one in found), found
    assert committed == ([(ANN, BOB)] if where == "data" else [])


@pytest.mark.parametrize("answer", ["drop", "hang"])
@pytest.mark.parametrize("where", ["rcpt", "before_data"])
def test_a_connection_that_is_lost_before_the_end_sent_nothing(
    server: Running, committed: Committed, where: str, answer: str
) -> None:
    if where == "rcpt":
        server.handler.rcpt = {BOB: [answer]}
    else:
        server.handler.before_data = [answer]
    found = smtp.send(LETTER, clear(server), committed)
    assert {one.state for one in found} == {"temporary"}
    assert all("the connection was lost before the end of the message" in one.text for one in found)
    assert (server.handler.kept, committed) == ([], [])


def test_a_server_that_is_not_there(server: Running, committed: Committed) -> None:
    with running() as gone:
        mail = clear(gone)
    assert smtp.send(LETTER, mail, committed) == told("temporary", f"127.0.0.1:{mail.port}: connection refused")


def test_what_is_written_down_comes_before_the_last_line(server: Running) -> None:
    """Where the history cannot be written, nothing is sent."""

    def full(_: object) -> None:
        raise BriefingError("disk full")

    with pytest.raises(BriefingError, match="disk full"):
        smtp.send(LETTER, clear(server), full)
    assert server.handler.kept == []


def test_a_sender_that_is_refused(server: Running, committed: Committed) -> None:
    server.handler.mail = "553 5.7.1 not yours"
    with pytest.raises(BriefingError, match=r"refuses the sender desk@example\.org or the size: 553 5\.7\.1 not yours"):
        smtp.send(LETTER, clear(server), committed)
    server.handler.mail = "452 4.3.1 full"
    assert smtp.send(LETTER, clear(server), committed) == told("temporary", "452 4.3.1 full")


# --- smtp: in secret ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, str]:
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_encrypted_and_logged_in(
    signed: tuple[trustme.CA, str], committed: Committed, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ca, file = signed
    monkeypatch.setenv("MAIL_SECRET", PASSWORD)
    with running(certificate=ca.issue_cert("127.0.0.1"), tls=security == "tls", password=PASSWORD) as server:
        mail = Mail(
            host="127.0.0.1",
            port=server.port,
            security=security,
            user="desk",
            password_env="MAIL_SECRET",
            ca_file=file,
        )
        assert smtp.check(mail) == f"127.0.0.1:{server.port} answers, TLSv1.3, logged in as desk"
        assert smtp.send(LETTER, mail, committed) == told("accepted", "250 OK")
        assert server.handler.recipients == [[ANN, BOB]]

        monkeypatch.setenv("MAIL_SECRET", "wrong-" + PASSWORD)
        with pytest.raises(BriefingError) as refused:
            smtp.send(LETTER, mail, committed)
    assert "refuses the login: 535" in str(refused.value)
    assert PASSWORD not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    ("issued", "trusted", "why"),
    [
        (True, False, "unable to get local issuer certificate|self-signed certificate"),
        (False, True, "IP address mismatch, certificate is not valid for '127.0.0.1'"),
    ],
)
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_bad_certificate_is_refused(
    signed: tuple[trustme.CA, str], committed: Committed, security: str, issued: bool, trusted: bool, why: str
) -> None:
    ca, file = signed
    certificate = ca.issue_cert("127.0.0.1" if issued else "other.example")
    with running(certificate=certificate, tls=security == "tls") as server:
        mail = Mail(host="127.0.0.1", port=server.port, security=security, ca_file=file if trusted else None)
        with pytest.raises(BriefingError, match=f"its certificate is not valid: ({why}).*nothing was sent"):
            smtp.send(LETTER, mail, committed)
        assert (server.handler.envelopes, committed) == (0, [])


def test_a_server_without_encryption_is_not_spoken_to(server: Running, committed: Committed) -> None:
    mail = replace(clear(server), security="starttls")
    with pytest.raises(BriefingError, match="it offers no STARTTLS; nothing was sent"):
        smtp.send(LETTER, mail, committed)
    with pytest.raises(BriefingError, match="no encryption came about"):
        smtp.send(LETTER, replace(mail, security="tls"), committed)
    assert server.handler.envelopes == 0


def test_a_login_that_the_server_does_not_know(
    server: Running, committed: Committed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_SECRET", PASSWORD)
    mail = replace(clear(server), user="desk", password_env="MAIL_SECRET")
    with pytest.raises(BriefingError, match="it offers no login that is known here"):
        smtp.send(LETTER, mail, committed)


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (Mail(), 'mail has no server; write host = "mail.example.org"'),
        (Mail(host="mail.example", security="none", user="desk"), "the password to mail.example in the clear"),
        (Mail(host="mail.example", user="dësk"), "use a name in ASCII"),
        (Mail(host="mail.example", user="desk"), "user needs a password"),
        (Mail(host="mail.example", ca_file="nowhere.pem"), "nowhere.pem: no file of certificates"),
    ],
)  # fmt: skip
def test_settings_that_cannot_work(mail: Mail, said: str, committed: Committed) -> None:
    with pytest.raises(BriefingError, match=said):
        smtp.send(LETTER, mail, committed)


def test_trust_is_the_system_s_where_nothing_else_is_said() -> None:
    context = smtp._trust(Mail())
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_a_check_sends_nothing(server: Running) -> None:
    assert smtp.check(clear(server)) == f"127.0.0.1:{server.port} answers, no encryption, no login"
    assert server.handler.envelopes == 0
    with running() as gone:
        mail = clear(gone)
    with pytest.raises(BriefingError, match=r"connection refused; check mail.host, mail.port and the network"):
        smtp.check(mail)


# --- sendmail -------------------------------------------------------------------------------------


@pytest.fixture
def program(tmp_path: Path) -> Mail:
    return script(tmp_path, "")


def script(folder: Path, end: str) -> Mail:
    """A sendmail that keeps what it is given and ends like ``end``."""
    path = folder / "sendmail"
    path.write_text(f'#!/bin/sh\necho "$@" >>{folder}/args\ncat >>{folder}/message\n{end}\n')
    path.chmod(0o755)
    return Mail(channel="sendmail", sendmail=str(path))


def test_sendmail_gets_message_and_envelope(tmp_path: Path, program: Mail, committed: Committed) -> None:
    assert sendmail.send(LETTER, program, committed) == told("accepted", "sendmail exit 0")
    assert (tmp_path / "args").read_text() == "-t -i -f desk@example.org\n"
    data = (tmp_path / "message").read_bytes()
    assert data == b"Bcc: ann@example.org,\n bob@example.org\n" + LETTER.data.replace(b"\r\n", b"\n")
    assert committed == [(ANN, BOB)]


@pytest.mark.parametrize(
    ("end", "state", "text"),
    [
        ("exit 75", "temporary", "sendmail exit 75"),
        ("echo 'user unknown' >&2; exit 67", "failed", "sendmail exit 67: user unknown"),
        ("exit 69", "failed", "sendmail exit 69"),
        ("kill -9 $$", "unknown", "sendmail exit -9"),
        ("exec sleep 20", "unknown", "was stopped after 0.3 seconds"),
    ],
)
def test_what_sendmail_says(
    tmp_path: Path, committed: Committed, end: str, state: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "sleep" in end:
        monkeypatch.setattr(sendmail, "SECONDS", 0.3)
    found = sendmail.send(LETTER, script(tmp_path, end), committed)
    assert [(one.recipient, one.state) for one in found] == [(ANN, state), (BOB, state)]
    assert text in found[0].text


def test_a_sendmail_that_is_set_up_wrongly(tmp_path: Path, committed: Committed) -> None:
    with pytest.raises(BriefingError, match=r"sendmail exit 78: no relay; check mail.sendmail"):
        sendmail.send(LETTER, script(tmp_path, "echo no relay >&2; exit 78"), committed)
    missing = Mail(sendmail=str(tmp_path / "none"))
    for work in (lambda: sendmail.send(LETTER, missing, committed), lambda: sendmail.check(missing)):
        with pytest.raises(BriefingError, match="none: there is no such command; install a mail system"):
            work()
    assert sendmail.check(script(tmp_path, "")) == f"{tmp_path}/sendmail can be run"


# --- eml ------------------------------------------------------------------------------------------


def test_a_file_for_each_edition(tmp_path: Path, committed: Committed) -> None:
    mail = Mail(channel="eml", folder=str(tmp_path / "mail"))
    place = tmp_path / "mail" / "2026-03-05-port.eml"
    for _ in range(2):
        assert eml.send(LETTER, mail, committed) == told("accepted", f"written to {place}")
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    found = email.message_from_bytes(place.read_bytes(), policy=default)
    assert (found["Bcc"], found["Message-ID"]) == ("ann@example.org, bob@example.org", "<a@example.org>")
    assert hashlib.sha256(place.read_bytes()).digest() == hashlib.sha256(LETTER.with_envelope()).digest()
    assert eml.check(mail) == f"messages go to {tmp_path}/mail"


def test_a_folder_that_is_none(tmp_path: Path, committed: Committed) -> None:
    place = tmp_path / "mail"
    place.write_text("")
    for work in (eml.check, lambda mail: eml.send(LETTER, mail, committed)):
        with pytest.raises(BriefingError, match=r"mail: .*; choose another (folder )?as mail\.folder"):
            work(Mail(channel="eml", folder=str(place)))
        with pytest.raises(BriefingError, match='the channel "eml" needs a folder'):
            work(Mail(channel="eml"))
