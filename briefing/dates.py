"""Words that name days, and the article's own day.

`find` reads "Wednesday", "over the weekend", "two days earlier", "last spring", "3 May 2013" and their kin, by
the rules of `briefing.reckoning`. Both ends of a `Date` are None where there is nothing to reckon from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from briefing import lexicon, reckoning
from briefing.model import Article, Date

NEAR = 31
"""Days from an article's own within which a day needs no year."""
Found = tuple[int, int, Date]
"""Start, end, and the date that the words between them name."""
Matched = tuple[int, int, re.Match[str], reckoning.Resolver]
"""Start, end, and what the words between them match."""

HOUR = r"(?:about |around )?(?:\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)?|noon|midnight),?(?: on)?"
AHEAD = re.compile(
    r"\b(?:will|would|shall|won['’]t|(?:is|are) going to"
    r"|(?:call(?:s|ed)?|set|fixe[sd]|schedules?d?|announce[sd]?|planned|postponed)\b[^.;]{0,80}"
    rf"\bfor(?=(?: {HOUR})? ?$)"
    r"|plan(?:s|ning)? (?:an?|the|another|more|two|three)\b"
    r"|(?:is|are) (?:heading|headed|travell?ing|flying) to"
    r"|(?:in advance|ahead) of(?= (?:[\w.’'-]+ ){1,6}(?:on )?$)"
    r"|(?:(?:is|are|be)|(?:was|were)(?! due on\b)) (?:(?:now|still|currently|also|not) )?"
    r"(?:about to|due|scheduled|expected|slated|planned|to|set (?:to|for))"
    r"|(?<!was )(?<!were )due(?! to\b)|scheduled|slated|plans? to|planning to|upcoming|expects? to|hopes? to"
    r"|intends? to|pending"
    r"|due to (?:appear|arrive|be|begin|end|expire|face|hold|leave|meet|open|resume|start|take|vote)"
    r"|(?:meets|opens|begins|starts|convenes|reconvenes|resumes|expires|takes effect)(?= (?:[\w’'-]+ ){0,4}$)"
    r"|(?:talks|polls|negotiations|schools|leaders|ministers) (?:begin|convene|meet|open|reopen|resume|start)"
    r"(?= (?:[\w’'-]+ ){0,4}$)"
    r"|(?:postponed|moved|rescheduled|delayed|pushed back|adjourned|put off|extended) (?:to|until|till)(?= ?$)"
    r"|(?:remanded|bailed|adjourned|summoned|ordered|released)\b[^.;]{0,80}"
    r"\bto (?:appear|return|attend|face|answer|stand|be)"
    r"|to be (?:\w+ed|held|heard|made|put)(?: \w+)?(?= ?$)"
    r"|(?:forecasts?|predicted) (?:for|from|on)(?= ?$)"
    r"|(?:expect|forecast|predict)s? [^.;]{0,60}\bto [^.;]{0,60}(?:from|on|by|next)(?= ?$)"
    r"|expects?(?: [\w’'-]+){0,4}? (?:on|by|from)(?= ?$)"
    r"|must|(?:until|by)(?: the (?:end|close|start|middle) of)?(?= ?$))\b|['’]ll\b",
    re.I,
)
BEHIND = re.compile(
    r"\b(?<!\bbe )(?:said|says|told|added|announced|reported|confirmed|wrote|tweeted|according to"
    r"|was|were|had|did|killed|died|began)\b",
    re.I,
)
PAST = re.compile(r"\b(?:was|were|had|did|began|took|fell|shot|\w{2,}ed)\b", re.I)
DONE = re.compile(r"\b(?:had|has|have|was|were)\b", re.I)
DID = re.compile(
    r"^(?!.*\b(?:if|unless|until)\b)[^.;]*?\b(?!(?:added|reported|announced|confirmed|stated|claimed|insisted|hundred|indeed|need|speed|breed)\b)"
    r"(?:[a-z]{3,}ed|rose|fell|grew|came|went|left|made|held|stood|shut|drew|took|became)\b(?!.*\bto [a-z]{2,}\b)"
)
"""What was done "by" a day, under no condition and leading to nothing that is "to" be done: "by Friday they REACHED the
gate"."""
HAD = re.compile(r"^(?!.*\b(?:said|says|that)\b).*\bhad (?!to\b|until\b|been\b)[a-z]+\b", re.I)
""" "He HAD DENIED it until Friday", by the writer's own word: up to a day that is over."""
BOUND = re.compile(
    r"\b(?:must|should|would|will|could|can|may|might|agreed|asked|called|demanded|due|expected|given|gave|needed|ordered"
    r"|orders|planned|pledged|promised|required|scheduled|set|told|urged|vowed|wanted|warned"
    r"|(?:had|has|have) (?:to|until))\b",
    re.I,
)
"""What binds somebody to a day "by" which it is to be done."""
CALLED = re.compile(
    r"\bcall(?:s|ed|ing)? (?:for )?(?:an? |more |fresh |new )?(?:[\w-]+ ){0,3}"
    r"(?:protests?|demonstrations?|rall(?:y|ies)|march(?:es)?|strikes?|walkouts?|boycotts?|elections?|referendum|vote"
    r"|meeting|session|talks|summit) on $"
    r"|\bthreaten(?:s|ed|ing)? (?:[\w-]+ ){1,4}(?:from|on) $"
    r"|\b(?:set|sets|setting|gave|gives|imposed|extended) (?:[\w-]+ ){1,4}deadline (?:of|for|to|until) $"
    r"|\b(?:agree|decide|offer|pledge|prepare|promise|propose|threaten|vow)(?:s|d|ed)? (?:not )?to"
    r" (?!an? |the |his |her |its |their )[a-z][^.;,]*$"
    r"|\b(?:expect|forecast|hope|intend|plan)(?:ed)? (?:[\w’'-]+ ){0,6}?to (?!an? |the )[a-z][^.;]*$"
    r"|\b(?:could|might|(?-i:may)) (?!have\b)[a-z][^.;]*$"
    r"|\b(?:was|were) due on $"
    r"|\b(?:before|ahead of|in time for) (?:(?:the|an?|its|their) )?(?:[a-z-]+ ){1,3}in $",
    re.I,
)
"""A gathering that is called, what somebody vows to do or expects, what could be or was due, and what something was
"before" ("before elections in September"): it may lie ahead."""
BREAK = re.compile(
    r"(?:(?<!\b[ap]\.m)\.|[;!?“”\"])(?=\s|$)|\n|(?<=\b[ap]\.m)\.(?=\s+(?!(?i:mon|tues?|wed|thu|fri|sat|sun))[A-Z])"
    r"|(?<=[a-z]{2})\.(?=[A-Z][a-z])"
)
"""Where a sentence ends; also in "at home.By Friday", which a page has run together."""
NEXT_WORDS = re.compile(r",? (?:will|is to|are to|is due|are due|is expected|is scheduled|deadline)\b")
ALREADY = re.compile(r" (?:has|have|had) already\b")
"""After it: "the shots fired on Saturday HAVE ALREADY decided it"."""
AND_THEN = re.compile(r",? (?:and|or) (?:to )?(?:[\w’'-]+ ){0,5}(?:in|on|by) ")
"""Between two dates of one plan: "to hold in March AND TO CUT IN June"."""
OFF = re.compile(
    r"(?: \w+)?,? (?:has|have) (?:now )?been (?:abandoned|called off|cancell?ed|postponed|put off|scrapped|shelved)\b"
)
"""After it: "the summit on Friday HAS BEEN CALLED OFF". What is told off so has not been."""
FULL = re.compile(r"(?:uary|tember|ober|ember|March|April|May|June|July|August)\.$", re.I)
"""A stop behind the whole name of a month ends the sentence, and no abbreviation."""
OPENING = re.compile(r"\W*(?:on|at|in|by|late|early|next|this|from|\s)*", re.I)
"""What may stand before a date that opens its sentence."""
NEXT_CLAUSE = re.compile(r",? (?:[\w’'-]+,? ){1,9}?(?:will|(?:is|are) (?:to|due|expected|scheduled|set))\b")
"""After it: "On Friday, CRITICS OF THE PLAN WILL have their say"."""


