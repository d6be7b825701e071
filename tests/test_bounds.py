"""Where what somebody says begins and ends, whom the layout of a page lets speak."""

import pytest
from spacy.language import Language

from briefing.attribution import attributions
from briefing.marks import regions
from briefing.turns import headline, signed, turns

SAID = [
    # where the content ends
    (
        "Rao said the pumps had failed, which left the lower town under water.",
        [("Rao", "said", "the pumps had failed")],
    ),
    (
        "Rao said the fund was empty, a claim that surprised the council.",
        [("Rao", "said", "the fund was empty")],
    ),
    (
        "Rao said the road was open, although lorries still waited at the pass.",
        [("Rao", "said", "the road was open")],
    ),
    (
        "The mayor says the bridge is safe and called the report a hoax.",
        [("The mayor", "says", "the bridge is safe"), ("The mayor", "called", "the report a hoax")],
    ),
    (
        "The agency said that the firm had learned of the leak in May and told nobody for a month.",
        [("The agency", "said", "that the firm had learned of the leak in May and told nobody for a month")],
    ),
    # where it begins
    (
        "Olsen told the Harbour Gazette last week that she would sell the ferry.",
        [("Olsen", "told", "that she would sell the ferry")],
    ),
    (
        "Olsen told the Harbour Gazette there was nothing to hide in the ferry.",
        [("Olsen", "told", "there was nothing to hide in the ferry")],
    ),
    # a cue between commas
    (
        "The new wells, he said, were dug by hand.",
        [("he", "said", "The new wells | were dug by hand")],
    ),
    (
        "Two walls fell at dawn, officials said, burying a row of shops.",
        [("officials", "said", "Two walls fell at dawn | burying a row of shops")],
    ),
    (
        "The brigade has put out 31 fires since May, its chief, Mats Orn, told the Vastra Post.",
        [("its chief, Mats Orn", "told", "The brigade has put out 31 fires since May")],
    ),
    (
        "The lake would drain by winter, said Batchel.",
        [("Batchel", "said", "The lake would drain by winter")],
    ),
    # what is judged, what is asked for
    (
        "Rao accused the firm of hiding the leak.",
        [("Rao", "accused", "the firm of hiding the leak")],
    ),
    (
        "The bishop called on both sides to open the road.",
        [("The bishop", "called", "both sides to open the road")],
    ),
    ("Ms Lund has not been accused of theft.", []),
    ("The mayor called for calm.", []),
    # what the writer goes on with
    (
        "It was widely reported that the ship had sunk.",
        [(None, "reported", "that the ship had sunk")],
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), SAID)
def test_bounds(text: str, expected: list[tuple[str | None, str, str]], nlp: Language) -> None:
    found = [
        (a.source.text if a.source is not None else None, a.cue.text, " | ".join(s.text for s in a.content))
        for a in attributions(nlp(text))
    ]
    assert found == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Lee said the dam was sound. “It will hold.”",
            [("Lee", "the dam was sound. “It will hold")],
            id="a quotation after indirect speech",
        ),
        pytest.param(
            "“We won,” Lee said, adding that the count was fair. “They lost.”",
            [("Lee", "We won | They lost"), ("Lee", "that the count was fair")],
            id="a quotation goes to what was quoted last",
        ),
        pytest.param(
            "MORA: The gates are shut tonight.\n\nLUND: Who shut them?",
            [("MORA", "The gates are shut tonight."), ("LUND", "Who shut them?")],
            id="a transcript",
        ),
        pytest.param(
            "The paper asked its readers.\n\n“We never sleep when it rains.” — Ada Bell",
            [("Ada Bell", "We never sleep when it rains.")],
            id="a name under a quotation",
        ),
        pytest.param(
            "Harbour Board: Ferries will stop on Monday\n\nThe crews are tired.",
            [("Harbour Board", "Ferries will stop on Monday")],
            id="a headline",
        ),
    ],
)
def test_sources_of_the_layout_and_of_the_sentence_before(
    text: str, expected: list[tuple[str, str]], nlp: Language
) -> None:
    found = [
        (a.source.text, " | ".join(s.text.rstrip(".?") for s in a.content))
        for a in attributions(nlp(text))
        if a.source is not None
    ]
    assert found == [(name, " | ".join(p.rstrip(".?") for p in words.split(" | "))) for name, words in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MORA: The gates are shut.\nLUND: Who shut them?", ["MORA", "LUND"]),
        ("Mora: The gates are shut.\nLund: Who shut them?\nMora: I did it.", ["Mora", "Lund", "Mora"]),
        ("Mora: The gates are shut.\nLund: Who shut them?", []),
        ("MORA: The gates are shut.\nNobody spoke.", []),
    ],
)
def test_turns(text: str, expected: list[str]) -> None:
    assert [text[slice(*t.name)] for t in turns(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour Board: Ferries will stop\nMore.", ["Harbour Board"]),
        ("Exclusive: Ferries will stop\nMore.", []),
        ("The plan has one aim: to stop the ferries\nMore.", []),
        ("CHARGED WITH MURDER: What nobody told you about the ferry.", []),
        ("Port Shooting: Ferry worker charged with two counts of murder.", []),
    ],
)
def test_headlines(text: str, expected: list[str]) -> None:
    assert [text[slice(*t.name)] for t in headline(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We never sleep here.” ― Ada Bell\nMore.", ["Ada Bell"]),
        ("“We never sleep here.”\n\n- Ada Bell.\n\nMore.", ["Ada Bell"]),
        ("“We never sleep here” - a joke that nobody got.", []),
    ],
)
def test_signed(text: str, expected: list[str]) -> None:
    assert [text[slice(*t.name)] for t in signed(text, regions(text))] == expected
