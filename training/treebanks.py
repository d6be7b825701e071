"""EWT and GUM: CoNLL-U files to documents of a few sentences, words as syntax counts them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from training.document import UNKNOWN, Document, Name, Syntax, tagged
from training.labels import is_people, place, without_titles, words

SENTENCES = 8
"""In one document."""
OPEN_GENRES = {"news", "interview", "bio", "voyage", "academic", "court", "speech", "textbook", "vlog"}
"""Genres of GUM whose texts are under open licences."""
LINKING, LINKS = {"of", "the", "for", "and", "&", "-", "'s", "'", "de"}, 2
"""What may stand between the proper nouns of one name, and how many of them."""
MORPHOLOGY = {
    "Number", "Person", "Tense", "Mood", "VerbForm", "Voice", "Case", "Gender", "Degree", "Definite", "PronType",
    "NumType", "Poss", "Polarity", "Reflex",
}  # fmt: skip
CALENDAR = re.compile(
    r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day$|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    rows: list[list[str]]
    """The ten columns of each word."""
    inside: dict[int, bool]
    """Word number to whether a space follows it, for the words of a multiword token."""
    first_of_document: bool


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a file; those whose words are withheld ("_") are left out."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        rows: list[list[str]] = []
        inside: dict[int, bool] = {}
        for line in lines:
            columns = line.split("\t")
            if line.startswith("#") or len(columns) < 10 or "." in columns[0]:
                continue
            if "-" in columns[0]:
                first, last = map(int, columns[0].split("-"))
                inside |= dict.fromkeys(range(first, last), False) | {last: "SpaceAfter=No" not in columns[9]}
            else:
                rows.append(columns)
        if rows and not any(row[1] == row[2] == "_" for row in rows):
            yield Sentence(rows, inside, any(line.startswith("# newdoc") for line in lines))


def documents(path: Path, corpus: str) -> Iterator[Document]:
    """Documents of up to `SENTENCES` sentences, never across texts. Where a corpus marks no entities (EWT), all that
    its proper nouns say of names is what is none."""
    group: list[Sentence] = []
    for sentence in sentences(path):
        if group and (sentence.first_of_document or len(group) == SENTENCES):
            yield _document(group, corpus)
            group = []
        group.append(sentence)
    if group:
        yield _document(group, corpus)


def _document(group: list[Sentence], corpus: str) -> Document:
    tokens: list[str] = []
    spaces: list[bool] = []
    starts: list[bool] = []
    syntax = Syntax([], [], [], [], [], [])
    entities: list[Entity] = []
    for sentence in group:
        offset = len(tokens)
        for row in sentence.rows:
            number, head = int(row[0]), int(row[6])
            tokens.append(row[1])
            spaces.append(sentence.inside.get(number, "SpaceAfter=No" not in row[9].split("|")))
            starts.append(number == 1)
            syntax.tag.append(row[4])
            syntax.pos.append(row[3])
            syntax.morph.append("|".join(f for f in row[5].split("|") if f.split("=")[0] in MORPHOLOGY))
            syntax.lemma.append(row[2] if row[2] != "_" else row[1])
            syntax.head.append(offset + (head or number) - 1)
            syntax.dep.append("ROOT" if row[7] == "root" else row[7])
        entities += _entities(sentence.rows, offset)
    return Document(corpus, tokens, spaces, starts, syntax, tagged(len(tokens), _names(tokens, syntax, entities)))


# --- GUM's entities -------------------------------------------------------------------------

Entity = tuple[int, int, str, str]
"""First token, end token (exclusive), type, and the Wikipedia title it is linked to, or nothing."""


def _entities(rows: list[list[str]], offset: int) -> Iterator[Entity]:
    """Entities of a sentence, from brackets such as ``(3-person-new-cf1-1-coref-Title`` and ``3)``."""
    opened: list[tuple[str, str, str, int]] = []
    for i, row in enumerate(rows, start=offset):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", found.group(1)) if found else ():
            if piece.startswith("("):
                parts = piece.strip("()").split("-")
                opened.append((parts[0], parts[1], "-".join(parts[7:]), i))
                place_of = len(opened) - 1 if piece.endswith(")") else None
            else:
                group = piece.rstrip(")")
                place_of = next((k for k in reversed(range(len(opened))) if opened[k][0] == group), None)
            if place_of is not None:
                _, kind, title, start = opened.pop(place_of)
                yield start, i + 1, kind, title


def _names(tokens: list[str], syntax: Syntax, entities: list[Entity]) -> Iterator[Name]:
    """The name inside each entity that has one; proper nouns outside all entities, and what links them, are unknown."""
    held: set[int] = set()
    for entity in entities:
        for start, end, label in _name(tokens, syntax, entity):
            held.update(range(start, end))
            yield start, end, label
    unknown: set[int] = set()
    for i, token in reversed(list(enumerate(tokens))):
        title = token.lower() in words("titles") and i + 1 not in unknown
        proper = syntax.tag[i] in {"NNP", "NNPS"} and not CALENDAR.match(token)
        if i not in held and proper and not title and not is_people(token):
            unknown.add(i)
            yield i, i + 1, UNKNOWN
    for i, token in enumerate(tokens):
        if i not in held and syntax.pos[i] in {"ADJ", "PROPN", "NOUN"} and token[:1].isupper() and is_people(token):
            yield i, i + 1, UNKNOWN if i + 1 in unknown else "NORP"
    for left, right in pairwise(sorted(unknown)):
        between = tokens[left + 1 : right]
        if 0 < len(between) <= LINKS and all(word.lower() in LINKING for word in between):
            yield left + 1, right, UNKNOWN


def _name(tokens: list[str], syntax: Syntax, entity: Entity) -> Iterator[Name]:
    start, end, kind, _ = entity
    inside = range(start, end)
    root = next(i for i in inside if syntax.head[i] not in inside or syntax.head[i] == i)
    if syntax.pos[root] != "PROPN":
        flat = [
            i
            for i in inside
            if syntax.head[i] == root and syntax.dep[i].startswith("flat") and syntax.pos[i] == "PROPN"
        ]
        if not flat:
            return
        root = flat[0]
    first, last = _grown(tokens, syntax, root, entity)
    name = " ".join(tokens[first : last + 1])
    if kind == "person" and not is_people(name):
        first = without_titles(tokens, first, last + 1)
        if " ".join(tokens[first : last + 1]).lower() not in words("titles"):
            yield first, last + 1, "PERSON"
        return
    label = {
        "person": "NORP",
        "organization": "ORG",
        "place": place(name),
        "event": "EVENT",
    }.get(kind, "NORP" if is_people(name) else "MISC")
    if kind in {"person", "organization", "place", "event", "object", "abstract", "substance", "animal", "plant"}:
        yield first, last + 1, label


def _grown(tokens: list[str], syntax: Syntax, root: int, entity: Entity) -> tuple[int, int]:
    """First and last token of the name round ``root``: proper nouns, their capitalised modifiers, and
    "of", "for", "and" between them where the entity is a body or is linked."""
    start, end, kind, title = entity
    first = last = root

    def belongs(i: int) -> bool:
        modifies = syntax.dep[i] in {"compound", "amod", "flat", "nmod:desc", "nummod", "nmod:unmarked"}
        return syntax.pos[i] == "PROPN" or (tokens[i][:1].isupper() and modifies) or tokens[i] in {"-", "'"}

    while first > start and belongs(first - 1):
        first -= 1
    while last + 1 < end:
        after = last + 1
        if belongs(after) or (kind in {"event", "object"} and tokens[after].isdigit()):
            last = after
        elif (
            kind != "person"
            and tokens[after] in {"of", "for", "and", "&", "de", "'s"}
            and (title or kind == "organization")
        ):
            reach = after + (2 if after + 1 < end and tokens[after + 1].lower() == "the" else 1)
            joins = tokens[after] in {"and", "&"} and kind != "organization"
            if reach >= end or syntax.pos[reach] != "PROPN" or joins:
                break
            last = reach
        else:
            break
    while first < last and tokens[first] in {"-", "'", "The", "the"}:
        first += 1
    while first < last and tokens[last] in {"-", "'"}:
        last -= 1
    return first, last
