"""Where the words that somebody says begin and end in a sentence, where the parse alone does not tell.

The rules read the surface: what stands between two commas, after a closing mark, before a "that".
"""

from itertools import pairwise

from spacy.tokens import Span, Token

from briefing import clauses, cues, lexicon
from briefing import grammar as g
from briefing.quoted import Quoted
from briefing.sources import before_comma, inverted

LONGEST_ASIDE = 12
"""Words that a cue between commas may have before its verb."""
LATEST = 6
"""Words that may follow the verb of such a cue ("he said in an interview on Monday")."""
CONTRASTING = {"although", "but", "though", "whereas", "while"}
STOPS = {":", ";", ".", "?", "!"}


# --- a cue set off by commas -------------------------------------------------------------------


def aside(verb: Token, quoted: Quoted) -> Span | None:
    """The cue and its source where commas set them off: ", he said," or ", the ministry said Monday."."""
    doc, sent = verb.doc, verb.sent
    if verb.tag_ not in g.TENSED:
        return None
    first = verb.i
    while first > sent.start and doc[first - 1].text not in {",", "—", "–"} and verb.i - first < LONGEST_ASIDE:
        first -= 1
    if doc[first - 1].text not in {",", "—", "–"} or first == sent.start:
        return None
    if first == verb.i:
        subject = next((c for c in g.children(verb, g.SUBJECT) if c.i < verb.i), before_comma(verb))
        if subject is None:
            return _inverted_aside(verb, quoted)
        first = subject.left_edge.i
        first += doc[first].is_punct
        if first <= sent.start + 1 or doc[first - 1].text != ",":
            return None
    if any(o.right_edge.i - o.left_edge.i > 1 for o in _after(verb, g.OBJECT)):
        return None
    words = doc[first : verb.i]
    if comments(words):
        return None
    last = _last_of_aside(verb)
    return doc[first : last + 1] if last is not None and _names(words, quoted) and not _describes(words, verb) else None


def since_comma(verb: Token) -> Span:
    """The words before ``verb`` from the last comma of its sentence on, as far as its own words reach at least."""
    commas = (t.i + 1 for t in verb.doc[verb.sent.start : verb.i] if t.text == ",")
    return verb.doc[min(verb.left_edge.i, max(commas, default=verb.i)) : verb.i]


def comments(words: Span) -> bool:
    """ ", A FIGURE THE MINISTRY disputed", "an allegation Moscow denies": a noun for the words before it, and who has
    something to say of them; ", far more THAN THE MINISTRY acknowledges"."""
    claims = lexicon.words("claims")
    return any(t.lower_ == "than" for t in words) or any(
        t.lemma_.lower() in claims and t.nbor().tag_ in {"DT", "NNP", "PRP"} for t in words[:-1]
    )


def _describes(words: Span, verb: Token) -> bool:
    """ "Ann Lee, THE MINISTER said, “we …”": a description of the subject, whose second comma is missing."""
    noun = speaker(words)
    return noun is not None and noun.dep_ in g.APPOSITION and noun.head == g.subject(verb)


def _names(words: Span, quoted: Quoted) -> bool:
    """Do the words before a verb name somebody, and nothing else, what says WHO HE IS aside ("a man who said that he
    spoke for the pirates")?"""
    who = next((t.i for t in words[1:] if t.lower_ == "who"), words.end)
    if any(t.tag_ in g.FINITE for t in words.doc[who : words.end]):
        words = words.doc[words.start : who]
    if words[0].pos_ in {"CCONJ", "SCONJ", "ADP"} or speaker(words) is None:
        return False
    return not any(
        t.i in quoted.of or t.tag_ in g.FINITE | {"WDT", "WP", "WRB"} or (t.is_punct and t.text not in "-'’.,()")
        for t in words
    )


def _inverted_aside(verb: Token, quoted: Quoted) -> Span | None:
    """ ", said Lee, who …": the verb opens the aside, which ends the sentence."""
    doc, sent = verb.doc, verb.sent
    after = doc[verb.i + 1 : sent.end]
    if not len(after) or after[0].pos_ not in {"PROPN", "DET", "NOUN", "PRON", "ADJ"} or after[0].lower_ == "that":
        return None
    noun = inverted(verb, quoted) if verb.lemma_ != "tell" else None
    if noun is not None and noun.dep_ in g.OBJECT and (noun.pos_ != "PROPN" or verb.dep_ == "conj"):
        return None
    if noun is None or any(t.i in quoted.of for t in after) or _finite(doc[verb.i + 1 : noun.right_edge.i + 1]):
        return None
    rest = doc[noun.right_edge.i + 1 : sent.end]
    return doc[verb.i : sent.end] if all(t.is_punct or t.is_space for t in rest) else None


