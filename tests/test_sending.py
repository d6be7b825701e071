"""Sending an edition: to each recipient once, whatever the server says and wherever the process dies."""

import email
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from briefing import history, sending
from briefing.config import Config, Mail
from briefing.deliver import smtp
from briefing.errors import BriefingError, UsageError
from briefing.history import deliveries, editions
from briefing.sending import LIFETIME, Receipt, send_edition, send_left
from briefing.serial import to_json
from tests.briefs import ordinary
from tests.mailserver import Running, running

ANN, BOB = "ann@example.org", "bob@example.org"
DUE = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 64


class Clock:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = DUE
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def impatient(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server hangs; a busy machine needs its time elsewhere."""
    for name in ("CONNECT", "ANSWER", "END"):
        monkeypatch.setattr(smtp, name, 1.0 if "hang" in request.node.name else 20.0)


@pytest.fixture
def server() -> Iterator[Running]:
    with running() as made:
        yield made


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    made = history.connect(tmp_path / ".briefing" / "history.sqlite")
    yield made
    made.close()


@pytest.fixture
def edition(db: sqlite3.Connection, tmp_path: Path) -> editions.Made:
    return added(db, tmp_path, 2, DUE)


def added(db: sqlite3.Connection, folder: Path, number: int, due: datetime) -> editions.Made:
    name = f"{due.date()}-tarsk"
    path = folder / f"{name}.pdf"
    path.write_bytes(PDF)
    brief = replace(ordinary(), edition=replace(ordinary().edition, number=number, of="tarsk"))
    with db:
        key = editions.add(
            db,
            situation="tarsk",
            number=number,
            due=due,
            day=due.date().isoformat(),
            name=name,
            previous=None,
            made=due,
            brief=to_json(brief),
            files={"pdf": path},
        )
    found = editions.get(db, key)
    assert found
    return found


def config(server: Running, **mail: object) -> Config:
    settings = Mail(sender="Desk <desk@example.org>", host="127.0.0.1", port=server.port, security="none")
    return Config(situation="tarsk", recipients=("Ann <ann@example.org>", BOB), mail=replace(settings, **mail))  # type: ignore[arg-type]


def states(db: sqlite3.Connection, edition: editions.Made) -> dict[str, tuple[str, int]]:
    return {one.recipient: (one.state, one.attempts) for one in deliveries.current(db, edition.id).values()}


def both(state: str, attempts: int = 1) -> dict[str, tuple[str, int]]:
    return {ANN: (state, attempts), BOB: (state, attempts)}


def receipts(state: str, answer: str, *, earlier: bool = False) -> list[Receipt]:
    return [Receipt(recipient=one, state=state, answer=answer, earlier=earlier) for one in (ANN, BOB)]


def message(server: Running, n: int = -1) -> EmailMessage:
    content = server.handler.kept[n].content
    assert isinstance(content, bytes)
    found = email.message_from_bytes(content, policy=default)
    assert isinstance(found, EmailMessage)
    return found


# --- once ---------------------------------------------------------------------------------------


def test_an_edition_goes_to_all_and_is_recorded(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    assert send_edition(edition, config(server), db, clock=clock) == receipts("accepted", "250 OK")
    assert server.handler.recipients == [[ANN, BOB]]
    assert states(db, edition) == both("accepted")
    assert editions.get(db, edition.id) == replace(edition, state="sent")
    (attached,) = message(server).iter_attachments()
    assert attached.get_filename() == "2026-03-05-tarsk.pdf"
    assert hashlib.sha256(attached.get_content()).digest() == hashlib.sha256(PDF).digest()


def test_never_twice(server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock) -> None:
    send_edition(edition, config(server), db, clock=clock)
    for _ in range(2):
        found = send_edition(edition, config(server), db, clock=clock)
        assert found == receipts("accepted", "250 OK", earlier=True)
    assert server.handler.envelopes == 1


def test_who_was_added_later_gets_the_same_message(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    first = replace(config(server), recipients=(ANN,))
    send_edition(edition, first, db, clock=clock)
    clock.sleep(3600)
    send_edition(edition, config(server), db, clock=clock)
    assert server.handler.recipients == [[ANN], [BOB]]
    assert server.handler.kept[0].content == server.handler.kept[1].content


def test_an_explicit_resend_is_the_same_message(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    send_edition(edition, config(server), db, clock=clock)
    clock.sleep(3600)
    assert send_edition(edition, config(server), db, clock=clock, resend=True) == receipts("accepted", "250 OK")
    send_edition(edition, config(server), db, clock=clock, resend=[BOB])
    assert server.handler.recipients == [[ANN, BOB], [ANN, BOB], [BOB]]
    assert len({one.content for one in server.handler.kept}) == 1
    with pytest.raises(UsageError, match=r'no recipient of this situation: "eve@example.org"'):
        send_edition(edition, config(server), db, clock=clock, resend=["eve@example.org"])


# --- faults -------------------------------------------------------------------------------------


def test_what_is_temporary_is_tried_again_with_the_same_message(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    server.handler.rcpt = {BOB: ["451 4.2.0 greylisted", "451 4.2.0 greylisted"]}
    found = send_edition(edition, config(server), db, clock=clock, sleep=clock.sleep)
    assert found == receipts("accepted", "250 OK")
    assert server.handler.recipients == [[ANN], [BOB]]
    assert server.handler.kept[0].content == server.handler.kept[1].content
    assert (clock.slept, states(db, edition)) == ([10, 60], {ANN: ("accepted", 1), BOB: ("accepted", 3)})


def test_trying_has_an_end_and_the_next_run_goes_on(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    server.handler.rcpt = {BOB: ["451 later"] * 4}
    found = send_edition(edition, config(server), db, clock=clock, sleep=clock.sleep)
    assert [(one.recipient, one.state, one.answer) for one in found] == [
        (ANN, "accepted", "250 OK"),
        (BOB, "temporary", "451 later"),
    ]
    assert (clock.slept, deliveries.unfinished(db)) == ([10, 60, 300], [edition.id])
    found = send_edition(edition, config(server), db, clock=clock, sleep=clock.sleep)
    assert [(one.state, one.earlier) for one in found] == [("accepted", True), ("accepted", False)]
    assert (server.handler.recipients, deliveries.unfinished(db)) == ([[ANN], [BOB]], [])


def test_what_is_final_is_said_and_not_tried_again(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    server.handler.rcpt = {ANN: ["550 5.1.1 no such user"]}
    for earlier in (False, True):
        found = send_edition(edition, config(server), db, clock=clock, sleep=clock.sleep)
        assert found[0] == Receipt(recipient=ANN, state="failed", answer="550 5.1.1 no such user", earlier=earlier)
    assert (server.handler.envelopes, clock.slept, server.handler.recipients) == (1, [], [[BOB]])
    assert send_edition(edition, config(server), db, clock=clock, resend=[ANN])[0].state == "accepted"


def test_a_message_that_is_refused_is_not_sent(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    server.handler.data = ["554 5.7.1 spam"]
    assert send_edition(edition, config(server), db, clock=clock) == receipts("failed", "554 5.7.1 spam")
    assert editions.get(db, edition.id) == edition


@pytest.mark.parametrize("answer", ["drop", "kept and drop", "hang"])
def test_without_an_answer_nobody_knows_and_nothing_is_tried_again(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock, answer: str
) -> None:
    server.handler.data = [answer]
    for earlier in (False, True):
        found = send_edition(edition, config(server), db, clock=clock, sleep=clock.sleep)
        assert [(one.state, one.earlier) for one in found] == [("unknown", earlier)] * 2
    assert (server.handler.envelopes, clock.slept) == (1, [])
    assert editions.get(db, edition.id) == edition
    assert send_edition(edition, config(server), db, clock=clock, resend=True) == receipts("accepted", "250 OK")
    assert len({one.content for one in server.handler.kept}) == 1


def test_a_connection_that_is_lost_or_hangs_before_the_end_is_tried_again(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    server.handler.before_data = ["drop", "hang"]
    server.handler.rcpt = {BOB: ["drop"]}
    assert send_edition(edition, config(server), db, clock=clock, sleep=clock.sleep) == receipts("accepted", "250 OK")
    assert (clock.slept, server.handler.recipients) == ([10, 60, 300], [[ANN, BOB]])


def test_a_fault_of_the_settings_stops_at_once_and_is_mended(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    with pytest.raises(BriefingError, match="offers no STARTTLS"):
        send_edition(edition, config(server, security="starttls"), db, clock=clock, sleep=clock.sleep)
    assert (clock.slept, states(db, edition)) == ([], both("pending", 0))
    assert send_edition(edition, config(server), db, clock=clock) == receipts("accepted", "250 OK")


# --- a process that dies ------------------------------------------------------------------------


class Killed(BaseException):
    """Nothing below may catch it: the process is gone."""


def dying(server: Running, db: sqlite3.Connection, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the next delivery die before the message's end, after it, or after the answer."""
    real: Callable[..., object] = deliveries.record

    def record(db: sqlite3.Connection, edition: int, who: object, state: str, **rest: object) -> object:
        if (when, state) in (("before", "sending"), ("answered", "accepted")):
            raise Killed
        done = real(db, edition, who, state, **rest)
        return done

    def getreply(self: object) -> tuple[int, bytes]:
        found = answer(self)
        if when == "after" and server.handler.kept:
            raise Killed
        return found

    answer = smtp.smtplib.SMTP.getreply
    monkeypatch.setattr(deliveries, "record", record)
    monkeypatch.setattr(smtp.smtplib.SMTP, "getreply", getreply)


@pytest.mark.parametrize(
    ("when", "left", "sent", "then"),
    [
        ("before", "pending", 0, "accepted"),
        ("after", "sending", 1, "unknown"),
        ("answered", "sending", 1, "unknown"),
    ],
)
def test_a_run_that_dies_is_never_followed_by_a_copy(
    server: Running,
    db: sqlite3.Connection,
    edition: editions.Made,
    clock: Clock,
    when: str,
    left: str,
    sent: int,
    then: str,
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        dying(server, db, when, patched)
        with pytest.raises(Killed):
            send_edition(edition, config(server), db, clock=clock)
    assert states(db, edition) == both(left, 0)
    assert len(server.handler.kept) == sent
    found = send_edition(edition, config(server), db, clock=clock)
    assert [one.state for one in found] == [then] * 2
    assert len(server.handler.kept) == 1
    if then == "unknown":
        assert {one.answer for one in found} == {"the run ended before the server's answer was heard"}


def test_the_history_knows_before_the_server_does(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock, tmp_path: Path
) -> None:
    """Seen from another process, at the moment when the server has the whole message."""
    seen: list[str] = []

    def look() -> None:
        other = sqlite3.connect(tmp_path / ".briefing" / "history.sqlite")
        seen.extend(row[0] for row in other.execute("SELECT state FROM deliveries ORDER BY id"))
        other.close()

    server.handler.meanwhile = look
    send_edition(edition, config(server), db, clock=clock)
    assert seen == ["pending", "pending", "sending", "sending"]


def test_a_file_may_be_written_again(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock, tmp_path: Path
) -> None:
    settings = config(server, channel="eml", folder=str(tmp_path / "mail"))
    with db:
        mailing = deliveries.Mailing(edition=edition.id, message_id="<a@b>", date=DUE, corrects=None)
        deliveries.begin(db, mailing, [ANN, BOB], "eml")
        deliveries.record(db, edition.id, [ANN, BOB], "sending", answer="", channel="eml", time=DUE)
    assert {one.state for one in send_edition(edition, settings, db, clock=clock)} == {"accepted"}
    assert [path.name for path in (tmp_path / "mail").iterdir()] == ["2026-03-05-tarsk.eml"]


# --- what earlier runs left ---------------------------------------------------------------------


def test_what_was_left_goes_out_oldest_first_and_not_for_ever(
    server: Running, db: sqlite3.Connection, clock: Clock, tmp_path: Path
) -> None:
    made = [added(db, tmp_path, n, DUE - timedelta(days=9 - n)) for n in (1, 5, 6, 9)]
    for one in made[:3]:
        with pytest.raises(BriefingError):
            send_edition(one, config(server, security="starttls"), db, clock=clock)
    assert clock() - made[0].made > LIFETIME
    found = send_left(config(server), db, clock=clock, before=made[3].id)
    assert [(one.id, {r.state for r in got}) for one, got in found] == [
        (made[0].id, {"failed"}),
        (made[1].id, {"accepted"}),
        (made[2].id, {"accepted"}),
    ]
    assert found[0][1][0].answer.startswith("given up after 5 days: 127.0.0.1:")
    assert send_left(config(server), db, clock=clock, before=made[3].id) == []


# --- trying it out ------------------------------------------------------------------------------


def test_a_dry_run_does_nothing(server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock) -> None:
    found = send_edition(edition, config(server), db, clock=clock, dry_run=True)
    assert found == receipts("ready", "Orlin dam bursts above Sorn, 5 March 2026; 0.05 MB")
    assert (server.handler.envelopes, states(db, edition)) == (0, {})


def test_a_test_goes_to_one_and_counts_for_nothing(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    found = send_edition(edition, config(server), db, clock=clock, test_to="me@example.org")
    assert found == [Receipt(recipient="me@example.org", state="accepted", answer="250 OK")]
    assert (server.handler.recipients, states(db, edition)) == ([["me@example.org"]], {})
    assert message(server)["Subject"].startswith("[Test] ")
    send_edition(edition, config(server), db, clock=clock)
    assert message(server)["Message-ID"] not in (message(server, 0)["Message-ID"], None)


def test_a_correction_answers_the_edition_that_it_corrects(
    server: Running, db: sqlite3.Connection, clock: Clock, tmp_path: Path
) -> None:
    first, second = (added(db, tmp_path, n, DUE + timedelta(days=n)) for n in (1, 2))
    with pytest.raises(UsageError, match="edition 1 of tarsk was never sent: nothing to correct"):
        send_edition(second, config(server), db, clock=clock, corrects=first, dry_run=True)
    send_edition(first, config(server), db, clock=clock)
    send_edition(second, config(server), db, clock=clock, corrects=first)
    assert message(server)["In-Reply-To"] == message(server, 0)["Message-ID"]
    assert message(server)["Subject"] == "Correction: Orlin dam bursts above Sorn, 7 March 2026"
    # A later attempt is the same message, whether or not it is told so again.
    send_edition(second, config(server), db, clock=clock, resend=True)
    assert server.handler.kept[1].content == server.handler.kept[2].content


# --- before anything is sent --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"recipients": ()}, r"no recipients; write recipients = .* in \[situations\.tarsk\] of briefing\.toml"),
        ({"mail": Mail(host="localhost")}, r"mail has no sender|sender = ''"),
        ({"mail": Mail(sender="desk@example.org", channel="pigeon")}, 'mail: unknown channel "pigeon"'),
    ],
)
def test_settings_that_cannot_work(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock, changed: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        send_edition(edition, replace(config(server), **changed), db, clock=clock)  # type: ignore[arg-type]
    assert states(db, edition) == {}


def test_large_messages(server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock) -> None:
    warned: list[str] = []
    with pytest.raises(BriefingError, match=r"has 0\.05 MB, mail\.max_bytes allows 0\.00 MB: raise it"):
        send_edition(edition, config(server, max_bytes=1000), db, clock=clock)
    assert server.handler.envelopes == 0
    send_edition(edition, config(server, warn_bytes=1000), db, clock=clock, warn=warned.append)
    assert warned == ["the message of 2026-03-05-tarsk has 0.05 MB; many servers refuse what is larger than 10 MB"]


def test_a_pdf_that_is_not_the_one_that_was_made(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    file = edition.file("pdf")
    assert file
    file.path.write_bytes(b"%PDF another")
    with pytest.raises(BriefingError, match=r"tarsk\.pdf: gone, or changed since the edition was made"):
        send_edition(edition, config(server), db, clock=clock)
    assert server.handler.envelopes == 0


def test_an_edition_without_a_pdf(
    server: Running, db: sqlite3.Connection, clock: Clock, edition: editions.Made
) -> None:
    warned: list[str] = []
    bare = replace(edition, files=())
    assert send_edition(bare, config(server), db, clock=clock, warn=warned.append) == receipts("accepted", "250 OK")
    assert warned == ["2026-03-05-tarsk has no PDF; its mail goes without one. Put pdf into formats to have one"]
    assert json.loads(edition.brief)["title"] in str(message(server).get_body(("plain",)))


def test_a_recipient_named_twice_gets_one(
    server: Running, db: sqlite3.Connection, edition: editions.Made, clock: Clock
) -> None:
    twice = replace(config(server), recipients=("Ann <ann@example.org>", "ann@EXAMPLE.org"))
    assert sending.recipients(twice) == (ANN,)
