"""Open questions of all articles: one question, one entry."""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.model import Facts, Question

ALIKE = 0.6
"""Share of content words (Jaccard) above which two questions of one kind are the same."""


def merge(facts: Sequence[Facts]) -> tuple[Question, ...]:
    """Questions in order of the articles; the first wording stands, every article that asks it is cited."""
    merged: list[tuple[frozenset[str], Question]] = []
    for question in (q for one in facts for q in one.questions):
        words = frozenset(w for w in re.findall(r"\w+", question.text.lower()) if len(w) > 3)
        for n, (other, kept) in enumerate(merged):
            if kept.kind == question.kind and _alike(words, other):
                citations = tuple(dict.fromkeys((*kept.citations, *question.citations)))
                merged[n] = (other, replace(kept, citations=citations))
                break
        else:
            merged.append((words, question))
    return tuple(replace(q, id=f"O{n}") for n, (_, q) in enumerate(merged, 1))


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a | b) and len(a & b) / len(a | b) >= ALIKE
