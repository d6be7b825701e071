"""Where articles differ."""

from dataclasses import replace

import pytest

from briefing.merge import discrepancies
from briefing.model import Date, Denial, Event, Figure, Listed, Passage, Source, Story, Told

ABOUT = "Warships shelled the harbour fort from"


def passage(article: str, start: int, text: str) -> Passage:
    return Passage(article=article, start=start, end=start + len(text), text=text)


def figure(number: int, article: str, text: str, value: float, measure: str, **fields: object) -> Figure:
    """A figure in a sentence of its own; ``about`` is the rest of that sentence."""
    about = f"{fields.pop('about', ABOUT)} "
    mention = passage(article, 1000 * number + len(about), text)
    given = {"low": value, "high": value, "unit": None, "what": text.split()[-1], **fields}
    return Figure(
        id=f"F{number}",
        measure=measure,
        value=value,
        text=text,
        citations=(passage(article, 1000 * number, f"{about}{text}"),),
        mentions=(mention,),
        **given,  # type: ignore[arg-type]
    )


def in_month(month: str) -> Date:
    return Date(start=f"{month}-01", end=f"{month}-28", precision="month", text=month)


def listed(key: str, title: str = "", day: str | None = None) -> Listed:
    return Listed(
        id=key,
        title=title,
        outlet="",
        published=day,
        url=None,
        path=None,
        words=1,
        paragraphs=1,
        sha256="",
        language="en",
        origin=key,
        duplicate_of=None,
    )


STORY = [Story(id="S1", title="", articles=("a", "b"))]


def differing(
    *figures: Figure, titles: tuple[str, str] = ("", ""), days: tuple[str | None, str | None] = (None, None)
) -> list[tuple[object, ...]]:
    info = [listed("a", titles[0], days[0]), listed("b", titles[1], days[1])]
    _, found = discrepancies.merge(figures, (), info, STORY)
    return [(d.id, d.kind, d.measure, d.relation, [(p.value, p.text) for p in d.positions]) for d in found]


def test_another_value_of_one_measure() -> None:
    assert differing(figure(1, "a", "3 men", 3, "killed"), figure(2, "b", "5 men", 5, "killed")) == [
        ("D1", "figure", "killed", "contradicted", [(3, "3 men"), (5, "5 men")])
    ]


def test_a_later_and_higher_count_supersedes() -> None:
    rows = figure(1, "b", "5 men", 5, "killed"), figure(2, "a", "3 men", 3, "killed")
    ((_, _, _, relation, _),) = differing(*rows, days=("2020-01-01", "2020-01-02"))
    assert relation == "superseded"


@pytest.mark.parametrize(("measure", "relation"), [("missing", "superseded"), ("killed", "contradicted")])
def test_a_later_and_lower_count_supersedes_where_a_state_may_end(measure: str, relation: str) -> None:
    rows = figure(1, "b", "6 men", 6, measure), figure(2, "a", "14 men", 14, measure)
    ((*_, found, positions),) = differing(*rows, days=("2020-01-01", "2020-01-02"))
    assert (found, positions[0][0]) == (relation, 14 if relation == "superseded" else 6)


def test_one_who_is_still_missing_replaces_six() -> None:
    rows = figure(1, "b", "One man", 1, "missing", about="Still missing is"), figure(2, "a", "6 men", 6, "missing")
    ((*_, relation, positions),) = differing(*rows, days=("2020-01-01", "2020-01-02"))
    assert (relation, positions) == ("superseded", [(6, "6 men"), (1, "One man")])
    rows = figure(1, "b", "One man", 1, "missing"), rows[1]
    assert differing(*rows, days=("2020-01-01", "2020-01-02")) == []


def test_a_count_that_others_rival_on_its_day_supersedes_none() -> None:
    rows = (
        figure(1, "b", "70 people", 70, "killed"),
        figure(2, "a", "41 people", 41, "killed"),
        figure(3, "c", "43 people", 43, "killed"),
    )
    info = [listed("a", "", "2020-01-01"), listed("b", "", "2020-01-02"), listed("c", "", "2020-01-02")]
    story = [Story(id="S1", title="", articles=("a", "b", "c"))]
    _, (found,) = discrepancies.merge(rows, (), info, story)
    assert (found.relation, [p.value for p in found.positions]) == ("contradicted", [70, 41, 43])


def test_an_old_count_told_again_beside_its_successor_is_still_replaced() -> None:
    rows = (
        replace(figure(1, "c", "22 people", 22, "killed")),
        figure(2, "b", "19 people", 19, "killed"),
        figure(3, "a", "12 people", 12, "killed"),
    )
    again = passage("d", 3000, "12 people")
    rows = (*rows[:2], replace(rows[2], mentions=(*rows[2].mentions, again)))
    days = {"a": "2020-01-01", "b": "2020-01-02", "c": "2020-01-03", "d": "2020-01-02"}
    story = [Story(id="S1", title="", articles=tuple(days))]
    _, (found,) = discrepancies.merge(rows, (), [listed(key, "", day) for key, day in days.items()], story)
    assert (found.relation, [p.value for p in found.positions]) == ("superseded", [12, 19, 22])


