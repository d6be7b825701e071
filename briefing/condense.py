"""Headlines: a sentence with what it can do without taken out.

Only deletions, so a headline claims nothing that its sentence does not. What bears on the truth of
the rest stays: who says it, negations, hedges, conditions, exceptions, and every quoted word.
After Hedge Trimmer (Dorr, Zajic and Schwartz 2003), over dependencies.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from briefing import grammar as g
from briefing import lexicon
from briefing.attribution import attributions
from briefing.marks import regions
from briefing.spare import DASHES, FINDERS, Cut, is_break, is_stop

LENGTH = 14
"""Words that a headline aims at; only what is always spare is taken from a shorter sentence."""
SHORTEST = 7
"""Words that must be left."""

THIRD_PERSON = g.PERSONAL | g.IMPERSONAL


def headline(sent: Span) -> str:
    """``sent`` shortened to about `LENGTH` words, without a final full stop; whole where nothing can go."""
    kept = [t.i for t in sent if not t.is_space]
    if not any(t.tag_ in g.FINITE for t in sent) or not is_stop(sent.doc[max(kept, default=sent.start)]):
        return printed(sent.doc, kept)
    subject = g.subject(sent.root)
    fixed = quoted(sent) | {sent.root.i} | headless(sent) | ({subject.i} if subject is not None else set())
    bearers = bearing(sent)
    for finder, always in FINDERS:
        for cut in list(finder(sent)):
            if not always and count(sent.doc, kept) <= LENGTH:
                break
            left = without(sent.doc, kept, cut)
            going = set(kept) - set(left)
            orphaned = any(going & who and (said & set(left)) for who, said in bearers)
            if not going or going & fixed or orphaned or dangles(sent.doc, left, going) or gapes(sent.doc, left, going):
                continue
            if count(sent.doc, left) >= SHORTEST:
                kept = left
    return printed(sent.doc, kept)


def headless(sent: Span) -> set[int]:
    """Words from a subject that the parse takes for the object of a preposition to its verb ("after five people, among
    them a child, were hurt"): nothing of them goes."""
    found: set[int] = set()
    for token in sent:
        subject = g.after_conjunction(token) if g.is_verb(token) else None
        if subject is not None:
            found |= {*range(subject.left_edge.i, subject.i + 1), *(t.i for t in g.auxiliaries(token)), token.i}
    return found


def dangles(doc: Doc, left: list[int], going: set[int]) -> bool:
    """Would a pronoun that stays lose the last noun before it that it can stand for?"""
    for i in left:
        if doc[i].lower_ in THIRD_PERSON:
            lost = any(could_be(doc[j], doc[i]) for j in going)
            if lost and not any(could_be(doc[j], doc[i]) for j in left if j < i):
                return True
    return False


def gapes(doc: Doc, left: list[int], going: set[int]) -> bool:
    """Would what stays lose what it hangs on, or a verb follow on words that are not its subject's?"""
    if any(doc[i].head.i in going and not doc[i].is_punct and doc[i].dep_ != "cc" for i in left):
        return True
    if any(doc[i].dep_ == "cc" and doc[i + 1].tag_ in {"WDT", "WP"} and i - 2 in going for i in left[:-1] if i > 1):
        return True  # "a town THAT HAS HELD OUT, and which is key"
    if any(doc[i].lower_ in {"when", "where"} and i > 1 and doc[i - 1].text == "," and i - 2 in going for i in left):
        return True  # "the third round SINCE AUGUST, when he won"
    if any(is_misread(doc[i]) and any(doc[i].head.i < j < i for j in going) for i in left):
        return True
    if any(is_of_another(doc[i]) and any(doc[i].head.i < j < i for j in going) for i in left):
        return True
    if any(ends_range(doc[i], going) for i in left):
        return True
    if any(goes_on(doc[i]) and any(doc[i].head.i < j < i and doc[j].tag_ in g.FINITE for j in going) for i in left):
        return True
    for a, b in pairwise(left):
        if b == a + 1 or doc[b].tag_ not in g.FINITE or doc[a].is_punct:
            continue
        verb = doc[b].head if doc[b].dep_ in g.AUXILIARY | {"cop"} else doc[b]
        subject = g.subject(verb)
        near = subject is not None and subject.left_edge.i <= a <= max(subject.i, subject.right_edge.i)
        if not near and doc[a].head not in {verb, doc[b]}:
            return True
    return False


def is_misread(token: Token) -> bool:
    """ "may deduct it thanks to a law passed in May AND SIGNED by the king": a participle joined to a verb that is
    none belongs to words between the two."""
    joined = token.dep_ == "conj" and token.tag_ == "VBN" and token.head.tag_ not in {"VBN", "JJ"}
    return joined and token.i > token.head.i and not g.children(token, g.AUXILIARY)


def goes_on(token: Token) -> bool:
    """ "Was shot when a gunman burst out, PUT a gun to his face and fired": a verb in a list that has no subject of its
    own is the nearest one's, whatever the parse joins it to."""
    joined = token.dep_ in {"conj"} | g.ADVERBIAL and token.tag_ in g.FINITE and token.i > token.head.i
    opened = any(t.tag_ == "WRB" for t in token.lefts)
    return joined and not opened and not g.children(token, g.SUBJECTS | {"cc", "mark"})


def is_of_another(token: Token) -> bool:
    """ "They fled in a van, which stood in the yard, BUT WAS FOUND": a verb of one that follows several is not theirs,
    whatever the parse joins it to."""
    finite = next((t for t in (*g.auxiliaries(token), token) if t.lower_ in {"was", "is", "has"}), None)
    subject = g.subject(token.head)
    if token.dep_ != "conj" or finite is None or subject is None or g.children(token, g.SUBJECTS):
        return False
    return subject.tag_ in {"NNS", "NNPS"}


def ends_range(token: Token, going: set[int]) -> bool:
    """ "A strip from Veldt in the north, THROUGH TO Sund": the end of what a "from" began that goes, wherever the parse
    hangs it."""
    if token.lower_ not in {"through", "to", "until", "till"} or token.pos_ != "ADP":
        return False
    start = max((i for i in going if i < token.i and token.doc[i].lower_ == "from"), default=token.i)
    return start < token.i and all(i in going or token.doc[i].is_punct for i in range(start, token.i))


def could_be(noun: Token, pronoun: Token) -> bool:
    """Can ``pronoun`` stand for ``noun``: "he" for a person, "them" for several or for a body, "it" for any thing?"""
    if pronoun.lower_ in g.PERSONAL:
        return noun.pos_ == "PROPN" and noun.ent_type_ in {"PERSON", ""}
    if pronoun.lower_ in g.THEY and noun.pos_ in {"NOUN", "PROPN"}:
        many = noun.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in noun.children)
        return many or noun.ent_type_ in {"ORG", "NORP", "GPE"} or noun.lemma_.lower() in lexicon.table("group_nouns")
    someone = noun.ent_type_ == "PERSON" or noun.lemma_.lower() in lexicon.table("person_nouns")
    return noun.pos_ in {"NOUN", "PROPN"} and not someone


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
    near = [r for r in regions(sent.doc.text) if r.end >= sent.start_char and r.start <= sent.end_char]
    return {t.i for t in sent for r in near if t.idx + len(t) >= r.start and t.idx <= r.end}


