"""Things joined in sets, by pairs."""

from collections.abc import Sequence

BIRTHDAY = 1
"""Years between two ages that two reports may give one person."""


class Joined:
    """Union-find over 0 … n - 1; the smallest member stands for its set."""

    def __init__(self, n: int) -> None:
        self.parent = list(range(n))

    def find(self, a: int) -> int:
        while self.parent[a] != a:
            self.parent[a] = self.parent[self.parent[a]]
            a = self.parent[a]
        return a

    def join(self, a: int, b: int) -> None:
        x, y = self.find(a), self.find(b)
        if x != y:
            self.parent[max(x, y)] = min(x, y)


class Named(Joined):
    """Sets of mentions, each with or without a name; reference never joins two sets that have names of their own, nor
    two of whom other ages are told.

    A description or a pronoun may stand for either of two people, but it does not make them one.
    """

    def __init__(self, named: Sequence[bool], ages: Sequence[int | None] = ()) -> None:
        super().__init__(len(named))
        self.named = list(named)
        self.ages: list[set[int]] = [{age} if age else set() for age in ages or [None] * len(named)]

    def join(self, a: int, b: int) -> None:
        x, y = self.find(a), self.find(b)
        either, ages = self.named[x] or self.named[y], self.ages[x] | self.ages[y]
        super().join(a, b)
        self.named[self.find(a)], self.ages[self.find(a)] = either, ages

    def is_named(self, a: int) -> bool:
        return self.named[self.find(a)]

    def refer(self, a: int, b: int) -> None:
        """Join by reference: not where both sets are named already, or are of two ages."""
        x, y = self.find(a), self.find(b)
        apart = [abs(one - other) for one in self.ages[x] for other in self.ages[y]]
        if not ((self.named[x] and self.named[y]) or min(apart, default=0) > BIRTHDAY):
            self.join(a, b)
