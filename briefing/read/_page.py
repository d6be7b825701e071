"""The text of a page or a plain file to an article's parts: furniture is cut, what it tells is kept.

Title, deck, byline, captions, controls, credits and the dateline go; agency, outlet and the time of
publication are taken from them. What is left is `Page.text`, one paragraph a line, a blank line between.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from briefing import dates
from briefing.furniture import DATELINE, agency, credit, is_furniture, repeats
from briefing.model import Article
from briefing.read._given import Given

FINAL = re.compile(r"[.!?…][\"”’»')\]]*$")
TOP = 8
"""Lines at the head of a page among which title, deck, byline and captions stand."""
TITLE = 30
"""Words of a title at most."""
HEADING = 10
"""Words of a heading inside the text at most."""
WIDEST = 130
"""Characters of a line that was broken by hand or by a mail program."""

HIDDEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
BLANK = re.compile(r"[ \t\u00a0\u2007\u202f\u3000]+")
DATED = re.compile(r"(?i)^\W*(?:(?:first )?(?:published|posted|created)|updated|last (?:updated|modified))\b")
REVISED = re.compile(r"(?i)^\W*(?:last )?(?:updated|modified)\b")
CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap])?\.?(?:m\b\.?)?\s*"
    r"(?P<zone>GMT|UTC|BST|WET|CET|CEST|EET|EEST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|IST|JST|Z)\b",
    re.I,
)
# Abbreviations that a reader of English news would take one way; IST is left as India's.
ZONES = {
    "GMT": "+00:00", "UTC": "+00:00", "Z": "+00:00", "WET": "+00:00", "BST": "+01:00", "CET": "+01:00",
    "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "IST": "+05:30", "JST": "+09:00", "EST": "-05:00",
    "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00",
    "PDT": "-07:00",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]{5,}")
IMPRINT = re.compile(r"^(?P<outlet>[A-Z][\w.&'’-]*(?: (?:of|and|the|de|[A-Z&][\w.&'’-]*)){0,5})(?:,| [|–—·-]) ")
CREDITED = re.compile(r"\(([^()]{2,40})\)")
GLUED = re.compile(r"(?<=[.!?”\"])\s*(?:[—–-]\s*)?\(?(?P<name>[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3}(?: service)?)\)?$")
SERVICE = re.compile(r"(?i)^(?:the )?(?P<name>.{2,50}? (?:agency|newswire)|.{2,50}?(?=(?: news)? service$))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    text: str
    title: str = ""
    outlet: str = ""
    published: str | None = None
    agency: str | None = None
    """None where the outlet itself is credited."""

    def article(self, given: Given) -> Article:
        """The one article that was ``given``."""
        return Article(
            id="",
            text=self.text,
            title=self.title,
            outlet=self.outlet,
            published=self.published,
            url=given.base,
            path=given.path,
            agency=self.agency,
        )


def page(raw: str, *, title: str = "", outlet: str = "") -> Page:
    """``raw`` without its furniture; ``title`` and ``outlet`` where they are known already."""
    rows = paragraphs(raw)
    again = repeats(rows)
    gone = again | {i for i, row in enumerate(rows) if is_furniture(row) or dates_line(row)}
    told = [rows[i] for i in sorted(gone)]
    body = [_uncredited(row) for i, row in enumerate(rows) if i not in gone]
    title, head, body = _headed([row for row in body if row], title)
    body, named = _unsigned(body)
    body, line = _undated(body)
    outlet = outlet or _outlet(head)
    credited = _agency(told) or named or _in_dateline(line)
    return Page(
        text="\n\n".join(body),
        title=title,
        outlet=outlet,
        published=published([*told, *head], line),
        agency=credited if credited != outlet else None,
    )


def paragraphs(raw: str) -> list[str]:
    """The paragraphs of ``raw``, each on one line."""
    blocks = [
        [clean for line in block.split("\n") if (clean := BLANK.sub(" ", line).strip())]
        for block in re.split(r"\n[ \t\u00a0]*\n", HIDDEN.sub("", raw))
    ]
    return [row for block in blocks for row in _unwrapped(block)]


def _unwrapped(block: Sequence[str]) -> Sequence[str]:
    """``block`` as one paragraph where its lines were broken in mid-sentence, else as it is."""
    broken = any(not FINAL.search(one) and two[0].islower() for one, two in pairwise(block))
    return [" ".join(block)] if broken and max(map(len, block)) <= WIDEST else block


def dates_line(row: str) -> bool:
    """Is ``row`` nothing but a date?"""
    found = dates.find(row, None) if len(row) < 60 else ()
    days = ((a, b) for a, b, date in found if date.start and date.precision == "day")
    return any(not WORD.search(row[:a] + row[b:]) for a, b in days)


def _uncredited(row: str) -> str:
    end = credit(row)
    return row if end is None else row[:end].rstrip()


def _headed(rows: list[str], title: str) -> tuple[str, list[str], list[str]]:
    """The title; the deck, captions and imprint below it; the rows without these and without headings.

    None of them is a whole sentence. A text with few full stops is left as it is: there the rule
    would take too much.
    """
    if sum(len(row) for row in rows if FINAL.search(row)) < 0.5 * sum(map(len, rows)):
        return title, [], rows
    first = next((i for i, row in enumerate(rows) if FINAL.search(row) and not _is_title(row, title)), 0)
    head = rows[: min(first, TOP)]
    if not title and head and len(head[0].split()) <= TITLE:
        title = head[0]
    return title, head, [row for row in rows[len(head) :] if not _is_heading(row)]


def _is_title(row: str, title: str) -> bool:
    return row == title or (row.endswith("?") and len(row.split()) <= 15)


def _is_heading(row: str) -> bool:
    """A few words that are no sentence, no item of a list and no part of a quotation."""
    return len(row.split()) <= HEADING and row[0].isalpha() and not re.search(r"[.!?…:;,\d”\"’»)\]—–-]$|\d", row)


def _outlet(head: Sequence[str]) -> str:
    """The outlet that an imprint names: "The Daily Ledger, late edition, 9 June 2026"."""
    found = (IMPRINT.match(row) for row in head if any(True for _ in _days([row])))
    return next((m["outlet"] for m in found if m), "")


def _unsigned(rows: list[str]) -> tuple[list[str], str | None]:
    """``rows`` without an agency's name glued to the end of the last one, and that name."""
    found = GLUED.search(rows[-1]) if rows else None
    name = found and _service(found["name"])
    if not found or not name:
        return rows, None
    return [*rows[:-1], rows[-1][: found.start()].rstrip()], name


