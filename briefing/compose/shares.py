"""Which story a fact is of, and what of each story a section has room for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from briefing.model import Actor, Development, Discrepancy, Dossier, Entry, Figure, Passage, Question, Quote
from briefing.sharing import interleaved, weights_of

Fact = Figure | Discrepancy | Actor | Quote | Entry | Question
WITHIN = 2
"""Of how many times the room of a section its facts are taken: no story is given room for what says little."""
T = TypeVar("T", Figure, Discrepancy, Actor, Quote, Entry, Question)


class Shares:
    """The stories that the brief tells, and how they share the room of each section by their origins.

    In a brief of several stories a figure or a quotation of one that is not told says nothing: it is left out. In a
    brief of one story all facts are its own.
    """

    def __init__(self, dossier: Dossier, developments: Sequence[Development]) -> None:
        self._story = {a: s.id for s in dossier.stories for a in s.articles}
        told = list(dict.fromkeys(d.story for d in developments if d.story))
        self._told = told if len(dossier.stories) > 1 else []
        by_id = dict(zip((s.id for s in dossier.stories), weights_of(dossier), strict=True))
        self._weights = [by_id.get(story, 1.0) for story in self._told]

    def told(self, facts: Iterable[T]) -> list[T]:
        """``facts`` of the stories that the brief tells."""
        return [fact for fact in facts if not self._told or self._of(fact) in self._told]

    def taken(self, facts: Sequence[T], room: int) -> list[T]:
        """At most ``room`` of ``facts``, best first, shared out among the stories, in the order given."""
        if not self._told:
            return list(facts[:room])
        own: defaultdict[str, list[int]] = defaultdict(list)
        for n, fact in enumerate(facts[: WITHIN * room]):
            own[self._of(fact)].append(n)
        kept = interleaved(lambda k: own[self._told[k]], self._weights, room)
        return [facts[n] for n in sorted(kept)]

    def by_story(self, facts: Iterable[T]) -> list[T]:
        """``facts`` with each story's together, stories in the order in which they are told."""
        place = {story: n for n, story in enumerate(self._told)}
        return sorted(facts, key=lambda fact: place.get(self._of(fact), 0))

    def _of(self, fact: Fact) -> str:
        """The story that most of its passages are of."""
        found = Counter(self._story.get(p.article, "") for p in _passages(fact))
        return found.most_common(1)[0][0] if found else ""


def _passages(fact: Fact) -> Sequence[Passage]:
    match fact:
        case Actor():
            return fact.mentions
        case Discrepancy():
            return [p for position in fact.positions for p in position.citations]
        case Quote():
            return fact.content
        case _:
            return fact.citations
