"""Numbers in words and digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import quantities

# text: words found, value, low, high, unit
READ = [
    ("It killed over a quarter of a million people.", ("over a quarter of a million", 250_000, 250_000, None, None)),
    ("It killed a quarter of a million people.", ("a quarter of a million", 250_000, 250_000, 250_000, None)),
    ("It will cost between 6% and 9% of sales.", ("between 6% and 9%", None, 6, 9, "per cent")),
    ("It drove out half the country.", ("half", 0.5, 0.5, 0.5, "share")),
    ("More than two-thirds of the crew left.", ("More than two-thirds", 2 / 3, 2 / 3, None, "share")),
    ("They fired 26 rockets.", ("26", 26, 26, 26, None)),
    ("At least a dozen blasts were heard.", ("At least a dozen", 12, 12, None, None)),
    ("It bid 4.2 billion pounds for the mill.", ("4.2 billion pounds", 4.2e9, 4.2e9, 4.2e9, "pound sterling")),
    ("It sold 3 million pounds of beef.", ("3 million pounds", 3e6, 3e6, 3e6, "pound")),
    ("It lies 900 miles away.", ("900 miles", 900, 900, 900, "mile")),
    ("A range greater than 1,500 kilometers.", ("greater than 1,500 kilometers", 1500, 1500, None, "kilometre")),
    ("Between 3 and 5 men came.", ("Between 3 and 5", None, 3, 5, None)),
    ("Some 4-6 men came.", ("Some 4-6", None, 4, 6, None)),
    ("Two to three million fled.", ("Two to three million", None, 2_000_000, 3_000_000, None)),
    ("It handles two-thirds of Norland's trade.", ("two-thirds", 2 / 3, 2 / 3, 2 / 3, "share")),
    ("It cost 3 million kronor.", ("3 million kronor", 3e6, 3e6, 3e6, "krona")),
    ("Two dozen shops shut.", ("Two dozen", 24, 24, 24, None)),
    ("Dozens of shops shut.", ("Dozens", None, 24, None, None)),
    ("Tens of thousands fled.", ("Tens of thousands", None, 20_000, None, None)),
    ("The loss was $3bn.", ("$3bn", 3e9, 3e9, 3e9, "dollar")),
    ("The loss was £1.5m.", ("£1.5m", 1.5e6, 1.5e6, 1.5e6, "pound sterling")),
    ("Prices rose 40 per cent.", ("40 per cent", 40, 40, 40, "per cent")),
    ("As many as 300 are held.", ("As many as 300", 300, None, 300, None)),
    ("Nearly 300 are held.", ("Nearly 300", 300, None, 300, None)),
    ("About 300 are held.", ("About 300", 300, None, None, None)),
    ("Two hundred and fifty are held.", ("Two hundred and fifty", 250, 250, 250, None)),
    ("A million and a half are held.", ("A million and a half", 1.5e6, 1.5e6, 1.5e6, None)),
    ("Some 1.2 million are held.", ("Some 1.2 million", 1.2e6, None, None, None)),
    ("Twenty-five were held.", ("Twenty-five", 25, 25, 25, None)),
    ("The fights took place around three villages.", ("three", 3, 3, 3, None)),
    ("A crowd of 10,000 or so stood there.", ("10,000 or so", 10_000, None, None, None)),
    ("It lasted nearly 2 hours and 45 minutes.", ("nearly 2 hours and 45 minutes", 2.75, None, 2.75, "hour")),
    ("It lasted four and a half years.", ("four and a half years", 4.5, 4.5, 4.5, "year")),
    ("It lasted 3 1/2 hours.", ("3 1/2 hours", 3.5, 3.5, 3.5, "hour")),
    ("Some 1.2m people live there.", ("Some 1.2m", 1.2e6, None, None, None)),
    ("It sold 1.5m tonnes of grain.", ("1.5m tonnes", 1.5e6, 1.5e6, 1.5e6, "tonne")),
    ("The wall is 3m high.", ("3m", 3, 3, 3, "metre")),
    ("It cost 2,5 million euros.", ("2,5 million euros", 2.5e6, 2.5e6, 2.5e6, "euro")),
    ("Some 12,34,567 people live there.", ("Some 12,34,567", 1_234_567, None, None, None)),
    ("A score of villages burned.", ("A score of", None, 20, None, None)),
    ("It will exceed 2.5 billion crowns.", ("exceed 2.5 billion crowns", 2.5e9, 2.5e9, None, "crown")),
    ("It carries 300 short tons.", ("300 short tons", 300, 300, 300, "ton")),
    ("It pumps 1.2 million b/d.", ("1.2 million b/d", 1.2e6, 1.2e6, 1.2e6, "barrel a day")),
    ("It fell to minus 12 degrees Celsius.", ("minus 12 degrees Celsius", -12, -12, -12, "degree Celsius")),
    ("It cost A$20 million.", ("A$20 million", 2e7, 2e7, 2e7, "Australian dollar")),
    ("An eighth of the fleet sank.", ("An eighth", 0.125, 0.125, 0.125, "share")),
    ("As few as 10 are held.", ("As few as 10", 10, 10, None, None)),
    ("Nearly one in five trains ran.", ("Nearly one in five", 0.2, None, 0.2, "share")),
    ("Three out of four of those who left were young.", ("Three out of four", 0.75, 0.75, 0.75, "share")),
    ("A magnitude 6.9 earthquake struck Tarn.", ("magnitude 6.9", 6.9, 6.9, 6.9, "magnitude")),
    ("A 6.9-magnitude quake struck Tarn.", ("6.9-magnitude", 6.9, 6.9, 6.9, "magnitude")),
    ("It had a magnitude of at least 7.", ("magnitude of at least 7", 7, 7, None, "magnitude")),
    ("The quake, off the coast, measured 6.7.", ("6.7", 6.7, 6.7, 6.7, "magnitude")),
    ("The survey put its magnitude at 6.7.", ("6.7", 6.7, 6.7, 6.7, "magnitude")),
    ("The quake registered 4 km down.", ("4 km", 4, 4, 4, "kilometre")),
]

NOT_COUNTED = [
    "Police got a 911 call at noon.",
    "The 76ers lost again.",
    "He drove at up to 193km / h.",
    "Neighbours dialled 999 at once.",
    "Ring 574-ORVEL with any news.",
    "He held a 9 mm handgun.",
    "He is 5’8” in height.",
    "A 19-year-old drove off.",
    "Jane Roe, 34, drove off.",
    "They met at 3:30 p.m.",
    "They met at 3 p.m.",
    "They met at 3 PM.",
    "It rang shortly after 11 on Monday morning.",
    "They left by 10 on Friday night.",
    "It opens from 9 in the morning to 5 in the afternoon.",
    "They met just before 8 yesterday.",
    "They carried AK 47 rifles.",
    "A pair of Su 24 jets flew over.",
    "He lives at 300 West Main Street.",
    "A lorry burned on Highway 9.",
    "That was in 2013.",
    "A 4x4 vehicle drove off.",
    "He is 5-foot-8.",
    "He held a 357 Magnum and a .38 caliber gun.",
    "A four-by-four car drove off.",
    "A man in his early 30s drove off.",
    "That was on May 3.",
    "That was on 3 May.",
    "He came 4th.",
    "It burned on the 700 block of Quay Street.",
    "It burned at 270 W. 33rd St.",
    "It is not known how many were sold.",
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_quantity_is_read(
    text: str, expected: tuple[str, float | None, float | None, float | None, str | None]
) -> None:
    read = [(text[q.start : q.end], q.value, q.low, q.high, q.unit) for q in quantities.find(text)]
    assert read == [expected]


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_ages_times_days_and_addresses_are_no_quantities(text: str) -> None:
    assert quantities.find(text) == ()


@pytest.mark.parametrize(
    "text", ["The toll rose to 17 on Sunday.", "After 5 men fell on Monday.", "It stood at 12 on Monday."]
)
def test_a_number_beside_a_day_may_count(text: str) -> None:
    assert len(quantities.find(text)) == 1


def test_two_numbers_that_are_no_range() -> None:
    text = "It rose from 14 to 22, in four and six weeks."
    assert [(q.value, q.unit) for q in quantities.find(text)] == [(14, None), (22, None), (4, None), (6, "week")]


def test_so_many_in_so_many_places_is_no_share() -> None:
    texts = "The storm killed two in three villages.", "It was the fire that killed one in two days."
    assert [[q.value for q in quantities.find(text)] for text in texts] == [[2, 3], [1, 2]]


def test_what_changes_from_a_number_has_the_unit_and_scale_of_the_other() -> None:
    text = "The cost rose from 1.2 to 1.6 billion kronor."
    assert [(q.value, q.unit) for q in quantities.find(text)] == [(1.2e9, "krona"), (1.6e9, "krona")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, "mile"), (1.609344, "kilometre")),
        ((1, "acre"), (0.40468564224, "hectare")),
        ((212, "degree Fahrenheit"), (100, "degree Celsius")),
    ],
)
def test_units_convert(one: tuple[float, str], other: tuple[float, str]) -> None:
    assert quantities.in_base(*one) == pytest.approx(quantities.in_base(*other))


def test_every_unit_has_a_dimension() -> None:
    assert all(quantities.dimension(unit.name) == unit.dimension for unit in quantities.units().values())


@given(st.text(alphabet="0123456789 one two-half,.$%mk of the a", max_size=80))
def test_any_text_is_read(text: str) -> None:
    found = quantities.find(text)
    assert all(0 <= q.start <= q.number[0] < q.number[1] <= q.end <= len(text) for q in found)
