"""From dossier to brief: what is printed, in which order, with which status. Templates only print it.

Nothing is worded here: a headline is a deletion from its passage, a text a whole sentence.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing import __version__, amounts, lexicon, quantities
from briefing.candidates import told_with
from briefing.cast import PRONOUNS
from briefing.latest import EVER, moment, moments, newest, outdated, overtaken
from briefing.locating import located
from briefing.memory import within
from briefing.model import (
    Actor,
    Brief,
    Development,
    Dossier,
    Edition,
    Entry,
    Event,
    Figure,
    Line,
    Listed,
    Method,
    Omitted,
    Passage,
    Period,
    Pick,
    Question,
    Quote,
    Sentence,
    Status,
    Story,
    Told,
)
from briefing.wording import stem, stems


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How many items a brief of two to four pages has room for; one of few articles has less to say, and says less."""

    bottom_line: int = 3
    figures: int = 8
    discrepancies: int = 8
    actors: int = 16
    quotes: int = 10
    timeline: int = 10
    questions: int = 12
    watch: int = 8

    @classmethod
    def of(cls, articles: int) -> "Lengths":
        """The lengths for a pile of so many articles: full from three on."""
        full, less = cls(), 2 * max(0, 3 - articles)
        return replace(
            full,
            actors=full.actors - less,
            quotes=full.quotes - less,
            timeline=full.timeline - less,
            questions=full.questions - less,
        )


def compose(
    dossier: Dossier,
    picks: Sequence[Pick],
    *,
    title: str | None = None,
    as_of: str | None = None,
    pipeline: str = "",
    lengths: Lengths | None = None,
) -> Brief:
    """The brief that says ``picks`` and what belongs to them; what is left out is counted in ``omitted``."""
    room = lengths or Lengths.of(len(dossier.articles))
    desk = Desk(dossier)
    past = overtaken(dossier)
    still = [p for p in picks if (p.sentence.passage.article, p.sentence.passage.start) not in past]
    ordered = latest_first(still, dossier)
    grouped = desk.by_story(ordered)
    developments = tuple(desk.development(n, pick) for n, pick in enumerate(grouped, 1))
    ranked = [developments[grouped.index(pick)] for pick in ordered]
    figures = chosen_figures(dossier, developments)
    quotes = chosen_quotes(dossier)
    actors = chosen_actors(dossier, desk, quotes[: room.quotes])
    questions = chosen_questions(dossier, developments)
    entries = tuple(desk.fit(dossier.timeline))
    timeline = chosen_entries(entries, desk)
    cut_off = as_of or newest(dossier.articles)
    when = moments(dossier.articles)
    watch = told_once(e for e in desk.fit(dossier.watch) if desk.stands(e) and not is_over(e, cut_off, when))
    return Brief(
        title=title or headline_of(dossier, developments),
        edition=Edition(),
        as_of=cut_off,
        period=period(dossier.articles),
        method=Method(version=__version__, pipeline=pipeline, generated=cut_off),
        bottom_line=bottom_line(ranked, room.bottom_line, outdated(dossier)),
        stories=tuple(replace(s, title=latest_title(s, dossier)) for s in dossier.stories),
        developments=developments,
        places=located(dossier, developments),
        figures=tuple(desk.labelled(until(f, cut_off)) for f in with_rivals(figures[: room.figures], dossier)),
        discrepancies=dossier.discrepancies[: room.discrepancies],
        actors=tuple(actors[: room.actors]),
        quotes=tuple(quotes[: room.quotes]),
        timeline=desk.shortened(in_order(timeline[: room.timeline], entries)),
        questions=tuple(questions[: room.questions]),
        watch=desk.shortened(watch[: room.watch]),
        articles=dossier.articles,
        problems=dossier.problems,
        omitted=Omitted(
            figures=max(0, len(figures) - room.figures),
            actors=max(0, len(actors) - room.actors),
            quotes=max(0, len(quotes) - room.quotes),
            discrepancies=max(0, len(dossier.discrepancies) - room.discrepancies),
            questions=max(0, len(questions) - room.questions),
            timeline=max(0, len(timeline) - room.timeline),
        ),
    )


