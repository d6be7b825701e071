"""What happened: triggers with who, to whom, where, when, and how the article stands to it."""

import re
from collections.abc import Iterator
from datetime import date

from spacy.tokens import Doc, Span, Token

from briefing import dates, dating, grammar, lexicon
from briefing.attribution import Attribution, attribution_of
from briefing.model import Article, Date, EventMention, Source, Stance
from briefing.passages import Slicer

PLACES = {"LOC", "GPE", "FAC"}
ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|e)$")
NAMES = {"PERSON", "ORG", "NORP"} | PLACES
FIRING = "fire at"
"""The kind of event that firing a weapon is."""
SKIPPED = {"be", "do", "let"}
IN_PLACE = {
    "in",
    "at",
    "on",
    "near",
    "around",
    "outside",
    "off",
    "across",
    "inside",
    "over",
    "throughout",
    "from",
    "to",
    "into",
}


def extract(doc: Doc, article: Article) -> Iterator[EventMention]:
    """Every event mention of ``article`` in order of its trigger: verbs that are no auxiliary, and nouns of events."""
    cut = Slicer(article)
    day = dates.day_of(article)
    when = dating.Days(doc, day)
    for sent in doc.sents:
        passage = cut(sent)
        mains = _mains(sent.root)
        for token in sent:
            lemma = trigger_lemma(token)
            if lemma is None:
                continue
            said, at = attribution_of(token), when.of(token)
            yield EventMention(
                trigger=cut(token),
                passage=passage,
                lemma=lemma,
                agents=tuple(cut(t) for t in _agents(token)),
                patients=tuple(cut(t) for t in _patients(token)),
                places=tuple(cut(p) for p in _places(token)),
                when=at,
                stance=_stance(token, said, ahead=_is_ahead(at, day)),
                said_by=_source(said, cut),
                main=token.i in mains,
                weight=weight(token, lemma),
                tense=grammar.tense(token if grammar.is_verb(token) else grammar.clause_head(token)),
            )


def trigger_lemma(token: Token) -> str | None:
    """The word that stands for the event ``token`` reports, or None where it reports none."""
    lemma = token.lemma_.lower()
    if token.pos_ in {"NOUN", "PROPN"} and token.ent_type_ not in NAMES:
        nouns = lexicon.table("event_nouns")
        more = lexicon.table("event_nouns_wordnet")
        listed = nouns.get(lemma) or (more[lemma] or lemma if lemma in more else None)
        return kind(listed) if listed else None
    if token.pos_ in {"ADJ", "ADV"}:
        found = lexicon.table("event_adjectives").get(token.lower_)
        return kind(found) if found else None
    if token.dep_ == "case":
        return "say" if token.lower_ == "according" else None
    if not token.is_alpha or not grammar.is_verb(token) or lemma in SKIPPED or token.dep_ == "mark":
        return None
    if lemma in lexicon.words("firing_verbs") and _is_of_weapons(token):
        return FIRING
    return kind(lemma)


def _is_of_weapons(verb: Token) -> bool:
    """ "fired rockets", "launched 26 missiles": not "fired its manager", not "launched an inquiry"."""
    return any(noun.lemma_.lower() in lexicon.words("weapons") for noun in grammar.patients(verb))


def kind(verb: str) -> str:
    """The verb that stands for the kind of event, else its stem: "fire", "fir" and "firing" are one."""
    same = lexicon.table("same_event")
    return same.get(verb) or same.get(verb + "e") or ENDING.sub("", verb)


def weight(token: Token, lemma: str) -> float:
    """How much news the trigger carries, 0 to 1: by its own word, else by its kind; an unlisted noun carries little."""
    weights = lexicon.table("event_weights")
    own = weights.get(token.lemma_.lower()) or weights.get(lemma) or weights.get(lemma + "e")
    return float(own) if own else 0.5 if grammar.is_verb(token) else 0.3


