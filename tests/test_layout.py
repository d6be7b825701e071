"""What is counted, grouped and labelled for the page."""

from dataclasses import replace

import pytest
from briefs import cite, deeds, development, empty, figure, long, ordinary, quote, sentence

from briefing.labels import Value, day_label, days, label, moment, value, web
from briefing.layout import Dated, Layout
from briefing.model import Date, Line, Passage, Position, Revised, Source, Story

LAYOUT = Layout(ordinary())


def test_marks_group_paragraphs_by_article_in_the_order_of_the_sources() -> None:
    marks = LAYOUT.marks([sentence("A2", 5), sentence("A1", 4), sentence("A2", 1), sentence("A1", 4)])
    assert [(m.article, m.source, m.paragraphs) for m in marks.shown] == [
        ("A1", "source-1", ((4, "passage-1-4"),)),
        ("A2", "source-2", ((1, "passage-2-1"), (5, "passage-2-5"))),
    ]
    assert marks.more == 0


def test_marks_that_do_not_fit_are_counted() -> None:
    many = [replace(sentence("A1", 1), article=f"A{n}") for n in range(1, 11)]
    marks = Layout(long()).marks(many, most=4)
    assert ([m.article for m in marks.shown], marks.more) == (["A1", "A2", "A3", "A4"], 6)


def test_a_passage_of_an_unknown_article_has_no_mark() -> None:
    assert LAYOUT.marks([Passage(article="other", start=0, end=1, text="x")]).shown == ()


@pytest.mark.parametrize(
    ("ids", "labels"),
    [
        (("A1", "A2"), ("A1", "A2")),
        (("s7", "12"), ("s7", "12")),
        (("A1", "reports/2026 <b>.txt"), ("A1", "A2")),
        (("", "] [x"), ("A1", "A2")),
    ],
)
def test_odd_ids_of_articles_get_plain_labels(ids: tuple[str, ...], labels: tuple[str, ...]) -> None:
    articles = tuple(replace(ordinary().articles[0], id=one) for one in ids)
    assert tuple(Layout(replace(empty(), articles=articles)).labels.values()) == labels


@pytest.mark.parametrize(
    ("headline", "text", "heading", "rest"),
    [
        ("The dam broke", "The dam broke.", "The dam broke.", None),
        ("The dam broke", "The dam broke on Tuesday night, officials said.",
         "The dam broke on Tuesday night, officials said.", None),
        ("The dam broke", "The dam broke, sending a wall of water through the lower valley at night.",
         "The dam broke", "… sending a wall of water through the lower valley at night."),
        ("The dam broke, Weld said", "After nine days of rain the old dam broke at night, the minister Weld said.",
         "The dam broke, Weld said", "After nine days of rain the old dam broke at night, the minister Weld said."),
        ("The dam", "The damage is great and nobody in the valley knows yet how it will be paid for.",
         "The dam", "The damage is great and nobody in the valley knows yet how it will be paid for."),
        ("", "The dam broke.", "The dam broke.", None),
        ("The dam broke", "", "The dam broke", None),
        ("", "", "", None),
    ],
)  # fmt: skip
def test_a_development_is_not_printed_twice(headline: str, text: str, heading: str, rest: str | None) -> None:
    made = replace(development("D1", headline, sentence("A1", 1), "reported", 1), text=text)
    assert (LAYOUT.heading(made), LAYOUT.rest(made)) == (heading, rest)


def test_a_first_sentence_that_the_headline_all_but_tells_is_the_heading() -> None:
    first, then = "The dam broke on Tuesday night, officials said.", "They had warned of it."
    cited = replace(sentence("A1", 1), text=first)
    made = replace(development("D1", "The dam broke", cited, "claimed", 1), text=f"{first} {then}")
    layout = Layout(replace(ordinary(), developments=(made,)))
    assert (layout.heading(made), layout.rest(made)) == (first, f"… {then}")
    longer = replace(made, citations=(replace(cited, text=made.text),))
    assert layout.heading(longer) == "The dam broke"


def test_actors_beyond_those_with_a_row_are_named() -> None:
    brief = ordinary()
    actors = tuple(replace(brief.actors[0], id=f"X{n}", name=f"Ann Reed {n}", roles=("mayor",)) for n in range(12))
    layout = Layout(replace(brief, actors=actors))
    assert [p.actor.name for p in layout.players] == [a.name for a in actors[:9]]
    assert [p.actor.name for p in layout.also_named] == [a.name for a in actors[9:]]


