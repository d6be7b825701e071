"""Figures, dates and addresses as a page prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from briefing import lexicon, quantities
from briefing.model import Date, Figure

NUMBER = re.compile(
    r"(?P<before>.*?)"
    r"(?P<number>[$€£¥]?\d[\d.,\u00a0\u202f’']*(?<=\d)%?(?:\s(?:million|billion|trillion|thousand))?)"
    r"(?P<after>.*)",
    re.DOTALL,
)

FATES = lexicon.marked("harm_words", "fate")
KILLING = lexicon.marked("harm_words", "fatal") | {
    form for form, row in lexicon.table("measures").items() if "patient:killed" in row
}
"""Words that say that somebody was killed, not only that he died."""
NOBODY = lexicon.marked("pronouns", "nobody") | {"one"}
"""What a figure counts that says no more than its number: "Nobody", killed."""
OWN = {"his", "her", "its", "their"}
HARM = lexicon.marked("harm_words", "harm")
"""What is counted where harm is named and nobody by it."""
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
"""Not from strftime: what a page says must not depend on the machine's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure taken apart for setting: "more than", "1,500", "kilometers"; its label may say the last."""

    before: str
    number: str
    after: str
    figure: Figure


def label(figure: Figure) -> str:
    """What ``figure`` counts and what became of it: "people killed"."""
    words = figure.what.split()
    fate = _fate(figure) if figure.measure.endswith("ed") or figure.measure in FATES else ""
    if words and (words[-1].lower().startswith(figure.measure) or (len(words) > 1 and words[-1].lower() in HARM)):
        return figure.what  # "310 beds", "38 heat deaths"
    listed = figure.value != 0 and (not quantities.find(figure.text) or "," in figure.what)
    if fate and (figure.unit == "share" or figure.what.lower() in HARM or listed):
        return fate  # "half the country", displaced; "80,000 deaths", "a boy and his father", killed
    if fate and figure.what.lower() in NOBODY:
        return fate
    listed = figure.what in figure.text and not figure.text.endswith(figure.what)  # "212 soldiers and clerks", arrested
    if fate and words and (listed or ((len(words) > 2 or words[0].lower() in OWN) and figure.what in figure.text)):
        return fate  # "two of its border guards", injured
    if fate and len(words) <= 2 and not {fate, *FATES} & set(words):
        return f"{figure.what} {fate}".strip()
    return _counted(figure) or fate or figure.measure


def _counted(figure: Figure) -> str:
    """The noun that is counted, or the currency as it is printed: "kronor", of "1.6 billion kronor"."""
    last = figure.text.split()[-1] if figure.measure == "money" else ""
    is_word = last.isalpha() and last.lower() not in lexicon.table("multipliers")
    return figure.what or (last if is_word else "")


def _fate(figure: Figure) -> str:
    """What became of those counted; of people who died nobody need have killed anyone."""
    if figure.measure != "killed":
        return figure.measure
    words = {word for c in figure.citations for word in re.findall(r"[a-z]+", c.text.lower())}
    if words & KILLING:
        return figure.measure
    return "died" if figure.value == 1 else "dead"


def heading(figures: Sequence[Figure]) -> str:
    """What figures that stand together count: the label of the first; "distance" over miles and kilometres."""
    first = figures[0]
    if first.unit and any(one.unit != first.unit for one in figures):
        return quantities.dimension(first.unit).partition(":")[0]
    return label(first)


def value(figure: Figure, said: str) -> Value:
    """``figure`` taken apart at its digits, without the words that are ``said`` above it; a number in words stays
    whole."""
    text = figure.text.strip()
    counted = _counted(figure)
    if counted and counted in said and text.endswith(f" {counted}"):
        text = text.removesuffix(counted).strip()
    match = NUMBER.fullmatch(text)
    if not match:
        return Value(before="", number=text, after="", figure=figure)
    return Value(before=match["before"].strip(), number=match["number"], after=match["after"].strip(), figure=figure)


def web(url: str | None) -> str | None:
    """``url`` where it is an address of the web, else None; what could end a link early is percent-encoded."""
    if not url or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    return percent(url, safe=":/?#@!$&'()+,;=%~-._")


def moment(text: str | None) -> str | None:
    """A day or time of ISO 8601 in words, with its zone: "4 March 2026, 18:00 UTC"; other text as it is."""
    if not text:
        return None
    try:
        if len(text) == 10:
            return _day(date.fromisoformat(text))
        when = datetime.fromisoformat(text)
    except ValueError:
        return text
    zone = when.strftime("%z")
    offset = "UTC" if not zone or zone.strip("+-0") == "" else f"UTC{zone[:3]}:{zone[3:5]}"
    return f"{_day(when.date())}, {when:%H:%M} {offset}"


def _day(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def days(start: str | None, end: str | None) -> str | None:
    """A span of days in words, without saying a month or year twice."""
    if not start:
        return None
    try:
        a, b = date.fromisoformat(start[:10]), date.fromisoformat((end or start)[:10])
    except ValueError:
        return start
    if a == b:
        return _day(a)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day} to {_day(b)}"
    return f"{a.day} {MONTHS[a.month - 1]} to {_day(b)}" if a.year == b.year else f"{_day(a)} to {_day(b)}"


SEASON = re.compile(r"\b(?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE)


def day_label(when: Date) -> str:
    """A date as precise as it is known; the article's own words where there is no date to reckon from, in quotation
    marks where they mean nothing without one ("today")."""
    if not when.start:
        return _words(when.text) or "no date given"
    try:
        first = date.fromisoformat(when.start[:10])
    except ValueError:
        return when.text
    last = date.fromisoformat(when.end[:10]) if when.end else first
    if when.precision == "season" and (season := SEASON.search(when.text)):
        over = f"/{last.year % 100:02}" if last.year != first.year else ""
        return f"{season[0].lower()} {first.year}{over}"  # "last autumn"
    whole = first.day == 1 and (when.precision == "month" or first.month == 1)
    several = when.precision == "month" and (first.year, first.month) != (last.year, last.month)
    if when.precision in {"month", "year"} and (several or not whole):
        return f"{MONTHS[first.month - 1]} {first.year} to {MONTHS[last.month - 1]} {last.year}"  # "the past year"
    if when.precision == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if when.precision == "year":
        if last.year == first.year:
            return f"{first.year}"
        decade = last.year == first.year + 9
        if f"{first.year}" in when.text and f"{last.year}" in when.text:
            return f"{first.year} to {last.year}"  # "between 2021 and 2025"
        # "Three decades ago": its first year is not when it was.
        return f"{first.year}s" if decade else _words(when.text)
    return days(when.start, when.end) or when.text


def _words(text: str) -> str:
    relative = text and not any(c.isdigit() for c in text)
    return f"“{text}”" if relative else text