# --- developments ---------------------------------------------------------------------------


class Desk:
    """The dossier with the look-ups that composing needs."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.events: Mapping[str, Event] = {e.id: e for e in dossier.events}
        self.origin: Mapping[str, str] = {a.id: a.origin for a in dossier.articles}
        self.story: Mapping[str, str] = {a: s.id for s in dossier.stories for a in s.articles}
        self.unconfirmed = {
            (c.article, c.start) for q in dossier.questions if q.kind in {"unconfirmed"} for c in q.citations
        }
        self.contradicted = {
            (c.article, c.start)
            for d in dossier.discrepancies
            if d.relation == "contradicted" and d.kind in {"figure", "denial"}
            for p in d.positions
            for c in p.citations
        }
        self.followers = _followers(dossier)
        self.sentences = {s.passage: s for s in dossier.sentences}
        self.leading = _leading(dossier)
        self.headlines = {(s.passage.article, s.passage.start): s.headline for s in dossier.sentences}
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
            status=self._status(pick, told, caveat is not None),
            origins=len({self.origin[c.article] for c in citations}),
            citations=citations,
            story=self.story.get(first.passage.article, ""),
        )

    def headline(self, passage: Passage) -> str:
        """The sentence in short, as a sentence."""
        return _sentence(_first_upper(self.headlines.get((passage.article, passage.start), passage.text)))

    def labelled(self, figure: Figure) -> Figure:
        """A share or a sum with the sentence in short that says of what: "11 per cent" alone says nothing."""
        if figure.value == 1 and not quantities.find(figure.text):
            return self._named(figure)
        words = self.headline(figure.citations[0]).rstrip(".")
        if figure.rivals or not figure.unit or len(words.split()) > LABEL or figure.text not in words:
            return figure  # the label of rivals stands above all of them and must give none of their values
        return replace(figure, what=words)

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
        for passage in passages:
            short = self.headline(passage)
            text = short if any(name in short.lower() for name in names) else passage.text
            sentence, lead = self.sentences.get(passage), self.leading.get(passage)
            leans = sentence is not None and any((p.article, p.start) not in own for p in sentence.leans_on)
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
                return entry
            short = self.headline(first)
            happened = any(word in short for word in self.triggers(entry.events, first))
            text = short if happened and entry.date.text.rstrip(".,") in short else entry.text
            lead = self.leading.get(first)
            if lead is None:
                return replace(entry, text=text)
            return replace(entry, text=f"{self.headline(lead)} {text}", citations=(lead, *entry.citations))

        return tuple(told(entry) for entry in entries)

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
        if sentence is None or sentence.stands_alone or passage in self.leading:
            return True
        return bool(sentence.leans_on) and all(p.text.lower().startswith(DESCRIBING) for p in sentence.leans_on)

    def is_alone(self, passage: Passage) -> bool:
        """Is it a whole sentence that needs none before it?"""
        return passage in self.sentences and self.sentences[passage].stands_alone

    def stands(self, entry: Entry) -> bool:
        """Is the entry dated, or a sentence that says its thing without the one before it?"""
        return entry.date.start is not None or any(map(self.is_alone, entry.citations))

    def _caveat(self, passage: Passage) -> Passage | None:
        """The next sentence, where it says that this one is not confirmed: a claim travels with its caveat."""
        following = self.followers.get((passage.article, passage.start))
        if following and (following.article, following.start) in self.unconfirmed and len(following.text.split()) < 16:
            return following
        return None

    def _status(self, pick: Pick, told: Sequence[Told], unconfirmed: bool) -> Status:
        """Corroborated: two origins say it themselves and none denies it (BRIEF.md)."""
        everywhere = [t for i in pick.events[:1] for t in self.events[i].mentions]
        if any(_denies(other, one) for one in told for other in everywhere):
            return "disputed"
        printed = [s for s in (pick.after, pick.sentence) if s is not None]
        if any((s.passage.article, s.passage.start) in self.contradicted for s in printed):
            return "disputed"
        if unconfirmed or any((s.passage.article, s.passage.start) in self.unconfirmed for s in printed):
            return "unconfirmed"
        asserting = {self.origin[t.passage.article] for t in told if t.stance == "asserted" and t.said_by is None}
        if len(asserting) > 1 and not any(_is_act_of_saying(t, s) for t in told for s in printed):
            return "corroborated"
        if any(s.said_by is not None for s in printed) or (
            told and all(t.stance in {"claimed", "hedged"} for t in told)
        ):
            return "claimed"
        return "reported"


def _denies(one: Told, other: Told) -> bool:
    """Does one of the two reports deny what the other says, of nobody else and not by the same word?"""
    if (one.stance == "denied") == (other.stance == "denied") or min(one.weight, other.weight) < DENIABLE:
        return False
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
    return {other.passage: one.passage for one, other in near if one in told_with(other, one)}


def _paragraph(sentence: Sentence) -> tuple[str, int]:
    return sentence.passage.article, sentence.passage.paragraph


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


def bottom_line(
    developments: Sequence[Development], room: int, old: frozenset[tuple[str, int]] = frozenset()
) -> tuple[Line, ...]:
    """The first developments in one sentence each, a claim with the sentence that says it is not confirmed.

    ``old`` holds the sentences whose figure a later report replaced: the bottom line says the latest.
    """
    current = [d for d in developments if (d.citations[0].article, d.citations[0].start) not in old]
    # A quotation, or one outlet's word alone, only where there is nothing else; what leads, leads.
    current[1:] = sorted(current[1:], key=lambda d: d.status == "reported" and d.origins == 1)
    current.sort(key=lambda d: d.headline.startswith(OPENING))
    return tuple(Line(text=_with_caveat(d), citations=d.citations) for d in current[:room])


SAID = re.compile(r"[^,:“\"]{1,80} (?:said|says|reported|wrote|added)(?: in an? [\w ]{1,30})?\.?$")
"""A cue whose words stand in another sentence."""
CLOSING = "”\"’'» "
"""What may stand behind the last mark of a sentence."""
DENIABLE = 0.55
"""Weight of an event that somebody may dispute by its verb alone: "the first time" is no event, and who did not run for
office may run one."""
DESCRIBING = ("the ", "its", "their")
"""What opens a description of what a reader of the story knows."""
OPENING = ("“", '"', "‘", "«", "„")


def latest_first(picks: Sequence[Pick], dossier: Dossier) -> tuple[Pick, ...]:
    """``picks`` with the ones whose figure a later report replaced after the one that replaces it."""
    old = outdated(dossier)
    new = {
        (c.article, c.start)
        for d in dossier.discrepancies
        if d.relation == "superseded"
        for p in d.positions
        for c in p.citations
        if (c.article, c.start) not in old
    }

    def at(pick: Pick) -> tuple[str, int]:
        return pick.sentence.passage.article, pick.sentence.passage.start

    first = next((n for n, p in enumerate(picks) if at(p) in old), None)
    late = next((n for n, p in enumerate(picks) if at(p) in new), None)
    if first is None or late is None or late < first:
        return tuple(picks)
    return (*picks[:first], picks[late], *picks[first:late], *picks[late + 1 :])


def _with_caveat(development: Development) -> str:
    sentence, caveat = development.citations[0].text, ""
    if development.text.startswith(sentence):
        caveat = development.text[len(sentence) :]
    return _sentence(development.headline) + caveat


ENDED = re.compile(r"[.!?…][\"'”’)]*$")


def _sentence(headline: str) -> str:
    return headline if ENDED.search(headline) else headline + "."


def headline_of(dossier: Dossier, developments: Sequence[Development]) -> str:
    """The newest headline of the story, which tells the latest toll; else the story's; else the first development's;
    else fixed words. Where several stories are told, that of the first, and how many more there are."""
    told_of = list(dict.fromkeys(d.story for d in developments if d.story))
    if len(told_of) > 1:
        first = next((latest_title(s, dossier) for s in dossier.stories if s.id == told_of[0]), "")
        more = f"{len(told_of) - 1} more situation{'s' if len(told_of) > 2 else ''}"
        return f"{first} · {more}" if first else f"{len(told_of)} situations"
    largest = max(dossier.stories, key=lambda s: len(s.articles), default=None)
    if largest and (title := latest_title(largest, dossier)):
        return title
    return developments[0].headline if developments else "Situation brief"


def latest_title(story: Story, dossier: Dossier) -> str:
    """The headline of the story's newest article; its own title where none is dated."""
    told = [a for a in dossier.articles if a.id in story.articles and a.title]
    latest = newest(told)
    title = next((a.title for a in told if latest and a.published == latest), story.title)
    return SITE.sub("", title) or title


