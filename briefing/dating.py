"""Which of the dates of an article an event's own words give it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc, Span, Token

from briefing import cues, dates, grammar, harm, lexicon
from briefing.model import Date

FARTHEST = 8
"""Links from a date up to the clause that it dates."""

LONGEST_NAME = 5
"""Words from a date to the noun that it tells from others."""

ARTICLES = {"the", "a", "an", "this", "that", "its", "their"}
DURING = lexicon.marked("prepositions", "during") | {""}
"""Prepositions that put an event at the time of its clause."""


class Days:
    """The dates of a Doc, and which of them an event happened on."""

    def __init__(self, doc: Doc, day: date | None) -> None:
        self.day = day.isoformat() if day else None
        self.found: list[tuple[Span, Date]] = []
        self.since: list[tuple[Span, Date]] = []
        first = (
            (start, doc.char_span(start, end, alignment_mode="expand")) for start, end, _ in dates.find(doc.text, day)
        )
        coming = frozenset(start for start, span in first if span is not None and _is_scheduled(span))
        for start, end, value in dates.find(doc.text, day, coming=coming):
            span = doc.char_span(start, end, alignment_mode="expand")
            bounded = value.precision == "year" and BOUNDED.search(doc.text, max(0, start - 10), start)
            if span is not None and not bounded and not OF_GOODS.search(doc.text, max(0, start - 40), start):
                span = grammar.trim(span)  # "10 Dec.": the stop hangs on the root of the sentence
                (self.since if _is_since(span) else self.found).append((span, value))
        self.starts = [span.start for span, _ in self.found]

    def of(self, token: Token, apart: Sequence[Span] = ()) -> Date | None:
        """The date that hangs on the trigger or on its clause, a day before a longer time, the nearest in the
        tree before a farther one; none from another clause, and none in what stands ``apart``, such as what is said."""
        reached = []
        for span, value in self._in(token.sent):
            if any(span.start < other.end and other.start < span.end for other in apart):
                continue
            noun = _noun_after(span)
            if (noun is not None and noun != token) or _is_compared(span, token) or _deed(span, token) is not None:
                continue
            own = noun == token or any(_deed(span, verb) == token for verb in token.ancestors)
            steps = 0 if own else _steps(span.root, token)
            if steps is not None and not self._is_of_another_event(span, value, token):
                reached.append((value.precision != "day", steps, span.start, value))
        return min(reached, key=lambda row: row[:3])[3] if reached else None

    def near(self, token: Token) -> Date | None:
        """The date that ``of`` gives, else the nearest of the sentence that no other clause holds: "killing two",
        "three were hurt in a fire on Sunday". "It killed 612" is of the day of the sentence before."""
        then = [(span.start, value) for span, value in (*self.found, *self.since) if _is_told_of(span, token)]
        if then:
            return max(then, key=lambda row: row[0])[1]
        beside = next((value for span, value in self._in(token.sent) if _stands_beside(span, token)), None)
        if beside is not None:
            return beside
        own = self.of(token, apart=[span for span, _ in self._in(token.sent) if _is_anothers(span, token)])
        if own is not None:
            return own
        free = [
            (min(abs(span.start_char - token.idx), abs(span.end_char - token.idx)), span.start, value)
            for span, value in self._in(token.sent)
            if not _is_of_another_clause(span.root, token)
            and not _is_of_what_somebody_did(span, token)
            and not _is_anothers(span, token)
            and not _is_compared(span, token)
            and not self._is_of_another_event(span, value, token)
            # "for the victims of the flood of May"
            and ((noun := _narrowed(span.root)) in {None, token} or _is_during(noun, token))
        ]
        if free or not _goes_on(token.sent):
            return min(free, key=lambda row: row[:2])[2] if free else None
        return self.of(token.doc[token.sent.start - 1].sent.root)

    def behind(self, end: int) -> Date | None:
        """The date right behind the words that end at character ``end``: "700 villagers in 1995"."""
        text = self.found[0][0].doc.text if self.found else ""
        near = (value for span, value in self.found if text[end : span.start_char] in {" in ", " on "})
        return next(near, None)

    def _in(self, sent: Span) -> Sequence[tuple[Span, Date]]:
        return self.found[bisect_left(self.starts, sent.start) : bisect_left(self.starts, sent.end)]

    def _is_of_another_event(self, span: Span, value: Date, token: Token) -> bool:
        """ "The driver who hit a tram on Thursday has been named", "has left after a row on Sunday": a
        perfect is of now; a past day beside another event is that event's, wherever the parse hangs it."""
        if value.precision != "day" or value.start is None or self.day is None or value.start >= self.day:
            return False
        if grammar.tense(token) != "perfect":
            return False
        between = token.doc[token.i + 1 : span.start]
        return span.start < token.i or any(_is_event(t) for t in between)


