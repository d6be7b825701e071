"""An annotated text of a corpus, whatever it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

UNKNOWN = "?"
"""The name tag of a token of which the corpus does not say whether it is a name."""
CLOSING = {",", ".", ";", ":", "?", "!", ")", "]", "%", "'s", "'", "n't", "'re", "'ve", "'ll", "'d", "'m", "''", "..."}
OPENING = {"(", "[", "$", "£", "€", "``"}

Name = tuple[int, int, str]
"""First token, end token (exclusive), and label; `UNKNOWN` where the label is not known."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """Per token; ``head`` counts in the document, a root is its own head."""

    tag: list[str]
    pos: list[str]
    morph: list[str]
    lemma: list[str]
    head: list[int]
    dep: list[str]


@dataclass(frozen=True, slots=True)
class Document:
    corpus: str
    words: list[str]
    spaces: list[bool]
    """Does a space follow the token?"""
    starts: list[bool]
    """Where a sentence starts; a window of training may begin there."""
    syntax: Syntax | None = None
    names: list[str] | None = None
    """A tag per token: O, B-, I-, E-, S- and a label, or `UNKNOWN`."""


def tagged(size: int, names: Iterable[Name]) -> list[str]:
    """Name tags of ``size`` tokens. Where names overlap, the longer one wins, then the earlier;
    what is unknown gives way to every name."""
    tags = ["O"] * size
    for start, end, label in sorted(names, key=lambda n: (n[2] == UNKNOWN, n[0] - n[1], n[0])):
        if start >= end or any(tag != "O" for tag in tags[start:end]):
            continue
        if label == UNKNOWN:
            tags[start:end] = [UNKNOWN] * (end - start)
        elif end - start == 1:
            tags[start] = f"S-{label}"
        else:
            tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 2), f"E-{label}"]
    return tags


def spacing(words: Sequence[str]) -> list[bool]:
    """Whether a space followed each word before the corpus cut it off, by the habits of English print."""
    spaces = [True] * len(words)
    quoted = False
    for i, word in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else ""
        if after in CLOSING or word in OPENING:
            spaces[i] = False
        if word == '"':
            quoted = not quoted
            if quoted:
                spaces[i] = False
        if after == '"' and quoted:
            spaces[i] = False
    return spaces
