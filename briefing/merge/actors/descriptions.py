"""Descriptions ("the defence minister") that are one actor's, and whose they are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise

from briefing import lexicon
from briefing.joined import Named
from briefing.merge.actors.naming import SMALL, WRITINGS, normal, role_head, tokens
from briefing.model import Mention, Part

INITIALS = re.compile(r"\b[A-Z]\.(?: [A-Z]\.)+")
"""Initials that a text sets apart: "U. S. envoy"."""

PARTS: frozenset[Part | None] = frozenset({"killed", "accused", "did"})
NONE = {"no", "any"}
"""Before a plural that tells of nobody: "no suspects"."""
OFTEN = 3
"""Articles that name somebody in a part, beside whom another, whom one article names so, is of another event."""

STEM = 5
"""Letters by which "Romania" and "Romanian" are of one stem."""


OTHER_BODY = lexicon.marked("adjectives", "apart")
"""Words by which a body is another than the one that a story calls by its noun alone."""


def join_descriptions(mentions: Sequence[Mention], sets: Named, story_of: Mapping[str, str]) -> None:
    """Descriptions of one story with one head word, unless the names in them differ: "the defence ministry" and "the
    ministry", not "Russian officials" and "Turkish officials"; one article's "official" is not another's.

    Those that have a name already count by it: two named actresses are two, and "the actress" is then neither.
    """
    _join_spelt_alike(mentions, sets, story_of)
    _join_cast(mentions, sets, story_of)
    apart = _join_owned(mentions, sets, story_of)
    ordinals = {sets.find(n): which for n, m in enumerate(mentions) if not sets.is_named(n) and (which := _ordinal(m))}
    roles, several = _by_role(mentions, story_of), _told_of_several(mentions, story_of)
    heads: dict[tuple[str, str, bool | None], dict[frozenset[str], list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, m in enumerate(mentions):
        if m.form != "nominal":
            continue
        head = _kind_of_person(m.lemma)
        of_many = not m.plural and {m.lemma, head} & lexicon.words("many_of_a_kind")
        story = story_of.get(m.passage.article, "")
        one_alone = m.part in PARTS and (story, m.part) not in several
        if ((of_many and not one_alone) or n in apart) and not sets.is_named(n):
            continue
        exact = not m.plural and (head in lexicon.words("offices") or m.kind in {"organisation", "group"})
        words = _words_in(m) if exact else _names_in(m)
        if _is_anybody(m, head) and not m.part and not sets.is_named(n):
            head = f"{head} of {m.passage.article}"  # "a woman" is nobody whom another sentence names
        if not exact and sets.find(n) in ordinals:
            head = f"{ordinals[sets.find(n)]} {head}"
        if sets.find(n) not in _others(words, roles.get((story, head), ()), sets):
            heads[story, head, m.plural][words].append(n)
    told, parts = _begun(mentions), _parts(mentions, sets)
    for (story, head, plural), kinds in heads.items():
        if head in lexicon.words("bodies_of_states"):
            _give_states(kinds, mentions, told, sets)
        _join_heads(kinds, sets, parts)
        for words, told_of in kinds.items() if not plural else ():
            # "The gunman in the Orvel shooting" is not who is called gunman here.
            members = [n for n in told_of if mentions[n].part != "aside"]
            one_of_a_kind = len(members) > 1 and head in lexicon.words("offices")
            if any(_is_definite(mentions[n]) or (one_of_a_kind and not _is_indefinite(mentions[n])) for n in members):
                named = roles.get((story, head), ())
                holders = {sets.find(n) for n, role in named if _may_be(words, role)} - _others(words, named, sets)
                if len(holders) == 1:
                    sets.refer(members[0], holders.pop())


def _join_cast(mentions: Sequence[Mention], sets: Named, story_of: Mapping[str, str]) -> None:
    """Who is described as killed, as accused, or as having done it is who is named so in the story, where one is and
    no more are told of; who is killed and accused is no victim, and who is only accused did nothing."""
    by_part: dict[tuple[str, Part | None], list[int]] = defaultdict(list)
    several = _told_of_several(mentions, story_of)
    of_story: dict[str, list[int]] = defaultdict(list)
    for n, m in enumerate(mentions):
        of_story[story_of.get(m.passage.article, "")].append(n)
        if m.part in PARTS and m.form != "pronoun":
            by_part[story_of.get(m.passage.article, ""), m.part].append(n)

    def named_in(story: str, *parts: Part) -> set[int]:
        told: dict[int, set[str]] = defaultdict(set)
        for n in (n for part in parts for n in by_part.get((story, part), ()) if sets.is_named(n)):
            told[sets.find(n)].add(mentions[n].passage.article)
        often = any(len(articles) >= OFTEN for articles in told.values())
        return {root for root, articles in told.items() if len(articles) > 1 or not often}

    for (story, part), members in by_part.items():
        held = named_in(story, "accused", "did")
        named = named_in(story, part) if part == "killed" else held
        wrong = held if part == "killed" else named - named_in(story, "did") if part == "did" else set()
        if len(named) != 1 or named & wrong or (story, part) in several:
            continue
        root = named.pop()
        own = [mentions[n] for n in of_story[story] if sets.find(n) == root]
        for n in members:
            if mentions[n].form == "nominal" and _agrees(mentions[n], own):
                sets.refer(n, root)


def _told_of_several(mentions: Sequence[Mention], story_of: Mapping[str, str]) -> set[tuple[str, Part | None]]:
    """The parts that more than one person has in a story."""
    told = (m for m in mentions if m.part in PARTS and m.form != "pronoun" and _tells_of_more(m))
    return {(story_of.get(m.passage.article, ""), m.part) for m in told}


def _tells_of_more(mention: Mention) -> bool:
    words = mention.passage.text.lower().split()
    plural = mention.plural and words[0] not in NONE
    return plural or (words[:2] != ["the", "unidentified"] and bool({*words} & lexicon.words("telling_apart")))


def _agrees(one: Mention, others: Sequence[Mention]) -> bool:
    """Has ``one`` no other gender and no other age than all of ``others``?"""
    genders, ages = {m.gender for m in others} - {None}, {m.age for m in others} - {None}
    return (one.gender in genders | {None} or not genders) and (one.age in ages | {None} or not ages)


def _join_spelt_alike(mentions: Sequence[Mention], sets: Named, story_of: Mapping[str, str]) -> None:
    """ "Norrvik police" is the Norrvik Police, and "Norrvik's central bank" the Central Bank of Norrvik: a description
    with the words of one name of the story. "Anchor magazine" is Anchor, with the word for what it is. "The governor of
    Norrvik", a person, is not Norrvik."""
    names: dict[tuple[str, tuple[str, ...]], int] = {}
    for n, m in enumerate(mentions):
        if m.form == "name" and (m.kind == "organisation" or len(tokens(m.passage.text)) > 1):
            names.setdefault((story_of.get(m.passage.article, ""), _spelt(m)), n)
    for n, m in enumerate(mentions):
        story, spelt = story_of.get(m.passage.article, ""), _spelt(m)
        called = spelt if m.lemma not in WRITINGS else tuple(w for w in spelt if w != m.lemma)
        name = names.get((story, spelt), names.get((story, called)) if len(called) == 1 else None)
        if m.form != "nominal" or name is None:
            continue
        if m.lemma in WRITINGS or m.kind != "person" or mentions[name].kind == "person":
            sets.refer(n, name)


