"""Figures: what is counted or measured, how many, said by whom.

People are counted by what happened to them (killed, injured, displaced …), whatever noun the
sentence uses; other counts go by the noun, and amounts with a unit by what the unit measures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from briefing import crowds, dates, dating, furniture, grammar, harm, headlines, lexicon, quantities, tolls
from briefing.attribution import attribution_of, attributions
from briefing.marks import regions
from briefing.model import Article, Date, Figure, Source, Stance
from briefing.passages import Slicer
from briefing.quantities import Quantity

LATIN = re.compile(r"[\W\dA-Za-zÀ-ɏ_]*[A-Za-zÀ-ɏ][\W\dA-Za-zÀ-ɏ_]*")
"""A noun that can be counted in English: not what stands in a quoted post of another script, nor the mark of 51'."""
CHANGED = re.compile(r" to (?:[a-z]+ ){0,2}\S?\d")
AGED = re.compile(r"[\s-]*(?:of age|old)\b", re.IGNORECASE)
"""After years that are somebody's age."""
NO_COUNT = re.compile(r"\b(?:all but|(?:and |but )?not|rather than|instead of) $", re.IGNORECASE)
"""Before a number that counts nothing: "all but two were freed", "408 tonnes, not 480"."""
NOBODY = lexicon.marked("pronouns", "nobody")
TOTAL = lexicon.marked("counting_words", "total")
GENERIC = lexicon.marked("anybody", "listed")
NOT_PEOPLE = {"LOC", "GPE", "FAC", "ORG"}
"""Names that no one person has: "SALEM (AP)- A child was hurt"."""
SINGLE = {"he", "she", "him", "her", "himself", "herself", "someone", "somebody", "another"}
EXCEPT = lexicon.marked("adjectives", "not_nobody")
"""Beside them "nobody" is not nobody at all: "nobody was seriously hurt"."""
REVISING = lexicon.marked("counting_words", "revising")
"""Verbs whose subject is the source of a figure where their object is an estimate."""
REVEALING = lexicon.marked("saying_words", "revealing")
"""Verbs whose subject is the source of a figure in their object, also in the clause of another's words."""
MOST_LISTED = 9
"""People of one kind in a list of victims that is counted together."""
COUNTING = {"count", "tally"}
"""Verbs by which bodies are counted as the dead: "had counted 48 bodies"."""
SOURCING = re.compile(
    r"[\w-]+ (?:[\w-]+ ){0,3}?(?:people|persons|sources|officials|executives|bankers|diplomats|lawyers)"
    r"(?: who (?:are|were|is|was))? (?:familiar with|briefed (?:on|by|about)|close to|with (?:direct )?knowledge of)\b",
    re.IGNORECASE,
)
"""Who tells it."""
NEAR_BY = 2
"""Sentences within which another puts the number of what one has counted."""
REST_SIZE = len("the remaining ")
REACHED = lexicon.marked("prepositions", "reached")
NOT_NOW = lexicon.marked("adjectives", "not_now")
"""Before the noun of a harm: it did not happen, or not in what is told."""
DEMANDING = lexicon.marked("not_done", "demanding")
"""Verbs whose object has not happened: "demanded the arrest of the mayor"."""
TITLED = re.compile(
    r"\b(?:called|titled|entitled|named|song|film|movie|book|album|novel|play),? [“\"‘]$", re.IGNORECASE
)
TITLE_BEFORE = 20
"""Characters before a quotation in which a word says that it is a title."""
DATED = grammar.BARE_OBLIQUE
MANY = {"double": 2.0, "triple": 3.0, "quadruple": 4.0, "quintuple": 5.0}


@dataclass(frozen=True, slots=True)
class Count:
    """How many a phrase says there are, and the words that say so."""

    value: float | None
    low: float | None
    high: float | None
    start: int
    end: int
    what: str
    unit: str | None = None


SUPPOSING = {"would", "could", "might", "may"}
ABLE = {"can", "could", "may"}
"""Auxiliaries of what a rule allows, on no day: "it CAN fine them up to 4 percent of turnover"."""
CAPTORS = lexicon.marked("harm_words", "captor")
"""Nouns of an article in which who is held is in nobody's custody."""
LIVING, DYING = lexicon.marked("harm_words", "alive"), lexicon.marked("harm_words", "dead")
RUMOURS = lexicon.table("reporting_nouns").keys()
QUAKE = re.compile(r"\b(?:earth)?quake\b", re.IGNORECASE)
HELD_OTHERWISE = lexicon.marked("harm_words", "held")


@dataclass(frozen=True, slots=True)
class Found:
    """A count with its measure and the word that gives the measure."""

    measure: str
    count: Count
    trigger: Token
    of: Span | None = None
    """The sentence before, where the count is put against one that stands there ("Organisers put the figure at …")."""


def extract(doc: Doc, article: Article) -> Iterator[Figure]:
    """All figures of the article, in the order of the text."""
    reader = _Reader(doc, article)
    found = reader.restated(list(reader.found()))
    found += reader.headlines(found)
    found = [one for one in found if ";" not in doc.text[one.count.start : one.count.end]]  # "kills 10; 80 hurt"
    found = [one for one in found if not _is_of_an_old_report(one.trigger.sent, article)]
    found = [one for one in found if not tolls.WITHDRAWN.search(one.trigger.sent.text)]
    found = [one for one in found if not (_is_called_false(one.trigger) or _lives_on(one.trigger))]
    found.sort(key=lambda f: (f.count.start, f.trigger.i, f.measure))
    for one in _as_injured(found):
        yield reader.figure(one)


def _is_of_an_old_report(sent: Span, article: Article) -> bool:
    return furniture.corrects(sent.doc.text, sent.start_char, sent.end_char, article.title)


def _is_called_false(word: Token) -> bool:
    """ "REPORTS THAT three people died ARE WRONG": nobody's; of "claims by Norva" it is told who denies them."""
    for clause in (word, *word.ancestors):
        noun = clause.head
        told = noun.lemma_.lower() in lexicon.words("claims") | RUMOURS and noun.dep_ in grammar.SUBJECTS
        owned = grammar.possessors(noun) or any(case in {"by", "from"} for case, _ in grammar.obliques(noun))
        if clause.dep_ in {"acl", "ccomp"} | grammar.RELATIVE and told and not owned:
            return any(t.lower_ in lexicon.words("false_words") for t in (noun.head, *noun.head.children))
    return False


