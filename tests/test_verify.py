"""A brief that says more than its articles is found out."""

import json
from dataclasses import replace

import pytest

from briefing.errors import BriefingError
from briefing.merge import stories
from briefing.model import Actor, Article, Brief, Development, Edition, Line, Method, Passage, Quote
from briefing.serial import to_json
from briefing.verify import verify

TEXT = "The ferry sank off Lusna on Monday, the coast guard said. “We found nobody,” said its chief, Ann Reed."
ARTICLE = Article(id="A1", text=TEXT, title="Ferry sinks")


def cut(words: str) -> Passage:
    start = TEXT.index(words)
    return Passage(article="A1", start=start, end=start + len(words), text=words)


SENTENCE = cut("The ferry sank off Lusna on Monday, the coast guard said.")
LISTED, _ = stories.merge([ARTICLE])
BRIEF = Brief(
    title="Ferry sinks",
    edition=Edition(),
    as_of="2026-03-04",
    period=None,
    method=Method(version="0", pipeline="", generated=None),
    bottom_line=(Line(text="The ferry sank off Lusna, the coast guard said.", citations=(SENTENCE,)),),
    developments=(
        Development(
            id="K1",
            headline="Ferry sank off Lusna, the coast guard said",
            text=SENTENCE.text,
            events=(),
            status="claimed",
            origins=1,
            citations=(SENTENCE,),
        ),
    ),
    quotes=(Quote(id="Q1", kind="direct", text="We found nobody", content=(cut("We found nobody"),)),),
    actors=(Actor(id="P1", name="Ann Reed", kind="person", mentions=(cut("Ann Reed"),)),),
    articles=LISTED,
)


def findings(brief: Brief, *articles: Article) -> list[str]:
    return verify(json.loads(to_json(brief)), articles or (ARTICLE,))


def test_a_true_brief_has_no_findings():
    assert findings(BRIEF) == []


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_name_stands_in_its_possessive(mark):
    article = Article(id="A2", text=f"Norrvik{mark}s pier burned.", title="Pier burns")
    listed, _ = stories.merge([article])
    named = Passage(article="A2", start=0, end=9, text=f"Norrvik{mark}s")
    brief = replace(BRIEF, bottom_line=(), developments=(), quotes=(), articles=listed)
    actors = (Actor(id="P1", name="Norrvik", kind="place", mentions=(named,)),)
    assert findings(replace(brief, actors=actors), article) == []
    (finding,) = findings(replace(brief, actors=(replace(actors[0], name="Norrviks"),)), article)
    assert "actor P1" in finding


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"bottom_line": (Line(text="The ferry burned.", citations=(SENTENCE,)),)}, "bottom line 1"),
        ({"bottom_line": (Line(text="The coast guard sank the ferry.", citations=(SENTENCE,)),)}, "bottom line 1"),
        ({"bottom_line": (Line(text="The ferry sank.", citations=()),)}, "bottom line 1: cites nothing"),
        ({"developments": (replace(BRIEF.developments[0], headline="Ferry sank with 300"),)}, "headline of K1"),
        ({"developments": (replace(BRIEF.developments[0], origins=2),)}, "development K1: says 2 origins"),
        ({"developments": (replace(BRIEF.developments[0], status="corroborated"),)}, "on one origin"),
        ({"quotes": (replace(BRIEF.quotes[0], text="We found everybody"),)}, "quote Q1"),
        ({"actors": (replace(BRIEF.actors[0], roles=("admiral",)),)}, "actor P1"),
        ({"quotes": (replace(BRIEF.quotes[0], content=(replace(SENTENCE, text="We found nobody"),)),)}, "A1[0:"),
    ],
)
def test_what_the_articles_do_not_say_is_found(change, said):
    (finding,) = findings(replace(BRIEF, **change))
    assert said in finding


def test_a_changed_article_is_named():
    (finding,) = findings(BRIEF, replace(ARTICLE, text=TEXT + " "))
    assert finding.startswith("A1 (Ferry sinks): no article given has its hash")


def test_an_article_that_is_not_listed_may_not_be_cited():
    brief = replace(BRIEF, bottom_line=(Line(text="The ferry sank", citations=(replace(SENTENCE, article="A9"),)),))
    (finding,) = findings(brief)
    assert "cites an article that the brief does not list" in finding


def test_another_schema_is_refused_in_one_sentence():
    with pytest.raises(BriefingError, match="not a brief of schema briefing/brief/1: found 'other'"):
        verify({"schema": "other"}, [ARTICLE])


def test_a_damaged_brief_says_where():
    document = json.loads(to_json(BRIEF))
    document["developments"][0]["status"] = "certain"
    with pytest.raises(BriefingError, match=r"damaged at developments\.0\.status"):
        verify(document, [ARTICLE])