def test_who_counts_otherwise_is_set_against_the_last_of_those_that_replaced_each_other() -> None:
    rows = (
        figure(1, "a", "14 people", 14, "killed"),
        figure(2, "b", "17 people", 17, "killed", said_by=said("The ministry")),
        figure(3, "b", "22 people", 22, "killed", said_by=said("The rebels")),
        figure(4, "c", "18 people", 18, "killed"),
    )
    days = {"a": "2020-01-01", "b": "2020-01-02", "c": "2020-01-03"}
    story = [Story(id="S1", title="", articles=tuple(days))]
    named, found = discrepancies.merge(rows, (), [listed(key, "", day) for key, day in days.items()], story)
    assert [(d.relation, [p.value for p in d.positions]) for d in found] == [
        ("superseded", [14, 17, 18]),
        ("contradicted", [18, 22]),
    ]
    assert set(named[2].rivals) == {"F4"}


def test_a_count_of_its_own_is_set_against_the_other_of_its_article() -> None:
    rows = (
        figure(1, "a", "7 people", 7, "killed", said_by=said("a union")),
        figure(2, "b", "16 people", 16, "killed"),
        figure(3, "b", "9", 9, "killed", about="The government's own toll stands at", said_by=said("The government")),
    )
    found = differing(*rows, days=("2020-01-01", "2020-01-02"))
    assert [(relation, [value for value, _ in positions]) for *_, relation, positions in found] == [
        ("superseded", [7, 16]),
        ("contradicted", [16, 9]),
    ]


@pytest.mark.parametrize(("done", "found"), [("launched", 1), ("counted", 0)])
def test_all_that_were_launched_as_two_sides_tell_it(done: str, found: int) -> None:
    def drones(number: int, article: str, value: float, before: str, behind: str, by: str) -> Figure:
        one = figure(number, article, f"{value:.0f} drones", value, "drone", about=before, said_by=said(by))
        (place,) = one.citations
        text = f"{place.text} {behind}"
        return replace(one, citations=(replace(place, text=text, end=place.start + len(text)),))

    here = drones(1, "a", 16, "Guns shot down 14 of", "launched by Sarn overnight", "The ministry")
    there = drones(2, "b", 22, "An officer said that", f"were {done}", "An officer")
    assert len(differing(here, there)) == found


def test_guards_and_hostages_are_no_rivals() -> None:
    guards, hostages = figure(1, "a", "2 guards", 2, "killed"), figure(2, "b", "3 hostages", 3, "killed")
    assert differing(guards, hostages) == []


def test_a_share_of_one_thing_is_no_rival_of_a_share_of_another() -> None:
    needed = figure(1, "a", "two thirds of owners", 2 / 3, "owner", unit="share", about="The deal needs the votes of")
    cast = figure(2, "b", "63.8 percent", 63.8, "share", unit="per cent", about="The deal had the votes of owners,")
    assert differing(needed, cast) == []


def test_a_bid_that_was_raised_replaces_the_one_before() -> None:
    rows = (
        figure(1, "a", "31 euros", 31, "money", unit="euro", about="Tolland will pay for each share of Tarn"),
        figure(2, "b", "33 euros", 33, "money", unit="euro", about="Tolland has lifted its offer for Tarn a share to"),
    )
    assert [relation for *_, relation, _ in differing(*rows, days=("2020-01-01", "2020-01-02"))] == ["superseded"]


def test_two_counts_of_one_day_stay_rivals_once_a_later_one_replaces_both() -> None:
    rows = (
        figure(1, "a", "6 people", 6, "killed"),
        figure(2, "b", "23 people", 23, "killed", said_by=said("The president")),
        figure(3, "b", "31 people", 31, "killed", said_by=said("The ministry")),
        figure(4, "c", "37 people", 37, "killed", said_by=said("The government")),
    )
    days = {"a": "2020-01-01", "b": "2020-01-02", "c": "2020-01-03"}
    story = [Story(id="S1", title="", articles=tuple(days))]
    _, found = discrepancies.merge(rows, (), [listed(key, "", day) for key, day in days.items()], story)
    assert [(d.relation, {p.value for p in d.positions}) for d in found] == [
        ("superseded", {6, 31, 37}),
        ("contradicted", {23, 31}),
    ]


def test_what_another_party_counts_in_the_next_breath_replaces_nothing_though_it_was_told_last() -> None:
    pirates = figure(1, "a", "3 pirates", 3, "killed", said_by=said("The navy"))
    pirates = replace(pirates, mentions=(*pirates.mentions, passage("b", 2040, "three")))
    theirs = figure(2, "b", "5 of his men", 5, "killed", what="his men", said_by=said("The caller"))
    ((*_, relation, positions),) = differing(pirates, theirs, days=("2020-01-01", "2020-01-02"))
    assert (relation, {value for value, _ in positions}) == ("contradicted", {3, 5})


