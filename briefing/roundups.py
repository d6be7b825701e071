"""Of a round-up ("World in brief") a story gets the items that are of it, and no bus that fell into a ravine
elsewhere."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from briefing import genres
from briefing.model import Facts, Passage, Problem, Story

NAME = re.compile(r"\b[^\W\d_a-z](?!he\b)[\w’-]{2,}")
"""A word with a capital, or in capitals."""
LABEL = re.compile(r"\W*(?P<place>[^\W\d_a-z](?:[^\W\d_a-z]|[ .’'-]){2,40}): ")
"""What opens an item: "ORVEL: …"."""
SEVERAL = "{} items of this round-up are of other matters and are"


def without_other_items(facts: Sequence[Facts], stories: Sequence[Story]) -> tuple[Facts, ...]:
    """``facts`` without those of a round-up's items that name nothing which the rest of its story names; how many they
    are stands among its problems."""
    mates = {a: [b for b in story.articles if b != a] for story in stories for a in story.articles}
    texts = {one.article.id: one.article.text for one in facts}
    return tuple(_own(one, mates.get(one.article.id, ()), texts) for one in facts)


def _own(one: Facts, mates: Sequence[str], texts: Mapping[str, str]) -> Facts:
    if not mates or not genres.is_roundup(one.article.title):
        return one
    known = {name.lower() for mate in mates for name in NAME.findall(texts[mate])}
    lines: dict[int, str] = {}
    for number, line in enumerate((row for row in one.article.text.split("\n") if row.strip()), 1):
        lines[number] = line
    other = {n for n, line in lines.items() if (label := LABEL.match(line)) and not _is_of(line, label, known)}
    if not other:
        return one
    kept: dict[str, Any] = {name: _kept(rows, other) for name, rows in _parts(one)}
    what = "one item of this round-up is of another matter and is" if len(other) == 1 else SEVERAL.format(len(other))
    left_out = Problem(article=one.article.id, what=f"{what} left out", chosen=True)
    return replace(one, **kept | {"problems": (*one.problems, left_out)})


def _is_of(line: str, label: re.Match[str], known: set[str]) -> bool:
    """Is the place of the item named elsewhere in the story, or two of its other names?"""
    places = set(label["place"].lower().split())
    names = {name.lower() for name in NAME.findall(line[label.end() :])}
    return bool(places & known) or len(names & known) > 2


def _parts(one: Facts) -> Iterator[tuple[str, tuple[Any, ...]]]:
    return ((f.name, rows) for f in fields(one) if isinstance(rows := getattr(one, f.name), tuple))


def _kept(rows: tuple[Any, ...], other: set[int]) -> tuple[Any, ...]:
    return tuple(row for row in rows if (at := next(_passages(row), None)) is None or at.paragraph not in other)


def _passages(row: Any) -> Iterator[Passage]:
    """The passages of a fact, those of its parts too."""
    if isinstance(row, Passage):
        yield row
    elif isinstance(row, tuple):
        for part in row:
            yield from _passages(part)
    elif is_dataclass(row):
        for field in fields(row):
            yield from _passages(getattr(row, field.name))
