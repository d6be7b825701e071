"""What a template needs beside the brief itself: marks, groups, labels of dates. Pure functions over `Brief`.

Templates print and do not compute. Everything that is counted, numbered or grouped for the page
is here; everything that is chosen or ordered for its news value is in the brief already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Generic, TypeVar

from briefing import lexicon, pictures, quantities
from briefing.labels import Value, day_label, days, heading, label, moment, value, web
from briefing.model import (
    Actor,
    Brief,
    Changes,
    Date,
    Development,
    Discrepancy,
    Figure,
    Line,
    Listed,
    Passage,
    Question,
    Quote,
    Revised,
    Status,
    Story,
)
from briefing.model import Entry as DossierEntry
from briefing.sharing import interleaved, most_told

MOST_MARKS = 6
"""Source marks printed after one line; the rest are counted ("+ 12") and stand in the JSON."""
FEWEST_ROWS, MOST_ROWS = 3, 14
"""Articles that the matrix holds: of two the marks say as much, of more the list of sources."""
COLUMNS = 4
"""Key figures side by side on paper; rivals take the room of two, a number and those it replaced that of one."""
ROWS = 2
"""Rows of key figures: the rest are counted and stand in the JSON."""
ON_A_PAGE = 3
"""Developments of a flash beside those that its bottom line tells, and its open questions."""
MOST_COURSES = 2
"""Pictures of counts over time: one row."""
MOST_PLAYERS = 9
"""Actors with a row of their own."""
MOST_DEEDS = 2
FEW_ACTORS = 6
"""Sentences printed of what one actor did, where there are not many actors; else one."""
FEW_WORDS = 7
"""A text, or its first sentence, with no more words than this beyond the headline is printed in one piece."""
EDGES = ".,;:“”\"'"
LONGEST_TITLE = 90
"""Characters of the title in the running head."""

OPENING_MARKS = tuple("“‘\"'«„")
CLOSING_MARKS = tuple('”"»')
STATUSES: tuple[Status, ...] = ("corroborated", "reported", "claimed", "disputed", "unconfirmed")
QUESTIONS = ("unconfirmed", "disputed", "unclear", "no-comment", "pending", "missing")
"""Kinds of open questions, in the order of printing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A source mark, "A1 ¶4,7": one article and the paragraphs cited from it."""

    article: str
    source: str
    """Anchor of the article in the list of sources."""
    outlet: str
    paragraphs: tuple[tuple[int, str], ...]
    """Number and anchor of each paragraph in the list of cited passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    shown: tuple[Mark, ...]
    more: int
    """Articles that are cited as well and not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """Figures that give one thing its number: one, or rivals side by side in the order of the brief."""

    what: str
    values: tuple[Value, ...]
    relation: str = ""
    """How they stand to each other where the brief tells it, as in `Discrepancy`."""

    @property
    def replaced(self) -> bool:
        """Did the first replace the others, later counts of one thing?"""
        return self.relation == "superseded"

    def is_of_another(self, one: Value) -> bool:
        """Is it the word of somebody else than the first?"""
        by, first = one.figure.said_by, self.values[0].figure.said_by
        return by is not None and (first is None or by.name != first.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The day of a development: of what happened, or only of its report."""

    day: str
    of_report: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a brief takes from one paragraph."""

    anchor: str
    paragraph: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One article in one row of the matrix."""

    article: str
    reports: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    number: int
    development: Development
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in the list of sources."""

    article: Listed
    label: str
    anchor: str
    title: str
    file: str | None
    """Name of the file it was read from."""
    address: str | None
    """Its address where that is one of the web; nothing else is ever linked."""
    published: str | None
    retrieved: str | None
    rests: tuple[int, ...]
    """Numbers of the developments that rest on it."""
    like: str | None
    """Label of the article whose origin it shares."""
    same_text: bool
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """An actor as the page prints it."""

    actor: Actor
    other_names: tuple[str, ...]
    deeds: tuple[Line, ...]
    """What it did or said that stands nowhere else on the page."""
    told_in: tuple[int, ...]
    """Numbers of the developments that tell what it did."""
    is_quoted: bool
    citations: tuple[Passage, ...]
    """Proof of roles, other names and deeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The developments of one story, for a brief about several."""

    title: str
    developments: tuple[tuple[int, Development], ...]
    tiles: tuple[Tile, ...] = ()
    """Its key figures, in a brief about several; else they stand by themselves."""


Item = TypeVar("Item", bound="Quote | Discrepancy | DossierEntry | Question | Tile | Player")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Item]):
    """What a section holds of one situation; ``title`` is empty in a brief about one."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Which article of one situation reports which of its developments."""

    title: str
    sources: tuple[Entry, ...]
    """The articles, one for each cell of a row."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A situation of which no development is told: only what its headline says."""

    title: str
    labels: tuple[str, ...]
    """The marks of its articles."""
    anchor: str
    """That of the first of them in the list of sources."""


