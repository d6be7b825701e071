"""Mentions of all articles to actors: one actor, one name.

Names are joined first, then what grammar linked, then descriptions; only then is each set made an actor.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from briefing import dates
from briefing.cast import Cast
from briefing.joined import Named
from briefing.merge.actors.descriptions import join_descriptions
from briefing.merge.actors.names import join_names, kinds
from briefing.merge.actors.portrait import actor_of
from briefing.model import Facts, Mention, Story

ADDRESS = re.compile(r"\b((?:Mr|Mrs|Ms|Miss|Sir|Dame)\.?) $")
APART = timedelta(days=60)
"""Between two reports of a story after which a description means somebody else."""


def merge(facts: Sequence[Facts], stories: Sequence[Story] = ()) -> Cast:
    """The actors of all articles, those with most mentions first, and the index of who is who."""
    # By id, so that the order in which articles are given changes nothing.
    mentions = [m for one in sorted(facts, key=lambda f: f.article.id) for m in one.mentions]
    mentions = [replace(m, kind=kind) for m, kind in zip(mentions, kinds(mentions), strict=True)]
    sets = Named([m.form == "name" for m in mentions])
    story_of = {article: story.id for story in stories for article in story.articles}
    join_names(mentions, sets, story_of, _addressed(mentions, {one.article.id: one.article.text for one in facts}))
    _join_links(mentions, sets)
    join_descriptions(mentions, sets, scenes(facts, story_of))
    groups: dict[int, list[Mention]] = defaultdict(list)
    for n, mention in enumerate(mentions):
        groups[sets.find(n)].append(mention)
    kept = [g for g in groups.values() if any(m.form != "pronoun" and (m.kind != "other" or m.acts) for m in g)]
    kept.sort(key=lambda g: (-_weight(g), g[0].passage.article, g[0].passage.start))
    sentences = {one.article.id: [s.passage for s in one.sentences] for one in facts}
    actors = tuple(actor_of(f"P{n}", group, sentences) for n, group in enumerate(kept, 1))
    rows: dict[str, list[tuple[int, int, int, str]]] = defaultdict(list)
    for actor, group in zip(actors, kept, strict=True):
        for m in group:
            rows[m.passage.article].append((m.passage.start, m.passage.end, m.head, actor.id))
    spans = {article: ([r[0] for r in sorted(found)], sorted(found)) for article, found in rows.items()}
    return Cast(actors, spans, {a.id: a for a in actors})


def _addressed(mentions: Sequence[Mention], texts: Mapping[str, str]) -> dict[int, str]:
    """The names right behind a form of address, with the gender that it tells."""
    before = (
        (n, texts[m.passage.article][max(0, m.passage.start - 6) : m.passage.start]) for n, m in enumerate(mentions)
    )
    forms = ((n, found[1].rstrip(".").lower()) for n, text in before if (found := ADDRESS.search(text)))
    return {n: "m" if form in {"mr", "sir"} else "f" for n, form in forms}


def scenes(facts: Sequence[Facts], story_of: Mapping[str, str]) -> dict[str, str]:
    """Article to its story and, where weeks without a report part it, to which of its times: "the man" of one trial
    is not "the man" of another, years later. Articles without a day go with the most."""
    found: dict[str, str] = {}
    stories: dict[str, list[tuple[date | None, str]]] = defaultdict(list)
    for one in facts:
        stories[story_of.get(one.article.id, "")].append((dates.day_of(one.article), one.article.id))
    for story, rows in stories.items():
        times: list[list[tuple[date, str]]] = [[]]
        for day, article in sorted((day, article) for day, article in rows if day is not None):
            if times[-1] and day - times[-1][-1][0] > APART:
                times.append([])
            times[-1].append((day, article))
        largest = max(range(len(times)), key=lambda n: (len(times[n]), -n))
        found |= {article: f"{story} {n}" for n, ones in enumerate(times) for _, article in ones}
        found |= {article: f"{story} {largest}" for day, article in rows if day is None}
    return found


def _weight(group: list[Mention]) -> float:
    """Named actors before unnamed, those in many articles before those in few, then by mentions."""
    named = any(m.form == "name" for m in group)
    return 100.0 * named * len({m.passage.article for m in group}) + len(group)


def _join_links(mentions: Sequence[Mention], sets: Named) -> None:
    """Join what grammar and agreement found inside each article."""
    at: dict[tuple[str, int], int] = {}
    for n, m in enumerate(mentions):
        at.setdefault((m.passage.article, m.head), n)
    for n, m in enumerate(mentions):
        if m.same_as is not None and (other := at.get((m.passage.article, m.same_as))) is not None:
            if m.form == "name" and mentions[other].form == "name":
                sets.join(n, other)
            else:
                sets.refer(n, other)
