"""The quoted regions of a Doc by token, and what stands next to them."""

from collections.abc import Iterator

from spacy.tokens import Doc

from briefing import cues
from briefing.marks import Region, regions
from briefing.model import QuoteKind

MARKS = "“\"'`«„‘ \xa0"
OPENERS = {"But", "And", "So", "Yet"}
"""Words of the writer before a quotation that goes on from the one before."""
MOSTLY = 0.9
"""Share of a content's letters inside marks that makes it direct."""


class Quoted:
    """Where a Doc is inside quotation marks."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.regions = list(_by_token(doc))
        """First token, end (exclusive) and region, in order."""
        self.of = {i: n for n, (a, b, _) in enumerate(self.regions) for i in range(a, b)}
        """Token to the number of its region."""

    def skip(self, at: int, step: int, *, newline: bool = False, stops: str = "") -> int:
        """The next token from ``at`` that is a word or quoted, within the paragraph; -1 where none is
        or where a mark of punctuation in ``stops`` comes before it."""
        while 0 <= at < len(self.doc):
            token = self.doc[at]
            if at in self.of or not (token.is_space or token.is_punct):
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

    def prefix(self, start: int, region: Region) -> set[int]:
        """Unquoted words of the same sentence before a quotation: "The plan is “a farce,” X said"."""
        text = self.doc.text[: region.start].rstrip(MARKS + "\t(")
        before = self.skip(start - 1, -1)
        if before < 0 or text[-1:] in ".?!:\n" or before in self.of:
            return set()
        first = self.doc[before].sent.start
        dashes = [
            t.i + 1 for t in self.doc[first:start] if t.text in {"—", "–", "--"} or (t.text == "-" and t.whitespace_)
        ]
        first = max([first, *dashes])
        if first > before:
            return set()
        if any(i in self.of for i in range(first, start)) and any(
            cues.opens(self.doc[i]) for i in range(first, start) if i not in self.of
        ):
            return set()
        return set(range(first, start))

    def snap(self, tokens: set[int]) -> set[int]:
        """``tokens`` with every quoted region that they enter taken whole."""
        out = set(tokens)
        for i in tokens:
            if i in self.of and not self.doc[i].is_punct:
                a, b, _ = self.regions[self.of[i]]
                out |= set(range(a, b))
        return out

    def stands_alone(self, start: int, end: int) -> bool:
        """Does the region begin a sentence and end one?"""
        first = self.doc[start]
        lead = self.doc.text[: first.idx].rstrip(MARKS)
        word = lead.rpartition(" ")[2].rpartition("\n")[2]
        if word in OPENERS:
            lead = lead[: -len(word)].rstrip(MARKS)
        lead = lead[-1:]
        return first.text[:1].isupper() and end > start + 2 and lead in ".?!,:;…—-)\n”\"'’"

    def kind(self, tokens: set[int]) -> QuoteKind:
        """direct where nearly all of it is quoted, mixed where two words or more are."""
        words = [i for i in tokens if any(c.isalnum() for c in self.doc[i].text)]
        quoted = [i for i in words if i in self.of]
        total, inside = (sum(len(self.doc[i]) for i in group) for group in (words, quoted))
        if total and inside >= MOSTLY * total:
            return "direct"
        return "mixed" if len(quoted) >= 2 else "indirect"


def _by_token(doc: Doc) -> Iterator[tuple[int, int, Region]]:
    for region in regions(doc.text):
        span = doc.char_span(region.start, region.end, alignment_mode="expand")
        if span is not None and len(span) and not (region.doubtful and any(cues.opens(t) for t in span)):
            yield span.start, span.end, region
