"""Who is named as the source of words: the phrase of the article, its name and its role."""

from spacy.tokens import Span, Token

from briefing import cues, lexicon
from briefing import grammar as g
from briefing.quoted import Quoted

KEEP_OUT = (
    g.RELATIVE | {"acl", "punct", "parataxis", "advcl", "ccomp", "csubj", "case", "mark", "cop", "nsubj"} | g.AUXILIARY
)
LONGEST = 12
"""Words that a clause restricting a source may have and still belong to the phrase."""


def source_phrase(noun: Token) -> Span:
    """The words that name a source: titles, appositions, conjuncts and what restricts them
    ("a man calling himself X"), no clause set off by a comma; through the relative pronoun
    where that is the subject ("X, who")."""
    pronoun, noun = noun, g.antecedent(noun)
    left = min([noun.i, *(c.left_edge.i for c in noun.children if c.i < noun.i and _belongs(c, noun))])
    description = description_of(noun)
    left = description.left_edge.i if description is not None else left
    right = _right(noun)
    if pronoun != noun and pronoun.i > right:
        right = pronoun.i
    return g.trim(noun.doc[left : right + 1])


def source_name(noun: Token) -> Span:
    """The shortest phrase that names a source: of "the director, Ann Lee" the name, of "director
    Ann Lee" the name with its form of address, of "an official with the alliance" all of it, of a writing whose it is
    ("a letter signed by ten mayors")."""
    named = _named(noun)
    roles = [c for c in named.children if is_role(c)]
    before = [c for c in named.children if c.i < named.i and _belongs(c, named) and not is_role(c)]
    left = min([named.i, *(c.left_edge.i for c in before if not roles or c.i > roles[-1].i)])
    after = [c for c in named.children if c.i > named.i and _belongs(c, named) and c.dep_ not in g.APPOSITION]
    after = [c for c in after if not (c.pos_ == "NUM" and c.nbor(-1).text == ",")]  # an age
    leaves = g.RELATIVE if named.lemma_ in lexicon.words("writings") else g.RELATIVE | {"acl"}
    right = max([named.i, *(c.right_edge.i if c.dep_ == "acl" else _right(c) for c in after if c.dep_ not in leaves)])
    return g.trim(noun.doc[left : right + 1])


def _named(noun: Token) -> Token:
    """The proper name in apposition to a description, else ``noun``."""
    if noun.pos_ != "PROPN":
        for name in g.appositions(noun):
            if name.pos_ == "PROPN":
                return name
    return noun


def name_of(noun: Token) -> Token:
    """The name right after a description that the parse calls a subject of its own ("said neighbor Ann Lee", "said the
    harbour's master, Ann Lee"), else ``noun``."""
    after = [t for t in noun.doc[noun.i + 1 : noun.i + 3] if t.text != ","][:1]
    name = after[0] if after else noun
    return name if description_of(name) == noun else noun


def description_of(name: Token) -> Token | None:
    """The description right before a name, where the parse makes two subjects of the two."""
    if name.pos_ != "PROPN" or name.dep_ not in g.SUBJECT or name.i < 2:
        return None
    comma = name.nbor(-1).text == "," and name.head.i < name.i  # "said the master, Ann Lee"
    noun = name.nbor(-2) if comma else name.nbor(-1)
    same = noun.head == name.head and noun.dep_ == name.dep_ and noun.tag_ == "NN"
    return noun if same else None


def is_role(child: Token) -> bool:
    """Is it a description before a name ("director Ann Lee"), not a form of address ("Mr. Lee")?"""
    if child.i > child.head.i or child.head.pos_ != "PROPN" or child.lower_ in lexicon.words("forms_of_address"):
        return False
    return child.dep_ == "nmod:desc" or (
        child.dep_ == "compound" and child.pos_ == "NOUN" and child.head.ent_type_ == "PERSON"
    )


def source_role(noun: Token) -> Span | None:
    """What the article says a source is: an apposition, the words before the name, or how it spoke; "its chief
    executive" without the "its", which says nothing outside its sentence, and "The chief executive" without what only
    opens that."""
    role = _role(noun)
    if role is None or len(role) < 2:
        return role
    opens = role[0].tag_ == "DT" and role[0].text.istitle()
    whose = role[0].tag_ == "WP$" and not any(t.tag_ in g.FINITE for t in role)  # "whose son is in the prison"
    return role[1:] if opens or whose or role[0].tag_ == "PRP$" else role


