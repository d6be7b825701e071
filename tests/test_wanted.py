"""What a situation wants: times, languages, keywords, queries, grades."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from briefing.errors import UsageError
from briefing.model import Article, Problem
from briefing.query import plain, query
from briefing.wanted import Wanted, language, sifted

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENGLISH = (
    "The ferry left the harbour at noon with 212 people on board, and the coast guard said that all of them were safe."
)
GERMAN = (
    "Die Fähre verließ den Hafen am Mittag mit 212 Menschen "
    "an Bord, und die Küstenwache sagte, dass alle in Sicherheit waren."
)
DUTCH = (
    "De veerboot verliet de haven om twaalf uur met 212 mensen "
    "aan boord, en de kustwacht zei dat ze allemaal in veiligheid waren."
)
SPANISH = (
    "El transbordador salió del puerto a mediodía con 212 personas a "
    "bordo, y la guardia costera dijo que todas estaban a salvo."
)
RUSSIAN = (
    "Паром вышел из порта в полдень, на борту было 212 человек, и "
    "береговая охрана сообщила, что все они находятся в безопасности, никто не пострадал."
)
ARABIC = (
    "غادرت العبارة الميناء ظهرا وعلى متنها مئتان واثنا عشر شخصا وقال خفر "
    "السواحل إن الجميع بخير ولم يصب أحد منهم بأذى في الحادث يوم السبت"
)


def article(text: str = ENGLISH, **others: Any) -> Article:
    return Article(id="a", text=text, **others)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("ferry", "The Ferry sank.", True),
        ("ferry", "Ferries sank.", False),
        ("ferr*", "Ferries sank.", True),
        ("*", "", None),
        ('"coast guard"', "the coast-guard said", True),
        ('"coast guard"', "a guard on the coast", False),
        ("ferry port", "The port is shut; the ferry waits.", True),
        ("ferry AND port", "The ferry waits.", False),
        ("ferry OR port", "The port is shut.", True),
        ("ferry NOT port", "The ferry waits.", True),
        ("ferry NOT port", "The ferry waits in port.", False),
        ("NOT (ferry OR port)", "The barge waits.", True),
        ("ferry AND (fire OR smoke) OR dam", "The dam holds.", True),
        ("a b OR c d", "c d", True),
        ("dam and barge", "dam barge", False),
        ("Peña", "José PEÑA said", True),
        ("ferry AND", "", "a word is missing at the end"),
        ("OR ferry", "", "a word is missing before 'OR'"),
        ("(ferry", "", "a bracket is left open"),
        ("ferry)", "", "')' is one too many; check the brackets"),
        ('"ferry', "", "a quotation mark is left open"),
        ("", "", "a word is missing at the end"),
    ],
)
def test_query(asked: str, text: str, expected: bool | str | None) -> None:
    if isinstance(expected, bool):
        assert query(asked)(plain(text)) is expected
    else:
        with pytest.raises(UsageError) as error:
            query(asked)
        assert (expected or "no word to look for") in str(error.value)


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (ENGLISH, "en", "en"),
        (ENGLISH, "es", "en"),
        (SPANISH, "es", "es"),
        (SPANISH, "en", ""),
        (GERMAN, "en", ""),
        (DUTCH, "en-GB", ""),
        (RUSSIAN, "en", ""),
        (ARABIC, "ar", "ar"),
        ("Ferry sinks.", "en", "en"),
        ("Fähre gesunken.", "de", "de"),
    ],
)
def test_language(text: str, said: str, expected: str) -> None:
    assert language(article(text, language=said)) == expected


@pytest.mark.parametrize(
    ("published", "old", "late"),
    [
        ("2026-11-22T11:59:59Z", True, False),
        ("2026-11-22T12:00:00+00:00", False, False),
        ("2026-11-22T13:30:00+02:00", True, False),
        ("2026-11-22T12:00:01", False, True),
        (datetime(2026, 11, 22, 11, 0), True, False),
        ("2026-11-22", False, False),
        (date(2026, 11, 20), True, False),
        ("2026-11-24", False, True),
        ("one fine day", False, False),
        (None, False, False),
    ],
)
def test_an_article_without_a_clock_gets_the_benefit_of_the_doubt(published: Any, old: bool, late: bool) -> None:
    wanted = Wanted(since=NOON, until=NOON)
    assert (wanted.is_old(published), wanted.is_late(published)) == (old, late)
    assert wanted.in_time(published) is not (old or late)


def test_what_is_left_out_is_counted_by_its_reason() -> None:
    articles = [
        article(published="2026-11-01"),
        article(published="2026-11-02"),
        article(published="2026-12-01"),
        article(SPANISH, language="es"),
        article(ENGLISH.replace("ferry", "barge")),
        article(ENGLISH.replace("guard", "watch")),
        article(outlet="Northern Courier"),
        article(outlet="Oban Times"),
    ]
    wanted = Wanted(
        keywords=("ferry", "port"),
        query='"coast guard"',
        languages=("en",),
        since=NOON,
        until=NOON.replace(day=25),
        grades={"northern courier": "B"},
    )
    kept, problems = sifted(articles, wanted)
    assert [(one.outlet, one.grade) for one in kept] == [("Northern Courier", "B"), ("Oban Times", None)]
    assert problems == [
        Problem(article=None, what=what, chosen=True)
        for what in (
            "2 articles older than 2026-11-22T12:00+00:00 (look_back)",
            "1 article published after 2026-11-25T12:00+00:00 (as_of)",
            "1 article in another language than en (es)",
            "1 article without any of the keywords ferry, port",
            '1 article not of the query "coast guard"',
        )
    ]


def test_all_is_wanted_where_nothing_is_asked() -> None:
    articles = [article(published="1999-01-01"), article(SPANISH)]
    assert sifted(articles, Wanted()) == (articles, [])
