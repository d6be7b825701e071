"""The day under which each event is listed: that of its own words, or an inference that says it is one.

Most events of an article carry no date. They happened on the day that their sentence names, or that the
headline's own story names; news in the perfect ("has been charged") without a day is of the article's day;
the rest is of the day that several articles give such an event, or goes on from the day told last before it,
or stands with the main event. `Placed.basis` keeps these apart: only ``said`` is a date of the event.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from briefing import dates, days, kinds, lexicon
from briefing.model import Date, EventMention, Facts, Passage, Story

Basis = Literal["said", "sentence", "reported", "headline", "kind", "before", "main"]
LEAD = 600
"""Characters of an article in which the perfect tells the news of the day."""
HEADLINE = 300
"""Characters of an article in which a line that is no sentence is its headline."""
WEEK = 7
SEVERAL = 3
"""Articles that date a kind of event before one without a date is taken for the same."""
SAYING = "say"
"""The kind of event that every reporting verb is."""
PAST = {"past", None}
BEFORE_IT = re.compile(r"\b(?:after|following|over|who|whose|that|which|since)\b", re.I)
"""Words between news in the perfect and a date that is of something before it."""
STOPS = (".", "!", "?", "…", "”", '"', ":")

Key = tuple[str, int]
"""Article, and where the trigger starts."""


@dataclass(frozen=True, slots=True)
class Placed:
    day: str
    """ISO 8601."""
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Known:
    """What the articles of one story date."""

    main: str | None
    """The day of its main event."""
    kinds: Mapping[str, tuple[str, int]]
    """Kind of event to the day that most articles give it, and how many do."""
    given: frozenset[str]
    """All days that an event is dated to."""


def place(facts: Sequence[Facts], stories: Sequence[Story] = ()) -> dict[Key, Placed]:
    """Each mention of an event with the day it is listed under; left out where nothing tells one."""
    by_id = {one.article.id: one for one in facts}
    out: dict[Key, Placed] = {}
    for ids in [story.articles for story in stories] or [tuple(by_id)]:
        pile = [by_id[i] for i in ids if i in by_id]
        known = _known(pile)
        for one in pile:
            out |= _of_article(one, known)
    return out


def _known(pile: Sequence[Facts]) -> _Known:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in pile:
        for lemma, day in sorted({(e.lemma, day) for e in one.events if (day := days.single(e.when))}):
            votes[lemma][day] += 1
    kinds = {lemma: count.most_common(1)[0] for lemma, count in votes.items()}
    return _Known(days.main_day(pile), kinds, frozenset(day for count in votes.values() for day in count))


def _of_article(one: Facts, known: _Known) -> dict[Key, Placed]:
    day = dates.day_of(one.article)
    told = day.isoformat() if day else None
    main = known.main
    if main is None or (told and main > told):
        main = days.main_day([one]) or told
    out: dict[Key, Placed] = {}
    given = _kinds_of_days(one.events)
    said = {(e.passage, e.when.text): e.when for e in one.events if e.when}
    for event in one.events:
        rows = [
            (start, end, said.get((event.passage, found.text), found))
            for start, end, found in dates.find(event.passage.text, day)
            if not _is_of_others(event, given.get((event.passage, days.single(found) or ""), set()))
        ]
        if sure := _by_words(event, told, rows, known):
            out[event.trigger.article, event.trigger.start] = sure
    headlines = _from_lead(one, out, told)
    last: str | None = None
    for event in one.events:
        key = (event.trigger.article, event.trigger.start)
        if key in out:
            last = out[key].day if not told or out[key].day <= told else last
        elif event.when is None and is_headline(event.passage) and (found := _of_headline(event, headlines, told)):
            out[key] = _unless_known(found, event, known)
        elif event.when is None and (found := _inferred(event, told, last, known, main)):
            out[key] = found
    return out


def _of_headline(event: EventMention, headlines: Mapping[str, Placed], told: str | None) -> Placed | None:
    """The day of such an event in the text; a charge that the text does not tell of is news of the report's day."""
    if told and event.lemma in _aftermath() and event.lemma not in headlines:
        return Placed(told, "reported")
    return headlines.get(event.lemma) or headlines.get("")


