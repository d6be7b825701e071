"""What is newest: when articles appeared, and which counts a later report replaced."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from briefing.model import Dossier, Listed, Position


def newest(articles: Sequence[Listed]) -> str | None:
    """The time of the newest article, as it gives it; a naive time is taken as UTC, a day as its beginning."""
    dated = [(moment, a.published) for a in articles if a.published and (moment := _moment(a.published))]
    return max(dated)[1] if dated else None


EVER = datetime.min.replace(tzinfo=UTC)


def moments(articles: Iterable[Listed]) -> dict[str, datetime]:
    """When each dated article appeared."""
    return {a.id: moment for a in articles if a.published and (moment := _moment(a.published))}


def oldest_first(positions: Iterable[Position], when: Mapping[str, datetime]) -> tuple[Position, ...]:
    """``positions`` by the time at which each was first told, as far as its articles have one: an old count that is
    told again stays old."""

    def first(position: Position) -> datetime:
        return min((when[c.article] for c in position.citations if c.article in when), default=EVER)

    return tuple(sorted(positions, key=first))


def _moment(published: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(published)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def outdated(dossier: Dossier) -> frozenset[tuple[str, int]]:
    """Sentences (article, start) with a figure that a later count superseded, and none that replaces one."""
    when = moments(dossier.articles)
    out: set[tuple[str, int]] = set()
    for one in dossier.discrepancies:
        dated = [p for p in one.positions if any(c.article in when for c in p.citations)]
        if one.relation == "superseded" and dated:
            latest = {(c.article, c.start) for c in dated[-1].citations}
            out |= {(c.article, c.start) for p in one.positions for c in p.citations} - latest
    return frozenset(out)