SITE = re.compile(
    r"(?<=\w) (?:[-–—|]|::) [^|–—]*\b(?:News|Weather|Sports?|TV|Radio|Newspaper|Online|\w+\.com)\b[^|–—]*$"
)
"""What a page adds to its title: " - Orvel & Norrvik News, Weather, Sports"."""


# --- figures --------------------------------------------------------------------------------


LEAD = 2.0
"""Worth of a figure in an article's first paragraph; half as much in its second, and so on."""
LABEL = 20
"""Words of a sentence that may stand as the label of a figure."""
REPEATED = 0.7
"""What each figure of a measure takes from the worth of the next: the injured of every street are no key figures."""


SUFFERED = {"killed", "injured", "missing", "abducted"}
"""What one person may suffer that is a key figure."""
UNNUMBERED = 3.0
"""What a figure loses whose words hold no number ("the suspect", "Ann Reed and Piet Lind")."""
SMALL = 10
"""A count of fewer things is seldom a key figure."""


def _names_somebody(figure: Figure) -> bool:
    """ "He", arrested, or "the city marshal": a count of one that no number stands for; "three-day", said of another
    thing; "one day"; "the other two cities", of which nobody here tells the first."""
    if amounts.is_compound(figure) or (figure.measure == "duration" and figure.value == 1):
        return True
    if figure.text.lower().startswith("the other ") and figure.measure not in lexicon.words("human_cost"):
        return True
    if figure.value == 0 or quantities.find(figure.text):
        return False
    return figure.measure not in SUFFERED or figure.text.lower() in PRONOUNS


