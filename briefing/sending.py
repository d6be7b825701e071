"""An edition to its recipients by mail: once to each, whatever happens on the way.

Before the last line of the message goes out, *sending* is written to the history, and after the answer what it said.
A process that dies between the two leaves *sending* behind; a connection that is lost there, *unknown*. Neither is
tried again by itself, since the message may have arrived: who runs it is told, and ``resend`` is theirs to say. Every
attempt sends the same bytes under the same Message-ID, so a server or a mail program can drop the copy.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.parser import BytesHeaderParser
from email.policy import default
from types import ModuleType

from briefing import deliver, discover
from briefing.clock import Clock
from briefing.config import Config, known
from briefing.deliver import Letter
from briefing.errors import BriefingError, UsageError
from briefing.history import deliveries, editions
from briefing.history.deliveries import Delivery, Mailing
from briefing.mail import Heads, address, compose, message_id
from briefing.serial import brief_from
from briefing.templating import find

WAITS = (10.0, 60.0, 300.0)
"""Seconds before each further attempt; a server that greylists wants five minutes. What is still temporary after the
last one is left to the next run."""
LIFETIME = timedelta(days=5)
"""How long the runs that follow try to deliver an edition: as long as mail servers do (RFC 5321, 4.5.4.1)."""
LOST = "the run ended before the server's answer was heard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one recipient."""

    recipient: str
    state: str
    """As in `history.deliveries`; *ready* in a dry run."""
    answer: str
    earlier: bool = False
    """It was so before this run, which did nothing about it."""

    @property
    def line(self) -> str:
        return f"{self.recipient}: {self.state}{', in an earlier run' if self.earlier else ''}" + (
            f" ({self.answer})" if self.answer else ""
        )


def send_edition(
    edition: editions.Made,
    config: Config,
    db: sqlite3.Connection,
    *,
    clock: Clock,
    resend: bool | Collection[str] = False,
    dry_run: bool = False,
    test_to: str | None = None,
    corrects: editions.Made | None = None,
    warn: Callable[[str], None] = lambda _: None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Receipt]:
    """Send ``edition`` to those of the configured recipients who have not got it; how each of them stands.

    The caller holds the lock of the history: *sending* in it means a run that is dead.

    Args:
        resend: Also to who has it or may have it: to all of them, or to the addresses given.
        dry_run: Do all but send and record.
        test_to: Only to this address, marked as a test in subject and id; nothing of it is recorded.
        corrects: The earlier edition that this one puts right, which its readers' programs then show it under.
        warn: Told, in a sentence, what need not stop the sending.

    Raises:
        BriefingError: Nothing could be sent, and cannot be until a setting or the machine is mended.
    """
    channel = channel_of(config)
    if test_to:
        return _tested(edition, config, db, channel, clock, test_to, warn, dry_run=dry_run)
    names = recipients(config)
    before = deliveries.current(db, edition.id)
    there = _buried(before, channel, edition, db, clock, record=not dry_run)
    again = names if resend is True else tuple(address(one, "--resend").addr_spec for one in resend or ())
    known(again, names, "no recipient of this situation:")
    due = tuple(one for one in names if one in again or one not in there or there[one].state in deliveries.OPEN)
    mailing = _mailing(edition, config, clock(), corrects)
    if due and not dry_run:
        with db:
            mailing = deliveries.begin(db, mailing, due, config.mail.channel)
    done: dict[str, Receipt] = {}
    if due:
        letter = _letter(edition, config, db, mailing, due, warn)
        done = _dry(letter) if dry_run else _Attempts(edition, config, db, channel, clock, sleep).run(letter)
    return [done[one] if one in done else _standing(there[one], before[one]) for one in names]


def ready(config: Config) -> None:
    """Nothing, where the settings let an edition be sent: asked before it is made.

    Raises:
        UsageError: They do not.
    """
    channel_of(config)
    recipients(config)
    address(config.mail.sender or "", "sender")


