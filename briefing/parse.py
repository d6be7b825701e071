"""Articles to spaCy Docs."""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from briefing.furniture import mask
from briefing.model import Article


def parse(articles: Iterable[Article], nlp: Language) -> Iterator[tuple[Doc, Article]]:
    """Each article with its Doc, in order.

    The Doc is made of the text with its furniture blanked, so the Doc's offsets are the
    article's, while ``Doc.text`` may differ: cut passages from ``Article.text``.
    """
    pairs = ((mask(article.text), article) for article in articles)
    yield from nlp.pipe(pairs, as_tuples=True)
