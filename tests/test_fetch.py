"""Fetching from a server that does what servers do."""

import base64
import socket
import sqlite3
import ssl
import threading
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from web import Site, bomb, serving

from briefing import history
from briefing.config import Fetch
from briefing.errors import BriefingError
from briefing.fetch import Fetched, Fetcher, canonical, is_web, same, shown
from briefing.fetch.address import target
from briefing.fetch.hosts import is_public
from briefing.fetch.proxy import proxy_for
from briefing.history.pages import Pages

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
NIGHT = "2026-11-22T06:30:00+00:00"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    found = history.connect(tmp_path / "history.sqlite")
    yield found
    found.close()


def fetcher(pages: Pages | None = None, now: datetime = NOW, offline: bool = False, **rules: Any) -> Fetcher:
    """One that may go to loopback, ignores robots.txt unless told, and does not really wait."""
    asked = Fetch(**{"allow_private": True, "timeout": 5, "robots": False, **rules})
    return Fetcher(asked, clock=lambda: now, pages=pages, offline=offline, sleep=lambda _: None)


def fault(address: str, **rules: Any) -> str:
    """Why ``address`` cannot be had, without the address."""
    found = fetcher(**rules).all([address])[0]
    assert isinstance(found, BriefingError), found
    return str(found).removeprefix(f"{address}: ")


PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def around(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    """An environment with these variables on proxies and no others."""
    for name in PROXIES:
        for one in (name, name.upper()):
            monkeypatch.delenv(one, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine that runs the tests goes through."""
    around(monkeypatch)


# --- addresses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://News.Example:443/a?utm_source=x&id=7&fbclid=y#top", "https://news.example/a?id=7"),
        ("http://news.example", "http://news.example/"),
        ("https://news.example/a?eid=1&gallery=2&source=3&ref=4", "https://news.example/a?eid=1&gallery=2&source=3&ref=4"),
        ("https://news.example/a?q=a&q=b&utm_id=9", "https://news.example/a?q=a&q=b"),
        ("https://ada:secret@news.example/a", "https://news.example/a"),
        ("feed:https://news.example/f", "https://news.example/f"),
        ("feed://news.example/f", "http://news.example/f"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("ftp://news.example/a", "ftp://news.example/a"),
    ],
)  # fmt: skip
def test_canonical(given: str, expected: str) -> None:
    assert canonical(given) == expected


def test_a_relative_link_is_reckoned_from_its_page() -> None:
    assert canonical("../b?utm_medium=rss", "https://news.example/x/a") == "https://news.example/b"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("http://www.news.example/a/", "https://news.example/a?utm_source=rss", True),
        ("https://m.news.example/a", "https://news.example/a/amp", True),
        ("https://news.example/a?b=1&c=2", "https://news.example/a?c=2&b=1", True),
        ("https://news.example/a?eid=1", "https://news.example/a?eid=2", False),
        ("https://news.example/a", "https://other.example/a", False),
        ("https://news.example/A", "https://news.example/a", False),
    ],
)
def test_same(one: str, two: str, expected: bool) -> None:
    assert (same(one) == same(two)) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://ada:pw@news.example/f?token=abc&author=quill", "https://news.example/f?token=…&author=quill"),
        ("https://news.example/f?api_key=1&design=2", "https://news.example/f?api_key=…&design=2"),
        ("articles/a.txt", "articles/a.txt"),
    ],
)
def test_what_an_address_keeps_to_itself(given: str, expected: str) -> None:
    assert shown(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("HTTPS://n.example", True), ("feed:http://n.example", True), ("n.example", False), ("feed.xml", False)],
)
def test_is_web(given: str, expected: bool) -> None:
    assert is_web(given) is expected


@pytest.mark.parametrize("given", ["http://", "http://[::1", "file:///etc/passwd", "http://a b/", "gopher://n.example"])
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(BriefingError, match="not a web address"):
        target(given)


# --- whom one may ask -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
    ],
)
def test_is_public(place: str, expected: bool) -> None:
    assert is_public(place) is expected


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_a_private_address_is_refused(site: Site, host: str) -> None:
    port = site.address.rpartition(":")[2]
    assert "no public address; set allow_private in [fetch]" in fault(f"http://{host}:{port}/", allow_private=False)
    assert site.asked == []


def named(monkeypatch: pytest.MonkeyPatch, places: dict[str, list[str]]) -> list[str]:
    """Names lead where ``places`` says, one address after the other; what comes back are the names asked for."""
    asked: list[str] = []
    really = socket.getaddrinfo

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if host == "127.0.0.1":
            return really(host, port)
        asked.append(host)
        if host not in places:
            raise socket.gaierror(-2, "Name or service not known")
        ip = places[host].pop(0) if len(places[host]) > 1 else places[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr("briefing.fetch.hosts.socket.getaddrinfo", look_up)
    return asked


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.address.rpartition(":")[2]
    site.put("/a", status=302, Location=f"http://inside.example:{port}/secret")
    named(monkeypatch, {"outside.example": ["127.0.0.1"], "inside.example": ["10.0.0.5"]})
    monkeypatch.setattr("briefing.fetch.hosts.is_public", lambda place: place == "127.0.0.1")
    assert "leads to 10.0.0.5, which is no public address" in fault(
        f"http://outside.example:{port}/a", allow_private=False
    )
    assert site.paths() == ["/a"]


def test_a_name_that_changes_its_answer_gains_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was checked is what is connected to: the second answer of the name is never asked for."""
    address = site.put("/a", "<p>Here.</p>").replace("127.0.0.1", "twice.example")
    asked = named(monkeypatch, {"twice.example": ["127.0.0.1", "10.0.0.5"]})
    assert fetcher().get(address).data == b"<p>Here.</p>"
    assert asked == ["twice.example"]
    assert site.asked[0][1]["host"] == address.split("/")[2]


def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, {})
    assert fault("http://nowhere.example/") == "the host is not known; check the address and the network"


# --- answers --------------------------------------------------------------------------------


def test_a_page(site: Site) -> None:
    address = site.put(
        "/a?x=1",
        "<p>Smoke.</p>",
        "Text/HTML; charset=ISO-8859-1",
        ETag='"1"',
        Last_Modified="Sat, 21 Nov 2020 06:00:00 GMT",
    )
    assert fetcher().get(address) == Fetched(
        address=address,
        final=address,
        time=NIGHT,
        media="text/html",
        charset="iso-8859-1",
        data=b"<p>Smoke.</p>",
        etag='"1"',
        modified="Sat, 21 Nov 2020 06:00:00 GMT",
    )
    assert site.asked[0][1]["user-agent"] == "make-brief"


def test_each_address_is_fetched_once_a_run_and_in_order(site: Site) -> None:
    addresses = [site.put(f"/{n}", f"<p>{n}</p>") for n in range(12)]
    found = fetcher()
    assert [one.data for one in found.all([*addresses, addresses[3]])] == [  # type: ignore[union-attr]
        *(f"<p>{n}</p>".encode() for n in range(12)),
        b"<p>3</p>",
    ]
    found.all(addresses)
    assert len(site.asked) == 12


def test_at_most_so_many_requests_at_a_time(site: Site) -> None:
    now, most, lock = 0, 0, threading.Lock()

    def slow(handler: Any) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.05)
        with lock:
            now -= 1
        handler.answer(200, {}, b"x")

    for n in range(8):
        site.pages[f"/{n}"] = slow
    fetcher(per_host=2).all([f"{site.address}/{n}" for n in range(8)])
    assert most == 2


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "HTTP 404, there is no such page; check the address"),
        (410, "HTTP 410, there is no such page; check the address"),
        (403, "HTTP 403; open it in a browser to see why"),
        (500, "HTTP 500"),
        (304, "HTTP 304; open it in a browser to see why"),
        (302, "HTTP 302 that leads nowhere; open the address in a browser"),
    ],
)
def test_no_page(site: Site, status: int, said: str) -> None:
    assert fault(site.put("/a", status=status)) == said


def test_redirects(site: Site) -> None:
    end = site.put("/end", "<p>End.</p>")
    site.put("/b", status=308, Location=end)
    found = fetcher().get(site.put("/a", status=301, Location="b"))
    assert (found.address, found.final, found.data) == (f"{site.address}/a", end, b"<p>End.</p>")


