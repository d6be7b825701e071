"""Small piles of invented reports through the whole chain: each row is a class of news that once broke a rule."""

from __future__ import annotations

import pytest
from spacy.language import Language

from briefing import Article, make_brief, make_dossier
from briefing.layout import Layout
from briefing.make import extracted
from briefing.merge import actors
from briefing.model import Brief, Dossier, Story

DAY = "2026-03-06"
"""A Friday."""


def pile(nlp: Language, *texts: str, days: tuple[str, ...] = ()) -> Dossier:
    return make_dossier(
        [
            Article(id=f"a{n}", title="", outlet=f"Paper {n}", published=(*days, *[DAY] * n)[n - 1], text=text)
            for n, text in enumerate(texts, 1)
        ],
        nlp,
    )


def brief(nlp: Language, *texts: str, days: tuple[str, ...] = ()) -> Brief:
    return make_brief(pile(nlp, *texts, days=days))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Some 2,300 villagers have left their homes, the district governor, Ana Perl, said.", "Ana Perl"),
        ("The hull held 40 tonnes of oil, the owner, Nordlink Lines, said.", "Nordlink Lines"),
        ("The union says 40 trucks were burnt, the lawyer, Bo Lind, said.", "Bo Lind"),
        ("More than 40 trucks have burnt, the governor of Velmar State said.", "the governor of Velmar State"),
    ],
)
def test_who_gives_a_figure(nlp: Language, text: str, source: str) -> None:
    found = [f.said_by.name if f.said_by else None for f in pile(nlp, text).figures]
    assert source in found


@pytest.mark.model
@pytest.mark.parametrize(
    ("texts", "name", "called"),
    [
        (
            (
                "President Anton Dorva won. Commission chairwoman Lidia Dorva denied it.",
                "The commission declared President Anton Dorva the winner. Ms Dorva told state radio she was sure.",
            ),
            "Lidia Dorva",
            "Dorva",
        ),
        (
            ("Chief executive Anne Doyle spoke.", "Bill Doyle waited for hours.", "Ms Doyle told staff it was over."),
            "Anne Doyle",
            "Doyle",
        ),
        (
            ("Martin Hale was freed. His wife, Joan Hale, wept. Two had died, Mr Hale said.",),
            "Martin Hale",
            "Hale",
        ),
    ],
)
def test_two_of_one_surname(nlp: Language, texts: tuple[str, ...], name: str, called: str) -> None:
    """ "Ms Dorva" is not the president, whom her article names and who is a man."""
    last = f"a{len(texts)}"
    whose = [
        a.name for a in pile(nlp, *texts).actors if any(m.article == last and m.text == called for m in a.mentions)
    ]
    assert whose == [name]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "Harland Savings Bank is sound. The bank said so. The central bank said it would watch.",
            "The central bank",
            "",
        ),
        (
            "Tamsin Ekeli, the candidate of the Coalition, spoke. A candidate must win half the votes.",
            "A candidate",
            "",
        ),
        ("The governor of Velmar State spoke in Velmar State.", "The governor of Velmar State", "Velmar State"),
        ("Rosa Nkoro was among six ministers detained.", "six ministers", "Rosa Nkoro"),
    ],
)
def test_who_is_not_whom_a_name_is_of(nlp: Language, text: str, one: str, other: str) -> None:
    sets = [{m.text for m in a.mentions} for a in pile(nlp, text).actors]
    mine = next((s for s in sets if one in s), {one})
    assert not any(m[0].isupper() and m != one for m in mine)
    assert other not in mine


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Lina Reza, the minister's sister-in-law, spoke.", "Lina Reza", "minister's sister-in-law"),
        ("“We fear it,” said the port's master, Ann Lind.", "Ann Lind", "port's master"),
        ("She heads the mission of the Harbour Relief Agency (HRA) in Veldt.", "Harbour Relief Agency", None),
    ],
)
def test_a_role_is_whole(nlp: Language, text: str, name: str, role: str | None) -> None:
    roles = [a.roles for a in pile(nlp, text).actors if name in (a.name, *a.aliases)]
    assert roles == [(role,) if role else ()]


@pytest.mark.model
@pytest.mark.parametrize(
    ("texts", "relation", "values"),
    [
        (("The board put turnout at 61 percent. The League estimated it at 52 percent.",), "contradicted", {61, 52}),
        (("The two firms sell 46 percent of bread. Orlen puts the share at 31 percent.",), "contradicted", {46, 31}),
        (("The Front said 43 prisoners were freed. The ministry said the number was 40.",), "contradicted", {43, 40}),
        (("Some 3,000 people marched, police said. Organisers spoke of 20,000.",), "contradicted", {3000, 20000}),
        (
            (
                "Troops opened fire, killing at least eight people, witnesses said.\n\n"
                "The ministry said three people had died.",
            ),
            "contradicted",
            {8, 3},
        ),
        (("The dam holds 40 tonnes, the firm said. The firm lent the town 90 tonnes late on Friday.",), None, set()),
    ],
)
def test_rival_counts_of_two_parties(
    nlp: Language, texts: tuple[str, ...], relation: str | None, values: set[float]
) -> None:
    found = [
        (d.relation, {p.value for p in d.positions}) for d in pile(nlp, *texts).discrepancies if d.kind == "figure"
    ]
    assert found == ([(relation, values)] if relation else [])


