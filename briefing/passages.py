"""From spaCy to text and offsets: the only bridge. A fact leaves as a `Passage`, never as a `Span`."""

import re

from spacy.tokens import Span, Token

from briefing.model import Article, Paragraphs, Passage

BULLETS = {"-", "–", "—", "*", "•", "·", "▪", "●"}
"""What opens an item of a list and is no word of it."""


ITEM = re.compile(rf"[{re.escape(''.join(BULLETS))}] +")


class Slicer:
    """Cuts passages out of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.paragraphs = Paragraphs(article.text)

    def chars(self, start: int, end: int) -> Passage:
        """The passage of characters ``start`` to ``end``, without white space at its edges or the mark of a list before
        it."""
        whole = self.article.text
        start += len(whole[start:end]) - len(whole[start:end].lstrip())
        item = ITEM.match(whole, start)
        if item and whole[:start].rstrip(" ")[-1:] in {"", "\n"}:
            start = item.end()
        text = whole[start:end].strip()
        return Passage(
            article=self.article.id,
            start=start,
            end=start + len(text),
            text=text,
            paragraph=self.paragraphs.at(start),
        )

    def __call__(self, span: Span | Token) -> Passage:
        """The passage of ``span``; furniture blanked at its edges stays outside."""
        if isinstance(span, Token):
            return self.chars(span.idx, span.idx + len(span))
        text = span.text
        start = span.start_char + len(text) - len(text.lstrip())
        return self.chars(start, start + len(text.strip()))
