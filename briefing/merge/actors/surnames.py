"""Surnames, first names and shortened names of people, each given the one full name that it can stand for."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

from briefing import lexicon
from briefing.joined import Joined
from briefing.merge.actors.naming import generation, nickname, role_head, tokens
from briefing.model import Mention

KNOWN_BY_THEN = 3
"""Uses of a surname in an article before which the full name must stand: else it is somebody else's."""

MOSTLY = 2 / 3
"""Share of the articles that name anybody of a surname in full which must name one person, for it to be that person's
in an article that names none."""

OWNER = re.compile(
    r"(?:[A-Z][\w’'.-]+ )*([A-Z][\w-]+)['’]s? (?:\w+ )?"
    r"(?:son|daughter|brother|sister|wife|husband|father|mother|child)\b"
)
"""Whose kin somebody is said to be."""
ARTICLE = re.compile(r"\b(?:al|el|as|ash|ar|ad|an|at|az)-\w+(?:['’]s?)?$", re.IGNORECASE)

Words = tuple[str, ...]
People = Sequence[tuple[int, Mention]]
"""Mentions of people by name, each with its number."""


def join_surnames(people: People, sets: Joined, story_of: Mapping[str, str]) -> None:
    """Join each short name to the full name that it stands for, where one alone fits.

    One surname is one person's in the whole pile, unless two people of the pile have it: then each article tells
    whose it is there, and what no article tells stays apart in each story.
    """
    full = [(n, m) for n, m in people if len(tokens(m.passage.text)) > 1]
    _join_nicknames(full, sets)
    known = _Known(people, sets, story_of)
    known.follow(full)
    _join_initials(full, sets, story_of)
    shared = _shared(full, sets)
    alone = [(n, m) for n, m in people if len(tokens(m.passage.text)) == 1]
    of_two = [(n, m) for n, m in alone if tokens(m.passage.text)[0] in shared]
    of_one = [(n, m) for n, m in alone if tokens(m.passage.text)[0] not in shared]
    _join_alike(of_one, sets, known)
    known.follow(of_one)
    # Twice, for what a clause far down tells whose it is ("Reed was charged") holds for the whole article.
    _join_alike(known.follow(known.follow(of_two)), sets, known, story_of)


def _join_nicknames(full: People, sets: Joined) -> None:
    """ "Thomas (Bo) Reed" is Bo Reed."""
    called = {tokens(m.passage.text): n for n, m in full}
    for n, m in full:
        other = called.get((*tokens(nickname(m.passage.text)), tokens(m.passage.text)[-1]))
        if nickname(m.passage.text) and other is not None:
            sets.join(n, other)


