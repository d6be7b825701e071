"""What daily runs cost and stand, measured: ``python -m tests.daily ratio`` and ``python -m tests.daily kill 200``.

ratio: processor time of a second edition over unchanged articles, as a share of the first's.
kill: a situation with a feed and a mail server on loopback, ended by SIGKILL at random points of its runs; after each
kill the next run must carry on with nothing lost, nothing sent twice and no file half written.
"""

import asyncio
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.utils import format_datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from briefing import history
from briefing.history import editions
from briefing.resources import PACKAGE

SEEDS = PACKAGE.parent / "seeds"
KILLS_A_DAY = 8
SETTINGS = """
[situations.valley]
title = "The Orlin dam"
inputs = ["http://127.0.0.1:{web}/feed.xml"]
schedule = "06:30"
look_back = "3d"
recipients = ["ann@example.org", "bo@example.org"]
[fetch]
allow_private = true
[mail]
sender = "desk@example.org"
host = "127.0.0.1"
port = {mail}
security = "none"
"""
NEWS = (
    "Workers found {n} cars below the bridge of Sorn on the {n}th day after the flood, the mayor said.",
    "The army flew {n} tonnes of flour to the village of Upper Sorn, a spokesman said.",
    "A judge in Velmar heard witness number {n} about the cracks in the Orlin dam.",
)


# --- what an unchanged pile costs -------------------------------------------------------------


def ratio(folder: Path, seeds: Path = SEEDS) -> tuple[float, float]:
    """Processor seconds of a first edition of ``seeds`` and of a second run, to which nothing is new."""
    text = f'[situations.seeds]\ninputs = ["{seeds}"]\n'
    (folder / "briefing.toml").write_text(text, encoding="utf-8")
    return _seconds(folder, "2026-11-21T06:30Z", 0), _seconds(folder, "2026-11-22T06:30Z", 3)


