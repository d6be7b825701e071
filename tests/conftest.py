"""Fixtures that several test modules share."""

import pytest
from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline, loaded once."""
    from briefing.pipelines import load_pipeline

    return load_pipeline()
