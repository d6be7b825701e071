"""Where the developments happened, as far as a gazetteer knows the place and cannot mistake it."""

from collections.abc import Mapping, Sequence

from briefing.atlas import gazetteer
from briefing.model import Actor, Development, Dossier, Passage, Spot


def located(dossier: Dossier, developments: Sequence[Development]) -> tuple[Spot, ...]:
    """The places of ``developments``, those of the first ones first; ambiguous places are left out."""
    actors = {actor.id: actor for actor in dossier.actors}
    countries = {code for a in dossier.actors for name in (a.name, *a.aliases) if (code := gazetteer.state(name))}
    found: dict[gazetteer.Place, dict[str, list[tuple[str, Passage]]]] = {}
    for development in developments:
        for name, passage in _places(dossier, development, actors):
            if place := gazetteer.find(name, countries):
                found.setdefault(place, {}).setdefault(development.id, []).append((name, passage))
    return tuple(_spot(place, reports) for place, reports in found.items())


def _places(dossier: Dossier, development: Development, actors: Mapping[str, Actor]) -> list[tuple[str, Passage]]:
    """The places of the development's events, in the words of a passage that it cites."""
    told = (t for e in dossier.events if e.id in development.events for t in e.mentions)
    named: list[tuple[str, Passage]] = []
    for one in told:
        if one.passage not in development.citations:
            continue
        for place in one.places:
            names = (actors[place].name, *actors[place].aliases) if place in actors else (place,)
            named += [(name, one.passage) for name in names if name in one.passage.text][:1]
    return named


def _spot(place: gazetteer.Place, reports: Mapping[str, Sequence[tuple[str, Passage]]]) -> Spot:
    rows = [row for found in reports.values() for row in found]
    return Spot(
        name=rows[0][0],
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        developments=tuple(reports),
        citations=tuple(dict.fromkeys(passage for _, passage in rows)),
    )
