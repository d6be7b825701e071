"""The day that an event is listed under, and on what ground."""

import pytest
from spacy.language import Language

from briefing import make, placing
from briefing.model import Article, Date, EventMention, Facts, Passage, Story


def day(text: str, words: str = "") -> Date:
    return Date(start=text, end=text, precision="day", text=words or text)


def event(article: str, text: str, sentence: str, word: str, **fields: object) -> EventMention:
    start = text.index(sentence)
    at = start + sentence.index(word)
    given = {"lemma": word, "main": True, "weight": 0.8, **fields}
    return EventMention(
        trigger=Passage(article=article, start=at, end=at + len(word), text=word),
        passage=Passage(article=article, start=start, end=start + len(sentence), text=sentence),
        **given,  # type: ignore[arg-type]
    )


def facts(article: str, text: str, published: str | None, *events: EventMention) -> Facts:
    return Facts(article=Article(id=article, text=text, published=published), events=events)


def placed(*given: Facts, stories: tuple[Story, ...] = ()) -> list[tuple[str, str, str]]:
    found = placing.place(given, stories)
    words = {(e.trigger.article, e.trigger.start): e.trigger.text for one in given for e in one.events}
    return [(words[key], one.day, one.basis) for key, one in found.items()]


def test_own_words_then_the_day_of_the_sentence_then_the_day_told_before() -> None:
    text = "The dam burst on Monday and flooded two farms. A calf drowned."
    burst, drowned = text.split(" A calf")[0], "A calf drowned."
    given = facts(
        "a",
        text,
        "2026-03-04",
        event("a", text, burst, "burst", when=day("2026-03-02", "Monday")),
        event("a", text, burst, "flooded"),
        event("a", text, drowned, "drowned"),
    )
    assert placed(given) == [
        ("burst", "2026-03-02", "said"),
        ("flooded", "2026-03-02", "sentence"),
        ("drowned", "2026-03-02", "before"),
    ]


def test_what_comes_before_the_first_day_of_an_article_stands_with_the_main_event() -> None:
    text = "A calf drowned. The dam burst on Monday."
    drowned, burst = "A calf drowned.", "The dam burst on Monday."
    given = facts(
        "a",
        text,
        "2026-03-04",
        event("a", text, drowned, "drowned"),
        event("a", text, burst, "burst", when=day("2026-03-02", "Monday")),
    )
    assert placed(given) == [("burst", "2026-03-02", "said"), ("drowned", "2026-03-02", "main")]


def test_what_several_articles_date_is_of_that_day_whatever_was_told_before() -> None:
    first = "The mayor fell on Monday."
    dated = [facts(key, first, "2026-03-03", event(key, first, first, "fell", when=day("2026-03-02"))) for key in "abc"]
    text = "The council met on Tuesday. The mayor fell."
    met, fell = "The council met on Tuesday.", "The mayor fell."
    last = facts(
        "d", text, "2026-03-04", event("d", text, met, "met", when=day("2026-03-03")), event("d", text, fell, "fell")
    )
    assert placed(*dated, last)[-1] == ("fell", "2026-03-02", "kind")
    assert placed(*dated[:2], last)[-1] == ("fell", "2026-03-03", "before")


def test_news_in_the_perfect_is_of_the_day_of_the_report() -> None:
    text = "A baker has been charged over the fire."
    given = facts("a", text, "2026-03-04", event("a", text, text, "charged", tense="perfect"))
    assert placed(given) == [("charged", "2026-03-04", "reported")]


def test_what_another_article_dates_is_not_of_the_day_of_the_report() -> None:
    first, second = "The mayor died on Monday.", "The mayor has died."
    one = facts("a", first, "2026-03-03", event("a", first, first, "died", when=day("2026-03-02", "Monday")))
    two = facts("b", second, "2026-03-04", event("b", second, second, "died", tense="perfect"))
    assert placed(one, two) == [("died", "2026-03-02", "said"), ("died", "2026-03-02", "kind")]


