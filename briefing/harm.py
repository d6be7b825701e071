"""Who is hurt: the words of a sentence that tell of people killed, wounded or taken to hospital, and of whom."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span, Token

from briefing import grammar, lexicon

FATAL = lexicon.marked("harm_words", "fatal")
TAKEN = lexicon.marked("harm_words", "taken")
PEACEFUL = lexicon.marked("harm_words", "peaceful")
WOUNDS = lexicon.marked("harm_words", "wound")
IRREAL = {"would", "could", "might", "may", "should", "can", "will", "wo", "ca"}
TRYING = lexicon.marked("not_done", "trying")


@cache
def measures(form: str) -> dict[str, str]:
    """Role to measure for a form of a word."""
    row = lexicon.table("measures").get(form, "")
    return dict(pair.split(":") for pair in row.split())


COUNTING = {"nummod", "det", "det:predet", "nmod", "compound", "amod", "nmod:unmarked", "advmod"}
COUNTABLE = {"NOUN", "PROPN", "ADJ", "VERB", "PRON", "SYM", "X"}


def counted(root: Token, number: Span) -> tuple[Token, Token | None]:
    """The slot in which a number stands, and the noun it counts.

    "Three men": the noun for both. "Three of the men", "a quarter of a million people": the
    number's own slot, and the noun that hangs on it. "Three were killed": no noun.
    """
    if root.dep_ in COUNTING and 0 < root.head.i - root.i <= 8 and root.head.pos_ in COUNTABLE:
        return root.head, root.head
    if (
        root.pos_ in {"NOUN", "PROPN"}
        and root.tag_ != "CD"
        and root.lower_ not in lexicon.table("vague_numbers")
        and not _is_number_word(root)
    ):
        return root, root
    for token in number:
        for case, noun in grammar.obliques(token):
            if noun.i >= number.end and case in {"of", ""} and noun.pos_ in {"NOUN", "PROPN"}:
                return root, noun
    return root, None


def _is_number_word(token: Token) -> bool:
    return bool(
        re.fullmatch(
            r"(?:ten|hundred|thousand|million|billion|trillion|dozen|score)s?|half|quarters?|thirds?|fifths?|tenths?",
            token.lower_,
        )
    )


def patients(verb: Token) -> list[Token]:
    """Whom the verb is done to; a participle joined to a passive is one too ("was shot and killed")."""
    found = [one for one in grammar.objects(verb) if not _is_of_verb_before(one, verb)] or _misplaced(verb)
    found = found or _of_small_clause(verb)
    if found:
        return found
    if _is_passive(verb):
        own = [
            s
            for s in grammar.children(verb.head, grammar.SUBJECTS)
            if verb.dep_ == "conj" and verb.head.i < s.i < verb.i
        ]
        one = own[-1] if own else grammar.subject(verb)
        return [one] if one is not None else []
    if verb.tag_ == "VBN" and verb.dep_ == "xcomp" and not grammar.auxiliaries(verb):
        # "left five others wounded", "leaving one dead and eleven others wounded"
        return grammar.children(verb, grammar.SUBJECTS) or of_complement(verb.head)
    roughly = {"", *lexicon.table("qualifiers")}
    bare = [n for case, n in grammar.obliques(verb) if case in roughly and n.i > verb.i and _is_number_word(n)]
    if bare:
        return bare  # "killed over a quarter of a million people": what a parser may take for a measure
    if verb.dep_ != "conj":
        later = [t for t in verb.children if t.dep_ == "conj" and grammar.is_verb(t) and t.tag_ == verb.tag_]
        return grammar.objects(later[0]) if later and not grammar.children(later[0], grammar.SUBJECT) else []
    return []


def _of_small_clause(verb: Token) -> list[Token]:
    """The noun before a bare participle that the parse makes no subject: "left five others WOUNDED", "left 20 people
    shot and three boys KILLED", "three were killed and another HURT"."""
    if verb.tag_ != "VBN" or not verb.i or grammar.auxiliaries(verb) or grammar.children(verb, grammar.SUBJECTS):
        return []
    if verb.dep_ in {"amod", "orphan"} and verb.head.i < verb.i:
        return [verb.head]
    if verb.dep_ == "conj" and verb.nbor(-1).dep_ == "conj":
        return [verb.nbor(-1)]
    return [t for t in grammar.children(verb, {"det"}) if t.lower_ == "another"]


