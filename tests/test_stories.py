"""A pile sorted into stories, and articles of one origin."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.merge.stories import merge
from briefing.model import Article, Story

FERRY = (
    "The ferry Marta sank off Port Aldo on Monday night with ninety people on board. "
    "Captain Ilse Brandt said a wave had broken the bow door. Eleven passengers are missing. "
    "Port Aldo closed its harbour while lifeboats searched the bay. The operator, Nordlink, stopped all sailings."
)
RESCUE = (
    "Lifeboats from Port Aldo searched all night for eleven missing passengers of the ferry Marta. "
    "Nordlink, which runs the ship, said the bow door had failed. Captain Ilse Brandt was among the last to leave. "
    "The harbour of Port Aldo stayed closed on Tuesday."
)
BUDGET = (
    "Parliament in Veldt passed the budget of finance minister Tomas Oduya by three votes. "
    "The law raises the tax on fuel and pays for two hundred schools. The Greens left the chamber. "
    "Oduya called it a budget for children; the Greens called it a budget for drivers."
)
SCHOOLS = (
    "Two hundred schools will be built under the budget that finance minister Tomas Oduya took through parliament. "
    "The Greens, who left the chamber in Veldt before the vote, want the tax on fuel withdrawn. "
    "Drivers blocked the road to the ministry."
)


def article(key: str, text: str, **more: str) -> Article:
    return Article(id=key, text=text, **more)  # type: ignore[arg-type]


def test_a_mixed_pile_is_sorted() -> None:
    pile = [
        article("a", FERRY),
        article("b", BUDGET),
        article("c", RESCUE, title="Search for eleven"),
        article("d", SCHOOLS),
    ]
    _, stories = merge(pile)
    assert stories == (
        Story(id="S1", title="Search for eleven", articles=("a", "c")),
        Story(id="S2", title=stories[1].title, articles=("b", "d")),
    )
    assert stories[1].title in {text.split(". ")[0] for text in (BUDGET, SCHOOLS)}


def test_same_words_years_apart_are_further_from_each_other_than_the_same_day() -> None:
    from briefing.merge.stories import closeness

    assert closeness([100], [102]) == pytest.approx(1.15)
    assert closeness([100], [2000]) == pytest.approx(0.6)
    assert closeness([], [2000]) == 1.0


EDITED = FERRY.replace("Eleven passengers are missing. ", "") + " A mass will be held on Sunday in the cathedral."


@pytest.mark.parametrize(
    ("second", "origin", "duplicate_of"),
    [
        (article("b", FERRY), "a", "a"),
        (article("b", FERRY + "\n"), "a", "a"),
        (article("b", EDITED), "a", None),
        (article("b", RESCUE), "b", None),
        (article("b", "PORT ALDO (Reuters) - " + RESCUE), "a", None),
        (article("b", "PORT ALDO (AP) - " + RESCUE), "b", None),
    ],
)
def test_origin(second: Article, origin: str, duplicate_of: str | None) -> None:
    first = article("a", FERRY, agency="Reuters")
    listed, _ = merge([first, second])
    assert (listed[0].origin, listed[0].duplicate_of) == ("a", None)
    assert (listed[1].origin, listed[1].duplicate_of) == (origin, duplicate_of)


def test_the_earliest_gives_the_origin_its_name() -> None:
    late, early = article("a", FERRY, published="2031-05-02"), article("b", FERRY, published="2031-05-01")
    listed, stories = merge([late, early])
    assert [(one.id, one.origin, one.duplicate_of) for one in listed] == [("a", "b", "b"), ("b", "b", None)]
    assert stories[0].articles == ("b", "a")


def test_no_articles_no_stories() -> None:
    assert merge([]) == ((), ())


@pytest.mark.parametrize("text", ["", "one", "“", "x" * 10_000, "🙂 🙂", "\n\n\n"])
def test_any_text_is_a_story(text: str) -> None:
    listed, stories = merge([article("a", text), article("b", FERRY)])
    assert sorted(key for story in stories for key in story.articles) == ["a", "b"]
    assert [one.id for one in listed] == ["a", "b"]


PIECES = [sentence for text in (FERRY, RESCUE, BUDGET, SCHOOLS) for sentence in text.split(". ")]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map(". ".join), max_size=8),
    st.randoms(use_true_random=False),
)
def test_order_does_not_matter_and_each_article_is_in_one_story(texts: list[str], dice: random.Random) -> None:
    pile = [article(f"a{n}", text) for n, text in enumerate(texts)]
    mixed = list(pile)
    dice.shuffle(mixed)
    listed, stories = merge(pile)
    again, same = merge(mixed)
    assert stories == same
    assert {one.id: (one.origin, one.duplicate_of) for one in listed} == {
        one.id: (one.origin, one.duplicate_of) for one in again
    }
    assert sorted(key for story in stories for key in story.articles) == [a.id for a in pile]


def test_a_title_is_listed_without_the_space_round_it() -> None:
    listed, _ = merge([article("a", RESCUE, title=" Search  for eleven \n")])
    assert [one.title for one in listed] == ["Search for eleven"]


def test_a_story_without_headlines_is_called_by_its_first_line_that_is_no_furniture() -> None:
    _, stories = merge(
        [article("a", "Updated: November 11, 2026 20:09\n\nFerry runs aground at Norrvik. All are safe.")]
    )
    assert [one.title for one in stories] == ["Ferry runs aground at Norrvik"]


MILL = (
    "Three workers of the Veldt cotton mill were shot at the gate as the night shift began on Monday. Looms "
    "stopped, and the foreman, Piet Orr, sent everybody to the dye house in the cellar, where they waited for two"
    " hours. The mill has stood by the canal since 1890 and was sold last year to a firm from Norrvik that wants "
    "to weave carpets there. Its new owner had quarrelled with the weavers over pay and over the roof, which lets"
    " in rain. "
)
FERRY_GUNS = (
    "Gunmen on a motorboat fired at the Sorn ferry during its crossing of the bay on Tuesday, and two tourists "
    "fell on the upper deck. The captain, Ada Quill, turned into the wind and ran for the lighthouse, with ninety"
    " passengers lying between the benches. Smugglers have used the bay since the customs cutter was laid up in "
    "the autumn. The line carries cars, cattle and a brass band to the islands, and has never lost a day to "
    "storms. "
)
POLICE = "Detectives found shells and asked for video. No suspect had been arrested. "


def test_two_shootings_that_share_the_words_of_the_police_are_two_stories() -> None:
    pile = [
        article("a", MILL + POLICE, title="Shots at cotton mill", published="2026-03-02"),
        article("b", FERRY_GUNS + POLICE, title="Tourists hit on island ferry", published="2026-03-03"),
    ]
    assert len(merge(pile)[1]) == 2


MARKET = (
    (
        "Market bomb kills 12 in Halvora",
        "A car bomb tore through a crowded market in Halvora on Monday, killing at least 12 people and wounding 40, "
        "police said.\n\n"
        "The blast went off shortly after 10 a.m. beside a row of fruit stalls in the old quarter. Police chief Omar "
        "Teld said the car had been parked there overnight.\n\n"
        '"We found the plates. They were stolen in Brenna last week," Teld told reporters at the scene.\n\n'
        "No group has claimed responsibility. The governor of Teyra province, Samir Kadir, blamed the Northern Front,"
        " an armed group that has fought the government since 2019. He offered no evidence.\n\n"
        "The Northern Front did not respond to a request for comment.\n\n"
        "Hospitals in the city appealed for blood. Director Nadia Holm of Halvora General said eight of the wounded "
        "were in a critical condition.",
    ),
    (
        "Bombing in Halvora market leaves 14 dead, governor blames rebels",
        "At least 14 people were killed when a car bomb exploded in a market in the city of Halvora on Monday, the "
        "provincial health office said.\n\n"
        "Thirty-eight people were being treated in two hospitals, it said. Police had earlier put the number of dead "
        "at 12.\n\n"
        'Governor Samir Kadir said the Northern Front was behind the attack. "They will pay for every life," he '
        "said.\n\n"
        "It was the deadliest attack in the city in three years. Markets across Teyra province were ordered to close "
        "until Thursday.",
    ),
)
DEPOT = (
    (
        "Gunman kills three at Port Ransome bus depot",
        "A gunman opened fire at a bus depot in Port Ransome on Monday evening, killing three people and wounding "
        "five before he fled, police said.\n\n"
        "The shooting began at about 6:20 p.m., when drivers were changing shifts. Police chief Anna Voss said the "
        "gunman wore a grey jacket and used a pistol.\n\n"
        '"We do not know why he did this," Voss said. "He is armed and people should stay away from him."\n\n'
        "Two of the wounded, both drivers, were in a critical condition at Ransome Memorial Hospital.\n\n"
        "Schools in the harbour district will stay closed on Wednesday.",
    ),
    (
        "Manhunt after depot shooting in Port Ransome",
        "Police in Port Ransome were hunting a gunman on Tuesday after three people were shot dead at a bus "
        "depot.\n\n"
        "Five others were wounded in the attack on Monday evening, police chief Anna Voss said. A reward of 50,000 "
        "crowns was offered.\n\n"
        'James Porter, a bus driver who hid under a bench, said the man had shouted a name before he fired. "I '
        'thought it was a drill," Porter said.\n\n'
        "The governor of Marsh County, Ellen Brandt, sent 60 state troopers to the town.",
    ),
)


def test_two_attacks_of_one_day_in_two_towns_are_two_stories() -> None:
    """They share the words of the police, and neither what they open with nor whom they name."""
    pile = [
        Article(id=f"a{n}", title=title, outlet=f"Paper {n}", published="2026-03-03", url=None, text=text)
        for n, (title, text) in enumerate((*MARKET, *DEPOT), 1)
    ]
    _, found = merge(pile)
    assert {s.articles for s in found} == {("a1", "a2"), ("a3", "a4")}


QUAKE = (
    (
        "Strong quake hits southern Cordala, buildings down",
        "A strong earthquake shook southern Cordala before dawn on Sunday, toppling buildings in at least three towns "
        "and cutting power to much of the region, officials said.\n\n"
        "At least 26 people were killed, said the governor of Alto Mayu province, Luisa Pacheo, adding that the figure "
        "was certain to rise.",
    ),
    (
        "Death toll in Cordala quake passes 300",
        "Rescuers dug with their hands for survivors on Sunday night after an earthquake killed more than 300 in "
        "the south of Cordala and left thousands homeless.\n\n"
        "In Quellomayo, a market town of 12,000, a church collapsed during an early mass, the parish priest said.\n\n"
        "President Camila Ordonez declared three days of mourning and asked for international help.",
    ),
    (
        "Cordala ends search for survivors, toll at 702",
        "Cordala called off the search for survivors on Wednesday, three days after an earthquake that the authorities "
        "now say killed 702 people.\n\n"
        "Prosecutors have opened an inquiry into the builder of a school hostel in Quellomayo in which 29 pupils died."
        "\n\nOpposition lawmakers called for the resignation of Defence Minister Julian Batista over a slow response.",
    ),
    (
        "Waiting for tents as aid trickles in",
        "Eighteen hours after the ground stopped shaking, no soldier, no tent and no truck had arrived in the main "
        "square of Quellomayo.\n\n"
        '"They have forgotten us," said Herminda Choque, who had dug out two sons herself.\n\n'
        "Behind the church hall a woman boiled rice for forty neighbours over planks from her own kitchen door, while "
        "boys carried mattresses down the lane in the drizzle.\n\n"
        "The mayor counted 118 coffins. Ms Ordonez flew over the valley yesterday. Her defence "
        "minister, Julian Batista, denied that help had been slow.",
    ),
)


def test_a_feature_belongs_to_the_reports_whose_people_it_names() -> None:
    pile = [
        Article(id=f"a{n}", title=title, outlet=f"Paper {n}", published=f"2026-06-2{n}", url=None, text=text)
        for n, (title, text) in enumerate(QUAKE, 1)
    ]
    _, found = merge([*pile, Article(id="b", title="", outlet="", published="2026-06-22", url=None, text=DEPOT[0][1])])
    assert {s.articles for s in found} == {("a1", "a2", "a3", "a4"), ("b",)}
