"""What an article calls somebody: names, descriptions, third-person pronouns."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from briefing import cues, grammar, harm, lexicon
from briefing.extract.mentions.draft import Draft, Gender, singular
from briefing.model import ActorKind

NAME_KINDS: dict[str, ActorKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "LOC": "place",
    "GPE": "place",
    "FAC": "place",
    "NORP": "group",
    "MISC": "other",
}

MODEL = re.compile(r"(?:\w+ )?[A-Z][A-Za-z]{0,2}-\d{1,3}[A-Z]*")
"""The name of a model: "An-26", "Sukhoi Su-24M"."""
INITIAL = re.compile(r"(?:[A-Z]\.)+")
PARTISANS = lexicon.marked("roles", "partisan")
"""Members of parties, whom the pipeline may take for the party."""
DESCRIBING = lexicon.table("group_nouns").keys() | {"trade"}
BELONGING = lexicon.marked("prepositions", "side")
"""Prepositions that say whom an unnamed person speaks for: "an official with the alliance"."""


def _sentences(doc: Doc) -> list[int]:
    number, out = -1, []
    for token in doc:
        number += bool(token.is_sent_start) or number < 0
        out.append(number)
    return out


def names(doc: Doc, found: Sequence[Span]) -> Iterator[Draft]:
    """Who is meant by the names ``found`` in ``doc``."""
    number = _sentences(doc)
    surnames = {ent[-1].lower_ for ent in found if ent.label_ == "PERSON" and len(ent) > 1}
    for ent in found:
        kind = NAME_KINDS.get(ent.label_)
        if kind is None:
            continue
        span = _bare(ent)
        head = span.root
        if not any(t.is_alpha or t.text[:1].isalnum() for t in span):
            continue
        if len(span) == 1 and span.text.endswith(".") and head.lower_ in lexicon.table("titles"):
            continue  # "according to Cpl."
        if ent.label_ == "NORP" and (head.pos_ == "ADJ" or head.dep_ in {"amod"} | grammar.COMPOUND):
            continue
        if ent.label_ == "ORG" and len(span) == 1 and head.pos_ == "ADJ":
            continue  # "Democratic voters"
        if ent.label_ == "NORP" and head.lower_ in lexicon.table("person_nouns"):
            continue  # "the New York Democrat" describes somebody
        if ent.label_ == "ORG" and len(span) == 1 and head.lower_ in PARTISANS:
            continue
        if kind == "organisation":
            kind = _organisation_kind(span)
        if span[-1].lower_ in lexicon.words("commodities"):
            kind = "other"  # "Brent crude fell"
        elif _is_a_thing(ent, span):
            kind = "organisation" if head.dep_ in grammar.SUBJECT and cues.opens(head.head) else "other"
        plural = kind == "group" and ent.label_ == "NORP"
        gender = _name_gender(span, surnames) if kind == "person" else None
        yield Draft(span, head, kind, "name", plural, gender, number[head.i])


def _bare(ent: Span) -> Span:
    """The name without an article, a title or a possessive mark at its edges, on one line."""
    start, end = ent.start, next((t.i for t in ent if t.is_space and t.i > ent.start), ent.end)
    titles = lexicon.table("titles")
    while start < end - 1 and (
        ent.doc[start].lower_ in {"the", "a", "an"}
        or (ent.label_ == "PERSON" and lexicon.holds("titles", ent.doc[start].text))
    ):
        start += 1
    while ent.label_ == "PERSON" and start < end - 2 and ent.doc[start].text in lexicon.table("demonyms"):
        start += 1  # "the Ethiopian Tesfaye Lemma"
    while (
        ent.label_ == "ORG"
        and start < end - 1
        and _only_describes(ent.doc[start])
        and ent.doc[end - 1].text[0].isupper()
    ):
        start += 1  # "the trade union federation CGR"
    while end - 1 > start and (ent.doc[end - 1].lower_ in {"'s", "’s", "'", "’"} or ent.doc[end - 1].is_punct):
        end -= 1
    while ent.label_ == "PERSON" and end > start + 2 and INITIAL.fullmatch(ent.doc[end - 1].text):
        end -= 1  # "Ann Reed U. S. harbour envoy"
    titled = ent.label_ == "ORG" and end - 1 > start and ent.doc[end - 1].lower_.rstrip(".") in titles
    if titled and ent.doc[end - 2].pos_ not in {"ADP", "CCONJ"}:  # the Department of Justice
        end -= 1  # "Velmar State Police Col. Ann Reed"
    return ent.doc[start:end]


def _only_describes(word: Token) -> bool:
    """Is it a word in small letters before a name, and no particle of that?"""
    plain = word.is_lower and word.is_alpha and word.lower_ not in lexicon.words("name_particles")
    return plain and word.nbor().text != "-" and (word.pos_ == "ADJ" or word.lemma_.lower() in DESCRIBING)


def _is_a_thing(ent: Span, span: Span) -> bool:
    """ "THE Princess Amalia", "the Juniper FIRE", "the An-26": a ship, an event or a model, and nobody who acts."""
    start = ent.start + (ent[0].lower_ == "the")
    while start and ent.doc[start - 1].lower_ in lexicon.table("titles"):
        start -= 1
    if ent.label_ == "PERSON":
        opened = start > 0 and ent.doc[start - 1].lower_ == "the"
        first = ent.doc[start]
        known = first.lower_ in lexicon.words("titles_with_article") or first.text in lexicon.table("demonyms")
        return opened and not known and span[-1].tag_ != "NNPS"
    noun = span[-1].lemma_.lower()
    event = noun in lexicon.table("event_nouns") and noun not in lexicon.table("group_nouns")
    return ent.label_ == "ORG" and (MODEL.fullmatch(span.text) is not None or (event and len(span) > 1))


def _organisation_kind(span: Span) -> ActorKind:
    words = [t.lower_.rstrip("s") for t in span]
    kinds = lexicon.table("group_nouns")
    if any(kinds.get(w) == "group" for w in words) or any(w.startswith("al-") for w in words[1:]):
        return "group"
    return "organisation"


def _name_gender(span: Span, surnames: set[str]) -> Gender | None:
    """By the title before it, else by the first name, which a lone surname of the article is not."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    value = lexicon.table("titles").get(before)
    if not value and (len(span) > 1 or span[0].lower_ not in surnames):
        value = lexicon.table("first_names").get(span[0].text)
    if not value and before:
        value = lexicon.table("person_nouns").get(span.doc[span.start - 1].lemma_.lower())
    return value or None  # type: ignore[return-value]


