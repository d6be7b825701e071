"""What training reads must be what the pipeline reads. No torch is needed here."""

import random
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from briefing.pipelines.windows import read
from briefing.pipelines.wordpiece import WordPiece
from training import batches, swaps
from training.batches import collate, in_order, windows_of
from training.document import UNKNOWN, Document
from training.examples import IGNORE, Example, Examples, headline
from training.swaps import pool_of, spans, swapped
from training.treebanks import documents

WORDS = "“ Ada Orr left Vale-on-Sea at 5.30 , ” said O'Neil — twice .".split()  # noqa: SIM905
PIECES = WordPiece(["[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz", *(f"##{c}" for c in "abcdefgnorstuvwy")])


def test_an_example_is_what_the_pipeline_reads() -> None:
    spaces = [i % 3 > 0 for i in range(len(WORDS))]
    example = Examples({}, PIECES)(Document("made", WORDS, spaces, [True] + [False] * (len(WORDS) - 1)))
    reading = read(Doc(spacy.blank("en").vocab, words=WORDS, spaces=spaces), PIECES)
    cases, features = example.views[0]
    assert example.pieces == reading.pieces
    assert cases.tolist() == reading.cases
    assert features.tolist() == reading.features.tolist()
    assert all(len(set(features[:, column].tolist())) > 1 for column in range(4))


@pytest.mark.parametrize(
    ("word", "expected"), [("dam", "Dam"), ("of", "of"), ("iPad", "IPad"), ("NATO", "NATO"), ("'s", "'s")]
)
def test_headline(word: str, expected: str) -> None:
    assert headline(word) == expected


def test_swapped_names_keep_their_labels_and_everything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swaps, "SHARE", 1)
    one = Document(
        "made",
        ["Ada", "Orr", "of", "Vale", "Bank", "met", "Orr", "in", "Rome", "."],
        [True] * 8 + [False, False],
        [True] + [False] * 9,
        names=["B-PERSON", "E-PERSON", "O", "B-ORG", "E-ORG", "O", "S-PERSON", "O", "S-LOC", "O"],
    )
    other = Document(
        "made",
        ["Lin", ",", "Zoe", "Ann", "Ray", ",", "North", "Sea", "Fund"],
        [True] * 9,
        [True] + [False] * 8,
        names=["S-PERSON", "O", "B-PERSON", "I-PERSON", "E-PERSON", "O", "B-ORG", "I-ORG", "E-ORG"],
    )
    found = swapped(one, pool_of([other]), random.Random(3))
    assert found.words == ["Zoe", "Ann", "Ray", "of", "North", "Sea", "Fund", "met", "Lin", "in", "Rome", "."]
    assert spans(found.names or ()) == [(0, 3, "PERSON"), (4, 7, "ORG"), (8, 9, "PERSON")]
    assert [len(found.spaces), len(found.starts)] == [len(found.words)] * 2
    assert np.flatnonzero(found.starts).tolist() == [0]


def example_of(sizes: list[int], **answers: list[int]) -> Example:
    """Sentences of ``sizes``; what is read of a token differs from view to view."""
    total, bounds = sum(sizes), np.cumsum([0, *sizes])
    return Example(
        corpus="made",
        pieces=[(5,)] * total,
        views=tuple((np.full(total, view), np.full((total, 4), view)) for view in range(4)),
        starts=np.isin(np.arange(total), bounds).astype(np.int64),
        answers={name: np.array(rows) for name, rows in answers.items()},
    )


def test_teachers_read_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MASKED", 1)
    monkeypatch.setattr(batches, "VIEWS", (1, 1, 1))
    example = example_of([2, 3], lemma=[7] * 5)
    word_piece = WordPiece(["[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b"])
    batch = collate([(example, 0, 5), (example, 2, 5)], word_piece, random.Random(0))
    assert batch.inputs[0].tolist() == [[1, 3, 3, 3, 3, 3, 2], [1, 3, 3, 3, 2, 0, 0]]
    assert batch.plain[0].tolist() == [[1, 5, 5, 5, 5, 5, 2], [1, 5, 5, 5, 2, 0, 0]]
    assert [set(rows[-1][1, :3].flat) for rows in (batch.inputs, batch.plain)] == [{3}, {0}]
    assert batch.there.tolist() == [[True] * 5, [True] * 3 + [False] * 2]
    # In another case a word says nothing of its lemma.
    assert batch.changed.tolist() == [True, True]
    assert (batch.answers["lemma"] == IGNORE).all()


def test_sentences_of_the_annotation_stay() -> None:
    example = example_of([2, 2], head=[0, 0, 0, 0], tag=[0] * 4)
    batch = collate([(example, 0, 4)], WordPiece(["[UNK]", "[CLS]", "[SEP]", "[MASK]"]), random.Random(0))
    assert batch.segments.tolist() == [[1, 1, 2, 2]]
    assert batch.answers["head"].tolist() == [[4, 0, 0, 0]]


def test_windows_and_batches_hold_every_token_once() -> None:
    example = example_of([50, 60, 100, 30])
    found = list(windows_of(example, 120))
    assert [(a, b) for _, a, b in found] == [(0, 110), (110, 210), (210, 240)]
    assert sorted(window[1] for pile in in_order(found * 20) for window in pile) == sorted(a for _, a, _ in found * 20)


def test_a_treebank_without_entities_tells_only_what_is_no_name(tmp_path: Path) -> None:
    words = [row.split() for row in (
        "President PROPN NNP", "Orr PROPN NNP", "left VERB VBD", "the DET DT",
        "Bank PROPN NNP", "of ADP IN", "Vale PROPN NNP", "Monday PROPN NNP",
    )]  # fmt: skip
    rows = [f"{n}\t{w}\t{w}\t{p}\t{t}\t_\t{0 if n == 3 else 3}\t_\t_\t_" for n, (w, p, t) in enumerate(words, 1)]
    file = tmp_path / "made.conllu"
    file.write_text("\n".join(rows) + "\n\n", encoding="utf-8")
    (document,) = documents(file, "made")
    assert document.names == [UNKNOWN, UNKNOWN, "O", "O", UNKNOWN, UNKNOWN, UNKNOWN, "O"]
