"""The same event told by several articles, as one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.cast import Cast
from briefing.joined import Joined
from briefing.model import Event, EventMention, Facts, Passage, Story, Told

SAYING = "say"
"""The kind of event that every reporting verb is."""

ORDER = (True, False, None)


@dataclass(frozen=True)
class Known:
    """A mention with its people and places resolved."""

    mention: EventMention
    story: str
    agents: frozenset[str]
    patients: frozenset[str]
    places: frozenset[str]


def merge(facts: Sequence[Facts], cast: Cast, stories: Sequence[Story]) -> tuple[Event, ...]:
    """Events in order of their first mention, articles by id; each mention is in one event."""
    facts = sorted(facts, key=lambda one: one.article.id)
    story_of = {article: story.id for story in stories for article in story.articles}
    known = [_known(m, cast, story_of.get(one.article.id, "")) for one in facts for m in one.events]
    sets = Joined(len(known))
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(known):
        blocks[one.story, one.mention.lemma].append(n)
    for members in blocks.values():
        _join_block(members, known, sets)
    groups: dict[int, list[Known]] = defaultdict(list)
    for n, one in enumerate(known):
        groups[sets.find(n)].append(one)
    return tuple(
        Event(id=f"E{n}", mentions=tuple(_told(one, cast) for one in group))
        for n, group in enumerate(groups.values(), 1)
    )


def _known(mention: EventMention, cast: Cast, story: str) -> Known:
    def ids(passages: Sequence[Passage]) -> frozenset[str]:
        return frozenset(filter(None, map(cast.who, passages)))

    return Known(mention, story, ids(mention.agents), ids(mention.patients), ids(mention.places))


def _join_block(members: list[int], known: Sequence[Known], sets: Joined) -> None:
    """Join mentions of one trigger in one story to the first event they do not contradict."""
    events: list[list[int]] = []
    # What happened and what did not first: what does not say may be either.
    for n in sorted(members, key=lambda n: ORDER.index(known[n].mention.happened)):
        for event in events:
            if all(_same(known[n], known[m]) for m in event[:4]):
                sets.join(n, event[0])
                event.append(n)
                break
        else:
            events.append([n])


def _same(a: Known, b: Known) -> bool:
    """No date and no stance that speaks against it; two acts of saying need a speaker in common."""
    if {a.mention.happened, b.mention.happened} == {True, False}:
        return False
    if a.mention.lemma == SAYING and not (a.agents & b.agents or _heads(a) & _heads(b)):
        return False
    x, y = a.mention.when, b.mention.when
    days = x and y and x.start and y.start and x.precision == y.precision == "day"
    return not (days and x.start != y.start)  # type: ignore[union-attr]


def _heads(one: Known) -> frozenset[str]:
    """The last words of those who act, where they are no actors that are known."""
    return frozenset() if one.agents else frozenset(p.text.split()[-1].lower() for p in one.mention.agents)


def _told(one: Known, cast: Cast) -> Told:
    mention = one.mention
    return Told(
        trigger=mention.trigger,
        passage=mention.passage,
        agents=tuple(sorted(one.agents)),
        patients=tuple(sorted(one.patients)),
        places=tuple(dict.fromkeys(cast.who(p) or p.text for p in mention.places)),
        when=mention.when,
        stance=mention.stance,
        said_by=cast.resolve(mention.said_by),
        main=mention.main,
        weight=mention.weight,
        phrase=mention.phrase,
    )