@pytest.mark.model
def test_the_men_of_two_sides_are_no_rivals(nlp: Language) -> None:
    text = "Tovia said three of its soldiers were killed.\n\nRakhan said two of its soldiers were killed."
    assert pile(nlp, text).discrepancies == ()


@pytest.mark.model
def test_what_is_denied_is_nobodys_figure(nlp: Language) -> None:
    made = brief(nlp, "Interior Minister Faruk Benali denied reports that a ransom of $5 million had been paid.")
    assert made.figures == ()


@pytest.mark.model
def test_what_a_paper_corrects_is_no_figure_and_no_development(nlp: Language) -> None:
    text = "The state took over the bank.\n\nCorrected on March 3: this article misstated the stake as 47 percent."
    made = brief(nlp, text)
    assert made.figures == ()
    assert not any("Corrected" in d.text for d in made.developments)


@pytest.mark.model
@pytest.mark.parametrize(
    ("later", "left"),
    [("Dockers called off a strike planned for Tuesday after a deal.", False), ("The union met its lawyers.", True)],
)
def test_what_was_called_off_is_not_to_be_watched(nlp: Language, later: str, left: bool) -> None:
    made = brief(
        nlp, "A second strike is planned from March 10, Mick Dray said.", later, days=("2026-03-03", "2026-03-08")
    )
    assert any("second strike" in entry.text for entry in made.watch) is left


@pytest.mark.model
def test_what_was_put_off_is_not_to_be_watched(nlp: Language) -> None:
    assert brief(nlp, "Trade talks due to start next week have been put off, an official said.").watch == ()


@pytest.mark.model
def test_a_caveat_is_told_once(nlp: Language) -> None:
    text = "Two of those held died in captivity, Mr Hale said. The ministry said it could not confirm the reports."
    made = brief(nlp, text)
    assert sum("could not confirm" in d.text for d in made.developments) == 1


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "day", "line"),
    [
        ("The board on Wednesday named the winner of Sunday's election.", "2026-03-01", "Sunday's election."),
        (
            "The mayor freed the 27 sailors seized at the port last month.",
            "2026-02-01",
            "The 27 sailors seized at the port last month.",
        ),
        ("The Union on Wednesday added 14 firms to its blacklist.", "2026-03-04", None),
    ],
)
def test_a_line_of_the_timeline_tells_what_its_day_is_of(nlp: Language, text: str, day: str, line: str | None) -> None:
    assert {e.date.start: e.text for e in brief(nlp, text).timeline}[day] == (line or text)


@pytest.mark.model
def test_an_item_of_a_list_is_told_without_its_mark(nlp: Language) -> None:
    made = brief(nlp, "HIGHLIGHTS\n\n- Some 310 beds have been set up in the town of Tesra.")
    assert [d.headline for d in made.developments] == ["Some 310 beds have been set up in the town of Tesra"]


# --- several stories in one pile -------------------------------------------------------------

ORVEL = (
    "Two men were shot dead outside a grocery in Orvel on Thursday night.\n\n"
    "Milo Brandt and his cousin lay beside a delivery bike on Mill Lane. The grocer had locked her shutters and heard "
    "six shots, and neighbours saw a grey van turn towards the river. Both men had come from a wedding.\n\n"
    "Police have not released a motive."
)
ELECTION = (
    "President Ivo Marek claimed victory in Sarvia on Thursday before half of the votes were counted.\n\n"
    "Dana Orlic, his rival, said the count was manipulated. The commission has not released a final result."
)
TAMSWORTH = (
    "Thieves stole 14 paintings from the Tamsworth museum on March 5 after cutting the alarm.\n\n"
    "Curator Greta Hoyer put their worth at $9 million. The frames were left in a canal behind the garden, where "
    "a gardener found them at dawn. The museum had sold its insurance to pay for a new roof.\n\n"
    "Police have not released a motive."
)


@pytest.mark.model
def test_two_stories_of_one_day_share_no_line(nlp: Language) -> None:
    """Nor is a question that both ask one question."""
    dossier = pile(nlp, ORVEL, ELECTION, TAMSWORTH)
    assert len(dossier.stories) == 3
    for one in (*dossier.timeline, *dossier.questions):
        assert len({c.article for c in one.citations}) == 1
    assert {e.citations[0].article for e in dossier.timeline if e.date.start == "2026-03-05"} == {"a1", "a2", "a3"}
    assert sum("released a motive" in q.text for q in dossier.questions) == 2


