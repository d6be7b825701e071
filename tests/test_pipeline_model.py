"""The shipped pipeline as a whole. Few tests: it takes a moment to load."""

import pickle
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from briefing.errors import UsageError
from briefing.pipelines import SHIPPED, component, lacks, load_pipeline
from briefing.pipelines.encoder import Encoder
from briefing.pipelines.tokenizer import stored_tokenizer

LIMIT = 30_000_000
"""Bytes that the shipped folder may have."""
TEXTS = (
    "The harbour master said on Monday that two boats were missing.",
    "“We will not wait,” Ines Abara told reporters in Lisbon — her first words since the vote.",
    "No.",
    "",
    "   \n\n ",
    "Farmers in Chile met envoys of the European Union.\n\nThe talks, which began in June, end on Friday.",
    "Ferry stops\nThe ferry to Gozo stopped on Tuesday. " + "It was repaired and ran again. " * 40,
    "x" * 10_000,
    "🙂 🙂",
    '"',
)


def digest(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_, t.ent_iob_, t.ent_type_) for t in doc]


pytestmark = pytest.mark.model


@pytest.mark.parametrize("seed", range(3))
def test_a_parse_does_not_depend_on_the_batch(nlp: Language, seed: int) -> None:
    chance = Random(seed)
    pile = [text for text in TEXTS for _ in range(chance.randint(1, 2))]
    chance.shuffle(pile)
    parsed = {doc.text: digest(doc) for doc in nlp.pipe(pile, batch_size=chance.randint(1, 8))}
    assert parsed == {text: digest(nlp(text)) for text in TEXTS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferry stops\nThe ferry to Gozo stopped.", ["Ferry stops\n", "The ferry to Gozo stopped."]),
        ("The ferry to Gozo\nstopped at noon\nfor a day.", ["The ferry to Gozo\nstopped at noon\nfor a day."]),
        ("He left the\n\nShe stayed.", ["He left the\n\n", "She stayed."]),
    ],
)
def test_line_breaks_end_sentences_unless_lines_are_wrapped(nlp: Language, text: str, expected: list[str]) -> None:
    assert [sent.text for sent in nlp(text).sents] == expected


def test_typographic_marks_are_read_like_plain_ones(nlp: Language) -> None:
    text = '"We will not wait," Ines Abara told reporters.'
    plain = digest(nlp(text))
    curly = digest(nlp(text.replace('"We', "“We").replace(',"', ",”")))
    assert [row[1:4] + row[5:] for row in curly] == [row[1:4] + row[5:] for row in plain]


def test_a_long_run_of_spaces_changes_no_word_after_it(nlp: Language) -> None:
    text = "The ferry to Gozo stopped on Tuesday."
    padded = nlp(" " * 3_000 + "\n" + text)
    assert [row[:5] + row[6:] for row in digest(padded)[1:]] == [row[:5] + row[6:] for row in digest(nlp(text))]


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_has_well_formed_sentences(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert [t.i for sent in doc.sents for t in sent] == list(range(len(doc)))
    assert all(sent.root.head is sent.root or sent.root.head == sent.root for sent in doc.sents)
    assert not any(ent.text.strip() == "" for ent in doc.ents)


def test_names_and_numbers(nlp: Language) -> None:
    doc = nlp("Ines Abara of the World Bank flew from Lisbon to Chile on Monday with 12 German farmers.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Ines Abara", "PERSON"),
        ("World Bank", "ORG"),
        ("Lisbon", "LOC"),
        ("Chile", "GPE"),
        ("Monday", "DATE"),
        ("12", "CARDINAL"),
        ("German", "NORP"),
    ]


def test_arms_are_spans_and_no_names(nlp: Language) -> None:
    doc = nlp("Rebels fired two mortar rounds and a Grad rocket at a police van.")
    assert [(span.text, span.label_) for span in doc.spans["arms"]] == [
        ("Grad rocket", "WEAPON"),
        ("police van", "VEHICLE"),
    ]
    assert "WEAPON" not in {ent.label_ for ent in doc.ents}


def test_it_survives_pickling_and_bytes_and_disk(nlp: Language, tmp_path: Path) -> None:
    text = TEXTS[1]
    nlp.to_disk(tmp_path / "copy")
    copies = [
        pickle.loads(pickle.dumps(nlp)),
        type(nlp).from_config(nlp.config).from_bytes(nlp.to_bytes()),
        spacy.load(tmp_path / "copy"),
    ]
    assert [digest(copy(text)) for copy in copies] == [digest(nlp(text))] * 3


def test_the_rules_of_the_tokenizer_come_from_disk(nlp: Language) -> None:
    made = stored_tokenizer()(nlp)
    assert nlp.config["nlp"]["tokenizer"] == {"@tokenizers": "briefing.Stored.v1"}
    assert not made.rules
    assert made.from_bytes(nlp.tokenizer.to_bytes()).rules == nlp.tokenizer.rules
    assert nlp.tokenizer.rules


def test_a_short_title_ends_no_sentence(nlp: Language) -> None:
    (sentence,) = nlp("Three men ran off, said Det. Paul Horn of the county police.").sents
    assert "Det." in [t.text for t in sentence]


def test_spacy_loads_it_without_our_import() -> None:
    code = f"import spacy; print(*spacy.load({str(SHIPPED)!r}).pipe_names)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["minilm", "name_rules", "number_rules", "arms_rules"]


def test_the_folder_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) <= LIMIT


def test_a_language_is_taken_as_it_is(nlp: Language) -> None:
    assert load_pipeline(nlp) is nlp


def test_what_a_blank_pipeline_lacks() -> None:
    assert lacks(spacy.blank("en")) == ("parts of speech", "parse", "lemmas", "names")


def test_a_pipeline_that_lacks_something_is_refused() -> None:
    with pytest.raises(UsageError, match=r'"en_pipeline" gives no parts of speech, no parse, no lemmas, no names; use'):
        load_pipeline(spacy.blank("en"))


@pytest.mark.parametrize("name", ["no_such_pipeline", Path("no/such/folder")])
def test_a_pipeline_that_is_not_there(name: str | Path) -> None:
    with pytest.raises(UsageError, match=f'pipeline "{name}": no installed package and no folder'):
        load_pipeline(name)


def test_numpy_where_onnxruntime_is_not_installed(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    minilm = nlp.get_pipe("minilm")
    assert isinstance(minilm, component.MiniLM)
    monkeypatch.setattr(component, "FAST", ("no_such_package",))
    for backend in ("auto", "numpy"):
        assert type(component.encoder_for(minilm.weights, backend)) is Encoder


def test_an_unknown_backend() -> None:
    with pytest.raises(ValueError, match='backend "gpu" of the pipeline: there are numpy, onnxruntime and auto'):
        component.encoder_for({}, "gpu")


def test_an_empty_component_says_so() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("briefing_minilm")
    with pytest.raises(ValueError, match="has no weights"):
        blank("A word.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lee said,“Look.”", ["Lee", "said", ",", "“", "Look", ".", "”"]),
        ("Why:“A U.S. dam”", ["Why", ":", "“", "A", "U.S.", "dam", "”"]),
        ("“It fell,”he said", ["“", "It", "fell", ",", "”", "he", "said"]),
        ("«old»,«new»", ["«", "old", "»", ",", "«", "new", "»"]),
    ],
)
def test_marks_are_words_of_their_own_without_spaces_too(nlp: Language, text: str, words: list[str]) -> None:
    assert [token.text for token in nlp.make_doc(text)] == words