def _lives_on(word: Token) -> bool:
    """ "A girl who was REPORTED DEAD is alive"."""
    clause = next((t for t in word.ancestors if t.dep_ in grammar.RELATIVE), None)
    if clause is None or word.lower_ not in DYING or clause.head.dep_ not in grammar.SUBJECTS:
        return False
    return grammar.clause_head(clause.head).lower_ in LIVING


def _as_injured(found: list[Found]) -> list[Found]:
    """Those shot, stabbed or taken to hospital are the injured, in an article that tells of nobody killed;
    where it does, the others are: who was "also shot", who survived, who was taken to hospital."""
    fatal = any(f.measure == "killed" and f.count.value and not _is_attacker(f) for f in found)
    violent = bool(found) and any(harm.measures(t.lower_) for t in found[0].trigger.doc)
    killed = {f.count.value for f in found if f.measure == "killed" and f.count.value}
    fatally = [f for f in found if f.trigger.lower_ in harm.FATAL]
    found = [replace(f, measure="casualties") if _holds_the_dead(f, fatally) else f for f in found]
    found = [f for f in found if not (killed and _is_of_the_dead(f, killed))]
    hurt = {"hospitalised"} if violent else set()
    if violent and not fatal:
        hurt |= {"shot", "stabbed"}
    return [
        replace(f, measure="injured")
        if f.measure in hurt or (f.measure in {"shot", "stabbed"} and _has_survived(f))
        else f
        for f in found
    ]


def _is_attacker(found: Found) -> bool:
    """Is it told of who did it: the suspect, oneself?"""
    return found.count.value == 1 and any(t.lower_ in lexicon.words("perpetrators") for t in _words(found))


def _words(found: Found) -> list[Token]:
    """The words that tell who or how many."""
    doc = found.trigger.doc
    return list(doc.char_span(found.count.start, found.count.end, alignment_mode="expand") or ())


def _has_survived(found: Found) -> bool:
    words = _words(found)
    # "He and three others were shot", "shot the other three": not told apart from the dead.
    listed = any(t.dep_ == "cc" for t in words) or tolls.REST.match(found.trigger.doc.text, found.count.start)
    near = {t.lower_ for t in found.trigger.children} | (set() if listed else {t.lower_ for t in words})
    after = {t.lower_ for t in found.trigger.sent if t.i > found.trigger.i}
    return bool(
        near & {"other", "others", "another", "also"} or after & {"survived", "survive", "recover", "survivors"}
    )


def _holds_the_dead(found: Found, fatally: list[Found]) -> bool:
    """ "SIX were wounded, two fatally": a count of the hurt that the dead are part of."""
    return found.measure == "injured" and any(
        one.trigger.sent == found.trigger.sent and found.count.end <= one.count.start for one in fatally
    )


def _is_of_the_dead(found: Found, killed: set[float]) -> bool:
    """Wounds and hospitals of those who died of it: as many as were killed, or said in the same breath."""
    if found.measure not in {"injured", "hospitalised"} or not (
        harm.has_wounds(found.trigger) or harm.is_hospital(found.trigger)
    ):
        return False
    words = _words(found)
    if any(t.lower_ in {"other", "others", "another"} for t in words):
        return False
    died = any(t.lower_ in {"died", "dead", "succumbed", "deceased"} for t in found.trigger.sent)
    return died or found.count.value in killed or found.count.value == 1


def _is_rate(word: Token) -> bool:
    """ "FOR EACH child that dies in a ward, three DIE at home", "40 were killed EACH DAY": nobody is counted."""
    if tolls.RATE.match(word.doc.text, word.idx + len(word)):
        return True
    clauses = [word, *(t for t in word.ancestors if grammar.is_verb(t))]
    per = (noun for verb in clauses for case, noun in grammar.obliques(verb) if case == "for")
    return any(t.lower_ in {"each", "every"} for noun in per for t in noun.lefts)


def _was_until_then(word: Token) -> bool:
    """ "Two officers who HAD BEEN HELD with him were released": no longer."""
    passing = lexicon.words("passing_states") & set(harm.measures(word.lower_).values()) or word.lower_ == "held"
    clause = word if grammar.is_verb(word) else word.head
    had = any(t.lower_ == "had" for t in grammar.auxiliaries(clause))
    if not passing or not had or clause.dep_ not in grammar.RELATIVE:
        return False
    main = grammar.clause_head(clause.head)
    return harm.measures(main.lower_).get("patient") in {"released", "rescued"}


def _is_no_one(head: Token) -> bool:
    """ "No one was seriously hurt": neither nobody nor one."""
    return head.lower_ in NOBODY or (head.lower_ == "one" and any(c.lower_ == "no" for c in head.children))


def _is_person_noun(token: Token) -> bool:
    forms = {token.lemma_.lower(), token.lower_, token.lower_.removesuffix("s")}
    return bool(forms & lexicon.table("person_nouns").keys() or forms & lexicon.words("person_nouns_wordnet"))


def _may_be_hurt(token: Token) -> bool:
    """May this noun be a casualty?"""
    return not {token.lemma_.lower(), token.lower_} & lexicon.words("not_people")


def _counted(number: Token) -> Token:
    """What a number is of: of "140 birds, 88 OF THEM dead" the birds, else itself."""
    of = (noun for case, noun in grammar.obliques(number) if case == "of" and noun.pos_ == "PRON")
    if number.pos_ != "NUM" or next(of, None) is None:
        return number
    before = [t for t in number.doc[number.sent.start : number.i] if t.tag_ in {"NNS", "NNPS"} and t.dep_ not in DATED]
    return before[-1] if before else number


