"""Articles that share one origin: copies, agency copy, text taken over.

Corroboration counts origins: five papers that print one agency report are one witness.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from zlib import crc32

from briefing import lexicon
from briefing.model import Article
from briefing.wording import words

SHINGLE = 6
"""Words in a row; shorter rows are shared by chance and by quotation."""
KEPT = 2
"""One shingle in so many is kept, chosen by its hash, so the same ones in every article."""
COPY = 0.8
"""Of the union of the shingles: the same text, give or take a paragraph or a headline."""
REUSE = 0.35
"""Of the shingles of the shorter text: more than quotations of one statement come to."""
AGENCY_REUSE = 0.1
"""The same where both also name one agency."""
FEWEST = 8
"""Shingles that a text needs before sharing them means anything."""
NEIGHBOURS = 4
"""An article is compared with so many earlier ones of each shingle: copies of one text share nearly
all of them, so the chain holds, and a formula that every article ends in costs no square."""

CREDIT = re.compile(r"\(([A-Z][\w .-]{1,40}?)\)\s*(?:—|–|-)")
SIGNED = re.compile(r"\b(?:[Tt]he )?([A-Z][\w-]+(?: [A-Z][\w-]+){0,3}) contributed to this (?:report|story|article)")


def agency(article: Article) -> str | None:
    """The agency that the article's credit, dateline or byline names, by one name each."""
    names = lexicon.table("agencies")
    found = CREDIT.search(article.text[:300])
    for name in (article.agency, found and found[1], article.outlet):
        if name and name.strip().lower() in names:
            return names[name.strip().lower()]
    return None


def contributor(article: Article) -> str | None:
    """The agency that "contributed to this report"."""
    found = SIGNED.search(article.text[-600:])
    return lexicon.table("agencies").get(found[1].lower()) if found else None


def shingles(text: str) -> frozenset[int]:
    row = [w.lower() for w in words(text)]
    hashed = (crc32(" ".join(row[i : i + SHINGLE]).encode()) for i in range(len(row) - SHINGLE + 1))
    return frozenset(h for h in hashed if h % KEPT == 0)


def shared(prints: Sequence[frozenset[int]]) -> dict[tuple[int, int], int]:
    """How many shingles two articles have in common, for pairs that have any."""
    seen: defaultdict[int, list[int]] = defaultdict(list)
    out: Counter[tuple[int, int]] = Counter()
    for n, one in enumerate(prints):
        for shingle in one:
            held = seen[shingle]
            out.update((m, n) for m in held)
            if len(held) == NEIGHBOURS:
                held.pop(0)
            held.append(n)
    return out


def find(articles: Sequence[Article], story: Sequence[int]) -> tuple[list[int], list[int | None]]:
    """For each article the number of the first of its origin, and of the article that it copies.

    ``articles`` are in the order of publication; ``story`` says which story each belongs to:
    an agency's reports of one story are one origin, those of two stories are not.
    """
    prints = [shingles(a.text) for a in articles]
    made = [agency(a) for a in articles]
    helped = [made[n] or contributor(a) for n, a in enumerate(articles)]
    first = list(range(len(articles)))
    copies: list[int | None] = [None] * len(articles)

    def root(n: int) -> int:
        while first[n] != n:
            n = first[n]
        return n

    def join(m: int, n: int) -> None:
        a, b = sorted((root(m), root(n)))
        first[b] = a

    by_text: dict[str, int] = {}
    for n, article in enumerate(articles):
        m = by_text.setdefault(" ".join(words(article.text)).lower(), n)
        if m != n:
            copies[n] = m
            join(m, n)
    for (m, n), common in sorted(shared(prints).items()):
        least = min(len(prints[m]), len(prints[n]))
        if least < FEWEST:
            continue
        same_agency = helped[m] is not None and helped[m] == helped[n]
        if common / (len(prints[m]) + len(prints[n]) - common) >= COPY:
            copies[n] = m if copies[n] is None else copies[n]
            join(m, n)
        elif common / least >= (AGENCY_REUSE if same_agency else REUSE):
            join(m, n)
    by_agency: dict[tuple[int, str], int] = {}
    for n, name in enumerate(made):
        if name:
            join(by_agency.setdefault((story[n], name), n), n)
    return [root(n) for n in range(len(articles))], copies
