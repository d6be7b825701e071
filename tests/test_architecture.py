"""Directions of imports, and the contract of every plug-in."""

import inspect
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import briefing
from briefing import commands, deliver, discover, extract, lexicon, read, render, timers
from briefing.errors import BriefingError
from briefing.model import Article, Problem
from briefing.read._given import Given, Link
from briefing.read._kinds import of_path

PACKAGE = Path(briefing.__file__).parent
PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package's code and the contracts, to plant a violation in."""
    shutil.copytree(PACKAGE, tmp_path / "briefing", ignore=lambda _, names: [n for n in names if not _is_code(n)])
    shutil.copy(PYPROJECT, tmp_path)
    return tmp_path


def _is_code(name: str) -> bool:
    return name.endswith(".py") or ("." not in name and name not in ("__pycache__", "en_news_mini", "en"))


def test_the_contracts_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("rank.py", "from briefing import compose", "The command calls make"),
        ("compose/__init__.py", "from briefing.merge import stories", "The command calls make"),
        ("read/text.py", "from briefing.deliver import file", "The command calls make"),
        ("model.py", "from briefing import lexicon", "The command calls make"),
        ("new.py", "WORDS = ()", "The command calls make"),
        ("extract/quotes.py", "from briefing.extract import events", "Extractors do not know each other"),
        ("merge/stories.py", "from briefing.merge import questions", "What merges one kind of fact"),
        ("rank.py", "import spacy", "spaCy stays where"),
    ],
)
def test_a_planted_violation_breaks_its_contract(copy: Path, file: str, line: str, broken: str) -> None:
    path = copy / "briefing" / file
    path.write_text((path.read_text() if path.exists() else "") + f"\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    said = [row for row in done.stdout.splitlines() if broken in row]
    assert any("BROKEN" in row for row in said) or file == "new.py", done.stdout


def test_no_module_has_the_name_of_a_standard_one() -> None:
    names = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert names & (sys.stdlib_module_names - {"__main__"}) == set()


# --- words ----------------------------------------------------------------------------------

CODE = "".join(path.read_text() for path in sorted(PACKAGE.rglob("*.py")))
LISTS = sorted(path.stem for path in (PACKAGE / "lexicon" / "en").glob("*.txt"))
MARKED = sorted(set(re.findall(r'lexicon\.marked\("(\w+)", "(\w+)"\)', CODE)))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_words_is_read_and_has_each_once(name: str) -> None:
    terms = [line.partition("\t")[0] for line in lexicon.lines(name)]
    assert re.search(rf"""['"]{name}['"]""", CODE)
    assert sorted(terms) == sorted(set(terms))


@pytest.mark.parametrize(("name", "kind"), MARKED)
def test_a_class_of_words_that_is_read_has_some(name: str, kind: str) -> None:
    assert lexicon.marked(name, kind)


@pytest.mark.parametrize("name", sorted({name for name, _ in MARKED}))
def test_a_class_of_words_is_read(name: str) -> None:
    kinds = {kind for value in lexicon.table(name).values() for kind in value.split()}
    assert [kind for kind in sorted(kinds) if f'"{kind}"' not in CODE] == []


# --- plug-ins -------------------------------------------------------------------------------


def plugins(package: ModuleType) -> list[Any]:
    return [pytest.param(module, id=f"{package.__name__}.{name}") for name, module in discover.modules(package).items()]


def parameters(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters)


@pytest.mark.parametrize("module", plugins(read))
def test_a_reader_accepts_and_reads(module: ModuleType) -> None:
    assert parameters(module.read) == ["given"]
    assert parameters(module.begins) == ["text"]
    assert module.begins("\x89PNG\r\n") is False
    for suffix in module.SUFFIXES:
        assert suffix == suffix.lower()
        assert of_path(f"folder/article{suffix}") is module
        assert of_path(f"ARTICLE{suffix.upper()}") is module
    for media in module.TYPES:
        assert media == media.lower()


@pytest.mark.parametrize("module", plugins(read))
@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff\xfe" * 99, b"PK\x03\x04" + bytes(range(256)), b"%PDF-1.7", b"<rss><a>"]
)
def test_a_reader_meets_rubbish_with_one_sentence(module: ModuleType, data: bytes) -> None:
    name = f"article{module.SUFFIXES[0]}"
    found: list[Any] = []
    said = name
    try:
        found += module.read(Given(origin=name, file=io.BytesIO(data)))
    except BriefingError as error:
        said = str(error)
    assert said.startswith(name)
    assert all(isinstance(one, Article | Link | Problem) for one in found)


