"""Page furniture: what stands in an article's text and is not the article.

Readers cut it out of pages and files before ``Article.text`` exists. In text that must stay
verbatim (``.jsonl``) `mask` blanks it, so that no extractor sees it and every offset holds.
A true sentence taken for furniture is lost to the brief, furniture taken for a sentence costs one
odd line: every rule here would rather miss than take too much.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from briefing import genres, lexicon
from briefing.atlas import gazetteer

TAIL = 240
"""Characters at the end of a line in which a credit is looked for."""
CAPTION = 70
"""Words of a caption; a longer line with a credit at its end is a paragraph with a credit at its end."""
FEWEST = 5
"""Words of a line that counts as repeated; "No." and "He was 75." may well be said twice."""
PULLED = 6
"""Words of a pull-quote that comes again inside a longer line."""
CROWD = 8
"""Lines that open with the same words; more of them are a form or a list, and no pull-quotes."""
DOUBLED = 2
"""Lines printed twice in a row are captions; more of them are an accident that doubled the text."""

FEWEST_STATES = 6
"""States that a menu names; a sentence names fewer, or has other words."""
MOSTLY = 0.7
"""Share of a menu's words that are of names."""
NAMES_OF_STATES = re.compile(r"[^\W\d_][\w.’'-]*")

CORRECTS = re.compile(
    r"\b(?:reported (?:erroneously|incorrectly)|(?:erroneously|incorrectly) reported"
    r"|(?:earlier|previous|corrected) version of (?:this|the) (?:story|article|report)"
    r"|(?:this|our) (?:story|article|report) (?:mis(?:stated|spelled|spelt|identified|attributed)|wrongly"
    r"|gave the wrong))\b"
    r"|^[\[(]?(?:Correct(?:ed|ion)|Clarification|Amended)(?: on [^:]{3,20})?:",
    re.IGNORECASE,
)
"""What a paper says of itself."""
NOTE = re.compile(r"\W*(?:corrections?|clarifications?|for the record)\b ?[:–—-]", re.IGNORECASE)
"""What opens the line of a note that corrects."""
OLD_REPORT = re.compile(
    r"\W*(?:(?:corrections?|clarifications?|for the record) ?[:–—-] )?"
    r"(?:in )?(?:an?|the|our|this|\w+day['’]s) (?:[\w-]+ ){0,2}"
    r"(?:article|report|story|headline|caption|dispatch|graphic|item|column|post)\b",
    re.IGNORECASE,
)
"""What opens a sentence of such a note that tells what the older report had."""

MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DATED = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})"
ITS_DAY = rf",? {DATED}(?:,? \d{{4}})?"
DAY = f"(?:{ITS_DAY})?"
CREDIT = r"(?:,? ?\((?:(?![RDI]-)[A-Z][^()]{1,40}|[\w-]+\.[\w.]{2,12})\))"
DASH = r"(?:\s*(?:—|–-?|-{2,3})\s*| - | -(?=[A-Z]))"
CAPITALS = r"[A-Z][A-Z.'’/-]+(?:[ ,]+(?:[A-Z][A-Z.'’-]+|[A-Z][a-z]+\.?|(?:al|el|de)-[A-Z]\w+)){0,5}"
NAMES = r"[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,5}"
TEXT = r"(?=[\"“‘'(\[]{0,2}(?:[A-Z0-9]|al-|el-)|$)"
"""A dash inside a sentence ("NATO — an alliance that …") goes on in lower case."""
DATELINE = re.compile(
    rf"^(?:(?:UPDATED?|BREAKING)[:,]? )?"
    rf"(?:{CAPITALS}{DAY}{CREDIT}?|{NAMES}{DAY}{CREDIT}|(?!(?:On|By|In) ){NAMES}{ITS_DAY}|{DATED}{CREDIT}|{CREDIT})"
    rf"{DASH}{TEXT}"
)
OPENING = re.compile(rf"^(?=[A-Z’' -]{{5,}}:){CAPITALS}: {TEXT}")
"""A dateline with a colon, at the top of an article: "ORVEL: The mayor". Below, such words name who speaks, and so few
letters a body: "NASA: Launch put off"."""
STAMP = re.compile(
    r"^(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?(?:[ap]\.?m\.?|GMT|UTC|[BC]E?ST|ET))?(?::| [-–—|])? (?=[A-Z“\"])"
)
"""The time before an entry of a live report."""
BRACKETS = re.compile(r"^(?:\((?P<round>[^()]*(?:\([^()]*\)[^()]*)*)\)|\[(?P<square>[^\[\]]*)\])$")
WORD = re.compile(r"\w+")


