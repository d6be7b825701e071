"""Which story a fact is of, and what of each story a section has room for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from briefing.model import Actor, Development, Discrepancy, Dossier, Entry, Figure, Passage, Pick, Question, Quote
from briefing.sharing import interleaved, most_told, weights_of

Fact = Figure | Discrepancy | Actor | Quote | Entry | Question
WITHIN = 2
"""Of how many times the room of a section its facts are taken: no story is given room for what says little."""
T = TypeVar("T", Figure, Discrepancy, Actor, Quote, Entry, Question)


def told_of(dossier: Dossier, picks: Sequence[Pick]) -> Dossier:
    """``dossier`` with the facts of the stories that ``picks`` tell, and all articles and stories: a figure or a
    quotation of a story that is not told says nothing. All of it where it has one story."""
    story_of = {article: one.id for one in dossier.stories for article in one.articles}
    told = {story_of.get(pick.sentence.passage.article, "") for pick in picks}
    if len(dossier.stories) < 2 or not told:
        return dossier

    def own(facts: Iterable[T]) -> tuple[T, ...]:
        return tuple(fact for fact in facts if most_told(_passages(fact), story_of) in told)

    return replace(
        dossier,
        # Who is spoken of in several stories is of each of them.
        actors=tuple(a for a in dossier.actors if any(story_of.get(m.article, "") in told for m in a.mentions)),
        events=tuple(e for e in dossier.events if story_of.get(e.mentions[0].passage.article, "") in told),
        quotes=own(dossier.quotes),
        figures=own(dossier.figures),
        discrepancies=own(dossier.discrepancies),
        questions=own(dossier.questions),
        timeline=own(dossier.timeline),
        watch=own(dossier.watch),
        sentences=tuple(s for s in dossier.sentences if story_of.get(s.passage.article, "") in told),
    )


class Shares:
    """How the stories that the brief tells share the room of each section, by their origins."""

    def __init__(self, dossier: Dossier, developments: Sequence[Development]) -> None:
        told = list(dict.fromkeys(d.story for d in developments if d.story))
        self._told = told if len(dossier.stories) > 1 else []
        self._story = {a: s.id for s in dossier.stories if s.id in self._told for a in s.articles}
        by_id = dict(zip((s.id for s in dossier.stories), weights_of(dossier), strict=True))
        self._weights = [by_id.get(story, 1.0) for story in self._told]

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
        return most_told(_passages(fact), self._story)


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
