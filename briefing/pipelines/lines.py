"""Where a line break ends a sentence."""

import re
from itertools import pairwise

HARD_WRAPPED = 0.25
"""From this share of lines that run on in lower case, single line breaks are taken for wrapping."""
SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def is_hard_wrapped(text: str) -> bool:
    """Are the lines of ``text`` cut at a fixed width, so that a single line break means nothing?"""
    lines = [line.strip() for line in text.split("\n")]
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    runs_on = sum(after[0].islower() and not SENTENCE_END.search(line) for line, after in pairs)
    return bool(pairs) and runs_on >= HARD_WRAPPED * len(pairs)


def breaks(space: str, *, hard_wrapped: bool) -> bool:
    """Does the white space ``space`` end a sentence? A blank line always does, a single break
    where lines are not wrapped."""
    return "\n" in space and (not hard_wrapped or bool(BLANK_LINE.search(space)))
