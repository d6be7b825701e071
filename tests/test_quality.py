"""The seeds' annotations, the scorer that compares a brief with them, and the floors that it must keep."""

import json
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from quality import (
    SEEDS,
    Fault,
    Judge,
    Score,
    all_scores,
    annotated,
    has,
    is_cut_from,
    lacks,
    pair,
    plain,
    report,
    score,
    stories,
)
from spacy.language import Language

NOTES = annotated()
FLOORS: dict[str, dict[str, float]] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
ROWS = [(situation, name) for situation, floors in FLOORS.items() for name in floors]

Scored = Callable[[str], dict[str, Score]]


# --- floors ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scored(nlp: Language) -> Scored:
    """The scores of a situation, each made once."""

    @cache
    def scores(situation: str) -> dict[str, Score]:
        return dict(all_scores(nlp, [situation]))[situation]

    return scores


@pytest.mark.model
@pytest.mark.parametrize(("situation", "name"), ROWS)
def test_brief_keeps_its_floor(situation: str, name: str, scored: Scored) -> None:
    got = scored(situation)[name]
    assert got.value >= FLOORS[situation][name], "\n".join(report(f"{situation}: {name}", {name: got}))


@pytest.mark.model
@pytest.mark.parametrize("situation", FLOORS)
def test_every_score_has_a_floor(situation: str, scored: Scored) -> None:
    assert sorted(scored(situation)) == sorted(FLOORS[situation])


# --- annotations ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def texts() -> dict[str, dict[str, str]]:
    """The text of every seed by situation and by the short name its annotations give it."""
    from briefing.read import read

    out: dict[str, dict[str, str]] = {}
    for situation, notes in NOTES.items():
        articles, problems = read([str(SEEDS / situation)])
        assert problems == []
        listed = [{"id": a.id, "path": a.path, "text": a.text} for a in articles]
        judge = Judge({"articles": listed}, notes)
        out[situation] = {key: about["text"] for key, about in judge.articles.items()}
    return out


@pytest.mark.parametrize("situation", NOTES)
def test_every_seed_is_annotated(situation: str, texts: dict[str, dict[str, str]]) -> None:
    assert sorted(texts[situation]) == sorted(NOTES[situation]["articles"])


@pytest.mark.parametrize("situation", NOTES)
def test_no_furniture_is_left_in_a_seed(situation: str, texts: dict[str, dict[str, str]]) -> None:
    from briefing.furniture import mask

    left = [bad for bad in NOTES[situation]["never"] for text in texts[situation].values() if has(mask(text), bad)]
    assert left == []


def lines_of(notes: Mapping[str, Any]) -> list[tuple[str, list[str], list[str]]]:
    """Section, one choice of words and the articles that may hold it."""
    every = list(notes["articles"])
    sections = ("developments", "questions", "timeline", "watch")
    return [(s, w, one.get("articles", every)) for s in sections for one in notes[s] for w in one["words"]]


@pytest.mark.parametrize("situation", NOTES)
def test_one_paragraph_holds_the_words_of_a_line(situation: str, texts: dict[str, dict[str, str]]) -> None:
    """Words that no paragraph of the named articles holds could never be matched."""
    told = {key: text.split("\n") for key, text in texts[situation].items()}
    lost = [
        (section, words)
        for section, words, keys in lines_of(NOTES[situation])
        if not any(not lacks(paragraph, [words]) for key in keys for paragraph in told[key])
    ]
    assert lost == []


@pytest.mark.parametrize("situation", NOTES)
def test_names_and_quotations_are_the_words_of_the_seeds(situation: str, texts: dict[str, dict[str, str]]) -> None:
    notes = NOTES[situation]
    whole = "\n".join(texts[situation].values())
    wanted = [words for quote in notes["quotes"] for words in quote["words"]]
    wanted += [name for actor in notes["actors"] for name in actor["names"]]
    wanted += [role for actor in notes["actors"] for role in actor.get("roles", ())]
    wanted += notes["not_quotes"]
    assert [words for words in wanted if not has(whole, words)] == []


@pytest.mark.parametrize("situation", NOTES)
def test_no_name_belongs_to_two_actors(situation: str) -> None:
    names = [plain(name) for actor in NOTES[situation]["actors"] for name in actor["names"]]
    assert sorted(names) == sorted(set(names))


