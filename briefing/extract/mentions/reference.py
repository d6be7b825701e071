"""Pronouns and definite descriptions, given the earlier mention that they stand for.

After Lappin and Leass 1994: subjects before others, near before far, number and gender agree.
"""

from collections import Counter, defaultdict

from spacy.tokens import Span, Token

from briefing import cues, grammar, harm, lexicon
from briefing.atlas import gazetteer
from briefing.extract.mentions.draft import Draft, Gender
from briefing.quoted import Quoted

OF_STATES = lexicon.marked("body_words", "state")
"""Bodies that are a state's where nothing else is said: "the army" is not the Army of Conquest that it fights."""
ANY_BODY = lexicon.marked("body_words", "any")
APART = lexicon.marked("adjectives", "apart")
"""Words by which a body is another than the one that a story calls by its noun alone."""
REACH = 3
"""How many sentences back a pronoun may look."""


def refer(drafts: list[Draft]) -> None:
    """Give pronouns and definite descriptions the earlier mention they stand for, where one fits."""
    quoted = frozenset(Quoted(drafts[0].span.doc).of) if drafts else frozenset()
    _share_gender(drafts)
    for n, draft in enumerate(drafts):
        if draft.same_as is not None:
            continue
        before = drafts[max(0, n - 60) : n]
        if draft.form == "pronoun":
            draft.same_as = _antecedent(draft, before, drafts[n + 1 : n + 8], quoted)
        elif draft.form == "nominal" and _is_definite(draft):
            draft.same_as = _described(draft, drafts[:n])


def _share_gender(drafts: list[Draft]) -> None:
    """What a first name or a title says of somebody holds wherever the surname stands, unless several have it."""
    people = [d for d in drafts if d.form == "name" and d.kind == "person"]
    known: dict[str, set[Gender]] = defaultdict(set)
    first_names: dict[str, set[str]] = defaultdict(set)
    for draft in people:
        surname = draft.span[-1].lower_
        known[surname] |= {draft.gender} if draft.gender else set()
        first_names[surname] |= {draft.span[0].lower_} if len(draft.span) > 1 else set()
    for draft in people:
        surname = draft.span[-1].lower_
        if draft.gender is None and len(known[surname]) == 1 and len(first_names[surname]) < 2:
            (draft.gender,) = known[surname]


def _antecedent(pronoun: Draft, before: list[Draft], after: list[Draft], quoted: frozenset[int]) -> Draft | None:
    """The best earlier mention that agrees in number and gender, at most `REACH` sentences back;
    for a possessive in a fronted phrase ("Despite calls for his departure, X …") the subject to come."""
    verb = grammar.clause_head(pronoun.head)
    ahead = [d for d in after if d.form == "name" and d.head.head == verb and _is_subject(d) and _agrees(pronoun, d)]
    if ahead and pronoun.head.tag_ == "PRP$" and pronoun.head.head.dep_ not in grammar.SUBJECT:
        return ahead[0]
    others = _others(pronoun)
    barred = {_person(d) for d in before if d.head in others}
    fits = [
        d
        for d in before
        if pronoun.sentence - d.sentence <= REACH
        and _agrees(pronoun, d)
        and _person(d) not in barred
        and not d.span.start <= pronoun.head.i < d.span.end  # "his father" is not he
        and not _are_apart(pronoun, d, quoted)
        and not cues.speaks_of_another(d.head, pronoun.head)
    ]
    if pronoun.head.lower_ in grammar.IMPERSONAL:
        # "it" and "they" often stand for no actor: only a subject near by is safe.
        fits = [d for d in fits if pronoun.sentence - d.sentence <= 1 and _is_subject(d)]
    if pronoun.head.lower_.endswith("self"):
        subject = grammar.subject(pronoun.head.head)
        fits = [d for d in fits if d.head == subject] or fits
    told = Counter(map(_person, before))
    return max(fits, key=lambda d: (_salience(pronoun, d, told[_person(d)]), d.span.start), default=None)


def _agrees(pronoun: Draft, other: Draft) -> bool:
    if other.form == "pronoun" and other.same_as is None:
        return False
    word = pronoun.head.lower_
    if word in grammar.IMPERSONAL and grammar.is_elided(other.head):
        return False
    if word in grammar.IT:
        return not other.plural and other.kind in {"organisation", "group", "place"}
    if word in grammar.THEY:
        return other.plural or other.kind in {"organisation", "group"}
    return other.kind == "person" and not other.plural and other.gender in {None, pronoun.gender}


