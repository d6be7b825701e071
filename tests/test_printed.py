"""The pages of a PDF against its JSON: nothing lacking, nothing beyond."""

import functools

import pytest
from briefs import BRIEFS, HOSTILE, SCRIPTS, ordinary

from briefing.printed import differences
from briefing.render import pdf
from briefing.templating import Template, names


@functools.cache
def made(name: str, template: str) -> tuple[str, tuple[str, ...]]:
    brief, look = BRIEFS[name](), Template(name=template)
    return pdf.source(brief, look), pdf.printed(pdf.render(brief, look))


@pytest.mark.parametrize("template", names())
@pytest.mark.parametrize("name", ["ordinary", "empty", "one-article", "long"])
def test_every_template_prints_what_it_says(name: str, template: str) -> None:
    page, printed = made(name, template)
    assert differences(page, printed) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [*HOSTILE, *SCRIPTS, "long-word"])
def test_whatever_stands_in_it(name: str) -> None:
    page, printed = made(name, "situation")
    assert differences(page, printed) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("At least 14", "At least 41", "the page should print “atleast”"),
        ("gave way", "held", "gavewayontuesdaynight"),
        ("Ilva Brenn", "Iva Brann", "the page should print “ilvabrenn”"),
        ("Tarsk Hydro did not answer requests for comment.", "", "tarskhydrodidnotanswerrequestsforcomment"),
        ("31", "31 (later 310)", "which the brief does not say"),
    ],
)
def test_a_page_that_says_something_else_is_found(old: str, new: str, said: str) -> None:
    page, printed = made("ordinary", "situation")
    assert any(old in text for text in printed)
    found = differences(page, [text.replace(old, new) for text in printed])
    assert found != []
    assert old.startswith("At least") or any(said in one for one in found)


def test_a_brief_of_another_day_is_not_this_one() -> None:
    page, _ = made("ordinary", "situation")
    other, printed = made("one-article", "situation")
    assert other != page
    assert differences(page, printed) != []
    assert ordinary().title not in BRIEFS["one-article"]().title
