"""Who is spoken of: names, descriptions and pronouns, with the roles and identities grammar gives.

Identity inside an article follows grammar first (apposition, "known as", "X, or Y", a name's
parenthesised acronym), then agreement and nearness for pronouns and definite descriptions
(after Lappin & Leass 1994: subjects before others, near before far, number and gender agree).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc, Span, Token

from briefing import grammar, lexicon, recurring
from briefing.model import ActorKind, Article, Mention, Passage
from briefing.passages import Slicer

NAME_KINDS: dict[str, ActorKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "LOC": "place",
    "GPE": "place",
    "FAC": "place",
    "NORP": "group",
    "MISC": "other",
}
HE, SHE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
IT, THEY = {"it", "its", "itself"}, {"they", "them", "their", "theirs", "themselves"}
REACH = 3
"""How many sentences back a pronoun may look."""

GENERIC: dict[str, set[ActorKind]] = {
    "group": {"group", "organisation"},
    "alliance": {"group", "organisation"},
    "movement": {"group"},
    "militia": {"group"},
    "organisation": {"organisation"},
    "organization": {"organisation"},
    "company": {"organisation"},
    "firm": {"organisation"},
    "agency": {"organisation"},
}
"""Descriptions that any name of the kind answers to."""

BELONGING = frozenset({"with", "from"})
"""Prepositions that say whom an unnamed person speaks for: "an official with the alliance"."""

AGED = re.compile(r"\d+-years?-old|\w+-year-old")
"""Somebody who is named by age alone: "a 16-year-old"."""

PEOPLE = ("person_nouns", "person_nouns_wordnet", "group_nouns")
PLURALS = (("ves", "f"), ("ves", "fe"), ("ies", "y"), ("es", ""), ("s", ""))

Gender = Literal["m", "f", "n"]


@dataclass(eq=False)
class Draft:
    """A mention while its article is still being read."""

    span: Span
    head: Token
    kind: ActorKind
    form: Literal["name", "nominal", "pronoun"]
    plural: bool
    gender: Gender | None
    sentence: int
    roles: list[Span] = field(default_factory=list)
    same_as: "Draft | None" = None

    @property
    def lemma(self) -> str:
        return _singular(self.head) if self.form == "nominal" else self.head.lemma_.lower()


def extract(doc: Doc, article: Article) -> Iterator[Mention]:
    """Every mention of ``article`` in order of its start. Reference inside quotation ("I", "we") is left out."""
    drafts = sorted([*_names(doc), *_nominals(doc), *_pronouns(doc)], key=lambda d: (d.span.start, -len(d.span)))
    by_head = {draft.head.i: draft for draft in drafts}
    for draft in drafts:
        if draft.form == "name":
            _describe(draft, by_head)
    for draft in drafts:
        _identify(draft, by_head)
    _refer(drafts)
    slicer = Slicer(article)
    for draft in drafts:
        yield _mention(draft, slicer)


def _mention(draft: Draft, slicer: Slicer) -> Mention:
    return Mention(
        passage=slicer(draft.span),
        head=draft.head.idx,
        lemma=draft.lemma,
        kind=draft.kind,
        form=draft.form,
        plural=draft.plural,
        gender=draft.gender,
        acts=_acts(draft.head),
        roles=tuple(_unique(slicer(span) for span in draft.roles)),
        same_as=slicer(draft.same_as.span).start if draft.same_as else None,
    )


def _acts(head: Token) -> bool:
    return head.dep_ in grammar.SUBJECT or any(head in grammar.agents(v) for v in (head.head,) if grammar.is_verb(v))


def _unique(passages: Iterator[Passage]) -> list[Passage]:
    return list(dict.fromkeys(passages))


def _sentences(doc: Doc) -> list[int]:
    number, out = -1, []
    for token in doc:
        number += bool(token.is_sent_start) or number < 0
        out.append(number)
    return out


def _names(doc: Doc) -> Iterator[Draft]:
    number = _sentences(doc)
    for ent in recurring.names(doc):
        kind = NAME_KINDS.get(ent.label_)
        if kind is None:
            continue
        span = _bare(ent)
        head = span.root
        if not any(t.is_alpha or t.text[:1].isalnum() for t in span):
            continue
        if ent.label_ == "NORP" and (head.pos_ == "ADJ" or head.dep_ in {"amod"} | grammar.COMPOUND):
            continue
        if kind == "organisation":
            kind = _organisation_kind(span)
        plural = kind == "group" and ent.label_ == "NORP"
        yield Draft(span, head, kind, "name", plural, _name_gender(span) if kind == "person" else None, number[head.i])


def _bare(ent: Span) -> Span:
    """The name without an article, a title or a possessive mark at its edges, on one line."""
    start, end = ent.start, next((t.i for t in ent if t.is_space and t.i > ent.start), ent.end)
    titles = lexicon.table("titles")
    while start < end - 1 and (
        ent.doc[start].lower_ in {"the", "a", "an"} or (ent.label_ == "PERSON" and ent.doc[start].lower_ in titles)
    ):
        start += 1
    while end - 1 > start and (ent.doc[end - 1].lower_ in {"'s", "’s", "'", "’"} or ent.doc[end - 1].is_punct):
        end -= 1
    return ent.doc[start:end]


def _organisation_kind(span: Span) -> ActorKind:
    words = [t.lower_.rstrip("s") for t in span]
    kinds = lexicon.table("group_nouns")
    if any(kinds.get(w) == "group" for w in words) or any(w.startswith("al-") for w in words[1:]):
        return "group"
    return "organisation"


def _name_gender(span: Span) -> Gender | None:
    before = span.doc[span.start - 1].lower_ if span.start else ""
    value = lexicon.table("titles").get(before) or lexicon.table("first_names").get(span[0].text)
    if not value and before:
        value = lexicon.table("person_nouns").get(span.doc[span.start - 1].lemma_.lower())
    return value or None  # type: ignore[return-value]


def _nominals(doc: Doc) -> Iterator[Draft]:
    number = _sentences(doc)
    persons, groups = lexicon.table("person_nouns"), lexicon.table("group_nouns")
    named = {t.i for ent in doc.ents if ent.label_ in NAME_KINDS and ent.label_ != "NORP" for t in ent}
    for token in doc:
        lemma = _singular(token)
        if token.pos_ not in {"NOUN", "PROPN"} or token.i in named or token.dep_ in grammar.COMPOUND | {"amod"}:
            continue
        plural = token.tag_ in {"NNS", "NNPS"} or lemma in {"police", "people"}
        if lemma in persons or lemma in lexicon.words("person_nouns_wordnet") or AGED.fullmatch(lemma):
            gender: Gender | None = persons.get(lemma) or None  # type: ignore[assignment]
            yield Draft(
                grammar.phrase(token, also=BELONGING), token, "person", "nominal", plural, gender, number[token.i]
            )
        elif lemma in groups and not _is_corpse(token, lemma):
            kind: ActorKind = groups[lemma]  # type: ignore[assignment]
            yield Draft(grammar.phrase(token), token, kind, "nominal", plural, None, number[token.i])


def _singular(noun: Token) -> str:
    """The lemma; where the pipeline cuts a plural wrongly ("thieve"), the known noun that it is the plural of."""
    lemma = noun.lemma_.lower()
    if noun.tag_ not in {"NNS", "NNPS"} or _is_somebody(lemma):
        return lemma
    word = noun.lower_
    cut = (word.removesuffix(end) + one for end, one in PLURALS if word.endswith(end))
    return next(filter(_is_somebody, cut), lemma)


def _is_somebody(lemma: str) -> bool:
    return any(lemma in lexicon.table(name) for name in PEOPLE)


def _is_corpse(noun: Token, lemma: str) -> bool:
    """ "his body", "the bodies of two men": nobody who acts."""
    plural = noun.tag_ == "NNS" and not grammar.modifiers(noun)
    return lemma == "body" and (plural or bool(grammar.possessors(noun)))


def _pronouns(doc: Doc) -> Iterator[Draft]:
    number = _sentences(doc)
    for token in doc:
        word = token.lower_
        if token.pos_ not in {"PRON", "DET"} or token.dep_ == "expl":
            continue
        kind, plural, gender = _pronoun_features(word)
        if kind:
            yield Draft(token.doc[token.i : token.i + 1], token, kind, "pronoun", plural, gender, number[token.i])


def _pronoun_features(word: str) -> tuple[ActorKind | None, bool, Gender | None]:
    if word in HE:
        return "person", False, "m"
    if word in SHE:
        return "person", False, "f"
    if word in IT:
        return "organisation", False, "n"
    if word in THEY:
        return "group", True, None
    return None, False, None


# --- roles and identities that grammar gives ------------------------------------------------


def _describe(name: Draft, by_head: dict[int, Draft]) -> None:
    """Roles beside a name: before it, in apposition, after a copula."""
    if name.kind == "person" and (title := _title(name.span)) is not None:
        name.roles.append(title)
    nouns = grammar.appositions(name.head)
    said_of = name.head.head
    is_subject = name.head.dep_ in grammar.SUBJECT and name.kind != "place"
    if is_subject and grammar.children(said_of, {"cop"}) and not grammar.is_negated(said_of):
        nouns.append(said_of)
    for noun in nouns:
        other = by_head.get(noun.i)
        if other is not None and other.form == "nominal":
            name.roles.append(grammar.phrase(noun))
            other.same_as = name


def _title(span: Span) -> Span | None:
    """The words before a person's name that say what the person is: "SOHR director", "defence minister"."""
    doc, start = span.doc, span.start
    persons, titles = lexicon.table("person_nouns"), lexicon.table("titles")
    if not start or doc[start - 1].lemma_.lower() not in persons:
        return None
    if doc[start - 1].lower_ in titles and titles[doc[start - 1].lower_] and start < 2:
        return None
    left = start - 1
    while (
        left
        and doc[left - 1].sent.start == span.sent.start
        and (doc[left - 1].pos_ in {"NOUN", "PROPN", "ADJ"} or doc[left - 1].text in {"-", "’s", "'s"})
        and doc[left - 1].ent_type_ != "PERSON"
    ):
        left -= 1
    while left < start - 1 and doc[left].text in {"-", "’s", "'s"}:
        left += 1
    return doc[left:start]


