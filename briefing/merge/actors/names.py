"""Names of all articles that are one actor's.

Aliases are joined by rule, never by chance likeness: the same name, a person's surname, a token
subset that keeps the head, an acronym, a company without its ending, the same consonants in the
same order (transliteration), and the lexicon of names that the world uses.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import pairwise

from briefing import lexicon
from briefing.atlas import gazetteer
from briefing.joined import Joined
from briefing.merge.actors.naming import (
    KEPT,
    WRITINGS,
    called_kind,
    generation,
    is_of_person,
    normal,
    role_head,
    skeleton,
    tokens,
)
from briefing.merge.actors.surnames import join_surnames
from briefing.model import ActorKind, Mention

Words = tuple[str, ...]

LONG = 6
"""Letters of a word from which one other letter makes it no other name."""
CLOSE = 100
"""Characters between a short name and a longer one that are told apart."""
NEXT = 3
"""Names among which the longer one follows."""
MOSTLY = 2 / 3
"""Share of its mentions that a short name must be one longer name's in."""
BODIES = {"organisation", "group"}
KIN = lexicon.marked("roles", "kin")
BODY_ENDINGS = lexicon.marked("body_words", "ending")
"""What a body's name may lose and still be its name: "Norrvik Police Department" is "Norrvik Police"."""


def kinds(mentions: Sequence[Mention]) -> list[ActorKind]:
    """One name, one kind: what most mentions of a name are; a lone surname follows its full name, and
    what looks like a person but is called a company, or begins a company's name, is one."""
    votes: dict[str, dict[ActorKind, float]] = defaultdict(lambda: defaultdict(float))
    surnames: dict[str, set[str]] = defaultdict(set)
    bodies: set[str] = set()
    for m in mentions:
        if m.form != "name":
            continue
        words = tokens(m.passage.text)
        called = [kind for role in m.roles if (kind := called_kind(role.text))]
        if any(is_of_person(role.text) for role in m.roles):
            called = []  # "Ann Reed, governor of Orvel, centre of the trade"
        # A name that is taken for no actor here and for one there is one: "other" has no say beside another kind.
        votes[normal(m.passage.text)][min(called, default=m.kind)] += 3 if called else 0.01 if m.kind == "other" else 1
        if m.kind == "person" and len(words) > 1:
            surnames[m.passage.article].add(words[-1])
        if m.kind in BODIES and len(words) > 1:
            bodies.add(words[0])
    firsts_of_bodies = bodies - set().union(*surnames.values())
    full = (tokens(m.passage.text) for m in mentions if m.form == "name" and m.kind == "person")
    named = {word for words in full for word in words if len(words) > 1}
    best = {name: max(sorted(c), key=lambda k: c[k]) for name, c in votes.items()}
    everybody = set().union(*surnames.values())
    acronyms = {(short,) for name, kind in best.items() if kind in BODIES for short in _acronyms(tokens(name))}

    def kind_of(m: Mention) -> ActorKind:
        if m.form != "name":
            return m.kind
        words, found = tokens(m.passage.text), best[normal(m.passage.text)]
        if len(words) == 1 and words[0] in surnames[m.passage.article] and found != "place":
            return "person"
        spoken = votes[normal(m.passage.text)]
        if len(words) == 1 and words[0] in everybody and found in BODIES and spoken["person"] >= spoken[found]:
            return "person"  # "Reed's Civic Front" elsewhere, "Mr Reed" here
        if len(words) == 1 and words[0] in firsts_of_bodies and found == "person":
            return "organisation"
        if found == "person" and not {*words} & named and _is_of_states(m.passage.text):
            return "place"
        if found == "person" and m.passage.text.isupper() and words in acronyms:
            return "organisation"  # "THC", the Harbour Courier
        return found

    return [kind_of(m) for m in mentions]


def _is_of_states(name: str) -> bool:
    """Is it the name of a state or of a capital, which no person here has ("Paris suspended its aid")?"""
    known = re.sub(r"['’]s?$", "", name)
    return known in lexicon.table("capitals") or gazetteer.state(known) is not None


