"""The choice: which sentences a bounded brief prints, and in what order.

Greedy coverage (after Gillick and Favre 2009): a sentence is worth the pairs of words that other
origins also use and that no chosen sentence has told, for its length; it is worth more near the
top of its article, when it says what the headlines say, and when its main event is news. One event gets one entry: what
else reports the main event of a chosen sentence becomes its support.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2, sqrt

from briefing.model import Dossier, Event, Listed, Passage, Pick, Sentence, Story, Told
from briefing.wording import Vector, add, dot, rarity, stem, stems, weigh, words

FEWEST, MOST = 12, 16
"""Developments of a brief of its own accord: about twelve, a few more for a large pile."""
NEAR_TOP = 0.8
"""Power of 1 / (1 + sentences before it), for the first choice."""
WIDENING = 0.8
"""What each further choice multiplies that power with: a brief opens as articles open, then looks farther."""
ACTOR = 1.0
"""Worth of an actor whom no chosen sentence has shown, in pairs of words."""
POOL = 400
"""Sentences of a story, best first, among which the choice is made."""
HEADLINES = 0.35
"""Power of likeness to the headlines."""
NEWS = 1.5
"""Power of (1 + weight of the main event) / 2."""
FLOOR = 0.1
"""Likeness that a sentence has with the headlines when it shares no word with them."""
ALONE = 0.1
"""Weight of a pair of words that one origin uses; two origins give it 1 more, and so on."""
SHORT = 20
"""Words that a shorter sentence is counted as having: a short one is no bargain."""
LEANING = 0.7
"""Worth of a sentence that leans on its context, where such are let in at all."""
SENTENCES = 60
"""Sentences of each article that are looked at, from its first."""
EVENT_WEIGHT = 0.3
"""News that an event must carry (`Told.weight`) for its sentences to count as telling one thing."""
SAME = 0.45
"""Likeness from which two sentences say the same thing in other words."""
AKIN = 0.2
"""Likeness from which two sentences with one main event report the same: "shares fell" is not "a wall fell"."""
EXHAUSTED = 0.02
"""Share of the first choice's worth below which nothing more is chosen."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    sentence: Sentence
    at: int
    """Its number in its article, from 0."""
    pairs: frozenset[Pair]
    words: int
    events: tuple[str, ...]
    """Ids of the events it tells, the main one first."""
    main: str | None
    actors: frozenset[str]
    """Who acts, suffers or speaks in it."""
    vector: Vector
    worth: float
    """What headlines, news and standing alone make of it."""


def rank(dossier: Dossier, *, limit: int | None = None, seen: frozenset[str] = frozenset()) -> tuple[Pick, ...]:
    """The sentences to print as developments, best first, at most ``limit``.

    Events whose ids are in ``seen`` were told before and are left out. The stories of the
    pile share the room by their origins. Without ``limit`` only sentences that stand alone are
    chosen, unless there are none.
    """
    room = default_limit(dossier) if limit is None else limit
    chosen = [story_picks(dossier, story, room=room, seen=seen, leaning=limit is not None) for story in dossier.stories]
    return tuple(interleaved(chosen, weights_of(dossier), room))


