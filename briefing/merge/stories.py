"""A mixed pile of articles sorted into stories, and articles of one origin found.

Average-link clustering of weighted word vectors, with the days of publication as a help. Two groups
are also held apart when they are much further from each other than each is within: two bombings in
one city share their words and places, and differ in everything else. Candidates come from an inverted
index of each article's most telling words, so the cost grows with the pile, not with its square.
"""

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, log1p, sqrt

from briefing import furniture, origins
from briefing.dates import day_of
from briefing.model import Article, Listed, Paragraphs, Story
from briefing.wording import Vector, add, dot, rarity, rates, stem, stems, weigh, words

VIEWS, MARKS = (0.5, 0.3, 0.2), ("w:", "n:", "o:")
"""Shares of all words, of names, and of title and opening in the likeness of two articles, and what marks the words of
each in a vector."""
OPENING = 70
"""Words of the third view."""
ALIKE = (0.07, 0.14)
"""Average likeness from which two groups are one story, in a pile of `FEW` and of `MANY` articles:
two articles of a small pile are far more often about one thing."""
FEW, MANY = 12, 150
SURE = (0.15, 0.14)
"""The same from which they are one story whatever they open with and whomever they name."""
OPEN_ALIKE, NAMED_ALIKE = 0.08, 0.08
"""Likeness of titles and openings, and of names, that they need below that."""
LONE, LONE_NAMED, BESIDE = 0.10, 0.10, 3
"""The same and that of names, by which one article belongs to a group of so many, whatever it opens with: a feature on
those who wait for tents opens with a square, and names the quake's town and ministers."""
APART = 0.5
"""Two small groups whose likeness is less than this share of the likeness within them stay two."""
APART_FROM = 3
"""Articles that a group needs before the likeness within it means anything."""
LOCAL = 0.55
"""The same share for larger groups, with words weighed by how well they tell the articles of the two apart."""
LOCAL_FROM = 5
TELLING = 30
"""Words of an article that look for others like it."""
NEXT = 12
"""Articles after it, in order of publication, that each of these words links an article to."""
CLOSEST = 20
"""Links kept of each article."""
DAYS_SHOWN = 6
"""Days that stand for all days of a group."""
TITLE = 120
"""Characters of an opening that stands in for a headline."""


def merge(articles: Sequence[Article]) -> tuple[tuple[Listed, ...], tuple[Story, ...]]:
    """Every article as the brief lists it, in the order given, and the stories they tell.

    Each article is in exactly one story; its articles stand in order of publication. The story with
    most origins comes first. Neither depends on the order of ``articles``.
    """
    order = sorted(range(len(articles)), key=lambda n: (day_of(articles[n]) or date.max, articles[n].id))
    pile = [articles[n] for n in order]
    profiles = profile(pile)
    groups = cluster(profiles)
    story = [0] * len(pile)
    for number, group in enumerate(groups):
        for n in group:
            story[n] = number
    first, copies = origins.find(pile, story)
    place = {n: at for at, n in enumerate(order)}
    listed = tuple(
        as_listed(a, pile[first[place[n]]].id, None if (c := copies[place[n]]) is None else pile[c].id)
        for n, a in enumerate(articles)
    )
    groups.sort(key=lambda group: (-len({first[n] for n in group}), -len(group), group[0]))
    return listed, tuple(
        Story(id=f"S{k}", title=title(group, pile, profiles), articles=tuple(pile[n].id for n in group))
        for k, group in enumerate(groups, 1)
    )


def as_listed(article: Article, origin: str, duplicate_of: str | None) -> Listed:
    published = article.published
    return Listed(
        id=article.id,
        title=" ".join(article.title.split()),
        outlet=article.outlet,
        published=published.isoformat() if isinstance(published, date) else published,
        url=article.url,
        path=article.path,
        words=len(article.text.split()),
        paragraphs=len(Paragraphs(article.text)),
        sha256=article.sha256,
        language=article.language,
        origin=origin,
        duplicate_of=duplicate_of,
        agency=article.agency or origins.agency(article),
        retrieved=article.retrieved,
        excerpt=article.excerpt,
        grade=article.grade,
    )


def title(group: Sequence[int], pile: Sequence[Article], profiles: Sequence["Profile"]) -> str:
    """The headline of the article that is most like the others of its group, else its opening words."""
    whole = add(profiles[n].vector for n in group)
    ranked = sorted(group, key=lambda n: (not pile[n].title.strip(), -dot(profiles[n].vector, whole), n))
    best = pile[ranked[0]]
    if best.title.strip():
        return " ".join(best.title.split())
    rows = [" ".join(line.split()) for line in best.text.splitlines() if line.strip()]
    lead = next((row for row in rows if not furniture.is_furniture(row)), "")
    lead = re.split(r"(?<=[.!?])\s", lead)[0]
    if len(lead) > TITLE:
        lead = lead[:TITLE].rsplit(" ", 1)[0] + " …"
    return lead.rstrip(".")


