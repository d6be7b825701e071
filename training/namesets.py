"""Corpora of names alone: Universal NER, Re-DocRED, wikigold, re3d."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import spacy

from training.document import UNKNOWN, Document, Name, spacing, tagged
from training.labels import is_people, other, place, without_titles, words

Row = tuple[str, str]
"""A word and its tag."""
PRONOUNS = set(
    "i we he she they it us our my his her their you me him them its this that these those who which".split()  # noqa: SIM905
)
JOINING = set("of the and for in al - ad el bin ibn & ' ’s 's de to on . ( ) at".split())  # noqa: SIM905
UNSURE = 0.5
"""Annotations of re3d below this confidence are left out."""


def rows(path: Path, *, word: int, tag: int, separator: str | None = None) -> Iterator[list[Row]]:
    """Sentences of a file with a word to a line and an empty line between sentences."""
    sentence: list[Row] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        columns = line.split(separator)
        if not line.strip() and sentence:
            yield sentence
            sentence = []
        elif len(columns) > 1 and not line.startswith(("# ", "-DOCSTART")):
            sentence.append((columns[word], columns[tag]))


def names(tags: Sequence[str]) -> Iterator[Name]:
    """Names of IOB tags (either kind)."""
    start: int | None = None
    label = ""
    for i, tag in enumerate([*tags, "O"]):
        mark, _, kind = tag.partition("-")
        if start is not None and (mark in {"O", "B", "S", ""} or kind != label):
            yield start, i, label
            start = None
        if mark in {"B", "S"} or (mark in {"I", "E"} and start is None):
            start, label = i, kind


def grouped(
    sentences: Sequence[list[Row]], size: int, corpus: str, read: Callable[[list[str], Name], Iterator[Name]]
) -> Iterator[Document]:
    """Documents of ``size`` sentences. ``read`` gives our names for a name of the corpus."""
    for at in range(0, len(sentences), size):
        tokens: list[str] = []
        spaces: list[bool] = []
        starts: list[bool] = []
        found: list[Name] = []
        for sentence in sentences[at : at + size]:
            offset = len(tokens)
            sentence_words = [word for word, _ in sentence]
            for name in names([tag for _, tag in sentence]):
                found += [(offset + a, offset + b, label) for a, b, label in read(sentence_words, name)]
            tokens += sentence_words
            spaces += spacing(sentence_words)
            starts += [True] + [False] * (len(sentence_words) - 1)
        yield Document(corpus, tokens, spaces, starts, names=tagged(len(tokens), found))


def wikigold(path: Path) -> Iterator[Document]:
    def read(tokens: list[str], name: Name) -> Iterator[Name]:
        start, end, label = name
        text = " ".join(tokens[start:end])
        if label == "PER":
            yield without_titles(tokens, start, end), end, "PERSON"
        else:
            yield start, end, {"ORG": "ORG", "LOC": place(text)}.get(label, other(text))

    return grouped(list(rows(path, word=0, tag=-1)), 4, "wikigold", read)


def uner(path: Path) -> Iterator[Document]:
    """Universal NER has no peoples: known ones are added, other capitalised words are unknown."""

    def read(tokens: list[str], name: Name) -> Iterator[Name]:
        start, end, label = name
        if label in {"PER", "ORG", "LOC"}:
            yield start, end, {"PER": "PERSON", "ORG": "ORG"}.get(label, place(" ".join(tokens[start:end])))

    for document in grouped(list(rows(path, word=1, tag=2, separator="\t")), 8, "uner", read):
        tags = document.names or []
        for i, token in enumerate(document.words):
            if tags[i] == "O" and token[:1].isupper():
                if is_people(token):
                    tags[i] = "S-NORP"
                elif not document.starts[i] and token != "I":
                    tags[i] = UNKNOWN
        yield document


def redocred(path: Path) -> Iterator[Document]:
    """Wikipedia paragraphs; times and numbers are left out, unmarked peoples are unknown."""
    for article in json.loads(path.read_text(encoding="utf-8")):
        tokens: list[str] = []
        spaces: list[bool] = []
        starts: list[bool] = []
        offsets: list[int] = []
        for sentence in article["sents"]:
            offsets.append(len(tokens))
            tokens += sentence
            spaces += spacing(sentence)
            starts += [True] + [False] * (len(sentence) - 1)
        found = [
            name
            for entity in article["vertexSet"]
            for mention in entity
            for name in _redocred_name(tokens, offsets[mention["sent_id"]], mention)
        ]
        found += [
            (i, i + 1, UNKNOWN) for i, w in enumerate(tokens) if w[:1].isupper() and w.lower() in words("peoples")
        ]
        yield Document("redocred", tokens, spaces, starts, names=tagged(len(tokens), found))


def _redocred_name(tokens: list[str], offset: int, mention: dict[str, object]) -> Iterator[Name]:
    first, last = mention["pos"]  # type: ignore[misc]
    start, end, kind = offset + first, offset + last, mention["type"]
    text = " ".join(tokens[start:end])
    if kind == "PER":
        yield without_titles(tokens, start, end), end, "PERSON"
    elif kind == "ORG":
        yield start, end, "ORG"
    elif kind == "LOC":
        yield start, end, "NORP" if is_people(text) else place(text)
    elif kind not in {"TIME", "NUM"}:
        yield start, end, other(text)


# --- re3d -----------------------------------------------------------------------------------


def re3d(folder: Path) -> Iterator[Document]:
    """Reports on Syria and Iraq. Every fifth document (the third of five) is held out for testing."""
    make_doc = spacy.blank("en").make_doc
    for source in sorted(path for path in folder.iterdir() if path.is_dir()):
        texts = {row["_id"]: row["text"] for row in _json_lines(source / "documents.json")}
        marked: dict[str, dict[tuple[int, int], dict[str, object]]] = {}
        for row in _json_lines(source / "entities.json"):
            spans = marked.setdefault(row["documentId"], {})
            before = spans.get((row["begin"], row["end"]))
            if before is None or row["confidence"] > before["confidence"]:
                spans[row["begin"], row["end"]] = row
        for number, key in enumerate(sorted(texts)):
            if number % 5 == 2:
                continue
            doc = make_doc(texts[key])
            tokens = [token.text for token in doc]
            found: list[Name] = []
            for (begin, finish), row in marked.get(key, {}).items():
                span = doc.char_span(begin, finish, alignment_mode="expand")
                if span is not None and row["confidence"] >= UNSURE:  # type: ignore[operator]
                    found += _re3d_names(tokens, span.start, span.end, str(row["type"]))
            tags = tagged(len(tokens), found)
            # It may be cut wherever no name is near: the corpus marks no sentences.
            starts = [i == 0 or tags[i] == tags[i - 1] == "O" for i in range(len(tags))]
            yield Document("re3d", tokens, [bool(token.whitespace_) for token in doc], starts, names=tags)


def _json_lines(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _re3d_names(tokens: list[str], start: int, end: int, kind: str) -> Iterator[Name]:
    while start < end - 1 and tokens[start].lower() in {"the", "a", "an"}:
        start += 1
    if " ".join(tokens[start:end]).lower() in PRONOUNS:
        return
    if kind in {"Organisation", "Location"}:
        yield from _core(tokens, start, end, kind)
    elif kind == "Nationality":
        yield start, end, "NORP"
    elif kind == "Person":
        while start < end - 1 and (is_people(tokens[start]) or tokens[start] in words("states")):
            start += 1
        start = without_titles(tokens, start, end)
        small = {"al", "bin", "ibn", "el", "-", "de", "von", "."}
        if tokens[start][:1].isalpha() and all(t[:1].isupper() or t in small for t in tokens[start:end]):
            yield start, end, "PERSON"


def _core(tokens: list[str], start: int, end: int, kind: str) -> Iterator[Name]:
    """The name inside a description: re3d marks whole noun phrases."""

    def capital(i: int) -> bool:
        return tokens[i][:1].isupper() or tokens[i][:1].isdigit()

    whole = end
    while start < end and not capital(start) and tokens[start] not in {"al", "el"}:
        start += 1
    while end > start and not capital(end - 1) and not (tokens[end - 1] == ")" and "(" in tokens[start:end]):
        end -= 1
    if not any(tokens[i][:1].isupper() for i in range(start, end)):
        return
    small = [i for i in range(start, end) if not capital(i) and tokens[i] not in JOINING]
    if small:
        head, rest = small[0], small[-1] + 1
        yield start, head, _kind(tokens[start:head], "") or UNKNOWN
        yield rest, end, _kind(tokens[rest:end], kind) or UNKNOWN
    elif end < whole and kind == "Organisation":
        yield start, end, _kind(tokens[start:end], "") or UNKNOWN
    else:
        yield start, end, _kind(tokens[start:end], kind) or "ORG"


def _kind(tokens: Sequence[str], kind: str) -> str:
    text = " ".join(tokens)
    if is_people(text):
        return "NORP"
    if text in words("states"):
        return "LOC"
    return place(text) if kind == "Location" else ""
