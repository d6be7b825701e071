"""What a sentence can do without, and what it cannot: the parts that a headline may leave out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from briefing import grammar as g
from briefing import kinds, lexicon, quantities

KEEPING_CLAUSES = {"if", "unless", "until", "whether", "provided", "except", "lest", "once", "than", "as if", "till"}
"""What opens a clause that limits the one it belongs to."""
CONTRASTS = {"while", "whereas", "although", "though"}
"""What opens a clause that tells the other side."""
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
DENIALS = frozenset(lexicon.table("denials"))
WAYS = lexicon.marked("prepositions", "way")
"""Prepositions that, right behind a verb, say what it does."""
RELATES = lexicon.marked("saying_words", "relating")
NEWS = 0.9
"""Weight of an event from which somebody else's is never spare."""
DASHES = {"—", "–", "--", "-"}


@dataclass(frozen=True, slots=True)
class Cut:
    """Tokens from ``start`` to ``end`` (exclusive) that may go together."""

    start: int
    end: int


def is_break(token: Token) -> bool:
    return token.text in {",", ";"} | DASHES and not (token.text == "-" and not token.whitespace_)


def is_stop(token: Token) -> bool:
    return token.text in {".", "!", "?", "…"}


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
        # "two clerks, a baker and Anna Reed" is a list.
        alone = not g.children(token, {"conj"}) and not lacks_subject(span_cut(token).end + 1, sent)
        if (
            token.dep_ in g.APPOSITION
            and token.pos_ not in {"PROPN", "NUM"}
            and alone
            and spare(token)
            and set_off(token)
        ):
            yield span_cut(token)


def relatives(sent: Span) -> Iterator[Cut]:
    """Relative clauses after a comma."""
    for token in sent:
        after = token.dep_ in g.RELATIVE and token.i > token.head.i and set_off(token)
        if after and spare(token) and not may_go_on(sent, span_cut(token).end):
            yield span_cut(token)


def may_go_on(sent: Span, end: int) -> bool:
    """ "… her son, who was shot, BUT SURVIVED": may what stands behind the comma belong to the clause before it?"""
    after = sent.doc[end + 1 : min(end + 3, sent.end)]
    return len(after) == 2 and sent.doc[end].text == "," and after[0].lower_ == "but" and after[1].tag_ in g.FINITE


def participles(sent: Span) -> Iterator[Cut]:
    """Clauses after a comma that hang on a participle: ", forcing …", ", seeking to …", "exhausted by …"."""
    for token in sent:
        hangs = token.dep_ in g.ADVERBIAL | {"acl"} and token.tag_ in {"VBG", "VBN"}
        own = g.children(token, g.SUBJECTS)
        # ", bringing the toll to 22" is the news of its sentence.
        counted = any(t.pos_ == "NUM" for t in token.subtree)
        if hangs and not own and not counted and set_off(token) and spare(token):
            yield span_cut(token)


def asides(sent: Span) -> Iterator[Cut]:
    """What stands between two dashes and reports nobody's words."""
    dashes = [t for t in sent if t.text in DASHES and t.whitespace_]
    if len(dashes) == 2:
        inside = sent.doc[dashes[0].i + 1 : dashes[1].i]
        if inside and not says(inside) and not any(t.pos_ == "NUM" for t in inside):
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
        if in_condition(token) or closes_list(sent, first, joined[0]) or is_second_news(token):
            continue
        if (
            token.lower_ in lexicon.table("measures")
            or counts_harm(token.subtree)
            or any(c.i < token.i for c in g.children(first, {"conj"}))
            or (first.dep_ == "conj" and not g.children(first, {"cc"}))
        ):
            continue  # "five were killed and 17 hurt" is one piece of news; "came, saw and won" one list
        if (says(g.subtree(token)) and first.dep_ in g.COMPLEMENT) or in_negation(token):
            continue
        end = span_cut(token).end
        if ends_clean(sent, end):
            yield Cut(joined[0].i, end)


def is_second_news(verb: Token) -> bool:
    """ "…, and the justice minister RESIGNED": somebody else does something that makes news by itself."""
    own = g.children(verb, g.SUBJECTS)
    return bool(own) and own[0].pos_ != "PRON" and kinds.weight(verb.lower_, verb.lemma_.lower(), 0.0) >= NEWS


