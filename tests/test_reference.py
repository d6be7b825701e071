"""Whom a pronoun or a description stands for, through the shipped pipeline."""

import pytest
from spacy.language import Language

from briefing.extract import mentions
from briefing.model import Article

pytestmark = pytest.mark.model


def stands_for(text: str, words: str, nlp: Language) -> str | None:
    """What the last mention of ``words`` refers to, pronouns followed."""
    found = list(mentions.extract(nlp(text), Article(id="a", text=text)))
    at = {m.head: m for m in reversed(found)}
    one = [m for m in found if m.passage.text == words][-1]
    other = at.get(one.same_as) if one.same_as is not None else None
    while other is not None and other.form == "pronoun" and other.same_as is not None:
        other = at[other.same_as]
    return other.passage.text if other is not None else None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param(
            "Olga Brenn met the press. Commenting on Ann Moor, she said the port was full.",
            "she",
            "Olga Brenn",
            id="not whom the opening clause is about",
        ),
        pytest.param("Karl Lind sued. His father paid the costs.", "His", "Karl Lind", id="not who has it"),
        pytest.param(
            "Minister Karol Lind said it would stay. “They want yes,” said Olga Brenn. Lind left. “It stays,” he said.",
            "he",
            "Lind",
            id="a name that men have, too",
        ),
        pytest.param(
            "The central bank governor left on Monday. “We are late,” said Ann Lind of Tarn Capital. The bank shut.",
            "The bank",
            None,
            id="not the firm named since",
        ),
        pytest.param(
            "The nuclear regulator rated it low. Anchor said the mill had waited. It said the regulator was told.",
            "the regulator",
            "The nuclear regulator",
            id="not the body named since",
        ),
        pytest.param(
            "Karl Lind met Piet Orr in Oslo. Lind began to follow him.", "him", "Piet Orr", id="not the subject above"
        ),
        pytest.param(
            "Karl Lind spoke for an hour. “Piet Orr has won nothing,” he said.",
            "he",
            "Karl Lind",
            id="not who is quoted",
        ),
        pytest.param(
            "An engineer said the port was full. “We stay,” he said. For Karl Lind it is over. He added thanks.",
            "He",
            "An engineer",
            id="who spoke goes on",
        ),
        pytest.param(
            "Karl Lind has resigned. Piet Orr said: “He was tired.”", "He", "Karl Lind", id="not who speaks of him"
        ),
        pytest.param(
            "Mary Orr met Karl Lind. Orr thanked everybody before she left.", "she", "Orr", id="a surname has a gender"
        ),
        pytest.param(
            "Karl Lind, a radio host, came. The television host was late.",
            "The television host",
            None,
            id="another role",
        ),
        pytest.param(
            "Mary Orr sang in Oslo. The singer left on Friday.", "The singer", "Mary Orr", id="what she is for good"
        ),
        pytest.param(
            "Karl Lind has signed. The 26-year-old came from Oslo.", "The 26-year-old", "Karl Lind", id="an age"
        ),
        pytest.param("Karl Lind met Piet Orr in Oslo. The singer left on Friday.", "The singer", None, id="one of two"),
        pytest.param("Karl Lind sang in Oslo. The actress left.", "The actress", None, id="not of his gender"),
        pytest.param("Karl Lind was in court. The driver left.", "The driver", None, id="a part in what happened"),
        pytest.param(
            "The Harbour Workers' Federation met. It rained all day. Nobody came. The federation has no plan.",
            "The federation",
            "The Harbour Workers' Federation",
            id="a word of its name",
        ),
        pytest.param(
            "Castell Terminals has new ships. Castell Terminals sold one to Nordlink. The company made no profit.",
            "The company",
            "Castell Terminals",
            id="the body told of most",
        ),
        pytest.param(
            "Karl Lind has not been seen. A diplomat said he was held in a camp.", "he", "Karl Lind", id="not who tells"
        ),
        pytest.param("A sailor said he was held in a camp.", "he", "A sailor", id="who tells of himself"),
        pytest.param(
            "Rebels of the Army of the Coast left. The army said it had won.", "The army", None, id="a state's body"
        ),
        pytest.param(
            "The National Union of Sailors (NUS) met. NUS has a plan. The company has none.",
            "The company",
            None,
            id="a body of another sort",
        ),
        pytest.param("Nordlink has ships. The union met.", "The union", None, id="no company"),
        pytest.param(
            "The company denied it. Unita said it would strike unless the company paid.",
            "the company",
            "The company",
            id="not who speaks of it",
        ),
        pytest.param(
            "The Central Bank of Norrvik met. Veldt News had expected a cut. The bank will meet again in May.",
            "The bank",
            "The Central Bank of Norrvik",
            id="not the last body named",
        ),
        pytest.param("The Russian Army left. The army had won.", "The army", "The Russian Army", id="a named state's"),
    ],
)
def test_reference(text: str, words: str, expected: str | None, nlp: Language) -> None:
    assert stands_for(text, words, nlp) == expected


