"""What kind of text an article is, by its headline: an opinion, an explainer, a round-up, a correction, a release.

All of them are of the story; but an editorial judges, an explainer looks back, a correction speaks of an older report.
What they open with is not the latest news, and their headline names no brief.
"""

import re
from collections.abc import Iterable
from functools import cache

from briefing import lexicon
from briefing.model import Listed

RELEASE = re.compile(
    r"(?i:press|media|news) (?i:release|statement)\b|(?i:statement) (?i:by|from|on)\b|(?i:briefing note)\b"
    r"|(?:[A-Z][\w&.’'-]* ){1,5}(?i:statement) (?i:on|about|regarding)\b"
)
"""How one of the parties calls what it says."""
ROUNDUP = re.compile(r"(?:[\w’'-]+,? ){1,8}?(?:in brief|round-?up|at a glance|digest)$", re.IGNORECASE)
LOOKS_BACK = re.compile(
    r".*\bwhat (?:we|you need to) know\b"
    r"|.*[:,-] ?(?:live|live (?:updates|blog)|as it happened|explained|explainer|q&a|the (?:main|key) points)$",
    re.IGNORECASE,
)
"""A headline that says of its text what kind it is, behind its topic."""


def is_opinion(title: str) -> bool:
    """ "EDITORIAL: …", "Letters - …"."""
    return _labelled(title, "opinion")


def opinions(articles: Iterable[Listed]) -> frozenset[str]:
    """The ids of those that are opinions."""
    return frozenset(one.id for one in articles if is_opinion(one.title))


def is_correction(title: str) -> bool:
    """ "Correction", "Clarification: …"."""
    return _labelled(title, "correction")


def is_roundup(title: str) -> bool:
    """ "World in brief": items of which each is of a matter of its own."""
    title = title.strip()
    return _labelled(title, "roundup") or bool(ROUNDUP.match(title))


def is_release(title: str, outlet: str) -> bool:
    """Does one of the parties say it itself: "Press release: …", "Nordlink statement on …", and of Nordlink's own
    "Nordlink: The leak at Unit 2"?"""
    title, own = title.strip(), title.strip().lower().removeprefix(outlet.strip().lower())
    return bool(RELEASE.match(title)) or (bool(outlet) and own != title.lower() and own.startswith((":", " statement")))


def is_news(title: str, outlet: str = "") -> bool:
    """Is it the headline of a report of what has happened, as far as it says?"""
    aside = _labelled(title, "aside") or is_roundup(title) or LOOKS_BACK.match(title.strip())
    return not (aside or is_release(title, outlet))


def _labelled(title: str, kind: str) -> bool:
    """Does a label of that kind open the headline, before a colon or a dash, or make it up?"""
    return bool(_label(kind).match(title.strip()))


@cache
def _label(kind: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(lexicon.marked("headline_labels", kind), key=len, reverse=True)))
    return re.compile(rf"(?:{words})(?: ?[:|]| [-–—] |$)", re.IGNORECASE)