def _deed(span: Span, verb: Token) -> Token | None:
    """The FIRE of "was charged with arson following the fire at the weekend": the date behind a deed is the deed's,
    wherever the parse hangs it, and not that of the charge."""
    if verb.lemma_.lower() not in lexicon.words("charging_verbs") or span.start < verb.i:
        return None
    between = verb.doc[verb.i + 1 : span.start]
    opened = next((t.i for t in between if t.lower_ in {"after", "following", "over"}), None)
    return next((t for t in between if opened is not None and t.i > opened and _is_event(t)), None)


def _is_scheduled(span: Span) -> bool:
    """ "Parliament VOTES on Tuesday": in the present tense, which tells of no past day in the body of an article."""
    word = grammar.trim(span).root
    verb = next((t for t in word.ancestors if grammar.is_verb(t) or t.pos_ == "AUX"), None)
    return (
        verb is not None
        and verb.tag_ in {"VBZ", "VBP"}
        and verb.i < span.start
        and verb.lemma_.lower() in lexicon.words("scheduled_verbs")
    )


def _is_told_of(span: Span, token: Token) -> bool:
    """ "Since 2022, WHEN a ferry sank with the loss of 61 lives": of 2022."""
    clause = next((t for t in (token, *token.ancestors) if t.dep_ in grammar.RELATIVE | grammar.ADVERBIAL), None)
    if clause is None or clause.sent != span.sent or span.end > clause.left_edge.i + 1:
        return False
    opening = span.doc[span.end : clause.i]
    return any(t.lower_ == "when" for t in opening) and not any(grammar.is_verb(t) for t in opening)


def _stands_beside(span: Span, token: Token) -> bool:
    """ "From 3.8 percent IN JANUARY": a month or a year right behind an amount is that amount's."""
    between = token.doc.text[token.idx + len(token) : span.start_char]
    return token.pos_ == "NOUN" and token.i < span.start and between == " in "


def _is_of_what_somebody_did(span: Span, token: Token) -> bool:
    """ "They marched on Sunday to the house of the officer WHO KILLED A BOY": the day of the march is not that of what
    sets the officer apart. A blast that killed five on Sunday was on Sunday."""
    persons = lexicon.table("person_nouns")
    for verb in (token, *token.ancestors):
        if verb.dep_ in grammar.RELATIVE and verb.head.lemma_.lower() in persons:
            return not verb.left_edge.i <= span.start <= verb.right_edge.i
    return False


RECORDING = lexicon.marked("counting_words", "recording")
"""Participles that say only that somebody counted: "there were 160 deaths REPORTED this year"."""
SINCE = re.compile(r"\bsince (?:the |[\w’' -]{3,40} (?:on|in) )$", re.I)
"""Before a date from which something goes on, where `_is_since` does not see it: "since the fighting flared on Monday".
Such a date dates no count beside it, and may still date the event: the fighting flared then."""
BOUNDED = re.compile(r"\b(?:after|before|until) $", re.I)
"""Before a year of which nothing is told: "houses that were put up AFTER 2010"."""
OF_GOODS = re.compile(r"\b(?:best[- ]before|sell[- ]by|use[- ]by|expiry|expiration) dates?(?: \w+){0,3} $", re.I)
"""Before a day that is printed on goods."""
NUMBERS = "|".join(word for word in lexicon.table("numbers") if word.isalpha())
FROM_THEN_ON = re.compile(
    r"\bsince (?:(?:the|at least|about|around|roughly|early|late|mid-?|start of|beginning of|end of|middle of) ?)*$",
    re.I,
)
COMPARED = re.compile(
    r"\b(?:as (?:many|much|high) as|than)(?: (?:in|on|during|at|for))?(?: the)?(?: same \w+(?: (?:of|in))?)? ?$"
    r"|\b(?:from|versus|against|compared (?:to|with))(?: [\w’']+){0,2} \D?\d[\d,.]*%?(?: (?!to\b)\w+){0,2} ?$"
    rf"|\b(?:from|versus|against|compared (?:to|with)) (?:{NUMBERS})\b(?: (?!to\b)\w+){{0,2}}? ?$"
    rf"|\b(?:versus|against|compared (?:to|with)) (?:\w+ )?(?:\d[\d,.]*|{NUMBERS}) (?:\w+ )?"
    r"(?:in|during) the same \w+ ?$"
)
"""Words after which a number and its date are those of before: "up FROM 42 a day earlier"."""


def _is_compared(span: Span, token: Token) -> bool:
    """Is it the date of a number that ``token``'s is compared with?"""
    between = token.doc.text[token.idx + len(token) : span.start_char] if token.i < span.start else ""
    return bool(COMPARED.search(between))


