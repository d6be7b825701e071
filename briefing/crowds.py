"""How many came: who is counted as a crowd, and a number put against the one told before it."""

from spacy.tokens import Token

from briefing import grammar, harm, lexicon

CROWDS = lexicon.marked("counting_words", "crowd")
PUTTING = lexicon.marked("counting_words", "putting")
DRAWING = lexicon.marked("counting_words", "drawing")
"""Verbs whose object is who came ("a rally that drew 52,000 people")."""
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


def restated(number: Token) -> Token | None:
    """The verb that puts ``number`` against one told before ("Organisers put the FIGURE at 9,000", "gave a figure of
    9,000", "put it at 9,000", "put the turnout at 58 percent", "said the number was 40"), or None."""
    if number.head.lower_ in {"closer", "nearer"} and grammar.preposition(number) == "to":
        number = number.head  # "The firm said the number was closer to 35,000"
    if grammar.children(number, {"cop"}):
        subject = grammar.subject(number)
        return number if subject is not None and _is_estimate(subject) and _is_bare(subject) else None
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
    if _is_changed(verb, number):
        things = [
            (thing, [n for case, n in grammar.obliques(thing) if case == "of"]) for thing in grammar.objects(verb)
        ]
        return next((n for thing, of in things for n in (*of, thing) if n.tag_ == "NNS"), None)
    counted = verb  # the parse may hang "at 41,000" on the passengers
    if grammar.preposition(number) == "at" and _is_estimate(counted.head) and grammar.preposition(counted) == "of":
        verb = counted.head.head
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


def _is_changed(verb: Token, number: Token) -> bool:
    known = grammar.is_verb(verb) and verb.lemma_.lower() in lexicon.words("changing_verbs")
    return known and not grammar.is_passive(verb) and grammar.preposition(number) == "to"


def put_at(noun: Token) -> list[Token]:
    """What somebody puts ``noun`` at: "put the DEAD at 22"."""
    verb = noun.head
    known = grammar.is_verb(verb) and verb.lemma_.lower() in lexicon.words("estimating_verbs") | PUTTING
    return _put_at(verb) if known and noun in grammar.objects(verb) else []


def _put_at(verb: Token) -> list[Token]:
    rows = [*grammar.obliques(verb), *((grammar.preposition(noun), noun) for noun in grammar.objects(verb))]
    return [noun for case, noun in rows if case in {"at", "as"}]


def _is_of_crowds(verb: Token) -> bool:
    known = lexicon.words("crowd_verbs")
    with_it = [*verb.children, *(noun for _, noun in grammar.obliques(verb))]
    lemma = verb.lemma_.lower()
    return lemma in known or any(f"{lemma} {one.lemma_.lower()}" in known for one in with_it)