def _identify(draft: Draft, by_head: dict[int, Draft]) -> None:
    """Follow apposition, "known as", "X, or Y" and a parenthesised acronym to an earlier mention."""
    head = draft.head
    if draft.form == "name" and head.dep_ in grammar.APPOSITION | {"flat", "nmod:desc", "parataxis", "dep"}:
        other = by_head.get(head.head.i)
        free = other is not None and other.same_as in {None, draft}
        if other and free and other is not draft and other.form == "nominal" and not other.plural:
            draft.roles.append(grammar.phrase(other.head))
            other.same_as = other.same_as or draft
            draft.kind = other.kind if other.kind == "group" else draft.kind
        elif other and other.form == "name" and _is_acronym_of(draft.span, other.span):
            draft.same_as = other
    if draft.form == "name":
        _in_brackets(draft, by_head)
        _known_as(draft, by_head)
        _or_named(draft, by_head)


def _is_acronym_of(short: Span, long: Span) -> bool:
    letters = "".join(t.text[0] for t in long if t.text[:1].isupper())
    return len(short) == 1 and len(letters) > 1 and short.text.replace(".", "").upper() == letters.upper()


def _in_brackets(name: Draft, by_head: dict[int, Draft]) -> None:
    """ "the Union of Dock Workers (UDW)": letters of the name before the bracket, in order."""
    doc, start = name.span.doc, name.span.start
    if start < 2 or doc[start - 1].text not in "([" or len(name.span) > 1:
        return
    for other in by_head.values():
        if other.form == "name" and other.span.end == start - 1:
            letters = iter("".join(t.text[0] for t in other.span).upper())
            if all(letter in letters for letter in name.span.text.replace(".", "").upper()):
                name.same_as, name.kind = other, other.kind


