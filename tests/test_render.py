"""Every format prints every brief, the same way twice, with nothing in it that the article could steer."""

import inspect
import json as json_text
from types import ModuleType

import pytest
from briefs import BRIEFS, HOSTILE, ordinary

from briefing import discover, render
from briefing.layout import other_names
from briefing.model import Brief
from briefing.render import html, json, md
from briefing.serial import brief_from
from briefing.templating import Template, names

FORMATS = discover.modules(render)
ALL = Template()


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_keeps_the_contract(name: str) -> None:
    module: ModuleType = FORMATS[name]
    assert f".{name}" == module.SUFFIX
    assert list(inspect.signature(module.render).parameters) == ["brief", "template"]
    assert isinstance(module.render(ordinary(), ALL), bytes)


@pytest.mark.parametrize("brief", BRIEFS)
@pytest.mark.parametrize("module", [html, json, md])
def test_the_same_brief_gives_the_same_bytes(module: ModuleType, brief: str) -> None:
    first = module.render(BRIEFS[brief](), ALL)
    assert first == module.render(BRIEFS[brief](), ALL)
    first.decode("utf-8")


@pytest.mark.parametrize("brief", BRIEFS)
def test_json_reads_back_as_the_brief(brief: str) -> None:
    made = BRIEFS[brief]()
    assert brief_from(json_text.loads(json.render(made, ALL))) == made


@pytest.mark.parametrize("template", names())
@pytest.mark.parametrize("brief", ["ordinary", "empty", "one-article", "long", *HOSTILE])
def test_every_template_prints_every_brief(template: str, brief: str) -> None:
    for module in (md, html):
        assert module.render(BRIEFS[brief](), Template(name=template))


@pytest.mark.parametrize("module", [html, md])
def test_an_empty_brief_has_no_empty_section(module: ModuleType) -> None:
    text = module.render(BRIEFS["empty"](), ALL).decode()
    for heading in ("Key figures", "Key developments", "Actors", "In their words", "Timeline", "Sources", "Cited"):
        assert heading not in text
    assert "There were no articles to report on." in text


def printed(brief: Brief) -> list[str]:
    """Texts that every full print of ``brief`` holds somewhere."""
    return [
        brief.title,
        *(line.text for line in brief.bottom_line),
        *(development.headline.rstrip(".") for development in brief.developments),
        *(figure.what for figure in brief.figures),
        *(position.text for item in brief.discrepancies for position in item.positions),
        *(actor.name for actor in brief.actors),
        *(alias for actor in brief.actors for alias in other_names(actor)),
        *(quote.text.rstrip(",") for quote in brief.quotes),
        *(entry.text for entry in (*brief.timeline, *brief.watch)),
        *(question.text for question in brief.questions),
        *(article.title for article in brief.articles),
        *(article.sha256[:12] for article in brief.articles),
        *(problem.what for problem in brief.problems),
    ]


@pytest.mark.parametrize("module", [html, md])
def test_an_ordinary_brief_prints_all_it_holds(module: ModuleType) -> None:
    text = module.render(ordinary(), ALL).decode().replace("&#39;", "'").replace("&#34;", '"')
    assert [one for one in printed(ordinary()) if one not in text] == []
    for words in ("2 developments more in the JSON", "1 quotation more in the JSON", "ource not identified"):
        assert words in text
    for status in ("Corroborated", "Reported", "Claimed", "Disputed", "Unconfirmed"):
        assert status in text