def chosen_figures(dossier: Dossier, developments: Sequence[Development]) -> list[Figure]:
    """Figures worth a place: human cost first, then those in developments, by origins; one of each set of rivals."""
    cited = {(c.article, c.start) for d in developments for c in d.citations}
    origin = {a.id: a.origin for a in dossier.articles}
    order = {f.id: n for n, f in enumerate(dossier.figures)}

    def worth(f: Figure) -> float:
        score = 3.0 * (f.measure in lexicon.words("human_cost")) + 1.5 * any(
            (c.article, c.start) in cited for c in f.citations
        )
        score += 0.7 * min(3, len({origin[c.article] for c in f.citations})) + 0.8 * bool(f.unit) + 1.6 * bool(f.rivals)
        score += LEAD / min(c.paragraph for c in f.citations)
        if f.value is not None and f.measure not in lexicon.words("human_cost") and not f.unit:
            score -= 1.5 * (f.value < 3) + 1.0 * (f.value < SMALL)
        score -= 2.0 * (f.measure in {"duration", "age", "count", "time"}) + 2.0 * (f.value == 0)
        score -= UNNUMBERED * (f.value != 0 and not quantities.find(f.text))
        return score

    rest = [f for f in dossier.figures if f.value is not None and not _names_somebody(f)]
    out: list[Figure] = []
    measures: Counter[str] = Counter()
    while rest:
        best = max(rest, key=lambda f: (worth(f) - REPEATED * measures[f.measure], -order[f.id]))
        out.append(best)
        measures[best.measure] += 1
        told = [f for f in dossier.figures if f.id in {best.id, *best.rivals}]
        rest = [f for f in rest if f not in told and not any(_says_the_same(f, one) for one in told)]
    return out


