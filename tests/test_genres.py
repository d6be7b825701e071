"""What kind of text an article is, by its headline."""

import pytest
from spacy.language import Language

from briefing import Article, genres, make_brief, make_dossier


@pytest.mark.parametrize(
    ("title", "is_news"),
    [
        ("Ferry sinks off Orvel", True),
        ("Live ammunition found in Orvel school", True),
        ("Minister defends statement on ferry", True),
        ("Comment on ferry costs minister his job", True),
        ("EDITORIAL: The ferry and the law", False),
        ("Letters - The ferry", False),
        ("Correction", False),
        ("Clarification: Ferry toll", False),
        ("Explainer: Why did the ferry sink?", False),
        ("Ferry sinking: live updates", False),
        ("Ferry: Live", False),
        ("Orvel ferry disaster: what we know", False),
        ("World in brief", False),
        ("Nordlink statement on the Amalia", False),
        ("Press release: Nordlink mourns", False),
    ],
)
def test_what_is_news(title: str, is_news: bool) -> None:
    assert genres.is_news(title) == is_news


@pytest.mark.parametrize(
    ("title", "opinion", "correction"),
    [
        ("Editorial: Sink the law", True, False),
        ("Op-ed | Sink the law", True, False),
        ("Correction: Ferry toll", False, True),
        ("Analysis: Who gains", False, False),
        ("Reviewers praise the harbour", False, False),
    ],
)
def test_who_thinks_and_who_corrects(title: str, opinion: bool, correction: bool) -> None:
    assert (genres.is_opinion(title), genres.is_correction(title)) == (opinion, correction)


REPORT = Article(
    id="a1",
    title="Nine die as ferry sinks off Orvel",
    outlet="Paper 1",
    published="2026-03-02",
    text="Nine people died when the ferry Amalia sank off Orvel on Monday, the coastguard said.\n\n"
    "The minister of ports, Jo Lind, ordered an inquiry.",
)


@pytest.mark.model
def test_an_editorial_leads_no_brief(nlp: Language) -> None:
    text = (
        "It would be easy to say that the ferry sank because of the wind. It did not.\n\n"
        "A parliament that lets old ships sail should not be surprised when the old ships sink off Orvel.\n\n"
        "The minister should resign today."
    )
    page = Article(
        id="a2", title="EDITORIAL: The ferry and the law", outlet="Paper 2", published="2026-03-04", text=text
    )
    brief = make_brief(make_dossier([REPORT, page], nlp))
    assert brief.title == REPORT.title
    assert brief.bottom_line[0].citations[0].article == "a1"


@pytest.mark.model
@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Clarification: Ferry toll", "In a report on Monday, the Paper wrote that 12 people died. Nine people died."),
        ("Corrections", "An article on Tuesday said that 12 people had died in Orvel. The toll is nine."),
        ("Paper 2", "Correction: An earlier article said that 12 people had died in Orvel. The toll is nine."),
    ],
)
def test_what_a_paper_had_wrong_is_not_told_again(nlp: Language, title: str, text: str) -> None:
    note = Article(id="a2", title=title, outlet="Paper 2", published="2026-03-04", text=text)
    dossier = make_dossier([REPORT, note], nlp)
    assert 12.0 not in {f.value for f in dossier.figures}
    assert not any("12 people" in d.text for d in make_brief(dossier).developments)


@pytest.mark.model
def test_a_report_by_somebody_else_is_no_old_article(nlp: Language) -> None:
    article = Article(id="a", title="Ferry", published="2026-03-02", text="The report said that 12 people had died.")
    assert 12.0 in {f.value for f in make_dossier([article], nlp).figures}


@pytest.mark.parametrize(
    ("title", "outlet", "is_release"),
    [
        ("Nordlink: Information on the leak", "Nordlink", True),
        ("Nordlink statement on the Amalia", "Wire", True),
        ("Media release: Ferry", "Nordlink", True),
        ("Nordlink: Information on the leak", "Orvel Courier", False),
        ("Nordlink ferry sinks", "Nordlink", False),
        ("Ferry sinks", "", False),
    ],
)
def test_who_speaks_for_himself(title: str, outlet: str, is_release: bool) -> None:
    assert genres.is_release(title, outlet) == is_release


@pytest.mark.model
@pytest.mark.parametrize(("outlet", "status"), [("Nordlink", "claimed"), ("Orvel Courier", "reported")])
def test_what_a_party_says_in_its_own_release_is_a_claim(nlp: Language, outlet: str, status: str) -> None:
    text = "The hull of the Amalia was sound on Monday. Nordlink checked 40 lifeboats of the Amalia in Orvel on Sunday."
    page = Article(id="a", title="Nordlink: The Amalia", outlet=outlet, published="2026-03-04", text=text)
    assert {d.status for d in make_brief(make_dossier([page], nlp)).developments} == {status}


@pytest.mark.model
def test_an_editorial_gives_no_figure_and_no_line_of_an_actor(nlp: Language) -> None:
    text = "Mr Lind should resign today. Why were 12 boats locked when the Amalia sank off Orvel?"
    page = Article(id="a2", title="Editorial: The ferry", outlet="Paper 2", published="2026-03-04", text=text)
    brief = make_brief(make_dossier([REPORT, page], nlp))
    assert 12.0 not in {f.value for f in brief.figures}
    assert not any("should resign" in line.text for actor in brief.actors for line in actor.did)
    assert not any("should resign" in entry.text for entry in brief.timeline)