def corrects(text: str, start: int, end: int, title: str = "") -> bool:
    """Does the sentence of ``text`` between the two say what a paper had wrong: "An article on Monday said that 52 were
    hurt", in a note that corrects?"""
    sentence = text[start:end]
    if CORRECTS.search(sentence):
        return True
    noted = genres.is_correction(title) or NOTE.match(text, text.rfind("\n", 0, start) + 1)
    return bool(noted and OLD_REPORT.match(sentence))


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of the lines of ``text`` that are not blank, without the space around them."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line) + 1


@cache
def _whole() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in lexicon.lines("furniture"))


@cache
def _ends() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in lexicon.lines("credits"))


def is_furniture(line: str) -> bool:
    """Is this whole line a control, a credit, a caption or an agency's mark?"""
    if not any(c.isalpha() for c in line) or is_menu(line):
        return True
    found = BRACKETS.match(line)
    inner = (found["round"] or found["square"] or "").strip() if found else line
    if agency(inner):
        return True
    return any(p.search(inner) for p in _whole())


def is_menu(line: str) -> bool:
    """Is it a list of states to choose from ("Country: Albania Algeria Andorra …"), and no sentence that names some?"""
    words = [] if line.endswith((".", "!", "?")) else NAMES_OF_STATES.findall(line)
    if len(words) < FEWEST_STATES or sum(word[:1].isupper() for word in words) < MOSTLY * len(words):
        return False
    at = named = covered = 0
    while at < len(words):
        size = next((n for n in (3, 2, 1) if gazetteer.state(" ".join(words[at : at + n]))), 0)
        named, covered, at = named + bool(size), covered + size, at + max(size, 1)
    return named >= FEWEST_STATES and covered >= MOSTLY * len(words)


def agency(line: str) -> str | None:
    """The news agency that ``line`` is the name of, by the one name it goes by."""
    if len(line) > 60:
        return None
    words = line.lower().strip(" .,;—–-*").removeprefix("by ")
    return lexicon.table("agencies").get(words.removesuffix(" service").removesuffix(" news"))


def credit(line: str) -> int | None:
    """Where the credit at the end of ``line`` starts: 0 for a caption, which is all credit."""
    tail = max(0, len(line) - TAIL)
    starts = [tail + m.start() for p in _ends() if (m := p.search(line[tail:]))]
    if not starts:
        return None
    return 0 if len(line.split()) <= CAPTION else min(starts)


def repeats(rows: Sequence[str]) -> set[int]:
    """Indices of ``rows`` whose words stand elsewhere too and can go.

    A caption printed twice in a row goes altogether. Of a line that comes again the last copy
    stays; a pull-quote goes for the longer line that holds it.
    """
    keys = [tuple(WORD.findall(row.lower())) for row in rows]
    gone = _copies(keys)
    return gone | _pulled(keys, gone, rows)


def _copies(keys: Sequence[tuple[str, ...]]) -> set[int]:
    left = Counter(keys)
    gone: set[int] = set()
    doubled: list[int] = []
    for i, key in enumerate(keys):
        left[key] -= 1
        if left[key] and len(key) >= FEWEST:
            gone.add(i)
        elif i and key == keys[i - 1] and len(key) >= FEWEST:
            doubled.append(i)
    if len(doubled) <= DOUBLED and len(gone) + len(doubled) < len(keys):
        gone.update(doubled)
    return gone


def _pulled(keys: Sequence[tuple[str, ...]], gone: set[int], rows: Sequence[str]) -> set[int]:
    opens: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        if len(key) >= PULLED and i not in gone:
            opens[key[:PULLED]].append(i)
    found: set[int] = set()
    for j, key in enumerate(keys):
        if j in gone:
            continue
        for at in range(len(key) - PULLED + 1):
            inside = [
                i
                for i in opens.get(key[at : at + PULLED], ())[:CROWD]
                if len(keys[i]) < len(key) and key[at : at + len(keys[i])] == keys[i]
            ]
            # Asked last, for it is the dear part: a caption that repeats a sentence of the article is no home for it.
            if inside and not is_furniture(rows[j]) and credit(rows[j]) != 0:
                found.update(inside)
    return found


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Furniture in ``text``, in order: whole lines, copies, credits at the end of a line, datelines."""
    bounds = list(lines(text))
    rows = [text[a:b] for a, b in bounds]
    again = repeats(rows)
    for i, (a, b) in enumerate(bounds):
        if i in again or is_furniture(rows[i]):
            yield a, b
            continue
        end = credit(rows[i])
        dateline = DATELINE.match(rows[i]) or STAMP.match(rows[i]) or (OPENING.match(rows[i]) if i == 0 else None)
        if end != 0 and (found := dateline):
            yield a, a + found.end()
        if end is not None:
            yield a + end, b


def mask(text: str) -> str:
    """``text`` with its furniture blanked: same length, same offsets, same line breaks."""
    out: list[str] = []
    at = 0
    for a, b in spans(text):
        out += text[at:a], " " * (b - a)
        at = b
    return "".join(out) + text[at:]