class _Reader:
    """Reads one Doc; keeps what every sentence needs."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc, self.article = doc, article
        self.slicer = Slicer(article)
        self.days = dating.Days(doc, dates.day_of(article))
        self.slots: dict[int, Quantity] = {}
        self.beside: dict[int, list[Quantity]] = defaultdict(list)
        self.nouns: dict[int, Token] = {}
        self.used: set[int] = set()
        self.many: dict[int, Token] = {}
        self.speakers = {a.head.i for a in attributions(doc) if a.head is not None}
        days = [(span.start_char, span.end_char) for span, _ in self.days.found]
        for quantity in quantities.find(doc.text):
            dated = any(a < quantity.number[1] and quantity.number[0] < b for a, b in days)
            no_count = NO_COUNT.search(doc.text, max(0, quantity.start - 20), quantity.start)
            if not (dated or no_count or _is_in_title(quantity, doc)):
                self._place(quantity)

    def _place(self, quantity: Quantity) -> None:
        """Notes which word of the sentence the quantity counts, and in which slot it stands."""
        span = self.doc.char_span(*quantity.number, alignment_mode="expand")
        if span is None or not len(span):
            return
        root = span.root
        if root.i > span.start and span[0].dep_ in {"nummod"} and span[0].head != root and len(span) == 1:
            root = span[0]
        slot, noun = harm.counted(root, span)
        if slot.i in self.slots:
            self.beside[slot.i].append(quantity)
        self.slots.setdefault(slot.i, quantity)
        if noun is not None:
            self.nouns[slot.i] = noun

    # --- what is found ---

    def found(self) -> Iterator[Found]:
        seen: set[tuple[str, int]] = set()
        for token in self.doc:
            if harm.measures(token.lower_) and (_is_rate(token) or _was_until_then(token)):
                continue
            for measure, head in self._casualties(token):
                measure = "casualties" if _is_one_or_other(token) else measure
                count = self._count(head, measure, token)
                if count is not None and (measure, count.start) not in seen:
                    seen.add((measure, count.start))
                    yield Found(measure, count, token)
        for at, quantity in sorted(self.slots.items()):
            if at not in self.used:
                yield from self._plain(self.doc[at], quantity)
        # "From 1.2 billion to 1.6 billion kronor": both count the same noun.
        for at, quantities_beside in sorted(self.beside.items()):
            for quantity in quantities_beside:
                yield from self._plain(self.doc[at], quantity)

    def headlines(self, known: list[Found]) -> Iterator[Found]:
        """Counts in lines that are no sentences ("2 killed, 4 hurt in market blast"), which parsers read badly."""
        taken = {(f.measure, f.count.value) for f in known}
        for line in re.finditer(r"[^\n]+", self.doc.text):
            words = line[0].split()
            if not 3 <= len(words) <= 22 or line[0].rstrip().endswith((".", "?", "!", '"', "”", ",", ":")):
                continue
            for counted in headlines.counts(line[0]):
                start, end = line.start() + counted.start, line.start() + counted.end
                span = self.doc.char_span(start, end, alignment_mode="expand")
                if counted.explicit and span is not None and (counted.measure, counted.value) not in taken:
                    taken.add((counted.measure, counted.value))
                    count = Count(counted.value, counted.value, counted.value, start, end, "")
                    yield Found(counted.measure, count, span[-1])

    def _casualties(self, token: Token) -> Iterator[tuple[str, Token]]:
        """(measure, head of the phrase that says how many) for a word that counts."""
        roles = harm.measures(token.lower_)
        came = (one for one in crowds.gathered(token) if one.i in self.slots and self._is_of_people(one))
        yield from (("attended", one) for one in came)
        held = (one for one in crowds.aboard(token) if one.i in self.slots and self._is_of_people(one))
        yield from (("aboard", one) for one in held)
        if token.lower_ in harm.FATAL and token.i and token.i - 1 in self.slots and not grammar.objects(token.head):
            yield "killed", self.doc[token.i - 1]  # not who "fatally shot the driver"
        if harm.is_hospital(token):
            yield from (("hospitalised", person) for person in harm.patients(token))
        if harm.names_hospital(token):
            yield from (("hospitalised", person) for person in harm.kept(token) if person.i in self.slots)
        if harm.has_wounds(token):
            whose = harm.patients(token) if token.lower_ == "treated" else [grammar.subject(token)]
            yield from (("injured", grammar.antecedent(one)) for one in whose if one is not None)
        if token.lower_ in {"lives", "life"}:
            yield from (("killed", one) for one in harm.lost_lives(token))
        if token.lower_ in {"number", "toll"} and not any(t.lower_ == "death" for t in token.lefts):
            yield from self._number_of(token)
        if not roles:
            return
        if "state" in roles and token.tag_.startswith(("JJ", "NN")):
            yield from ((roles["state"], number) for number in crowds.put_at(token) if number.i in self.slots)
        if token.lower_ == "held":
            yield from self._held(token)
        elif token.pos_ in {"VERB", "AUX"} and ("patient" in roles or "subject" in roles):
            yield from self._by_verb(token, roles)
        elif "noun" in roles and token.pos_ in {"NOUN", "PROPN"} and token.tag_ != "VBG":
            yield from self._by_noun(token, roles["noun"])
        elif "state" in roles or token.tag_ in {"VBN", "JJ", "VBD"}:
            yield from self._by_state(token, roles.get("state") or roles.get("patient") or "")

    def _held(self, word: Token) -> Iterator[tuple[str, Token]]:
        """How many people the police hold: no vigils, and nobody who is held hostage or held up."""
        if {t.lower_ for t in (*word.children, *word.doc[word.i + 1 : word.i + 3])} & HELD_OTHERWISE:
            return
        if any(t.lemma_.lower() in CAPTORS for t in word.doc):
            return  # "the gunmen still held four of its staff"
        found = (
            self._by_verb(word, {"patient": "detained"}) if grammar.is_verb(word) else self._by_state(word, "detained")
        )
        yield from ((measure, one) for measure, one in found if one.i in self.slots and self._is_of_people(one))

    def _by_verb(self, verb: Token, roles: dict[str, str]) -> Iterator[tuple[str, Token]]:
        measure = roles.get("patient") or roles["subject"]
        if not harm.is_real(verb) or harm.is_natural(verb):
            return
        if measure in {"shot", "stabbed", "struck", "injured"} and harm.is_fatal(verb):
            measure = "killed"
        if "patient" not in roles:
            people = [s for s in [grammar.subject(verb)] if s is not None]
        else:
            # "Nine were killed and 30 wounded": a parser may count the wounded by their participle.
            own = [verb] if verb.tag_ == "VBN" and verb.i in self.slots else []
            people = own or harm.patients(verb) or self._headline(verb)
        if measure == "struck":
            measure, people = "shot", people if harm.is_gunfire(verb) else []
        for person in people:
            one = grammar.antecedent(person)
            yield measure, harm.nearest(one, verb) if verb.dep_ == "xcomp" else one

    def _headline(self, verb: Token) -> list[Token]:
        """The counted subject of a participle that a headline leaves without its auxiliary ("Five hurt in blast"),
        and anybody's of one that a list of harm does ("one was killed and her brother injured")."""
        subject = grammar.children(verb, grammar.SUBJECT)
        bare = verb.tag_ in {"VBN", "VBD"} and not grammar.objects(verb) and not grammar.auxiliaries(verb)
        listed = verb.dep_ == "conj" and harm.is_of_harm(verb.head)
        return [s for s in subject if listed or s.i in self.slots] if bare else []

    def _by_state(self, word: Token, measure: str) -> Iterator[tuple[str, Token]]:
        if not measure or not harm.is_real(word) or harm.is_natural(word):
            return
        if word.i in self.slots:
            yield measure, word
            return
        if word.lower_ == "missing" and word.head.head.lemma_.lower() in {"body", "remain"}:
            return  # "the bodies of four missing miners"
        subject = grammar.children(word, grammar.SUBJECTS)
        heads: list[Token] = []
        if subject:
            heads = subject[:1]
        elif word.i and word.i - 1 in self.slots and self.doc[word.i - 1].pos_ in {"NUM", "NOUN"}:
            heads = [self.doc[word.i - 1]]
        elif word.dep_ in {"amod", "acl"} and (word.i > word.head.i or word.head.i in self.slots):
            heads = [word.head]
        elif word.dep_ in {"xcomp", "acomp", "oprd", "advcl", "dep", "advmod"} and grammar.is_verb(word.head):
            heads = harm.of_complement(word.head)
        elif word.dep_ == "conj" and "state" in harm.measures(word.head.lower_):
            yield from ((measure, head) for _, head in self._by_state(word.head, measure))
        yield from ((measure, harm.nearest(grammar.antecedent(head), word)) for head in heads[:1])

    def _by_noun(self, noun: Token, measure: str) -> Iterator[tuple[str, Token]]:
        before = {t.lower_ for t in grammar.modifiers(noun)}
        if before & NOT_NOW or not harm.is_real(noun) or noun.head.lemma_.lower() in DEMANDING:
            return
        if measure == "victims":
            if noun.i in self.slots and before & {"gunshot", "shooting", "stabbing"}:
                yield "shot", noun
            return
        if measure == "shot" and before & {"fatal", "deadly"}:
            measure = "killed"
        found = noun.lower_.startswith("bod") and noun.head.lemma_.lower() not in COUNTING  # "found three bodies"
        if noun.i in self.slots and not found and not noun.lower_.startswith(("shooting", "stabbing")):
            yield measure, noun
        many = next((t for t in grammar.modifiers(noun) if t.lower_ in MANY), None)
        if many is not None and measure in {"killed", "shot", "stabbed"}:
            self.many[noun.i] = many
            yield measure, noun
        for case, person in grammar.obliques(noun):
            if case == "of":
                yield measure, person
        head = noun.head
        if noun.dep_ in grammar.COMPOUND and head.lower_ in TOTAL:
            yield from ((measure, number) for number in self._toll(head))

    def _toll(self, toll: Token) -> Iterator[Token]:
        """The number that a toll "of 22" has, or has risen "to" or stands "at"."""
        verb = toll.head
        of = [n for c, n in grammar.obliques(toll) if c == "of"]
        if toll.dep_ in grammar.SUBJECTS | grammar.OBJECT:
            # "bringing the toll of the blast to 22": the parse may hang "to 22" on any of the three.
            held = [t for t in toll.subtree if grammar.is_verb(t)]  # "the number of soldiers killed at 47"
            reached = [n for head in (verb, toll, *of, *held) for c, n in grammar.obliques(head) if c in REACHED]
            around = [*of, *reached, *grammar.objects(verb), *grammar.children(verb, grammar.COMPLEMENT), verb]
        else:
            around = [*of, *(n for c, n in grammar.obliques(toll) if c in REACHED)]  # "… rose to 90 and the toll to 4"
        yield from [n for n in around if n.i in self.slots][:1]

    def _number_of(self, noun: Token) -> Iterator[tuple[str, Token]]:
        """ "The number of dead rose to 19", "the toll has reached 22"."""
        measure = "killed" if noun.lower_ == "toll" else ""
        for word in noun.subtree:
            roles = harm.measures(word.lower_)
            measure = roles.get("state") or roles.get("patient") or roles.get("subject") or measure
        if measure in {"killed", "injured", "missing", "displaced", "detained", "arrested"}:
            yield from ((measure, number) for number in self._toll(noun))

    # --- how many ---

    def _count(self, head: Token, measure: str, trigger: Token) -> Count | None:
        """How many the phrase of ``head`` counts: its number, the sum of a list, or one person."""
        head = self._summed(head)
        zero = self._nobody(head, trigger)
        if zero is not None:
            return zero
        if _is_no_one(head):
            return None
        if head.i in self.many and head.i not in self.slots:
            value, first = MANY[self.many[head.i].lower_], self.many[head.i].idx
            return Count(value, value, value, first, head.idx + len(head), head.text)
        members = grammar.conjuncts(head)
        parts = [head, *(p for p in members[1:] if not self._has_own(p, trigger) and not _renames(p))]
        if len(parts) > 1 and _is_of_another_count(head, trigger):
            parts = parts[1:]
        if measure not in {"destroyed", "damaged"}:
            parts = [p for p in parts if _may_be_hurt(_counted(p)) and _may_be_hurt(self.nouns.get(p.i, p))]
        if measure == "attended":  # "drew 52,000 people and the unions a quarter of a million"
            parts = [p for p in parts if p == head or p.i in self.slots or _is_person_noun(p)]
        if not parts:
            return None
        counts = [self._one(part, measure, listed=len(parts) > 1) for part in parts]
        if counts[0] is None:
            return None
        joined = [c for c in counts if c is not None]
        if len(joined) != len(counts) and any(c is None and _is_plural(p) for p, c in zip(parts, counts, strict=True)):
            return _more_than(_together(joined))
        # "Two men and a woman" are three; "13 soldiers and 10 rebels" are two counts, and their sum is nobody's.
        large = any((c.value or 0) > MOST_LISTED for c in joined)
        if len(joined) == 1 or len(joined) != len(counts) or large or _names_them(parts, counts):
            return joined[0]
        return _together(joined)

    def _summed(self, head: Token) -> Token:
        """ "A total of 50 people", "a family of five": what a word for a sum or a group counts."""
        if head.i in self.slots or not (head.lower_ in TOTAL or head.lemma_.lower() in lexicon.table("group_nouns")):
            return head
        return next((n for case, n in grammar.obliques(head) if case == "of" and n.i in self.slots), head)

    def _has_own(self, part: Token, trigger: Token) -> bool:
        """Does this member of a list count something else ("two dead and FOUR wounded", "ages 25 and 26")?"""
        around = [part, *part.children, *self.doc[part.i + 1 : part.i + 2]]
        other = any(
            t.i != trigger.i and t.lower_ not in {"victim", "victims"} and harm.measures(t.lower_) for t in around
        )
        bare = (
            part.pos_ == "NUM"
            and part.i not in self.nouns
            and trigger.sent.start <= part.i
            and self.nouns.get(part.head.i) is not None
        )
        return other or bare or part.i > trigger.i > part.head.i

    def _one(self, token: Token, measure: str, *, listed: bool = False) -> Count | None:
        quantity = self.slots.get(token.i)
        if quantity is not None and measure != "attended" and quantity.unit not in {None, "share"}:
            return None  # "1,200 barrels were released"
        if quantity is not None:
            self.used.add(token.i)
            return self._of_quantity(token, quantity)
        if measure in {"destroyed", "damaged", "casualties"}:
            return None
        return self._single(token, listed=listed)

    def _of_quantity(self, slot: Token, quantity: Quantity) -> Count:
        noun = self.nouns.get(slot.i)
        start, end = self._with_rest(quantity.start), quantity.end
        what = ""
        if noun is not None:
            phrase = grammar.phrase(noun)
            inside = self.doc.char_span(*quantity.number, alignment_mode="expand")
            left = (
                max(phrase.start, inside.end)
                if inside is not None and phrase.start < inside.end <= noun.i
                else phrase.start
            )
            if left <= noun.i:
                what = self.doc[left : noun.i + 1].text
            stop = _last_of_pair(noun).idx + len(_last_of_pair(noun))
            between = self.doc.text[end:stop]
            if 0 <= stop - end <= 80 and "\n" not in between and not between.startswith((" to ", ", at ", ", in ")):
                end = stop
        return Count(quantity.value, quantity.low, quantity.high, start, end, " ".join(what.split()), quantity.unit)

    def _with_rest(self, start: int) -> int:
        """Where "the other 14" starts, by which it is told from a whole."""
        before = tolls.REST.finditer(self.doc.text, max(0, start - REST_SIZE), start)
        return next((m.start() for m in before if m.end() == start), start)

    def _single(self, token: Token, *, listed: bool) -> Count | None:
        """One person: a name, "he", "a woman", "her brother", "the victim"; a couple is two; None for a plural.

        In a list of people any singular noun is a person ("a guard, a passer-by and their driver").
        """
        span = grammar.phrase(token)
        size = float(lexicon.table("groups_of_people").get(token.lower_, 0))
        if size:
            return Count(size, size, size, span.start_char, span.end_char, span.text)
        plural = token.tag_ in {"NNS", "NNPS"} or token.lower_ in {"people", "others"}
        plural = plural or token.lemma_.lower() in lexicon.table("group_nouns")
        aged = harm.is_aged(token)
        if plural or (token.pos_ not in {"NOUN", "PROPN", "PRON"} and not aged):
            return None
        if token.pos_ == "PRON" and token.lower_ not in SINGLE:
            return None
        if token.pos_ == "PROPN" and token.ent_type_ in NOT_PEOPLE:
            return None
        if token.pos_ == "NOUN" and not (
            listed or aged or _is_person_noun(token) or re.search(r"year-old|teen|other", token.lower_)
        ):
            return None
        return Count(1.0, 1.0, 1.0, span.start_char, span.end_char, span.text)

    def _nobody(self, head: Token, trigger: Token) -> Count | None:
        """ "No one", "none of the crew", "no injuries": nothing, unless it is "no one else"."""
        negated = next((c for c in head.children if c.lower_ == "no"), None)
        if negated is None and head.lower_ not in NOBODY:
            return None
        near = {
            t.lower_
            for t in (*grammar.subtree(head), *self.doc[head.i + 1 : head.i + 2], *grammar.subtree(trigger)[:30])
        }
        singular_noun = (
            head.pos_ in {"NOUN", "PROPN"}
            and not _is_person_noun(head)
            and head is not trigger
            and head.lower_ != "one"
        )
        if near & EXCEPT or singular_noun:
            return None
        start = negated.idx if negated is not None else head.idx
        return Count(0.0, 0.0, 0.0, start, head.idx + len(head), head.text)

    # --- other counts and measures ---

    def _plain(self, slot: Token, quantity: Quantity) -> Iterator[Found]:
        noun = self.nouns.get(slot.i)
        if noun is not None and quantity.unit is None and noun.i in self.speakers and _is_person_noun(noun):
            return  # "two officials said"
        if noun is not None and quantity.unit is None and _is_of_sources(quantity, self.doc.text):
            return
        if AGED.match(self.doc.text, quantity.end):
            return
        if noun is not None and _is_in_name(quantity, noun):
            return
        count = self._of_quantity(slot, quantity)
        if quantity.unit and quantity.unit != "share":
            yield Found(quantities.dimension(quantity.unit).split(":")[0], count, slot)
        elif _is_of_a_compound(quantity, self.doc.text) or (noun is not None and not LATIN.fullmatch(noun.text)):
            return
        elif noun is not None and noun.pos_ in {"NOUN", "PROPN"} and _is_worth(quantity, self.doc.text):
            yield Found(_name(noun), count, slot)

    def _is_of_people(self, slot: Token) -> bool:
        """Are people counted, or nothing named ("28,000 took part"), and neither ministers' countries nor ships?"""
        noun = self.nouns.get(slot.i)
        return self.slots[slot.i].unit is None and (noun is None or _is_person_noun(noun) or noun.lower_ == "people")

    def restated(self, found: list[Found]) -> list[Found]:
        """``found`` with the numbers that are put against one told just before, of what that one counts."""
        out = list(found)
        for at, quantity in sorted(self.slots.items()):
            if crowds.teller(self.doc[at]) is not None:
                out = [f for f in out if f.count.start != quantity.start]
                out += self._put_beside(self.doc[at], quantity, out)
                continue
            bare = at not in self.used and quantity.unit is None
            noun = (crowds.numbered(self.doc[at]) or crowds.risen(self.doc[at])) if bare else None
            if noun is not None and not any(f.count.start == quantity.start for f in out):
                count = replace(self._of_quantity(self.doc[at], quantity), what=noun.text)
                out.append(Found(_name(noun), count, noun, _told_before(noun, quantity, out)))
            if crowds.restated(self.doc[at]) is None or (at in self.nouns and quantity.unit is None):
                continue
            if quantity.unit is None and (quantity.value or 0.0) % 1:  # "put it at 6.1": no count
                quantity = replace(quantity, unit=quantities.MAGNITUDE)
            of = [f for f in out if f.count.start < quantity.start and f.count.unit == quantity.unit]
            before = max(of, key=lambda f: f.count.start, default=None)
            quake = _quake_before(self.doc[at]) if quantity.unit == quantities.MAGNITUDE and before is None else None
            if quake is not None:
                out = [f for f in out if f.count.start != quantity.start]
                out.append(Found(quantities.MAGNITUDE, self._of_quantity(self.doc[at], quantity), self.doc[at], quake))
            if before is None or any(f.count.start == quantity.start and f.measure in tolls.PEOPLE for f in out):
                continue  # "spoke of 31 dead", "put the dead at 22"
            if len({f.measure for f in of if f.trigger.sent == before.trigger.sent} & set(tolls.PEOPLE)) > 1:
                continue  # "Ten died and 29 were hurt. The rebels speak of 22": of which?
            if 0 <= _sentences_between(before.trigger, self.doc[at]) <= 1:
                count = replace(self._of_quantity(self.doc[at], quantity), what=before.count.what)
                out = [f for f in out if f.trigger.i != at and f.count.start != quantity.start]
                out.append(Found(before.measure, count, self.doc[at], before.trigger.sent))
        return out

    def _put_beside(self, number: Token, quantity: Quantity, found: list[Found]) -> Iterator[Found]:
        """What somebody puts at ``number`` that another puts at the number before it in the sentence."""
        of = [f for f in found if f.count.start < quantity.start and number.sent.start_char <= f.count.start]
        before = max(of, key=lambda f: f.count.start, default=None)
        if before is not None and before.count.unit == quantity.unit:
            yield Found(before.measure, replace(self._of_quantity(number, quantity), what=before.count.what), number)

    # --- out ---

    def figure(self, found: Found) -> Figure:
        count, trigger = found.count, found.trigger
        sentence = trigger.sent
        mention = self.slicer.chars(count.start, count.end)
        stance, source = self._said(trigger)
        return Figure(
            measure=found.measure,
            value=count.value,
            low=count.low,
            high=count.high,
            unit=count.unit,
            what=_closed(count.what).strip(),
            text=_closed(" ".join(mention.text.split())),
            citations=tuple(self.slicer(grammar.trim(one)) for one in (sentence, found.of) if one is not None),
            mentions=(mention,),
            when=self._when(count, trigger),
            said_by=source,
            stance=stance,
            scope=_scope(sentence),
        )

    def _when(self, count: Count, trigger: Token) -> Date | None:
        """The day that it is of: none to come, on which somebody may pay or vote, and none of what somebody may do at
        any time."""
        apart = self._is_left(count) or _is_allowed(trigger)
        found = self.days.behind(count.end) or (None if apart else self.days.near(trigger))
        if found is None or self.days.day is None:
            return found
        first = found.end if found.text.lower().startswith(("end of", "the end of")) else found.start
        return None if (first or "") > self.days.day else found

    def _is_left(self, count: Count) -> bool:
        """ "Raised its estimate FROM 12 tonnes to 16 on Monday": twelve was before."""
        text = self.doc.text
        return text[: count.start].lower().endswith("from ") and CHANGED.match(text, count.end) is not None

    def _said(self, token: Token) -> tuple[Stance, Source | None]:
        teller = crowds.teller(token)
        if teller is not None:
            mention = self.slicer(grammar.phrase(teller))
            return "claimed", Source(name=mention.text, mention=mention, head=teller.idx)
        said = attribution_of(token)
        if said is not None and said.stance == "denied" and _is_turned_down(said.cue.root, token):
            said = None
        revealed = _who_reveals(token, said.cue.root if said else None)
        if revealed is not None:
            mention = self.slicer(grammar.phrase(revealed))
            return "claimed", Source(name=mention.text, mention=mention, head=revealed.idx)
        if said is None and _is_supposed(token):
            return "hedged", None
        if said is None:
            return self._put_at(token)
        stances: dict[str, Stance] = {"denied": "denied", "hedged": "hedged", "planned": "planned"}
        stance = stances.get(said.stance, "claimed")
        if said.source is None:
            return stance, None
        if stance == "denied" and (owner := _whose_estimate(token, said.cue.root)) is not None:
            mention = self.slicer(owner)
            return stance, Source(name=mention.text, mention=mention, head=owner.root.idx)
        if _is_of_others_claim(token, said.cue.root):
            return stance, None
        mention = self.slicer(said.source)
        name = " ".join(mention.text.split())
        name = re.split(r", (?:(?:who|which)\b|[a-z]+ing\b)", name)[0]
        if "(" in name and ")" not in name:
            name = name.split("(")[0].rstrip(" ,")
        return stance, Source(name=name, mention=mention, head=said.source.root.idx)

    def _put_at(self, token: Token) -> tuple[Stance, Source | None]:
        """ "The ministry put the amount at 300 tonnes": who estimates is who says it."""
        verb = grammar.clause_head(token)
        who, lemma = grammar.subject(verb), verb.lemma_.lower()
        who = grammar.antecedent(who) if who is not None else None  # "the bank, WHICH puts it at 8 billion"
        spoken = lemma == "speak" and any(case == "of" for case, _ in grammar.obliques(verb))
        if who is not None and who.lemma_.lower() in lexicon.words("estimates"):
            by = (noun for case, noun in grammar.obliques(who) if case == "by")  # "an estimate BY THE CLUB gave …"
            who = next(iter((*grammar.possessors(who), *by)), None)  # "THE GOVERNMENT's own toll stands at nine"
        if who is not None and (spoken or crowds.restated(token) is not None):
            mention = self.slicer(grammar.phrase(who))
            return "claimed", Source(name=mention.text, mention=mention, head=who.idx)
        if who is None or lemma not in lexicon.words("estimating_verbs") | REVISING or grammar.is_passive(verb):
            return "asserted", None
        put = [
            *grammar.obliques(verb),
            *(one for noun in grammar.objects(verb) for t in noun.subtree for one in grammar.obliques(t)),
        ]
        if lemma == "put" and not any(case == "at" for case, _ in put):
            return "asserted", None
        if lemma in REVISING and not {o.lemma_.lower() for o in grammar.objects(verb)} & lexicon.words("estimates"):
            return "asserted", None
        mention = self.slicer(grammar.phrase(who))
        return "claimed", Source(name=mention.text, mention=mention, head=who.idx)