@dataclass(frozen=True)
class Layout:
    """The brief, ready to print."""

    brief: Brief
    replaced: tuple[tuple[str, int], ...] = ()
    """Kinds of characters that the fonts of the PDF do not hold, and how many of each it replaced."""
    paged: bool = False
    """Printed on pages, without the list of cited passages: its JSON travels inside the file."""

    # --- articles and passages ---------------------------------------------------------------

    @cached_property
    def labels(self) -> dict[str, str]:
        """The mark of each article by its id: the id itself, or A and a number where that is long or odd."""
        plain = re.compile(r"[A-Za-z]{0,3}\d{1,4}")
        ids = [article.id for article in self.listed]
        if all(map(plain.fullmatch, ids)):
            return {key: key for key in ids}
        return {key: f"A{n}" for n, key in enumerate(ids, 1)}

    @cached_property
    def places(self) -> dict[str, int]:
        return {article.id: n for n, article in enumerate(self.listed, 1)}

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The articles, and after them those of the edition before that a change is cited from."""
        return (*self.brief.articles, *self.brief.earlier)

    def marks(self, passages: Iterable[Passage], most: int = MOST_MARKS) -> Marks:
        """Source marks for ``passages``: one for each article, in the order of the list of sources."""
        found: dict[str, set[int]] = {}
        for passage in passages:
            if passage.article in self.places:
                found.setdefault(passage.article, set()).add(passage.paragraph)
        order = sorted(found, key=self.places.__getitem__)
        made = tuple(self._mark(article, sorted(found[article])) for article in order[:most])
        return Marks(shown=made, more=max(0, len(order) - most))

    def _mark(self, article: str, paragraphs: Sequence[int]) -> Mark:
        place = self.places[article]
        return Mark(
            article=self.labels[article],
            source=f"source-{place}",
            outlet=self.listed[place - 1].outlet,
            paragraphs=tuple((n, f"passage-{place}-{n}") for n in paragraphs),
        )

    @cached_property
    def cited(self) -> dict[str, tuple[Cited, ...]]:
        """All that the brief cites, by article, in the order of the text."""
        made: dict[str, tuple[Cited, ...]] = {}
        for article, place in self.places.items():
            mine = sorted({(p.paragraph, p.start, p.end, p.text) for p in passages(self.brief) if p.article == article})
            made[article] = tuple(
                Cited(anchor=f"passage-{place}-{n}", paragraph=n, texts=_widest([(a, b, t) for _, a, b, t in group]))
                for n, group in groupby(mine, key=lambda passage: passage[0])
            )
        return made

    @cached_property
    def sources(self) -> tuple[Entry, ...]:
        return tuple(self._entry(article) for article in self.brief.articles)

    @cached_property
    def earlier_sources(self) -> tuple[Entry, ...]:
        """Articles as the edition before had them, cited only by what was revised or withdrawn."""
        return tuple(self._entry(article) for article in self.brief.earlier)

    def _entry(self, article: Listed) -> Entry:
        rests = tuple(n for n, d in self.numbered if any(p.article == article.id for p in d.citations))
        like = article.duplicate_of or (article.origin if article.origin != article.id else None)
        return Entry(
            article=article,
            label=self.labels[article.id],
            anchor=f"source-{self.places[article.id]}",
            title=article.title,
            file=re.split(r"[\\/]", article.path)[-1] if article.path else None,
            address=web(article.url),
            published=moment(article.published),
            retrieved=moment(article.retrieved),
            rests=rests,
            like=self.labels.get(like) if like else None,
            same_text=article.duplicate_of is not None,
            cited=self.cited[article.id],
        )

    @cached_property
    def origins(self) -> int:
        """Independent origins among the articles: copies of one agency report count once."""
        return len({article.origin for article in self.brief.articles})

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(article.outlet for article in self.brief.articles if article.outlet))

    @property
    def words(self) -> int:
        return sum(article.words for article in self.brief.articles)

    # --- developments ------------------------------------------------------------------------

    @cached_property
    def numbered(self) -> tuple[tuple[int, Development], ...]:
        return tuple(enumerate(self.brief.developments, 1))

    def heading(self, development: Development) -> str:
        """The headline; of what was not told before the whole text, or its first sentence, where that holds only a few
        words more."""
        for text in () if development.told else (development.text.strip(), _opening(development)):
            if text and _left_out(development, text) <= FEW_WORDS:
                return text
        return development.headline or development.text.strip()

    def rest(self, development: Development) -> str | None:
        """What the text says beyond the heading: how it goes on, after "…", or all of it; nothing where an earlier
        edition told it."""
        heading, text = self.heading(development), development.text.strip()
        if development.told or heading == text:
            return None
        tail = _tail(heading, text)
        return f"… {tail}" if tail else text or None

    def dated(self, item: Development | Line) -> Dated | None:
        """The day on which it happened or will, by its words, where they do not print it in full; where they name none,
        the day of the report, if the brief is of a later day."""
        told = item if isinstance(item, Development) else self.behind(item)
        if told is not None and told.when is not None:
            day = day_label(told.when)
            return None if _holds(item.text, day) else Dated(day=day)
        place = self.places.get(item.citations[0].article) if item.citations else None
        report = (self.listed[place - 1].published if place else None) or ""
        of_report = moment(report[:10])
        late = report[:10] < (self.brief.as_of or "")[:10]
        return Dated(day=of_report, of_report=True) if of_report and late else None

    @cached_property
    def situations(self) -> tuple[Situation, ...]:
        """Developments by story, in the order of their first; one without a title where they have no story."""
        stories: dict[str, Story] = {story.id: story for story in self.brief.stories}
        found: dict[str, list[tuple[int, Development]]] = {}
        for pair in self.numbered:
            found.setdefault(pair[1].story if pair[1].story in stories else "", []).append(pair)
        tiles = self._by_story(self._all_tiles) if len(found) > 1 else {}
        return tuple(
            Situation(
                title=stories[story].title if story else "",
                developments=tuple(group),
                tiles=_packed(tiles.get(story, ()), 1 if n else ROWS),
            )
            for n, (story, group) in enumerate(found.items())
        )

    @cached_property
    def page(self) -> tuple[Situation, ...]:
        """What one page has room for: of each situation a row of key figures, and its share of the first developments
        that the bottom line does not tell."""
        said = {line.citations[:1] for line in self.brief.bottom_line}
        rest = [tuple(one for one in s.developments if one[1].citations[:1] not in said) for s in self.situations]
        shown = {number for number, _ in interleaved(rest.__getitem__, [*map(len, rest)], ON_A_PAGE)}
        pages = (
            Situation(
                title=situation.title,
                developments=tuple(one for one in ones if one[0] in shown),
                tiles=_packed(situation.tiles, 1),
            )
            for situation, ones in zip(self.situations, rest, strict=True)
        )
        return tuple(one for one in pages if one.developments or one.tiles)

    @property
    def beyond_page(self) -> int:
        """How many developments stand in the JSON and not on the one page, nor in its bottom line."""
        shown = sum(len(one.developments) for one in self.page) + sum(
            map(bool, map(self.behind, self.brief.bottom_line))
        )
        return self.brief.omitted.developments + len(self.numbered) - shown

    @cached_property
    def page_questions(self) -> tuple[Question, ...]:
        """The first open questions, of each situation in turn."""
        asked = [part.items for part in self.parted(self.brief.questions)]
        return tuple(interleaved(asked.__getitem__, [1.0] * len(asked), ON_A_PAGE))

    def behind(self, line: Line) -> Development | None:
        """The development that a line of the bottom line tells."""
        return next((d for d in self.brief.developments if d.citations[:1] == line.citations[:1]), None)

    @property
    def several(self) -> bool:
        """Is the brief about several situations?"""
        return len(self.situations) > 1

    def parted(self, items: Iterable[Item]) -> tuple[Part[Item], ...]:
        """``items`` by the situation that most of their passages are from, situations in the order of their first
        development; all in one part without a title where the brief is about one situation."""
        items = tuple(items)
        if not self.several or not items:
            return (Part(title="", items=items),) if items else ()
        titles = {story.id: story.title for story in self.brief.stories}
        parts = (Part(title=titles.get(story, ""), items=tuple(ones)) for story, ones in self._by_story(items).items())
        return tuple(sorted(parts, key=lambda part: not part.title))

    def _by_story(self, items: Iterable[Item]) -> dict[str, list[Item]]:
        """Stories in the order of their first development, those without any in the order of the brief."""
        told = dict.fromkeys(d.story for d in self.brief.developments)
        told |= dict.fromkeys(story.id for story in self.brief.stories)
        found: dict[str, list[Item]] = {story or "": [] for story in told}
        for item in items:
            found.setdefault(most_told(proof(item), self._story_of), []).append(item)
        return {story: ones for story, ones in found.items() if ones}

    @cached_property
    def _story_of(self) -> dict[str, str]:
        return {article: story.id for story in self.brief.stories for article in story.articles}

    @cached_property
    def untold(self) -> tuple[Untold, ...]:
        """The situations that the brief has no room for, largest first; nothing where it tells of none by its title."""
        told = {d.story for d in self.brief.developments}
        if not any(story.id in told for story in self.brief.stories):
            return ()
        rest = (s for s in self.brief.stories if s.id not in told and s.title)
        shown = ((s, tuple(key for key in s.articles if key in self.labels)) for s in rest)
        return tuple(
            Untold(
                title=story.title,
                labels=tuple(self.labels[key] for key in articles),
                anchor=f"source-{self.places[articles[0]]}",
            )
            for story, articles in shown
            if articles
        )

    @cached_property
    def matrices(self) -> tuple[Matrix, ...]:
        """For each situation which article reports which development; nothing to see in two articles or in more than
        fit, nor of one development: the list of sources says which report it."""
        found = (self._matrix(one.title if self.several else "", one.developments) for one in self.situations)
        return tuple(one for one in found if FEWEST_ROWS <= len(one.sources) <= MOST_ROWS and len(one.rows) > 1)

    def _matrix(self, title: str, developments: Sequence[tuple[int, Development]]) -> Matrix:
        stories = {development.story for _, development in developments}
        sources = tuple(e for e in self.sources if not self.several or self._story_of.get(e.article.id) in stories)
        return Matrix(title=title, sources=sources, rows=tuple(_row(n, d, sources) for n, d in developments))

    @cached_property
    def map(self) -> pictures.Map | None:
        return pictures.map_of(self.brief)

    @cached_property
    def courses(self) -> tuple[pictures.Course, ...]:
        """The first of them: each says what the key figures and the JSON say, too."""
        return pictures.courses(self.brief)[:MOST_COURSES]

    def numbers(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The printed numbers of the developments of these ids."""
        return tuple(n for n, development in self.numbered if development.id in set(ids))

    @cached_property
    def new(self) -> tuple[Line, ...]:
        """What the brief tells for the first time, with where it stands; nothing on a first edition."""
        new = self.brief.changes.new if self.brief.changes else ()
        said = {d.id: Line(text=self.heading(d), citations=d.citations) for d in self.brief.developments}
        told = {(c.article, c.start) for key in new if key in said for c in said[key].citations}
        for f in self.brief.figures:
            # A new sentence brings its figures with it.
            if not {(c.article, c.start) for c in f.citations} <= told:
                what = f.what if f.text in f.what else f"{f.text}: {f.what}" if f.what not in f.text else f.text
                said[f.id] = Line(text=what, citations=f.citations)
        said |= {q.id: Line(text=q.text, citations=q.citations) for q in self.brief.questions}
        return tuple(said[key] for key in new if key in said)

    @cached_property
    def new_numbers(self) -> tuple[int, ...]:
        """The developments that the brief tells for the first time; none on a first edition."""
        return self.numbers(self.brief.changes.new if self.brief.changes else ())

    @cached_property
    def new_besides(self) -> tuple[Line, ...]:
        """What is new and no development of the brief: these stand below it, with a mark of their own."""
        told = {self.heading(d) for n, d in self.numbered if n in self.new_numbers}
        return tuple(line for line in self.new if line.text not in told)

    def of_what(self, revised: Revised) -> str:
        """What a revised figure counts or is of, a revised development says."""
        found = next((figure for figure in self.brief.figures if figure.id == revised.id), None)
        what = label(found) if found else revised.what
        if what not in revised.now:
            return what
        return found.about if found else ""

    @property
    def nothing_new(self) -> bool:
        """Is it a later edition to which nothing has changed?"""
        return self.brief.changes is not None and not self.brief.changes

    @property
    def missed(self) -> str:
        """The days whose editions were not made and for which this one stands too, in words."""
        return ", ".join(moment(day) or day for day in self.brief.edition.missed)

    # --- figures, actors, questions ------------------------------------------------------------

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        """Key figures, rivals together, in the order of the brief as far as full rows allow; of situations after
        the first one row each."""
        if self.several:
            return tuple(tile for situation in self.situations for tile in situation.tiles)
        return _packed(self._all_tiles, ROWS)

    @cached_property
    def differences(self) -> tuple[Discrepancy, ...]:
        """Where the reports differ, but for counts that replaced each other and all stand among the key figures."""
        shown = [{(v.figure.value, v.figure.citations) for v in tile.values} for tile in self.tiles if tile.replaced]
        found = ((d, {(p.value, p.citations) for p in d.positions}) for d in self.brief.discrepancies)
        return tuple(d for d, values in found if d.relation != "superseded" or values not in shown)

    @cached_property
    def tile_row(self) -> tuple[Tile, ...]:
        """The first figures, as many as stand side by side."""
        return _packed(self._all_tiles, 1)

    def figures_left(self, shown: Sequence[Tile]) -> int:
        """How many figures stand in the JSON and not among the ``shown``."""
        return self.brief.omitted.figures + len(self._all_tiles) - len(shown)

    @cached_property
    def _all_tiles(self) -> tuple[Tile, ...]:
        done: set[int] = set()
        made = []
        given = [({(p.value, p.citations) for p in d.positions}, d.relation) for d in self.brief.discrepancies]
        for figure in self.brief.figures:
            if id(figure) in done:
                continue
            rivals = [one for one in self.brief.figures if one.id in figure.rivals and id(one) not in done]
            group = [figure, *(one for one in rivals if one is not figure)]
            done.update(map(id, group))
            said = heading(group)
            told = {(one.value, one.citations) for one in group}
            made.append(
                Tile(
                    what=said,
                    values=tuple(value(one, said) for one in group),
                    relation=next((how for all_, how in given if told <= all_), "") if len(group) > 1 else "",
                )
            )
        return tuple(made)

    @cached_property
    def players(self) -> tuple[Player, ...]:
        """The first actors of whom the page has something to say, of each situation in turn."""
        found = [p for p in self._everybody if _says_something(p)]
        parts = [part.items for part in self.parted(found)]
        shown = {p.actor.id for p in interleaved(parts.__getitem__, [1.0] * len(parts), MOST_PLAYERS)}
        return tuple(p for p in found if p.actor.id in shown)

    @cached_property
    def also_named(self) -> tuple[Player, ...]:
        """The other actors, who are named with what they are and no more."""
        return tuple(p for p in self._everybody if p not in self.players)

    @cached_property
    def _everybody(self) -> tuple[Player, ...]:
        """All actors; what several did is told of the first."""
        told: set[str] = set()
        out = []
        for actor in self.brief.actors:
            out.append(self._player(actor, told))
            told |= {line.text for line in out[-1].deeds}
        return tuple(out)

    def _player(self, actor: Actor, told: Set[str]) -> Player:
        did = {passage for line in actor.did for passage in line.citations}
        told_in = tuple(n for n, d in self.numbered if d.citations[:1] and d.citations[0] in did)
        lines = tuple(line for line in deeds(self.brief, actor) if line.text not in told)
        cited = [p for line in lines for p in line.citations]
        return Player(
            actor=actor,
            other_names=other_names(actor),
            deeds=lines,
            told_in=told_in,
            is_quoted=any(q.source and q.source.actor == actor.id for q in self.brief.quotes),
            citations=tuple(dict.fromkeys((*actor.citations, *cited))),
        )

    def by_kind(self, questions: Iterable[Question]) -> tuple[tuple[str, tuple[Question, ...]], ...]:
        """Open questions by kind, in the order of printing."""
        asked = tuple(questions)
        groups = ((kind, tuple(q for q in asked if q.kind == kind)) for kind in QUESTIONS)
        return tuple((kind, group) for kind, group in groups if group)

    def quoted(self, quote: Quote) -> str:
        """The quotation, in quotation marks where it is direct, without the comma that joined it to its sentence.

        Where it has marks of its own round a part ("that they “would go”"), no others go round the whole.
        """
        text = quote.text.strip().rstrip(",")
        if quote.kind != "direct" or text[:1] in OPENING_MARKS or text[-1:] in CLOSING_MARKS:
            return text
        return f"“{text}”"

    def said_at(self, quote: Quote) -> tuple[str, ...]:
        """To whom or where, and when it was said; a day that the first names already is not told twice."""
        when = quote.when if quote.when and quote.when.text not in (quote.to or "") else None
        bare = quote.to and quote.to.split()[0].lower() not in lexicon.words("placing_prepositions")
        to = f"to {quote.to}" if bare else quote.to
        return tuple(filter(None, (to, self.when(when))))

    @cached_property
    def statuses(self) -> tuple[Status, ...]:
        """The statuses that occur, strongest first: the legend explains only these."""
        used = {development.status for development in self.brief.developments}
        return tuple(status for status in STATUSES if status in used)

    @property
    def any_cited(self) -> bool:
        return any(self.cited.values())

    # --- dates ---------------------------------------------------------------------------------

    def moment(self, text: str | None) -> str | None:
        return moment(text)

    def when(self, date: Date | None) -> str | None:
        return day_label(date) if date else None

    def of_day(self, figure: Figure) -> str | None:
        """When a count was so; of people and of a quake only its day, for those whom it killed on Sunday were not all
        counted by then."""
        day = self.when(figure.when)
        bare = figure.measure in lexicon.words("human_cost") or figure.unit == quantities.MAGNITUDE
        return day if day is None or bare else f"as of {day}"

    @property
    def as_of(self) -> str | None:
        return moment(self.brief.as_of)

    @property
    def period(self) -> str | None:
        """The days that the brief covers, "3 to 5 March 2026", or None."""
        span = self.brief.period
        return days(span.start, span.end) if span and span.start else None

    @property
    def running_title(self) -> str:
        """The title, cut for the head of a page."""
        title = self.brief.title
        return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rstrip() + " …"