def _is_passive(verb: Token) -> bool:
    if grammar.is_passive(verb):
        return True
    if verb.tag_ != "VBN" and "Part" not in verb.morph.get("VerbForm", []):
        return False
    if grammar.children(verb, grammar.PASSIVE_SUBJECT):
        return True
    active = any(t.lower_ in {"have", "has", "had", "having", "'ve", "'d"} for t in grammar.auxiliaries(verb))
    if active:
        return False
    if verb.dep_ == "conj":
        return _is_passive(verb.head) if grammar.is_verb(verb.head) else False
    return verb.dep_ in {"acl", "ROOT"}


def is_fatal(verb: Token) -> bool:
    """Shot dead, shot to death, fatally shot; not "six were shot, two fatally"."""
    below = {t.lower_ for t in verb.children if abs(t.i - verb.i) <= 2}
    before = verb.doc[verb.i - 1].lower_ if verb.i else ""
    return (
        bool(
            (below | {before}) & (FATAL | {"dead"})
            and not any(t.lower_ in FATAL and t.i > verb.i for t in verb.children)
        )
        or any(c == "to" and n.lower_ == "death" for c, n in grammar.obliques(verb))
        or any(t.dep_ == "conj" and t.lower_ == "killed" and not _has_arguments(t) for t in verb.children)
    )


def _has_arguments(verb: Token) -> bool:
    return bool(grammar.objects(verb) or grammar.children(verb, grammar.SUBJECTS))


def is_natural(word: Token) -> bool:
    below = {t.lower_ for t in grammar.subtree(word)[:40]}
    return bool(below & {"natural", "cancer", "illness"}) or (word.lemma_ == "die" and bool(below & PEACEFUL))


def is_gunfire(verb: Token) -> bool:
    """Struck by bullets, hit in the leg: wounded, and not run into."""
    words = {n.lower_ for c, n in grammar.obliques(verb) if c in {"by", "with", "in", "during"}} | {
        t.lower_ for t in grammar.agents(verb)
    }
    return any(
        re.match(
            r"bullet|gunfire|shot|gunshot|shrapnel|round|pellet|crossfire|leg|arm|hand|foot|chest|back|head|shoulder", w
        )
        for w in words
    )


def lost_lives(life: Token) -> list[Token]:
    """Who lost them, or how many: "FIVE PEOPLE lost their lives", "claimed SIX LIVES", "the loss of SIX LIVES"."""
    verb = life.head
    counted = any(t.like_num or t.dep_ == "nummod" for t in life.children)
    if verb.lemma_.lower() == "loss" and counted and is_real(verb):
        return [life]
    if life not in grammar.objects(verb) or verb.lemma_.lower() not in {"lose", "claim", "cost", "take"}:
        return []
    if not is_real(verb):
        return []
    who = grammar.subject(verb) if verb.lemma_.lower() == "lose" else None
    return [who] if who is not None and not counted else [life] if counted else []


def names_hospital(word: Token) -> bool:
    return bool(re.match(r"hospital|infirmary|clinic", word.lower_))


def is_hospital(verb: Token) -> bool:
    """Taken to a hospital, or treated in one."""
    ways = {"to"} if verb.lower_ in TAKEN else {"in", "at"} if verb.lower_ == "treated" else set()
    return is_real(verb) and any(
        c in ways and any(map(names_hospital, grammar.subtree(n))) for c, n in grammar.obliques(verb)
    )


def kept(hospital: Token) -> list[Token]:
    """Who is in it; who only "remains" there is part of who was."""
    is_there = grammar.preposition(hospital) in {"in", "at"} and grammar.children(hospital, {"cop"})
    return grammar.children(hospital, grammar.SUBJECTS) if is_there and is_real(hospital) else []


