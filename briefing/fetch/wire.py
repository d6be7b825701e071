"""One request and its answer, bounded in time and size whatever the server does."""

from __future__ import annotations

import base64
import functools
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException

from urllib3 import BaseHTTPResponse, HTTPHeaderDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as HTTPTimeoutError

from briefing.errors import BriefingError
from briefing.fetch.address import Target

CHUNK = 65_536
SLOW = "no whole answer within {:g} seconds"
REFUSED = re.compile(r"Tunnel connection failed: (\d+.*)")
PROXY_LOGIN = 407
"""Status by which a proxy asks for a login."""
UNTRUSTED = re.compile(r"certificate verify failed: ([^(]+?) *\(")
CONNECT = 10
"""Seconds to connect, at most."""


class Closed(BriefingError):
    """It is gone, or not for us: no copy of an earlier day stands in for it."""


class Unanswered(BriefingError):
    """The server could not be reached, or broke off: worth another try."""


class NotReached(Unanswered):
    """No connection came about: another address of the host may do."""


class TooSlow(Unanswered):
    """It took longer than it may: not worth another try in this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: HTTPHeaderDict
    data: bytes


def exchange(
    place: Target, ip: str, headers: Mapping[str, str], *, timeout: float, max_bytes: int, proxy: Target | None = None
) -> Answer:
    """What ``place`` answers, its body unpacked; the body of an answer without one to keep is not read.

    ``ip`` is its address, or that of the ``proxy`` to ask.

    Raises:
        Unanswered: No connection, no answer within ``timeout`` seconds, or half of one.
        BriefingError: It is larger than ``max_bytes``, unpacked too, or cannot be unpacked.
    """
    connection = _connection(place, ip, proxy, timeout)
    with _until(connection, timeout) as is_late:
        try:
            connection.connect()
            connection.timeout = timeout
            asked, own = _request(place, proxy)
            connection.request("GET", asked, headers={**headers, **own}, preload_content=False, decode_content=True)
            answer = connection.getresponse()
            data = _body(answer, max_bytes) if answer.status == 200 else b""
        except DecodeError as error:
            raise BriefingError("the answer cannot be unpacked; open it in a browser to see what is there") from error
        except (HTTPError, HTTPException, OSError, ValueError, AttributeError) as error:
            # The last two are what a socket raises that was shut while it was read.
            raise _fault(error, timeout, is_late(), proxy) from error
        if is_late():
            raise TooSlow(SLOW.format(timeout))
        if proxy and answer.status == PROXY_LOGIN:
            raise BriefingError(_refused(proxy, "it wants a login"))
        return Answer(status=answer.status, headers=answer.headers, data=data)


def _connection(place: Target, ip: str, proxy: Target | None, timeout: float) -> HTTPConnection:
    limit = min(timeout, CONNECT)
    port = proxy.port if proxy else place.port
    if place.scheme == "http":
        return HTTPConnection(ip, port, timeout=limit)
    # The certificate is that of the name, though the connection goes to the address that was checked.
    connection = HTTPSConnection(ip, port, timeout=limit, ssl_context=trust(), server_hostname=place.host)
    if proxy:
        connection.set_tunnel(place.host, place.port, headers=_login(proxy, "Proxy-Authorization"))
    return connection


@functools.cache
def trust() -> ssl.SSLContext:
    """Whose certificates count: the system's, or certifi's where a Python comes without."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile or paths.capath:
        return ssl.create_default_context()
    import certifi

    return ssl.create_default_context(cafile=certifi.where())


def _request(place: Target, proxy: Target | None) -> tuple[str, dict[str, str]]:
    """What is asked for, and the headers that go with it: a proxy without a tunnel is told the whole address."""
    host = place.site.partition("://")[2]
    own = {"Host": host, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
    own |= _login(place, "Authorization")
    if proxy and place.scheme == "http":
        return place.address, own | _login(proxy, "Proxy-Authorization")
    return place.path, own


def _login(place: Target, header: str) -> dict[str, str]:
    if not place.login:
        return {}
    return {header: "Basic " + base64.b64encode(place.login.encode()).decode("ascii")}


def _body(answer: BaseHTTPResponse, max_bytes: int) -> bytes:
    """Read piece by piece, each unpacked by itself, so that no small answer becomes a large one in memory."""
    told = answer.headers.get("content-length", "")
    if told.isdecimal() and int(told) > max_bytes:
        raise BriefingError(_too_large(max_bytes))
    parts: list[bytes] = []
    size = 0
    while piece := answer.read1(CHUNK):
        parts.append(piece)
        size += len(piece)
        if size > max_bytes:
            raise BriefingError(_too_large(max_bytes))
    return b"".join(parts)


def _too_large(max_bytes: int) -> str:
    return f"larger than {max_bytes / 1_000_000:g} MB; raise max_bytes in [fetch] if it is meant"


@contextmanager
def _until(connection: HTTPConnection, seconds: float) -> Iterator[Callable[[], bool]]:
    """Shuts ``connection`` after ``seconds``; gives what says whether it came to that.

    A timeout of the socket is not enough: it starts anew with every byte that a slow server sends.
    """
    late = threading.Event()

    def shut() -> None:
        late.set()
        if connection.sock is not None:
            with suppress(OSError):
                # Not the method of a TLS socket, which would take its state away from the thread that reads.
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield late.is_set
    finally:
        timer.cancel()
        connection.close()


def _refused(proxy: Target, why: str) -> str:
    return f"the proxy {proxy.host}:{proxy.port} lets nobody through ({why}); check proxy in [fetch]"


def _fault(error: Exception, timeout: float, late: bool, proxy: Target | None) -> BriefingError:
    if isinstance(error, NewConnectionError):  # before what is late: urllib3 takes it for a timeout too
        where = f"the proxy {proxy.host}:{proxy.port}" if proxy else "the server"
        return NotReached(f"no connection: {where} is down or refuses it")
    if proxy and (told := REFUSED.search(str(error))):
        return BriefingError(_refused(proxy, told[1].strip()))
    if late or isinstance(error, HTTPTimeoutError | TimeoutError):
        return TooSlow(SLOW.format(timeout))
    if isinstance(error, SSLError | ssl.SSLError):
        found = UNTRUSTED.search(str(error))
        why = f"its certificate is not trusted ({found[1]})" if found else "no TLS connection can be made"
        return BriefingError(f"{why}; open it in a browser to see what is wrong")
    return Unanswered("the connection broke off")
