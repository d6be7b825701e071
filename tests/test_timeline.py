"""The timeline: when things happened, and the day of the main event."""

from dataclasses import replace

import pytest

from briefing import days, placing
from briefing.merge import timeline, watch
from briefing.model import Article, Date, Event, EventMention, Facts, Passage, Story, Told


def day(text: str) -> Date:
    return Date(start=text, end=text, precision="day", text=text)


def words(text: str) -> Date:
    return Date(start=None, end=None, precision="season", text=text)


TEXTS = {
    "a": "Robbers struck at noon. A guard fell. The mayor will speak.",
    "b": "Robbers struck a bank. Years ago it had burned.",
}


def passage(article: str, sentence: str) -> Passage:
    start = TEXTS[article].index(sentence)
    return Passage(article=article, start=start, end=start + len(sentence), text=sentence)


def told(article: str, sentence: str, when: Date | None, **fields: object) -> Told:
    place = passage(article, sentence)
    given = {
        "agents": (),
        "patients": (),
        "places": (),
        "stance": "asserted",
        "said_by": None,
        "main": True,
        "weight": 0.8,
        **fields,
    }
    return Told(trigger=place, passage=place, when=when, **given)  # type: ignore[arg-type]


def facts(*reports: Told) -> list[Facts]:
    return [
        Facts(
            article=Article(id=key, text=text, published="2020-01-05"),
            events=tuple(
                EventMention(
                    trigger=r.trigger, passage=r.passage, lemma="x", when=r.when, stance=r.stance, weight=r.weight
                )
                for r in reports
                if r.passage.article == key
            ),
        )
        for key, text in TEXTS.items()
    ]


def lines(*events: tuple[str, Told]) -> tuple[list[tuple[str | None, str, tuple[str, ...]]], str | None]:
    made = [Event(id=key, mentions=(one,)) for key, one in events]
    given = facts(*(one for _, one in events))
    entries, main = timeline.merge(given, made, placing.place(given))
    return [(e.date.start, e.text, e.events) for e in entries], main


STRUCK = told("a", "Robbers struck at noon.", day("2020-01-03"))
BURNED = told("b", "Years ago it had burned.", day("1999-05-01"), weight=0.5)


def test_entries_are_in_order_of_what_happened() -> None:
    found, main = lines(("E1", STRUCK), ("E2", BURNED))
    assert found == [
        ("1999-05-01", "Years ago it had burned.", ("E2",)),
        ("2020-01-03", "Robbers struck at noon.", ("E1",)),
    ]
    assert main == "2020-01-03"


def test_an_undated_event_stands_with_the_main_event_and_makes_no_line() -> None:
    found, _ = lines(("E1", STRUCK), ("E2", told("a", "A guard fell.", None)))
    assert found == [("2020-01-03", "Robbers struck at noon.", ("E1", "E2"))]


def test_words_without_a_day_come_last_and_stay_words() -> None:
    found, _ = lines(("E1", told("b", "Robbers struck a bank.", words("in the spring"))), ("E2", STRUCK))
    assert [(start, ids) for start, _, ids in found] == [("2020-01-03", ("E2",)), (None, ("E1",))]


def test_plans_denials_and_days_to_come_are_no_history() -> None:
    planned = told("a", "The mayor will speak.", day("2020-01-04"), stance="planned")
    denied = told("b", "Robbers struck a bank.", day("2020-01-02"), stance="denied")
    coming = told("a", "A guard fell.", day("2020-02-01"))
    assert lines(("E1", planned), ("E2", denied), ("E3", coming))[0] == []


def test_two_stories_have_their_own_lines_for_one_day() -> None:
    burned = replace(BURNED, when=STRUCK.when)
    given = facts(STRUCK, burned)
    made = [Event(id="E1", mentions=(STRUCK,)), Event(id="E2", mentions=(burned,))]
    stories = [Story(id=f"S{key}", title="", articles=(key,)) for key in ("a", "b")]
    entries, _ = timeline.merge(given, made, placing.place(given, stories), stories)
    assert [(e.date.start, e.text, e.events) for e in entries] == [
        ("2020-01-03", "Robbers struck at noon.", ("E1",)),
        ("2020-01-03", "Years ago it had burned.", ("E2",)),
    ]


def test_no_dates_no_main_day() -> None:
    assert lines(("E1", told("a", "A guard fell.", None))) == ([], None)


