"""Editions of a situation: when one is made, what its files are called, what is parsed again, what has changed."""

import json
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from briefing import history, parse
from briefing.cli import main
from briefing.config import HISTORY
from briefing.fetch import Fetched
from briefing.history.pages import Pages

pytestmark = pytest.mark.model

SETTINGS = """
[situations.ferry]
title = "The Sorn ferry"
inputs = ["in"]
schedule = "06:30"
time_zone = "Europe/Berlin"
formats = ["md", "json"]
"""

FIRST = [
    "A ferry sank off the port of Sorn on Friday after a fire broke out in its engine room, the coast guard said.",
    "At least 14 people were killed, the coast guard said.",
    "It was not clear how many passengers had been on board the ferry.",
    "The mayor of Sorn, Ida Brenn, closed the harbour to all ships.",
]
SECOND = [
    "The death toll from the sinking of a ferry off the port of Sorn rose to 22 people on Sunday, police said.",
    "The ferry had carried 95 passengers on board, the shipping company said.",
    "A ferry sank off the port of Sorn on Friday after a fire in its engine room.",
]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("BRIEFING_"):
            monkeypatch.delenv(name)
    Path("briefing.toml").write_text(SETTINGS, encoding="utf-8")
    Path("in").mkdir()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def at(time: str, *args: str) -> tuple[int, str, str]:
        monkeypatch.setenv("BRIEFING_NOW", time)
        capsys.readouterr()
        status = main(["--situation", "ferry", *args])
        return (status, *capsys.readouterr())

    return at


def report(name: str, published: str, paragraphs: list[str], outlet: str = "Courier") -> None:
    text = "\n\n".join(paragraphs)
    line = {
        "title": paragraphs[0][:40],
        "outlet": outlet,
        "published": published,
        "url": f"https://{name}.example/ferry",
        "text": text,
    }
    Path(f"in/{name}.jsonl").write_text(json.dumps(line), encoding="utf-8")


def brief(name: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(Path(f"out/{name}.json").read_text(encoding="utf-8"))
    return made


def verified(name: str, capsys: pytest.CaptureFixture[str]) -> str:
    main(["verify", f"out/{name}.json"])
    return capsys.readouterr().out


def test_files_are_named_by_the_edition_s_day_not_the_run_s(run: Run) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    assert run("2026-11-21T04:59:00Z")[:2] == (0, "out/2026-11-20-ferry.md\nout/2026-11-20-ferry.json\n")
    report("b", "2026-11-20T20:00:00+00:00", SECOND, "Radio")
    assert run("2026-11-22T04:00:00Z")[:2] == (0, "out/2026-11-21-ferry.md\nout/2026-11-21-ferry.json\n")
    made = brief("2026-11-21-ferry")
    assert made["edition"] == {"number": 2, "of": "ferry", "previous": "2026-11-20-ferry", "missed": []}
    assert made["as_of"] == "2026-11-22T05:00+01:00"


def test_one_edition_for_each_time_it_is_due(run: Run) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    assert run("2026-11-21T05:30:00Z")[0] == 0
    report("b", "2026-11-21T06:00:00+00:00", SECOND, "Radio")
    said = "ferry: the edition of 2026-11-21 is made already (2026-11-21-ferry); --extra makes another one\n"
    assert run("2026-11-21T09:00:00Z") == (3, "", said)
    assert run("2026-11-21T09:00:00Z", "--extra")[:2] == (0, "out/2026-11-21-ferry-2.md\nout/2026-11-21-ferry-2.json\n")
    assert run("2026-11-21T08:00:00Z")[0] == 3  # a clock that was put back


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        # At 02:00 the clocks go to 03:00: the edition of 02:30 is due at 03:30.
        (["2026-03-29T01:29:00Z", "2026-03-29T01:30:00Z"], ["2026-03-28", "2026-03-29"]),
        # At 03:00 the clocks go back to 02:00: there are two 02:30, and one edition.
        (["2026-10-25T00:29:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"], ["2026-10-24", "2026-10-25", ""]),
    ],
)
def test_clocks_that_step(run: Run, runs: list[str], expected: list[str]) -> None:
    Path("briefing.toml").write_text(SETTINGS.replace("06:30", "02:30").replace('"md", ', ""), encoding="utf-8")
    made = []
    for n, time in enumerate(runs):
        report(f"r{n}", "2026-03-01T18:00:00+00:00", [FIRST[n]])
        made.append(run(time)[1])
    assert made == [f"out/{day}-ferry.json\n" if day else "" for day in expected]