def _role(noun: Token) -> Span | None:
    named = _named(noun)
    if named != noun:
        return _until_comma(g.phrase(noun))
    description = description_of(noun)
    if description is not None:
        return g.trim(noun.doc[description.left_edge.i : noun.i])
    before = [c for c in noun.children if is_role(c)]
    if before:
        end = min(_right(before[-1]) + 1, noun.i)  # "Chief of Detectives Ann Lee"
        while end > noun.left_edge.i + 1 and _is_address(noun.doc[end - 1]):
            end -= 1  # "commissioner Sir Ian Lee", "spokesman Colonel Ian Lee"
        return noun.doc[noun.left_edge.i : end]
    for apposition in g.appositions(noun):
        if apposition.i > noun.i and apposition.pos_ in {"NOUN", "PROPN"}:
            left = apposition.left_edge.i
            return g.trim(noun.doc[left : _right(apposition) + 1])
    for clause in g.children(noun, g.RELATIVE):
        whole = g.subtree(clause)
        if clause.i > noun.i and "," in {whole[0].text, noun.doc[whole.start - 1].text} and not _only_says(clause):
            return g.trim(whole)
    return None


def _is_address(word: Token) -> bool:
    ranks = lexicon.marked("roles", "rank")
    return word.lower_ in lexicon.words("forms_of_address") or (word.text.istitle() and word.lower_ in ranks)


def _only_says(clause: Token) -> bool:
    """ "who said …", "which stated …": what it says, and not what it is; "who is not related to the mayor"."""
    if clause.lemma_.lower() in {"relate", "related", "relation", "relative"}:
        return True
    anonymous = any(t.lower_ in lexicon.words("anonymity") for t in clause.subtree)
    return not anonymous and bool(cues.frames(clause) & set("st"))


def standing(cue: Token) -> Span | None:
    """How the source spoke, where the clause of the cue tells it: "speaking on condition of anonymity", "who asked
    not to be named"."""
    for part in g.children(cue, g.ADVERBIAL | g.OBLIQUE | g.CASE):
        whole = g.subtree(part)
        unnamed = any(t.lemma_ in {"name", "identify"} for t in whole) and any(t.lower_ == "not" for t in whole)
        if unnamed or any(t.lower_ in lexicon.words("anonymity") for t in whole):
            return g.trim(whole)
    return None


def _until_comma(span: Span) -> Span:
    for token in span:
        if token.text == "," and token.i > span.start:
            return g.trim(span.doc[span.start : token.i])
    return span


def _belongs(child: Token, noun: Token) -> bool:
    if (child.dep_ == "cc" and child.i < noun.i) or _says_when(child, noun):
        return False
    if child.dep_ in g.RELATIVE | {"acl"} and child.i > noun.i:
        after_comma = child.doc[child.left_edge.i - 1].is_punct
        return not after_comma and child.right_edge.i - child.left_edge.i < LONGEST
    return child.dep_ not in KEEP_OUT or (child.dep_ == "case" and child.i > noun.i)


def _says_when(child: Token, noun: Token) -> bool:
    """ "The army ON MONDAY withdrew …": the parse hangs the day on the noun."""
    day = next((t for t in (child, *g.children(child, {"pobj"})) if t.ent_type_ == "DATE"), None)
    return day is not None and child.i > noun.i and day.nbor(-1).lower_ == "on"


def _right(token: Token) -> int:
    """The last word below ``token`` that still belongs to the name or description."""
    last = token.i
    for child in token.children:
        if child.i > token.i and _belongs(child, token):
            last = max(last, child.right_edge.i if child.dep_ in g.RELATIVE | {"acl"} else _right(child))
    return last


def is_one_of_which(source: Token) -> bool:
    """ "The last of which", "one of whom": part of what another clause names, and no name by itself; nor is "ones"."""
    if g.antecedent(source).lower_ == "ones":
        return True
    return any(t.tag_ in {"WDT", "WP"} for case, t in g.obliques(source) if case == "of")


# --- who a cue names ---------------------------------------------------------------------------


def source_of(verb: Token, quoted: Quoted) -> Token | None:
    if cues.is_passive(verb):
        by = [n for case, n in g.obliques(verb) if case == "by"]
        return by[0] if by else None
    found = _shared(verb, quoted) or _nearest(verb) or g.subject(verb) or _unlabelled(verb) or in_clause_before(verb)
    if found is None or found.i > verb.i:
        found = before_comma(verb) or found
    found = _beside(verb, found) or found
    found = _made_to(verb) or found
    if _hangs_loose(verb):
        found = _of_main_clause(verb) or found
    up = verb
    while (found is None or found.i in quoted.of) and _depends(up, quoted) and up.head != up:
        up = up.head
        found = g.subject(up)
        if (found is None or found.i in quoted.of) and "s" in cues.frames(up):
            found = adjacent(up, None, quoted)
    if found is not None and found.i in quoted.of:
        return None
    return _author(found, up) if found is not None else None


def _depends(verb: Token, quoted: Quoted) -> bool:
    """Does the clause above tell who says it?"""
    return verb.dep_ in g.ADVERBIAL | {"xcomp", "conj"} or (verb.dep_ == "ccomp" and verb.i in quoted.of)


