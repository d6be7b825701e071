"""The dossier with the look-ups that composing needs."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefing import dates, days, furniture, genres, quantities, sequels, tolls
from briefing.candidates import numbers_of, told_with
from briefing.latest import SILENT, overtaken
from briefing.model import (
    Actor,
    Date,
    Development,
    Discrepancy,
    Dossier,
    Entry,
    Event,
    Figure,
    Line,
    Passage,
    Pick,
    Position,
    Sentence,
    Status,
    Told,
)


class Desk:
    """The dossier with the look-ups that composing needs."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.events: Mapping[str, Event] = {e.id: e for e in dossier.events}
        self.origin: Mapping[str, str] = {a.id: a.origin for a in dossier.articles}
        self.story: Mapping[str, str] = {a: s.id for s in dossier.stories for a in s.articles}
        self.unconfirmed = {
            (c.article, c.start)
            for q in dossier.questions
            if q.kind == "unconfirmed"
            for c in q.citations
            if c.text == q.citations[-1].text or not OWN_MATTER.search(q.citations[-1].text)
        }
        starts: defaultdict[str, list[int]] = defaultdict(list)
        for known in dossier.sentences:
            starts[known.passage.article].append(known.passage.start)
        self.contradicted = {
            # Of a claim that is told with what it leans on, the last sentence.
            (c.article, max((n for n in starts[c.article] if c.start <= n < c.end), default=c.start))
            for d in dossier.discrepancies
            if d.relation == "contradicted" and d.kind in {"figure", "denial"}
            for p in d.positions
            for c in p.citations
            if d.kind == "denial" or p.value is None or gives(c.text, p)
        }
        self.opinions = genres.opinions(dossier.articles)
        self.releases = {a.id for a in dossier.articles if genres.is_release(a.title, a.outlet)}
        """Articles in which one of the parties speaks: what they tell is a claim."""
        self.followers = _followers(dossier)
        self.sentences = {s.passage: s for s in dossier.sentences}
        self.at = {(p.article, p.start): s for p, s in self.sentences.items()}
        self.leading = _leading(dossier)
        self.passages: defaultdict[str, list[Passage]] = defaultdict(list)
        """Article to its sentences, in order."""
        for one in dossier.sentences:
            self.passages[one.passage.article].append(one.passage)
        self.overtaken = overtaken(dossier)
        self.headlines = {(s.passage.article, s.passage.start): s.headline for s in dossier.sentences}
        self.alone = {(s.passage.article, s.passage.start) for s in dossier.sentences if s.stands_alone}
        self.telling: defaultdict[tuple[Passage, bool], set[str]] = defaultdict(set)
        """Sentence, and whether as its news, to the events that it tells of."""
        self.dated: defaultdict[Passage, set[str]] = defaultdict(set)
        """Sentence to the words for days that are of an event of it."""
        for event in dossier.events:
            for report in event.mentions:
                self.telling[report.passage, report.main].add(event.id)
                if report.when:
                    self.dated[report.passage].add(report.when.text)
        self.actor = {(m.article, m.start): a.id for a in dossier.actors for m in a.mentions}
        self.people: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        """Article to where it names somebody."""
        for actor in dossier.actors:
            for m in actor.mentions if actor.kind == "person" and actor.named else ():
                if actor.name.split()[-1] in m.text:
                    self.people[m.article].append((m.start, m.end))

    def by_story(self, picks: Sequence[Pick]) -> list[Pick]:
        """``picks`` with each story's together, stories in the order of their first: a part for each."""
        stories = list(dict.fromkeys(self.story.get(p.sentence.passage.article, "") for p in picks))
        return sorted(picks, key=lambda p: stories.index(self.story.get(p.sentence.passage.article, "")))

    def is_settled(self, one: Discrepancy) -> bool:
        """Did a later report leave a denial behind: is who denied the charges convicted by now?"""
        gone = all((c.article, c.start) in self.overtaken for c in one.positions[-1].citations)
        return one.kind == "denial" and one.relation == "contradicted" and gone

    def without_caveats(self, picks: Sequence[Pick]) -> tuple[Pick, ...]:
        """``picks`` but for what another prints behind itself: "It could not confirm them"."""
        told = {caveat for pick in picks if (caveat := self._caveat(pick.sentence.passage)) is not None}
        return tuple(pick for pick in picks if pick.sentence.passage not in told)

    def development(self, number: int, pick: Pick) -> Development:
        """What ``pick`` says, with the status its reports give it; the first of two sentences heads them."""
        first = pick.after or pick.sentence
        caveat = self._caveat(pick.sentence.passage)
        printed = tuple(dict.fromkeys(p for p in (first.passage, pick.sentence.passage, caveat) if p))
        citations = tuple(dict.fromkeys((*printed, *pick.support)))
        told = [t for i in pick.events[:1] for t in self.events[i].mentions if t.passage in citations]
        return Development(
            id=f"K{number}",
            headline=_first_upper(first.headline),
            text=" ".join(p.text for p in printed),
            events=pick.events,
            status=self._status(pick, told, caveat is not None, citations),
            origins=len({self.origin[c.article] for c in citations}),
            citations=citations,
            story=self.story.get(first.passage.article, ""),
            when=self._when(first.passage, pick.events),
        )

    def _when(self, passage: Passage, events: Iterable[str]) -> Date | None:
        """The day of the news of ``passage``, by its own words; None where they name none that can be reckoned, or also
        one of which it is not said what happened then: "rejected a curfew for this weekend's parade on Monday"."""
        told = (t for i in events for t in self.events[i].mentions if t.passage == passage and t.main)
        when = next((t.when for t in told if days.single(t.when) and not _is_of_no_news(t.when, passage)), None)
        return when if {found.text for *_, found in dates.find(passage.text, None)} <= self.dated[passage] else None

    def headline(self, passage: Passage) -> str:
        """The sentence in short, as a sentence."""
        return with_stop(_first_upper(self.headlines.get((passage.article, passage.start), passage.text)))

    def labelled(self, figure: Figure) -> Figure:
        """A share, a sum, "340 people" or "29 pupils" with the sentence in short that says of what: alone they say
        little."""
        if figure.value == 1 and not quantities.find(figure.text):
            return self._named(figure)
        if figure.unit == "share":
            return figure  # "half of the town" says of what
        if figure.rivals:
            return replace(figure, about=self._about(figure)) if figure.unit else figure
        words = self._in_short(figure) or (of_what(figure) if figure.unit or figure.measure == "time" else "")
        return replace(figure, what=words) if words else figure

    def _in_short(self, figure: Figure) -> str:
        """The sentence of the figure in short, where it is short and says its thing alone."""
        words = self._alone(figure, figure.citations[0])
        longest = LABEL if needs_label(figure) else PLAIN if _is_plain(figure) else 0
        return words if len(words.split()) <= longest else ""

    def _about(self, figure: Figure) -> str:
        """The first such sentence, with "…" for the amount; of two that one sentence gives, the second has it."""
        rivals = [f.text for f in self.dossier.figures if f.id in figure.rivals]
        for words in (self._alone(figure, cited) for cited in figure.citations):
            before, _, behind = words.partition(figure.text)
            told = f"{before}…{behind}"
            if words and len(told.split()) <= BESIDE and not any(text in behind for text in rivals):
                return told
        return ""

    def _alone(self, figure: Figure, passage: Passage) -> str:
        """The sentence in short, where it says its thing alone and gives the figure; else nothing."""
        words, at = self.headline(passage).rstrip("."), (passage.article, passage.start)
        sentence = self.at.get(at)
        # "The company may be fined up to 5 percent of its turnover": who knows the story knows the company.
        alone = at in self.alone or (sentence is not None and leans_on_descriptions(sentence))
        return words if alone and figure.text in words and not any(mark in words for mark in QUOTES) else ""

    def is_clear(self, figure: Figure, *, told: bool) -> bool:
        """Will the reader know what it is of? How long something took, or how many times, says nothing by itself;
        any other amount little, unless its sentence is ``told`` as a development."""
        if figure.stance == "hedged" and figure.measure not in tolls.PEOPLE and not figure.rivals:
            return self.labelled(figure).what != figure.what  # "400 jobs" is not "could cut 400 jobs"
        if _is_of_a_stretch(figure) and figure.measure in tolls.PEOPLE and not figure.rivals:
            return self.labelled(figure).what != figure.what
        if figure.rivals or not needs_label(figure) or figure.unit == "share":
            return True
        bare = figure.unit is not None and quantities.dimension(figure.unit) in BARE
        return self.labelled(figure).what != figure.what or (told and not bare and figure.measure != "time")

    def _named(self, figure: Figure) -> Figure:
        """One person, whom no number stands for, by the first words that hold a name, where all hold one."""
        named = [m for m in figure.mentions if any(m.start <= a and b <= m.end for a, b in self.people[m.article])]
        whom = {self.actor.get((m.article, m.start)) for m in (figure.mentions[0], *named)} - {None}
        named = named if len(whom) < 2 else []
        return replace(figure, text=" ".join(named[0].text.split())) if named else figure

    def lines(self, actor: Actor, passages: Iterable[Passage]) -> Iterator[Line]:
        """What ``actor`` did in short; in full where the short form leaves the actor out. "He", "the firm" may be the
        actor; whoever else is meant is told with the sentence before, or not at all."""
        names = {w.lower() for name in (actor.name, *actor.aliases) for w in name.split() if w[:1].isupper()}
        own = {(m.article, m.start) for m in actor.mentions}
        told = (p for p in passages if p.article not in self.opinions and not furniture.CORRECTS.search(p.text))
        for passage in told:
            short = self.headline(passage)
            text = short if any(name in short.lower() for name in names) else passage.text
            sentence, lead = self.sentences.get(passage), self.leading.get(passage)
            if sentence is not None and not (sentence.stands_alone or sentence.leans_on or lead):
                continue  # a fragment, or half a quotation
            leans = sentence is not None and any((p.article, p.start) not in own for p in sentence.leans_on)
            # "Norva objected, diplomats said": to what the sentence before tells.
            leans = leans or (sentence is not None and not (sentence.stands_alone or sentence.leans_on))
            if leans and lead is not None:
                yield Line(text=f"{self.headline(lead)} {text}", citations=(lead, passage))
            elif not leans:
                yield Line(text=text, citations=(passage,))

    def shortened(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Entries whose text is a whole sentence, told in short where what happens and the words of its date are still
        in it: "seized in May" must not leave "May" beside what happened later. "He said …" is told with the sentence
        that names him."""

        def told(entry: Entry) -> Entry:
            first, *_ = entry.citations
            if entry.text != first.text:
                return replace(entry, text=with_stop(_first_upper(entry.text)))
            short = self.headline(first)
            happened = any(word in short for word in self.triggers(entry.events, first))
            text = short if happened and entry.date.text.rstrip(".,") in short else entry.text
            lead = self.leading.get(first)
            if lead is None:
                return replace(entry, text=text)
            return replace(entry, text=f"{self.headline(lead)} {text}", citations=(lead, *entry.citations))

        return tuple(told(entry) for entry in entries)

    def borne_out(self, entry: Entry) -> Entry:
        """``entry`` with the passages alone that tell the news of its line, and no other number: of a day of ten
        reports the others tell something else."""
        first, *others = entry.citations
        news = self.telling[first, True] or self.telling[first, False]
        given = set(numbers_of(first.text))
        same = (
            c
            for c in others
            if (not news or news & (self.telling[c, True] | self.telling[c, False]))
            and (not given or not (also := set(numbers_of(c.text))) or given & also)
        )
        return replace(entry, citations=(first, *same))

    def triggers(self, events: Iterable[str], passage: Passage) -> tuple[str, ...]:
        """The words of ``passage`` for the ``events`` that it is listed for; of none, nothing, which all hold."""
        told = (t for i in events if i in self.events for t in self.events[i].mentions if t.passage == passage)
        return tuple(t.trigger.text for t in told) or ("",)

    def fit(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Entries with the first of their sentences that can be a line by itself in front; none where none can."""
        for entry in entries:
            first = next((p for p in entry.citations if self.can_be_told(p)), None)
            if first is not None:
                text = first.text if entry.text == entry.citations[0].text else entry.text
                yield replace(entry, text=text, citations=tuple(dict.fromkeys((first, *entry.citations))))

    def can_be_told(self, passage: Passage) -> bool:
        """Does it say its thing by itself or with the sentence before it, or lean on no more than a description ("The
        ferry", "Its captain")? A fragment does not, nor half a quotation, nor "He left …" that opens a paragraph."""
        sentence = self.sentences.get(passage)
        if passage.article in self.opinions:
            return False
        if sentence is None or sentence.stands_alone or passage in self.leading:
            return True
        return leans_on_descriptions(sentence)

    def is_alone(self, passage: Passage) -> bool:
        """Is it a whole sentence that needs none before it?"""
        return passage in self.sentences and self.sentences[passage].stands_alone

    def after(self, passage: Passage, most: int) -> Sequence[Passage]:
        """Up to ``most`` sentences that follow ``passage`` in its article."""
        rows = self.passages[passage.article]
        at = next((n for n, one in enumerate(rows) if one == passage), len(rows))
        return rows[at + 1 : at + 1 + most]

    def places(self, entry: Entry) -> set[tuple[str, int]]:
        """Article and start of its sentences, and of those that are told before them."""
        leads = (self.leading.get(c) for c in entry.citations)
        return {(p.article, p.start) for p in (*entry.citations, *leads) if p is not None}

    def stands(self, entry: Entry) -> bool:
        """Is the entry dated, or a sentence that says its thing without the one before it?"""
        return entry.date.start is not None or any(map(self.is_alone, entry.citations))

    def _caveat(self, passage: Passage) -> Passage | None:
        """The next sentence, where it says that this one is not confirmed: a claim travels with its caveat."""
        following = self.followers.get((passage.article, passage.start))
        if following and (following.article, following.start) in self.unconfirmed and len(following.text.split()) < 16:
            return None if OWN_MATTER.search(following.text) else following
        return None

    def _status(self, pick: Pick, told: Sequence[Told], unconfirmed: bool, cited: Sequence[Passage]) -> Status:
        """Corroborated: two origins say it themselves and none denies it (BRIEF.md)."""
        everywhere = [t for i in pick.events[:1] for t in self.events[i].mentions]
        if any(_denies(other, one) for one in told for other in everywhere):
            return "disputed"
        printed = [s for s in (pick.after, pick.sentence) if s is not None]
        if any((s.passage.article, s.passage.start) in self.contradicted for s in printed):
            return "disputed"
        own = (s for s in printed if s is printed[0] or not OWN_MATTER.search(s.passage.text))
        if unconfirmed or any((s.passage.article, s.passage.start) in self.unconfirmed for s in own):
            return "unconfirmed"
        own_word = (t for t in told if t.stance == "asserted" and t.said_by is None)
        asserting = {self.origin[t.passage.article] for t in own_word if t.passage.article not in self.releases}
        if len(asserting) > 1 and not any(_is_act_of_saying(t, s) for t in told for s in printed):
            return "corroborated"
        if any(s.said_by is not None for s in printed) or (
            told and all(t.stance in {"claimed", "hedged"} for t in told)
        ):
            return "claimed"
        return "claimed" if all(c.article in self.releases for c in cited) else "reported"


def leans_on_descriptions(sentence: Sentence) -> bool:
    """Does it lean on no more than what a reader of the story knows ("The ferry", "Its captain")?"""
    return bool(sentence.leans_on) and all(p.text.lower().startswith(DESCRIBING) for p in sentence.leans_on)


def needs_label(figure: Figure) -> bool:
    """Does it say how much and not of what: an amount, how many times, "340 people"?"""
    return bool(figure.unit) or figure.measure == "time" or _is_of_people(figure)


def _is_of_people(figure: Figure) -> bool:
    return figure.what.lower() == "people" and figure.measure in {"people", "person"}


def _is_plain(figure: Figure) -> bool:
    """Does its label hold no more than its noun?"""
    return figure.measure not in tolls.PEOPLE or _is_of_a_stretch(figure)


def _is_of_a_stretch(figure: Figure) -> bool:
    """ "14 deaths in the last 72 hours": no toll, so the label must say of when."""
    return all(tolls.STRETCH.search(c.text) for c in figure.citations)


def of_what(figure: Figure) -> str:
    """The figure and the phrase right behind it in its sentence, "35 percent of the crew"; empty without one."""
    for m in figure.mentions[:1]:
        for c in figure.citations:
            if c.article == m.article and c.start <= m.start < c.end:
                start, end = m.start - c.start, m.end - c.start
                behind = PHRASE.match(c.text[end:])
                if behind is None or LEANING.search(behind[0]):
                    return ""
                return " ".join(f"{c.text[start:end]}{OPEN_END.sub('', behind[0])}".split())
    return ""


def gives(text: str, position: Position) -> bool:
    """Does the sentence print the number of ``position``? Three people whom it names contradict no other count."""
    return position.text in text or position.value in set(numbers_of(text))


def _denies(one: Told, other: Told) -> bool:
    """Does one of the two reports deny what the other says, of nobody else and not by the same word?"""
    if (one.stance == "denied") == (other.stance == "denied") or min(one.weight, other.weight) < DENIABLE:
        return False
    denied = one if one.stance == "denied" else other
    if WILL_NOT.search(denied.passage.text[: denied.trigger.start - denied.passage.start]):
        return False  # "“We will not strike,” Osten said", who has
    if NEVER_BEFORE.search(denied.passage.text):
        return False  # she has met him since
    if any(SILENT.search(t.passage.text) for t in (one, other)):
        return False  # "The report did not indicate whether there were arrests" contradicts nobody
    who, whom = set(one.agents) & set(other.agents), set(one.patients) & set(other.patients)
    clash = (one.agents and other.agents and not who) or (one.patients and other.patients and not whom)
    same = who or whom or not (one.agents or other.agents or one.patients or other.patients)
    apart = one.said_by != other.said_by or one.passage.article != other.passage.article
    return bool(same) and not clash and apart


def _is_act_of_saying(told: Told, sentence: Sentence) -> bool:
    """ "The navy INSISTS that …": two articles bear out that it insists, and not that it is so."""
    return told.passage == sentence.passage and sentence.said_by is not None and told.said_by is None


def _leading(dossier: Dossier) -> dict[Passage, Passage]:
    """Sentences that lean on the one before them in their paragraph, with that one, where the two can be told
    together."""
    pairs = itertools.pairwise(dossier.sentences)
    near = ((one, other) for one, other in pairs if _paragraph(one) == _paragraph(other))
    return {other.passage: one.passage for one, other in near if _leads(one, other)}


def _leads(one: Sentence, other: Sentence) -> bool:
    """ "The office may fine it. IT will decide in March": who knows the story knows the office."""
    known = replace(one, stands_alone=one.stands_alone or leans_on_descriptions(one))
    return known in told_with(other, known)


def _paragraph(sentence: Sentence) -> tuple[str, int]:
    return sentence.passage.article, sentence.passage.paragraph


UNTIL = re.compile(r"\b(?:by|until|till) $", re.IGNORECASE)
"""Before the day up to which somebody is to stay, wait or talk, or by which he is to pay."""
SLIPPED = re.compile(rf"\b(?:was|were|had been) (?:due|expected|planned|scheduled|to)\b[^.;]*?{sequels.NOT_COME}")
"""What was to be on a day and was not."""


def _is_of_no_news(when: Date | None, passage: Passage) -> bool:
    """ "Asked both sides to stay UNTIL FRIDAY", "was to begin ON TUESDAY but has been postponed": not the news' day."""
    if when is None:
        return False
    places = [found.start() for found in re.finditer(re.escape(when.text), passage.text)]
    slipped = SLIPPED.search(passage.text)
    return any(UNTIL.search(passage.text[:at]) for at in places) or (
        slipped is not None and any(slipped.start() < at < slipped.end() for at in places)
    )


def _followers(dossier: Dossier) -> dict[tuple[str, int], Passage]:
    """Each sentence's next one in the same paragraph."""
    out: dict[tuple[str, int], Passage] = {}
    ordered = [s.passage for s in dossier.sentences]
    for here, after in itertools.pairwise(ordered):
        if here.article == after.article and here.paragraph == after.paragraph:
            out[here.article, here.start] = after
    return out


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


WILL_NOT = re.compile(r"\b(?:(?:will|would|shall)(?: not| never)?|(?:wo|would)n['’]t)(?: \w+)? $", re.IGNORECASE)
"""What is not to be, and so denies nothing that was: "denied that it WOULD strike", "we WILL NOT strike"."""
NEVER_BEFORE = re.compile(r"\b(?:never|not|n['’]t)\b[^.;]*\b(?:before|until|till)\b", re.IGNORECASE)
""" "Had never met him before the wedding"."""
DENIABLE = 0.55
"""Weight of an event that somebody may dispute by its verb alone: "the first time" is no event, and who did not run for
office may run one."""
DESCRIBING = ("the ", "its", "their")
"""What opens a description of what a reader of the story knows."""
OWN_MATTER = re.compile(
    r"\b(?:evidence|proof|sign|indication|confirm(?:ed)?|verif(?:y|ied)) (?:that|whether|if|of)\b"
    r"(?! (?:number|figure|claim|report|account|statement|count|toll|charge|allegation)s?\b)",
    re.IGNORECASE,
)
"""What says that something of its own is not confirmed ("no evidence that the Front was involved"), not what was said
just before ("could not confirm that number")."""
ENDED = re.compile(r"[.!?…][\"'”’)]*$")


def with_stop(headline: str) -> str:
    return headline if ENDED.search(headline) else headline + "."


QUOTES = '“”"'
PHRASE_ENDS = (
    r"(?: (?:are|is|was|were|be|been|being|has|have|had|will|would|could|can|may|might|said|says|that|which|whose|where"
    r"|who|as|by|after|before|from|while|when|if|than|on|at|since)\b|[.,](?!\d)|[:;()“”\"—–]|$)"
)
PHRASE = re.compile(
    r" (?:worth )?(?:of|in|into|for|from|off|higher|lower|more|less|longer|to(?! (?:\w+ ){0,2}\S?\d))\b"
    r"(?:[^.,:;()“”\"—–]|[.,](?=\d)){3,60}?(?<! than)"
    rf"(?= and\b|{PHRASE_ENDS})(?: and \w+(?={PHRASE_ENDS}))?"  # "of petrol and diesel"
)
"""What an amount is of, as far as the words right behind it say."""
OPEN_END = re.compile(r" (?:at|by|for|from|in|of|on|to|with)$")
"""What a phrase ends with whose end was left out: "two days of clashes IN which 11 died"."""
LEANING = re.compile(r"\b(?:h[ei]s|him|hers?|she|its?|them|theirs?|they|this|that|these|those)\b", re.IGNORECASE)
"""What stands for something that a label does not name ("of his body")."""
BARE = {"duration", "distance", "mass", "share"}
"""What an amount measures that says nothing without what it is of ("51 percent")."""
LABEL = 20
"""Words of a sentence that may stand as the label of a figure."""
BESIDE = 28
"""Words of one that may stand with an amount beside others."""
PLAIN = 16
"""Words of one that may stand as the label of a figure whose noun says something by itself."""
