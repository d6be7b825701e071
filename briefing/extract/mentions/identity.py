"""Roles and identities that grammar gives: apposition, "known as", "X, or Y", a name's acronym in brackets."""

import re
from collections.abc import Set

from spacy.tokens import Doc, Span, Token

from briefing import cues, grammar, kinds, lexicon, sources
from briefing.atlas import gazetteer
from briefing.extract.mentions.draft import Draft

NAMING = lexicon.marked("saying_words", "naming")
"""Nouns for what somebody is known by."""
OFFICERS = lexicon.marked("roles", "officer")
SHORT_OFFICES = lexicon.marked("roles", "short")
SPOKESMEN = lexicon.marked("roles", "spokesman")
POSTPOSED = lexicon.marked("roles", "postposed")
"""Adjectives behind the noun of an office: "attorney general"."""
ADDRESSED = lexicon.marked("roles", "address")
"""What clergy and nobles are called before their names."""
RANKS = lexicon.marked("roles", "rank")
CLOSING = re.compile(r"[A-Z]\.")
QUOTES = {'"', "“", "”", "``", "''"}
ALLEGING = lexicon.marked("saying_words", "alleging")
OURS = (grammar.FIRST | grammar.SECOND) - lexicon.marked("pronouns", "reflexive")


def describe(name: Draft, by_head: dict[int, Draft], quoted: Set[int]) -> None:
    """Roles beside a name: before it, in apposition, after a copula; none that one of the ``quoted`` words (numbers of
    tokens) only says he is ("“Reed is an enemy of the port,” Lind said")."""
    if name.kind == "person" and (title := _title(name.span)) is not None:
        name.roles.append(_after_turned(title))
        if (same := by_head.get(title.end - 1)) is not None and same.form == "nominal":
            same.same_as = name  # "Castell defender Ann Reed", where the parse parts them
    nouns = [n for n in grammar.appositions(name.head) if not (_after_colon(name, n) or _is_listed(n))]
    if (before := sources.description_of(name.head)) is not None:
        nouns.append(before)  # "said the harbour's master, Ann Reed"
    is_subject = name.head.dep_ in grammar.SUBJECT and name.kind != "place"
    said_of = {noun for noun in ([name.head.head] if is_subject else []) if _is_said_to_be(noun)}
    then = {noun for noun in _in_relatives(name) if _is_said_to_be(noun)}
    for noun in (*nouns, *sorted(said_of | then)):
        other = by_head.get(noun.i) if not _has_a_name(noun, name) else None
        if other is None or (other.plural and name.kind == "person"):
            continue  # "Reed and her crew, sailors of the Anchor"
        if name.kind != "person" and other.lemma in lexicon.table("titles"):
            continue  # "Harbour Agency Information Officer Ann Reed"
        if other.form == "nominal":
            if noun not in then and (noun not in said_of or noun.i not in quoted):
                _give_role(name, noun)
            other.same_as = name


def _is_said_to_be(noun: Token) -> bool:
    """Does a copula say that its subject is the ``noun``: not "is in the intensive care unit", "was AMONG six"?"""
    copular = bool(grammar.children(noun, {"cop"})) and not grammar.is_negated(noun)
    return copular and not grammar.preposition(noun) and not _is_alleged(noun)


def _in_relatives(name: Draft) -> list[Token]:
    """ "Ann Reed, who was the No. 2 OFFICIAL when the case broke, died": it is she, whatever she is by now."""
    clauses = grammar.children(name.head, grammar.RELATIVE) if name.kind == "person" else []
    return [one for one in clauses if any(t.lower_ == "who" for t in grammar.children(one, grammar.SUBJECT))]


def _has_a_name(noun: Token, name: Draft) -> bool:
    """ "Ann Reed, 81, THEIR GRANDDAUGHTER, Jo Lind, said": whose name stands right behind it."""
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    kin = any(t.tag_ == "PRP$" for t in noun.lefts) and noun.i > name.span.end
    named = len(behind) == 2 and behind[0].text == "," and behind[1].ent_type_ == "PERSON"
    return kin and named


def leave_out_quoted(name: Draft, quoted: Set[int]) -> None:
    """Take from ``name`` what one of the ``quoted`` words calls him ("“The head of the snake, Reed, has fled”"), but
    for a title right before it, and of who speaks: that the marks are paired wrongly is likelier than that somebody
    tells what he is himself."""
    speaks = any(cues.opens(t) for t in (name.head.head, name.head.head.head))
    if not speaks:
        name.roles = [role for role in name.roles if role.start not in quoted or role.end == name.span.start]


