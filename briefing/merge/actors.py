"""Mentions of all articles to actors: one actor, one name.

Aliases are joined by rule, never by chance likeness: the same name, a person's surname, a token
subset that keeps the head, an acronym, a company without its ending, the same consonants in the
same order (transliteration), grammar's own links, and the lexicon of names that the world uses.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from briefing import lexicon
from briefing.cast import Cast
from briefing.joined import Joined
from briefing.model import Actor, ActorKind, Facts, Mention, Passage, Story

PARTICLES = {
    "al",
    "el",
    "bin",
    "ibn",
    "ben",
    "de",
    "van",
    "von",
    "der",
    "la",
    "le",
    "du",
    "da",
    "dos",
    "jr",
    "sr",
    "jr.",
    "sr.",
}
SMALL = {"of", "for", "the", "and", "in", "on", "to", "a", "an", "&"}
BODY_ENDINGS = {
    "department",
    "dept",
    "force",
    "service",
    "office",
    "bureau",
    "agency",
    "organization",
    "organisation",
    "magazine",
}
"""What a body's name may lose and still be its name: "Norrvik Police Department" is "Norrvik Police"."""
LONGEST = 12
"""Words that the description of an unnamed actor may have."""
VOWELS = re.compile(r"[aeiouyw'’`]")
CLUSTERS = (("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("ck", "k"), ("q", "k"), ("c", "k"), ("z", "s"))


class Named(Joined):
    """Sets of mentions; reference never joins two sets that have names of their own.

    A description or a pronoun may stand for either of two people, but it does not make them one.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        super().__init__(len(mentions))
        self.named = [m.form == "name" for m in mentions]

    def join(self, a: int, b: int) -> None:
        x, y = self.find(a), self.find(b)
        either = self.named[x] or self.named[y]
        super().join(a, b)
        self.named[self.find(a)] = either

    def is_named(self, a: int) -> bool:
        return self.named[self.find(a)]

    def refer(self, a: int, b: int) -> None:
        """Join by reference: not where both sets are named already."""
        if not (self.is_named(a) and self.is_named(b)):
            self.join(a, b)


def merge(facts: Sequence[Facts], stories: Sequence[Story] = ()) -> Cast:
    """The actors of all articles, those with most mentions first, and the index of who is who."""
    # By id, so that the order in which articles are given changes nothing.
    mentions = [m for one in sorted(facts, key=lambda f: f.article.id) for m in one.mentions]
    mentions = [replace(m, kind=kind) for m, kind in zip(mentions, _kinds(mentions), strict=True)]
    sets = Named(mentions)
    story_of = {article: story.id for story in stories for article in story.articles}
    _join_names(mentions, sets, story_of)
    _join_links(mentions, sets)
    _join_descriptions(mentions, sets, story_of)
    groups: dict[int, list[Mention]] = defaultdict(list)
    for n, mention in enumerate(mentions):
        groups[sets.find(n)].append(mention)
    kept = [g for g in groups.values() if any(m.form != "pronoun" and (m.kind != "other" or m.acts) for m in g)]
    kept.sort(key=lambda g: (-_weight(g), g[0].passage.article, g[0].passage.start))
    sentences = {one.article.id: [s.passage for s in one.sentences] for one in facts}
    actors = tuple(_actor(f"P{n}", group, sentences) for n, group in enumerate(kept, 1))
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


# --- names ----------------------------------------------------------------------------------


def normal(name: str) -> str:
    """A name for comparing: no article, title, possessive, dots or case; a known name as the world prints it."""
    words = re.sub(r"['’]s?$", "", name.strip(" '‘’\"“”")).split()
    titles = lexicon.table("titles")
    while len(words) > 1 and (words[0].lower() in {"the", "a", "an"} or words[0].lower() in titles):
        words = words[1:]
    text = " ".join(words).lower()
    return lexicon.table("known_names").get(text, text).lower()


def tokens(name: str) -> tuple[str, ...]:
    """The words of a normal name that tell it from others."""
    plain = re.sub(r"[\"“”‘'’][^\"“”‘'’]+[\"“”’'](?=\s)|[\"“”]", "", normal(name).replace(".", ""))
    words = (re.sub(r"['’]s?$", "", w) for w in re.split(r"[\s-]+", plain))
    return tuple(w for w in words if w and w not in SMALL | PARTICLES)


def skeleton(name: str) -> tuple[str, ...]:
    """The consonants of each word: equal for two romanisations of one name."""
    out = []
    for word in tokens(name):
        plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
        for old, new in CLUSTERS:
            plain = plain.replace(old, new)
        bare = VOWELS.sub("", plain)
        out.append("".join(c for c, before in zip(bare, " " + bare, strict=False) if c != before) or plain)
    return tuple(out)


def _kinds(mentions: Sequence[Mention]) -> list[ActorKind]:
    """One name, one kind: what most mentions of a name are; a lone surname follows its full name, and
    what looks like a person but is called a company, or begins a company's name, is one."""
    votes: dict[str, dict[ActorKind, float]] = defaultdict(lambda: defaultdict(float))
    surnames: dict[str, set[str]] = defaultdict(set)
    bodies: set[str] = set()
    for m in mentions:
        if m.form != "name":
            continue
        words = tokens(m.passage.text)
        called = [kind for role in m.roles if (kind := _called(role.text))]
        # A name that is taken for no actor here and for one there is one: "other" has no say beside another kind.
        votes[normal(m.passage.text)][min(called, default=m.kind)] += 3 if called else 0.01 if m.kind == "other" else 1
        if m.kind == "person" and len(words) > 1:
            surnames[m.passage.article].add(words[-1])
        if m.kind in {"organisation", "group"} and len(words) > 1:
            bodies.add(words[0])
    family = set().union(*surnames.values())
    best = {name: max(sorted(c), key=lambda k: c[k]) for name, c in votes.items()}

    def kind_of(m: Mention) -> ActorKind:
        if m.form != "name":
            return m.kind
        words, found = tokens(m.passage.text), best[normal(m.passage.text)]
        if len(words) == 1 and words[0] in surnames[m.passage.article] and found != "place":
            return "person"
        if len(words) == 1 and words[0] in bodies - family and found == "person":
            return "organisation"
        return found

    return [kind_of(m) for m in mentions]


def _role_head(role: str) -> str:
    found = re.split(r" (?:of|for|in|at) ", role.lower())[0].split()
    return found[-1] if found else ""


def _join_links(mentions: Sequence[Mention], sets: Named) -> None:
    """Join what grammar and agreement found inside each article."""
    at: dict[tuple[str, int], int] = {}
    for n, m in enumerate(mentions):
        at.setdefault((m.passage.article, m.passage.start), n)
    for n, m in enumerate(mentions):
        if m.same_as is not None and (other := at.get((m.passage.article, m.same_as))) is not None:
            if m.form == "name" and mentions[other].form == "name":
                sets.join(n, other)
            else:
                sets.refer(n, other)


def _join_all(keyed: Iterable[tuple[Hashable, int]], join: Callable[[int, int], None]) -> None:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for key, n in keyed:
        groups[key].append(n)
    for members in groups.values():
        for a, b in pairwise(members):
            join(a, b)


def _join_names(mentions: Sequence[Mention], sets: Joined, story_of: Mapping[str, str]) -> None:
    names = [(n, m) for n, m in enumerate(mentions) if m.form == "name"]
    people = [(n, m) for n, m in names if m.kind == "person"]
    bodies = [(n, m) for n, m in names if m.kind != "person"]
    _join_all(((("same", m.kind == "person", normal(m.passage.text)), n) for n, m in names), sets.join)
    _join_all(
        ((("spelt", skeleton(m.passage.text)), n) for n, m in names if len(skeleton(m.passage.text)) > 1), sets.join
    )
    _join_surnames(people, sets, story_of)
    _join_bodies(bodies, sets)
    _join_capitals(bodies, sets)


def _join_surnames(people: Sequence[tuple[int, Mention]], sets: Joined, story_of: Mapping[str, str]) -> None:
    """A surname, or a name without its first part, follows the one longer name it can belong to:
    in its own article first, then in its story, else in the whole pile."""
    longer: dict[str, dict[tuple[str, ...], dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    first: dict[tuple[str, str], set[int]] = defaultdict(set)
    for n, m in people:
        words = tokens(m.passage.text)
        if len(words) > 1:
            longer[words[-1]][words].setdefault(m.passage.article, n)
            first[m.passage.article, words[0]].add(n)
    for n, m in people:
        words = tokens(m.passage.text)
        if not words:
            continue
        fits = {w: rows for w, rows in longer[words[-1]].items() if w != words and _is_part(words, w)}
        for choice in _nearer(fits, m.passage.article, story_of):
            roots = {sets.find(next(iter(rows.values()))) for rows in choice}
            if len(roots) == 1:
                sets.join(n, roots.pop())
            if roots or choice:
                break
        else:
            _join_first_name(n, words, m.passage.article, first, sets)


def _join_first_name(
    n: int, words: tuple[str, ...], article: str, first: Mapping[tuple[str, str], set[int]], sets: Joined
) -> None:
    """A first name alone follows the one full name of its article that begins with it."""
    roots = {sets.find(one) for one in first.get((article, words[0]), ())} if len(words) == 1 else set()
    if len(roots) == 1:
        sets.join(n, roots.pop())


def _nearer(
    fits: Mapping[tuple[str, ...], Mapping[str, int]], article: str, story_of: Mapping[str, str]
) -> Iterator[list[Mapping[str, int]]]:
    """Of the longer names those of the article, those of its story, all."""
    yield [rows for rows in fits.values() if article in rows]
    story = story_of.get(article)
    yield [rows for rows in fits.values() if any(story_of.get(a) == story for a in rows)]
    yield list(fits.values())


def _is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Is ``short`` the end of the name ``long``, or the same first and last name, the first cut short or in full?"""
    if len(short) < len(long) and long[-len(short) :] == short:
        return True
    if len(short) < 2 or len(short) > len(long):
        return False
    a, b = short[0], long[0]
    return a == b or (min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a)))


def _join_bodies(bodies: Sequence[tuple[int, Mention]], sets: Joined) -> None:
    """Acronyms, the same words in another order, companies without their ending, and a shorter name that
    keeps the longer one's head: in its own article first, else in the whole pile."""
    long: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    heads: dict[tuple[str, ...], str] = {}
    for n, m in bodies:
        words = tokens(m.passage.text)
        if len(words) > 1:
            long[words].append((n, m.passage.article))
            heads.setdefault(words, _head(m.passage.text))
    _join_all(((("words", tuple(sorted(words))), rows[0][0]) for words, rows in long.items()), sets.join)
    bare = ((("acronym", words[0]), n) for n, m in bodies if _is_acronym(words := tokens(_capitals(m.passage.text))))
    _join_all(bare, sets.join)
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    by_letters: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in long:
        by_letters["".join(w[0] for w in words)].append(words)
        for word in dict.fromkeys(words):
            by_word[word].append(words)
    for n, m in bodies:
        words = tokens(m.passage.text)
        acronym = by_letters.get(words[0], []) if words and _is_acronym(words) else []
        longer = acronym or [w for w in by_word.get(words[0] if words else "", []) if len(w) > len(words)]
        here = [w for w in longer if any(article == m.passage.article for _, article in long[w])]
        for choice, together in ((here, True), (longer, False)):
            fits = [w for w in choice if acronym or _is_short_for(words, w, heads[w], together=together)]
            roots = {sets.find(long[w][0][0]) for w in fits}
            if len(roots) == 1:
                sets.join(n, roots.pop())
            if roots or fits:
                break


def _capitals(name: str) -> str:
    """``name`` where its first word is in capitals, else nothing."""
    first = name.split()[0] if name.split() else ""
    return name if first.isupper() else ""


def _is_acronym(words: tuple[str, ...]) -> bool:
    """One word of letters, with at most the kind of body behind it ("the UMB union")."""
    if not words or not 1 < len(words[0]) < 8:
        return False
    return all(word in lexicon.table("group_nouns") for word in words[1:])


def _head(name: str) -> str:
    """The word that says what a body is: the last before "of" or "for", else the last."""
    found = tokens(re.split(r" (?:of|for) ", normal(name))[0])
    return found[-1] if found else ""


def _is_short_for(short: tuple[str, ...], long: tuple[str, ...], head: str, *, together: bool) -> bool:
    """Does ``short`` leave out only what a name can lose: an ending, what qualifies its head, or,
    for a company, all but its first word? A bare "Ministry" needs the full name in its own article."""
    rest = list(long)
    for word in short:
        if word not in rest:
            return False
        rest.remove(word)
    generic = lexicon.table("group_nouns")
    if all(word in lexicon.words("company_endings") for word in rest):
        return True
    if len(short) > 1 and all(word in BODY_ENDINGS for word in rest):
        return True
    if short[-1] == head or head in short:
        return len(short) > 1 or together or head not in generic
    members = head in generic or head.rstrip("s") in lexicon.table("person_nouns")
    return short == long[: len(short)] and not members and len(short[0]) > 3


def _join_capitals(bodies: Sequence[tuple[int, Mention]], sets: Joined) -> None:
    """A capital that acts or speaks stands for its state; one that is only a place stays a place."""
    capitals = {k.lower(): v.lower() for k, v in lexicon.table("capitals").items()}
    states: dict[str, int] = {}
    for n, m in bodies:
        states.setdefault(normal(m.passage.text), n)
    for n, m in bodies:
        state = capitals.get(normal(m.passage.text))
        if m.acts and state in states and _acts_only(m, bodies):
            sets.join(n, states[state])


def _acts_only(mention: Mention, bodies: Sequence[tuple[int, Mention]]) -> bool:
    name = normal(mention.passage.text)
    same = [m for _, m in bodies if m.passage.article == mention.passage.article and normal(m.passage.text) == name]
    return sum(m.acts for m in same) * 2 >= len(same)


def _join_descriptions(mentions: Sequence[Mention], sets: Named, story_of: Mapping[str, str]) -> None:
    """Descriptions of one story with one head word, unless the names in them differ: "the defence ministry" and "the
    ministry", not "Russian officials" and "Turkish officials"; one article's "official" is not another's.

    Those that have a name already count by it: two named actresses are two, and "the actress" is then neither.
    """
    heads: dict[tuple[str, str, bool | None], dict[frozenset[str], list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, m in enumerate(mentions):
        if m.form != "nominal":
            continue
        head = lexicon.table("same_people").get(m.lemma, m.lemma)
        of_many = not m.plural and {m.lemma, head} & lexicon.words("many_of_a_kind")
        if of_many and not sets.is_named(n):
            continue
        words = _words_in(m) if not m.plural and head in lexicon.words("offices") else _names_in(m)
        heads[story_of.get(m.passage.article, ""), head, m.plural][words].append(n)
    roles = _by_role(mentions, story_of)
    for key, kinds in heads.items():
        _join_heads(kinds, sets)
        story, head, plural = key
        for words, members in kinds.items() if not plural else ():
            if _is_definite(mentions[members[0]]) or len(members) > 1:
                holders = {sets.find(n) for n, role in roles.get((story, head), ()) if words <= role}
                if len(holders) == 1:
                    sets.refer(members[0], holders.pop())


def _by_role(
    mentions: Sequence[Mention], story_of: Mapping[str, str]
) -> dict[tuple[str, str], list[tuple[int, frozenset[str]]]]:
    """Story and head of a role to the mentions of names that have it, with its other words."""
    found: dict[tuple[str, str], list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for n, m in enumerate(mentions):
        for role in m.roles if m.form == "name" else ():
            head = _role_head(role.text)
            story = story_of.get(m.passage.article, "")
            words = frozenset(role.text.lower().split()) - {head}
            found[story, lexicon.table("same_people").get(head, head)].append((n, words))
    return found


def _join_heads(kinds: dict[frozenset[str], list[int]], sets: Named) -> None:
    """Descriptions of one head: by the names in them first, then those without any, where only one is left."""
    for members in kinds.values():
        _join_unless_two(members, sets)
    bare = kinds.get(frozenset(), [])
    for words, members in kinds.items():
        fuller = [other for other in kinds if words < other]
        if len(fuller) == 1 or (words and bare):
            sets.refer(members[0], kinds[fuller[0]][0] if len(fuller) == 1 else bare[0])


def _join_unless_two(members: list[int], sets: Named) -> None:
    """Join ``members``, those without a name to the one that has one; to none where two have."""
    named = {sets.find(n) for n in members if sets.is_named(n)}
    free = [n for n in members if not sets.is_named(n)]
    for a, b in pairwise(free):
        sets.refer(a, b)
    if len(named) == 1 and free:
        sets.refer(free[0], named.pop())


def _words_in(mention: Mention) -> frozenset[str]:
    """The words of a description but its head and the small ones."""
    words = re.findall(r"[\w-]+", mention.passage.text.lower())
    return frozenset(w for w in words if w not in SMALL and len(w) > 1 and not w.startswith(mention.lemma))


def _is_definite(mention: Mention) -> bool:
    return mention.passage.text.lower().startswith(("the ", "this ", "that ", "these ", "those "))


def _names_in(mention: Mention) -> frozenset[str]:
    """The capitalised words of a description, its first word aside where that only begins a sentence."""
    words = re.findall(r"[\w'’-]+", mention.passage.text)
    first = (
        {words[0]} if words and words[0].lower() in {"the", "a", "an", mention.lemma, mention.lemma + "s"} else set()
    )
    return frozenset(w.lower() for w in words if w[:1].isupper() and w not in first)


# --- the actor ------------------------------------------------------------------------------


def _actor(key: str, group: list[Mention], sentences: dict[str, list[Passage]]) -> Actor:
    names = [m for m in group if m.form == "name"] or [m for m in group if m.form == "nominal"]
    kind = Counter(m.kind for m in names).most_common(1)[0][0]
    variants = Counter(_surface(m) for m in names)
    best = _best_name(variants, kind) if names[0].form == "name" else _description(variants)
    aliases = _aliases(best, variants) if names[0].form == "name" else ()
    roles, role_passages = _roles(group)
    cited = [*role_passages, *(m.passage for a in (best, *aliases) for m in names if _surface(m) == a)]
    places = [_sentence(p, sentences.get(p.article, [])) for p in _firsts(cited, (best, *aliases), role_passages)]
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


def _called(role: str) -> ActorKind | None:
    """The kind of body that a description names: a coalition, a militia; "group" says it only of fighters."""
    head = _role_head(role)
    found = lexicon.table("group_nouns").get(head)
    if found == "group" and head == "group" and not set(role.lower().split()) & lexicon.words("fighting_words"):
        return None
    return found or None  # type: ignore[return-value]


def _kind_by_role(kind: ActorKind, roles: Sequence[str]) -> ActorKind:
    """An organisation that is called a coalition or a militia is a group."""
    return "group" if kind == "organisation" and "group" in map(_called, roles) else kind


def _surface(mention: Mention) -> str:
    words = re.sub(r"['’]s?$", "", mention.passage.text).split()
    if mention.form == "name" and len(words) > 1 and words[0].lower() in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)


def _best_name(variants: Counter[str], kind: ActorKind) -> str:
    """A person's full name as it is used most; else the name used most, an acronym only where there is nothing else."""
    order = list(variants)
    if kind == "person":
        return max(order, key=lambda v: (len(tokens(v)) > 1, variants[v], len(tokens(v)), -order.index(v)))
    return max(order, key=lambda v: (not (v.isupper() and len(v) < 6), variants[v], len(v), -order.index(v)))


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


def _roles(group: list[Mention]) -> tuple[tuple[str, ...], list[Passage]]:
    """Distinct roles, the fuller ones kept, in order of the text."""
    found: dict[str, Passage] = {}
    for m in group:
        for role in m.roles:
            text = re.sub(r"^(?:the|a|an) ", "", role.text, flags=re.IGNORECASE)
            if text and not any(text.lower() in other.lower() for other in found):
                found = {k: v for k, v in found.items() if k.lower() not in text.lower()}
                found[text] = role
    return tuple(found), list(found.values())


def _firsts(cited: Sequence[Passage], names: Sequence[str], roles: Sequence[Passage]) -> list[Passage]:
    """One passage for each role and each name."""
    out = list(roles)
    for name in names:
        out += [p for p in cited if p.text.startswith(name) or p.text.removeprefix("the ").startswith(name)][:1]
    return out or list(cited[:1])


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