def send_left(
    config: Config, db: sqlite3.Connection, *, clock: Clock, before: int, warn: Callable[[str], None] = lambda _: None
) -> list[tuple[editions.Made, list[Receipt]]]:
    """Send what earlier runs of the situation could not deliver of editions older than ``before``, oldest first.

    What is older than `LIFETIME` is given up, and said to be. One that cannot be sent does not keep back the next.
    """
    made: list[tuple[editions.Made, list[Receipt]]] = []
    for key in deliveries.unfinished(db, config.situation):
        edition = editions.get(db, key) if key < before else None
        if edition is None:
            continue
        if clock() - edition.made > LIFETIME:
            with db:
                deliveries.begin(db, _mailing(edition, config, clock()), recipients(config), config.mail.channel)
            made.append((edition, _given_up(edition, config, db, clock)))
            continue
        try:
            made.append((edition, send_edition(edition, config, db, clock=clock, warn=warn)))
        except BriefingError as error:
            there = deliveries.current(db, key).values()
            left = [one.recipient for one in there if one.state in deliveries.OPEN]
            made.append((edition, [Receipt(recipient=one, state="pending", answer=str(error)) for one in left]))
    return made


def recipients(config: Config) -> tuple[str, ...]:
    """The bare addresses of the situation's recipients, each once.

    Raises:
        UsageError: There are none, or one of them is no address.
    """
    if not config.recipients:
        where = f"[situations.{config.situation}] of " if config.situation else ""
        raise UsageError(f'no recipients; write recipients = ["desk@example.org"] in {where}briefing.toml')
    return tuple(dict.fromkeys(address(one, "recipients").addr_spec for one in config.recipients))


def channel_of(config: Config) -> ModuleType:
    """The channel of mail that the settings name.

    Raises:
        UsageError: There is none of that name.
    """
    channels = {name: one for name, one in discover.modules(deliver).items() if hasattr(one, "send")}
    known([config.mail.channel], tuple(channels), "mail: unknown channel")
    return channels[config.mail.channel]


def _mailing(edition: editions.Made, config: Config, now: datetime, corrects: editions.Made | None = None) -> Mailing:
    """What a first attempt at ``now`` would be."""
    return Mailing(
        edition=edition.id,
        message_id=message_id(config.mail, edition.situation, edition.number, edition.made.isoformat()),
        date=now,
        corrects=corrects.id if corrects else None,
    )


def _letter(
    edition: editions.Made,
    config: Config,
    db: sqlite3.Connection,
    mailing: Mailing,
    to: tuple[str, ...],
    warn: Callable[[str], None],
    *,
    test: bool = False,
) -> Letter:
    """The edition's message in an envelope.

    Raises:
        BriefingError: It is larger than allowed, or its PDF is not the one that was made.
    """
    corrected = editions.get(db, mailing.corrects) if mailing.corrects else None
    before = (deliveries.message_id(db, corrected.id), corrected.day) if corrected else (None, "")
    if corrected and not before[0]:
        raise UsageError(f"edition {corrected.number} of {corrected.situation} was never sent: nothing to correct")
    heads = Heads(
        message_id=mailing.message_id,
        time=mailing.date,
        day=date.fromisoformat(edition.day),
        corrects=(before[0], date.fromisoformat(before[1])) if before[0] else None,
        test=test,
    )
    brief = brief_from(json.loads(edition.brief))
    data = compose(brief, find(config.template), config.mail, heads, pdf=_pdf(edition, warn))
    size = f"the message of {edition.name} has {_size(len(data))}"
    if len(data) > config.mail.max_bytes:
        raise BriefingError(f"{size}, mail.max_bytes allows {_size(config.mail.max_bytes)}: raise it, or set limit")
    if len(data) > config.mail.warn_bytes:
        warn(f"{size}; many servers refuse what is larger than 10 MB")
    sender = address(config.mail.sender or "", "sender").addr_spec
    return Letter(sender=sender, recipients=to, data=data, name=edition.name)


def _pdf(edition: editions.Made, warn: Callable[[str], None]) -> tuple[str, bytes] | None:
    file = edition.file("pdf")
    if file is None:
        warn(f"{edition.name} has no PDF; its mail goes without one. Put pdf into formats to have one")
        return None
    if not file.whole:
        raise BriefingError(f"{file.path}: gone, or changed since the edition was made; make the edition again")
    return file.path.name, file.path.read_bytes()


