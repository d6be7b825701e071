"""Maps and courses: what is drawn, where, and when nothing is."""

from dataclasses import replace
from itertools import pairwise

import pytest
from briefs import ordinary, pictured, sentence

from briefing.layout import Layout
from briefing.model import Brief, Discrepancy, Position, Spot
from briefing.pictures import _amount, _overlap, courses, map_of
from briefing.render import html, md, pdf
from briefing.templating import Template


def spot(name: str, latitude: float, longitude: float, *developments: str) -> Spot:
    return Spot(name=name, country="SY", latitude=latitude, longitude=longitude, developments=developments,
                citations=(sentence("A1", 1),))  # fmt: skip


HAMA, PALMYRA = pictured().places


def test_a_map_needs_two_places_on_one_side_of_the_world() -> None:
    assert map_of(replace(ordinary(), places=(HAMA,))) is None
    assert map_of(replace(ordinary(), places=(spot("A", -17, 179), spot("B", -17, -179)))) is None


def test_dots_lie_as_on_a_map_and_names_are_clear_of_each_other() -> None:
    made = map_of(pictured())
    assert made is not None
    (hama, palmyra) = made.dots
    assert hama.x < palmyra.x  # west of it
    assert hama.y < palmyra.y  # north of it
    assert [d.label.text for d in made.dots if d.label] == ["Hama", "Palmyra"]
    assert made.land
    assert [label.text for label in made.degrees if label.text.endswith("N")]


def test_a_name_that_finds_no_room_is_left_to_the_table() -> None:
    crowd = tuple(spot(f"Some Town {n}", 35.13 + n / 1000, 36.76 + n / 1000, "D1") for n in range(9))
    made = map_of(replace(ordinary(), places=crowd))
    assert made is not None
    assert 0 < sum(dot.label is None for dot in made.dots) < 9


def test_boxes_that_touch_do_not_overlap() -> None:
    assert not _overlap((0, 0, 1, 1), (1, 0, 2, 1))
    assert _overlap((0, 0, 2, 2), (1, 1, 3, 3))


def counted(relation: str, *rows: tuple[float, str]) -> Brief:
    """A brief in which articles of ascending days give ``rows``: value and article."""
    full = ordinary()
    days = {"A1": "2026-03-03", "A2": "2026-03-04", "A3": "2026-03-05T12:00:00+00:00", "A4": None}
    differing = Discrepancy(
        id="X1", kind="figure", measure="killed", relation=relation,
        positions=tuple(Position(value=v, text=f"{v:g}", citations=(sentence(a, 1),)) for v, a in rows),
    )  # fmt: skip
    articles = tuple(replace(a, published=days[a.id]) for a in full.articles)
    return replace(full, articles=articles, discrepancies=(differing,))


@pytest.mark.parametrize(
    ("rows", "labels", "joined"),
    [
        ([(12, "A1"), (19, "A2"), (22, "A3")], ["12", "19", "22"], True),
        ([(12, "A1"), (1400, "A2"), (12, "A3")], ["12", "1,400", "12"], False),  # one report goes back
        ([(12, "A1"), (19, "A2")], None, False),  # a list says as much
        ([(12, "A1"), (12, "A2"), (12, "A3")], None, False),  # no course
        ([(12, "A1"), (19, "A2"), (22, "A4")], None, False),  # one has no date
    ],
)
def test_a_course_shows_each_report_at_its_time(
    rows: list[tuple[float, str]], labels: list[str] | None, joined: bool
) -> None:
    made = courses(counted("superseded", *rows))
    if labels is None:
        assert made == ()
        return
    (course,) = made
    assert [dot.label.text for dot in course.dots if dot.label] == labels
    assert [dot.x for dot in course.dots] == sorted(dot.x for dot in course.dots)
    assert (course.steps is not None) is joined
    assert [label.text for label in course.days] == ["3 Mar", "4 Mar", "5 Mar"]


@pytest.mark.parametrize("values", [(12, 19, 22), (12, 13, 400), (3000, 3100, 52000), (1, 1, 90)])
def test_no_line_of_a_course_runs_through_a_number(values: tuple[float, ...]) -> None:
    (course,) = courses(counted("superseded", *zip(values, ("A1", "A2", "A3"), strict=True)))
    corners = [(dot.x, dot.y) for dot in course.dots]
    assert all(dot.label for dot in course.dots)
    for label in (dot.label for dot in course.dots if dot.label):
        wide = 13.5 * len(label.text)
        left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
        box = (left, label.y - 24, left + wide, label.y + 6)
        for (x, y), (a, b) in pairwise(corners):
            assert not _overlap(box, (x, y - 1, a, y + 1))
            assert not _overlap(box, (a - 1, b, a + 1, y))


def test_rivals_have_no_course() -> None:
    assert courses(counted("contradicted", (12, "A1"), (19, "A2"), (22, "A3"))) == ()


def test_a_picture_has_words_beside_it_in_every_format() -> None:
    brief = pictured()
    page = html.render(brief, Template()).decode()
    assert page.count('<svg class="map"') == 1
    assert "<title>Map: Hama, Palmyra</title>" in page
    assert page.count('<svg class="course"') == 1
    assert "- **Hama**: developments 1, 3" in md.render(brief, Template()).decode()
    assert Layout(brief).numbers(("D3", "D1")) == (1, 3)


def test_a_brief_with_pictures_makes_a_pdf_without_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    made = pdf.render(pictured(), Template())
    assert caplog.records == []
    assert "Palmyra" in " ".join(pdf.printed(made))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(33, "33"), (250_000, "250,000"), (1_600_000_000, "1.6 billion"), (3_400_000, "3.4 million")],
)
def test_great_counts_are_printed_in_words(value: float, expected: str) -> None:
    assert _amount(value) == expected
