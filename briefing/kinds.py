"""Which kind of event a word names: one name for a verb, its forms, its nouns and its synonyms."""

import re
from collections.abc import Iterable
from functools import lru_cache

from briefing import lexicon

ENDINGS = re.compile(r"(?<=\w{2})(?:ing|ed|es|s)$")
DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """``word`` in lower case without its inflection, irregular forms as their verb: "stopped", "stops" and "stop",
    "stole" and "steal" are one. Not always a word."""
    low = word.lower()
    low = lexicon.table("verb_forms").get(low, low)
    if low.endswith(("ied", "ies")):
        low = low[:-3] + "y" if len(low) > len("dies") else low[:3]
    elif not low.endswith(("ss", "eed", "thing")):
        bare = ENDINGS.sub("", low)
        low = bare if re.search("[aeiouy]", bare) else low
    low = low.removesuffix("e") if len(low) > 3 else low
    return DOUBLED.sub(r"\1", low)


@lru_cache(maxsize=1)
def _same() -> dict[str, str]:
    """Stem to the verb that stands for its kind."""
    table = lexicon.table("same_event")
    return {stem(verb): verb for verb in table.values()} | {stem(verb): kind for verb, kind in table.items()}


def kind(word: str) -> str:
    """The verb that stands for the kind of event ``word`` reports, else its stem."""
    found = stem(word)
    return _same().get(found, found)


def phrase(verb: str, others: Iterable[str]) -> str | None:
    """The kind of event that a verb names together with its particle or object: "open fire", "gave up"."""
    for other in others:
        found = _phrases().get((stem(verb), other))
        if found:
            return kind(found)
    return None


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, str], str]:
    rows = ((words.split(), value) for words, value in lexicon.table("event_phrases").items())
    return {(stem(verb), other): value for (verb, other), value in rows}


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    names = ("state_nouns", "event_nouns_wordnet", "event_nouns")
    return {noun: verb or noun for name in names for noun, verb in lexicon.table(name).items()}


def noun(lemma: str) -> str | None:
    """The kind of event that a noun names, None where it names none."""
    found = _nouns().get(lemma) or _nouns().get(lemma.removesuffix("s"))
    return kind(found) if found else None


def weight(word: str, lemma: str, otherwise: float) -> float:
    """How much news a trigger carries, 0 to 1: by its own word, else by its kind."""
    own = _weights().get(stem(word)) or _weights().get(stem(lemma))
    return float(own) if own else otherwise


@lru_cache(maxsize=1)
def _weights() -> dict[str, str]:
    return {stem(verb): value for verb, value in lexicon.table("event_weights").items()}


def is_state(lemma: str) -> bool:
    """Does the noun commonly name a state or a thing, and only now and then an event?"""
    return lemma in lexicon.table("state_nouns")