def test_redirects_in_a_circle(site: Site) -> None:
    site.put("/b", status=301, Location="/a")
    assert fault(site.put("/a", status=301, Location="/b")).startswith("redirects in a circle")
    assert site.paths() == ["/a", "/b"]


def test_redirects_without_end(site: Site) -> None:
    for n in range(9):
        site.put(f"/{n}", status=302, Location=f"/{n + 1}")
    assert fault(f"{site.address}/0") == "redirects more than 5 times; give the last address"
    assert len(site.asked) == 6


@pytest.mark.parametrize("location", ["ftp://news.example/a", "file:///etc/passwd", "javascript:alert(1)"])
def test_a_redirect_out_of_the_web(site: Site, location: str) -> None:
    assert "only http:// and https:// are fetched" in fault(site.put("/a", status=302, Location=location))


def test_a_login_goes_to_its_own_site_only_and_is_never_told(site: Site) -> None:
    with serving() as other:
        other.put("/b", "<p>Other.</p>")
        site.put("/a", status=302, Location=f"{other.address}/b")
        address = site.address.replace("//", "//ada:secret@") + "/a"
        found = fetcher().get(address)
        assert site.asked[0][1]["authorization"] == "Basic " + base64.b64encode(b"ada:secret").decode()
        assert "authorization" not in other.asked[0][1]
        assert "secret" not in found.address + found.final
    assert "secret" not in str(fetcher().all([site.address.replace("//", "//ada:secret@") + "/none"])[0])


# --- time and size --------------------------------------------------------------------------


def test_a_server_that_says_nothing(site: Site) -> None:
    site.pages["/a"] = lambda handler: time.sleep(3)
    began = time.monotonic()
    assert fault(f"{site.address}/a", timeout=1) == "no whole answer within 1 seconds"
    assert time.monotonic() - began < 2.5
    assert len(site.asked) == 1


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_says_it_byte_by_byte(site: Site, part: str) -> None:
    def drip(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"" if part == "head" else b"Content-Length: 999\r\n\r\n"))
        for _ in range(40):
            handler.wfile.write(b"X")
            time.sleep(0.1)

    site.pages["/a"] = drip
    began = time.monotonic()
    assert fault(f"{site.address}/a", timeout=1) == "no whole answer within 1 seconds"
    assert time.monotonic() - began < 2.5


