"""Mentions of all articles to actors: one actor, one name.

Names are joined first, then what grammar linked, then descriptions; only then is each set made an actor.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from briefing.cast import Cast
from briefing.joined import Named
from briefing.merge.actors.descriptions import join_descriptions
from briefing.merge.actors.names import join_names, kinds
from briefing.merge.actors.portrait import actor_of
from briefing.model import Facts, Mention, Story


def merge(facts: Sequence[Facts], stories: Sequence[Story] = ()) -> Cast:
    """The actors of all articles, those with most mentions first, and the index of who is who."""
    # By id, so that the order in which articles are given changes nothing.
    mentions = [m for one in sorted(facts, key=lambda f: f.article.id) for m in one.mentions]
    mentions = [replace(m, kind=kind) for m, kind in zip(mentions, kinds(mentions), strict=True)]
    sets = Named([m.form == "name" for m in mentions])
    story_of = {article: story.id for story in stories for article in story.articles}
    join_names(mentions, sets, story_of)
    _join_links(mentions, sets)
    join_descriptions(mentions, sets, story_of)
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
