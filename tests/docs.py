"""Docs built by hand: a test says which parse it assumes, in one table."""

import spacy
from spacy.tokens import Doc

VOCAB = spacy.blank("en").vocab


def doc(table: str, ents: str = "") -> Doc:
    """A Doc of rows ``word lemma POS TAG dep head``, head counted from 0; ``_`` as lemma repeats the word.

    ``ents`` names entities as ``LABEL start end`` (end exclusive), split by ``;``. A word with ``~``
    at its end has no space after it.
    """
    rows = [line.split() for line in table.strip().splitlines()]
    words = [row[0].rstrip("~") for row in rows]
    made = Doc(
        VOCAB,
        words=words,
        spaces=[not row[0].endswith("~") for row in rows],
        lemmas=[word.lower() if row[1] == "_" else row[1] for word, row in zip(words, rows, strict=True)],
        pos=[row[2] for row in rows],
        tags=[row[3] for row in rows],
        deps=[row[4] for row in rows],
        heads=[int(row[5]) for row in rows],
    )
    made.ents = tuple(  # type: ignore[assignment]
        made.char_span(made[int(a)].idx, made[int(b) - 1].idx + len(made[int(b) - 1]), label=label)
        for label, a, b in (part.split() for part in ents.split(";") if part.strip())
    )
    return made
