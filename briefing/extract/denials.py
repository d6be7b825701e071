"""Denials: a claim of one side, and the sentence in which another rejects it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from briefing import cues, grammar, kinds, lexicon, quantities
from briefing.attribution import Attribution, attribution_of, attributions
from briefing.model import Article, Denial, Passage, Source
from briefing.passages import Slicer
from briefing.wording import stem

BACK = 4
"""Sentences before a denial in which its claim is sought."""
STEM = 4
"""Letters by which "Norva" and "Norvan" are of one stem."""
MOST_LEADS = 2
"""Sentences that may be told before a claim which leans on them."""
FEW = 2
"""Words of a denied claim, up to which the sentence right before may put it otherwise."""
CALLING = lexicon.marked("saying_words", "calling")
ACCUSATIONS = lexicon.marked("saying_words", "accusation")
ACCUSING = lexicon.marked("saying_words", "accusing")
"""Words of a sentence that a denial right after it answers in words of its own."""
INVOLVED = frozenset(map(stem, lexicon.marked("saying_words", "involved")))
"""What is denied without a word of what is meant."""
POINTING = grammar.DEMONSTRATIVE | {"it", "them"}
LEANS = re.compile(
    r"[“\"‘]?(?:they|it|he|she|this|that|these|those|his|her|their|its)\b"
    r"|[“\"][^“”\"]*[”\"],? (?:he |she |they |said (?:one|another)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Denied:
    """What a sentence denies: something said before it, or what it puts in words of its own."""

    verb: Token
    who: str
    """Lower-case last word of the name of who denies it; empty for a pronoun."""
    points: bool
    words: frozenset[str]
    accuses: bool = False
    """Is it "the allegations", which must then have been made?"""
    whose: str = ""
    """Lower-case last word of the name of whose claim it is: "the NYPD's account", "the Norvan figure"."""
    counts: bool = False
    """Is it "the figure", which somebody must then have given?"""
    right_before: bool = False
    """Is it "that", "it" or "no such thing", which stands for the last thing said?"""


def extract(doc: Doc, article: Article) -> Iterator[Denial]:
    """Each denial whose claim stands in the sentences before it, in order of the text."""
    cut = Slicer(article)
    sents = [sent for sent in doc.sents if any(t.is_alpha for t in sent)]
    for n, sent in enumerate(sents):
        if (aside := _in_an_aside(sent, cut) or _after_a_report(sent, cut) or _in_one_breath(sent, cut)) is None:
            aside = _in_its_words(sent, cut)
        if aside is not None:
            yield aside
            continue
        denied = _denied(sent)
        claim = (_claim(denied, sents[:n]) or _claim_after(denied, sents[n + 1 :])) if denied else None
        if denied is None or claim is None:
            continue
        here = cut(grammar.trim(sent))
        if here.text != sent.doc[sent.start : sent.end].text.strip() and "\n" in sent.text.strip():
            continue
        yield Denial(
            claim=_whole(claim, sents, cut, apart=sent),
            denial=_rejection(denied, sents, n, cut),
            claimed_by=_source(_claimant(claim), cut),
            denied_by=_denier(denied, cut),
        )


# --- what is denied --------------------------------------------------------------------------


def _denied(sent: Span) -> _Denied | None:
    if sent.text.rstrip().endswith("?"):
        return None
    for token in sent:
        if token.lemma_.lower() in lexicon.marked("denials", "claim") and grammar.is_verb(token):
            found = _by_verb(token)
        elif token.lower_ in lexicon.words("false_words"):
            found = _by_word(token)
        elif token.lower_ == "such" and token.i and token.nbor(-1).lower_ == "no":
            found = _by_such(token)
        else:
            continue
        if found:
            return found
    return None


@cache
def _aside() -> re.Pattern[str]:
    """ "…, WHICH THE OWNER DENIES.", "…, A FIGURE THE MINISTRY DISPUTED."."""
    nouns = "|".join(sorted(lexicon.words("claims")))
    verbs = "|".join(sorted(lexicon.marked("denials", "claim") - {"deny", "dispute"}))
    sure = r"denies|denied|disputes?|disputed"
    false = "|".join(sorted(lexicon.words("false_words")))
    return re.compile(
        rf"^.+?(?P<comma>), (?:which|(?P<noun>an? (?:\w+ )?(?:{nouns})(?: that| which)?))"
        r" (?P<who>[^,;]{2,60}?(?:, [^,;]{2,40},)?)"
        rf" (?:(?:has|have|had) )?(?:\w+ly )?(?:{sure}|(?(noun)(?:(?:{verbs})(?:s|es|d|ed|ted)"
        rf"|call(?:s|ed) (?:an? )?[“\"]?(?:an? )?(?:{false}))|(?!)))\W*$"
    )


def _in_an_aside(sent: Span, cut: Slicer) -> Denial | None:
    """What the words before a comma say and the last words deny."""
    found = _aside().match(sent.text)
    if found is None:
        return None
    start = sent.start_char
    claim = sent.doc.char_span(start, start + found.start("comma"), alignment_mode="contract")
    who = sent.doc.char_span(start + found.start("who"), start + found.end("who"), alignment_mode="expand")
    if claim is None or who is None or not any(map(grammar.is_verb, claim)):
        return None
    said = _said(claim.root)
    claimed = _source(said.source if said else None, cut)
    return Denial(claim=cut(claim), denial=cut(sent), claimed_by=claimed, denied_by=_source(who, cut))


ONE_BREATH = re.compile(
    r"^(?P<claim>.+?)(?:;|, (?:but|and|while|though|although)) (?P<who>[^,;]{2,60}?) (?:has |had )?"
    r"(?:denie[sd]|rejects|rejected|disputes|disputed|dismisses|dismissed) "
    r"(?:it|this|that|the (?:accusation|allegation|charge|claim)s?)\W*$",
    re.S,
)
"""One sentence in which somebody accuses and another denies: "Orvel accused Norva of firing; Norva denied it"."""


def _in_one_breath(sent: Span, cut: Slicer) -> Denial | None:
    found = ONE_BREATH.match(sent.text.strip())
    if found is None:
        return None
    start = sent.start_char + sent.text.index(found["claim"])
    claim = sent.doc.char_span(start, start + len(found["claim"]), alignment_mode="contract")
    at = sent.start_char + sent.text.rindex(found["who"])
    who = sent.doc.char_span(at, at + len(found["who"]), alignment_mode="expand")
    if claim is None or who is None or not (cues.entry(claim.root) or claim.root.lemma_.lower() in ACCUSING):
        return None
    speaker = grammar.subject(claim.root)
    if speaker is None or _name(speaker) == _name(who.root):
        return None
    claimed = _source(grammar.phrase(speaker), cut)
    return Denial(claim=cut(claim), denial=cut(sent), claimed_by=claimed, denied_by=_source(who, cut))


CITED = re.compile(
    r"\b(?P<claim>(?:an? |the |earlier |recent )*(?P<noun>[a-z]+) (?:by|from|in) (?P<who>[^,;]{2,60}?) that .+?)"
    r"(?P<rest>,? (?:as|and|but|saying|calling)\b.*|\W*)$",
    re.S,
)
"""What is denied, where its own words say whose it is: "a report BY THE LEDGER THAT it had offered one euro"."""


def _in_its_words(sent: Span, cut: Slicer) -> Denial | None:
    denied = _denied(sent)
    if denied is None or not grammar.is_verb(denied.verb):
        return None
    start = denied.verb.idx + len(denied.verb)
    found = CITED.match(sent.doc.text[start : sent.end_char].strip())
    if found is None or found["noun"].removesuffix("s") not in lexicon.words("claims"):
        return None
    at = sent.doc.text.index(found["claim"], start)
    claim = sent.doc.char_span(at, at + len(found["claim"]), alignment_mode="contract")
    by = sent.doc.text.index(found["who"], at)
    who = sent.doc.char_span(by, by + len(found["who"]), alignment_mode="expand")
    if claim is None or who is None:
        return None
    return Denial(claim=cut(claim), denial=cut(sent), claimed_by=_source(who, cut), denied_by=_denier(denied, cut))


AFTER = re.compile(
    r"^(?P<denied>[^“”\"]+?\b(?:denied|rejected|dismissed|disputed)\b.+?),? after (?P<claim>.+?"
    r"\b(?:reported|said|alleged|claimed|accused)\b.+)$",
    re.S,
)
"""One sentence that holds a denial and the claim that it answers."""


def _after_a_report(sent: Span, cut: Slicer) -> Denial | None:
    """ "She denied that a ransom was paid, AFTER THE COURIER REPORTED that it had sent $5 million"."""
    found = AFTER.match(sent.text.strip())
    denied = _denied(sent) if found else None
    if found is None or denied is None or not sent.text.strip().startswith(found["denied"]):
        return None
    start = sent.start_char + sent.text.index(found["claim"])
    claim = sent.doc.char_span(start, sent.end_char, alignment_mode="contract")
    if claim is None or denied.verb.i >= claim.start:
        return None
    verbs = (t for t in claim if grammar.is_verb(t) and cues.entry(t) is not None)
    who = next((one for verb in verbs for one in grammar.children(verb, grammar.SUBJECTS)), None)
    if who is None or _name(who) == denied.who:
        return None
    return Denial(
        claim=cut(grammar.trim(claim)),
        denial=cut.chars(sent.start_char, sent.start_char + sent.text.index(found["denied"]) + len(found["denied"])),
        claimed_by=_source(grammar.phrase(who), cut),
        denied_by=_denier(denied, cut),
    )


def _by_verb(verb: Token) -> _Denied | None:
    """ "Rejected the claim", "denied that the bridge had fallen"; not "rejected the offer", "was denied entry"."""
    subject = grammar.subject(verb)
    if subject is None or grammar.is_passive(verb) or grammar.is_negated(verb):
        return None
    if any(
        t.lower_ in {"would", "could", "may", "might", "will", "can", "should", "must"}
        for t in grammar.auxiliaries(verb)
    ):
        return None
    who = _name(subject)
    for clause in grammar.complements(verb):
        return _Denied(verb, who, points=False, words=_words(grammar.subtree(clause)))
    for thing in grammar.objects(verb):
        if thing.lower_ in POINTING:
            return _Denied(verb, who, points=True, words=frozenset(), right_before=True)
        if thing.lemma_.lower() in lexicon.words("estimates"):
            return _Denied(verb, who, points=True, words=frozenset(), whose=_whose(thing), counts=True)
        if thing.lemma_.lower() in lexicon.words("claims"):
            own = _words(grammar.subtree(thing)) - {stem(thing.lower_), stem(thing.lemma_.lower())}
            return _Denied(verb, who, points=not own, words=own, accuses=thing.lemma_.lower() in ACCUSATIONS)
        if verb.lemma_.lower() == "deny" and thing.lemma_.lower() not in lexicon.words("refused"):
            return _Denied(verb, who, points=False, words=_words(grammar.subtree(thing)))
    return None


def _whose(noun: Token) -> str:
    """ "REED's account", "the NORVAN figure"."""
    owners = [_name(one) for one in grammar.possessors(noun)]
    return next(iter([*owners, *(t.lower_ for t in grammar.modifiers(noun) if t.text[:1].isupper())]), "")


def _by_word(word: Token) -> _Denied | None:
    """ "Said that the reports were false", "called the claim a lie"."""
    subject = next(iter(grammar.children(word, grammar.SUBJECT)), None)
    verb = word.head
    beside = verb if word.dep_ in grammar.APPOSITION else next(iter(grammar.children(word, grammar.COMPOUND)), None)
    if subject is None and beside is not None and beside.lemma_.lower() in lexicon.words("claims"):
        # "Called the allegation “baseless”": two nouns, as they are read.
        verb = beside.head if beside == verb else verb
        subject = beside if verb.lemma_.lower() in CALLING else None
        speaker = grammar.subject(verb)
    elif subject is None and verb.lemma_.lower() in CALLING:
        subject, speaker = next(iter(grammar.objects(verb)), None), grammar.subject(verb)
    else:
        said = attribution_of(word)
        speaker = said.source.root if said is not None and said.source is not None else None
        if speaker is None and verb.lemma_.lower() in {"call", "brand", "label"}:
            speaker = grammar.subject(verb)  # "called that estimate exaggerated"
    if subject is None or speaker is None or grammar.is_negated(word):
        return None
    if any(t.tag_ == "PRP" and t.dep_ in grammar.SUBJECTS for t in subject.subtree):
        return None  # "the number HE HAD GIVEN was wrong": who takes back his own rejects nobody's
    points, whose = subject.lower_ in POINTING, _whose(subject)
    if subject.lemma_.lower() in lexicon.words("estimates"):
        return _Denied(word, _name(speaker), points=True, words=frozenset(), whose=whose, counts=True)
    if not points and subject.lemma_.lower() not in lexicon.words("claims"):
        return None
    own = _words(grammar.subtree(subject)) - {stem(subject.lower_), stem(word.lower_)}
    accuses = subject.lemma_.lower() in ACCUSATIONS
    return _Denied(word, _name(speaker), points=points or not own, words=own, accuses=accuses, whose=whose)


def _by_such(word: Token) -> _Denied | None:
    """ "The firm said it had received NO SUCH warning"."""
    said = attribution_of(word)
    if said is None or said.source is None or word.head.lemma_.lower() not in lexicon.words("claims") | {"warning"}:
        return None
    return _Denied(word.head, _name(said.source.root), points=True, words=frozenset(), accuses=True, right_before=True)


# --- the claim -------------------------------------------------------------------------------


def _claim(denied: _Denied, before: list[Span]) -> Span | None:
    """The nearest sentence before in which somebody else says it; of "the accusation" the nearest that accuses, where
    one does; of "rejected the account, saying the first mail had come late" the nearest that speaks of mails."""
    found = list(_claims(denied, before))
    if denied.points and not (denied.right_before or denied.counts):
        found.sort(key=lambda one: not _accuses(one))  # not "the firm gains if the shares fall", which nobody says
    reasons = _reasons(denied)
    if reasons and found and not denied.right_before and not reasons & _words(found[0]):
        found.sort(key=lambda one: not reasons & _words(one))
    accusing = [one for one in found if _names_who_did_it(one)] if denied.accuses and not denied.right_before else []
    return next(iter([*accusing, *found]), None)


def _names_who_did_it(sent: Span) -> bool:
    """Does it accuse somebody: "blamed the army", "said the army WAS BEHIND IT"?"""
    if any(t.lemma_.lower() in ACCUSING and not (t.lemma_ == "suspect" and t.pos_ == "NOUN") for t in sent):
        return True
    return any(t.lower_ == "behind" and t.nbor(-1).lemma_.lower() == "be" for t in sent[1:])


def _reasons(denied: _Denied) -> frozenset[str]:
    """The words by which who rejects "the account" says why, where the sentence tells."""
    said = (t for t in denied.verb.children if t.dep_ in grammar.ADVERBIAL and cues.entry(t) is not None)
    why = next(said, None) if denied.points else None
    return _words(grammar.subtree(why)) - {"", stem(why.lower_)} if why is not None else frozenset()


def _claim_after(denied: _Denied, after: list[Span]) -> Span | None:
    """The next sentence, where somebody says what was denied: "The army denied that it had shelled the town. Villagers
    said shells had hit a school"."""
    if denied.points or not denied.words or not after:
        return None
    sent = after[0]
    said, who = _said(sent.root), _claimant(sent)
    speaker = _name(who.root) if who is not None else ""
    if said is None or said.stance != "claimed" or not speaker or _is_own(denied, speaker, sent):
        return None
    own = [t for t in denied.verb.sent if t.i > denied.verb.i]
    if _denied(sent) is not None or not (_kinds(own) & _kinds(sent)):
        return None
    return None if sent.doc.text[sent.start_char - 2 : sent.start_char].count("\n") > 1 else sent


