"""The examples of an epoch."""

import random
from collections.abc import Sequence

from training.document import Document
from training.examples import Example, Examples
from training.swaps import pool_of, swapped

SWAPPED = 0.3
"""The share of texts without syntax that get other names each time they are read."""


class Texts:
    """All documents as examples; called with a source of chance, they come with some of their names swapped."""

    def __init__(self, documents: Sequence[Document], make: Examples) -> None:
        self.documents, self.make = documents, make
        self.examples = [make(one) for one in documents]
        self.pool = pool_of(documents)

    def __call__(self, chance: random.Random) -> list[Example]:
        return [
            self.make(swapped(one, self.pool, chance))
            if one.syntax is None and one.names and chance.random() < SWAPPED
            else example
            for one, example in zip(self.documents, self.examples, strict=True)
        ]
