"""The names of an article, mended: those that the pipeline knows in one place and misses in another, and those that
it takes apart at a nickname."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from briefing import lexicon
from briefing.atlas import gazetteer

LABELS = {"PERSON", "ORG", "MISC"}
OFFICES = {"PERSON", "MISC"}
"""Labels of what may be an office and no name."""
SHORTEST = 3
"""Letters of a name that is looked for again."""
OPENING, CLOSING = frozenset("\"'“‘("), frozenset("\"'”’)")
ACRONYM = re.compile(r"[A-Z]{3,8}")
SMALL = lexicon.marked("name_particles", "small")
FARTHEST = 14
"""Words over which a name is spelt out."""
CAPITALISED = re.compile(r"\b[A-Z]\w+(?: [A-Z]\w+)* (?:Against|Beyond|For|Without)(?: [A-Z]\w+)+")
"""A name with a small word in it that is written large."""
NICKNAME = 3
"""Words that a nickname may have."""


def names(doc: Doc) -> Iterator[Span]:
    """The entities of ``doc``, a person's name whole, and wherever else the words of one stand as proper nouns;
    a person's surname too."""
    entities = _without_offices(doc)
    whole = [
        *_with_nicknames(doc),
        *_spelt_out(doc),
        *_firms(doc),
        *_hyphenated(doc),
        *_juniors(doc),
        *_capitalised(doc),
    ]
    inside = {t.i for span in whole for t in span}
    yield from whole
    yield from (rest for ent in entities if (rest := _without(ent, inside)) is not None)
    yield from _again(doc, entities, inside)


def _without_offices(doc: Doc) -> list[Span]:
    """The entities that are more than an office or a word for people ("General", "U.S. President", "Gunman")."""
    surnames = {ent[-1].lower_ for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1 and not _is_office(ent)}
    entities = [ent for ent in doc.ents if ent.label_ != "ORG" or not _are_officers(ent)]
    return [ent for ent in entities if ent.label_ not in OFFICES or ent[-1].lower_ in surnames or not _is_office(ent)]


def _are_officers(ent: Span) -> bool:
    """ "Troopers", "State Troopers": people of a body, and not its name."""
    *before, last = ent.text.lower().split()
    known = last.endswith("s") and last[:-1] in lexicon.table("titles").keys() & lexicon.table("person_nouns").keys()
    return known and set(before) <= {"county", "police", "state"}


def _is_office(ent: Span) -> bool:
    """Does the name end in a word for people, with at most another and a state before it?"""
    persons, known = lexicon.table("person_nouns"), lexicon.table("known_names")
    *before, last = ent.text.split()
    while before and before[-1].lower() in persons:
        before.pop()
    state = known.get("".join(before).lower(), " ".join(before))
    return last.lower() in persons and (not before or gazetteer.state(state) is not None)


def _with_nicknames(doc: Doc) -> Iterator[Span]:
    """ "Tom ‘the Fox’ Reed", "Thomas (Tom) Reed"."""
    people = {t.i: ent for ent in doc.ents if ent.label_ == "PERSON" for t in ent}
    for i in sorted(people):
        last = _after_nickname(doc, i + 1)
        if last in people and people[i].start <= i:
            yield Span(doc, people[i].start, people[last].end, label="PERSON")
    for ent in dict.fromkeys(people.values()):
        first = ent.start - 2
        unread = first >= 0 and doc[first].pos_ == "PROPN" and first not in people
        if unread and _after_nickname(doc, first + 1) in range(ent.start, ent.end):  # read from the nickname on
            yield Span(doc, first, ent.end, label="PERSON")


def _spelt_out(doc: Doc) -> Iterator[Span]:
    """Names with their acronym in brackets, which the pipeline cuts short or joins to what stands before them ("the
    Organization for Ships and Ports (OSP)"), and the acronym wherever it stands."""
    known = {ent.text for ent in doc.ents}
    taken = {t.i for ent in doc.ents for t in ent}
    for i in range(2, len(doc) - 2):
        acronym = doc[i + 1].text
        if doc[i].text != "(" or doc[i + 2].text != ")" or not ACRONYM.fullmatch(acronym):
            continue
        start = _where_spelt(doc, i, acronym)
        if start is None or doc[start:i].text in known:
            continue
        yield Span(doc, start, i, label="ORG")
        yield from (Span(doc, t.i, t.i + 1, label="ORG") for t in doc if t.text == acronym and t.i not in taken)


def _firms(doc: Doc) -> Iterator[Span]:
    """ "Marsh & Quill", which the pipeline takes for two people, or for one."""
    people = {t.i: ent for ent in doc.ents if ent.label_ == "PERSON" for t in ent}
    for mark in (t for t in doc[1:-1] if t.text == "&"):
        left, right = mark.i - 1, mark.i + 1
        capitals = doc[left].text.istitle() and doc[right].text.istitle()
        if capitals and (left in people or right in people) and people.get(left) != people.get(right):
            start = people[left].start if left in people else left
            yield Span(doc, start, people[right].end if right in people else right + 1, label="ORG")


