"""Who is named as the source of words: the phrase of the article, its name and its role."""

from spacy.tokens import Span, Token

from briefing import grammar as g

KEEP_OUT = g.RELATIVE | {"acl", "punct", "parataxis", "advcl", "ccomp", "csubj", "case", "mark", "cop", "aux", "nsubj", "aux:pass"}
LONGEST = 12
"""Words that a clause restricting a source may have and still belong to the phrase."""


def source_phrase(noun: Token) -> Span:
    """The words that name a source: titles, appositions, conjuncts and what restricts them
    ("a man calling himself X"), no clause set off by a comma; through the relative pronoun
    where that is the subject ("X, who")."""
    pronoun, noun = noun, g.antecedent(noun)
    left = min([noun.i, *(c.left_edge.i for c in noun.children if c.i < noun.i and _belongs(c, noun))])
    right = _right(noun)
    if pronoun is not noun and pronoun.i > right:
        right = pronoun.i
    return g.trim(noun.doc[left : right + 1])


def source_name(noun: Token) -> Span:
    """The shorter phrase that a reader is shown: the name itself where an apposition gives one."""
    noun = g.antecedent(noun)
    return g.phrase(noun)


def _belongs(child: Token, noun: Token) -> bool:
    if child.dep_ == "cc" and child.i < noun.i:
        return False
    if child.dep_ in g.RELATIVE | {"acl"} and child.i > noun.i:
        after_comma = child.doc[child.left_edge.i - 1].is_punct
        return not after_comma and child.right_edge.i - child.left_edge.i < LONGEST
    return child.dep_ not in KEEP_OUT or (child.dep_ == "case" and child.i > noun.i)


def _right(token: Token) -> int:
    """The last word below ``token`` that still belongs to the name or description."""
    last = token.i
    for child in token.children:
        if child.i > token.i and _belongs(child, token):
            last = max(last, child.right_edge.i if child.dep_ in g.RELATIVE | {"acl"} else _right(child))
    return last
