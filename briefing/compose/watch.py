"""What to watch: the plans that no report has put off, given up, overtaken or told as done; each told once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from briefing import dates, kinds, lexicon
from briefing.compose.desk import WILL_NOT, Desk
from briefing.compose.entries import OF_SOMEBODY
from briefing.latest import CALLED_OFF, DECIDES, EVER, moment, moments
from briefing.model import Development, Entry, Passage, Told
from briefing.wording import stem, stems

ALIKE = 0.7
"""The share of the words of both that two entries about one thing have in common."""
STALE = 31
"""Days after which a plan without a day is old."""
INSTEAD = re.compile(r"(?:instead|rather)\b", re.IGNORECASE)
MOVED = re.compile(
    r"\bhad (?:\w+ )?(?:been )?(?:due|expected|intended|planned|promised|scheduled)\b.*"
    r"\b(?:now|instead|no longer|not|later|delay\w*)\b",
    re.IGNORECASE,
)
"""What "HAD PROMISED the findings by Feb. 27 … would NOW come in March"."""
TO_ANOTHER = re.compile(
    r"\b(?:postponed|put off|moved|delayed|pushed back|rescheduled) (?:to|until|till)\b"
    r"|\b(?:delayed|held up|postponed|put off)\b[^.;]*\bnow (?:due|expected|planned|scheduled|set)\b",
    re.IGNORECASE,
)
"""What gives a plan another day: "has been delayed by fog and is NOW EXPECTED on Saturday"."""
HEARS = re.compile(r"\b(?:court|judges?|tribunal|panel)\b[^.;]*\b(?:hear|rule|decide|consider)\b", re.IGNORECASE)
"""What a court is to do, which is over once it has ruled."""
OF_ONE_CASE = 3
"""Words that what is to be heard and what was decided have in common."""
NOT_DONE = re.compile(
    r"\b(?:not|n['’]t|never|refus\w+|could|may|might|unless|if|whether|urg\w+|ask\w*|demand\w*|want\w*"
    r"|call(?:s|ed) on)\b(?: [\w’'-]+){0,4} $",
    re.IGNORECASE,
)
"""Before what is not called off yet: "urged the union TO CALL OFF"."""
HELD = re.compile(r"\bafter (?:a|an|the|its|their) ((?:[\w-]+ ){0,3}[\w-]+)", re.IGNORECASE)
"""What is over."""
APPEARANCE = re.compile(
    r"\b(?:appear|attend|be) (?:before|in|at) (?:an?|the)?\b[^.;]*\b(?:court|judge|magistrates?)\b", re.I
)
PLEADED = re.compile(
    r"\b(?:pleaded|appeared (?:in|before)|(?:was|were) (?:arraigned|remanded|(?:denied|granted|released on) bail))\b"
)
"""What happens in court to who "is to APPEAR IN COURT"."""
PLAYERS = frozenset(stem(w) for name in ("titles", "person_nouns", "group_nouns") for w in lexicon.table(name))
"""Stems of who may plan and not of what is planned."""
SAYING = frozenset(map(stem, lexicon.table("reporting_verbs")))
PAST_FORMS = lexicon.table("verb_forms").keys()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A sentence that says that something will not be, or not then."""

    time: datetime
    things: frozenset[str]
    """Kinds of what it calls off; empty where it does no more than move a day."""
    days: frozenset[str]
    words: frozenset[str]
    moves: bool
    """Does it give another day?"""


def chosen_watch(desk: Desk, developments: Sequence[Development], cut_off: str | None) -> tuple[Entry, ...]:
    """The plans that may still come when the information ends (``cut_off``, ISO 8601)."""
    ahead = Ahead(desk, cut_off)
    return told_once((e for e in desk.fit(desk.dossier.watch) if ahead.may_come(e)), desk, developments)


