"""The days that words name, one rule for each kind of expression.

`briefing.dates` finds the words; here stand their patterns and the arithmetic. Relative words are reckoned
from the article's day, by the conventions of news: a bare weekday is the latest one up to that day, a month
without a year the latest such month, unless the sentence looks ahead. Where there is nothing to reckon from,
and where the words are vague, a rule answers with no span: no date is ever guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from briefing import lexicon
from briefing.model import Precision

Span = tuple[date, date]

ONE_DAY = timedelta(days=1)
SOON = timedelta(days=30)
"""How near a coming holiday may be for its name to mean it as well as the last one."""
ROUNDED = 5
"""Years on either side that "three decades ago" and "20 years ago" leave open: a round number names no one year."""
SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}
SURE_MONTHS = "January|February|July|September|October|November|December"
ALL_MONTHS = f"{SURE_MONTHS}|March|April|May|June|August"
PART = r"(?: ?(?:at |in the )?(?:mid)?(?:night|morning|afternoon|evening|midday|noon|midnight|overnight)(?! of)s?)"
FUNCTION = (
    "in|on|at|and|or|but|when|after|before|as|for|by|from|to|was|were|is|are|has|had|have|with|that|the|a|an"
    "|he|she|they|it|who|while|because|near|during"
)
COUNT = r"(?:an?|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|several|many|some)"
VAGUE = {"a few", "several", "many", "some"}
PLACED = r"(?:\b(?:earlier|later|early|late)(?: in)? )?"
TWO_MONTHS = 62
"""Days within which a day of a month that is named without a year may lie ahead."""
UNIT = r"(?:day|night|week|fortnight|month|year|decade)s?"
COUNTED = r"[ -](?:blocks?|square|feet|foot|miles?|met(?:er|re)s?|yards?|acres?|pounds?|dollars?|euros?)\b"
"""What makes a number before it no year: "the 2000 block of Elm Street"."""
ROUGH = r"(?:(?:about|around|nearly|almost|more than|less than|over|roughly|some|at least|just over|just under) )"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What relative words are counted from."""

    day: date | None
    """The day of the article."""
    last: date | None = None
    """The day named last before these words."""
    ahead: bool = False
    """Does the sentence speak of what is to come?"""
    past: bool = True
    """Has the clause before the words a verb of the past?"""
    full: date | None = None
    """The last day of this sentence that was named with its year."""
    either: bool = False
    """May it be the coming day, where that is nearer: "called for protests on Monday", "vowed to strike on May 5"?"""


Answer = tuple[Span | None, Precision]
Resolver = Callable[[re.Match[str], Reckoning], Answer | None]


def _names(*forms: str) -> str:
    """Alternatives of ``forms``, longest first, as written and in capitals."""
    both = sorted({*forms, *(f.upper() for f in forms)}, key=lambda f: (-len(f), f))
    return "|".join(re.escape(f) for f in both)


@cache
def months() -> dict[str, int]:
    return {name.lower(): int(number) for name, number in lexicon.table("months").items()}


@cache
def _weekdays() -> dict[str, int]:
    return {name.lower(): int(number) for name, number in lexicon.table("weekdays").items()}


@cache
def _counts() -> dict[str, int]:
    return {"a": 1, "an": 1, **{word: int(n) for word, n in lexicon.table("numbers").items()}}


def _count(words: str | None) -> int | None:
    """The number that ``words`` give, or None where they are vague."""
    if not words or words.lower() in VAGUE:
        return None
    return int(words) if words.isdigit() else _counts().get(words.lower())


# --- spans of days ---------------------------------------------------------------------------


def _day(year: int, month: int, number: int) -> date | None:
    return date(year, month, number) if 1 <= number <= monthrange(year, month)[1] else None


def _day_on(year: int, month: int, number: int, weekday: int | None) -> date | None:
    """The day of that year, where it falls on the weekday that the words give."""
    day = _day(year, month, number)
    return day if day and (weekday is None or day.weekday() == weekday) else None


def _single(day: date | None) -> Answer:
    return ((day, day) if day else None), "day"


