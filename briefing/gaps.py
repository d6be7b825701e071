"""What no article says of a story's main event: who, where, when, how many.

Each is the sentence of the event with the name of its empty slot; the wording round it is the template's. A slot
counts as filled as soon as any report of the story fills it, so that nothing is called missing that stands somewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from briefing import kinds, lexicon
from briefing.memory import within
from briefing.model import Event, Figure, Passage, Question, Slot, Story, Told

LEAST_NEWS = 0.7
"""Weight that a trigger needs to be the main event of a story."""
PEOPLE = {"killed", "injured", "missing", "abducted", "detained", "arrested", "shot", "stabbed"}


def find(
    events: Sequence[Event], figures: Sequence[Figure], stories: Sequence[Story], places: Sequence[Passage] = ()
) -> Iterator[Question]:
    """The empty slots of the main event of each story, one question a slot. ``places`` is where places are named."""
    story_of = {article: story.id for story in stories for article in story.articles}
    reports: dict[str, list[Told]] = defaultdict(list)
    for event in events:
        for told in event.mentions:
            if told.stance in {"asserted", "claimed"}:
                reports[story_of.get(told.passage.article, "")].append(told)
    counted: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        for cited in figure.citations if _is_some(figure) else ():
            counted[story_of.get(cited.article, "")].add(figure.measure)
    for story, event in _mains(events, story_of).items():
        best = max(_news(event), key=lambda told: (told.weight, -told.passage.start))
        for slot in _empty(best, reports[story], counted[story]):
            if slot == "where" and any(_tells_where(place, event, best) for place in places):
                continue  # "voters in Orvel turned it down": it says where, of whom it tells
            yield Question(kind="missing", text=best.passage.text, citations=(best.passage,), slot=slot)


def _tells_where(place: Passage, event: Event, best: Told) -> bool:
    """Is a place named in a sentence of the event, or before it in its article ("marched through Orvel … Clashes broke
    out")?"""
    before = place.article == best.passage.article and place.start < best.passage.end
    return before or any(within(place, told.passage) for told in event.mentions)


def _is_some(figure: Figure) -> bool:
    return any(n is not None for n in (figure.value, figure.low, figure.high))


def _mains(events: Sequence[Event], story_of: Mapping[str, str]) -> dict[str, Event]:
    """Story to the event that most of its articles report as their news."""
    best: dict[str, tuple[int, Event]] = {}
    for event in events:
        news = _news(event)
        if news:
            articles = len({told.passage.article for told in news})
            story = story_of.get(news[0].passage.article, "")
            if articles > best.get(story, (0, event))[0]:
                best[story] = (articles, event)
    return {story: event for story, (_, event) in best.items()}


def _news(event: Event) -> list[Told]:
    told = [t for t in event.mentions if t.main and t.weight >= LEAST_NEWS and t.stance in {"asserted", "claimed"}]
    return [t for t in told if not STATISTIC.search(t.passage.text)]


STATISTIC = re.compile(r"\bsince (?:\w+ )?(?:19|20)\d\d\b")
"""What has happened over years: "1,400 pupils have been abducted since 2021"."""


def _is_on_the_map(word: str) -> bool:
    """Is it a blast, a killing, a march: what must have been somewhere? A vote, a record, a blow to a party is not."""
    listed = {kinds.kind(act) for act in lexicon.words("on_the_map")}
    return bool(lexicon.table("measures").get(word)) or kinds.kind(word) in listed


def _empty(main: Told, reports: Sequence[Told], counted: set[str]) -> Iterator[Slot]:
    words = main.trigger.text.lower()
    news = [told for told in reports if told.weight >= LEAST_NEWS]
    if words in lexicon.words("done_by_somebody") and not any(told.agents for told in news):
        yield "who"
    if _is_on_the_map(words) and not any(told.places for told in reports):
        yield "where"
    if not any(told.when is not None for told in reports):
        yield "when"
    row = lexicon.table("measures").get(words, "")
    measures = {pair.split(":")[1] for pair in row.split()} & PEOPLE
    if measures and main.patients and not counted & PEOPLE:
        yield "how many"
