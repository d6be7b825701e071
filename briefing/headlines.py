"""Counts of people in headlines: "2 dead, 4 wounded in market blast"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefing import lexicon, quantities

NUMBER = (
    r"(\d{1,3}(?:,\d{3})*|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen"
    r"|man|woman|teen|teenager|boy|girl|child|toddler|baby|officer)(?! (?:hundred|thousand|million|billion)\b)"
)
NOUN = r"(?: [A-Za-z]+){0,2}?"
LISTED = re.compile(r"(?:,|\band|&)\s*(?:a |an )?$", re.I)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a headline counts. ``explicit`` is False where it names one person and no number."""

    measure: str
    value: float
    text: str
    explicit: bool
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (
        (
            "killed",
            rf"(?<![\w,:.]){NUMBER}{NOUN} (?:dead|killed|die|dies|slain|murdered|fatally|deaths?"
            r"|shot (?:dead|to death))\b",
        ),
        ("killed", rf"\b(?:kills?|killing|killed|slays) {NUMBER}\b(?!-|{NOUN} (?:injured|wounded|hurt)\b)"),
        ("injured", rf"(?<![\w,:.]){NUMBER}{NOUN} (?:injured|wounded|hurt)\b"),
        ("injured", rf"\b(?:injures|injuring|wounds|wounding|hurts) (?:at least )?{NUMBER}\b"),
        ("shot", rf"(?<![\w,:.]){NUMBER}{NOUN} shot\b(?! (?:dead|to death))"),
        ("shot", rf"\b(?:shoots|shooting of) {NUMBER}\b"),
    )
    return tuple((measure, re.compile(pattern, re.I)) for measure, pattern in rows)


def _is_of_people(word: str) -> bool:
    """May this word stand between the number and what befell them ("2 more officers wounded")?"""
    nouns, form = lexicon.table("person_nouns"), word.lower()
    singular = form in nouns or form.removesuffix("s") in nouns or form.removesuffix("en") + "an" in nouns
    return singular or form in lexicon.words("headline_counts")


def counts(title: str) -> Iterator[Counted]:
    """The counts of a headline; "man" and "a" count one, but for the last one of a list ("Boy, 2, and man killed")."""
    for measure, pattern in _patterns():
        for found in pattern.finditer(title):
            between = found[0].split()[1:-1] if found.start(1) == found.start() else []
            if not all(_is_of_people(word) for word in between):
                continue
            value = quantities.value_of(found[1])
            explicit = found[1].lower() != "a" and value is not None
            if not explicit and LISTED.search(title[: found.start()]):
                continue
            yield Counted(
                measure, 1.0 if value is None else value, found[0].strip(), explicit, found.start(), found.end()
            )