def _after_colon(name: Draft, noun: Token) -> bool:
    """ "NPD: Man arrested": who says it, and what is said."""
    return any(t.text == ":" for t in name.span.doc[name.span.end : noun.i])


def _is_alleged(noun: Token) -> bool:
    """ "He alleged that Reed was a driver of the gang": what only a charge says somebody is."""
    said = noun.head.lemma_.lower() in ALLEGING and noun.dep_ in grammar.COMPLEMENT
    return said or any(t.lower_ in {"allegedly", "reportedly"} for t in noun.children)


def _is_listed(noun: Token) -> bool:
    """ "Reed, HER NEPHEW AND A WOMAN were hit", "Reed; HIS WIFE, Ann Reed; and Lind": a list, not a description, which
    a comma would close."""
    if any(t.text == ";" for t in noun.doc[min(noun.head.i, noun.i) : noun.i]):
        return True
    end = noun.right_edge
    joined = any(grammar.children(one, {"cc"}) for one in grammar.children(noun, {"conj"}))
    return joined and not end.is_punct and end.i + 1 < len(end.doc) and end.nbor().pos_ in {"AUX", "VERB"}


def _give_role(name: Draft, noun: Token) -> None:
    """Note what a description says ``name`` is, unless it counts ("at least one soldier, Ann Reed"), is somebody's
    word ("a good friend of mine", "the “bagman”") or what somebody is only meant for ("his choice for spy chief, Ann
    Reed")."""
    if "".join(t.lower_ for t in noun.doc[noun.i + 1 : noun.i + 3]) in {"-turned", "turned-"}:
        return  # "BANKER-turned-politician": what somebody was
    role = _after_turned(_role(noun, name))
    if any(t.tag_ == "WP$" for t in role) or role[0].lemma_ == "be" or (len(role) > 1 and role[1].lemma_ == "be"):
        return  # "Bo Reed, WHOSE WIFE Ann was freed", "the Guards have ALWAYS BEEN leaders"
    if grammar.children(noun, {"nummod"}) or any(t.lower_ in OURS or t.text in QUOTES for t in role) or _is_meant(noun):
        return
    if not any(t.tag_ in grammar.FINITE and not _is_in_relative(t, role) for t in role):
        name.roles.append(role)


def _after_turned(role: Span) -> Span:
    """ "Banker-turned-POLITICIAN": what somebody is by now, where the parse parts the two."""
    size = next((n for n in (2, 1) if role[:n].text.lower().replace(" ", "") in {"turned", "turned-"}), 0)
    return role[size:] if len(role) > size else role


def _is_meant(noun: Token) -> bool:
    """ "His CHOICE FOR SPY CHIEF", wherever the parse hangs the phrase: an office that its holder does not hold."""
    case = next((c for c in grammar.children(noun, grammar.CASE) if c.lower_ in {"for", "as"}), None)
    return case is not None and case.i > 0 and case.nbor(-1).lemma_.lower() in lexicon.words("meant_for")


def _is_in_relative(verb: Token, role: Span) -> bool:
    return any(t.dep_ in grammar.RELATIVE and t in role for t in (verb, *verb.ancestors))


def _role(noun: Token, name: Draft) -> Span:
    """The phrase of a description, without the name that it may end in ("radio host Ann Reed")."""
    phrase = grammar.phrase(noun)
    if phrase.end == noun.i + 1 and (kin := noun.doc[noun.i + 1 : noun.i + 5]).text in {"-in-law", "in-law"}:
        return noun.doc[phrase.start : kin.end]  # "the minister's sister-in-law" is no sister
    within = phrase.start < name.span.start < phrase.end and noun.i < name.span.start
    if (both := _both_offices(noun, phrase)) is not None:
        return both
    if phrase.end < len(noun.doc) and phrase.end == noun.i + 1 and noun.doc[phrase.end].lower_ in POSTPOSED:
        return noun.doc[phrase.start : phrase.end + 1]
    role = grammar.trim(noun.doc[phrase.start : name.span.start]) if within else phrase
    while len(role) > 1 and role[-1].i > noun.i and (_is_rank(role[-1]) or _is_form_of_address(role[-1])):
        role = role[:-1]
    return role


