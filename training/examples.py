"""Documents as arrays: what the network reads and what it should answer."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from briefing.pipelines import lemmas
from briefing.pipelines.arrays import Ints
from briefing.pipelines.decode import NAME_TAGS
from briefing.pipelines.surface import case_class, features, plain
from briefing.pipelines.wordpiece import WordPiece
from training.document import UNKNOWN, Document

LEAST = {"tag": 1, "pos": 1, "morph": 2, "dep": 2, "lemma": 3}
"""A label seen less often is none."""
IGNORE = -1
"""The answer where there is none to learn from."""
SMALL = frozenset("a an and as at but by for from in of on or the to vs with".split())  # noqa: SIM905
"""Words that headlines leave in lower case."""

Labels = dict[str, list[object]]
View = tuple[Ints, Ints]
"""Case classes [tokens] and feature rows [tokens, 4]."""


@dataclass(frozen=True, slots=True)
class Example:
    corpus: str
    pieces: list[tuple[int, ...]]
    views: tuple[View, ...]
    """As printed, in lower case, in capitals, with the capitals of a headline."""
    starts: Ints
    """[tokens]: 1 where a sentence starts."""
    answers: dict[str, Ints]
    """tag, pos, morph, lemma, dep, head (in the document) and name, each [tokens]; only what is annotated."""


def labels_of(documents: Iterable[Document]) -> Labels:
    """The labels of every head, most frequent first; lemma labels are edit trees."""
    counts: dict[str, Counter[object]] = {name: Counter() for name in LEAST}
    for document in documents:
        if syntax := document.syntax:
            for name in ("tag", "pos", "morph", "dep"):
                counts[name].update(getattr(syntax, name))
            counts["lemma"].update(_trees(document))
    return {name: [label for label, n in counts[name].most_common() if n >= least] for name, least in LEAST.items()}


class Examples:
    """Makes examples of documents: the same for the same document."""

    def __init__(self, labels: Labels, word_piece: WordPiece) -> None:
        self.numbers = {name: {label: i for i, label in enumerate(rows)} for name, rows in labels.items()}
        self.name_numbers = {tag: i for i, tag in enumerate(NAME_TAGS)} | {UNKNOWN: IGNORE}
        self.word_piece = word_piece
        self.vocab = spacy.blank("en").vocab  # a bare Vocab would know no shapes, prefixes and suffixes

    def __call__(self, document: Document) -> Example:
        return _example(document, self.numbers, self.name_numbers, self.word_piece, self.vocab)


def headline(word: str) -> str:
    """``word`` as a headline prints it."""
    return word if word in SMALL else word[:1].upper() + word[1:]


def from_json(rows: dict[str, list[object]]) -> Labels:
    """The labels that `as_json` gave."""
    return {name: [_frozen(row) for row in labels] for name, labels in rows.items()}


def as_json(labels: Labels) -> dict[str, list[object]]:
    """The labels as the pipeline stores them: trees as lists."""
    return {name: [list(row) if isinstance(row, tuple) else row for row in rows] for name, rows in labels.items()}


def _example(
    document: Document,
    numbers: dict[str, dict[object, int]],
    name_numbers: dict[str, int],
    word_piece: WordPiece,
    vocab: Vocab,
) -> Example:
    answers: dict[str, Ints] = {}
    if syntax := document.syntax:
        for name in ("tag", "pos", "morph", "dep"):
            answers[name] = np.array([numbers[name].get(label, IGNORE) for label in getattr(syntax, name)])
        answers["lemma"] = np.array([numbers["lemma"].get(tree, IGNORE) for tree in _trees(document)])
        answers["head"] = np.array(syntax.head)
    if document.names is not None:
        answers["name"] = np.array([name_numbers[tag] for tag in document.names])
    return Example(
        corpus=document.corpus,
        pieces=[word_piece(plain(word)) for word in document.words],
        views=tuple(_view(document, change, vocab) for change in (str, str.lower, str.upper, headline)),
        starts=np.array(document.starts, np.int64),
        answers=answers,
    )


def _view(document: Document, change: Callable[[str], str], vocab: Vocab) -> View:
    """The document as the pipeline would see it with every word changed."""
    doc = Doc(vocab, words=[change(word) for word in document.words], spaces=document.spaces)
    tokens = [plain(token.text) for token in doc]
    return np.array([case_class(token) for token in tokens]), features(doc, np.arange(len(doc)), tokens)


def _trees(document: Document) -> list[object]:
    assert document.syntax
    return [
        _frozen(lemmas.tree(plain(w), lemma)) for w, lemma in zip(document.words, document.syntax.lemma, strict=True)
    ]


def _frozen(tree: object) -> object:
    return tuple(map(_frozen, tree)) if isinstance(tree, list) else tree