@pytest.mark.parametrize(("text", "found"), [("this year", 0), ("5 January", 1)])
def test_all_there_were_this_year_are_no_rival_of_one_event(text: str, found: int) -> None:
    when = Date(start="2020-01-01", end="2020-01-05", precision="day", text=text)
    rows = figure(1, "a", "3 boys", 3, "killed", when=when), figure(2, "b", "5 boys", 5, "killed")
    assert len(differing(*rows, days=("2020-01-05", "2020-01-05"))) == found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4 victims were in hospital, and a fifth man was found", []),
        ("4 victims were in hospital, and a fourth time it rained", [5, 4]),
    ],
)
def test_a_count_that_one_more_is_added_to_is_no_whole(text: str, values: list[float]) -> None:
    rows = figure(1, "a", "5 men", 5, "injured"), figure(2, "b", "4 victims", 4, "injured")
    at = passage("b", 2000, text)
    rows = rows[0], replace(rows[1], citations=(at,), mentions=(passage("b", 2000, "4 victims"),))
    assert [p[0] for row in differing(*rows) for p in row[4]] == values


def test_at_least_so_many_is_replaced_by_more_a_day_later() -> None:
    rows = figure(1, "b", "41 men", 41, "killed"), figure(2, "a", "at least 34 men", 34, "killed", high=None)
    ((*_, found, positions),) = differing(*rows, days=("2020-01-01", "2020-01-02"))
    assert (found, [value for value, _ in positions]) == ("superseded", [34, 41])
    assert differing(*rows, days=("2020-01-01", "2020-01-01")) == []


def test_counts_far_apart_whose_sentences_share_nothing_are_no_rivals() -> None:
    clinic = figure(1, "a", "6 people", 6, "killed", about="Planes hit a clinic")
    fort = figure(2, "b", "60 people", 60, "killed", about="Rebels took a fort")
    assert differing(clinic, fort) == []
    assert differing(clinic, figure(2, "b", "60 people", 60, "killed", about="Planes over a clinic")) != []


def test_an_amount_told_twice_in_one_breath_is_one() -> None:
    about = "The old pipe at the river spilled"
    less = figure(1, "a", "300 barrels", 300, "volume", unit="barrel", about=about)
    text = f"{about} 620 barrels, or 26,000 gallons"
    cited = (passage("b", 5000, text),)
    more = replace(
        figure(2, "b", "620 barrels", 620, "volume", unit="barrel"),
        citations=cited,
        mentions=(passage("b", 5000 + text.index("620"), "620 barrels"),),
    )
    again = replace(
        figure(3, "b", "26,000 gallons", 26_000, "volume", unit="gallon"),
        citations=cited,
        mentions=(passage("b", 5000 + text.index("26,000"), "26,000 gallons"),),
    )
    ((*_, positions),) = differing(less, more, again)
    assert [value for value, _ in positions] == [300, 620]


def test_who_are_left_replace_no_count() -> None:
    rows = (
        figure(1, "a", "7 people", 7, "injured"),
        figure(2, "b", "6 people", 6, "injured", about="Still in the clinic are"),
    )
    ((*_, relation, _),) = differing(*rows, days=("2020-01-01", "2020-01-02"))
    assert relation == "superseded"


def test_counts_of_two_sides_are_no_rivals() -> None:
    rows = figure(1, "a", "20 protesters", 20, "injured"), figure(2, "b", "11 officers", 11, "injured")
    assert differing(*rows) == []


def test_a_count_that_is_told_again_later_is_still_the_older_one() -> None:
    again = figure(2, "a", "3 men", 3, "killed")
    again = replace(again, citations=(*again.citations, passage("c", 0, "3 men")))
    info = [listed("a", "", "2020-01-01"), listed("b", "", "2020-01-02"), listed("c", "", "2020-01-03")]
    story = [Story(id="S1", title="", articles=("a", "b", "c"))]
    _, (found,) = discrepancies.merge((figure(1, "b", "5 men", 5, "killed"), again), (), info, story)
    assert [p.value for p in found.positions] == [3, 5]


def test_an_article_without_a_date_makes_no_count_the_older_one() -> None:
    new = figure(1, "b", "5 men", 5, "killed")
    new = replace(new, citations=(*new.citations, passage("c", 0, "5 men")))
    info = [listed("a", "", "2020-01-01"), listed("b", "", "2020-01-02"), listed("c")]
    story = [Story(id="S1", title="", articles=("a", "b", "c"))]
    _, (found,) = discrepancies.merge((new, figure(2, "a", "3 men", 3, "killed")), (), info, story)
    assert (found.relation, [p.value for p in found.positions]) == ("superseded", [3, 5])


def test_a_count_of_long_ago_is_no_rival_of_one_of_today() -> None:
    today = figure(1, "a", "80 people", 80, "injured")
    before = figure(2, "b", "more than 1,400", 1400, "injured", when=in_month("2005-02"), high=None)
    assert differing(today, before, days=("2005-11-28", None)) == []
    assert differing(today, before, days=("2005-03-01", None)) != []