def _claims(denied: _Denied, before: list[Span]) -> Iterator[Span]:
    """The sentences before in which somebody else says it, nearest first."""
    telling = [sent for sent in before if not (_only_hides(sent) or _is_silent(sent))]
    for back, sent in enumerate(reversed(telling[-BACK:])):
        said, who = _said(sent.root), _claimant(sent)
        speaker = _name(who.root) if who is not None else ""
        if denied.points and speaker and speaker == denied.who:
            return None  # "“He calls it fair,” Lind said. “This is nonsense.”": of what she has just told of
        if denied.whose and denied.whose[:STEM] != speaker[:STEM]:
            continue
        if (_is_own(denied, speaker, sent) and not denied.whose) or _denied(sent) is not None:
            continue
        if denied.counts and not any(q.value is None or q.value > 1 for q in quantities.find(sent.text)):
            continue  # "rejected the figure" answers nobody who gave none
        if denied.points and denied.accuses and not _accuses(sent):
            continue  # "It opened an inquiry into the allegations" makes none
        if denied.points:
            yield sent
            continue
        shared = denied.words & _words(sent)
        accuses = denied.verb.lower_ in lexicon.words("false_words") or any(t.lemma_.lower() in ACCUSING for t in sent)
        accuses = accuses or bool(denied.words & INVOLVED)
        if len(shared) >= 2 or (
            (said is not None or who is not None)
            and _answers(denied, len(shared), back, accuses=accuses and bool(speaker))
        ):
            yield sent