def test_a_server_that_breaks_off_is_asked_three_times(site: Site) -> None:
    def drop(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nhalf of it")
        handler.close_connection = True

    site.pages["/a"] = drop
    assert fault(f"{site.address}/a") == "the connection broke off"
    assert site.paths() == ["/a"] * 3


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        assert fault(address) == "no connection: the server is down or refuses it"


def test_a_server_that_does_not_speak_http(site: Site) -> None:
    site.pages["/a"] = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n\r\n")
    assert fault(f"{site.address}/a") == "the connection broke off"
    assert "no TLS connection can be made" in fault(site.address.replace("http:", "https:") + "/a")


def test_a_host_that_does_not_answer_is_given_up(site: Site) -> None:
    site.pages |= {f"/{n}": lambda handler: time.sleep(3) for n in range(9)}
    found = fetcher(timeout=1, per_host=1).all([f"{site.address}/{n}" for n in range(9)])
    assert len(site.asked) == 3
    assert str(found[-1]).endswith("has not answered 3 times; given up for this run")


def test_a_page_that_is_too_large(site: Site) -> None:
    said = "larger than 1 MB; raise max_bytes in [fetch] if it is meant"
    assert fault(site.put("/a", b"x" * 10_000_000), max_bytes=1_000_000) == said

    def unannounced(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        for _ in range(200):
            handler.wfile.write(b"x" * 50_000)

    site.pages["/b"] = unannounced
    assert fault(f"{site.address}/b", max_bytes=1_000_000) == said


def test_ten_megabytes_may_be_read(site: Site) -> None:
    assert len(fetcher().get(site.put("/a", b"x" * 10_000_000)).data) == 10_000_000


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip"])
def test_a_bomb_goes_off_in_no_memory(site: Site, encoding: str) -> None:
    import gzip

    data = bomb(200_000_000)
    address = site.put("/a", gzip.compress(data) if "," in encoding else data, Content_Encoding=encoding)
    tracemalloc.start()
    said = fault(address, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said == "larger than 1 MB; raise max_bytes in [fetch] if it is meant"
    assert peak < 20_000_000


def test_packed_pages_are_unpacked_and_false_ones_named(site: Site) -> None:
    assert fetcher().get(site.put("/a", bomb(1000), Content_Encoding="gzip")).data == bytes(1000)
    assert fault(site.put("/b", b"not packed", Content_Encoding="gzip")).startswith("the answer cannot be unpacked")


# --- certificates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "known", "said"),
    [
        (["news.example"], True, None),
        (["news.example"], False, "its certificate is not trusted"),
        (["other.example"], True, "its certificate is not trusted (Hostname mismatch"),
    ],
)
def test_the_certificate_is_that_of_the_name(
    monkeypatch: pytest.MonkeyPatch, names: list[str], known: bool, said: str | None
) -> None:
    """Though the connection goes to an address."""
    ours = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    ours.issue_cert(*names).configure_cert(server)
    (ours if known else trustme.CA()).configure_trust(client)
    monkeypatch.setattr("briefing.fetch.wire.trust", lambda: client)
    named(monkeypatch, {"news.example": ["127.0.0.1"]})
    with serving(server) as site:
        address = site.put("/a", "<p>One.</p>").replace("127.0.0.1", "news.example")
        found = fetcher().all([address])[0]
        assert isinstance(found, Fetched) if said is None else str(found).startswith(f"{address}: {said}")
        assert len(site.asked) == (said is None)


# --- proxies ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "variables", "address", "expected"),
    [
        (None, {}, "https://news.example/a", None),
        (None, {"HTTPS_PROXY": "http://gate.example:3128"}, "https://news.example/a", "http://gate.example:3128/"),
        (None, {"HTTPS_PROXY": "gate.example:3128"}, "https://news.example/a", "http://gate.example:3128/"),
        (None, {"HTTPS_PROXY": "http://gate.example:3128"}, "http://news.example/a", None),
        (None, {"HTTPS_PROXY": "http://gate.example:3128", "NO_PROXY": "news.example"}, "https://news.example/a", None),
        (None, {"ALL_PROXY": "http://gate.example:3128"}, "http://news.example/a", "http://gate.example:3128/"),
        ("none", {"HTTPS_PROXY": "http://gate.example:3128"}, "https://news.example/a", None),
        ("http://ours.example:80", {"NO_PROXY": "*"}, "https://news.example/a", "http://ours.example/"),
        ("http://ours.example:80", {}, "http://127.0.0.1:8080/a", None),
        ("http://ours.example:80", {}, "http://localhost:8080/a", None),
    ],
)
def test_which_proxy(
    monkeypatch: pytest.MonkeyPatch, told: str | None, variables: dict[str, str], address: str, expected: str | None
) -> None:
    around(monkeypatch, **variables)
    found = proxy_for(target(address), told)
    assert (found and found.address) == expected


@pytest.mark.parametrize("told", ["socks5://user:secret@gate.example:1080", "https://gate.example:443"])
def test_a_proxy_of_another_kind_is_named_without_its_login(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    around(monkeypatch, HTTPS_PROXY=told)
    said = fault("https://news.example/a")
    assert said.startswith("the proxy ")
    assert "secret" not in said


def test_a_page_through_a_proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told the whole address and its own login; the names are its to resolve."""
    named(monkeypatch, {})
    site.pages["http://news.example/a"] = (200, {"Content-Type": "text/html"}, b"<p>One.</p>")
    proxy = site.address.replace("//", "//desk:secret@")
    found = fetcher(proxy=proxy, allow_private=False).get("http://news.example/a")
    assert found.data == b"<p>One.</p>"
    ((path, headers),) = site.asked
    assert (path, headers["host"]) == ("http://news.example/a", "news.example")
    assert headers["proxy-authorization"] == "Basic " + base64.b64encode(b"desk:secret").decode()
    assert "authorization" not in headers


def test_a_page_through_a_tunnel(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate is still that of the name; the site learns nothing of the proxy's login, nor it of the site's."""
    ours = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    ours.issue_cert("news.example").configure_cert(server)
    ours.configure_trust(client)
    monkeypatch.setattr("briefing.fetch.wire.trust", lambda: client)
    with serving(server) as site, serving() as gate:
        site.put("/a", "<p>One.</p>")
        port = int(site.address.rpartition(":")[2])
        gate.tunnels = {"news.example:443": ("127.0.0.1", port), "other.example:443": ("127.0.0.1", port)}
        proxy = gate.address.replace("//", "//desk:secret@")
        found = fetcher(proxy=proxy).get("https://reader:word@news.example/a")
        assert (found.data, found.final) == (b"<p>One.</p>", "https://news.example/a")
        assert site.asked[0][1]["authorization"] == "Basic " + base64.b64encode(b"reader:word").decode()
        assert "proxy-authorization" not in site.asked[0][1]
        assert gate.asked[0][1]["proxy-authorization"] == "Basic " + base64.b64encode(b"desk:secret").decode()
        assert "authorization" not in gate.asked[0][1]
        said = fault("https://other.example/a", proxy=proxy)
        assert said.startswith("its certificate is not trusted (Hostname mismatch")


@pytest.mark.parametrize(
    ("scheme", "status", "said"),
    [
        ("https", 407, "lets nobody through (407 Proxy Authentication Required); check proxy in [fetch]"),
        ("https", 403, "lets nobody through (403 Forbidden); check proxy in [fetch]"),
        ("http", 407, "lets nobody through (it wants a login); check proxy in [fetch]"),
    ],
)
def test_a_proxy_that_refuses(site: Site, scheme: str, status: int, said: str) -> None:
    site.tunnels["news.example:443"] = status
    site.pages["http://news.example/a"] = (status, {}, b"")
    proxy = site.address.replace("//", "//desk:secret@")
    assert fault(f"{scheme}://news.example/a", proxy=proxy) == f"the proxy {site.address[7:]} {said}"


def test_a_proxy_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        said = fault("https://news.example/a", proxy=f"http://127.0.0.1:{port}")
    assert said == f"no connection: the proxy 127.0.0.1:{port} is down or refuses it"


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "intranet", "[fd00::1]"])
def test_a_private_address_is_refused_through_a_proxy_too(site: Site, host: str) -> None:
    assert "no public address" in fault(f"http://{host}/a", proxy=site.address, allow_private=False)
    assert site.asked == []


