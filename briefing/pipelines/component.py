"""The spaCy component ``briefing_minilm``: tags, morphology, lemmas, trees, sentences and names in one pass."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab

from briefing.pipelines import lemmas
from briefing.pipelines.arrays import Ints, Weights
from briefing.pipelines.decode import NAME_TAGS
from briefing.pipelines.encoder import Encoder
from briefing.pipelines.names import SHARES
from briefing.pipelines.parser import Labels, Parse, parse
from briefing.pipelines.windows import Reading
from briefing.pipelines.wordpiece import WordPiece

WEIGHTS, LABELS, VOCABULARY = "weights.npz", "labels.json", "vocab.txt"
ATTRIBUTES: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE"]
IOB = {"I": 1, "E": 1, "O": 2, "B": 3, "S": 3}
SCORERS = ("tagger", "morphologizer", "lemmatizer", "parser", "ner")
CACHED_LEMMAS = 500_000
FAST = ("onnx", "onnxruntime")
"""What the extra ``fast`` installs."""


@Language.factory(
    "briefing_minilm",
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.head",
        "token.dep",
        "token.is_sent_start",
        "token.ent_iob",
        "token.ent_type",
        "doc.ents",
    ],
    default_config={"backend": "auto"},
    default_score_weights={"tag_acc": 0.2, "dep_las": 0.4, "ents_f": 0.4},
)
def make_minilm(nlp: Language, name: str, backend: str) -> "MiniLM":
    return MiniLM(nlp.vocab, name, backend)


def encoder_for(weights: Weights, backend: str) -> Encoder:
    """``backend``: numpy, onnxruntime, or auto for onnxruntime where it is installed."""
    if backend == "numpy" or (backend == "auto" and not all(map(find_spec, FAST))):
        return Encoder(weights)
    if backend not in {"auto", "onnxruntime"}:
        raise ValueError(f'backend "{backend}" of the pipeline: there are numpy, onnxruntime and auto')
    from briefing.pipelines.fast import FastEncoder

    return FastEncoder(weights)


class MiniLM:
    """Parses Docs one by one: what it writes depends on the text of the Doc alone.

    Empty when made; `from_disk`, `from_bytes` or `fill` gives it its weights.
    """

    def __init__(self, vocab: Vocab, name: str = "minilm", backend: str = "auto") -> None:
        self.vocab = vocab
        self.name = name
        self.backend = backend
        self.weights: Weights = {}
        self.label_names: dict[str, list[Any]] = {}
        self.vocabulary: list[str] = []

    def fill(self, weights: Weights, label_names: dict[str, list[Any]], vocabulary: list[str]) -> "MiniLM":
        """Take weights, the labels (tag, pos, morph, dep, lemma) in the order of the heads' rows, and the pieces."""
        self.weights, self.label_names, self.vocabulary = weights, label_names, vocabulary
        self.encoder = encoder_for(weights, self.backend)
        self.word_piece = WordPiece(vocabulary)
        add = self.vocab.strings.add
        self.tag = np.array([add(tag) for tag in label_names["tag"]], np.uint64)
        self.pos = np.array([add(pos) for pos in label_names["pos"]], np.uint64)
        self.morph = np.array([self.vocab.morphology.add(morph) for morph in label_names["morph"]], np.uint64)
        self.dep = np.array([add(dep) for dep in label_names["dep"]], np.uint64)
        self.shaping = Labels.of(label_names["dep"])
        self.name_iob = np.array([IOB[tag[0]] for tag in NAME_TAGS], np.uint64)
        self.name_type = np.array([add(tag[2:]) if tag[2:] else 0 for tag in NAME_TAGS], np.uint64)
        self.no_morph = self.vocab.morphology.add("")
        self.space, self.space_tag, self.space_dep, self.root_dep = add("SPACE"), add("_SP"), add("dep"), add("ROOT")
        self.known_lemmas: dict[tuple[str, int, int], int] = {}
        return self

    def __call__(self, doc: Doc) -> Doc:
        if not self.weights:
            raise ValueError(f"the component {self.name!r} has no weights; load it with spacy.load or from_disk")
        if len(doc):
            self._write(doc, *parse(doc, self.encoder, self.word_piece, self.shaping))
        return doc

    def pipe(self, stream: Iterable[Doc], **_: Any) -> Iterator[Doc]:
        """Each Doc parsed, in order. A text is a batch of its own: rows of several texts in one matrix
        product could differ in the last digit with the company they keep."""
        for doc in stream:
            yield self(doc)

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """spaCy's own scores of tags, morphology, lemmas, trees, sentences and names."""
        pile = list(examples)
        found: dict[str, Any] = {}
        for name in SCORERS:
            scorer: Callable[..., dict[str, Any]] = registry.scorers.get(f"spacy.{name}_scorer.v1")()
            found.update(scorer(pile, **settings))
        return found

    def _write(self, doc: Doc, reading: Reading, found: Parse) -> None:
        kept = reading.kept
        table: Any = np.zeros((len(doc), len(ATTRIBUTES)), np.uint64)
        table[:, 6] = IOB["O"]
        if len(kept):
            table[kept, 0] = self.tag[found.tag]
            table[kept, 1] = self.pos[found.pos]
            table[kept, 2] = self.morph[found.morph]
            rows = zip(reading.words, found.lemma.tolist(), found.tag.tolist(), strict=True)
            table[kept, 3] = [self._lemma(*one) for one in rows]
            table[kept, 4] = (kept[found.head] - kept).view(np.uint64)
            table[kept, 5] = self.dep[found.label]
            table[kept, 6] = self.name_iob[found.name]
            table[kept, 7] = self.name_type[found.name]
            shares = np.zeros((len(doc), found.shares.shape[1]), np.float32)
            shares[kept] = found.shares
            doc.user_data[SHARES] = shares
        self._write_spaces(doc, kept, table)
        doc.from_array(ATTRIBUTES, table)

    def _write_spaces(self, doc: Doc, kept: Ints, table: NDArray[np.uint64]) -> None:
        """White space hangs on the token before it, or the first, and goes with a name that spans it."""
        spaces = np.setdiff1d(np.arange(len(doc)), kept)
        for i, place in zip(spaces.tolist(), np.searchsorted(kept, spaces).tolist(), strict=True):
            head = int(kept[max(0, place - 1)]) if len(kept) else i
            offset = np.array(head - i, np.int64).view(np.uint64)
            dep = self.space_dep if head != i else self.root_dep
            table[i, :6] = self.space_tag, self.space, self.no_morph, doc[i].orth, offset, dep
            if 0 < place < len(kept) and table[kept[place], 6] == IOB["I"]:
                table[i, 6:] = table[kept[place], 6:]

    def _lemma(self, word: str, tree: int, tag: int) -> int:
        found = self.known_lemmas.get((word, tree, tag))
        if found is None:
            if len(self.known_lemmas) >= CACHED_LEMMAS:
                self.known_lemmas.clear()
            lemma = lemmas.apply(self.label_names["lemma"][tree], word) or word
            lemma = lemmas.mended(word, self.label_names["tag"][tag], lemma)
            found = self.known_lemmas[word, tree, tag] = int(self.vocab.strings.add(lemma))
        return found

    def to_disk(self, path: str | Path, **_: Any) -> None:
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self._files().items():
            (folder / name).write_bytes(data)

    def from_disk(self, path: str | Path, **_: Any) -> "MiniLM":
        folder = Path(path)
        return self._read({name: (folder / name).read_bytes() for name in (WEIGHTS, LABELS, VOCABULARY)})

    def to_bytes(self, **_: Any) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, file in self._files().items():
                archive.writestr(name, file)
        return packed.getvalue()

    def from_bytes(self, data: bytes, **_: Any) -> "MiniLM":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return self._read({name: archive.read(name) for name in archive.namelist()})

    def _files(self) -> dict[str, bytes]:
        weights = io.BytesIO()
        arrays: dict[str, Any] = self.weights
        np.savez(weights, **arrays)
        label_names = json.dumps(self.label_names, ensure_ascii=False, separators=(",", ":")) + "\n"
        vocabulary = "".join(f"{piece}\n" for piece in self.vocabulary)
        return {WEIGHTS: weights.getvalue(), LABELS: label_names.encode(), VOCABULARY: vocabulary.encode()}

    def _read(self, files: dict[str, bytes]) -> "MiniLM":
        return self.fill(
            dict(np.load(io.BytesIO(files[WEIGHTS]))),
            json.loads(files[LABELS]),
            files[VOCABULARY].decode().splitlines(),
        )

    def __getstate__(self) -> dict[str, Any]:
        return {
            "vocab": self.vocab,
            "name": self.name,
            "backend": self.backend,
            "data": self.to_bytes() if self.weights else b"",
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["vocab"], state["name"], state["backend"])  # type: ignore[misc]
        if state["data"]:
            self.from_bytes(state["data"])
