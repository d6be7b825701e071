"""One quotation in two versions: given to different people, or one person's words in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import combinations, pairwise

from briefing.model import Discrepancy, Listed, Position, Quote, Source, Story

WORD = re.compile(r"\w+(?:[’'-]\w+)*")
INSIDE = re.compile(r"[“\"„«]([^“”\"„«»]+)")
FEWEST = 7
"""Quoted words that are nobody else's by chance."""
SAME = 0.9
"""Likeness of two word sequences from which they are one quotation."""
ALIKE = 0.62
"""Likeness from which two quotations of one person may be one in two versions."""
RUN = 3
"""Words in a row that are the same by no chance."""
NAME = 2
"""Words of a full name: a description may be of the same person."""


def merge(quotes: Sequence[Quote], listed: Sequence[Listed], stories: Sequence[Story] = ()) -> tuple[Discrepancy, ...]:
    """Discrepancies of kind wording, without ids: the same words given to two named sources of a story, and the words
    of one source given differently by its articles of different origin."""
    story_of = {article: story.id for story in stories for article in story.articles}
    origin = {one.id: one.origin for one in listed}
    rows = [(q, _words(q)) for q in quotes if q.kind != "indirect" and q.source is not None]
    rows = [(q, words) for q, words in rows if len(words) >= FEWEST]
    return tuple(_as_discrepancy(one, two) for one, two in _pairs(rows, origin, story_of))


def _pairs(
    rows: Sequence[tuple[Quote, list[str]]], origin: dict[str, str], story_of: dict[str, str]
) -> Iterator[tuple[Quote, Quote]]:
    for (one, ones), (two, twos) in combinations(rows, 2):
        a, b = one.content[0].article, two.content[0].article
        if origin.get(a) == origin.get(b) or story_of.get(a) != story_of.get(b):
            continue
        rivals, own = _are_others(one.source, two.source), _are_one(one.source, two.source)
        if not (rivals or own) or len(set(ones) & set(twos)) < FEWEST - 2:
            continue
        short, long = sorted((ones, twos), key=len)
        blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
        like = sum(b.size for b in blocks if b.size > 1) / len(short)
        if (rivals and like >= SAME) or (own and ALIKE <= like < SAME and _differ_within(blocks)):
            yield one, two


def _differ_within(blocks: Sequence[Match]) -> bool:
    """Do other words stand between those that are the same? One report that only begins earlier or ends later than
    the other gives no other version."""
    long = [b for b in blocks if b.size >= RUN]
    return any(b.a != a.a + a.size or b.b != a.b + a.size for a, b in pairwise(long))


def _are_one(one: Source | None, two: Source | None) -> bool:
    if one is None or two is None:
        return False
    if one.actor and two.actor:
        return one.actor == two.actor
    return len(one.name.split()) >= NAME and one.name == two.name


def _are_others(one: Source | None, two: Source | None) -> bool:
    """Are both full names, of different people?"""
    if one is None or two is None or one.actor == two.actor is not None:
        return False
    names = [_full_name(one), _full_name(two)]
    return all(names) and not set(names[0]) & set(names[1])


def _full_name(source: Source) -> list[str]:
    words = WORD.findall(source.name)
    return [w.lower() for w in words] if len(words) >= NAME and all(w[0].isupper() for w in words) else []


def _words(quote: Quote) -> list[str]:
    inside = INSIDE.findall(quote.text) if quote.kind == "mixed" else [quote.text]
    return [w.lower().replace("’", "'") for part in inside for w in WORD.findall(part)]


def _as_discrepancy(*pair: Quote) -> Discrepancy:
    positions = tuple(Position(value=None, text=q.text, citations=q.content, said_by=q.source) for q in pair)
    return Discrepancy(id="", kind="wording", measure=None, positions=positions)