def _both_offices(noun: Token, phrase: Span) -> Span | None:
    """ "Ann Reed, PRESIDENT AND CHIEF EXECUTIVE": not the president of a state."""
    also = next((c for c in grammar.children(noun, {"conj"}) if c.left_edge.lower_ == "and"), None)
    capitals = also is not None and noun.text.istitle() and also.text.istitle() and also.ent_type_ != "PERSON"
    if also is None or not capitals or noun.i + 1 != also.left_edge.i:
        return None
    return noun.doc[phrase.start : grammar.phrase(also).end]


def _title(span: Span) -> Span | None:
    """The words before a person's name that say what the person is: "SOHR director", "defence minister"."""
    doc, start = span.doc, span.start
    persons, titles = lexicon.table("person_nouns"), lexicon.table("titles")
    while start > 1 and (_is_rank(doc[start - 1]) or _is_form_of_address(doc[start - 1])):
        start -= 1
    if (office := _office_of(span)) is not None:
        return office
    if not start or doc[start - 1].lemma_.lower() not in persons or doc[start - 1].pos_ == "VERB":
        return _short_office(span)
    if doc[start - 1].tag_ in {"NNS", "NNPS"}:
        return None  # "Presidents Reed and Lind"
    if doc[start - 1].lower_ in titles and titles[doc[start - 1].lower_] and start < 2:
        return None
    left = start - 1
    while (
        left
        and doc[left - 1].sent.start == span.sent.start
        and (
            doc[left - 1].pos_ in {"NOUN", "PROPN", "ADJ"}
            or doc[left - 1].text in {"-", "’s", "'s"}
            or _is_counted(doc[left])
        )
        and (doc[left - 1].ent_type_ not in {"DATE", "TIME"} or doc[start - 2].lower_ == "old")  # "25-year-old driver"
        and (doc[left - 1].ent_type_ != "PERSON" or _goes_before_office(doc[left - 1]))
        and doc[left - 1].text not in lexicon.table("weekdays")
        and not _closes_sentence(doc[left - 1])
    ):
        left -= 1
    left = _after_phrase(doc, left, start)
    while left < start - 1 and doc[left].text in {"-", "’s", "'s"}:
        left += 1
    if left > 1 and doc[left - 1].text == "-" and doc[left - 2].lower_ == "then":
        left -= 2  # "then-candidate Ann Reed"
    if left and doc[left - 1].lower_ == "of":
        left = start - 1  # "Chief of Staff General Ann Reed"
    return doc[left:start]


def _short_office(span: Span) -> Span | None:
    """ "GOV. Ann Reed": an office in short, right before the name."""
    stop = span.start > 1 and span.doc[span.start - 1].text == "."
    before = span.doc[max(0, span.start - 1 - stop) : span.start]
    return before if before and before.text.lower() in SHORT_OFFICES else None


def _closes_sentence(word: Token) -> bool:
    """ "In a post on X. President Ann Reed has said …": a letter with a stop that is part of no "U. S."."""
    return bool(CLOSING.fullmatch(word.text)) and (word.i == 0 or not CLOSING.fullmatch(word.nbor(-1).text))


def _after_phrase(doc: Doc, left: int, start: int) -> int:
    """Where a title begins that the words before it only lead up to: "IN A TELEVISED ADDRESS President Ann Reed
    said"."""
    first = left - 1 if left > 2 and doc[left - 1].tag_ in {"VBN", "VBG", "JJ"} else left
    opened = first > 1 and doc[first - 1].tag_ == "DT" and doc[first - 2].pos_ == "ADP"
    for word in doc[left : start - 1] if opened else ():
        if word.is_lower and word.pos_ == "NOUN" and word.nbor().text[:1].isupper() and kinds.noun(word.lemma_.lower()):
            return word.i + 1
    return left


def _office_of(span: Span) -> Span | None:
    """ "SECRETARY OF STATE Ann Reed", "Minister of Foreign Affairs Jo Lind": an office in capitals before a name."""
    doc, at = span.doc, span.start - 1
    while at > 1 and span.start - at < 4 and doc[at].text[:1].isupper() and doc[at].pos_ in {"NOUN", "PROPN", "ADJ"}:
        at -= 1
    head = doc[at - 1] if at > 0 else doc[at]
    if doc[span.start - 1].lower_ in lexicon.table("titles"):
        return None  # "Chief of Staff General Ann Reed"
    if doc[at].lower_ != "of" or at == span.start - 1 or head.lemma_.lower() not in OFFICERS:
        return None
    start = at - 1
    while start > doc[at].sent.start and _goes_before_office(doc[start - 1]):
        start -= 1
    return doc[start : span.start] if head.text[:1].isupper() else None


