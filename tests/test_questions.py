"""What is not known, in sentences of our own."""

import pytest

from briefing.extract.questions import extract
from briefing.merge.questions import merge
from briefing.model import Article, Facts, Passage, Question


def found(nlp, text: str) -> list[tuple[str, str]]:
    article = Article(id="a", text=text)
    return [(q.kind, q.text) for q in extract(nlp(text), article)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The army's report could not be independently verified.", "unconfirmed"),
        ("There was no official confirmation of the strike.", "unconfirmed"),
        ("Police said there was no clear evidence that the fire was set.", "unconfirmed"),
        ("It was not immediately clear how many people were on board.", "unclear"),
        ("The Courier was unable to verify the accounts independently.", "unconfirmed"),
        ("No group has claimed responsibility.", "unclear"),
        ("The cause of the fire remains unknown.", "unclear"),
        ("Officials do not know whether the pilot survived.", "unclear"),
        ("Engineers could not establish whether the valve was shut.", "unclear"),
        ("It is too early to tell whether the dam will hold.", "unclear"),
        ("The company would not say whether it had been warned.", "no-comment"),
        ("The company did not respond to a request for comment.", "no-comment"),
        ("A spokesman declined to say when the bridge would reopen.", "no-comment"),
        ("Police have not given a motive.", "no-comment"),
        ("The government has given no figures.", "no-comment"),
        ("Mr Reed did not comment.", "no-comment"),
        ("The harbour office said that it had no comment.", "no-comment"),
        ("The foreign ministry would not confirm the report of a truce.", "no-comment"),
        ("Asked whether her client would sue, she said that it was too early.", "no-comment"),
        ("Villagers heard shots but could not say who fired.", "unclear"),
        ("The name of the buyer was given to nobody, and the buyer was not named.", "unclear"),
        ("The envoy said that the question was still open.", "unclear"),
        ("Residents disputed the official account.", "disputed"),
        ("There were conflicting reports about the number of dead.", "disputed"),
        ("The cause is under investigation.", "pending"),
        ("It wasn't immediately clear whether the pilot had a lawyer.", "unclear"),
        ("It’s unclear if the two fires are related.", "unclear"),
        ("The toll couldn't be verified.", "unconfirmed"),
        ("The council has not been able to confirm the sale.", "unconfirmed"),
        ("Detectives did not immediately know the motive.", "unclear"),
        ("The names of the sailors have not been released.", "unclear"),
        ("The harbour police have not commented on whether the captain was held.", "no-comment"),
        ("The police did not release the man's name.", "no-comment"),
        ("The firm won't say when it knew of the leak.", "no-comment"),
        ("Officers on Friday were looking at whether the fire was set.", "pending"),
        ("Engineers are trying to determine why the valve failed.", "pending"),
        ("Parliament has yet to vote on the bill.", "pending"),
        ("“We do not yet know what caused the fire,” fire chief Ann Reed told reporters.", "unclear"),
        ("“It is not clear who was on board,” the harbour office said.", "unclear"),
    ],
)
def test_a_sentence_that_says_what_is_not_known_is_a_question(nlp, text, kind):
    assert found(nlp, text) == [(kind, text)]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The mayor confirmed the toll.",
        "A man who was not named.",
        "She gave no ground.",
        "They spoke on condition of anonymity because the investigation is continuing.",
        "No further details were immediately available.",
        "She is looking at how the mill was built.",
        "They did not know the way.",
        "Parents may call 555-0100 on Saturday.",
        "The motive was not robbery.",
        "The sky was clear over the harbour.",
        "She asked him a question about the budget.",
        "The court found no evidence that the mayor took money.",
        "The village is gone, with no evidence left of its houses.",
        "“We do not know whether he survived,” she said.",
        "“I do not know who you are,” Ann Reed told the clerk.",
        '"I told them that I did not know whether he survived, "she said.',
    ],
)
def test_other_sentences_are_none(nlp, text):
    assert found(nlp, text) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Still, it is unclear whether the dam will hold.", "It is unclear whether the dam will hold."),
        ("But the cause remains unknown.", "The cause remains unknown."),
        (
            "It also raises the question of how long the port, closed since May, can pay its crews.",
            "How long the port, closed since May, can pay its crews.",
        ),
        (
            "The strike raises questions about who runs the port and how long it can pay its crews.",
            "The strike raises questions about who runs the port and how long it can pay its crews.",
        ),
        ("“Safe” or not, it is unclear when the bridge opens.", "“Safe” or not, it is unclear when the bridge opens."),
    ],
)
def test_a_question_is_printed_without_what_links_it(nlp, text, printed):
    assert [q for _, q in found(nlp, text)] == [printed]


