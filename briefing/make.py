"""The order of the stages, nothing else."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing import changes, compose, days, discover, extract, gaps, placing, roundups
from briefing.memory import Memory
from briefing.merge import actors, discrepancies, events, figures, questions, quotes, stories, timeline, versions, watch
from briefing.model import Article, Brief, Dossier, Edition, Facts, Problem
from briefing.parse import parse
from briefing.past import Exists, Past
from briefing.rank import rank
from briefing.timings import Timings, timed

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

REPEATED = "several articles have this id; only the first is read: give each its own"

Progress = Callable[[int, int], None]
"""Called with the number of articles done and their total."""


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles of objects meanwhile. Facts hold none, and a large pile is millions of objects, all of which
    each search would look at again: of 1,000 articles that is a tenth of the time, of more a larger share."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def facts_of(doc: Doc, article: Article) -> Facts:
    """Everything the extractors find in one article, in the order of the text."""
    found: dict[str, Any] = {
        name: tuple(module.extract(doc, article)) for name, module in discover.modules(extract).items()
    }
    return Facts(article=article, **found)


def make_dossier(
    articles: Iterable[Article],
    nlp: Language,
    *,
    problems: Iterable[Problem] = (),
    progress: Progress | None = None,
    timings: Timings | None = None,
) -> Dossier:
    """All facts of ``articles``, merged. Their ids are kept in every passage; of two articles with one id the
    first is read and the other listed as a problem."""
    pile, problems = one_each(articles, problems)
    found: list[Facts] = []
    for facts in extracted(pile, nlp, timings=timings):
        found.append(facts)
        if progress:
            progress(len(found), len(pile))
    with timed(timings, "merge"):
        return merged(tuple(found), problems=problems)


def one_each(
    articles: Iterable[Article], problems: Iterable[Problem] = ()
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The first article of each id, and a problem for each id that others have too."""
    given = tuple(articles)
    first: dict[str, Article] = {}
    for article in given:
        first.setdefault(article.id, article)
    pile = tuple(first.values())
    repeated = [key for key, times in Counter(article.id for article in given).items() if times > 1]
    return pile, (*problems, *(Problem(article=key, what=REPEATED) for key in repeated))


def extracted(pile: Iterable[Article], nlp: Language, *, timings: Timings | None = None) -> Iterator[Facts]:
    """The facts of each article, in order."""
    docs = parse(pile, nlp)
    while True:
        with timed(timings, "parse"):
            pair = next(docs, None)
        if pair is None:
            return
        with timed(timings, "extract"):
            facts = facts_of(*pair)
        yield facts


@uncollected()
def merged(facts: tuple[Facts, ...], *, problems: tuple[Problem, ...] = ()) -> Dossier:
    """The facts of all articles as one dossier."""
    listed, piles = stories.merge([one.article for one in facts])
    facts = roundups.without_other_items(facts, piles)
    cast = actors.merge(facts, piles)
    happened = events.merge(facts, cast, piles)
    counted = figures.merge(facts, cast.resolve, listed, piles)
    counted, differing = discrepancies.merge(
        counted,
        happened,
        listed,
        piles,
        [
            replace(d, claimed_by=cast.resolve(d.claimed_by), denied_by=cast.resolve(d.denied_by))
            for one in facts
            for d in one.denials
        ],
        people=frozenset(a.id for a in cast.actors if a.kind == "person" and a.named),
    )
    said = quotes.merge(facts, cast.resolve)
    differing += tuple(
        replace(one, id=f"D{n}") for n, one in enumerate(versions.merge(said, listed, piles), len(differing) + 1)
    )
    named = [m for actor in cast.actors if actor.kind == "place" for m in actor.mentions]
    entries, main_date = timeline.merge(facts, happened, placing.place(facts, piles), piles)
    return Dossier(
        articles=listed,
        stories=piles,
        actors=cast.actors,
        events=happened,
        quotes=said,
        figures=counted,
        discrepancies=differing,
        questions=questions.merge(facts, gaps.find(happened, counted, piles, named), piles),
        timeline=entries,
        watch=watch.merge(
            happened,
            days.main_days(facts, piles),
            piles,
            forecasters=frozenset(a.id for a in cast.actors if watch.is_forecaster(a)),
            private=frozenset(a.id for a in cast.actors if watch.is_private(a)),
        ),
        main_date=main_date,
        problems=(*problems, *(p for one in facts for p in one.problems)),
        sentences=tuple(s for one in facts for s in one.sentences),
    )


@uncollected()
def make_brief(
    dossier: Dossier,
    *,
    title: str | None = None,
    limit: int | None = None,
    as_of: str | None = None,
    seen: frozenset[str] | None = None,
    pipeline: str = "",
) -> Brief:
    """The brief of ``dossier``: at most ``limit`` developments (None: a length that fits 2 to 4 pages).

    ``as_of`` is the information cut-off, ISO 8601 (None: the newest article's time).
    ``seen`` holds ids of facts that an earlier edition told.
    """
    picks = rank(dossier, limit=limit, seen=seen or frozenset())
    return compose.compose(dossier, picks, title=title, as_of=as_of, pipeline=pipeline)


AGAIN = 6
"""Most developments of earlier editions that a later one still names."""


def make_edition(
    dossier: Dossier,
    memory: Memory,
    edition: Edition,
    *,
    title: str | None = None,
    limit: int | None = None,
    as_of: str | None = None,
    pipeline: str = "",
    exists: Exists = lambda _: False,
) -> tuple[Brief, Dossier]:
    """The brief of ``dossier`` as the edition after those of ``memory``, news first, and the dossier with the ids
    that its facts keep. ``exists`` says of an article that has left the inputs whether it is still where it was."""
    dossier = changes.recognised(dossier, memory)
    past = Past(memory, dossier, exists)
    fresh, again = changes.parted(dossier, past) if memory.briefs else (None, frozenset())
    picks = rank(dossier, limit=limit, among=fresh)
    picks += rank(dossier, among=again)[:AGAIN]
    shown = changes.without_told_quotes(dossier, memory)
    made = compose.compose(shown, picks, title=title, as_of=as_of, pipeline=pipeline)
    return changes.compared(made, dossier, past, edition), dossier
