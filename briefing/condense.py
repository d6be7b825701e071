"""Headlines: a sentence with what it can do without taken out.

Only deletions, so a headline claims nothing that its sentence does not. What bears on the truth of
the rest stays: who says it, negations, hedges, conditions, exceptions, and every quoted word.
After Hedge Trimmer (Dorr, Zajic and Schwartz 2003), over dependencies.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from briefing import grammar as g
from briefing import lexicon
from briefing.attribution import attributions
from briefing.marks import Region, regions

LENGTH = 14
"""Words that a headline aims at; only what is always spare is taken from a shorter sentence."""
SHORTEST = 4
"""Words that must be left."""

KEEPING_CLAUSES = {"if", "unless", "until", "whether", "provided", "except", "lest", "once", "than", "as if", "till"}
"""What opens a clause that limits the one it belongs to."""
LIMITS = g.NEGATION | {
    "only",
    "except",
    "unlike",
    "if",
    "unless",
    "until",
    "till",
    "but",
    "least",
    "most",
    "first",
    "last",
    "nearly",
}
DENIALS = {"deny", "reject", "dispute", "refute", "contradict", "retract", "withdraw", "dismiss"}
RELATES = {"according", "citing", "quoting"}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
THIRD_PERSON_SINGULAR = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
THIRD_PERSON = THIRD_PERSON_SINGULAR | {"it", "its", "itself", "they", "them", "their", "theirs", "themselves"}
DASHES = {"—", "–", "--", "-"}


@dataclass(frozen=True, slots=True)
class Cut:
    """Tokens from ``start`` to ``end`` (exclusive) that may go together."""

    start: int
    end: int


def headline(sent: Span) -> str:
    """``sent`` shortened to about `LENGTH` words, without a final full stop; whole where nothing can go."""
    kept = [t.i for t in sent if not t.is_space]
    if not any(t.tag_ in FINITE for t in sent) or not is_stop(sent.doc[max(kept, default=sent.start)]):
        return printed(sent.doc, kept)
    fixed = quoted(sent) | {sent.root.i}
    bearers = bearing(sent)
    for finder, always in FINDERS:
        for cut in list(finder(sent)):
            if not always and count(sent.doc, kept) <= LENGTH:
                break
            left = without(sent.doc, kept, cut)
            going = set(kept) - set(left)
            orphaned = any(going & who and (said & set(left)) for who, said in bearers)
            if not going or going & fixed or orphaned or dangles(sent.doc, left, going):
                continue
            if count(sent.doc, left) >= SHORTEST:
                kept = left
    return printed(sent.doc, kept)


def dangles(doc: Doc, left: list[int], going: set[int]) -> bool:
    """Would a pronoun that stays lose the last noun before it that it can stand for?"""
    for i in left:
        if doc[i].lower_ in THIRD_PERSON:
            persons = doc[i].lower_ in THIRD_PERSON_SINGULAR
            if any(could_be(doc[j], persons) for j in going) and not any(
                could_be(doc[j], persons) for j in left if j < i
            ):
                return True
    return False


def could_be(noun: Token, person: bool) -> bool:
    if person:
        return noun.pos_ == "PROPN" and noun.ent_type_ in {"PERSON", ""}
    return noun.pos_ in {"NOUN", "PROPN"}


def bearing(sent: Span) -> list[tuple[set[int], set[int]]]:
    """For each act of saying in ``sent``: the tokens that must stay as long as any of what is said does."""
    found = []
    for one in attributions(sent.doc):
        who = {t.i for t in one.cue} | ({one.source.root.i} if one.source is not None else set())
        said = {t.i for span in one.content for t in span if not t.is_punct}
        found.append((who, said))
    return [(who, said) for who, said in found if any(sent.start <= i < sent.end for i in who)]


def count(doc: Doc, kept: list[int]) -> int:
    """Words among the tokens ``kept``; what is written together counts as one."""
    starts = (i for n, i in enumerate(kept) if n == 0 or kept[n - 1] != i - 1 or doc[i - 1].whitespace_)
    return sum(1 for i in starts if any(c.isalnum() for c in doc[i].text))


def quoted(sent: Span) -> set[int]:
    """Tokens between quotation marks, and the marks: no word of a quotation is taken out."""
    near = [r for r in _regions(sent.doc.text) if r.end >= sent.start_char and r.start <= sent.end_char]
    return {t.i for t in sent for r in near if t.idx + len(t) >= r.start and t.idx <= r.end}


@lru_cache(maxsize=2)
def _regions(text: str) -> tuple[Region, ...]:
    return regions(text)


def without(doc: Doc, kept: list[int], cut: Cut) -> list[int]:
    """``kept`` without ``cut`` and the commas or dashes that set it off."""
    start, end = cut.start, cut.end
    before = next((i for i in reversed(kept) if i < start), None)
    after = next((i for i in kept if i >= end), None)
    gone = set(range(start, end))
    closed = after is not None and is_break(doc[after])
    if after is not None and closed and opens_apposition(doc, after + 1):
        return kept  # "X, a town that rebels took, a victory …": the second rests on the first
    opened = before is not None and is_break(doc[before]) and (end - start > 1 or closed)
    if before is not None and opened:
        gone.add(before)
    shared = before is not None and after is not None and opened and closed and doc[after].text == ","
    shared = shared and (closes_aside(doc, kept, before) or opens_aside(doc, kept, after))
    if after is not None and closed and (before is None or opened) and not shared and not opens_clause(doc, after + 1):
        gone.add(after)
    return [i for i in kept if i not in gone]


def closes_aside(doc: Doc, kept: list[int], comma: int | None) -> bool:
    """Do the words before ``comma`` stand in an aside that is still open ("King, 39, a clerk, said")?"""
    if comma is None:
        return False
    earlier = next((i for i in reversed(kept) if i < comma and is_break(doc[i])), None)
    if earlier is None:
        return False
    inside = [doc[i] for i in kept if earlier < i < comma]
    return bool(inside) and all(t.head.i < comma for t in inside) and any(t.head.i < earlier for t in inside)


def opens_aside(doc: Doc, kept: list[int], comma: int | None) -> bool:
    """Do the words after ``comma`` make a further aside on what stands before it?"""
    if comma is None:
        return False
    later = next((i for i in kept if i > comma and is_break(doc[i])), None)
    if later is None:
        return False
    inside = [doc[i] for i in kept if comma < i < later]
    return bool(inside) and all(t.head.i < later for t in inside) and any(t.head.i < comma for t in inside)


def opens_clause(doc: Doc, at: int) -> bool:
    """Does a further clause begin here (", and the strategy …"), or the one that says who says it
    (", the minister said"), so that its comma must stay?"""
    if at >= len(doc):
        return False
    if doc[at].dep_ == "cc" and g.is_verb(doc[at].head):
        return True
    root = doc[at].sent.root
    subject = g.subject(root)
    told = any(clause.i < at for clause in g.complements(root) + g.asides(root))
    return told and subject is not None and subject.left_edge.i == at


def opens_apposition(doc: Doc, at: int) -> bool:
    """Does a further description in apposition begin here?"""
    if at >= len(doc) or doc[at].pos_ not in {"DET", "ADJ", "NOUN", "NUM"}:
        return False
    top = doc[at]
    while top.head != top and top.head.left_edge.i == at:
        top = top.head
    return top.dep_ in g.APPOSITION and top.pos_ == "NOUN"


def is_break(token: Token) -> bool:
    return token.text in {",", ";"} | DASHES and not (token.text == "-" and not token.whitespace_)


def is_stop(token: Token) -> bool:
    return token.text in {".", "!", "?", "…"}


def printed(doc: Doc, kept: list[int]) -> str:
    """The tokens as text: single spaces, first letter large, no final full stop."""
    out = ""
    for n, i in enumerate(kept):
        token = doc[i]
        between = n and any(doc[j].whitespace_ or doc[j].is_space for j in range(kept[n - 1], i))
        closes = token.text in {",", ".", ";", ":", "?", "!", "'s", "’s"} and kept[n - 1] != i - 1
        out += (" " if between and not closes else "") + token.text
    out = out.strip()
    while out and (out[-1] in ",;:—–" or (out[-1] == "." and not ends_short(out))):
        out = out[:-1].rstrip()
    return out[:1].upper() + out[1:]


def ends_short(text: str) -> bool:
    """Is the final full stop part of a word ("U.S.", "Jan. 6 a.m.")?"""
    last = text.split()[-1]
    return last.count(".") > 1


# --- what may go, most dispensable first ------------------------------------------------------


def brackets(sent: Span) -> Iterator[Cut]:
    opened: int | None = None
    for token in sent:
        if token.text in {"(", "["}:
            opened = token.i
        elif token.text in {")", "]"} and opened is not None:
            yield Cut(opened, token.i + 1)
            opened = None


def linking_words(sent: Span) -> Iterator[Cut]:
    """ "Still,", "In addition," at the start; "also" anywhere."""
    row = [t for t in sent if not t.is_space]
    if row and row[0].dep_ == "cc" and row[0].lower_ in {"and", "but"}:
        yield Cut(row[0].i, row[0].i + 1)
    for n, token in enumerate(row[1:5], 1):
        if token.text == ",":
            if " ".join(t.lower_ for t in row[:n]) in lexicon.words("openers"):
                yield Cut(row[0].i, token.i)
            break
    for token in row[1:]:
        if token.lower_ == "also" and token.dep_ == "advmod" and g.is_verb(token.head):
            yield Cut(token.i, token.i + 1)


def described(sent: Span) -> Iterator[Cut]:
    """Appositions that describe a name: "X, a group of …,"."""
    for token in sent:
        if token.dep_ in g.APPOSITION and token.pos_ not in {"PROPN", "NUM"} and spare(token) and set_off(token):
            yield span_cut(token)


def relatives(sent: Span) -> Iterator[Cut]:
    """Relative clauses after a comma."""
    for token in sent:
        if token.dep_ in g.RELATIVE and token.i > token.head.i and set_off(token) and spare(token):
            yield span_cut(token)


def participles(sent: Span) -> Iterator[Cut]:
    """Clauses after a comma that hang on a participle: ", forcing …", ", seeking to …", "exhausted by …"."""
    for token in sent:
        hangs = token.dep_ in g.ADVERBIAL | {"acl"} and token.tag_ in {"VBG", "VBN"}
        own = g.children(token, g.SUBJECT | g.PASSIVE_SUBJECT)
        # ", bringing the toll to 22" is the news of its sentence.
        counted = any(t.pos_ == "NUM" for t in token.subtree)
        if hangs and not own and not counted and set_off(token) and spare(token):
            yield span_cut(token)


def asides(sent: Span) -> Iterator[Cut]:
    """What stands between two dashes and reports nobody's words."""
    dashes = [t for t in sent if t.text in DASHES and t.whitespace_]
    if len(dashes) == 2:
        inside = sent.doc[dashes[0].i + 1 : dashes[1].i]
        if inside and not says(inside):
            yield Cut(inside.start, inside.end)


