"""Quotes of an article, and one quotation printed by several."""

from dataclasses import replace

import pytest
from spacy.language import Language

from briefing import make_dossier
from briefing.compose.quotes import chosen_quotes
from briefing.extract.quotes import extract
from briefing.merge.quotes import merge
from briefing.model import Article, Date, Facts, Passage, Quote, Source


def quotes(text: str, nlp: Language) -> list[Quote]:
    return list(extract(nlp(text), Article(id="a", text=text)))


def brief(quote: Quote) -> tuple[str, str | None, str | None, str, str | None]:
    source = quote.source
    return (quote.kind, source and source.name, source and source.role, quote.text, quote.to)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The river is still rising,” said harbour master Greta Lind.",
            [("direct", "Greta Lind", "harbour master", "The river is still rising", None)],
        ),
        (
            "“Nobody will starve here,” Paul Okoro told Reuters. “We have bread for a month.”",
            [
                (
                    "direct",
                    "Paul Okoro",
                    None,
                    "Nobody will starve here … We have bread for a month.",
                    "Reuters",
                )
            ],
        ),
        (  # a bracket at the end of a role
            "“I cannot comment on this,” Piet Lind, president of the Union of Ferry Crews (UFC), told the Courier.",
            [
                (
                    "direct",
                    "Piet Lind",
                    "president of the Union of Ferry Crews (UFC)",
                    "I cannot comment on this",
                    "the Courier",
                )
            ],
        ),
        (  # a description without its second comma
            "Olga Brenn, the Veldtian harbour secretary said, “we sent the pilots home on Sunday and told the owners "
            "that the quay stays shut until the crane is mended.”",
            [
                (
                    "direct",
                    "Olga Brenn",
                    "the Veldtian harbour secretary",
                    "we sent the pilots home on Sunday and told the owners that the quay stays shut until the crane is "
                    "mended.",
                    None,
                )
            ],
        ),
        (  # "and recalled" has no source behind it, and no words before it
            "Mayor Ivo Lund, who attended a memorial in Aldo, said “Every street of this town has a neighbour to mourn "
            "and a house to rebuild,”, and recalled the work of the nurses after the fire.",
            [
                (
                    "direct",
                    "Ivo Lund",
                    "Mayor",
                    "Every street of this town has a neighbour to mourn and a house to rebuild",
                    None,
                ),
                ("indirect", "Ivo Lund", "Mayor", "the work of the nurses after the fire", None),
            ],
        ),
        (  # a concession of the writer after a dash
            "Holt urged the crew to “sail off” to the port that hired them -- though most of them were born in Aldo.",
            [("mixed", "Holt", None, "to “sail off” to the port that hired them", None)],
        ),
        (
            "The dam burst before dawn, according to Ilse Marn, a nurse at the clinic.",
            [("indirect", "Ilse Marn", "a nurse at the clinic", "The dam burst before dawn", None)],
        ),
        (
            "“The dam is old,” said Ilse Marn, its chief engineer.",
            [("direct", "Ilse Marn", "chief engineer", "The dam is old", None)],
        ),
        (
            "The minister said at a news conference in Oslo that the port would reopen on Friday.",
            [
                (
                    "indirect",
                    "The minister",
                    None,
                    "that the port would reopen on Friday",
                    "at a news conference in Oslo",
                )
            ],
        ),
        (
            "The mayor called for calm. He added: “We will rebuild every house.”",
            [("direct", "He", None, "We will rebuild every house.", None)],
        ),
        (
            "“The road is mined,” an officer said, speaking on condition of anonymity.",
            [("direct", "an officer", "speaking on condition of anonymity", "The road is mined", None)],
        ),
        (
            "“The road is mined,” an officer told reporters.",
            [("direct", "an officer", None, "The road is mined", "reporters")],
        ),
        (
            "“[W]e ask for a pause in the work,” the union said.",
            [("direct", "the union", None, "[W]e ask for a pause in the work", None)],
        ),
        (
            "The mayor received a letter signed by ten shopkeepers, which said: “We will close on Monday.”",
            [("direct", "a letter signed by ten shopkeepers", None, "We will close on Monday.", None)],
        ),
        (
            "The captain said that the crew was tired.\n\n“His conduct is beyond the pale. He must go now.”",
            [("indirect", "The captain", None, "that the crew was tired", None)],
        ),
        (  # a description and a name that the parse makes two subjects
            "“We saw the smoke,” said neighbour Darren Fawley, 60, who owns the shop across the street from the mill.",
            [("direct", "Darren Fawley", "neighbour", "We saw the smoke", None)],
        ),
        (
            "The union released a statement Wednesday saying in part, “The loss of the ferry is hard to understand.”",
            [("mixed", "The union", None, "“The loss of the ferry is hard to understand.”", None)],
        ),
        (
            "“We left the harbour at noon,” Orvel Chief of Pilots Robert Boyle said.",
            [("direct", "Robert Boyle", "Orvel Chief of Pilots", "We left the harbour at noon", None)],
        ),
        (  # a name in quotation marks under a quotation
            '"We lost the boats and the nets in one night and nobody came." - "Olga"',
            [("direct", "Olga", None, "We lost the boats and the nets in one night and nobody came.", None)],
        ),
        (
            "“The road is mined,” Orvel police commissioner Sir Ian Lund said.",
            [("direct", "Sir Ian Lund", "Orvel police commissioner", "The road is mined", None)],
        ),
        ("The “volunteers” crossed the river at night.", []),
        ("Ann “the Fox” Berg crossed the river at night.", []),
        ("The crowd sang “Rivers of Home” until midnight.", []),
    ],
)
def test_quotes_of_a_sentence(
    text: str, expected: list[tuple[str, str | None, str | None, str, str | None]], nlp: Language
) -> None:
    assert [brief(q) for q in quotes(text, nlp)] == expected