def _join_initials(full: People, sets: Joined, story_of: Mapping[str, str]) -> None:
    """ "Mo Reed, a coach" and "Maurice Reed, the coach": names of one story with one surname and one initial, which
    no article has beside each other, where role, part or age is the same and gender not another."""
    alike: dict[tuple[str | None, str, str], dict[int, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for n, m in full:
        first, *_, last = tokens(m.passage.text)
        alike[story_of.get(m.passage.article), first[0], last][sets.find(n)].append(m)
    for by_root in alike.values():
        if len(by_root) == 2 and _are_alike(*by_root.values()):
            sets.join(*by_root)


def _are_alike(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    def told(mentions: Sequence[Mention]) -> set[object]:
        found: set[object] = {role_head(role.text) for m in mentions for role in m.roles}
        return found.union(*((m.part, m.age) for m in mentions)) - {None, "aside"}

    if {m.passage.article for m in one} & {m.passage.article for m in other}:
        return False
    return bool(told(one) & told(other)) and len({m.gender for m in (*one, *other)} - {None}) < 2


def _shared(full: People, sets: Joined) -> set[str]:
    """The first names and surnames that two people have."""
    holders: dict[str, set[int]] = defaultdict(set)
    for n, m in full:
        first, *_, last = words = tokens(m.passage.text)
        for name in {first, last, *_inner_surnames(words, m.passage.text)}:
            holders[name].add(sets.find(n))
    return {name for name, roots in holders.items() if len(roots) > 1}


def _join_alike(alone: People, sets: Joined, known: "_Known", story_of: Mapping[str, str] | None = None) -> None:
    seen: dict[tuple[str | None, Words, bool], int] = {}
    for n, m in alone:
        story = story_of.get(m.passage.article) if story_of is not None else None
        sets.join(n, seen.setdefault((story, tokens(m.passage.text), known.is_elder(m)), n))


class _Known:
    """The full names of a pile, and for whom each article has used a short one."""

    def __init__(self, people: People, sets: Joined, story_of: Mapping[str, str]) -> None:
        self.sets, self.story_of = sets, story_of
        self.roles: dict[tuple[str | None, Words], set[str]] = defaultdict(set)
        self.with_article: dict[Words, set[bool]] = defaultdict(set)
        self.inner: dict[Words, set[str]] = defaultdict(set)
        self.junior: dict[Words, bool] = defaultdict(bool)
        self.roles_of: dict[Words, set[str]] = defaultdict(set)
        self.paragraphs = {n: m.passage.paragraph for n, m in people}
        self.longer: dict[str, dict[Words, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
        self.first: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.called: dict[tuple[str, Words, str | None], int] = {}
        self.uses: dict[tuple[str, Words], list[int]] = defaultdict(list)
        self.genders: dict[Words, set[str]] = defaultdict(set)
        self.parts: dict[tuple[str | None, Words], set[str]] = defaultdict(set)
        for n, m in people:
            words, article = tokens(m.passage.text), m.passage.article
            self.uses[article, words].append(n)
            self.genders[words] |= {m.gender} if m.gender else set()
            self.parts[story_of.get(article), words] |= {m.part} if m.part else set()
            self.roles[story_of.get(article), words] |= {role_head(role.text) for role in m.roles}
            self.with_article[words].add(_has_article(m))
            self.junior[words] |= generation(m.passage.text) == "jr"
            self.roles_of[words] |= {role_head(role.text) for role in m.roles}
            if len(words) > 1:
                self.inner[words] |= _inner_surnames(words, m.passage.text)
                for short in {*words[1:], *self.inner[words]}:
                    self.longer[short][words].setdefault(article, n)
                for called in {words[0], nickname(m.passage.text).lower()} - {""}:
                    self.first[article, called].add(n)

    def follow(self, people: People) -> list[tuple[int, Mention]]:
        """Join each of ``people`` to the longer name that it belongs to, in its own article first, then in its story,
        else in the whole pile; those for whom none was found.

        Of two in its article it is the one whose gender or part it has ("Mr Reed", "Reed was charged"), else the one
        that stood there alone when it was first used: "Reed said", and only then "her husband, Bo Reed"; and none that
        comes when it has long been used, where another article has another.
        """
        left = []
        for n, m in people:
            root = None if self.is_elder(m) else self._whom(n, m)
            if root is None:
                left.append((n, m))
            else:
                self.sets.join(n, root)
        return left

    def _whom(self, n: int, mention: Mention) -> int | None:
        words, article = tokens(mention.passage.text), mention.passage.article
        if not words:
            return None
        fits = self._fits(words, mention)
        before = {self.sets.find(at) for rows in fits.values() for a, at in rows.items() if a == article and at < n}
        called = self.called.get((article, words, mention.gender))
        for choice in self._nearer(fits, article):
            roots = {self._root(rows, article) for rows in choice.values()}
            if len(roots) > 1:
                roots = self._of_part(choice, mention) or roots
            if len(roots) > 1 and called is not None:
                roots = {self.sets.find(called)}
            elif len(before) == 1:
                roots = before
            elif len(roots) > 1 and (own := self._of_paragraph(fits, n, mention)) is not None:
                roots = {own}
            elif len(roots) > 1 and not any(article in rows for rows in choice.values()):
                roots = self._told_of_most(choice) or roots
            if len(roots) == 1:
                self.called[article, words, mention.gender] = min(roots)
                return roots.pop()
            if choice:
                return None
        if (kin := self._of_family(words, mention)) is not None:
            return kin
        roots = {self.sets.find(one) for one in self.first.get((article, words[0]), ())} if len(words) == 1 else set()
        return roots.pop() if len(roots) == 1 else None

    def _of_paragraph(self, fits: Mapping[Words, Mapping[str, int]], n: int, mention: Mention) -> int | None:
        """Who alone of several is named in full before it in its paragraph: "his uncle, Bo Reed, … Reed said"."""
        at = mention.passage
        near = {
            self.sets.find(one)
            for w in fits
            for one in self.uses[at.article, w]
            if one < n and self.paragraphs[one] == at.paragraph
        }
        return near.pop() if len(near) == 1 else None

    def _root(self, rows: Mapping[str, int], article: str) -> int:
        """Whose name it is: in the article, else in its story, else anywhere. Two people may have one."""
        story = self.story_of.get(article)
        near = (n for a, n in rows.items() if self.story_of.get(a) == story)
        return self.sets.find(rows.get(article, next(near, next(iter(rows.values())))))

    def _fits(self, words: Words, mention: Mention) -> dict[Words, dict[str, int]]:
        """The longer names that ``words`` may stand for, by article."""
        article, used = mention.passage.article, self.uses[mention.passage.article, words]
        fits = {
            w: rows for w, rows in self.longer[words[-1]].items() if w != words and _is_part(words, w, self.inner[w])
        }
        begun = {w for w in fits if len(words) > 1 and words[-1] != w[-1]}
        fits = {w: rows for w, rows in fits.items() if w not in begun or not self._stands_before(words, rows)}
        for choice in (self._of_office(fits, mention), self._written_so(fits, mention)):
            fits = {w: rows for w, rows in fits.items() if w in choice} or fits
        known = {w: r for w, r in fits.items() if bisect_left(used, r.get(article, -1)) < KNOWN_BY_THEN}
        fits = known or fits
        agree = {w: rows for w, rows in fits.items() if not self.genders[w] or mention.gender in self.genders[w]}
        return agree or fits if mention.gender else fits

    def is_elder(self, mention: Mention) -> bool:
        """ "President Reed", or "Reed" beside "Reed Jr.", where all that the pile names in full are a Bo Reed Jr., who
        is no president."""
        words, own = tokens(mention.passage.text), {role_head(role.text) for role in mention.roles}
        longer = self.longer[words[-1]] if len(words) == 1 and not generation(mention.passage.text) else {}
        of_junior = all(self.junior[w] for w in longer)
        apart = self.junior[words] or bool(own and not any(own & self.roles_of[w] for w in longer))
        return bool(longer) and of_junior and apart

    def _of_family(self, words: Words, mention: Mention) -> int | None:
        """ "Lind's son, Tobias" is Tobias Lind."""
        owners = {name for role in mention.roles if (name := OWNER.match(role.text))}
        for surname in {found[1].lower() for found in owners} if len(words) == 1 else ():
            for longer, rows in self.longer.get(surname, {}).items():
                if longer == (*words, surname):
                    return self._root(rows, mention.passage.article)
        return None

    def _stands_before(self, words: Words, rows: Mapping[str, int]) -> bool:
        """ "Aung Kyaw" is not his brother, Aung Kyaw Thu, whom an article names after him: short names come later."""
        return any(used[0] < n for article, n in rows.items() if (used := self.uses.get((article, words))))

    def _of_office(self, fits: Mapping[Words, Mapping[str, int]], mention: Mention) -> set[Words]:
        """ "Colonel Reed" is the colonel of the story, and not his wife, Ann Reed."""
        own, story = {role_head(role.text) for role in mention.roles}, self.story_of.get(mention.passage.article)
        return {w for w in fits if own & self.roles[story, w]}

    def _written_so(self, fits: Mapping[Words, Mapping[str, int]], mention: Mention) -> set[Words]:
        """ "Al-Mansur" is Abu Musa al-Mansur, and not Yahya Mansur."""
        return {w for w in fits if _has_article(mention) in self.with_article[w]}

    def _of_part(self, choice: Mapping[Words, Mapping[str, int]], mention: Mention) -> set[int]:
        """Of several the one who is told in the story to have the part of ``mention``, else the one who has none."""
        told = {w: self.parts[self.story_of.get(mention.passage.article), w] for w in choice}
        own = [w for w in choice if mention.part in told[w]] or [w for w in choice if not told[w]]
        roots = {self._root(choice[w], mention.passage.article) for w in own if mention.part}
        return roots if len(roots) == 1 else set()

    def _told_of_most(self, choice: Mapping[Words, Mapping[str, int]]) -> set[int]:
        """Of several whom other articles name in full the one whom most of them do."""
        told: dict[int, set[str]] = defaultdict(set)
        for rows in choice.values():
            for article, n in rows.items():
                told[self.sets.find(n)].add(article)
        most = max(told, key=lambda root: len(told[root]))
        return {most} if len(told[most]) >= MOSTLY * sum(map(len, told.values())) else set()

    def _nearer(
        self, fits: Mapping[Words, Mapping[str, int]], article: str
    ) -> Iterator[dict[Words, Mapping[str, int]]]:
        """Of the longer names those of the article, those of its story, all."""
        story = self.story_of.get(article)
        yield {w: rows for w, rows in fits.items() if article in rows}
        yield {w: rows for w, rows in fits.items() if any(self.story_of.get(a) == story for a in rows)}
        yield dict(fits)


def _has_article(mention: Mention) -> bool:
    """Is an Arabic article part of the surname?"""
    return bool(ARTICLE.search(mention.passage.text))


def _is_part(short: Words, long: Words, inner: Set[str]) -> bool:
    """Is ``short`` the end of the name ``long``, its beginning ("Ana Roca" of "Ana Roca Vidal"), a surname ``inner`` to
    it, or the same first and last name, the first cut short, familiar or in full?"""
    if len(short) < len(long) and long[-len(short) :] == short:
        return True
    if len(short) < len(long) and (short == long[: len(short)] if len(short) > 1 else short[0] in inner):
        return True
    if len(short) < 2 or len(short) > len(long) or short[-1] != long[-1]:
        return False
    full = lexicon.table("short_names")
    these, those = ({name, *full.get(name, "").split()} for name in (short[0], long[0]))
    return any(
        a == b or (min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a))) for a in these for b in those
    )


def _inner_surnames(words: Words, written: str) -> set[str]:
    """The surnames that stand not last: "Roca" of "Ana Roca Vidal", "Kim" of "Kim Dae-ho"; a middle name that is a
    given one ("Ann Marie Reed") is none, nor half of "Ann Lund-Reed"."""
    first, *middle = words[:-1] or [""]
    apart = set(written.lower().split())
    inner = {word for word in middle if len(word) > 2 and word in apart and word not in _given()}
    return inner | ({first} if first in _family_first() else set())


@cache
def _given() -> frozenset[str]:
    return frozenset(name.lower() for name in lexicon.table("first_names"))


@cache
def _family_first() -> frozenset[str]:
    return frozenset(name.lower() for name in lexicon.words("family_names_first"))
