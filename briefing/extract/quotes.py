"""Quotes: every attribution of an article, with its source, role and passages."""

from collections.abc import Iterator

from spacy.tokens import Doc

from briefing.attribution import Attribution, attributions
from briefing.model import Article, Quote, Source
from briefing.passages import Slicer


def extract(doc: Doc, article: Article) -> Iterator[Quote]:
    """The quotes of ``article`` in order of their content."""
    cut = Slicer(article)
    for found in attributions(doc):
        yield _quote(found, cut)


def _quote(found: Attribution, cut: Slicer) -> Quote:
    content = tuple(cut(span) for span in found.content)
    source = None
    if found.source is not None:
        mention = cut(found.source)
        source = Source(name=mention.text, mention=mention)
    return Quote(
        kind=found.kind, text=" … ".join(p.text for p in content), content=content, cue=cut(found.cue), source=source
    )