def _others(pronoun: Draft) -> set[Token]:
    """Who the pronoun cannot be: "X told him", "X began to follow him", "he told X" are of two people, unless the
    pronoun is possessive or reflexive (principle B of Chomsky 1981)."""
    verb = pronoun.head.head
    if pronoun.head.tag_ == "PRP$" or pronoun.head.lower_.endswith("self") or not grammar.is_verb(verb):
        return set()
    found = set(verb.children)
    if _is_subject(pronoun):
        found |= _in_opening_clause(pronoun.head)
    while verb.dep_ == "advcl" and grammar.subject(verb) is None and verb.head != verb:
        verb = verb.head  # "X won, knocking him down"
    subject = grammar.subject(verb)
    if subject is not None and not _is_subject(pronoun):
        found |= set(grammar.conjuncts(grammar.antecedent(subject)))
    return found


def _in_opening_clause(subject: Token) -> set[Token]:
    """ "Speaking of X, SHE said", "After meeting X, HE left": whoever does both is not X."""
    clauses = (c for c in grammar.children(subject.head, {"advcl"}) if c.i < subject.i and c.tag_ == "VBG")
    verbs = (c for c in clauses if not grammar.children(c, grammar.SUBJECTS))
    return {t for v in verbs for t in (*grammar.objects(v), *(noun for _, noun in grammar.obliques(v)))}


def _are_apart(pronoun: Draft, other: Draft, quoted: frozenset[int]) -> bool:
    """Quotation keeps them apart: who speaks is not named in what is quoted, and speaks of others."""
    inside, other_inside = pronoun.head.i in quoted, other.head.i in quoted
    return other_inside if not inside else not other_inside and _speaks(other)


def _speaks(draft: Draft) -> bool:
    return _is_subject(draft) and bool(cues.frames(draft.head.head))


def _person(draft: Draft) -> object:
    """Who a mention is, as far as the article has told yet."""
    seen = {draft}
    while draft.same_as is not None and draft.same_as not in seen:  # two names may each be given for the other
        draft = draft.same_as
        seen.add(draft)
    return draft.span[-1].lower_ if draft.form == "name" else draft


def _salience(pronoun: Draft, other: Draft, told: int) -> float:
    """``told``: how often the other was spoken of just before. Who spoke goes on speaking."""
    score = -1.0 * (pronoun.sentence - other.sentence)
    score += 0.8 * _is_subject(other) - 0.7 * _is_possessor(other)
    score += 0.4 * (other.form == "name") + 0.3 * (other.form == "pronoun")
    score += 0.3 * (other.gender is not None and other.gender == pronoun.gender)
    score += 0.5 * (_speaks(pronoun) and _speaks(other))
    return round(score + 0.1 * min(told, 4), 3)


def _is_subject(draft: Draft) -> bool:
    return draft.head.dep_ in grammar.SUBJECTS


def _is_possessor(draft: Draft) -> bool:
    return draft.head.dep_ in grammar.POSSESSIVE or grammar.is_elided(draft.head)


def _is_definite(draft: Draft) -> bool:
    return any(t.lower_ in grammar.DEFINITE for t in grammar.children(draft.head, {"det"}))


def _described(nominal: Draft, before: list[Draft]) -> Draft | None:
    """The one body with that word in its name; else the nearest earlier mention of the same head word, or a name whose
    role says it."""
    if nominal.lemma in lexicon.table("generic_bodies") and (named := _named_so(nominal, before)) is not None:
        return named
    for other in reversed(before):
        if other.plural != nominal.plural or other.form == "pronoun":
            continue
        if _is_called(nominal, other, before):
            told = Counter(map(_person, before))
            near = [d for d in before if _is_called(nominal, d, before)]
            return max(near, key=lambda d: (told[_person(d)], d.span.start))
        if other.form == "nominal" and other.lemma == nominal.lemma and _compatible(nominal, other.span):
            return other
        roles = (role for role in other.roles if other.form == "name" and role.root.lemma_.lower() == nominal.lemma)
        if any(_compatible(nominal, role) for role in roles):
            return other
    return _named_so(nominal, before) or _just_named(nominal, before)