@pytest.mark.parametrize(
    ("text", "what", "parts"),
    [
        ("At least 14", "people", ("At least", "14", "")),
        ("at least 12 people", "people", ("at least", "12", "")),
        ("more than 1,500 hectares", "of farmland", ("more than", "1,500", "hectares")),
        ("about $2.5 million in aid", "aid", ("about", "$2.5 million", "in")),
        ("40%", "of homes", ("", "40%", "")),
        ("a quarter of a million people", "people", ("", "a quarter of a million", "")),
        ("between 20 and 30", "houses", ("between", "20", "and 30")),
    ],
)
def test_a_figure_is_taken_apart_for_setting(text: str, what: str, parts: tuple[str, str, str]) -> None:
    made = figure("F1", "killed", what, text, 1, sentence("A1", 1), None)
    assert value(made, made.what) == Value(before=parts[0], number=parts[1], after=parts[2], figure=made)


@pytest.mark.parametrize(("text", "what"), [("his father", "his father"), ("she and two others", "she, others")])
def test_of_somebody_who_is_not_counted_the_label_says_what_became(text: str, what: str) -> None:
    assert label(figure("F1", "injured", what, text, 1, sentence("A1", 1), None)) == "injured"


@pytest.mark.parametrize(
    ("measure", "what", "expected"),
    [
        ("killed", "people", "people killed"),
        ("killed", "people killed", "people killed"),
        ("missing", "", "missing"),
        ("injured", "hurt", "hurt"),
        ("soldier", "soldiers sent to the valley", "soldiers sent to the valley"),
        ("soldier", "", "soldier"),
        ("killed", "deaths", "killed"),
        ("killed", "Nobody", "killed"),
    ],
)
def test_the_label_says_what_is_counted(measure: str, what: str, expected: str) -> None:
    told = replace(sentence("A1", 1), text="The blast killed seven.")
    assert label(figure("F1", measure, what, "7", 7, told, None)) == expected


@pytest.mark.parametrize(
    ("measure", "what", "text", "told", "expected"),
    [
        ("killed", "people", "seven people", "Seven people have died of the fever.", "people dead"),
        ("killed", "a man of 58", "a man of 58", "The death of a man of 58 is looked into.", "dead"),
        ("injured", "its border guards", "two of its border guards", "Two of its border guards were hurt.", "injured"),
        ("killed", "its men", "two of its men", "A drone killed two of its men.", "killed"),
        ("arrested", "soldiers", "212 soldiers and clerks", "It has arrested 212 soldiers and clerks.", "arrested"),
    ],
)
def test_the_label_hardens_nothing(measure: str, what: str, text: str, told: str, expected: str) -> None:
    """Who died need not have been killed; "its" is nobody's whom the label names."""
    made = figure("F1", measure, what, text, 2, replace(sentence("A1", 1), text=told), None)
    assert label(made) == expected


@pytest.mark.parametrize(
    ("measure", "text", "expected", "left"),
    [
        ("money", "1.6 billion kronor", "kronor", "1.6 billion"),
        ("money", "about $170 million", "money", "about $170 million"),
        ("share", "14.5 per cent", "share", "14.5 per cent"),
    ],
)
def test_a_sum_is_labelled_by_its_currency(measure: str, text: str, expected: str, left: str) -> None:
    made = figure("F1", measure, "", text, 1, sentence("A1", 1), None)
    parts = value(made, label(made))
    assert (label(made), " ".join(filter(None, (parts.before, parts.number, parts.after)))) == (expected, left)


@pytest.mark.parametrize(("measure", "day"), [("killed", "4 March 2026"), ("soldier", "as of 4 March 2026")])
def test_those_whom_something_befell_on_a_day_were_not_all_counted_by_then(measure: str, day: str) -> None:
    said = Source(name="the army")
    assert LAYOUT.of_day(figure("F1", measure, "people", "7 people", 7, sentence("A1", 1), said)) == day


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The singer Ilva Brenn has died at 91.", "died"),
        ("Ilva Brenn died when the dam broke.", "died"),
        ("Ilva Brenn was murdered.", "killed"),
    ],
)
def test_who_died_was_killed_where_the_sentence_says_so(text: str, what: str) -> None:
    at = replace(sentence("A1", 1), text=text)
    assert label(figure("F1", "killed", "Ilva Brenn", "Ilva Brenn", 1, at, None)) == what