# --- the scorer -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Dupré’s “last” ferry, at 1,500 m.", "mr dupre last ferry at 1500 m"),
        ("€2.5 million (14.5%)", "€ 2.5 million 14.5 %"),
        ("al-Qa'ida", "al qaida"),
        ("", ""),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("Two ferries collided", "ferries", True),
        ("Two ferries collided", "ferr", False),
        ("Two ferries collided", "ferr*", True),
        ("Two ferries collided", "boat|ferries", True),
        ("Two ferries collided", "!boat", True),
        ("Two ferries collided", "!ferries", False),
        ("The port’s cranes", "port cranes", True),
    ],
)
def test_has(text: str, term: str, expected: bool) -> None:
    assert has(text, term) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The ferry sank.", True),
        ("The old ferry sank off the cape", True),
        ("The ferry sank in a storm", False),
        ("Sank the ferry", False),
    ],
)
def test_is_cut_from(line: str, expected: bool) -> None:
    assert is_cut_from(line, "The old ferry, built in 1961, sank off the cape.") is expected


def test_pair_gives_each_line_to_one_annotation() -> None:
    """The first could take either line; the second only the first; the third, optional, gets what is left."""
    wanted: list[Mapping[str, Any]] = [{"takes": "ab"}, {"takes": "a"}, {"takes": "ab", "optional": True}]
    found: list[Mapping[str, Any]] = [{"is": "a"}, {"is": "b"}]
    assert pair(wanted, found, lambda w, f: [] if f["is"] in w["takes"] else [Fault("other")]) == {0: 1, 1: 0}


TEXT = (
    "The ferry Alma sank off Cape Dorn, killing at least nine. "
    "“She was old,” Ruta Venn, its captain, said. It is unclear why."
)
NOTE = json.loads(
    """{
      "articles": {"one": {"file": "one.txt", "title": "Ferry sinks", "published": null}},
      "days": null, "origins": [],
      "developments": [
        {"gist": "A ferry sinks", "words": [["ferry", "sank"]], "articles": ["one"], "status": "reported"}
      ],
      "actors": [{"name": "Ruta Venn", "names": ["Ruta Venn", "Venn"], "kind": "person", "roles": ["captain"]}],
      "quotes": [{"words": ["She was old"], "source": ["Ruta Venn"], "kind": "direct"}],
      "not_quotes": ["floating palace"],
      "figures": [{"what": "kill*", "value": 9, "qualifier": "at least"}],
      "values": {"killed": [9]},
      "questions": [{"gist": "Why?", "words": [["unclear", "why"]], "kind": "unclear"}],
      "never": ["share story"]
    }"""
)


def passage(text: str) -> dict[str, Any]:
    return {"article": "A1", "start": TEXT.index(text), "end": TEXT.index(text) + len(text), "text": text}


def brief(**sections: Any) -> dict[str, Any]:
    """A brief of ``TEXT`` without a fault, with ``sections`` in the place of its own."""
    sank = passage("The ferry Alma sank off Cape Dorn, killing at least nine.")
    said = passage("“She was old,” Ruta Venn, its captain, said.")
    why = passage("It is unclear why.")
    whole = {
        "articles": [{"id": "A1", "path": "x/one.txt", "title": "Ferry sinks", "published": None, "origin": "A1"}],
        "bottom_line": [{"text": sank["text"], "citations": [sank]}],
        "developments": [
            {
                "headline": "The ferry Alma sank",
                "text": sank["text"],
                "status": "reported",
                "citations": [sank],
            }
        ],
        "actors": [
            {
                "id": "P1",
                "name": "Ruta Venn",
                "aliases": [],
                "kind": "person",
                "roles": ["its captain"],
                "citations": [said],
            }
        ],
        "quotes": [
            {
                "kind": "direct",
                "text": "She was old",
                "content": [passage("She was old")],
                "citations": [said],
                "source": {"name": "she", "actor": "P1"},
            }
        ],
        "figures": [
            {"measure": "killed", "value": 9, "text": "at least nine", "what": "", "citations": [sank], "mentions": []}
        ],
        "questions": [{"kind": "unclear", "text": why["text"], "citations": [why]}],
    }
    return {**whole, **sections}


