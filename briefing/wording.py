"""Words of a text as counts and weights: what tells what a text is about."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log, sqrt

from briefing import lexicon

WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*|\d[\d,.]*\d|\d")
ENDINGS = ("ing", "ed", "es", "s")

Vector = dict[str, float]


def words(text: str) -> list[str]:
    """The words and numbers of ``text`` in order, without a possessive ending."""
    return [w.replace("’", "'").removesuffix("'s") for w in WORD.findall(text)]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """``word`` in lower case without its inflection; empty where it is a function word."""
    low = word.lower()
    if low in lexicon.words("function_words") or len(low) < 2:
        return ""
    for ending in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            return low[: -len(ending)]
    return low


def stems(text: str) -> list[str]:
    return [s for s in map(stem, words(text)) if s]


@lru_cache(maxsize=1)
def rates() -> dict[str, float]:
    """Share of news articles that have a stem, for everyday words."""
    return {term: int(value) / 100 for term, value in lexicon.table("word_rates").items()}


UNSEEN = 0.003
"""Share of articles that is taken for a stem that `rates` does not list."""


def rarity(counts: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """Inverse document frequency of every stem over ``counts`` and a background of imagined articles.

    Without the background, a word that all articles of a small pile share (the name of the town)
    would weigh nothing; with it only everyday words do. A large pile is its own background.
    """
    background = max(200, 1000 - 5 * len(counts))
    found = Counter(term for one in counts for term in one)
    usual, total = rates(), len(counts) + background + 1
    return {term: log(total / (n + background * usual.get(term, UNSEEN) + 0.5)) for term, n in found.items()}


def weigh(counts: Mapping[str, int], rare: Mapping[str, float], *, size: float = 1.0) -> Vector:
    """``counts`` as a vector of length ``size``: damped counts times rarity; stems of weight 0 are left out."""
    raw = {term: (1 + log(n)) * rare[term] for term, n in counts.items() if rare.get(term, 0.0) > 0}
    length = sqrt(sum(value * value for value in raw.values()))
    return {term: value * size / length for term, value in raw.items()} if length else {}


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[term] for term, value in one.items() if term in other)


def add(vectors: Iterable[Mapping[str, float]]) -> Vector:
    """The sum of ``vectors``."""
    out: Vector = {}
    for vector in vectors:
        for term, value in vector.items():
            out[term] = out.get(term, 0.0) + value
    return out
