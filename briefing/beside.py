"""Quotations that stand beside a cue: before it, after it, on both sides."""

from spacy.tokens import Doc, Token

from briefing import grammar as g
from briefing.quoted import Quoted
from briefing.sources import inverted, is_joined


class Beside:
    """What is quoted beside the cues of one Doc."""

    def __init__(self, doc: Doc, quoted: Quoted) -> None:
        self.doc = doc
        self.quoted = quoted

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
        subjects = g.children(verb, g.SUBJECTS)
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
        subjects = g.children(verb, g.SUBJECTS)
        if not subjects and inverted(verb, self.quoted) is None and (run.start == verb.i or is_joined(verb)):
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
