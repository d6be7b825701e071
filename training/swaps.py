"""Names in the place of others: a text teaches how names are used, whoever they belong to."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from training.document import Document

LABELS = ("PERSON", "ORG")
"""The labels whose names are swapped; that of places and peoples hangs on the name itself."""
SHARE = 0.5
"""The share of the names of a text that gives way to others."""

Pool = Mapping[tuple[str, bool], Sequence[tuple[str, ...]]]
"""Label and "is it one word?" to names, as often as they occur."""


def pool_of(documents: Iterable[Document]) -> Pool:
    pool: defaultdict[tuple[str, bool], list[tuple[str, ...]]] = defaultdict(list)
    for document in documents:
        for start, end, label in spans(document.names or ()):
            pool[label, end - start == 1].append(tuple(document.words[start:end]))
    return pool


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Start, end and label of the names of `LABELS`."""
    found = []
    start = 0
    for i, tag in enumerate(tags):
        place, _, label = tag.partition("-")
        if place in {"B", "S"}:
            start = i
        if place in {"E", "S"} and label in LABELS:
            found.append((start, i + 1, label))
    return found


def swapped(document: Document, pool: Pool, chance: random.Random) -> Document:
    """``document``, which has no syntax, with some of its names replaced, each everywhere by the same other."""
    assert document.names is not None
    chosen: dict[tuple[str, ...], tuple[str, ...]] = {}
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool] = []
    tags: list[str] = []
    at = 0
    for start, end, label in [*spans(document.names), (len(document.words), len(document.words), "")]:
        words += document.words[at:start]
        spaces += document.spaces[at:start]
        starts += document.starts[at:start]
        tags += document.names[at:start]
        at = end
        if not label:
            break
        old = tuple(document.words[start:end])
        if old not in chosen:
            chosen[old] = chance.choice(pool[label, len(old) == 1]) if chance.random() < SHARE else old
        new = chosen[old]
        words += new
        spaces += document.spaces[start:end] if new == old else [True] * (len(new) - 1) + [document.spaces[end - 1]]
        starts += [document.starts[start]] + [False] * (len(new) - 1)
        tags += _tags(label, len(new))
    return Document(document.corpus, words, spaces, starts, names=tags)


def _tags(label: str, size: int) -> list[str]:
    return [f"S-{label}"] if size == 1 else [f"B-{label}", *[f"I-{label}"] * (size - 2), f"E-{label}"]