def _who_reveals(token: Token, cue: Token | None) -> Token | None:
    """ "He said he was quitting after THE LEDGER revealed a loan of 2 million": whose word it is."""
    for verb in token.ancestors:
        if verb == cue:
            return None
        if grammar.is_verb(verb):
            own = verb.lemma_.lower() in REVEALING and verb.dep_ in grammar.ADVERBIAL and not grammar.is_passive(verb)
            who = grammar.subject(verb) if own else None
            return who if who is not None and who.pos_ != "PRON" else None
    return None


def _is_turned_down(verb: Token, token: Token) -> bool:
    """ "Shareholders REJECTED a 9 billion euro takeover": an offer, of which they deny nothing."""
    things = [one for one in grammar.objects(verb) if token in one.subtree]
    claims = lexicon.words("claims") | lexicon.words("estimates")
    return verb.lemma_.lower() != "deny" and bool(things) and not any(t.lemma_.lower() in claims for t in things)


def _whose_estimate(token: Token, cue: Token) -> Span | None:
    """ "Rejected A UNITED NATIONS estimate that 5 million go hungry", "denied THE UNION's claim that 40 were hurt":
    whose number somebody denies."""
    known = lexicon.words("claims") | lexicon.words("estimates")
    for noun in token.ancestors:
        if noun == cue:
            return None
        if noun.lemma_.lower() in known and noun.pos_ == "NOUN":
            owners = grammar.possessors(noun) or [t for t in grammar.modifiers(noun) if t.pos_ == "PROPN"]
            name = [t for one in owners for t in one.subtree if t.pos_ in {"PROPN", "NOUN"}]
            return grammar.trim(noun.doc[min(t.i for t in name) : max(t.i for t in name) + 1]) if name else None
    return None