def test_no_two_readers_accept_the_same_kind() -> None:
    readers = discover.modules(read).values()
    for names in ([s for module in readers for s in module.SUFFIXES], [t for module in readers for t in module.TYPES]):
        assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("%PDF-1.7", "pdf"),
        ("PK\x03\x04 word/document.xml", "docx"),
        ("<?xml version='1.0'?>\n<rss version='2.0'>", "feed"),
        ("<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><!-- of today -->\n<feed xmlns='x'>", "feed"),
        ("<!DOCTYPE html><html>", "html"),
        ('{"text": "One."}', "json"),
        ('{"articles": [\n{"text": "One."}]}', "json"),
        ('{"text": "One."}\n{"text": "Two."}', "jsonl"),
        ("From: a@b.example\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n\r\nText.", "eml"),
        ("From a@b.example Mon Nov 23 08:00:00 2026\nFrom: a@b.example\nDate: x\n\nText.", "mbox"),
        ("From the harbour came smoke. Date: unknown.", None),
        ("Title: Ferry stops\nOutlet: Courier\n\nText.", None),
    ],
)
def test_one_reader_knows_its_kind_by_how_it_begins(text: str, name: str | None) -> None:
    found = [kind for kind, module in discover.modules(read).items() if module.begins(text)]
    assert found == ([name] if name else [])


@pytest.mark.parametrize("module", plugins(extract))
def test_an_extractor_extracts(module: ModuleType) -> None:
    assert parameters(module.extract) == ["doc", "article"]


@pytest.mark.parametrize("module", plugins(render))
def test_a_format_has_a_suffix_and_renders(module: ModuleType) -> None:
    assert module.SUFFIX.startswith(".")
    assert parameters(module.render) == ["brief", "template"]


@pytest.mark.parametrize("module", plugins(deliver))
def test_a_channel_delivers_files_or_sends_mail(module: ModuleType) -> None:
    if hasattr(module, "deliver"):
        assert (parameters(module.deliver), parameters(module.check)) == (["files", "place"], ["place"])
    else:
        assert (parameters(module.send), parameters(module.check)) == (["letter", "mail", "committing"], ["mail"])
        assert isinstance(module.REPEATABLE, bool)


@pytest.mark.parametrize("module", plugins(timers))
def test_a_kind_of_scheduler_writes_shows_and_removes(module: ModuleType) -> None:
    assert (parameters(module.at_hand), parameters(module.texts), parameters(module.install)) == ([], ["job"], ["job"])
    for ending in (module.installed, module.remove):
        assert [name.strip("_") for name in parameters(ending)] == ["unit", "folder"]
    assert isinstance(module.CATCHES_UP, bool)


@pytest.mark.parametrize("name", discover.names(commands))
def test_a_command_has_a_summary_flags_and_work(name: str) -> None:
    module = discover.module(commands, name)
    assert module.SUMMARY.startswith("make-brief" if name == "brief" else f"make-brief {name}")
    assert module.parser().prog == ("make-brief" if name == "brief" else f"make-brief {name}")
    assert parameters(module.run) == ["args"]


def test_private_modules_are_no_plugins() -> None:
    assert [name for name in discover.modules(read) if name.startswith("_")] == []
    assert (PACKAGE / "read" / "_page.py").exists()
