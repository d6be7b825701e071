"""The same quotation in several articles: the longest form kept, the others listed with it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefing import lexicon
from briefing.model import Facts, Quote, Source

Resolve = Callable[[Source | None], Source | None]

WORD = re.compile(r"\w+(?:[’'-]\w+)*")
INSIDE = re.compile(r"[“\"„«]([^“”\"„«»]+)")
SHINGLE = 4
"""Words in a row that two forms of one quotation share."""
SHARED = 0.8
"""Of the shorter form's runs of words, the part that stands in the longer one."""
ONE_OF_MANY = re.compile(r"(?:an?|one|another)\b", re.I)
"""How somebody without a name is called: an actor of its own in each article."""
PRONOUNS = lexicon.marked("pronouns", "speaker")


def merge(facts: Sequence[Facts], resolve: Resolve) -> tuple[Quote, ...]:
    """All quotes with their sources resolved, ids Q1, Q2, …, in the order of articles and text.

    Copies of one quotation (cut, punctuated otherwise, quoted at another length) become its
    longest form, with the content of the others in ``also_in``. Indirect speech is a copy only
    where nearly all its words are the same; the sources must not differ.
    """
    quotes = [replace(q, source=resolve(q.source)) for one in facts for q in one.quotes]
    kept = []
    for group in _groups(quotes):
        members = [quotes[n] for n in group]
        best = max(members, key=lambda q: (len(_words(q)), -len(q.citations)))
        others = tuple(p for q in members if q is not best for p in q.content if p not in best.content)
        kept.append((group[0], replace(best, source=_best_source(best, members), also_in=others)))
    return tuple(replace(quote, id=f"Q{n}") for n, (_, quote) in enumerate(sorted(kept, key=lambda row: row[0]), 1))


def _groups(quotes: Sequence[Quote]) -> list[list[int]]:
    """Indexes of quotes that are one quotation, in order."""
    shingles = [_shingles(quote) for quote in quotes]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, found in enumerate(shingles):
        for shingle in sorted(found):
            holders[shingle].append(n)
    roots = list(range(len(quotes)))
    for one, two in sorted({pair for held in holders.values() for pair in _candidates(held)}):
        low, high = sorted((_root(roots, one), _root(roots, two)))
        if low != high and _is_same(quotes[one], quotes[two], shingles[one], shingles[two]):
            roots[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for n in range(len(quotes)):
        groups[_root(roots, n)].append(n)
    return list(groups.values())


def _candidates(held: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs to compare among the quotes that share some words: neighbours, and each with the first."""
    yield from pairwise(held)
    yield from ((held[0], other) for other in held[2:])


def _root(roots: list[int], n: int) -> int:
    while roots[n] != n:
        n = roots[n]
    return n


def _is_same(one: Quote, two: Quote, ones: frozenset[tuple[str, ...]], twos: frozenset[tuple[str, ...]]) -> bool:
    if not _may_be_one(one.source, two.source):
        return False
    if one.content[0].article == two.content[0].article:
        return one.content == two.content  # "She claimed victory. “It is ours,” she said": read with either verb
    shared = len(ones & twos)
    if "indirect" in (one.kind, two.kind):
        return one.kind == two.kind and shared >= SHARED * max(len(ones), len(twos))
    return shared >= SHARED * min(len(ones), len(twos))


def _may_be_one(one: Source | None, two: Source | None) -> bool:
    """Neither is known to be somebody else than the other."""
    if one is None or two is None or _is_pronoun(one) or _is_pronoun(two):
        return True
    if one.actor and two.actor and not (ONE_OF_MANY.match(one.name) or ONE_OF_MANY.match(two.name)):
        return one.actor == two.actor
    names = [WORD.findall(ONE_OF_MANY.sub("", source.name).lower()) for source in (one, two)]
    return bool(names[0] and names[1] and (names[0][-1] == names[1][-1] or set(names[0]) & set(names[1])))


def _is_pronoun(source: Source) -> bool:
    return source.actor is None and source.name.lower() in PRONOUNS


def _best_source(best: Quote, members: Sequence[Quote]) -> Source | None:
    """The source of the kept form; of a copy where that form names none or only a pronoun."""
    if best.source is not None and not _is_pronoun(best.source):
        return best.source
    return next((q.source for q in members if q.source is not None and not _is_pronoun(q.source)), best.source)


def _words(quote: Quote) -> list[str]:
    """The quoted words of a mixed quote, all words of any other; lower-case, no punctuation."""
    inside = INSIDE.findall(quote.text) if quote.kind == "mixed" else []
    return [w.lower().replace("’", "'") for part in (inside or [quote.text]) for w in WORD.findall(part)]


def _shingles(quote: Quote) -> frozenset[tuple[str, ...]]:
    words = _words(quote)
    if len(words) < SHINGLE:
        return frozenset([tuple(words)]) if len(words) > 1 else frozenset()
    return frozenset(tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1))
