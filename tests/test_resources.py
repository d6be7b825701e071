"""Files that travel with the package."""

from pathlib import Path

import pytest

from briefing import resources


@pytest.mark.parametrize("name", ["read.py", "words.txt", "places.tsv", "minilm/weights.npz", "tokenizer"])
def test_facts_of_another_code_or_network_are_not_its_own(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    prints = []
    for content in (b"one", b"two", b"two"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        prints.append(resources.fingerprint.__wrapped__())
    assert prints[0] != prints[1] == prints[2]
