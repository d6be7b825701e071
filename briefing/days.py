"""The day of the main event: what most articles date their news to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from briefing import dates, lexicon
from briefing.model import Date, EventMention, Facts, Story

DOUBT = 0.3
"""Keeps an article that dates one small thing from having a whole vote."""
CASUALTIES = {"killed", "injured", "shot", "stabbed"}
HAPPENED = 0.8
"""Least weight of a verb that only says when: "It happened on Sunday" is of what the article tells."""
STAMPS = lexicon.marked("beside_numbers", "stamp")
FOLLOWED = timedelta(days=30)
"""After the earliest article: a trial, an anniversary."""
LEAD = 600
"""Characters of an article in which its main event is dated."""


def single(when: Date | None) -> str | None:
    """The one day that a date names, ISO 8601, or None."""
    if when is None or when.precision != "day" or when.start is None or when.start != when.end:
        return None
    return when.start


def main_day(facts: Sequence[Facts]) -> str | None:
    """The day to which most articles date what happened; the earlier one of two alike; None without dates.

    The earliest article of a story tells of its main event too: what lies weeks after it is what followed.
    """
    given = votes(facts)
    written = [day for one in facts if (day := dates.day_of(one.article))]
    until = (min(written) + FOLLOWED).isoformat() if written else "9999"
    return min(given, key=lambda day: (day > until, -round(given[day], 6), day)) if given else None


def main_days(facts: Sequence[Facts], stories: Sequence[Story]) -> dict[str, str | None]:
    """Article to the day of the main event of its story, ISO 8601; None where its story dates nothing."""
    by_id = {one.article.id: one for one in facts}
    piles = ([by_id[i] for i in story.articles if i in by_id] for story in stories)
    return {one.article.id: day for pile in piles for day in [main_day(pile)] for one in pile}


def votes(facts: Sequence[Facts]) -> dict[str, float]:
    """Day to its votes. Each article has one, shared among the days of its events by their news value and
    place: one long article cannot outvote three short ones."""
    given: dict[str, float] = defaultdict(float)
    for one in facts:
        shares = _shares(one)
        total = sum(shares.values())
        for day, share in shares.items():
            given[day] += share / (total + DOUBT)
    return {day: vote for day, vote in given.items() if vote > 0}


def _shares(one: Facts) -> dict[str, float]:
    told = dates.day_of(one.article)
    shares: dict[str, float] = defaultdict(float)
    for event in one.events:
        day = single(event.when)
        if day and (told is None or day <= told.isoformat()):
            shares[day] += _weight(event)
    return shares


def _weight(event: EventMention) -> float:
    place = 1.0 if event.passage.start < LEAD else 0.35
    sure = 1.0 if event.stance in {"asserted", "claimed"} else 0.3
    if event.lemma.lower() in STAMPS or event.trigger.text.lower() in STAMPS:
        return 0.0
    hurt = any(
        m in CASUALTIES for m in lexicon.table("measures").get(event.trigger.text.lower(), "").replace(":", " ").split()
    )
    weight = max(event.weight, 1.0) if hurt else event.weight
    if event.lemma in lexicon.words("happening_verbs"):
        weight = max(weight, HAPPENED)
    return (0.05 + weight**2) * place * sure
