"""The component ``briefing_names``: what words, and the rest of the document, say about a name.

The network labels each mention by its own sentence. Afterwards a name of several words that
looks like a person's may turn out a body's or a place's by its head word ("Jaysh …", "… Province"),
known groups are bodies, and a name that comes again takes the label that most of its mentions have.
"A people" (NORP) is never overruled: "Muslim" beside a body of that name stays what it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from briefing import lexicon

NAMES = ("PERSON", "ORG", "LOC", "FAC", "NORP")
"""The labels that rules may change; events and works stay as they are."""
MAJORITY = 2 / 3
"""The share of its mentions that gives a name one label everywhere."""


@Language.component("briefing_names", requires=["doc.ents"], assigns=["doc.ents"])
def name_rules(doc: Doc) -> Doc:
    """`doc` with the labels of its names settled."""
    doc.ents = [Span(doc, ent.start, ent.end, label=label) for ent, label in settled(doc.ents)]
    return doc


def settled(ents: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Each name with its label after all rules."""
    labels = [by_words(ent) for ent in ents]
    chosen = vote(zip(map(key, ents), labels, strict=True))
    for ent, label in zip(ents, labels, strict=True):
        yield ent, chosen.get(key(ent), label) if label in NAMES and label != "NORP" else label


def key(ent: Span) -> str:
    """What two mentions of one name have in common: their words, without article and possessive."""
    words = [token.text for token in ent if not token.is_space]
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    if len(words) > 1 and words[-1] in {"'s", "’s"}:
        words = words[:-1]
    return " ".join(words)


def by_words(ent: Span) -> str:
    """The label of a name after a look at its own words: what the network takes for a person or a place
    may be a body; what it takes for a body is one.
    """
    label = ent.label_
    if label not in NAMES:
        return label
    name = key(ent)
    if name.lower() in lexicon.words("armed_groups") and name != name.lower():
        return "ORG"
    words = name.split()
    if len(words) < 2 or label not in {"PERSON", "LOC"}:
        return label
    first, last = _heads()
    if label == "PERSON":
        return first.get(words[0]) or last.get(words[-1]) or label
    return first.get(words[0]) or label


def vote(labelled: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name to label, for the names that have one label in a clear majority of their mentions.

    A person's name of several words also speaks for its last word: "Alan Brook" for "Brook".
    """
    ballots: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, label in labelled:
        if label in NAMES:
            ballots[name][label] += 1
        if label == "PERSON" and " " in name:
            ballots[name.rpartition(" ")[2]][label] += 1
    winners = {name: counts.most_common(1)[0] for name, counts in ballots.items()}
    return {name: label for name, (label, count) in winners.items() if count >= MAJORITY * ballots[name].total()}


@cache
def _heads() -> tuple[dict[str, str], dict[str, str]]:
    """Label by first word and by last word of a name."""
    rows = [(word, *value.split()) for word, value in lexicon.table("name_heads").items()]
    first = {word: label for word, label, place in rows if place in {"first", "both"}}
    return first, {word: label for word, label, place in rows if place in {"last", "both"}}