# --- finding ---------------------------------------------------------------------------------


KEPT = 65536
"""Articles whose day is kept: each stage asks for it anew, and a larger pile would be read anew each time."""


@lru_cache(maxsize=256)
def find(
    text: str, day: date | None, *, ahead: bool | None = None, coming: frozenset[int] = frozenset()
) -> tuple[Found, ...]:
    """All date expressions of ``text`` as (start, end, Date), in order and apart.

    ``day`` is the article's own day, None where it is not known. ``ahead`` says that the text speaks
    of what is to come; by default each sentence is asked for a sign of it before the words. ``coming`` are the
    starts of words that are known to: "Parliament votes ON TUESDAY".
    """
    out: list[Found] = []
    matches = tuple(_matches(text))
    years = _years(matches)
    last = full = None
    coming_before = False
    reached = 0
    for start, end, match, resolver in matches:
        between = text[reached:start]
        last = None if "\n" in between else last
        full = None if BREAK.search(between) else full
        future = start in coming or (_looks_ahead(text, start, end, reached) if ahead is None else ahead)
        future = future or (coming_before and bool(AND_THEN.fullmatch(between)) and not PAST.search(between))
        past = bool(PAST.search(_clause(text, start, reached)))
        either = ahead is None and bool(CALLED.search(_clause(text, start, reached)))
        answer = resolver(match, reckoning.Reckoning(day, last, future, past, full, either))
        if answer is None:
            continue
        span, precision = answer
        if span and day and precision == "day" and "until" in match.groupdict() and not match["year"]:
            span = _of_named_year(span, day, years.get((span[0].month, span[0].day), set()))
        first, final = (span[0].isoformat(), span[1].isoformat()) if span else (None, None)
        found = Date(start=first, end=final, precision=precision, text=text[start:end])
        coming_before = bool(span and day and span[0] > day)
        if out and span and (whole := _with_first(out[-1], text, start, found)) is not None:
            out[-1] = (out[-1][0], end, whole)
        elif out and _is_aside(text, reached, start, end) and _is_part(found, out[-1][2]):
            out[-1] = (out[-1][0], end + 1, replace(found, text=text[out[-1][0] : end + 1]))
        else:
            out.append((start, end, found))
        reached = end
        if span and precision == "day":
            last = span[1]
            full = span[1] if match.groupdict().get("year") else full
    return tuple(out)