def descriptions(doc: Doc, found: Sequence[Span]) -> Iterator[Draft]:
    """Nouns of people and bodies, outside the names ``found``."""
    number = _sentences(doc)
    persons, groups = lexicon.table("person_nouns"), lexicon.table("group_nouns")
    named = {t.i for ent in found if ent.label_ in NAME_KINDS and ent.label_ != "NORP" for t in ent}
    for token in doc:
        lemma = singular(token)
        aged = harm.is_aged(token)
        if not (aged or token.pos_ in {"NOUN", "PROPN"}) or token.i in named:
            continue
        if token.dep_ in grammar.COMPOUND | {"amod"} or _is_office(token) or _is_whoever(token):
            continue
        if (lemma == "front" and token.i and token.nbor(-1).lower_ == "in") or _is_of_the_body(token, lemma):
            continue  # "in front of"
        plural = token.tag_ in {"NNS", "NNPS"} or lemma in {"police", "people"}
        if lemma in persons or lemma in lexicon.words("person_nouns_wordnet") or aged:
            gender: Gender | None = persons.get(lemma) or None  # type: ignore[assignment]
            yield Draft(
                grammar.phrase(token, also=BELONGING), token, "person", "nominal", plural, gender, number[token.i]
            )
        elif lemma in groups and not _is_corpse(token, lemma):
            kind: ActorKind = groups[lemma]  # type: ignore[assignment]
            yield Draft(grammar.phrase(token), token, kind, "nominal", plural, None, number[token.i])


def _is_office(noun: Token) -> bool:
    """ "Sheriff's deputies": what belongs to an office, and nobody who holds it; "Teen's death" is of somebody."""
    owns = noun.dep_ in grammar.POSSESSIVE and noun.tag_ in {"NN", "NNP"}
    somebody = lexicon.words("epithets") | lexicon.words("people_of_any_kind")
    return owns and noun.left_edge == noun and noun.lemma_.lower() not in somebody


def _is_of_the_body(noun: Token, lemma: str) -> bool:
    """ "Shot in THE HEAD", "a blow to the head": nobody who leads; "the head OF the union" is."""
    led = any(case == "of" for case, _ in grammar.obliques(noun)) or grammar.modifiers(noun)
    return lemma == "head" and grammar.preposition(noun) in {"in", "on", "to"} and not led


def _is_whoever(noun: Token) -> bool:
    """ "A candidate must win half the votes": whoever it is, and nobody who was told of."""
    verb = noun.head
    if noun.dep_ not in grammar.SUBJECTS or not any(t.lower_ in {"a", "an", "any"} for t in noun.lefts):
        return False
    ruled = {t.lower_ for t in (verb, *grammar.auxiliaries(verb))} & {"must", "needs", "requires", "shall"}
    return bool(ruled) and not grammar.is_passive(verb)


def _is_corpse(noun: Token, lemma: str) -> bool:
    """ "his body", "the bodies of two men": nobody who acts."""
    plural = noun.tag_ == "NNS" and not grammar.modifiers(noun)
    return lemma == "body" and (plural or bool(grammar.possessors(noun)))


def pronouns(doc: Doc) -> Iterator[Draft]:
    number = _sentences(doc)
    for token in doc:
        word = token.lower_
        if token.pos_ not in {"PRON", "DET"} or token.dep_ == "expl":
            continue
        kind, plural, gender = _pronoun_features(word)
        if kind:
            yield Draft(token.doc[token.i : token.i + 1], token, kind, "pronoun", plural, gender, number[token.i])


def _pronoun_features(word: str) -> tuple[ActorKind | None, bool, Gender | None]:
    if word in grammar.HE:
        return "person", False, "m"
    if word in grammar.SHE:
        return "person", False, "f"
    if word in grammar.IT:
        return "organisation", False, "n"
    if word in grammar.THEY:
        return "group", True, None
    return None, False, None
