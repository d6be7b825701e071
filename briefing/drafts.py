"""Attributions in the making, and quotations without a cue that go to the attribution before them."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from briefing import cues
from briefing.model import Stance
from briefing.quoted import Quoted


@dataclass
class Draft:
    """One act of saying: its cue, its source and the tokens of its content."""

    cue: list[Token]
    source: Token | None
    tokens: set[int]
    stance: Stance
    rule: str
    name: Span | None = None
    """The words that name the source, where the layout gives them."""


class Joins:
    """Gives the quotations of one Doc that no cue governs to its drafts."""

    def __init__(self, doc: Doc, quoted: Quoted) -> None:
        self.doc = doc
        self.quoted = quoted

    def join(self, drafts: list[Draft]) -> None:
        """Quoted regions that no cue governs go to the attribution before them."""
        taken = {
            self.quoted.of[i] for d in drafts for i in d.tokens if i in self.quoted.of and not self.doc[i].is_punct
        }
        for n, (a, b, region) in enumerate(self.quoted.regions):
            if n in taken or not self.quoted.stands_alone(a, b):
                continue
            resumed = region.resumes and n > 0
            last = self.goes_to(drafts, a, b, self.quoted.regions[n - 1][0] if resumed else None)
            if last is None:
                continue
            last.tokens |= set(range(a, b))
            taken.add(n)

    def goes_to(self, drafts: list[Draft], start: int, end: int, begun: int | None) -> Draft | None:
        """The attribution that a quotation without a cue belongs to: what was quoted last, else
        indirect speech in the sentence before it; where it goes on from a quotation that was ``begun``
        in an earlier paragraph, that one's."""
        before = [d for d in drafts if max(d.tokens) < start]
        near = [d for d in before if any(i in self.quoted.of for i in d.tokens)]
        if near:
            last = max(near, key=lambda d: max(max(d.tokens), d.cue[-1].i))
            at = max(max(last.tokens), last.cue[-1].i)
            apart = "\n" in self.doc.text[self.doc[at].idx : self.doc[start].idx]
            direct = self.quoted.kind(last.tokens) == "direct"
            resumes = begun is not None and begun in last.tokens
            if not apart or resumes or (direct and self.goes_on(self.tail(last), start, end)):
                return last
        spoken = [d for d in before if self.ends_at(d, start)]
        return spoken[0] if spoken else None

    def ends_at(self, draft: Draft, start: int) -> bool:
        """Is ``draft`` indirect speech with a source, and the last words before ``start``?"""
        at = max(max(draft.tokens), draft.cue[-1].i)
        return (
            draft.source is not None
            and draft.cue[0].i < min(draft.tokens)
            and "s" in cues.frames(draft.cue[0])
            and draft.rule == "ccomp"
            and not any(t.is_alpha for t in self.doc[at + 1 : start])
            and "\n" not in self.doc[at:start].text
        )

    def tail(self, draft: Draft) -> int:
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
