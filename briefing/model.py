"""The types of the domain: what one stage hands to the next.

Everything here is frozen and made of the standard library. Offsets are 0-based, half-open
character offsets (Unicode code points) into ``Article.text``.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Stance = Literal["asserted", "claimed", "denied", "hedged", "planned"]
ActorKind = Literal["person", "organisation", "group", "place", "other"]
Form = Literal["name", "nominal", "pronoun"]
Part = Literal["killed", "accused", "did", "aside"]
Tense = Literal["past", "present", "perfect"]
Precision = Literal["day", "week", "month", "season", "year"]
Status = Literal["corroborated", "reported", "claimed", "disputed", "unconfirmed"]
QuoteKind = Literal["direct", "indirect", "mixed"]
QuestionKind = Literal["unconfirmed", "unclear", "disputed", "no-comment", "pending", "missing"]
Slot = Literal["who", "where", "when", "how many"]
DiscrepancyKind = Literal["figure", "date", "place", "wording", "denial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text by one outlet. ``text`` is verbatim: every offset in every output counts from its start."""

    id: str
    text: str
    title: str = ""
    outlet: str = ""
    published: str | date | datetime | None = None
    """ISO 8601 text, a date or a datetime; a naive time is taken as UTC."""
    url: str | None = None
    path: str | None = None
    language: str = "en"
    agency: str | None = None
    """The agency that a credit line names, where the reader took one off the page."""
    retrieved: str | None = None
    """When it was fetched, ISO 8601 in UTC; None for what was not."""
    excerpt: bool = False
    """Is ``text`` no more than the summary that a feed gave?"""
    grade: str | None = None
    """The user's own grade of the outlet's reliability."""

    @property
    def sha256(self) -> str:
        """Hex digest of the text in UTF-8: what `verify` compares."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def day(self) -> date | None:
        """The day it was published, or None where that is not known or not readable."""
        when = self.published
        if isinstance(when, datetime):
            return when.date()
        if isinstance(when, date):
            return when
        try:
            return date.fromisoformat(when[:10]) if when else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A verbatim slice: ``text == Article.text[start:end]``. ``paragraph`` counts from 1."""

    article: str
    start: int
    end: int
    text: str
    paragraph: int = 1


class Paragraphs:
    """Numbers the paragraphs of a text: blocks of text between line breaks, from 1."""

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        at = 0
        for line in text.split("\n"):
            if line.strip():
                self.starts.append(at)
            at += len(line) + 1

    def at(self, offset: int) -> int:
        return max(1, bisect_right(self.starts, offset))

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A span of days that words name; both ends are None when there is no date to reckon from."""

    start: str | None
    end: str | None
    precision: Precision
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says something: the words of the article, and the actor once articles are merged."""

    name: str
    actor: str | None = None
    role: str | None = None
    mention: Passage | None = None
    head: int | None = None
    """Offset of the head word of the mention in the article."""


