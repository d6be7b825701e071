"""Which part somebody has in a deed: who is killed, who is held to have done it, who did it.

Who is accused of it and who did it are told apart, however likely they are one: a brief that calls a man who denies
it the gunman says what no article does.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from briefing import grammar, harm, lexicon
from briefing.extract.mentions.draft import Draft
from briefing.model import Part

DEATHS = lexicon.marked("parts_in_deeds", "death")
TRIALS = lexicon.marked("parts_in_deeds", "trial")
CASES = lexicon.marked("parts_in_deeds", "case")
OWNING_UP = lexicon.marked("parts_in_deeds", "owning_up")
FACING = lexicon.marked("parts_in_deeds", "facing")
HANGING = lexicon.marked("parts_in_deeds", "hanging")
SENTENCES = lexicon.marked("parts_in_deeds", "sentence")
SUSPECTS = lexicon.marked("parts_in_deeds", "suspect")
STATES: dict[str, Part] = {"dead": "killed", "guilty": "accused"}
NAMED_BY: dict[Part, set[Part]] = {"killed": {"killed"}, "accused": {"accused", "did"}, "did": {"did"}}
"""The parts of a name that give a description its name."""
KNOWN = {"the", "this", "that", "his", "her", "their"}
LEAD = 6
"""Sentences, headline and dateline among them, in which an article tells its own event."""
DEEDS = {"killed", "injured", "shot", "stabbed", "abducted"}
"""Measures of what somebody does to people."""


def cast(drafts: list[Draft], doc: Doc) -> None:
    """Give each of ``drafts`` the part that its clause gives it, where one clause gives it one."""
    found: dict[int, set[Part]] = {}
    for token in doc:
        for part, one in _told(token):
            for person in grammar.conjuncts(grammar.antecedent(one)):
                found.setdefault(person.i, set()).add(part)
    for draft in drafts:
        parts = found.get(_bearer(draft).i, set()) if draft.kind == "person" else set()
        if parts == {"accused", "killed"}:
            parts = {"killed"}  # "the boss, arrested on Monday, was found dead"
        if parts == {"accused", "did"}:  # "the gunman was charged", "Reed, who shot two, was charged"
            parts = {"did"} if draft.form == "name" else {"accused"}
        draft.part = next(iter(parts)) if len(parts) == 1 else None
        if draft.part and _is_aside(draft):
            draft.part = "aside"
        if draft.part and _is_other_than_who_does_it(draft):
            draft.part = None


def join_parts(drafts: list[Draft]) -> None:
    """ "A man was charged" and "Bo Reed was charged" are one where the article names nobody else who was and tells of
    no more of them; who is killed and accused is no victim, who is convicted was accused."""
    accused = {_surname(d) for d in drafts if d.part in {"accused", "did"} and d.form == "name"}
    for part in NAMED_BY:
        told = [d for d in drafts if d.part == part or (d.part in NAMED_BY[part] and d.form == "name")]
        told = [d for d in told if d.form != "pronoun"]
        if any(d.plural or _is_in_list(d.head) or _is_another(d) for d in told):
            continue
        named = [d for d in told if d.form == "name"]
        surnames = set(map(_surname, named))
        if len(surnames) != 1 or (part == "killed" and surnames & accused):
            continue
        name = max(named, key=lambda d: len(d.span) > 1)
        for draft in told:
            if draft.form == "nominal" and draft.same_as is None and _agree(draft, name):
                draft.same_as = name
    for draft in drafts:
        if draft.part and draft.form == "nominal" and not draft.plural and _is_in_list(draft.head):
            draft.part = "aside"


def _bearer(draft: Draft) -> Token:
    """The noun that the clause tells of: the name, or what it says before it ("goalkeeper Ann Reed was arrested")."""
    noun = draft.head.head
    return noun if draft.form == "name" and draft.head.dep_ == "flat" and noun.i < draft.head.i else draft.head


def _is_aside(draft: Draft) -> bool:
    """Is somebody described whom the article brings up late: "in May, a gunman killed two", "the gunman of Norrvik"?"""
    known = any(t.lower_ in KNOWN for t in draft.span) and not grammar.obliques(draft.head)
    return draft.form == "nominal" and not draft.plural and draft.sentence >= LEAD and not known


def _is_other_than_who_does_it(draft: Draft) -> bool:
    """ "A man shot another man": other than who does it, and no second one who is shot."""
    verb = draft.head.head
    doer = _subject(verb) if draft.head in grammar.objects(verb) else None
    return _is_another(draft) and doer is not None and doer.lemma_ == draft.head.lemma_


def _subject(verb: Token) -> Token | None:
    """Who does it; "a cook let go on Friday opened fire", where the parse takes the participle for a clause."""
    one = grammar.subject(verb)
    own = grammar.children(one, grammar.SUBJECTS) if one is not None and grammar.is_verb(one) else []
    return own[0] if own else one


def _surname(name: Draft) -> str:
    return name.span[-1].lower_


def _is_in_list(noun: Token) -> bool:
    return noun.dep_ == "conj" or len(grammar.conjuncts(noun)) > 1


def _is_another(draft: Draft) -> bool:
    return any(t.lower_ in lexicon.words("telling_apart") for t in draft.span)


def _agree(one: Draft, other: Draft) -> bool:
    genders, ages = {one.gender, other.gender}, {one.age, other.age}
    return (None in genders or len(genders) == 1) and (None in ages or len(ages) == 1)


def _told(word: Token) -> Iterator[tuple[Part, Token]]:
    lemma = word.lemma_.lower()
    if word.pos_ in {"VERB", "AUX"}:
        yield from _by_verb(word)
    elif word.lower_ in STATES:
        yield from ((STATES[word.lower_], one) for one in _in_state(word))
    elif word.pos_ == "NOUN":
        yield from _by_noun(word, lemma)


def _by_noun(noun: Token, lemma: str) -> Iterator[tuple[Part, Token]]:
    if lemma in SUSPECTS or lemma in lexicon.words("perpetrators"):
        yield "accused" if lemma in SUSPECTS else "did", noun
    if lemma in DEATHS | TRIALS and not any(t.lower_ in harm.TRYING for t in grammar.modifiers(noun)):
        part: Part = "killed" if lemma in DEATHS else "accused"
        yield from ((part, one) for one in grammar.possessors(noun))
        yield from ((part, one) for case, one in grammar.obliques(noun) if case == "of")
    if lemma in CASES:
        yield from (("accused", one) for case, one in grammar.obliques(noun) if case == "against")


def _by_verb(verb: Token) -> Iterator[tuple[Part, Token]]:
    if not harm.is_real(verb):
        return
    roles, lemma = harm.measures(verb.lower_), verb.lemma_.lower()
    deed = roles.get("patient")
    if deed in DEEDS and harm.patients(verb):
        yield from (("did", one) for one in _doers(verb))
    if deed == "killed" or (deed in DEEDS and harm.is_fatal(verb)):
        yield from (("killed", one) for one in _patients(verb))
    opens_fire = lemma == "open" and any(t.lower_ == "fire" for t in grammar.objects(verb))
    own: Part | None = "did" if opens_fire else "accused" if lemma in OWNING_UP else None
    if lemma in FACING and any(t.lemma_.lower() in CASES | TRIALS for t in grammar.objects(verb)):
        own = "accused"
    if roles.get("subject") == "killed" or _goes_to_his_death(verb):
        own = "killed"
    if own and (one := _subject(verb)) is not None:
        yield own, one
    if lemma in lexicon.words("accusing_verbs"):
        yield from (("did" if lemma in SENTENCES else "accused", one) for one in _patients(verb))


def _doers(verb: Token) -> list[Token]:
    """Who does it; in "Teen shot twice by police", where no auxiliary tells of the passive, who comes after "by"."""
    by = grammar.children(verb, {"obl:agent"})
    return by if by and not grammar.auxiliaries(verb) else grammar.agents(verb)


def _goes_to_his_death(verb: Token) -> bool:
    """ "Fell to his death", "hanged himself", "committed suicide"; not "was sentenced to death"."""
    done = grammar.objects(verb)
    if done:
        hanged = verb.lower_ in HANGING and done[0].lower_.endswith("self")
        return hanged or (verb.lower_.startswith("commit") and done[0].lower_ == "suicide")
    return harm.is_fatal(verb) and not grammar.is_passive(verb) and verb.lemma_.lower() not in SENTENCES


def _patients(verb: Token) -> list[Token]:
    """Whom it is done to; in a headline the subject, "Man killed in crash"."""
    bare = not grammar.auxiliaries(verb) and verb.tag_ in {"VBD", "VBN"}
    return harm.patients(verb) or (grammar.children(verb, grammar.SUBJECT) if bare else [])


def _in_state(word: Token) -> list[Token]:
    """Who is, is left or is found dead or guilty."""
    if subject := grammar.children(word, grammar.SUBJECTS):
        return subject[:1]
    if word.dep_ in {"xcomp", "acomp", "oprd"} and grammar.is_verb(word.head):
        return harm.of_complement(word.head)[:1]
    return [word.head] if word.dep_ == "amod" and word.head.pos_ == "NOUN" else []