def _beside(verb: Token, found: Token | None) -> Token | None:
    """The person named right before the cue, where the parse makes what is said begin with its source ("Heron, the
    gang, put the files online, researcher ANN LEE said") or end with it ("“…,” ANN LEE said through her lawyer, Bo
    Lind")."""
    if found is None or verb.i < 3 or verb.nbor(-1).ent_type_ != "PERSON" or verb.nbor(-1).pos_ != "PROPN":
        return None
    first = verb.nbor(-1)
    while first.ent_iob_ == "I":
        first = first.nbor(-1)
    if found.i > verb.i:
        opens = first.i > 0 and first.nbor(-1).is_punct
        while first.i < verb.i - 1 and first.lower_ in lexicon.words("forms_of_address"):
            first = first.nbor()
        return first if opens else None
    clause = (c for c in g.children(verb, {"ccomp"}) if found.i < c.i < first.i and g.children(c, g.SUBJECTS))
    return first if found.i < first.left_edge.i and any(clause) else None


def before_comma(verb: Token) -> Token | None:
    """The noun between commas before "told" ("…, its chief, Ann Lee, told the paper")."""
    if verb.lemma_ != "tell" or verb.tag_ not in g.TENSED or verb.i < 2 or verb.nbor(-1).text != ",":
        return None
    token = verb.nbor(-2)
    while token.head.i < token.i and token.dep_ in g.COMPOUND:
        token = token.head
    if token.dep_ in g.APPOSITION and token.head.i < verb.i:
        token = token.head
    return token if token.pos_ in g.NOMINAL else None


def _hangs_loose(verb: Token) -> bool:
    """Is it a participle after a comma that the parse hangs on a noun or into a relative clause
    ("blasted the bill that passed, telling …")?"""
    if verb.tag_ != "VBG" or verb.i == 0 or not verb.nbor(-1).is_punct:
        return False
    return verb.dep_ == "acl" or (verb.dep_ in g.ADVERBIAL and verb.head.dep_ in g.RELATIVE)


def _made_to(verb: Token) -> Token | None:
    """Who is led, forced or asked to say it: the object of the verb above an infinitive."""
    if verb.tag_ != "VB" or verb.dep_ != "xcomp" or not any(t.lower_ == "to" for t in verb.children):
        return None
    between = [o for o in g.objects(verb.head) if verb.head.i < o.i < verb.i]
    return between[-1] if between else None


def _of_main_clause(verb: Token) -> Token | None:
    """The subject of the clause round the noun that ``verb`` hangs on, before the verb."""
    up = verb.head
    if verb.dep_ != "acl":
        up = up.head
    while up.head != up and (not g.is_verb(up) or up.dep_ in g.RELATIVE):
        up = up.head
    found = g.subject(up) if g.is_verb(up) else None
    return found if found is not None and found.i < verb.i and found.head != verb else None


def adjacent(verb: Token, source: Token | None, quoted: Quoted) -> Token | None:
    """The source beside a cue that follows its quotation: between the two, or right after the verb."""
    start = verb.i
    while start - 1 not in quoted.of and start > verb.sent.start and verb.i - start < 40:
        start -= 1
    if source is not None and (start <= source.i < verb.i or verb.i < source.i < verb.i + 12):
        return source
    gap = [t for t in quoted.doc[start : verb.i] if t.pos_ in g.NOMINAL and not start <= t.head.i < verb.i]
    return gap[-1] if gap else inverted(verb, quoted)


def inverted(verb: Token, quoted: Quoted) -> Token | None:
    """The nominal right after the verb ("said X, a Y, who …"), where the parse calls it no subject; none after a verb
    that "and" joins to another ("“…,” he said, and recalled the work of …")."""
    at = verb.i + 1
    if is_joined(verb) or at >= len(quoted.doc) or at in quoted.of or quoted.doc[at].is_punct:
        return None
    token = quoted.doc[at]
    while token.head.i > verb.i and token.head != token:
        token = token.head
    if token.ent_type_ in {"DATE", "TIME"}:
        return None  # "the union (UOS) said Monday"
    return token if g.is_nominal(token) and token.sent == verb.sent else None


def is_joined(verb: Token) -> bool:
    """Does "and" or "but" stand right before it and join it to another verb?"""
    return verb.dep_ == "conj" and verb.i > 0 and verb.nbor(-1).dep_ == "cc"


def fronted(verb: Token, tokens: set[int]) -> Token | None:
    """The noun phrase right before a verb that the parse puts into the verb's clause: "One, Ann Lee, says …"."""
    before = [verb.doc[i] for i in sorted(tokens) if i < verb.i]
    if not before or any(g.is_verb(t) and "Fin" in t.morph.get("VerbForm", []) for t in before):
        return None
    heads = [t for t in before if t.pos_ in g.NOMINAL and t.dep_ in g.SUBJECTS | {"dislocated", "obl", "dep"}]
    if not heads:
        return None
    tokens -= {t.i for t in before}
    return heads[0]


