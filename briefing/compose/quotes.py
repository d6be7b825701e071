"""Whose words are quoted."""

import re
from collections import Counter, defaultdict
from dataclasses import replace

from briefing.marks import regions
from briefing.memory import within
from briefing.model import Dossier, Quote

LEAST_SHARE = 0.2
"""Share of a sentence that stands in one pair of quotation marks, from which the sentence is a quotation."""
CALLED = re.compile(r"(?:her|him|it|that|them|this) [“\"]", re.IGNORECASE)
"""What is called something, where its words say no more of it."""
BROKEN = re.compile(r"\w[,.!?]?[”\"] [^“\"]*[a-z][^“\"]*[“\"]\w")
"""The end of one quotation and the beginning of another inside what was taken for one."""


def chosen_quotes(dossier: Dossier) -> list[Quote]:
    """Quotes in their own words, named sources first, each source once before any twice."""
    spoken = [q for q in dossier.quotes if q.kind != "indirect" and _own_words(q) >= 4]
    beside: dict[str, list[Quote]] = defaultdict(list)
    for quote in spoken:
        beside[quote.content[0].article].append(quote)
    spoken = [q for q in spoken if not any(_is_inside(q, other) for other in beside[q.content[0].article])]
    turns: Counter[str] = Counter()
    rows: list[tuple[int, float, int, Quote]] = []
    for quote in sorted(spoken, key=lambda q: (-_quote_worth(q), q.id)):
        who = (quote.source.actor or quote.source.name) if quote.source else "?"
        rows.append((turns[who] // 2, -_quote_worth(quote), len(rows), quote))
        turns[who] += 1
    return [with_verb(quote) for *_, quote in sorted(rows, key=lambda row: row[:3])]


def with_verb(quote: Quote) -> Quote:
    """What somebody calls something, with the word for that: "CALLED it “regrettable”", and not "it “regrettable”"."""
    cue, (first, *others) = quote.cue, quote.content
    if cue is None or not CALLED.match(first.text) or cue.end + 1 != first.start:
        return quote
    sentence = next((c for c in quote.citations if within(cue, c) and within(first, c)), None)
    if sentence is None:
        return quote
    text = sentence.text[cue.start - sentence.start : first.end - sentence.start]
    whole = replace(first, start=cue.start, text=text)
    return replace(quote, content=(whole, *others), text=quote.text.replace(first.text, text, 1))


def _is_inside(quote: Quote, other: Quote) -> bool:
    """ "He said that he hoped they “would pay”": the same words twice, once as what he hoped and from nobody known; or
    "“We will pay,” he said, according to the agency", where the agency has quoted him."""
    known = [0 if q.source is None else 1 + (q.source.actor is not None) for q in (quote, other)]
    if known[0] < known[1] and _lies_in(quote, other):
        return True
    return quote.kind == "mixed" and other.kind == "direct" and known[1] > 0 and _lies_in(other, quote)


def _lies_in(quote: Quote, other: Quote) -> bool:
    return all(any(within(p, o) and p.end <= o.end for o in other.content) for p in quote.content)


def _own_words(quote: Quote) -> int:
    """Words inside quotation marks; none where what is said between them is but a word here and there."""
    words = len(quote.text.split())
    if quote.kind == "direct":
        return 0 if BROKEN.search(quote.text) else words
    inside = max((len(quote.text[r.start : r.end].split()) for r in regions(quote.text)), default=0)
    return inside if inside >= LEAST_SHARE * words else 0


def _quote_worth(quote: Quote) -> float:
    words = _own_words(quote)
    worth = min(words, 30) / 30 - 0.02 * max(0, words - 60)
    if quote.source is not None:
        worth += 0.6 + 0.3 * (quote.source.actor is not None) + 0.2 * bool(quote.source.role)
    return worth + 0.4 * bool(quote.also_in)