def closes_list(sent: Span, first: Token, joined: Token) -> bool:
    """ "Found that he made remarks, BROKE the rule and took pills": the last of a list of verbs, one of which stands
    behind a comma, wherever the parse hangs it."""
    between = sent.doc[max(first.i, sent.start + 1) : joined.i]
    return any(
        t.tag_ in g.FINITE and t.nbor(-1).text == "," and not g.children(t, g.SUBJECTS | {"cc", "mark"})
        for t in between
    )


def leading(sent: Span) -> Iterator[Cut]:
    """Phrases and clauses before the subject: "In Rome, …", "Despite calls for his departure, …"."""
    for token in sent:
        start = token.left_edge.i
        if token.dep_ in g.OBLIQUE | g.ADVERBIAL | {"prep"} and start <= first_word(sent) and token.i < token.head.i:
            end = span_cut(token).end
            closed = end < sent.end and sent.doc[end].text == ","
            limits = names_place(token) or sent[0].lower_ in {"for", "of", "among", "under"} or bare_count(token.head)
            limits = limits or tells_when(sent.doc[start:end])
            if closed and spare(token) and not limits and not tells_other_side(token):
                yield Cut(first_word(sent), end)


def tells_when(opening: Span) -> bool:
    """ "After the bill failed IN THE SUMMER, members fretted": without it, it would be of these days."""
    days = lexicon.table("weekdays").keys() | {"today", "yesterday", "tonight", "morning", "afternoon", "evening"}
    when = [t for t in opening if t.ent_type_ == "DATE"]
    return bool(when) and not any(t.text in days or t.lower_ in days for t in when)


def circumstances(sent: Span) -> Iterator[Cut]:
    """Clauses of time and reason, and phrases that a loose preposition opens."""
    loose = lexicon.words("loose_prepositions")
    for token in reversed(list(sent)):
        if token.i < token.head.i or not spare(token) or is_limited(token.head) or is_news(token) or in_negation(token):
            continue
        if token.dep_ in g.ADVERBIAL | g.ASIDE and has_own_clause(token) and not completes(token):
            # "as soon AS IT KNEW" completes its adverb.
            if g.is_verb(token.head) and ends_clean(sent, span_cut(token).end):
                yield span_cut(token)
        elif token.dep_ in g.OBLIQUE | {"prep"} and starts_with(cut := span_cut(token), sent.doc, loose):
            if token.left_edge.lower_ in WAYS and token.left_edge.i == token.head.i + 1:
                continue  # "tried to break THROUGH THE DOOR"
            # "failed a test AFTER HIS WIN in Sunday's race": nobody knows what the rest belongs to.
            yield from [cut] if ends_clean(sent, cut.end) else []


def completes(clause: Token) -> bool:
    """A condition; what is said ("confirmed to the paper THAT …"); whose deed is meant ("called FOR THEM TO GO")."""
    marks = {t.lower_ for t in g.children(clause, {"mark"})}
    return opens(clause) in KEEPING_CLAUSES | {"that"} or marks >= {"for", "to"}


def is_news(token: Token) -> bool:
    """ "was at home WHEN THE ROOF FELL IN"; "a man charged IN CONNECTION WITH …" says which man."""
    head = token.head
    if tells_other_side(token):
        return True
    if g.is_verb(token) and head.lemma_.lower() in lexicon.words("happening_verbs"):
        return True  # "the blast occurred AFTER A PIPE BURST" says nothing without it
    if head.lemma_.lower() == "report" and g.is_passive(head):
        return True  # nor does "the shooting was reported IN HOLM STREET"
    if head.lower_ in lexicon.table("measures") and opens(token) in {"when", "after", "as"}:
        return True  # "four died WHEN A FERRY SANK"
    return (opens(token) == "when" and head.tag_ == "VBG") or head.dep_ in g.RELATIVE | {"acl"}


def tells_other_side(clause: Token) -> bool:
    """ "X says it won, WHILE Y SAYS IT LOST", "WHILE Y SAID IT LOST, X …": one side alone is not what is said."""
    return opens(clause) in CONTRASTS and says_something(clause)


def set_off_phrases(sent: Span) -> Iterator[Cut]:
    """Other phrases between commas: ", including two that …,", ", a victory for …"."""
    for token in sent:
        if token.i < token.head.i or not set_off(token) or not spare(token):
            continue
        if is_listed(token) or (token.head.dep_ in g.APPOSITION and g.preposition(token)):
            continue  # "put nine firms, among them Castell, ON ITS LIST"
        if token.dep_ == "acl" or (token.dep_ in g.OBLIQUE | {"prep"} and not g.is_verb(token.head)):
            yield span_cut(token)