def lost(changed: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The scores that are not whole, with their misses."""
    return {name: one.misses for name, one in score(changed, NOTE, {"A1": TEXT}).items() if one.value < 1}


def test_a_brief_without_a_fault_scores_in_full() -> None:
    assert lost(brief()) == {}


def altered(section: str, **fields: Any) -> dict[str, Any]:
    return brief(**{section: [{**brief()[section][0], **fields}]})


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            altered("quotes", source={"name": "the mate", "actor": None}),
            {
                "quotes": ("She was old: is given to the mate (nearest: She was old)",),
                "quotes_true": ("is given to the mate: She was old",),
            },
        ),
        (
            altered("quotes", text="floating palace"),
            {"quotes": ("She was old: not quoted",), "quotes_true": ("no quotation: floating palace",)},
        ),
        (
            brief(quotes=brief()["quotes"] * 2),
            {"quotes_once": ("2 times: She was old",)},
        ),
        (
            altered("figures", value=18),
            {"figures": ("9 kill*: no figure of this value",), "figures_true": ("killed: at least nine",)},
        ),
        (
            altered("figures", text="nine"),
            {"figures": ("9 kill*: lacks 'at least' (nearest: nine)",)},
        ),
        (
            altered("developments", status="corroborated"),
            {"status": ("A ferry sinks: corroborated",)},
        ),
        (
            altered("developments", headline="The old ferry sank"),
            {"grounded": ("The old ferry sank",)},
        ),
        (
            brief(developments=brief()["developments"] * 2),
            {"told_once": ("again: The ferry Alma sank",)},
        ),
        (
            altered("actors", kind="place", roles=[]),
            {"actors": ("Ruta Venn: is a place (nearest: Ruta Venn)",)},
        ),
        (
            altered("questions", citations=[]),
            {"citations": ("questions: It is unclear why. cites nothing",), "grounded": ("It is unclear why.",)},
        ),
        (
            altered("questions", kind="pending"),
            {"questions": ("Why?: is of kind pending (nearest: It is unclear why.)",)},
        ),
        (
            altered("bottom_line", text="Share story"),
            {
                "bottom_line": ("Share story",),
                "grounded": ("Share story",),
                "clean": ("'share story' in 'Share story'",),
            },
        ),
        (
            brief(timeline=[{"date": {"start": "2015-10-07"}, "text": "sank", "citations": [passage("sank")]}]),
            {"dates_true": ("2015-10-07: sank",)},
        ),
        (brief(questions=[]), {"questions": ("Why?: the section is empty",)}),
    ],
)
def test_a_fault_costs_its_point_and_says_why(changed: dict[str, Any], expected: dict[str, tuple[str, ...]]) -> None:
    assert lost(changed) == expected


def test_a_passage_must_be_the_slice_it_names() -> None:
    moved = {**passage("It is unclear why."), "start": 0, "end": 18}
    judge = Judge(brief(), NOTE, {"A1": TEXT})
    assert [judge.is_verbatim(p) for p in (passage("It is unclear why."), moved)] == [True, False]


def test_stories_counts_pairs() -> None:
    """Wanted ab, ac, bc; found ab, cd: one of four."""
    found = stories({"stories": [{"articles": ["a", "b"]}, {"articles": ["c", "d"]}]}, [["a", "b", "c"], ["d"]])
    assert (found.got, found.of, found.misses) == (1, 4, ("a and c", "b and c", "c and d"))


@pytest.mark.parametrize(
    ("day", "misses"),
    [
        ("2015-10-05", {}),
        ("2015-10-06", {"days_told": ("A ferry sinks: 2015-10-06",)}),
        (None, {"days_told": ("A ferry sinks: None",)}),
        (
            "2015-11-06",
            {"days_told": ("A ferry sinks: 2015-11-06",), "dates_true": ("2015-11-06: The ferry Alma sank",)},
        ),
    ],
)
def test_a_development_of_another_day_costs_its_point(day: str | None, misses: dict[str, tuple[str, ...]]) -> None:
    (sinking,) = NOTE["developments"]
    note = {
        **NOTE,
        "days": ["2015-10-01", "2015-10-31"],
        "developments": [{**sinking, "days": ["2015-10-05"]}],
    }
    dated = altered("developments", when={"start": day} if day else None)
    scores = score(dated, note, {"A1": TEXT})
    assert {name: one.misses for name, one in scores.items() if one.value < 1} == misses