def _after(verb: Token, labels: set[str]) -> list[Token]:
    return [c for c in g.children(verb, labels) if c.i > verb.i]


def _finite(words: Span) -> list[Token]:
    """Finite verbs of main clauses in a stretch of words."""
    return [t for t in words if t.tag_ in g.FINITE and not _is_below_subordinate(t, words)]


def _is_below_subordinate(token: Token, words: Span) -> bool:
    """Does ``token`` stand in a relative or adverbial clause of the stretch?"""
    for _ in range(8):
        if token.dep_ in g.RELATIVE | g.ADVERBIAL | {"acl"}:
            return True
        if token.head == token or not words.start <= token.head.i < words.end:
            return False
        token = token.head
    return False


def _last_of_aside(verb: Token) -> int | None:
    """The last word of a cue that a comma or the end of its sentence follows."""
    doc, sent = verb.doc, verb.sent
    at = verb.i + 1
    while at < sent.end and at - verb.i <= LATEST and not doc[at].is_punct:
        heard = verb.lemma_ == "tell" and doc[at].tag_ == "PRP"
        if doc[at].tag_ in g.FINITE or (doc[at].pos_ in {"SCONJ", "PRON", "AUX"} and not heard):
            return None
        at += 1
    if at >= sent.end or doc[at].text in {",", ".", ";", "—", "–"}:
        return at - 1
    return None


def named_before(verb: Token, quoted: Quoted) -> Token | None:
    """The noun before the verb of an aside, whatever the parse makes of it: ", the union (UOS) said"."""
    span = aside(verb, quoted)
    return speaker(verb.doc[span.start : verb.i]) if span is not None and span.start < verb.i else None


def speaker(words: Span) -> Token | None:
    """The noun that heads a stretch of words before a verb."""
    nouns = [t for t in words if t.pos_ in g.NOMINAL and not (words.start <= t.head.i < words.end and t.head != t)]
    return nouns[0] if nouns else None


def around(span: Span, quoted: Quoted) -> set[int]:
    """The sentence without the cue that is set off in it: both sides, or what stands before it where that is
    a clause of its own and the writer goes on after it; nothing where a whole quotation follows."""
    doc, sent = span.doc, span.sent
    start = max([sent.start, *(i for i in range(sent.start + 1, span.start - 1) if _stops(doc[i - 1], quoted))])
    before = doc[start : span.start - 1]
    after = [t for t in doc[span.end : sent.end] if not t.is_punct and not t.is_space]
    if after and after[0].i in quoted.of and after[0].text[:1].isupper():
        return set()
    if not any(t.is_alpha for t in before) or not (after or any(t.tag_ in g.FINITE for t in before)):
        return set()
    if after and not _finite(before) and not _finite(doc[span.end : sent.end]):
        return set()
    left, right = {t.i for t in before}, set(range(span.end, sent.end))
    if doc[span.end : span.end + 1].text == ";":
        return left if _says(after) or _estimates(after) else left | right
    if after and _finite(before) and (_is_other_voice(after) or not _goes_on(after[0], before, quoted)):
        return left
    return left | right


def _stops(token: Token, quoted: Quoted) -> bool:
    """Does a sentence end here that the parse runs on?"""
    if token.is_quote and token.i > 0:
        return token.nbor(-1).text in STOPS
    return token.text in STOPS and token.i not in quoted.of


def _goes_on(first: Token, before: Span, quoted: Quoted) -> bool:
    """Do the words after the cue go on with what stands before it?"""
    if first.pos_ in {"CCONJ", "SCONJ"} or first.i in quoted.of or _is_open(before, first):
        return True
    return first.tag_ == "VBG" and cues.entry(first) is None and _belongs(first, before)


def _is_other_voice(after: list[Token]) -> bool:
    """ "All are free, the governor said, THOUGH PARENTS SAID four were missing": what somebody else says to it, or says
    besides (", AND ITS OWNER SAID")."""
    return (after[0].lower_ in CONTRASTING and _says(after)) or (after[0].lower_ == "and" and _opens_saying(after))


