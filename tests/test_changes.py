"""What an edition says has changed, on piles made by hand: which facts are the same, and when nothing may be said."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefing import changes
from briefing.memory import Memory, Remembered, development_keys, key, keys_of, sentence_keys
from briefing.model import (
    Article,
    Brief,
    Date,
    Development,
    Discrepancy,
    Dossier,
    Edition,
    Event,
    Figure,
    Listed,
    Method,
    Paragraphs,
    Passage,
    Position,
    Problem,
    Question,
    Sentence,
    Spot,
    Told,
)
from briefing.past import Past

SUNK = "A ferry sank off the port of Sorn on Friday after a fire in its engine room."
DEAD = "At least 14 people were killed in the fire on the Sorn ferry, the coast guard said."
ROSE = "The death toll of the fire on the Sorn ferry rose to 22 people, the coast guard said."
HARBOUR = "The mayor of Sorn closed the harbour to all ships."
OTHER = "The council of Veldt raised the tax on fuel."


def passage(article: str, sentences: Sequence[str], n: int) -> Passage:
    start = sum(len(one) + 2 for one in sentences[:n])
    return Passage(article=article, start=start, end=start + len(sentences[n]), text=sentences[n], paragraph=n + 1)


def listed(name: str, sentences: Sequence[str], published: str | None, place: str, outlet: str) -> Listed:
    text = "\n\n".join(sentences)
    return Listed(
        id=name,
        title=sentences[0],
        outlet=outlet,
        published=published,
        url=f"https://news.example/{place}",
        path=None,
        words=len(text.split()),
        paragraphs=len(Paragraphs(text)),
        sha256=Article(id=name, text=text).sha256,
        language="en",
        origin=name,
        duplicate_of=None,
    )


def pile(*articles: tuple[str, str | None, Sequence[str]], figures: Sequence[Figure] = ()) -> Dossier:
    """Articles as (place, published, sentences), called A1, A2, …"""
    named = [(f"A{n}", *one) for n, one in enumerate(articles, 1)]
    return Dossier(
        articles=tuple(listed(name, texts, when, place, "Courier") for name, place, when, texts in named),
        sentences=tuple(
            Sentence(passage=passage(name, texts, n), headline=texts[n].rstrip("."), stands_alone=True)
            for name, _, _, texts in named
            for n in range(len(texts))
        ),
        figures=tuple(figures),
    )


def killed(article: str, sentences: Sequence[str], n: int, value: float, text: str, day: str | None = None) -> Figure:
    cited = passage(article, sentences, n)
    at = cited.start + cited.text.index(text)
    when = Date(start=day, end=day, precision="day", text="then") if day else None
    mention = replace(cited, start=at, end=at + len(text), text=text)
    return Figure(
        measure="killed",
        value=value,
        low=value,
        high=value,
        unit=None,
        what="people",
        text=text,
        citations=(cited,),
        mentions=(mention,),
        when=when,
        scope=("fire", "ferry"),
        id="F1",
    )


def told(dossier: Dossier, *, questions: Sequence[Question] = ()) -> Brief:
    """A brief that tells every sentence and figure of ``dossier``."""
    developments = tuple(
        Development(
            id=f"K{n}",
            headline=s.headline,
            text=s.passage.text,
            events=(),
            status="reported",
            origins=1,
            citations=(s.passage,),
        )
        for n, s in enumerate(dossier.sentences, 1)
    )
    return Brief(
        title="The Sorn ferry",
        edition=Edition(),
        as_of=None,
        period=None,
        method=Method(version="0", pipeline="none", generated=None),
        developments=developments,
        figures=dossier.figures,
        questions=tuple(questions),
        articles=dossier.articles,
    )


def memory(brief: Brief, dossier: Dossier, day: str = "2026-11-21") -> Memory:
    keys = {**keys_of(dossier)} | {d.id: development_keys(d) for d in brief.developments}
    facts = tuple(Remembered(id=name, keys=found) for name, found in keys.items())
    return Memory(briefs=((day, brief),), facts=facts, sentences=sentence_keys(dossier))


def edition(before: Dossier, now: Dossier, *, questions: Sequence[Question] = ()) -> Brief:
    """The edition after one that told all of ``before``; it tells all of ``now``."""
    known = memory(told(before, questions=questions), before)
    now = changes.recognised(now, known)
    return changes.compared(told(now), now, Past(known, now), Edition(number=2))


def said(brief: Brief) -> dict[str, list[tuple[str, ...]]]:
    found = brief.changes
    assert found is not None
    texts = {d.id: d.text for d in brief.developments} | {f.id: f.text for f in brief.figures}
    rows = {
        "new": [(texts[one],) for one in found.new],
        "revised": [(one.was, one.now) for one in found.revised],
        "withdrawn": [(one.text, one.why) for one in found.withdrawn],
        "answered": [(one.question, one.text) for one in found.answered],
    }
    return {kind: row for kind, row in rows.items() if row}


DAY1, DAY2 = "2026-11-20T18:00:00+00:00", "2026-11-21T18:00:00+00:00"


# --- told again, or news ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "is_told"),
    [
        (SUNK, SUNK, True),
        (SUNK, "After a fire in its engine room, a ferry sank off the port of Sorn on Friday.", True),
        (DEAD, "The fire on the Sorn ferry killed at least 14 people, the coast guard said.", True),
        (DEAD, "At least 22 people were killed in the fire on the Sorn ferry, the coast guard said.", False),
        (HARBOUR, "The mayor of Sorn did not close the harbour to all ships.", False),
        (HARBOUR, "The mayor of Sorn denied that she had closed the harbour to all ships.", False),
        (HARBOUR, OTHER, False),
        (HARBOUR, "The mayor of Sorn resigned.", False),
        (HARBOUR, "The mayor of Sorn, who closed the harbour, resigned.", False),
        ("Shells hit the port of Sorn on Monday.", "Shells hit the port of Sorn on Tuesday.", False),
        ("Shells hit the port of Sorn.", "Shells hit the port of Sorn on Tuesday.", True),
    ],
)
def test_the_same_in_other_words_is_told_and_no_more_is(before: str, now: str, is_told: bool) -> None:
    first, second = pile(("a", None, [before])), pile(("b", None, [now]))
    assert (Past(memory(told(first), first), second).told(second.sentences[0].passage) is not None) is is_told


def test_what_was_read_and_not_chosen_is_no_news_later() -> None:
    first = pile(("a", None, [SUNK, OTHER]))
    brief = replace(told(first), developments=told(first).developments[:1])
    second = pile(("a", None, [SUNK, OTHER]), ("b", None, [HARBOUR, SUNK]))
    fresh, again = changes.parted(second, Past(memory(brief, first), second))
    assert {s.passage.text for s in fresh} == {HARBOUR}
    assert {(s.passage.article, s.passage.text) for s in again} == {("A1", SUNK), ("A2", SUNK)}


def test_ids_are_kept_and_never_given_again() -> None:
    first = pile(("a", None, [SUNK, HARBOUR]))
    brief = edition(first, pile(("b", None, [OTHER, HARBOUR])))
    assert [(d.id, d.text, d.told) for d in brief.developments] == [("K3", OTHER, None), ("K2", HARBOUR, "2026-11-21")]


def test_places_go_by_the_ids_that_their_developments_keep() -> None:
    first, now = pile(("a", None, [SUNK, HARBOUR])), pile(("b", None, [OTHER, HARBOUR]))
    known = memory(told(first), first)
    spot = Spot(name="Sorn", country="NO", latitude=0.0, longitude=0.0, developments=("K2",), citations=())
    brief = replace(told(now), places=(spot,))
    assert changes.compared(brief, now, Past(known, now), Edition()).places == (replace(spot, developments=("K2",)),)
    brief = replace(told(now), places=(replace(spot, developments=("K1", "K2")),))
    found = changes.compared(brief, now, Past(known, now), Edition())
    assert found.places == (replace(spot, developments=("K3", "K2")),)


def test_a_count_that_was_replaced_is_not_told_again() -> None:
    old = killed("A1", [DEAD], 0, 14.0, "At least 14 people")
    new = replace(killed("A2", [ROSE], 0, 22.0, "22 people"), id="F2")
    first = pile(("a", DAY1, [DEAD, HARBOUR]), figures=[old])
    second = pile(("a", DAY1, [DEAD, HARBOUR]), ("b", DAY2, [ROSE]), figures=[old, new])
    positions = tuple(Position(value=f.value, text=f.text, citations=f.citations) for f in (old, new))
    moved = Discrepancy(id="D1", kind="figure", measure="killed", positions=positions, relation="superseded")
    known = memory(told(first), first)
    for found, expected in (((), {DEAD, HARBOUR}), ((moved,), {HARBOUR})):
        dossier = replace(second, discrepancies=found)
        _, again = changes.parted(dossier, Past(known, dossier))
        assert {s.passage.text for s in again} == expected


@pytest.mark.parametrize(("day", "expected"), [("2026-11-21", {DEAD}), ("2026-11-22", {DEAD, HARBOUR})])
def test_what_was_announced_for_a_day_that_has_come_is_not_told_again(day: str, expected: set[str]) -> None:
    first = pile(("a", DAY1, [DEAD, HARBOUR]))
    second = pile(("a", DAY1, [DEAD, HARBOUR]), ("b", DAY2, [OTHER]))
    cited = first.sentences[1].passage
    on = Date(start=day, end=day, precision="day", text="then")
    closing = Told(
        trigger=cited, passage=cited, agents=(), patients=(), places=(), when=on, stance="planned", said_by=None,
        main=True, weight=0.5,
    )  # fmt: skip
    dossier = replace(second, events=(Event(id="E1", mentions=(closing,)),))
    _, again = changes.parted(dossier, Past(memory(told(first), first), dossier))
    assert {s.passage.text for s in again} == expected


# --- revised ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "days", "expected"),
    [
        (ROSE, 22.0, (None, None), [("At least 14 people", "22 people")]),
        (ROSE, 22.0, ("2026-11-20", "2026-11-20"), [("At least 14 people", "22 people")]),
        (ROSE, 22.0, ("2026-11-20", "2026-11-21"), [("At least 14 people", "22 people")]),
        (ROSE, 22.0, ("2026-11-20", "2026-11-19"), []),
        # The dead of another day are not more of the dead of this one.
        ("In a fire on the Sorn ferry 22 people were killed.", 22.0, ("2026-11-20", "2026-11-21"), []),
        # Nothing says that it is one count.
        ("In the fire on the Sorn ferry 22 people were killed, a hospital said.", 22.0, (None, None), []),
        ("The toll of a flood in Veldt rose to 22 people.", 22.0, (None, None), []),
        (
            "A man died in Sorn, bringing the number of people killed in the ferry fire to 22 people.",
            22.0,
            ("2026-11-20", "2026-11-21"),
            [("At least 14 people", "22 people")],
        ),
    ],
)
def test_a_count_that_moved(text: str, value: float, days: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    old = killed("A1", [DEAD], 0, 14.0, "At least 14 people", days[0])
    new = replace(killed("A2", [text], 0, value, "22 people", days[1]), id="F2")
    first = pile(("a", DAY1, [DEAD]), figures=[old])
    brief = edition(first, pile(("a", DAY1, [DEAD]), ("b", DAY2, [text]), figures=[old, new]))
    assert said(brief).get("revised", []) == expected


def test_the_last_count_is_what_the_next_one_revises() -> None:
    third = ROSE.replace("22", "25")
    figures = [
        killed("A1", [DEAD], 0, 14.0, "At least 14 people"),
        replace(killed("A2", [ROSE], 0, 22.0, "22 people"), id="F2"),
        replace(killed("A3", [third], 0, 25.0, "25 people"), id="F3"),
    ]
    pages = [("a", DAY1, [DEAD]), ("b", DAY2, [ROSE]), ("c", "2026-11-22T18:00:00+00:00", [third])]
    first, second, now = (pile(*pages[:n], figures=figures[:n]) for n in (1, 2, 3))
    known = memory(told(first), first)
    middle = changes.compared(told(second), second, Past(known, second), Edition(number=2))
    # Whatever the order in which an edition prints rivals.
    middle = replace(middle, figures=middle.figures[::-1])
    known = replace(memory(middle, second, "2026-11-22"), briefs=(("2026-11-22", middle), ("2026-11-21", told(first))))
    last = changes.compared(told(now), now, Past(known, now), Edition(number=3))
    assert (said(middle)["revised"], said(last)["revised"]) == (
        [("At least 14 people", "22 people")],
        [("22 people", "25 people")],
    )


def test_an_older_report_revises_nothing() -> None:
    old = killed("A1", [DEAD], 0, 14.0, "At least 14 people")
    new = replace(killed("A2", [ROSE], 0, 22.0, "22 people"), id="F2")
    first = pile(("a", DAY2, [DEAD]), figures=[old])
    brief = edition(first, pile(("a", DAY2, [DEAD]), ("b", DAY1, [ROSE]), figures=[old, new]))
    assert "revised" not in said(brief)


def test_a_number_that_an_article_changed_is_cited_as_it_was_and_as_it_is() -> None:
    texts = [SUNK, DEAD.replace("14", "12")]
    first = pile(("a", DAY1, [SUNK, DEAD]), figures=[killed("A1", [SUNK, DEAD], 1, 14.0, "At least 14 people")])
    brief = edition(first, pile(("a", DAY1, texts), figures=[killed("A1", texts, 1, 12.0, "At least 12 people")]))
    assert said(brief) == {"revised": [("At least 14 people", "At least 12 people")]}
    assert brief.changes
    assert [(c.article, c.text) for c in brief.changes.revised[0].citations] == [("X1", DEAD), ("A1", texts[1])]
    assert [(one.id, one.sha256) for one in brief.earlier] == [("X1", first.articles[0].sha256)]


def test_a_sentence_that_an_article_changed() -> None:
    new = "The mayor of Sorn closed the harbour to ships of more than 500 tonnes."
    brief = edition(pile(("a", DAY1, [SUNK, HARBOUR])), pile(("a", DAY1, [SUNK, new])))
    assert said(brief) == {"revised": [(HARBOUR[:-1], new[:-1])]}
    assert [(d.id, d.told) for d in brief.developments] == [("K1", "2026-11-21"), ("K2", None)]


# --- withdrawn --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([("a", DAY1, [SUNK])], [(HARBOUR[:-1], "changed")]),
        # Another report still says so, in these words or in others.
        ([("a", DAY1, [SUNK]), ("b", DAY2, [HARBOUR])], []),
        (
            [("a", DAY1, [SUNK]), ("b", DAY2, ["All ships were shut out when the mayor of Sorn closed the harbour."])],
            [],
        ),
        # The article has only left the feed, or nothing tells whether it has.
        ([("b", DAY2, [OTHER])], []),
        ([("a", DAY1, [SUNK, HARBOUR])], []),
    ],
)
def test_what_was_told_and_stands_nowhere(
    now: list[tuple[str, str, list[str]]], expected: list[tuple[str, str]]
) -> None:
    brief = edition(pile(("a", DAY1, [SUNK, HARBOUR])), pile(*now))
    assert said(brief).get("withdrawn", []) == expected


@pytest.mark.parametrize(
    ("kept", "trouble", "expected"),
    [
        ("2026-11-19T06:00:00+00:00", "", [(HARBOUR[:-1], "gone")]),
        # It was the oldest of its outlet: feeds forget those.
        ("2026-11-21T06:00:00+00:00", "", []),
        # It could not be read today.
        ("2026-11-19T06:00:00+00:00", "https://news.example/a: the server answers 500", []),
    ],
)
def test_an_article_that_was_taken_away(kept: str, trouble: str, expected: list[tuple[str, str]]) -> None:
    first = pile(("a", DAY1, [HARBOUR]), ("b", kept, [OTHER]))
    now = replace(pile(("b", kept, [OTHER])), problems=(Problem(article=None, what=trouble),) if trouble else ())
    assert said(edition(first, now)).get("withdrawn", []) == expected


# --- answered ---------------------------------------------------------------------------------

HOW_MANY = "It was not clear how many passengers had been on board the ferry."
IN_CAMP = "It was not clear how many people had been in the camp below the dam when the water came."
CARRIED = "The ferry had carried 95 passengers on board, its owner said."
CAUSE = "The cause of the fire has not been established."


def test_the_dead_do_not_answer_how_many_were_there() -> None:
    dead = "In the camp below the dam 95 people were killed."
    first = pile(("a", DAY1, [IN_CAMP]))
    asked = Question(kind="unclear", text=IN_CAMP, citations=(first.sentences[0].passage,), id="O1")
    now = pile(("a", DAY1, [IN_CAMP]), ("b", DAY2, [dead]), figures=[killed("A2", [dead], 0, 95.0, "95 people")])
    assert "answered" not in said(edition(first, now, questions=[asked]))
    asked = replace(asked, text="It was not clear how many people were killed in the camp below the dam.")
    assert "answered" in said(edition(first, now, questions=[asked]))


@pytest.mark.parametrize(
    ("question", "kind", "answer", "count", "closed"),
    [
        (HOW_MANY, "unclear", CARRIED, "95 passengers", True),
        (HOW_MANY, "unclear", "The ferry had carried 95 cars on board, its owner said.", "95 cars", False),
        (HOW_MANY, "unclear", "A bus with 95 passengers overturned in Veldt.", "95 passengers", False),
        (HOW_MANY, "unclear", "It may have had 95 passengers on board the ferry.", "95 passengers", False),
        (HOW_MANY, "no-comment", CARRIED, "95 passengers", False),
        (IN_CAMP, "unclear", "About 95 people had been in the camp below the dam, it said.", "95 people", True),
        (IN_CAMP, "unclear", "The flood drove 95 people from houses below the dam.", "95 people", False),
        ("It is unclear how many people came.", "unclear", "In Veldt 95 people came.", "95 people", False),
        (CAUSE, "unclear", "The fire was caused by a broken fuel pipe, investigators said.", "", True),
        (CAUSE, "unclear", "The flood was caused by a broken dam.", "", False),
        (CAUSE, "unclear", "Police do not know whether the fire was caused by a fuel pipe.", "", False),
        ("It was unclear whether the captain was there.", "unclear", "The captain was there, police said.", "", False),
    ],
)  # fmt: skip
def test_a_question_is_closed_by_what_it_asked_for_alone(
    question: str, kind: str, answer: str, count: str, closed: bool
) -> None:
    first = pile(("a", DAY1, [question]))
    asked = Question(kind=kind, text=question, citations=(first.sentences[0].passage,), id="O1")  # type: ignore[arg-type]
    figures = [replace(killed("A2", [answer], 0, 95.0, count), measure="passenger", what=count[3:])] if count else []
    brief = edition(first, pile(("a", DAY1, [question]), ("b", DAY2, [answer]), figures=figures), questions=[asked])
    assert said(brief).get("answered", []) == ([(question, answer)] if closed else [])
    assert key(question) in sentence_keys(first)
