"""What earlier editions of a situation knew and told, as the next one needs it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.model import Brief, Development, Dossier, Figure, Passage

STRICT = 10
"""What a key counts that only the same words give; others count 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A fact of an earlier edition's dossier or brief."""

    id: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Empty before the first edition."""

    briefs: tuple[tuple[str, Brief], ...] = ()
    """Day and brief of earlier editions, the newest first."""
    facts: tuple[Remembered, ...] = ()
    sentences: frozenset[str] = frozenset()
    """Keys of all sentences that earlier editions read."""


def key(*parts: object) -> str:
    """A name for ``parts`` that is the same wherever they are found; white space counts for nothing."""
    text = "\x1f".join(" ".join(str(part).split()) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def soft(*parts: object) -> str:
    return "~" + key(*parts)


def within(inner: Passage, outer: Passage) -> bool:
    return inner.article == outer.article and outer.start <= inner.start < outer.end


def weight(keys: Iterable[str]) -> int:
    return sum(1 if one.startswith("~") else STRICT for one in keys)


def keys_of(dossier: Dossier) -> Mapping[str, frozenset[str]]:
    """The keys of every fact of ``dossier``, by its id: what it says, in the words of the passages."""
    found: dict[str, frozenset[str]] = {}
    for event in dossier.events:
        found[event.id] = frozenset(
            key("event", m.trigger.text, m.trigger.start - m.passage.start, m.passage.text) for m in event.mentions
        )
    for figure in dossier.figures:
        found[figure.id] = figure_keys(figure)
    for discrepancy in dossier.discrepancies:
        found[discrepancy.id] = frozenset(
            key("discrepancy", discrepancy.kind, discrepancy.measure, c.text)
            for position in discrepancy.positions
            for c in position.citations
        )
    for question in dossier.questions:
        found[question.id] = frozenset(key("question", question.kind, c.text) for c in question.citations)
    for quote in dossier.quotes:
        found[quote.id] = frozenset(key("quote", p.text) for p in (*quote.content, *quote.also_in))
    return found


def figure_keys(figure: Figure) -> frozenset[str]:
    """Its value with each sentence that gives it, and with each word of its clause: another article that gives the
    same number to the same thing tells nothing new."""
    value = (figure.measure, figure.unit, figure.value, figure.low, figure.high)
    strict = (key("figure", *value, c.text) for c in figure.citations)
    return frozenset((*strict, *(soft("figure", *value, word) for word in figure.scope)))


def development_keys(development: Development) -> frozenset[str]:
    return frozenset(key("development", c.text) for c in development.citations)


def sentence_keys(dossier: Dossier) -> frozenset[str]:
    return frozenset(key(s.passage.text) for s in dossier.sentences)