def test_nothing_new_is_exit_3_and_no_missed_edition(run: Run) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    run("2026-11-21T05:30:00Z")
    assert run("2026-11-22T05:30:00Z") == (3, "", "ferry: nothing new since edition 1 (2026-11-21-ferry)\n")
    report("copy", "2026-11-22T18:00:00+00:00", FIRST, "Post")
    assert run("2026-11-23T05:30:00Z")[0] == 3
    report("b", "2026-11-23T18:00:00+00:00", SECOND, "Radio")
    status, _, err = run("2026-11-25T05:30:00Z")
    assert (status, err) == (0, "ferry: no edition was made for 2026-11-24; this one stands for them too\n")
    assert brief("2026-11-25-ferry")["edition"]["missed"] == ["2026-11-24"]
    assert "stands also for the editions of 24 November 2026" in Path("out/2026-11-25-ferry.md").read_text()


def test_a_short_edition_says_that_nothing_is_new(run: Run) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    run("2026-11-21T05:30:00Z")
    Path("briefing.toml").write_text(SETTINGS + 'quiet = "short"\n', encoding="utf-8")
    assert run("2026-11-22T05:30:00Z")[0] == 0
    made = brief("2026-11-22-ferry")
    assert made["changes"] == {"new": [], "revised": [], "withdrawn": [], "answered": []}
    assert {one["told"] for one in made["developments"]} == {"2026-11-21"}
    assert "Nothing new since the last edition." in Path("out/2026-11-22-ferry.md").read_text()


def test_what_was_read_is_not_parsed_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    report("b", "2026-11-20T18:00:00+00:00", SECOND, "Radio")
    parsed: list[str] = []
    real = parse.parse

    def counting(articles: Any, nlp: Any) -> Any:
        given = list(articles)
        parsed.extend(one.outlet for one in given)
        return real(given, nlp)

    monkeypatch.setattr("briefing.make.parse", counting)
    run("2026-11-21T05:30:00Z")
    assert parsed == ["Courier", "Radio"]
    with monkeypatch.context() as without:
        without.setattr("briefing.pipelines.load_pipeline", None)
        assert run("2026-11-22T05:30:00Z")[0] == 3
    report("c", "2026-11-22T18:00:00+00:00", ["The captain, Jon Arvik, was arrested on Sunday, police said."], "Post")
    assert run("2026-11-23T05:30:00Z")[0] == 0
    assert parsed == ["Courier", "Radio", "Post"]


def test_a_report_that_goes_on_is_told_as_what_changed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    run("2026-11-21T05:30:00Z")
    before = brief("2026-11-21-ferry")
    report("b", "2026-11-22T18:00:00+00:00", SECOND, "Radio")
    run("2026-11-23T05:30:00Z")
    made = brief("2026-11-23-ferry")
    changes, ids = made["changes"], {one["text"]: one["id"] for one in made["developments"]}
    toll = next(one["id"] for one in made["figures"] if one["text"] == "22 people")
    assert changes["new"] == [ids[SECOND[0]], next(f["id"] for f in made["figures"] if f["value"] == 95)]
    assert changes["revised"][0]["id"] == toll
    revised = [(one["kind"], one["was"], one["now"]) for one in changes["revised"] if one["kind"] != "status"]
    assert revised == [("figure", "At least 14 people", "22 people")]
    assert [c["text"] for c in changes["revised"][0]["citations"]] == [FIRST[1][:-1], SECOND[0][:-1]]
    assert [(one["question"], one["text"]) for one in changes["answered"]] == [(FIRST[2], SECOND[1])]
    assert FIRST[2] not in [one["text"] for one in made["questions"]]
    told = {one["id"]: one["told"] for one in made["developments"] if one["id"] != ids[SECOND[0]]}
    assert told
    assert set(told) <= {one["id"] for one in before["developments"]}
    assert set(told.values()) == {"2026-11-21"}
    assert {f["text"]: f["id"] for f in before["figures"]}.items() <= {
        f["text"]: f["id"] for f in made["figures"]
    }.items()
    assert verified("2026-11-23-ferry", capsys) == ""


def test_an_article_that_is_changed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    report("b", "2026-11-20T17:00:00+00:00", ["Two helicopters searched the bay of Sorn through the night."], "Radio")
    run("2026-11-21T05:30:00Z")
    report("a", "2026-11-20T18:00:00+00:00", [FIRST[0], FIRST[1].replace("14", "12"), FIRST[2]])
    assert run("2026-11-22T05:30:00Z")[0] == 0
    changes = brief("2026-11-22-ferry")["changes"]
    assert [(one["was"], one["now"]) for one in changes["revised"]] == [("At least 14 people", "At least 12 people")]
    assert [(one["text"], one["why"]) for one in changes["withdrawn"]] == [
        ("The mayor of Sorn, Ida Brenn, closed the harbour to all ships", "changed")
    ]
    assert [one["id"] for one in brief("2026-11-22-ferry")["earlier"]] == ["X1"]
    assert verified("2026-11-22-ferry", capsys) == ""
    # Told once, not every day.
    assert run("2026-11-23T05:30:00Z")[0] == 3


