"""Names and roles taken apart for comparing."""

import re
import unicodedata
from functools import lru_cache

from briefing import lexicon
from briefing.model import ActorKind

SUFFIXES = lexicon.marked("name_particles", "suffix")
PARTICLES = lexicon.marked("name_particles", "particle") | SUFFIXES
GENERATIONS = lexicon.marked("name_particles", "generation")
SMALL = lexicon.marked("name_particles", "small") | {"a", "an"}
WRITINGS = lexicon.marked("body_words", "writing")
"""What even a name of one word may lose: "Anchor magazine" is "Anchor"."""
VOWELS = re.compile(r"[aeiouyw'’`]")
SPACED = re.compile(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)")
"""The space in "U. S."."""
NICKNAME = re.compile(r"\([^)]*\)|[\"“”‘'’][^\"“”‘'’]+[\"“”’'](?=\s)")
NICKNAME_OR_QUOTE = re.compile(rf"{NICKNAME.pattern}|[\"“”]")
POSSESSIVE = re.compile(r"['’]s?$")
KEPT = 65536
"""Names taken apart once: a pile says the same ones over and over."""
CLUSTERS = (("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("ck", "k"), ("q", "k"), ("c", "k"), ("z", "s"))


@lru_cache(maxsize=KEPT)
def normal(name: str) -> str:
    """A name for comparing: no article, title, possessive, dots or case; a known name as the world prints it."""
    words = POSSESSIVE.sub("", SPACED.sub("", name.strip(" '‘’\"“”"))).split()
    words = [whole for word in words for whole in lexicon.table("short_places").get(word, word).split()]
    # "The Justice Department", "the General Assembly": no title before the word for a body.
    body = bool(words) and words[-1].lower() in lexicon.table("group_nouns")
    while len(words) > 1 and (
        words[0].lower() in {"the", "a", "an"} or (not body and lexicon.holds("titles", words[0]))
    ):
        words = words[1:]
    text = " ".join(words).lower()
    return lexicon.table("known_names").get(text, text).lower()


@lru_cache(maxsize=KEPT)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a normal name that tell it from others."""
    plain = NICKNAME_OR_QUOTE.sub("", normal(name).replace(".", "").replace(",", ""))
    words = [POSSESSIVE.sub("", w) for w in re.split(r"[\s-]+", plain)]
    own = [w for w in words if w and w not in SMALL | PARTICLES]
    last = words[-1]
    if len(own) > 2 and last in GENERATIONS - PARTICLES:
        own.pop()
    # "Trung Le": what is a particle elsewhere may be the surname.
    return (*own, last) if last in PARTICLES - SUFFIXES and len(own) < 2 else tuple(own)


def nickname(name: str) -> str:
    """ "Bo" of "Thomas (Bo) Reed", else nothing."""
    found = NICKNAME.search(name)
    return found[0].strip("()\"“”‘'’") if found else ""


def generation(name: str) -> str:
    """ "jr" of "Bo Reed Jr.", else nothing."""
    last = normal(name).replace(".", "").split()[-1:]
    return last[0] if last and last[0] in GENERATIONS else ""


@lru_cache(maxsize=KEPT)
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


def role_head(role: str) -> str:
    found = re.split(r" (?:of|for|in|at) ", role.lower())[0].split()
    return found[-1] if found else ""


def is_of_person(role: str) -> bool:
    return role_head(role) in lexicon.table("person_nouns")


def called_kind(role: str) -> ActorKind | None:
    """The kind of body that a description names: a coalition, a militia; "group" says it only of fighters."""
    head = role_head(role)
    found = lexicon.table("group_nouns").get(head)
    if found == "group" and head == "group" and not set(role.lower().split()) & lexicon.words("fighting_words"):
        return None
    return found or None  # type: ignore[return-value]