def is_listed(token: Token) -> bool:
    """ "played in Aldo, Sarn, Orvel and Veldt": read as a place in a place, and one of a list."""
    return token.dep_ in g.BARE_OBLIQUE and any(c.i > token.i for c in g.children(token.head, {"conj"}))


def names_apart(sent: Span) -> Iterator[Cut]:
    """A name that repeats a full description: "the defence minister, X,"."""
    for token in sent:
        repeats = token.dep_ in g.APPOSITION and token.pos_ == "PROPN" and token.head.pos_ == "NOUN"
        # "The minister, X, on Thursday named …": read without a verb, what stands behind the name may be its predicate.
        repeats = repeats and token.head != sent.root
        # "His confidant, X": who that is, the name alone says.
        repeats = repeats and not any(t.tag_ == "PRP$" for t in token.head.lefts)
        # "They named an economist, X, as minister": who it is, is the news, which it is not in "a spokesman, X, said".
        unnamed = any(t.lower_ in {"a", "an"} for t in token.head.lefts) and token.head.dep_ not in g.SUBJECTS
        repeats = repeats and not unnamed
        end = span_cut(token).end + 1
        # "her fiancé, Jon Reed, 30, who …": the age goes with the name.
        aged = end + 1 < sent.end and sent.doc[end].pos_ == "NUM" and sent.doc[end + 1].is_punct
        if repeats and set_off(token) and spare(token) and not aged and not lacks_subject(end, sent):
            yield span_cut(token)


def lacks_subject(at: int, sent: Span) -> bool:
    """Does a verb stand here that only what is before it can be the subject of ("…, its chief, X, told the Courier"),
    though it was not read so?"""
    if at >= sent.end or sent.doc[at].tag_ not in g.FINITE:
        return False
    subject = g.subject(sent.doc[at])
    return subject is None or (subject.i > at and sent.doc[at].lemma_ == "tell")


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
    if any(t.lower_ in RELATES or t.lemma_ in DENIALS for t in words) or counts_harm(words) or is_year(token):
        return False
    if is_focused(token) or is_dated(token) or is_mixed(words) or is_time_of_count(token):
        return False
    opening = [t.lower_ for t in words if not t.is_punct][:2]
    if set(opening) & LIMITS or set(opening) & KEEPING_CLAUSES:
        return False
    if token.dep_ == "advmod" and (token.lower_ in LIMITS or token.lower_ in lexicon.words("hedges")):
        return False
    return not (token.dep_ in g.OBLIQUE and g.preposition(token) in {"without", "except", "by", "than", "instead of"})


def is_focused(token: Token) -> bool:
    """ "was dismissed IN PART because …"."""
    first = span_cut(token).start
    before = [t.lower_ for t in token.doc[max(token.sent.start, first - 3) : first]]
    return any(" ".join(before[n:]) in lexicon.words("focusing_words") for n in range(len(before)))


def is_dated(token: Token) -> bool:
    """ "In June 2004, two ships were seized": without the year it would be news."""
    return (
        token.dep_ in g.OBLIQUE | {"prep"}
        and token.ent_type_ in {"DATE", ""}
        and any(t.ent_type_ == "DATE" and re.fullmatch(r"[12]\d{3}s?", t.text) for t in (token, *token.children))
    )


def is_time_of_count(token: Token) -> bool:
    """ "Has counted 31 cases SINCE JANUARY": without it, it would be all there ever were."""
    counts = (t for t in g.subtree(token.head) if t.pos_ == "NUM" and t != token and not token.is_ancestor(t))
    return g.preposition(token) == "since" and any(counts)


def is_mixed(words: Sequence[Token]) -> bool:
    """Words read as one phrase that are not: a "than" without its comparative, a person in a list of places."""
    if any(t.lower_ == "than" for t in words) and not any(t.tag_ in {"JJR", "RBR"} for t in words):
        return True
    return any(t.dep_ == "conj" and t.ent_type_ == "PERSON" and t.head.ent_type_ != "PERSON" for t in words)


def is_year(token: Token) -> bool:
    """ "On 3 March, 2015,": no date loses its year."""
    return token.pos_ == "NUM" and token.text.isdigit()


def names_place(phrase: Token) -> bool:
    """ "In India, many …": a place before the sentence limits what it says."""
    return phrase.dep_ in g.OBLIQUE | {"prep"} and any(t.ent_type_ in {"GPE", "LOC", "FAC"} for t in g.subtree(phrase))


def bare_count(verb: Token) -> bool:
    """ "46 were arrested": who they are stands before it."""
    subject = g.subject(verb)
    return subject is not None and subject.pos_ == "NUM"