def _only_hides(sent: Span) -> bool:
    """ "All three spoke on condition of anonymity": nothing that anybody could deny."""
    return any(t.lower_ in lexicon.words("anonymity") for t in sent) and not any(
        sent.start <= a.cue.start < sent.end for a in attributions(sent.doc)
    )


def _is_silent(sent: Span) -> bool:
    """ "The mission does not say who fired it": somebody says nothing."""
    return sent.root.lemma_.lower() in {"say", "tell"} and grammar.is_negated(sent.root)


def _accuses(sent: Span) -> bool:
    """Does somebody say something in it, of somebody?"""
    own = (one for one in attributions(sent.doc) if sent.start <= one.cue.start < sent.end)
    return (
        any(one.stance == "claimed" for one in own)
        or any(t.lemma_.lower() in {"accuse", "sue"} for t in sent)
        or _is_of_the_accused(sent)
    )


def _is_of_the_accused(sent: Span) -> bool:
    """ "The two men are suspected of arson", "he was charged with it": its subject is who answers."""
    verbs = [t for t in sent if t.lemma_.lower() in {"accuse", "charge", "indict", "suspect"} and grammar.is_passive(t)]
    return sent.root in verbs


def _claimant(sent: Span) -> Span | None:
    """Who says what the sentence tells, or who accuses somebody in it."""
    said = _said(sent.root)
    if said is not None and said.source is not None:
        return said.source
    subject = grammar.subject(sent.root)
    accuses = sent.root.lemma_.lower() in ACCUSING and not grammar.is_passive(sent.root)
    return grammar.phrase(subject) if accuses and subject is not None else None