def passages(brief: Brief) -> Iterable[Passage]:
    """Every passage that a reader can be shown as proof, in the order of the sections."""
    for line in brief.bottom_line:
        yield from line.citations
    for development in brief.developments:
        yield from development.citations
    yield from changed(brief.changes or Changes())
    for spot in brief.places:
        yield from spot.citations
    for figure in brief.figures:
        yield from figure.citations
    for discrepancy in brief.discrepancies:
        for position in discrepancy.positions:
            yield from position.citations
    for actor in brief.actors:
        yield from actor.citations
        for line in deeds(brief, actor):
            yield from line.citations
    for quote in brief.quotes:
        yield from quote.citations or quote.content
        yield from quote.also_in
    for entry in (*brief.timeline, *brief.watch):
        yield from entry.citations
    for question in brief.questions:
        yield from question.citations


def changed(changes: Changes) -> Iterable[Passage]:
    for revised in changes.revised:
        yield from revised.citations
    for closed in changes.answered:
        yield from closed.citations
    for withdrawn in changes.withdrawn:
        yield from withdrawn.citations


def other_names(actor: Actor) -> tuple[str, ...]:
    """Aliases that tell the reader something: not a part of the name, nor the name in other case or order."""

    def bare(name: str) -> set[str]:
        return {re.sub(r"['’]s?$", "", w) for w in re.split(r"[\s-]+", name.lower())} - {"the", "al", "el"}

    return tuple(a for a in actor.aliases if not bare(a) <= bare(actor.name))


