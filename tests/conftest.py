"""Fixtures that several test modules share."""

from collections.abc import Generator

import pytest
import spacy
from hypothesis import settings
from spacy.language import Language

# Examples are the same in every run, and a busy machine fails no test.
settings.register_profile("briefing", deadline=None, derandomize=True)
settings.load_profile("briefing")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew; read the diff")
    parser.addoption("--no-skips", action="store_true", help="a test that is skipped fails the run")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where every tool is installed, a skipped test is a hole in the net."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and item.config.getoption("--no-skips"):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline, loaded once. In numpy, whatever is installed: expected values come from that."""
    from briefing.pipelines import SHIPPED, load_pipeline

    return load_pipeline(spacy.load(SHIPPED, config={"components.minilm.backend": "numpy"}))