def _is_anothers(span: Span, token: Token) -> bool:
    """ "TUESDAY'S earthquake", "SINCE THE SUMMER": the date of what belongs to a day, or how long it goes on, dates no
    count beside it."""
    after = token.doc[span.end] if span.end < len(token.doc) else None
    whose = after is not None and after.tag_ == "POS" and after.idx == span.end_char
    before = token.doc.text[max(token.sent.start_char, span.start_char - 60) : span.start_char]
    return (whose and span.root.head != token) or SINCE.search(before) is not None


def _is_since(span: Span) -> bool:
    """ "Has been cut by a fifth SINCE 2021", "since the start of May": from then on, and no event of then. "Since the
    20 June shooting" dates the shooting."""
    return (
        _noun_after(span) is None
        and FROM_THEN_ON.search(span.doc.text[span.sent.start_char : span.start_char]) is not None
    )


def _goes_on(sent: Span) -> bool:
    """Does it tell more of what the sentence before names ("IT killed 612")?"""
    return sent.start > 0 and sent[0].lower_ == "it" and sent[0].dep_ in grammar.SUBJECTS


def _is_of_another_clause(date_word: Token, trigger: Token) -> bool:
    """Does the date stand in a clause below, or after "since", without the trigger ("fell by a tenth, the most since
    the company was listed in 2021", "freed 12 of the hostages seized last month", "said that nine were hurt and that
    one had died in May"), or the trigger in one that tells what always is ("The firm, which employs 300, closed in
    May")?"""
    if _is_lasting(trigger, date_word) or any(t.text == ";" for t in trigger.doc[trigger.i : date_word.i]):
        return True  # "It can fine them 4 percent of turnover; turnover was 5 billion last year"
    for token in (date_word, *date_word.ancestors):
        if _is_of_noun(token) and token.lemma_.lower() not in RECORDING:
            comma = next((t.i for t in token.doc[date_word.i : token.right_edge.i] if t.text == ","), None)
            return not token.left_edge.i <= trigger.i <= (comma or token.right_edge.i)
        if (token.dep_ == "conj" and any(grammar.children(token, {"mark"}))) or token.dep_ == "ccomp":
            apart = not token.left_edge.i <= trigger.i <= token.right_edge.i
            if apart:
                return True
        # "The worst since the crash in 1988": the year is the crash's.
        since = token.pos_ == "NOUN" and token.i < date_word.i and grammar.preposition(token) == "since"
        if since or token.dep_ in grammar.ADVERBIAL | grammar.RELATIVE:
            return not token.left_edge.i <= trigger.i <= token.right_edge.i
    return False


def _is_of_noun(token: Token) -> bool:
    """A clause on a noun: a participle right behind it is one where the parse joins it to a verb, too, without an "and"
    ("freed 12 of the hostages SEIZED last month")."""
    behind = token.i > 0 and token.doc[token.i - 1].pos_ == "NOUN"
    joined = token.dep_ == "conj" and token.tag_ == "VBN" and behind and not any(token.lefts)
    return grammar.is_verb(token) and (token.dep_ == "acl" or joined)


def _is_lasting(trigger: Token, date_word: Token) -> bool:
    """Does ``trigger`` stand in a relative clause in the present tense that does not hold the date?"""
    clause = next((t for t in (trigger, *trigger.ancestors) if t.dep_ in grammar.RELATIVE), None)
    if clause is None or clause.tag_ not in {"VBZ", "VBP"}:
        return False
    return not clause.left_edge.i <= date_word.i <= clause.right_edge.i


def _is_event(token: Token) -> bool:
    return grammar.is_verb(token) or (token.pos_ == "NOUN" and token.lemma_.lower() in lexicon.table("event_nouns"))


def _steps(date_word: Token, trigger: Token) -> int | None:
    """How many links up from the date to the trigger's clause; None where it dates another clause or event."""
    token, steps = _cue_before(date_word) or date_word, 0
    target = {trigger.i, grammar.clause_head(trigger).i} if _shares_clause(trigger) else {trigger.i}
    target |= {verb.i for verb in grammar.children(trigger, grammar.RELATIVE) if _only_happens(verb)}
    while steps < FARTHEST:
        if token.i in target:
            return steps
        noun = _narrowed(token)
        if noun is not None and noun.i not in target and not _is_during(noun, trigger):
            return None
        # "the June 20 shooting", "the 7 July link": a date before a noun is that noun's.
        if date_word.i < token.i and not grammar.is_verb(token) and (_is_event(token) or _is_named_by(token)):
            return None
        if token.pos_ == "NOUN" and grammar.preposition(token) == "since":
            return None  # "the worst since the crash in 1988"
        if _tells_news(token, trigger):
            return steps + 1
        if grammar.is_verb(token) and not _transparent(token, trigger):
            return None
        if token.head == token:
            return None
        token, steps = token.head, steps + 1
    return None