def test_a_headline_takes_the_day_of_its_text() -> None:
    text = "Dam bursts\nThe old dam burst on Monday."
    head, body = text.split("\n")
    given = facts(
        "a",
        text,
        "2026-03-04",
        event("a", text, head, "bursts", lemma="burst"),
        event("a", text, body, "burst", lemma="burst", when=day("2026-03-02", "Monday")),
    )
    assert placed(given) == [("burst", "2026-03-02", "said"), ("bursts", "2026-03-02", "headline")]


def test_a_weekday_in_an_article_of_no_known_day_is_the_one_beside_the_main_event() -> None:
    first, second = "The dam burst on Monday.", "The dam burst on Monday. Help came on Friday."
    monday = Date(start=None, end=None, precision="day", text="Monday")
    friday = Date(start=None, end=None, precision="day", text="Friday")
    one = facts("a", first, "2026-03-04", event("a", first, first, "burst", when=day("2026-03-02", "Monday")))
    two = facts(
        "b",
        second,
        None,
        event("b", second, "The dam burst on Monday.", "burst", when=monday),
        event("b", second, "Help came on Friday.", "came", when=friday),
    )
    # No article dates anything to a Friday near that Monday: it stays words.
    assert placed(one, two) == [("burst", "2026-03-02", "said"), ("burst", "2026-03-02", "main")]


def test_a_story_is_dated_by_its_own_articles() -> None:
    first, second = "The dam burst.", "The mill burned on Sunday."
    one = facts("a", first, None, event("a", first, first, "burst"))
    two = facts("b", second, "2026-03-04", event("b", second, second, "burned", when=day("2026-03-01", "Sunday")))
    stories = (Story(id="S1", title="", articles=("a",)), Story(id="S2", title="", articles=("b",)))
    assert placed(one, two, stories=stories) == [("burned", "2026-03-01", "said")]


def test_no_date_anywhere_no_day() -> None:
    text = "The dam burst."
    assert placed(facts("a", text, None, event("a", text, text, "burst"))) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # What had been before it was told of is not of the day of the telling; what has just been done is.
        (
            "The dam burst on Saturday. A guard hid in a barn for a night, police said Monday.",
            "hid",
            ("2026-02-28", "before"),
        ),
        ("A guard is hiding in a barn, police said Monday.", "hiding", ("2026-03-02", "said")),
        ("Police said Monday that a guard hid in a barn.", "said", ("2026-03-02", "said")),
        # News in the perfect beside the day of what came before it.
        ("A baker has denied arson after a mill fire on Sunday.", "denied", ("2026-03-04", "reported")),
        ("A baker has denied arson following a mill fire on Sunday.", "denied", ("2026-03-04", "reported")),
        ("Two guards have been hurt in a mill fire on Sunday.", "hurt", ("2026-03-01", "sentence")),
        # A charge is not of the day of the deed.
        (
            "The dam burst on Monday. Reed was convicted of the June 20, 2025 attack.",
            "convicted",
            ("2026-03-02", "before"),
        ),
        ("Reed was convicted on Monday of the June 20, 2025 attack.", "convicted", ("2026-03-02", "said")),
        ("Mill fire: baker charged\n\nA mill burned on Sunday.", "charged", ("2026-03-04", "reported")),
        ("Mill burns\n\nA mill burned on Sunday.", "burns", ("2026-03-01", "headline")),
        # What has gone on for years is no news of the day.
        ("The mill has idled over the past three years.", "idled", None),
    ],
)
def test_a_day_of_the_sentence_is_not_every_events(
    nlp: Language, text: str, word: str, expected: tuple[str, str] | None
) -> None:
    article = Article(id="a", text=text, published="2026-03-04")
    given = make.facts_of(nlp(text), article)
    event = next(e for e in given.events if e.trigger.text == word)
    found = placing.place([given]).get(("a", event.trigger.start))
    assert (found and (found.day, found.basis)) == expected
