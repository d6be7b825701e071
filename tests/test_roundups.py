"""A round-up beside reports of one of its items."""

import pytest
from spacy.language import Language

from briefing import Article, make_brief, make_dossier

FLOOD = Article(
    id="a1",
    title="Flood in Norrvik kills nine",
    outlet="Paper 1",
    published="2026-03-02",
    text="A flood killed nine people in the town of Norrvik on Monday, Mayor Ann Lind said.\n\n"
    "The Sorn river broke its banks in Norrvik after a week of rain, and 400 houses stood under water.",
)
ITEMS = (
    "NORRVIK: The flood of Monday has now killed 11 people, Mayor Ann Lind said.\n\n"
    "ORVEL SUR: A bus fell into a ravine and 13 people died, police said.\n\n"
    "VELDT: A court jailed former minister Bo Reed for bribery on Tuesday."
)


@pytest.mark.model
@pytest.mark.parametrize(("title", "own"), [("World in brief", True), ("News roundup", True), ("Flood", False)])
def test_items_of_other_matters_are_left_out(nlp: Language, title: str, own: bool) -> None:
    page = Article(id="a2", title=title, outlet="Paper 2", published="2026-03-04", text=ITEMS)
    dossier = make_dossier([FLOOD, page], nlp)
    assert len(dossier.stories) == 1
    values = {f.value for f in dossier.figures}
    assert 11.0 in values
    assert (13.0 not in values) == own
    assert ("Bo Reed" not in {a.name for a in dossier.actors}) == own
    brief = make_brief(dossier)
    assert brief.title != "World in brief"
    left_out = [("a2", "2 items of this round-up are of other matters and are left out", True)] if own else []
    assert [(p.article, p.what, p.chosen) for p in brief.problems] == left_out


@pytest.mark.model
def test_a_round_up_alone_keeps_all(nlp: Language) -> None:
    page = Article(id="a2", title="World in brief", outlet="Paper 2", published="2026-03-04", text=ITEMS)
    assert {11.0, 13.0} <= {f.value for f in make_dossier([page], nlp).figures}
