"""Grammar over a parse: the only module that knows dependency labels.

Universal Dependencies (the shipped pipeline) and ClearNLP (``en_core_web_*``) both work: a
relation is a set of labels of either, and the prepositional chains of ClearNLP
(verb, prep, pobj) are read as UD obliques (verb, obl with a case word).
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from briefing import lexicon
from briefing.model import Tense

SUBJECT = {"nsubj", "nsubj:outer", "csubj"}
PASSIVE_SUBJECT = {"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"}
SUBJECTS = SUBJECT | PASSIVE_SUBJECT
OBJECT = {"obj", "dobj"}
INDIRECT_OBJECT = {"iobj", "dative"}
COMPLEMENT = {"ccomp", "xcomp"}
ADVERBIAL = {"advcl", "advcl:relcl"}
RELATIVE = {"acl:relcl", "relcl"}
THAT_CLAUSE = RELATIVE | ADVERBIAL | {"acl", "ccomp"}
"""What a that-clause is read as, where it completes the verb or stands behind where and to whom it was said."""
APPOSITION = {"appos"}
COMPOUND = {"compound", "nn", "flat", "nmod:desc"}
POSSESSIVE = {"nmod:poss", "poss"}
MARKS_OF_POSSESSION = {"'s", "’s", "'", "’"}
OBLIQUE = {"obl", "nmod", "obl:agent", "obl:unmarked", "nmod:unmarked", "npadvmod"}
BARE_OBLIQUE = {"obl:unmarked", "nmod:unmarked", "npadvmod"}
AUXILIARY = {"aux", "aux:pass", "auxpass"}
ASIDE = {"parataxis"}
CASE = {"case", "prep"}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}
CONJUNCTIONS = {"after", "before", "until", "since", "as"}
"""Prepositions that are conjunctions, too."""
TENSED = {"VBD", "VBZ", "VBP"}
FINITE = TENSED | {"MD"}
FIRST, SECOND = lexicon.marked("pronouns", "first"), lexicon.marked("pronouns", "second")
HE, SHE, IT, THEY = (lexicon.marked("pronouns", which) for which in ("he", "she", "it", "they"))
PERSONAL, IMPERSONAL = HE | SHE, IT | THEY
DEMONSTRATIVE = lexicon.marked("pronouns", "demonstrative")
DEFINITE = DEMONSTRATIVE | {"the"}
NEGATION = {"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "nothing", "hardly", "without"}


def children(token: Token, labels: set[str]) -> list[Token]:
    return [child for child in token.children if child.dep_ in labels]


def is_verb(token: Token) -> bool:
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in AUXILIARY | {"cop"})


def clause_head(token: Token) -> Token:
    """The head of the clause that ``token`` stands in."""
    while token.head != token and not (is_verb(token) or children(token, {"cop"})):
        token = token.head
    return token


def subject(verb: Token) -> Token | None:
    """The grammatical subject, active or passive; that of the first conjunct, or of the governing
    clause of an open complement, where the verb has none of its own."""
    for _ in range(6):
        found = children(verb, SUBJECTS)
        if found:
            return found[0]
        if (misread := after_conjunction(verb)) is not None:
            return misread
        if verb.dep_ in {"conj", "xcomp"} and verb.head != verb:
            verb = verb.head
        elif verb.dep_ in {"acl"} | RELATIVE:
            return verb.head
        else:
            return None
    return None


def after_conjunction(verb: Token) -> Token | None:
    """ "Police came AFTER FIVE PEOPLE WERE HURT": the subject of a finite verb where the parse takes the conjunction
    for a preposition, and so leaves the verb without one."""
    if verb.dep_ not in ADVERBIAL | {"conj"} or verb.i < verb.head.i or children(verb, SUBJECTS | {"mark", "cc"}):
        return None
    finite = next((t for t in auxiliaries(verb) if t.tag_ in {"VBD", "VBZ", "VBP"}), None)
    if finite is None:
        return None
    for token in verb.doc[verb.head.i + 1 : finite.i]:
        if token.dep_ in OBLIQUE and token.pos_ in NOMINAL and preposition(token) in CONJUNCTIONS:
            end = token.right_edge.i + 1
            if end == finite.i or (end == finite.i - 1 and verb.doc[end].text == ","):
                return token
    return None


def is_nominal(token: Token) -> bool:
    """A noun, name or pronoun, or what an article makes one ("the official", "the accused")."""
    return token.pos_ in NOMINAL or (token.pos_ == "ADJ" and bool(children(token, {"det"})))


def is_passive(verb: Token) -> bool:
    """Passive by label, or a bare past participle that modifies a noun ("rockets fired by …")."""
    if any(c.dep_ in PASSIVE_SUBJECT | {"aux:pass", "auxpass"} for c in verb.children):
        return True
    return verb.dep_ == "acl" and "Part" in verb.morph.get("VerbForm", []) and verb.tag_ == "VBN"


def objects(verb: Token) -> list[Token]:
    return children(verb, OBJECT)


def agents(verb: Token) -> list[Token]:
    """Who acts: the subject of an active verb, the by-phrase of a passive one; conjuncts included."""
    if is_passive(verb):
        found = [noun for case, noun in obliques(verb) if case == "by"]
    else:
        one = subject(verb)
        found = [one] if one is not None else []
    return [t for noun in found for t in conjuncts(antecedent(noun))]


def patients(verb: Token) -> list[Token]:
    """Whom or what it is done to: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        one = subject(verb)
        found = [one] if one is not None else []
    else:
        found = objects(verb)
    return [t for noun in found for t in conjuncts(antecedent(noun))]


