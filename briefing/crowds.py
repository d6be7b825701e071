"""How many came: who is counted as a crowd, and a number put against the one told before it."""

from spacy.tokens import Token

from briefing import cues, grammar, harm, lexicon

CROWDS = lexicon.marked("counting_words", "crowd")
PUTTING = lexicon.marked("counting_words", "putting")
DRAWING = lexicon.marked("counting_words", "drawing")
"""Verbs whose object is who came ("a rally that drew 52,000 people")."""
TOTAL = {"total"}
"""What a number may be brought to without a word of what it is of."""
BETWEEN = {",", "and", "while", "but"}
"""What parts two who put a number at something, each his own."""
CARRIED = {"VBG", "VBD", "VBZ", "VBP"}
"""Tags of "carry" where it is done, and not only what something may do."""
FARTHEST = 4
"""Words from "at" to its number: "at no more than 40"."""
RISING = lexicon.words("price_moves")
KEEPING = lexicon.marked("counting_words", "keeping")
"""Verbs by which somebody holds to a number of his own."""


def gathered(word: Token) -> list[Token]:
    """The numbers or nouns that may say how many took part: the subject of "marched" and "took part", the number that a
    crowd "of 5,000" has or is "put at"."""
    if word.lemma_.lower() in CROWDS and word.pos_ == "NOUN":
        of = [noun for case, noun in grammar.obliques(word) if case in {"of", "at"}]
        return of + _put_at(word.head) if word in grammar.objects(word.head) else of
    if not grammar.is_verb(word) or not harm.is_real(word):
        return []
    verb = lexicon.table("verb_forms").get(word.lower_, word.lemma_.lower())  # the lemmatiser has "drow" for "drew"
    if verb in DRAWING and not grammar.is_passive(word):
        return [noun for noun in grammar.objects(word) if noun.lower_ == "people" or noun.pos_ == "NUM"]
    if not _is_of_crowds(word):
        return []
    who = grammar.subject(word)
    return [who] if who is not None else []


def aboard(word: Token) -> list[Token]:
    """The numbers or nouns that may say how many a ship or a plane held: "with 212 people ABOARD", "187 were ON BOARD",
    "CARRYING about 150 people". What one is licensed to carry is nobody."""
    if word.lemma_.lower() == "carry" and word.tag_ in CARRIED and not grammar.is_passive(word) and harm.is_real(word):
        return [noun for noun in grammar.objects(word) if not _goes_on_counting(noun)]
    first = word.i - (word.lower_ == "board")
    if word.lower_ not in {"aboard", "board"} or first <= word.sent.start:
        return []
    if word.lower_ == "board" and word.doc[first].lower_ != "on":
        return []
    if word.doc[first - 1].tag_ in {"NNS", "NN", "CD"}:
        return [word.doc[first - 1]]
    on = word.head if word.dep_ == "fixed" else word
    where = on.head if on.dep_ == "case" else on  # "were on board the STAR"
    who = grammar.subject(where) if grammar.children(where, {"cop"}) else None
    if who is None and where.dep_ in grammar.COMPLEMENT:
        return harm.of_complement(where.head)  # "were believed to have been aboard"
    return [who] if who is not None else []


def _goes_on_counting(noun: Token) -> bool:
    """ "64 passengers AND FOUR CREW": is there more to add, wherever the parse joins it?"""
    after = noun.doc[noun.i + 1 : noun.i + 3]
    listed = len(after) == 2 and after[0].lower_ in {"and", ","} and after[1].tag_ == "CD"
    return listed or bool(grammar.children(noun, {"conj"}))


