"""The room of a brief, shared out among the stories of its pile."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from briefing.model import Dossier, Passage

T = TypeVar("T")


def most_told(passages: Iterable[Passage], story_of: Mapping[str, str]) -> str:
    """The story, by article, that most of ``passages`` are of; empty where none of them is of one."""
    found = Counter(story_of[p.article] for p in passages if p.article in story_of)
    return found.most_common(1)[0][0] if found else ""


def weights_of(dossier: Dossier) -> list[float]:
    """Of each story, how much room it asks for: its number of origins."""
    origin = {a.id: a.origin for a in dossier.articles}
    return [float(len({origin.get(i, i) for i in story.articles})) for story in dossier.stories]


def interleaved(picks: Callable[[int], Sequence[T]], weights: Sequence[float], room: int) -> Iterator[T]:
    """At most ``room`` of the ``picks`` of each story, shared out by the weights of the stories (Sainte-Laguë): the
    first of a small story comes before the fifth or so of a large one. A story that gets no room is not looked into."""
    had = dict.fromkeys(range(len(weights)), 0)
    while room and had:
        best = max(had, key=lambda n: (weights[n] / (2 * had[n] + 1), -n))
        found = picks(best)
        if had[best] == len(found):
            del had[best]
            continue
        yield found[had[best]]
        had[best] += 1
        room -= 1