def later_clauses(sent: Span) -> Iterator[Cut]:
    """Second clauses: ", and the strategy seems …", "and seized …"."""
    for token in reversed(list(sent)):
        if token.dep_ != "conj" or not g.is_verb(token) or token.i < token.head.i:
            continue
        joined = [c for c in g.children(token, {"cc"}) if c.i < token.i]
        first = token.head
        if len(joined) != 1 or joined[0].lower_ not in {"and", "but"} or not spare(token):
            continue
        if g.children(first, {"cc:preconj"}) or shares_object(first, token) or g.is_negated(first):
            continue
        if says(g.subtree(token)) and first.dep_ in g.COMPLEMENT:
            continue
        end = span_cut(token).end
        if ends_clean(sent, end):
            yield Cut(joined[0].i, end)


def leading(sent: Span) -> Iterator[Cut]:
    """Phrases and clauses before the subject: "In Rome, …", "Despite calls for his departure, …"."""
    for token in sent:
        start = token.left_edge.i
        if (
            token.dep_ in g.OBLIQUE | g.ADVERBIAL | {"advmod", "prep"}
            and start <= first_word(sent)
            and token.i < token.head.i
        ):
            end = span_cut(token).end
            closed = end < sent.end and sent.doc[end].text == ","
            if closed and spare(token) and not names_place(token):
                yield Cut(first_word(sent), end)