def restated(number: Token) -> Token | None:
    """The verb that puts ``number`` against one told before ("Organisers put the FIGURE at 9,000", "gave a figure of
    9,000", "put it at 9,000", "put the turnout at 58 percent", "said the number was 40"), or None."""
    if number.head.lower_ in {"closer", "nearer"} and grammar.preposition(number) == "to":
        number = number.head  # "The firm said the number was closer to 35,000"
    if number.head.lower_ == "more" and grammar.children(number.head, {"cop"}):
        number = number.head  # "The mayor said it was no more than 5,000"
    if grammar.children(number, {"cop"}):
        subject = grammar.subject(number)
        bare = subject is not None and _is_estimate(subject) and _is_bare(subject)
        it = subject is not None and subject.lower_ == "it" and number.dep_ == "ccomp"  # "said it was 40"
        return number if bare or it else None
    noun = number.head if _is_estimate(number.head) and not grammar.is_verb(number.head) else None
    verb = noun.head if noun is not None else number.head
    said = lexicon.words("estimating_verbs") | PUTTING
    if grammar.is_verb(verb) and verb.lemma_.lower() == "speak" and grammar.preposition(number) == "of":
        return verb  # "Organisers spoke of 20,000"
    if _is_changed(verb, number) and any(
        _is_estimate(one) and grammar.possessors(one) for one in grammar.objects(verb)
    ):
        return verb  # "The union raised its count to 165"
    if noun is not None and grammar.is_verb(verb) and verb.lemma_.lower() in KEEPING and grammar.possessors(noun):
        return verb  # "The agency stands by its figure of 212,000"
    if not grammar.is_verb(verb) or verb.lemma_.lower() not in said or grammar.is_passive(verb):
        return None
    if number in grammar.objects(verb) and verb.lemma_.lower() in {"count", "tally"}:
        return verb  # "The union said it had counted 140"
    for thing in grammar.objects(verb):
        of = [one for _, one in grammar.obliques(thing)]
        told = thing.lower_ == "it" or _is_estimate(thing) or _is_bare(thing)
        if told and number in [*of, *_put_at(verb)] and not [one for one in of if one != number]:
            return verb
    return None


