"""A mail server in this process that can be told to misbehave, at a port of its own on this machine."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

OK = "250 OK"


@dataclass
class Handler:
    """What was accepted, and what to say instead of OK; "drop" closes the connection without a word."""

    mail: str = OK
    rcpt: dict[str, list[str]] = field(default_factory=dict)
    """Answers to each recipient, one for each attempt; OK when they are used up."""
    data: list[str] = field(default_factory=list)
    """Answers to the whole message."""
    before_data: list[str] = field(default_factory=list)
    """Answers to the command DATA itself."""
    kept: list[Envelope] = field(default_factory=list)
    envelopes: int = 0
    meanwhile: Callable[[], None] = lambda: None
    """Called when a message is whole and not answered yet."""
    before_rcpt: Callable[[], None] = lambda: None

    async def handle_MAIL(self, server: "Server", s: Session, e: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        self.envelopes += 1
        if self.mail == OK:
            e.mail_from = address
        return await server.say(self.mail)

    async def handle_RCPT(self, server: "Server", s: Session, e: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        self.before_rcpt()
        waiting = self.rcpt.get(address, [])
        answer = waiting.pop(0) if waiting else OK
        if answer == OK:
            e.rcpt_tos.append(address)
        return await server.say(answer)

    async def handle_DATA(self, server: "Server", s: Session, e: Envelope) -> str:  # noqa: N802
        self.meanwhile()
        answer = self.data.pop(0) if self.data else OK
        if answer.startswith("250") or answer == "kept and drop":
            self.kept.append(e)
        return await server.say(answer.removeprefix("kept and "))

    @property
    def recipients(self) -> list[list[str]]:
        """Of each message that was kept."""
        return [one.rcpt_tos for one in self.kept]


class Server(SMTP):
    async def say(self, answer: str) -> str:
        if answer == "drop":
            assert self.transport is not None
            self.transport.abort()
        elif answer == "hang":
            await asyncio.sleep(60)
        return answer

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        waiting = self.event_handler.before_data
        if waiting:
            await self.push(await self.say(waiting.pop(0)))
            return
        await super().smtp_DATA(arg)


@dataclass(frozen=True)
class Running:
    handler: Handler
    port: int


def _login(password: str) -> Any:
    def authenticator(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and given.password == password.encode()
        return AuthResult(success=right, handled=False)

    return authenticator


@contextmanager
def running(
    *, certificate: trustme.LeafCert | None = None, tls: bool = False, password: str | None = None
) -> Iterator[Running]:
    """A server: in the clear, with STARTTLS where there is a ``certificate``, encrypted from the start with ``tls``."""
    handler = Handler()
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
    options: dict[str, Any] = {"hostname": "mail.test", "timeout": 30}
    if context and not tls:
        options |= {"tls_context": context, "require_starttls": True}
    if password is not None:
        options |= {"authenticator": _login(password), "auth_required": not tls, "auth_require_tls": not tls}

    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)

    async def start() -> asyncio.Server:
        return await loop.create_server(
            lambda: Server(handler, loop=loop, **options), "127.0.0.1", 0, ssl=context if tls else None
        )

    async def stop() -> None:
        listening.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    listening = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield Running(handler=handler, port=listening.sockets[0].getsockname()[1])
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def authority(folder: Path) -> tuple[trustme.CA, str]:
    """Who signs certificates, and the file that says so."""
    ca = trustme.CA()
    file = folder / "authority.pem"
    ca.cert_pem.write_to_path(file)
    return ca, str(file)