def test_rivals_name_each_other() -> None:
    rows = figure(1, "a", "3 men", 3, "killed"), figure(2, "b", "5 men", 5, "killed")
    figures, _ = discrepancies.merge(rows, (), [listed("a"), listed("b")], STORY)
    assert [f.rivals for f in figures] == [("F2",), ("F1",)]


@pytest.mark.parametrize(
    "rows",
    [
        (
            figure(1, "a", "over a quarter of a million people", 250_000, "killed", high=None),
            figure(2, "b", "a quarter of a million people", 250_000, "killed"),
        ),
        (figure(1, "a", "at least 4 men", 4, "killed", high=None), figure(2, "b", "5 men", 5, "killed")),
        (figure(1, "a", "15 men", 15, "detained"), figure(2, "b", "the remaining 14 men", 14, "detained")),
        (
            figure(1, "a", "930 miles", 930, "distance", unit="mile", about="The depot lies off by"),
            figure(2, "b", "1,500 km", 1500, "distance", unit="kilometre", about="Her swim was one of"),
        ),
        (
            figure(1, "a", "2 tanks", 2, "tank", about="The northern depot holds"),
            figure(2, "b", "9 tanks", 9, "tank", about="A parade showed"),
        ),
        (
            figure(
                1,
                "a",
                "40 tonnes",
                40,
                "mass",
                unit="tonne",
                about="Norland says cuts at the mill, unfair as unions find them, save",
            ),
            figure(
                2,
                "b",
                "158 tonnes",
                158,
                "mass",
                unit="tonne",
                about="Before its cuts Norland sold the old mill beside the canal for",
            ),
        ),
        (figure(1, "a", "15 boats", 15, "boat"), figure(2, "b", "the other 14 boats", 14, "boat")),
        (
            figure(1, "a", "fifteen-year", 15, "duration", unit="year"),
            figure(2, "b", "37 years", 37, "duration", unit="year"),
        ),
        (figure(1, "a", "four times", 4, "time"), figure(2, "b", "three times", 3, "time")),
        (figure(1, "a", "11 times", 11, "time"), figure(2, "b", "11 rounds", 11, "round")),
        (figure(1, "a", "18 boats", 18, "boat"), figure(2, "b", "14 of the 18 boats", 14, "boat")),
        (figure(1, "a", "8 boats", 8, "boat"), figure(2, "b", "four more boats", 4, "boat")),
        (
            figure(1, "a", "40 per cent", 40, "share", unit="per cent"),
            figure(2, "b", "60 per cent", 60, "share", unit="per cent"),
        ),
        (figure(1, "a", "5 people", 5, "injured"), figure(2, "b", "5 people", 5, "injured")),
        (figure(1, "a", "two men", 2, "injured"), figure(2, "b", "a 2-year-old boy", 1, "injured")),
        (
            figure(1, "a", "3 officers", 3, "killed", what="Port Ellen police officers"),
            figure(2, "b", "5 officers", 5, "killed", what="Oban officers"),
        ),
        (
            figure(1, "a", "5 guards", 5, "detained", what="Iranian guards"),
            figure(2, "b", "15 sailors", 15, "detained", what="British sailors"),
        ),
        (
            figure(1, "a", "8 sailors", 8, "detained", when=in_month("2004-06")),
            figure(2, "b", "15 sailors", 15, "detained", when=in_month("2007-03")),
        ),
        (
            figure(1, "a", "80 people", 80, "injured", when=in_month("2005-11")),
            figure(2, "b", "more than 1,400", 1400, "injured", when=in_month("2005-02"), high=None),
        ),
    ],
)
def test_what_can_both_be_true_is_no_discrepancy(rows: tuple[Figure, ...]) -> None:
    assert differing(*rows) == []


def test_who_gives_both_values_counts_two_things() -> None:
    """Five boats came, and three of them were seized; the other article speaks of these alone."""
    rows = [
        figure(1, "a", "five boats", 5, "boat"),
        figure(2, "a", "three boats", 3, "boat", about="The crew later seized"),
        figure(3, "b", "3 ships", 3, "ship"),
    ]
    assert differing(*rows) == []
    assert [kind for _, kind, *_ in differing(rows[0], rows[2])] == ["figure"]


def test_converted_amounts_differ() -> None:
    rows = (
        figure(1, "a", "900 miles", 900, "distance", unit="mile"),
        figure(2, "b", "greater than 1,500 kilometers", 1500, "distance", unit="kilometre", high=None),
    )
    assert [(kind, relation) for _, kind, _, relation, _ in differing(*rows)] == [("figure", "contradicted")]


def test_amounts_that_are_one_when_converted() -> None:
    rows = (
        figure(1, "a", "930 miles", 930, "distance", unit="mile"),
        figure(2, "b", "1,500 km", 1500, "distance", unit="kilometre"),
    )
    assert [(kind, relation) for _, kind, _, relation, _ in differing(*rows)] == [("figure", "rounded alike")]


def said(name: str) -> Source:
    return Source(name=name, actor=name)