def _is_of_others_claim(token: Token, cue: Token) -> bool:
    """ "Agreed to pay, to settle CLAIMS that it had sold 300,000 of them": not its word, and nobody's by name."""
    for clause in token.ancestors:
        if clause == cue:
            return False
        noun = clause.head
        if clause.dep_ == "acl" and noun.lemma_.lower() in lexicon.words("claims") and not grammar.possessors(noun):
            return noun.tag_ == "NNS"
    return False


def _is_allowed(token: Token) -> bool:
    auxiliaries = {t.lower_ for t in grammar.auxiliaries(grammar.clause_head(token))}
    return bool(auxiliaries & ABLE) and "have" not in auxiliaries


def _is_supposed(token: Token) -> bool:
    """ "WOULD need to win four seats", "COULD cut 400 jobs": what may come to be so."""
    verb = grammar.clause_head(token)
    chain = [verb]
    while chain[-1].dep_ in grammar.COMPLEMENT and chain[-1].head != chain[-1]:
        chain.append(chain[-1].head)
    around = {t.lower_ for one in chain for t in grammar.auxiliaries(one)}
    return bool(around & SUPPOSING) and "have" not in around


def _closed(text: str) -> str:
    """``text`` without a quotation mark whose partner it lacks: 'no more than two million" people'."""
    odd = text.count('"') % 2 or text.count("“") != text.count("”")
    return text.translate(dict.fromkeys(map(ord, '"“”'))) if odd else text


