"""The corpora in a folder, checked against `checksums.txt`, as documents in a fixed order."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from training import namesets, treebanks
from training.document import Document

CHECKSUMS = Path(__file__).with_name("checksums.txt")
HELD_OUT = 50
"""Articles of Re-DocRED that are kept for development, the first ones."""


def files(folder: Path) -> dict[str, list[Path]]:
    """The files that training reads, per corpus, in order."""
    ewt, gum = folder / "ud/ewt/not-to-release", folder / "ud/gum/not-to-release"
    by_name = {path.stem: path for path in sorted(ewt.glob("sources/*/*.conllu"))}
    listed = [line.removesuffix(".conllu") for line in _lines(ewt / "file-lists/files.train")]
    genres = [name for name in _lines(gum / "file-lists/files.train") if name.split("_")[1] in treebanks.OPEN_GENRES]
    return {
        "ewt": [by_name[Path(name).name] for name in listed if Path(name).name in by_name],
        "gum": [path for name in genres if (path := gum / f"sources/{name}.conllu").exists()],
        "uner": [folder / "ner/uner-ewt/en_ewt-ud-dev.iob2"],
        "redocred": [folder / f"ner/re-docred/data/{part}_revised.json" for part in ("dev", "test")],
        "wikigold": [folder / "ner/wikigold/CONLL-format/data/wikigold.conll.txt"],
        "re3d": sorted((folder / "ner/re3d").glob("*/*.json")),
    }


def check(folder: Path) -> None:
    """Raises `SystemExit` naming the corpora that are not, byte for byte, those of the shipped pipeline."""
    wrong = [name for name, digest in digests(folder).items() if digest != _pinned().get(name)]
    if wrong:
        raise SystemExit(f"{folder}: {', '.join(wrong)} differ from training/checksums.txt; see training/README.md")


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 per corpus, over the contents of its files in order."""
    return {
        name: hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in paths)).hexdigest()
        for name, paths in files(folder).items()
    }


def documents(folder: Path) -> Iterator[Document]:
    """All training documents. What is nearest to the news we read, re3d and the news of GUM, comes twice."""
    paths = files(folder)
    for path in paths["ewt"]:
        yield from treebanks.documents(path, "ewt")
    for path in paths["gum"]:
        for _ in range(2 if "_news_" in path.name else 1):
            yield from treebanks.documents(path, "gum")
    yield from [one for path in paths["redocred"] for one in namesets.redocred(path)][HELD_OUT:]
    yield from namesets.wikigold(paths["wikigold"][0])
    yield from namesets.uner(paths["uner"][0])
    for _ in range(2):
        yield from namesets.re3d(folder / "ner/re3d")


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _pinned() -> dict[str, str]:
    return dict(line.split() for line in _lines(CHECKSUMS))