def _with_first(one: Found, text: str, start: int, last: Date) -> Date | None:
    """ "Between AUGUST 1 AND AUGUST 9": one stretch of days."""
    begin, end, first = one
    opened = text[:begin].lower().endswith("between ") and text[end:start] == " and "
    if not opened or not (first.start and last.end and first.start <= last.end):
        return None
    return Date(start=first.start, end=last.end, precision=last.precision, text=text[begin:start] + last.text)


def _years(matches: Iterable[Matched]) -> dict[tuple[int, int], set[int]]:
    """Month and day to the years with which a text names them."""
    found: dict[tuple[int, int], set[int]] = {}
    for _, _, match, resolver in matches:
        if "until" in match.groupdict() and match["year"]:
            answer = resolver(match, reckoning.Reckoning(None))
            if answer and answer[0]:
                first = answer[0][0]
                found.setdefault((first.month, first.day), set()).add(first.year)
    return found


def _of_named_year(span: tuple[date, date], day: date, years: set[int]) -> tuple[date, date]:
    """ "The attacks of July 7" where the article has "July 7, 2005": of that year, but for a day of these weeks."""
    if len(years) != 1 or abs((span[0] - day).days) <= NEAR:
        return span
    first = span[0].replace(year=min(years))
    return first, first + (span[1] - span[0])