def _acronyms(words: Words) -> Iterator[str]:
    """The letters that a body's name may be cut to, "the" among them or not ("THC", the Harbour Courier), and those of
    a police department ("NPD", the Norrvik Police)."""
    letters = "".join(w[0] for w in words)
    if len(words) > 1:
        yield letters
        yield "t" + letters
        if words[-1] == "police":
            yield letters + "d"


def join_names(mentions: Sequence[Mention], sets: Joined, story_of: Mapping[str, str]) -> None:
    names = [(n, m) for n, m in enumerate(mentions) if m.form == "name"]
    apart = _namesakes(names, story_of)
    people = [(n, m) for n, m in names if m.kind == "person" and n not in apart]
    bodies = [(n, m) for n, m in names if m.kind != "person"]
    two = _strangers(names, story_of)

    def whose(n: int, m: Mention) -> str | None:
        return story_of.get(m.passage.article) if n in two else None

    whole = ((n, m) for n, m in names if m.kind != "person" or len(tokens(m.passage.text)) > 1)
    _join_all(((("same", m.kind == "person", normal(m.passage.text), whose(n, m)), n) for n, m in whole), sets.join)
    spelt = ((("spelt", skeleton(m.passage.text), whose(n, m)), n) for n, m in names if n not in apart)
    _join_all(((key, n) for key, n in spelt if len(key[1]) > 1), sets.join)
    _join_misspelt(people, sets, story_of)
    join_surnames(people, sets, story_of)
    _join_bodies(bodies, sets)
    _join_capitals(bodies, sets)


def _namesakes(names: Sequence[tuple[int, Mention]], story_of: Mapping[str, str]) -> set[int]:
    """Mentions of a father or a son whose name is the other's, too: of "Bo Reed Jr." and "Bo Reed Sr." who is named
    less, and "his son, Bo Reed Jr."."""
    told: dict[tuple[str | None, Words], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    found: set[int] = set()
    for n, m in names:
        if m.kind == "person" and (which := generation(m.passage.text)):
            told[story_of.get(m.passage.article), tokens(m.passage.text)][which].append(n)
            if any(role_head(role.text) in KIN for role in m.roles):
                found.add(n)
    for by_generation in told.values():
        most = max(by_generation, key=lambda which: len(by_generation[which]))
        found |= {n for which, ones in by_generation.items() if which != most for n in ones}
    return found


def _strangers(names: Sequence[tuple[int, Mention]], story_of: Mapping[str, str]) -> set[int]:
    """Mentions of a name that two stories give to two people: a driver in one, the leader of a union in the other."""
    told: dict[Words, dict[str | None, set[str]]] = defaultdict(lambda: defaultdict(set))
    for _, m in names:
        if m.kind == "person" and len(tokens(m.passage.text)) > 1:
            heads = {role_head(role.text) for role in m.roles}
            told[tokens(m.passage.text)][story_of.get(m.passage.article)] |= heads
    private = lexicon.words("private_people")
    two = {
        words
        for words, by_story in told.items()
        if len(by_story) == 2
        and all(by_story.values())
        and not set.intersection(*by_story.values())
        and any(heads <= private for heads in by_story.values())
    }
    return {n for n, m in names if m.kind == "person" and tokens(m.passage.text) in two}


def _join_all(keyed: Iterable[tuple[Hashable, int]], join: Callable[[int, int], None]) -> None:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for key, n in keyed:
        groups[key].append(n)
    for members in groups.values():
        for a, b in pairwise(members):
            join(a, b)


def _join_misspelt(people: Sequence[tuple[int, Mention]], sets: Joined, story_of: Mapping[str, str]) -> None:
    """Full names of one story with one letter between them, inside a long word: "Heydar Alishvandi" and "Alishbandi",
    "Giannis" and "Yiannis". A letter at the end may make a brother a sister."""
    seen: dict[tuple[str | None, int, str], dict[Words, int]] = defaultdict(dict)
    for n, m in people:
        words = tokens(m.passage.text)
        if len(words) != 2:
            continue
        for place in (0, 1):
            like = seen[story_of.get(m.passage.article), place, words[place]]
            for other, at in like.items():
                if _one_letter_apart(words[1 - place], other[1 - place]):
                    sets.join(n, at)
            like.setdefault(words, n)


def _one_letter_apart(one: str, other: str) -> bool:
    """Does one letter, not the last, stand for another or is one too many?"""
    if len(one) < len(other):
        one, other = other, one
    if len(other) < LONG or one[-1] != other[-1]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))
    return one[at + 1 :] == (other[at:] if len(one) > len(other) else other[at + 1 :])


