"""Quotes: every attribution of an article, with its source, role, venue and passages."""

import re
from collections.abc import Iterator
from itertools import dropwhile

from spacy.tokens import Doc, Span, Token

from briefing import dates, dating, lexicon
from briefing import grammar as g
from briefing.attribution import Attribution, attributions
from briefing.marks import Region, regions
from briefing.model import Article, Passage, Quote, Source
from briefing.passages import Slicer
from briefing.sources import source_name, source_role, standing

JOINT = " … "
"""Stands in ``Quote.text`` between two stretches of content."""
IN_PART = re.compile(r"\s*in (?:part|full|a statement|a tweet)[,:]?\s*", re.IGNORECASE)
"""Words of the cue between its verb and the quotation: "said in part, “We …”"."""
MARKS = "“”\"„«»`'’"


def extract(doc: Doc, article: Article) -> Iterator[Quote]:
    """The quotes of ``article``, indirect ones too, in order of their content."""
    cut = Slicer(article)
    quoted = regions(doc.text)
    when = dating.Days(doc, dates.day_of(article))
    for found in attributions(doc):
        yield _quote(found, quoted, cut, when)


def _quote(found: Attribution, quoted: tuple[Region, ...], cut: Slicer, when: dating.Days) -> Quote:
    content = tuple(_passage(span, quoted, cut) for span in found.content)
    return Quote(
        kind=found.kind,
        text=JOINT.join(p.text for p in content),
        content=content,
        citations=_sentences(found, cut),
        cue=cut(found.cue),
        source=_source(found, cut),
        to=_venue(found.cue[0], cut),
        when=when.of(found.cue[0], apart=found.content),
    )


# --- words ------------------------------------------------------------------------------------


def _passage(span: Span, quoted: tuple[Region, ...], cut: Slicer) -> Passage:
    """The content with the marks that pair up in it and the stop that ends a quotation, no comma at its end."""
    start, end = span.start_char, span.end_char
    text = cut.article.text
    for region in quoted:
        if region.start <= start and end <= region.end:
            return _bare(
                cut, max(region.start, start), region.end if not text[end : region.end].strip(".?!…, " + MARKS) else end
            )
        if start < region.start < end and IN_PART.fullmatch(text[start : region.start].rstrip(MARKS)):
            start = region.start - len(region.mark)
        if region.start > start and region.start < end <= region.end:
            end = region.end + (text[region.end : region.end + 1] != "" and region.closed)
        if region.start <= start < region.end < end and not text[region.start : start].strip(MARKS + " "):
            start = region.start - len(region.mark)
    return _bare(cut, start, end)


def _bare(cut: Slicer, start: int, end: int) -> Passage:
    text = cut.article.text
    while end > start and text[end - 1] in ", \n":
        end -= 1
    return cut.chars(start, end)


def _sentences(found: Attribution, cut: Slicer) -> tuple[Passage, ...]:
    """The sentences that hold content or cue, in order."""
    doc = found.cue.doc
    words = {i for span in (*found.content, found.cue) for i in range(span.start, span.end)}
    starts = sorted({doc[i].sent.start for i in words})
    return tuple(p for p in (cut(doc[at].sent) for at in starts) if p.text)


# --- source -----------------------------------------------------------------------------------


def _source(found: Attribution, cut: Slicer) -> Source | None:
    head = found.head
    if found.source is None or head is None:
        return None
    name, role = source_name(head), source_role(head) or standing(found.cue[0])
    if not found.source.start <= name.start < found.source.end:
        name = found.source
    return Source(
        name=cut(name).text,
        role=cut(role).text if role is not None else None,
        mention=cut(found.source),
        head=head.idx,
    )


# --- venue ------------------------------------------------------------------------------------


def _venue(cue: Token, cut: Slicer) -> str | None:
    """Whom it was said to, else where: "Reuters" of "told Reuters", "at a news conference in Rome"."""
    heard = [c for c in cue.children if c.dep_ in g.INDIRECT_OBJECT | g.OBJECT and c.i > cue.i and _hears(c)]
    if cue.lemma_ == "tell" and heard:
        return cut(g.phrase(heard[0])).text
    places = lexicon.words("venues")
    asked = [c for c in g.children(cue, g.ADVERBIAL) if c.lemma_ == "ask"]
    for verb in (cue, *asked):
        for case, noun in g.obliques(verb):
            if case and (
                noun.lower_ in places or noun.lemma_.lower() in places or (case == "to" and noun.lower_ == "reporters")
            ):
                return cut(_from_case(noun)).text
    return None


def _hears(noun: Token) -> bool:
    return noun.ent_type_ == "ORG" or not {noun.lower_, noun.lemma_.lower()}.isdisjoint(lexicon.words("hearers"))


def _from_case(noun: Token) -> Span:
    """The prepositional phrase of ``noun``, up to a comma."""
    first = noun.head.i if noun.dep_ == "pobj" else noun.left_edge.i
    words = list(noun.doc[first : noun.right_edge.i + 1])
    stop = next(
        (t.i for t in dropwhile(lambda t: t.i < noun.i, words) if t.text in {",", "“", '"', "that"}), words[-1].i + 1
    )
    return g.trim(noun.doc[first:stop])