def _is_aside(text: str, reached: int, start: int, end: int) -> bool:
    """Does the date stand in brackets right after another: "this week (June 13)"?"""
    return text[reached:start] == " (" and text[end : end + 1] == ")"


def _is_part(found: Date, of: Date) -> bool:
    return bool(found.start and found.end and of.start and of.end) and (
        of.start <= found.start <= found.end <= of.end  # type: ignore[operator]
    )


def _matches(text: str) -> Iterator[Matched]:
    """Matches in order of the text; where two overlap, the one that begins first, then the longer."""
    rows = []
    for rank, (pattern, resolver) in enumerate(reckoning.patterns()):
        for m in pattern.finditer(text):
            a, b = m.span("x") if "x" in pattern.groupindex else m.span()
            if "which" in pattern.groupindex and m["which"]:
                a = min(a, m.start("which"))
            b -= len(text[a:b]) - len(text[a:b].rstrip())
            b -= bool(FULL.search(text[a:b]))
            a += len(text[a:b]) - len(text[a:b].lstrip())
            if resolver is not reckoning.weekday or not _is_name(text, a, b):
                rows.append((a, -b, rank, m, resolver))
    reached = 0
    for a, minus, _, m, resolver in sorted(rows, key=lambda row: row[:3]):
        if a >= reached:
            reached = -minus
            yield a, -minus, m, resolver


def _is_name(text: str, start: int, end: int) -> bool:
    """Is the weekday part of a name ("Sunday Times", "Black Friday")?"""
    words = lexicon.words("not_days")
    before, after = text[max(0, start - 30) : start].split(" ")[-2:-1], text[end : end + 20].strip()
    return bool(before and before[0] in words) or any(re.match(rf"{word}\b", after) for word in words)


def _clause(text: str, start: int, reached: int) -> str:
    """The words before ``start`` in its sentence, after the date before it."""
    return BREAK.split(text[max(reached, start - 200) : start])[-1]


def _looks_ahead(text: str, start: int, end: int, reached: int) -> bool:
    """Does the clause before (or a "will" right after) these words speak of what is to come? "By Monday" alone does
    not, where something "had been" done by then."""
    clause = _clause(text, start, reached)
    cues = list(AHEAD.finditer(clause))
    if cues and cues[0][0].lower().startswith("by"):
        whole = clause if clause[: cues[0].start()].strip() else BREAK.split(text[end : end + 120])[0]
        if (DONE.search(whole) or DID.search(whole)) and not BOUND.search(whole):
            return False
    if cues and cues[0][0].lower().startswith("until") and HAD.search(clause):
        return False
    if cues:
        return not (BEHIND.search(clause[cues[-1].end() :]) or ALREADY.match(text[end : end + 16]))
    opens = OPENING.fullmatch(clause) and NEXT_CLAUSE.match(BREAK.split(text[end : end + 120])[0])
    if opens and not BEHIND.search(opens[0]):
        return True
    return bool(NEXT_WORDS.match(text[end : end + 20]) or OFF.match(text[end : end + 50]))


# --- the article's own day -------------------------------------------------------------------