def _cue_before(date_word: Token) -> Token | None:
    """The verb of saying right before a date ("the union SAID on Monday"), which the parse may hang on what is said."""
    at = date_word.left_edge.i - 1
    while at > date_word.sent.start and date_word.doc[at].lower_ in {"on", "late", "early", "reporters"}:
        at -= 1
    verb = date_word.doc[max(at, 0)]
    says = verb.tag_ in grammar.TENSED and cues.entry(verb) is not None and "s" in cues.frames(verb)
    return verb if says and verb.sent == date_word.sent and verb.i < date_word.i else None


def _is_named_by(noun: Token) -> bool:
    """Is it a thing that the date before it tells from others, and no part of a day ("Monday NIGHT")?"""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() not in lexicon.words("times")


def _noun_after(span: Span) -> Token | None:
    """The noun of "THE June 20 attempted MURDER": a date between an article and a noun is that noun's alone,
    whatever the parse hangs it on."""
    doc = span.doc
    if span.start == 0 or doc[span.start - 1].lower_ not in ARTICLES:
        return None
    noun = None
    for token in doc[span.end : span.end + LONGEST_NAME]:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB"} and token.text != "-":
            break
        noun = token if token.pos_ == "NOUN" else noun
    return noun if noun is not None and noun.lemma_.lower() not in lexicon.words("times") else None


def _narrowed(token: Token) -> Token | None:
    """The noun whose date this is and no clause's: "LETTERS of May", "the ATTACKS of September 2001"."""
    case = token.head if token.dep_ == "pobj" else next((t for t in token.children if t.dep_ == "case"), None)
    if case is None or case.lower_ != "of":
        return None
    noun = case.head if token.dep_ == "pobj" else token.head
    return noun if noun.pos_ == "NOUN" and noun.lemma_.lower() not in lexicon.words("times") else None


def _is_during(noun: Token | None, trigger: Token) -> bool:
    """ "IN THE DROUGHT of 1984 some 200 people died": of the same year."""
    clause = grammar.clause_head(trigger)
    return noun is not None and noun.head == clause and grammar.preposition(noun) in {"during", "in"}


def _shares_clause(trigger: Token) -> bool:
    """ "The quake hit the port on Sunday": what acts or is acted on is of the clause's day. "They fed survivors of the
    quake on Monday", "was convicted of murder on Monday": what stands deeper, or is spoken of, need not be."""
    if grammar.is_verb(trigger):
        return True
    head = grammar.clause_head(trigger)
    noun = trigger
    while noun.dep_ == "conj" and noun.head != noun:
        noun = noun.head
    if noun == head or noun.head != head:
        return noun == head
    if noun.dep_ in grammar.OBLIQUE and head.lemma_.lower() in lexicon.words("justice_verbs"):
        return False  # "charged on Monday in the attack": the attack was before
    return noun.dep_ not in grammar.OBLIQUE or grammar.preposition(noun) in DURING


def _only_happens(verb: Token) -> bool:
    """ "The fire that BROKE out on Monday": its day is the noun's."""
    return verb.lemma_.lower() in lexicon.words("happening_verbs")


def _tells_news(verb: Token, trigger: Token) -> bool:
    """ "Is recalling the cells, the firm said on Monday", "has fined it, it said on Monday", "told reporters on Friday
    that six were still missing": of what goes on or has just been done, the day it is said is the day of the news.
    What "was done" was done on another, and a man who "has died" may have died before."""
    if _is_one_death(trigger):
        return False
    said = (trigger.head == verb and trigger.dep_ == "ccomp") or (verb.head == trigger and verb.dep_ in grammar.ASIDE)
    goes_on = grammar.tense(trigger) == "perfect" or (trigger.tag_ == "VBG" and grammar.tense(trigger) == "present")
    still = any(t.lower_ == "still" for t in trigger.children)
    return said and (still or (goes_on and trigger.i < verb.i)) and cues.entry(verb) is not None


def _is_one_death(verb: Token) -> bool:
    roles = harm.measures(verb.lower_)
    subject = grammar.subject(verb)
    active = "subject" not in roles and not grammar.is_passive(verb)
    who = grammar.objects(verb) if active else [subject] if subject is not None else []
    return "killed" in roles.values() and bool(who) and all(t.tag_ in {"NN", "NNP", "PRP"} for t in who)


def _transparent(verb: Token, trigger: Token) -> bool:
    """A date on an open complement's verb dates what is done in it."""
    return trigger.head == verb and trigger.dep_ in grammar.COMPLEMENT | {"conj"}