def _named_so(nominal: Draft, before: list[Draft]) -> Draft | None:
    """ "The federation": the one body of the article with that word in its name."""
    if len(nominal.span) > 2:
        return None
    bodies = [d for d in before if d.form == "name" and d.kind in {"organisation", "group"}]
    found = [d for d in bodies if nominal.lemma in (t.lower_ for t in d.span)]
    if nominal.lemma in OF_STATES:
        found = [d for d in found if any(_is_of_state(t) for t in d.span)]
    return found[-1] if len({_person(d) for d in found}) == 1 else None


def _is_of_state(word: Token) -> bool:
    return word.text in lexicon.table("demonyms") or gazetteer.state(word.text) is not None


def _just_named(nominal: Draft, before: list[Draft]) -> Draft | None:
    """ "The actress", "the 26-year-old": the one person whom this sentence and the last name, where nothing else
    in the article is called so."""
    bare = not (grammar.modifiers(nominal.head) or grammar.possessors(nominal.head)) or harm.is_aged(nominal.head)
    if nominal.plural or not (bare and (nominal.lemma in lexicon.words("epithets") or harm.is_aged(nominal.head))):
        return None
    near = [
        d
        for d in before
        if d.form == "name" and d.kind == "person" and nominal.sentence - d.sentence <= 1
        if d.gender is None or nominal.gender in {None, d.gender}
    ]
    return near[-1] if len({_person(d) for d in near}) == 1 else None


def _is_called(nominal: Draft, name: Draft, before: list[Draft]) -> bool:
    if not _names_what(nominal, name) or _speaks_of_another(nominal, name, before):
        return False
    return not (_is_of_other_sort(nominal.lemma, name, before) or _is_known_before(nominal, name, before))


def _is_known_before(nominal: Draft, name: Draft, before: list[Draft]) -> bool:
    """ "THE CENTRAL BANK raised its rate. Tarn Capital said THE BANK was late": one that the article has told apart
    from others of its kind before it first names the other."""
    first = next((d for d in before if d.form == "name" and _person(d) == _person(name)), name)
    told = (t for t in first.span.doc[1 : first.span.start] if t.lemma_.lower() == nominal.lemma and t.tag_ == "NN")
    return any(t.nbor(-1).lower_ in APART for t in told)


def _speaks_of_another(nominal: Draft, name: Draft, before: list[Draft]) -> bool:
    """ "The company denied it. Unity said it would strike unless THE COMPANY paid": whom the article has called so
    before is somebody else than who speaks."""
    verb = name.head.head
    says = name.head.dep_ in grammar.SUBJECTS and cues.opens(verb) and verb.is_ancestor(nominal.head)
    called = [d for d in before if d.form == "nominal" and d.lemma == nominal.lemma and d.plural == nominal.plural]
    return says and bool(called) and all(_person(d) != _person(name) for d in called)


def _names_what(nominal: Draft, other: Draft) -> bool:
    """A bare "the group" or "the company" after a name of that kind, in this sentence or the last."""
    if other.form != "name" or len(nominal.span) > 2:
        return False
    near = nominal.sentence - other.sentence <= 1
    return near and other.kind in lexicon.table("generic_bodies").get(nominal.lemma, "").split()


def _is_of_other_sort(noun: str, name: Draft, before: list[Draft]) -> bool:
    """Does the name say that it is something else, or what is said of it: the National Union of Sailors, or the NUS, is
    no "company", and "the bankers' association Asoban" no "bank"?"""
    full = (d.same_as for d in before if d.form == "name" and d.same_as is not None and d.span.text == name.span.text)
    words = {t.lower_ for one in (name, *full) for t in one.span} | {role.root.lemma_.lower() for role in name.roles}
    sorts = words & lexicon.table("group_nouns").keys()
    return bool(sorts) and noun not in sorts and noun not in ANY_BODY


def _compatible(nominal: Draft, earlier: Span) -> bool:
    """No modifier of the later description that the earlier one lacks, and none of the earlier that makes it another's
    ("the former president" is not "the president")."""
    mine = {t.lemma_.lower() for t in grammar.modifiers(nominal.head) + grammar.possessors(nominal.head)}
    words = {t.lemma_.lower() for t in earlier}
    return mine <= words and not (words - mine) & lexicon.words("other_offices")