def default_limit(dossier: Dossier) -> int:
    return min(MOST, FEWEST + int(log2(1 + len(dossier.articles) // 5)) + max(0, len(dossier.stories) - 1))


def weights_of(dossier: Dossier) -> list[float]:
    """Of each story, how much room it asks for: its number of origins."""
    origin = {a.id: a.origin for a in dossier.articles}
    return [float(len({origin.get(i, i) for i in story.articles})) for story in dossier.stories]


def interleaved(chosen: Sequence[tuple[Pick, ...]], weights: Sequence[float], room: int) -> Iterator[Pick]:
    """At most ``room`` picks, shared out by the weights of the stories (Sainte-Laguë): the first of a small
    story comes before the fifth or so of a large one."""
    had = [0] * len(chosen)
    for _ in range(room):
        open_ones = [n for n, picks in enumerate(chosen) if had[n] < len(picks)]
        if not open_ones:
            return
        best = max(open_ones, key=lambda n: (weights[n] / (2 * had[n] + 1), -n))
        yield chosen[best][had[best]]
        had[best] += 1


# --- one story ------------------------------------------------------------------------------


def story_picks(dossier: Dossier, story: Story, *, room: int, seen: frozenset[str], leaning: bool) -> tuple[Pick, ...]:
    """The chosen sentences of ``story``, best first."""
    articles = [a for a in dossier.articles if a.id in set(story.articles)]
    told = events_by_article(dossier.events)
    found = candidates(dossier, articles, told)
    pool = [c for c in found if c.main is None or c.main not in seen]
    if not leaning and any(c.sentence.stands_alone for c in pool):
        pool = [c for c in pool if c.sentence.stands_alone]
    value = pair_values(found, {a.id: a.origin for a in articles})
    picked = choose(pool, value, room)
    return tuple(Pick(sentence=c.sentence, events=c.events, support=support(c, found)) for c in picked)


def choose(pool: Sequence[Candidate], value: Mapping[Pair, float], room: int) -> list[Candidate]:
    """Greedy choice: each time the candidate that adds most to what is told already."""
    covered: set[Pair] = set()
    shown: set[str] = set()
    out: list[Candidate] = []
    least = 0.0

    def gain(one: Candidate) -> float:
        place: float = (1 + one.at) ** -(NEAR_TOP * WIDENING ** len(out))
        new = sum(value[p] for p in one.pairs if p not in covered) + ACTOR * len(one.actors - shown)
        return one.worth * place * new / max(one.words, SHORT)

    rest = heapq.nlargest(POOL, pool, key=gain)
    while rest and len(out) < room:
        best = max(rest, key=gain)
        now = gain(best)
        if now <= least:
            break
        least = least or now * EXHAUSTED
        out.append(best)
        covered |= best.pairs
        shown |= best.actors
        rest = [c for c in rest if c is not best and not is_same(c, best)]
    return out


def is_same(one: Candidate, other: Candidate) -> bool:
    """Do both report one event, or say the same in other words?"""
    likeness = dot(one.vector, other.vector)
    return likeness >= (AKIN if one.main is not None and one.main == other.main else SAME)


def support(chosen: Candidate, found: Sequence[Candidate]) -> tuple[Passage, ...]:
    """The other sentences that report the same as ``chosen``."""
    return tuple(c.sentence.passage for c in found if c is not chosen and is_same(chosen, c))


def pair_values(found: Sequence[Candidate], origin: Mapping[str, str]) -> dict[Pair, float]:
    """The worth of each pair of words: how many origins use it, beyond the first."""
    users: defaultdict[Pair, set[str]] = defaultdict(set)
    for one in found:
        for pair in one.pairs:
            users[pair].add(origin[one.sentence.passage.article])
    return {pair: len(by) - 1 + ALONE for pair, by in users.items()}


# --- one sentence ---------------------------------------------------------------------------


def candidates(
    dossier: Dossier, articles: Sequence[Listed], told: Mapping[str, Sequence[tuple[str, Told]]]
) -> list[Candidate]:
    """The sentences of ``articles`` with what their choice turns on; a copied article gives none."""
    own = {a.id for a in articles if a.duplicate_of is None}
    rows: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in dossier.sentences:
        if sentence.passage.article in own:
            rows[sentence.passage.article].append(sentence)
    counts = [Counter(t for s in row for t in stems(s.passage.text)) for row in rows.values()]
    rare = rarity(counts)
    heads = headlines(articles, rows, rare)
    found = []
    for article in articles:
        for at, sentence in enumerate(rows.get(article.id, ())[:SENTENCES]):
            if len(sentence.passage.text.split()) > 4:
                found.append(candidate(sentence, at, heads, rare, told.get(article.id, ())))
    return found


def candidate(
    sentence: Sentence, at: int, heads: Vector, rare: Mapping[str, float], told: Sequence[tuple[str, Told]]
) -> Candidate:
    text = sentence.passage.text
    row = [w.lower() for w in words(text)]
    vector = weigh(Counter(stems(text)), rare)
    like = dot(vector, heads)
    inside = [(key, one) for key, one in told if sentence.passage.start <= one.trigger.start < sentence.passage.end]
    inside.sort(key=lambda pair: (not pair[1].main, -pair[1].weight, pair[1].trigger.start))
    events = tuple(dict.fromkeys(key for key, _ in inside))
    main = next((key for key, one in inside if one.main and one.weight >= EVENT_WEIGHT), None)
    news = max((one.weight for _, one in inside if one.main), default=0.0)
    actors = {a for _, one in inside for a in (*one.agents, *one.patients)}
    actors |= {one.said_by.actor for _, one in inside if one.said_by and one.said_by.actor}
    worth = (FLOOR + like) ** HEADLINES * ((1 + news) / 2) ** NEWS
    worth *= 1 if sentence.stands_alone else LEANING
    return Candidate(
        sentence=sentence,
        at=at,
        pairs=frozenset(p for p in pairwise(row) if stem(p[0]) or stem(p[1])),
        words=len(text.split()),
        events=events,
        main=main,
        actors=frozenset(actors),
        vector=vector,
        worth=worth,
    )


def headlines(articles: Sequence[Listed], rows: Mapping[str, Sequence[Sentence]], rare: Mapping[str, float]) -> Vector:
    """What the headlines say, each origin once; an article without one speaks by its first sentence."""
    said: dict[str, Vector] = {}
    for article in articles:
        first = rows.get(article.id, ())
        text = article.title or (first[0].passage.text if first else "")
        said.setdefault(article.origin, weigh(Counter(stems(text)), rare))
    total = add(said.values())
    length = sqrt(dot(total, total))
    return {term: value / length for term, value in total.items()} if length else {}


def events_by_article(events: Sequence[Event]) -> dict[str, list[tuple[str, Told]]]:
    out: defaultdict[str, list[tuple[str, Told]]] = defaultdict(list)
    for event in events:
        for one in event.mentions:
            out[one.trigger.article].append((event.id, one))
    return out