def _nearest(verb: Token) -> Token | None:
    """Of several subjects that the parse gives a verb, the last before it; the first where the last is but the end
    of what is said of it ("Ann Lee, head of the office in Norrvik, Sweden said")."""
    left = [c for c in g.children(verb, g.SUBJECT) if c.i < verb.i]
    if len(left) < 2:
        return None
    first, last = left[0], left[-1]
    described = any(first.i < c.i < last.i and c.pos_ == "NOUN" for c in g.appositions(first))
    return first if described and last.pos_ == "PROPN" and last.nbor(-1).text == "," else last


def in_clause_before(verb: Token) -> Token | None:
    """The description of a named source between commas that the parse makes part of the clause before the cue: "They
    have left their homes, the governor, Ann Lee, said"."""
    if verb.tag_ not in g.TENSED or verb.i < 2 or verb.nbor(-1).text != ",":
        return None
    name = verb.nbor(-2)
    while name.dep_ in g.COMPOUND and name.head.i < name.i:
        name = name.head
    noun = name.head
    if name.pos_ != "PROPN" or name.dep_ not in g.APPOSITION or noun.pos_ != "NOUN" or noun.i > name.i:
        return None
    # "Walked to a village, THE VILLAGE HEAD, Bo Lind, said": two descriptions, of which the second is of the speaker.
    noun = next((one for one in reversed(g.appositions(noun)) if one.pos_ == "NOUN" and one.i < name.i), noun)
    held = any(noun in clause.subtree for clause in g.children(verb, {"ccomp"}))
    edge = noun.left_edge.i
    return noun if held and "," in {t.text for t in verb.doc[max(0, edge - 1) : edge + 1]} else None


def _unlabelled(verb: Token) -> Token | None:
    """The noun phrase before a finite verb where the parse calls it no subject."""
    if verb.tag_ not in g.TENSED:
        return None
    left = [c for c in verb.children if c.i < verb.i and c.pos_ in g.NOMINAL and c.tag_ not in {"WP", "WDT", "WRB"}]
    return next(
        (c for c in reversed(left) if not g.children(c, g.CASE) and c.dep_ not in g.OBJECT | g.BARE_OBLIQUE), None
    )


def _author(found: Token, verb: Token) -> Token:
    """Who made the statement that speaks: the subject of "issued a statement saying …"; of "received a letter saying …"
    the letter."""
    noun = g.antecedent(found)
    if verb.dep_ not in g.RELATIVE | {"acl"} or not (
        cues.noun_stance(noun) or noun.lemma_ in lexicon.words("writings")
    ):
        return found
    found = noun
    made = found.dep_ in g.OBJECT and found.head.lemma_ not in lexicon.words("getting_verbs")
    by = g.subject(found.head) if made and not g.is_passive(found.head) else None
    return by if by is not None else found


def _shared(verb: Token, quoted: Quoted) -> Token | None:
    """The source of the cue before it, where the parse hangs ``verb`` into what that source says."""
    up = verb
    for _ in range(4):
        if up.head == up or up.dep_ not in g.ADVERBIAL | {"conj", "ccomp", "xcomp"}:
            return None
        clause, up = up, up.head
        if cues.entry(up) is not None and clause.dep_ == "ccomp" and clause != verb and clause.i > up.i:
            return g.subject(up) if resumes(verb, up, clause, quoted) else None
    return None


def resumes(token: Token, verb: Token, clause: Token, quoted: Quoted) -> bool:
    """Is ``token`` a second cue of the source of ``verb``, inside ``clause``?"""
    if "s" not in cues.frames(token) or token == clause or token.i in quoted.of:
        return False
    if g.children(token, g.SUBJECTS) or not _opens_clause(token, quoted):
        return False
    if token.dep_ in g.ADVERBIAL and token.tag_ == "VBG":
        if token.head.lemma_ in lexicon.words("calling_verbs"):
            return False  # "Lee told reporters that Orr called the police, saying …"
        return bool({t.text for t in quoted.doc[token.left_edge.i - 1 : token.i]} & {",", "-", "–", "—", "--"})
    return (
        token.dep_ == "conj"
        and token.tag_ == verb.tag_
        and token.tag_ in g.TENSED | {"VBG"}
        and token.head.tag_ != token.tag_
    )


def _opens_clause(token: Token, quoted: Quoted) -> bool:
    """Does a clause or a quotation complete ``token``?"""
    if g.complements(token):
        return True
    at = quoted.skip(token.i + 1, 1)
    return at in quoted.of