def _goes_before_office(word: Token) -> bool:
    """ "FORMER U.S. Secretary of State Ann Reed", and a state that the pipeline takes for a person."""
    known = lexicon.table("known_names").get(word.lower_, word.text)
    return word.lower_ in lexicon.words("other_offices") or gazetteer.state(known) is not None


def _is_rank(word: Token) -> bool:
    """ "Army spokesman COL. Ann Reed", "coastguard spokesman LIEUTENANT Bo Lind": an abbreviated title between what she
    is and her name, or its full stop; or a rank in full right behind what he is."""
    titles = lexicon.table("titles")
    if word.text.istitle() and word.lower_ in RANKS and word.i > word.sent.start:
        before = word.nbor(-1)
        if before.lower_ in RANKS and before.text.istitle():
            return _is_rank(before)  # "mission commander REAR Admiral Ann Reed"
        return before.is_lower and before.tag_ == "NN" and before.lemma_.lower() in lexicon.table("person_nouns")
    if word.text == ".":
        return word.i > 0 and word.nbor(-1).lower_ in titles
    return (word.text.endswith(".") and word.lower_ in titles) or (word.lower_ in titles and word.nbor().text == ".")


def _is_form_of_address(word: Token) -> bool:
    """ "Chairwoman DAME Ann Reed", "the priest, FATHER Bo Lind": not what somebody is."""
    return word.text.istitle() and word.lower_ in ADDRESSED


def _is_counted(word: Token) -> bool:
    """Does a number before it belong to it: "25-year-old", "three term governor"?"""
    number = word.nbor(-1)
    return number.like_num and (word.text == "-" or number.is_alpha)


def identify(draft: Draft, by_head: dict[int, Draft]) -> None:
    """Follow apposition, "known as", "X, or Y" and a parenthesised acronym to an earlier mention."""
    head = draft.head
    if draft.form == "name":
        _in_brackets(draft, by_head)
    shortened = draft.form == "name" and draft.same_as is not None  # "heads the mission of Relief for All (RFA)"
    if (
        draft.form == "name"
        and not shortened
        and head.dep_ in grammar.APPOSITION | {"flat", "nmod:desc", "parataxis", "dep"}
    ):
        noun = _described(draft)
        other = by_head.get(noun.i)
        free = other is not None and other.same_as in {None, draft} and not _is_whose(draft, other)
        free = free and not _is_meant(noun) and not _says_of(noun, draft)
        if other and free and other is not draft and other.form == "nominal" and not other.plural:
            _give_role(draft, other.head)
            other.same_as = other.same_as or draft
            draft.kind = other.kind if other.kind == "group" else draft.kind
        elif other and other.form == "name" and _is_acronym_of(draft.span, other.span):
            draft.same_as = other
    if draft.form == "name":
        _known_as(draft, by_head)
        _or_named(draft, by_head)


def _says_of(noun: Token, name: Draft) -> bool:
    """ "LAWYER: Ann Reed enters clinic": who says it. "The winner: Ann Reed." is she."""
    doc, end = noun.doc, name.span.end
    goes_on = end < len(doc) and doc[end].is_alpha and doc[end].sent.start == name.head.sent.start
    return goes_on and any(t.text == ":" for t in doc[noun.i + 1 : name.span.start])


def _described(name: Draft) -> Token:
    """What a name in apposition is said to be: of "a LAWYER for the family, Ann Reed" the person, wherever the parse
    hangs the name."""
    first = name.head.head
    if name.kind != "person" or name.head.dep_ not in grammar.APPOSITION:
        return first
    for noun in (first, *first.ancestors):
        if _is_person_noun(noun) and not _is_of_the_one_named(noun):
            return noun
        if not grammar.preposition(noun) or noun.head.pos_ not in {"NOUN", "NUM"}:
            break
    return first


def _is_of_the_one_named(noun: Token) -> bool:
    """ "A spokesman for THE ENVOY, Ann Reed, said", "the wife of one of THE DEAD MEN, Ann Reed": whose spokesman, whose
    wife, and not who is named."""
    head = noun.head
    if noun.tag_ in {"NNS", "NNPS"}:
        return True
    speaks = head.lemma_.lower() in SPOKESMEN and noun.i > head.i and grammar.preposition(noun) == "for"
    return speaks and head.dep_ in grammar.SUBJECTS


