"""The shipped pipeline on sentences of our own, marked as `annotations/pipeline.txt` says, against floors."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from briefing.pipelines.decode import NAME_LABELS
from briefing.pipelines.names import STATE

HERE = Path(__file__).parent
FLOORS: dict[str, float] = tomllib.loads((HERE / "pipeline_floors.toml").read_text(encoding="utf-8"))
END = "¶"


@dataclass(frozen=True, slots=True)
class Marked:
    text: str
    names: frozenset[tuple[int, int, str]]
    """Start and end offset, and label."""
    sentences: int
    relations: tuple[tuple[str, str, str], ...]
    """Word, relation, head."""


def marked() -> Iterator[Marked]:
    blocks = (HERE / "annotations" / "pipeline.txt").read_text(encoding="utf-8").strip().split("\n\n")
    for first, *rest in (block.split("\n") for block in blocks[1:]):
        text, names = "", set()
        for piece in re.split(r"(\[[^]]+\])", first.replace(f" {END}", "")):
            name, _, label = piece.strip("[]").partition("|")
            if label:
                names.add((len(text), len(text) + len(name), label))
            text += name
        relations = tuple((word, relation, head) for word, relation, head in (row[2:].split() for row in rest))
        yield Marked(text, frozenset(names), first.count(END) + 1, relations)


def holds(doc: Doc, word: str, relation: str, head: str) -> bool:
    token = next(token for token in doc if token.text == word)
    if relation == "root":
        return token.head == token
    return token.dep_.split(":")[0] == relation.split(":")[0] and token.head.text == head


@pytest.mark.model
def test_the_pipeline_keeps_its_floors(nlp: Language) -> None:
    wrong: list[str] = []
    got = dict.fromkeys(FLOORS, 0)
    of = dict.fromkeys(FLOORS, 0)
    for one in marked():
        doc = nlp(one.text)
        found = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents if ent.label_ in {*NAME_LABELS, STATE}}
        got["names_precision"] += len(found & one.names)
        got["names_recall"] += len(found & one.names)
        of["names_precision"] += len(found)
        of["names_recall"] += len(one.names)
        held = [holds(doc, *row) for row in one.relations]
        got["relations"] += sum(held)
        of["relations"] += len(held)
        got["sentences"] += len(list(doc.sents)) == one.sentences
        of["sentences"] += 1
        wrong += [f"{one.text[start:end]} {label}" for start, end, label in sorted(found ^ one.names)]
        wrong += [" ".join(row) for row, true in zip(one.relations, held, strict=True) if not true]
    scores = {name: got[name] / of[name] for name in FLOORS}
    assert all(scores[name] >= floor for name, floor in FLOORS.items()), "\n".join([str(scores), *wrong])
