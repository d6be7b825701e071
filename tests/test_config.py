"""Settings: which of flag, environment, file and default counts, and what a slip is told."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.config import INNER, KEYS, Config, Fetch, Mail, config, situations
from briefing.errors import UsageError
from briefing.schedules import Schedule
from briefing.values import KINDS, checked

FILE = """
out = "briefs"
limit = 9
[situations.port]
title = "The port"
inputs = ["wires/*.jsonl", "/abs/a.txt", "-"]
limit = 5
template = "./looks"
[situations.sea]
formats = ["md", "pdf", "md"]
strict = true
as_of = 2026-03-06T18:00:00+01:00
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "briefing.toml"
    path.write_text(FILE)
    return str(path)


def test_without_anything_the_defaults_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert config({}, environment={}) == Config()


def test_a_situation_counts_before_the_file_s_own_keys(file: str) -> None:
    folder = Path(file).parent
    assert config({}, environment={}, file=file, situation="port") == Config(
        situation="port",
        title="The port",
        inputs=(str(folder / "wires/*.jsonl"), "/abs/a.txt", "-"),
        limit=5,
        out=str(folder / "briefs"),
        template=str(folder / "looks"),
        history=str(folder / ".briefing/history.sqlite"),
    )


def test_values_of_other_types(file: str) -> None:
    found = config({}, environment={}, file=file, situation="sea")
    assert (found.formats, found.strict, found.as_of) == (("md", "pdf"), True, "2026-03-06T18:00:00+01:00")


def test_flag_over_environment_over_file(file: str) -> None:
    around = {"BRIEFING_LIMIT": "7", "BRIEFING_OUT": "env", "BRIEFING_TITLE": "", "BRIEFING_STRICT": "1"}
    found = config({"out": "flag", "inputs": ["a,b.txt"]}, environment=around, file=file, situation="port")
    assert (found.limit, found.out, found.title, found.strict) == (7, "flag", "The port", True)
    assert found.inputs == ("a,b.txt",)


def test_the_environment_may_name_the_file(file: str) -> None:
    assert config({}, environment={"BRIEFING_CONFIG": file}).limit == 9


@pytest.mark.parametrize(
    ("text", "situation", "said"),
    [
        ('fromat = "md"', None, 'unknown key "fromat"; did you mean "formats"?'),
        ('[situations.port]\nas-of = "x"', None, 'in [situations.port] unknown key "as-of"; did you mean "as_of"?'),
        ("[situations.port]", "prot", 'unknown situation "prot"; did you mean "port"?'),
        ("", "port", 'unknown situation "port"; known are none'),
        ("zzzz = 1", None, 'unknown key "zzzz"; known are inputs, out,'),
        ("situations = 3", None, "situations are tables; write [situations.NAME]"),
        ("out = ", None, "not TOML: "),
        ("limit = 0", None, "limit = 0; give a number of developments, 1 or more"),
        ("limit = true", None, "limit = True; give a number of developments, 1 or more"),
        ("title = 3", None, "title = 3; give some text"),
        ("inputs = [1]", None, "inputs = [1]; give a list of files, folders or globs"),
        ('as_of = "yesterday"', None, "as_of = 'yesterday'; give a day or time in ISO 8601"),
        ('paper = "A5"', None, "paper = 'A5'; give A4 or Letter"),
        ('strict = "perhaps"', None, "strict = 'perhaps'; give true or false"),
        ("[mail]\nhots = 'x'", None, 'in [mail] unknown key "hots"; did you mean "host"?'),
        ("[situations.port.fetch]\ntime = 3", "port", 'in [situations.port.fetch] unknown key "time"; did you mean'),
        ("mail = 3", None, "mail is a table; write [mail]"),
        ("[situations.port]\nfetch = 3", "port", "fetch is a table; write [situations.port.fetch]"),
        ("[situations.'a/b']", None, "situation 'a/b'; a name has letters, digits, - and _ only"),
        ("[mail]\nport = 0", None, "[mail]: port = 0; give a port, such as 587"),
        ('[mail]\nsender = "desk"', None, "[mail]: sender = 'desk'; give an address, such as"),
        ('recipients = ["desk@example.org", "nobody"]', None, "; give a list, such as"),
        ('schedule = "6 o\'clock"', None, "give a time, with days before it if not daily"),
        ('time_zone = "Berlin"', None, "time_zone = 'Berlin'; give a time zone by its IANA name"),
        ('look_back = "0h"', None, """look_back = '0h'; give a span of time, such as "36h" or "7d\""""),
        ('outlets = { Ledger = "G" }', None, "outlets = {'Ledger': 'G'}; give a table of outlets and grades"),
        ('quiet = "loud"', None, """quiet = 'loud'; give "skip" or "short\""""),
    ],
)
def test_a_slip_is_one_sentence(tmp_path: Path, text: str, situation: str | None, said: str) -> None:
    path = tmp_path / "b.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as error:
        config({}, environment={}, file=str(path), situation=situation)
    assert str(error.value).startswith(str(path))
    assert said in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"nowhere\.toml: there is no such configuration file"):
        config({}, environment={}, file="nowhere.toml")
    with pytest.raises(UsageError, match=r"situation 'port': there is no briefing\.toml here"):
        config({}, environment={}, situation="port")


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("paper", "letter", "Letter"),
        ("formats", "md, pdf", ("md", "pdf")),
        ("as_of", "2026-03-06", "2026-03-06"),
        ("as_of", "2026-03-06 18:00", "2026-03-06T18:00:00"),
        ("limit", "12", 12),
    ],
)
def test_checked(key: str, value: Any, expected: Any) -> None:
    assert checked(key, value, "here") == expected