@pytest.mark.model
def test_a_short_sentence_that_points_back_brings_the_one_before_it(nlp):
    text = "The union said the firm had been warned. The firm rejected the accusation."
    assert found(nlp, text) == [("disputed", text)]
    text = "The rebels said they shot down a jet. That could not be confirmed."
    assert found(nlp, text) == [("unconfirmed", text)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("before", "text", "kind"),
    [
        ("The army said it shot down a jet.", "There was no independent confirmation.", "unconfirmed"),
        ("A group called Nightjar took the blame.", "Its claim could not be verified.", "unconfirmed"),
        ("Talks will resume on Friday.", "The Veldt ministry has not confirmed that it will take part.", "unconfirmed"),
        ("The firm was warned of the leak.", "Ann Reed did not comment on that.", "no-comment"),
        ("The rebels gave up the hill.", "It is not known whether the army holds ground there.", "unclear"),
        (
            "“The bridge is the prize,” said Ann Reed of the Harbour Institute.",
            "She said it was too early to tell whether the army, which lost the hill in May, had the men to go on.",
            "unclear",
        ),
    ],
)
def test_a_sentence_that_needs_the_one_before_it_brings_it(nlp, before, text, kind):
    assert found(nlp, f"{before} {text}") == [(kind, f"{before} {text}")]


@pytest.mark.model
def test_who_is_meant_may_stand_in_the_paragraph_before(nlp):
    text = (
        "A captain, Bo Reed, said four ships had left.\n\nHis account could not be confirmed, and no names were given."
    )
    assert found(nlp, text) == [("unconfirmed", " ".join(text.split()))]


@pytest.mark.model
def test_nothing_is_brought_from_another_paragraph(nlp):
    text = "The rebels said they shot down a jet.\n\nThe claim could not be confirmed."
    assert found(nlp, text) == [("unconfirmed", "The claim could not be confirmed.")]


def question(article: str, text: str, kind: str = "unclear") -> Question:
    return Question(kind=kind, text=text, citations=(Passage(article=article, start=0, end=len(text), text=text),))


def test_one_question_of_two_articles_is_one_entry_with_both_cited():
    first = question("a", "It was unclear how many passengers were aboard the ferry.")
    second = question("b", "It was unclear how many passengers had been aboard the ferry.")
    (merged,) = merge(
        [Facts(article=Article(id=q.citations[0].article, text=""), questions=(q,)) for q in (first, second)]
    )
    assert (merged.id, merged.text) == ("O1", first.text)
    assert merged.citations == (*first.citations, *second.citations)


def test_two_kinds_are_two_questions():
    one, two = question("a", "The toll was unclear."), question("a", "The toll was unclear.", "disputed")
    assert len(merge([Facts(article=Article(id="a", text=""), questions=(one, two))])) == 2


@pytest.mark.model
def test_what_only_says_that_something_is_open_brings_the_sentence_before_it(nlp):
    text = (
        "A fifth sailor may have drowned. The harbour police said it was told so but has not been able to confirm it."
    )
    assert found(nlp, text) == [("unconfirmed", text)]


@pytest.mark.model
def test_neither_of_two_figures_is_confirmed(nlp):
    text = "The army said it had lost 11 men. Neither figure could be independently verified."
    assert found(nlp, text) == [("unconfirmed", text)]


@pytest.mark.model
def test_what_a_statement_says_of_its_own_silence_is_no_question(nlp):
    assert found(nlp, "We hold back while the case is under investigation.") == []
    assert [kind for kind, _ in found(nlp, "The case is under investigation.")] == ["pending"]
