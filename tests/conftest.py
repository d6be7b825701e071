"""Fixtures that several test modules share."""

import pytest
from hypothesis import settings
from spacy.language import Language

# Examples are the same in every run, and a busy machine fails no test.
settings.register_profile("briefing", deadline=None, derandomize=True)
settings.load_profile("briefing")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew; read the diff")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline, loaded once."""
    from briefing.pipelines import load_pipeline

    return load_pipeline()
