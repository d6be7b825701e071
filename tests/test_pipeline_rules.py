"""Names, numbers and arms by rules, on Docs made by hand."""

import numpy as np
import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from briefing.pipelines.arms import SPANS, arms_rules
from briefing.pipelines.decode import NAME_LABELS
from briefing.pipelines.names import SHARES, name_rules
from briefing.pipelines.numbers import number_rules
from tests.docs import doc as parsed


def named(text: str, *names: tuple[str, str]) -> Doc:
    """A Doc of ``text`` with its names in order, each (words, label)."""
    words = text.split()
    doc = Doc(Vocab(), words=words)
    ents, at = [], 0
    for name, label in names:
        size = len(name.split())
        at = next(i for i in range(at, len(words)) if words[i : i + size] == name.split())
        ents.append(Span(doc, at, at + size, label=label))
        at += size
    doc.ents = ents
    return doc


def ents(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in doc.ents]


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (named("Jaysh al-Nahr took Tel Amir .", ("Jaysh al-Nahr", "PERSON"), ("Tel Amir", "PERSON")), ["ORG", "LOC"]),
        (named("the Vale Brigades left", ("Vale Brigades", "PERSON")), ["ORG"]),
        (named("the Vale Province", ("Vale Province", "PERSON")), ["LOC"]),
        (named("in Vale Brigades", ("Vale Brigades", "LOC")), ["LOC"]),
        (named("Islamic State fled", ("Islamic State", "LOC")), ["ORG"]),
        (named("Jordan Hill spoke", ("Jordan Hill", "PERSON")), ["PERSON"]),
        (named("the Jabhat Cup", ("Jabhat Cup", "EVENT")), ["EVENT"]),
    ],
)
def test_labels_by_the_words_of_a_name(doc: Doc, expected: list[str]) -> None:
    assert [label for _, label in ents(name_rules(doc))] == expected


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (named("Orr , Orr and Orr", ("Orr", "ORG"), ("Orr", "ORG"), ("Orr", "LOC")), ["ORG", "ORG", "ORG"]),
        (named("Orr and Orr", ("Orr", "ORG"), ("Orr", "LOC")), ["ORG", "LOC"]),
        (
            named("Ada Orr said Orr met Orr", ("Ada Orr", "PERSON"), ("Orr", "LOC"), ("Orr", "PERSON")),
            ["PERSON", "PERSON", "PERSON"],
        ),
        (named("Orr Energy AB and Orr", ("Orr Energy AB", "ORG"), ("Orr", "PERSON")), ["ORG", "ORG"]),
        (named("Orr Energy and Orr", ("Orr Energy", "ORG"), ("Orr", "PERSON")), ["ORG", "PERSON"]),
        (
            named("Ada Orr of Orr AB : Orr", ("Ada Orr", "PERSON"), ("Orr AB", "ORG"), ("Orr", "PERSON")),
            ["PERSON", "ORG", "PERSON"],
        ),
        (
            named("Hindu , Hindu and Hindu", ("Hindu", "ORG"), ("Hindu", "ORG"), ("Hindu", "NORP")),
            ["ORG", "ORG", "NORP"],
        ),
        (
            named("the Orr Fund paid Orr Fund , Orr Fund", *[("the Orr Fund", "LOC")] + [("Orr Fund", "ORG")] * 2),
            ["ORG", "ORG", "ORG"],
        ),
    ],
)
def test_one_name_has_one_label_where_most_mentions_agree(doc: Doc, expected: list[str]) -> None:
    assert [label for _, label in ents(name_rules(doc))] == expected


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (named("Vale Sen. Ada Orr left", ("Vale Sen. Ada Orr", "PERSON")), [("Ada Orr", "PERSON")]),
        (named("Jan Orr left", ("Orr", "PERSON")), [("Jan Orr", "PERSON")]),
        (named("He left , June Orr said", ("Orr", "PERSON")), [("June Orr", "PERSON")]),
        (named("in June Orr left", ("Orr", "PERSON")), [("Orr", "PERSON")]),
        (named("Jan. Orr left", ("Orr", "PERSON")), [("Orr", "PERSON")]),
        (named("July Orr left", ("Orr", "PERSON")), [("Orr", "PERSON")]),
        (named("Martin King Jr. left", ("Martin King Jr.", "PERSON")), [("Martin King Jr.", "PERSON")]),
        (named("Ada Judge left", ("Ada Judge", "PERSON")), [("Ada Judge", "PERSON")]),
        (named('" Ada Orr -', ('" Ada Orr -', "PERSON")), [("Ada Orr", "PERSON")]),
        (named("a heckler at 9 EDT", ("heckler", "PERSON"), ("EDT", "LOC")), []),
        (named("Japan protested", ("Japan", "ORG")), [("Japan", "GPE")]),
        (
            named("the U.S. and Britain", ("the U.S.", "LOC"), ("Britain", "LOC")),
            [("the U.S.", "GPE"), ("Britain", "GPE")],
        ),
        (named("Vale and Lisbon", ("Vale", "LOC"), ("Lisbon", "LOC")), [("Vale", "LOC"), ("Lisbon", "LOC")]),
        (named("Georgian troops", ("Georgian", "LOC")), [("Georgian", "LOC")]),
        (named("Jordan spoke", ("Jordan", "PERSON")), [("Jordan", "PERSON")]),
        (named("Chad spoke", ("Chad", "PERSON")), [("Chad", "PERSON")]),
        (
            named("VALEPORT : Valeport , Valeport", ("VALEPORT", "PERSON"), *[("Valeport", "LOC")] * 2),
            [("VALEPORT", "LOC"), ("Valeport", "LOC"), ("Valeport", "LOC")],
        ),
    ],
)
def test_what_is_no_name_is_cut_off(doc: Doc, expected: list[tuple[str, str]]) -> None:
    assert ents(name_rules(doc)) == expected