def deeds(brief: Brief, actor: Actor) -> tuple[Line, ...]:
    """What is printed of what ``actor`` did: the best sentence, two where the actors are few, and neither where a
    development or a quotation of the brief says it already."""
    told = {d.citations[0] for d in brief.developments if d.citations}
    told |= {passage for quote in brief.quotes for passage in quote.citations}
    best = actor.did[: MOST_DEEDS if len(brief.actors) <= FEW_ACTORS else 1]
    return tuple(line for line in best if not told.intersection(line.citations))


def proof(item: Quote | Discrepancy | DossierEntry | Question | Tile | Player) -> tuple[Passage, ...]:
    """The passages that an entry of a section rests on."""
    if isinstance(item, Tile):
        return tuple(p for one in item.values for p in one.figure.citations)
    if isinstance(item, Discrepancy):
        return tuple(p for position in item.positions for p in position.citations)
    if isinstance(item, Quote):
        return item.citations or item.content
    return item.citations


def _row(number: int, development: Development, sources: Iterable[Entry]) -> Row:
    who = {passage.article for passage in development.citations}
    cells = tuple(Cell(article=entry.label, reports=entry.article.id in who) for entry in sources)
    return Row(number=number, development=development, cells=cells)


def _says_something(player: Player) -> bool:
    """Beyond one place where the brief tells of the actor or quotes him, which its reader has seen there."""
    return bool(player.actor.roles or player.other_names or player.deeds) or len(player.told_in) > 1