def test_a_distance_in_two_units_is_rounded_in_each() -> None:
    rows = (
        figure(1, "a", "35 miles", 35, "distance", unit="mile"),
        figure(2, "b", "60 km", 60, "distance", unit="kilometre"),
    )
    assert [relation for *_, relation, _ in differing(*rows)] == ["rounded alike"]


def test_one_source_that_counts_again_supersedes_itself() -> None:
    rows = (
        figure(1, "a", "27 leaks", 27, "leak", about="The maker knows of", said_by=said("A1")),
        figure(2, "b", "33 leaks", 33, "leak", about="The maker now knows of", said_by=said("A1")),
    )
    assert [(relation, positions) for *_, relation, positions in differing(*rows)] == [
        ("superseded", [(27, "27 leaks"), (33, "33 leaks")])
    ]


@pytest.mark.parametrize(("later", "found"), [("The fire has burnt", ["superseded"]), ("The fund has bought", [])])
def test_what_has_spread_is_as_far_as_it_got_last(later: str, found: list[str]) -> None:
    rows = [
        figure(1, "a", "4,300 hectares", 4300, "area", unit="hectare", about="The fire had burnt"),
        figure(2, "b", "9,650 hectares", 9650, "area", unit="hectare", about=later),
    ]
    assert [row[3] for row in differing(*rows, days=("2020-01-01", "2020-01-03"))] == found


def test_a_count_of_a_part_is_another_scope() -> None:
    rows = (
        figure(1, "a", "31 leaks", 31, "leak", about="The northern county alone has recorded this year"),
        figure(2, "b", "27 leaks", 27, "leak", about="The northern ministry has recorded this year"),
    )
    assert [relation for *_, relation, _ in differing(*rows)] == ["differently scoped"]


def beside(text: str, *figures: tuple[str, float, str | None]) -> list[Figure]:
    """Figures of one sentence: the words, the value, the unit."""
    whole = passage("a", 0, text)
    return [
        Figure(
            id=f"F{n}",
            measure="mass" if unit else "seat",
            value=value,
            low=value,
            high=value,
            unit=unit,
            what="",
            text=words,
            citations=(whole,),
            mentions=(passage("a", text.index(words), words),),
        )
        for n, (words, value, unit) in enumerate(figures, 1)
    ]


@pytest.mark.parametrize(
    ("text", "figures", "relation"),
    [
        (
            "The ministry put it at 300 tonnes; the port said the papers showed 480 tonnes.",
            [("300 tonnes", 300, "tonne"), ("480 tonnes", 480, "tonne")],
            ["contradicted"],
        ),
        (
            "The yard raised its estimate from 12 seats to 16 seats.",
            [("12 seats", 12, None), ("16 seats", 16, None)],
            ["superseded"],
        ),
        (
            "It carried 300 tonnes of rice but 80 tonnes of oil.",
            [("300 tonnes", 300, "tonne"), ("80 tonnes", 80, "tonne")],
            [],
        ),
        (
            "The town raised 300 tonnes of rice, while the state pledged 80 tonnes of rice.",
            [("300 tonnes", 300, "tonne"), ("80 tonnes", 80, "tonne")],
            [],
        ),
        (
            "Tarn, which had forecast a load of 300 tonnes, said it now expected no more than 80 tonnes.",
            [("300 tonnes", 300, "tonne"), ("80 tonnes", 80, "tonne")],
            ["superseded"],
        ),
        ("Its load rose from 12 seats to 16 seats.", [("12 seats", 12, None), ("16 seats", 16, None)], []),
    ],
)
def test_two_figures_of_one_sentence(
    text: str, figures: list[tuple[str, float, str | None]], relation: list[str]
) -> None:
    assert [one for *_, one, _ in differing(*beside(text, *figures))] == relation


@pytest.mark.parametrize(("after", "found"), [("after the quake", []), ("of fire", ["contradicted"])])
def test_how_long_after_is_not_how_long(after: str, found: list[str]) -> None:
    one = figure(1, "a", "10 minutes", 10, "duration", unit="minute")
    two = figure(2, "b", "2 hours", 2, "duration", unit="hour")
    (other,) = two.citations
    rest = f"{other.text} {after}"
    two = replace(two, citations=(replace(other, text=rest, end=other.start + len(rest)),))
    assert [relation for *_, relation, _ in differing(one, two)] == found


@pytest.mark.parametrize(("behind", "found"), [(" behind the front line", 0), (" from the border", 1)])
def test_how_far_from_two_places_are_no_rivals(behind: str, found: int) -> None:
    def distance(number: int, article: str, value: float, end: str) -> Figure:
        one = figure(number, article, f"{value:.0f} km", value, "distance", unit="kilometre")
        (place,) = one.citations
        text = f"{place.text}{end}"
        return replace(one, citations=(replace(place, text=text, end=place.start + len(text)),))

    assert len(differing(distance(1, "a", 420, " from the border"), distance(2, "b", 520, behind))) == found


