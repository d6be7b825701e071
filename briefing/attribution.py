"""Who says what: the reporting cues of a Doc, the words they govern, and whom they name.

Used by every extractor that must not harden a claim into a fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Doc, Span, Token

from briefing import grammar as g
from briefing import lexicon
from briefing.marks import Region, regions
from briefing.sources import source_phrase


@dataclass(frozen=True)
class Attribution:
    """One act of saying. ``content`` may be several stretches; marks and the cue stay outside."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    kind: str
    """direct, indirect or mixed."""
    stance: str = "claimed"
    """claimed, denied, hedged or planned: what the cue does to its content."""
    rule: str = ""


@lru_cache(maxsize=2)
def attributions(doc: Doc) -> tuple[Attribution, ...]:
    """All attributions of ``doc`` in order of their content."""
    return tuple(sorted(_Reader(doc).read(), key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue.start)))


def attribution_of(token: Token) -> Attribution | None:
    """The innermost attribution whose content holds ``token``, or None where the article itself speaks."""
    found = [
        (sum(len(s) for s in a.content), a)
        for a in attributions(token.doc)
        if any(s.start <= token.i < s.end for s in a.content)
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


@dataclass
class _Draft:
    cue: list[Token]
    source: Token | None
    tokens: set[int]
    stance: str
    rule: str


class _Reader:
    """Reads one Doc: its quoted regions by token, its cues, and the words that each cue governs."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.regions = _by_token(doc)
        self.region_of: dict[int, int] = {i: n for n, (a, b, _) in enumerate(self.regions) for i in range(a, b)}
        self.verbs = _forms("reporting_verbs")
        self.bases = _bases("reporting_verbs")
        self.nouns = lexicon.table("reporting_nouns")

    def read(self) -> Iterator[Attribution]:
        drafts = self.outermost([d for token in self.doc for d in self.drafts(token) if d.tokens])
        self.join(drafts)
        for draft in drafts:
            content = self.spans(draft.tokens)
            if content:
                yield Attribution(
                    cue=self.doc[draft.cue[0].i : draft.cue[-1].i + 1],
                    source=self.named(draft),
                    content=content,
                    kind=self.kind(draft.tokens),
                    stance=draft.stance,
                    rule=draft.rule,
                )

    def named(self, draft: _Draft) -> Span | None:
        """The phrase of the source, without quoted words and without its own content."""
        if draft.source is None:
            return None
        span = source_phrase(draft.source)
        head = g.antecedent(draft.source).i
        out = draft.tokens | {t.i for t in draft.cue} | self.region_of.keys()
        first = last = head
        while first - 1 >= span.start and first - 1 not in out:
            first -= 1
        while last + 1 < span.end and last + 1 not in out:
            last += 1
        return g.trim(self.doc[first : last + 1])

    def outermost(self, drafts: list[_Draft]) -> list[_Draft]:
        """Without cues of thinking, and of saying right below another cue, inside what somebody says."""
        held = [(d, d.tokens) for d in drafts]
        return [d for d in drafts if not any(o is not d and d.cue[0].i in t and self.yields(d, o) for o, t in held)]

    def yields(self, inner: _Draft, outer: _Draft) -> bool:
        """Only what the outer source says of somebody's words is kept: a cue whose own source stands outside, a noun,
        and what was said "according to" another."""
        if self.is_thought(inner) or inner.cue[0].dep_ == "ccomp":
            return True
        if inner.rule == "noun" or outer.rule == "according":
            return False
        return inner.source is None or inner.source.i in outer.tokens

    def is_thought(self, draft: _Draft) -> bool:
        return "t" in self.frame(draft.cue[0])[0]

    # --- cues ---

    def entry(self, verb: Token) -> str | None:
        """The lexicon's entry for a verb, by lemma or, where the lemma is none of its, by form."""
        return self.verbs.get(verb.lemma_.lower(), self.verbs.get(verb.lower_))

    def drafts(self, token: Token) -> Iterator[_Draft]:
        if token.i in self.region_of:
            return
        if token.lower_ == "according":
            yield from self.according(token)
        elif g.is_verb(token) and self.entry(token) is not None:
            yield from self.verb(token)
        elif g.is_verb(token) and token.tag_ in {"VBD", "VBZ", "VBP"}:
            yield from self.any_verb(token)
        elif token.pos_ == "NOUN" and token.lemma_ in self.nouns:
            yield from self.noun(token)

    def according(self, token: Token) -> Iterator[_Draft]:
        noun = token.head
        if noun.pos_ not in g.NOMINAL and not g.children(token, {"prep"}):
            return
        if noun.i < token.i:
            pobj = [n for p in token.children for n in g.children(p, {"pobj"})]
            if not pobj:
                return
            noun = pobj[0]
            phrase = set(range(token.left_edge.i, token.right_edge.i + 1))
        else:
            phrase = set(range(noun.left_edge.i, noun.right_edge.i + 1))
        tokens = self.reported(token, noun) - phrase
        yield _Draft([token, self.doc[min(token.i + 1, len(self.doc) - 1)]], noun, self.snap(tokens), "claimed", "according")

    def reported(self, cue: Token, noun: Token) -> set[int]:
        """What stands "according to" somebody: the sentence, up to the cue where its verb comes before
        it; the coordinate or relative clause alone where the cue hangs on that."""
        sent = noun.sent
        head = noun.head if noun.head.i != cue.i else cue.head
        clause = g.clause_head(head)
        while clause.dep_ in {"xcomp", "ccomp"} and clause.head is not clause and not g.children(clause, g.SUBJECT):
            clause = clause.head
        tokens = {t.i for t in sent}
        own = g.children(clause, g.SUBJECT | g.PASSIVE_SUBJECT)
        if cue.i > sent.start + 2 and clause.i < cue.i:
            tokens = {i for i in tokens if i < cue.i}
            if own and (clause.dep_ in g.RELATIVE or clause.dep_ in {"conj", "parataxis"}):
                start = clause.left_edge.i
                tokens = {i for i in tokens if i >= start and not (i == start and self.doc[i].dep_ == "cc")}
        return tokens

    def noun(self, token: Token) -> Iterator[_Draft]:
        for clause in g.children(token, {"acl", "ccomp"}):
            if any(t.lower_ == "that" for t in g.children(clause, {"mark"})):
                owner = g.possessors(token)
                by = [n for case, n in g.obliques(token) if case in {"by", "from"}]
                source = (owner or by or [None])[0]
                if source is None:
                    verb = token.head
                    if token.dep_ in g.OBJECT and g.subject(verb) is not None:
                        source = g.subject(verb)
                tokens = {t.i for t in clause.subtree}
                yield _Draft([token], source, self.snap(tokens), self.nouns[token.lemma_] or "claimed", "noun")

    def verb(self, verb: Token) -> Iterator[_Draft]:
        frames, stance = self.frame(verb)
        source = self.source(verb)
        tokens, rule = self.content(verb, frames, source)
        if rule == "left":
            source = self.adjacent(verb, source)
        elif source is None and not self.is_passive(verb):
            source = self.fronted(verb, tokens)
        tokens -= {t.i for t in source.subtree if t.i < verb.i} if source is not None and source.head is verb.head and rule == "ccomp" else set()
        if not tokens:
            tokens, rule = self.about(verb), "about"
        if tokens:
            yield _Draft([verb], source, tokens, stance, rule)

    def about(self, verb: Token) -> set[int]:
        """The noun of a verb that takes its content with a preposition: "pointed to the turnout"."""
        phrases = lexicon.words("reporting_phrases")
        for case, noun in g.obliques(verb):
            if any(f"{lemma} {case}" in phrases for lemma in (verb.lemma_.lower(), self.bases.get(verb.lower_, ""))):
                case_words = {t.i for t in noun.children if t.dep_ in g.CASE}
                return self.snap({t.i for t in noun.subtree} - case_words)
        return set()

    def any_verb(self, verb: Token) -> Iterator[_Draft]:
        """A verb of no list right after a quotation that ends in a comma: "“We won,” she laughed"."""
        run = self.run(verb, self.cue_clause(verb, inserted=False))
        at = self.skip(run.start - 1, -1)
        if at not in self.region_of:
            return
        start, end, region = self.regions[self.region_of[at]]
        if self.ending(region) != "," or end - start < 4 or self.prefix(start, region):
            return
        source = self.adjacent(verb, self.source(verb))
        if source is None or source.tag_ in {"WP", "WDT"} or g.children(verb, g.OBJECT):
            return
        yield _Draft([verb], source, set(range(start, end)), "claimed", "any")

    def adjacent(self, verb: Token, source: Token | None) -> Token | None:
        """The source beside a cue that follows its quotation: between the two, or right after the verb."""
        start = verb.i
        while start - 1 not in self.region_of and start > verb.sent.start and verb.i - start < 40:
            start -= 1
        if source is not None and (start <= source.i < verb.i or verb.i < source.i < verb.i + 12):
            return source
        gap = [t for t in self.doc[start : verb.i] if t.pos_ in g.NOMINAL and not start <= t.head.i < verb.i]
        return gap[-1] if gap else self.inverted(verb)

    def fronted(self, verb: Token, tokens: set[int]) -> Token | None:
        """The noun phrase right before a verb that the parse puts into the verb's clause: "One, Ann Lee, says …"."""
        before = [self.doc[i] for i in sorted(tokens) if i < verb.i]
        if not before or any(g.is_verb(t) and "Fin" in t.morph.get("VerbForm") for t in before):
            return None
        heads = [t for t in before if t.pos_ in g.NOMINAL and t.dep_ in g.SUBJECT | g.PASSIVE_SUBJECT | {"dislocated", "obl", "dep"}]
        if not heads:
            return None
        tokens -= {t.i for t in before}
        return heads[0]

    def inverted(self, verb: Token) -> Token | None:
        """The nominal right after the verb ("said X, a Y, who …"), where the parse calls it no subject."""
        at = verb.i + 1
        if at >= len(self.doc) or at in self.region_of or self.doc[at].is_punct:
            return None
        token = self.doc[at]
        while token.head.i > verb.i and token.head is not token:
            token = token.head
        return token if token.pos_ in g.NOMINAL and token.sent == verb.sent else None

    def is_passive(self, verb: Token) -> bool:
        """Passive, or a participle alone ("when asked", "told that …")."""
        if g.is_passive(verb):
            return True
        bare = verb.tag_ in {"VBN", "VBD"} and not g.auxiliaries(verb) and not g.children(verb, g.SUBJECT)
        return bare and (verb.dep_ in g.ADVERBIAL | {"acl"} or (verb.tag_ == "VBN" and verb.dep_ in {"ROOT", "parataxis"}))

    def frame(self, verb: Token) -> tuple[set[str], str]:
        words = (self.entry(verb) or "").split()
        stance = next((w for w in words if len(w) > 1), "claimed")
        return {w for w in words if len(w) == 1}, stance

    def source(self, verb: Token) -> Token | None:
        if self.is_passive(verb):
            by = [n for case, n in g.obliques(verb) if case == "by"]
            return by[0] if by else None
        found = self.shared(verb) or g.subject(verb) or self.unlabelled(verb)
        while found is None and verb.dep_ in g.ADVERBIAL | {"xcomp", "conj"} and verb.head != verb:
            verb = verb.head
            found = g.subject(verb)
        if found is not None and found.i in self.region_of:
            return None
        return self.author(found, verb) if found is not None else None

    def unlabelled(self, verb: Token) -> Token | None:
        """The noun phrase before a finite verb where the parse calls it no subject."""
        if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
            return None
        left = [c for c in verb.children if c.i < verb.i and c.pos_ in g.NOMINAL and c.tag_ not in {"WP", "WDT", "WRB"}]
        return next((c for c in reversed(left) if not g.children(c, g.CASE) and c.dep_ not in g.OBJECT | g.BARE_OBLIQUE), None)

    def author(self, found: Token, verb: Token) -> Token:
        """Who made the statement that "says": the subject of "issued a statement saying …", "his" in "his statement says"."""
        if found.lemma_ not in self.nouns or verb.dep_ not in g.RELATIVE | {"acl"}:
            return found
        by = g.subject(found.head) if found.dep_ in g.OBJECT and not g.is_passive(found.head) else None
        return by if by is not None else found

    def shared(self, verb: Token) -> Token | None:
        """The source of the cue before it, where the parse hangs ``verb`` into what that source says."""
        up = verb
        for _ in range(4):
            if up.head is up or up.dep_ not in g.ADVERBIAL | {"conj", "ccomp", "xcomp"}:
                return None
            clause, up = up, up.head
            if self.entry(up) is not None and clause.dep_ == "ccomp" and clause is not verb and clause.i > up.i:
                return g.subject(up) if self.resumes(verb, up, clause) else None
        return None

    # --- content ---

    def content(self, verb: Token, frames: set[str], source: Token | None) -> tuple[set[int], str]:
        clauses = []
        for child in verb.children:
            if child.dep_ == "ccomp" and frames & set("stw"):
                clauses.append(child)
            elif child.dep_ == "xcomp" and frames & set("ir") and any(t.lower_ == "to" for t in child.children):
                clauses.append(child)
            elif child.dep_ == "parataxis" and "s" in frames and child.i > verb.i and self.doc[child.left_edge.i - 1].text in {":", ",", "“", '"'}:
                clauses.append(child)
            elif child.dep_ in g.OBJECT and "o" in frames and child.right_edge.i - child.left_edge.i > 2:
                clauses.append(child)
        clauses += self.misplaced(verb) if not clauses and "s" in frames else self.more_clauses(verb, clauses, frames)
        tokens = {t.i for c in clauses for t in c.subtree} - self.other_cues(verb, clauses)
        inserted = False
        if not tokens and frames & set("st") and self.is_as_clause(verb):
            return self.snap(self.as_clause(verb)), "as"
        if not tokens and verb.dep_ == "parataxis" and "s" in frames and source is not None and source.head is verb:
            tokens = {t.i for t in verb.head.subtree}
            inserted = True
        cue = self.cue_clause(verb, inserted=inserted)
        if frames & set("sq"):
            run = self.run(verb, cue)
            right = self.quoted_right(run, tokens)
            left = self.quoted_left(verb, run, bool(right) or any(i > verb.i for i in tokens - cue))
            if left:
                return left | self.reopened(run, right), "left"
            if right:
                return right | self.before(verb, run, right), "right"
            around = self.around(verb, run, tokens)
            if around:
                return self.snap(around), "around"
            trailing = self.trailing(verb, run, tokens)
            if trailing:
                return self.snap(trailing), "trailing"
        tokens -= cue - {i for c in clauses for i in range(c.left_edge.i, c.right_edge.i + 1)}
        return self.snap(tokens), "inserted" if inserted else clauses[0].dep_ if clauses else ""

    def misplaced(self, verb: Token) -> list[Token]:
        """A that-clause that the parse hangs on an adverbial: "said at the time that …", "said in an interview that …"."""
        below = [verb, *g.children(verb, g.OBLIQUE | g.OBJECT | g.INDIRECT_OBJECT)]
        below += [n for c in below[1:] for n in g.children(c, g.OBLIQUE)]
        below += [n for p in g.children(verb, g.CASE) for n in g.children(p, {"pobj"})]
        found = [c for noun in below for c in g.children(noun, g.RELATIVE | g.ADVERBIAL | {"acl", "ccomp"}) if c.i > verb.i]
        return [c for c in found if any(m.lower_ == "that" for m in g.children(c, {"mark"}))][:1]

    def more_clauses(self, verb: Token, clauses: list[Token], frames: set[str]) -> list[Token]:
        """What belongs to the content though the parse hangs it on the cue: "said X and that Y", a subject
        taken for an object ("said [the plan] would fail"), whoever is asked to do something."""
        if not clauses:
            return []
        last = max(c.right_edge.i for c in clauses)
        first = min(c.left_edge.i for c in clauses)
        out = [c for c in g.children(verb, {"conj"}) if c.i > last and any(m.lower_ == "that" for m in g.children(c, {"mark"}))]
        if first > verb.i and not frames & {"r"}:
            out += [c for c in g.objects(verb) if verb.i < c.i < first and not g.is_passive(verb) and self.doc[c.right_edge.i].lower_ != ","]
        elif first > verb.i and any(c.dep_ == "xcomp" for c in clauses) and verb.lemma_ == "ask":
            out += [c for c in verb.children if c.dep_ in g.OBJECT | g.INDIRECT_OBJECT and c.i > verb.i]
        return out

    def other_cues(self, verb: Token, clauses: list[Token]) -> set[int]:
        """Cues of the same source that the parse hangs into the content: "said X and added that Y", "…, saying that Z"."""
        out: set[int] = set()
        for clause in clauses:
            for token in clause.subtree:
                if token.i > verb.i and self.resumes(token, verb, clause):
                    start = token.left_edge.i
                    out |= set(range(start, token.right_edge.i + 1))
                    out |= {start - 1} if self.doc[start - 1].dep_ == "cc" else set()
        return out

    def resumes(self, token: Token, verb: Token, clause: Token) -> bool:
        """Is ``token`` a second cue of the source of ``verb``, inside ``clause``?"""
        entry = self.entry(token)
        if entry is None or "s" not in entry.split() or token is clause or token.i in self.region_of:
            return False
        if g.children(token, g.SUBJECT | g.PASSIVE_SUBJECT) or not self.opens_clause(token):
            return False
        if token.dep_ in g.ADVERBIAL and token.tag_ == "VBG":
            return self.doc[token.left_edge.i - 1].text in {",", "-", "–", "—", "--"}
        return token.dep_ == "conj" and token.tag_ == verb.tag_ and token.tag_ in {"VBD", "VBZ", "VBP", "VBG"} and token.head.tag_ != token.tag_

    def opens_clause(self, token: Token) -> bool:
        """Does a clause or a quotation complete ``token``?"""
        if g.complements(token):
            return True
        at = self.skip(token.i + 1, 1)
        return at in self.region_of

    def is_as_clause(self, verb: Token) -> bool:
        """"as X said", "as reported by X"."""
        if verb.dep_ not in g.ADVERBIAL or not any(t.lower_ == "as" and t.i < verb.i for t in verb.children):
            return False
        rest = [c for c in verb.children if c.i > verb.i and c.dep_ not in g.SUBJECT | {"punct"} and g.preposition(c) != "by"]
        return sum(len(list(c.subtree)) for c in rest) < 5 and not g.children(verb, g.OBJECT | {"xcomp", "advcl"})

    def as_clause(self, verb: Token) -> set[int]:
        """The clause that an as-clause comments on."""
        head = verb.head
        out = {t.i for t in head.subtree} if head.i > verb.i else {i for i in range(head.left_edge.i, verb.left_edge.i)}
        return out - {t.i for t in verb.subtree}

    def cue_clause(self, verb: Token, *, inserted: bool) -> set[int]:
        """The verb with its own subject, auxiliaries and adverbials."""
        out = {verb.i}
        for child in verb.children:
            if child.dep_ not in {"ccomp", "xcomp", "parataxis", "conj", "punct", "advcl"} or (inserted and child.dep_ != "punct"):
                out |= {t.i for t in child.subtree}
        return {i for i in out if i not in self.region_of}

    def run(self, verb: Token, cue: set[int]) -> range:
        """The stretch of the cue's clause that holds the verb."""
        first = last = verb.i
        subjects = g.children(verb, g.SUBJECT | g.PASSIVE_SUBJECT)
        edge = min([verb.i, *(s.left_edge.i for s in subjects if s.i < verb.i)])
        while first - 1 in cue and (first > edge or self.doc[first - 1].text != ","):
            first -= 1
        while last + 1 in cue:
            last += 1
        return range(first, last + 1)

    def skip(self, at: int, step: int, *, newline: bool = False, stops: str = "") -> int:
        """The next token from ``at`` that is a word or quoted, within the paragraph; -1 where none is
        or where a mark of punctuation in ``stops`` comes before it."""
        while 0 <= at < len(self.doc):
            token = self.doc[at]
            if at in self.region_of or not (token.is_space or token.is_punct):
                return at
            if ("\n" in token.text and not newline) or token.text in stops.split():
                return -1
            at += step
        return -1

    def ending(self, region: Region) -> str:
        """The mark of punctuation that ends a quotation, inside or right after its marks."""
        text = self.doc.text
        inside = text[region.start : region.end].rstrip("'’ \xa0")[-1:]
        after = text[region.end : region.end + 3].lstrip("”\"'» ")[:1]
        return inside if inside in {",", "?", "!", ".", "…", "—", "-"} else after

    def quoted_left(self, verb: Token, run: range, other: bool) -> set[int]:
        """The quoted words that end where the clause of the cue begins, with what leads into them.

        ``other`` says that the cue has content after it.
        """
        at = self.skip(run.start - 1, -1)
        if at not in self.region_of:
            return set()
        subjects = g.children(verb, g.SUBJECT | g.PASSIVE_SUBJECT)
        if not subjects and self.inverted(verb) is None and run.start == verb.i:
            return set()
        start, end, region = self.regions[self.region_of[at]]
        mark = self.ending(region)
        if mark not in ",?!…—-" or not mark or (other and mark in "?!" and self.doc[run.start].is_sent_start):
            return set()
        prefix = self.prefix(start, region)
        if any(s.i in prefix for s in subjects) or (prefix and other and end - start < 6):
            return set()
        if any(s.tag_ in {"WP", "WDT"} for s in subjects):
            return set()
        return set(range(start, end)) | prefix

    def prefix(self, start: int, region: Region) -> set[int]:
        """Unquoted words of the same sentence before a quotation: "The plan is “a farce,” X said"."""
        text = self.doc.text[: region.start].rstrip("“\"'`«„‘ \t\xa0(")
        before = self.skip(start - 1, -1)
        if before < 0 or text[-1:] in ".?!:\n" or before in self.region_of:
            return set()
        first = self.doc[before].sent.start
        return {i for i in range(first, start)}

    def quoted_right(self, run: range, tokens: set[int]) -> set[int]:
        """The quoted words that begin where the clause of the cue ends."""
        at = self.skip(run.stop, 1, newline=self.doc[run.stop : run.stop + 1].text == ":", stops=". ? !")
        if at >= 0 and self.doc[at].lower_ in {"that", "and", "but"}:
            at = self.skip(at + 1, 1, stops=". ? !")
        if at not in self.region_of:
            at = self.further(run, tokens)
        if at not in self.region_of:
            return set()
        start, end, region = self.regions[self.region_of[at]]
        if at != start and self.skip(start, 1) != at:
            return set()
        after = [i for i in tokens if i >= run.stop]
        if after and min(after) >= end:
            return set()
        out = set(range(start, end))
        if self.doc.text[region.end - 1] not in ",.?!":
            out |= {i for i in tokens if i >= end}
        return self.snap(out)

    def reopened(self, run: range, right: set[int]) -> set[int]:
        """What goes on after a cue in the middle: "“A,” X said, “b”", "“A,” she said, and “b”"."""
        if right:
            lead = self.doc[min(right) - 2 : min(right)].text
            return right if any(c in lead for c in ",:") or "and" in lead or "but" in lead else set()
        sent = self.doc[run.start].sent
        for n, (start, end, region) in enumerate(self.regions):
            if run.stop <= start < sent.end and self.doc[start].text[:1].islower() and "," in self.doc[start - 2 : start].text:
                return set(range(start, end))
        return set()

    def further(self, run: range, tokens: set[int]) -> int:
        """The quotation that a comma or colon opens after adverbials that the parse hangs elsewhere."""
        sent = self.doc[run.start].sent
        for i in range(run.stop, sent.end):
            if i in self.region_of:
                lead = self.doc[i - 2 : i].text
                opens = self.doc[i].text[:1].isupper() and any(c in lead for c in ",:")
                return i if opens else -1
            if i in tokens or g.is_verb(self.doc[i]):
                return -1
        return -1

    def before(self, verb: Token, run: range, right: set[int]) -> set[int]:
        """Words before the cue that a lower-case quotation after it goes on from: "The fact, he said, “is …”"."""
        first = self.doc[min(right)]
        if not first.text[:1].islower() or self.doc[run.stop].text != "," or run.start == 0 or self.doc[run.start - 1].text != ",":
            return set()
        return {i for i in range(verb.sent.start, run.start)}

    def trailing(self, verb: Token, run: range, tokens: set[int]) -> set[int]:
        """The sentence before a cue that ends it: "The plan failed, he said on Friday."."""
        if any(i >= run.stop for i in tokens) or not g.children(verb, g.SUBJECT) or verb.i - run.start > 25:
            return set()
        sent = verb.sent
        if run.start - 1 <= sent.start or self.doc[run.start - 1].text != "," or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
            return set()
        left = range(sent.start, run.start)
        if self.doc[run.start].dep_ == "cc" or (run.stop < sent.end and not (self.doc[run.stop].is_punct or self.doc[run.stop].is_space)):
            return set()
        if g.children(verb, g.OBJECT) or any(c.i < verb.i and c.dep_ == "advcl" and c.left_edge.i == sent.start and c.right_edge.i >= run.start - 2 for c in verb.children):
            return set()
        if verb.dep_ in g.ADVERBIAL | g.RELATIVE or not any(g.is_verb(self.doc[i]) or self.doc[i].pos_ == "AUX" for i in left):
            return set()
        return set(left)

    def around(self, verb: Token, run: range, tokens: set[int]) -> set[int]:
        """The sentence round a cue between commas: "The plan, he said, would fail"."""
        if run.stop >= len(self.doc) or run.start == 0 or not g.children(verb, g.SUBJECT):
            return set()
        if self.doc[run.start - 1].text != "," or self.doc[run.stop].text != ",":
            return set()
        sent = verb.sent
        if run.start - 1 <= sent.start or not tokens:
            return set()
        left = set(range(sent.start, run.start))
        return left | {i for i in tokens if i > run.stop}

    def snap(self, tokens: set[int]) -> set[int]:
        """``tokens`` with every quoted region that they enter taken whole."""
        out = set(tokens)
        for i in tokens:
            if i in self.region_of and not self.doc[i].is_punct:
                a, b, _ = self.regions[self.region_of[i]]
                out |= set(range(a, b))
        return out

    # --- joining ---

    def join(self, drafts: list[_Draft]) -> None:
        """Quoted regions that no cue governs go to the attribution before them."""
        taken = {self.region_of[i] for d in drafts for i in d.tokens if i in self.region_of and not self.doc[i].is_punct}
        for n, (a, b, region) in enumerate(self.regions):
            if n in taken or not self.stands_alone(a, b):
                continue
            near = [d for d in drafts if max(d.tokens) < a and any(i in self.region_of for i in d.tokens)]
            if not near:
                continue
            last = max(near, key=lambda d: max(max(d.tokens), d.cue[-1].i))
            at = max(max(last.tokens), last.cue[-1].i)
            gap = self.doc.text[self.doc[at].idx : self.doc[a].idx]
            if "\n" in gap and not region.resumes and not self.goes_on(at, a, b):
                continue
            last.tokens |= set(range(a, b))
            taken.add(n)

    def goes_on(self, at: int, start: int, end: int) -> bool:
        """Does a paragraph of nothing but quotation follow the paragraph where the source spoke?"""
        gap = self.doc[at + 1 : start].text
        if gap.count("\n") > 2 or len(gap.strip().split("\n\n")) > 2:
            return False
        head, _, tail = gap.partition("\n")
        return not tail.strip("\n “\"'`") and not head.strip(" .”\"'") and self.skip(end, 1) < 0

    def stands_alone(self, start: int, end: int) -> bool:
        """Does the region begin a sentence and end one?"""
        first = self.doc[start]
        lead = self.doc.text[: first.idx].rstrip("“\"'`«„‘ \xa0")[-1:]
        return first.text[:1].isupper() and end > start + 2 and lead in ".?!,:;…—-)\n”\"'’"

    # --- shape ---

    def spans(self, tokens: set[int]) -> tuple[Span, ...]:
        runs: list[list[int]] = []
        for i in sorted(i for i in tokens if not self.doc[i].is_space):
            if runs and all(self.doc[k].is_space or self.doc[k].is_punct for k in range(runs[-1][-1] + 1, i)):
                runs[-1].append(i)
            else:
                runs.append([i])
        spans = [g.trim(self.doc[run[0] : run[-1] + 1]) for run in runs]
        return tuple(s for s in spans if any(t.is_alpha or t.like_num for t in s))

    def kind(self, tokens: set[int]) -> str:
        words = [i for i in tokens if any(c.isalnum() for c in self.doc[i].text)]
        quoted = [i for i in words if i in self.region_of]
        total, inside = (sum(len(self.doc[i]) for i in group) for group in (words, quoted))
        if total and inside >= 0.9 * total:
            return "direct"
        return "mixed" if len(quoted) >= 2 else "indirect"


@cache
def _forms(name: str) -> dict[str, str]:
    """Every regular form of the verbs of a word list, with the value of its verb."""
    table = lexicon.table(name)
    forms = {form: value for verb, value in table.items() for form in _inflected(verb)}
    return forms | table


@cache
def _bases(name: str) -> dict[str, str]:
    return {form: verb for verb in lexicon.table(name) for form in _inflected(verb)}


def _inflected(verb: str) -> Iterator[str]:
    stem = verb[:-1] if verb.endswith("e") else verb
    yield from (verb + "s", verb + "es", stem + "ed", stem + "ing", stem + stem[-1] + "ed", stem + stem[-1] + "ing")
    if verb.endswith("y"):
        yield from (verb[:-1] + "ies", verb[:-1] + "ied")


def _by_token(doc: Doc) -> list[tuple[int, int, Region]]:
    """Regions as half-open token ranges."""
    out = []
    for region in regions(doc.text):
        span = doc.char_span(region.start, region.end, alignment_mode="expand")
        if span is not None and len(span):
            out.append((span.start, span.end, region))
    return out
