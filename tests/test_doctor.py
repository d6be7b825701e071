"""`make-brief doctor`: each check, when all is well and when it is not."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefing import history
from briefing.cli import main
from briefing.commands import doctor
from tests.mailserver import Running, running
from tests.test_sending import DUE, added
from tests.web import serving

CONFIG = """
out = "out"
[mail]
sender = "Desk <desk@example.org>"
host = "127.0.0.1"
port = {port}
security = "none"
[situations.port]
inputs = ["articles"]
recipients = ["ann@example.org"]
schedule = "06:30"
time_zone = "Europe/Berlin"
"""


@pytest.fixture
def server() -> Iterator[Running]:
    with running() as made:
        yield made


@pytest.fixture(autouse=True)
def here(tmp_path: Path, server: Running, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BRIEFING_") or name == "SOURCE_DATE_EPOCH"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setattr(doctor, "MACHINE", {name: one for name, one in doctor.MACHINE.items() if name == "clock"})
    monkeypatch.setattr(doctor.clock, "now", lambda: DUE)
    Path("articles").mkdir()
    Path("briefing.toml").write_text(CONFIG.format(port=server.port), encoding="utf-8")
    return tmp_path


def ran(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, dict[str, list[tuple[str, str]]], str]:
    """Exit status, what was found by each check, what was said."""
    status = main(["doctor", *args])
    out, err = capsys.readouterr()
    found: dict[str, list[tuple[str, str]]] = {}
    for line in out.splitlines():
        found.setdefault(line[6:26].strip(), []).append((line[:6].strip(), line[27:]))
    return status, found, err


def change(old: str, new: str) -> None:
    file = Path("briefing.toml")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_all_is_well(capsys: pytest.CaptureFixture[str], here: Path, server: Running) -> None:
    status, found, err = ran(capsys)
    free = found.pop("port: folders")
    assert (status, err) == (0, "")
    assert found == {
        "settings": [("ok", "briefing.toml: 1 situation")],
        "clock": [("ok", "2026-03-05 06:30 UTC; the machine's time zone is Europe/Berlin")],
        "port: inputs": [("ok", "articles")],
        "port: look": [("ok", "template situation; md, html, pdf, json")],
        "port: history": [("ok", ".briefing/history.sqlite: not there yet, the first edition makes it")],
        "port: mail": [("ok", f"127.0.0.1:{server.port} answers, no encryption, no login; 1 recipient")],
        "port: schedule": [("note", "no entry on this machine; `make-brief schedule install` makes one")],
    }
    assert [one[0] for one in free] == ["ok", "ok"]
    assert not Path(".briefing").exists()
    assert (server.handler.envelopes, sorted(path.name for path in here.iterdir())) == (
        0,
        ["articles", "briefing.toml"],
    )


@pytest.mark.parametrize(
    ("old", "new", "check", "said"),
    [
        ('"articles"', '"artcles"', "inputs", "artcles: there is no such file or folder; check the path"),
        ('inputs = ["articles"]', "", "inputs", "no inputs; write inputs = "),
        ('out = "out"', 'template = "sitation"', "look", "template 'sitation': neither a folder nor one of"),
        ('out = "out"', 'formats = ["pfd"]', "look", 'unknown format "pfd"; did you mean "pdf"?'),
        ('out = "out"', 'out = "briefing.toml"', "folders", "briefing.toml is a file, not a folder"),
        ('"none"', '"starttls"', "mail", "it offers no STARTTLS; nothing was sent"),
        ('sender = "Desk <desk@example.org>"', "", "mail", "give an address, such as desk@example.org"),
    ],
)
def test_what_fails_says_how_to_mend_it(
    capsys: pytest.CaptureFixture[str], old: str, new: str, check: str, said: str
) -> None:
    change(old, new)
    status, found, _ = ran(capsys)
    assert status == 1
    assert [one for one in found[f"port: {check}"] if one[0] == "fails" and said in one[1]], found
    assert [name for name, ones in found.items() if any(one[0] == "fails" for one in ones)] == [f"port: {check}"]


def test_a_feed_that_answers_and_one_that_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as site:
        feed, gone = site.put("/feed.xml", "<rss/>", "application/rss+xml"), f"{site.address}/gone.xml"
        change('inputs = ["articles"]', f'inputs = ["{feed}", "{gone}"]\nfetch = {{ allow_private = true }}')
        status, found, _ = ran(capsys)
    answers, fails = found["port: inputs"]
    assert (status, answers) == (1, ("ok", f"{feed} answers with 6 bytes, application/rss+xml"))
    assert (fails[0], fails[1].startswith(f"{gone}: HTTP 404")) == ("fails", True)


def test_one_situation(capsys: pytest.CaptureFixture[str]) -> None:
    change("[situations.port]", "[situations.fort]\n[situations.port]")
    status, found, _ = ran(capsys, "--situation", "port")
    assert (status, [name for name in found if name.startswith("fort")]) == (0, [])
    assert ran(capsys)[0] == 1


def test_without_a_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    Path("briefing.toml").unlink()
    status, found, _ = ran(capsys)
    assert (status, found["settings"]) == (
        0,
        [("note", "there is no briefing.toml here; `make-brief init` writes one")],
    )
    assert [name for name in found if ":" in name] == []
    assert main(["doctor", "--config", "b.toml"]) == 2


def test_a_history_that_is_damaged_or_in_the_future(
    capsys: pytest.CaptureFixture[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = history.connect(here / ".briefing/history.sqlite")
    edition = added(db, here, 1, DUE)
    db.execute("UPDATE editions SET situation = 'port'")
    db.commit()
    db.close()
    assert ran(capsys)[1]["port: history"][0][1].endswith("history.sqlite: 1 edition, the last one 2026-03-05-tarsk")
    monkeypatch.setattr(doctor.clock, "now", lambda: DUE.replace(year=2026, month=2))
    ((state, text),) = ran(capsys)[1]["port: history"]
    assert (state, "later than now; set the clock" in text) == ("fails", True), edition
    (here / ".briefing/history.sqlite").write_bytes(b"no history" * 100)
    for left in (here / ".briefing").glob("*-*"):
        left.unlink()
    ((state, text),) = ran(capsys)[1]["port: history"]
    assert (state, "the history cannot be used" in text) == ("fails", True)


def test_a_clock_that_stands_wrong_or_still(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.clock, "now", lambda: DUE.replace(year=1970))
    monkeypatch.setenv("BRIEFING_NOW", "1970-03-05T06:30Z")
    found = ran(capsys)[1]["clock"]
    assert [one[0] for one in found] == ["note", "fails"]
    assert found[0][1].startswith("BRIEFING_NOW is set: time stands still at 1970-03-05T06:30:00+00:00")
    assert found[1][1].startswith("the clock says 1970-03-05 06:30 UTC; set it")


def test_a_disk_that_is_full(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=90_000_000))
    status, found, _ = ran(capsys)
    assert (status, found["port: folders"][0][0]) == (1, "fails")
    assert found["port: folders"][0][1].endswith("out: 90 MB free; make room, 200 MB at least")


def test_a_schedule_that_is_installed(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    tool = here / "crontab"
    tool.write_text(
        f"#!/bin/sh\n[ $1 = -l ] && exec /bin/cat {here}/table\n[ $1 = - ] && exec /bin/cat >{here}/table\n"
    )
    tool.chmod(0o755)
    (here / "table").touch()
    assert main(["schedule", "install"]) == 0
    capsys.readouterr()
    said = "cron; the next edition is due on 2026-03-06 at 06:30 (Europe/Berlin)"
    assert ran(capsys)[1]["port: schedule"] == [("ok", said)]


def test_what_is_not_asked_for_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    change('recipients = ["ann@example.org"]', "")
    change('schedule = "06:30"', "")
    status, found, _ = ran(capsys)
    assert (status, found["port: mail"], found["port: schedule"]) == (
        0,
        [("note", "not set up: no recipients")],
        [("note", "none is set: editions are made when you make them")],
    )


@pytest.mark.model
def test_the_machine_itself(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert main(["doctor"]) == 0
    out, _ = capsys.readouterr()
    found = [line.split()[:2] for line in out.splitlines()]
    assert [["ok", name] in found for name in ("pipeline", "fonts", "Pango")] == [True] * 3