@pytest.mark.model
def test_a_quotation_over_paragraphs_is_one(nlp: Language) -> None:
    text = "“We walked for two days,” said Anna Weld. “There was no water.\n\n“Then the trucks came.”"
    (quote,) = quotes(text, nlp)
    assert quote.text == "We walked for two days … There was no water. … Then the trucks came."
    assert [c.text for c in quote.citations] == text.replace("Weld. “", "Weld.\n\n“").split("\n\n")


@pytest.mark.model
def test_a_quotation_whose_beginning_is_nobodys_goes_to_nobody(nlp: Language) -> None:
    text = (
        '"The port is closed to us," said Ilse Marn.\n'
        "Eight of the ferries lay in the bay.\n"
        "Nobody wished to speak of the strike.\n"
        '"I believe that nobody won.\n'
        'In the end we all stay here, "said Anna Reed, a sailor.\n'
        '"I am not sorry and I have no regrets."'
    )
    (marn,) = (q for q in quotes(text, nlp) if q.source and q.source.name == "Ilse Marn")
    assert marn.text == "The port is closed to us"


@pytest.mark.model
def test_the_day_on_which_it_was_said(nlp: Language) -> None:
    text = "“The bridge is safe,” the mayor said on Monday."
    (quote,) = extract(nlp(text), Article(id="a", text=text, published="2026-03-04"))
    assert quote.when == Date(start="2026-03-02", end="2026-03-02", precision="day", text="Monday")


@pytest.mark.model
def test_a_day_inside_what_was_said_is_not_the_day_on_which_it_was_said(nlp: Language) -> None:
    text = "Monday was the first day on which the bridge had been safe “from end to end,” the mayor said."
    (quote,) = extract(nlp(text), Article(id="a", text=text, published="2026-03-04"))
    assert quote.when is None


@pytest.mark.model
@pytest.mark.parametrize("mark", ["“", "”", '"', "„", "«", "»", "‘", "’", "'", "``"])
def test_an_odd_mark_costs_its_own_paragraph_at_most(mark: str, nlp: Language) -> None:
    before, after = "“The bridge is safe,” the mayor said.", "“The ferry will sail,” said Ann Lee."
    text = f"{before}\n\nThe harbour {mark}was closed for a day.\n\n{after}"
    found = [(q.text, q.source and q.source.name) for q in quotes(text, nlp)]
    assert found == [("The bridge is safe", "the mayor"), ("The ferry will sail", "Ann Lee")]


@pytest.mark.model
@pytest.mark.parametrize(("verb", "source"), [("called the police", "Bo Orr"), ("closed the port", "Ann Lee")])
def test_who_calls_and_says_is_not_who_tells_of_it(verb: str, source: str, nlp: Language) -> None:
    found = quotes(f"Ann Lee said that Bo Orr {verb}, saying “I am the one who fired the gun.”", nlp)
    assert [q.source.name for q in found if q.source and q.kind == "direct"] == [source]