def is_aged(word: Token) -> bool:
    """Does a "14-year-old" end here, split at its hyphens?"""
    return word.lower_ == "old" and word.i > 2 and word.nbor(-1).text == "-" and word.nbor(-3).text == "-"


def is_of_harm(word: Token) -> bool:
    """Is it told of somebody harmed: "was killed", "left her dead"?"""
    return any(measures(t.lower_) for t in (word, *grammar.children(word, grammar.COMPLEMENT)))


def has_wounds(verb: Token) -> bool:
    """Suffered wounds, sustained burns, were treated for smoke inhalation."""
    if verb.lower_ in {"suffered", "sustained", "received", "suffering"}:
        return is_real(verb) and any(t.lower_ in WOUNDS for t in grammar.objects(verb))
    return verb.lower_ == "treated" and any(c == "for" and n.lower_ in WOUNDS for c, n in grammar.obliques(verb))


def _is_of_verb_before(noun: Token, verb: Token) -> bool:
    """ "Killed two and INJURED THREE OTHERS": whom the verb right before them harms is none that an earlier one killed,
    wherever the parse hangs them."""
    before = noun.doc[max(noun.left_edge.i - 1, 0)]
    harms = before.tag_ in {"VBD", "VBN"} and "patient" in measures(before.lower_)
    return before.i > verb.i and before.dep_ == "conj" and harms


def _misplaced(verb: Token) -> list[Token]:
    """Whom a joined verb harms where the parse hangs them elsewhere: "killed two and injured THREE OTHERS", "left one
    dead and NINE OTHERS injured"."""
    if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBN"} or grammar.auxiliaries(verb):
        return []
    first = grammar.clause_head(verb.head)
    after = [one for one in grammar.objects(first) if one.left_edge.i == verb.i + 1 and verb.i > first.i]
    if after or verb.tag_ != "VBN" or first.lemma_ != "leave":
        return after
    listed = (one for thing in grammar.objects(first) for one in grammar.conjuncts(thing)[1:])
    return [one for one in listed if one.i == verb.i - 1]


def of_complement(verb: Token) -> list[Token]:
    """Of whom a state is told that completes ``verb``: "left two dead", "were found shot dead"."""
    for _ in range(3):
        heads = grammar.objects(verb) or patients(verb)
        if heads or verb.dep_ not in {"xcomp", "advcl"}:
            break
        verb = verb.head
    if heads:
        return heads
    one = grammar.subject(verb)
    return [one] if one is not None else []


def nearest(head: Token, word: Token) -> Token:
    """The member of a list that a state word speaks of: with "two dead and four others hurt", "hurt" is of the four."""
    parts = [p for p in grammar.conjuncts(head) if p.i < word.i]
    own = [n for n, p in enumerate(parts[:-1]) if any("state" in measures(t.lower_) for t in [p, *p.children])]
    return parts[own[-1] + 1] if own else head


def _is_present(verb: Token) -> bool:
    """Is its finite verb of now: "are released", "have died"?"""
    return any(t.tag_ in {"VBZ", "VBP"} for t in (verb, *grammar.auxiliaries(verb)))


def is_real(word: Token) -> bool:
    """False for what might be, was tried, threatened or denied."""
    if any(t.lower_ in IRREAL for t in grammar.auxiliaries(word)):
        return False
    if any(t.lower_ in {"not", "n't", "n’t", "never"} for t in word.children):
        return False
    if any(t.lower_ in {"if", "unless", "lest", "whether"} for t in grammar.children(word, {"mark"})):
        return False
    if any(t.lower_ in {"until", "till"} for t in grammar.children(word, {"mark"})) and _is_present(word):
        return False  # "held until five guards ARE RELEASED"
    infinitive = any(t.lower_ == "to" for t in word.children if t.dep_ in {"mark", "aux"})
    if infinitive and word.head.lower_ in {"known", "confirmed", "found"}:
        return any(t.lower_ == "have" for t in grammar.auxiliaries(word))  # "is known to have died"
    return not infinitive and not (word.head != word and {word.head.lemma_.lower(), word.head.lower_} & TRYING)