def _is_one_or_other(verb: Token) -> bool:
    """ "60 were killed OR captured": nobody says how many of them were killed."""
    doc, i = verb.doc, verb.i
    around = (doc[max(0, i - 2) : i], doc[i + 1 : i + 3])
    return any({t.lower_ for t in two} & {"or"} and any(harm.measures(t.lower_) for t in two) for two in around)


def _quake_before(number: Token) -> Span | None:
    """The sentence before, where it tells of a quake, of which "put it at 6.7" may give the magnitude."""
    before = number.doc[max(0, number.sent.start - 1)].sent
    return before if before.end <= number.sent.start and QUAKE.search(before.text) else None


def _told_before(noun: Token, quantity: Quantity, found: list[Found]) -> Span | None:
    """The sentence just before that counts the same by another word: "There were 40 gunmen", and then "the officer put
    the number of attackers at 25"."""
    like, name = lexicon.table("like_nouns"), _name(noun)
    kin = (f for f in found if like.get(f.measure, f.measure) == like.get(name, name) and f.trigger.i < noun.i)
    last = max(kin, key=lambda f: f.count.start, default=None)
    if last is None or last.count.unit != quantity.unit or not 0 < _sentences_between(last.trigger, noun) <= NEAR_BY:
        return None
    return last.trigger.sent