def test_a_mention_holds_its_possessive_mark(nlp: Language) -> None:
    text = "Norrvik's port reopened."
    assert [m.passage.text for m in mentions.extract(nlp(text), Article(id="a", text=text))] == ["Norrvik's"]


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        ("The Chief of Staff General Ann Reed left Norrvik.", "Ann Reed", ("General",)),
        ("A jury convicted Ann Reed of fraud.", "Ann Reed", ()),
        ("On Tuesday police spokeswoman Ann Reed left Norrvik.", "Ann Reed", ("police spokeswoman",)),
        ("Ann Reed is a good friend of mine, he said.", "Ann Reed", ()),
        ("Presidents Ann Reed and Karl Lind met in Oslo.", "Ann Reed", ()),
        ("The three term governor Ann Reed left Norrvik.", "Ann Reed", ("three term governor",)),
        ("The 25-year-old driver Karl Lind left Norrvik.", "Karl Lind", ("25-year-old driver",)),
        ("The army spokesman Col. Karl Lind left Norrvik.", "Karl Lind", ("army spokesman",)),
        ("Velmar's attorney general, Ann Reed, left Norrvik.", "Ann Reed", ("Velmar's attorney general",)),
        ("He wept. Ann Reed left Norrvik.", "Ann Reed", ()),
        ("The Secretary of State Ann Reed left Norrvik.", "Ann Reed", ("Secretary of State",)),
    ],
)
def test_what_stands_before_a_name(text: str, name: str, roles: tuple[str, ...], nlp: Language) -> None:
    found = [m for m in mentions.extract(nlp(text), Article(id="a", text=text)) if m.passage.text.endswith(name)]
    (one,) = (m for m in found if m.form == "name")
    assert {role.text.removeprefix("The ") for role in one.roles} == set(roles)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Organization for Ships and Ports in Norrvik (OSPN) met. OSPN has no plan.",
            ["The Organization for Ships and Ports in Norrvik", "OSPN", "OSPN"],
        ),
        (
            "The Ministry of Ports and the Harbour Workers Federation (HWF) met.",
            ["The Ministry of Ports", "the Harbour Workers Federation", "HWF"],
        ),
    ],
)
def test_a_name_is_as_long_as_its_acronym(text: str, names: list[str], nlp: Language) -> None:
    found = [m.passage.text for m in mentions.extract(nlp(text), Article(id="a", text=text)) if m.form == "name"]
    assert found == names


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The Princess Amalia left the port.", {"other"}),
        ("The Juniper Fire burned homes on Monday.", {"other"}),
        ("The Rev. Ann Reed left the port.", {"person"}),
        ("The Kremlin said on Monday that the port was safe.", {"organisation"}),
    ],
)
def test_a_ship_or_a_fire_is_nobody(text: str, kinds: set[str], nlp: Language) -> None:
    found = mentions.extract(nlp(text), Article(id="a", text=text))
    assert {m.kind for m in found if m.form == "name"} == kinds


def test_what_somebody_is_known_by_is_a_name(nlp: Language) -> None:
    text = "The Norrvik Doctors’ Union, also known by its French acronym UMN, left Veldt."
    assert stands_for(text, "UMN", nlp) == "The Norrvik Doctors’ Union"