def without(doc: Doc, kept: list[int], cut: Cut) -> list[int]:
    """``kept`` without ``cut`` and the commas or dashes that set it off."""
    start, end = cut.start, cut.end
    before = next((i for i in reversed(kept) if i < start), None)
    after = next((i for i in kept if i >= end), None)
    gone = set(range(start, end))
    closed = after is not None and is_break(doc[after])
    if closes_list(doc, kept, before):
        return kept
    if after is not None and closed and opens_apposition(doc, after + 1):
        return kept  # "X, a town that rebels took, a victory …": the second rests on the first
    opened = before is not None and is_break(doc[before]) and (end - start > 1 or closed)
    if before is not None and opened:
        gone.add(before)
    if before is not None and after is not None and closed and not opened and closes_within(doc, start, end, after):
        gone.add(after)
    shared = before is not None and after is not None and opened and closed and doc[after].text == ","
    ends = after is not None and follows_subject(doc, after + 1, start)
    shared = shared and (closes_aside(doc, kept, before) or (opens_aside(doc, kept, after) and not ends))
    if (
        after is not None
        and closed
        and (before is None or opened)
        and not shared
        and not needs_comma(doc, before, after)
        and not closes_dashes(doc, kept, before, after)
    ):
        gone.add(after)
    left = [i for i in kept if i not in gone]
    if after in gone and comma_splits(doc, left) and not comma_splits(doc, kept):
        left = [i for i in kept if i not in gone - {after}]  # "X, who did this, besides that, did it"
    return left


def closes_within(doc: Doc, start: int, end: int, after: int) -> bool:
    """Does the comma after the cut only close an aside that goes with it ("in a blaze IN ORVEL, IN THE NORTH, on
    Friday")?"""
    within = any(doc[i].text == "," for i in range(start, end))
    following = doc[after + 1] if after + 1 < len(doc) else None
    return within and following is not None and following.pos_ == "ADP" and following.dep_ in g.CASE


def comma_splits(doc: Doc, kept: Sequence[int]) -> bool:
    """Does a lone comma stand between the subject of the main clause and its verb?"""
    root = doc[kept[0]].sent.root if kept else None
    subject = g.subject(root) if root is not None else None
    if root is None or subject is None or subject.i > root.i:
        return False
    return sum(doc[i].text == "," for i in kept if subject.i < i < root.i) == 1