def _sentences_between(one: Token, other: Token) -> int:
    """How many sentences ``other`` stands after ``one``."""
    return sum(bool(t.is_sent_start) for t in one.doc[one.sent.start + 1 : other.sent.start + 1])


# --- counts ----------------------------------------------------------------------------------


def _together(counts: list[Count]) -> Count:
    """The sum of the members of one list in one clause."""

    def add(values: list[float | None]) -> float | None:
        return None if any(v is None for v in values) else sum(v for v in values if v is not None)

    return Count(
        add([c.value for c in counts]),
        add([c.low for c in counts]),
        add([c.high for c in counts]),
        min(c.start for c in counts),
        max(c.end for c in counts),
        ", ".join(dict.fromkeys(c.what for c in counts if c.what)),
    )


def _last_of_pair(noun: Token) -> Token:
    """ "20,000 drivers and GUARDS": the bare noun that shares the number before the first."""
    pair = grammar.children(noun, {"conj"})
    shares = len(pair) == 1 and pair[0].i == noun.i + 2 and noun.nbor().lower_ == "and" and pair[0].tag_ == "NNS"
    return pair[0] if shares and noun.tag_ == "NNS" and not list(pair[0].children)[1:] else noun


def _renames(part: Token) -> bool:
    """Is it the name of the relative before it, read as one more of a list ("Karl, his wife, Anna, and their son")?"""
    if part.pos_ != "PROPN" or part.i < 2 or part.nbor(-1).text != ",":
        return False
    return part.nbor(-2).tag_ == "NN" and bool(grammar.possessors(part.nbor(-2)))


