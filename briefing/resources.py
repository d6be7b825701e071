"""Files that travel with the package."""

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
READ = {".py", ".txt", ".json", ".cfg", ".tsv", ".npz", ""}
"""Suffixes of the files on which facts depend; the tokenizer's has none, the network's weights are .npz."""


@cache
def fingerprint() -> str:
    """What tells this code, its words and its network apart from any other: facts that it found are good for it
    alone."""
    digest = hashlib.sha256()
    for path in sorted(p for p in PACKAGE.rglob("*") if p.suffix in READ and p.is_file()):
        digest.update(f"{path.relative_to(PACKAGE)}\0".encode())
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def text(name: str) -> str:
    """The text of a file of the package or, in a checkout, beside it.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for place in (PACKAGE / name, PACKAGE.parent / name):
        if place.is_file():
            return place.read_text(encoding="utf-8")
    raise FileNotFoundError(f"{name}: not in the installed package; install it again")


def shipped(folder: str) -> Path:
    """The folder inside the installed package, or beside it in a checkout.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for place in (PACKAGE / folder, PACKAGE.parent / folder):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"{folder}: not in the installed package; install it again")
