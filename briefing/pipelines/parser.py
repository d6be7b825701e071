"""The parse of one Doc as numbers: windows through the network, sentence by sentence into trees."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc

from briefing.pipelines import roles
from briefing.pipelines.arrays import Bools, Floats, Ints
from briefing.pipelines.decode import NAME_LABELS, heads, name_shares, name_tags
from briefing.pipelines.encoder import Encoder, Scores
from briefing.pipelines.windows import Reading, Window, batches, lay_out, next_window, read, runs
from briefing.pipelines.wordpiece import WordPiece

REREAD = 3
"""A window that is cut gives its last sentence to the next window, unless that would leave less than
this fraction of it."""


@dataclass(frozen=True, slots=True)
class Parse:
    """Numbers of labels per token of a `Reading`; ``head`` is a token of it."""

    tag: Ints
    pos: Ints
    morph: Ints
    lemma: Ints
    head: Ints
    label: Ints
    name: Ints
    shares: Floats
    """[tokens, NAME_LABELS]: how likely each token is part of a name of each label."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The numbers of labels that shape a tree."""

    root: int
    roles: tuple[Bools, ...]
    """Those of which a head has one at most, a role each."""

    @classmethod
    def of(cls, names: Sequence[str]) -> "Labels":
        return cls(names.index("ROOT"), roles.marked(names))


def parse(doc: Doc, encoder: Encoder, word_piece: WordPiece, labels: Labels) -> tuple[Reading, Parse]:
    """``doc`` read and parsed."""
    reading = read(doc, word_piece)
    found = _empty(len(reading.kept))
    waiting = runs(reading)
    while waiting:
        windows = [next_window(run, reading.pieces) for run in waiting]
        for batch in batches(windows):
            scores = encoder(lay_out(batch, reading, word_piece))
            at = 0
            for window in batch:
                size = window.end - window.start
                _decode(window, _rows(scores, at, at + size), reading, found, encoder, labels)
                at += size
        waiting = [run for run in waiting if run.start < run.end]
    return reading, found


def _empty(size: int) -> Parse:
    tag, pos, morph, lemma, head, label, name = (np.zeros(size, np.int64) for _ in range(7))
    return Parse(tag, pos, morph, lemma, head, label, name, np.zeros((size, len(NAME_LABELS)), np.float32))


def _rows(scores: Scores, start: int, end: int) -> Scores:
    return Scores(*(getattr(scores, one.name)[start:end] for one in fields(Scores)))


def _decode(window: Window, scores: Scores, reading: Reading, found: Parse, encoder: Encoder, labels: Labels) -> None:
    """Write the parse of ``window`` into ``found`` and move its run on."""
    forced = reading.forced[window.start : window.end]
    starts = sentence_starts(scores.starts, forced, reading.held[window.start : window.end])
    size = len(forced)
    if window.cut and len(starts) > 1 and starts[-1] > size // REREAD:
        size = int(starts[-1])
        starts = starts[:-1]
    edges = [*map(int, starts), size]
    # All of the window at once: so wide a matrix is slow for the few rows of a sentence.
    sides = encoder.sides(scores.label_dependent[:size])
    trees = [_tree(scores, sides, a, b, encoder, labels) for a, b in pairwise(edges)]
    borders = [0, *(int(i) for i in np.flatnonzero(forced[:size]) if i), size]
    here = slice(window.start, window.start + size)
    for name in ("tag", "pos", "morph", "lemma"):
        getattr(found, name)[here] = getattr(scores, name)[:size]
    found.head[here] = window.start + np.concatenate([a + head for a, (head, _) in zip(edges, trees, strict=False)])
    found.label[here] = np.concatenate([label for _, label in trees])
    found.name[here] = np.concatenate([name_tags(scores.names[a:b]) for a, b in pairwise(borders)])
    found.shares[here] = name_shares(scores.names[:size])
    window.run.start = window.start + size


def sentence_starts(scores: Floats, forced: Bools, held: Bools) -> Ints:
    """Places of the first tokens of sentences; the first token always is one."""
    starts = ((scores > 0) & ~held) | forced
    starts[0] = True
    return np.flatnonzero(starts)


def _tree(scores: Scores, sides: Floats, start: int, end: int, encoder: Encoder, labels: Labels) -> tuple[Ints, Ints]:
    """Head and label of each token of one sentence; the root is its own head."""
    arcs = scores.dependent[start:end] @ scores.head[start:end].T
    arcs += scores.head_bias[start:end]
    dependents, label_heads = sides[start:end], scores.label_head[start:end]

    def labelled(dependent: Ints, head: Ints) -> Floats:
        found = encoder.labels(dependents[dependent], label_heads[head])
        found[:, labels.root] = -np.inf
        return found

    head = heads(arcs, scores.roots[start:end])
    every = np.arange(end - start)
    label = np.where(head == every, labels.root, labelled(every, head).argmax(1))
    roles.settle(head, label, arcs, labelled, labels.roles)
    return head, label
