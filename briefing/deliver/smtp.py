"""A mail server by SMTP: encrypted, with its certificate checked, one envelope, an answer for each recipient."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from briefing.config import Mail
from briefing.deliver import Answer, Letter, State, all_alike
from briefing.errors import BriefingError, UsageError
from briefing.passwords import password
from briefing.plaintext import printable

REPEATABLE = False
PORTS = {"starttls": 587, "tls": 465, "none": 25}
CONNECT = 30.0
ANSWER = 120.0
END = 600.0
"""Seconds. The last one is for the answer to the whole message, in which servers look for viruses (RFC 5321,
4.5.3.2.6): who hangs up early does not know whether it was sent."""
NAME = "[127.0.0.1]"
"""What we greet with: the machine's own name would cost a query, and tells the world what it is called."""
LOCAL = ("localhost", "127.0.0.1", "::1")


class Passing(Exception):
    """A fault that may be over in a minute, before any recipient was named."""


def send(letter: Letter, mail: Mail, committing: Callable[[tuple[str, ...]], None]) -> tuple[Answer, ...]:
    """Hand the message to the server.

    Until the line that ends the message has gone out, a lost connection means that nothing was sent: a server drops
    what it has not seen the end of. After it, and before the answer, nobody knows.

    Raises:
        BriefingError: The certificate is not valid, the login or the sender is refused, or the server cannot do
            what the settings ask for.
    """
    answers: dict[str, Answer] = {}
    try:
        with _connected(mail) as server:
            _transact(server, letter, committing, answers)
    except Passing as error:
        for one in all_alike(letter.recipients, "temporary", str(error)):
            answers.setdefault(one.recipient, one)
    return tuple(answers[one] for one in letter.recipients)


def check(mail: Mail) -> str:
    """Connect, encrypt, log in, go."""
    try:
        with _connected(mail) as server:
            how = server.sock.version() if isinstance(server.sock, ssl.SSLSocket) else "no encryption"
    except Passing as error:
        raise BriefingError(f"{error}; check mail.host, mail.port and the network") from error
    return f"{_place(mail)} answers, {how}, {f'logged in as {mail.user}' if mail.user else 'no login'}"


@contextmanager
def _connected(mail: Mail) -> Iterator[smtplib.SMTP]:
    """A server that was greeted, is spoken to in secret and has let us in.

    Raises:
        BriefingError: It never will.
        Passing: It does not now.
    """
    secret = _login(mail)
    server = None
    try:
        with _explained(mail):
            server = _opened(mail)
            if secret:
                server.login(*secret)
        yield server
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
    finally:
        if server:
            server.close()


def _opened(mail: Mail) -> smtplib.SMTP:
    host, port = mail.host or "", mail.port or PORTS[mail.security]
    # Without a context of its own smtplib takes any certificate.
    context = _trust(mail)
    server: smtplib.SMTP
    if mail.security == "tls":
        server = smtplib.SMTP_SSL(host, port, local_hostname=NAME, timeout=CONNECT, context=context)
    else:
        server = smtplib.SMTP(host, port, local_hostname=NAME, timeout=CONNECT)
    try:
        _patient(server, ANSWER)
        server.ehlo_or_helo_if_needed()
        if mail.security == "starttls":
            server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
    except BaseException:
        server.close()
        raise
    return server


def _trust(mail: Mail) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=mail.ca_file)
    except (OSError, ssl.SSLError) as error:
        raise BriefingError(f"{mail.ca_file}: no file of certificates; check mail.ca_file") from error