def is_elided(noun: Token) -> bool:
    """Does its noun go without saying ("Denmark's [office] said …")? Then what is named here only has it."""
    return noun.dep_ not in POSSESSIVE and any(t.lower_ in MARKS_OF_POSSESSION for t in children(noun, {"case"}))


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for, else ``token``."""
    if token.tag_ in {"WDT", "WP", "WP$"} or (token.lower_ == "that" and token.pos_ == "PRON" and token.tag_ != "DT"):
        verb = token.head
        for _ in range(4):
            if verb.dep_ in RELATIVE or verb.dep_ == "acl":
                return verb.head
            if verb.head == verb:
                break
            verb = verb.head
    return token


def obliques(token: Token) -> list[tuple[str, Token]]:
    """Prepositional phrases of a verb or noun as (preposition, noun); an empty preposition where
    there is none ("on" left out in "struck Wednesday"). Multi-word prepositions are joined."""
    found = []
    for child in token.children:
        if child.dep_ in {"prep", "agent"} or (child.dep_ == "case" and children(child, {"pobj"})):
            found += [(child.lower_, noun) for noun in children(child, {"pobj"})]
        elif child.dep_ in OBLIQUE:
            found.append((preposition(child), child))
    return found


def preposition(noun: Token) -> str:
    """The case words of a noun: "in", "because of", or empty."""
    words = []
    for case in children(noun, {"case"}):
        if case.lower_ in MARKS_OF_POSSESSION:
            continue
        words += [case.lower_, *(t.lower_ for t in children(case, {"fixed"}))]
    if not words and noun.dep_ == "pobj":
        words = [noun.head.lower_]
    return " ".join(words)


def complements(verb: Token) -> list[Token]:
    """Heads of the clauses that complete the verb ("said THAT …")."""
    return children(verb, COMPLEMENT)


def asides(verb: Token) -> list[Token]:
    return children(verb, ASIDE)


def appositions(noun: Token) -> list[Token]:
    return children(noun, APPOSITION)


def conjuncts(token: Token) -> list[Token]:
    """``token`` and what is joined to it by "and", in order."""
    out = [token]
    for child in token.children:
        if child.dep_ == "conj":
            out += conjuncts(child)
    return out


def possessors(noun: Token) -> list[Token]:
    return children(noun, POSSESSIVE)


def modifiers(noun: Token) -> list[Token]:
    """Words that stand before and qualify the noun: adjectives, compounds, numbers."""
    return children(noun, {"amod", "nummod"} | COMPOUND)


def auxiliaries(verb: Token) -> list[Token]:
    return children(verb, AUXILIARY)


def tense(verb: Token) -> Tense | None:
    """Past ("came", "had come"), perfect ("has come") or present, by the first finite word of the clause."""
    finite = [t for t in (*auxiliaries(verb), *children(verb, {"cop"}), verb) if t.tag_ in {"VBD", "VBZ", "VBP"}]
    if not finite:
        return None
    if finite[0].tag_ == "VBD":
        return "past"
    return "perfect" if finite[0].lemma_ == "have" and finite[0] != verb else "present"


def is_negated(verb: Token) -> bool:
    """Negated itself, by an auxiliary, or through a negative subject or object. "Not only" negates nothing."""
    negating = {"advmod", "neg", "det", "cc:preconj"}
    if any(c.lower_ in NEGATION and c.dep_ in negating and not _is_not_only(c) for c in verb.children):
        return True
    for noun in children(verb, SUBJECTS | OBJECT):
        if noun.lower_ in NEGATION or any(c.lower_ in NEGATION and c.dep_ == "det" for c in noun.children):
            return True
    return False


def _is_not_only(token: Token) -> bool:
    after = token.doc[token.i + 1 : token.i + 2]
    return token.lower_ == "not" and len(after) > 0 and after[0].lower_ in {"only", "just", "merely", "simply"}


LEAVES = (
    {
        "conj",
        "cc",
        "punct",
        "parataxis",
        "advcl",
        "acl",
        "case",
        "mark",
        "cop",
        "nsubj",
        "nsubj:outer",
        "aux",
        "orphan",
        "discourse",
        "obl",
        "list",
        "ccomp",
    }
    | APPOSITION
    | RELATIVE
)
"""What hangs on a noun and is no part of the phrase that names the thing."""


def phrase(noun: Token, *, relative: bool = False, also: frozenset[str] = frozenset()) -> Span:
    """The noun phrase that ``noun`` heads, without appositions, clauses, conjuncts, prepositional
    phrases other than "of" and "for", the preposition before it and punctuation at its edges.
    ``relative`` keeps clauses and all prepositional phrases, ``also`` those of the prepositions it names."""
    left, right = _bounds(noun, {"cc", "conj", "punct", "case"} if relative else LEAVES, also, relative=relative)
    while left < noun.i and noun.doc[left].pos_ in {"ADP", "SCONJ", "CCONJ"} and not _counts(noun.doc[left]):
        left += 1
    return trim(noun.doc[left : right + 1])


def _counts(word: Token) -> bool:
    """ "AT least one soldier", "OVER 200 soldiers": a word that belongs to the number."""
    return "NUM" in {word.head.pos_, word.head.head.pos_}


def _bounds(noun: Token, leaves: set[str], also: frozenset[str], *, relative: bool) -> tuple[int, int]:
    left, right = noun.i, noun.i
    for child in noun.children:
        after = child.i > noun.i
        if child.dep_ in leaves or (child.dep_ == "advmod" and after and not relative):
            continue
        if child.dep_ == "nmod" and not after and preposition(child):
            continue  # "among them a nurse"
        if child.dep_ in {"nmod", "prep"} and after and not relative:
            if not _binds(child, also):
                continue
            inner = _bounds(child, leaves - {"case"}, frozenset(), relative=relative)
        else:
            inner = child.left_edge.i, child.right_edge.i
        left, right = min(left, inner[0]), max(right, inner[1])
    return left, right


def _binds(modifier: Token, also: frozenset[str]) -> bool:
    """Of-phrases belong to the name of a thing; other prepositional phrases may leave."""
    word = modifier.lower_ if modifier.dep_ == "prep" else preposition(modifier)
    return word in {"of", "for", "'s", ""} or word in also


def trim(span: Span) -> Span:
    """``span`` without punctuation and space at its edges, but with the bracket that closes one inside it."""
    doc, start, end = span.doc, span.start, span.end
    while start < end - 1 and (doc[start].is_space or doc[start].is_punct):
        start += 1
    while end - 1 > start and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    words = [t.text for t in doc[start:end]]
    if end < len(doc) and (words.count("("), doc[end].text) == (words.count(")") + 1, ")"):
        end += 1
    return doc[start:end]


def subtree(token: Token) -> Span:
    """All words below ``token``, from the first to the last."""
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def verbs(doc: Doc) -> Iterator[Token]:
    return (token for token in doc if is_verb(token))