def until(figure: Figure, cut_off: str | None) -> Figure:
    """``figure`` without a day that lies ahead: what is to be done in May is no count as of May."""
    ahead = cut_off and figure.when and figure.when.start and figure.when.start > cut_off[:10]
    return replace(figure, when=None) if ahead else figure


def _says_the_same(one: Figure, other: Figure) -> bool:
    """Two entries of one measure and value, and "26 pirates" beside "26 pirates arrested": one number of one noun, but
    where people suffered two things."""
    if one.value != other.value:
        return False
    cost = lexicon.words("human_cost")
    nouns = [stem(f.what.lower().split()[-1]) if f.what and not f.unit else f.id for f in (one, other)]
    alike = bool(nouns[0]) and nouns[0] == nouns[1] and not (one.measure in cost and other.measure in cost)
    return one.measure == other.measure or alike


def with_rivals(figures: Sequence[Figure], dossier: Dossier) -> tuple[Figure, ...]:
    """``figures``, each among its rivals, side by side, never summed: of counts that replaced each other the last
    one first, else the latest report."""
    by_id = {f.id: f for f in dossier.figures}
    when = moments(dossier.articles)
    replaced = (d.positions for d in dossier.discrepancies if d.relation == "superseded")
    place = {(p.text, p.citations): n for positions in replaced for n, p in enumerate(positions)}

    def newness(figure: Figure) -> tuple[int, datetime]:
        return place.get((figure.text, figure.citations), -1), max(
            (when.get(c.article, EVER) for c in figure.citations), default=EVER
        )

    out: list[Figure] = []
    for figure in figures:
        group = [figure, *(by_id[r] for r in figure.rivals if r in by_id)]
        out += sorted(group, key=newness, reverse=True)
    return tuple(dict.fromkeys(out))


# --- quotes, actors, questions, timeline ----------------------------------------------------


