"""A web server on loopback whose every answer a test decides."""

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Site:
    """``pages`` maps a path to ``(status, headers, body)``, or to a function that is given the handler and answers."""

    address: str = ""
    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Each request's path and headers, the names in lower case; a tunnel's path is where it leads."""
    tunnels: dict[str, tuple[str, int] | int] = field(default_factory=dict)
    """As a proxy: ``host:port`` to where it really leads, or to the status that refuses it."""

    def put(
        self, path: str, body: str | bytes = b"", media: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        """The address of a page that is there from now on."""
        data = body if isinstance(body, bytes) else body.encode()
        named = {"Content-Type": media, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.pages[path] = (status, named, data)
        return self.address + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site that answers as long as the block runs; over TLS with the certificate of ``tls``."""
    site = Site()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def do_CONNECT(self) -> None:
            self.note()
            place = site.tunnels.get(self.path, 502)
            if isinstance(place, int):
                self.send_error(place)
                return
            self.send_response(200)
            self.end_headers()
            with socket.create_connection(place, timeout=self.timeout) as there:
                back = threading.Thread(target=pour, args=(there, self.connection))
                back.start()
                pour(self.connection, there)
                back.join()

        def note(self) -> None:
            with lock:
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))

        def do_GET(self) -> None:
            self.note()
            found = site.pages.get(self.path, (404, {}, b"not here"))
            if callable(found):
                found(self)
                return
            status, headers, data = found
            if status == 200 and headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                status, data = 304, b""
            self.answer(status, headers, data)

        def answer(self, status: int, headers: Mapping[str, str], data: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: Any) -> None:
            """Nobody watches."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that breaks off is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.address = f"http{'s' * bool(tls)}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pour(one: socket.socket, other: socket.socket) -> None:
    """All that ``one`` says, to ``other``."""
    with suppress(OSError):
        while piece := one.recv(65_536):
            other.sendall(piece)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)


def bomb(size: int) -> bytes:
    """``size`` zero bytes, packed."""
    return gzip.compress(bytes(size))