def _spelt(mention: Mention) -> tuple[str, ...]:
    return tuple(sorted(tokens(mention.passage.text)))


def _join_owned(mentions: Sequence[Mention], sets: Named, story_of: Mapping[str, str]) -> set[int]:
    """ "Ann Reed's publicist", "her rep" and "Jo Lind, Reed's publicist" are one in one story: what one person
    has one of. The descriptions of what two people of a story have: her brother is not his."""
    begins: dict[tuple[str, int], list[int]] = defaultdict(list)
    for n, m in enumerate(mentions):
        begins[m.passage.article, m.passage.start].append(n)
    owned: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, m in enumerate(mentions):
        said = [(m.passage, m.lemma)] if m.form == "nominal" and not m.plural else []
        for passage, head in said or [(role, role_head(role.text)) for role in m.roles]:
            owner = next(
                (
                    sets.find(o)
                    for o in begins[passage.article, passage.start]
                    if o != n and mentions[o].passage.end < passage.end and _owns(mentions[o]) and sets.is_named(o)
                ),
                None,
            )
            if owner is not None:
                key = story_of.get(passage.article, ""), lexicon.table("same_people").get(head, head)
                owned[key][owner].append(n)
    for by_owner in owned.values():
        for members in by_owner.values():
            _join_unless_two(members, sets)
    several = (by_owner.values() for by_owner in owned.values() if len(by_owner) > 1)
    return {n for rows in several for members in rows for n in members if mentions[n].kind == "person"}


