"""One quotation in two versions."""

import pytest

from briefing.merge.versions import merge
from briefing.model import Discrepancy, Listed, Passage, Position, Quote, Source, Story

LONG = "We have lost the lower town, but the bridges stand and the trains run"
OTHER = "We have lost the old town, but the bridges stand and the buses run"


def listed(key: str, origin: str) -> Listed:
    return Listed(
        id=key, title="", outlet="", published=None, url=None, path=None, words=0, paragraphs=1, sha256="",
        language="en", origin=origin, duplicate_of=None,
    )  # fmt: skip


TOGETHER = (Story(id="S1", title="", articles=("a", "b", "c")),)
ARTICLES = (listed("a", "a"), listed("b", "b"), listed("c", "a"))


def quote(article: str, text: str, source: Source | None, kind: str = "direct") -> Quote:
    at = Passage(article=article, start=0, end=len(text), text=text)
    return Quote(kind=kind, text=text, content=(at,), source=source)  # type: ignore[arg-type]


MARA, JON = Source(name="Mara Quist"), Source(name="Jon Berg")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(quote("a", LONG, MARA), quote("b", LONG, JON), id="two people, the same words"),
        pytest.param(quote("a", LONG, MARA), quote("b", OTHER, MARA), id="one person, other words"),
    ],
)
def test_versions(one: Quote, two: Quote) -> None:
    positions = tuple(Position(value=None, text=q.text, citations=q.content, said_by=q.source) for q in (one, two))
    assert merge([one, two], ARTICLES, TOGETHER) == (
        Discrepancy(id="", kind="wording", measure=None, positions=positions),
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(quote("a", LONG, MARA), quote("c", OTHER, MARA), id="one origin"),
        pytest.param(quote("a", LONG, MARA), quote("b", LONG, Source(name="the mayor")), id="perhaps the same person"),
        pytest.param(quote("a", LONG, MARA), quote("b", LONG, None), id="source not identified"),
        pytest.param(quote("a", LONG, MARA, "indirect"), quote("b", LONG, JON, "indirect"), id="indirect speech"),
        pytest.param(quote("a", LONG, MARA), quote("b", "The bridges stand and the trains run again", JON), id="part"),
        pytest.param(
            quote("a", f"We lost the barges. {LONG}", MARA),
            quote("b", f"{LONG}. All of us will rebuild it", MARA),
            id="begins earlier, ends later",
        ),
        pytest.param(quote("a", LONG, MARA), quote("b", "We will rebuild the lower town by spring", MARA), id="new"),
    ],
)
def test_what_is_no_version(one: Quote, two: Quote) -> None:
    assert merge([one, two], ARTICLES, TOGETHER) == ()


def test_two_stories_have_no_versions() -> None:
    apart = (Story(id="S1", title="", articles=("a", "c")), Story(id="S2", title="", articles=("b",)))
    assert merge([quote("a", LONG, MARA), quote("b", LONG, JON)], ARTICLES, apart) == ()
