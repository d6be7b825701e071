"""Things joined in sets, by pairs."""

from collections.abc import Sequence


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
    """Sets of mentions, each with or without a name; reference never joins two sets that have names of their own.

    A description or a pronoun may stand for either of two people, but it does not make them one.
    """

    def __init__(self, named: Sequence[bool]) -> None:
        super().__init__(len(named))
        self.named = list(named)

    def join(self, a: int, b: int) -> None:
        x, y = self.find(a), self.find(b)
        either = self.named[x] or self.named[y]
        super().join(a, b)
        self.named[self.find(a)] = either

    def is_named(self, a: int) -> bool:
        return self.named[self.find(a)]

    def refer(self, a: int, b: int) -> None:
        """Join by reference: not where both sets are named already."""
        if not (self.is_named(a) and self.is_named(b)):
            self.join(a, b)