# --- when a server asks us to wait ----------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("after", "waits"),
    [
        ({}, [2, 4]),
        ({"Retry-After": "7"}, [7, 7]),
        ({"Retry-After": "Sun, 22 Nov 2026 06:30:09 GMT"}, [9, 9]),
        ({"Retry-After": "3600"}, []),
        ({"Retry-After": "soon"}, [2, 4]),
    ],
)
def test_a_busy_server(site: Site, status: int, after: dict[str, str], waits: list[float]) -> None:
    slept: list[float] = []
    site.pages["/a"] = (status, after, b"")
    rules = Fetch(allow_private=True, robots=False)
    found = Fetcher(rules, clock=lambda: NOW, sleep=slept.append).all([f"{site.address}/a"])[0]
    assert str(found) == f"{site.address}/a: HTTP {status}, asks to come back later"
    assert slept == waits
    assert len(site.asked) == len(waits) + 1


def test_a_server_that_was_busy_for_a_moment(site: Site) -> None:
    answers = iter([(503, {"Retry-After": "0"}, b""), (200, {}, b"<p>Here.</p>")])
    site.pages["/a"] = lambda handler: handler.answer(*next(answers))
    assert fetcher().get(f"{site.address}/a").data == b"<p>Here.</p>"


# --- robots.txt -----------------------------------------------------------------------------