def _opens_saying(words: list[Token]) -> bool:
    """Do they open with somebody who is named and says something?"""
    first = next((t for t in words if g.is_verb(t) and t.tag_ in g.TENSED), None)
    who = g.subject(first) if first is not None and cues.entry(first) is not None else None
    named = who is not None and who.pos_ != "PRON" and cues.can_speak(who)
    return who is not None and first is not None and named and words[0].i < who.i < first.i


def _says(words: list[Token]) -> bool:
    """Does somebody say something in them, of his own?"""
    cue = (t for t in words if g.is_verb(t) and cues.entry(t) is not None)
    return any(cues.can_speak(one) for t in cue for one in g.children(t, g.SUBJECT))


def _estimates(words: list[Token]) -> bool:
    """Does somebody give a figure of his own in them ("; the union PUT the number at 90")?"""
    verbs = (t for t in words if g.is_verb(t) and t.lemma_.lower() in lexicon.words("estimating_verbs"))
    return any(one.pos_ != "PRON" for t in verbs for one in g.children(t, g.SUBJECT))


def _is_open(before: Span, first: Token) -> bool:
    """Do the words before the cue want others after it: "It was, he said, …", "That is why, she said, …"?"""
    last = before[-1]
    return last.pos_ in {"AUX", "ADP"} or last.tag_ in {"WRB", "WP"} or before[0].tag_ == "WP" or first.tag_ == "TO"


def _belongs(token: Token, words: Span) -> bool:
    """Does the parse hang ``token`` on ``words``?"""
    return any(words.start <= up.i < words.end for up in (token.head, token.head.head))


# --- where the content begins ------------------------------------------------------------------


def begin(verb: Token, clause: Token, tokens: set[int]) -> set[int]:
    """``tokens`` of ``clause`` without what belongs to the cue before them: whom it was said to ("told the paper
    …"), where and when ("said in a statement …"), all before a "that"."""
    right = [i for i in tokens if i > verb.i]
    if not right:
        return tokens
    first = max(min(right), verb.i + 1)
    start = max(_after_that(verb, clause), _after_addressee(verb, clause, first), _after_venue(clause, first))
    return {i for i in tokens if i < verb.i or i >= start}


def _after_that(verb: Token, clause: Token) -> int:
    marks = [m.i for m in g.children(clause, {"mark"}) if m.lower_ == "that" and m.i > verb.i]
    if verb.lemma_ == "tell" and not marks:
        marks = [t.i for t in verb.doc[verb.i + 2 : clause.i] if t.lower_ == "that" and t.pos_ == "SCONJ"]
    return marks[0] if marks else 0


def _after_addressee(verb: Token, clause: Token, first: int) -> int:
    """The subject nearest to its verb where "told" and the clause touch: what stands before it was told something."""
    if verb.lemma_ != "tell" or g.is_passive(verb) or first != verb.i + 1:
        return 0
    subjects = [c for c in g.children(clause, g.SUBJECTS | {"expl"}) if first <= c.i < clause.i]
    return subjects[-1].left_edge.i if len(subjects) > 1 else 0


def _after_venue(clause: Token, first: int) -> int:
    """The end of a prepositional phrase that names a venue, right after the cue, without a comma."""
    doc = clause.doc
    for case, noun in g.obliques(clause):
        last = noun.right_edge.i
        opens = bool(case) and noun.left_edge.i == first and last < clause.i and doc[last + 1].text != ","
        if opens and noun.lemma_.lower() in lexicon.words("venues"):
            return last + 1
    return 0


# --- where it ends -----------------------------------------------------------------------------


def end(verb: Token, tokens: set[int], quoted: Quoted) -> set[int]:
    """``tokens`` up to where the writer speaks again after the words of the source."""
    right = [i for i in sorted(tokens) if i > verb.i and verb.doc[i].sent == verb.sent]
    if not right:
        return tokens
    last = max((i for i in right if not verb.doc[i].is_punct), default=right[-1])
    for i in right[2:]:
        token = verb.doc[i]
        if i in quoted.of:
            continue
        if _resumes_cue(verb, token) or _adds(token) or any(rule(token, last) for rule in TAILS):
            cut = _before(token)
            return {t for t in tokens if t < cut or t > last}
    return tokens


