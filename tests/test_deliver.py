"""Files in a folder: whole, or not there."""

import os
from pathlib import Path
from typing import Any

import pytest

from briefing.deliver.file import check, deliver
from briefing.errors import BriefingError

FILES = {"brief.md": b"# One\n", "brief.pdf": b"%PDF"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_lie_in_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert deliver(FILES, str(folder)) == (str(folder / "brief.md"), str(folder / "brief.pdf"))
    assert contents(folder) == FILES


def test_an_earlier_brief_is_replaced(tmp_path: Path) -> None:
    deliver(FILES, str(tmp_path))
    deliver({"brief.md": b"# Two\n"}, str(tmp_path))
    assert contents(tmp_path) == {**FILES, "brief.md": b"# Two\n"}


def test_what_is_written_is_for_others_to_read(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        deliver(FILES, str(tmp_path))
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o644}


def test_a_disk_that_fills_up_leaves_the_earlier_brief_and_no_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(FILES, str(tmp_path))
    real, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BriefingError, match="no space left on device; choose another folder with --out"):
        deliver(dict.fromkeys(FILES, b"new"), str(tmp_path))
    assert contents(tmp_path) == FILES


def test_a_move_that_fails_leaves_no_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BriefingError, match="operation not permitted"):
        deliver(FILES, str(tmp_path))
    assert contents(tmp_path) == {}


def test_a_file_in_the_folder_s_place(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_text("taken")
    expected = f"{place}: {place} is a file, not a folder; choose another with --out"
    with pytest.raises(BriefingError) as error:
        check(str(place))
    assert str(error.value) == expected
    with pytest.raises(BriefingError, match="choose another"):
        check(str(place / "below"))
    with pytest.raises(BriefingError, match="file exists"):
        deliver(FILES, str(place))


def test_a_folder_that_may_not_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(BriefingError, match=f"{tmp_path}/out: {tmp_path} may not be written to"):
        check(str(tmp_path / "out"))


def test_a_check_makes_nothing(tmp_path: Path) -> None:
    check(str(tmp_path / "new" / "out"))
    assert contents(tmp_path) == {}
