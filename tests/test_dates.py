"""Words that name days: what is found, what it names, and what is never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import dates
from briefing.model import Article

DAY = date(2015, 10, 7)  # a Wednesday

RESOLVED = [
    ("The army moved Wednesday at dawn.", ("Wednesday", "2015-10-07", "2015-10-07", "day")),
    ("It fell on Tuesday night.", ("Tuesday night", "2015-10-06", "2015-10-06", "day")),
    ("They left early Saturday.", ("early Saturday", "2015-10-03", "2015-10-03", "day")),
    ("He resigned last Wednesday.", ("last Wednesday", "2015-09-30", "2015-09-30", "day")),
    ("The court will sit on Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("Talks are due to begin Monday.", ("Monday", "2015-10-12", "2015-10-12", "day")),
    ("They turned back due to low light on Monday.", ("Monday", "2015-10-05", "2015-10-05", "day")),
    ("The hearing is set for 2 p.m. Thursday.", ("Thursday", "2015-10-08", "2015-10-08", "day")),
    ("The trial is scheduled for 9 a.m. on Monday.", ("Monday", "2015-10-12", "2015-10-12", "day")),
    ("He was about to start school on Monday.", ("Monday", "2015-10-12", "2015-10-12", "day")),
    ("Friends plan a vigil Tuesday at 7:30 p.m.", ("Tuesday", "2015-10-13", "2015-10-13", "day")),
    ("He was hurt around 9 p.m. Monday.", ("Monday", "2015-10-05", "2015-10-05", "day")),
    ("He will be back at 9 p.m. Police held him Monday.", ("Monday", "2015-10-05", "2015-10-05", "day")),
    ("Some 43 deaths had been recorded by Monday.", ("Monday", "2015-10-05", "2015-10-05", "day")),
    ("By Monday evening, the fire had burned a mill.", ("Monday evening", "2015-10-05", "2015-10-05", "day")),
    ("Residents were told to leave by Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("By Tuesday evening they reached the dam.", ("Tuesday evening", "2015-10-06", "2015-10-06", "day")),
    ("Divers reached the wreck by Monday.", ("Monday", "2015-10-05", "2015-10-05", "day")),
    ("They will go unless he improved it by Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("The gang demanded a ransom by Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("He promised to pay by Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("The firm had denied it until Friday.", ("Friday", "2015-10-02", "2015-10-02", "day")),
    ("She said they had closed it until Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("It would seem the shots fired on Saturday have already won.", ("Saturday", "2015-10-03", "2015-10-03", "day")),
    ("Snow is forecast from Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("By Friday all guards will have left.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("They had until Friday to leave.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("The union called for peaceful protests on Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("The union called a strike on Monday.", ("Monday", "2015-10-05", "2015-10-05", "day")),
    ("They vowed to strike on November 5 unless it is paid.", ("November 5", "2015-11-05", "2015-11-05", "day")),
    ("They agreed to meet on Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("They agreed to a truce on Friday.", ("Friday", "2015-10-02", "2015-10-02", "day")),
    ("He decided to leave on Tuesday.", ("Tuesday", "2015-10-06", "2015-10-06", "day")),
    ("It will be announced at a fair on 13 June.", ("13 June", "2016-06-13", "2016-06-13", "day")),
    ("It was announced at a fair on 13 June.", ("13 June", "2015-06-13", "2015-06-13", "day")),
    ("The trial could begin in September.", ("September", "2015-09-01", "2015-09-30", "month")),
    ("The trial could begin in December.", ("December", "2015-12-01", "2015-12-31", "month")),
    ("The fire might have begun in December.", ("December", "2014-12-01", "2014-12-31", "month")),
    ("They could not leave on Monday.", ("Monday", "2015-10-05", "2015-10-05", "day")),
    ("A strike could begin on Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("She said she expected the bank to cut in November.", ("November", "2015-11-01", "2015-11-30", "month")),
    ("The summit on Friday has been called off.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("The match on Friday was called off.", ("Friday", "2015-10-02", "2015-10-02", "day")),
    ("They must leave by the end of Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("By the end of Monday all had left.", ("Monday", "2015-10-05", "2015-10-05", "day")),
    ("The vote was postponed to November 5.", ("November 5", "2015-11-05", "2015-11-05", "day")),
    ("The city council meets on Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("Talks begin Friday in Geneva.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("The truce, due to expire on Friday, may last.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("Talks began on Friday.", ("Friday", "2015-10-02", "2015-10-02", "day")),
    ("Strong winds were forecast for Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("The union called for calm on Friday.", ("Friday", "2015-10-02", "2015-10-02", "day")),
    ("He was shot by police Thursday.", ("Thursday", "2015-10-01", "2015-10-01", "day")),
    ("On Friday, critics of the plan will have their say.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("On Friday, the union said it will strike.", ("Friday", "2015-10-02", "2015-10-02", "day")),
    ("Reed is heading to Orvel for a speech Thursday.", ("Thursday", "2015-10-08", "2015-10-08", "day")),
    ("He says he would.On Friday night, police met.", ("Friday night", "2015-10-02", "2015-10-02", "day")),
    ("The shop closed yesterday.", ("yesterday", "2015-10-06", "2015-10-06", "day")),
    ("They came last night.", ("last night", "2015-10-06", "2015-10-06", "day")),
    ("Floods came last week.", ("last week", "2015-09-28", "2015-10-04", "week")),
    ("It has grown in the last year.", ("the last year", "2014-10-07", "2015-10-07", "year")),
    ("It came last year.", ("last year", "2014-01-01", "2014-12-31", "year")),
    ("They met ahead of his visit to Orvel on Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("A jet strayed over the weekend.", ("the weekend", "2015-10-03", "2015-10-04", "week")),
    ("Shelling has grown over the past week.", ("the past week", "2015-09-30", "2015-10-07", "week")),
    ("It will rule by the end of the month.", ("the end of the month", "2015-10-01", "2015-10-31", "month")),
    ("It will rule by the end of next year.", ("the end of next year", "2016-01-01", "2016-12-31", "year")),
    ("It fell early in the week.", ("early in the week", "2015-10-05", "2015-10-11", "week")),
    ("The fort was taken in May.", ("May", "2015-05-01", "2015-05-31", "month")),
    ("A storm that forecasters expect on Monday is near.", ("Monday", "2015-10-12", "2015-10-12", "day")),
    ("A vote is expected in November.", ("November", "2015-11-01", "2015-11-30", "month")),
    ("Prices rose last month.", ("last month", "2015-09-01", "2015-09-30", "month")),
    ("They fled this summer.", ("this summer", "2015-06-01", "2015-08-31", "season")),
    ("They have waited since the spring.", ("spring", "2015-03-01", "2015-05-31", "season")),
    ("The board expects Nordlink to cut its fares by the winter.", ("winter", "2015-12-01", "2016-02-29", "season")),
    ("They want to finish by the winter.", ("winter", "2015-12-01", "2016-02-29", "season")),
    ("The work was finished by the winter.", ("winter", "2014-12-01", "2015-02-28", "season")),
    ("The dam burst last spring.", ("last spring", "2015-03-01", "2015-05-31", "season")),
    ("He was born on 3 May 1971.", ("3 May 1971", "1971-05-03", "1971-05-03", "day")),
    ("The bridge opened May 3, 2013, with music.", ("May 3, 2013", "2013-05-03", "2013-05-03", "day")),
    ("The bridge fell on Dec. 3.", ("Dec. 3", "2014-12-03", "2014-12-03", "day")),
    ("The school faces an Oct. 19 deadline.", ("Oct. 19", "2015-10-19", "2015-10-19", "day")),
    (
        "The judge told him he had erred and gave him an Oct. 19 deadline.",
        ("Oct. 19", "2015-10-19", "2015-10-19", "day"),
    ),
    ("The bridge is shut pending a test on April 8.", ("April 8", "2016-04-08", "2016-04-08", "day")),
    ("They wait for the law to be voted on Thursday.", ("Thursday", "2015-10-08", "2015-10-08", "day")),
    ("The mill burned exactly two years ago.", ("exactly two years ago", "2013-10-07", "2013-10-07", "day")),
    ("It came out this week (Oct. 6).", ("this week (Oct. 6)", "2015-10-06", "2015-10-06", "day")),
    ("It began on Sunday, Nov. 15.", ("Sunday, Nov. 15", "2009-11-15", "2009-11-15", "day")),
    ("The fair ran from May 3-5, 2013.", ("May 3-5, 2013", "2013-05-03", "2013-05-05", "day")),
    ("He had been jailed in June 1998.", ("June 1998", "1998-06-01", "1998-06-30", "month")),
    ("The law dates from 2013.", ("2013", "2013-01-01", "2013-12-31", "year")),
    ("He sang through the 1990s.", ("1990s", "1990-01-01", "1999-12-31", "year")),
    ("Three weeks ago nobody knew him.", ("Three weeks ago", "2015-09-14", "2015-09-20", "week")),
    ("The mine shut two years ago.", ("two years ago", "2013-01-01", "2013-12-31", "year")),
    # A round number names no one year.
    ("The mine shut three decades ago.", ("three decades ago", "1980-01-01", "1990-12-31", "year")),
    ("The mine shut 20 years ago.", ("20 years ago", "1990-01-01", "2000-12-31", "year")),
    ("The mine shut 22 years ago.", ("22 years ago", "1993-01-01", "1993-12-31", "year")),
    ("The mine shut exactly 20 years ago.", ("exactly 20 years ago", "1995-10-07", "1995-10-07", "day")),
    # What a court tells somebody to do lies ahead.
    ("She was remanded to appear in court on 19 October.", ("19 October", "2015-10-19", "2015-10-19", "day")),
    ("The union threatened further action from 22 October.", ("22 October", "2015-10-22", "2015-10-22", "day")),
    ("A decision would come within two weeks.", ("within two weeks", "2015-10-07", "2015-10-21", "week")),
    ("The court must rule within 14 days.", ("within 14 days", "2015-10-07", "2015-10-21", "week")),
    ("She was bailed to return on Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    (
        "The deal needs the votes of two thirds at a meeting on December 1.",
        ("December 1", "2015-12-01", "2015-12-01", "day"),
    ),
    ("The barge is now expected on Friday.", ("Friday", "2015-10-09", "2015-10-09", "day")),
    ("She was remanded on Friday.", ("Friday", "2015-10-02", "2015-10-02", "day")),
    ("They met on New Year's Eve.", ("New Year's Eve", "2014-12-31", "2014-12-31", "day")),
    ("Easter Sunday 2024 was cold.", ("Easter Sunday 2024", "2024-03-31", "2024-03-31", "day")),
    ("Filed 2013-05-03 at noon.", ("2013-05-03", "2013-05-03", "2013-05-03", "day")),
]

KEPT_AS_WORDS = [
    ("A few days ago he was well.", ("A few days ago", "day")),
    ("It closed about two years ago.", ("about two years ago", "year")),
    ("Two days earlier, it rained.", ("Two days earlier", "day")),
    ("He comes in the coming days.", ("the coming days", "week")),
    ("Printed 5/3/13 in Leeds.", ("5/3/13", "day")),
    ("On 30 February 2013 it snowed.", ("30 February 2013", "day")),
    ("They freed nine men on the occasion of Columbus Day.", ("Columbus Day", "day")),
]

NO_DATES = [
    "In May 26 people were fined.",
    "Theresa May spoke.",
    "His brother saw the fall.",
    "The Sunday Times said so.",
    "He was told within two days.",
    "A vote must be held within a week of the debate.",
    "The Christmas party was loud.",
    "After the fall of the city they left.",
    "A spring offensive began.",
    "They have four days left.",
    "May 32 is no day.",
    "It burned near the 2000 block of Vale Street.",
    "They bought a 1900 square foot house.",
]


def found(text: str, day: date | None) -> list[tuple[str, str | None, str | None, str]]:
    return [(d.text, d.start, d.end, d.precision) for _, _, d in dates.find(text, day)]


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_words_name_days(text: str, expected: tuple[str, str, str, str]) -> None:
    assert found(text, DAY) == [expected]


@pytest.mark.parametrize(("text", "expected"), KEPT_AS_WORDS)
def test_vague_words_stay_words(text: str, expected: tuple[str, str]) -> None:
    assert found(text, DAY) == [(expected[0], None, None, expected[1])]


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text: str) -> None:
    assert found(text, DAY) == []


@pytest.mark.parametrize(
    "text", ["He fell Wednesday.", "He fell last week.", "He fell in May.", "He fell this summer."]
)
def test_nothing_to_reckon_from_means_no_date(text: str) -> None:
    ((_, _, one),) = dates.find(text, None)
    assert (one.start, one.end) == (None, None)


def test_a_day_without_a_year_stands_beside_the_full_date_of_its_sentence() -> None:
    found = dates.find("The play opened on May 9, 2011, after a May 4 rehearsal.", DAY)
    assert [(d.text, d.start) for _, _, d in found] == [("May 9, 2011", "2011-05-09"), ("May 4", "2011-05-04")]
    assert [d.start for _, _, d in dates.find("It was Dec. 30, 2012, and then Jan. 2.", None)] == [
        "2012-12-30",
        "2013-01-02",
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The wreck of May 9 was shown. The ferry sank on May 9, 2011.", "2011-05-09"),
        ("It sank on May 9, 2011, and again on May 9, 2012. The wreck of May 9 was shown.", "2015-05-09"),
        ("It sank on October 2, 2011. They met on October 2 to mourn.", "2015-10-02"),
    ],
)
def test_a_day_without_a_year_is_of_the_one_year_that_its_article_names_with_it(text: str, start: str) -> None:
    at = text.index("May 9 was") if "May 9 was" in text else text.index("October 2 to")
    assert [d.start for a, _, d in dates.find(text, DAY) if a == at] == [start]


def test_what_counts_from_a_day_counts_from_one_of_its_paragraph() -> None:
    found = dates.find("He fell on Monday.\nTwo days earlier, it rained.", DAY)
    assert [(d.text, d.start) for _, _, d in found] == [("Monday", "2015-10-05"), ("Two days earlier", None)]


def test_the_day_named_last_is_what_later_words_count_from() -> None:
    text = "The raid came on 3 May 2013. The next day he fled; three days earlier he had dined there."
    assert found(text, None) == [
        ("3 May 2013", "2013-05-03", "2013-05-03", "day"),
        ("The next day", "2013-05-04", "2013-05-04", "day"),
        ("three days earlier", "2013-05-01", "2013-05-01", "day"),
    ]


def test_a_weekday_is_that_of_the_full_date_before_it_where_the_article_has_no_day() -> None:
    text = "It burned on Thursday, Feb. 20, 2014. By Thursday evening it was out, and on Friday they wept."
    assert [d for _, d, _, _ in found(text, None)] == ["2014-02-20", "2014-02-20", None]


STAMPED = [
    ("A boat sinks\nPublished May 3, 2013\nIt sank on Thursday.", date(2013, 5, 3)),
    ("A boat sinks\nUpdated: 7:31 AM ET, Thu May 2, 2013\nIt sank.", date(2013, 5, 2)),
    ("05 / 02 / 2013 05:40 PM ET\nA boat sank.", date(2013, 5, 2)),
    ("05/02/2013 17:40 GMT\nA boat sank.", date(2013, 2, 5)),
    ("LEEDS, Oct. 7, 2015 (Echo) - A boat sank.", date(2015, 10, 7)),
    ("05/02/2013\nA boat sank.", None),
    ("LEEDS, Oct. 7 (Echo) - A boat sank.", None),
    ("A boat sank on Thursday, May 2, 2013, near the old pier of Leeds, its owner said.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), STAMPED)
def test_day_of_an_article_without_publication_date(text: str, expected: date | None) -> None:
    assert dates.day_of(Article(id="a", text=text)) == expected


def test_an_older_stamp_in_the_text_wins_over_the_date_of_the_feed() -> None:
    article = Article(id="a", text="Published April 10, 2007\nHe was fired last week.", published="2010-04-10")
    assert dates.day_of(article) == date(2007, 4, 10)


def test_the_address_gives_a_day() -> None:
    assert dates.day_of(Article(id="a", text="x", url="https://x.test/2013/may/03/boat")) == date(2013, 5, 3)


@given(st.text(max_size=200), st.none() | st.dates(min_value=date(2, 1, 1), max_value=date(9990, 1, 1)))
def test_any_text_is_read_and_offsets_hold(text: str, day: date | None) -> None:
    for start, end, one in dates.find(text, day):
        assert text[start:end] == one.text