def test_robots(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/open$\nCrawl-delay: 60\n", "text/plain")
    addresses = [site.put(path, "<p>x</p>") for path in ("/a", "/private/b", "/private/open")]
    slept: list[float] = []
    rules = Fetch(allow_private=True, per_host=1)
    a, b, c = Fetcher(rules, clock=lambda: NOW, sleep=slept.append).all(addresses)
    assert isinstance(a, Fetched)
    assert isinstance(c, Fetched)
    assert str(b).startswith(f"{addresses[1]}: its robots.txt asks not to fetch this; ")
    assert site.paths() == ["/robots.txt", "/a", "/private/open"]
    assert slept == [5.0]


def test_robots_of_one_s_own_name(site: Site) -> None:
    site.put("/robots.txt", "User-agent: desk-bot\nDisallow: /\nUser-agent: *\nAllow: /\n", "text/plain")
    address = site.put("/a", "<p>x</p>")
    assert isinstance(fetcher(robots=True).all([address])[0], Fetched)
    assert "its robots.txt asks not to" in fault(address, robots=True, user_agent="desk-bot/1.0 (desk@news.example)")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, None),
        (403, None),
        (500, "its robots.txt cannot be had: HTTP 500; without it nothing is fetched"),
        (503, "HTTP 503, asks to come back later"),
        (429, "HTTP 429, asks to come back later"),
    ],
)
def test_robots_that_cannot_be_had(site: Site, status: int, said: str | None) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /", "text/plain", status)
    address = site.put("/a", "<p>x</p>")
    found = fetcher(robots=True).all([address])[0]
    assert isinstance(found, Fetched) if said is None else str(found) == f"{address}: {said}"


def test_a_server_that_is_down_has_no_robots_either() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        assert fault(address, robots=True) == "no connection: the server is down or refuses it"


def test_robots_behind_a_redirect(site: Site) -> None:
    site.put("/robots.txt", status=301, Location="/rules.txt")
    site.put("/rules.txt", "User-agent: *\nDisallow: /a", "text/plain")
    assert "its robots.txt asks not to" in fault(site.put("/a", "<p>x</p>"), robots=True)