def _said(root: Token) -> Attribution | None:
    """Who says what a sentence tells: its main clause, or what is said in that."""
    return attribution_of(root) or next(filter(None, map(attribution_of, grammar.complements(root))), None)


def _answers(denied: _Denied, shared: int, back: int, *, accuses: bool) -> bool:
    """Does what the sentence mainly tells, a denial, answer what somebody says? It shares a word with the sentence
    before it, or follows an accusation; told beside other news, or farther on, it shares most of its words."""
    if back or denied.verb.dep_ in grammar.ADVERBIAL | grammar.RELATIVE:
        return 2 * shared > len(denied.words)
    return shared > 0 or (accuses and len(denied.words) <= FEW)


def _is_own(denied: _Denied, speaker: str, sent: Span) -> bool:
    """Does the one who denies speak in this sentence?"""
    subject = grammar.subject(sent.root)
    names = {speaker, _name(subject) if subject is not None else ""} - {""}
    if not denied.who and _is_of_the_accused(sent):
        return False  # "They deny the charge"
    return not denied.who or denied.who in names


def _rejection(denied: _Denied, sents: list[Span], at: int, cut: Slicer) -> Passage:
    """The denial; "“That is untrue,” she said" with "The firm denied it was warned" right before it."""
    if denied.who and not (denied.points and at and _denied(sents[at - 1]) is not None):
        return cut(sents[at])
    return _whole(sents[at], sents, cut)


