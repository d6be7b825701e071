"""Examples as batches of arrays: windows, what the network reads of them, what it should answer."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.pipelines.arrays import Ints
from briefing.pipelines.wordpiece import WordPiece
from training.examples import IGNORE, Example

LENGTHS = (24, 48, 96, 192)
"""Tokens of a window at most; the longest in three of five passes over a text."""
MASKED = 0.05
"""The share of words whose pieces are hidden."""
LOWERED, RAISED, TITLED = 0.03, 0.015, 0.03
"""The shares of windows read in lower case, in capitals, and with the capitals of a headline."""
VIEWS = (LOWERED + RAISED + TITLED, RAISED + TITLED, TITLED)
NOT_THERE = -1e4
"""The score of what may not be."""
TOKENS = 1500
"""Tokens of a batch at most, padding counted, unless something else is asked for."""
ANSWERED = ("tag", "pos", "morph", "lemma", "dep", "head", "name", "start")

Window = tuple[Example, int, int]
"""An example, first token, end token."""
Arrays = tuple[NDArray[Any], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded to the longest window."""

    inputs: Arrays
    """The arguments of `Network.forward`."""
    plain: Arrays
    """The same as printed, nothing hidden: what teachers read."""
    answers: dict[str, Ints]
    """[windows, tokens] each, `IGNORE` where there is none. The head of a root is the number of columns."""
    segments: Ints
    """[windows, tokens]: the number of each token's sentence, `IGNORE` where none is known."""
    there: NDArray[np.bool_]
    """[windows, tokens]: is there a token?"""
    changed: NDArray[np.bool_]
    """[windows]: is the window read in another case, which says nothing of lemmas?"""


def windows(examples: Sequence[Example], chance: random.Random) -> Iterator[Window]:
    """All examples, cut where sentences start into windows of random greatest length."""
    for example in examples:
        yield from windows_of(example, LENGTHS[-1] if chance.random() < 0.6 else chance.choice(LENGTHS))


def windows_of(example: Example, longest: int = LENGTHS[-1]) -> Iterator[Window]:
    """``example``, cut where sentences start into windows of ``longest`` tokens at most."""
    size = len(example.pieces)
    cuts = [int(i) for i in np.flatnonzero(example.starts) if i] + [size]
    start = previous = 0
    for cut in cuts:
        while cut - start > longest:
            end = previous if previous > start else min(cut, start + LENGTHS[-1])
            yield example, start, end
            start = end
        previous = cut
    if start < size:
        yield example, start, size


def batches(examples: Sequence[Example], chance: random.Random, tokens: int = TOKENS) -> Iterator[list[Window]]:
    """Windows of about one length together, in random order."""
    pile = list(windows(examples, chance))
    chance.shuffle(pile)
    pile.sort(key=lambda window: (window[2] - window[1]) // 12 + chance.random() / 2)
    found = list(in_order(pile, tokens))
    chance.shuffle(found)
    yield from found


def in_order(pile: Iterable[Window], tokens: int = TOKENS) -> Iterator[list[Window]]:
    """``pile`` as batches of ``tokens`` at most."""
    batch: list[Window] = []
    longest = 0
    for window in pile:
        size = window[2] - window[1]
        longest = max(longest, size)
        if batch and longest * (len(batch) + 1) > tokens:
            yield batch
            batch, longest = [], size
        batch.append(window)
    if batch:
        yield batch


def collate(windows: Sequence[Window], word_piece: WordPiece, chance: random.Random) -> Batch:
    """``windows`` with words hidden and cases changed by ``chance``."""
    sizes = np.array([end - start for _, start, end in windows])
    shape = (len(windows), int(sizes.max()))
    segments = np.full(shape, IGNORE)
    answers = {name: np.full(shape, IGNORE) for name in ANSWERED}
    dice = [chance.random() for _ in windows]
    views = [sum(one < share for share in VIEWS) for one in dice]
    for row, (example, start, end) in enumerate(windows):
        _answer(answers, segments, row, example, start, end, changed=views[row] > 0)
    inputs = inputs_of(windows, word_piece, views, lambda: chance.random() < MASKED)
    plain = inputs_of(windows, word_piece)
    return Batch(inputs, plain, answers, segments, np.arange(shape[1]) < sizes[:, None], np.array(views) > 0)


def inputs_of(
    windows: Sequence[Window],
    word_piece: WordPiece,
    views: Sequence[int] | None = None,
    hidden: Callable[[], bool] = lambda: False,
) -> Arrays:
    """The arguments of `Network.forward`: each window in its view, as printed without ``views``; words may be hidden.
    The mask [windows, 1, 1, pieces] is 0 or `NOT_THERE`."""
    shape = (len(windows), max(end - start for _, start, end in windows))
    first, last = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    features = np.zeros((*shape, 4), np.int64)
    pieces, cases = [], []
    mask_piece = word_piece.ids["[MASK]"]
    for row, ((example, start, end), view) in enumerate(zip(windows, views or [0] * len(windows), strict=True)):
        case_row, feature_rows = example.views[view]
        row_pieces, row_cases = [word_piece.start], [0]
        for i in range(start, end):
            word = example.pieces[i]
            first[row, i - start] = len(row_pieces)
            row_pieces += [mask_piece] * len(word) if hidden() else word
            row_cases += [int(case_row[i])] * len(word)
            last[row, i - start] = len(row_pieces) - 1
        pieces.append([*row_pieces[:511], word_piece.stop])
        cases.append([*row_cases[:511], 0])
        features[row, : end - start] = feature_rows[start:end]
    np.minimum(first, 510, out=first)
    np.minimum(last, 510, out=last)
    length = max(map(len, pieces))
    mask = np.array([[0.0] * len(p) + [NOT_THERE] * (length - len(p)) for p in pieces], np.float32)[:, None, None]
    padded = [np.array([row + [0] * (length - len(row)) for row in rows]) for rows in (pieces, cases)]
    return *padded, mask, first, last, features


def _answer(
    answers: Mapping[str, Ints], segments: Ints, row: int, example: Example, start: int, end: int, *, changed: bool
) -> None:
    """Fill in the answers of one window. Roots have the number of columns as their head; what was
    changed to one case has no lemma to learn; the first token of a window always starts a sentence."""
    size = end - start
    for name, rows in example.answers.items():
        if name != "lemma" or not changed:
            answers[name][row, :size] = rows[start:end]
    if "head" in example.answers:
        heads = example.answers["head"][start:end] - start
        answers["head"][row, :size] = np.where(heads == np.arange(size), segments.shape[1], heads)
        answers["start"][row, 1:size] = example.starts[start + 1 : end]
        segments[row, :size] = np.cumsum(example.starts[start:end])
