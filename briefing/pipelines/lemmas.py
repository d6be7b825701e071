"""Lemmas by edit trees (Chrupała 2008; Müller and others 2015), as in spaCy's trainable lemmatizer.

A tree is ``[prefix, suffix, tree of the prefix, tree of the suffix]``: keep all but the first
``prefix`` and the last ``suffix`` characters and apply a tree, or None for dropping, to those;
or ``[old, new]``: replace a part that is ``old``.

A tree fits endings and knows no words: it makes "fir" of "fired" and "witnesse" of "witnesses". `mended` asks a list of
verbs.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from briefing import lexicon

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


INFLECTED = {"VBD", "VBN", "VBG", "VBZ"}
BARE = {"VB", "VBP"}
DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
SHORT = re.compile(r"[^aeiou]*[aeiou][b-df-hj-np-tvz]")
"""What doubles its last letter, so that a form with one is of a verb in "e": "hoped" is of "hope"."""
KEPT = ("ff", "ll", "ss", "zz")
"""Ends that verbs mostly have themselves: "installed" is of "install", though "controlled" is of "control"."""


def mended(form: str, tag: str, lemma: str) -> str:
    """``lemma``, or the verb that has the form where no such verb has it ("fired": fire, not "fir"). ``tag`` is the
    Penn Treebank's."""
    low = form.lower()
    if tag in INFLECTED:
        verbs = tuple(_verbs(low))
        return lemma if lemma.lower() in verbs or not verbs else verbs[0]
    if tag in BARE and low in lexicon.words("verbs_wordnet") and lemma.lower() not in lexicon.words("verbs_wordnet"):
        return low  # "shed", not "sh"
    if tag == "NNS" and low.endswith("sses") and lemma.endswith("sse"):
        return low.removesuffix("es")
    if tag == "NNS" and low.endswith("ies") and len(low) < len("flies"):
        return low.removesuffix("s")
    return lemma


def _verbs(form: str) -> Iterator[str]:
    """The verbs of which this is a form, in lower case: the irregular one, else regular ones, likeliest first."""
    irregular = lexicon.table("verb_forms").get(form)
    if irregular is not None:
        yield irregular
    else:
        yield from (verb for verb in _regular(form) if verb in lexicon.words("verbs_wordnet"))


def _regular(form: str) -> Iterator[str]:
    """What a regular form may come from, word or not: "planned" from "plan", "plane" ("planed"), "plann"."""
    for ending, others in (("ying", ("ie",)), ("ied", ("y", "ie")), ("ies", ("y", "ie"))):
        if form.endswith(ending):
            yield from (form.removesuffix(ending) + other for other in others)
    for ending in ("ing", "ed", "es"):
        if form.endswith(ending):
            bare = form.removesuffix(ending)
            once = DOUBLED.sub(r"\1", bare)
            if bare.endswith(KEPT):
                yield from (bare, once)
            elif SHORT.fullmatch(bare):
                yield bare + "e"
            else:
                yield from (once, bare) if once != bare else (bare + "e", bare)
    if form.endswith("s"):
        yield form.removesuffix("s")


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
