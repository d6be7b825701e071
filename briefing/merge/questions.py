"""Open questions of all articles: one question, one entry."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing import lexicon
from briefing.model import Facts, Question, Story

ALIKE = 0.6
"""Share of content words (Jaccard) above which two questions of one kind are the same."""


HELD = 4
"""Content words of a question that another holds in whole: "We have no evidence that records were read", and later "on
Tuesday it had said that it had no evidence …"."""
SMALL = lexicon.words("function_words")
FEW = 3
"""Rarest words of a question by which its likes are sought."""
MOST = 30
"""Earlier questions that each is compared with: what every article says must not cost the square of the pile."""


def merge(facts: Sequence[Facts], gaps: Iterable[Question] = (), stories: Sequence[Story] = ()) -> tuple[Question, ...]:
    """Questions in order of the articles, then ``gaps``; the first wording stands, all of its story that ask it are
    cited: the motive of two shootings is asked twice."""
    story_of = {article: story.id for story in stories for article in story.articles}
    asked = [q for one in facts for q in one.questions]
    words = [frozenset(w for w in re.findall(r"\w+", q.text.lower()) if len(w) > 3) - SMALL for q in asked]
    common = Counter(w for ones in words for w in ones)
    kept: list[Question] = []
    said: list[frozenset[str]] = []
    index: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for question, own in zip(asked, words, strict=True):
        of = question.kind, story_of.get(question.citations[0].article, "")
        rare = sorted(own, key=lambda w: (common[w], w))[:FEW]
        near = sorted({n for w in rare for n in index[*of, w][:MOST]})
        same = next((n for n in near if _alike(own, said[n])), None)
        if same is not None:
            citations = tuple(dict.fromkeys((*kept[same].citations, *question.citations)))
            kept[same] = replace(kept[same], citations=citations)
            continue
        for w in own:
            index[*of, w].append(len(kept))
        kept.append(question)
        said.append(own)
    return tuple(replace(q, id=f"O{n}") for n, q in enumerate([*kept, *gaps], 1))


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    both, least = len(a & b), min(len(a), len(b))
    return bool(a | b) and (both / len(a | b) >= ALIKE or (both == least >= HELD))
