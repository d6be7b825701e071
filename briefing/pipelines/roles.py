"""A word has one subject, one object and one clause for an object: what a parse that decides word by word may break.

No head in the treebanks has two. Of the dependents that claim one role, the one for which another head or label is
nearly as likely gives way.
"""

from collections.abc import Callable, Sequence

import numpy as np

from briefing.pipelines.arrays import Bools, Floats, Ints

ROLES = (("nsubj", "nsubj:pass", "csubj", "csubj:pass"), ("obj",), ("iobj",), ("ccomp",))
"""Labels of which a head has one at most."""
NEAREST = 8
"""Heads that are tried, likeliest first."""


def marked(labels: Sequence[str]) -> tuple[Bools, ...]:
    """For each of `ROLES`, [labels]: is a label of that role?"""
    return tuple(np.array([one in role for one in labels]) for role in ROLES)


def settle(
    head: Ints, label: Ints, arcs: Floats, labelled: Callable[[Ints, Ints], Floats], roles: Sequence[Bools]
) -> None:
    """Change ``head`` and ``label`` [tokens] of one sentence in place until no head has two dependents of one role.

    ``arcs`` is [dependent, head]; ``labelled`` gives the scores of labels, [pairs, labels], of dependents and heads in
    pairs. The root is its own head.
    """
    for role in roles:
        while (claims := _claims(head, label, role)) is not None:
            best = min((_way_out(one, head, label, arcs, labelled, roles) for one in claims), key=lambda way: way[0])
            _, dependent, head[dependent], label[dependent] = best


def _claims(head: Ints, label: Ints, role: Bools) -> Ints | None:
    """The dependents of the first head that has several of ``role``."""
    those = np.flatnonzero(role[label])
    those = those[head[those] != those]
    if len(those) < 2:
        return None
    counts = np.bincount(head[those])
    most = int((counts > 1).argmax())
    return those[head[those] == most] if counts[most] > 1 else None


def _way_out(
    dependent: int,
    head: Ints,
    label: Ints,
    arcs: Floats,
    labelled: Callable[[Ints, Ints], Floats],
    roles: Sequence[Bools],
) -> tuple[float, int, int, int]:
    """(loss, dependent, head, label): the likeliest other place of ``dependent``, and how much less likely it is."""
    likely = _log_shares(arcs[dependent][None])[0]
    now = head[dependent]
    likely[_below(dependent, head)] = -np.inf
    tried = np.argsort(-likely, kind="stable")[:NEAREST]
    tried = np.append(tried[np.isfinite(likely[tried])], now)
    shares = likely[tried][:, None] + _log_shares(labelled(np.full(len(tried), dependent), tried))
    present = shares[-1, label[dependent]]
    others = np.arange(len(head)) != dependent
    for role in roles:
        taken = head[others & role[label]]
        shares[np.ix_(np.isin(tried, taken), role)] = -np.inf
    row, found = np.unravel_index(int(shares.argmax()), shares.shape)
    return float(present - shares[row, found]), dependent, int(tried[row]), int(found)


def _below(top: int, head: Ints) -> Ints:
    """``top`` and all that depends on it: no head of it."""
    inside = np.zeros(len(head), np.bool_)
    inside[top] = True
    for _ in range(len(head)):
        grown = inside | inside[head]
        if (grown == inside).all():
            break
        inside = grown
    return np.flatnonzero(inside)


def _log_shares(scores: Floats) -> Floats:
    """Logarithm of the softmax of each row."""
    shifted: Floats = scores - scores.max(1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(1, keepdims=True))
    return shifted