@pytest.mark.parametrize(
    ("about", "found"), [("It put the quake at ", ["contradicted"]), ("An aftershock had a magnitude of ", [])]
)
def test_a_story_has_one_quake(about: str, found: list[str]) -> None:
    one = figure(1, "a", "magnitude 6.9", 6.9, "magnitude", unit="magnitude", about="The coast was hit by a quake of ")
    two = figure(2, "b", "6.7", 6.7, "magnitude", unit="magnitude", about=about)
    assert [relation for *_, relation, _ in differing(one, two)] == found
    of_2009 = replace(two, when=Date(start="2009-01-01", end="2009-12-31", precision="year", text="2009"))
    assert differing(one, of_2009) == []


def test_what_has_grown_to_so_much_replaces_what_it_was() -> None:
    rows = (
        figure(1, "a", "900 metres", 900, "distance", unit="metre", about="The slide has dammed the river, a lake of"),
        figure(2, "b", "1.6 km", 1.6, "distance", unit="kilometre", about="The lake behind the slide has grown to"),
    )
    found = differing(*rows, days=("2020-01-01", "2020-01-02"))
    assert [(relation, [value for value, _ in positions]) for *_, relation, positions in found] == [
        ("superseded", [900, 1.6])
    ]


@pytest.mark.parametrize(("about", "found"), [("before killing herself", 0), ("in the night", 1)])
def test_who_did_it_is_in_the_greater_toll(about: str, found: int) -> None:
    less = figure(1, "a", "two sons", 2, "killed", about=f"A woman, {about}, shot her")
    assert len(differing(less, figure(2, "b", "3 people", 3, "killed"))) == found


@pytest.mark.parametrize(("behind", "found"), [("Chinese goods", 0), ("steel goods", 1)])
def test_amounts_of_the_goods_of_two_peoples_are_two(behind: str, found: int) -> None:
    def amount(number: int, article: str, value: float, goods: str) -> Figure:
        one = figure(number, article, f"${value:.0f}bn", value * 1e9, "money", unit="dollar")
        (place,) = one.citations
        text = f"{place.text} of {goods} a year"
        return replace(one, citations=(replace(place, text=text, end=place.start + len(text)),))

    assert len(differing(amount(1, "a", 60, "American goods"), amount(2, "b", 34, behind))) == found


@pytest.mark.parametrize(
    ("about", "behind", "measure", "unit", "found"),
    [
        ("A car was chased by police on the coast road for", " north of Orvel", "distance", "mile", []),
        ("A car was chased by police on the coast road for", " to Orvel", "distance", "mile", ["contradicted"]),
        ("A baker has worked at the mill on the quay for", "", "duration", "year", []),
        ("The mill on the quay of the baker stood empty for", "", "duration", "year", ["contradicted"]),
    ],
)
def test_where_something_is_and_how_long_somebody_has_worked_are_no_rivals(about, behind, measure, unit, found):
    def amount(number: int, article: str, value: float, rest: str) -> Figure:
        one = figure(number, article, f"{value:.0f} {unit}s", value, measure, unit=unit, about=about)
        (place,) = one.citations
        text = f"{place.text}{rest}"
        return replace(one, citations=(replace(place, text=text, end=place.start + len(text)),))

    assert [
        relation for *_, relation, _ in differing(amount(1, "a", 30, " to Orvel"), amount(2, "b", 50, behind))
    ] == found


@pytest.mark.parametrize(("patient", "found"), [("A2", []), ("A1", ["contradicted"])])
def test_the_terms_of_two_people_are_two_things(patient: str, found: list[str]) -> None:
    about = "Over the mill fire the court of Orvel sentenced somebody to"
    terms = [
        figure(n, a, f"{v} years", v, "duration", unit="year", about=about) for n, a, v in ((1, "a", 9), (2, "b", 8))
    ]
    whom = ("A1", patient)
    events = [
        Event(
            id=f"E{n}",
            mentions=(
                replace(told("a", "", patients=(one,)), passage=f.citations[0], trigger=passage("a", 0, "sentenced")),
            ),
        )
        for n, (one, f) in enumerate(zip(whom, terms, strict=True), 1)
    ]
    _, told_apart = discrepancies.merge(terms, events, [listed("a"), listed("b")], STORY)
    assert [d.relation for d in told_apart if d.kind == "figure"] == found


@pytest.mark.parametrize(
    ("value", "found"), [(75.0, [["75 people", "between 40 and 60 people"]]), (50.0, []), (60.0, [])]
)
@pytest.mark.parametrize("measure", ["injured", "tonne"])
def test_a_range_and_a_number(value: float, found: list[list[str]], measure: str) -> None:
    span = replace(figure(1, "a", "between 40 and 60 people", 50, measure), value=None, low=40.0, high=60.0)
    number = figure(2, "b", f"{value:.0f} people", value, measure)
    _, differ = discrepancies.merge([span, number], (), [listed("a"), listed("b")], STORY)
    assert [sorted(p.text for p in d.positions) for d in differ] == found


