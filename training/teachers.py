"""What trained networks, all together, say of the texts: a smaller network learns from it besides the annotation.

Every head is answered for every text, so that a corpus of names teaches trees and a treebank names. The source
of the method: Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from briefing.pipelines.wordpiece import WordPiece
from training.batches import NOT_THERE, Arrays, Window, in_order, inputs_of, windows_of
from training.examples import Example, Halves, Taught
from training.network import Network

TOLD = ("tag", "pos", "morph", "lemma", "name")
"""The heads that tell a distribution of labels for each token."""


def taught(
    examples: Sequence[Example], teachers: Sequence[Network], word_piece: WordPiece, *, bfloat16: bool
) -> list[Example]:
    """``examples`` with what ``teachers`` say of them as printed."""
    for teacher in teachers:
        teacher.eval()
    parts: list[list[tuple[int, Taught]]] = [[] for _ in examples]
    places = {id(example): i for i, example in enumerate(examples)}
    whole = [window for example in examples for window in windows_of(example)]
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
        for batch in in_order(sorted(whole, key=lambda w: w[2] - w[1])):
            scores = _scores(teachers, inputs_of(batch, word_piece))
            for row, window in enumerate(batch):
                parts[places[id(window[0])]].append((window[1], _window(window, row, scores, teachers)))
    return [replace(example, taught=_joined(rows)) for example, rows in zip(examples, parts, strict=True)]


def _scores(teachers: Sequence[Network], inputs: Arrays) -> list[dict[str, Tensor]]:
    tensors = [torch.from_numpy(one) for one in inputs]
    return [{name: values.float() for name, values in teacher(*tensors).items()} for teacher in teachers]


def _window(window: Window, row: int, scores: Sequence[Mapping[str, Tensor]], teachers: Sequence[Network]) -> Taught:
    """The part of a batch that belongs to ``window``, in its ``row``; scores of teachers are averaged."""
    example, start, end = window
    size = end - start
    mean = {name: _mean([one[name][row, :size] for one in scores]) for name in (*TOLD, "start", "arc")}
    shares = mean["start"].sigmoid().numpy()
    marked = example.starts[start:end] if "head" in example.answers else shares > 0.5
    bounds = np.unique([0, *np.flatnonzero(marked), size])
    root = mean["arc"].shape[-1] - 1
    arcs: list[Halves] = []
    heads = np.zeros(size, np.int64)
    for a, b in pairwise(bounds.tolist()):
        square = mean["arc"][a:b, [*range(a, b), root]]
        square.fill_diagonal_(NOT_THERE)
        arcs.append(_shares(square))
        heads[a:b] = a + square[:, :-1].argmax(-1).numpy()
    labels = [
        teacher.labels(one["label_dependent"][row, :size], one["label_head"][row, heads]).float()
        for teacher, one in zip(teachers, scores, strict=True)
    ]
    told = {name: _shares(mean[name]) for name in TOLD} | {"dep": _shares(_mean(labels))}
    return Taught(told, shares.astype(np.float16), bounds, arcs)


def _mean(scores: Sequence[Tensor]) -> Tensor:
    return torch.stack(list(scores)).mean(0)


def _shares(scores: Tensor) -> Halves:
    found: Halves = scores.softmax(-1).numpy().astype(np.float16)
    return found


def _joined(parts: list[tuple[int, Taught]]) -> Taught:
    parts.sort(key=lambda part: part[0])
    return Taught(
        {name: np.concatenate([one.told[name] for _, one in parts]) for name in parts[0][1].told},
        np.concatenate([one.start for _, one in parts]),
        np.concatenate([[0], *[at + one.bounds[1:] for at, one in parts]]),
        [matrix for _, one in parts for matrix in one.arcs],
    )
