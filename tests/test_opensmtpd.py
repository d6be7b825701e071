"""A delivery by a real mail server on this machine: Debian's opensmtpd, to a maildir."""

import email
import hashlib
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from briefing import history
from briefing.config import Config, Mail
from briefing.deliver import smtp
from briefing.history import deliveries
from briefing.sending import send_edition
from tests.test_sending import DUE, PDF, added

SMTPD = shutil.which("smtpd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SMTPD or os.geteuid() != 0, reason="needs Debian's opensmtpd, and to be root"),
]

SETTINGS = """
listen on socket
listen on 127.0.0.1 port {port} hostname mail.test
action "keep" maildir "{folder}/mail/%{{rcpt.user}}" virtual {{ "@" = nobody }}
match from any for domain "closed.example" reject
match from any for any action "keep"
"""


@dataclass(frozen=True)
class Real:
    folder: Path
    port: int

    def mail(self) -> Mail:
        return Mail(sender="Desk <desk@example.org>", host="127.0.0.1", port=self.port, security="none")

    def messages(self, user: str, n: int = 1) -> list[EmailMessage]:
        """What lies in the maildir of ``user``, once that is ``n`` messages; the server delivers in its own time."""
        place = self.folder / "mail" / user / "new"
        end = time.monotonic() + 20
        while len(list(place.glob("*"))) < n and time.monotonic() < end:
            time.sleep(0.1)
        found = [email.message_from_bytes(path.read_bytes(), policy=default) for path in sorted(place.glob("*"))]
        return [one for one in found if isinstance(one, EmailMessage)]


@pytest.fixture
def server() -> Iterator[Real]:
    # Not pytest's own folder: the server delivers as nobody, who may not go in there.
    folder = Path(tempfile.mkdtemp(prefix="briefing-"))
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    (folder / "mail").chmod(0o777)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "smtpd.conf"
    settings.write_text(SETTINGS.format(folder=folder, port=port))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([str(SMTPD), "-d", "-f", str(settings)], stdout=log, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
        yield Real(folder=folder, port=port)
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    made = history.connect(tmp_path / "history.sqlite")
    yield made
    made.close()


def test_an_edition_arrives_as_it_was_made(server: Real, db: sqlite3.Connection, tmp_path: Path) -> None:
    """One recipient is refused, and is told apart. In the clear: opensmtpd 6.8 cannot use its key with OpenSSL 3."""
    edition = added(db, tmp_path, 2, DUE)
    config = Config(
        situation="tarsk",
        recipients=("ann@example.org", "bob@example.org", "eve@closed.example"),
        mail=server.mail(),
    )
    assert smtp.check(config.mail) == f"127.0.0.1:{server.port} answers, no encryption, no login"
    found = send_edition(edition, config, db, clock=lambda: DUE)
    assert [(one.recipient, one.state, one.answer[:3]) for one in found] == [
        ("ann@example.org", "accepted", "250"),
        ("bob@example.org", "accepted", "250"),
        ("eve@closed.example", "failed", "550"),
    ]
    for user in ("ann", "bob"):
        (message,) = server.messages(user)
        (attached,) = message.iter_attachments()
        assert attached.get_filename() == "2026-03-05-tarsk.pdf"
        assert hashlib.sha256(attached.get_content()).digest() == hashlib.sha256(PDF).digest()
        assert message["Message-ID"] == deliveries.message_id(db, edition.id)
        assert (message["To"], message["Bcc"]) == ("undisclosed-recipients:;", None)
        assert [part.defects for part in message.walk() if part.defects] == []
    for clock in (DUE, DUE + timedelta(days=1)):
        send_edition(edition, config, db, clock=later(clock))
    assert len(server.messages("ann")) == 1


def test_the_machine_s_own_sendmail(server: Real, db: sqlite3.Connection, tmp_path: Path) -> None:
    edition = added(db, tmp_path, 2, DUE)
    mail = replace(server.mail(), channel="sendmail", sendmail="/usr/sbin/sendmail")
    config = Config(situation="tarsk", recipients=("ann@example.org", "bob@example.org"), mail=mail)
    found = send_edition(edition, config, db, clock=lambda: DUE)
    assert {(one.state, one.answer) for one in found} == {("accepted", "sendmail exit 0")}
    for user in ("ann", "bob"):
        (message,) = server.messages(user)
        (attached,) = message.iter_attachments()
        assert hashlib.sha256(attached.get_content()).digest() == hashlib.sha256(PDF).digest()
        assert (message["Message-ID"], message["Bcc"]) == (deliveries.message_id(db, edition.id), None)


def later(time: datetime):  # type: ignore[no-untyped-def]
    return lambda: time