def _month_span(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year_span(year: int) -> Span | None:
    return (date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None


def _week_span(day: date) -> Span:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _season_span(year: int, first: int) -> Span:
    """Meteorological seasons of the north; winter is that which begins in December of ``year``."""
    last_year, last_month = (year + 1, 2) if first == 12 else (year, first + 2)
    return date(year, first, 1), _month_span(last_year, last_month)[1]


def _shift_month(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return max(1, min(9999, index // 12)), index % 12 + 1


def _latest(day: date, make: Callable[[int], date | None], *, ahead: bool) -> date | None:
    """The latest of the yearly days that ``make`` gives up to ``day``; the next one where ``ahead``."""
    years = range(day.year, day.year + 5) if ahead else range(day.year, day.year - 9, -1)
    for year in years:
        made = make(year)
        if made and (made >= day if ahead else made <= day):
            return made
    return None


# --- resolvers: one for each kind of expression ----------------------------------------------


def _calendar(m: re.Match[str], at: Reckoning) -> Answer | None:
    """A day of a month, with or without its year and weekday; or several days in a row."""
    got = m.groupdict()
    month, number = months()[got["month"].lower().rstrip(".")], int(got["day"])
    last = int(got["until"]) if got.get("until") else number
    if got["year"]:
        first = _day(int(got["year"]), month, number)
    elif at.full:
        # "opened on May 9, 2011, after a May 4 rehearsal"
        near = filter(None, (_day(at.full.year + step, month, number) for step in (-1, 0, 1)))
        first = min(near, key=lambda day: abs((day - at.full).days), default=None)  # type: ignore[operator]
    elif at.day:
        on = _weekdays()[got["weekday"].lower()] if got.get("weekday") else None
        made = lambda y: _day_on(y, month, number, on)  # noqa: E731
        ahead = at.ahead or _is_near(at, made) or (at.either and _is_nearer_ahead(at.day, made))
        first = _latest(at.day if ahead else at.day + ONE_DAY, made, ahead=ahead)
    else:
        return None if number > 31 else _single(None)
    end = _day(first.year, month, last) if first else None
    return ((first, max(first, end)) if first and end else None), "day"


def _is_near(at: Reckoning, made: Callable[[int], date | None]) -> bool:
    """Is it a day of the coming two months, in a clause without a verb of the past ("faces a May 19 deadline")?
    A day that has just gone needs no year, and neither has one that is about to come."""
    if at.day is None or at.past:
        return False
    last, coming = (_latest(at.day + ONE_DAY, made, ahead=ahead) for ahead in (False, True))
    return coming is not None and (coming - at.day).days <= TWO_MONTHS and (last is None or (at.day - last).days > 180)


def _is_nearer_ahead(day: date, made: Callable[[int], date | None]) -> bool:
    last, coming = (_latest(day + ONE_DAY, made, ahead=ahead) for ahead in (False, True))
    return coming is not None and (last is None or coming - day < day - last)


def _numeric(m: re.Match[str], at: Reckoning) -> Answer | None:
    """ISO order is certain; "5/3/13" is read only where one reading alone is possible or near."""
    got = m.groupdict()
    if got["y"]:
        found = day_or_none(int(got["y"]), int(got["m"]), int(got["d"]))
        return _single(found) if found else None
    year = int(got["year"]) + (2000 if len(got["year"]) == 2 else 0)
    readings = numeric_readings(int(got["one"]), int(got["two"]), year)
    if not readings:
        return None
    if len(readings) > 1 and at.day:
        readings = [d for d in readings if abs((d - at.day).days) <= 45] or readings
    return _single(readings[0] if len(readings) == 1 else None)


def day_or_none(year: int, month: int, number: int) -> date | None:
    return _day(year, month, number) if 1 <= month <= 12 and 1900 <= year <= 2199 else None


def numeric_readings(one: int, two: int, year: int) -> list[date]:
    """The days that "one/two/year" can name, month first before day first."""
    both = [day_or_none(year, one, two), day_or_none(year, two, one)]
    return list(dict.fromkeys(d for d in both if d))


def _month(m: re.Match[str], at: Reckoning) -> Answer | None:
    got = m.groupdict()
    month = months()[got["month"].lower().rstrip(".")]
    if got.get("year"):
        return _month_span(int(got["year"]), month), "month"
    if not at.day:
        return None, "month"
    word = (got.get("which") or "").lower()
    if word == "this":
        return _month_span(at.day.year, month), "month"

    def first_of(year: int) -> date:
        return date(year, month, 1)

    nearer = at.either and not word and _is_nearer_ahead(at.day, first_of)
    ahead = word == "next" or ((at.ahead or nearer) and word != "last")
    day = at.day.replace(day=1) if ahead and word != "next" else at.day
    first = _latest(day, first_of, ahead=ahead)
    return (_month_span(first.year, month) if first else None), "month"


def weekday(m: re.Match[str], at: Reckoning) -> Answer | None:
    number = _weekdays()[m["weekday"].lower().rstrip(".")]
    word = (m["which"] or "").lower()
    if not at.day:
        same = at.last if at.last and at.last.weekday() == number and word != "next" else None
        return _single(same)
    back, on = (at.day.weekday() - number) % 7, (number - at.day.weekday()) % 7
    if word in {"last", "past", "previous"}:
        return _single(at.day - timedelta(days=back or 7))
    if word in {"next", "coming"}:
        return _single(at.day + timedelta(days=on or 7))
    ahead = at.ahead or (at.either and on < back)
    return _single(at.day + timedelta(days=on) if ahead else at.day - timedelta(days=back))


def _named_day(m: re.Match[str], at: Reckoning) -> Answer | None:
    words = " ".join(m["words"].lower().split())
    step = {"yesterday": -1, "last night": -1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(
        words, 0
    )
    if words.startswith("tomorrow"):
        step = 1
    elif words.startswith("yesterday"):
        step = -1
    return _single(at.day + step * ONE_DAY if at.day else None)


def _neighbour(m: re.Match[str], at: Reckoning) -> Answer | None:
    """ "The same day", "the next morning": counted from the day named last."""
    step = {"next": 1, "following": 1, "previous": -1}.get(m["which"].lower().split()[-1], 0)
    if m["which"].lower() in {"the day before", "a day earlier", "the night before"}:
        step = -1
    elif m["which"].lower() in {"the day after", "a day later"}:
        step = 1
    return _single(at.last + step * ONE_DAY if at.last else None)


STRETCH = re.compile(r"\b(?:in|over|during|within) the $", re.IGNORECASE)
"""Before "last year", which is then the twelve months up to now, and not the year before."""


def _period(m: re.Match[str], at: Reckoning) -> Answer | None:
    """ "This week", "last month", "next year", "over the weekend"."""
    unit: str = m["unit"].lower()
    precision: Precision = "month" if unit == "month" else "year" if unit == "year" else "week"
    if not at.day:
        return None, precision
    word = (m["which"] or "").lower()
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)
    if unit == "weekend":
        return _weekend(at.day, word, ahead=at.ahead), precision
    if word == "past" or (word == "last" and STRETCH.search(m.string[: m.start("which")][-20:])):
        return _lasting(at.day, -1, unit), precision
    if unit == "week":
        return _week_span(at.day + timedelta(weeks=step)), precision
    if unit == "month":
        return _month_span(*_shift_month(at.day, step)), precision
    return _year_span(at.day.year + step), precision


def _weekend(day: date, word: str, *, ahead: bool) -> Span:
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    begun = day.weekday() >= 5
    if word in {"next", "coming"} or (ahead and word not in {"last", "past"} and not begun):
        saturday += timedelta(weeks=1)
    elif begun and word in {"last", "previous"}:
        saturday -= timedelta(weeks=1)
    return saturday, saturday + ONE_DAY


def _lasting(day: date, count: int, unit: str) -> Span | None:
    """From ``day`` over ``count`` units, backwards where negative; both ends included."""
    unit = unit.rstrip("s")
    if unit in {"day", "night", "week", "fortnight"}:
        other = _plus_days(day, count * {"week": 7, "fortnight": 14}.get(unit, 1))
    else:
        year, month = _shift_month(day, count * {"month": 1, "year": 12, "decade": 120}[unit])
        other = date(year, month, min(day.day, monthrange(year, month)[1]))
    return (min(day, other), max(day, other)) if other else None


def _plus_days(day: date, days: int) -> date | None:
    number = day.toordinal() + days
    return date.fromordinal(number) if 1 <= number <= date.max.toordinal() else None


def _precision(unit: str) -> Precision:
    names: dict[str, Precision] = {"day": "day", "night": "day", "week": "week", "fortnight": "week", "month": "month"}
    return names.get(unit.rstrip("s"), "year")


def _stretch(m: re.Match[str], at: Reckoning) -> Answer | None:
    """ "The past two weeks", "the coming days": a stretch that ends or begins on the article's day."""
    unit = m["unit"].lower()
    precision: Precision = "week" if _precision(unit) == "day" else _precision(unit)
    count = 1 if not m["count"] and not unit.endswith("s") else _count(m["count"])
    if not at.day or count is None:
        return None, precision
    sign = 1 if m["which"].lower() in {"next", "coming"} else -1
    return _lasting(at.day, sign * count, unit), precision


def _within(m: re.Match[str], at: Reckoning) -> Answer | None:
    """ "Must rule WITHIN 14 DAYS": until then; "was told within two days" names none."""
    count, unit = _count(m["count"]), m["unit"].lower()
    if not at.ahead:
        return None
    precision: Precision = "week" if _precision(unit) == "day" else _precision(unit)
    return (_lasting(at.day, count, unit) if at.day and count is not None else None), precision


def _ago(m: re.Match[str], at: Reckoning) -> Answer | None:
    """ "Three days ago" from the article's day; "three days earlier" from the day named last."""
    word, unit = m["word"].lower(), m["unit"].lower().rstrip("s")
    origin = at.day if word == "ago" else at.last
    count = _count(m["count"])
    precision = _precision(unit)
    if origin is None or count is None or m["rough"]:
        return None, precision
    sign = 1 if word in {"later", "after"} else -1
    if precision == "year" and m["exact"] and unit == "year":
        day = _day(max(1, origin.year + sign * count), origin.month, origin.day)
        return _single(day)
    if precision == "year":
        years = count * (10 if unit == "decade" else 1)
        return _years_away(origin.year + sign * years, 0 if years % 10 else ROUNDED), precision
    if precision == "month":
        return _month_span(*_shift_month(origin, sign * count)), precision
    there = _plus_days(origin, sign * count * {"week": 7, "fortnight": 14}.get(unit, 1))
    if there is None:
        return None, precision
    return (_week_span(there) if precision == "week" else (there, there)), precision


def _years_away(year: int, rounded: int) -> Span | None:
    first, last = _year_span(year - rounded), _year_span(year + rounded)
    return (first[0], last[1]) if first and last else None


def _season(m: re.Match[str], at: Reckoning) -> Answer | None:
    first = SEASONS[m["season"].lower()]
    if m["year"]:
        return _season_span(int(m["year"]), first), "season"
    if not at.day:
        return None, "season"
    word = (m["which"] or "").lower()
    years = range(at.day.year - 2, at.day.year + 3)
    spans = [_season_span(year, first) for year in years]
    coming = next(s for s in spans if s[0] > at.day)
    due = not word and (
        (at.either and _is_nearer(at.day, spans, coming)) or (m[0][:3].lower() == "by " and not at.past)
    )
    if word == "next" or due or (at.ahead and word not in {"last", "this"}):
        return coming, "season"
    if word == "last":
        return next(s for s in reversed(spans) if s[1] < at.day), "season"
    if word == "this" and first != 12:
        return spans[2], "season"
    return next(s for s in reversed(spans) if s[0] <= at.day), "season"


def _is_nearer(day: date, spans: Sequence[Span], coming: Span) -> bool:
    """Is the season to come nearer than the end of the last one?"""
    last = max(s[1] for s in spans if s[0] <= day)
    return coming[0] - day < day - last


def _year(m: re.Match[str], _: Reckoning) -> Answer | None:
    year = int(m["year"])
    if m["decade"]:
        return (date(year, 1, 1), date(year + 9, 12, 31)), "year"
    return _year_span(year), "year"


def _holiday(m: re.Match[str], at: Reckoning) -> Answer | None:
    rule = _holidays()[m["holiday"].lower().replace("’", "'")]
    if m["year"]:
        return _single(_holiday_in(int(m["year"]), rule))
    if not at.day:
        return _single(None)
    last, coming = (_latest(at.day, lambda year: _holiday_in(year, rule), ahead=ahead) for ahead in (False, True))
    if not at.ahead and coming and last and last < at.day < coming <= at.day + SOON:
        return _single(None)  # "on the occasion of Easter" four days before it: not that of last year
    return _single(coming if at.ahead else last)


@cache
def _holidays() -> dict[str, str]:
    return {name.lower(): rule for name, rule in lexicon.table("holidays").items()}


def _holiday_in(year: int, rule: str) -> date | None:
    if rule.startswith("easter"):
        return _easter(year) + int(rule.split()[1]) * ONE_DAY
    if "-" in rule[1:]:
        month, number = rule.split("-")
        return date(year, int(month), int(number))
    nth, weekday, month_number = map(int, rule.split())
    first, last = _month_span(year, month_number)
    if nth < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    x = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, number = divmod(h + x - 7 * m + 114, 31)
    return date(year, month, number + 1)


# --- patterns --------------------------------------------------------------------------------


@cache
def patterns() -> tuple[tuple[re.Pattern[str], Resolver], ...]:
    """All kinds of expression; the group "x", where there is one, is the expression itself."""
    month = f"(?P<month>{_names(*lexicon.table('months'))})"
    days = _names(*lexicon.table("weekdays"))
    long_days = _names(*(w for w, _ in zip(lexicon.table("weekdays"), range(7), strict=False)))
    short_days = _names(*list(lexicon.table("weekdays"))[7:])
    beside = rf"(?:\b(?P<weekday>{days})\.?(?:{PART})?,? (?:on )?)?"
    number = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?![:%]|[.,]\d)"
    until = r"(?: ?(?:-|–|—|to|and|through) ?(?P<until>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]))?"
    year = r"(?P<year>(?:19|20)\d\d)\b(?![.,]\d)"
    which = r"(?:(?P<which>last|next|this|past|previous|coming)\s+)?"
    modifier = r"(?:(?:early|late|mid)[ -]|(?:the )?(?:end|start|beginning|middle) of )?"
    strict = r"\b(?:in|In|since|Since|until|Until|during|During|through|Through|by|By)\s+"
    loose = r"\b(?:of|from|From|to|before|Before|after|After|between|Between|and|a|an|the|The)\s+"
    holiday = _names(*lexicon.table("holidays")).replace("'", "['’]")
    rows: tuple[tuple[str, int, Resolver], ...] = (
        (
            rf"\b{beside}(?<!\bin )(?<!\bIn )(?:\b{month}\.? ?)(?:the )?{number}{until}(?:(?:,| of|-| -)? ?{year})?",
            0,
            _calendar,
        ),
        (rf"\b{beside}\b(?:the )?{number}{until} (?:of )?{month}\b\.?(?:,? ?{year})?", 0, _calendar),
        (
            r"(?<![\d/.-])(?:(?P<y>(?:19|20)\d\d) ?[-./] ?(?P<m>\d\d?) ?[-./] ?(?P<d>\d\d?)"
            r"|(?P<one>\d\d?) ?(?P<sep>[/.-]) ?(?P<two>\d\d?) ?(?P=sep) "
            r"?(?P<year>(?:19|20)\d\d|\d\d(?= |$|,|\))))(?![\d/])",
            0,
            _numeric,
        ),
        (rf"\b{modifier}{month}\b\.?(?:,| of)? {year}", 0, _month),
        (rf"{strict}(?P<x>{modifier}(?P<month>{ALL_MONTHS}))\b(?! (?:\d|[A-Z][a-z]))", 0, _month),
        (rf"\b(?P<x>(?P<which>last|next|this|Last|Next|This) (?P<month>{ALL_MONTHS}))\b", 0, _month),
        (rf"\b(?P<x>(?:early|late|mid|Early|Late|Mid)[ -](?P<month>{ALL_MONTHS}))\b", 0, _month),
        (rf"{loose}(?P<x>(?P<month>{SURE_MONTHS}))\b(?! \d)", 0, _month),
        (
            rf"\b(?:(?:the )?(?:early|late) )?{which}(?:late |early )?"
            rf"\b(?P<weekday>(?:{long_days})\b|(?:{short_days})\.)(?:{PART})?",
            re.I,
            weekday,
        ),
        (
            r"\b(?P<words>the day before yesterday|the day after tomorrow|(?:yesterday|tomorrow)"
            r"(?: (?:morning|afternoon|evening|night))?|today|tonight|this (?:morning|afternoon|evening)|last night)\b",
            re.I,
            _named_day,
        ),
        (
            r"\b(?P<which>the same|that same|the very same|that very|that|the next|the following|the previous)"
            r" (?:day|night|morning|afternoon|evening)\b(?! (?:of|after|before|when|that)\b)",
            re.I,
            _neighbour,
        ),
        (
            r"\b(?P<which>the (?:day|night) before|the day after|a day (?:earlier|later))"
            r"(?=[.,;:)]|$|\n| (?:in|at|by|on)\b)",
            re.I,
            _neighbour,
        ),
        (
            rf"\b{PLACED}(?:(?P<which>this|last|next|previous|past|coming) |the )"
            r"(?P<unit>weekend)\b(?! of)",
            re.I,
            _period,
        ),
        (
            rf"\b{PLACED}(?:the )?(?P<which>this|last|next|previous|past|coming) (?P<unit>week|month|year)\b",
            re.I,
            _period,
        ),
        (
            r"\b(?:(?:earlier|later|early|late) in|the (?:end|middle|beginning|start) of) "
            r"(?:the|this|(?P<which>next|last)) (?P<unit>week|month|year)\b",
            re.I,
            _period,
        ),
        (
            rf"\b(?:the )?(?P<which>past|last|next|coming|previous) (?:(?P<count>{COUNT}|few) )?(?P<unit>{UNIT})\b",
            re.I,
            _stretch,
        ),
        (rf"\bwithin (?:the next )?(?P<count>{COUNT}) (?P<unit>{UNIT})\b(?! (?:of|after|from)\b)", re.I, _within),
        (
            rf"\b(?P<rough>{ROUGH})?(?P<exact>exactly )?(?P<count>{COUNT}) (?P<unit>{UNIT}) "
            r"(?P<word>ago|earlier|later|before(?=[.,;]|$)|after(?=[.,;]|$))\b(?! than\b)",
            re.I,
            _ago,
        ),
        (
            rf"(?:\b(?P<which>last|this|next) "
            r"|\b(?:in|since|until|during|over|by|of)(?: early| late)? (?:the )?|\bthe (?!fall\b))"
            rf"(?P<x>(?:early |late )?(?P<season>spring|summer|autumn|fall|winter))\b"
            rf"(?:(?: of)? {year})?(?! (?:in|of|from)\b)",
            re.I,
            _season,
        ),
        (rf"\b(?P<which>)(?P<x>(?P<season>spring|summer|autumn|fall|winter)(?: of)? {year})", re.I, _season),
        (
            r"\b(?:in|since|of|from|until|till|to|by|during|before|after|early|late|mid|year|between|and|through"
            r"|the|a|back in|around|circa)"
            rf"[ -]\(?(?P<x>(?P<year>(?:1[6-9]|20)\d\d)(?P<decade>['’]?s)?)\b(?![,.]\d|[-–]\d|%|:\d|{COUNTED})",
            re.I,
            _year,
        ),
        (r"(?<=[(,;] )(?P<x>(?P<year>(?:19|20)\d\d)(?P<decade>))(?=[,.;)])", 0, _year),
        (
            rf"\b(?P<x>(?P<holiday>{holiday})\b(?: {year})?)"
            rf"(?! (?!(?:morning|night|evening|afternoon|{FUNCTION})\b)[a-z])",
            0,
            _holiday,
        ),
    )
    return tuple((re.compile(pattern, flags), resolver) for pattern, flags, resolver in rows)
