"""A week of a situation: feeds of two outlets on loopback, a clock of our own, mail to a server on loopback.

Articles appear, are changed and are taken away; a feed fails for a day; one day nothing happens.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from briefing import history
from briefing.cli import main
from briefing.history import editions
from tests.mailserver import Running, running
from tests.web import Site, serving

pytestmark = [pytest.mark.model, pytest.mark.slow]

SETTINGS = """
[situations.valley]
title = "The Orlin dam"
inputs = ["{site}/courier.xml", "{site}/radio.xml"]
schedule = "06:30"
time_zone = "Europe/Berlin"
formats = ["md", "pdf", "json"]
quiet = "short"
look_back = "7d"
recipients = ["Ann <ann@example.org>", "bo@example.org"]
[fetch]
allow_private = true
[mail]
sender = "desk@example.org"
host = "127.0.0.1"
port = {port}
security = "none"
"""

BURST = "The Orlin dam burst above the town of Sorn on Sunday and flooded the lower Tarsk valley, the governor said."
DEAD = "At least 14 people were killed in the flood below the Orlin dam, the rescue service said on Sunday evening."
CAMP = "It was not clear how many people had been in the camp below the dam when the water came down the valley."
ROAD = "The army closed the only road from Sorn to the northern villages and sent 600 soldiers to the valley."
WELD = "Prime Minister Jonas Weld promised every family that lost its house a new one before the winter of next year."
ROSE = "The death toll from the flood below the Orlin dam rose to 22 people, the rescue service said on Monday."
COUNTED = "About 340 people had been in the camp below the dam, the Red Crescent said after it had counted its lists."
CRACKS = (
    "The union of dam workers said it had warned the operator twice about cracks in the eastern spillway of the dam."
)
SCHOOL = "A second school in Sorn was opened for families from the valley, and volunteers brought blankets and bread."
COURT = "A court in Velmar ordered the arrest of the director of the company that runs the dam, a prosecutor said."
BRIDGE = "Engineers of the army built a bridge of steel over the Tarsk, and the first lorries with food crossed it."
OLD = "The council of Sorn had asked for a new siren in the spring and was told that there was no money for one."
"""Every sentence is written for this test."""


@dataclass
class Outlet:
    """A feed and its pages, as they are on one day."""

    site: Site
    name: str
    items: dict[str, tuple[str, str, list[str]]] = field(default_factory=dict)
    """Address to headline, time and paragraphs, the newest last."""

    def publish(self, page: str, title: str, published: str, *paragraphs: str) -> None:
        self.items[page] = (title, published, list(paragraphs))
        self.show()

    def drop(self, page: str, *, taken_away: bool) -> None:
        del self.items[page]
        if taken_away:
            del self.site.pages[f"/{self.name}/{page}"]
        self.show()

    def show(self) -> None:
        entries = []
        for page, (title, published, paragraphs) in reversed(self.items.items()):
            body = "".join(f"<p>{one}</p>" for one in paragraphs)
            head = f'<meta property="article:published_time" content="{published}">'
            html = f"<html lang=en><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}"
            address = self.site.put(f"/{self.name}/{page}", f"{html}</article></body></html>")
            date = format_datetime(datetime.fromisoformat(published))
            entries.append(f"<item><title>{title}</title><link>{address}</link><pubDate>{date}</pubDate></item>")
        feed = f"<rss version='2.0'><channel><title>{self.name.title()}</title>{''.join(entries)}</channel></rss>"
        self.site.put(f"/{self.name}.xml", feed, "application/rss+xml")


@dataclass
class Desk:
    """Runs the situation and reads what it left."""

    server: Running
    monkeypatch: pytest.MonkeyPatch

    def morning(self, day: str) -> dict[str, Any]:
        """The brief of the edition that is made at half past six."""
        self.monkeypatch.setenv("BRIEFING_NOW", f"{day}T06:30:00+01:00")
        assert main(["--situation", "valley", "--send"]) == 0
        # A second call at the same time, as when the clocks are put back, makes and sends nothing.
        assert main(["--situation", "valley", "--send"]) == 3
        found: dict[str, Any] = json.loads(Path(f"out/{day}-valley.json").read_text(encoding="utf-8"))
        return found


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def desk(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("BRIEFING_"):
            monkeypatch.delenv(name)
    with running() as server:
        Path("briefing.toml").write_text(SETTINGS.format(site=site.address, port=server.port), encoding="utf-8")
        yield Desk(server, monkeypatch)


def changed(brief: dict[str, Any]) -> dict[str, list[Any]]:
    """What the brief says has changed; new developments by their text, the rest by what was and is."""
    changes = brief["changes"]
    told = {one["id"]: one["text"] for one in brief["developments"]}
    rows = {
        "new": [told[one] for one in changes["new"] if one in told],
        "revised": [(one["was"], one["now"]) for one in changes["revised"] if one["kind"] != "status"],
        "withdrawn": [(one["citations"][0]["text"], one["why"]) for one in changes["withdrawn"] if one["id"][0] == "K"],
        "answered": [(one["question"], one["text"]) for one in changes["answered"]],
    }
    return {kind: sorted(found) for kind, found in rows.items() if found}


def test_a_week(site: Site, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    courier, radio = Outlet(site, "courier"), Outlet(site, "radio")
    courier.publish("spring", "No money for a siren", "2026-11-14T08:00:00+00:00", OLD)
    courier.publish("dam", "Dam bursts above Sorn", "2026-11-15T16:00:00+00:00", BURST, DEAD, CAMP, ROAD, WELD)
    radio.publish("flood", "Flood in the Tarsk valley", "2026-11-15T18:00:00+00:00", SCHOOL)

    first = desk.morning("2026-11-16")
    assert first["changes"] is None
    assert {one["text"] for one in first["developments"]} >= {BURST, ROAD, WELD}

    radio.publish("toll", "Toll of the flood rises", "2026-11-16T17:00:00+00:00", ROSE, BURST)
    second = desk.morning("2026-11-17")
    assert changed(second) == {"new": [ROSE], "revised": [("At least 14 people", "22 people")]}
    assert {one["told"] for one in second["developments"] if one["text"] != ROSE} == {"2026-11-16"}

    third = desk.morning("2026-11-18")
    assert changed(third) == {}
    assert "Nothing new since the last edition." in Path("out/2026-11-18-valley.md").read_text(encoding="utf-8")

    courier.publish("dam", "Dam bursts above Sorn", "2026-11-15T16:00:00+00:00", BURST, DEAD, CAMP, ROAD)
    courier.publish("cracks", "Union warned of cracks", "2026-11-18T12:00:00+00:00", CRACKS, COUNTED)
    fourth = desk.morning("2026-11-19")
    assert changed(fourth) == {
        "new": sorted([CRACKS, COUNTED]),
        "withdrawn": [(WELD, "changed")],
        "answered": [(CAMP, COUNTED)],
    }

    site.put("/courier.xml", "", status=500)
    radio.publish("court", "Arrest ordered", "2026-11-19T19:00:00+00:00", COURT)
    fifth = desk.morning("2026-11-20")
    assert changed(fifth) == {"new": [COURT]}
    assert any("/courier.xml" in one["what"] for one in fifth["problems"])

    courier.drop("cracks", taken_away=True)
    sixth = desk.morning("2026-11-21")
    assert changed(sixth) == {"withdrawn": sorted([(CRACKS, "gone"), (COUNTED, "gone")])}

    courier.drop("dam", taken_away=False)  # still there, only named no more
    radio.publish("bridge", "Bridge over the Tarsk", "2026-11-21T19:00:00+00:00", BRIDGE)
    seventh = desk.morning("2026-11-22")
    assert changed(seventh) == {"new": [BRIDGE]}

    # All passages of all seven hold, also those of pages that have changed or gone.
    capsys.readouterr()
    made = [f"2026-11-{day}-valley" for day in range(16, 23)]
    for name in made:
        assert (main(["verify", f"out/{name}.pdf"]), capsys.readouterr().out) == (0, "")
    kept_ids(first, second)
    assert [one.name for one in reversed(editions.every(history.connect(".briefing/history.sqlite")))] == made
    assert sent(desk.server) == [
        (
            ["ann@example.org", "bo@example.org"],
            f"{name}.pdf",
            hashlib.sha256(Path(f"out/{name}.pdf").read_bytes()).hexdigest(),
        )
        for name in made
    ]
    assert sorted(path.stem for path in Path("out").glob("*.*")) == sorted(made * 3)


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def kept_ids(first: dict[str, Any], second: dict[str, Any]) -> None:
    before = {one["text"]: one["id"] for one in first["developments"]}
    after = {one["text"]: one["id"] for one in second["developments"]}
    assert {text: after[text] for text in before if text in after} == {t: i for t, i in before.items() if t in after}


def sent(server: Running) -> list[tuple[list[str], str, str]]:
    """Of each mail its recipients, and name and hash of the PDF in it."""
    found = []
    for envelope in server.handler.kept:
        content = envelope.content
        message = message_from_bytes(content if isinstance(content, bytes) else content.encode(), policy=default)
        for part in message.iter_attachments():
            data = part.get_content()
            found.append((envelope.rcpt_tos, part.get_filename() or "", fingerprint(data)))
    return found
