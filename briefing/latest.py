"""What is newest: when articles appeared, and which counts a later report replaced."""

from collections.abc import Sequence
from datetime import UTC, datetime

from briefing.model import Dossier, Listed, Position


def newest(articles: Sequence[Listed]) -> str | None:
    """The time of the newest article, as it gives it; a naive time is taken as UTC, a day as its beginning."""
    dated = [(moment, a.published) for a in articles if a.published and (moment := _moment(a.published))]
    return max(dated)[1] if dated else None


EVER = datetime.min.replace(tzinfo=UTC)


def moments(dossier: Dossier) -> dict[str, datetime]:
    """When each dated article appeared."""
    return {a.id: moment for a in dossier.articles if a.published and (moment := _moment(a.published))}


def _moment(published: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(published)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def outdated(dossier: Dossier) -> frozenset[tuple[str, int]]:
    """Sentences (article, start) with a figure that a later count superseded."""
    when = moments(dossier)

    def last(position: Position) -> tuple[bool, datetime | None]:
        times = [when[c.article] for c in position.citations if c.article in when]
        return bool(times), max(times) if times else None

    out: set[tuple[str, int]] = set()
    for one in dossier.discrepancies:
        dated = [p for p in one.positions if last(p)[0]]
        if one.relation == "superseded" and dated:
            latest = max(dated, key=last)
            out |= {(c.article, c.start) for p in one.positions if p is not latest for c in p.citations}
    return frozenset(out)
