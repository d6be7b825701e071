"""The component ``briefing_numbers``: dates, times, amounts and counts as entities.

What a phrase is worth is the business of `briefing.dates` and `briefing.quantities`, which also
find most of them here. Names win: a phrase that overlaps one is no entity of its own.
"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from briefing import dates, quantities

Found = tuple[int, int, str]
"""Start and end offset in the text, and the label."""

COUNT = r"(?:\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few)"
PATTERNS = (
    (
        "TIME",
        re.compile(
            r"\b\d{1,2}(?::\d{2}){1,2}(?: ?[ap]\.?m\b\.?)?(?: (?:GMT|UTC|[ECMP][SD]T|CES?T|local time))?"
            r"|\b\d{1,2}(?:\.\d{2})? ?[ap]\.?m\b\.?|\b\d{4} (?:GMT|UTC)\b"
            r"|\b(?:noon|midnight|midday|dawn|dusk|nightfall)\b"
            rf"|\b{COUNT}[ -](?:second|minute|hour)s?\b",
            re.I,
        ),
    ),
    ("DATE", re.compile(rf"\b{COUNT}[ -](?:day|week|fortnight|month|year|decade)s?\b(?:[ -]old\b)?", re.I)),
    (
        "ORDINAL",
        re.compile(
            r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
            r"|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth)\b(?!-)",
            re.I,
        ),
    ),
)


@Language.component("briefing_numbers", requires=["doc.ents"], assigns=["doc.ents"])
def number_rules(doc: Doc) -> Doc:
    """`doc` with its numbers beside its names."""
    ents = doc.ents  # made anew from all tokens each time
    named = {place for ent in ents for place in range(ent.start, ent.end)}
    spans = [doc.char_span(start, end, label=label, alignment_mode="contract") for start, end, label in find(doc.text)]
    free = [span for span in spans if span is not None and not named.intersection(range(span.start, span.end))]
    doc.ents = [*ents, *filter_spans(free)]
    return doc


def find(text: str) -> Iterator[Found]:
    """Numbers of every kind in ``text``; they may overlap."""
    for start, end, _ in dates.find(text, None):
        yield start, end, "DATE"
    for label, pattern in PATTERNS:
        for found in pattern.finditer(text):
            yield found.start(), found.end(), label
    for one in quantities.find(text):
        yield one.start, one.end, _label(one.unit)


def _label(unit: str | None) -> str:
    if unit is None:
        return "CARDINAL"
    dimension = quantities.dimension(unit)
    if dimension.startswith("money"):
        return "MONEY"
    if dimension == "time":
        return "TIME"
    return "PERCENT" if dimension == "share" else "QUANTITY"
