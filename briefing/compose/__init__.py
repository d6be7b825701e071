"""From dossier to brief: what is printed, in which order, with which status. Templates only print it.

Nothing is worded here: a headline is a deletion from its passage, a text a whole sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing import __version__
from briefing.compose.actors import chosen_actors
from briefing.compose.desk import Desk
from briefing.compose.entries import chosen_entries, chosen_questions, in_order
from briefing.compose.figures import chosen_figures, until, with_rivals
from briefing.compose.headings import (
    bottom_line,
    headline_of,
    latest_title,
    news_of,
    newsworthy,
    outnumbered,
    past_plans,
)
from briefing.compose.quotes import chosen_quotes
from briefing.compose.shares import Shares, told_of
from briefing.compose.watch import chosen_watch
from briefing.latest import newest, outdated
from briefing.locating import located
from briefing.model import Brief, Dossier, Edition, Listed, Method, Omitted, Period, Pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How many items a brief of two to four pages has room for; one of few articles has less to say, and says less."""

    bottom_line: int = 3
    figures: int = 8
    discrepancies: int = 8
    actors: int = 16
    quotes: int = 10
    timeline: int = 10
    questions: int = 12
    watch: int = 8

    @classmethod
    def of(cls, articles: int) -> "Lengths":
        """The lengths for a pile of so many articles: full from three on."""
        full, less = cls(), 2 * max(0, 3 - articles)
        return replace(
            full,
            actors=full.actors - less,
            quotes=full.quotes - less,
            timeline=full.timeline - less,
            questions=full.questions - less,
        )


def compose(
    dossier: Dossier,
    picks: Sequence[Pick],
    *,
    title: str | None = None,
    as_of: str | None = None,
    pipeline: str = "",
    lengths: Lengths | None = None,
) -> Brief:
    """The brief that says ``picks`` and what belongs to them; what is left out is counted in ``omitted``."""
    room = lengths or Lengths.of(len(dossier.articles))
    dossier = told_of(dossier, picks)
    desk = Desk(dossier)
    ordered = latest_first(desk.without_caveats(picks), dossier)
    grouped = desk.by_story(ordered)
    developments = tuple(desk.development(n, pick) for n, pick in enumerate(grouped, 1))
    ranked = [developments[grouped.index(pick)] for pick in ordered]
    shares = Shares(dossier, developments)
    figures = chosen_figures(dossier, developments)
    printed = {(c.article, c.start) for d in developments for c in d.citations}
    told = [f for f in figures if desk.is_clear(f, told=any((c.article, c.start) in printed for c in f.citations))]
    told = shares.by_story(shares.taken(told, room.figures))
    quotes = chosen_quotes(dossier)
    spoken = shares.by_story(shares.taken(quotes, room.quotes))
    actors = chosen_actors(dossier, desk, spoken)
    questions = chosen_questions(desk, developments)
    # Those of the key figures first: they say there which count is the latest.
    shown = {c for f in told for c in f.citations}
    open_ = [d for d in dossier.discrepancies if not desk.is_settled(d)]
    weighed = sorted(open_, key=lambda d: shown.isdisjoint(c for p in d.positions for c in p.citations))
    differing = {d.id for d in shares.taken(weighed, room.discrepancies)}
    entries = tuple(desk.fit(dossier.timeline))
    timeline = chosen_entries(entries, desk)
    cut_off = as_of or newest(dossier.articles)
    return Brief(
        title=title or headline_of(dossier, developments),
        edition=Edition(),
        as_of=cut_off,
        period=period(dossier.articles),
        method=Method(version=__version__, pipeline=pipeline, generated=cut_off),
        bottom_line=bottom_line(
            ranked,
            room.bottom_line,
            outdated(dossier),
            news_of(ranked, dossier),
            outnumbered(dossier),
            past_plans(dossier, cut_off),
            newsworthy(dossier),
        ),
        stories=tuple(replace(s, title=latest_title(s, dossier)) for s in dossier.stories),
        developments=developments,
        places=located(dossier, developments),
        figures=tuple(desk.labelled(until(f, cut_off)) for f in with_rivals(told, dossier)),
        discrepancies=tuple(shares.by_story(d for d in dossier.discrepancies if d.id in differing)),
        actors=tuple(shares.taken(actors, room.actors)),
        quotes=tuple(spoken),
        timeline=desk.shortened(map(desk.borne_out, in_order(shares.taken(timeline, room.timeline), entries))),
        questions=tuple(shares.by_story(shares.taken(questions, room.questions))),
        watch=desk.shortened(shares.taken(chosen_watch(desk, developments, cut_off), room.watch)),
        articles=dossier.articles,
        problems=dossier.problems,
        omitted=Omitted(
            figures=len(figures) - len(told),
            actors=max(0, len(actors) - room.actors),
            quotes=max(0, len(quotes) - room.quotes),
            discrepancies=max(0, len(open_) - room.discrepancies),
            questions=max(0, len(questions) - room.questions),
            timeline=max(0, len(timeline) - room.timeline),
        ),
    )


def latest_first(picks: Sequence[Pick], dossier: Dossier) -> tuple[Pick, ...]:
    """``picks`` with the ones whose figure a later report replaced after the one that replaces it."""
    old = outdated(dossier)
    new = {
        (c.article, c.start)
        for d in dossier.discrepancies
        if d.relation == "superseded"
        for p in d.positions
        for c in p.citations
        if (c.article, c.start) not in old
    }

    def at(pick: Pick) -> tuple[str, int]:
        return pick.sentence.passage.article, pick.sentence.passage.start

    first = next((n for n, p in enumerate(picks) if at(p) in old), None)
    late = next((n for n, p in enumerate(picks) if at(p) in new), None)
    if first is None or late is None or late < first:
        return tuple(picks)
    return (*picks[:first], picks[late], *picks[first:late], *picks[late + 1 :])


def period(articles: Sequence[Listed]) -> Period | None:
    """From the first to the last day on which an article appeared."""
    days = sorted(a.published[:10] for a in articles if a.published)
    return Period(start=days[0], end=days[-1]) if days else None
