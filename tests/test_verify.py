"""A brief that says more than its articles is found out."""

import json
from dataclasses import replace

import pytest

from briefing.errors import BriefingError
from briefing.merge import stories
from briefing.model import Actor, Article, Brief, Date, Development, Edition, Entry, Line, Method, Passage, Quote
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


def _of(text: str, **fields) -> tuple[Brief, Article]:
    article = Article(id="A3", text=text, title="", published="2026-03-04")
    listed, _ = stories.merge([article])
    return replace(BRIEF, bottom_line=(), quotes=(), actors=(), developments=(), articles=listed, **fields), article


def _whole(text: str) -> Passage:
    return Passage(article="A3", start=0, end=len(text), text=text)


@pytest.mark.parametrize(
    ("text", "line", "held"),
    [
        ("Ann Reed, who owns the pier,left Lusna on May 8.", "Ann Reed left Lusna on May 8", True),
        ("Ann Reed said so.The pier is closed.", "The pier is closed", True),
        ("Two nine-year-old boys swam.", "year-old boys swam", True),
        ("Two nine-year-old boys swam.", "Two year-old boys swam", False),
        ("The U.S. Navy has 1,200 men.", "The Navy has 200 men", False),
    ],
)
def test_words_that_a_page_has_run_together_are_words(text: str, line: str, held: bool):
    brief, article = _of(text)
    told = replace(BRIEF.developments[0], headline=line, text=text, citations=(_whole(text),))
    assert (findings(replace(brief, developments=(told,)), article) == []) is held


def test_a_pause_within_a_quotation_joins_no_passages():
    text = "“A wreck … perhaps”, Ann Reed said. “We found nobody”."
    pieces = tuple(
        Passage(article="A3", start=text.index(p), end=text.index(p) + len(p), text=p)
        for p in ("A wreck … perhaps", "We found nobody")
    )
    brief, article = _of(text)
    quote = Quote(id="Q1", kind="direct", text="A wreck … perhaps … We found nobody", content=pieces)
    assert findings(replace(brief, quotes=(quote,)), article) == []
    (finding,) = findings(replace(brief, quotes=(replace(quote, text="We found nobody … A wreck"),)), article)
    assert finding == "quote Q1: “A wreck” is not what its passage says"


@pytest.mark.parametrize(
    ("text", "words", "day", "held"),
    [
        ("The ferry sank off Lusna on Monday.", "Monday", "2026-03-02", True),
        ("The ferry sank off Lusna on Monday.", "Monday", "2026-03-03", False),
        ("The ferry will sail on Friday.", "Friday", "2026-03-06", True),
        ("The ferry sank on 8 May 2025. It was found that day.", "that day", "2025-05-08", True),
        ("The ferry sank on 8 May 2025. It was found that day.", "that day", "2026-03-04", False),
    ],
)
def test_a_date_is_what_its_words_mean(text: str, words: str, day: str, held: bool):
    brief, article = _of(text)
    when = Date(start=day, end=day, precision="day", text=words)
    place = _whole(text)
    told = replace(BRIEF.developments[0], headline=text, text=text, citations=(place,), when=when)
    found = findings(replace(brief, developments=(told,)), article)
    assert found == ([] if held else [f"day of K1: “{words}” is not {day}"])
    entry = Entry(date=when, events=(), text=text, citations=(place,))
    assert bool(findings(replace(brief, timeline=(entry,)), article)) == (not held)


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
