"""Words that the layout of a page gives to somebody: turns of a transcript, and names under quotations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing import lexicon
from briefing.furniture import lines
from briefing.marks import MARK, Region

SPEAKER = re.compile(r"[\"“”'‘]?(?P<name>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){0,3})(?P<colon>:)[ \xa0]+(?=\S)")
SIGNED = re.compile(
    r"[”\"’']?\s*(?P<dash>[―—–-]{1,2}) ?[“\"]?(?P<name>@?[A-Z][\w.’'@-]*(?: [\w.’'-]+){0,7}?)(?<!\.)[”\"]?[\s.]*$"
)
LONGEST_HEADLINE = 25
FEWEST = 2
"""Turns that make a transcript of an article."""
SHORTEST = 3
"""Words that a turn must have."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Offsets into the text: who speaks, the mark that says so, and the words."""

    name: tuple[int, int]
    cue: int
    words: tuple[tuple[int, int], ...]
    rule: str


def turns(text: str) -> tuple[Turn, ...]:
    """The turns of a transcript: paragraphs that begin with a name and a colon, each with the paragraphs after it
    that go on in quotation marks. Nothing where fewer than two paragraphs begin so, or where none comes again or is
    in capitals."""
    rows = [(a, b) for a, b in lines(text)]
    found = [SPEAKER.match(text, a, b) for a, b in rows]
    names = [m["name"] for m in found if m is not None]
    if len(names) < FEWEST or not any(names.count(n) > 1 or n.isupper() for n in names):
        return ()
    out: list[Turn] = []
    for (start, end), match in zip(rows, found, strict=True):
        if match is not None and len(text[match.end() : end].split()) >= SHORTEST:
            out.append(Turn(match.span("name"), match.start("colon"), ((match.end(), end),), "turn"))
        elif out and match is None and text[start] == '"' and _quoted(text, out[-1]):
            last = out.pop()
            out.append(Turn(last.name, last.cue, (*last.words, (start + 1, end)), "turn"))
    return tuple(out)


def headline(text: str) -> Iterator[Turn]:
    """A first line "Somebody: what is said"."""
    start, end = next(iter(lines(text)), (0, 0))
    match = SPEAKER.match(text, start, end)
    words = text[start:end].split()
    if match is None or len(words) > LONGEST_HEADLINE or len(text[match.end() : end].split()) < SHORTEST:
        return
    if any(t.cue == match.start("colon") for t in turns(text)):
        return
    if match["name"].lower() not in lexicon.table("headline_labels") and not _is_topic(match["name"]):
        yield Turn(match.span("name"), match.start("colon"), ((match.end(), end),), "headline")


def _is_topic(name: str) -> bool:
    """ "CHARGED WITH MURDER: …", "Port Fire: …" say what it is about, and not who says it."""
    words = name.split()
    return (name.isupper() and len(words) > 1) or words[-1].lower() in lexicon.table("event_nouns")


def _quoted(text: str, turn: Turn) -> bool:
    """Does the paragraph of the turn begin with a quotation mark?"""
    return turn.name[0] > 0 and MARK.match(text, turn.name[0] - 1) is not None


def signed(text: str, quoted: tuple[Region, ...]) -> Iterator[Turn]:
    """Quotations with a dash and a name after them at the end of the paragraph, or in a paragraph of their own."""
    rows = list(lines(text))
    for region in quoted:
        end = next((b for a, b in rows if a <= region.end <= b), None)
        after = next((row for row in rows if end is not None and row[0] > end), None)
        for a, b in ((region.end, end), after or (0, 0)):
            match = SIGNED.match(text, a, b) if b else None
            if match is not None and len(text[region.start : region.end].split()) >= SHORTEST:
                yield Turn(match.span("name"), match.start("dash"), ((region.start, region.end),), "signed")
                break
