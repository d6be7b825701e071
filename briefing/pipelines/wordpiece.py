"""Words to the pieces of the encoder's vocabulary (WordPiece, lower case, no accents)."""

import unicodedata
from collections.abc import Iterator, Sequence

UNKNOWN, START, STOP = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100
"""Characters; a longer word is unknown, as in the encoder's own training."""
FIRST_PIECES, LAST_PIECES = 8, 4
"""What is kept of a word of more than twelve pieces: only its first and last piece are read out."""
CACHED_WORDS = 200_000


class WordPiece:
    """Cuts words into pieces, greedily from the left, and remembers the words it has cut."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown, self.start, self.stop = (self.ids[piece] for piece in (UNKNOWN, START, STOP))
        self.cache: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """The piece numbers of one token, at least one and at most twelve."""
        found = self.cache.get(word)
        if found is None:
            if len(self.cache) >= CACHED_WORDS:
                self.cache.clear()
            found = self.cache[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        pieces = [piece for part in parts(word) for piece in self._pieces(part)]
        if len(pieces) > FIRST_PIECES + LAST_PIECES:
            pieces = pieces[:FIRST_PIECES] + pieces[-LAST_PIECES:]
        return tuple(pieces) or (self.unknown,)

    def _pieces(self, part: str) -> list[int]:
        if len(part) > LONGEST_WORD:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            prefix = "##" if start else ""
            while end > start and prefix + part[start:end] not in self.ids:
                end -= 1
            if end == start:
                return [self.unknown]
            found.append(self.ids[prefix + part[start:end]])
            start = end
        return found


def parts(word: str) -> Iterator[str]:
    """``word`` in lower case without accents, cut at spaces and round every punctuation mark."""
    run = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if (category in {"Mn", "Cc", "Cf"} and not char.isspace()) or char == "\ufffd":
            continue
        if char.isspace() or _stands_alone(char, category):
            if run:
                yield run
            run = ""
            if not char.isspace():
                yield char
        else:
            run += char
    if run:
        yield run


def _stands_alone(char: str, category: str) -> bool:
    ascii_mark = char.isascii() and not char.isalnum()
    return category.startswith("P") or ascii_mark or "\u4e00" <= char <= "\u9fff"