def test_rivals_stand_in_one_tile_and_every_figure_stands_once() -> None:
    tiles = [[one.figure.id for one in tile.values] for tile in LAYOUT.tiles]
    assert tiles == [["F1", "F2"], ["F3"], ["F4"], ["F5"], ["F6"]]
    assert [tile.what for tile in LAYOUT.tile_row] == [
        "people killed", "people missing", "people who have left their homes", "of farmland flooded",
    ]  # fmt: skip


def test_a_later_count_stands_before_the_one_it_replaced() -> None:
    brief = ordinary()
    new, old, *_ = brief.figures
    (first, *_), relation = brief.discrepancies, "superseded"
    steps = tuple(Position(value=f.value, text=f.text, citations=f.citations) for f in (old, new))
    for found in (relation, "contradicted"):
        made = replace(brief, discrepancies=(replace(first, relation=found, positions=steps),))
        assert [tile.replaced for tile in Layout(made).tiles] == [found == relation, *[False] * 4]
        assert [tile.relation for tile in Layout(made).tiles] == [found, *[""] * 4]
        latest, earlier = (tile := Layout(made).tiles[0]).values
        by = {
            who: replace(earlier, figure=replace(earlier.figure, said_by=who)) for who in (latest.figure.said_by, None)
        }
        assert not any(map(tile.is_of_another, (latest, *by.values())))
        other = replace(earlier.figure, said_by=Source(name="somebody else"))
        assert tile.is_of_another(replace(earlier, figure=other))
        # What the key figures tell as "latest" and "earlier" is told there alone.
        assert Layout(made).differences == (() if found == relation else made.discrepancies)
        alone = replace(made, figures=brief.figures[2:])
        assert Layout(alone).differences == made.discrepancies


def test_the_matrix_says_who_reports_what() -> None:
    (matrix,) = LAYOUT.matrices
    assert ([e.label for e in matrix.sources], matrix.title) == (["A1", "A2", "A3", "A4"], "")
    rows = [[cell.reports for cell in row.cells] for row in matrix.rows]
    assert rows == [
        [True, True, True, True],
        [True, True, False, False],
        [False, True, False, False],
        [False, False, True, True],
        [False, False, True, False],
    ]
    assert Layout(long()).matrices == ()
    assert Layout(replace(ordinary(), developments=ordinary().developments[:1])).matrices == ()


def test_a_section_is_parted_by_situation() -> None:
    brief = ordinary()
    dam = Story(id="S1", title="Orlin dam", articles=("A1", "A3", "A4"))
    ministry = Story(id="S2", title="A ministry counts", articles=("A2",))
    first, second, *rest = brief.developments
    told = (replace(second, story="S2"), replace(first, story="S1"), *(replace(d, story="S1") for d in rest))
    layout = Layout(replace(brief, stories=(dam, ministry), developments=told))
    days_of = [(part.title, [entry.date.start for entry in part.items]) for part in layout.parted(brief.timeline)]
    assert days_of == [("A ministry counts", [None]), ("Orlin dam", ["2026-03-01", "2026-03-03"])]
    kinds = [(part.title, [q.kind for q in part.items]) for part in layout.parted(brief.questions)]
    named = [("A ministry counts", ["no-comment"]), ("Orlin dam", ["unclear", "pending"])]
    assert kinds == [*named, ("", ["missing"])]  # it rests on no article
    figures = [[one.figure.id for tile in s.tiles for one in tile.values] for s in layout.situations]
    assert figures == [["F4"], ["F1", "F2", "F3", "F5", "F6"]]  # the number that F1 replaced stands under it
    assert [(m.title, [e.label for e in m.sources]) for m in layout.matrices] == [("Orlin dam", ["A1", "A3", "A4"])]
    assert len(layout.matrices[0].rows) == len(told) - 1
    actors = tuple(
        replace(
            brief.actors[0], id=f"X{n}", roles=("mayor",), did=(), citations=(sentence("A1" if n < 10 else "A2", 1),)
        )
        for n in range(12)
    )
    crowded = replace(layout, brief=replace(layout.brief, actors=actors))
    assert [p.actor.id for p in crowded.players] == [*(f"X{n}" for n in range(7)), "X10", "X11"]
    assert [part.title for part in LAYOUT.parted(brief.timeline)] == [""]
    assert LAYOUT.parted(()) == ()