class Ahead:
    """What the reports of each story say of what was planned."""

    def __init__(self, desk: Desk, cut_off: str | None) -> None:
        self.desk, self.cut_off = desk, cut_off
        self.when = moments(desk.dossier.articles)
        self.refused: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
        """Story and kind of event to where it says that such a one is not to be."""
        self.done: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
        """Story and kind of event to where a verb in the past says that such a one was."""
        for told in (t for event in desk.dossier.events for t in event.mentions):
            key = self._story(told.passage), kinds.kind(told.trigger.text.lower())
            past = told.trigger.text.lower().endswith("ed") or told.trigger.text.lower() in PAST_FORMS
            if past and told.stance in {"asserted", "claimed"}:
                self.done[key].append(told)
            before = told.passage.text[: told.trigger.start - told.passage.start]
            if told.main and told.stance == "denied" and WILL_NOT.search(before):
                self.refused[key].append(told)

    def may_come(self, entry: Entry) -> bool:
        if not self.desk.stands(entry) or self.is_over(entry) or self.is_overtaken(entry):
            return False
        if self.is_off(entry) or self.is_called_off(entry):
            return False
        return not (self.is_held(entry) or self.is_done(entry) or self.is_given_up(entry))

    def is_over(self, entry: Entry) -> bool:
        """Was the planned day past when the information ends? What has no day is of the weeks after its reports."""
        if entry.date.end is not None or self.cut_off is None:
            return bool(self.cut_off and entry.date.end and entry.date.end < self.cut_off[:10])
        told, end = self._told(entry), moment(self.cut_off)
        return bool(told and end and (end - told).days > STALE)

    def is_overtaken(self, entry: Entry) -> bool:
        return bool(self.desk.overtaken.intersection(self.desk.places(entry)))

    def is_off(self, entry: Entry) -> bool:
        """Does what follows say that something else was done: "The trial was set for May. INSTEAD, he pleaded
        guilty"?"""
        return any(INSTEAD.match(after.text) for cited in entry.citations for after in self.desk.after(cited, 2))

    def is_called_off(self, entry: Entry) -> bool:
        """Does a later report of its story say that the thing was called off ("Dockers called off a strike planned for
        Tuesday"), or what was to be on its day?"""
        told = self._told(entry)
        if told is None:
            return False
        things, words = _things(entry.text), _content(entry.text, [entry.date.text])
        return any(
            one.time > told
            and (one.things & things or (entry.date.end in one.days and one.words & words) or _is_moved(entry, one))
            for one in self.taken_back.get(self._story(entry.citations[0]), ())
        )

    @cached_property
    def taken_back(self) -> Mapping[str, Sequence[TakenBack]]:
        """Story to what its reports call off or move."""
        found: defaultdict[str, list[TakenBack]] = defaultdict(list)
        for at in (s.passage for s in self.desk.dossier.sentences):
            off = CALLED_OFF.search(at.text)
            off = None if off and NOT_DONE.search(at.text[: off.start()]) else off
            if off or MOVED.search(at.text) or TO_ANOTHER.search(at.text):
                time = self.when.get(at.article, EVER)
                named = [found for *_, found in dates.find(at.text, time.date() if time != EVER else None)]
                found[self._story(at)].append(
                    TakenBack(
                        time=time,
                        things=_things(at.text) if off else frozenset(),
                        days=frozenset(d.end for d in named if d.end),
                        words=_content(at.text, [d.text for d in named]),
                        moves=bool(TO_ANOTHER.search(at.text)),
                    )
                )
        return found

    def is_held(self, entry: Entry) -> bool:
        """Does a report of its story, of its day or later, tell of what came "after a six-hour SUMMIT", or what a court
        made of what it was to hear?"""
        told = self._told(entry)
        if told is None or entry.date.end is None:
            return False
        story, planned = self._story(entry.citations[0]), _things(entry.text)
        who = set(re.findall(r"[A-Z][\w-]+", entry.text)) - set(entry.date.text.split())
        for at in (s.passage for s in self.desk.dossier.sentences):
            time = self.when.get(at.article, EVER)
            if time <= told or time.date().isoformat() < entry.date.end or self._story(at) != story:
                continue
            if any(_things(found[1]) & planned for found in HELD.finditer(at.text)):
                return True
            if HEARS.search(entry.text) and DECIDES.search(at.text) and not HEARS.search(at.text):
                both = _content(entry.text, [entry.date.text]) & _content(at.text, ())
                if len(both) >= OF_ONE_CASE:
                    return True
            if APPEARANCE.search(entry.text) and PLEADED.search(at.text) and who & set(at.text.split()):
                return True
        return False

    def is_done(self, entry: Entry) -> bool:
        """Does a report of its day or later tell in the past, and of no other day, that it was done: "will WALK OUT on
        Friday", "as the crews WALKED OUT in the morning"?"""
        if entry.date.start is None:
            return False
        for plan in self._plans(entry):
            words = _content(plan.passage.text, [entry.date.text])
            for told in self.done.get((self._story(plan.passage), kinds.kind(plan.trigger.text)), ()):
                day = self.when.get(told.passage.article, EVER).date().isoformat()
                own = told.when is None or told.when.start == entry.date.start
                later = told.passage.article != plan.passage.article and day >= entry.date.start
                if later and own and len(words & _content(told.passage.text, ())) > 1:
                    return True
        return False

    def is_given_up(self, entry: Entry) -> bool:
        """Does a later report say that it will not be: "would ask for leave TO APPEAL", "WILL NOT APPEAL"?"""
        for plan in self._plans(entry):
            time, words = self.when.get(plan.passage.article), _content(plan.passage.text, [entry.date.text])
            for told in self.refused.get((self._story(plan.passage), kinds.kind(plan.trigger.text)), ()):
                later = time is not None and self.when.get(told.passage.article, EVER) > time
                if later and len(words & _content(told.passage.text, ())) > 1:
                    return True
        return False

    def _plans(self, entry: Entry) -> Iterator[Told]:
        """What is told of its events where it is told."""
        known = (self.desk.events[i] for i in entry.events if i in self.desk.events)
        yield from (told for event in known for told in event.mentions if told.passage in entry.citations)

    def _told(self, entry: Entry) -> datetime | None:
        """When the last of its reports appeared."""
        return max((self.when[c.article] for c in entry.citations if c.article in self.when), default=None)

    def _story(self, passage: Passage) -> str:
        return self.desk.story.get(passage.article, "")


