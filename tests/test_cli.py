"""The command: exit status, what goes to which stream, and every kind of bad input."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing import __version__
from briefing.cli import main
from briefing.templating import names

LEAD = "The ferry to Islay caught fire on Friday with 212 people on board, the coast guard said."
NEXT = "“We heard a bang, and then the lights went out,” said Tom Reed, a passenger. Nobody was hurt."
ARTICLE = f"Ferry stops after fire\n\n{LEAD}\n\n{NEXT}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own with one article, and no settings from around it."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("BRIEFING_"):
            monkeypatch.delenv(name)
    Path("in").mkdir()
    Path("in/a.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def ran(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    status = main(args)
    out, err = capsys.readouterr()
    return status, out, err


def process(*args: str, **around: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefing", *args]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **around}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, encoding="utf-8")


# --- usage ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "no input; give files or folders with articles, for example: make-brief seeds/"),
        (["--formats"], "argument -f/--formats: expected one argument; `make-brief --help` lists what there is"),
        (["--frob", "in"], "unrecognized arguments: --frob; `make-brief --help` lists what there is"),
        (["in", "-f", "md,pfd"], 'unknown format "pfd"; did you mean "pdf"?'),
        (["in", "-t", "nope"], f"template 'nope': neither a folder nor one of {', '.join(names())}"),
        (["in", "--paper", "A5"], "command line: paper = 'A5'; give A4 or Letter"),
        (["in", "--limit", "many"], "command line: limit = 'many'; give a number of developments, 1 or more"),
        (
            ["in", "--as-of", "noon"],
            "command line: as_of = 'noon'; give a day or time in ISO 8601, such as 2026-03-06T18:00+01:00",
        ),
        (
            ["in", "--situation", "port"],
            "situation 'port': there is no briefing.toml here; write one, or give --config FILE",
        ),
        (["in", "--config", "b.toml"], "b.toml: there is no such configuration file; check --config"),
        (["facts"], "no input; give files or folders with articles, for example: make-brief seeds/"),
        (["verify"], "the following arguments are required: BRIEF; `make-brief verify --help` lists what there is"),
        (["templates", "show", "sitation"], 'unknown template "sitation"; did you mean "situation"?'),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_sentence_and_exit_2(capsys: pytest.CaptureFixture[str], args: list[str], said: str) -> None:
    assert ran(capsys, *args) == (2, "", f"make-brief: {said}\n")


def test_help_waits_for_no_stage() -> None:
    code = (
        "import sys; from briefing.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = {'spacy', 'numpy', 'weasyprint', 'trafilatura', 'jinja2', 'pydantic', 'rich'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: make-brief [-h]")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert (end.value.code, capsys.readouterr().out) == (0, f"make-brief {__version__}\n")


# --- bad input ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nowhere"], "no article could be read: nowhere: there is no such file or folder; check the path"),
        (
            ["nowhere", "neither"],
            "no article could be read: nowhere: there is no such file or folder; check the path (and 1 more such)",
        ),
        (
            ["http://127.0.0.1:9/feed"],
            "no article could be read: http://127.0.0.1:9/feed: leads to 127.0.0.1, which is no public address; "
            "set allow_private in [fetch] if it is meant",
        ),
        (["in", "-o", "in/a.txt"], "in/a.txt: in/a.txt is a file, not a folder; choose another with --out"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_one_sentence_and_exit_1(
    capsys: pytest.CaptureFixture[str], args: list[str], said: str
) -> None:
    assert ran(capsys, *args) == (1, "", f"make-brief: {said}\n")
    assert not Path("out").exists()


def test_an_output_folder_that_may_not_be_written_to(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    said = f"out: {here} may not be written to; choose another folder with --out"
    assert ran(capsys, "in") == (1, "", f"make-brief: {said}\n")


def test_a_pipeline_that_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ran(capsys, "in", "--pipeline", "en_nowhere")
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert err.startswith('make-brief: pipeline "en_nowhere": no installed package and no folder of that name')


def test_a_bug_shows_where_it_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("briefing.read.read", broken)
    with pytest.raises(ZeroDivisionError):
        main(["in"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "no such file or directory; give brief.json or brief.pdf"),
        (b"{", "no brief: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (b"[]", "no brief: not a JSON object"),
    ],
)
def test_verify_of_what_is_no_brief(capsys: pytest.CaptureFixture[str], data: bytes | None, said: str) -> None:
    if data is not None:
        Path("b.json").write_bytes(data)
    assert ran(capsys, "verify", "b.json", "in") == (1, "", f"make-brief: b.json: {said}\n")


# --- templates ------------------------------------------------------------------------------


def test_templates_are_listed_shown_and_copied(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ran(capsys, "templates", "list")
    assert (status, "situation" in out.split(), err) == (0, True, "")
    status, shown, _ = ran(capsys, "templates", "show")
    assert (status, shown.startswith("{# situation.html.j2 #}\n")) == (0, True)
    files = ["situation.html.j2", "situation.md.j2"]
    assert ran(capsys, "templates", "copy", "situation", "mine") == (0, "".join(f"mine/{n}\n" for n in files), "")
    assert all(Path("mine", name).read_text(encoding="utf-8") in shown for name in files)
    said = "make-brief: mine: situation.html.j2 is there already; give another folder\n"
    assert ran(capsys, "templates", "copy", "situation", "mine") == (1, "", said)


# --- whole runs -----------------------------------------------------------------------------


@pytest.mark.model
def test_a_brief_in_all_formats_is_made_and_verified(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ran(capsys, "in", "--title", "Islay ferry", "--as-of", "2024-05-04")
    assert (status, out.split(), err) == (0, [f"out/brief.{s}" for s in ("md", "html", "pdf", "json")], "")
    made = json.loads(Path("out/brief.json").read_text(encoding="utf-8"))
    assert (made["schema"], made["title"], made["as_of"]) == ("briefing/brief/1", "Islay ferry", "2024-05-04")
    assert [a["path"] for a in made["articles"]] == ["in/a.txt"]
    assert Path("out/brief.pdf").read_bytes().startswith(b"%PDF")
    for brief in ("out/brief.json", "out/brief.pdf"):
        assert ran(capsys, "verify", brief) == (0, "", f"{brief}: every line holds against 1 articles\n")


@pytest.mark.model
def test_a_changed_article_is_found_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["in", "-f", "json"]) == 0
    Path("in/a.txt").write_text(ARTICLE.replace("212", "21"), encoding="utf-8")
    capsys.readouterr()
    status, out, _ = ran(capsys, "verify", "out/brief.json")
    assert (status, out != "") == (1, True)


@pytest.mark.model
def test_one_bad_article_is_told_and_only_strict_fails(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in/b.txt").write_bytes(b"")
    said = "left out: in/b.txt: empty; put the article's text into it or leave it out\n"
    assert ran(capsys, "in", "-f", "md") == (0, "out/brief.md\n", said)
    assert ran(capsys, "in", "-f", "md", "--strict") == (1, "out/brief.md\n", said)


@pytest.mark.model
def test_facts_are_json_on_standard_output(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    status, out, err = ran(capsys, "facts", "-", "--timings")
    found = json.loads(out)
    assert (status, found["schema"]) == (0, "briefing/dossier/1")
    assert [(a["title"], a["path"]) for a in found["articles"]] == [("Ferry stops after fire", None)]
    assert [row.split()[0] for row in err.splitlines()] == [
        "stage",
        "read",
        "load",
        "parse",
        "extract",
        "merge",
        "whole",
    ]
    assert not Path("out").exists()


@pytest.mark.model
def test_settings_of_a_situation(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_NOW", "2024-05-04T06:00Z")
    text = '[situations.ferry]\ntitle = "Islay ferry"\ninputs = ["in"]\nformats = ["md"]\nout = "briefs"\n'
    Path("briefing.toml").write_text(text, encoding="utf-8")
    assert ran(capsys, "--situation", "ferry") == (0, "briefs/2024-05-04-ferry.md\n", "")
    assert Path("briefs/2024-05-04-ferry.md").read_text(encoding="utf-8").startswith("# Islay ferry\n")


@pytest.mark.model
@pytest.mark.slow
def test_two_runs_write_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    for out in ("one", "two"):
        assert process("in", "-o", out, PYTHONHASHSEED=str(len(out) + ord(out[0]))).returncode == 0
    for suffix in ("md", "html", "pdf", "json"):
        assert Path(f"one/brief.{suffix}").read_bytes() == Path(f"two/brief.{suffix}").read_bytes()


@pytest.mark.model
@pytest.mark.slow
def test_without_pango_the_other_formats_are_made(here: Path) -> None:
    # What WeasyPrint raises on a machine without the library, before anything of it can be used.
    package = here / "broken" / "weasyprint"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n")
    path = os.pathsep.join([str(here / "broken"), *filter(None, sys.path)])
    done = process("in", PYTHONPATH=path)
    assert (done.returncode, done.stdout.split()) == (1, [f"out/brief.{s}" for s in ("md", "html", "json")])
    assert done.stderr.startswith("make-brief: pdf: a PDF needs Pango, which is not installed: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.model
@pytest.mark.slow
def test_a_reader_that_stops_listening() -> None:
    command = f"{sys.executable} -m briefing facts in | head -c 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")