def _is_person_noun(noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon.table("person_nouns")


def _is_whose(name: Draft, other: Draft) -> bool:
    """ "Harbour Minister, Department of Ports": a person is described, and the name is no person's. "The owner,
    Nordlink" is a body."""
    body = name.kind == "organisation" and other.lemma in lexicon.words("bodies_or_people")
    return other.kind == "person" and name.kind in {"group", "organisation", "place"} and not body


def _is_acronym_of(short: Span, long: Span) -> bool:
    letters = "".join(t.text[0] for t in long if t.text[:1].isupper())
    return len(short) == 1 and len(letters) > 1 and short.text.replace(".", "").upper() == letters.upper()


def _in_brackets(name: Draft, by_head: dict[int, Draft]) -> None:
    """ "the Union of Dock Workers (UDW)": letters of the name before the bracket, in order."""
    doc, start = name.span.doc, name.span.start
    if start < 2 or doc[start - 1].text not in "([" or len(name.span) > 1:
        return
    for other in by_head.values():
        if other.form == "name" and other.span.end == start - 1:
            letters = iter("".join(t.text[0] for t in other.span).upper())
            if all(letter in letters for letter in name.span.text.replace(".", "").upper()):
                name.same_as, name.kind = other, other.kind


def _known_as(name: Draft, by_head: dict[int, Draft]) -> None:
    """ "a coalition known as X", "the group, which calls itself X", "police identified the victim as X"."""
    verb = name.head.head
    by_word = verb.lemma_.lower() in NAMING and verb.dep_ in grammar.OBLIQUE  # "known by its French acronym X"
    if by_word:
        verb = verb.head
    identifies = verb.lemma_.lower() == "identify" and grammar.preposition(name.head) == "as"
    named = verb.lemma_.lower() in {"know", "call", "name", "dub"} and _says_what_it_is(verb)
    if not (identifies or named):
        return
    noun = verb.head if verb.dep_ in {"acl"} | grammar.RELATIVE else grammar.subject(verb)
    if identifies and not grammar.is_passive(verb):
        noun = next(iter(grammar.objects(verb)), None)
    if noun is not None and noun.head.i in by_head and grammar.preposition(noun) == "of":
        noun = noun.head  # "a coalition of rebels known as X" names the coalition
    other = by_head.get(noun.i) if noun is not None else None
    if other is None or other is name or name.head.dep_ in grammar.SUBJECTS:
        return
    if grammar.preposition(name.head) not in {"", "as"}:
        return  # "known to Mr Brandt", "named by a magazine"
    if other.form == "nominal" and noun is not None and noun.dep_ in grammar.APPOSITION:
        whole = by_head.get(noun.head.i)  # "the Army of Conquest, a coalition known as Jaish al-Fatah"
        other = whole if whole is not None and whole.form == "name" else other
    if identifies and (other.form == "name" or grammar.is_negated(verb)):
        return
    if other.form == "name":
        # "Reed was named Person of the Week": an honour or an office, no name.
        name.same_as = other if verb.lemma_.lower() != "name" else None
    elif not other.plural:
        other.same_as = name
        if named:
            name.roles.append(_role(other.head, name))
    name.kind = other.kind if name.kind == "person" and other.kind in {"group", "organisation"} else name.kind


def _says_what_it_is(verb: Token) -> bool:
    """ "known as", "calls itself": not "the president named Ann Reed"."""
    reflexive = any(noun.lower_.endswith(("self", "selves")) for noun in grammar.objects(verb))
    return reflexive or grammar.is_passive(verb)


def _or_named(name: Draft, by_head: dict[int, Draft]) -> None:
    """ "the Army of Conquest, or Jaish al-Fatah": two names of one thing."""
    if name.head.dep_ != "conj" or not any(c.lower_ == "or" for c in name.head.children if c.dep_ == "cc"):
        return
    if any(name.head.head.i < t.i < name.head.i for t in grammar.conjuncts(name.head.head)):
        return  # "Brandt, Weld or Quill": a list
    other = by_head.get(name.head.head.i)
    between = name.span.doc[other.span.end : name.span.start].text if other else ""
    verb = name.head.head.head
    known = verb.lemma_.lower() in {"know", "call"} and grammar.preposition(name.head.head) in {"", "as"}
    set_off = between.strip().startswith(",") or (known and _says_what_it_is(verb))  # "known as the Fox or the Cat"
    if other and other.form == "name" and other.span.start < name.span.start and set_off:
        name.same_as, name.kind = other, other.kind
