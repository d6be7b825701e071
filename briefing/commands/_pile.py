"""From a run's inputs to its dossier: the first half of every command that reads articles."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.terminal import progress
from briefing.timings import Timings, timed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from spacy.language import Language

    from briefing.clock import Clock
    from briefing.config import Config
    from briefing.model import Article, Dossier, Problem
    from briefing.wanted import Wanted


def articles(
    asked: Config, *, clock: Clock, db: sqlite3.Connection | None = None, offline: bool = False
) -> tuple[list[Article], list[Problem]]:
    """What the run's inputs lead to and its settings want, and what is left out.

    What is fetched is kept in ``db``, where there is one; ``offline``, what was kept by the clock's time is read.
    """
    from briefing.fetch import Fetcher
    from briefing.history.pages import Pages
    from briefing.read import read

    fetch = Fetcher(asked.fetch, clock=clock, pages=None if db is None else Pages(db), offline=offline)
    return read(asked.inputs, fetch=fetch, wanted=wanted(asked, clock()), without=asked.out)


def wanted(asked: Config, now: datetime) -> Wanted:
    """What the settings leave in. Without ``as_of`` the look-back is reckoned from ``now``, and nothing is too late."""
    from briefing import query
    from briefing.wanted import Wanted

    if asked.query:
        query.query(asked.query)  # a slip in it is told before anything is fetched
    until = _end(asked.as_of) if asked.as_of else None
    return Wanted(
        keywords=asked.keywords,
        query=asked.query,
        languages=asked.languages,
        since=(until or now) - asked.look_back if asked.look_back else None,
        until=until,
        grades=asked.outlets,
    )


def _end(as_of: str) -> datetime:
    """The moment, or the last one of the day, that ``as_of`` names; UTC where it has no zone."""
    when = datetime.fromisoformat(as_of)
    if len(as_of) <= len("2026-11-22"):
        when = datetime.combine(when.date(), time.max)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def nothing_read(problems: Sequence[Problem]) -> BriefingError:
    """What is said where no input gave an article."""
    more = f" (and {len(problems) - 1} more such)" if len(problems) > 1 else ""
    return BriefingError(f"no article could be read: {problems[0].what}{more}")


def dossier(asked: Config, timings: Timings, *, offline: bool = False) -> tuple[Dossier, Language]:
    """The dossier of the run's inputs, and the pipeline that read them.

    Raises:
        BriefingError: No article could be read.
    """
    from briefing.clock import now

    with timed(timings, "read"):
        found, problems = articles(asked, clock=now, offline=offline)
    if not found:
        raise nothing_read(problems)
    with timed(timings, "load"):
        from briefing.make import make_dossier
        from briefing.pipelines import load_pipeline

        nlp = load_pipeline(asked.pipeline)
    with progress(len(found)) as told:
        return make_dossier(found, nlp, problems=problems, progress=told, timings=timings), nlp
