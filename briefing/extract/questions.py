"""What an article says is not known: unconfirmed, unclear, unanswered, disputed, pending."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span

from briefing import grammar, lexicon, marks
from briefing.attribution import attributions
from briefing.model import Article, Question, QuestionKind
from briefing.passages import Slicer
from briefing.spare import linking_words

LEANS = re.compile(r"^(?:the|this|that|those|these|it|he|she|they|neither|both|his|her|their)\b", re.IGNORECASE)
WHICH = re.compile(
    r"^There (?:was|were|has been) no (?:\w+ )?confirmation(?: from [^.;]+)?\.?$|\bthere\.$"
    r"|\b(?:comment|elaborate|expand) (?:on|about) (?:it|that|this|them)\.?$|\btake part\.?$"
    r"|\b(?:confirm|verify|corroborate|explain|disclose) (?:it|that|this|them)\b(?! (?:\w+ )?\w+s?\b)"
    r"|\b(?:confirm|verify|corroborate) (?:the|that|this|these|those|either) (?:\w+ )?"
    r"(?:accounts?|allegations?|claims?|figures?|information|reports?)(?: independently)?\.?$"
    r"|^[^,;]{2,80}\b(?:declined to comment|request for comment)\.?$",
    re.I,
)
"""What says only that something else, in the sentence before it, is open: "could not confirm it", or open there: "are
not known to hold ground there"."""
REJECTS = re.compile(
    r"\b(?:reject|den|dismiss|dispute|contest|contradict)\w* (?:the|this|that|these|those|all)(?: of (?:the|these))?"
    r" (?:accounts?|accusations?|allegations?|charges?|claims?|criticism|reports?|versions?)\b(?! (?:of|that|by)\b)",
    re.IGNORECASE,
)
"""What rejects something that stands in the sentence before: "The firm rejected the accusation."."""
ASKED = re.compile(
    r"^(?:it|this|that|which|these|those)\b.{0,40}?\bquestions?,? (?:(?:of|about|as to|over|on) )?"
    r"(?=(?:whether|how|who|what|when|where|why|which)\b)",
    re.IGNORECASE,
)
"""What says no more than that a question is put, and leans: "It also poses the question of HOW MUCH IT WILL COST"."""
VACUOUS = re.compile(
    r"^(?:There (?:was|is) )?no (?:(?:other|further|more|additional|immediate) )*(?:details?|information)"
    r"(?: (?:was|were|has|have|had|is|are|been|being|yet|immediately|currently))*"
    r"(?: (?:known|available|released|given|provided|disclosed))?(?: at this time)?\.?$",
    re.IGNORECASE,
)
"""What asks after nothing: "No further details were available."."""
SHORT = 14
"""A sentence of fewer words that starts by pointing back is printed with the one before it."""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], QuestionKind], ...]:
    rows = lexicon.table("questions").items()
    return tuple((re.compile(rf"\b(?:{p})", re.IGNORECASE), kind) for p, kind in rows)  # type: ignore[misc]


def extract(doc: Doc, article: Article) -> Iterator[Question]:
    """Each sentence that says something is not known, once, in order; what stands in quotation marks is a quote, unless
    it is "“We do not know why,” the mayor said"."""
    cut = Slicer(article)
    quoted = {t.i for a in attributions(doc) if a.kind == "direct" for span in a.content for t in span}
    before: Span | None = None
    for sent in doc.sents:
        kind = _kind(sent, quoted)
        if kind and not VACUOUS.match(sent.text.strip()):
            here, lead = cut(sent), cut(before) if before is not None else None
            if before is None or lead is None or not _needs(sent, before, here.paragraph - lead.paragraph):
                yield Question(kind=kind, text=" ".join(_asked(sent, cut).split()), citations=(here,))
            else:
                text = f"{lead.text} {here.text}"  # some pages have no space between them
                yield Question(kind=kind, text=" ".join(text.split()), citations=(lead, here))
        if sent.text.strip():
            before = sent


def _kind(sent: Span, quoted: set[int]) -> QuestionKind | None:
    if any(t.lower_ in lexicon.words("anonymity") for t in sent):
        return None  # "on condition of anonymity because the inquiry is going on"
    for pattern, kind in _patterns():
        found = pattern.search(sent.text)
        if not found:
            continue
        span = sent.doc.char_span(
            sent.start_char + found.start(), sent.start_char + found.end(), alignment_mode="expand"
        )
        if span is None:
            continue
        if kind == "pending" and OUR_OWN.match(sent.text):
            continue
        # What somebody did not know is told by him, and no question of ours.
        is_quoted = span[0].i in quoted or marks.leaves_open(sent.text[: found.start()])
        if not is_quoted or (kind == "unclear" and _is_said_of_all(sent, span)):
            return kind
    return None


def _is_said_of_all(sent: Span, found: Span) -> bool:
    """ "“We do not yet know what caused it,” the mayor said": who speaks for others says in whole what is not known."""
    said = (a for a in attributions(sent.doc) if any(s.start <= found.start < s.end for s in a.content))
    sources = (a.source for a in said if a.source is not None and a.source.root.pos_ != "PRON")
    named = any(sent.start <= source.start < sent.end for source in sources)
    before = sent.doc[max(sent.start, found.start - 2) : found.start]
    return named and any(t.lower_ in {"we", "it", "nobody"} for t in before)


def _asked(sent: Span, cut: Slicer) -> str:
    """``sent`` without what links it to the one before ("Still, ") and without what only says that it asks."""
    start = next((one.end for one in linking_words(sent) if one.start == sent.start), sent.start)
    if start > sent.start and sent.doc[start].text == ",":
        start += 1
    text = cut(sent.doc[start : sent.end]).text
    text = text[found.end() :] if (found := ASKED.match(text)) else text
    return text[:1].upper() + text[1:]


def _needs(sent: Span, before: Span, paragraphs: int) -> bool:
    """Is ``sent`` printed with the sentence ``before`` it, so many ``paragraphs`` up? Not with half a quotation, nor
    with what names nobody itself ("She is his niece. THE GOVERNMENT has given no figures")."""
    if _is_of_somebody(before) and not _is_of_somebody(sent):
        return False
    if marks.leaves_open(before.text) or before.text.count("”") > before.text.count("“"):
        return False
    return (paragraphs == 0 and _leans(sent)) or (paragraphs == 1 and _is_of_somebody(sent))


OUR_OWN = re.compile(r"\W*(?:we|our|I|my)\b", re.IGNORECASE)
"""What a statement says of its own: "We will not comment while an inquiry is under way"."""
OF_A_BODY = re.compile(r"It (?:declined|gave|refused|said|says|(?:did|does|had|has|would) not)\b")
"""Whose answer it is, the sentence before says."""


def _leans(sent: Span) -> bool:
    text = sent.text.strip()
    short = len(sent) <= SHORT and bool(text.startswith("Its ") or LEANS.match(text) or REJECTS.search(text))
    return short or _is_of_somebody(sent) or bool(WHICH.search(text) or OF_A_BODY.match(text))


def _is_of_somebody(sent: Span) -> bool:
    """ "His account could not be confirmed": whose, the sentence before says."""
    first = next((t for t in sent if not t.is_space), None)
    return first is not None and first.lower_ in grammar.HE | grammar.SHE | grammar.THEY
