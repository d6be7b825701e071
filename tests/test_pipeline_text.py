"""What the pipeline's encoder sees of a text: marks, cases, pieces, line breaks, lemmas."""

import pytest

from briefing.pipelines import lemmas
from briefing.pipelines.lines import breaks, is_hard_wrapped
from briefing.pipelines.stops import runs_on
from briefing.pipelines.surface import case_class, plain
from briefing.pipelines.wordpiece import WordPiece, parts

VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "har", "##bour", "##s", "port", "'", "-", "a"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("“", '"'),
        ("”", '"'),
        ("„", '"'),
        ("«", '"'),
        ("’s", "'s"),
        ("n’t", "n't"),
        ("—", "--"),
        ("–", "--"),
        ("Franco–Swiss", "Franco-Swiss"),
        ("…", "..."),
        ("`", "'"),
        ("café", "café"),
        ("plain", "plain"),
    ],
)
def test_marks_are_read_as_typewriter_marks(word: str, expected: str) -> None:
    assert plain(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("port", 1), ("Port", 2), ("NATO", 3), ("A", 4), ("McKay", 5), ("iPod", 5), ("1,500", 6), ("--", 7)],
)
def test_case_classes(word: str, expected: int) -> None:
    assert case_class(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Café", ["cafe"]),
        ("al-Badr", ["al", "-", "badr"]),
        ("a b", ["a", "b"]),
        ("zero\u200bwidth", ["zerowidth"]),
        ("", []),
        ("\u200b", []),
    ],
)
def test_words_are_cut_at_marks(word: str, expected: list[str]) -> None:
    assert list(parts(word)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Harbours", (3, 4, 5)),
        ("port", (6,)),
        ("harp", (0,)),
        ("port-harbour", (6, 8, 3, 4)),
        ("", (0,)),
        ("a" * 101, (0,)),
        ("-" * 20, (8,) * 12),
    ],
)
def test_word_pieces(word: str, expected: tuple[int, ...]) -> None:
    assert WordPiece(VOCABULARY)(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("One line only", False),
        ("The ferry left at\nnoon with forty people\non board.\nIt came back at six.", True),
        ("Ferry leaves port\nForty people were on board.\nThe captain spoke to reporters.", False),
        ("The list:\napples\n\nThe end.", False),
        ("   \nA masked line above.\n \n", False),
    ],
)
def test_hard_wrapped(text: str, *, expected: bool) -> None:
    assert is_hard_wrapped(text) is expected


@pytest.mark.parametrize(
    ("space", "hard_wrapped", "expected"),
    [
        (" ", False, False),
        ("\n", False, True),
        ("\n", True, False),
        ("\n\n", True, True),
        ("\n   \n", True, True),
        ("   \n   ", True, False),
    ],
)
def test_breaks(space: str, *, hard_wrapped: bool, expected: bool) -> None:
    assert breaks(space, hard_wrapped=hard_wrapped) is expected


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("was", "be"), ("ships", "ship"), ("stopped", "stop"), ("Geese", "goose"), ("x", "x"), ("", "a"), ("n't", "not")],
)
def test_a_tree_leads_from_the_form_to_the_lemma(form: str, lemma: str) -> None:
    assert lemmas.apply(lemmas.tree(form, lemma), form) == lemma


@pytest.mark.parametrize(
    ("form", "tag", "lemma", "mended"),
    [
        ("fired", "VBN", "fir", "fire"),
        ("Fired", "VBD", "Fir", "fire"),
        ("hoped", "VBD", "hop", "hope"),
        ("hopped", "VBD", "hopp", "hop"),
        ("planned", "VBN", "plann", "plan"),
        ("controlled", "VBN", "controlle", "control"),
        ("installing", "VBG", "installe", "install"),
        ("injuring", "VBG", "injur", "injure"),
        ("flew", "VBD", "flow", "fly"),
        ("tied", "VBD", "ty", "tie"),
        ("dying", "VBG", "dy", "die"),
        ("denies", "VBZ", "deny", "deny"),
        ("singing", "VBG", "sing", "sing"),
        ("was", "VBD", "be", "be"),
        ("shed", "VB", "sh", "shed"),
        ("wan", "VB", "want", "want"),
        ("witnesses", "NNS", "witnesse", "witness"),
        ("glasses", "NNS", "glasses", "glasses"),
        ("ties", "NNS", "ty", "tie"),
        ("cities", "NNS", "city", "city"),
        # What no list of verbs holds is left as it is, and so is what is no verb.
        ("blorped", "VBD", "blorpe", "blorpe"),
        ("fired", "JJ", "fired", "fired"),
    ],
)
def test_the_lemma_of_a_verb_is_a_verb(form: str, tag: str, lemma: str, mended: str) -> None:
    assert lemmas.mended(form, tag, lemma) == mended


@pytest.mark.parametrize(
    ("tree", "form", "expected"),
    [
        ([0, 1, None, ["s", ""]], "boats", "boat"),
        ([0, 1, None, ["s", ""]], "boat", None),
        ([2, 2, None, None], "abc", None),
        ([1, 0, ["T", "t"], None], "The", "the"),
        (["was", "be"], "were", None),
    ],
)
def test_a_tree_fits_or_not(tree: lemmas.Tree, form: str, expected: str | None) -> None:
    assert lemmas.apply(tree, form) == expected


@pytest.mark.parametrize(
    ("words", "at", "goes_on"),
    [
        (["said", "Det", ".", "Paul", "Horn"], 3, True),
        (["told", "Cpl.", "Horn"], 2, True),
        (["juror", "No", ".", "12"], 3, True),
        (["on", "Elm", "Ave", ".", "in", "Orvel"], 4, True),
        (["Ann", "Lee", ",", "a.k.a.", "Ann", "Moor"], 4, True),
        (["on", "Elm", "Ave", ".", "He", "left"], 4, False),
        (["they", "left", ".", "He", "stayed"], 3, False),
        (["he", "said", "no", ".", "12", "men", "left"], 4, False),
        (["of", "a", "new", "gen", ".", "Ann", "left"], 5, False),
        ([".", "He"], 1, False),
        (["He"], 0, False),
    ],
)
def test_a_full_stop_that_only_shortens_ends_no_sentence(words: list[str], at: int, goes_on: bool) -> None:
    assert runs_on(words, at) is goes_on
