"""Which actors are listed, and what is told of each."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefing import kinds, lexicon
from briefing.cast import PRONOUNS
from briefing.compose.desk import Desk
from briefing.memory import within
from briefing.model import Actor, Dossier, Passage, Quote

SAID = re.compile(r"[^,:“\"]{1,80} (?:said|says|reported|wrote|added)(?: in an? [\w ]{1,30})?\.?$")
"""A cue whose words stand in another sentence."""
OF_ANOTHER = re.compile(r"(?:[A-Z]\S* ){0,3}[A-Z]\w+['’]s (?:said|says|told|has|had|is|was|will|would|did)\b")
""" "Denmark's said it would wait": what Denmark has said it, as the sentence before told of Norway's."""
NO_DEED = 0.05
"""News of a trigger that is more a state or a thing than an event."""
CLOSING = "”\"’'» "
"""What may stand behind the last mark of a sentence."""
NEWS_AGENCY = re.compile(r"\bnews agency$", re.I)
"""The role of a body that only reports, whether or not the lexicon knows its name."""
MEDIUM = re.compile(
    r"\b(?:news ?paper|broadcaster|(?:news )?(?:web)?site|magazine|affiliate"
    r"|(?:television|tv|radio) (?:station|channel|network))$",
    re.I,
)
"""The role of one that mostly reports."""
PUBLISHING = lexicon.marked("saying_words", "publishing")
"""What papers do besides saying something."""


def chosen_actors(dossier: Dossier, desk: Desk, quotes: Sequence[Quote]) -> list[Actor]:
    """Named actors that act, speak or are said to be something, those of most articles and of ``quotes`` first, with
    what they did; a mere place is none, and who only reports."""
    did = _deeds(desk)
    outlets = {a.outlet.lower().removeprefix("the ") for a in dossier.articles} | lexicon.table("agencies").keys()
    outlets |= {one.rpartition(" ")[0] for one in outlets if len(one.split()) > 2}  # "Business Day", of Norrland
    speakers = {q.source.actor for q in quotes if q.source}
    acts = _acts(dossier)
    out = []
    for actor in dossier.actors:
        reports = actor.id not in acts and _is_medium(actor)
        reports = (
            reports or actor.name.lower().removeprefix("the ") in outlets or any(map(NEWS_AGENCY.search, actor.roles))
        )
        if actor.kind in {"place", "other"} or not actor.named or reports:
            continue
        deeds = did.get(actor.id, [])
        speaks = actor.id in speakers
        if not deeds and not speaks and not actor.roles:
            continue
        out.append((_actor_worth(actor, deeds, desk) + 2.0 * speaks, actor, deeds))
    out.sort(key=lambda row: (-row[0], row[1].id))
    return [
        replace(actor, did=tuple(desk.lines(actor, _told_once(sorted(deeds, key=lambda p: not desk.is_alone(p)))[:2])))
        for _, actor, found in out
        for deeds in [_naming(actor, found)]
    ]


def _is_medium(actor: Actor) -> bool:
    """Is it a paper, a station or a site, by a role or by its name ("Radio Solm", "the Daily Ledger")?"""
    named = actor.kind == "organisation" and set(actor.name.lower().split()) & lexicon.words("media_names")
    return bool(named) or any(map(MEDIUM.search, actor.roles))


def _acts(dossier: Dossier) -> set[str]:
    """Who does more than to say or print something."""
    says = {kinds.kind(verb) for verb in lexicon.table("reporting_verbs").keys() | PUBLISHING}
    return {
        actor
        for event in dossier.events
        for told in event.mentions
        if kinds.kind(told.trigger.text.lower()) not in says and told.weight > NO_DEED
        for actor in (*told.agents, *told.patients)
    }


def _naming(actor: Actor, passages: Sequence[Passage]) -> list[Passage]:
    """The sentences that call the actor by more than a pronoun: by itself, "He left" may be read of anybody."""
    called: dict[str, list[Passage]] = defaultdict(list)
    for mention in actor.mentions:
        called[mention.article].append(mention)
    words = {word for name in (actor.name, *actor.aliases) for word in name.split() if word[:1].isupper()}

    def names(passage: Passage) -> bool:
        here = [m.text.lower() for m in called[passage.article] if within(m, passage)]
        return not PRONOUNS.issuperset(here) or any(word in passage.text for word in words)

    return [passage for passage in passages if names(passage)]


def _told_once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The first of each wording: agency copy says it in the same words again."""
    out: dict[str, Passage] = {}
    for passage in passages:
        out.setdefault(" ".join(passage.text.split()), passage)
    return tuple(out.values())


def _actor_worth(actor: Actor, deeds: Sequence[Passage], desk: Desk) -> float:
    origins = len({desk.origin[m.article] for m in actor.mentions})
    return 2.0 * origins + min(8, len(actor.mentions)) * 0.3 + min(4, len(deeds)) * 0.5 + 0.7 * bool(actor.roles)


def _deeds(desk: Desk) -> dict[str, list[Passage]]:
    """Sentences in which each actor acts or speaks, weightier events first, none that a later report has overtaken."""
    rows: dict[str, dict[Passage, float]] = {}
    dossier, spoken = desk.dossier, _spoken(desk.dossier)
    for event in dossier.events:
        for told in event.mentions:
            if len(told.passage.text.split()) < 3 or _is_spoken(told.trigger, spoken):
                continue
            if (told.passage.article, told.passage.start) in desk.overtaken:
                continue  # "has not ruled out running", who since has
            if SAID.match(told.passage.text) or OF_ANOTHER.match(told.passage.text):
                continue  # "The mayor said in a statement." says nothing
            if told.passage.text.rstrip(CLOSING).endswith("?"):
                continue  # "Did the mayor know?" tells of no deed
            for actor in told.agents:
                found = rows.setdefault(actor, {})
                found[told.passage] = max(found.get(told.passage, 0.0), told.weight + 0.3 * told.main)
    for quote in dossier.quotes:
        if quote.source and quote.source.actor:
            for passage in (one for one in quote.citations[:1] if not OF_ANOTHER.match(one.text)):
                if (passage.article, passage.start) in desk.overtaken:
                    continue
                rows.setdefault(quote.source.actor, {}).setdefault(passage, 0.5)
    return {
        actor: [p for p, _ in sorted(found.items(), key=lambda kv: (-kv[1], kv[0].article, kv[0].start))]
        for actor, found in rows.items()
    }


def _spoken(dossier: Dossier) -> dict[str, list[tuple[int, int]]]:
    """Article to what stands in quotation marks there: what somebody says of an actor is no deed of that actor."""
    out: dict[str, list[tuple[int, int]]] = {}
    for quote in dossier.quotes:
        for p in (*quote.content, *quote.also_in) if quote.kind == "direct" else ():
            out.setdefault(p.article, []).append((p.start, p.end))
    return out


def _is_spoken(trigger: Passage, spoken: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    return any(start <= trigger.start < end for start, end in spoken.get(trigger.article, ()))