@pytest.mark.model
def test_passages_are_slices_and_citations_hold_content(nlp: Language) -> None:
    text = "Reporters asked again. “It is over,” Lee said, “and we go home.” The hall emptied."
    for quote in quotes(text, nlp):
        for passage in (*quote.content, *quote.citations):
            assert passage.text == text[passage.start : passage.end]
        assert all(any(s.start <= c.start and c.end <= s.end for s in quote.citations) for c in quote.content)


# --- merging ---------------------------------------------------------------------------------

LONG = "We have lost the lower town, but the bridges stand and the trains run"
CUT = "the bridges stand, and the trains run"


def quote(article: str, text: str, name: str | None = "Mara Quist", *, kind: str = "direct", start: int = 0) -> Quote:
    at = Passage(article=article, start=start, end=start + len(text), text=text)
    source = Source(name=name) if name else None
    return Quote(kind=kind, text=text, content=(at,), source=source)  # type: ignore[arg-type]


def facts(*found: Quote) -> list[Facts]:
    ids = dict.fromkeys(q.content[0].article for q in found)
    return [
        Facts(article=Article(id=i, text=""), quotes=tuple(q for q in found if q.content[0].article == i)) for i in ids
    ]


def same(source: Source | None) -> Source | None:
    return source


def test_the_longest_form_is_kept_and_the_others_are_listed() -> None:
    cut, long = quote("a", CUT, "Quist"), quote("b", LONG)
    assert merge(facts(cut, long), same) == (replace(long, id="Q1", also_in=cut.content),)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(quote("a", LONG), quote("b", LONG, "Jon Berg"), id="rival sources"),
        pytest.param(quote("a", LONG), quote("a", CUT, start=200), id="one article says it twice"),
        pytest.param(quote("a", LONG), quote("b", "We have lost the lower town, and the war"), id="other words"),
        pytest.param(quote("a", LONG, kind="indirect"), quote("b", CUT, kind="indirect"), id="part of indirect speech"),
    ],
)
def test_what_is_not_one_quotation(one: Quote, two: Quote) -> None:
    assert merge(facts(one, two), same) == (replace(one, id="Q1"), replace(two, id="Q2"))


def test_words_that_two_verbs_may_introduce_are_one_quotation() -> None:
    claimed, spoke = quote("a", LONG), quote("a", LONG, "he")
    claimed = replace(claimed, citations=(*claimed.content, *claimed.content))
    assert len(merge(facts(claimed, spoke), same)) == 1


def test_a_pronoun_gives_way_to_the_name_that_another_article_has() -> None:
    (merged,) = merge(facts(quote("a", LONG, "she"), quote("b", CUT)), same)
    assert merged.source == Source(name="Mara Quist")


def test_somebody_without_a_name_may_be_who_another_article_quotes_without_one() -> None:
    rows = (("a", "A government official", "A1"), ("b", "a senior official", "A2"), ("c", "a diplomat", "A3"))
    found = [replace(quote(key, LONG), source=Source(name=name, actor=actor)) for key, name, actor in rows]
    assert [[p.article for p in (*q.content, *q.also_in)] for q in merge(facts(*found), same)] == [["a", "b"], ["c"]]


def test_sources_are_resolved_before_they_are_compared() -> None:
    actors = {"the governor": "A1", "Mara Quist": "A1"}

    def resolve(source: Source | None) -> Source | None:
        return source and replace(source, actor=actors[source.name], name="Mara Quist")

    (merged,) = merge(facts(quote("a", LONG), quote("b", CUT, "the governor")), resolve)
    assert merged.source == Source(name="Mara Quist", actor="A1")


def test_ids_follow_the_order_of_the_articles() -> None:
    found = [quote("b", "one two three four"), quote("a", "five six seven eight")]
    assert [(q.id, q.text) for q in merge(facts(*found), same)] == [
        ("Q1", "one two three four"),
        ("Q2", "five six seven eight"),
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Ann Lind called it “regrettable but much needed here”.", "called it “regrettable but much needed here”"),
        ("“We are ready for all of it,” said Ann Lind.", "We are ready for all of it"),
    ],
)
def test_what_somebody_calls_something_is_printed_with_the_verb(nlp: Language, text: str, printed: str) -> None:
    dossier = make_dossier([Article(id="a", text=text)], nlp)
    (one,) = chosen_quotes(dossier)
    assert one.text == printed
    assert text[one.content[0].start : one.content[0].end] == one.content[0].text
