"""Numbers in words and digits, with what qualifies them and their unit.

`find` reads "at least 12", "between three and five", "a quarter of a million", "half the country",
"$3bn", "greater than 1,500 kilometres". Units convert to one base each, for comparison only.
Days, ages, clock times and the numbers of roads and rooms are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from briefing import lexicon

Bound = Literal["exact", "least", "above", "most", "below", "near", "about", "vague", "between"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number as printed. ``start`` to ``end`` hold qualifier, number and unit."""

    start: int
    end: int
    number: tuple[int, int]
    """Bounds of the number words alone."""
    value: float | None
    """What is printed; None where it is a range or as vague as "dozens"."""
    low: float | None
    high: float | None
    """Bounds of what the words allow; an open end is None."""
    unit: str | None = None
    qualifier: str = ""
    bound: Bound = "exact"


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    dimension: str
    factor: float
    offset: float = 0.0


# --- words -----------------------------------------------------------------------------------


@cache
def _values() -> dict[str, float]:
    return {word: float(value) for word, value in lexicon.table("numbers").items()}


@cache
def _multipliers() -> dict[str, float]:
    return {word: float(value) for word, value in lexicon.table("multipliers").items()}


@cache
def units() -> dict[str, Unit]:
    """Unit by each printed form; the forms are as printed, so "C" is a degree and "c" is nothing."""
    out = {}
    for form, row in lexicon.table("units").items():
        found = re.fullmatch(r"(.+?) ([a-z:]+) ([\d.]+)(?: ([\d.]+))?", row)
        if found is None:
            raise ValueError(f'units.txt: "{form}" has no name, dimension and factor: "{row}"')
        name, dimension, factor, offset = found.groups()
        out[form] = Unit(name, dimension, float(factor), float(offset or 0))
    return out


@cache
def _by_name() -> dict[str, Unit]:
    return {unit.name: unit for unit in units().values()} | {"share": Unit("share", "share", 1.0)}


def dimension(unit: str) -> str:
    """What a unit measures: "distance", "mass", "money:euro"; the unit itself where it is unknown."""
    found = _by_name().get(unit)
    return found.dimension if found else unit


def in_base(value: float, unit: str | None) -> float:
    """``value`` in the base unit of its dimension (metre, kilogram, second, kelvin, share of one)."""
    found = _by_name().get(unit or "")
    return value * found.factor + found.offset if found else value