def test_news_that_nothing_dates_stands_under_the_day_of_its_report_and_says_so() -> None:
    charged = told("a", "A guard fell.", None)
    given = facts(STRUCK, charged)
    mentions = tuple(
        replace(e, tense="perfect", lemma="fall", main=True) if e.when is None else e for e in given[0].events
    )
    given = [replace(given[0], events=mentions), given[1]]
    events = [Event(id="E1", mentions=(STRUCK,)), Event(id="E2", mentions=(charged,))]
    entries, _ = timeline.merge(given, events, placing.place(given))
    assert [(e.date.start, e.text, e.events, e.reported) for e in entries] == [
        ("2020-01-03", "Robbers struck at noon.", ("E1",), False),
        ("2020-01-05", "A guard fell.", ("E2",), True),
    ]


def test_an_event_is_listed_under_the_date_that_most_reports_give_it() -> None:
    other = told("b", "Robbers struck a bank.", day("2020-01-02"))
    third = told("b", "Years ago it had burned.", day("2020-01-02"))
    given = facts(STRUCK, other, third)
    entries, _ = timeline.merge(given, [Event(id="E1", mentions=(STRUCK, other, third))], placing.place(given))
    assert [(e.date.start, e.events) for e in entries] == [("2020-01-02", ("E1",)), ("2020-01-03", ())]


def test_a_day_that_words_name_outweighs_one_that_is_inferred() -> None:
    bare = [told("b", sentence, None) for sentence in ("Robbers struck a bank.", "Years ago it had burned.")]
    given = facts(STRUCK, *bare)
    days_of = {(one.trigger.article, one.trigger.start): placing.Placed("2020-01-02", "main") for one in bare}
    placed = placing.place(given[:1]) | days_of
    entries, _ = timeline.merge(given, [Event(id="E1", mentions=(STRUCK, *bare))], placed)
    assert [(e.date.start, e.events) for e in entries] == [("2020-01-03", ("E1",))]


def test_a_day_that_one_article_gives_deep_in_its_text_is_named_in_passing() -> None:
    def at(start: int) -> Told:
        where = Passage(article="b", start=start, end=start + 9, text="It burned.")
        return replace(BURNED, trigger=where, passage=where)

    def found(deep: Told, *more: Told) -> list[str | None]:
        events = [Event(id=f"E{n}", mentions=(one,)) for n, one in enumerate((STRUCK, deep, *more))]
        given = facts(STRUCK, deep, *more)
        return [e.date.start for e in timeline.merge(given, events, placing.place(given))[0]]

    assert found(at(timeline.DEEP)) == ["1999-05-01", "2020-01-03"]
    assert found(at(timeline.DEEP + 1)) == ["2020-01-03"]
    also = told("a", "A guard fell.", day("1999-05-01"), weight=0.5)
    assert found(at(timeline.DEEP + 1), also) == ["1999-05-01", "2020-01-03"]


def test_the_main_event_is_not_weeks_after_the_earliest_article() -> None:
    trial = told("b", "Robbers struck a bank.", day("2020-03-20"), weight=0.9)
    again = told("b", "Years ago it had burned.", day("2020-03-20"), weight=0.9)
    early, late = facts(told("a", "A guard fell.", day("2020-01-04"), weight=0.4), trial, again)
    late = replace(late, article=replace(late.article, published="2020-03-20"))
    assert days.main_day([early, late]) == "2020-01-04"
    assert days.main_day([late]) == "2020-03-20"


def test_it_happened_on_sunday_dates_what_the_article_tells() -> None:
    happened = told("b", "Robbers struck a bank.", day("2020-01-04"), weight=0.2)
    one, other = facts(told("a", "A guard fell.", day("2020-01-03"), weight=0.4), happened)
    assert days.main_day([one, other]) == "2020-01-03"
    other = replace(other, events=tuple(replace(e, lemma="happen") for e in other.events))
    assert days.main_day([one, other]) == "2020-01-04"