# --- one article as numbers -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """``vector`` has length 1 and keeps the views apart ("w:", "n:", "o:" before the stem)."""

    vector: Vector
    counts: Mapping[str, int]
    day: int | None


def profile(pile: Sequence[Article]) -> list[Profile]:
    """Each article's words, names and opening, weighed by their rarity in the pile."""
    counted = [views(article) for article in pile]
    rare = [rarity([one[view] for one in counted]) for view in range(len(VIEWS))]
    made = []
    for article, one in zip(pile, counted, strict=True):
        parts = [
            {mark + term: value for term, value in weigh(one[v], rare[v], size=sqrt(VIEWS[v])).items()}
            for v, mark in enumerate(MARKS)
        ]
        when = day_of(article)
        made.append(Profile(add(parts), one[0], when.toordinal() if when else None))
    return made


def views(article: Article) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Stems of all words, of names, and of the title and opening.

    A name is capitalised and nowhere in lower case in its article, so that the first word of a
    sentence is none.
    """
    row = words(f"{article.title}\n{article.text}")
    plain = {w.lower() for w in row if w.islower()}
    names = (w for w in row if w[0].isupper() and w.lower() not in plain)
    return (
        Counter(filter(None, map(stem, row))),
        Counter(filter(None, map(stem, names))),
        Counter(stems(" ".join(row[:OPENING]))),
    )


# --- grouping -------------------------------------------------------------------------------


@dataclass(slots=True)
class Group:
    """Articles held to tell one story. ``total`` is the sum of their vectors."""

    members: list[int]
    total: Vector
    days: list[int]
    near: set[int]

    @property
    def within(self) -> float:
        """Average likeness of two of its articles; their vectors have length 1."""
        n = len(self.members)
        pairs = (dot(self.total, self.total) - n) / (n * (n - 1))
        return pairs * closeness(self.days, self.days)


def closeness(one: Sequence[int], other: Sequence[int]) -> float:
    """What the days of two groups add to their likeness: more within days, less over months.

    Tried on piles in which every article has its date, it moves B-cubed F1 by 2 to 4 points.
    """
    if not one or not other:
        return 1.0
    gaps = [abs(a - b) for a in spread(one) for b in spread(other)]
    return sum(1.15 if gap <= 4 else max(0.6, 1.1 - 0.11 * log1p(gap - 4)) for gap in gaps) / len(gaps)


def spread(days: Sequence[int]) -> list[int]:
    """At most `DAYS_SHOWN` of ``days``, evenly taken from first to last."""
    if len(days) <= DAYS_SHOWN:
        return list(days)
    step = (len(days) - 1) / (DAYS_SHOWN - 1)
    return [days[round(k * step)] for k in range(DAYS_SHOWN)]


def cluster(profiles: Sequence[Profile]) -> list[list[int]]:
    """Groups of article numbers, each in order."""
    alike, sure = (threshold(len(profiles), bar) for bar in (ALIKE, SURE))
    groups = {
        n: Group([n], dict(one.vector), [] if one.day is None else [one.day], set()) for n, one in enumerate(profiles)
    }
    heap: list[tuple[float, int, int]] = []
    for m, n in candidates(profiles):
        groups[m].near.add(n)
        groups[n].near.add(m)
        push(heap, groups, m, n, alike, sure)
    fresh = len(profiles)
    while heap:
        _, m, n = heapq.heappop(heap)
        if m not in groups or n not in groups or are_apart(groups[m], groups[n], profiles):
            continue
        groups[fresh] = joined(groups, m, n)
        for other in sorted(groups[fresh].near):
            groups[other].near -= {m, n}
            groups[other].near.add(fresh)
            push(heap, groups, other, fresh, alike, sure)
        fresh += 1
    return sorted(sorted(group.members) for group in groups.values())


def joined(groups: dict[int, Group], m: int, n: int) -> Group:
    """The groups ``m`` and ``n`` as one; both leave ``groups``."""
    one, other = groups.pop(m), groups.pop(n)
    if len(one.total) < len(other.total):
        one, other = other, one
    total = one.total
    for term, value in other.total.items():
        total[term] = total.get(term, 0.0) + value
    return Group(one.members + other.members, total, sorted(one.days + other.days), (one.near | other.near) - {m, n})


def threshold(size: int, bar: tuple[float, float]) -> float:
    """The likeness that makes one story in a pile of ``size`` articles, going with its logarithm from the first of
    ``bar`` to the second."""
    share = log(max(size, FEW) / FEW) / log(MANY / FEW)
    return bar[0] + (bar[1] - bar[0]) * min(1.0, share)


def push(
    heap: list[tuple[float, int, int]], groups: Mapping[int, Group], m: int, n: int, alike: float, sure: float
) -> None:
    likeness = likeness_of(groups[m], groups[n])
    if likeness >= alike and (likeness >= sure or tell_one_thing(groups[m], groups[n])):
        heapq.heappush(heap, (-likeness, m, n))


def likeness_of(one: Group, other: Group) -> float:
    """Average likeness of an article of ``one`` and an article of ``other``."""
    pairs = dot(one.total, other.total) / (len(one.members) * len(other.members))
    return pairs * closeness(one.days, other.days)


def tell_one_thing(one: Group, other: Group) -> bool:
    """Are both their titles and openings alike and their names? Two shootings share the words of the police, in two
    towns; two elections a president. A lone article beside a group needs more likeness and no like opening."""
    named = view_alike(one, other, "n:")
    if named >= LONE_NAMED and is_lone(one, other) and likeness_of(one, other) >= LONE:
        return True
    return named >= NAMED_ALIKE and view_alike(one, other, "o:") >= OPEN_ALIKE


def is_lone(one: Group, other: Group) -> bool:
    """Is one of them a single article, beside a group of some?"""
    few, many = sorted((len(one.members), len(other.members)))
    return few == 1 and many >= BESIDE


def view_alike(one: Group, other: Group, view: str) -> float:
    """`likeness_of` in one of the three views alone, whatever the days."""
    few, many = sorted((one.total, other.total), key=len)
    shared = sum(value * many.get(term, 0.0) for term, value in few.items() if term.startswith(view))
    return shared / (len(one.members) * len(other.members)) / VIEWS[MARKS.index(view)]


def are_apart(one: Group, other: Group, profiles: Sequence[Profile]) -> bool:
    """Are the groups much less like each other than each is within?"""
    least = min(len(one.members), len(other.members))
    if least < APART_FROM:
        return False
    if least >= LOCAL_FROM:
        return local_share(one, other, profiles) < LOCAL
    return likeness_of(one, other) < APART * sqrt(max(0.0, one.within * other.within))


def local_share(one: Group, other: Group, profiles: Sequence[Profile]) -> float:
    """Likeness between the groups as a share of that within them, on words that tell these articles apart.

    What all of them share ("earthquake", the country) weighs nothing here; what runs through one
    group and not the other weighs most.
    """
    numbers = one.members + other.members
    found = Counter(term for n in numbers for term in profiles[n].counts)
    usual = rarity_at_hand(found, len(numbers))
    totals = []
    for group in (one, other):
        made = [weigh(profiles[n].counts, usual) for n in group.members]
        size, total = len(made), add(made)
        own = sum(1 for vector in made if vector)
        totals.append((total, (dot(total, total) - own) / (size * (size - 1)), size))
    (a, within_a, size_a), (b, within_b, size_b) = totals
    if within_a <= 0 or within_b <= 0:
        return 1.0
    return dot(a, b) / (size_a * size_b) / sqrt(within_a * within_b)


def rarity_at_hand(found: Mapping[str, int], size: int) -> dict[str, float]:
    """Weights of stems among ``size`` articles; what stands in one only tells no groups apart."""
    usual = rates()
    return {term: log1p(size / n - 1) / (1 + 20 * usual.get(term, 0.004)) for term, n in found.items() if 1 < n < size}


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs of articles that share telling words, each once, the lower number first.

    ``profiles`` are in order of publication: an article is linked to the next ones of each of its
    words, so a word that runs through a thousand articles makes a chain and no thousand squared.
    """
    last: defaultdict[str, list[int]] = defaultdict(list)
    links: list[defaultdict[int, float]] = [defaultdict(float) for _ in profiles]
    for n, one in enumerate(profiles):
        for term in heaviest(one.vector):
            weight = one.vector[term]
            for m in last[term]:
                links[n][m] += weight * profiles[m].vector[term]
                links[m][n] += weight * profiles[m].vector[term]
            last[term] = [*last[term][-NEXT + 1 :], n]
    kept = {
        (min(n, m), max(n, m))
        for n, found in enumerate(links)
        for m, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:CLOSEST]
    }
    yield from sorted(kept)


def heaviest(vector: Vector) -> list[str]:
    return sorted(vector, key=lambda term: (-vector[term], term))[:TELLING]
