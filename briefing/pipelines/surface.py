"""What the encoder sees of a token beside its pieces: its case, shape, first and last letters.

Typographic marks are rare in the corpora that the pipeline learned from, so every token is
read with plain ones in their place. The Doc keeps its own text.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from spacy.tokens import Doc

from briefing.pipelines.arrays import Ints

ROWS = (1000, 400, 4000, 3)
"""Rows of the tables that shape, prefix and suffix are hashed into, and of the white-space table."""

DOUBLE_DASH = "--"
"""How the corpora write a dash between clauses."""
PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛‹›′`´", "'") | dict.fromkeys("–—―‒‐‑−", "-") | {"…": "..."}
)


def plain(word: str) -> str:
    """The token ``word`` with typewriter quotation marks, dashes and dots."""
    if word in {"–", "—", "―"}:
        return DOUBLE_DASH
    return word if word.isascii() and "`" not in word else word.translate(PLAIN)


@lru_cache(maxsize=100_000)
def case_class(word: str) -> int:
    """1 lower, 2 Capitalised, 3 UPPER, 4 one upper letter, 5 mIxed, 6 digits, 7 marks (0 is for the encoder's own)."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if sum(map(str.isalpha, word)) > 1 else 4
    if word[:1].isupper() and word[1:].islower():
        return 2
    if any(map(str.isalpha, word)):
        return 5
    return 6 if any(map(str.isdigit, word)) else 7


def features(doc: Doc, kept: Ints, words: Sequence[str]) -> Ints:
    """Table rows of the tokens ``kept`` of ``doc``, read as ``words``: [len(kept), 4]."""
    found = doc.to_array(["SHAPE", "PREFIX", "SUFFIX", "SPACY"])[kept]
    for row, (orth, word) in enumerate(zip(doc.to_array("ORTH")[kept].tolist(), words, strict=True)):
        if doc.vocab.strings[orth] != word:
            lexeme = doc.vocab[word]
            found[row, :3] = lexeme.shape, lexeme.prefix, lexeme.suffix
    found[:, :3] %= np.array(ROWS[:3], np.uint64)
    found[:, 3] += np.uint64(1)
    return found.astype(np.int64)