def _is_moved(entry: Entry, one: TakenBack) -> bool:
    """ "Lind will inspect the PORT this week", "LIND'S visit to the PORT has been postponed until next week": somebody
    of the plan and something of it, and a later day."""
    words = _content(entry.text, [entry.date.text])
    names = frozenset(stem(name) for name in _named(entry))
    plain = words - names - PLAYERS
    later = entry.date.end is not None and any(day > entry.date.end for day in one.days)
    return later and bool(names & one.words) and bool(plain & one.words) and one.moves


def _content(text: str, days: Iterable[str]) -> frozenset[str]:
    """Stems of ``text`` without those of its ``days`` and of saying."""
    return frozenset(stems(text)) - SAYING - frozenset(s for day in days for s in stems(day))


def _things(text: str) -> frozenset[str]:
    """The kinds of the events that its nouns name."""
    words = {w.removesuffix("s") for w in re.findall(r"[a-z]+", text.lower())}
    return frozenset(kinds.noun(w) or w for w in words & lexicon.table("event_nouns").keys())


def told_once(entries: Iterable[Entry], desk: Desk, developments: Sequence[Development]) -> tuple[Entry, ...]:
    """Entries of one date about one event, in much the same words, or that bear out one of ``developments`` ("will
    walk out", "plan to strike"), as the shortest with the passages of all. On one day, what the same names do of one
    kind is one ("Lind would brief the Council", "Lind's briefing of the Council")."""
    told = [frozenset(d.citations) for d in developments]
    rows: dict[tuple[str | None, str | None], list[Entry]] = defaultdict(list)
    order: list[tuple[tuple[str | None, str | None], int]] = []
    for entry in entries:
        key = entry.date.start, entry.date.end
        at = next((n for n, one in enumerate(rows[key]) if _are_one(one, entry, told, desk)), None)
        if at is None:
            order.append((key, len(rows[key])))
            rows[key].append(entry)
        else:
            rows[key][at] = _with_places_of(*sorted((rows[key][at], entry), key=_length))
    return tuple(rows[key][n] for key, n in order)


def _length(entry: Entry) -> tuple[bool, int]:
    """Words of its text; what "She said" needs a sentence before it."""
    words = entry.text.lower().split()
    return not OF_SOMEBODY.isdisjoint(words[:1]), len(words)


def _are_one(one: Entry, other: Entry, told: Iterable[Set[Passage]], desk: Desk) -> bool:
    if any({one.citations[0], other.citations[0]} <= cited for cited in told):
        return True
    of_names = one.date.start is not None and one.date.precision == "day" and len(_named(one) & _named(other)) > 1
    if of_names and _doings(one, desk) & _doings(other, desk):
        return True
    a, b = set(stems(one.text)), set(stems(other.text))
    return bool(set(one.events) & set(other.events)) or len(a & b) >= ALIKE * len(a | b)


def _doings(entry: Entry, desk: Desk) -> frozenset[str]:
    """The kinds of what happens in it and of what its nouns name."""
    row = re.findall(r"[a-z]+", entry.text.lower())
    verbs = desk.triggers(entry.events, entry.citations[0])
    told = (kinds.phrase(verb, row) or kinds.kind(verb) for verb in verbs if verb)
    return frozenset(told) | frozenset(kind for word in row if (kind := kinds.noun(word)))


def _named(entry: Entry) -> frozenset[str]:
    """Words of names in it."""
    return frozenset(re.findall(r"(?<=[\w,] )[A-Z][\w’-]+|^[A-Z][\w-]+(?=['’]s)", entry.text)) - set(
        entry.date.text.split()
    )


def _with_places_of(entry: Entry, other: Entry) -> Entry:
    """``entry`` with what ``other`` rests on besides."""
    citations = tuple(dict.fromkeys((*entry.citations, *other.citations)))
    return replace(entry, citations=citations, events=tuple(dict.fromkeys((*entry.events, *other.events))))
