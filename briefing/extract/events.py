"""What happened: triggers with who, to whom, where, when, and how the article stands to it."""

import re
from collections.abc import Iterator
from datetime import date

from spacy.tokens import Doc, Span, Token

from briefing import dates, dating, grammar, kinds, lexicon, quantities
from briefing.attribution import Attribution, attribution_of
from briefing.model import Article, Date, EventMention, Passage, Source, Stance
from briefing.passages import Slicer

PLACES = {"LOC", "GPE", "FAC"}
NAMES = {"PERSON", "ORG", "NORP"} | PLACES
FIRING = "fire at"
"""The kind of event that firing a weapon is."""
STATE = 0.05
"""The news value of what is more a state or a thing than an event."""
INFORMING = 0.3
"""The least news value of somebody's being told."""
SKIPPED = {"be", "do", "let"}
CONDITIONS = {"if", "whether", "unless"}
INDEFINITE = {"a", "an"}
IN_PLACE = lexicon.marked("prepositions", "place")
DOING = lexicon.marked("saying_words", "doing")
"""Verbs of saying that are none with an object: "added 14 firms to its list", "declared an emergency"."""
LEAST_ALONE = 2
"""Words of a noun or clause that may stand for an event in a timeline."""
COMING = re.compile(r"\b(?:coming|tomorrow)\b", re.IGNORECASE)


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
            news = kinds.weight(token.lower_, lemma, _unlisted(token))
            if lemma in DOING or _is_informing(token):
                news = max(news, INFORMING)
            # A state has no day of its own: it would only take votes from what happened.
            said, at = attribution_of(token), when.of(token) if news > STATE else None
            stance = _stance(token, said, ahead=_is_ahead(token, at, day))
            at = None if stance in {"asserted", "claimed"} and _is_only_meant(token) else at
            yield EventMention(
                trigger=cut(token),
                passage=passage,
                lemma=lemma,
                agents=tuple(cut(t) for t in _agents(token)),
                patients=tuple(cut(t) for t in _patients(token)),
                places=tuple(cut(p) for p in _places(token)),
                when=at,
                stance=stance,
                happened=_happened(token, stance),
                said_by=_source(said, cut),
                main=token.i in mains,
                # What somebody says stays with who says it.
                phrase=_alone(token, at, cut) if at is not None and said is None else None,
                weight=news,
                tense=grammar.tense(token if grammar.is_verb(token) else grammar.clause_head(token)),
            )


def trigger_lemma(token: Token) -> str | None:
    """The word that stands for the event ``token`` reports, or None where it reports none."""
    lemma = token.lemma_.lower()
    if token.lower_ in lexicon.table("named_events"):
        return kinds.kind(lexicon.table("named_events")[token.lower_])
    if token.pos_ in {"NOUN", "PROPN"}:
        if kinds.is_state(lemma) and token.dep_ in grammar.COMPOUND:
            return None  # "a SECURITY update", "the CAREER record": what kind of thing, and no event
        return kinds.noun(lemma) if token.ent_type_ not in NAMES or _ends_event_name(token) else None
    if token.pos_ in {"ADJ", "ADV"}:
        found = lexicon.table("event_adjectives").get(token.lower_)
        if not found and token.pos_ == "ADJ" and (_is_participle(token) or grammar.children(token, {"cop"})):
            found = token.lower_
        return kinds.kind(found) if found else None
    if token.dep_ == "case":
        return "say" if token.lower_ == "according" else None
    if not token.is_alpha or not grammar.is_verb(token) or lemma in SKIPPED or token.dep_ == "mark":
        return None
    if token.tag_ == "VBG" and token.lower_ in lexicon.table("event_adjectives") and not grammar.objects(token):
        return kinds.kind(lexicon.table("event_adjectives")[token.lower_])  # "six were still MISSING"
    if lemma in DOING and grammar.objects(token) and not grammar.complements(token):
        return lemma
    if lemma in lexicon.words("firing_verbs") and _is_of_weapons(token):
        return FIRING
    after = [t.lower_ for t in token.children if t.i > token.i] + [case for case, _ in grammar.obliques(token)]
    return kinds.phrase(token.lower_, after) or kinds.kind(token.lower_)