def test_one_page_tells_of_each_situation_what_the_bottom_line_does_not() -> None:
    """The first three developments of the Orlin dam are its bottom line."""
    one, two = Layout(ordinary()), Layout(long())
    assert [[d.id for _, d in s.developments] for s in one.page] == [["D4", "D5"]]
    assert [(s.title, [d.id for _, d in s.developments]) for s in two.page] == [
        ("Orlin dam", ["D4", "D5"]),
        ("Coastal ferry strike", ["D19"]),
    ]
    assert all(len(tile.values) and s.title == "Orlin dam" for s in two.page for tile in s.tiles)
    assert (one.beyond_page, two.beyond_page) == (2, 12 + 30 - 3 - 3)
    behind = [one.behind(line) for line in ordinary().bottom_line]
    assert [d.id for d in behind if d] == ["D1", "D2", "D3"]
    assert one.behind(Line(text="Nothing more.", citations=(sentence("A4", 1),))) is None


def test_one_page_asks_of_each_situation_in_turn() -> None:
    brief = ordinary()
    dam, ministry = (Story(id="S1", title="Dam", articles=("A1", "A3")), Story(id="S2", title="M", articles=("A2",)))
    asked = brief.questions[:3]
    two = replace(brief, stories=(dam, ministry), questions=(asked[0], asked[2], replace(asked[0], id="U9"), asked[1]))
    told = tuple(replace(d, story="S2" if d.id == "D3" else "S1") for d in brief.developments)
    assert [q.id for q in Layout(replace(two, developments=told)).page_questions] == ["U1", "U2", "U3"]


def test_rivals_in_two_units_keep_them() -> None:
    brief = ordinary()
    near = figure("F7", "distance", "miles", "900 miles", 900, sentence("A1", 1), None, rivals=("F8",))
    far = figure("F8", "distance", "kilometers", "more than 1,500 kilometers", 1500, sentence("A2", 1), None)
    figures = (replace(near, unit="mile"), replace(far, unit="kilometre", rivals=("F7",)))
    (tile,) = Layout(replace(brief, figures=figures)).tiles
    assert tile.what == "distance"
    assert [(v.before, v.number, v.after) for v in tile.values] == [
        ("", "900", "miles"),
        ("more than", "1,500", "kilometers"),
    ]


def test_what_several_did_is_told_of_the_first() -> None:
    brief = ordinary()
    first, second = (replace(brief.actors[3], id=f"P{n}", did=deeds(sentence("A2", 1))) for n in (8, 9))
    layout = Layout(replace(brief, actors=(first, second), developments=(), quotes=()))
    assert [len(p.deeds) for p in (*layout.players, *layout.also_named)] == [1, 0]


def test_actors_say_what_stands_nowhere_else() -> None:
    rows = [(p.actor.name, [line.text for line in p.deeds], p.told_in) for p in LAYOUT.players]
    assert rows == [
        ("Tarsk Hydro", [sentence("A1", 4).text, sentence("A2", 6).text], ()),
        ("Marta Quill", [], ()),  # her words stand among the quotations
        ("Oska Thorn", [], ()),
        ("Jonas Weld", [sentence("A1", 5).text], ()),
    ]
    brief = ordinary()
    named = replace(brief.actors[3], id="P9", name="Sorn", roles=(), did=())
    rescuers = replace(named, id="P8", name="Rescuers", did=deeds(sentence("A2", 1), sentence("A1", 1)))
    layout = Layout(replace(brief, actors=(named, rescuers)))
    assert [p.actor.name for p in layout.also_named] == ["Sorn"]
    quoted = replace(brief.actors[1], roles=(), aliases=(), did=())
    words = replace(brief.quotes[0], source=Source(name=quoted.name, actor=quoted.id))
    layout = Layout(replace(brief, actors=(quoted, rescuers), quotes=(words,)))
    assert [(p.actor.name, p.is_quoted) for p in layout.also_named] == [("Marta Quill", True)]
    # Who is told of in several places is no aside.
    did = replace(named, did=deeds(*(d.citations[0] for d in brief.developments[:2])))
    layout = Layout(replace(brief, actors=(did,)))
    assert [(p.told_in, p.deeds) for p in layout.players] == [((1, 2), ())]
    layout = Layout(replace(brief, actors=(named, rescuers)))
    assert [(p.told_in, [line.text for line in p.deeds]) for p in layout.players] == [((1,), [sentence("A2", 1).text])]