def counts_harm(words: Iterable[Token]) -> bool:
    """Do ``words`` count people hurt ("17 were wounded", "three of them fatally")?"""
    row = list(words)
    harm = lexicon.table("measures")
    return any(t.lower_ in harm for t in row) and any(t.pos_ == "NUM" for t in row)


def says(span: Span) -> bool:
    """Does ``span`` hold a cue that governs words outside it ("officials said")?"""
    cues = lexicon.table("reporting_verbs")
    return any(t.lemma_ in cues and not g.complements(t) and not g.objects(t) for t in span if g.is_verb(t))


def says_something(clause: Token) -> bool:
    return clause.lemma_ in lexicon.table("reporting_verbs") and bool(g.complements(clause))


def in_negation(token: Token) -> bool:
    """ "not a case where he came in AND FIRED": what is denied is denied whole."""
    return any(g.is_negated(above) for above in token.ancestors)


def in_condition(token: Token) -> bool:
    """ "if it paid AND APOLOGISED": half a condition is another one."""
    return any(opens(above) in KEEPING_CLAUSES for above in token.ancestors)


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
    """The subtree of ``token`` without punctuation at its edges; of an apposition up to the comma behind which a phrase
    goes on that may be the verb's ("put nine firms, among them Castell, ON ITS LIST")."""
    start, end = token.left_edge.i, token.right_edge.i + 1
    if token.dep_ in g.APPOSITION:
        marks = (t.i for t in token.doc[token.i + 1 : end - 1] if t.text == "," and t.nbor().pos_ == "ADP")
        end = next(marks, end)
    while start < token.i and (token.doc[start].text in {",", "”", *DASHES} or token.doc[start].is_space):
        start += 1
    while end - 1 > token.i and (
        is_break(token.doc[end - 1]) or is_stop(token.doc[end - 1]) or token.doc[end - 1].is_space
    ):
        end -= 1
    return Cut(with_measure(token.sent, start), end)


def with_measure(sent: Span, start: int) -> int:
    """Where the words start that say how long after: "A DAY after it fell", "TWO WEEKS before the vote"."""
    doc = sent.doc
    if doc[start].lower_ not in {"after", "before"} or start - 1 <= sent.start:
        return start
    if doc[start - 1].lower_ in {"shortly", "soon", "just", "immediately", "right", "long", "moments", "well", "even"}:
        return start - 1
    if quantities.dimension(doc[start - 1].lemma_.lower()) != "duration":
        return start
    first = start - 1
    while first - 1 > sent.start and doc[first - 1].pos_ in {"DET", "NUM", "ADV", "ADJ"}:
        first -= 1
    return first


def starts_with(cut: Cut, doc: Doc, phrases: frozenset[str]) -> bool:
    """Is one of ``phrases`` (of up to three words) what stands first?"""
    words = [t.lower_ for t in doc[cut.start : min(cut.end, cut.start + 3)]]
    return any(" ".join(words[:n]) in phrases for n in range(1, len(words) + 1))


def opens(clause: Token) -> str:
    """The word that a clause begins with, before its subject and verb; nothing where it has none ("the hour SHE
    usually left")."""
    subject = next(iter(g.children(clause, g.SUBJECTS)), clause)
    marks = [c for c in g.children(clause, {"mark", "advmod"}) if c.i < min(subject.i, clause.i)]
    return marks[0].lower_ if marks else ""


def has_own_clause(clause: Token) -> bool:
    """A clause of its own ("after it fell"), not the aim of its verb ("fired to stop them")."""
    return bool(g.children(clause, g.SUBJECTS | {"expl"})) and opens(clause) != ""


def shares_object(first: Token, second: Token) -> bool:
    """Do the two verbs stand side by side with one object ("attacked and destroyed the base")?"""
    between = [t for t in first.doc[first.i + 1 : second.i] if t.dep_ not in {"cc", "advmod", "punct"} | g.AUXILIARY]
    # "knew of and backed the sale": so do a verb with its preposition and another.
    return not between or (between[-1].pos_ == "ADP" and between[-1].head == first)


def ends_clean(sent: Span, end: int) -> bool:
    """Is the clause over at ``end``? After a dash it may go on, and its rest would pass to another clause."""
    if end >= sent.end:
        return True
    return (sent.doc[end].is_punct and sent.doc[end].text not in DASHES) or sent.doc[end].is_space


def first_word(sent: Span) -> int:
    return next((t.i for t in sent if not t.is_space and not t.is_punct), sent.start)
