"""The history: what one run leaves for the next."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing import history
from briefing.errors import BriefingError
from briefing.history import editions, facts
from briefing.model import Article, Facts, Figure, Passage, Problem, Question, Sentence, Source

TEXT = "Three men drowned on Monday, police said."
ARTICLE = Article(id="A1", text=TEXT, title="Three drown", published="2026-11-20T06:00:00+00:00")


def found(article: Article) -> Facts:
    whole = Passage(article=article.id, start=0, end=len(TEXT), text=TEXT)
    three = Passage(article=article.id, start=0, end=5, text="Three")
    who = Source(name="police", mention=Passage(article=article.id, start=30, end=36, text="police"), head=30)
    figure = Figure(
        measure="dead",
        value=3.0,
        low=3.0,
        high=None,
        unit=None,
        what="men",
        text="Three men",
        citations=(whole,),
        mentions=(three,),
        said_by=who,
    )
    return Facts(
        article=article,
        sentences=(Sentence(passage=whole, headline="Three men drowned.", stands_alone=True, said_by=who),),
        figures=(figure,),
        questions=(Question(kind="unclear", text=TEXT, citations=(whole,)),),
        problems=(Problem(article=article.id, what="a part is missing"),),
    )


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return history.connect(tmp_path / "deep" / "history.sqlite")


def test_facts_come_back_with_the_id_that_the_article_has_now(db: sqlite3.Connection) -> None:
    facts.keep(db, [found(ARTICLE)], "mini 1", "2026-11-20")
    now = replace(ARTICLE, id="A7", path="elsewhere.txt")
    assert facts.load(db, now, "mini 1") == found(now)


@pytest.mark.parametrize(
    "other",
    [
        replace(ARTICLE, text=TEXT + " "),
        replace(ARTICLE, title="Four drown"),
        replace(ARTICLE, published="2026-11-21"),
        replace(ARTICLE, outlet="Ledger"),
        replace(ARTICLE, agency="Wire"),
        replace(ARTICLE, url="https://news.example/2026/11/19/three"),
    ],
)
def test_another_article_is_not_known(db: sqlite3.Connection, other: Article) -> None:
    facts.keep(db, [found(ARTICLE)], "mini 1", "2026-11-20")
    assert facts.load(db, other, "mini 1") is None


def test_what_another_pipeline_read_is_not_known(db: sqlite3.Connection) -> None:
    facts.keep(db, [found(ARTICLE)], "mini 1", "2026-11-20")
    assert facts.load(db, ARTICLE, "mini 2") is None


def test_facts_of_no_use_are_forgotten(db: sqlite3.Connection) -> None:
    other = replace(ARTICLE, title="Other")
    facts.keep(db, [found(ARTICLE), found(other)], "mini 1", "2026-09-01")
    facts.touch(db, [other], "mini 1", "2026-11-20")
    assert facts.forget(db, "2026-10-01") == 1
    assert (facts.load(db, ARTICLE, "mini 1"), facts.load(db, other, "mini 1")) == (None, found(other))


def edition(db: sqlite3.Connection, folder: Path, number: int = 1, day: str = "2026-11-22") -> int:
    name = editions.named(db, "port", day)
    path = folder / f"{name}.md"
    path.write_text(name)
    with db:
        return editions.add(
            db,
            situation="port",
            number=number,
            due=datetime(2026, 11, 22, 5, 30, tzinfo=UTC),
            day=day,
            name=name,
            previous=None if number == 1 else number - 1,
            made=datetime(2026, 11, 22, 5, 31, tzinfo=UTC),
            brief="{}",
            files={"md": path},
        )


def test_an_edition_is_found_again_with_its_files(db: sqlite3.Connection, tmp_path: Path) -> None:
    edition(db, tmp_path)
    edition(db, tmp_path, 2)
    edition(db, tmp_path, 3, "2026-11-23")
    made = editions.every(db, "port")
    assert [one.name for one in made] == ["2026-11-23-port", "2026-11-22-port-2", "2026-11-22-port"]
    assert editions.latest(db, "port") == made[0]
    assert editions.every(db, "sea") == []
    file = made[1].file("md")
    assert file
    assert (file.path, file.whole) == (tmp_path / "2026-11-22-port-2.md", True)
    file.path.write_text("changed")
    assert not file.whole
    file.path.unlink()
    assert not file.whole


def test_an_edition_is_sent_once_it_is_noted(db: sqlite3.Connection, tmp_path: Path) -> None:
    first = edition(db, tmp_path)
    with db:
        editions.mark_sent(db, [first])
    found = editions.get(db, first)
    assert found
    assert (found.state, found.due) == ("sent", datetime(2026, 11, 22, 5, 30, tzinfo=UTC))
    assert editions.get(db, 99) is None


def test_a_history_can_be_opened_twice(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    one, other = history.connect(path), history.connect(path)
    edition(one, tmp_path)
    assert len(editions.every(other)) == 1


def test_a_newer_history_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    db = history.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(BriefingError, match=r"a newer briefing wrote this history \(version 99, this one reads 1\)"):
        history.connect(path)


def test_what_is_no_history(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    path.write_text("Three men drowned on Monday, police said. " * 40)
    with pytest.raises(BriefingError, match="the history cannot be used: file is not a database; check `history`"):
        history.connect(path)
    with pytest.raises(BriefingError, match=r"the history cannot be opened: .*; check `history`"):
        history.connect(path / "below")