def _any(words: object) -> str:
    """Alternatives, longest first."""
    return "|".join(re.escape(w) for w in sorted(map(str, words), key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


@cache
def _number() -> str:
    """The pattern of one number."""
    values = _values()
    tens = _any(w for w, v in values.items() if v >= 20)
    ones = _any(w for w, v in values.items() if 0 < v < 10)
    small = rf"(?:(?:{tens})[- ](?:{ones})|{_any(values)})"
    long = _any(w for w in _multipliers() if len(w) > 3)
    short = _any(w for w in _multipliers() if len(w) <= 3)
    millions = rf"m(?= (?:{_any(lexicon.words('told_in_millions'))})\b)"  # "1.2m people", and a wall of 3m
    digits = (
        rf"(?:\d+,\d{{1,2}}(?= (?:{long})\b)|\d+ [1-3]/[2-4](?!\d)|\d*[½¼¾]"
        r"|(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}|\d+)(?!\d)(?!,\d)(?:\.\d+)?)"
    )
    times = rf"(?:[ -]?(?:{long})(?!s)\b)"
    parts = "(?:half|quarters?|thirds?|fifths?|tenths?)"
    rest = rf"(?:(?:,| and)? {small}\b{times}*)*"
    return (
        rf"(?:(?:a|an|one|two|three)[- ]{parts} of an? (?:{long})\b|half an? (?:{long})\b|half[- ](?:{long})\b"
        rf"|(?:{digits}|{small}|a|an) and an? (?:half|quarter)\b{times}?"
        rf"|(?:{small}|an?){times}+(?: and an? half\b|{rest})"
        rf"|{digits}(?:{times}+| ?(?:{short})\b|{millions})?|{small}\b)"
    )


FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "sixth": 1 / 6, "eighth": 0.125, "tenth": 0.1}
SMALL_PARTS = {"½": 0.5, "1/2": 0.5, "1/3": 1 / 3, "2/3": 2 / 3, "¼": 0.25, "1/4": 0.25, "¾": 0.75, "3/4": 0.75}


def value_of(words: str) -> float | None:
    """The number that words such as "two hundred and fifty" or "1.2 million" give, or None."""
    text = re.sub(r"[-\s]+", " ", words.lower().strip())
    text = re.sub(r"^(\d+),(\d\d?)(?![\d,])", r"\1.\2", text).replace(",", "")  # "2,5 million"
    text = re.sub(r"(\d) ?([½¼¾])", r"\1 \2", re.sub(r"(\d)m\b", r"\1 million", text))
    text = re.sub(r"(\d)([a-z])", r"\1 \2", text)
    total, group, seen = 0.0, 0.0, False
    for token in re.sub(r"\bof\b", " ", text).split():
        if token in {"a", "an", "and"}:
            continue
        if token.rstrip("s") in FRACTIONS:
            part = FRACTIONS[token.rstrip("s")]
            if re.search(r"(?:and an? )half$|and an? quarter$", text):
                unit = total if total and not group else 1.0
                total += part * (unit if unit == total and total >= 100 else 1.0)
            elif re.search(r"and an? (?:half|quarter) ", text):
                group += part
            else:
                group = (group or 1.0) * part
        elif re.fullmatch(r"[\d.]+", token):
            group += float(token)
        elif token in SMALL_PARTS:
            group += SMALL_PARTS[token]
        elif token in _values():
            group += _values()[token]
        elif token in _multipliers():
            factor = _multipliers()[token]
            group = (group or 1.0) * factor
            if factor >= 1000:
                total, group = total + group, 0.0
        else:
            return None
        seen = True
    return total + group if seen else None


# --- pattern ---------------------------------------------------------------------------------

JOIN = r"(?: ?(?:-|–|—) ?| to | or | and )"


@cache
def _pattern() -> re.Pattern[str]:
    qualifiers = lexicon.table("qualifiers")
    after = {"or more", "or so", "or fewer", "or less", "plus"}
    before = _any(q for q in qualifiers if q not in after)
    money = _any(lexicon.table("currencies"))
    unit = "|".join(
        re.escape(f) + (r"\b" if f[-1].isalpha() else "") for f in sorted(units(), key=lambda f: (-len(f), f))
    )
    number, vague = _number(), _any(lexicon.table("vague_numbers"))
    return re.compile(
        rf"(?:(?<!\w)|(?=[$€£¥₹]))"  # nothing begins inside a word: most places fail here, at once
        rf"(?:(?P<qual>(?i:{before})) (?:another |a further )?)?(?:(?P<span>(?i:between|from)) )?"
        rf"(?P<money>{money})? ?(?<![\w.,:/-])(?:(?P<vague>(?i:{vague})\b)|(?P<one>(?i:{number}))"
        rf"(?:(?P<each> ?%| per ?cent)?(?P<join>{JOIN})(?:{money})?(?P<two>(?i:{number})))?)"
        rf"(?:(?P<more>(?i: or more| or so| or fewer| or less|[- ]plus\b|\+))(?!\w))?"
        rf"(?: ?-? ?(?P<unit>{unit})(?![\w]))?"
    )


@cache
def _share() -> re.Pattern[str]:
    """Parts of a whole: "half the country", "two-thirds of its crew", "one in five"."""
    before = _any(q for q in lexicon.table("qualifiers"))
    return re.compile(
        rf"\b(?:(?P<qual>(?i:{before})) )?"
        r"(?P<share>(?i:(?:(?:an?|one|two|three|four|five|seven)[- ])?"
        r"(?:half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)))"
        r"(?= (?:of )?(?:(?:the|all|its|their|his|her|our|those|these|that)\b|[A-Z][\w.-]*['’]s? ))"
    )


@cache
def _of_each() -> re.Pattern[str]:
    """ "One in five trains", "three out of four of those who died"."""
    small = "one|two|three|four|five|six|seven|eight|nine"
    before = _any(q for q in lexicon.table("qualifiers"))
    units_after = "|".join(sorted({u for u in units() if u.isalpha() and len(u) > 2}, key=lambda u: (-len(u), u)))
    return re.compile(
        rf"\b(?:(?P<qual>(?i:{before})) )?(?P<one>(?i:{small})) (?:in(?: every)?|out of(?: every)?) "
        rf"(?P<two>(?i:{small}|ten|twelve|20|100|1,000|10,000|100,000))"
        rf"(?= (?:of )?[a-z])(?! (?:{units_after}|areas?|cities|countries|places|provinces|states|towns|villages)\b)"
    )


def _read_of_each(text: str, m: re.Match[str]) -> Iterator[Quantity]:
    one, two = value_of(m["one"]), value_of(m["two"])
    verb = re.search(r"\w{2,}(?:ing|ed) $", text[: m.start()])  # "killing one in two raids"
    if one is None or two is None or one >= two or verb:
        return
    bound = _bound(lexicon.table("qualifiers")[m["qual"].lower()]) if m["qual"] else "exact"
    number = m.start("one"), m.end("two")
    yield _bounded(m.start(), m.end(), number, one / two, "share", (m["qual"] or "").lower(), bound)


MAGNITUDE = "magnitude"


@cache
def _magnitude() -> re.Pattern[str]:
    """ "A magnitude of 6.9", "a magnitude 6.9 quake", "a quake measuring 6.9", "cut its magnitude from 7 to 6.9"."""
    before = _any(lexicon.table("qualifiers"))
    scale = r"\d(?:\.\d+)?(?!\d|[.,]\d)"
    of_it = r"\b[Mm]agnitudes?(?:-|(?: (?:of|was|at|has|been|cut|lowered|raised|revised))*(?: to)? )"
    of_quake = r"\b(?:earth)?quake\b[^.;!?\n]{0,60}?\b(?:measur|register)(?:ed|e?s|ing) "
    return re.compile(
        rf"(?:{of_it}|{of_quake})(?:from )?(?:(?P<qual>(?i:{before})) )?(?P<one>{scale})(?: to (?P<two>{scale}))?"
        r"(?! ?-? ?(?:km|kilomet|miles?|met|m\b))"
    )


def _read_magnitude(m: re.Match[str]) -> Iterator[Quantity]:
    qualifier = (m["qual"] or "").lower()
    bound = _bound(lexicon.table("qualifiers")[qualifier]) if qualifier else "exact"
    start = m.start("qual" if qualifier else "one")
    if re.fullmatch(r"[Mm]agnitudes?(?:-| of | )", m.string[m.start() : start]):
        start = m.start()
    yield _bounded(start, m.end("one"), m.span("one"), float(m["one"]), MAGNITUDE, qualifier, bound)
    if m["two"]:
        yield _bounded(m.start("two"), m.end("two"), m.span("two"), float(m["two"]), MAGNITUDE, "", "exact")


STREET = r"(?:Street|Avenue|Road|Drive|Lane|Boulevard|St\.|Ave\.|Rd\.|Blvd)"
NOT_COUNTS = re.compile(
    r"(?:['’]?s\b| (?:[Mm]agnum|calib(?:er|re)|gauge)\b| ?x ?\d| ?- ?by ?- ?|[- ](?:foot|feet)-\d"
    r"|ers\b|['’]\d| ?mm (?:\w+ )?(?:hand)?(?:guns?|pistols?|rounds?|casings?|ammunition)\b|-[A-Z]{4,}\b"
    r"|[- ](?:year|month|week|day)s?[- ]old\b| block of\b| [NSEW]\.? \d"
    r"|(?::\d\d)|(?: ?(?:[ap]\.? ?m\b|[AP]\.? ?M\b|o['’]clock))"
    rf"|(?:st|nd|rd|th)\b|[/.]\d|-[A-Za-z]+ {STREET}"
    rf"| (?:[NSEW]\.? |North |South |East |West )?(?:[A-Z]\w+ ){{0,2}}{STREET})"
)
AN_HOUR = re.compile(r" ?/ ?(?:h|hr|hour|s)\b")
FEET = re.compile(r"\d['’]$")
"""Before the inches of "5’8”"."""
EMERGENCY = {"911", "999", "112", "000"}
EMERGENCY_AFTER = re.compile(r" (?:call|caller|dispatch\w*|operator|recording|tape|audio|emergency|service)s?\b")
"""What follows the number that is dialled for help: "a 911 call"."""
DIALLED = lexicon.marked("beside_numbers", "dialled")
AGED = re.compile(r"(?:\baged?|\bages|[A-Z][\w.’'-]+,) $")
CLOCK = re.compile(
    r"\b(?:(?:after|around|before|since|till|until) \d{1,2} (?:(?:on|last|this) )?(?:early |late )?"
    r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow)\b|(?=morning|afternoon|evening))"
    r"|(?:at|by|from|to) \d{1,2} (?:(?:on )?\w+day |in the |yesterday |this )(?:morning|afternoon|evening|night)\b)"
)
"""A number that is the hour: "after 11 on Monday", "by 10 on Friday night"; a toll may stand "at 11 on Monday"."""
LARGE = re.compile(r"\b(?:[mb]illion|trillion|bn)\b", re.I)
OF = re.compile(r" of\b| in weight\b")
MINUS = re.compile(r"\bminus $")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? $")
MONTH_AFTER = re.compile(r" (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")