STAMP = re.compile(
    r"\b(?:first|last|originally|published|posted|updated|edited|created|date|time|article|story|by|on|at|in|the|of|and"
    r"|a\.? ?m|p\.? ?m|noon|hrs|[A-Z]{2,4}T|GMT|UTC|UK|ET|PT|CT|BST|IST|UPDATED|POSTED|PUBLISHED)\b|[^A-Za-z]+",
    re.I,
)
FIRST = re.compile(r"\b(?:published|posted|first|originally|created)\b", re.I)
DATELINE = re.compile(r"\s*[A-Z][A-Z.'’/-]+(?:[ ,/]+[A-Z][\w.'’-]+){0,5},? \(?")
MONTH_FIRST = re.compile(r"\b(?:[ECMP][SD]?T|AKDT|HST)\b")
DAY_FIRST = re.compile(r"\b(?:GMT|BST|UK|IST|AEST|AEDT|NZST|NZDT|SAST|CET|CEST)\b")
PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?=[/_-]|$)")
HEADER_LINES = 8
CAPTION = re.compile(r"\((?:Published|Posted|Updated) ([^()\n]{6,60})\)")


def day_of(article: Article) -> date | None:
    """The day to reckon from: when it was published; else the full date of a stamp or dateline
    near the top or at the end, or of the address; else None.

    A stamp in the text that is earlier than the publication date wins: a feed or an archive often
    dates an article by its last change, and its "Tuesday" was written for the day of the stamp.
    """
    stamped = _stamped(article.text) or _day_in_path(article.url or "")
    if article.day and stamped and stamped < article.day:
        return stamped
    if article.day:
        caption = _captioned(article.text)
        return caption if caption and (article.day - caption).days > 7 else article.day
    return stamped


@lru_cache(maxsize=KEPT)
def _captioned(text: str) -> date | None:
    """The date of the first "(Published Monday, March 4, 2013)" inside a line."""
    found = CAPTION.search(text)
    day = next((d.start for _, _, d in find(found[1], None) if d.precision == "day"), None) if found else None
    return date.fromisoformat(day) if day else None


@lru_cache(maxsize=KEPT)
def _stamped(text: str) -> date | None:
    rows = [line for line in text.split("\n") if line.strip()]
    edges = rows[:HEADER_LINES] + rows[HEADER_LINES:][-2:]
    stamps = [(line, d) for line in edges if (d := _stamp(line, text)) is not None]
    return next((d for line, d in stamps if FIRST.search(line)), stamps[0][1] if stamps else None)


def _stamp(line: str, text: str) -> date | None:
    """The full date of a line that holds little else, or that begins with a dateline."""
    line = line.strip()
    if len(line) > 600:
        line = line[:600]
    for start, end, found in find(line, None):
        rest = line[:start] + " " + line[end:]
        dateline = DATELINE.fullmatch(line[:start] or " ") and re.match(r"\s*(?:\(|\)|[—–-])", line[end:])
        if found.precision != "day" or not (dateline or len(STAMP.sub(" ", rest).split()) <= 2):
            continue
        if found.start:
            return date.fromisoformat(found.start)
        if day := _settled(line, start, end, text):
            return day
    return None


def _settled(line: str, start: int, end: int, text: str) -> date | None:
    """The reading of "05/02/2013" that the time zone beside it or another date of the text settles."""
    numbers = [int(n) for n in re.findall(r"\d+", line[start:end])]
    if len(numbers) != 3:
        return None
    year = numbers[2] + (2000 if numbers[2] < 100 else 0)
    readings = reckoning.numeric_readings(numbers[0], numbers[1], year)
    if len(readings) == 2:
        if MONTH_FIRST.search(line) or DAY_FIRST.search(line):
            return readings[0] if MONTH_FIRST.search(line) else readings[1]
        known = [
            date.fromisoformat(d.start) for _, _, d in find(text[:20000], None) if d.precision == "day" and d.start
        ]
        readings = [r for r in readings if any(abs((r - k).days) <= 10 for k in known)]
    return readings[0] if len(readings) == 1 else None


def _day_in_path(url: str) -> date | None:
    found = PATH.search(url.lower())
    if not found:
        return None
    year, month, number = found.groups()
    months = reckoning.months()
    return reckoning.day_or_none(int(year), months.get(month, 0) if month.isalpha() else int(month), int(number))