def _service(name: str) -> str | None:
    if known := agency(name):
        return known
    found = SERVICE.match(name.strip(" .()"))
    return found["name"] if found else None


def _agency(told: Sequence[str]) -> str | None:
    names = (re.split(r" contributed to ", row.strip(" ()."))[0] for row in told if len(row) < 80)
    return next((found for name in names if (found := _service(name))), None)


def _undated(rows: list[str]) -> tuple[list[str], str]:
    """``rows`` from their dateline on, without it, and the dateline: what stands above it is a deck."""
    for i, row in enumerate(rows[:3]):
        if found := DATELINE.match(row):
            return [row[found.end() :], *rows[i + 1 :]], found[0]
    return rows, ""


def _in_dateline(line: str) -> str | None:
    found = CREDITED.search(line)
    return (agency(found[1]) or found[1]) if found and not dates.find(found[1], None) else None


def published(told: Sequence[str], line: str) -> str | None:
    """The time of publication that furniture or the dateline gives, ISO 8601; without a zone only the day."""
    stamped = [row for row in told if DATED.match(row)]
    first = [row for row in stamped if not REVISED.match(row)]
    alone = [row for row in told if row not in stamped and (dates_line(row) or IMPRINT.match(row))]
    return next(_days((*first, *alone, *stamped, line)), None)


def _days(rows: Sequence[str]) -> Iterator[str]:
    for row in rows:
        day = next((d.start for _, _, d in dates.find(row, None) if d.start and d.precision == "day"), None)
        if day:
            yield _timed(day, row)


def _timed(day: str, row: str) -> str:
    found = CLOCK.search(row)
    if not found:
        return day
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    if hour > 23:
        return day
    return datetime.fromisoformat(f"{day}T{hour:02}:{found['minute']}:00{ZONES[found['zone'].upper()]}").isoformat()