def test_figures_fill_their_rows() -> None:
    assert len(LAYOUT.tiles) == 5
    assert [one.figure.id for tile in LAYOUT.tile_row for one in tile.values] == ["F1", "F2", "F3", "F4", "F5"]
    assert (LAYOUT.figures_left(LAYOUT.tiles), LAYOUT.figures_left(LAYOUT.tile_row)) == (0, 1)
    more = figure("F9", "tonnes", "9 tonnes", "tonnes", 9, sentence("A1", 1), None)
    crowded = Layout(replace(long(), figures=(*long().figures, more)))
    assert sum(2 if len(tile.values) > 1 and not tile.replaced else 1 for tile in crowded.tiles) == 8
    assert crowded.figures_left(crowded.tiles) == 3  # what the brief left out itself


def test_sources_tell_their_origin_and_what_rests_on_them() -> None:
    told = [(e.label, e.like, e.same_text, e.rests, e.published, e.file) for e in LAYOUT.sources]
    assert told == [
        ("A1", None, False, (1, 2), "4 March 2026, 16:20 UTC", "a1.txt"),
        ("A2", None, False, (1, 2, 3), "4 March 2026, 19:05 UTC", "a2.txt"),
        ("A3", None, False, (1, 4, 5), "4 March 2026", "a3.txt"),
        ("A4", "A3", True, (1, 4), "4 March 2026", "a4.txt"),
    ]
    assert (LAYOUT.origins, LAYOUT.period) == (3, "3 to 4 March 2026")


def test_a_passage_inside_another_is_cited_once() -> None:
    inside = cite("A1", "The Orlin dam gave way")
    brief = replace(ordinary(), watch=(replace(ordinary().watch[0], citations=(inside,)),))
    assert [c.texts for c in Layout(brief).cited["A1"] if c.paragraph == 1] == [(sentence("A1", 1).text,)]


def test_new_items_are_told_in_words() -> None:
    assert tuple(line.text for line in LAYOUT.new) == (
        "The union of dam workers said it had warned Tarsk Hydro twice this year about cracks in the eastern spillway.",
        "The army has sent 600 soldiers and four helicopters to the valley.",
    )


def test_a_share_is_of_what_its_words_name() -> None:
    half = replace(
        figure("F1", "displaced", "the country", "half the country", 0.5, sentence("A1", 1), None), unit="share"
    )
    assert (label(half), value(half, label(half)).number) == ("displaced", "half the country")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("direct", "We heard one crack,", "“We heard one crack”"),
        ("direct", "“We heard.”", "“We heard.”"),
        ("direct", "that they “heard one crack.”", "that they “heard one crack.”"),
        ("indirect", "the road would be open", "the road would be open"),
    ],
)
def test_quotations_get_marks_once(kind: str, text: str, expected: str) -> None:
    made = replace(quote("Q1", cite("A1", "one crack"), Source(name="X"), sentence("A1", 3)), kind=kind, text=text)
    assert LAYOUT.quoted(made) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"),
        ("HTTP://a.example/", "HTTP://a.example/"),
        ("http://a.example/<b>\"'", "http://a.example/%3Cb%3E%22'"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//a.example/", None),
        ("http://[broken", None),
        ("http://a.example/\u202e", None),
        ("java\nscript:alert(1)", None),
        ("", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, expected: str | None) -> None:
    assert web(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-04", "4 March 2026"),
        ("2026-03-04T18:05:00+00:00", "4 March 2026, 18:05 UTC"),
        ("2026-03-04T18:05:00Z", "4 March 2026, 18:05 UTC"),
        ("2026-03-04T18:05:00", "4 March 2026, 18:05 UTC"),
        ("2026-03-04T18:05:00+05:30", "4 March 2026, 18:05 UTC+05:30"),
        ("last Tuesday", "last Tuesday"),
        ("", None),
        (None, None),
    ],
)
def test_moments_carry_their_zone(text: str | None, expected: str | None) -> None:
    assert moment(text) == expected