def _packed(tiles: Sequence[Tile], rows: int) -> tuple[Tile, ...]:
    """The tiles that fill ``rows`` rows: a later one that fits goes before an earlier one that does not."""
    waiting, kept = list(tiles), []
    for _ in range(rows):
        room = COLUMNS
        while fitting := next((t for t in waiting if _room(t) <= room), None):
            waiting.remove(fitting)
            kept.append(fitting)
            room -= _room(fitting)
    return tuple(kept)


def _room(tile: Tile) -> int:
    return 2 if len(tile.values) > 1 and not tile.replaced else 1


def _opening(development: Development) -> str:
    """The first sentence of the text: the first passage, where the text begins with it."""
    first = development.citations[0].text.strip() if development.citations else ""
    return first if development.text.strip().startswith(first) else ""


def _tail(heading: str, text: str) -> str:
    """How ``text`` goes on where ``heading`` is its beginning, else nothing."""
    head = heading.strip().rstrip(".")
    tail = text[len(head) :] if head and text.startswith(head) else ""
    return "" if tail[:1].isalnum() else tail.lstrip(" ,;:.–—")


def _holds(text: str, day: str) -> bool:
    """Does the text give every word of the day: "on June 3, 2026"?"""
    return set(day.split()) <= {word.strip(EDGES) for word in text.split()}


def _left_out(development: Development, text: str) -> int:
    """Words of ``text`` that the headline leaves out; all of them where it is no deletion from it."""
    words = text.split()
    left = iter(word.strip(EDGES).lower() for word in words)
    kept = [word.strip(EDGES).lower() for word in development.headline.split()]
    return len(words) - len(kept) if all(word in left for word in kept) else len(words)


def _widest(found: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """Texts of the passages (start, end, text) that lie in no other one, in the order of the text."""
    return tuple(
        text
        for n, (start, end, text) in enumerate(found)
        if not any(a <= start and end <= b for m, (a, b, _) in enumerate(found) if m != n)
    )