@contextmanager
def _explained(mail: Mail) -> Iterator[None]:
    """What goes wrong before the first recipient, sorted into what may pass and what will not."""
    place = _place(mail)
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        why = error.verify_message.rstrip(".")
        raise BriefingError(
            f"{place}: its certificate is not valid: {why}; nothing was sent. Check mail.host, or name the authority"
            " that signed it in mail.ca_file"
        ) from error
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
        raise Passing(f"{place}: the connection was lost") from error
    except ssl.SSLError as error:
        raise BriefingError(
            f"{place}: no encryption came about ({error.reason}); check mail.security and mail.port"
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise BriefingError(
            f"{place}: {_supported(error)}; nothing was sent. Check mail.security, mail.port and mail.user"
        ) from error
    except smtplib.SMTPResponseException as error:
        said = answer(error.smtp_code, error.smtp_error)
        if 400 <= error.smtp_code < 500:
            raise Passing(f"{place}: {said}") from error
        what = "refuses the login" if isinstance(error, smtplib.SMTPAuthenticationError) else "refuses us"
        # Not "from error": the exception of a login may hold what was sent.
        raise BriefingError(f"{place} {what}: {said}; check mail.user, its password and mail.port") from None
    except (smtplib.SMTPException, OSError) as error:
        if type(error) is smtplib.SMTPException:
            raise BriefingError(f"{place}: it offers no login that is known here; check mail.user") from error
        raise Passing(f"{place}: {_why(error)}") from error


def _transact(
    server: smtplib.SMTP,
    letter: Letter,
    committing: Callable[[tuple[str, ...]], None],
    answers: dict[str, Answer],
) -> None:
    """One envelope; ``answers`` gets what is known, also where the connection is lost on the way.

    Raises:
        Passing: Who has no answer yet was not served.
    """

    def told(recipients: tuple[str, ...], state: State, text: str) -> None:
        answers.update((one.recipient, one) for one in all_alike(recipients, state, text))

    taken: tuple[str, ...] = ()
    handed = False
    try:
        code, text = server.mail(letter.sender, [f"size={len(letter.data)}"] if server.has_extn("size") else [])
        if code >= 500:
            raise BriefingError(f"the mail server refuses the sender {letter.sender} or the size: {answer(code, text)}")
        if code != 250:
            raise Passing(answer(code, text))
        for one in letter.recipients:
            code, text = server.rcpt(one)
            if 200 <= code < 300:
                taken = (*taken, one)
            else:
                told((one,), "failed" if code >= 500 else "temporary", answer(code, text))
        if not taken:
            return
        code, text = server.docmd("DATA")
        if code == 354:
            server.send(_stuffed(letter.data))
            committing(taken)
            handed = True
            _patient(server, END)
            server.send(b".\r\n")
            code, text = server.getreply()
        told(taken, "accepted" if 200 <= code < 300 else "failed" if code >= 500 else "temporary", answer(code, text))
    except (smtplib.SMTPException, OSError) as error:
        if handed:
            told(taken, "unknown", f"no answer after the whole message: {_why(error)}")
        else:
            raise Passing(f"the connection was lost before the end of the message: {_why(error)}") from error


def _patient(server: smtplib.SMTP, seconds: float) -> None:
    if server.sock:
        server.sock.settimeout(seconds)


def answer(code: int, text: bytes | str) -> str:
    """A server's answer on one line."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return printable(f"{code} {words}").strip()[:300]


def _stuffed(data: bytes) -> bytes:
    """``data`` with a dot more before each line that starts with one, and ended by a line break."""
    out = data.replace(b"\r\n.", b"\r\n..")
    out = b"." + out if out.startswith(b".") else out
    return out if out.endswith(b"\r\n") else out + b"\r\n"


def _login(mail: Mail) -> tuple[str, str] | None:
    """User and password, asked for before the connection is made.

    Raises:
        BriefingError: They are not to be had, or would travel in the clear.
    """
    if not mail.host:
        raise UsageError('mail has no server; write host = "mail.example.org" under [mail] in briefing.toml')
    if not mail.user:
        return None
    if mail.security == "none" and mail.host not in LOCAL:
        raise UsageError(
            f'mail: security = "none" would send the password to {mail.host} in the clear; use "starttls" or "tls"'
        )
    if not mail.user.isascii():
        raise UsageError("mail: user has characters that no login can carry; use a name in ASCII")
    return mail.user, password(mail)


def _place(mail: Mail) -> str:
    return f"{mail.host}:{mail.port or PORTS[mail.security]}"


def _supported(error: smtplib.SMTPNotSupportedError) -> str:
    return "it offers no STARTTLS" if "STARTTLS" in str(error) else "it offers no login that is known here"


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError) or "timed out" in str(error):  # smtplib wraps it
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return printable(str(error)).lower() or type(error).__name__
