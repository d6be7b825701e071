"""What the choice turns on: for each sentence its words, its place, its news, and whether it can be understood."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from math import sqrt

from briefing import genres, lexicon
from briefing.latest import moments, outdated, overtaken
from briefing.marks import regions
from briefing.model import Dossier, Listed, Passage, Sentence, Story, Told
from briefing.quantities import MAGNITUDE, dimension, value_of
from briefing.wording import Vector, add, dot, rarity, stem, stems, weigh, words

HEADLINES = 0.35
"""Power of likeness to the headlines."""
FLOOR = 0.1
"""Likeness that a sentence has with the headlines when it shares no word with them."""
SENTENCES = 60
"""Sentences of each article that are looked at, from its first."""
EVENT_WEIGHT = 0.3
"""News that an event must carry (`Told.weight`) for its sentences to count as telling one thing."""
NO_ANSWER = re.compile(
    r"^(?:[\w.,’'-]+ ){1,9}(?:(?:declined|refused) to comment|had no (?:\w+ )?comment"
    r"|(?:did|had|has|have|could|was|were)(?: not|n['’]t) (?:immediately |yet )?"
    r"(?:respond|answer|repl|return|comment|be reached|available))"
)
"""That somebody did not answer, near the beginning of its sentence."""
REFUSAL = 0.5
"""Weight of "declined", as an event: what weighs more beside it is news."""
OF_THE_DEAD = re.compile(
    r"\b(?:toll|bodies|number of (?:[\w-]+ ){0,6}?(?:dead|died|deaths|killed|injured|missing))\b", re.IGNORECASE
)
"""Words of news that is a count."""
OUTDATED = 0.3
"""Worth of a sentence with a count that a later report replaced."""
ELSEWHERE = 0.5
"""Worth of a sentence that has a section of its own: an open question, somebody's words."""
LONG_AGO = 30
"""Days before its article appeared: what happened earlier is background."""
BACKGROUND = 0.5
"""Worth of a sentence whose main event is background."""
SAID_BEFORE = re.compile(
    r"\b(?:said|told|announced|promised|vowed|insisted|denied)\b(?: [\w’'-]+){0,3} (?:last (?:week|month|year)"
    r"|earlier (?:this|in the) (?:week|month|year))\b",
    re.IGNORECASE,
)
"""Words that were said some time before their report: news may have followed."""
AS_EVER = re.compile(
    r"^(?:by|under) (?:(?:the|its|[A-Z]\w+) )?(?:\w+ )?(?:law|laws|constitution|rules|statutes?)\b"
    r"|\b(?:has|have) (?:not|never) (?:been )?\w+\b[^.;,]*\bsince (?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""What a law says, and what has been so for years: "By law, firms must report it", "has not been used since 2003"."""
OPINION = 0.05
"""Worth of a sentence of an editorial or a letter: what it tells, reports tell; the rest is what it thinks."""
SPOKEN = 0.5
"""Share of quoted words from which a sentence counts as somebody's words."""
PLACING = {"after", "ago", "before", "earlier", "later"}
"""What follows how long after or before something happened."""
TOGETHER = 60
"""Words of two sentences that may be told together."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    sentence: Sentence
    after: Sentence | None
    """The sentence before it, where it leans on that: the two are told together."""
    at: int
    """Its number in its article, from 0."""
    pairs: frozenset[Pair]
    """Neighbouring words."""
    words: int
    events: tuple[str, ...]
    """Ids of the events it tells, the main one first."""
    main: str | None
    agents: frozenset[str]
    """Who acts in its main event."""
    patients: frozenset[str]
    """To whom it happens."""
    actors: frozenset[str]
    """Who acts, suffers or speaks in it."""
    gives: frozenset[str]
    """What it makes known: events, and nouns in names of bodies ("federation" in "Federation of Harbour Workers")."""
    needs: frozenset[str]
    """What has to be known already: "the federation" asks for the body of that name, "the blast" for the event."""
    vectors: tuple[Vector, ...]
    """Of each of its sentences."""
    plain: frozenset[str]
    """Stems of its words that are no names."""
    numbers: frozenset[float]
    counts: frozenset[tuple[str, float]]
    """What its figures count, and their values."""
    harms: bool
    """Is its main event what people suffer: killed, hurt, missing?"""
    when: datetime | None
    """When its article appeared."""
    day: date | None
    """The latest day, up to that, on which it says that something happened."""
    worth: float
    """What headlines, news and its kind make of it."""

    @property
    def stands(self) -> bool:
        """Can it be understood, given what it `needs`?"""
        return self.sentence.stands_alone or self.after is not None or bool(self.needs)


class Material:
    """The dossier by article."""

    def __init__(self, dossier: Dossier) -> None:
        self.articles = {a.id: a for a in dossier.articles}
        self.opinions = genres.opinions(dossier.articles)
        copied = {a.id for a in dossier.articles if a.duplicate_of is not None}
        self.copies: defaultdict[str, list[Passage]] = defaultdict(list)
        """What copied articles say, by its words: they give no sentence to the choice."""
        self.sentences: defaultdict[str, list[Sentence]] = defaultdict(list)
        for sentence in dossier.sentences:
            self.sentences[sentence.passage.article].append(sentence)
            if sentence.passage.article in copied:
                self.copies[sentence.passage.text].append(sentence.passage)
        self.told: defaultdict[str, list[tuple[str, Told]]] = defaultdict(list)
        for event in dossier.events:
            for one in event.mentions:
                self.told[one.trigger.article].append((event.id, one))
        self.outdated = outdated(dossier)
        self.overtaken = overtaken(dossier)
        self.when = moments(dossier.articles)
        self.counts: defaultdict[tuple[str, int], set[tuple[str, float]]] = defaultdict(set)
        for figure in dossier.figures:
            for cited in figure.citations:
                if figure.value is not None and figure.unit != MAGNITUDE:  # an aftershock updates no quake
                    self.counts[cited.article, cited.start].add((figure.measure, figure.value))
        self.asked = {
            p for q in dossier.questions if q.kind in {"no-comment", "unclear", "pending"} for p in q.citations
        }
        self.silent = {q.citations[-1] for q in dossier.questions if q.kind == "no-comment"}
        self.bodies: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
        """Article to the full names of bodies in it: where, the noun in the name, the actor."""
        for actor in dossier.actors:
            for mention in actor.mentions if actor.kind in {"organisation", "group"} else ():
                if noun := noun_of(mention.text):
                    self.bodies[mention.article].append((mention.start, noun, actor.id))

    def of(self, story: Story) -> list[Listed]:
        return [self.articles[i] for i in story.articles if i in self.articles]

    def inside(self, passage: Passage) -> list[tuple[str, Told]]:
        """The events that ``passage`` tells, the main one first."""
        found = [
            (key, one)
            for key, one in self.told.get(passage.article, ())
            if passage.start <= one.trigger.start < passage.end
        ]
        return sorted(found, key=lambda pair: (not pair[1].main, -pair[1].weight, pair[1].trigger.start))

    def kind(self, parts: Sequence[Passage]) -> float:
        """What a sentence loses by what it is: outdated, an opinion, an open question, mostly a quotation."""
        loss = OUTDATED if any((p.article, p.start) in self.outdated and self.is_of_harm(p) for p in parts) else 1.0
        loss *= OPINION if any(p.article in self.opinions for p in parts) else 1.0
        quoted = sum(len(p.text[r.start : r.end]) for p in parts for r in regions(p.text))
        if quoted > SPOKEN * sum(len(p.text) for p in parts) or any(p in self.asked for p in parts):
            loss *= ELSEWHERE
        before = any(pattern.search(p.text) for p in parts for pattern in (SAID_BEFORE, AS_EVER))
        return loss * (BACKGROUND if before else 1.0)

    def is_of_harm(self, passage: Passage) -> bool:
        """Is its news what people suffer? "Ordered 14,000 to leave after a slide that has killed 58" is news of its
        own, whatever the toll is by now."""
        main = next((one for _, one in self.inside(passage) if one.main), None)
        harm = main is None or main.trigger.text.lower() in lexicon.table("measures")
        return harm or OF_THE_DEAD.search(passage.text) is not None

    def is_overtaken(self, sentence: Sentence) -> bool:
        return (sentence.passage.article, sentence.passage.start) in self.overtaken

    def is_silent(self, passage: Passage) -> bool:
        """Does it tell nothing but that somebody did not answer? That is an open question."""
        if passage not in self.silent or not NO_ANSWER.search(passage.text):
            return False
        return all(one.weight <= REFUSAL for _, one in self.inside(passage) if one.main)

    def background(self, inside: Sequence[tuple[str, Told]]) -> float:
        """What a sentence loses whose main event was long over when its article appeared."""
        main = next((one for _, one in inside if one.main), None)
        appeared = self.when.get(main.passage.article) if main else None
        if main is None or appeared is None or main.when is None or main.when.end is None:
            return 1.0
        goes_on = main.stance in {"planned", "hedged"}
        past = (appeared.date() - date.fromisoformat(main.when.end)).days
        return BACKGROUND if past > LONG_AGO and not goes_on else 1.0

    def day(self, inside: Sequence[tuple[str, Told]]) -> date | None:
        """The latest day on which something of ``inside`` happened, by its own words."""
        happened = (one for _, one in inside if one.stance in {"asserted", "claimed"})
        told = ((one, one.when.end) for one in happened if one.when and one.when.precision == "day" and one.when.end)
        days = ((date.fromisoformat(day), self.when.get(one.passage.article)) for one, day in told)
        return max((day for day, appeared in days if appeared and day <= appeared.date()), default=None)

    def named(self, passage: Passage) -> Iterator[str]:
        """Nouns of the names of bodies in ``passage``."""
        for start, noun, _ in self.bodies.get(passage.article, ()):
            if passage.start <= start < passage.end:
                yield noun

    def known(self, articles: Sequence[Listed]) -> frozenset[str]:
        """Nouns that stand in the name of one body of ``articles`` and no other."""
        owners: defaultdict[str, set[str]] = defaultdict(set)
        for article in articles:
            for _, noun, actor in self.bodies.get(article.id, ()):
                owners[noun].add(actor)
        return frozenset(noun for noun, who in owners.items() if len(who) == 1)


def noun_of(name: str) -> str | None:
    """The noun that says what kind of body a full name names: "ministry" in "Interior Ministry"."""
    row = [w.lower() for w in name.split(" of ")[0].split() if w[:1].isupper()]
    if not row or len(name.split()) < 2 or row[-1] not in lexicon.table("group_nouns"):
        return None
    return row[-1]


def candidates(material: Material, articles: Sequence[Listed]) -> list[Candidate]:
    """The sentences of ``articles`` with what their choice turns on; a copied article gives none, nor does what a later
    report has overtaken."""
    rows = {a.id: material.sentences.get(a.id, []) for a in articles if a.duplicate_of is None}
    rare = rarity([Counter(t for s in row for t in stems(s.passage.text)) for row in rows.values() if row])
    heads = headlines(articles, rows, rare)
    known = material.known(articles)
    found = []
    for row in rows.values():
        for at, sentence in enumerate(row[:SENTENCES]):
            if material.is_overtaken(sentence) or material.is_silent(sentence.passage):
                continue
            before = row[at - 1] if at and not material.is_overtaken(row[at - 1]) else None
            for after in told_with(sentence, before):
                if after is not None or len(sentence.passage.text.split()) > 4:
                    found.append(candidate(material, sentence, after, at, heads, rare, known))
    return found


def told_with(sentence: Sentence, before: Sentence | None) -> Iterator[Sentence | None]:
    """Ways to tell ``sentence``: by itself; and, where it leans on the sentence before it, together with that."""
    yield None
    if before is None or not before.stands_alone or sentence.stands_alone or not sentence.follows:
        return
    if len(f"{before.passage.text} {sentence.passage.text}".split()) <= TOGETHER:
        yield before


def candidate(
    material: Material,
    sentence: Sentence,
    after: Sentence | None,
    at: int,
    heads: Vector,
    rare: Mapping[str, float],
    known: frozenset[str],
) -> Candidate:
    parts = [s.passage for s in (after, sentence) if s is not None]
    text = " ".join(p.text for p in parts)
    row = [w.lower() for w in words(text)]
    inside = [pair for p in parts for pair in material.inside(p)]
    events = tuple(dict.fromkeys(key for key, _ in inside))
    needs = () if after is not None else needed(material, sentence, known)
    news = max((one.weight for _, one in inside if one.main), default=0.0)
    actors = {a for _, one in inside for a in (*one.agents, *one.patients)}
    main = next(((key, one) for key, one in inside if one.main and one.weight >= EVENT_WEIGHT), None)
    actors |= {one.said_by.actor for _, one in inside if one.said_by and one.said_by.actor}
    like = dot(weigh(Counter(stems(text)), rare), heads)
    return Candidate(
        sentence=sentence,
        after=after,
        at=at,
        pairs=frozenset((a, b) for a, b in pairwise(row) if stem(a) or stem(b)),
        words=len(text.split()),
        events=events,
        main=main[0] if main else None,
        agents=frozenset(main[1].agents) if main else frozenset(),
        patients=frozenset(main[1].patients) if main else frozenset(),
        actors=frozenset(actors),
        gives=frozenset(noun for p in parts for noun in material.named(p)) | set(events),
        needs=frozenset(needs),
        vectors=tuple(weigh(Counter(stems(p.text)), rare) for p in parts),
        plain=frozenset(filter(None, (stem(w) for w in words(text) if not w[:1].isupper()))),
        numbers=frozenset(n for p in parts for n in numbers_of(p.text)),
        counts=frozenset(count for p in parts for count in material.counts.get((p.article, p.start), ())),
        harms=main is not None and main[1].trigger.text.lower() in lexicon.table("measures"),
        when=material.when.get(sentence.passage.article),
        day=material.day(inside),
        worth=(FLOOR + like) ** HEADLINES * (1 + news) * material.kind(parts) * material.background(inside),
    )


def numbers_of(text: str) -> Iterator[float]:
    """The values that ``text`` gives, in figures and in words; without years, days of a month ("March 23"), how long
    before or after it was ("two days after the blast") and what it was not ("not 480 tonnes")."""
    known, months, times = (lexicon.table(name) for name in ("numbers", "months", "multipliers"))
    row = [word.strip(".;:()“”\"'") for word in text.replace(",", "").split()]
    for before, bare, after, then in zip(["", *row], row, [*row[1:], ""], [*row[2:], "", ""], strict=False):
        passing = then in PLACING and dimension(after.rstrip("s")) == "duration"
        if before in months or after in months or before.lower() == "not" or passing:
            continue
        printed = f"{bare} {after}" if after.lower() in times else bare
        value = value_of(printed) if bare[:1].isdigit() or bare.lower().split("-")[0] in known else None
        if value is not None and (printed != bare or not 1900 <= value <= 2100):
            yield value


def needed(material: Material, sentence: Sentence, known: frozenset[str]) -> tuple[str, ...]:
    """What each description that ``sentence`` leans on asks for; nothing where one of them cannot be told."""
    keys: list[str] = []
    for passage in sentence.leans_on:
        noun = passage.text.split()[-1].lower()
        head = passage.end - len(noun)
        event = next((key for key, one in material.told.get(passage.article, ()) if one.trigger.start == head), None)
        key = noun if noun in known else event
        if key is None or not passage.text.lower().startswith("the "):
            return ()
        keys.append(key)
    return tuple(keys)


def title_pairs(articles: Sequence[Listed]) -> Iterator[frozenset[Pair]]:
    """The neighbouring words of the headlines, one headline of each origin."""
    seen = set()
    for article in articles:
        if article.title and article.origin not in seen:
            seen.add(article.origin)
            yield frozenset(pairwise(w.lower() for w in words(article.title)))


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
