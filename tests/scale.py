"""How the cost of merging grows with the pile.

    python -m tests.scale [NUMBER ...]       seconds for piles of 100, 1,000 and 10,000 articles, or of NUMBER

The articles are the paragraphs of ``seeds/``, drawn anew: eight of one situation make an article, eleven articles
a story, and every story has names of its own, letter for letter as long, so that the facts which were
found once in each paragraph stay where they are.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from briefing import load_pipeline
from briefing.make import facts_of, make_brief, merged
from briefing.model import Article, Facts, Passage
from briefing.parse import parse
from briefing.read import read

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PARAGRAPHS = 8
ARTICLES = 11
"""Articles of a story."""
OFFSETS = {"head", "same_as"}
"""Fields that hold an offset into the text."""
VOWELS, CONSONANTS = "aeiou", "bcdfghklmnprstvz"


def paragraphs(nlp: Any) -> list[list[Facts]]:
    """For each situation, the facts of every paragraph read as an article of its own."""
    found = []
    for folder in sorted(p for p in SEEDS.iterdir() if p.is_dir()):
        articles, _ = read([str(folder)])
        texts = [p.strip() for a in articles for p in a.text.split("\n") if len(p.split()) > 12]
        pile = [Article(id=f"P{n}", text=text) for n, text in enumerate(dict.fromkeys(texts))]
        found.append([facts_of(doc, article) for doc, article in parse(pile, nlp)])
    return found


def renamed(number: int) -> Callable[[str], str]:
    """A function that gives every name of a text the letters of story ``number``, case and length kept."""

    def other(found: re.Match[str]) -> str:
        shift = random.Random(f"{number} {found[0]}")
        return found[0][0] + "".join(shift.choice(VOWELS if c in VOWELS else CONSONANTS) for c in found[0][1:])

    return lambda text: re.sub(r"(?<=[a-z,”] )[A-Z][a-z]{3,}", other, text)


def moved(value: Any, article: str, by: int, paragraph: int, text: str) -> Any:
    """``value`` with every passage and offset ``by`` characters later, in ``article`` with ``text``."""
    if isinstance(value, Passage):
        start, end = value.start + by, value.end + by
        return Passage(article=article, start=start, end=end, text=text[start:end], paragraph=paragraph)
    if isinstance(value, tuple):
        return tuple(moved(one, article, by, paragraph, text) for one in value)
    if not is_dataclass(value) or isinstance(value, type | Article):
        return value
    changes = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if field.name in OFFSETS and old is not None:
            changes[field.name] = old + by
        elif isinstance(old, tuple) or is_dataclass(old):
            changes[field.name] = moved(old, article, by, paragraph, text)
    return replace(value, **changes)


def assembled(key: str, parts: Sequence[Facts], number: int, day: date) -> Facts:
    """The facts of one article made of ``parts``."""
    text = renamed(number)("\n".join(part.article.text for part in parts))
    article = Article(id=key, text=text, published=day, outlet=f"Outlet {key}")
    at, found = 0, {f.name: [] for f in fields(Facts) if f.name not in {"article", "problems"}}
    for paragraph, part in enumerate(parts, 1):
        for name, rows in found.items():
            rows += moved(getattr(part, name), key, at, paragraph, text)
        at += len(part.article.text) + 1
    return Facts(article=article, **{name: tuple(rows) for name, rows in found.items()})


def pile(size: int, situations: Sequence[Sequence[Facts]]) -> Iterator[Facts]:
    chance = random.Random(size)
    for n in range(size):
        story = n // ARTICLES
        parts = situations[story % len(situations)]
        day = date(2026, 1, 1) + timedelta(days=story // 10)
        yield assembled(f"A{n}", chance.sample(parts, min(PARAGRAPHS, len(parts))), story, day)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.scale", description="Seconds for merging, by size of pile.")
    parser.add_argument("sizes", nargs="*", type=int, metavar="NUMBER", default=[100, 1000, 10000])
    situations = paragraphs(load_pipeline())
    for size in parser.parse_args(argv).sizes:
        facts = tuple(pile(size, situations))
        begun = time.perf_counter()
        dossier = merged(facts)
        done = time.perf_counter()
        brief = make_brief(dossier)
        sys.stdout.write(
            f"{size:6} articles  {len(dossier.stories):5} stories  merge {done - begun:7.1f} s"
            f"  brief {time.perf_counter() - done:6.1f} s  {len(brief.developments)} developments\n"
        )


if __name__ == "__main__":
    main()
