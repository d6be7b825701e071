"""The component ``briefing_arms``: weapons and vehicles as spans, by lexicon.

They go to `Doc.spans`, not to the entities: "rocket" is no name, and what asks for names must not meet it.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from briefing import lexicon

SPANS = "arms"
"""The key of `Doc.spans` that holds them."""


@Language.component("briefing_arms", requires=["token.lemma", "token.dep"], assigns=["doc.spans"])
def arms_rules(doc: Doc) -> Doc:
    """`doc` with each noun of a list, and the words before it that say of which make or kind ("Grad rockets")."""
    found = ((token, label) for token in doc if (label := label_of(token)))
    doc.spans[SPANS] = [Span(doc, first(token), token.i + 1, label=label) for token, label in found]
    return doc


def label_of(token: Token) -> str | None:
    """WEAPON, VEHICLE or None; what says of which kind another noun is, is part of that ("missile warheads")."""
    if token.pos_ != "NOUN" or token.dep_ == "compound":
        return None
    listed = lexicon.table("arms")
    value = listed.get(token.lemma_.lower()) or listed.get(token.lower_) or ""
    return next((word for word in value.split() if word.isupper()), None)


def first(noun: Token) -> int:
    """The first of the words that stand in one row before ``noun`` and make one term with it."""
    at = noun.i
    while at > noun.sent.start and noun.doc[at - 1].dep_ == "compound" and noun.is_ancestor(noun.doc[at - 1]):
        at -= 1
    return at