def closes_dashes(doc: Doc, kept: Sequence[int], before: int | None, after: int) -> bool:
    """Is it the second of two dashes, of which the first stays ("Four people – two of them ill, … – were saved")?"""
    dashes = [i for i in kept if i <= after and doc[i].text in DASHES and is_break(doc[i])]
    return len(dashes) == 2 and after in dashes and before not in dashes


def needs_comma(doc: Doc, before: int | None, after: int) -> bool:
    return before is not None and (opens_clause(doc, after + 1) or opens_cue(doc, after + 1))


def opens_cue(doc: Doc, at: int) -> bool:
    """Does it stand here who says what stands before (", the coroner's office said in a statement")? The name of a
    town before the office may have been read as another's."""
    for one in attributions(doc):
        if one.source is not None and one.content[0].start < at:
            first = min(one.source.start, one.cue.start)
            if at <= first <= at + 3 and all(t.pos_ == "PROPN" for t in doc[at:first]):
                return True
    return False


def closes_aside(doc: Doc, kept: list[int], comma: int | None) -> bool:
    """Do the words before ``comma`` stand in an aside that is still open ("King, 39, a clerk, said")?"""
    if comma is None:
        return False
    earlier = next((i for i in reversed(kept) if i < comma and is_break(doc[i])), None)
    if earlier is None:
        return False
    inside = [doc[i] for i in kept if earlier < i < comma]
    return bool(inside) and all(t.head.i < comma for t in inside) and any(t.head.i < earlier for t in inside)


def closes_list(doc: Doc, kept: list[int], comma: int | None) -> bool:
    """Do the words before ``comma`` end a list that was read as an aside ("two clerks, a baker and Anna Reed,")?"""
    if comma is None or not closes_aside(doc, kept, comma):
        return False
    earlier = next(i for i in reversed(kept) if i < comma and is_break(doc[i]))
    return any(earlier < i < comma and doc[i].dep_ == "cc" for i in kept)


def opens_aside(doc: Doc, kept: list[int], comma: int | None) -> bool:
    """Do the words after ``comma`` make a further aside on what stands before it?"""
    if comma is None:
        return False
    later = next((i for i in kept if i > comma and is_break(doc[i])), None)
    if later is None:
        return False
    inside = [doc[i] for i in kept if comma < i < later]
    above = [t for t in inside if t.head.i < comma]
    # "Fired missiles, made in Orvel, at the fort": what completes the verb is no aside.
    goes_on = any(t.dep_ in g.OBLIQUE and g.is_verb(t.head) for t in above)
    return bool(above) and not goes_on and all(t.head.i < later for t in inside)


def follows_subject(doc: Doc, at: int, cut: int) -> bool:
    """Does the verb of a subject that ends before the ``cut`` stand here?"""
    if at >= len(doc) or doc[at].tag_ not in g.FINITE:
        return False
    subject = g.subject(doc[at].head if doc[at].dep_ in g.AUXILIARY | {"cop"} else doc[at])
    return subject is not None and subject.i < cut


def opens_clause(doc: Doc, at: int) -> bool:
    """Does the main clause begin here after what stands before it ("On Monday, …", ", the minister said"),
    or a further one (", and the strategy …"), so that its comma must stay?"""
    if at >= len(doc):
        return False
    if doc[at].dep_ == "cc" and g.is_verb(doc[at].head):
        return True
    root = doc[at].sent.root
    subject = g.subject(root)
    return at == min(root.i, root.i if subject is None else subject.left_edge.i)


def opens_apposition(doc: Doc, at: int) -> bool:
    """Does a further description in apposition begin here?"""
    if at >= len(doc) or doc[at].pos_ not in {"DET", "ADJ", "NOUN", "NUM"}:
        return False
    top = doc[at]
    # The comma before it may hang on it.
    while top.head != top and at - 1 <= top.head.left_edge.i <= at:
        top = top.head
    # A parser that is not sure whom a description describes hangs it on the verb, aside.
    return top.dep_ in g.APPOSITION | g.ASIDE and top.pos_ == "NOUN"


def printed(doc: Doc, kept: list[int]) -> str:
    """The tokens as text: single spaces, first letter large, no final full stop."""
    out = ""
    for n, i in enumerate(kept):
        token = doc[i]
        between = n and any(doc[j].whitespace_ or doc[j].is_space for j in range(kept[n - 1], i))
        closes = token.text in {",", ".", ";", ":", "?", "!", "'s", "’s"} and kept[n - 1] != i - 1
        out += (" " if between and not closes else "") + token.text
    out = out.strip()
    out = re.sub(r"\.\.$", ".", out)
    while out and (out[-1] in ",;:—–" or out.endswith(" -") or (out[-1] == "." and not ends_short(out))):
        out = out[:-1].rstrip()
    return out[:1].upper() + out[1:]


def ends_short(text: str) -> bool:
    """Is the final full stop part of a word ("U.S.", "Jan. 6 a.m.")?"""
    last = text.split()[-1]
    return last.count(".") > 1