@pytest.mark.parametrize(
    ("start", "end", "precision", "text", "expected"),
    [
        ("2026-03-04", "2026-03-04", "day", "Wednesday", "4 March 2026"),
        ("2026-03-02", "2026-03-08", "week", "last week", "2 to 8 March 2026"),
        ("2026-03-30", "2026-04-05", "week", "this week", "30 March to 5 April 2026"),
        ("2026-03-01", "2026-03-31", "month", "in March", "March 2026"),
        ("2025-12-01", "2026-02-28", "season", "winter", "winter 2025/26"),
        ("2025-09-01", "2025-11-30", "season", "last autumn", "autumn 2025"),
        ("2022-03-01", "2024-06-30", "month", "March 2022 and June 2024", "March 2022 to June 2024"),
        ("2025-01-01", "2025-12-31", "year", "last year", "2025"),
        ("1980-01-01", "1989-12-31", "year", "the 1980s", "1980s"),
        ("2025-05-04", "2026-05-04", "year", "the past year", "May 2025 to May 2026"),
        ("1991-01-01", "2001-12-31", "year", "three decades ago", "“three decades ago”"),
        ("2001-01-01", "2011-12-31", "year", "20 years ago", "20 years ago"),
        ("2021-01-01", "2025-12-31", "year", "2021 and 2025", "2021 to 2025"),
        ("2016-03-04", "2025-03-04", "year", "the past nine years", "March 2016 to March 2025"),
        (None, None, "day", "Wednesday", "“Wednesday”"),
        (None, None, "day", "Sunday, January 16", "Sunday, January 16"),
        (None, None, "day", "", "no date given"),
        ("no date", None, "day", "Wednesday", "Wednesday"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(
    start: str | None, end: str | None, precision: str, text: str, expected: str
) -> None:
    assert day_label(Date(start=start, end=end, precision=precision, text=text)) == expected  # type: ignore[arg-type]


def test_a_span_without_a_start_is_no_span() -> None:
    assert days(None, "2026-03-04") is None


@pytest.mark.parametrize(
    ("to", "day", "said"),
    [
        ("Reuters", "Monday", ("to Reuters", "2 March 2026")),
        ("at a news conference on Monday", "Monday", ("at a news conference on Monday",)),
        (None, "Monday", ("2 March 2026",)),
        (None, None, ()),
    ],
)
def test_where_and_when_it_was_said(to: str | None, day: str | None, said: tuple[str, ...]) -> None:
    when = Date(start="2026-03-02", end="2026-03-02", precision="day", text=day) if day else None
    assert LAYOUT.said_at(replace(ordinary().quotes[0], to=to, when=when)) == said


@pytest.mark.parametrize(
    ("text", "when", "report", "dated"),
    [
        ("The dam broke on Sunday.", "2026-03-01", "2026-03-02", Dated(day="1 March 2026")),
        ("The dam broke on Sunday.", "2026-03-01", None, Dated(day="1 March 2026")),
        ("The dam broke on March 1, 2026.", "2026-03-01", "2026-03-02", None),
        ("The dam broke on March 1.", "2026-03-01", "2026-03-02", Dated(day="1 March 2026")),
        ("The dam has been broken for a day.", None, "2026-03-02", Dated(day="2 March 2026", of_report=True)),
        ("The dam has been broken for a day.", None, None, None),
    ],
)
def test_a_development_has_the_day_of_its_news_else_of_its_report(
    text: str, when: str | None, report: str | None, dated: Dated | None
) -> None:
    brief = ordinary()
    first = replace(brief.articles[0], published=report)
    told = Date(start=when, end=when, precision="day", text="Sunday") if when else None
    made = replace(development("D1", text, sentence(first.id, 1), "reported", 1), text=text, when=told)
    layout = Layout(replace(brief, articles=(first, *brief.articles[1:]), developments=(made,)))
    assert layout.dated(made) == dated
    assert layout.dated(Line(text=text, citations=made.citations)) == dated
    same_day = replace(layout.brief, as_of=report)
    assert Layout(same_day).dated(made) == (None if dated and dated.of_report else dated)


@pytest.mark.parametrize(
    ("text", "what", "about", "of"),
    [
        ("22", "people killed", "", "people killed"),
        ("16 million kronor", "kronor", "The yard put the cost at …", "The yard put the cost at …"),
        ("16 million kronor", "kronor", "", ""),
    ],
)
def test_a_revised_figure_says_what_it_counts_or_is_of(text: str, what: str, about: str, of: str) -> None:
    brief = ordinary()
    found = replace(brief.figures[0], text=text, what=what, measure=what, about=about)
    revised = Revised(id=found.id, was="12", now=text, citations=found.citations)
    assert Layout(replace(brief, figures=(found,))).of_what(revised) == of
