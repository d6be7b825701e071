"""The title, and the lines that a reader in a hurry reads."""

import re
from collections.abc import Sequence

from briefing.compose.desk import with_stop
from briefing.latest import newest
from briefing.model import Development, Dossier, Line, Story


def bottom_line(
    developments: Sequence[Development], room: int, old: frozenset[tuple[str, int]] = frozenset()
) -> tuple[Line, ...]:
    """The first developments in one sentence each, a claim with the sentence that says it is not confirmed.

    ``old`` holds the sentences whose figure a later report replaced: the bottom line says the latest.
    """
    current = [d for d in developments if (d.citations[0].article, d.citations[0].start) not in old]
    # A quotation, or one outlet's word alone, only where there is nothing else; what leads, leads.
    current[1:] = sorted(current[1:], key=lambda d: d.status == "reported" and d.origins == 1)
    current.sort(key=lambda d: d.headline.startswith(OPENING))
    return tuple(Line(text=_with_caveat(d), citations=d.citations) for d in current[:room])


OPENING = ("“", '"', "‘", "«", "„")


def _with_caveat(development: Development) -> str:
    sentence, caveat = development.citations[0].text, ""
    if development.text.startswith(sentence):
        caveat = development.text[len(sentence) :]
    return with_stop(development.headline) + caveat


def headline_of(dossier: Dossier, developments: Sequence[Development]) -> str:
    """The newest headline of the story, which tells the latest toll; else the story's; else the first development's;
    else fixed words. Where several stories are told, that of the first, and how many more there are."""
    told_of = list(dict.fromkeys(d.story for d in developments if d.story))
    if len(told_of) > 1:
        first = next((latest_title(s, dossier) for s in dossier.stories if s.id == told_of[0]), "")
        more = f"{len(told_of) - 1} more situation{'s' if len(told_of) > 2 else ''}"
        return f"{first} · {more}" if first else f"{len(told_of)} situations"
    largest = max(dossier.stories, key=lambda s: len(s.articles), default=None)
    if largest and (title := latest_title(largest, dossier)):
        return title
    return developments[0].headline if developments else "Situation brief"


def latest_title(story: Story, dossier: Dossier) -> str:
    """The headline of the story's newest article; its own title where none is dated."""
    told = [a for a in dossier.articles if a.id in story.articles and a.title]
    latest = newest(told)
    title = next((a.title for a in told if latest and a.published == latest), story.title)
    return SITE.sub("", title) or title


SITE = re.compile(
    r"(?<=\w) (?:[-–—|]|::) [^|–—]*\b(?:News|Weather|Sports?|TV|Radio|Newspaper|Online|\w+\.com)\b[^|–—]*$"
)
"""What a page adds to its title: " - Orvel & Norrvik News, Weather, Sports"."""