def _seconds(folder: Path, now: str, expected: int) -> float:
    before = os.times()
    command = [sys.executable, "-m", "briefing", "--situation", "seeds"]
    around = {**os.environ, "BRIEFING_NOW": now, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(command, cwd=folder, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == expected, done.stderr
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


# --- killed at random points ------------------------------------------------------------------


@dataclass(frozen=True)
class Servers:
    web: int
    mail: int
    folder: Path

    def mails(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted((self.folder / "mails").glob("*.eml"))]


@contextmanager
def serving(folder: Path) -> Iterator[Servers]:
    """A web and a mail server in a process of their own: who forks should have no threads."""
    for name in ("www", "mails"):
        (folder / name).mkdir()
    command = [sys.executable, "-m", "tests.daily", "serve", str(folder)]
    around = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    with subprocess.Popen(command, env=around, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            web, mail = map(int, process.stdout.readline().split())
            yield Servers(web, mail, folder)
        finally:
            process.terminate()


def serve(folder: Path) -> None:
    """Serves ``www`` and keeps every mail that it accepts as a file, before it says so."""
    from aiosmtpd.smtp import SMTP

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Nobody watches."""

    class Keep:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            for recipient in envelope.rcpt_tos:
                path = folder / "mails" / f"{time.time_ns()}.eml"
                path.write_bytes(f"X-Recipient: {recipient}\r\n".encode() + envelope.content)
            return "250 OK"

    web = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Quiet(*args, directory=str(folder / "www")))
    Thread(target=web.serve_forever, daemon=True).start()
    loop = asyncio.new_event_loop()
    starting = loop.create_server(lambda: SMTP(Keep(), hostname="mail.test", loop=loop), "127.0.0.1", 0)
    mail = loop.run_until_complete(starting)
    print(web.server_address[1], mail.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    loop.run_forever()


def publish(servers: Servers, n: int, day: date) -> None:
    """One more page and the feed of the last ten."""
    pages = servers.folder / "www"
    body = "".join(f"<p>{line.format(n=n + 20)}</p>" for line in NEWS)
    (pages / f"{n}.html").write_text(f"<html lang=en><body><article><h1>Day {n}</h1>{body}</article></body></html>")
    items = []
    for k in range(n, max(-1, n - 10), -1):
        when = format_datetime(datetime(day.year, day.month, day.day, 4, tzinfo=UTC) - timedelta(days=n - k))
        link = f"http://127.0.0.1:{servers.web}/{k}.html"
        items.append(f"<item><title>Day {k}</title><link>{link}</link><pubDate>{when}</pubDate></item>")
    (pages / "feed.xml").write_text(
        f"<rss version='2.0'><channel><title>Courier</title>{''.join(items)}</channel></rss>"
    )


def kill(times: int, seed: int = 0) -> Counter[str]:
    """Ends runs at ``times`` random points and lets the next one carry on; what happened, counted.

    Raises:
        AssertionError: Something was lost, sent twice or half written.
    """
    from briefing import pipelines
    from briefing.pipelines import load_pipeline

    nlp = load_pipeline()
    pipelines.load_pipeline = lambda *_: nlp  # what a run loads first is not what is to be tested
    chance, told = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as place, serving(Path(place)) as servers:
        os.chdir(place)
        Path("briefing.toml").write_text(SETTINGS.format(web=servers.web, mail=servers.mail))
        day = date(2026, 3, 1)
        n = 1
        publish(servers, n, day)
        _edition(day)  # in this process: what it imports and warms, later runs have at once
        n, day = n + 1, day + timedelta(days=1)
        publish(servers, n, day)
        began = time.monotonic()
        told[run(day, None)] += 1
        length = time.monotonic() - began  # a guess that is too long ends hardly any run
        while told["killed"] < times:
            n, day = n + 1, day + timedelta(days=1)
            publish(servers, n, day)
            for _ in range(min(KILLS_A_DAY, times - told["killed"])):
                # Half of them near the end, where files are moved, rows written and mails sent.
                early = chance.random() < 0.5
                ended = run(day, chance.uniform(0, length) if early else chance.uniform(0.8, 1.1) * length)
                told[ended] += 1
                check(servers)
                if ended != "killed":
                    break
            began = time.monotonic()
            status = run(day, None)
            length = time.monotonic() - began if status == "exit 0" else length
            told[status] += 1
            check(servers)
            finished(servers, day, told)
    return told


def run(day: date, seconds: float | None) -> str:
    """One run in a process of its own, ended after ``seconds``; how it ended."""
    child = os.fork()
    if child == 0:
        _child(day)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else f"exit {os.waitstatus_to_exitcode(status)}"


def _child(day: date) -> None:
    status = 70
    try:
        log = os.open("log.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        status = _edition(day)
    finally:
        os._exit(status)


def _edition(day: date) -> int:
    from briefing.cli import main

    os.environ["BRIEFING_NOW"] = f"{day}T06:30:00+00:00"
    return main(["--situation", "valley", "--send"])


def check(servers: Servers) -> None:
    """What must hold at any moment."""
    for path in Path("out").glob("[!.]*") if Path("out").is_dir() else ():
        data = path.read_bytes()
        assert data, path
        assert path.suffix != ".json" or json.loads(data), path
        assert path.suffix != ".pdf" or data.rstrip().endswith(b"%%EOF"), path
    if Path(".briefing/history.sqlite").exists():
        with closing(history.connect(".briefing/history.sqlite")) as db:
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            for one in editions.every(db):
                assert all(file.whole for file in one.files), one.name
    twice = [key for key, n in arrived(servers).items() if n > 1]
    assert not twice, twice


def finished(servers: Servers, day: date, told: Counter[str]) -> None:
    """What must hold once a run could end: the day's edition is there, whole, and with everybody but those of whom it
    is said that nobody knows."""
    with closing(history.connect(".briefing/history.sqlite")) as db:
        made = editions.latest(db, "valley")
        assert made, day
        log = Path("log.txt").read_text(encoding="utf-8").splitlines()[-5:]
        assert (made.day, len(made.files)) == (day.isoformat(), 4), (made.name, made.files, dict(told), log)
        states = states_of(db, made.id)
    assert not list(Path("out").glob(".*")), "a part of a file was left"
    got = arrived(servers)
    for recipient, state in states.items():
        assert state in ("accepted", "unknown"), states
        assert state == "unknown" or got[made.name, recipient] == 1, (made.name, recipient)
        told[f"mail {state}"] += 1
    assert len(states) == 2, states


def states_of(db: sqlite3.Connection, edition: int) -> dict[str, str]:
    from briefing.history import deliveries

    return {name: one.state for name, one in deliveries.current(db, edition).items()}


def arrived(servers: Servers) -> Counter[tuple[str, str]]:
    """How often each edition reached each recipient."""
    found: Counter[tuple[str, str]] = Counter()
    for data in servers.mails():
        mail = message_from_bytes(data)
        name = next(part.get_filename() for part in mail.walk() if part.get_content_type() == "application/pdf")
        found[str(name).removesuffix(".pdf"), str(mail["X-Recipient"])] += 1
    return found


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["serve"]:
        serve(Path(arguments[1]))
    elif arguments[:1] == ["kill"]:
        print(dict(kill(*map(int, arguments[1:]))))  # noqa: T201
    else:
        with tempfile.TemporaryDirectory() as place:
            first, second = ratio(Path(place))
        print(f"first edition {first:.2f} s, nothing new {second:.2f} s: {second / first:.2f}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
