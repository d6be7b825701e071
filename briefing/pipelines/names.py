"""The component ``briefing_names``: what words, and the rest of the document, say about a name.

The network labels each mention by its own sentence. Afterwards a person's title is cut off, a name of
several words that looks like a person's may turn out a body's or a place's by its head word ("Jaysh …",
"… Province"), known groups are bodies and states are places; and all mentions of a name take the label
that the network found likeliest over all of them. "A people" (NORP) is never overruled: "Muslim" beside a
body of that name stays what it is. No corpus tells a state from another place: a place that has a state's name is one
(GPE), every other place, towns included, LOC.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from briefing import lexicon
from briefing.atlas import gazetteer
from briefing.pipelines.arrays import Floats
from briefing.pipelines.decode import NAME_LABELS

SHARES = "name_shares"
"""The key of `Doc.user_data` under which the network leaves, for `name_rules`, how likely each token is
part of a name of each of `NAME_LABELS`: [tokens, labels]."""
NAMES = ("PERSON", "ORG", "LOC", "FAC")
"""The labels that rules may change; peoples, events and works stay as they are."""
COLUMNS = [NAME_LABELS.index(label) for label in NAMES]
STATE = "GPE"
"""The label of a place that has the name of a state; the network knows none."""
EDGES = frozenset({'"', "“", "”", "'", "-", "--", "–", "—", "/"})
DOUBT = 0.03
"""What is added to each likelihood: no single mention rules a label out for good."""
SHOUTED = 5
"""Capitals from which a word in capitals is one that is written otherwise elsewhere."""


@Language.component("briefing_names", requires=["doc.ents"], assigns=["doc.ents"])
def name_rules(doc: Doc) -> Doc:
    """`doc` with its names and their labels settled."""
    shares = doc.user_data.pop(SHARES, None)
    doc.ents = [Span(doc, ent.start, ent.end, label=label) for ent, label in settled(doc.ents, shares)]
    return doc


def settled(ents: Iterable[Span], shares: Floats | None = None) -> Iterator[tuple[Span, str]]:
    """Each name with its label after all rules. Without ``shares`` each mention counts as certain of its label."""
    spans = [span for span in map(trimmed, ents) if is_name(span)]
    labels = [by_words(span) for span in spans]
    ballots = [ballot(*one, shares) for one in zip(spans, labels, strict=True)]
    votes = vote(zip(map(key, spans), labels, ballots, strict=True))
    short = companies(zip(map(key, spans), labels, strict=True))
    for span, label in zip(spans, labels, strict=True):
        found = likeliest(votes[key(span)], label) if label in NAMES else label
        found = "ORG" if found == "PERSON" and key(span) in short else found
        yield span, STATE if found == "LOC" and is_state(key(span)) else found


def trimmed(ent: Span) -> Span:
    """``ent`` without marks at its edges and, if a person's, without what ends in a title and with the given name that
    the network took for a month."""
    words = [token.text for token in ent]
    start, end = 0, len(words)
    while end - start > 1 and words[start] in EDGES:
        start += 1
    while end - start > 1 and words[end - 1] in EDGES:
        end -= 1
    if ent.label_ == "PERSON":
        titles = lexicon.words("inner_titles")
        start = max([start, *(i + 1 for i in range(start, end - 1) if words[i].lower() in titles)])
        start -= start == 0 and follows_given_name(ent)
    return Span(ent.doc, ent.start + start, ent.start + end, label=ent.label_)


def follows_given_name(ent: Span) -> bool:
    """Does a month that is also a given name open the sentence or clause right before it ("Jan Orr said", not "in June
    Orr said")?"""
    if ent.start == 0:
        return False
    before = ent.doc[ent.start - 1]
    opens = before.i == 0 or not before.nbor(-1).text[-1:].isalnum()
    return opens and not before.ent_type_ and before.text in lexicon.words("months_as_names")


def is_name(ent: Span) -> bool:
    """Could it be one? A lone word in small letters is no person, and some abbreviations are no names."""
    if ent.text in lexicon.words("not_names"):
        return False
    return not (ent.label_ == "PERSON" and len(ent) == 1 and ent.text.islower())


def key(ent: Span) -> str:
    """What two mentions of one name have in common: their words, without article, possessive and shouting."""
    words = [token.text for token in ent if not token.is_space]
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    if len(words) > 1 and words[-1] in {"'s", "’s"}:
        words = words[:-1]
    return " ".join(word.title() if len(word) >= SHOUTED and word.isupper() else word for word in words)


def by_words(ent: Span) -> str:
    """The label of a name after a look at its own words: what the network takes for a person or a place
    may be a body; what it takes for a body is one, unless it is a state.
    """
    label = ent.label_
    if label not in NAMES:
        return label
    name = key(ent)
    if name.lower() in lexicon.words("armed_groups") and name != name.lower():
        return "ORG"
    if label == "ORG" and name in _states():
        return "LOC"
    words = name.split()
    if len(words) < 2 or label not in {"PERSON", "LOC"}:
        return label
    first, last = _heads()
    if label == "PERSON":
        return first.get(words[0]) or last.get(words[-1]) or label
    return first.get(words[0]) or label


def ballot(ent: Span, label: str, shares: Floats | None) -> Floats:
    """How likely ``ent`` has each of `NAMES`, as logarithms; certain where a rule gave it its ``label``.

    Sums of logarithms: a label that every mention allows beats one that some mentions rule out.
    """
    likely: Floats = np.array([label == one for one in NAMES], np.float32)
    if shares is not None and label == ent.label_:
        likely = shares[ent.start : ent.end, COLUMNS].mean(0)
    votes: Floats = np.log(likely + np.float32(DOUBT))
    return votes


def vote(labelled: Iterable[tuple[str, str, Floats]]) -> dict[str, Floats]:
    """Name to the sum of the ballots of its mentions, given as name, label and `ballot`.

    A person's name of several words also speaks for its last word: "Alan Brook" for "Brook".
    """
    votes: defaultdict[str, Floats] = defaultdict(lambda: np.zeros(len(NAMES), np.float32))
    for name, label, likely in labelled:
        if label in NAMES:
            votes[name] += likely
        if label == "PERSON" and " " in name:
            votes[name.rpartition(" ")[2]] += likely
    return votes


def companies(labelled: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The first words of the companies with an ending among the names, given with their labels, that are the last word
    of no person's name: "Brook" of "Brook Energy AB", unless there is an Alan Brook."""
    endings = lexicon.words("company_endings")
    several = [(name.split(), label) for name, label in labelled if " " in name]
    firms = {words[0] for words, label in several if label == "ORG" and words[-1].lower() in endings}
    return frozenset(firms - {words[-1] for words, label in several if label == "PERSON"})


def likeliest(votes: Floats, label: str) -> str:
    """The label with most votes; ``label`` where it has as many."""
    best = NAMES[int(votes.argmax())]
    return label if votes[NAMES.index(label)] == votes.max() else best


def is_state(name: str) -> bool:
    """Is it the name of a state, or of a territory that the world's lists count with them?"""
    full = lexicon.table("known_names").get(name.lower(), name)
    return full in _states() or (full not in lexicon.table("demonyms") and gazetteer.state(full) is not None)


@cache
def _states() -> frozenset[str]:
    return frozenset([*lexicon.table("demonyms").values(), *lexicon.table("capitals").values()])


@cache
def _heads() -> tuple[dict[str, str], dict[str, str]]:
    """Label by first word and by last word of a name."""
    rows: Sequence[list[str]] = [[word, *value.split()] for word, value in lexicon.table("name_heads").items()]
    first = {word: label for word, label, place in rows if place in {"first", "both"}}
    return first, {word: label for word, label, place in rows if place in {"last", "both"}}
