"""``make-brief init`` and ``make-brief history``."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing import history
from briefing.cli import main
from briefing.config import config
from briefing.history import editions
from briefing.model import Changes, Edition
from briefing.resources import text
from briefing.serial import to_json
from tests.briefs import ordinary


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("BRIEFING_"):
            monkeypatch.delenv(name)


def ran(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(args)
    out, err = capsys.readouterr()
    return status, out, err


# --- init -------------------------------------------------------------------------------------


def test_init_writes_settings_that_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(capsys, "init") == (0, "briefing.toml\n", "Edit it, then: make-brief --situation port\n")
    assert config({}, environment={}, situation="port").title == "Explosion at the port"


def test_init_replaces_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("briefing.toml").write_text("mine")
    said = "make-brief: briefing.toml: is there already; give another name, or move it away\n"
    assert ran(capsys, "init") == (1, "", said)
    assert Path("briefing.toml").read_text() == "mine"
    assert ran(capsys, "init", "conf/desk.toml")[:2] == (0, "conf/desk.toml\n")


def test_every_line_of_the_example_is_right_once_its_mark_is_taken_off() -> None:
    lines = text("briefing.toml.example").splitlines()
    plain = [line.removeprefix("# ") if line.startswith(("# [", "#  [")) or " = " in line else line for line in lines]
    Path("all.toml").write_text("\n".join(plain))
    found = config({}, environment={}, file="all.toml", situation="port")
    assert (found.recipients[0], found.mail.host, found.fetch.timeout) == (
        "Desk <desk@example.org>",
        "mail.example.org",
        20,
    )


# --- history ----------------------------------------------------------------------------------


@pytest.fixture
def made() -> None:
    """Two editions of the valley: the second is the ordinary brief, the first lacks its last development."""
    Path("briefing.toml").write_text('[situations.valley]\ninputs = ["in"]\n')
    second = replace(ordinary(), edition=Edition(number=2, of="valley", previous="2026-03-04-valley"))
    first = replace(second, edition=Edition(of="valley"), changes=None, developments=second.developments[:-1])
    third = replace(second, edition=Edition(number=3, of="valley"), changes=Changes())
    db = history.connect(".briefing/history.sqlite")
    for n, brief in enumerate((first, second, third), 1):
        day = f"2026-03-{3 + n:02}"
        path = Path(f"{day}-valley.md")
        path.write_text(day)
        with db:
            editions.add(
                db,
                situation="valley",
                number=n,
                due=datetime(2026, 3, 3 + n, 6, 30, tzinfo=UTC),
                day=day,
                name=editions.named(db, "valley", day),
                previous=n - 1 or None,
                made=datetime(2026, 3, 3 + n, 6, 31, tzinfo=UTC),
                brief=to_json(brief),
                files={"md": path},
            )
    db.close()


@pytest.mark.usefixtures("made")
def test_history_lists_editions_newest_first(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ran(capsys, "history", "list")
    assert (status, err) == (0, "")
    assert [row.split(maxsplit=3) for row in out.splitlines()] == [
        ["3", "2026-03-06-valley", "made", "nothing new"],
        ["2", "2026-03-05-valley", "made", "2 new, 1 revised, 1 answered, 1 withdrawn"],
        ["1", "2026-03-04-valley", "made", "the first"],
    ]
    assert ran(capsys, "history", "list", "--config", "briefing.toml")[1] == out


@pytest.mark.usefixtures("made")
def test_history_shows_one_edition(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Path("2026-03-05-valley.md").write_text("changed")
    rows = ran(capsys, "history", "show", "2")[1].splitlines()
    assert rows[:3] == [
        "2026-03-05-valley: edition 2 of valley, made",
        "due 2026-03-05T06:30:00+00:00, made 2026-03-05T06:31:00+00:00, from 4 articles",
        f"md: {tmp_path / '2026-03-05-valley.md'} (changed since)",
    ]
    assert [row[:4] for row in rows[3:]] == ["+ D3", "+ D4", "~ F1", "? O9", "- D9"]
    assert ran(capsys, "history", "show")[1].startswith("2026-03-06-valley: ")


@pytest.mark.usefixtures("made")
def test_history_tells_how_two_editions_differ(capsys: pytest.CaptureFixture[str]) -> None:
    last = ordinary().developments[-1]
    assert ran(capsys, "history", "diff", "2026-03-05-valley") == (
        0,
        f"2026-03-04-valley -> 2026-03-05-valley\n+ {last.id} {last.headline}\n",
        "",
    )
    assert ran(capsys, "history", "diff", "3", "1")[1].splitlines()[1] == f"- {last.id} {last.headline}"


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["show", "2026-03-05-vally"], 'unknown edition "2026-03-05-vally"; did you mean "2026'),
        (["diff", "1"], "2026-03-04-valley is the first edition; there is none before it to compare it with"),
        (["list", "1"], "history list: '1' is one edition too many"),
        (["diff", "1", "2", "3"], "history diff: '3' is one edition too many"),
    ],
)
def test_what_history_is_asked_wrongly(capsys: pytest.CaptureFixture[str], args: list[str], said: str) -> None:
    status, out, err = ran(capsys, "history", *args)
    assert (status, out) == (2, "")
    assert said in err


def test_no_history_yet(capsys: pytest.CaptureFixture[str]) -> None:
    said = ".briefing/history.sqlite: there is no history yet; make-brief --situation NAME starts one\n"
    assert ran(capsys, "history", "list") == (0, "", said)
    assert json.dumps(sorted(Path().iterdir())) == "[]"