@pytest.mark.parametrize(
    ("about", "relation"),
    [
        ("At a party on the quay of Sorn were shot", "differently scoped"),
        ("Officials had said earlier that in Sorn were shot", "superseded"),
    ],
)
def test_what_one_article_tells_side_by_side_is_not_replaced(about: str, relation: str) -> None:
    first = figure(1, "a", "5 guests", 5, "injured", what="people")
    place = passage("b", 400, f"{about} 5 guests")
    again = replace(
        first, mentions=(*first.mentions, passage("b", 440, "5 guests")), citations=(*first.citations, place)
    )
    all_of_them = figure(0, "b", "15 people", 15, "injured", what="people", about="Five shootings in Sorn wounded")
    _, found = discrepancies.merge(
        [again, all_of_them], (), [listed("a", day="2026-03-01"), listed("b", day="2026-03-02")], STORY
    )
    assert [d.relation for d in found] == [relation]


def test_whoever_he_is_may_be_who_denies() -> None:
    said = told("a", "He says jets struck the clinic.", said_by=Source(name="He"), stance="claimed")
    assert of_events(said, told("b", "Jets had not struck.", said_by=Source(name="Ann"), stance="denied")) == []


@pytest.mark.parametrize(("also", "found"), [(False, ["detained"]), (True, [])])
def test_who_is_held_is_detained_unless_an_article_tells_them_apart(also: bool, found: list[str]) -> None:
    rows = [figure(1, "a", "65 marchers", 65, "arrested"), figure(2, "b", "40 marchers", 40, "detained")]
    rows += [figure(3, "b", "65 marchers", 65, "arrested")] if also else []
    _, differ = discrepancies.merge(rows, (), [listed("a"), listed("b")], STORY)
    assert [d.measure for d in differ] == found


def test_one_number_of_two_things() -> None:
    rows = figure(1, "a", "26 rockets", 26, "rocket"), figure(2, "b", "26 cruise missiles", 26, "missile")
    assert [(kind, positions) for _, kind, _, _, positions in differing(*rows)] == [
        ("wording", [(26, "26 rockets"), (26, "26 cruise missiles")])
    ]


def test_one_noun_more_closely_described_is_no_other_thing() -> None:
    rows = figure(1, "a", "26 rockets", 26, "rocket"), figure(2, "b", "26 Norland rockets", 26, "launched")
    assert differing(*rows) == []


def test_a_headline_that_gives_another_number_than_its_article() -> None:
    rows = figure(1, "a", "3 men", 3, "killed"), figure(2, "b", "3 men", 3, "killed")
    found = differing(*rows, titles=("5 dead in harbour fire", ""))
    assert [positions for *_, positions in found] == [[(3, "3 men"), (5, "5 dead")]]


@pytest.mark.parametrize(("title", "found"), [("More than 2 dead in harbour fire", 0), ("More than 4 dead", 1)])
def test_a_headline_that_rounds_the_number_of_its_article(title: str, found: int) -> None:
    rows = figure(1, "a", "3 men", 3, "killed"), figure(2, "b", "3 men", 3, "killed")
    assert len(differing(*rows, titles=(title, ""))) == found


@pytest.mark.parametrize(
    "title", ["Storm leaves 4 million without power", "Storm leaves 4 homeless", "Storm kills 4 million bees"]
)
def test_a_headline_counts_no_dead_without_saying_so(title: str) -> None:
    rows = figure(1, "a", "3 men", 3, "killed"), figure(2, "b", "3 men", 3, "killed")
    assert differing(*rows, titles=(title, "")) == []


# --- events ----------------------------------------------------------------------------------


def told(article: str, text: str, **fields: object) -> Told:
    place = passage(article, 0, text)
    given = {
        "agents": ("A1",),
        "patients": ("A2",),
        "places": (),
        "when": None,
        "stance": "asserted",
        "said_by": None,
        "main": True,
        "weight": 0.8,
        **fields,
    }
    return Told(trigger=passage(article, 5, "struck"), passage=place, **given)  # type: ignore[arg-type]


def of_events(*reports: Told) -> list[tuple[str, list[str]]]:
    events = [Event(id=f"E{n}", mentions=(one,)) for n, one in enumerate(reports, 1)]
    _, found = discrepancies.merge((), events, [listed("a"), listed("b")], STORY)
    return [(d.kind, [p.text for p in d.positions]) for d in found]


def test_a_denial_stands_beside_what_it_denies() -> None:
    said = told("a", "Jets struck the clinic, medics said.", said_by=Source(name="medics"), stance="claimed")
    denied = told(
        "b", "The ministry denied its jets struck the clinic.", said_by=Source(name="ministry"), stance="denied"
    )
    assert of_events(said, denied) == [("denial", [said.passage.text, denied.passage.text])]


