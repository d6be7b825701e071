"""Words that report words: what the lexicon says of a verb, and how it stands in its clause."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from briefing import grammar as g
from briefing import lexicon
from briefing.model import Stance

STANCES: dict[str, Stance] = {"": "claimed", "denied": "denied", "hedged": "hedged", "planned": "planned"}


def entry(verb: Token) -> str | None:
    """The lexicon's entry for a verb, by lemma or, where the lemma is none of its, by form."""
    verbs = _forms("reporting_verbs")
    return verbs.get(verb.lemma_.lower(), verbs.get(verb.lower_))


def frames(verb: Token) -> frozenset[str]:
    """The letters of ``reporting_verbs.txt``: what counts as the verb's content."""
    return frozenset(w for w in (entry(verb) or "").split() if len(w) == 1)


def stance(verb: Token) -> Stance:
    return next((STANCES[w] for w in (entry(verb) or "").split() if w in STANCES), "claimed")


def takes(verb: Token, preposition: str) -> bool:
    """Does the verb take its content with this preposition ("talked about")?"""
    lemmas = (verb.lemma_.lower(), _bases("reporting_verbs").get(verb.lower_, ""))
    return any(f"{lemma} {preposition}" in lexicon.words("reporting_phrases") for lemma in lemmas)


def noun_stance(noun: Token) -> Stance | None:
    """What a noun such as "claim" or "denial" does to its that-clause; None for any other noun."""
    nouns = lexicon.table("reporting_nouns")
    return STANCES[nouns[noun.lemma_]] if noun.pos_ == "NOUN" and noun.lemma_ in nouns else None


def can_speak(noun: Token) -> bool:
    """Can it say something: a person, a body, or a name of one?"""
    lemma = noun.lemma_.lower()
    people = noun.pos_ == "NOUN" and lemma in lexicon.table("person_nouns")
    return noun.pos_ == "PROPN" or people or lemma in lexicon.table("group_nouns")


def opens(verb: Token) -> bool:
    """Does somebody other than the writer say something with it here ("Lee said …")?"""
    subjects = [t for t in g.children(verb, g.SUBJECT) if t.lower_ not in {"i", "we", "you"}]
    return g.is_verb(verb) and "s" in frames(verb) and bool(subjects)


def is_passive(verb: Token) -> bool:
    """Passive, or a participle alone ("when asked", "told that …")."""
    if g.is_passive(verb):
        return True
    bare = verb.tag_ in {"VBN", "VBD"} and not g.auxiliaries(verb) and not g.children(verb, g.SUBJECT)
    return bare and (verb.dep_ in g.ADVERBIAL | {"acl"} or (verb.tag_ == "VBN" and verb.dep_ in {"ROOT", "parataxis"}))


def is_nobodys(verb: Token) -> bool:
    """Does it say only what can be said: "it is too soon to say whether …"?"""
    head = verb.head
    infinitive = verb.tag_ == "VB" and any(t.lower_ == "to" for t in verb.children)
    if not infinitive or head.pos_ not in {"ADJ", "ADV"} or head == verb:
        return False
    subject = g.subject(head)
    for_whom = any(case == "for" for case, _ in g.obliques(head)) or g.children(verb, g.SUBJECT)
    return not for_whom and (subject is None or subject.lower_ == "it")


@cache
def _forms(name: str) -> dict[str, str]:
    """Every regular form of the verbs of a word list, with the value of its verb."""
    table = lexicon.table(name)
    return {form: value for verb, value in table.items() for form in _inflected(verb)} | table


@cache
def _bases(name: str) -> dict[str, str]:
    """Every regular form of the verbs of a word list, with its verb."""
    return {form: verb for verb in lexicon.table(name) for form in _inflected(verb)}


def _inflected(verb: str) -> Iterator[str]:
    stem = verb[:-1] if verb.endswith("e") else verb
    yield from (verb + "s", verb + "es", stem + "ed", stem + "ing", stem + stem[-1] + "ed", stem + stem[-1] + "ing")
    if verb.endswith("y"):
        yield from (verb[:-1] + "ies", verb[:-1] + "ied")


def speaks_of_another(speaker: Token, pronoun: Token) -> bool:
    """ "A diplomat said HE was held", "an official said": who is quoted without a name speaks of somebody else, where
    the pronoun is the subject of what is said."""
    clause, verb = pronoun.head, speaker.head
    unnamed = any(t.lower_ in {"a", "an", "another", "one"} for t in g.children(speaker, {"det", "nummod"}))
    known = unnamed and speaker.lemma_.lower() in lexicon.words("speak_of_others")
    return known and pronoun.dep_ in g.SUBJECTS and clause in g.complements(verb) and opens(verb)