def _join_bodies(bodies: Sequence[tuple[int, Mention]], sets: Joined) -> None:
    """Acronyms, the same words in another order, companies without their ending, and a shorter name that
    keeps the longer one's head: in its own article first, else in the whole pile."""
    known = _Bodies(bodies)
    same = ((("words", tuple(sorted(w.rstrip("s") for w in words))), n) for words, n in known.first.items())
    _join_all(same, sets.join)
    bare = ((("acronym", words[0]), n) for n, m in bodies if _is_acronym(words := tokens(_capitals(m.passage.text))))
    _join_all(bare, sets.join)

    @cache
    def of_pile(words: Words, kind: ActorKind) -> Set[int]:
        return roots(known.short_for(words, kind))

    def roots(names: Iterable[Words]) -> set[int]:
        return {sets.find(known.first[name]) for name in names}

    meant: dict[Words, list[tuple[int, int]]] = defaultdict(list)
    for n, m in bodies:
        words = tokens(m.passage.text)
        found: Set[int] = roots(known.short_for(words, m.kind, m.passage.article))
        found = found or ({n} if known.after[m.passage.article, words] else of_pile(words, m.kind))
        if len(found) == 1:
            meant[words].append((n, next(iter(found))))
    for pairs in meant.values():
        # "House", short for the White House here and for the House GOP there, is a name of its own.
        root, times = Counter(sets.find(root) for _, root in pairs).most_common(1)[0]
        if times >= MOSTLY * len(pairs):
            sets.join(pairs[0][0], root)


class _Bodies:
    """The names of several words in a pile, and what shorter names stand for."""

    def __init__(self, bodies: Sequence[tuple[int, Mention]]) -> None:
        self.first: dict[Words, int] = {}
        """Where each name stands first, as the number of its mention."""
        self.told: dict[str, set[Words]] = defaultdict(set)
        self.heads: dict[Words, str] = {}
        self.of_kind: dict[ActorKind, set[Words]] = defaultdict(set)
        for n, m in bodies:
            words = tokens(m.passage.text)
            if len(words) > 1:
                self.first.setdefault(words, n)
                self.told[m.passage.article].add(words)
                self.heads.setdefault(words, _head(m.passage.text))
                self.of_kind[m.kind].add(words)
        self.by_word, self.by_letters = _keyed(self.first, dict.fromkeys), _keyed(self.first, _acronyms)
        self.known: dict[tuple[Words, ActorKind], tuple[frozenset[Words], bool]] = {}
        self.after = _told_right_after(bodies)

    def short_for(self, words: Words, kind: ActorKind, article: str | None = None) -> Collection[Words]:
        """The names of ``article``, or of the whole pile, that ``words``, a name of ``kind``, may be short for."""
        if (words, kind) not in self.known:
            self.known[words, kind] = self._longer(words, kind)
        among, is_acronym = self.known[words, kind]
        if article is not None:
            among &= self.told[article] - self.after[article, words]
        things = set() if kind == "other" else self.of_kind["other"]
        return among if is_acronym else _cut_to(words, among, self.heads, things, together=article is not None)

    def _longer(self, words: Words, kind: ActorKind) -> tuple[frozenset[Words], bool]:
        """The names with the letters of an acronym, else the longer ones with the first word, and which of the two."""
        places = self.of_kind["place"]
        acronym = self.by_letters.get(words[0], []) if words and _is_acronym(words) else []
        if len(words) > 1:
            acronym = [w for w in acronym if w not in places]  # "the UMB union", not "the US Senate"
        longer = acronym or [w for w in self.by_word.get(words[0] if words else "", []) if len(w) > len(words)]
        if gazetteer.state(" ".join(words)):
            longer = []  # France is not France Telecom; and of two states, Iran-Iraq, it is neither
        elif kind == "place":
            longer = [w for w in longer if w in places]
        return frozenset(longer), bool(acronym)


