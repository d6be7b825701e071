"""Queries: words, "phrases" and beginnings* with AND, OR, NOT and brackets, over the words of a text."""

import re
from collections.abc import Callable, Iterable

from briefing.errors import UsageError

Test = Callable[[str], bool]
"""Does a text, made of `plain` words, hold it?"""

TOKEN = re.compile(r'\s*(?:(?P<mark>[()])|"(?P<phrase>[^"]+)"|(?P<word>[^\s()"]+))')
WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """The words of ``text`` in lower case, one space round each: what a `Test` is asked about."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


def term(words: str) -> Test:
    """Holds a text ``words`` in this order, whole words only but for a ``*`` at the end?

    Raises:
        UsageError: There is no word in it.
    """
    asked = plain(words).strip()
    if not asked:
        raise UsageError(f"{words!r}: no word to look for; give words, phrases in quotation marks, or beginnings*")
    sought = f" {asked}" if words.rstrip().endswith("*") else f" {asked} "
    return lambda text: sought in text


def any_of(terms: Iterable[str]) -> Test:
    tests = [term(one) for one in terms]
    return lambda text: any(test(text) for test in tests)


def query(text: str) -> Test:
    """The test that ``text`` describes. NOT binds closest, then AND, which may be left out, then OR.

    Raises:
        UsageError: It cannot be read.
    """
    tokens = _tokens(text)
    test, rest = _either(tokens, text)
    if rest:
        raise UsageError(f"query = {text!r}: {rest[0]!r} is one too many; check the brackets")
    return test


def _tokens(text: str) -> list[str]:
    """Words as they stand, phrases with their quotation marks."""
    found: list[str] = []
    at = 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if not match:
            raise UsageError(f"query = {text!r}: a quotation mark is left open")
        found.append(f'"{match["phrase"]}"' if match["phrase"] else match["mark"] or match["word"])
        at = match.end()
    return found


def _either(tokens: list[str], text: str) -> tuple[Test, list[str]]:
    first, rest = _both(tokens, text)
    tests = [first]
    while rest and rest[0] == "OR":
        one, rest = _both(rest[1:], text)
        tests.append(one)
    return (lambda words: any(test(words) for test in tests)), rest


def _both(tokens: list[str], text: str) -> tuple[Test, list[str]]:
    first, rest = _one(tokens, text)
    tests = [first]
    while rest and rest[0] not in ("OR", ")"):
        one, rest = _one(rest[1:] if rest[0] == "AND" else rest, text)
        tests.append(one)
    return (lambda words: all(test(words) for test in tests)), rest


def _one(tokens: list[str], text: str) -> tuple[Test, list[str]]:
    if not tokens or tokens[0] in ("AND", "OR", ")"):
        raise UsageError(
            f"query = {text!r}: a word is missing {'at the end' if not tokens else f'before {tokens[0]!r}'}"
        )
    head, rest = tokens[0], tokens[1:]
    if head == "NOT":
        test, rest = _one(rest, text)
        return (lambda words: not test(words)), rest
    if head == "(":
        test, rest = _either(rest, text)
        if rest[:1] != [")"]:
            raise UsageError(f"query = {text!r}: a bracket is left open")
        return test, rest[1:]
    return term(head.strip('"')), rest