def _is_estimate(noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon.words("estimates")


def _is_bare(noun: Token) -> bool:
    """ "The share", and no more: what it is of was told before."""
    return [t.lower_ for t in noun.children if t.dep_ not in grammar.CASE] == ["the"]


def numbered(number: Token) -> Token | None:
    """The noun whose number is told: "put the number of EVACUEES at 8,200", "widened its recall of TOYS to 58,000"."""
    verb = number.head
    # The parse may hang a bare "to 400" on the noun before it.
    changed = grammar.clause_head(number) if number.tag_ == "CD" else verb
    if _is_changed(changed, number):
        things = [
            (thing, [n for case, n in grammar.obliques(thing) if case == "of"]) for thing in grammar.objects(changed)
        ]
        bare = (thing for thing, of in things if thing.lemma_.lower() in TOTAL and not of)
        return next((n for thing, of in things for n in (*of, thing) if n.tag_ == "NNS"), next(bare, None))
    counted = verb  # the parse may hang "at 41,000" on the passengers
    if grammar.preposition(number) == "at" and _is_estimate(counted.head) and grammar.preposition(counted) == "of":
        verb = counted.head.head
    last = _at(number)
    if last is not None and last.tag_ == "NNS" and _is_numbered(last) and _is_put(last):
        return last  # "put the number of ATTACKERS at no more than 25"
    if (
        not grammar.is_verb(verb)
        or verb.lemma_.lower() not in lexicon.words("estimating_verbs")
        or grammar.is_passive(verb)
    ):
        return None
    if verb != counted:
        return counted
    for thing in grammar.objects(verb):
        of = [noun for case, noun in grammar.obliques(thing) if case == "of" and noun != number]
        if thing.lemma_.lower() in lexicon.words("estimates") and of and number in _put_at(verb):
            return of[0]
    return None


def risen(number: Token) -> Token | None:
    """The noun whose number has come to this: "the number of CASES rose to 2,431"."""
    before = number.doc[number.sent.start : number.i]
    to = next((t.i for t in reversed(before[-FARTHEST:]) if t.lower_ == "to"), before.start)
    verb = next((t for t in number.doc[max(before.start, to - 2) : to] if t.lower_ in RISING), None)
    counted = (t for t in number.doc[before.start + 2 : verb.i if verb is not None else before.start])
    return next((t for t in counted if t.tag_ == "NNS" and _is_numbered(_first_of(t))), None)


def _first_of(noun: Token) -> Token:
    """The first word of "suspected cholera CASES"."""
    first = noun
    while first.i > noun.sent.start and first.nbor(-1).pos_ in {"ADJ", "NOUN", "VERB"} and not _is_numbered(first):
        first = first.nbor(-1)
    return first


def _is_numbered(noun: Token) -> bool:
    """ "The number of ATTACKERS"."""
    before = noun.doc[max(noun.sent.start, noun.i - 2) : noun.i]
    return len(before) > 1 and before[-1].lower_ == "of" and _is_estimate(before[0])


def _is_changed(verb: Token, number: Token) -> bool:
    known = grammar.is_verb(verb) and verb.lemma_.lower() in lexicon.words("changing_verbs")
    return known and not grammar.is_passive(verb) and grammar.preposition(number) == "to"


def put_at(noun: Token) -> list[Token]:
    """What somebody puts ``noun`` at: "put the DEAD at 22 and the WOUNDED at 40"."""
    behind = next((t for t in noun.sent if t.i > noun.i + 1 and t.tag_ == "CD"), None)
    if behind is not None and _at(behind) == noun and _is_put(noun):
        return [behind]
    verb = noun.head
    known = _puts(verb) and noun in grammar.objects(verb)
    own = {None, *grammar.subtree(noun)}
    return [one for one in _put_at(verb) if _at(one) in own] if known else []


def teller(number: Token) -> Token | None:
    """Who puts at ``number`` what another puts at one told before, with no verb of his own: "Police put the crowd at
    8,000, ORGANISERS at 25,000"."""
    last = _at(number)
    if last is None or not _is_put(last):
        return None
    who = next((t for t in reversed(number.doc[number.sent.start : last.i]) if t.lower_ in BETWEEN), None)
    said = number.doc[who.i + 1 : last.i + 1] if who is not None else None
    if not said or any(grammar.is_verb(t) for t in said) or not any(_at(t) for t in number.sent if t.i < said.start):
        return None
    one = said.root
    is_thing = harm.measures(one.lower_) or _is_estimate(one) or one.lemma_.lower() in CROWDS
    return one if cues.can_speak(one) and not is_thing else None


def _at(number: Token) -> Token | None:
    """The word before the "at" of ``number``: "the DEAD at more than 40"."""
    if number.tag_ != "CD":
        return None
    near = number.doc[max(number.sent.start, number.i - FARTHEST) : number.i]
    at = next((t for t in reversed(near) if t.lower_ == "at"), None)
    return at.nbor(-1) if at is not None and at.i > number.sent.start else None


def _is_put(word: Token) -> bool:
    """Does a verb of putting stand before ``word`` in its part of the sentence?"""
    before = word.doc[word.sent.start : word.i]
    start = next((t.i for t in reversed(before) if t.text in {";", ":"}), word.sent.start)
    return any(t.i >= start and _puts(t) for t in before)


def _puts(verb: Token) -> bool:
    known = lexicon.words("estimating_verbs") | PUTTING
    return grammar.is_verb(verb) and verb.lemma_.lower() in known and not grammar.is_passive(verb)


def _put_at(verb: Token) -> list[Token]:
    rows = [*grammar.obliques(verb), *((grammar.preposition(noun), noun) for noun in grammar.objects(verb))]
    return [noun for case, noun in rows if case in {"at", "as"}]


def _is_of_crowds(verb: Token) -> bool:
    known = lexicon.words("crowd_verbs")
    with_it = [*verb.children, *(noun for _, noun in grammar.obliques(verb))]
    lemma = verb.lemma_.lower()
    if lemma == "turn" and verb.doc[verb.i + 1 : verb.i + 4].text.lower() in {"out to be", "out to have"}:
        return False  # "two turned out TO HAVE missed the shift"
    return lemma in known or any(f"{lemma} {one.lemma_.lower()}" in known for one in with_it)
