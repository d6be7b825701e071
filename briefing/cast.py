"""Who any stretch of any article refers to: what the merging of actors hands to the other merges."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from briefing.model import Actor, Passage, Source

HEAD_ENDS = re.compile(r",| who | which | that | with | from ")


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
        if source is None or source.mention is None:
            return source
        core = _core(source.mention)
        actor = self.by_id.get(self.who(_at(source, core)) or "")
        if actor is None or " and " in core.text:
            return source
        role = source.role or (actor.roles[0] if actor.roles else None)
        return replace(source, actor=actor.id, name=actor.name if actor.named else source.name, role=role)


def _at(source: Source, core: Passage) -> Passage:
    """The head word of the source where it is known, else the core of its phrase."""
    if source.head is None:
        return core
    return replace(core, start=source.head, end=source.head + 1, text="")


def _core(passage: Passage) -> Passage:
    """The passage up to its first comma or relative word: where its head stands."""
    cut = HEAD_ENDS.search(passage.text)
    end = passage.start + (cut.start() if cut else len(passage.text))
    return replace(passage, end=end, text=passage.text[: end - passage.start])
