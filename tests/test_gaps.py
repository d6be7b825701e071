"""What no article says of the main event."""

from briefing import gaps
from briefing.model import Date, Event, Figure, Passage, Story, Told

STORY = (Story(id="S1", title="", articles=("a", "b")),)
DAY = Date(start="2026-03-02", end="2026-03-02", precision="day", text="Monday")


def told(article: str, text: str, word: str, **fields: object) -> Told:
    at = text.index(word)
    given = {
        "agents": (),
        "patients": (),
        "places": (),
        "when": None,
        "stance": "asserted",
        "said_by": None,
        "main": True,
        "weight": 0.9,
        **fields,
    }
    return Told(
        trigger=Passage(article=article, start=at, end=at + len(word), text=word),
        passage=Passage(article=article, start=0, end=len(text), text=text),
        **given,  # type: ignore[arg-type]
    )


def slots(*reports: Told, figures: tuple[Figure, ...] = ()) -> list[tuple[str, str | None]]:
    events = [Event(id=f"E{n}", mentions=(one,)) for n, one in enumerate(reports, 1)]
    return [(q.kind, q.slot) for q in gaps.find(events, figures, STORY)]


def count(value: float) -> Figure:
    place = Passage(article="a", start=0, end=7, text="Two men")
    return Figure(
        measure="killed", value=value, low=value, high=value, unit=None, what="men", text="Two men",
        citations=(place,), mentions=(place,),
    )  # fmt: skip


def test_all_slots_of_a_bare_report() -> None:
    report = told("a", "Villagers were murdered.", "murdered", patients=("A1",))
    assert slots(report) == [("missing", slot) for slot in ("who", "where", "when", "how many")]


def test_a_slot_that_another_report_fills_is_not_missing() -> None:
    first = told("a", "Villagers were murdered.", "murdered", patients=("A1",))
    second = told("b", "Bandits came on Monday.", "came", agents=("A2",), places=("P1",), when=DAY)
    assert slots(first, second, figures=(count(2),)) == []


def test_an_accident_has_no_doer_and_a_side_event_no_slots() -> None:
    report = told("a", "A dam burst.", "burst", places=("P1",), when=DAY)
    assert slots(report) == []
    assert slots(told("a", "He sat.", "sat", weight=0.3)) == []


def test_the_question_is_the_sentence_of_the_event() -> None:
    report = told("a", "Villagers were murdered at dawn.", "murdered", places=("P1",), when=DAY)
    (question,) = gaps.find([Event(id="E1", mentions=(report,))], (), STORY)
    assert (question.text, question.slot, question.citations) == (report.passage.text, "who", (report.passage,))


def test_a_place_that_the_sentence_names_is_where() -> None:
    report = told("a", "Shops in Orvel burned.", "burned", when=DAY)
    (event,) = (Event(id="E1", mentions=(report,)),)
    orvel = Passage(article="a", start=9, end=14, text="Orvel")
    assert [q.slot for q in gaps.find([event], (), STORY)] == ["where"]
    assert list(gaps.find([event], (), STORY, [orvel])) == []


def test_nobody_asks_where_a_record_was_broken() -> None:
    assert slots(told("a", "Both numbers beat the record.", "beat", when=DAY)) == []


def test_nobody_asks_where_a_vote_was_taken() -> None:
    assert slots(told("a", "The council approved the loan.", "approved", agents=("A1",))) == [("missing", "when")]
    assert ("missing", "where") in slots(told("a", "The council bombed the fort.", "bombed", agents=("A1",)))
