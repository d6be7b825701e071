"""Lemmas by edit trees (Chrupała 2008; Müller and others 2015), as in spaCy's trainable lemmatizer.

A tree is ``[prefix, suffix, tree of the prefix, tree of the suffix]``: keep all but the first
``prefix`` and the last ``suffix`` characters and apply a tree, or None for dropping, to those;
or ``[old, new]``: replace a part that is ``old``.
"""

from collections.abc import Sequence
from typing import Any

Tree = Sequence[Any]


def apply(tree: Tree, form: str) -> str | None:
    """The lemma of ``form``, or None where the tree does not fit it."""
    if len(tree) == 2:
        old, new = tree
        return str(new) if form == old else None
    before, after, prefix_tree, suffix_tree = tree
    if before + after > len(form):
        return None
    end = len(form) - after
    prefix = apply(prefix_tree, form[:before]) if prefix_tree is not None else ""
    suffix = apply(suffix_tree, form[end:]) if suffix_tree is not None else ""
    if prefix is None or suffix is None:
        return None
    return prefix + form[before:end] + suffix


def tree(form: str, lemma: str) -> Tree:
    """The edit tree from ``form`` to ``lemma``: keeps their longest common stretch, the leftmost of several."""
    start, begin, size = _longest_common(form, lemma)
    if not size:
        return [form, lemma]
    end, finish = start + size, begin + size
    prefix = tree(form[:start], lemma[:begin]) if start or begin else None
    suffix = tree(form[end:], lemma[finish:]) if end < len(form) or finish < len(lemma) else None
    return [start, len(form) - end, prefix, suffix]


def _longest_common(form: str, lemma: str) -> tuple[int, int, int]:
    """Start in ``form``, start in ``lemma`` and length of their longest common stretch."""
    best = (0, 0, 0)
    before = [0] * (len(lemma) + 1)
    for i, char in enumerate(form, start=1):
        row = [0] * (len(lemma) + 1)
        for j, other in enumerate(lemma, start=1):
            if char == other:
                row[j] = before[j - 1] + 1
                if row[j] > best[2]:
                    best = (i - row[j], j - row[j], row[j])
        before = row
    return best
