"""A set of mentions as an actor: name, kind, aliases, roles and where they stand."""

import re
from collections import Counter
from collections.abc import Sequence

from briefing import lexicon
from briefing.cast import LONGEST
from briefing.merge.actors.naming import SMALL, called_kind, is_of_person, normal, role_head, tokens
from briefing.model import Actor, ActorKind, Mention, Passage

OPENING = re.compile(r"^(?:the|a|an|its|his|her|their|our) ", re.IGNORECASE)
"""Opens a role in its sentence and says nothing outside it."""
OF_SOMEBODY = re.compile(r"(?<=\w) (?:at|for|in|of) (?:its|his|her|their|our) .+$")
"""Closes a role with what only its sentence explains: "head OF ITS DELEGATION"."""
ANYBODY = lexicon.marked("anybody", "role")
ORDER = lexicon.marked("adjectives", "order")


def actor_of(key: str, group: list[Mention], sentences: dict[str, list[Passage]]) -> Actor:
    names = [m for m in group if m.form == "name"] or [m for m in group if m.form == "nominal"]
    kind = Counter(m.kind for m in names).most_common(1)[0][0]
    variants = Counter(_surface(m) for m in names)
    best = _best_name(variants, kind) if names[0].form == "name" else _description(variants)
    aliases = _aliases(best, variants) if names[0].form == "name" else ()
    roles, role_passages = _roles(group, best, kind)
    cited = [*role_passages, *_firsts(names, (best, *aliases))]
    places = [_sentence(p, sentences.get(p.article, [])) for p in cited]
    kind = _kind_by_role(kind, roles)
    if kind == "place" and any(m.acts for m in group) and _is_state(best):
        kind = "organisation"
    return Actor(
        id=key,
        name=best,
        kind=kind,
        named=names[0].form == "name",
        mentions=tuple(sorted((m.passage for m in group), key=lambda p: (p.article, p.start, p.end))),
        roles=roles,
        aliases=aliases,
        citations=tuple(dict.fromkeys(places)),
    )


def _kind_by_role(kind: ActorKind, roles: Sequence[str]) -> ActorKind:
    """An organisation that is called a coalition or a militia is a group."""
    return "group" if kind == "organisation" and "group" in map(called_kind, roles) else kind


def _surface(mention: Mention) -> str:
    words = re.sub(r"['’]s?$", "", mention.passage.text.strip('"“”')).split()
    if mention.form == "name" and len(words) > 1 and words[0].lower() in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)


def _best_name(variants: Counter[str], kind: ActorKind) -> str:
    """A person's full name as it is used most; else the name used most, an acronym or a word for bodies ("the Front")
    only where there is nothing else, nor a capital where its state is named, nor "America" where "United States" is."""
    state_of = lexicon.table("capitals")
    named = {normal(v) for v in variants}
    order = [v for v in variants if v not in state_of or normal(state_of[v]) not in named]
    if kind == "person":
        # "Trelaw-Hume" is no full name beside "Ana Trelaw-Hume".
        return max(order, key=lambda v: (len(tokens(v)) > 1 and " " in v, variants[v], len(tokens(v)), -order.index(v)))
    states = [v for v in order if _is_state(v) and v.lower() == normal(v)] or order
    sorts = lexicon.table("group_nouns")
    return max(
        states,
        key=lambda v: (
            not (v.isupper() and len(v) < 6) and v.lower() not in sorts,
            variants[v],
            len(v),
            -order.index(v),
        ),
    )


def _description(variants: Counter[str]) -> str:
    """The most specific description that is no longer than `LONGEST` words, the first of equals."""
    fitting = [v for v in variants if len(v.split()) <= LONGEST] or list(variants)
    return max(fitting, key=lambda v: (len(v.split()), -list(variants).index(v)))


def _aliases(best: str, variants: Counter[str]) -> tuple[str, ...]:
    """The other names, one spelling of each, in order of the text."""
    seen, out = {best.lower()}, []
    for name in variants:
        if name.lower() not in seen:
            seen.add(name.lower())
            out.append(name)
    return tuple(out)


def _roles(group: list[Mention], name: str, kind: ActorKind) -> tuple[tuple[str, ...], list[Passage]]:
    """Distinct roles, the fuller ones kept, in order of the text; none that only repeats the name ("Harbour Agency:
    agency") or another role in other words ("British Prime Minister", "the U.K.'s Prime Minister"), and of a person
    none that a body has: of "Ann Reed, governor of Orvel, centre of the trade" the last is Orvel's."""
    found: dict[str, Passage] = {}
    said = set(name.lower().split())
    for role in (role for m in group for role in m.roles):
        text = OF_SOMEBODY.sub("", OPENING.sub("", role.text))
        gist = _gist(text)
        if kind == "person" and called_kind(text) and not is_of_person(text):
            continue
        if _says_nothing(text) or set(text.lower().split()) <= said or any(gist <= _gist(other) for other in found):
            continue
        found = {kept: passage for kept, passage in found.items() if not _gist(kept) <= gist}
        found[text] = role
    return tuple(found), list(found.values())


def _gist(role: str) -> frozenset[str]:
    """The words of a role that say something, a state by its name."""
    words = (re.sub(r"['’]s?$", "", word) for word in role.split())
    plain = " ".join(normal(lexicon.table("demonyms").get(word, word)) for word in words)
    return frozenset(plain.replace("fence", "fense").split()) - SMALL  # "defence", "defense"


def _says_nothing(role: str) -> bool:
    """ "Other bomber", "first person": it tells somebody from others and not what he is. "Tall man": nor do looks;
    "23-year-old woman" says a little."""
    if role_head(role) in ANYBODY and not any(c.isdigit() for c in role):
        return True
    first, *rest = role.lower().split() or [""]
    return first in {"other", "another", "same"} or (first in ORDER and rest in (["person"], ["man"], ["woman"]))


def _firsts(mentions: Sequence[Mention], names: Sequence[str]) -> list[Passage]:
    """Where each name stands first."""
    first: dict[str, Passage] = {}
    for mention in mentions:
        first.setdefault(_surface(mention), mention.passage)
    return [first[name] for name in names]


def _sentence(passage: Passage, sentences: Sequence[Passage]) -> Passage:
    """The sentence that holds the passage, else the passage."""
    for sentence in sentences:
        if sentence.start <= passage.start and passage.end <= sentence.end:
            return sentence
    return passage


def _is_state(name: str) -> bool:
    states = {v.lower() for v in lexicon.table("demonyms").values()} | {
        v.lower() for v in lexicon.table("known_names").values()
    }
    return normal(name) in states or name in lexicon.table("capitals")