def _owns(mention: Mention) -> bool:
    has_mark = mention.passage.text.endswith(("'s", "’s", "'", "’"))
    return mention.kind == "person" and (has_mark or mention.form == "pronoun")


def _by_role(
    mentions: Sequence[Mention], story_of: Mapping[str, str]
) -> dict[tuple[str, str], list[tuple[int, frozenset[str]]]]:
    """Story and head of a role to the mentions of names that have it, with its other words; who is called nominee for
    an office, has that too."""
    found: dict[tuple[str, str], list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for n, m in enumerate(mentions):
        for role in m.roles if m.form == "name" else ():
            story = story_of.get(m.passage.article, "")
            all_words = frozenset(role.text.lower().split()) | _states(role.text.lower().split())
            heads = {role_head(role.text)}
            if all_words & lexicon.words("other_offices"):
                heads |= {role_head(part) for part in re.split(r" (?:for|to) ", role.text)[1:]}
            for head in heads:
                found[story, _kind_of_person(head)].append((n, all_words - {head}))
    return found


def _kind_of_person(noun: str) -> str:
    """The noun, or what it is another word for; "the company" of one sentence is not "the tracking firm" of another."""
    return noun if noun in lexicon.table("generic_bodies") else lexicon.table("same_people").get(noun, noun)


def _parts(mentions: Sequence[Mention], sets: Named) -> dict[int, Part]:
    """Mention to the part that all of its set tell of."""
    found: dict[int, set[Part]] = defaultdict(set)
    for n, m in enumerate(mentions):
        if m.part and m.form != "pronoun":
            found[sets.find(n)].add(m.part)
    told = {root: parts - {"aside"} or parts for root, parts in found.items()}
    own = {root: parts.pop() for root, parts in told.items() if len(parts) == 1}
    return {n: own[root] for n in range(len(mentions)) if (root := sets.find(n)) in own}


def _join_heads(kinds: dict[frozenset[str], list[int]], sets: Named, parts: Mapping[int, Part]) -> None:
    """Descriptions of one head: by the names in them first, then those without any, where only one is left. "The man"
    who was killed is not "the man" who was charged."""
    for members in kinds.values():
        told = {parts[n] for n in members if n in parts}
        rest = {None} if len(told - {"aside"}) != 1 else {None, *told} - {"aside"}
        for alike in (*({part} for part in told - rest), rest):
            _join_unless_two([n for n in members if parts.get(n) in alike], sets)
    bare = kinds.get(frozenset(), []) if len({state for words in kinds for state in _states(words)}) < 2 else []
    for words, members in kinds.items():
        fuller = [other for other in kinds if words != other and _may_be(words, other)]
        if len(fuller) == 1 and sets.is_named(members[0]) and not sets.is_named(kinds[fuller[0]][0]):
            continue  # "the bank" has a name, and need not be the central bank
        if not fuller and words & OTHER_BODY and bare and sets.is_named(bare[0]):
            continue  # nor the central bank "the bank"
        if ((words or bare) and len(fuller) == 1) or (words and bare and _may_be(frozenset(), words)):
            sets.refer(members[0], kinds[fuller[0]][0] if len(fuller) == 1 else bare[0])


def _give_states(
    kinds: dict[frozenset[str], list[int]], mentions: Sequence[Mention], told: Mapping[str, Set[str]], sets: Named
) -> None:
    """Give a bare "the government" the one state whose government the story calls by name and whose name its own
    article has; none where that is open."""
    whose = [words for words in kinds if words]
    for n in kinds.pop(frozenset(), []) if whose else []:
        own = told[mentions[n].passage.article]
        meant = [words for words in whose if any(word[:STEM] in own for word in words)]
        if len(meant) == 1:
            sets.refer(n, kinds[meant[0]][0])


def _begun(mentions: Iterable[Mention]) -> dict[str, set[str]]:
    """Article to the beginnings of the words that its mentions have."""
    found: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        found[m.passage.article] |= {word[:STEM] for word in re.findall(r"\w+", m.passage.text.lower())}
    return found


def _may_be(words: frozenset[str], fuller: frozenset[str]) -> bool:
    """May who is described in ``words`` be who is described in more? Not "the president" the former president."""
    return words <= fuller and not (fuller - words) & lexicon.words("other_offices")


def _others(words: frozenset[str], named: Iterable[tuple[int, frozenset[str]]], sets: Named) -> set[int]:
    """Who had, or is to have, the office that ``words`` describe: an article may call a nominee by it, too."""
    return {sets.find(n) for n, role in named if not _may_be(words, role | words)}


def _join_unless_two(members: list[int], sets: Named) -> None:
    """Join ``members``, those without a name to the one that has one; to none where two have."""
    named = {sets.find(n) for n in members if sets.is_named(n)}
    free = [n for n in members if not sets.is_named(n)]
    for a, b in ((n, *named) for n in free) if len(named) == 1 else pairwise(free):
        sets.refer(a, b)


def _words_in(mention: Mention) -> frozenset[str]:
    """The words of a description but its head and the small ones."""
    text = INITIALS.sub(lambda found: found[0].replace(" ", ""), mention.passage.text)
    of_states = lexicon.table("demonyms")
    words = " ".join(normal(of_states.get(word, word)) for word in text.split()).split()
    return frozenset(w for w in words if w not in SMALL and len(w) > 1 and not w.startswith(mention.lemma))


def _states(words: Iterable[str]) -> set[str]:
    """The states of which ``words`` say that somebody is."""
    of = lexicon.table("demonyms")
    return {of[word.capitalize()] for word in words if word.capitalize() in of}


def _ordinal(mention: Mention) -> str:
    """ "Second" of "the second climber", who is not "the climber"."""
    is_one = mention.form == "nominal" and mention.kind == "person" and not mention.plural
    words = mention.passage.text.lower().split() if is_one else []
    return " ".join(word for word in words[:2] if word in lexicon.words("telling_apart"))


def _is_anybody(mention: Mention, head: str) -> bool:
    """ "A woman", "one man", "another girl": somebody who is spoken of for the first time."""
    return not mention.plural and _is_indefinite(mention) and head in lexicon.words("people_of_any_kind")


def _is_indefinite(mention: Mention) -> bool:
    opens = mention.passage.text.lower().rsplit(", ", 1)[-1].split()[0]  # "by Reed's account, a man"
    return opens in {"a", "an", "one", "another"}


def _is_definite(mention: Mention) -> bool:
    return mention.passage.text.lower().startswith(("the ", "this ", "that ", "these ", "those "))


def _names_in(mention: Mention) -> frozenset[str]:
    """The capitalised words of a description, its first word aside where that only begins a sentence."""
    words = re.findall(r"[\w'’-]+", mention.passage.text)
    first = (
        {words[0]} if words and words[0].lower() in {"the", "a", "an", mention.lemma, mention.lemma + "s"} else set()
    )
    return frozenset(w.lower() for w in words if w[:1].isupper() and w not in first)
