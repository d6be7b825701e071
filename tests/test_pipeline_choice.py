"""Another pipeline than the shipped one: by name, folder or Language, with ClearNLP labels."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from briefing import Article, load_pipeline, make_dossier
from briefing.errors import UsageError
from briefing.pipelines import PROBE, lacks
from tests.docs import doc

COLUMNS = ["TAG", "POS", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE"]
CLEARNLP = {
    PROBE: doc(
        """
        The the DET DT det 1
        mayor _ NOUN NN nsubj 2
        told tell VERB VBD ROOT 2
        reporters reporter NOUN NNS dobj 2
        that _ SCONJ IN mark 8
        two _ NUM CD nummod 6
        soldiers soldier NOUN NNS nsubj 8
        had have AUX VBD aux 8
        left leave VERB VBN ccomp 2
        Berlin~ Berlin PROPN NNP dobj 8
        . . PUNCT . punct 2
        """,
        "GPE 9 10",
    ),
    "Ada Orr said that boats were seized in Oslo.": doc(
        """
        Ada Ada PROPN NNP compound 1
        Orr Orr PROPN NNP nsubj 2
        said say VERB VBD ROOT 2
        that _ SCONJ IN mark 6
        boats boat NOUN NNS nsubjpass 6
        were be AUX VBD auxpass 6
        seized seize VERB VBN ccomp 2
        in _ ADP IN prep 6
        Oslo~ Oslo PROPN NNP pobj 7
        . . PUNCT . punct 2
        """,
        "PERSON 0 2; GPE 8 9",
    ),
}


@Language.component("clearnlp_by_hand")
def clearnlp_by_hand(made: Doc) -> Doc:
    """The parse of `CLEARNLP`; of any other text nothing."""
    if known := CLEARNLP.get(made.text):
        for string in known.vocab.strings:
            made.vocab.strings.add(string)
        made.from_array(COLUMNS, known.to_array(COLUMNS))
    return made


@Language.component("clearnlp_without_names")
def clearnlp_without_names(made: Doc) -> Doc:
    made = clearnlp_by_hand(made)
    made.ents = ()
    return made


def pipeline(component: str) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe(component)
    return nlp


def test_a_pipeline_with_clearnlp_labels_will_do(tmp_path: Path) -> None:
    pipeline("clearnlp_by_hand").to_disk(tmp_path / "mine")
    nlp = load_pipeline(tmp_path / "mine")
    text = "Ada Orr said that boats were seized in Oslo."
    dossier = make_dossier([Article(id="A1", title="", text=text)], nlp)
    assert [(quote.source and quote.source.name, quote.text) for quote in dossier.quotes] == [
        ("Ada Orr", "that boats were seized in Oslo")
    ]


def test_what_is_missing_is_named() -> None:
    assert lacks(pipeline("clearnlp_without_names")) == ("names",)
    with pytest.raises(UsageError, match=r'the pipeline "en_pipeline" gives no names; use one with a tagger, parser'):
        load_pipeline(pipeline("clearnlp_without_names"))
