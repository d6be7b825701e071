"""Names of cities to positions. A name that may be two places is no place."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefing import lexicon

HERE = Path(__file__).resolve().parent
NO_LETTER = re.compile("[^a-z]+")
FAR_LARGER = 10
"""Times the people of any other place of its name that make a place the one that is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    name: str
    country: str
    """ISO 3166 code of two letters."""
    people: int
    """Thousands."""
    latitude: float
    longitude: float
    """Degrees, north and east positive."""


def find(name: str, countries: Collection[str]) -> Place | None:
    """The city of ``name`` in one of ``countries``, or None where there is none or more than one could be meant.

    ``countries`` holds the codes of the states that the articles name: a name alone says too little, and
    half the cities of the world have a namesake.
    """
    near = [place for place in map(_place, _rows().get(_key(name), ())) if place.country in countries]
    near.sort(key=lambda place: -place.people)
    if not near or (len(near) > 1 and near[0].people < FAR_LARGER * max(1, near[1].people)):
        return None
    return near[0]


def state(name: str) -> str | None:
    """The code of the state of this name or with this demonym ("Syria", "Syrian")."""
    return _states().get(_key(lexicon.table("demonyms").get(name, name)))


def _key(name: str) -> str:
    """Letters alone, without accents, articles and case: transliterations differ in the rest."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    return NO_LETTER.sub("", plain.lower().removeprefix("the "))


@cache
def _rows() -> dict[str, list[str]]:
    """The lines of the gazetteer by each name of their place."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in (HERE / "places.tsv").read_text(encoding="utf-8").splitlines():
        name, *_, others = line.split("\t")
        for key in {_key(n) for n in (name, *others.split("|")) if n}:
            found[key].append(line)
    return found


def _place(row: str) -> Place:
    name, country, people, latitude, longitude, _ = row.split("\t")
    return Place(name=name, country=country, people=int(people), latitude=float(latitude), longitude=float(longitude))


@cache
def _states() -> dict[str, str]:
    rows = (line.split("\t") for line in (HERE / "states.tsv").read_text(encoding="utf-8").splitlines())
    return {_key(name): code for name, code in rows}
