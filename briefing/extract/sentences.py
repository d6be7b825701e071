"""The sentences of an article as a brief may print them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from briefing import cues, furniture, lexicon, marks, quantities, recurring
from briefing import grammar as g
from briefing.attribution import Attribution, attribution_of, attributions
from briefing.condense import headline
from briefing.model import Article, Sentence, Source
from briefing.passages import BULLETS, Slicer

SHORTEST = 5
"""Words that a sentence needs to stand alone."""
ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")
CREDITS = re.compile(
    r"(?:[A-Z][\w.’']*(?: \d+)?(?:[’']s)? ){1,6}"
    r"(?:reports(?: (?:for|from|live)\b[^“\"]{0,80})?|has (?:the story|more|the details|the latest))\."
)
"""Who tells it, and nothing of it: "KXYZ 6's Ada Quill has the story."."""
ANNOUNCES = re.compile(
    r"\b(?:provid|giv|issu|releas|publish)(?:es?|ed|ing|en)\b [^.]{0,40}?"
    r"\b(?:update on|following (?:statement|update|notice))\b",
    re.IGNORECASE,
)
"""What a release says of itself: "Tarn Mills today provides an update on its trial"."""
COUNTS_ON = re.compile(
    r"There (?:are|were) (?:two|three|four|five|six|several|many) (?:ways|reasons|questions|options|lessons|things)"
    r"(?: (?:out|forward|why|here|for (?:this|that)))?[.,:]",
)
"""What says only that more is to come: "There are three ways out"."""
CONDOLES = re.compile(r"\bthoughts (?:and prayers )?(?:are|remain|go out) (?:with|to)\b", re.IGNORECASE)
"""What everybody says of the dead, and no news."""
ABOUT = re.compile(r"(?:^|\n)About [A-Z][^\n.]{1,60}\s*\n\s*$")
"""The line of a release after which it says what its sender is."""
APPEALS = re.compile(
    r"(?:^(?:if (?:you|anyone|anybody)|(?:anyone|anybody|those|people|witnesses) (?:with|who))"
    r"|\b(?:anyone|anybody|those|people|witnesses) with (?:any )?(?:information|knowledge|tips?|footage|video))\b"
    r".*\b(?:call|contact|phone|e-?mail|text|tip ?line|hotline|crime ?stoppers|donate)\b"
    r"|\b(?:you can|to) donate by\b|\bcan be (?:reached|contacted) at \W?\d"
    r"|\byour chance to win\b|\benter (?:now )?to win\b"
    r"|\b(?:gofundme|go fund me|fundraising) (?:account|page|campaign)\b.{0,30}\b(?:set up|created|started|launched)\b",
    re.IGNORECASE,
)
"""What asks the reader for something."""
CITED = re.compile(r"\baccording to (?:[\w’'-]+ ){0,6}$")
"""Before the name of who is only cited."""
GLUED = re.compile(r"\W*\w+[.!?][A-Z][a-z]")
"""The end of another sentence before the first word of this one, where a page has run lines together ("TIPS.An
account …")."""
LONGEST_LINE = 80
"""Characters before a paragraph that hold the line above it."""
SHOUTED = 6
"""Words in capitals from which a sentence is a transcript or a banner."""
EMERGING = lexicon.marked("saying_words", "emerging")
"""Verbs before which "it" stands for the clause behind them."""
GAINING = lexicon.marked("counting_words", "gaining")
"""Verbs whose bare number is of what the sentence before counts."""
HEARERS = lexicon.words("hearers")
FORESEEING = lexicon.marked("saying_words", "foreseeing")
"""Verbs whose subject foresees what they govern."""
WORDS = lexicon.marked("saying_words", "words")
"""Nouns of what stood in the sentence before, whatever stands behind them."""
LONGEST_SUBJECT = 3
"""Words from which what stands before a source is what is said."""
HOUSE = lexicon.marked("saying_words", "house")
"""What a paper calls its own people."""
NUMBERS = lexicon.marked("counting_words", "number")
"""Nouns of a number that stood in the sentence before: "The government said the number was 40"."""
SHARES = lexicon.marked("counting_words", "share")
"""Subjects that are a part of what stood in the sentence before: "The rest are to wait"."""
DEMANDING = lexicon.marked("not_done", "demanding")
BODIES = {"ORG", "NORP"}
TIMES = {"DATE", "TIME"}
UTTERING = lexicon.marked("saying_words", "uttering")
WONDERING = {"WRB", "WP", "WDT"}
ADDED = {"punct", "conj", "cc", "case"}
"""Labels of what stands after a description and says nothing of it, the mark of a possessor among them."""
NAME = {"flat", "compound"}
PERCENTS = {"percent", "%", "point"}
BACKWARD = lexicon.marked("adjectives", "back")
ORDER = lexicon.marked("adjectives", "order")


def extract(doc: Doc, article: Article) -> Iterator[Sentence]:
    """Every printable sentence of ``article``, in order.

    What runs over a line break is read line by line: a title and the sentence below it are two.
    Text that was blanked as furniture is in none of them.
    """
    cut = Slicer(article)
    before: Span | None = None
    for sent in doc.sents:
        for span in pieces(sent):
            passage = cut(span)
            if any(c.isalnum() for c in passage.text) and passage.text == span.text:
                old = furniture.corrects(doc.text, span.start_char, span.end_char, article.title)
                lean = None if old else leaning(span)
                points = lean.points if lean else ()
                yield Sentence(
                    passage=passage,
                    headline=headline(span),
                    stands_alone=lean is not None and not points and not lean.continues and long_enough(span),
                    leans_on=() if lean is None or lean.continues else tuple(cut(described(t)) for t in points),
                    follows=lean is not None and before is not None and told_together(lean, before, span),
                    said_by=source_of(span, cut),
                )
                before = span


def pieces(sent: Span) -> Iterator[Span]:
    """``sent`` without space at its edges, cut where a line ends or furniture was blanked."""
    start = None
    for token in sent:
        if token.is_space:
            if start is not None and ("\n" in token.text or len(token) > 3):
                yield sent.doc[start : token.i]
                start = None
        elif start is None and token.text not in BULLETS:
            start = token.i
    if start is not None:
        end = sent.end
        while sent.doc[end - 1].is_space:
            end -= 1
        yield sent.doc[start:end]


def source_of(sent: Span, cut: Slicer) -> Source | None:
    """Who says what the sentence reports, where it is not the article itself."""
    told = (attribution_of(t) for t in main_verbs(sent) if not is_bidden(t))
    said = next(filter(None, told), None)
    if said is None and not any(map(is_bidden, main_verbs(sent))):
        said = next((a for a in attributions(sent.doc) if a.cue.root == sent.root and a.rule in g.THAT_CLAUSE), None)
    if said is None:
        said = next((a for a in attributions(sent.doc) if is_after_colon(a, sent)), None)
    source = said.source if said is not None else reckons(sent)
    if source is None:
        return None
    mention = cut(source)
    return Source(name=mention.text, mention=mention)


def is_after_colon(said: Attribution, sent: Span) -> bool:
    """ "The roof gave way: two men were trapped, the fire service said"."""
    return any(sent.start < part.start < sent.end and part.doc[part.start - 1].text == ":" for part in said.content)


def reckons(sent: Span) -> Span | None:
    """Who reckons what the sentence tells: "ECONOMISTS expect a recession", "THE CHAMBER put it at 30 million"."""
    verb, who = sent.root, g.subject(sent.root)
    known = verb.lemma_.lower() in lexicon.words("estimating_verbs") | FORESEEING
    if not known or who is None or who.pos_ == "PRON" or g.is_passive(verb):
        return None
    at = any(case == "at" for case, _ in g.obliques(verb))
    return None if verb.lemma_.lower() == "put" and not at else g.phrase(who)


def main_verbs(sent: Span) -> list[Token]:
    """The head of the sentence, and of what is said in it."""
    return [sent.root, *g.complements(sent.root)]


def is_bidden(verb: Token) -> bool:
    """ "Police asked drivers TO AVOID the road": the article itself tells of the asking, as of a promise "to go". Who
    "claims to have won" says that it did."""
    to = verb.tag_ == "VB" and verb.dep_ in g.COMPLEMENT and any(c.tag_ == "TO" for c in verb.children)
    claims = verb.head.lemma_.lower() in {"claim", "profess", "purport", "deny"}
    # "The truce is to take effect on Saturday, he said": a clause of its own.
    finite = any(t.tag_ in g.FINITE for t in g.children(verb, {"cop"}))
    return to and not claims and not finite and not any(t.lemma_ == "have" for t in g.auxiliaries(verb))


# --- standing alone -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a sentence needs from those before it."""

    points: tuple[Token, ...]
    """Heads of the pronouns and bare descriptions whose referent stands outside it ("He", "the group")."""
    continues: bool
    """Does it go on from the sentence before ("But …", "This …")?"""


def leaning(sent: Span) -> Leaning | None:
    """What ``sent`` leans on; None where nothing could make it fit to be printed."""
    words = [t for t in sent if any(c.isalnum() for c in t.text)]
    if not is_sentence(sent) or not quotes_hold(sent) or only_says(sent):
        return None
    if any(is_writer(t, sent) or is_share(t) for t in words):
        return None
    return Leaning(
        points=tuple(t for t in words if points_outside(t, sent)),
        continues=opens_leaning(words[0]) or any(continues(t, sent) for t in words),
    )


def only_says(sent: Span) -> bool:
    """ "Harbour master Greta Lind said.", "“Who is next?” | Lind asked her readers.": what was said is cut off."""
    if sent.start and sent.doc[sent.start - 1].text in {"”", '"'} and sent.root.lemma_ in UTTERING:
        subject = g.subject(sent.root)
        opens = subject is not None and subject.left_edge.i == sent.start
        if opens and not (g.complements(sent.root) or any(in_quotes(t, sent) and not t.is_punct for t in sent)):
            return True
    said = [t for t in sent if t.is_alpha][-1:]
    cue = said[0] if said else sent.root
    bare = cue == sent.root and cue.lower_ in {"said", "says", "added", "adds", "noted", "explained"}
    return bare and bool(g.children(cue, g.SUBJECT)) and not g.complements(cue)


def described(head: Token) -> Span:
    return head.doc[head.left_edge.i : head.i + 1]


def told_together(lean: Leaning, before: Span, sent: Span) -> bool:
    """Can it be told with the sentence ``before``? What is only short ("Fighting went on.") and opens a paragraph has
    nothing to do with that."""
    apart = "\n" in sent.doc.text[before.end_char : sent.start_char]
    return goes_on(lean.points, before, sent) and not (apart and not lean.points and not lean.continues)


def goes_on(points: Sequence[Token], before: Span, sent: Span) -> bool:
    """Can what ``points`` back be told with the sentence ``before``: is all of it there, or whoever "He" is
    that opens the sentence, and what "the search" is will be seen from the two?"""
    if is_somebody_else(sent, before) or is_quoted_apart(sent, before) or lacks_number(sent, before):
        return False
    opening = points[0] if points and points[0].tag_ == "PRP" and points[0].dep_ in g.SUBJECT else None
    rest = points if opening is None else [t for t in points if t.pos_ == "PRON"]
    return all(is_given(t, before) for t in rest)


def lacks_number(sent: Span, before: Span) -> bool:
    """ "The minister rejected THE FIGURE" behind a sentence that gives none."""
    figures = (t for t in sent if t.lemma_.lower() in lexicon.words("estimates") and answers(t))
    return any(figures) and not (quantities.find(before.text) or quantities.find(sent.text))


def is_quoted_apart(sent: Span, before: Span) -> bool:
    """Does a new paragraph open with somebody's words ("“THIS is a step,” Lind said")? What they point at is the news,
    and need not be what the paragraph before ends with."""
    between = sent.doc.text[before.end_char : sent.start_char]
    words = (t for t in sent if t.is_alpha)
    first = next(words, None)
    return "\n" in between and first is not None and first.lower_ in g.DEMONSTRATIVE and in_quotes(first, sent)


def is_somebody_else(sent: Span, before: Span) -> bool:
    """ "THAT 15-YEAR-OLD would have gone to school" behind a sentence that tells of neighbours: whoever it points at is
    not there."""
    first = next((t for t in sent if any(c.isalnum() for c in t.text)), sent[0])
    who = first.head
    if first.lower_ not in g.DEMONSTRATIVE or first.dep_ != "det" or not (is_person(who) or who.lower_ == "old"):
        return False
    described = (t for t in before if t.pos_ == "NOUN" and t.tag_ == who.tag_ and (is_person(t) or t.lower_ == "old"))
    return not any(described)


def is_given(token: Token, before: Span) -> bool:
    """Does the sentence ``before`` name somebody or something that ``token`` can stand for?"""
    nouns = [t for t in before if t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in g.COMPOUND and not is_time(t)]
    if token.pos_ == "PRON" and token.lower_ in g.PERSONAL:
        # "He added …" goes on with who acted or spoke, not with whoever was spoken of.
        leading = g.SUBJECTS
        fit = (t for t in nouns if token.dep_ not in leading or t.dep_ in leading)
        return any(is_person(t) and t.tag_ not in {"NNS", "NNPS"} for t in fit)
    if token.pos_ == "PRON":
        many = token.lower_ in g.THEY
        return any(t.ent_type_ in BODIES or (t.tag_ in {"NNS", "NNPS"} if many else not is_person(t)) for t in nouns)
    lemma = token.lemma_.lower()
    if lemma in lexicon.table("group_nouns"):
        # "Castell said … The firm": any body. "The union" is none that goes by another kind's name.
        bodies = [t for t in nouns if t.ent_type_ in BODIES and not is_cited(t, before)]
        if any(lemma in lexicon.table("generic_bodies") or t.text.isupper() for t in bodies):
            return True
    return any(t.lemma_.lower() == lemma for t in nouns)


def is_cited(name: Token, sent: Span) -> bool:
    """ "Ships were waiting, according to the tracking firm SHIPEYE": of which nothing is told that could go on."""
    return bool(CITED.search(sent.doc.text, sent.start_char, name.idx))


def long_enough(sent: Span) -> bool:
    return sum(any(c.isalnum() for c in t.text) for t in sent) >= SHORTEST


def opens_leaning(first: Token) -> bool:
    return first.lower_ in lexicon.words("leaning_openers") and not (first.lower_ == "that" and first.dep_ == "mark")


def is_sentence(sent: Span) -> bool:
    """Does it have a finite verb, a capital and a full stop, and ask nothing?"""
    text = sent.text.strip()
    opening = text.lstrip("\"'“‘([— ")
    if (
        not ENDED.search(text)
        or CREDITS.fullmatch(text)
        or furniture.CORRECTS.search(text)
        or APPEALS.search(text)
        or GLUED.match(text)
        or ANNOUNCES.search(text)
        or COUNTS_ON.match(text)
        or CONDOLES.search(text)
        or is_of_the_sender(sent)
        or is_shouted(text)
        or text.rstrip("\"'”’)").endswith("?")
        or not opening
        or opening[0].islower()
    ):
        return False
    finite = [t for t in sent if t.tag_ in {"VBD", "VBZ", "VBP", "MD"} or acts_alone(t)]
    # "How the mill came to burn." names a subject and says nothing of it.
    first = next((t for t in sent if t.text[0].isalnum()), sent[0])
    return len(finite) > (first.tag_ in WONDERING)


def is_of_the_sender(sent: Span) -> bool:
    """Does it stand in the paragraph of a release under "About Tarn Mills"?"""
    text = sent.doc.text
    start = text.rfind("\n", 0, sent.start_char) + 1
    return bool(ABOUT.search(text, max(0, start - LONGEST_LINE), start))


def is_shouted(text: str) -> bool:
    """Is it all in capitals?"""
    return text.isupper() and len(text.split()) >= SHOUTED


def acts_alone(verb: Token) -> bool:
    """ "A court on Monday SENTENCED him": a past that the tagger takes for a participle, though somebody does it, or
    though the day stands before it, as it does before no participle."""
    done = verb.tag_ == "VBN" and not g.auxiliaries(verb)
    if not done or verb != verb.sent.root or not g.children(verb, g.SUBJECTS):
        return False
    dated = verb.i > verb.sent.start and lexicon.holds("weekdays", verb.nbor(-1).text)
    return dated or bool(g.objects(verb))


def quotes_hold(sent: Span) -> bool:
    """Are its quotation marks paired, does it stand in no longer quotation, and are quoted sentences given with who
    says them?"""
    text = sent.text
    straight = text.count('"') % 2
    curly = text.count("“") != text.count("”")
    if straight or curly:
        return False
    if is_still_open(sent):
        return False
    found = [r for r in marks.regions(sent.doc.text) if r.start < sent.end_char and r.end > sent.start_char]
    if any(r.start < sent.start_char or r.end > sent.end_char for r in found):
        return False
    quoted = sum(len(sent.doc.text[r.start : r.end].split()) for r in found)
    return not quoted or quoted < 0.8 * len(text.split())


def is_still_open(sent: Span) -> bool:
    """Does a quotation that its paragraph never closes run on into the sentence?"""
    start = sent.doc.text.rfind("\n", 0, sent.start_char) + 1
    return marks.leaves_open(sent.doc.text[start : sent.start_char])


def is_writer(token: Token, sent: Span) -> bool:
    """Is it the writer or the reader who is meant ("we", "you"), outside quotation marks?"""
    house = token.tag_ == "PRP$" and token.head.lemma_.lower() in HOUSE  # "told OUR correspondent"
    first_or_second = token.pos_ == "PRON" and token.lower_ in g.FIRST | g.SECOND
    return first_or_second and not house and not in_quotes(token, sent)


def points_outside(token: Token, sent: Span) -> bool:
    """Does ``token`` stand for somebody or something whom the sentence does not name?"""
    low = token.lower_
    if token.pos_ == "PRON" and low in g.PERSONAL:
        return not has_antecedent(token, sent, person=True)
    if token.pos_ == "PRON" and low in g.IMPERSONAL and not token.dep_.startswith("expl") and not is_formal(token):
        return not has_antecedent(token, sent, person=False)
    bare = token.pos_ == "NOUN" and is_subject(token) and is_bare(token)
    return bare and not is_told_of(token, sent) and not is_source_of_the_opening(token, sent)


def is_source_of_the_opening(noun: Token, sent: Span) -> bool:
    """ "The two sides signed a truce, THE MEDIATOR said": an office, in what opens an article and leans on nothing."""
    says = noun.head.i > noun.i > sent.start + LONGEST_SUBJECT and cues.opens(noun.head)
    return says and is_person(noun) and not any(t.is_alpha for t in sent.doc[: sent.start])


def is_formal(pronoun: Token) -> bool:
    """ "Resigned after IT emerged that he had known": it stands for what comes after."""
    verb = pronoun.head
    known = verb.lemma_.lower() in EMERGING and pronoun.lower_ == "it"
    return known and any(t.dep_ in g.COMPLEMENT and t.i > verb.i for t in verb.children)


def continues(token: Token, sent: Span) -> bool:
    """Does ``token`` point to what the sentence before it says ("there", "such", "this")?"""
    low = token.lower_
    if low in {"not", "n't", "n’t"} and is_elided(token, sent):
        return True
    if low in ORDER and is_bare_ordinal(token):
        return True
    if low == "there" and token.dep_ == "advmod":
        return not any(t.ent_type_ in {"GPE", "LOC", "FAC"} or t.dep_ in g.OBLIQUE for t in sent if t.i < token.i)
    if low == "such":
        return token.dep_ in {"det", "predet", "det:predet"} and not is_told_above(token)
    if low in g.DEMONSTRATIVE and token.pos_ == "PRON":
        return token.tag_ == "DT" and not any(c.i > token.i for c in token.children)
    if counts_those_before(token, sent) or is_bare_forecast(token) or is_bare_gain(token, sent):
        return True
    if token.pos_ != "NOUN":
        return only_answers(token, sent)
    if is_pointed_at(token, sent):
        return True
    lemma = token.lemma_.lower()
    if (lemma in lexicon.table("reporting_nouns") or lemma in lexicon.words("estimates")) and answers(token):
        return True
    if lemma in lexicon.words("estimates") and is_anothers_number(token, sent):
        return True
    if lemma in NUMBERS and token.dep_ in g.SUBJECTS and is_bare_number(token):
        return True
    if lemma in lexicon.words("claims") and is_called_false(token):
        return True
    at = sent.doc[token.i + 1 : token.i + 2].text == "at"
    if at and token.head.lemma_.lower() in lexicon.words("estimating_verbs") and answers(token):
        return True  # "The firm put the share at 38 percent"
    # "This plan failed", "The council never learned that lesson"
    bare = token.dep_ in g.OBJECT and token.head == sent.root and not list(token.rights) and not is_time(token)
    return (is_subject(token) or bare) and any(c.lower_ in g.DEMONSTRATIVE for c in token.lefts)


def is_elided(negation: Token, sent: Span) -> bool:
    """ "Lind said he WOULD NOT.": what, was said before."""
    rest = [t for t in sent if t.i > negation.i and t.is_alpha]
    before = negation.nbor(-1) if negation.i > sent.start else negation
    return not rest and (before.tag_ == "MD" or before.lemma_.lower() in {"do", "have"})


def is_bare_ordinal(word: Token) -> bool:
    """ "THE FIRST is a rise in rates": of what, was said before."""
    alone = word.dep_ in g.SUBJECTS and word.i and word.nbor(-1).lower_ in {"a", "the"}
    return bool(alone) and not any(c.i > word.i for c in word.children if not c.is_punct)


def only_answers(verb: Token, sent: Span) -> bool:
    """ "Norva and Veldt OBJECTED, diplomats said": to what, was said before."""
    if verb.lemma_.lower() not in lexicon.words("answering_verbs") or not g.is_verb(verb) or verb.tag_ not in g.TENSED:
        return False
    told = [*g.objects(verb), *g.complements(verb), *(noun for _, noun in g.obliques(verb) if not is_time(noun))]
    return not told and verb in {sent.root, *g.complements(sent.root)} and g.subject(verb) is not None


def is_told_above(such: Token) -> bool:
    """ "The state limited withdrawals, days after it had ruled out SUCH a step": which its main clause tells."""
    clauses = (t for t in such.ancestors if t.dep_ in g.ADVERBIAL and t.head.i < t.i)
    return any(m.lower_ == "after" for clause in clauses for m in g.children(clause, {"mark"}))


def is_share(token: Token) -> bool:
    """ "THE REST are to wait", "MOST were released": of whom, was said before. Together with that it would be
    understood, and take the room of other news."""
    alone = not any(c.dep_ not in ADDED and not is_remark(c) for c in token.rights)
    return token.lower_ in SHARES and is_subject(token) and alone


def counts_those_before(number: Token, sent: Span) -> bool:
    """ "THREE died; the coast guard put the number at four", "THE FOUR were found": a bare number of people
    whom the sentence before tells of."""
    told = g.children(number, g.OBLIQUE | g.RELATIVE | {"nmod", "appos", "acl"})
    if number.tag_ != "CD" or number.dep_ not in g.SUBJECTS or not all(map(is_remark, told)):
        return False
    named = (t for t in sent if t.i < number.i and (t.tag_ in {"NNS", "NNPS", "CD"}) and not is_time(t))
    if any(named):
        return False
    if [c.lower_ for c in number.lefts if c.dep_ == "det"] == ["the"]:
        return True
    # "Three died in the blast" says by itself who they are.
    verb = number.head
    said = [noun for _, noun in g.obliques(verb) if not is_time(noun)] + g.objects(verb)
    return not said and not g.children(verb, g.ADVERBIAL | {"conj"})


def is_bare_forecast(amount: Token) -> bool:
    """ "The bank Tarn forecast 30 PERCENT": of what, was said before."""
    verb = amount.head
    known = verb.lemma_.lower() in lexicon.words("estimating_verbs") | FORESEEING and amount in g.objects(verb)
    counted = amount.lemma_.lower() in PERCENTS and any(c.tag_ == "CD" for c in amount.children)
    bare = not [c for c in amount.rights if not c.is_punct]
    return known and counted and bare and not [one for _, one in g.obliques(verb) if not is_time(one)]


def is_bare_gain(number: Token, sent: Span) -> bool:
    """ "The Greens won 15 and Dawn TEN": of what, was said before."""
    verb = number.head
    known = number.tag_ == "CD" and number in g.objects(verb) and verb.lemma_.lower() in GAINING
    of = (c for c in number.children if c.tag_ in {"SYM", "$", "NN", "NNS"} or c.dep_ in g.OBLIQUE)
    if not known or any(of):
        return False
    return not any(t.tag_ == "NNS" and not is_time(t) for t in sent if t.i < number.i)


def is_pointed_at(noun: Token, sent: Span) -> bool:
    """ "Pressure to release THESE FIGURES", "five of THOSE CHILDREN", "after THAT ATTACK": told before, and in no word
    of this sentence."""
    happened = noun.lemma_.lower() in lexicon.table("event_nouns") and noun.dep_ in g.OBLIQUE and noun.i < sent.root.i
    if happened and any(c.lower_ == "that" and c.dep_ == "det" for c in noun.lefts):
        return not any(t.lemma_ == noun.lemma_ for t in sent if t.i < noun.i)
    if not any(c.lower_ in {"these", "those"} for c in noun.lefts) or is_time(noun) or in_quotes(noun, sent):
        return False
    lemma = noun.lemma_.lower()
    own = {"acl"} | g.RELATIVE if lemma in WORDS else {c.dep_ for c in noun.rights} - ADDED
    bare = not any(c.dep_ in own for c in noun.rights)  # "with those angry words in the Post" points back, too
    told = (t for t in sent if t.i < noun.i and t.pos_ in {"NOUN", "PROPN"} and t.tag_ in {"NNS", "NNPS"})
    return bare and lemma not in lexicon.words("times") and not any(told)


def answers(noun: Token) -> bool:
    """ "rejected the claim", "withdrew her claim": the claim stands in the sentence before."""
    words = [c for c in noun.children if not c.is_punct]
    alone = len(words) == 1 and (words[0].lower_ in {"the", "this", "that"} or words[0].tag_ == "PRP$")
    return noun.dep_ in g.OBJECT and alone


def is_called_false(noun: Token) -> bool:
    """ "Castell said THE CLAIM was untrue", and no more of it."""
    bare = noun.nbor(-1).lower_ in {"the", "that", "this"} if noun.i else False
    said = noun.doc[noun.i + 1 : noun.i + 4]
    return bare and noun.dep_ in g.SUBJECTS and any(t.lower_ in lexicon.words("false_words") for t in said)


def is_anothers_number(noun: Token, sent: Span) -> bool:
    """ "Called REED'S FIGURE irresponsible": which it is stood in the sentence before."""
    before, after = noun.doc[noun.i - 1], sent.doc[noun.i + 1 : noun.i + 2].text
    return (
        noun.i > sent.start and before.tag_ == "POS" and after not in {"of", "for"} and not quantities.find(sent.text)
    )


def is_subject(token: Token) -> bool:
    """The subject of the sentence, or the first noun of it and the subject of some clause."""
    if token.dep_ not in g.SUBJECTS | g.POSSESSIVE:
        return False
    if token.head == token.sent.root:
        return True
    return not any(t.pos_ in {"NOUN", "PROPN"} for t in token.doc[token.sent.start : token.i])


def has_antecedent(pronoun: Token, sent: Span, *, person: bool) -> bool:
    """Is there a noun it can stand for before it, or, from an opening phrase, the subject after it?"""
    quoted = in_whole_quote(pronoun, sent)
    speaks, low = pronoun.head.lemma_ in lexicon.table("reporting_verbs") and pronoun.dep_ in g.SUBJECT, pronoun.lower_
    for token in sent:
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in g.COMPOUND or is_time(token):
            continue
        if person and (token.tag_ in {"NNS", "NNPS"} or not is_person(token) or not agrees(token, pronoun)):
            continue
        if (person and is_bound(token, pronoun)) or is_ruled_out(token, pronoun):
            continue
        if not person and not may_be(token, pronoun):
            continue
        subject = pronoun.dep_ in g.SUBJECTS and not (low in g.THEY and is_several(token))
        if not person and subject and is_one_person(token):
            continue  # "Chief Bo Reed said THEY had died", "Minister Ann Lind said IT was under control"
        if speaks and low in g.THEY and not is_several(token):
            continue  # "Corran could bid this week, THEY said"
        if speaks and token.lower_ in HEARERS and token.dep_ in g.OBLIQUE:
            continue  # "In a statement sent to journalists THEY said"
        if (speaks and not cues.can_speak(token)) or cues.speaks_of_another(token, pronoun):
            continue
        if speaks and not quoted and in_whole_quote(token, sent):
            continue  # "“The driver left,” he said": not of the driver
        if quoted and cues.frames(token.head) and token.dep_ in g.SUBJECTS and not in_quotes(token, sent):
            continue  # "“He wept,” Reed said": not of Reed
        is_main = token.dep_ in g.SUBJECTS and token.head == sent.root
        if not person and token.i > pronoun.i and is_person(token) and token.tag_ not in {"NNS", "NNPS"}:
            continue  # "They must leave, a spokeswoman said"
        if token.i < pronoun.i or (is_main and pronoun.head != sent.root and not token.is_ancestor(pronoun)):
            return True
    return False


def is_ruled_out(noun: Token, pronoun: Token) -> bool:
    """ "HALF of them", "HER BROTHER demanded her release", "it was put off until Monday, THE AGENCY said"."""
    asked = is_asked_for(pronoun) and noun in g.subtree(g.subject(pronoun.head.head) or noun)
    return pronoun.head == noun or asked or is_of_a_thing(pronoun, noun)


def is_of_a_thing(pronoun: Token, speaker: Token) -> bool:
    """ "The ministry said IT had been delayed": not the ministry, where the subject before is a thing."""
    sent = pronoun.sent
    if pronoun.lower_ != "it" or pronoun.dep_ not in g.SUBJECTS or not g.is_passive(pronoun.head):
        return False
    if not cues.opens(speaker.head) or speaker.dep_ not in g.SUBJECT or pronoun.head == speaker.head:
        return False
    if sent.start == 0 or "\n" in sent.doc[sent.start - 1].text:
        return speaker.i > pronoun.i
    who = g.subject(sent.doc[sent.start - 1].sent.root)
    return speaker.i > pronoun.i or (who is not None and who.pos_ == "NOUN" and not cues.can_speak(who))


def is_asked_for(pronoun: Token) -> bool:
    """ "The minister demanded ITS release": of what somebody calls for, nothing is his own."""
    noun = pronoun.head
    asked = noun.dep_ in g.OBJECT and noun.head.lemma_.lower() in DEMANDING and pronoun.dep_ in g.POSSESSIVE
    return asked and noun.lemma_.lower() in lexicon.table("event_nouns")


def is_counted_of(pronoun: Token) -> bool:
    """ "One of THEM", "most of THEM"."""
    of = pronoun.i > pronoun.sent.start + 1 and pronoun.nbor(-1).lower_ == "of"
    return pronoun.lower_ == "them" and of and pronoun.nbor(-2).tag_ in {"CD", "DT", "JJ", "JJS", "NN", "RB"}


def may_be(noun: Token, pronoun: Token) -> bool:
    """Can "it" or "they" stand for ``noun`` by number and grammar: "police say IT shows a van" is not of the police,
    nor "Orvel matched THEM" of Orvel."""
    many = noun.tag_ in {"NNS", "NNPS"}
    subject = g.subject(pronoun.head) if pronoun.dep_ in g.OBJECT | g.INDIRECT_OBJECT else None
    if subject is not None and noun == subject and not pronoun.lower_.endswith(("self", "selves")):
        return False
    if subject is not None and noun in g.subtree(subject):
        return False  # "The board of Tarn recommends IT": the bid
    if is_counted_of(pronoun):
        # "A doctor of the clinic said that at least one of THEM had died"
        return many or bool(g.children(noun, {"conj"}))
    named = noun.ent_type_ != "" or recurring.CAPITALISED.match(noun.doc.text, noun.left_edge.idx)
    return pronoun.lower_ in g.THEY or not many or bool(named)


def is_bound(noun: Token, pronoun: Token) -> bool:
    """ "A nurse told HER to go home" is not of the nurse: nobody bids himself."""
    bidden = pronoun.dep_ in g.OBJECT | g.INDIRECT_OBJECT and "r" in cues.frames(pronoun.head)
    return bidden and not pronoun.lower_.endswith("self") and noun == g.subject(pronoun.head)


def is_several(noun: Token) -> bool:
    """Is it several people, or a group of them?"""
    many = noun.tag_ in {"NNS", "NNPS"} or bool(g.children(noun, {"conj"}))
    return many or noun.lemma_.lower() in lexicon.table("group_nouns")


def is_time(noun: Token) -> bool:
    """A date, or a part of one: "On Tuesday evening it blew up" is not about the evening."""
    return noun.ent_type_ in TIMES or any(c.ent_type_ in TIMES and c.dep_ in g.COMPOUND for c in noun.children)


def is_person(noun: Token) -> bool:
    if noun.pos_ == "PROPN":
        return noun.ent_type_ in {"PERSON", ""}
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in lexicon.table("person_nouns")


def is_one_person(noun: Token) -> bool:
    """Is it a person's name of two words, or the singular of a noun for people? One word may as well be a company's,
    and "the regulator", "the insurer" a body."""
    lemma = noun.lemma_.lower()
    body = lemma in lexicon.table("group_nouns") or lemma in lexicon.words("bodies_or_people")
    if noun.tag_ in {"NNS", "NNPS"} or body:
        return False
    row = [noun, *(c for c in noun.children if c.dep_ in NAME and c.pos_ == "PROPN")]
    named = len(row) > 1 and "PERSON" in {t.ent_type_ for t in row}
    return named or (noun.pos_ == "NOUN" and is_person(noun))


def agrees(noun: Token, pronoun: Token) -> bool:
    """No "spokesman" is a she, no "spokeswoman" or Helena a he."""
    low = noun.lemma_.lower()
    in_full = noun.pos_ == "PROPN" and any(c.pos_ == "PROPN" for c in g.children(noun, {"flat"}))
    sex = lexicon.table("first_names").get(noun.text) if in_full else None  # "Clinton" alone is a surname
    if sex is not None:
        return (sex == "f") == pronoun.lower_.startswith(("she", "her"))
    if noun.pos_ != "NOUN" or not low.endswith("man"):
        return True
    return low.endswith("woman") == pronoun.lower_.startswith(("she", "her"))


def is_bare(noun: Token) -> bool:
    """ "The group", "the other man": a description that says nothing of its own."""
    before = [c for c in noun.children if c.i < noun.i and not c.is_punct]
    words = {c.lower_ for c in before}
    if "the" not in words:
        return False
    if words & BACKWARD and len(before) == 2:
        return True
    after = [c for c in noun.children if c.i > noun.i and c.dep_ not in ADDED and not is_remark(c) and not is_age(c)]
    return len(before) == 1 and not after and noun.lemma_.lower() not in lexicon.words("unique_nouns")


def is_told_of(noun: Token, sent: Span) -> bool:
    """ "He died in hospital, the hospital said", "Castell Foods has shut its mill, the company said": the sentence has
    spoken of it."""
    body = noun.lemma_.lower() in lexicon.table("generic_bodies")
    return any((t.lemma_ == noun.lemma_ and t.pos_ == "NOUN") or (body and is_body(t)) for t in sent if t.i < noun.i)


def is_body(name: Token) -> bool:
    """Is it the name of a body that acts or has something ("at CASTELL FOODS"), and no part of another word?"""
    return name.ent_type_ == "ORG" and name.dep_ not in g.COMPOUND


def is_age(word: Token) -> bool:
    """ "The man, 39, had burns", "the man, aged 39,": nobody knows by it who is meant."""
    return word.nbor(-1).text == "," and (word.pos_ == "NUM" or word.lower_ == "aged")


def is_bare_number(noun: Token) -> bool:
    """ "The number", "the actual figure": of what, was said before."""
    words = {c.lower_ for c in noun.children if not c.is_punct}
    return "the" in words and words <= {"the", "actual", "real", "true", "exact", "final", "total", "official"}


def is_remark(clause: Token) -> bool:
    """A relative clause after a comma: it adds to a description that must already be clear."""
    return clause.dep_ in g.RELATIVE and clause.doc[clause.left_edge.i - 1].text != "," and clause.left_edge.text == ","


def in_whole_quote(token: Token, sent: Span) -> bool:
    """Does it stand in a quotation that opens with a capital, and so with a sentence of its own?"""
    text = sent.doc.text
    around = (r for r in marks.regions(text) if r.start <= token.idx < r.end)
    return any(text[r.start : r.end].lstrip("\"“‘'«„ ")[:1].isupper() for r in around)


def in_quotes(token: Token, sent: Span) -> bool:
    return any(r.start <= token.idx < r.end for r in marks.regions(sent.doc.text))