def _mains(root: Token) -> set[int]:
    """What the sentence reports: its root, what is said in it where the root only reports, and their conjuncts."""
    out: list[Token] = []
    todo = [root]
    while todo:
        token = todo.pop()
        for one in grammar.conjuncts(token):
            inner = grammar.complements(one) + grammar.asides(one)
            if inner and _only_reports(one):
                todo += [t for t in inner if t != token]
            else:
                out.append(one)
                # "managed to blunt", "began shelling": the news is in the open complement.
                todo += [t for t in inner if t.dep_ == "xcomp"]
                out += [t for t in grammar.objects(one) + grammar.patients(one) if t.pos_ == "NOUN"]
    return {t.i for t in out}


def _only_reports(verb: Token) -> bool:
    return verb.lemma_.lower() in lexicon.table("reporting_verbs")


def _agents(token: Token) -> list[Token]:
    if token.pos_ == "VERB" or token.pos_ == "AUX":
        return grammar.agents(token)
    by = [noun for case, noun in grammar.obliques(token) if case == "by"]
    return by or grammar.possessors(token)


def _patients(token: Token) -> list[Token]:
    if token.pos_ == "VERB" or token.pos_ == "AUX":
        return grammar.patients(token)
    return [noun for case, noun in grammar.obliques(token) if case in {"of", "on", "against"}]


def _places(token: Token) -> list[Span]:
    """Named places in the prepositional phrases of the trigger, else of its clause."""
    for head in dict.fromkeys((token, grammar.clause_head(token))):
        found = []
        for case, noun in grammar.obliques(head):
            if case in IN_PLACE:
                found += [e for e in noun.sent.ents if e.label_ in PLACES and e.root in grammar.subtree(noun)]
        if found:
            return list(dict.fromkeys(found))
    return []


def _is_ahead(at: Date | None, day: date | None) -> bool:
    """Is the event dated after the article's own day?"""
    return at is not None and at.start is not None and day is not None and at.start > day.isoformat()


def _stance(token: Token, said: Attribution | None, *, ahead: bool) -> Stance:
    verb = token if grammar.is_verb(token) else grammar.clause_head(token)
    if grammar.is_negated(token) or (verb != token and grammar.is_negated(verb) and token in grammar.objects(verb)):
        return "denied"
    if said is not None and said.stance in {"denied", "planned"}:
        return said.stance
    if ahead or _is_planned(verb):
        return "planned"
    if _is_hedged(verb) or (said is not None and said.stance == "hedged"):
        return "hedged"
    return "claimed" if said is not None else "asserted"


def _is_planned(verb: Token) -> bool:
    if any(a.lower_ in {"will", "shall", "'ll", "’ll", "wo"} for a in grammar.auxiliaries(verb)):
        return True
    governor = verb.head
    to = any(t.tag_ == "TO" for t in verb.children)
    if to and any(t.lemma_.lower() == "be" for t in grammar.children(verb, {"cop", "aux"})):
        return True  # "The minister is to meet the union": the parse hangs "is" on the infinitive
    return verb.dep_ == "xcomp" and (
        governor.lemma_.lower() in lexicon.words("plans") or (to and governor.lemma_ == "be")
    )


def _is_hedged(verb: Token) -> bool:
    hedges = lexicon.words("hedges")
    around = [*grammar.auxiliaries(verb), *grammar.children(verb, {"advmod"})]
    if any(t.lower_ in hedges for t in around):
        return True
    if grammar.children(verb, {"mark"}) and any(
        m.lower_ in {"if", "whether", "unless"} for m in grammar.children(verb, {"mark"})
    ):
        return True
    return verb.dep_ in grammar.COMPLEMENT and verb.head.lemma_.lower() in hedges


def _source(said: Attribution | None, cut: Slicer) -> Source | None:
    if said is None or said.source is None:
        return None
    mention = cut(said.source)
    return Source(name=mention.text, mention=mention, head=said.source.root.idx)
