"""Positions and outlines from the shipped open data."""

import pytest

from briefing.atlas import gazetteer, outlines
from briefing.atlas.outlines import Frame


@pytest.mark.parametrize(
    ("name", "countries", "found"),
    [
        ("Aleppo", {"SY"}, ("Aleppo", "SY")),
        ("Palmyra", {"SY", "RU"}, ("Tadmur", "SY")),  # by its other name
        ("Ḩamāh", {"SY"}, ("Hamah", "SY")),
        ("the Hague", {"NL"}, ("The Hague", "NL")),
        ("Aleppo", {"RU"}, None),  # no state of the articles
        ("Aleppo", set(), None),
        ("Springfield", {"US"}, None),  # half a dozen of a size
        ("Paris", {"FR", "US"}, ("Paris", "FR")),  # far larger than its namesakes
        ("Meridel", {"SY"}, None),
        ("", {"SY"}, None),
    ],
)
def test_a_place_is_found_only_where_no_other_can_be_meant(
    name: str, countries: set[str], found: tuple[str, str] | None
) -> None:
    place = gazetteer.find(name, countries)
    assert (place and (place.name, place.country)) == found


@pytest.mark.parametrize(
    ("name", "code"),
    [("Syria", "SY"), ("Syrian", "SY"), ("Syrians", None), ("Qatar", "QA"), ("Carvania", None)],
)
def test_states_are_known_by_name_and_demonym(name: str, code: str | None) -> None:
    assert gazetteer.state(name) == code


def test_a_frame_holds_its_points_and_keeps_its_shape() -> None:
    points = [(36.7, 35.1), (38.3, 34.6)]
    made = outlines.frame(points, height=0.7, least=3.0, margin=0.2)
    assert made.height == pytest.approx(0.7)
    assert made.north - made.south == pytest.approx(3.0)
    assert all(0 < x < 1 and 0 < y < made.height for x, y in (made.at(*p) for p in points))


def test_land_is_cut_to_the_frame() -> None:
    rings = outlines.land(Frame(34, 33, 40, 37))
    height = Frame(34, 33, 40, 37).height
    assert rings
    assert all(-1e-9 <= x <= 1 + 1e-9 and -1e-9 <= y <= height + 1e-9 for ring in rings for x, y in ring)
    assert outlines.borders(Frame(34, 33, 40, 37))
    assert outlines.land(Frame(-40, 30, -35, 33)) == ()  # the middle of an ocean
    assert outlines.borders(Frame(-40, 30, -35, 33)) == ()