def _told_right_after(bodies: Sequence[tuple[int, Mention]]) -> dict[tuple[str, Words], set[Words]]:
    """Article and name to the longer names that follow it so near as to be told apart from it: "The Supreme Court
    upheld a ruling of the Velmar Supreme Court"."""
    found: dict[tuple[str, Words], set[Words]] = defaultdict(set)
    places = [m.passage for _, m in bodies]
    for n, at in enumerate(places):
        short = tokens(at.text)
        for to in places[n + 1 : n + 1 + NEXT] if len(short) > 1 else ():
            near = (at.article, at.paragraph) == (to.article, to.paragraph) and to.start - at.end < CLOSE
            long = tokens(to.text)
            if near and len(short) < len(long) and short == long[-len(short) :]:
                found[at.article, short].add(long)
    return found


def _keyed(names: Iterable[Words], keys: Callable[[Words], Iterable[str]]) -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = defaultdict(list)
    for words in names:
        for key in keys(words):
            found[key].append(words)
    return found


def _capitals(name: str) -> str:
    """``name`` where its first word is in capitals, else nothing."""
    first = name.split()[0] if name.split() else ""
    return name if first.isupper() else ""


def _is_acronym(words: Words) -> bool:
    """One word of letters, with at most the kind of body behind it ("the UMB union")."""
    if not words or not 1 < len(words[0]) < 8:
        return False
    return all(word in lexicon.table("group_nouns") for word in words[1:])


def _head(name: str) -> str:
    """The word that says what a body is: the last before "of" or "for", else the last."""
    found = tokens(re.split(r" (?:of|for) ", normal(name))[0])
    return found[-1] if found else ""


def _cut_to(
    short: Words,
    names: Iterable[Words],
    heads: Mapping[Words, str],
    things: Set[Words],
    *,
    together: bool,
) -> list[Words]:
    """Of ``names`` those that ``short`` keeps most of; the Academy is not one of ``things``, the Academy Awards."""
    kept = {name: _kept(short, name, heads[name], together=together) for name in names}
    kept = {name: much for name, much in kept.items() if much > int(name in things)}
    most = max(kept.values(), default=0)
    return [name for name, much in kept.items() if much == most]


@lru_cache(maxsize=KEPT)
def _kept(short: Words, long: Words, head: str, *, together: bool) -> int:
    """How much of the name ``long`` its short form ``short`` keeps: 3, all but an ending; 2, its head; 1, what a
    company may be called by, its first word; 0, it is no short form. A bare "Ministry" needs the full name in its
    own article."""
    rest, left = list(long), iter(long)
    for word in short:
        if word not in left:
            return 0  # in another order it is another body
        rest.remove(word)
    generic = lexicon.table("group_nouns")
    if all(word in lexicon.words("company_endings") for word in rest):
        return 3
    if all(word in (BODY_ENDINGS if len(short) > 1 else WRITINGS) for word in rest):
        return 3
    if short[-1] == head or head in short:
        return 2 if len(short) > 1 or together or head not in generic else 0
    members = head in generic or head.rstrip("s") in lexicon.table("person_nouns")
    town = " ".join(short) in _capital_cities()
    return int(short == long[: len(short)] and not members and not town and len("".join(short)) > 3)


@cache
def _capital_cities() -> dict[str, str]:
    """Capital to its state, both in lower case."""
    return {city.lower(): state.lower() for city, state in lexicon.table("capitals").items()}


def _join_capitals(bodies: Sequence[tuple[int, Mention]], sets: Joined) -> None:
    """A capital that acts or speaks stands for its state; one that is only a place stays a place."""
    states: dict[str, int] = {}
    acts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for n, m in bodies:
        states.setdefault(normal(m.passage.text), n)
        acts[m.passage.article, normal(m.passage.text)].append(m.acts)
    for n, m in bodies:
        state, here = _capital_cities().get(normal(m.passage.text)), acts[m.passage.article, normal(m.passage.text)]
        if m.acts and state in states and sum(here) * 2 >= len(here):
            sets.join(n, states[state])
