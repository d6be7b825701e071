"""Who says what: the reporting cues of a Doc, the words they govern, and whom they name.

Used by every extractor that must not harden a claim into a fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from briefing import cues
from briefing import grammar as g
from briefing.model import QuoteKind, Stance
from briefing.quoted import Quoted
from briefing.sources import adjacent, fronted, inverted, resumes, source_of, source_phrase

MENTIONED = {"obj", "about"}
"""Rules whose content is a thing that is spoken of, not a claim."""


@dataclass(frozen=True)
class Attribution:
    """One act of saying. ``content`` may be several stretches; marks and the cue stay outside."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    kind: QuoteKind
    stance: Stance = "claimed"
    """claimed, denied, hedged or planned: what the cue does to its content."""
    head: Token | None = None
    """The head word of the source; of a relative pronoun, the noun that it stands for."""
    rule: str = ""
    """How the content was found."""


@lru_cache(maxsize=2)
def attributions(doc: Doc) -> tuple[Attribution, ...]:
    """All attributions of ``doc`` in order of their content."""
    return tuple(sorted(_Reader(doc).read(), key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue.start)))


def attribution_of(token: Token) -> Attribution | None:
    """The innermost attribution whose content holds ``token``, or None where the article itself speaks.

    What somebody merely condemns, praises or asks about is told by the article.
    """
    found = [
        (sum(len(s) for s in a.content), a)
        for a in attributions(token.doc)
        if any(s.start <= token.i < s.end for s in a.content) and (a.rule not in MENTIONED or a.stance == "denied")
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


@dataclass
class _Draft:
    cue: list[Token]
    source: Token | None
    tokens: set[int]
    stance: Stance
    rule: str


class _Reader:
    """Reads one Doc: its cues, and the words that each cue governs."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.quoted = Quoted(doc)

    def read(self) -> Iterator[Attribution]:
        drafts = self.outermost([d for token in self.doc for d in self.drafts(token) if d.tokens])
        drafts += self.led_in(drafts)
        self.join(drafts)
        for draft in drafts:
            content = self.spans(draft.tokens)
            if content:
                yield Attribution(
                    cue=self.doc[draft.cue[0].i : draft.cue[-1].i + 1],
                    source=self.named(draft),
                    content=content,
                    kind=self.quoted.kind(draft.tokens),
                    stance=draft.stance,
                    head=g.antecedent(draft.source) if draft.source is not None else None,
                    rule=draft.rule,
                )

    def named(self, draft: _Draft) -> Span | None:
        """The phrase of the source, without quoted words and without its own content."""
        if draft.source is None:
            return None
        span = source_phrase(draft.source)
        head = g.antecedent(draft.source).i
        out = draft.tokens | {t.i for t in draft.cue} | self.quoted.of.keys()
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
        return "t" in cues.frames(draft.cue[0])

    def drafts(self, token: Token) -> Iterator[_Draft]:
        if token.i in self.quoted.of:
            return
        if token.lower_ == "according":
            yield from self.according(token)
        elif g.is_verb(token) and cues.entry(token) is not None:
            yield from self.verb(token)
        elif g.is_verb(token) and token.tag_ in cues.FINITE:
            yield from self.any_verb(token)
        elif cues.noun_stance(token) is not None:
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
        yield _Draft(
            [token, self.doc[min(token.i + 1, len(self.doc) - 1)]],
            noun,
            self.quoted.snap(tokens),
            "claimed",
            "according",
        )

    def reported(self, cue: Token, noun: Token) -> set[int]:
        """What stands "according to" somebody: the sentence, up to the cue where its verb comes before
        it; the coordinate or relative clause alone where the cue hangs on that."""
        sent = noun.sent
        head = noun.head if noun.head.i != cue.i else cue.head
        clause = g.clause_head(head)
        while clause.dep_ in {"xcomp", "ccomp"} and clause.head != clause and not g.children(clause, g.SUBJECT):
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
                source = next(iter([*owner, *by]), None)
                if source is None:
                    verb = token.head
                    if token.dep_ in g.OBJECT and g.subject(verb) is not None:
                        source = g.subject(verb)
                tokens = {t.i for t in clause.subtree}
                yield _Draft([token], source, self.quoted.snap(tokens), cues.noun_stance(token) or "claimed", "noun")

    def verb(self, verb: Token) -> Iterator[_Draft]:
        frames, stance = cues.frames(verb), cues.stance(verb)
        source = source_of(verb, self.quoted)
        tokens, rule = self.content(verb, frames, source)
        if rule == "left":
            source = adjacent(verb, source, self.quoted)
        elif source is None and not cues.is_passive(verb):
            source = fronted(verb, tokens)
        tokens -= (
            {t.i for t in source.subtree if t.i < verb.i}
            if source is not None and source.head == verb.head and rule == "ccomp"
            else set()
        )
        if not tokens:
            tokens, rule = self.about(verb), "about"
        if tokens:
            yield _Draft([verb], source, tokens, stance, rule)

    def about(self, verb: Token) -> set[int]:
        """The noun of a verb that takes its content with a preposition: "talked about the turnout"."""
        for case, noun in g.obliques(verb):
            if cues.takes(verb, case):
                case_words = {t.i for t in noun.children if t.dep_ in g.CASE}
                return self.quoted.snap({t.i for t in noun.subtree} - case_words)
        return set()

    def any_verb(self, verb: Token) -> Iterator[_Draft]:
        """A verb of no list right after a quotation that ends in a comma: "“We won,” she laughed"."""
        run = self.run(verb, self.cue_clause(verb, inserted=False))
        at = self.quoted.skip(run.start - 1, -1)
        if at not in self.quoted.of:
            return
        start, end, region = self.quoted.regions[self.quoted.of[at]]
        if self.quoted.ending(region) != "," or end - start < 4 or self.quoted.prefix(start, region):
            return
        source = adjacent(verb, source_of(verb, self.quoted), self.quoted)
        if source is None or source.tag_ in {"WP", "WDT"} or g.children(verb, g.OBJECT):
            return
        yield _Draft([verb], source, set(range(start, end)), "claimed", "any")

    def content(self, verb: Token, frames: frozenset[str], source: Token | None) -> tuple[set[int], str]:
        clauses = [child for child in verb.children if self.completes(child, verb, frames)]
        if "c" in frames:
            clauses = self.named_so(verb)
        clauses += self.misplaced(verb) if not clauses and "s" in frames else self.more_clauses(verb, clauses, frames)
        tokens = {t.i for c in clauses for t in c.subtree} - self.other_cues(verb, clauses)
        inserted = False
        if not tokens and frames & set("st") and self.is_as_clause(verb):
            return self.quoted.snap(self.as_clause(verb)), "as"
        if not tokens and verb.dep_ == "parataxis" and "s" in frames and source is not None and source.head == verb:
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
                return self.quoted.snap(around), "around"
        tokens -= cue - {i for c in clauses for i in range(c.left_edge.i, c.right_edge.i + 1)}
        return self.quoted.snap(tokens), "inserted" if inserted else clauses[0].dep_ if clauses else ""

    def completes(self, child: Token, verb: Token, frames: frozenset[str]) -> bool:
        """Is ``child`` content of ``verb`` as its frames have it?"""
        if child.dep_ == "ccomp":
            return bool(frames & set("stw"))
        if child.dep_ == "xcomp":
            return bool(frames & set("ir")) and any(t.lower_ == "to" for t in child.children)
        if child.dep_ in g.ASIDE:
            lead = self.doc[child.left_edge.i - 1].text
            return "s" in frames and child.i > verb.i and lead in {":", ",", "“", '"'}
        if child.dep_ in g.OBJECT:
            long = child.right_edge.i - child.left_edge.i > 2
            return "o" in frames and long and not cues.is_passive(verb)
        return False

    def named_so(self, verb: Token) -> list[Token]:
        """Both parts of "called the plan a farce", "described it as a farce"."""
        if cues.is_passive(verb):
            return []
        what = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "oprd"}]
        what += [noun for case, noun in g.obliques(verb) if case == "as"]
        things = [c for c in g.objects(verb) if c.i > verb.i and "Yes" not in c.morph.get("Reflex", [])]
        return [*things, *what] if what and things else []

    def misplaced(self, verb: Token) -> list[Token]:
        """A that-clause that the parse hangs on an adverbial: "said in an interview that …"."""
        below = [verb, *g.children(verb, g.OBLIQUE | g.OBJECT | g.INDIRECT_OBJECT)]
        below += [n for c in below[1:] for n in g.children(c, g.OBLIQUE)]
        below += [n for p in g.children(verb, g.CASE) for n in g.children(p, {"pobj"})]
        found = [
            c for noun in below for c in g.children(noun, g.RELATIVE | g.ADVERBIAL | {"acl", "ccomp"}) if c.i > verb.i
        ]
        return [c for c in found if any(m.lower_ == "that" for m in g.children(c, {"mark"}))][:1]

    def more_clauses(self, verb: Token, clauses: list[Token], frames: frozenset[str]) -> list[Token]:
        """What belongs to the content though the parse hangs it on the cue: "said X and that Y", a subject
        taken for an object ("said [the plan] would fail"), whoever is asked to do something."""
        if not clauses:
            return []
        last = max(c.right_edge.i for c in clauses)
        first = min(c.left_edge.i for c in clauses)
        out = [
            c
            for c in g.children(verb, {"conj"})
            if c.i > last and any(m.lower_ == "that" for m in g.children(c, {"mark"}))
        ]
        if first > verb.i and not frames & {"r"}:
            out += [
                c
                for c in g.objects(verb)
                if verb.i < c.i < first and not g.is_passive(verb) and self.doc[c.right_edge.i].lower_ != ","
            ]
        elif first > verb.i and any(c.dep_ == "xcomp" for c in clauses) and verb.lemma_ == "ask":
            out += [c for c in verb.children if c.dep_ in g.OBJECT | g.INDIRECT_OBJECT and c.i > verb.i]
        return out

    def other_cues(self, verb: Token, clauses: list[Token]) -> set[int]:
        """Cues of the same source that the parse hangs into the content: "said X and added that Y"."""
        out: set[int] = set()
        for clause in clauses:
            for token in clause.subtree:
                if token.i > verb.i and resumes(token, verb, clause, self.quoted):
                    start = token.left_edge.i
                    out |= set(range(start, token.right_edge.i + 1))
                    out |= {start - 1} if self.doc[start - 1].dep_ == "cc" else set()
        return out

    def is_as_clause(self, verb: Token) -> bool:
        """ "as X said", "as reported by X"."""
        if verb.dep_ not in g.ADVERBIAL or not any(t.lower_ == "as" and t.i < verb.i for t in verb.children):
            return False
        rest = [
            c
            for c in verb.children
            if c.i > verb.i and c.dep_ not in g.SUBJECT | {"punct"} and g.preposition(c) != "by"
        ]
        return sum(len(list(c.subtree)) for c in rest) < 5 and not g.children(verb, g.OBJECT | {"xcomp", "advcl"})

    def as_clause(self, verb: Token) -> set[int]:
        """The clause that an as-clause comments on."""
        head = verb.head
        before = set(range(head.left_edge.i, verb.left_edge.i))
        out = {t.i for t in head.subtree} if head.i > verb.i else before
        return out - {t.i for t in verb.subtree}

    def cue_clause(self, verb: Token, *, inserted: bool) -> set[int]:
        """The verb with its own subject, auxiliaries and adverbials."""
        out = {verb.i}
        for child in verb.children:
            if child.dep_ not in {"ccomp", "xcomp", "parataxis", "conj", "punct", "advcl"} or (
                inserted and child.dep_ != "punct"
            ):
                out |= {t.i for t in child.subtree}
        return {i for i in out if i not in self.quoted.of}

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

    def quoted_left(self, verb: Token, run: range, other: bool) -> set[int]:
        """The quoted words that end where the clause of the cue begins, with what leads into them.

        ``other`` says that the cue has content after it.
        """
        at = self.quoted.skip(run.start - 1, -1)
        if at not in self.quoted.of:
            return set()
        subjects = g.children(verb, g.SUBJECT | g.PASSIVE_SUBJECT)
        if not subjects and inverted(verb, self.quoted) is None and run.start == verb.i:
            return set()
        start, end, region = self.quoted.regions[self.quoted.of[at]]
        mark = self.quoted.ending(region)
        if mark not in ",?!…—-" or not mark or (other and mark in "?!" and self.doc[run.start].is_sent_start):
            return set()
        prefix = self.quoted.prefix(start, region)
        if (subjects and all(s.i in prefix for s in subjects)) or (prefix and other and end - start < 6):
            return set()
        if any(s.tag_ in {"WP", "WDT"} for s in subjects):
            return set()
        return set(range(start, end)) | prefix

    def quoted_right(self, run: range, tokens: set[int]) -> set[int]:
        """The quoted words that begin where the clause of the cue ends."""
        at = self.quoted.skip(run.stop, 1, newline=self.doc[run.stop : run.stop + 1].text == ":", stops=". ? !")
        if at >= 0 and self.doc[at].lower_ in {"that", "and", "but"}:
            at = self.quoted.skip(at + 1, 1, stops=". ? !")
        if at not in self.quoted.of:
            at = self.further(run, tokens)
        if at not in self.quoted.of:
            return set()
        start, end, region = self.quoted.regions[self.quoted.of[at]]
        if at != start and self.quoted.skip(start, 1) != at:
            return set()
        if not self.is_apart(start, end):
            return set()
        after = [i for i in tokens if i >= run.stop]
        if after and min(after) >= end:
            return set()
        out = set(range(start, end))
        if self.doc.text[region.end - 1] not in ",.?!":
            out |= {i for i in tokens if i >= end}
        return self.quoted.snap(out)

    def is_apart(self, start: int, end: int) -> bool:
        """Is the quotation more than a word or two inside a noun phrase ("the “volunteers”")?"""
        lead = self.quoted.skip(start - 1, -1)
        if any(self.doc[i].text in {",", ":"} for i in range(max(0, start - 2), start)):
            return True
        if lead >= 0 and (g.is_verb(self.doc[lead]) or self.doc[lead].lower_ in {"that", "and", "but", "out"}):
            return True
        return any(g.is_verb(t) or t.pos_ == "AUX" for t in self.doc[start:end]) or end - start > 6

    def reopened(self, run: range, right: set[int]) -> set[int]:
        """What goes on after a cue in the middle: "“A,” X said, “b”", "“A,” she said, and “b”"."""
        if right:
            lead = self.doc[min(right) - 2 : min(right)].text
            return right if any(c in lead for c in ",:") or "and" in lead or "but" in lead else set()
        sent = self.doc[run.start].sent
        for start, end, _ in self.quoted.regions:
            lower = run.stop <= start < sent.end and self.doc[start].text[:1].islower()
            if lower and "," in self.doc[start - 2 : start].text:
                return set(range(start, end))
        return set()

    def further(self, run: range, tokens: set[int]) -> int:
        """The quotation that a comma or colon opens after adverbials that the parse hangs elsewhere."""
        sent = self.doc[run.start].sent
        for i in range(run.stop, sent.end):
            if i in self.quoted.of:
                lead = self.doc[i - 2 : i].text
                opens = self.doc[i].text[:1].isupper() and any(c in lead for c in ",:")
                return i if opens else -1
            if i in tokens or g.is_verb(self.doc[i]):
                return -1
        return -1

    def before(self, verb: Token, run: range, right: set[int]) -> set[int]:
        """Words before the cue that a lower-case quotation after it goes on from: "The fact, he said, “is …”"."""
        if not self.doc[min(right)].text[:1].islower() or not self.between_commas(run):
            return set()
        return set(range(verb.sent.start, run.start))

    def between_commas(self, run: range) -> bool:
        inside = run.start > 0 and run.stop < len(self.doc)
        return inside and self.doc[run.start - 1].text == "," and self.doc[run.stop].text == ","

    def around(self, verb: Token, run: range, tokens: set[int]) -> set[int]:
        """The sentence round a cue between commas: "The plan, he said, would fail"."""
        if not g.children(verb, g.SUBJECT) or not self.between_commas(run):
            return set()
        sent = verb.sent
        if run.start - 1 <= sent.start or not tokens:
            return set()
        left = set(range(sent.start, run.start))
        return left | {i for i in tokens if i > run.stop}

    def led_in(self, drafts: list[_Draft]) -> list[_Draft]:
        """Quotations that a colon opens after words without a cue: "Her answer was short: “…”", "The mayor: “…”"."""
        taken = {i for d in drafts for i in d.tokens}
        out = []
        for start, end, _ in self.quoted.regions:
            colon = start - 1
            while colon > 0 and (self.doc[colon].is_space or self.doc[colon].is_quote):
                colon -= 1
            if start in taken or end - start < 5 or self.doc[colon].text != ":" or colon in self.quoted.of:
                continue
            root = self.doc[colon].sent.root
            source = g.subject(root) or (root if root.pos_ in g.NOMINAL and root.i < colon else None)
            if source is not None and source.i < start and source.i not in self.quoted.of:
                cue = self.doc[colon] if source == root else root
                out.append(_Draft([cue], source, set(range(start, end)), "claimed", "colon"))
        return out

    # --- joining ---

    def join(self, drafts: list[_Draft]) -> None:
        """Quoted regions that no cue governs go to the attribution before them."""
        taken = {
            self.quoted.of[i] for d in drafts for i in d.tokens if i in self.quoted.of and not self.doc[i].is_punct
        }
        for n, (a, b, region) in enumerate(self.quoted.regions):
            if n in taken or not self.quoted.stands_alone(a, b):
                continue
            near = [d for d in drafts if max(d.tokens) < a and any(i in self.quoted.of for i in d.tokens)]
            if not near:
                continue
            last = max(near, key=lambda d: max(max(d.tokens), d.cue[-1].i))
            at = max(max(last.tokens), last.cue[-1].i)
            gap = self.doc.text[self.doc[at].idx : self.doc[a].idx]
            if "\n" in gap and not region.resumes and not self.goes_on(self.tail(last), a, b):
                continue
            last.tokens |= set(range(a, b))
            taken.add(n)

    def tail(self, draft: _Draft) -> int:
        """The last token of a draft: of its content, or of the sentence of a cue that follows it."""
        last, cue = max(draft.tokens), draft.cue[-1]
        if cue.i < last:
            return last
        end = cue.sent.end - 1
        while end > cue.i and (self.doc[end].is_space or end in self.quoted.of):
            end -= 1
        return end

    def goes_on(self, at: int, start: int, end: int) -> bool:
        """Does a paragraph of nothing but quotation follow the paragraph where the source spoke?"""
        gap = self.doc[at + 1 : start].text
        if at >= start or gap.count("\n") > 2 or len(gap.strip().split("\n\n")) > 2:
            return False
        head, _, tail = gap.partition("\n")
        return not tail.strip("\n “\"'`") and not head.strip(" .”\"'") and self.quoted.skip(end, 1) < 0

    def spans(self, tokens: set[int]) -> tuple[Span, ...]:
        """The stretches of ``tokens``, without the marks between two quotations or the break between paragraphs."""
        runs: list[list[int]] = []
        for i in sorted(i for i in tokens if not self.doc[i].is_space):
            if runs and self.adjoin(runs[-1][-1], i):
                runs[-1].append(i)
            else:
                runs.append([i])
        spans = [g.trim(self.doc[run[0] : run[-1] + 1]) for run in runs]
        return tuple(s for s in spans if any(t.is_alpha or t.like_num for t in s))

    def adjoin(self, last: int, at: int) -> bool:
        """Do two words of a content stand in one stretch?"""
        of = self.quoted.of
        if last in of and at in of and of[last] != of[at]:
            return False
        between = self.doc[last + 1 : at]
        return all(t.is_punct or (t.is_space and "\n" not in t.text) for t in between)