def circumstances(sent: Span) -> Iterator[Cut]:
    """Clauses of time and reason, and phrases that a loose preposition opens."""
    loose = lexicon.words("loose_prepositions")
    for token in reversed(list(sent)):
        if token.i < token.head.i or not spare(token) or is_limited(token.head):
            continue
        if token.dep_ in g.ADVERBIAL | g.ASIDE and opens(token) not in KEEPING_CLAUSES and has_own_clause(token):
            # "as soon AS IT KNEW" completes its adverb.
            if g.is_verb(token.head) and ends_clean(sent, span_cut(token).end):
                yield span_cut(token)
        elif token.dep_ in g.OBLIQUE | {"prep"} and starts_with(span_cut(token), sent.doc, loose):
            yield span_cut(token)


def set_off_phrases(sent: Span) -> Iterator[Cut]:
    """Other phrases between commas: ", including two that …,", ", a victory for …"."""
    for token in sent:
        if token.i < token.head.i or not set_off(token) or not spare(token):
            continue
        if token.dep_ == "acl" or (token.dep_ in g.OBLIQUE | {"prep"} and not g.is_verb(token.head)):
            yield span_cut(token)


def names_apart(sent: Span) -> Iterator[Cut]:
    """A name that repeats a full description: "the defence minister, X,"."""
    for token in sent:
        repeats = token.dep_ in g.APPOSITION and token.pos_ == "PROPN" and token.head.pos_ == "NOUN"
        if repeats and set_off(token) and spare(token):
            yield span_cut(token)


