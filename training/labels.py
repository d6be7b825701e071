"""From the name types of six corpora to ours: PERSON, ORG, LOC, FAC, NORP, EVENT, MISC."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("words")
PEOPLE_ENDING = re.compile(r"(?:ian|ians|ean|eans|ican|icans|nese|ish|istani|istanis)$")


@cache
def words(name: str) -> frozenset[str]:
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_people(name: str) -> bool:
    """Is ``name`` a nationality, faith or political camp (NORP)?"""
    parts = name.lower().split()
    if not parts or len(parts) > 3 or name in words("states") or parts[-1] in words("not_peoples"):
        return False
    return parts[-1] in words("peoples") or bool(PEOPLE_ENDING.search(parts[-1]) and name[0].isupper())


def place(name: str) -> str:
    """LOC, or FAC for a name of several words that ends in a kind of building or site."""
    parts = name.split()
    return "FAC" if len(parts) > 1 and parts[-1].lower() in words("facilities") else "LOC"


def other(name: str) -> str:
    """NORP, EVENT or MISC for what a corpus calls miscellaneous."""
    if is_people(name):
        return "NORP"
    return "EVENT" if any(part.lower() in words("events") for part in name.split()) else "MISC"


def without_titles(tokens: Sequence[str], start: int, end: int) -> int:
    """The start of a person's name after titles and "the"."""
    while start < end - 1 and (
        tokens[start].lower() in words("titles") or tokens[start].lower() in {"the", "-", ",", "of"}
    ):
        start += 1
    return start