def _known_as(name: Draft, by_head: dict[int, Draft]) -> None:
    """ "a coalition known as X", "the group, which calls itself X"."""
    verb = name.head.head
    if verb.lemma_.lower() not in {"know", "call", "name", "dub"} or not _says_what_it_is(verb):
        return
    noun = verb.head if verb.dep_ in {"acl"} | grammar.RELATIVE else grammar.subject(verb)
    if noun is not None and noun.head.i in by_head and grammar.preposition(noun) == "of":
        noun = noun.head  # "a coalition of rebels known as X" names the coalition
    other = by_head.get(noun.i) if noun is not None else None
    if other is None or other is name or name.head.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT:
        return
    if grammar.preposition(name.head) not in {"", "as"}:
        return  # "known to Mr Brandt", "named by a magazine"
    if other.form == "name":
        # "Reed was named Person of the Week": an honour or an office, no name.
        name.same_as = other if verb.lemma_.lower() != "name" else None
    elif not other.plural:
        other.same_as = name
        name.roles.append(grammar.phrase(other.head))
    name.kind = other.kind if name.kind == "person" and other.kind in {"group", "organisation"} else name.kind


def _says_what_it_is(verb: Token) -> bool:
    """ "known as", "calls itself": not "the president named Ann Reed"."""
    reflexive = any(noun.lower_.endswith(("self", "selves")) for noun in grammar.objects(verb))
    return reflexive or grammar.is_passive(verb)


def _or_named(name: Draft, by_head: dict[int, Draft]) -> None:
    """ "the Army of Conquest, or Jaish al-Fatah": two names of one thing."""
    if name.head.dep_ != "conj" or not any(c.lower_ == "or" for c in name.head.children if c.dep_ == "cc"):
        return
    if any(name.head.head.i < t.i < name.head.i for t in grammar.conjuncts(name.head.head)):
        return  # "Brandt, Weld or Quill": a list
    other = by_head.get(name.head.head.i)
    between = name.span.doc[other.span.end : name.span.start].text if other else ""
    if other and other.form == "name" and other.span.start < name.span.start and between.strip().startswith(","):
        name.same_as, name.kind = other, other.kind


