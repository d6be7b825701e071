"""A Doc as the encoder reads it: tokens without white space, cut into windows.

Whatever is decided here depends on one Doc alone, so that its parse never depends on the
other texts of a batch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc

from briefing.pipelines.arrays import Bools, Ints
from briefing.pipelines.encoder import Windows
from briefing.pipelines.lines import breaks, is_hard_wrapped
from briefing.pipelines.stops import runs_on
from briefing.pipelines.surface import case_class, features, plain
from briefing.pipelines.wordpiece import WordPiece

LONGEST = 200
"""Tokens in one window: about what the encoder was fine-tuned on."""
MOST_PIECES = 500
"""Pieces in one window; the encoder knows 512 positions."""
ROWS = 384
"""Pieces that go through the network at once, more only when one window has more: they fit the cache."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The tokens of one Doc that are not white space."""

    kept: Ints
    """[tokens]: their places in the Doc."""
    words: list[str]
    """Their text with plain marks."""
    pieces: list[tuple[int, ...]]
    cases: list[int]
    features: Ints
    """[tokens, 4]"""
    forced: Bools
    """[tokens]: does a sentence start here whatever the network says?"""
    held: Bools
    """[tokens]: does none?"""


@dataclass(slots=True)
class Run:
    """Tokens ``start`` to ``end`` that are read on their own; ``start`` moves on as they are parsed."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``start`` to ``end`` of a run. ``cut``: does the run go on after it?"""

    run: Run
    start: int
    end: int
    pieces: int
    """With the two that mark start and stop."""
    cut: bool


def read(doc: Doc, word_piece: WordPiece) -> Reading:
    """``doc`` as the encoder sees it."""
    is_space = doc.to_array("IS_SPACE").astype(np.bool_)
    kept = np.flatnonzero(~is_space)
    texts = [token.text for token in doc]
    words = [plain(texts[i]) for i in kept.tolist()]
    forced = np.zeros(len(kept), np.bool_)
    if len(kept) < len(doc):
        wrapped = is_hard_wrapped(doc.text)
        broken = [i for i in np.flatnonzero(is_space).tolist() if breaks(texts[i], hard_wrapped=wrapped)]
        places = np.searchsorted(kept, broken)
        forced[places[places < len(kept)]] = True
    held = np.array([runs_on(words, at) for at in range(len(words))], np.bool_) & ~forced
    return Reading(
        kept=kept,
        words=words,
        pieces=[word_piece(word) for word in words],
        cases=[case_class(word) for word in words],
        features=features(doc, kept, words),
        forced=forced,
        held=held,
    )


def runs(reading: Reading) -> list[Run]:
    """The Doc cut at forced sentence starts: as many paragraphs to a run as fit one window; a
    paragraph that does not fit is a run of its own."""
    size = len(reading.kept)
    edges = sorted({0, *map(int, np.flatnonzero(reading.forced)), size})
    lengths = np.cumsum([0, *map(len, reading.pieces)])
    found: list[Run] = []
    for start, end in pairwise(edges):
        last = found[-1] if found else None
        if last and end - last.start <= LONGEST and lengths[end] - lengths[last.start] <= MOST_PIECES:
            last.end = end
        else:
            found.append(Run(start, end))
    return found


def next_window(run: Run, pieces: Sequence[Sequence[int]]) -> Window:
    """As much of the rest of ``run`` as fits one window, at least one token."""
    size, end = 0, run.start
    while end < min(run.end, run.start + LONGEST) and size + len(pieces[end]) <= MOST_PIECES:
        size += len(pieces[end])
        end += 1
    return Window(run, run.start, end, size + 2, cut=end < run.end)


def batches(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """``windows`` in order, as many at once as `ROWS` holds."""
    batch: list[Window] = []
    for window in windows:
        if batch and sum(one.pieces for one in batch) + window.pieces > ROWS:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def lay_out(batch: Sequence[Window], reading: Reading, word_piece: WordPiece) -> Windows:
    """The windows of ``batch`` end to end, each between the encoder's marks of start and stop."""
    pieces: list[int] = []
    cases: list[int] = []
    first: list[int] = []
    last: list[int] = []
    bounds = [0]
    for window in batch:
        pieces.append(word_piece.start)
        cases.append(0)
        for i in range(window.start, window.end):
            first.append(len(pieces))
            pieces.extend(reading.pieces[i])
            cases.extend([reading.cases[i]] * len(reading.pieces[i]))
            last.append(len(pieces) - 1)
        pieces.append(word_piece.stop)
        cases.append(0)
        bounds.append(len(pieces))
    tokens = np.concatenate([np.arange(window.start, window.end) for window in batch])
    return Windows(
        pieces=np.array(pieces),
        cases=np.array(cases),
        bounds=np.array(bounds),
        first=np.array(first),
        last=np.array(last),
        features=reading.features[tokens],
    )
