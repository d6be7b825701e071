"""What completes a verb that reports words: clauses, objects, predicates, also where the parse calls them otherwise."""

from spacy.tokens import Token

from briefing import cues, lexicon
from briefing import grammar as g
from briefing.quoted import Quoted
from briefing.sources import resumes

JUDGING = lexicon.marked("prepositions", "judged")
"""Prepositions of what somebody is accused of, praised for, dismissed as."""


def of(verb: Token, frames: frozenset[str]) -> list[Token]:
    """The heads of all that completes ``verb`` as its frames have it."""
    if "c" in frames:
        found = named_so(verb)
    else:
        found = [child for child in verb.children if completes(child, verb, frames)]
        found = found or [child for child in verb.children if may_complete(child, verb, frames)][:1]
    if not found and "s" in frames:
        return misplaced(verb)
    return found + more_clauses(verb, found, frames)


def completes(child: Token, verb: Token, frames: frozenset[str]) -> bool:
    """Is ``child`` content of ``verb`` as its frames have it?"""
    if child.dep_ == "ccomp":
        # "Companies found in breach of the law face fines": nobody finds anything.
        whole = "t" not in frames or bool(g.children(child, g.SUBJECTS | {"expl", "mark"}))
        return bool(frames & set("stw")) and whole
    if child.dep_ == "xcomp":
        if child.tag_ == "VBG":
            return "g" in frames and child.i > verb.i and not cues.is_passive(verb)
        return bool(frames & set("ir")) and any(t.lower_ == "to" for t in child.children)
    if child.dep_ in g.ASIDE:
        lead = verb.doc[child.left_edge.i - 1].text
        return "s" in frames and child.i > verb.i and lead in {":", ",", "“", '"'}
    if child.dep_ in g.OBJECT:
        long = child.right_edge.i - child.left_edge.i > 2
        return "o" in frames and long and not cues.is_passive(verb)
    return False


def may_complete(child: Token, verb: Token, frames: frozenset[str]) -> bool:
    """Is ``child`` content under another label, where no clause has the right one?"""
    first = verb.doc[child.left_edge.i]
    if child.i < verb.i:
        return False
    if child.dep_ in {"csubj", "csubj:pass", "csubjpass"}:
        return bool(frames & set("st")) and any(m.lower_ == "that" for m in g.children(child, {"mark"}))
    if child.dep_ in g.ADVERBIAL | {"xcomp"} and (first.tag_ in {"WRB", "WP"} or first.lower_ in {"if", "whether"}):
        return bool(frames & set("sw")) and first.i == verb.i + 1 and bool(g.children(child, g.SUBJECTS))
    if child.dep_ in g.ADVERBIAL and not cues.is_passive(verb):
        # "denied ON TUESDAY striking the hospital": what stands between makes the parse call it something else.
        gerund = "g" in frames and first == child and child.tag_ == "VBG" and child.nbor(-1).text != ","
        return gerund or ("i" in frames and first.lower_ == "to")
    return False


def named_so(verb: Token) -> list[Token]:
    """Both parts of "called the plan a farce", "described it as a farce"."""
    if cues.is_passive(verb):
        return []
    what = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "oprd"}]
    what += [noun for case, noun in g.obliques(verb) if case == "as"]
    things = [c for c in g.objects(verb) if c.i > verb.i and "Yes" not in c.morph.get("Reflex", [])]
    return [*things, *what] if what and things else []


def judged(verb: Token) -> list[Token]:
    """Both parts of "accused them of looting", "praised her for it"; the second of "was accused of looting"."""
    things = [c for c in g.children(verb, g.OBJECT | g.INDIRECT_OBJECT) if c.i > verb.i]
    last = max((c.right_edge.i for c in things), default=verb.i)
    why = [noun for case, noun in g.obliques(verb) if case in JUDGING and noun.i > last]
    why += [c for c in g.children(verb, g.ADVERBIAL) if c.i > last and verb.doc[c.left_edge.i].lower_ in JUDGING]
    if cues.is_passive(verb):
        return why[:1]
    return [*things, *why[:1]] if things and (why or things[0].right_edge.i - things[0].left_edge.i > 2) else []