Finder = Callable[[Span], Iterator[Cut]]
FINDERS: tuple[tuple[Finder, bool], ...] = (
    (brackets, True),
    (linking_words, True),
    (described, False),
    (relatives, False),
    (asides, False),
    (participles, False),
    (later_clauses, False),
    (set_off_phrases, False),
    (leading, False),
    (circumstances, False),
    (names_apart, False),
)


# --- what must stay ---------------------------------------------------------------------------


def spare(token: Token) -> bool:
    """Can what hangs on ``token`` go without changing what the rest says?"""
    words = list(g.subtree(token))
    if not all(t == token or token.is_ancestor(t) for t in words):
        return False
    if any(t.lower_ in RELATES or t.lemma_ in DENIALS for t in words):
        return False
    opening = [t.lower_ for t in words if not t.is_punct][:2]
    if set(opening) & LIMITS or set(opening) & KEEPING_CLAUSES:
        return False
    if token.dep_ == "advmod" and (token.lower_ in LIMITS or token.lower_ in lexicon.words("hedges")):
        return False
    return not (token.dep_ in g.OBLIQUE and g.preposition(token) in {"without", "except", "by", "than", "instead of"})


def names_place(phrase: Token) -> bool:
    """ "In India, many …": a place before the sentence limits what it says."""
    return phrase.dep_ in g.OBLIQUE | {"prep"} and any(t.ent_type_ in {"GPE", "LOC", "FAC"} for t in g.subtree(phrase))


def says(span: Span) -> bool:
    """Does ``span`` hold a cue that governs words outside it ("officials said")?"""
    cues = lexicon.table("reporting_verbs")
    return any(t.lemma_ in cues and not g.complements(t) and not g.objects(t) for t in span if g.is_verb(t))


def is_limited(verb: Token) -> bool:
    """Would the verb's circumstances be part of its truth: negated, "only", "the first … since"?"""
    if g.is_negated(verb):
        return True
    around = [t for t in g.subtree(verb) if t.i < verb.i + 12]
    return any(t.tag_ in {"JJS", "RBS"} or t.lower_ in {"first", "last", "only", "record", "ever"} for t in around)


def set_off(token: Token) -> bool:
    """Does what hangs on ``token`` stand between commas, or between a comma and the end?"""
    doc, span = token.doc, span_cut(token)
    before = doc[span.start - 1] if span.start > token.sent.start else None
    after = doc[span.end] if span.end < token.sent.end else None
    return (
        before is not None
        and is_break(before)
        and (after is None or is_break(after) or is_stop(after) or after.is_space)
    )


def span_cut(token: Token) -> Cut:
    """The subtree of ``token`` without punctuation at its edges."""
    start, end = token.left_edge.i, token.right_edge.i + 1
    while start < token.i and (
        token.doc[start].text == "," or token.doc[start].is_space or token.doc[start].text in DASHES
    ):
        start += 1
    while end - 1 > token.i and (
        is_break(token.doc[end - 1]) or is_stop(token.doc[end - 1]) or token.doc[end - 1].is_space
    ):
        end -= 1
    return Cut(start, end)


def starts_with(cut: Cut, doc: Doc, phrases: frozenset[str]) -> bool:
    """Is one of ``phrases`` (of up to three words) what stands first?"""
    words = [t.lower_ for t in doc[cut.start : min(cut.end, cut.start + 3)]]
    return any(" ".join(words[:n]) in phrases for n in range(1, len(words) + 1))


def opens(clause: Token) -> str:
    marks = g.children(clause, {"mark", "advmod"})
    return marks[0].lower_ if marks and marks[0].i < clause.i else ""


def has_own_clause(clause: Token) -> bool:
    """A clause of its own ("after it fell"), not the aim of its verb ("fired to stop them")."""
    return bool(g.children(clause, g.SUBJECT | g.PASSIVE_SUBJECT | {"expl"})) and opens(clause) != ""


def shares_object(first: Token, second: Token) -> bool:
    """Do the two verbs stand side by side with one object ("attacked and destroyed the base")?"""
    between = [t for t in first.doc[first.i + 1 : second.i] if t.dep_ not in {"cc", "advmod", "punct"} | g.AUXILIARY]
    return not between


def ends_clean(sent: Span, end: int) -> bool:
    """Is the clause over at ``end``? After a dash it may go on, and its rest would pass to another clause."""
    if end >= sent.end:
        return True
    return (sent.doc[end].is_punct and sent.doc[end].text not in DASHES) or sent.doc[end].is_space


def first_word(sent: Span) -> int:
    return next((t.i for t in sent if not t.is_space and not t.is_punct), sent.start)
