"""Settings: which of flag, environment, file and default counts, and what a slip is told."""

from pathlib import Path
from typing import Any

import pytest

from briefing.config import Config, checked, config
from briefing.errors import UsageError

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


def test_the_example_can_be_used_as_it_is() -> None:
    folder = Path(__file__).parent.parent
    found = config({}, environment={}, file=str(folder / "briefing.toml.example"), situation="port")
    assert found.inputs == (str(folder / "articles/port"), str(folder / "wires/*.jsonl"))
    assert found.out == str(folder / "out/port")