def test_the_surer_mention_has_more_to_say() -> None:
    doc = named("Orr and Orr", ("Orr", "ORG"), ("Orr", "LOC"))
    shares = np.zeros((3, len(NAME_LABELS)), np.float32)
    shares[0, [NAME_LABELS.index("ORG"), NAME_LABELS.index("LOC")]] = 0.5, 0.4
    shares[2, [NAME_LABELS.index("ORG"), NAME_LABELS.index("LOC")]] = 0.1, 0.9
    doc.user_data[SHARES] = shares
    assert ents(name_rules(doc)) == [("Orr", "LOC"), ("Orr", "LOC")]
    assert SHARES not in doc.user_data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell for two weeks .", [("two weeks", "DATE")]),
        ("They met on 3 May 2013 .", [("3 May 2013", "DATE")]),
        ("They met at 5:30 GMT .", [("5:30 GMT", "TIME")]),
        ("It took 20 minutes .", [("20 minutes", "TIME")]),
        ("It took 12 kilometres of cable .", [("12 kilometres", "QUANTITY")]),
        ("The third boat sank .", [("third", "ORDINAL")]),
        ("It rose 12 percent .", [("12 percent", "PERCENT")]),
        ("It cost 40 million dollars .", [("40 million dollars", "MONEY")]),
        ("At least 26 boats sank .", [("At least 26", "CARDINAL")]),
        ("Nobody came .", []),
    ],
)
def test_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    assert ents(number_rules(named(text))) == expected


def test_a_name_keeps_its_numbers() -> None:
    doc = named("Channel 4 showed 4 boats .", ("Channel 4", "ORG"))
    assert ents(number_rules(doc)) == [("Channel 4", "ORG"), ("4", "CARDINAL")]


def test_empty() -> None:
    assert ents(number_rules(name_rules(named("")))) == []


CONVOY = """
Two two NUM CD nummod 2
Grad grad PROPN NNP compound 2
rockets rocket NOUN NNS nsubj 3
hit hit VERB VBD ROOT 3
a a DET DT det 6
fuel fuel NOUN NN compound 6
lorry lorry NOUN NN obj 3
near near ADP IN case 10
the the DET DT det 10
bus bus NOUN NN compound 10
station station NOUN NN obl 3
. . PUNCT . punct 3
"""
BOMBS = """
Car car NOUN NN compound 1
bombs bomb NOUN NNS nsubj 2
bus bus VERB VBP ROOT 2
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(CONVOY, [("Grad rockets", "WEAPON"), ("fuel lorry", "VEHICLE")], id="with make and kind"),
        pytest.param(BOMBS, [("Car bombs", "WEAPON")], id="a vehicle before a weapon; a verb is none"),
    ],
)
def test_arms(rows: str, expected: list[tuple[str, str]]) -> None:
    made = arms_rules(parsed(rows))
    assert [(span.text, span.label_) for span in made.spans[SPANS]] == expected
    assert not made.ents