DAILY = """
time_zone = "Europe/Berlin"
outlets = { "Daily Ledger" = "b" }
[mail]
sender = "Desk <desk@example.org>"
host = "mail.example.org"
password_file = "secret"
[fetch]
max_bytes = "5 MB"
[situations.port]
keywords = ["harbour", "port"]
look_back = "36h"
recipients = ["Ann <ann@example.org>", "bo@example.org, ann@example.org"]
schedule = "weekdays 06:30"
history = "state/port.sqlite"
[situations.port.mail]
port = 465
security = "TLS"
"""


def test_tables_count_key_by_key(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text(DAILY)
    around = {"BRIEFING_MAIL_HOST": "localhost", "BRIEFING_FETCH_ROBOTS": "no"}
    assert config({}, environment=around, file=str(path), situation="port") == Config(
        situation="port",
        time_zone="Europe/Berlin",
        outlets={"Daily Ledger": "B"},
        keywords=("harbour", "port"),
        look_back=timedelta(hours=36),
        recipients=("Ann <ann@example.org>", "bo@example.org", "ann@example.org"),
        schedule=Schedule(days=(0, 1, 2, 3, 4), hour=6, minute=30),
        history=str(tmp_path / "state/port.sqlite"),
        fetch=Fetch(max_bytes=5_000_000, robots=False),
        mail=Mail(
            sender="Desk <desk@example.org>",
            host="localhost",
            port=465,
            security="tls",
            password_file=str(tmp_path / "secret"),
        ),
    )
    assert situations(str(path)) == ("port",)


@pytest.mark.parametrize("key", [*KEYS, *(f"{table}.{key}" for table, keys in INNER.items() for key in keys)])
def test_every_key_has_a_reader(key: str) -> None:
    assert key in KINDS
    with pytest.raises(UsageError, match=f"here: {key.rpartition('.')[2]} = "):
        checked(key, [[]], "here")


def test_the_example_can_be_used_as_it_is() -> None:
    folder = Path(__file__).parent.parent
    found = config({}, environment={}, file=str(folder / "briefing.toml.example"), situation="port")
    assert found.inputs == (str(folder / "articles/port"), str(folder / "wires/*.jsonl"))
    assert found.out == str(folder / "out/port")