def test_an_article_that_is_taken_away(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    report("old", "2026-11-20T12:00:00+00:00", ["The mayor of Sorn, Ida Brenn, closed the harbour to all ships."])
    report("last", "2026-11-20T06:00:00+00:00", ["The port of Sorn opened a second quay on Thursday."])
    run("2026-11-21T05:30:00Z")
    Path("in/last.jsonl").unlink()  # the oldest: its feed has forgotten it
    assert run("2026-11-22T05:30:00Z")[0] == 3
    Path("in/a.jsonl").unlink()
    assert run("2026-11-23T05:30:00Z")[0] == 0
    gone = brief("2026-11-23-ferry")["changes"]["withdrawn"]
    assert {one["why"] for one in gone} == {"gone"}
    assert FIRST[0] in [c["text"] for one in gone for c in one["citations"]]
    assert "closed the harbour" not in json.dumps(gone)
    assert verified("2026-11-23-ferry", capsys) == ""


def test_two_runs_do_not_overlap(run: Run) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    with history.locked(".briefing/history.sqlite"):
        status, out, err = run("2026-11-21T05:30:00Z")
    assert (status, out) == (1, "")
    assert err.endswith("another make-brief is at work on this history; let it end\n")
    assert run("2026-11-21T05:30:00Z")[0] == 0


def test_nothing_readable_is_no_quiet_day(run: Run) -> None:
    assert run("2026-11-21T05:30:00Z")[0] == 1


def test_the_same_editions_are_the_same_bytes(run: Run) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)

    def both() -> list[bytes]:
        report("b", "2026-11-20T17:00:00+00:00", SECOND[2:], "Radio")
        run("2026-11-21T05:30:00Z")
        report("b", "2026-11-22T18:00:00+00:00", SECOND, "Radio")
        run("2026-11-23T05:30:00Z")
        return [path.read_bytes() for path in sorted(Path("out").iterdir())]

    first = both()
    for path in Path(".briefing").iterdir():
        path.unlink()
    assert both() == first
    assert len(first) == 4


# --- sent -------------------------------------------------------------------------------------

MAILED = (
    SETTINGS
    + """recipients = ["ann@example.org"]
[mail]
channel = "eml"
folder = "outbox"
sender = "desk@example.org"
"""
)


def mails() -> int:
    return len(list(Path("outbox").glob("*.eml")))


def test_an_edition_is_sent_once(run: Run) -> None:
    Path("briefing.toml").write_text(MAILED, encoding="utf-8")
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    assert (run("2026-11-21T05:30:00Z", "--send")[0], mails()) == (0, 1)
    assert (run("2026-11-21T05:31:00Z", "--send")[0], mails()) == (3, 1)
    assert (run("2026-11-22T05:30:00Z", "--send")[0], mails()) == (3, 1)


def test_what_an_ended_run_did_not_send_is_sent_by_the_next(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("briefing.toml").write_text(MAILED, encoding="utf-8")
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    with monkeypatch.context() as ended:
        ended.setattr("briefing.commands._mail.deliver", None)
        with pytest.raises(TypeError):
            run("2026-11-21T05:30:00Z", "--send")
    assert mails() == 0
    assert (run("2026-11-22T05:30:00Z", "--send")[0], mails()) == (0, 1)


def test_what_was_made_to_be_kept_is_not_sent_on_a_quiet_day(run: Run) -> None:
    Path("briefing.toml").write_text(MAILED, encoding="utf-8")
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    run("2026-11-21T05:30:00Z")
    assert (run("2026-11-22T05:30:00Z", "--send")[0], mails()) == (3, 0)
    report("b", "2026-11-22T18:00:00+00:00", SECOND, "Radio")
    assert (run("2026-11-23T05:30:00Z", "--send")[0], mails()) == (0, 1)


def test_pages_that_nothing_asks_for_are_dropped(run: Run) -> None:
    report("a", "2026-11-20T18:00:00+00:00", FIRST)
    run("2026-11-21T05:30:00Z")
    address, time = "https://courier.example/feed.xml", "2026-11-21T05:30:00+00:00"
    page = Fetched(address=address, final=address, time=time, media="text/xml", charset=None, data=b"<feed/>")
    with closing(history.connect(Path(HISTORY))) as db:
        Pages(db).keep(page)
        for town, day, left in (("Brenn", "2027-01-15", 1), ("Calm", "2027-01-25", 0)):
            report(town, f"{day}T01:00:00+00:00", [f"The court of {town} fined the owner of the ferry."])
            assert run(f"{day}T05:30:00Z")[0] == 0
            assert db.execute("SELECT count(*) FROM visits").fetchone()[0] == left


def test_only_an_edition_is_sent(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["in", "--send"]) == 2
    assert "--send: only an edition of a situation is sent; give --situation NAME" in capsys.readouterr().err