# --- facts of one article -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One reference to somebody or something in text."""

    passage: Passage
    head: int
    """Offset of the head word in the article: what tells two nested mentions apart."""
    lemma: str
    """Lower-case lemma of the head word."""
    kind: ActorKind
    form: Form
    plural: bool | None = None
    gender: Literal["m", "f", "n"] | None = None
    acts: bool = False
    """Is it the one who does or says something in its clause?"""
    part: Part | None = None
    """Does its clause tell that it was killed, that it stands accused of a deed, or that it did one? ``aside`` where it
    may be that of another event than the article's own ("in May, a gunman killed two")."""
    age: int | None = None
    """Years, where its own words or those right behind it say."""
    roles: tuple[Passage, ...] = ()
    """Descriptions the article gives beside it: "SOHR director", "president"."""
    same_as: int | None = None
    """Head of an earlier mention in this article that grammar says is the same
    (apposition, "known as", a pronoun's or description's antecedent)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One report of one event. Before merging, ``agents``, ``patients`` and ``places`` hold
    the passages of mentions; afterwards ``Event`` holds actor ids beside them."""

    trigger: Passage
    passage: Passage
    lemma: str
    agents: tuple[Passage, ...] = ()
    patients: tuple[Passage, ...] = ()
    places: tuple[Passage, ...] = ()
    when: Date | None = None
    stance: Stance = "asserted"
    happened: bool | None = True
    """Is it spoken of as something that is past or under way, be it only alleged? False where it is denied, lies
    ahead or is only possible; None where the words do not say ("the attack", "after attacking")."""
    said_by: Source | None = None
    main: bool = False
    """Is this what its sentence reports (the head of the sentence, or of what is said in it)?"""
    weight: float = 0.0
    """How much news the trigger carries, 0 to 1 (an attack more than a stay)."""
    phrase: Passage | None = None
    """The words that tell it by themselves where it has a day of its own and is not what its sentence reports: "the
    27 hostages seized last month"."""
    tense: Tense | None = None
    """Of the trigger's clause; "has gone" is perfect, "had gone" past. None without a finite verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the article as the brief may print it."""

    passage: Passage
    headline: str
    """A deletion from the sentence that stays grammatical and keeps the attribution."""
    stands_alone: bool
    """False when it leans on its context ("He", "the group", "But that …")."""
    leans_on: tuple[Passage, ...] = ()
    """Pronouns and bare descriptions in it whose referent stands outside it ("He", "The group"), where nothing
    else keeps it from standing alone."""
    follows: bool = False
    """Does the sentence before it name what this one leans on? Told together, they can be understood."""
    said_by: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    kind: QuoteKind
    text: str
    content: tuple[Passage, ...]
    citations: tuple[Passage, ...] = ()
    """The sentences that hold content and cue."""
    cue: Passage | None = None
    source: Source | None = None
    to: str | None = None
    """Whom or where it was said to ("Reuters", "at a news conference in Rome")."""
    when: Date | None = None
    """The day it was said, where the clause of the cue tells it."""
    id: str = ""
    also_in: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    measure: str
    """killed, injured, missing, displaced, detained … or the lemma of the counted noun."""
    value: float | None
    low: float | None
    high: float | None
    """``value`` is what is printed, ``low`` and ``high`` bound it; an open end is None."""
    unit: str | None
    what: str
    """The words that say what is counted."""
    text: str
    """The figure as the article prints it, qualifier included: "more than 1,500 kilometers"."""
    citations: tuple[Passage, ...]
    mentions: tuple[Passage, ...]
    when: Date | None = None
    said_by: Source | None = None
    stance: Stance = "asserted"
    scope: tuple[str, ...] = ()
    """Lower-case content words of the clause: by which an edition knows a figure again in another article."""
    id: str = ""
    rivals: tuple[str, ...] = ()
    """Ids of figures that give the same thing another value."""
    about: str = ""
    """In a brief, of an amount beside others: its sentence in short, with "…" for the amount, to say of what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    kind: QuestionKind
    text: str
    citations: tuple[Passage, ...]
    id: str = ""
    slot: Slot | None = None
    """Of kind ``missing``: what no article says of the event in ``text``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A claim, and the sentence in which another rejects it."""

    claim: Passage
    """The sentence that claims it, with the one before where it leans on that."""
    denial: Passage
    claimed_by: Source | None = None
    denied_by: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was found in one article, in the order of the text."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[EventMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    questions: tuple[Question, ...] = ()
    denials: tuple[Denial, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- across articles ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article as the brief lists it: everything but its text."""

    id: str
    title: str
    outlet: str
    published: str | None
    url: str | None
    path: str | None
    words: int
    paragraphs: int
    sha256: str
    language: str
    origin: str
    """Id of the first article of those that share one origin (agency copy, text reuse)."""
    duplicate_of: str | None
    agency: str | None = None
    retrieved: str | None = None
    excerpt: bool = False
    grade: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    id: str
    title: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    text: str
    citations: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Passage, ...]
    named: bool = True
    """Does any article give it a name, or is it only described?"""
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    citations: tuple[Passage, ...] = ()
    """At least the passage that gives each role and each alias."""
    did: tuple[Line, ...] = ()
    """What it did or said, best first; filled in the brief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One article's report of an event, its people and places resolved."""

    trigger: Passage
    passage: Passage
    agents: tuple[str, ...]
    patients: tuple[str, ...]
    places: tuple[str, ...]
    """Actor ids; a place that is no actor stands as its words."""
    when: Date | None
    stance: Stance
    said_by: Source | None
    main: bool
    weight: float
    phrase: Passage | None = None
    """As in `EventMention`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    id: str
    mentions: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    value: float | None
    text: str
    citations: tuple[Passage, ...]
    said_by: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    id: str
    kind: DiscrepancyKind
    measure: str | None
    positions: tuple[Position, ...]
    relation: str = "contradicted"
    """superseded, contradicted, differently scoped or rounded alike; a denial may be taken back, a figure withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the timeline."""

    date: Date
    text: str
    citations: tuple[Passage, ...]
    events: tuple[str, ...] = ()
    reported: bool = False
    """Is the date only that of the report, for want of words that say when it happened?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that went wrong and cost at most the article it names."""

    article: str | None
    what: str
    chosen: bool = False
    """Is it no fault, but what the situation's own settings leave out, or what is of another matter?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All facts of all articles, merged."""

    articles: tuple[Listed, ...] = ()
    stories: tuple[Story, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    questions: tuple[Question, ...] = ()
    timeline: tuple[Entry, ...] = ()
    watch: tuple[Entry, ...] = ()
    main_date: str | None = None
    problems: tuple[Problem, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A sentence chosen to be a development, with what else reports the same."""

    sentence: Sentence
    events: tuple[str, ...]
    """Ids of the events that the sentence reports, the main one first."""
    after: Sentence | None = None
    """The sentence before it in its article, told together with it, where it leans on that."""
    support: tuple[Passage, ...] = ()
    """Sentences of other places and articles that report the main event."""


# --- the brief ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    id: str
    headline: str
    text: str
    events: tuple[str, ...]
    status: Status
    origins: int
    citations: tuple[Passage, ...]
    story: str = ""
    when: Date | None = None
    """The day on which it happened or is to happen, by the words of its first sentence; None where they name none."""
    told: str | None = None
    """Day of the edition that told it first, where an earlier one did: then its headline is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of some developments. Name and passages are the articles', the position is a gazetteer's."""

    name: str
    country: str
    """ISO 3166 code of two letters."""
    latitude: float
    longitude: float
    """Degrees, north and east positive, of the middle of the town."""
    developments: tuple[str, ...]
    citations: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    number: int = 1
    of: str | None = None
    """The situation's name, where the brief belongs to one."""
    previous: str | None = None
    """Name of the edition before it, "2026-11-21-port"."""
    missed: tuple[str, ...] = ()
    """Days on which editions were due since then that were not made: this one stands for them too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    version: str
    pipeline: str
    generated: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A fact that an earlier edition told otherwise."""

    id: str
    was: str
    now: str
    citations: tuple[Passage, ...]
    """What ``was`` stands in, then what ``now`` stands in."""
    kind: Literal["figure", "development", "status"] = "figure"
    what: str = ""
    """What the two are of, in words of the passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A fact that an earlier edition told and that no article says any longer."""

    id: str
    text: str
    why: Literal["changed", "gone"]
    """Does its article now leave it out, or is the article itself no longer there?"""
    citations: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question that an earlier edition left open, and what a later article says to it."""

    id: str
    question: str
    text: str
    citations: tuple[Passage, ...]
    """What the question stands in, then what the answer stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is different from the edition before."""

    new: tuple[str, ...] = ()
    """Ids of what the brief tells for the first time."""
    revised: tuple[Revised, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    answered: tuple[Answered, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.revised or self.withdrawn or self.answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Omitted:
    """How many of a section's items the bounded brief leaves to the JSON of `make-brief facts`."""

    developments: int = 0
    figures: int = 0
    actors: int = 0
    quotes: int = 0
    discrepancies: int = 0
    questions: int = 0
    timeline: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a template prints; every choice and every order is made before it."""

    title: str
    edition: Edition
    as_of: str | None
    """Information cut-off, ISO 8601; a day where no article carries a time."""
    period: Period | None
    method: Method
    bottom_line: tuple[Line, ...] = ()
    changes: Changes | None = None
    stories: tuple[Story, ...] = ()
    developments: tuple[Development, ...] = ()
    places: tuple[Spot, ...] = ()
    figures: tuple[Figure, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    timeline: tuple[Entry, ...] = ()
    questions: tuple[Question, ...] = ()
    watch: tuple[Entry, ...] = ()
    articles: tuple[Listed, ...] = ()
    earlier: tuple[Listed, ...] = ()
    """Articles of the edition before, as they were then, that only what was revised or withdrawn is taken from."""
    problems: tuple[Problem, ...] = ()
    omitted: Omitted = field(default_factory=Omitted)
