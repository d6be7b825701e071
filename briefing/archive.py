"""All editions as a static folder to read in a browser: no server, no need of a script, the same bytes each time.

An edition's own files are copied as they are: what was mailed is what stands here.
"""

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html.parser import HTMLParser
from itertools import groupby
from typing import Any

from briefing import labels, templating
from briefing.model import Brief
from briefing.plaintext import printable
from briefing.render import html
from briefing.resources import shipped
from briefing.templating import Template

NEWEST = 10
"""Editions of one situation on the first page."""
IN_FEED = 50
PARTS = ("html", "pdf", "md", "json")
SPACE = uuid.UUID("5f0c1d9e-6f0b-5b55-9d1a-2f6a3f0c7b11")
"""Of the ids in the feed: an entry keeps its id wherever the folder is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One edition and its files by format: at least the JSON, and the HTML where it was made."""

    situation: str
    """A name that may stand in a path."""
    name: str
    """What its files are called: "2026-11-22-port"."""
    brief: Brief
    files: Mapping[str, bytes]

    @property
    def day(self) -> str:
        """The day that its name gives, else that of its cut-off."""
        found = re.match(r"\d{4}-\d\d-\d\d", self.name) or re.match(r"\d{4}-\d\d-\d\d", self.brief.as_of or "")
        return found[0] if found else ""

    @property
    def order(self) -> tuple[str, str, int, str]:
        return self.day, self.brief.as_of or "", self.brief.edition.number, self.name

    # --- what the templates print ----------------------------------------------------------------

    @property
    def label(self) -> str:
        return labels.moment(self.day) or self.name

    @property
    def month(self) -> str:
        return f"{labels.MONTHS[int(self.day[5:7]) - 1]} {self.day[:4]}" if self.day else "Without a date"

    @property
    def lead(self) -> str:
        return self.brief.bottom_line[0].text if self.brief.bottom_line else "Nothing could be stated with a source."

    @property
    def updated(self) -> str:
        """RFC 3339, as Atom wants it; a day is its first moment."""
        as_of = self.brief.as_of or self.day
        when = datetime.fromisoformat(as_of or "1970-01-01")
        return when.isoformat() if when.tzinfo else f"{when.isoformat()}Z"

    @property
    def id(self) -> str:
        return _urn(f"{self.situation}/{self.name}")

    @property
    def formats(self) -> list[str]:
        return [one for one in PARTS if one in self.files]


def site(issues: Iterable[Issue], *, title: str, address: str | None = None) -> dict[str, bytes]:
    """The files of the folder by their paths. ``address`` is where it is published, ending in ``/``."""
    every = sorted((_whole(one) for one in issues), key=lambda one: one.order, reverse=True)
    by_name = sorted({one.situation for one in every})
    situations = {name: [one for one in every if one.situation == name] for name in by_name}
    common = {"title": title, "address": address or "", "newest": NEWEST}
    feed = {**common, "issues": every[:IN_FEED], "path": "feed.xml", "name": title, "id": _urn("")}
    files = {
        "index.html": _page("_site_index.html.j2", {**common, "root": "", "situations": situations}),
        "feed.xml": _page("_site_feed.xml.j2", feed),
        "site.css": _style(),
        "search.js": (shipped("styles") / "search.js").read_bytes(),
        "search-index.js": _index(every),
    }
    for name, own in situations.items():
        heading = own[0].brief.title or name
        months = [(month, list(group)) for month, group in groupby(own, key=lambda one: one.month)]
        values = {**common, "root": "../", "name": name, "heading": heading, "months": months, "issues": own[:IN_FEED]}
        files[f"{name}/index.html"] = _page("_site_situation.html.j2", values)
        files[f"{name}/feed.xml"] = _page(
            "_site_feed.xml.j2", {**values, "path": f"{name}/feed.xml", "name": f"{title}: {heading}", "id": _urn(name)}
        )
        for one in own:
            files |= {f"{name}/{one.name}.{part}": one.files[part] for part in one.formats}
    return dict(sorted(files.items()))


def _urn(path: str) -> str:
    return uuid.uuid5(SPACE, path).urn


def _whole(issue: Issue) -> Issue:
    """``issue`` with a page to read, where none was made."""
    if "html" in issue.files:
        return issue
    return replace(issue, files={**issue.files, "html": html.render(issue.brief, Template())})


def _page(template: str, values: Mapping[str, Any]) -> bytes:
    return templating.render(template, None, values).encode()


def _style() -> bytes:
    own = (shipped("styles") / "site.css").read_text(encoding="utf-8")
    return (html.web_fonts() + html.css(Template(), html.SCREEN) + own).encode()


# --- search ---------------------------------------------------------------------------------


def _index(issues: Sequence[Issue]) -> bytes:
    """What the search looks through, as a script: a page that is opened as a file may load nothing else."""
    editions = []
    for one in issues:
        there = _ids(one.files["html"])
        first: dict[str, str] = {}
        for text, anchor in _lines(one.brief):
            first.setdefault(printable(text), anchor if anchor in there else "")
        lines = [list(line) for line in first.items()]
        editions.append(
            {
                "title": printable(one.brief.title),
                "label": one.label,
                "page": f"{one.situation}/{one.name}.html",
                "lines": lines,
            }
        )
    return f"var BRIEFS = {json.dumps(editions, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _lines(brief: Brief) -> Iterator[tuple[str, str]]:
    """What a brief says, line by line, and the part of its page that says it."""
    for line in brief.bottom_line:
        yield line.text, "bottom-line"
    for number, one in enumerate(brief.developments, 1):
        yield f"{one.headline} {one.text}" if one.headline not in one.text else one.text, f"development-{number}"
    for figure in brief.figures:
        yield f"{figure.text} {figure.what}".strip(), "figures"
    for actor in brief.actors:
        yield ", ".join((actor.name, *actor.aliases, *actor.roles)), "actors"
    for quote in brief.quotes:
        yield f"{quote.source.name if quote.source else ''} {quote.text}".strip(), "quotes"
    for entry in brief.timeline:
        yield f"{entry.date.text} {entry.text}", "timeline"
    for question in brief.questions:
        yield question.text, "questions"
    for entry in brief.watch:
        yield f"{entry.date.text} {entry.text}", "watch"
    for article in brief.articles:
        yield ", ".join(filter(None, (article.title, article.outlet))), "sources"


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found |= {value for name, value in attrs if name == "id" and value}


def _ids(page: bytes) -> set[str]:
    """The parts of ``page`` that a link can lead to: a user's template may have others than ours."""
    parser = _Ids()
    parser.feed(page.decode("utf-8", "replace"))
    return parser.found