def _inferred(
    event: EventMention, told: str | None, last: str | None, known: _Known, main: str | None
) -> Placed | None:
    """The day that several articles give such an event, else that on which the article goes on telling, else the
    main event's."""
    day, articles = known.kinds.get(event.lemma, ("", 0))
    if articles >= SEVERAL and (not told or day <= told):
        return Placed(day, "kind")
    if last:
        return Placed(last, "before")
    return Placed(main, "main") if main else None


def _by_words(event: EventMention, told: str | None, found: Sequence[dates.Found], known: _Known) -> Placed | None:
    """By its own date, or the nearest day of its sentence; by the perfect of a lead, which is news of the day."""
    if event.when is not None:
        own = days.single(event.when)
        return Placed(own, "said") if own else _same_weekday(event.when, known)
    at = event.trigger.start - event.passage.start
    near = sorted(
        (abs(start - at), start, d) for start, _, when in found if (d := days.single(when)) and not (told and d > told)
    )
    news = event.main and event.tense == "perfect" and event.passage.start < LEAD
    if near and not (told and news and _follows(event, near[0][1])):
        return Placed(near[0][2], "sentence")
    lasting = any(when.precision in {"month", "year"} and when.end == told for _, _, when in found)
    return _unless_known(Placed(told, "reported"), event, known) if told and news and not lasting else None


def _kinds_of_days(events: Sequence[EventMention]) -> dict[tuple[Passage, str], set[str]]:
    """Sentence and day to the kinds of events that its words give that day."""
    given: dict[tuple[Passage, str], set[str]] = defaultdict(set)
    for event in events:
        if day := days.single(event.when):
            given[event.passage, day].add(event.lemma)
    return given


def _is_of_others(event: EventMention, of: set[str]) -> bool:
    """Is a day of its sentence only that ``of`` other kinds of events, on which this need not have happened: "the man
    HID for two days, police said Friday", "she WAS CONVICTED of the attack of 3 May"?"""
    if event.lemma == SAYING or not of:
        return False
    if of == {SAYING}:
        return event.tense in PAST
    return event.lemma in _aftermath() and not of & (_aftermath() | {SAYING})


@cache
def _aftermath() -> frozenset[str]:
    return frozenset(map(kinds.kind, lexicon.words("charging_verbs")))


def _follows(event: EventMention, date: int) -> bool:
    """ "A man has denied arson AFTER a fire on Sunday": is the ``date``, which stands there in the sentence, that of
    what came before?"""
    return bool(BEFORE_IT.search(event.passage.text[event.trigger.end - event.passage.start : date]))


def _same_weekday(when: Date, known: _Known) -> Placed | None:
    """ "Thursday" in an article of no known day: the Thursday beside the main event that other articles date."""
    if when.start or when.precision != "day" or known.main is None:
        return None
    main = date.fromisoformat(known.main)
    for gap in sorted(range(-WEEK, WEEK + 1), key=lambda gap: (abs(gap), gap)):
        day = main + timedelta(days=gap)
        if day.isoformat() in known.given and f"{day:%A}".lower() in when.text.lower().split():
            return Placed(day.isoformat(), "main")
    return None


def _unless_known(found: Placed, event: EventMention, known: _Known) -> Placed:
    """The day that other articles give such an event, where ``found`` is only that of the report."""
    day, _ = known.kinds.get(event.lemma, ("", 0))
    return Placed(day, "kind") if found.basis == "reported" and day and day <= found.day else found


def _from_lead(one: Facts, sure: Mapping[Key, Placed], told: str | None) -> dict[str, Placed]:
    """Lemma to the day that a headline takes over from the text; under "" that of the lead's main event, else
    the article's own."""
    out: dict[str, Placed] = {}
    lead: Passage | None = None
    for event in one.events:
        if is_headline(event.passage):
            continue
        lead = lead or event.passage
        found = sure.get((event.trigger.article, event.trigger.start))
        if found:
            out.setdefault(event.lemma, replace(found, basis="headline"))
            if event.main and event.passage == lead:
                out.setdefault("", replace(found, basis="headline"))
    if told:
        out.setdefault("", Placed(told, "reported"))
    return out


def is_headline(passage: Passage) -> bool:
    """Is it a line near the top that does not end as a sentence does?"""
    return passage.start < HEADLINE and not passage.text.rstrip().endswith(STOPS)