@dataclass(frozen=True, slots=True)
class _Attempts:
    """One letter, tried until each recipient has an answer or time is up."""

    edition: editions.Made
    config: Config
    db: sqlite3.Connection
    channel: ModuleType
    clock: Clock
    sleep: Callable[[float], None]

    def run(self, letter: Letter) -> dict[str, Receipt]:
        done: dict[str, Receipt] = {}
        for wait in (0.0, *WAITS):
            if wait:
                self.sleep(wait)
            for answer in self._once(letter):
                done[answer.recipient] = Receipt(recipient=answer.recipient, state=answer.state, answer=answer.text)
            left = tuple(one for one in letter.recipients if done[one].state == "temporary")
            if not left:
                break
            letter = replace(letter, recipients=left)
        return done

    def _once(self, letter: Letter) -> tuple[deliver.Answer, ...]:
        def committing(recipients: tuple[str, ...]) -> None:
            self._record(recipients, "sending", "")

        try:
            answers: tuple[deliver.Answer, ...] = self.channel.send(letter, self.config.mail, committing)
        except BriefingError as error:
            self._record(letter.recipients, "pending", str(error))
            raise
        with self.db:
            for one in answers:
                self._row((one.recipient,), one.state, one.text)
            if any(one.state == "accepted" for one in answers):
                editions.mark_sent(self.db, [self.edition.id])
        return answers

    def _record(self, recipients: tuple[str, ...], state: str, answer: str) -> None:
        with self.db:
            self._row(recipients, state, answer)

    def _row(self, recipients: tuple[str, ...], state: str, answer: str) -> None:
        deliveries.record(
            self.db,
            self.edition.id,
            recipients,
            state,
            answer=answer,
            channel=self.config.mail.channel,
            time=self.clock(),
        )


def _buried(
    there: dict[str, Delivery],
    channel: ModuleType,
    edition: editions.Made,
    db: sqlite3.Connection,
    clock: Clock,
    *,
    record: bool,
) -> dict[str, Delivery]:
    """How the recipients stand, with *sending* of a dead run as *unknown*: unless doing it again does no harm."""
    lost = [one for one in there.values() if one.state == "sending" and not channel.REPEATABLE]
    if lost and record:
        with db:
            for one in lost:
                deliveries.record(
                    db, edition.id, [one.recipient], "unknown", answer=LOST, channel=one.channel, time=clock()
                )
    return {**there, **{one.recipient: replace(one, state="unknown", answer=LOST) for one in lost}}


def _given_up(edition: editions.Made, config: Config, db: sqlite3.Connection, clock: Clock) -> list[Receipt]:
    """Those without an answer as failed."""
    there = _buried(deliveries.current(db, edition.id), channel_of(config), edition, db, clock, record=True)
    left = [one for one in there.values() if one.state in deliveries.OPEN]
    answer = f"given up after {LIFETIME.days} days"
    with db:
        for one in left:
            deliveries.record(
                db, edition.id, [one.recipient], "failed", answer=answer, channel=one.channel, time=clock()
            )
    return [Receipt(recipient=one.recipient, state="failed", answer=f"{answer}: {one.answer}") for one in left]


def _tested(
    edition: editions.Made,
    config: Config,
    db: sqlite3.Connection,
    channel: ModuleType,
    clock: Clock,
    to: str,
    warn: Callable[[str], None],
    *,
    dry_run: bool,
) -> list[Receipt]:
    """The edition to one address, as a message of its own: the real one must not be taken for its copy."""
    when = clock()
    plain = message_id(config.mail, edition.situation, edition.number, f"test {when.isoformat()}")
    mailing = Mailing(edition=edition.id, message_id=plain.replace("<", "<test.", 1), date=when, corrects=None)
    letter = _letter(edition, config, db, mailing, (address(to, "--test-to").addr_spec,), warn, test=True)
    if dry_run:
        return list(_dry(letter).values())
    answers = channel.send(letter, config.mail, lambda _: None)
    return [Receipt(recipient=one.recipient, state=one.state, answer=one.text) for one in answers]


def _dry(letter: Letter) -> dict[str, Receipt]:
    subject = BytesHeaderParser(policy=default).parsebytes(letter.data)["Subject"]
    what = f"{subject}; {_size(len(letter.data))}"
    return {one: Receipt(recipient=one, state="ready", answer=what) for one in letter.recipients}


def _size(n: int) -> str:
    return f"{n / 1e6:.2f} MB"


def _standing(now: Delivery, before: Delivery) -> Receipt:
    """How a recipient stands about whom this run did nothing, unless to find that an earlier one had died."""
    return Receipt(recipient=now.recipient, state=now.state, answer=now.answer, earlier=now.state == before.state)