def _whole(claim: Span, sents: list[Span], cut: Slicer, *, apart: Span | None = None) -> Passage:
    """The claim, with the one or two sentences before it where it leans on them ("They had it in writing")."""
    here = cut(claim)
    at = first = next(n for n, sent in enumerate(sents) if sent.start == claim.start)
    while first and at - first < MOST_LEADS and LEANS.match(cut(sents[first]).text) and sents[first - 1] != apart:
        first -= 1
    return cut.chars(cut(sents[first]).start, here.end)


def _words(span: Span) -> frozenset[str]:
    """Stems of the words that tell something, states aside: "Iranian waters", "the Iranian capital"."""
    telling = (t for t in span if t.pos_ in {"NOUN", "VERB", "ADJ", "NUM"} and len(t) > 2)
    told = (t for t in telling if t.text not in lexicon.table("demonyms"))
    return frozenset(stem(w) for t in told for w in {t.lower_, t.lemma_.lower()})  # "burnt", "burning"


def _kinds(tokens: Iterable[Token]) -> frozenset[str]:
    """The kinds of what is told in them: "had fired" and "opened fire", "hit" and "struck"."""
    return frozenset(kinds.kind(t.lower_) for t in tokens if t.pos_ in {"NOUN", "VERB"} and stem(t.lower_))


def _name(token: Token) -> str:
    return "" if token.pos_ == "PRON" else grammar.phrase(token)[-1].lower_


def _denier(denied: _Denied, cut: Slicer) -> Source | None:
    calling = next((t for t in denied.verb.ancestors if t.lemma_.lower() in CALLING), denied.verb)
    subject = grammar.subject(calling if not grammar.is_verb(denied.verb) else denied.verb)
    said = attribution_of(denied.verb)
    span = said.source if said is not None and said.source is not None and denied.verb.pos_ in {"ADJ", "NOUN"} else None
    return _source(span or (grammar.phrase(subject) if subject is not None else None), cut)


def _source(span: Span | None, cut: Slicer) -> Source | None:
    if span is None:
        return None
    mention = cut(span)
    return Source(name=mention.text, mention=mention, head=span.root.idx)