def find(text: str) -> tuple[Quantity, ...]:
    """All quantities of ``text``, in order and apart."""
    shares = [q for m in _share().finditer(text) for q in _read_share(m)]
    shares += [q for m in _of_each().finditer(text) for q in _read_of_each(text, m)]
    shares += [q for m in _magnitude().finditer(text) for q in _read_magnitude(m)]
    taken = {at for q in shares for at in range(*q.number)}
    plain = [q for m in _pattern().finditer(text) for q in _read(text, m) if q.number[0] not in taken]
    return tuple(_in_one(text, sorted([*shares, *plain], key=lambda q: q.start)))


def _in_one(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """ "2 hours and 45 minutes", "5 ft 11 in": one amount in two units, the smaller one behind; in the first unit."""
    rest = list(found)
    while rest:
        one = rest.pop(0)
        if rest and _goes_on(text, one, rest[0]):
            less = rest.pop(0)
            more = in_base(less.value or 0.0, less.unit) / in_base(1.0, one.unit)
            low, high = (end + more if end is not None else None for end in (one.low, one.high))
            one = replace(one, end=less.end, value=(one.value or 0.0) + more, low=low, high=high)
        yield one


def _goes_on(text: str, one: Quantity, less: Quantity) -> bool:
    if not (one.unit and less.unit and one.value is not None and less.value is not None) or less.qualifier:
        return False
    if text[one.end : less.start] not in {" ", ", ", " and ", ", and "} or dimension(one.unit) != dimension(less.unit):
        return False
    return in_base(1.0, less.unit) < in_base(1.0, one.unit) and in_base(less.value, less.unit) < in_base(1.0, one.unit)


def _read(text: str, m: re.Match[str]) -> Iterator[Quantity]:
    qualifier, bound = _qualified(m)
    start = (
        m.start("qual")
        if qualifier and m["qual"]
        else m.start("money")
        if m["money"]
        else m.start("vague" if m["vague"] else "one")
    )
    unit = _unit_of(m)
    if unit and AN_HOUR.match(text, m.end()):
        return  # "193 km / h" is no distance
    if m["vague"] and text[: m.start()].rstrip().lower().endswith("how"):
        return
    if m["vague"]:
        least = float(lexicon.table("vague_numbers")[m["vague"].lower()])
        yield Quantity(
            start=start,
            end=m.end(),
            number=m.span("vague"),
            value=None,
            low=least,
            high=None,
            unit=unit,
            qualifier=qualifier,
            bound="vague",
        )
        return
    one, two = value_of(m["one"]), value_of(m["two"]) if m["two"] else None
    if m["money"] and (m["unit"] or "").lower() == "m":
        one, two = (n * 1e6 if n is not None else None for n in (one, two))
    if one is None or (not m["money"] and _is_no_count(text, m)):
        return
    if m["two"] and two is not None and _is_range(m, one, two):
        if one < 1000 and not _factor(m["one"]):
            one *= _factor(m["two"]) or 1.0
        start = m.start("span") if m["span"] and not m["qual"] else start
        yield Quantity(
            start=start,
            end=m.end(),
            number=(m.start("one"), m.end("two")),
            value=None,
            low=one,
            high=two,
            unit=unit,
            qualifier=qualifier,
            bound="between",
        )
        return
    if m["two"]:
        yield from _apart(text, m, start, one, qualifier, bound)
        return
    if unit and dimension(unit) == "temperature" and (minus := MINUS.search(text, 0, m.start("one"))):
        one, start = -one, min(start, minus.start())
    yield _bounded(start, m.end(), m.span("one"), one, unit, qualifier, bound)


def _apart(text: str, m: re.Match[str], start: int, one: float, qualifier: str, bound: Bound) -> Iterator[Quantity]:
    """Two numbers that a word joins and that are no range ("four and six")."""
    before = m["more"] is None
    changes = (m["span"] or "").lower() == "from"
    if changes and one < 1000 and not _factor(m["one"]):
        one *= _factor(m["two"]) or 1.0
    unit = units()["%"].name if m["each"] else _unit_of(m) if changes or m["money"] else None
    at = m.end("each") if m["each"] else m.end("one")
    yield _bounded(start, at, m.span("one"), one, unit, qualifier if before else "", bound if before else "exact")
    at = m.start("two")
    for inner in _pattern().finditer(text[at : at + 200]):
        if inner.start("one") == 0 or (inner["money"] and inner.start() == 0):
            for q in _read(text[at : at + 200], inner):
                yield Quantity(
                    start=q.start + at,
                    end=q.end + at,
                    number=(q.number[0] + at, q.number[1] + at),
                    value=q.value,
                    low=q.low,
                    high=q.high,
                    unit=q.unit,
                    qualifier=q.qualifier,
                    bound=q.bound,
                )
        break


def _bounded(
    start: int, end: int, number: tuple[int, int], value: float, unit: str | None, qualifier: str, bound: Bound
) -> Quantity:
    low = value if bound in {"exact", "least", "above"} else None
    high = value if bound in {"exact", "most", "below", "near"} else None
    return Quantity(
        start=start,
        end=end,
        number=number,
        value=value,
        low=low,
        high=high,
        unit=unit,
        qualifier=qualifier,
        bound=bound,
    )


PLACING = lexicon.marked("prepositions", "beside")


def _qualified(m: re.Match[str]) -> tuple[str, Bound]:
    """The words that qualify the number. "Around three villages" places something and qualifies nothing."""
    kinds = lexicon.table("qualifiers")
    if (
        (m["qual"] or "").lower() in PLACING
        and not m["unit"]
        and not m["money"]
        and m["one"]
        and (value_of(m["one"]) or 10) < 10
    ):
        return "", "exact"
    after = (m["more"] or "").strip(" -").replace("+", "plus").lower()
    word = (m["qual"] or "").lower()
    return (after, _bound(kinds[after])) if after else (word, _bound(kinds[word])) if word else ("", "exact")


def _bound(word: str) -> Bound:
    names: dict[str, Bound] = {
        "least": "least",
        "above": "above",
        "most": "most",
        "below": "below",
        "near": "near",
        "about": "about",
    }
    return names[word]


def _unit_of(m: re.Match[str]) -> str | None:
    if m["money"]:
        return units()[lexicon.table("currencies")[m["money"]]].name
    if m["unit"] and units()[m["unit"]].name == "pound" and LARGE.search(m[0]) and not OF.match(m.string, m.end()):
        return units()["pounds sterling"].name  # "a bid of 4.2 billion pounds"; "3 million pounds of beef" is a weight
    return units()[m["unit"]].name if m["unit"] else None


def _factor(words: str) -> float | None:
    """What the last multiplier of ``words`` multiplies by: "three million" gives its million to "two to"."""
    found = re.search(r"[A-Za-z]+$", words)
    factor = _multipliers().get(found[0].lower()) if found else None
    return factor if factor and factor >= 1000 else None


def _is_range(m: re.Match[str], one: float, two: float) -> bool:
    """ "and" joins a range only after "between"; "from 14 to 22" is a change, and two numbers;
    the second end must be the higher one."""
    between, joined_by_and = (m["span"] or "").lower(), m["join"].strip() == "and"
    if between == "from" or joined_by_and != (between == "between"):
        return False
    if m["each"] and _unit_of(m) != units()["%"].name:
        return False  # "fell 7 percent to 31 crowns"
    return one < two or (bool(re.search("illion|thousand|hundred|bn|mn", m["two"])) and one < 1000)


def _is_no_count(text: str, m: re.Match[str]) -> bool:
    """Is the number an age, a time, a day, a year, or the name of a road?"""
    end = m.end("two") if m["two"] else m.end("one")
    before, after = text[max(0, m.start("one") - 40) : m.start("one")], text[end : end + 40]
    words = m["one"]
    if any(at.start() < m.start("one") < at.end() for at in CLOCK.finditer(text, max(0, m.start("one") - 8), end + 40)):
        return True
    if re.match(NOT_COUNTS, after) or (AGED.search(before) and re.match(r"[,.;:)]", after)):
        return True
    if not words[0].isdigit():
        return False
    if YEAR.fullmatch(words) and not m["unit"] and not m["qual"]:
        return True
    if MONTH.search(before) or (MONTH_AFTER.match(after) and len(words) <= 2):
        return True
    if words.startswith("0") and len(words) > 1 and "." not in words:
        return True
    last = before.split()[-1] if before.split() else ""
    if words in EMERGENCY and (last in DIALLED or EMERGENCY_AFTER.match(after)):
        return True
    road = last in lexicon.words("numbered") and not (last == "A" and m["unit"])  # nor "A 6.9-magnitude quake"
    return road or bool(FEET.search(before)) or before.endswith(("#", "-", "/", "°"))


def _read_share(m: re.Match[str]) -> Iterator[Quantity]:
    words = re.sub(r"[- ]+", " ", m["share"].lower()).split()
    count = 1.0 if len(words) == 1 or words[0] in {"a", "an", "one"} else _values()[words[0]]
    part = FRACTIONS.get(words[-1].rstrip("s"))
    if part is None or (len(words) == 1 and words[0] != "half"):
        return
    bound = _bound(lexicon.table("qualifiers")[m["qual"].lower()]) if m["qual"] else "exact"
    yield _bounded(m.start(), m.end(), m.span("share"), count * part, "share", (m["qual"] or "").lower(), bound)