def misplaced(verb: Token) -> list[Token]:
    """A that-clause that the parse hangs on an adverbial: "said in an interview that …"."""
    below = [verb, *g.children(verb, g.OBLIQUE | g.OBJECT | g.INDIRECT_OBJECT)]
    below += [n for c in below[1:] for n in g.children(c, g.OBLIQUE)]
    below += [n for p in g.children(verb, g.CASE) for n in g.children(p, {"pobj"})]
    found = [c for noun in below for c in g.children(noun, g.THAT_CLAUSE) if c.i > verb.i]
    return [c for c in found if any(m.lower_ == "that" for m in g.children(c, {"mark"})) or _is_whole(c)][:1]


def _is_whole(clause: Token) -> bool:
    """ "Told the Post on condition of anonymity THAT DRONES HAD HIT IT": a clause that a "that" opens, of which it is
    neither subject nor object, is no relative clause, however it was read."""
    that = clause.left_edge
    return that.lower_ == "that" and that.head == clause and that.dep_ in g.BARE_OBLIQUE and _has_both(clause)


def _has_both(verb: Token) -> bool:
    """Does it lack neither subject nor object?"""
    subject = g.subject(verb)
    return subject is not None and subject.lower_ != "that" and (g.is_passive(verb) or bool(g.objects(verb)))


def more_clauses(verb: Token, clauses: list[Token], frames: frozenset[str]) -> list[Token]:
    """What belongs to the content though the parse hangs it on the cue: "said X and that Y", a subject
    taken for an object ("said [the plan] would fail"), whoever is asked to do something."""
    if not clauses:
        return []
    last = max(c.right_edge.i for c in clauses)
    first = min(c.left_edge.i for c in clauses)
    out = [
        c
        for c in g.children(verb, {"conj"})
        if c.i > last and (any(m.lower_ == "that" for m in g.children(c, {"mark"})) or counts_on(c, clauses))
    ]
    if first > verb.i and not frames & {"r"}:
        out += [
            c
            for c in [*g.objects(verb), *later_subjects(verb)]
            if verb.i < c.i < first and not g.is_passive(verb) and verb.doc[c.right_edge.i].lower_ != ","
        ]
    elif first > verb.i and any(c.dep_ == "xcomp" for c in clauses) and verb.lemma_ == "ask":
        out += [c for c in verb.children if c.dep_ in g.OBJECT | g.INDIRECT_OBJECT and c.i > verb.i]
    return out


def counts_on(clause: Token, clauses: list[Token]) -> bool:
    """Does it go on counting where the content does ("said 85 were hurt and at least 14 were missing")?"""
    return all(any(is_number(s) for s in g.children(c, g.SUBJECTS)) for c in (clause, clauses[-1]))


def is_number(noun: Token) -> bool:
    """Is it a number, or is one before it?"""
    return noun.tag_ == "CD" or bool(g.children(noun, {"nummod"}))


def later_subjects(verb: Token) -> list[Token]:
    """Of two subjects that the parse gives a cue, the one after it: "noted the old bridge sways"."""
    subjects = g.children(verb, g.SUBJECT)
    return [s for s in subjects if s.i > verb.i] if len(subjects) > 1 else []


def other_cues(verb: Token, clauses: list[Token], quoted: Quoted) -> set[int]:
    """Cues of the same source that the parse hangs into the content: "said X and added that Y"."""
    out: set[int] = set()
    for clause in clauses:
        for token in clause.subtree:
            if token.i > verb.i and resumes(token, verb, clause, quoted):
                start = token.left_edge.i
                out |= set(range(start, token.right_edge.i + 1))
                out |= {start - 1} if verb.doc[start - 1].dep_ == "cc" else set()
    return out


def is_as_clause(verb: Token) -> bool:
    """ "as X said", "as reported by X"."""
    if verb.dep_ not in g.ADVERBIAL or not any(t.lower_ == "as" and t.i < verb.i for t in verb.children):
        return False
    by = any(case == "by" for case, _ in g.obliques(verb))
    if verb.tag_ == "VB" or (cues.is_passive(verb) and not by):
        return False
    rest = [
        c for c in verb.children if c.i > verb.i and c.dep_ not in g.SUBJECT | {"punct"} and g.preposition(c) != "by"
    ]
    return sum(len(list(c.subtree)) for c in rest) < 5 and not g.children(verb, g.OBJECT | {"xcomp", "advcl"})


def as_clause(verb: Token) -> set[int]:
    """The clause that an as-clause comments on."""
    head = verb.head
    before = set(range(head.left_edge.i, verb.left_edge.i))
    out = {t.i for t in head.subtree} if head.i > verb.i else before
    return out - {t.i for t in verb.subtree}