def _hyphenated(doc: Doc) -> Iterator[Span]:
    """ "Park Ji-won", which the pipeline cuts at the hyphen."""
    for ent in (e for e in doc.ents if e.label_ == "PERSON" and e.end + 1 < len(doc)):
        mark, rest = doc[ent.end], doc[ent.end + 1]
        joined = mark.text == "-" and not (ent[-1].whitespace_ or mark.whitespace_)
        if joined and (rest.pos_ == "PROPN" or rest.dep_ == "flat") and not rest.ent_type_:
            yield Span(doc, ent.start, ent.end + 2, label="PERSON")


def _capitalised(doc: Doc) -> Iterator[Span]:
    """ "Sailors Without Ports", which the pipeline takes for nouns: nothing else has a small word in capitals amid
    words in small letters."""
    taken = {t.i for ent in doc.ents if len(ent) > 1 for t in ent}
    for found in CAPITALISED.finditer(doc.text):
        span = doc.char_span(*found.span(), alignment_mode="contract")
        if span is None or not taken.isdisjoint(t.i for t in span):
            continue
        around = [t for t in span.sent if t.is_alpha and not span.start <= t.i < span.end]
        if sum(t.is_lower for t in around) > len(around) / 2 and len(around) >= SHORTEST:
            yield Span(doc, span.start, span.end, label="ORG")


def _juniors(doc: Doc) -> Iterator[Span]:
    """ "Bo Reed, Jr.", which the pipeline cuts at the comma."""
    for ent in (e for e in doc.ents if e.label_ == "PERSON" and e.end + 1 < len(doc)):
        if doc[ent.end].text == "," and doc[ent.end + 1].text in {"Jr.", "Jr", "Sr.", "Sr"}:
            yield Span(doc, ent.start, ent.end + 2, label="PERSON")


def _where_spelt(doc: Doc, end: int, acronym: str) -> int | None:
    """Where the words begin that end at ``end`` and whose capitals are the letters of ``acronym``."""
    letters, at = list(acronym), end
    while letters and at > max(doc[end].sent.start, end - FARTHEST):
        at -= 1
        word = doc[at]
        if word.text[:1].isupper():
            if letters.pop() != word.text[0]:
                return None
        elif word.lower_ not in SMALL and not word.text.startswith(("-", "'", "’")) and doc[at - 1].text != "-":
            return None
    return at if not letters else None


def _without(ent: Span, inside: set[int]) -> Span | None:
    """``ent``, or what stands before "and" of it where the rest is of another name."""
    own = [t.i for t in ent if t.i not in inside]
    if len(own) == len(ent):
        return ent
    while own and ent.doc[own[-1]].lower_ in {"and", "the", ","}:
        own.pop()
    joined = own and ent.doc[own[-1] + 1].lower_ in {"and", ","} and own == list(range(ent.start, own[-1] + 1))
    return Span(ent.doc, own[0], own[-1] + 1, label=ent.label_) if joined else None


def _after_nickname(doc: Doc, start: int) -> int:
    """The token after a nickname in quotation marks or brackets that opens at ``start``, else -1."""
    if start >= len(doc) or doc[start].text not in OPENING:
        return -1
    for end in range(start + 2, min(start + NICKNAME + 2, len(doc) - 1)):
        if doc[end].text in CLOSING:
            return end + 1
        if not doc[end - 1].text[:1].isupper() and doc[end - 1].lower_ != "the":
            return -1
    return -1


def _again(doc: Doc, entities: list[Span], taken: set[int]) -> Iterator[Span]:
    """Names that are known elsewhere in ``doc``, where nothing is known."""
    known = _known(entities)
    longest = max(map(len, known), default=0)
    free = {t.i for t in doc if _is_free(t)} - taken
    at = 0
    while at < len(doc):
        sizes = range(min(longest, len(doc) - at), 0, -1)
        size = next((n for n in sizes if _is_name(doc[at : at + n], known, free)), 0)
        if size:
            yield Span(doc, at, at + size, label=known[_words(doc[at : at + size])])
        at += size or 1


def _is_free(token: Token) -> bool:
    """May it be a name or part of one that the pipeline has missed: a proper noun, or a word that is capitalised amid
    others that are not ("it is safe to say Luck did")?"""
    if token.ent_type_ or not token.text[:1].isupper():
        return False
    amid = not token.is_sent_start and token.i + 1 < len(token.doc) and token.nbor().text[:1].islower()
    return token.pos_ == "PROPN" or token.tag_ in {"NNP", "NNPS"} or (amid and token.text.istitle())


def _known(entities: list[Span]) -> dict[tuple[str, ...], str]:
    """The words of each name to its label."""
    known: dict[tuple[str, ...], str] = {}
    for ent in entities:
        if ent.label_ in LABELS and all(t.text[:1].isupper() for t in ent) and len(ent.text) >= SHORTEST:
            known.setdefault(_words(ent), ent.label_)
    for ent in entities:
        if ent.label_ == "PERSON" and len(ent) > 1 and ent[-1].is_alpha and len(ent[-1]) >= SHORTEST:
            known.setdefault(_words(ent[-1:]), "PERSON")
    return known


def _words(span: Span) -> tuple[str, ...]:
    return tuple(t.lower_ for t in span)


def _is_name(span: Span, known: dict[tuple[str, ...], str], free: set[int]) -> bool:
    return bool(span) and all(t.i in free for t in span) and _words(span) in known
