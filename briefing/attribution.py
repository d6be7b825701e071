"""Who says what: the reporting cues of a Doc, the words they govern, and whom they name.

Used by every extractor that must not harden a claim into a fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from briefing import bounds, clauses, cues
from briefing import grammar as g
from briefing.beside import Beside
from briefing.drafts import Draft, Joins
from briefing.model import QuoteKind, Stance
from briefing.quoted import Quoted
from briefing.sources import (
    adjacent,
    fronted,
    in_clause_before,
    inverted,
    is_one_of_which,
    name_of,
    source_of,
    source_phrase,
)
from briefing.turns import headline, signed, turns

LONG_PHRASE = 12
"""Words from which the phrase of a source is its name alone, without what a comma sets off."""
FEWEST = 3
"""Words of a thing that is spoken of: "called for calm" is no content."""
MENTIONED = {"obj", "about"}
"""Rules whose content is a thing that is spoken of, not a claim."""
SPOKEN_OF = {*MENTIONED, "claim"}


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


class _Reader:
    """Reads one Doc: its cues, and the words that each cue governs."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.quoted = Quoted(doc)
        self.beside = Beside(doc, self.quoted)

    def read(self) -> Iterator[Attribution]:
        laid_out = list(self.laid_out())
        drafts = laid_out + self.outermost([d for token in self.doc for d in self.drafts(token) if d.tokens])
        drafts = [d for d in drafts if d in laid_out or not any(d.tokens & o.tokens for o in laid_out)]
        drafts += self.led_in(drafts)
        Joins(self.doc, self.quoted).join(drafts)
        for draft in drafts:
            if draft.source is not None and is_one_of_which(draft.source):
                draft.source = None
            elif draft.source is not None and draft.name is None:
                draft.source = name_of(draft.source)
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

    def laid_out(self) -> Iterator[Draft]:
        """Turns of a transcript, and quotations with a name under them."""
        text = self.doc.text
        for turn in (*headline(text), *turns(text), *signed(text, tuple(r for _, _, r in self.quoted.regions))):
            name = self.doc.char_span(*turn.name, alignment_mode="expand")
            cue = self.doc.char_span(turn.cue, turn.cue + 1, alignment_mode="expand")
            spans = [self.doc.char_span(a, b, alignment_mode="contract") for a, b in turn.words]
            tokens = {t.i for s in spans if s is not None for t in s}
            if name is not None and cue is not None and tokens:
                yield Draft([cue[0]], name.root, tokens, "claimed", turn.rule, name)

    def named(self, draft: Draft) -> Span | None:
        """The phrase of the source, without quoted words and without its own content."""
        if draft.source is None or draft.name is not None:
            return draft.name
        span = source_phrase(draft.source)
        head = g.antecedent(draft.source).i
        out = draft.tokens | {t.i for t in draft.cue} | self.quoted.of.keys()
        first = last = head
        while first - 1 >= span.start and first - 1 not in out:
            first -= 1
        while last + 1 < span.end and last + 1 not in out:
            last += 1
        comma = next((t.i for t in self.doc[head : last + 1] if t.text == "," and t.i > head), None)
        if comma is not None and self.doc[head].pos_ == "PROPN" and last - first > LONG_PHRASE:
            last = comma - 1
        last -= self.doc[last].tag_ == "POS" and last > head  # "ORVEL's assertion that …"
        return g.trim(self.doc[first : last + 1])

    def outermost(self, drafts: list[Draft]) -> list[Draft]:
        """Without cues of thinking, and of saying right below another cue, inside what somebody says."""
        return [
            d for d in drafts if not any(o is not d and d.cue[0].i in o.tokens and self.yields(d, o) for o in drafts)
        ]

    def yields(self, inner: Draft, outer: Draft) -> bool:
        """Only what the outer source says of somebody's words is kept: a cue whose own source stands outside, a noun,
        and what was said "according to" another."""
        if outer.stance == "denied" and inner.source is not None and self.is_aside(inner):
            return False
        if outer.cue[0].i in inner.tokens and self.governs(inner, outer):
            return False
        if self.is_thought(inner) or inner.cue[0].dep_ == "ccomp":
            return True
        if inner.rule == "noun" or outer.rule == "according":
            return False
        return inner.source is None or inner.source.i in outer.tokens

    def governs(self, one: Draft, other: Draft) -> bool:
        """Of two cues each of which stands in what the other is held to say, does ``one`` say it? Who says something of
        data that "indicate" something does, and who has "called in the deal, a source said" does not."""
        if one.rule == "according" and other.source is not None and other.rule == "ccomp":
            return not cues.can_speak(other.source)
        return one.cue[0].is_ancestor(other.cue[0])

    def is_aside(self, draft: Draft) -> bool:
        """Does it stand in a relative clause: "denied bombing a mill, where residents SAID five died"?"""
        return any(t.dep_ in g.RELATIVE | {"advcl:relcl"} for t in (draft.cue[0], *draft.cue[0].ancestors))

    def is_thought(self, draft: Draft) -> bool:
        return "t" in cues.frames(draft.cue[0])

    def drafts(self, token: Token) -> Iterator[Draft]:
        if token.i in self.quoted.of:
            return
        if token.lower_ == "according":
            yield from self.according(token)
        elif g.is_verb(token) and cues.entry(token) is not None:
            yield from self.verb(token)
        elif g.is_verb(token) and token.tag_ in g.TENSED:
            yield from self.any_verb(token)
        elif cues.noun_stance(token) is not None:
            yield from self.noun(token)

    def according(self, token: Token) -> Iterator[Draft]:
        noun = token.head
        if not g.is_nominal(noun) and not g.children(token, {"prep"}):
            return
        if noun.i < token.i:
            pobj = [n for p in token.children for n in g.children(p, {"pobj"})]
            if not pobj:
                return
            noun = pobj[0]
            phrase = set(range(token.left_edge.i, token.right_edge.i + 1))
        else:
            inside = [t.i for t in noun.subtree if not t.is_punct and not t.is_space]
            phrase = set(range(inside[0], inside[-1] + 1))
        tokens = self.reported(token, noun) - phrase
        yield Draft(
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
        if cue.i > sent.start + 2 and clause.i < cue.i:
            rest = self.doc[cue.right_edge.i + 1 : sent.end]
            goes_on = [t for t in rest if not t.is_punct][:1]
            if not (goes_on and goes_on[0].lower_ in {"and", "but", "because"}):
                tokens = {i for i in tokens if i < cue.i}
        return tokens

    def noun(self, token: Token) -> Iterator[Draft]:
        for clause in g.children(token, {"acl", "ccomp"}):
            opens = [*g.children(clause, {"mark"}), *self.doc[token.i + 1 : clause.left_edge.i]]
            if any(t.lower_ == "that" for t in opens):
                owner = g.possessors(token)
                by = [n for case, n in g.obliques(token) if case in {"by", "from"}]
                source = next(iter([*owner, *by]), None)
                if source is None:
                    verb = token.head
                    if token.dep_ in g.OBJECT and cues.stance(verb) == "denied":
                        continue  # "denied reports that …": the whole is denied, and others reported it
                    if token.dep_ in g.OBJECT and g.subject(verb) is not None:
                        source = g.subject(verb)
                    elif token.dep_ in g.OBLIQUE and cues.entry(verb) is not None:
                        continue  # "said in a statement that …": whoever says it says it there
                tokens = {t.i for t in clause.subtree}
                yield Draft([token], source, self.quoted.snap(tokens), cues.noun_stance(token) or "claimed", "noun")

    def verb(self, verb: Token) -> Iterator[Draft]:
        if cues.is_nobodys(verb):
            return
        frames, stance = cues.frames(verb), cues.stance(verb)
        source = source_of(verb, self.quoted)
        tokens, rule = self.content(verb, frames, source)
        if rule == "left":
            source = adjacent(verb, source, self.quoted)
        elif source is None and rule == "around":
            source = bounds.named_before(verb, self.quoted) or inverted(verb, self.quoted)
        elif source is None and not cues.is_passive(verb):
            source = fronted(verb, tokens)
            if source is None and tokens and max(tokens) < verb.i:
                source = inverted(verb, self.quoted)
        if source is not None and rule == "ccomp":
            tokens -= self.before_content(verb, source, tokens)
        if not tokens:
            tokens, rule = self.about(verb), "about"
        if tokens and not (
            rule in SPOKEN_OF and (self.is_idle(verb) or sum(self.doc[i].is_alpha for i in tokens) < FEWEST)
        ):
            yield Draft([verb], source, tokens, stance, rule)

    def before_content(self, verb: Token, source: Token, tokens: set[int]) -> set[int]:
        """What a clause after the cue cannot hold: words of the source, and all between it and the cue."""
        out = set(range(source.i, verb.i))
        if source.head == verb.head or source == in_clause_before(verb):
            out |= {t.i for t in source.subtree if t.i < verb.i}
        if source.i < verb.i and any(i > verb.i for i in tokens):
            out |= set(range(verb.sent.start, source.i))
        return out

    def is_idle(self, verb: Token) -> bool:
        """Is the verb only named: "had to defend", "his hesitancy to condemn"?"""
        return (verb.tag_ == "VB" and verb.dep_ in {"xcomp", "acl"}) or (verb.tag_ == "VBN" and verb.dep_ in g.RELATIVE)

    def about(self, verb: Token) -> set[int]:
        """The noun of a verb that takes its content with a preposition: "talked about the turnout"."""
        for case, noun in g.obliques(verb):
            if cues.takes(verb, case) and noun.i > verb.i and noun.ent_type_ != "DATE":
                words = [t.i for t in noun.children if t.dep_ in g.CASE and t.i < noun.i]
                first = max(words, default=noun.left_edge.i - 1) + 1
                return self.quoted.snap(bounds.end(verb, bounds.rest(verb, first), self.quoted))
        return set()

    def any_verb(self, verb: Token) -> Iterator[Draft]:
        """A verb of no list right after a quotation that ends in a comma: "“We won,” she laughed"."""
        run = self.beside.run(verb, self.beside.cue_clause(verb, inserted=False))
        at = self.quoted.skip(run.start - 1, -1)
        if at not in self.quoted.of:
            return
        start, end, region = self.quoted.regions[self.quoted.of[at]]
        if self.quoted.ending(region) != "," or end - start < 4 or self.quoted.prefix(start, region):
            return
        source = adjacent(verb, source_of(verb, self.quoted), self.quoted)
        if source is None or source.tag_ in {"WP", "WDT"} or g.children(verb, g.OBJECT):
            return
        yield Draft([verb], source, set(range(start, end)), "claimed", "any")

    def content(self, verb: Token, frames: frozenset[str], source: Token | None) -> tuple[set[int], str]:
        if "f" in frames and (parts := clauses.judged(verb)):
            tokens = bounds.end(verb, bounds.rest(verb, parts[0].left_edge.i), self.quoted)
            return self.quoted.snap(tokens), "claim" if "a" in frames else "obj"
        found = clauses.of(verb, frames)
        others = clauses.other_cues(verb, found, self.quoted)
        tokens = {t.i for c in found for t in c.subtree} - others
        if not tokens and (people := self.said_of(verb, source)):
            return people, "ccomp"
        if not tokens and frames & set("st") and clauses.is_as_clause(verb):
            return self.quoted.snap(clauses.as_clause(verb)), "as"
        inserted = False
        beside = not tokens and verb.dep_ == "parataxis" and "s" in frames
        beside = beside and not bounds.comments(bounds.since_comma(verb)) and not g.children(verb, g.OBJECT)
        if beside and source is not None and source.head == verb:
            tokens = {t.i for t in verb.head.subtree}
            inserted = True
        cue = self.beside.cue_clause(verb, inserted=inserted)
        if frames & set("sq"):
            tokens_beside, rule = self.quotation(verb, frames, tokens, cue)
            if tokens_beside:
                return tokens_beside, rule
        tokens -= cue - {i for c in found for i in range(c.left_edge.i, c.right_edge.i + 1)}
        if found and not inserted:
            tokens = self.bounded(verb, found, tokens, others)
        rule = "inserted" if inserted else found[0].dep_ if found else ""
        return self.quoted.snap(tokens), "claim" if rule in g.OBJECT and "a" in frames else rule

    def said_of(self, verb: Token, source: Token | None) -> set[int]:
        """ "The party says 900 MEMBERS LIVING ABROAD CAST VOTES": what the parse makes an object, though nobody says
        members."""
        if verb.lemma_ != "say" or source is None or source.head != verb or source.i > verb.i:
            return set()
        people = (o for o in g.objects(verb) if o.i > verb.i and cues.can_speak(o))
        return {t.i for o in people for t in o.subtree if t.i not in self.quoted.of}

    def quotation(self, verb: Token, frames: frozenset[str], tokens: set[int], cue: set[int]) -> tuple[set[int], str]:
        """The quotation beside a cue, or the sentence round a cue between commas."""
        run = self.beside.run(verb, cue)
        right = self.beside.quoted_right(run, tokens)
        left = self.beside.quoted_left(verb, run, bool(right) or any(i > verb.i for i in tokens - cue))
        if left:
            return left | self.beside.reopened(run, right), "left"
        apart = bounds.aside(verb, self.quoted) if "s" in frames else None
        around = bounds.around(apart, self.quoted) if apart is not None else set()
        if around:
            return self.quoted.snap(around), "around"
        return (right | self.beside.before(verb, run, right), "right") if right else (set(), "")

    def bounded(self, verb: Token, found: list[Token], tokens: set[int], others: set[int]) -> set[int]:
        """``tokens`` of clauses with their bounds set right by what the surface tells."""
        if found[0].dep_ == "ccomp":
            tokens = bounds.begin(verb, found[0], tokens)
        return bounds.end(verb, bounds.fill(verb, tokens, others), self.quoted)

    def led_in(self, drafts: list[Draft]) -> list[Draft]:
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
                out.append(Draft([cue], source, set(range(start, end)), "claimed", "colon"))
        return out

    def spans(self, tokens: set[int]) -> tuple[Span, ...]:
        """The stretches of ``tokens``, without the marks between two quotations or the break between paragraphs."""
        runs: list[list[int]] = []
        for i in sorted(i for i in tokens if not self.doc[i].is_space):
            if runs and self.adjoin(runs[-1][-1], i):
                runs[-1].append(i)
            else:
                runs.append([i])
        spans = [_with_brackets(g.trim(self.doc[run[0] : run[-1] + 1]), run) for run in runs]
        return tuple(s for s in spans if any(t.is_alpha or t.like_num for t in s))

    def adjoin(self, last: int, at: int) -> bool:
        """Do two words of a content stand in one stretch?"""
        of = self.quoted.of
        if last in of and at in of and of[last] != of[at]:
            return False
        between = self.doc[last + 1 : at]
        return all(t.is_punct or (t.is_space and "\n" not in t.text) for t in between)


def _with_brackets(span: Span, run: list[int]) -> Span:
    """``span`` with the bracket at its edge whose partner it holds: "[W]e ask", "ask again (twice)"."""
    doc, start, end = span.doc, span.start, span.end
    for opening, closing in ("[]", "()"):
        lacks = span.text.count(closing) - span.text.count(opening)
        start -= lacks > 0 and start > run[0] and doc[start - 1].text == opening
        end += lacks < 0 and end <= run[-1] and doc[end].text == closing
    return doc[start:end]