@pytest.mark.parametrize(
    ("sentence", "announced"),
    [
        ("The law is meant to promote giving.", False),
        ("The union called on both sides to promote giving.", False),
        ("The firm is not expected to promote giving.", False),
        ("The firm isn’t likely to promote giving.", False),
        ("The firm may have intended to promote giving.", False),
        ("The firm urged everybody on the whole coast to promote giving.", False),
        ("The aim was to promote giving.", False),
        ("The firm is likely to promote giving.", False),
        ("The firm means to promote giving.", True),
        ("The firm will promote giving.", True),
        ("“They heard of it and decided to promote giving,” a guard said.", False),
        ("The firm decided to promote giving.", True),
        ("The firm's approach was to promote giving.", False),
        ("The firm tried hard promote giving.", False),
        ("The firm does not guarantee that it will promote giving.", False),
        ("The firm did not say why, but it will promote giving.", True),
        ("The firm's plan is to promote giving.", True),
        ("A court ordered one of the owners of the firm to promote giving.", False),
        ("The firm cancelled a fair and will promote giving.", True),
        ("The firm called off a plan to promote giving.", False),
        ("The firm was to promote giving, but cancelled the day.", False),
        ("Residents were told to promote giving.", False),
        ("Analysts at one bank expect the firm to promote giving.", False),
        ("Economists say they expect that the firm will promote giving.", False),
        ("The firm expects to promote giving.", True),
        ("The firm wants to promote giving.", False),
        ("The guard meant to promote giving, the firm said.", False),
        ("“We think the firm will promote giving,” a guard said.", False),
        ("“Whoever pays will promote giving,” a guard said.", False),
        ("“We will promote giving,” a guard said.", True),
        ("The fair, which was to promote giving, will be put off, the firm said.", False),
    ],
)
def test_what_to_watch_is_announced(sentence: str, announced: bool) -> None:
    start = sentence.index("promote")
    trigger = Passage(article="a", start=start, end=start + len("promote"), text="promote")
    whole = Passage(article="a", start=0, end=len(sentence), text=sentence)
    sample = next(iter(TEXTS["a"].split(".")))
    plan = replace(told("a", sample, None), stance="planned", weight=0.5, trigger=trigger, passage=whole)
    assert [e.text for e in watch.merge([Event(id="E1", mentions=(plan,))], {})] == [sentence] * announced


@pytest.mark.parametrize(
    ("later", "day_told", "announced"),
    [
        ("The schools of Sorn reopened on Thursday.", "2020-01-09", 0),
        ("The schools of Sorn reopened on Friday.", "2020-01-10", 1),
        ("A bakery reopened on Thursday.", "2020-01-09", 1),
    ],
)
def test_what_another_article_tells_as_done_is_watched_for_no_longer(later: str, day_told: str, announced: int) -> None:
    def one(article: str, text: str, word: str, when: str, stance: str) -> Event:
        start = text.index(word)
        trigger = Passage(article=article, start=start, end=start + len(word), text=word)
        whole = Passage(article=article, start=0, end=len(text), text=text)
        base = told("a", "A guard fell", None)
        on = replace(day(when), text=text.split()[-1].rstrip("."))
        mention = replace(base, stance=stance, weight=0.5, trigger=trigger, passage=whole, when=on)
        return Event(id=article, mentions=(mention,))

    plan = one("a", "All schools will reopen on Thursday.", "reopen", "2020-01-09", "planned")
    done = one("b", later, "reopened", day_told, "asserted")
    assert len(watch.merge([plan, done], {})) == announced


def test_a_year_that_a_sentence_names_beside_its_news_makes_no_line() -> None:
    """ "The steepest fall since it was listed in 2015"."""
    year = Date(start="2015-01-01", end="2015-12-31", precision="year", text="2015")
    assert lines(("E1", replace(BURNED, when=year, main=False)))[0] == []
    assert len(lines(("E1", replace(BURNED, when=year)))[0]) == 1


@pytest.mark.parametrize(("opening", "announced"), [("Besides asking the judge to", False), ("The judge is to", True)])
def test_what_somebody_was_asked_is_no_plan_though_it_has_a_day(opening: str, announced: bool) -> None:
    sentence = f"{opening} drop the case on Friday."
    start = sentence.index("drop")
    trigger = Passage(article="a", start=start, end=start + len("drop"), text="drop")
    whole = Passage(article="a", start=0, end=len(sentence), text=sentence)
    friday = Date(start="2031-01-03", end="2031-01-03", precision="day", text="Friday")
    plan = replace(told("a", "A guard fell", None), stance="planned", when=friday, trigger=trigger, passage=whole)
    assert len(watch.merge([Event(id="E1", mentions=(plan,))], {})) == announced


@pytest.mark.parametrize(
    ("word", "announced"), [("recover", False), ("survive", False), ("be okay", False), ("resign", True)]
)
def test_what_becomes_of_the_hurt_is_no_plan(word: str, announced: bool) -> None:
    sentence = f"Both sailors are expected to {word}."
    word = word.split()[-1]
    start = sentence.index(word)
    trigger = Passage(article="a", start=start, end=start + len(word), text=word)
    whole = Passage(article="a", start=0, end=len(sentence), text=sentence)
    plan = replace(told("a", "A guard fell", None), stance="planned", weight=0.5, trigger=trigger, passage=whole)
    assert len(watch.merge([Event(id="E1", mentions=(plan,))], {})) == announced