@pytest.mark.model
def test_in_a_brief_of_several_stories_each_fact_says_of_which_it_is(nlp: Language) -> None:
    layout = Layout(brief(nlp, ORVEL, ELECTION, TAMSWORTH))
    story = {a: n for n, s in enumerate(layout.brief.stories) for a in s.articles}
    first = {story[d.citations[0].article]: n for n, d in reversed(layout.numbered)}
    for fact in (*layout.brief.figures, *layout.brief.timeline, *layout.brief.questions):
        assert layout.of(fact.citations)[0] == first[story[fact.citations[0].article]]
    assert Layout(brief(nlp, ORVEL)).of(layout.brief.developments[0].citations) == ()


@pytest.mark.model
def test_a_story_without_room_is_named_and_gives_no_figure(nlp: Language) -> None:
    dossier = make_dossier(
        [
            Article(id=f"a{n}", title=title, outlet="", published=DAY, url=None, text=text)
            for n, (title, text) in enumerate(
                [
                    ("Killings on Mill Lane", ORVEL),
                    ("Marek claims victory", ELECTION),
                    ("Thieves empty a gallery", TAMSWORTH),
                ],
                1,
            )
        ],
        nlp,
    )
    layout = Layout(make_brief(dossier, limit=1))
    told = {c.article for d in layout.brief.developments for c in d.citations}
    assert {key for one in layout.untold for key in one.labels} == {"a1", "a2", "a3"} - told
    for fact in (*layout.brief.figures, *layout.brief.timeline, *layout.brief.questions):
        assert {c.article for c in fact.citations} <= told


@pytest.mark.model
@pytest.mark.parametrize(
    ("role", "people"),
    [("the leader of the Dockers' Union", 2), ("a crane driver", 1), ("who has three children", 1)],
)
def test_two_people_of_one_name_in_two_stories(nlp: Language, role: str, people: int) -> None:
    texts = (
        "James Holt, a bus driver, said he had hidden under a bench. Holt was not hurt.",
        f"James Holt, {role}, said the dockers would strike. Holt met the board.",
    )
    articles = [
        Article(id=f"a{n}", title="", outlet="", published=DAY, url=None, text=text) for n, text in enumerate(texts, 1)
    ]
    stories = [Story(id=f"S{n}", title="", articles=(one.id,)) for n, one in enumerate(articles, 1)]
    cast = actors.merge(list(extracted(articles, nlp)), stories)
    found = [sorted({m.article for m in a.mentions}) for a in cast.actors if a.name == "James Holt"]
    assert sorted(found) == ([["a1"], ["a2"]] if people == 2 else [["a1", "a2"]])
    assert all(any(m.text == "Holt" for m in a.mentions) for a in cast.actors if a.name == "James Holt")


@pytest.mark.model
@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (
            "A gunman shot dead three people at a depot in Orvel on Monday, police said.",
            "The man suspected of shooting three people at a depot in Orvel was found dead on Wednesday, police said.",
        ),
        (
            "Dockers at Nordlink in Orvel will strike on Friday over pay, their union said.",
            "Dockers at Nordlink in Orvel called off a strike planned for Friday over pay, their union said.",
        ),
    ],
)
def test_what_was_written_before_bears_out_no_news(nlp: Language, earlier: str, later: str) -> None:
    made = brief(nlp, earlier, later, days=("2026-03-03", "2026-03-04"))
    told = next(d for d in made.developments if d.text == later)
    assert [c.article for c in told.citations] == ["a2"]


@pytest.mark.model
def test_a_later_toll_replaces_two_of_one_day(nlp: Language) -> None:
    made = pile(
        nlp,
        "A bomb killed at least 12 people at a market in Orvel on Monday, police said.",
        "At least 14 people were killed by a bomb at a market in Orvel on Monday, the health office said.",
        "The bomb at a market in Orvel on Monday has now killed 17 people, the health office said on Wednesday.",
        days=("2026-03-03", "2026-03-03", "2026-03-04"),
    )
    found = [(d.relation, [p.value for p in d.positions]) for d in made.discrepancies if d.measure == "killed"]
    assert found == [("superseded", [12, 14, 17])]


@pytest.mark.model
@pytest.mark.parametrize(
    ("caveat", "status"),
    [
        ("She said there was no evidence that the Front was involved.", "claimed"),
        ("The ministry said it could not confirm that report.", "unconfirmed"),
    ],
)
def test_no_evidence_of_one_thing_is_no_doubt_of_another(nlp: Language, caveat: str, status: str) -> None:
    text = f"Prosecutor Hanna Weil said the men had been paid by a smuggler to leave the car in Orvel. {caveat}"
    assert brief(nlp, text).developments[0].status == status


@pytest.mark.model
def test_a_story_of_which_nothing_stands_alone_is_told(nlp: Language) -> None:
    text = "A ferry with 212 people aboard ran aground off Tessel on Friday, the pilot service said."
    made = brief(nlp, ORVEL, f"{text}\n\nThe cause is being investigated.")
    assert any(d.text == text for d in made.developments)