def chosen_quotes(dossier: Dossier) -> list[Quote]:
    """Quotes in their own words, named sources first, each source once before any twice."""
    spoken = [q for q in dossier.quotes if q.kind != "indirect" and _own_words(q) >= 4]
    spoken = [q for q in spoken if not any(_is_inside(q, other) for other in spoken)]
    turns: Counter[str] = Counter()
    rows: list[tuple[int, float, int, Quote]] = []
    for quote in sorted(spoken, key=lambda q: (-_quote_worth(q), q.id)):
        who = (quote.source.actor or quote.source.name) if quote.source else "?"
        rows.append((turns[who] // 2, -_quote_worth(quote), len(rows), quote))
        turns[who] += 1
    return [quote for *_, quote in sorted(rows, key=lambda row: row[:3])]


def _is_inside(quote: Quote, other: Quote) -> bool:
    """ "He said that he hoped they “would pay”": the same words twice, once as what he hoped and from nobody known."""
    known = [0 if q.source is None else 1 + (q.source.actor is not None) for q in (quote, other)]
    return known[0] < known[1] and all(
        any(within(p, o) and p.end <= o.end for o in other.content) for p in quote.content
    )


def _own_words(quote: Quote) -> int:
    """Words inside quotation marks."""
    inside = re.findall(r"[“\"«„]([^”\"»]*)", quote.text)
    return max((len(part.split()) for part in inside), default=len(quote.text.split()) if quote.kind == "direct" else 0)


def _quote_worth(quote: Quote) -> float:
    words = _own_words(quote)
    worth = min(words, 30) / 30 - 0.02 * max(0, words - 60)
    if quote.source is not None:
        worth += 0.6 + 0.3 * (quote.source.actor is not None) + 0.2 * bool(quote.source.role)
    return worth + 0.4 * bool(quote.also_in)


NEWS_AGENCY = re.compile(r"\bnews agency$", re.I)
"""The role of a body that only reports, whether or not the lexicon knows its name."""


def chosen_actors(dossier: Dossier, desk: Desk, quotes: Sequence[Quote]) -> list[Actor]:
    """Named actors that act, speak or are said to be something, those of most articles and of ``quotes`` first, with
    what they did; a mere place is none, and who only reports."""
    did = _deeds(dossier)
    outlets = {a.outlet.lower().removeprefix("the ") for a in dossier.articles} | lexicon.table("agencies").keys()
    speakers = {q.source.actor for q in quotes if q.source}
    out = []
    for actor in dossier.actors:
        reports = actor.name.lower().removeprefix("the ") in outlets or any(map(NEWS_AGENCY.search, actor.roles))
        if actor.kind in {"place", "other"} or not actor.named or reports:
            continue
        deeds = did.get(actor.id, [])
        speaks = actor.id in speakers
        if not deeds and not speaks and not actor.roles:
            continue
        out.append((_actor_worth(actor, deeds, desk) + 2.0 * speaks, actor, deeds))
    out.sort(key=lambda row: (-row[0], row[1].id))
    return [
        replace(actor, did=tuple(desk.lines(actor, _told_once(sorted(deeds, key=lambda p: not desk.is_alone(p)))[:2])))
        for _, actor, found in out
        for deeds in [[p for p in found if _names(actor, p)]]
    ]


def _names(actor: Actor, passage: Passage) -> bool:
    """Does the sentence call the actor by more than a pronoun? By itself, "He left" may be read of anybody."""
    here = [m.text.lower() for m in actor.mentions if within(m, passage)]
    return not PRONOUNS.issuperset(here) or any(
        word in passage.text for name in (actor.name, *actor.aliases) for word in name.split() if word[:1].isupper()
    )


def _told_once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The first of each wording: agency copy says it in the same words again."""
    out: dict[str, Passage] = {}
    for passage in passages:
        out.setdefault(" ".join(passage.text.split()), passage)
    return tuple(out.values())


def _actor_worth(actor: Actor, deeds: Sequence[Passage], desk: Desk) -> float:
    origins = len({desk.origin[m.article] for m in actor.mentions})
    return 2.0 * origins + min(8, len(actor.mentions)) * 0.3 + min(4, len(deeds)) * 0.5 + 0.7 * bool(actor.roles)


def _deeds(dossier: Dossier) -> dict[str, list[Passage]]:
    """Sentences in which each actor acts or speaks, weightier events first."""
    rows: dict[str, dict[Passage, float]] = {}
    spoken = _spoken(dossier)
    for event in dossier.events:
        for told in event.mentions:
            if len(told.passage.text.split()) < 3 or _is_spoken(told.trigger, spoken):
                continue
            if SAID.match(told.passage.text):
                continue  # "The mayor said in a statement." says nothing
            if told.passage.text.rstrip(CLOSING).endswith("?"):
                continue  # "Did the mayor know?" tells of no deed
            for actor in told.agents:
                found = rows.setdefault(actor, {})
                found[told.passage] = max(found.get(told.passage, 0.0), told.weight + 0.3 * told.main)
    for quote in dossier.quotes:
        if quote.source and quote.source.actor:
            for passage in quote.citations[:1]:
                rows.setdefault(quote.source.actor, {}).setdefault(passage, 0.5)
    return {
        actor: [p for p, _ in sorted(found.items(), key=lambda kv: (-kv[1], kv[0].article, kv[0].start))]
        for actor, found in rows.items()
    }


def _spoken(dossier: Dossier) -> dict[str, list[tuple[int, int]]]:
    """Article to what stands in quotation marks there: what somebody says of an actor is no deed of that actor."""
    out: dict[str, list[tuple[int, int]]] = {}
    for quote in dossier.quotes:
        for p in (*quote.content, *quote.also_in) if quote.kind == "direct" else ():
            out.setdefault(p.article, []).append((p.start, p.end))
    return out


def _is_spoken(trigger: Passage, spoken: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    return any(start <= trigger.start < end for start, end in spoken.get(trigger.article, ()))


def chosen_questions(dossier: Dossier, developments: Sequence[Development]) -> list[Question]:
    """Questions of the developments first, then the others in order; the kinds that say most before the rest."""
    weight = {"unconfirmed": 0, "unclear": 0, "disputed": 1, "no-comment": 1, "pending": 1, "missing": 2}
    cited = {(c.article, c.start) for d in developments for c in d.citations}

    def key(row: tuple[int, Question]) -> tuple[int, bool, int]:
        number, question = row
        return weight[question.kind], not any((c.article, c.start) in cited for c in question.citations), number

    return [q for _, q in sorted(enumerate(dossier.questions), key=key)]


ALIKE = 0.7
"""The share of the words of both that two entries about one thing have in common."""


def told_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries of one date about one event, or in much the same words, as the shortest with the passages of all."""
    rows: dict[tuple[str | None, str | None], list[Entry]] = defaultdict(list)
    order: list[tuple[tuple[str | None, str | None], int]] = []
    for entry in entries:
        key = entry.date.start, entry.date.end
        at = next((n for n, one in enumerate(rows[key]) if _are_one(one, entry)), None)
        if at is None:
            order.append((key, len(rows[key])))
            rows[key].append(entry)
        else:
            rows[key][at] = _with_places_of(*sorted((rows[key][at], entry), key=lambda e: len(e.text.split())))
    return tuple(rows[key][n] for key, n in order)


def _are_one(one: Entry, other: Entry) -> bool:
    a, b = set(stems(one.text)), set(stems(other.text))
    return bool(set(one.events) & set(other.events)) or len(a & b) >= ALIKE * len(a | b)


def _with_places_of(entry: Entry, other: Entry) -> Entry:
    """``entry`` with what ``other`` rests on besides."""
    citations = tuple(dict.fromkeys((*entry.citations, *other.citations)))
    return replace(entry, citations=citations, events=tuple(dict.fromkeys((*entry.events, *other.events))))


STALE = 31
"""Days after which a plan without a day is old."""


def is_over(entry: Entry, cut_off: str | None, when: Mapping[str, datetime]) -> bool:
    """Was the planned day past when the information ends? What has no day is of the weeks after its reports."""
    if entry.date.end is not None or cut_off is None:
        return bool(cut_off and entry.date.end and entry.date.end < cut_off[:10])
    told, end = max((when[c.article] for c in entry.citations if c.article in when), default=None), moment(cut_off)
    return bool(told and end and (end - told).days > STALE)


def chosen_entries(entries: Iterable[Entry], desk: Desk) -> list[Entry]:
    """Entries of the timeline, those that more events rest on first, of equals the more exact; one sentence once,
    at its most exact date."""
    exact = {"day": 0, "week": 1, "month": 2, "season": 3, "year": 4}
    best: dict[Passage, Entry] = {}
    for entry in entries:
        if entry.date.start is None and not desk.stands(entry):
            continue
        key = entry.citations[0]
        if key not in best or exact[entry.date.precision] < exact[best[key].date.precision]:
            best[key] = entry
    return sorted(best.values(), key=lambda e: (-len(e.events), exact[e.date.precision]))


def in_order(chosen: Iterable[Entry], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    keep = set(chosen)
    return tuple(e for e in entries if e in keep)


# --- masthead -------------------------------------------------------------------------------


def period(articles: Sequence[Listed]) -> Period | None:
    """From the first to the last day on which an article appeared."""
    days = sorted(a.published[:10] for a in articles if a.published)
    return Period(start=days[0], end=days[-1]) if days else None