def _ends_event_name(token: Token) -> bool:
    """ "the Norrvik Fire", "Iraq War": a name that ends in a noun of events and not in one of bodies."""
    if token.ent_type_ == "PERSON" or (token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I"):
        return False
    lemma = token.lemma_.lower()
    return lemma in lexicon.table("event_nouns") and lemma not in lexicon.table("group_nouns")


def _is_participle(token: Token) -> bool:
    """ "the injured man", "endangered species": an adjective that says what was done to somebody."""
    return token.is_alpha and token.lower_.endswith("ed") and len(token) > len("rated")


def _unlisted(token: Token) -> float:
    """The news value of a trigger whose word has none of its own: an unlisted noun carries little."""
    if grammar.is_verb(token):
        return 0.5
    listed = token.lower_ in lexicon.table("event_adjectives")
    is_state = kinds.is_state(token.lemma_.lower()) or token.pos_ == "ADJ"
    return STATE if is_state and not listed else 0.3


def _is_informing(token: Token) -> bool:
    """ "The agency was told of the fault": that somebody came to know is an event, that somebody says so is none."""
    return token.lemma_.lower() in {"tell", "inform"} and grammar.is_passive(token)


def _is_of_weapons(verb: Token) -> bool:
    """ "fired rockets", "launched 26 missiles": not "fired its manager", not "launched an inquiry"."""
    return any("fired" in lexicon.table("arms").get(noun.lemma_.lower(), "") for noun in grammar.patients(verb))


def _alone(trigger: Token, at: Date, cut: Slicer) -> Passage | None:
    """The noun or the clause that tells of ``trigger`` and of its date, as far as the date or to the comma behind it;
    None where it is all of the sentence or a pronoun in it says of whom."""
    head, sent = trigger, trigger.sent
    if trigger == sent.root or (grammar.is_verb(trigger) and trigger.dep_ in grammar.COMPLEMENT | {"conj"}):
        return None
    if grammar.is_verb(trigger) and trigger.dep_ in grammar.RELATIVE | {"acl"}:
        head = trigger.head
    start = head.left_edge.i
    if grammar.is_verb(head):
        words = (t.i for t in head.subtree if t.dep_ not in {"mark", "cc", "punct"} and t.tag_ != "WRB")
        start = next(words, start)
    else:
        start = next((t.i for t in head.subtree if t.dep_ not in grammar.CASE | {"cc", "fixed", "punct"}), start)
    found = sent.doc.text.find(at.text, sent[0].idx, sent.end_char)
    date_end = next((t.i for t in sent if t.idx + len(t) >= found + len(at.text)), None) if found >= 0 else None
    last = head.right_edge.i
    if date_end is None or not start <= date_end <= last:
        return None
    last = next((t.i - 1 for t in sent.doc[date_end + 1 : last + 1] if t.text in {",", ";", "–", "—"}), last)
    span = grammar.trim(sent.doc[start : last + 1])
    whole = len(span) > len(grammar.trim(sent)) - 2
    if span and span[0] == trigger and trigger.tag_ in {"VBN", "VBG"}:
        return None  # "fewer jobs than EXPECTED IN SEPTEMBER": of what, the sentence says
    if trigger.dep_ == "acl" and any(t.text == "," for t in sent.doc[start : trigger.i]):
        return None  # "the reports, SIGNED ON FRIDAY": half a sentence
    if whole or len(span) < LEAST_ALONE or any(t.pos_ == "PRON" for t in span) or not start <= trigger.i <= last:
        return None
    return cut(span)


def _mains(root: Token) -> set[int]:
    """What the sentence reports: its root, what is said in it where the root only reports, and their conjuncts."""
    out: list[Token] = []
    todo = [root]
    while todo:
        token = todo.pop()
        for one in grammar.conjuncts(token):
            if one != root and _is_beside(one):
                continue
            inner = grammar.complements(one) + grammar.asides(one)
            if inner and _only_reports(one):
                todo += [t for t in inner if t != token]
            else:
                out.append(one)
                # "managed to blunt", "began shelling": the news is in the open complement.
                todo += [t for t in inner if t.dep_ == "xcomp"]
                # "Mill fire: baker charged": what a headline tells stands after its label.
                todo += [t for t in grammar.asides(one) if t.left_edge.text == ":"]
                out += [t for t in grammar.objects(one) + grammar.patients(one) if t.pos_ == "NOUN"]
    return {t.i for t in out}


def _is_beside(verb: Token) -> bool:
    """ "…, TWO DAYS AFTER a blast killed nine": what only says when, however it is read."""
    opening = verb.doc[verb.left_edge.i : verb.i]
    first = next((t for t in opening if not (t.pos_ in {"NUM", "DET", "PUNCT"} or _is_time(t))), verb)
    own = first.head == verb or not grammar.children(verb, grammar.SUBJECTS)
    return own and first.lower_ in {"after", "before", "since", "until", "when", "while"}


def _is_time(word: Token) -> bool:
    return quantities.dimension(word.lemma_.lower()) == "duration"


def _only_reports(verb: Token) -> bool:
    return verb.lemma_.lower() in lexicon.table("reporting_verbs")


def _agents(token: Token) -> list[Token]:
    if token.dep_ == "case":
        return grammar.conjuncts(token.head)  # "according to the police"
    if token.pos_ == "VERB" or token.pos_ == "AUX":
        return [one for one in grammar.agents(token) if not grammar.is_elided(one)]
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


def _is_ahead(token: Token, at: Date | None, day: date | None) -> bool:
    """Is the event dated after the article's own day? What "would" be by the end of a running month is, too, and
    what is to be "in the coming weeks"."""
    if at is not None and (
        COMING.search(at.text) or (at.start is None and at.precision == "day" and _is_scheduled(token))
    ):
        return True
    if at is None or at.start is None or at.end is None or day is None:
        return False
    if _is_over(token):
        return False
    around = {a.lower_ for a in grammar.auxiliaries(token)}
    bound = bool(around & {"would", "must"})
    if "would" in around and "have" in around:
        return False  # "would have waited until 2031": it will not be
    return (at.end if bound else at.start) > day.isoformat()


def _is_scheduled(verb: Token) -> bool:
    """ "Voters GO to the polls on Tuesday", of an article without a day."""
    return verb.tag_ in {"VBZ", "VBP"} and verb.lemma_.lower() in lexicon.words("scheduled_verbs")


def _is_over(verb: Token) -> bool:
    """ "Was pronounced dead on 19 November" in an article that was brought up to date after its own day: told as past,
    it lies ahead of nothing, unless it was only set, called or announced for then."""
    if verb.pos_ == "ADJ" and not grammar.children(verb, {"cop"}):
        verb = grammar.clause_head(verb)  # "was found guilty"
    if not (grammar.is_verb(verb) or verb.pos_ == "ADJ") or grammar.tense(verb) != "past" or verb.dep_ == "xcomp":
        return False
    fixing = verb.lemma_.lower() in lexicon.words("plans") | lexicon.words("fixing_verbs")
    return not (fixing or any(case in {"for", "to", "until", "till", "by"} for case, _ in grammar.obliques(verb)))


def _stance(token: Token, said: Attribution | None, *, ahead: bool) -> Stance:
    verb = token if grammar.is_verb(token) else grammar.clause_head(token)
    if verb != token and not ahead and _is_given(token) and not (_is_new(token) and _is_planned(verb)):
        return "claimed" if said is not None else "asserted"
    if grammar.is_negated(verb) and _is_supposed(verb):
        return "hedged"
    if grammar.is_negated(token) or (verb != token and grammar.is_negated(verb) and token in grammar.objects(verb)):
        return "denied"
    if said is not None and said.stance in {"denied", "planned"}:
        return said.stance
    if ahead or _is_planned(verb):
        return "planned"
    if _is_hedged(verb) or (said is not None and said.stance == "hedged"):
        return "hedged"
    return "claimed" if said is not None else "asserted"


def _is_only_meant(token: Token) -> bool:
    """ "He should withdraw HIS REQUEST today": the day is of what he should do, and not of the request."""
    verb = grammar.clause_head(token)
    if grammar.is_verb(token) or verb == token or token not in grammar.objects(verb):
        return False
    return any(t.lower_ in {"should", "must", "ought"} for t in grammar.auxiliaries(verb))


def _happened(token: Token, stance: Stance) -> bool | None:
    verb = token if grammar.is_verb(token) else grammar.clause_head(token)
    if stance in {"denied", "planned"} or (stance == "hedged" and not _is_past(verb)):
        return False
    if not grammar.is_verb(token) or (token.tag_ in {"VB", "VBG"} and not grammar.auxiliaries(token)):
        return None
    return True


def _is_past(verb: Token) -> bool:
    """ "may have struck", "allegedly struck": a doubt about what is over, not a look ahead."""
    around = {t.lemma_.lower() for t in grammar.auxiliaries(verb)}
    asked = {t.lower_ for t in grammar.children(verb, {"mark"})} & CONDITIONS
    return not asked and (
        "have" in around or (verb.tag_ in {"VBD", "VBN"} and not around & {"may", "might", "could", "would", "should"})
    )


def _is_supposed(verb: Token) -> bool:
    """ "If they are not released", "should they not leave", "should not have been seized", "might not have been hit":
    a negation that denies nothing."""
    asked = {t.lower_ for t in grammar.children(verb, {"mark"})} & CONDITIONS
    return bool(asked) or any(t.lower_ in {"should", "might", "may"} for t in grammar.auxiliaries(verb))


def _is_given(noun: Token) -> bool:
    """ "He may be tried over THE KILLING": a noun that its clause takes for known, whatever becomes of the clause."""
    if any(t.lower_ in grammar.DEFINITE for t in grammar.children(noun, {"det"})) or grammar.possessors(noun):
        return True
    return noun.dep_ in grammar.OBLIQUE | grammar.COMPOUND


def _is_new(noun: Token) -> bool:
    """ "Will be introduced at A news conference": a noun that the clause does not take for known."""
    return any(t.lower_ in INDEFINITE for t in grammar.children(noun, {"det"}))


def _is_planned(verb: Token) -> bool:
    if any(a.lower_ in {"will", "shall", "'ll", "’ll", "wo"} for a in grammar.auxiliaries(verb)):
        return True
    if verb.lemma_ == "blame":
        return False  # "the wind was to blame"
    if _is_due(verb) or _is_fixed(verb):
        return True
    governor = verb.head
    to = any(t.tag_ == "TO" for t in verb.children)
    if to and verb.dep_ != "xcomp" and any(t.lemma_.lower() == "be" for t in grammar.children(verb, {"cop", "aux"})):
        return True  # "The minister is to meet the union": the parse hangs "is" on the infinitive
    if to and verb.dep_ in {"acl", "ROOT"} and _is_headline_of(governor):
        return True  # "Minister to meet union"
    return verb.dep_ == "xcomp" and (
        # "was ordered held" is done
        (governor.lemma_.lower() in lexicon.words("plans") and (to or verb.tag_ != "VBN"))
        or (to and governor.lemma_ == "be")
    )


def _is_due(verb: Token) -> bool:
    """ "The bank is DUE TO set rates": the parse may take "due to" for a preposition."""
    at = verb.left_edge.i
    return at > 1 and verb.tag_ != "VBG" and [t.lower_ for t in verb.doc[at - 2 : at]] == ["due", "to"]


def _is_fixed(verb: Token) -> bool:
    """ "She IS SET to release it on Thursday": set, and not yet released."""
    to = any(t.tag_ == "TO" for c in grammar.children(verb, {"xcomp"}) for t in c.children)
    return (
        to
        and verb.tag_ == "VBN"
        and verb.lemma_ in {"expect", "schedule", "set", "slate"}
        and (grammar.tense(verb) == "present")
    )


def _is_headline_of(token: Token) -> bool:
    """Does it head a line that has no finite verb and does not end as a sentence does?"""
    whole = token.sent
    return token == whole.root and not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} or t.text in ".!?" for t in whole)


def _is_hedged(verb: Token) -> bool:
    hedges = lexicon.words("hedges")
    around = [*grammar.auxiliaries(verb), *grammar.children(verb, {"advmod"})]
    if any(t.lower_ in hedges for t in around):
        return True
    if grammar.children(verb, {"mark"}) and any(m.lower_ in CONDITIONS for m in grammar.children(verb, {"mark"})):
        return True
    return verb.dep_ in grammar.COMPLEMENT and verb.head.lemma_.lower() in hedges


def _source(said: Attribution | None, cut: Slicer) -> Source | None:
    if said is None or said.source is None:
        return None
    mention = cut(said.source)
    return Source(name=mention.text, mention=mention, head=said.source.root.idx)