def test_a_redirect_to_where_robots_may_not_go(site: Site) -> None:
    with serving() as other:
        other.put("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
        end = other.put("/b", "<p>x</p>")
        assert "its robots.txt asks not to" in fault(site.put("/a", status=302, Location=end), robots=True)
        assert other.paths() == ["/robots.txt"]


# --- what is kept ---------------------------------------------------------------------------


def test_what_has_not_changed_is_not_sent_again(site: Site, db: sqlite3.Connection) -> None:
    address = site.put("/a", "<p>One.</p>", ETag='"1"', Last_Modified="Sat, 21 Nov 2020 06:00:00 GMT")
    first = fetcher(Pages(db)).get(address)
    later = NOW + timedelta(days=1)
    second = fetcher(Pages(db), later).get(address)
    assert site.asked[1][1]["if-none-match"] == '"1"'
    assert site.asked[1][1]["if-modified-since"] == "Sat, 21 Nov 2020 06:00:00 GMT"
    assert (second.data, second.time) == (first.data, "2026-11-23T06:30:00+00:00")
    assert db.execute("SELECT count(*) FROM bodies").fetchone()[0] == 1
    site.put("/a", "<p>Two.</p>", ETag='"2"')
    assert fetcher(Pages(db), later).get(address).data == b"<p>Two.</p>"


@pytest.mark.parametrize(
    ("modified", "asked"),
    [
        ("Sat, 21 Nov 2026 06:29:59 GMT", "Sat, 21 Nov 2026 06:29:59 GMT"),
        ("Sat, 21 Nov 2026 06:30:00 GMT", None),  # of the second of the answer: it may change once more in it
        ("Sat, 21 Nov 2026 07:00:00 GMT", None),
        ("yesterday", None),
    ],
)
def test_a_page_is_asked_for_by_a_time_that_can_stand_for_one_version_only(
    site: Site, db: sqlite3.Connection, modified: str, asked: str | None
) -> None:
    def answer(handler: Any) -> None:
        handler.send_response_only(200)
        for name, value in (("Date", "Sat, 21 Nov 2026 06:30:00 GMT"), ("Last-Modified", modified)):
            handler.send_header(name, value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.pages["/a"] = answer
    fetcher(Pages(db)).get(site.address + "/a")
    fetcher(Pages(db), NOW + timedelta(days=1)).get(site.address + "/a")
    assert site.asked[1][1].get("if-modified-since") == asked


def test_a_page_that_moved_is_asked_for_by_what_it_was_there(site: Site, db: sqlite3.Connection) -> None:
    site.put("/b", "<p>One.</p>", ETag='"1"')
    address = site.put("/a", status=301, Location="/b")
    fetcher(Pages(db)).get(address)
    assert fetcher(Pages(db), NOW + timedelta(days=1)).get(address).data == b"<p>One.</p>"
    assert [headers.get("if-none-match") for _, headers in site.asked] == [None, None, None, '"1"']


@pytest.mark.parametrize(
    ("status", "said"),
    [(500, "HTTP 500"), (403, "HTTP 403; open it in a browser to see why"), (429, "HTTP 429, asks to come back later")],
)
def test_a_server_in_trouble_costs_the_day_s_news_only(
    site: Site, db: sqlite3.Connection, status: int, said: str
) -> None:
    address = site.put("/a", "<p>One.</p>")
    first = fetcher(Pages(db)).get(address)
    site.put("/a", status=status)
    second = fetcher(Pages(db), NOW + timedelta(days=1)).get(address)
    assert second.data == first.data
    assert second.stale == f"{address}: {said}; its copy of {NIGHT} was read instead"


def test_a_machine_without_a_network_reads_what_it_has(
    site: Site, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = site.put("/a", "<p>One.</p>").replace("127.0.0.1", "news.example")
    places = {"news.example": ["127.0.0.1"]}
    named(monkeypatch, places)
    fetcher(Pages(db)).get(address)
    places.clear()
    found = fetcher(Pages(db), NOW + timedelta(days=1)).get(address)
    assert (found.stale or "").startswith(f"{address}: the host is not known; check the address and the network; its")


def test_the_next_address_of_a_host_is_tried(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    address = site.put("/a", "<p>One.</p>").replace("127.0.0.1", "news.example")
    monkeypatch.setattr("briefing.fetch.reach", lambda *_, **__: ["127.0.0.2", "127.0.0.1"])
    assert fetcher().get(address).data == b"<p>One.</p>"


def test_a_page_that_is_gone_stays_gone(site: Site, db: sqlite3.Connection) -> None:
    address = site.put("/a", "<p>One.</p>", ETag='"1"')
    days = [NOW + timedelta(days=n) for n in range(4)]
    fetcher(Pages(db), days[0]).get(address)
    site.put("/a", status=404)
    assert isinstance(fetcher(Pages(db), days[1]).all([address])[0], BriefingError)
    site.put("/a", status=500)
    assert isinstance(fetcher(Pages(db), days[2]).all([address])[0], BriefingError)
    assert site.asked[2][1].get("if-none-match") is None


def test_pages_that_nothing_asks_for_are_forgotten(site: Site, db: sqlite3.Connection) -> None:
    """What is still asked stays, though its bytes are those of months ago; nothing is left of the rest."""
    once, always, changed = site.put("/once", "<p>One.</p>"), site.put("/always", "<p>Two.</p>"), site.put("/c", "1")
    fetcher(Pages(db)).all([once, always, changed])
    site.put("/c", "2")
    later = NOW + timedelta(days=70)
    fetcher(Pages(db), now=later).all([always, changed])
    Pages(db).forget("2027-01-01")
    site.pages.clear()
    had = fetcher(Pages(db), now=later + timedelta(days=1), offline=True).all([once, always, changed])
    assert [one.data if isinstance(one, Fetched) else None for one in had] == [None, b"<p>Two.</p>", b"2"]
    assert db.execute("SELECT count(*) FROM bodies").fetchone()[0] == 2


def test_a_day_can_be_had_again_without_a_network(site: Site, db: sqlite3.Connection) -> None:
    address = site.put("/a", "<p>One.</p>")
    gone = f"{site.address}/none"
    days = [NOW + timedelta(days=n) for n in range(3)]
    seen = [fetcher(Pages(db), days[0]).all([address, gone])]
    site.put("/a", "<p>Two.</p>")
    seen.append(fetcher(Pages(db), days[1]).all([address, gone]))
    site.put("/a", status=503)
    seen.append(fetcher(Pages(db), days[2]).all([address, gone]))
    asked = len(site.asked)
    again = [fetcher(Pages(db), day, offline=True).all([address, gone]) for day in days]
    assert [[str(one) if isinstance(one, BriefingError) else one for one in day] for day in again] == [
        [str(one) if isinstance(one, BriefingError) else one for one in day] for day in seen
    ]
    assert len(site.asked) == asked
    before = fetcher(Pages(db), NOW - timedelta(days=1), offline=True).all([address])[0]
    assert str(before).startswith(f"{address}: no copy of it was kept by 2026-11-21T06:30:00+00:00")
