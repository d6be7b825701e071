"""From scores to structure: the best tree of a sentence, the best sequence of name tags."""

from functools import cache

import numpy as np

from briefing.pipelines.arrays import Floats, Ints

NAME_LABELS = ("PERSON", "ORG", "LOC", "FAC", "NORP", "EVENT", "MISC")
NAME_TAGS = ("O", *(f"{place}-{label}" for label in NAME_LABELS for place in "BIES"))
"""Outside, or Begin, Inside, End of a name of several tokens, or a Single one."""
NEVER = -1e4


@cache
def transitions() -> tuple[Floats, Floats, Floats]:
    """Costs (0 or `NEVER`) of a tag after a tag [from, to], of a first and of a last tag."""

    def follows(one: str, other: str) -> bool:
        if one[0] in "BI":
            return other[0] in "IE" and other[2:] == one[2:]
        return other[0] in "OBS"

    def costs(allowed: list[bool]) -> Floats:
        return np.where(allowed, 0, NEVER).astype(np.float32)

    return (
        np.stack([costs([follows(one, other) for other in NAME_TAGS]) for one in NAME_TAGS]),
        costs([tag[0] in "OBS" for tag in NAME_TAGS]),
        costs([tag[0] in "OES" for tag in NAME_TAGS]),
    )


def name_tags(scores: Floats) -> Ints:
    """The best well-formed tags for ``scores`` [tokens, tags] (Viterbi): [tokens]."""
    between, first, last = transitions()
    best: Ints = scores.argmax(1)
    if first[best[0]] == 0 and last[best[-1]] == 0 and not between[best[:-1], best[1:]].any():
        return best
    back = np.zeros(scores.shape, np.int64)
    total = scores[0] + first
    for i in range(1, len(scores)):
        step = total[:, None] + between
        back[i] = step.argmax(0)
        total = step.max(0) + scores[i]
    tags = [int((total + last).argmax())]
    for i in range(len(scores) - 1, 0, -1):
        tags.append(int(back[i, tags[-1]]))
    return np.array(tags[::-1])


def name_shares(scores: Floats) -> Floats:
    """How likely each token is part of a name of each label, whatever its place in it: [tokens, NAME_LABELS]."""
    likely = np.exp(scores - scores.max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    shares: Floats = likely[:, 1:].reshape(len(scores), len(NAME_LABELS), -1).sum(2)
    return shares


def heads(arcs: Floats, roots: Floats) -> Ints:
    """The best tree: the head of each token, the root its own head.

    ``arcs`` is [dependent, head], ``roots`` [dependent]. The root is chosen first: the token
    that gains most by being it. Only a graph with a cycle needs Chu-Liu-Edmonds.
    """
    size = len(arcs)
    if size == 1:
        return np.zeros(1, np.int64)
    scores = arcs.copy()
    np.fill_diagonal(scores, -1e9)
    root = int((roots - scores.max(1)).argmax())
    found: Ints = scores.argmax(1)
    found[root] = root
    reached = found
    for _ in range(size.bit_length()):
        reached = reached[reached]
    if (reached == root).all():
        return found
    rooted = np.full((size + 1, size + 1), -1e9)
    rooted[1:, 1:] = scores
    rooted[1 + root, 0] = 1e6
    found = spanning_tree(rooted)[1:] - 1
    found[root] = root
    return found


def spanning_tree(scores: Floats) -> Ints:
    """The maximum spanning arborescence of ``scores`` [dependent, head] over nodes of which 0 is the
    root (Chu and Liu 1965, Edmonds 1967): the head of each node, 0 for the root."""
    size = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    scores[0] = -np.inf
    found: Ints = scores.argmax(1)
    found[0] = 0
    cycle = np.array(_cycle(found), np.int64)
    if not len(cycle):
        return found
    # The cycle becomes one node, the last of a smaller graph; its best tree says where to break in.
    rest = np.setdiff1d(np.arange(size), cycle)
    into = scores[np.ix_(cycle, rest)] - scores[cycle, found[cycle]][:, None]
    out = scores[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = into.max(0)
    small[:-1, -1] = out.max(1)
    small_heads = spanning_tree(small)
    for node in range(1, len(rest)):
        head = small_heads[node]
        found[rest[node]] = rest[head] if head < len(rest) else cycle[out[node].argmax()]
    entry = small_heads[-1]
    found[cycle[into[:, entry].argmax()]] = rest[entry]
    return found


def _cycle(found: Ints) -> list[int]:
    """The nodes of one cycle among the heads ``found`` (node 0 is the root), or none."""
    done = {0}
    for start in range(1, len(found)):
        path: list[int] = []
        node = start
        while node not in done and node not in path:
            path.append(node)
            node = int(found[node])
        if node in path:
            return path[path.index(node) :]
        done.update(path)
    return []
