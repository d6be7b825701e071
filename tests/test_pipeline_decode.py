"""From scores to trees and names."""

from itertools import product

import numpy as np
import pytest

from briefing.pipelines.decode import NAME_TAGS, heads, name_tags, spanning_tree


def scores(*tags: tuple[str, ...]) -> np.ndarray:
    """Per token, the tags it likes, best first."""
    found = np.zeros((len(tags), len(NAME_TAGS)), np.float32)
    for row, liked in zip(found, tags, strict=True):
        for place, tag in enumerate(liked):
            row[NAME_TAGS.index(tag)] = 10 - 4 * place
    return found


@pytest.mark.parametrize(
    ("liked", "expected"),
    [
        ([("S-LOC",), ("O",)], ["S-LOC", "O"]),
        ([("B-ORG",), ("E-ORG",)], ["B-ORG", "E-ORG"]),
        ([("B-ORG",), ("O", "E-ORG")], ["B-ORG", "E-ORG"]),
        ([("B-ORG",), ("E-LOC", "E-ORG")], ["B-ORG", "E-ORG"]),
        ([("B-ORG", "S-ORG")], ["S-ORG"]),
        ([("I-PERSON", "O"), ("E-PERSON", "S-PERSON")], ["O", "S-PERSON"]),
    ],
)
def test_name_tags_are_well_formed(liked: list[tuple[str, ...]], expected: list[str]) -> None:
    assert [NAME_TAGS[i] for i in name_tags(scores(*liked))] == expected


def best_tree(arcs: np.ndarray, roots: np.ndarray) -> float:
    """The score of the best tree, by trying all."""
    size = len(arcs)
    best = -np.inf
    for guess in product(range(size), repeat=size):
        tops = [i for i, head in enumerate(guess) if i == head]
        if len(tops) == 1 and all(reaches(guess, i, tops[0]) for i in range(size)):
            best = max(best, value(np.array(guess), arcs, roots))
    return best


def reaches(guess: tuple[int, ...], node: int, top: int) -> bool:
    for _ in guess:
        node = guess[node]
    return node == top


def value(found: np.ndarray, arcs: np.ndarray, roots: np.ndarray) -> float:
    return float(sum(roots[i] if i == head else arcs[i, head] for i, head in enumerate(found)))


@pytest.mark.parametrize("seed", range(25))
def test_a_tree_has_one_root_and_no_cycle(seed: int) -> None:
    chance = np.random.default_rng(seed)
    size = int(chance.integers(1, 6))
    arcs = chance.normal(size=(size, size)).astype(np.float32)
    roots = chance.normal(size=size).astype(np.float32)
    found = tuple(map(int, heads(arcs, roots)))
    tops = [i for i, head in enumerate(found) if i == head]
    assert len(tops) == 1
    assert all(reaches(found, i, tops[0]) for i in range(size))


@pytest.mark.parametrize("seed", range(25))
def test_spanning_tree_is_the_best_one(seed: int) -> None:
    chance = np.random.default_rng(seed)
    arcs = chance.normal(size=(4, 4))
    # The root of the graph is tied to one token by a score that no other token can match.
    only = np.full(4, -1e6)
    only[seed % 4] = 0
    graph = np.full((5, 5), -1e9)
    graph[1:, 1:] = arcs
    graph[1:, 0] = only
    found = spanning_tree(graph)[1:] - 1
    assert found[seed % 4] == -1
    found[seed % 4] = seed % 4
    assert value(found, arcs, only) == pytest.approx(best_tree(arcs, only))
