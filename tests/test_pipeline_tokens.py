"""The words that the pipeline cuts a text into: those of the treebanks that it learned from."""

import pytest
import spacy
from spacy.language import Language

from training.tokenizer import cut_as_treebanks


@pytest.fixture(scope="module")
def english() -> Language:
    nlp = spacy.blank("en")
    cut_as_treebanks(nlp)
    return nlp


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A prefix stays with its word, other hyphens part words.
        ("anti-war ex-minister Ms Lind", "anti-war ex-minister Ms Lind"),
        ("the re-elected Vice-President", "the re-elected Vice-President"),
        ("a three-year-old pan-African port", "a three - year - old pan - African port"),
        ("Ansar al-Badr", "Ansar al - Badr"),
        ("the well-pre-heated oven", "the well - pre-heated oven"),
        ("pre–war", "pre–war"),
        ("the post-war Norrvik Post-Courier", "the post-war Norrvik Post - Courier"),
        ("supper-time", "supper - time"),
        # Kinds and numbers.
        ("two F-16s and COVID-19", "two F - 16s and COVID - 19"),
        ("pages 8–10", "pages 8 – 10"),
        ("call 555-0134 or 555-014-0134.", "call 555-0134 or 555-014-0134 ."),
        ("won 5-4", "won 5 - 4"),
        ("at 7:30pm", "at 7:30 pm"),
        # Marks.
        ("Fire!!! Really?!", "Fire !!! Really ?!"),
        ("====== Notes ******", "====== Notes ******"),
        ("“Stop!!”", "“ Stop !! ”"),
        ("(NNA): five", "( NNA ) : five"),
        ("said,“Look”", "said , “ Look ”"),
        # Abbreviations and special cases.
        ("Lt. Col. Reed of Ft. Hale", "Lt. Col. Reed of Ft. Hale"),
        ("They wed on Wed. and/or later", "They wed on Wed. and / or later"),
        ("the id of #SaveTheQuay", "the id of #SaveTheQuay"),
        ("item #4", "item # 4"),
    ],
)
def test_words(english: Language, text: str, expected: str) -> None:
    assert [token.text for token in english.make_doc(text)] == expected.split()


@pytest.mark.model
def test_the_shipped_pipeline_has_these_rules(nlp: Language, english: Language) -> None:
    shipped, made = (one.tokenizer.to_bytes(exclude=["vocab"]) for one in (nlp, english))
    assert shipped == made