def _is_of_another_count(number: Token, trigger: Token) -> bool:
    """Has the first number of what a parser takes for a list a count of its own ("1 KILLED, 7 wounded")?"""
    if number.pos_ != "NUM" or number.i + 1 >= trigger.i:
        return False
    return bool(harm.measures(number.nbor().lower_))


def _is_plural(noun: Token) -> bool:
    """Is it several people of its own? A bare noun shares the number before it ("five men and women")."""
    own = grammar.possessors(noun) or grammar.children(noun, {"det"})
    return bool(own) and (noun.tag_ in {"NNS", "NNPS"} or noun.lemma_.lower() in lexicon.table("group_nouns"))


def _more_than(count: Count) -> Count:
    """ "Two mothers and their daughters": nobody says how many they are together."""
    return replace(count, value=None, high=None)


def _names_them(parts: list[Token], counts: list[Count | None]) -> bool:
    """Does the list say who the first ones are ("three victims, a man, a woman and a child") and adds nobody?"""
    first, rest = counts[0], parts[1:]
    if first is not None and len(rest) > 1 and first.value == sum((c.value or 0) if c else 0 for c in counts[1:]):
        return True
    if first is None or (first.value or 0) < 2 or len(rest) < 2:
        return bool(rest) and first is not None and (first.value or 0) > 1 and all(p.pos_ == "PROPN" for p in rest)
    alike = all(p.lemma_ == parts[0].lemma_ or p.pos_ == "PROPN" for p in rest)
    return alike or (parts[0].lemma_.lower() in GENERIC and len(rest) == first.value)


def _name(noun: Token) -> str:
    """The measure that a noun gives: its lemma, kept apart from what happens to people ("50 shots", not "50 shot")."""
    lemma = "people" if noun.lower_ == "people" else noun.lemma_.lower() or noun.lower_  # not the "person" of a parse
    return (
        noun.lower_
        if any(lemma in harm.measures(form).values() for form in (lemma, noun.lower_)) or lemma in {"shot", "injured"}
        else lemma
    )


def _is_of_a_compound(quantity: Quantity, text: str) -> bool:
    """ "A three-tweet directive", "a seven-term senator": nobody counts tweets or terms."""
    return bool(re.match(r"-[a-z]", text[quantity.number[1] :]))


def _is_of_sources(quantity: Quantity, text: str) -> bool:
    """ "According to THREE PEOPLE familiar with the talks": who tells it, and no count of anybody."""
    return bool(SOURCING.match(text, quantity.start)) or text[: quantity.start].lower().endswith("according to ")


def _is_in_name(quantity: Quantity, noun: Token) -> bool:
    """ "KTRN 11 News": many, and of one proper name."""
    many = quantity.unit is None and not quantity.qualifier and quantity.value not in {None, 1}
    before = noun.doc.char_span(0, quantity.number[0], alignment_mode="contract") if many else None
    return bool(before) and before is not None and noun.tag_ == "NNP" and before[-1].pos_ == "PROPN"


def _is_in_title(quantity: Quantity, doc: Doc) -> bool:
    """ "A song called “2 Boats and a 50”": the number of a title counts nothing."""
    return any(
        r.start <= quantity.start < r.end and TITLED.search(doc.text, max(0, r.start - TITLE_BEFORE), r.start)
        for r in regions(doc.text)
    )


def _is_worth(quantity: Quantity, text: str) -> bool:
    """A bare "one" counts nothing; everything else does."""
    return quantity.value != 1 or text[slice(*quantity.number)].isdigit() or bool(quantity.qualifier)


def _scope(sentence: Span) -> tuple[str, ...]:
    """Lower-case content words of the sentence, in order, once each."""
    words = (
        t.lemma_.lower() or t.lower_ for t in sentence if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"} and t.is_alpha
    )
    return tuple(dict.fromkeys(words))
