"""Who any stretch of any article refers to: what the merging of actors hands to the other merges."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from briefing import lexicon
from briefing.model import Actor, Passage, Source

HEAD_ENDS = re.compile(r",| who | which | that | with | from | of | for | in | at | on | and ")
"""A noun phrase is headed by the last noun before one of these."""


PRONOUNS = lexicon.marked("pronouns", "unnamed")
UNIDENTIFIED = "source not identified"
"""Said of a source that is a pronoun for nobody known: better than a guess."""
POINTING = ("the ", *(f"{word} " for word in lexicon.marked("pronouns", "demonstrative")))
LONGEST = 12
"""Words of a description that may stand as the name of an actor or a source."""
BARE = 2
"""Words of a source that says too little by itself: "he", "the official"."""


def _is_body(name: str) -> bool:
    """Is it an office or a company by its head word ("the ministry")? Then no person is it, however near one stands."""
    words = HEAD_ENDS.split(name)[0].lower().split()
    return bool(words) and words[-1] in lexicon.table("group_nouns")


def _described(actor: Actor, source: Source) -> str:
    """How the article itself describes who speaks in it, last before: "one woman", and of "the official" what stands
    before that; what another article says of somebody described alike may be of somebody else."""
    place = source.mention
    before = (m.text for m in actor.mentions if place and m.article == place.article and m.start <= place.start)
    own = [text for text in before if text.lower() not in PRONOUNS and len(text.split()) <= LONGEST]
    telling = (text for text in reversed(own) if len(text.split()) > BARE or not text.lower().startswith(POINTING))
    return next(telling, own[-1] if own else source.name)


@dataclass(frozen=True)
class Cast:
    """The actors, and who any stretch of any article refers to."""

    actors: tuple[Actor, ...]
    spans: dict[str, tuple[list[int], list[tuple[int, int, int, str]]]]
    """Article to its mentions by start: (start, end, head, actor)."""
    by_id: dict[str, Actor]

    def who(self, passage: Passage) -> str | None:
        """The actor of the shortest mention that holds the passage's start, else of one headed inside it."""
        starts, rows = self.spans.get(passage.article, ([], []))
        near = rows[max(0, bisect_right(starts, passage.start) - 12) : bisect_right(starts, passage.end)]
        found = [
            (head != passage.start, not passage.start <= head < passage.end, end - start, actor)
            for start, end, head, actor in near
            if start <= passage.start < end or passage.start <= head < passage.end
        ]
        return min(found)[-1] if found else None

    def resolve(self, source: Source | None) -> Source | None:
        """``source`` with its actor, named as the actor is where the actor has a name.

        Several sources of one statement ("officials and diplomats") keep their own words.
        """
        if source is None or source.mention is None or source.mention.text.endswith(("'s", "’s")):
            return source  # "Denmark's said": whoever speaks, it is not Denmark
        actor = self.by_id.get(self._headed(source, source.mention) or "")
        if actor is not None and actor.kind == "person" and _is_body(source.name):
            return source
        if actor is None and source.name.lower() in PRONOUNS:
            return replace(source, name=UNIDENTIFIED)
        if actor is None or " and " in source.mention.text.split(",")[0]:
            return source
        role = source.role or (actor.roles[0] if actor.roles else None)
        bare = len(source.name.split()) <= BARE
        name = actor.name if actor.named else _described(actor, source) if bare else source.name
        return replace(source, actor=actor.id, name=name, role=role)

    def _headed(self, source: Source, mention: Passage) -> str | None:
        """The actor of the source's head word: the one it gives, else the last before its phrase is qualified."""
        if source.head is not None:
            return self.who(replace(mention, start=source.head, end=source.head + 1, text=""))
        found = HEAD_ENDS.search(mention.text)
        end = mention.start + (found.start() if found else len(mention.text))
        rows = self.spans.get(mention.article, ([], []))[1]
        heads = [(head, start - stop, actor) for start, stop, head, actor in rows if mention.start <= head < end]
        return max(heads)[-1] if heads else None