# --- reference ------------------------------------------------------------------------------


def _refer(drafts: list[Draft]) -> None:
    """Give pronouns and definite descriptions the earlier mention they stand for, where one fits."""
    for n, draft in enumerate(drafts):
        if draft.same_as is not None:
            continue
        before = drafts[max(0, n - 60) : n]
        if draft.form == "pronoun":
            draft.same_as = _antecedent(draft, before, drafts[n + 1 : n + 8])
        elif draft.form == "nominal" and _is_definite(draft):
            draft.same_as = _described(draft, drafts[:n])


def _antecedent(pronoun: Draft, before: list[Draft], after: list[Draft]) -> Draft | None:
    """The best earlier mention that agrees in number and gender, at most `REACH` sentences back;
    for a possessive in a fronted phrase ("Despite calls for his departure, X …") the subject to come."""
    verb = grammar.clause_head(pronoun.head)
    ahead = [d for d in after if d.form == "name" and d.head.head == verb and _is_subject(d) and _agrees(pronoun, d)]
    if ahead and pronoun.head.tag_ == "PRP$" and pronoun.head.head.dep_ not in grammar.SUBJECT:
        return ahead[0]
    fits = [d for d in before if _agrees(pronoun, d) and pronoun.sentence - d.sentence <= REACH]
    if pronoun.head.lower_ in IT | THEY:
        # "it" and "they" often stand for no actor: only a subject near by is safe.
        fits = [d for d in fits if pronoun.sentence - d.sentence <= 1 and _is_subject(d)]
    best = max(fits, key=lambda d: _salience(pronoun, d), default=None)
    return best if best is not None and not grammar.is_elided(best.head) else None


def _agrees(pronoun: Draft, other: Draft) -> bool:
    if other.form == "pronoun" and other.same_as is None:
        return False
    word = pronoun.head.lower_
    if word in IT:
        return not other.plural and other.kind in {"organisation", "group", "place"}
    if word in THEY:
        return other.plural or other.kind in {"organisation", "group"}
    if other.kind != "person" or other.plural:
        return False
    return other.gender in {None, pronoun.gender} and not _same_clause_object(pronoun, other)


def _same_clause_object(pronoun: Draft, other: Draft) -> bool:
    """ "X told him": subject and object of one verb are two people, unless the pronoun is possessive or reflexive."""
    if pronoun.head.tag_ == "PRP$" or pronoun.head.lower_.endswith("self"):
        return False
    return (
        pronoun.head.head == other.head.head
        and pronoun.head.head != pronoun.head
        and grammar.is_verb(pronoun.head.head)
    )


def _salience(pronoun: Draft, other: Draft) -> tuple[float, int]:
    score = -1.0 * (pronoun.sentence - other.sentence)
    score += 0.8 * _is_subject(other) + 0.4 * (other.form == "name") + 0.3 * (other.form == "pronoun")
    score += 0.5 * (other.gender is not None and other.gender == pronoun.gender)
    return score, other.span.start


def _is_subject(draft: Draft) -> bool:
    return draft.head.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT


def _is_definite(draft: Draft) -> bool:
    return any(t.lower_ in {"the", "this", "that", "these", "those"} for t in grammar.children(draft.head, {"det"}))


def _described(nominal: Draft, before: list[Draft]) -> Draft | None:
    """The nearest earlier mention of the same head word, or a name whose role says it."""
    for other in reversed(before):
        if other.plural != nominal.plural or other.form == "pronoun":
            continue
        if _names_what(nominal, other):
            return other
        if other.form == "nominal" and other.lemma == nominal.lemma and _compatible(nominal, other):
            return other
        if other.form == "name" and any(role.root.lemma_.lower() == nominal.lemma for role in other.roles):
            return other
    return None


def _names_what(nominal: Draft, other: Draft) -> bool:
    """A bare "the group" or "the company" after a name of that kind, in this sentence or the last."""
    if other.form != "name" or nominal.lemma not in GENERIC or len(nominal.span) > 2:
        return False
    near = nominal.sentence - other.sentence <= 1
    return near and other.kind in GENERIC[nominal.lemma]


def _compatible(nominal: Draft, other: Draft) -> bool:
    """No modifier of the later description that the earlier one lacks, unless the earlier is bare."""
    mine = {t.lemma_.lower() for t in grammar.modifiers(nominal.head) + grammar.possessors(nominal.head)}
    theirs = {t.lemma_.lower() for t in other.span}
    return mine <= theirs
