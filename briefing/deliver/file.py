"""Files in a folder, each whole or not there at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from briefing.errors import BriefingError

MODE = 0o644
"""Before the user's mask: a temporary file is its owner's alone, a brief is meant to be read."""


def deliver(files: Mapping[str, bytes], place: str) -> tuple[str, ...]:
    """The paths of ``files`` once they lie in the folder ``place``, which is made where it is missing.

    All are written and synced beside their places before the first one is moved there, so a reader
    never sees half a file, and a full disk leaves the files of an earlier run as they were.

    Raises:
        BriefingError: The folder cannot be made or written to.
    """
    folder = Path(place)
    written: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            written[folder / name] = _beside(folder, name, data)
        for target, temporary in written.items():
            temporary.replace(target)
        _sync(folder)
    except OSError as error:
        raise BriefingError(refusal(place, error)) from error
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
    return tuple(str(target) for target in written)


def check(place: str) -> None:
    """Nothing, where `deliver` can be expected to succeed: asked before the work, not after it.

    Raises:
        BriefingError: ``place`` is no folder, or cannot be written to.
    """
    folder = Path(place)
    there = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not there.is_dir():
        raise BriefingError(f"{place}: {there} is a file, not a folder; choose another with --out")
    if not os.access(there, os.W_OK | os.X_OK):
        raise BriefingError(f"{place}: {there} may not be written to; choose another folder with --out")


def refusal(place: str, error: OSError) -> str:
    return f"{place}: {(error.strerror or str(error)).lower()}; choose another folder with --out"


def _beside(folder: Path, name: str, data: bytes) -> Path:
    handle, path = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(path, MODE & ~_mask())  # noqa: PTH101 - a name, not yet a Path
    except OSError:
        Path(path).unlink(missing_ok=True)
        raise
    return Path(path)


def _mask() -> int:
    """The user's file mode mask, which cannot be read without being set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync(folder: Path) -> None:
    """The renames on disk too, on systems where a folder can be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