@pytest.mark.parametrize(
    ("found", "kinds"), [("letters in which guards hid the leak", []), ("proof that he sank the boat", ["denial"])]
)
def test_who_found_one_thing_did_not_deny_that_he_found_another(found: str, kinds: list[str]) -> None:
    def report(article: str, text: str, **fields: object) -> Told:
        at = text.index(" found ") + 1
        return replace(told(article, text, **fields), trigger=passage(article, at, "found"))

    said = report("a", f"Still, the inspector found {found}.")
    no = report("b", "No inspector found proof that he sank the boat.", stance="denied", said_by=Source(name="Lind"))
    assert [kind for kind, _ in of_events(said, no)] == kinds


@pytest.mark.parametrize(
    ("text", "fields", "relation"),
    [
        (
            "The ministry admitted its jets struck the clinic.",
            {"stance": "claimed", "said_by": "ministry"},
            "taken back",
        ),
        ("The ministry withdrew its denial.", {"agents": ("A9",), "trigger": "withdrew"}, "taken back"),
        ("The ministry withdrew its troops.", {"agents": ("A9",), "trigger": "withdrew"}, "contradicted"),
        ("Jets struck the clinic, nurses said.", {"stance": "claimed", "said_by": "nurses"}, "contradicted"),
        ("The ministry again denied that.", {"stance": "denied", "said_by": "ministry"}, "contradicted"),
    ],
)
@pytest.mark.parametrize("day", ["2026-03-05", "2026-03-02"])
def test_a_denial_that_is_taken_back_later(text: str, fields: dict[str, object], relation: str, day: str) -> None:
    def by(name: str) -> Source:
        return Source(name=name, actor={"ministry": "A9"}.get(name))

    said = told("a", "Jets struck the clinic, medics said.", said_by=by("medics"), stance="claimed")
    no = told("b", "The ministry denied its jets struck the clinic.", said_by=by("ministry"), stance="denied")
    word = str(fields.get("trigger", "struck"))
    rest = {key: by(str(value)) if key == "said_by" else value for key, value in fields.items() if key != "trigger"}
    then = replace(told("c", text, **rest), trigger=passage("c", text.find(word), word))
    events = [Event(id=f"E{n}", mentions=(one,)) for n, one in enumerate((said, no, then), 1)]
    articles = [listed("a", day="2026-03-02"), listed("b", day="2026-03-03"), listed("c", day=day)]
    _, found = discrepancies.merge((), events, articles, [replace(STORY[0], articles=("a", "b", "c"))])
    later = day > "2026-03-03"
    first = next(d for d in found if no.passage in d.positions[1].citations)
    assert first.relation == (relation if later else "contradicted")
    assert [p.text for p in first.positions[2:]] == ([text] if later and relation == "taken back" else [])


def test_nobody_denies_himself_and_an_unnamed_no_is_no_denial() -> None:
    said = told("a", "Jets struck.", said_by=Source(name="ministry"), stance="claimed")
    assert of_events(said, told("b", "Jets had not struck.", said_by=Source(name="ministry"), stance="denied")) == []
    assert of_events(said, told("b", "Jets have not struck.", stance="denied")) == []


def test_a_denial_told_by_several_articles_is_one() -> None:
    claim, no = passage("a", 0, "Divers said the hull was torn."), passage("a", 40, "The owner rejected the claim.")
    copy = replace(claim, article="b"), replace(no, article="b")
    rows = [
        Denial(claim=claim, denial=no, claimed_by=Source(name="Divers"), denied_by=Source(name="The owner")),
        Denial(claim=copy[0], denial=copy[1]),
    ]
    _, found = discrepancies.merge((), (), [listed("a"), listed("b")], STORY, rows)
    assert [(d.id, d.kind, [(p.text, p.citations, p.said_by) for p in d.positions]) for d in found] == [
        (
            "D1",
            "denial",
            [
                (claim.text, (claim, copy[0]), Source(name="Divers")),
                (no.text, (no, copy[1]), Source(name="The owner")),
            ],
        )
    ]


def day(text: str) -> Date:
    return Date(start=text, end=text, precision="day", text=text)


def test_one_deed_on_two_days() -> None:
    text = "Masked robbers struck the central jewel market with hammers and axes"
    rows = told("a", text, when=day("2020-01-01")), told("b", text + " again", when=day("2020-01-02"))
    assert of_events(*rows) == [("date", ["2020-01-01", "2020-01-02"])]


@pytest.mark.parametrize(
    ("word", "named", "expected"), [("arrested", True, 1), ("arrested", False, 0), ("visited", True, 0)]
)
def test_what_befalls_somebody_once_is_of_one_day(word: str, named: bool, expected: int) -> None:
    def report(article: str, text: str, on: str) -> Told:
        one = told(article, text, when=day(on), agents=(), patients=("P1",))
        return replace(one, trigger=passage(article, 5, word))

    rows = report("a", f"Reed was {word} at night.", "2020-01-01"), report("b", f"They {word} Reed.", "2020-01-02")
    events = [Event(id=f"E{n}", mentions=(one,)) for n, one in enumerate(rows, 1)]
    people = frozenset({"P1"} if named else ())
    _, found = discrepancies.merge((), events, [listed("a"), listed("b")], STORY, people=people)
    assert len(found) == expected