def _before(token: Token) -> int:
    """Where a stretch that ``token`` opens begins: with the conjunction and adverb before it."""
    at = token.i
    while token.doc[at - 1].pos_ in {"CCONJ", "ADV"}:
        at -= 1
    return at


def _resumes_cue(verb: Token, token: Token) -> bool:
    """A second cue of the same source: "said X and called it a farce"."""
    if token.tag_ != verb.tag_ or not g.is_verb(token) or cues.entry(token) is None:
        return False
    if g.children(token, g.SUBJECTS):
        return False
    at = _before(token)
    if at == token.i or token.doc[at].lower_ not in {"and", "but"}:
        return False
    lead = token.doc[at - 1]
    apart = lead.is_punct or token.head.tag_ not in {"VBN", token.tag_}
    return apart and bool(clauses.of(token, cues.frames(token)) or clauses.judged(token))


def _adds(token: Token) -> bool:
    """A participle of saying or pointing after a comma or a mark: ", adding that …", "” referring to …"."""
    if token.tag_ != "VBG" or not token.doc[token.i - 1].is_punct or token.dep_ not in g.ADVERBIAL | {"conj", "acl"}:
        return False
    return cues.entry(token) is not None or token.lower_ in lexicon.words("glossing_verbs")


def _after_comma(token: Token) -> bool:
    doc = token.doc
    return doc[token.i - 1].text in {",", "—", "–", "--"} or (
        doc[token.i - 1].is_quote and doc[token.i - 2].text == ","
    )


def _ends_with(token: Token, last: int, labels: set[str]) -> bool:
    """Does a clause or phrase under one of ``labels`` begin with ``token`` and run to the end?"""
    for head in (token, *list(token.ancestors)[:4]):
        if head.dep_ in labels and head.left_edge.i >= token.i - 1:
            return head.right_edge.i >= last
    return False


def _relative(token: Token, last: int) -> bool:
    """ ", which …" up to the end."""
    return (
        token.lower_ in {"which", "whose", "whom", "who"}
        and _after_comma(token)
        and _ends_with(token, last, g.RELATIVE | g.ADVERBIAL)
    )


def _apposition(token: Token, last: int) -> bool:
    """ ", a move that …" up to the end."""
    return (
        token.lower_ in {"a", "an", "one", "part"}
        and _after_comma(token)
        and _ends_with(token, last, g.APPOSITION | g.ASIDE)
    )


def _concession(token: Token, last: int) -> bool:
    """ ", although …", ", despite …", ", after the Courier reported …" up to the end."""
    opens = token.lower_ in {"although", "though", "despite", "while"} or (
        token.lower_ == "even" and token.nbor().lower_ in {"as", "though"}
    )
    reported = token.lower_ == "after" and _says(list(token.doc[token.i + 1 : last + 1]))
    return (opens or reported) and _after_comma(token) and _ends_with(token, last, g.ADVERBIAL | g.OBLIQUE)


TAILS = (_relative, _apposition, _concession)


# --- what the parse leaves out -----------------------------------------------------------------


def fill(verb: Token, tokens: set[int], out: set[int]) -> set[int]:
    """``tokens`` with the words between them that the parse hangs elsewhere, ``out`` excepted."""
    right = [i for i in sorted(tokens) if i > verb.i and verb.doc[i].sent == verb.sent]
    if not right:
        return tokens
    filled = set(tokens)
    for one, two in pairwise(right):
        gap = range(one + 1, two)
        if not any(i in out or _reports(verb.doc[i]) for i in gap):
            filled |= set(gap)
    return filled


def rest(verb: Token, first: int) -> set[int]:
    """The words of a clause from ``first`` to its end, without what is joined to its verb."""
    out = set(range(first, verb.right_edge.i + 1))
    for child in verb.children:
        loose = child.dep_ in {"conj", "cc", "parataxis"} or (child.dep_ in g.ADVERBIAL and _is_off(child))
        if child.i > verb.i and loose:
            out -= set(range(child.left_edge.i, child.right_edge.i + 1))
    return out


def _is_off(clause: Token) -> bool:
    """Does a comma set the clause off?"""
    first = clause.left_edge
    return first.is_punct or (first.i > 0 and first.nbor(-1).text == ",")


def _reports(token: Token) -> bool:
    return g.is_verb(token) and cues.entry(token) is not None
