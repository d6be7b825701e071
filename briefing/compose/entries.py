"""Timeline, what to watch and open questions: which entries, and each told once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from briefing import dates, kinds, lexicon
from briefing.compose.desk import Desk
from briefing.latest import CALLED_OFF, EVER, moment, overtaken
from briefing.model import Development, Dossier, Entry, Passage, Question, Told
from briefing.wording import stem, stems

OF_SOMEBODY = frozenset().union(*(lexicon.marked("pronouns", which) for which in ("he", "she", "they")))


def chosen_questions(dossier: Dossier, developments: Sequence[Development]) -> list[Question]:
    """Questions of the developments first, then the others in order; the kinds that say most before the rest, and last
    those of somebody whom they do not name ("his account"). What a later report has answered is none, and a denial
    stands beside its claim, where the reports differ."""
    weight = {"unconfirmed": 0, "unclear": 0, "disputed": 1, "no-comment": 1, "pending": 1, "missing": 2}
    cited = {(c.article, c.start) for d in developments for c in d.citations}
    denied = {c for d in dossier.discrepancies if d.kind == "denial" for p in d.positions for c in p.citations}
    answered = overtaken(dossier)

    def key(row: tuple[int, Question]) -> tuple[bool, int, bool, int]:
        number, question = row
        unnamed = question.text.lower().split(maxsplit=1)[:1]
        return (
            not OF_SOMEBODY.isdisjoint(unnamed),
            weight[question.kind],
            not any((c.article, c.start) in cited for c in question.citations),
            number,
        )

    still = (
        (n, q)
        for n, q in enumerate(dossier.questions)
        if not any((c.article, c.start) in answered for c in (q.citations[-1], *_asking(q)))
        and not (q.kind == "disputed" and denied.intersection(q.citations))
    )
    return [q for _, q in sorted(still, key=key)]


def _asking(question: Question) -> Iterator[Passage]:
    """Its passages that are the question itself, and not the sentence before it."""
    return (c for c in question.citations if question.text.endswith(" ".join(c.text.split())))


ALIKE = 0.7
"""The share of the words of both that two entries about one thing have in common."""


def told_once(
    entries: Iterable[Entry], developments: Sequence[Development] = (), desk: Desk | None = None
) -> tuple[Entry, ...]:
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


def _are_one(one: Entry, other: Entry, told: Iterable[Set[Passage]], desk: Desk | None) -> bool:
    if any({one.citations[0], other.citations[0]} <= cited for cited in told):
        return True
    of_names = one.date.start is not None and one.date.precision == "day" and len(_named(one) & _named(other)) > 1
    if desk is not None and of_names and _doings(one, desk) & _doings(other, desk):
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


def is_off(entry: Entry, desk: Desk) -> bool:
    """Does what follows say that something else was done: "The trial was set for May. INSTEAD, he pleaded guilty"?"""
    return any(INSTEAD.match(after.text) for cited in entry.citations for after in desk.after(cited, 2))


INSTEAD = re.compile(r"(?:instead|rather)\b", re.IGNORECASE)
STALE = 31
"""Days after which a plan without a day is old."""


def is_over(entry: Entry, cut_off: str | None, when: Mapping[str, datetime]) -> bool:
    """Was the planned day past when the information ends? What has no day is of the weeks after its reports."""
    if entry.date.end is not None or cut_off is None:
        return bool(cut_off and entry.date.end and entry.date.end < cut_off[:10])
    told, end = max((when[c.article] for c in entry.citations if c.article in when), default=None), moment(cut_off)
    return bool(told and end and (end - told).days > STALE)


POINTS = re.compile(
    r"\b(?:that|same|following|previous)\b|\b(?:later|earlier|before|after|afterwards)$|^the next\b",
    re.IGNORECASE,
)
"""Words that count from a day told elsewhere ("that day", "one day earlier"): no line by themselves."""


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


CalledOff = Mapping[str, Sequence[TakenBack]]
"""Story to what its reports take back."""
MOVED = re.compile(
    r"\bhad (?:\w+ )?(?:been )?(?:due|expected|intended|planned|promised|scheduled)\b.*"
    r"\b(?:now|instead|no longer|not|later|delay\w*)\b",
    re.IGNORECASE,
)
"""What "HAD PROMISED the findings by Feb. 27 … would NOW come in March"."""
TO_ANOTHER = re.compile(
    r"\b(?:postponed|put off|moved|delayed|pushed back|rescheduled) (?:to|until|till)\b", re.IGNORECASE
)
NOT_DONE = re.compile(
    r"\b(?:not|n['’]t|never|refus\w+|could|may|might|unless|if|whether|urg\w+|ask\w*|demand\w*|want\w*"
    r"|call(?:s|ed) on)\b(?: [\w’'-]+){0,4} $",
    re.IGNORECASE,
)
"""Before what is not called off yet: "urged the union TO CALL OFF"."""


def called_off(dossier: Dossier, desk: Desk, when: Mapping[str, datetime]) -> CalledOff:
    """What the reports of each story say was called off or moved."""
    found: defaultdict[str, list[TakenBack]] = defaultdict(list)
    for at in (s.passage for s in dossier.sentences):
        off = CALLED_OFF.search(at.text)
        off = None if off and NOT_DONE.search(at.text[: off.start()]) else off
        if off or MOVED.search(at.text):
            time = when.get(at.article, EVER)
            named = dates.find(at.text, time.date() if time != EVER else None)
            found[desk.story.get(at.article, "")].append(
                TakenBack(
                    time=time,
                    things=_things(at.text) if off else frozenset(),
                    days=frozenset(d.end for _, _, d in named if d.end),
                    words=_content(at.text, [d.text for _, _, d in named]),
                    moves=bool(TO_ANOTHER.search(at.text)),
                )
            )
    return found


def is_called_off(entry: Entry, off: CalledOff, desk: Desk, when: Mapping[str, datetime]) -> bool:
    """Does a later report of its story say that the thing was called off ("Dockers called off a strike planned for
    Tuesday"), or what was to be on its day?"""
    told = max((when[c.article] for c in entry.citations if c.article in when), default=None)
    if told is None:
        return False
    things, words = _things(entry.text), _content(entry.text, [entry.date.text])
    return any(
        one.time > told
        and (one.things & things or (entry.date.end in one.days and one.words & words) or _is_moved(entry, one, words))
        for one in off.get(desk.story.get(entry.citations[0].article, ""), ())
    )


def _is_moved(entry: Entry, one: TakenBack, words: Set[str]) -> bool:
    """ "Lind will inspect the PORT this week", "LIND'S visit to the PORT has been postponed until next week": somebody
    of the plan and something of it, and a later day."""
    names = frozenset(stem(name) for name in _named(entry))
    plain = words - names - frozenset(map(stem, lexicon.table("group_nouns"))) - {stem(w) for w in TITLES}
    later = entry.date.end is not None and any(day > entry.date.end for day in one.days)
    return later and bool(names & one.words) and bool(plain & one.words) and one.moves


TITLES = lexicon.table("titles").keys() | lexicon.table("person_nouns").keys()


def _content(text: str, days: Iterable[str]) -> frozenset[str]:
    """Stems of ``text`` without those of its ``days`` and of saying."""
    return frozenset(stems(text)) - SAYING - frozenset(s for day in days for s in stems(day))


SAYING = frozenset(map(stem, lexicon.table("reporting_verbs")))


def is_given_up(entry: Entry, desk: Desk, when: Mapping[str, datetime]) -> bool:
    """Does a later report say that it will not be: "would ask for leave TO APPEAL", "WILL NOT APPEAL against it"?"""
    for plan in _plans(entry, desk):
        story, time = desk.story.get(plan.passage.article, ""), when.get(plan.passage.article)
        kind, words = kinds.kind(plan.trigger.text), _content(plan.passage.text, [entry.date.text])
        for told in desk.refused.get((story, kind), ()):
            later = time is not None and when.get(told.passage.article, EVER) > time
            if later and len(words & _content(told.passage.text, ())) > 1:
                return True
    return False


def _plans(entry: Entry, desk: Desk) -> Iterator[Told]:
    """What is told of its events where it is told."""
    known = (desk.events[i] for i in entry.events if i in desk.events)
    yield from (told for event in known for told in event.mentions if told.passage in entry.citations)


def is_done(entry: Entry, desk: Desk, when: Mapping[str, datetime]) -> bool:
    """Does a report of its day or later tell in the past, and of no other day, that it was done: "will WALK OUT on
    Friday", "as the crews WALKED OUT in the morning"?"""
    for plan in _plans(entry, desk):
        words, kind = _content(plan.passage.text, [entry.date.text]), kinds.kind(plan.trigger.text)
        for told in desk.done.get((desk.story.get(plan.passage.article, ""), kind), ()):
            time = when.get(told.passage.article, EVER).date().isoformat()
            own = told.when is None or told.when.start == entry.date.start
            same = told.passage.article != plan.passage.article and entry.date.start is not None
            if same and own and time >= (entry.date.start or "") and len(words & _content(told.passage.text, ())) > 1:
                return True
    return False


def is_held(entry: Entry, desk: Desk, when: Mapping[str, datetime]) -> bool:
    """Does a report of its story, of its day or later, tell of what came "after a six-hour SUMMIT"?"""
    told = max((when[c.article] for c in entry.citations if c.article in when), default=None)
    if told is None or entry.date.end is None:
        return False
    story, planned = desk.story.get(entry.citations[0].article, ""), _things(entry.text)
    who = set(re.findall(r"[A-Z][\w-]+", entry.text)) - set(entry.date.text.split())
    for sentence in desk.dossier.sentences:
        at = sentence.passage
        time = when.get(at.article, EVER)
        later = time > told and time.date().isoformat() >= entry.date.end and desk.story.get(at.article, "") == story
        if later and any(_things(found[1]) & planned for found in HELD.finditer(at.text)):
            return True
        if later and APPEARANCE.search(entry.text) and PLEADED.search(at.text) and who & set(at.text.split()):
            return True
    return False


HELD = re.compile(r"\bafter (?:a|an|the|its|their) ((?:[\w-]+ ){0,3}[\w-]+)", re.IGNORECASE)
"""What is over."""
APPEARANCE = re.compile(
    r"\b(?:appear|attend|be) (?:before|in|at) (?:an?|the)?\b[^.;]*\b(?:court|judge|magistrates?)\b", re.I
)
PLEADED = re.compile(
    r"\b(?:pleaded|appeared (?:in|before)|(?:was|were) (?:arraigned|remanded|(?:denied|granted|released on) bail))\b"
)
"""What happens in court to who "is to APPEAR IN COURT"."""


def _things(text: str) -> frozenset[str]:
    """The kinds of the events that its nouns name."""
    words = {w.removesuffix("s") for w in re.findall(r"[a-z]+", text.lower())}
    return frozenset(kinds.noun(w) or w for w in words & lexicon.table("event_nouns").keys())


def chosen_entries(entries: Iterable[Entry], desk: Desk) -> list[Entry]:
    """Entries of the timeline, those that more events rest on first, of equals the more exact; one sentence once,
    at its most exact date."""
    exact = {"day": 0, "week": 1, "month": 2, "season": 3, "year": 4}
    best: dict[tuple[Passage, str], Entry] = {}
    for entry in entries:
        if entry.date.start is None and (not desk.stands(entry) or POINTS.search(entry.date.text)):
            continue
        key = entry.citations[0], entry.text
        if key not in best or exact[entry.date.precision] < exact[best[key].date.precision]:
            best[key] = entry
    return sorted(best.values(), key=lambda e: (-len(e.events), exact[e.date.precision]))


def in_order(chosen: Iterable[Entry], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    keep = set(chosen)
    return tuple(e for e in entries if e in keep)
