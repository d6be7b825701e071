"""What is said first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.candidates import Material, numbers_of
from briefing.model import (
    Actor,
    Date,
    Dossier,
    Event,
    Figure,
    Listed,
    Passage,
    Pick,
    Question,
    Sentence,
    Story,
    Told,
)
from briefing.rank import default_limit, interleaved, rank

WORDS = (
    "harbour",
    "ferry",
    "captain",
    "storm",
    "rescued",
    "crew",
    "coast",
    "minister",
    "strike",
    "port",
    "sank",
    "the",
)


def listed(key: str, *, title: str = "", origin: str | None = None, duplicate_of: str | None = None) -> Listed:
    return Listed(
        id=key,
        title=title,
        outlet="",
        published=None,
        url=None,
        path=None,
        words=0,
        paragraphs=1,
        sha256="",
        language="en",
        origin=origin or key,
        duplicate_of=duplicate_of,
    )


def sentences(article: str, *texts: str, leaning: tuple[str, ...] = ()) -> tuple[Sentence, ...]:
    out, at = [], 0
    for text in texts:
        passage = Passage(article=article, start=at, end=at + len(text), text=text)
        out.append(Sentence(passage=passage, headline=text.rstrip("."), stands_alone=text not in leaning))
        at += len(text) + 1
    return tuple(out)


def dossier(articles: tuple[Listed, ...], said: tuple[Sentence, ...], events: tuple[Event, ...] = ()) -> Dossier:
    story = Story(id="S1", title="", articles=tuple(a.id for a in articles))
    return Dossier(articles=articles, stories=(story,), sentences=said, events=events)


def told(sentence: Sentence, word: str, *, weight: float = 1.0) -> Told:
    at = sentence.passage.start + sentence.passage.text.index(word)
    trigger = Passage(article=sentence.passage.article, start=at, end=at + len(word), text=word)
    return Told(
        trigger=trigger,
        passage=sentence.passage,
        agents=(),
        patients=(),
        places=(),
        when=None,
        stance="asserted",
        said_by=None,
        main=True,
        weight=weight,
    )


FERRY = "The ferry Marta sank off Port Aldo in a storm on Monday night."
SINKING = "A ferry sank off Port Aldo with ninety people on board."
COFFEE = "Coffee prices in the town have been stable for many months."


def test_what_two_origins_tell_comes_first_and_is_not_told_twice() -> None:
    coffee, sinking = sentences("a", COFFEE, SINKING)
    (ferry,) = sentences("b", FERRY)
    found = rank(dossier((listed("a"), listed("b")), (coffee, sinking, ferry)))
    assert found == (
        Pick(sentence=ferry, events=(), support=(sinking.passage,)),
        Pick(sentence=coffee, events=()),
    )


def test_copies_of_one_report_are_one_voice() -> None:
    articles = (listed("a"), listed("b", origin="a", duplicate_of="a"), listed("c", origin="a", duplicate_of="a"))
    found = rank(dossier(articles, sentences("a", FERRY) + sentences("b", FERRY) + sentences("c", FERRY)))
    assert [p.sentence.passage.article for p in found] == ["a"]


def test_one_event_is_one_entry_and_the_other_report_supports_it() -> None:
    one, two = sentences("a", FERRY)[0], sentences("b", SINKING)[0]
    event = Event(id="E1", mentions=(told(one, "sank"), told(two, "sank")))
    found = rank(dossier((listed("a"), listed("b")), (one, two), (event,)))
    assert [(p.events, {p.sentence.passage, *p.support}) for p in found] == [(("E1",), {one.passage, two.passage})]


@pytest.mark.parametrize(
    ("opening", "place", "entries"),
    [
        ("Troops of Velmar struck Sorn and Orlin by land, air and sea.", 0, 1),
        ("Troops of Velmar struck Sorn and Orlin by land, air and sea.", 1, 2),  # it opens nothing
        ("Gunmen struck a market in the capital.", 0, 2),  # another attack
        ("Velmar struck Sorn and Orlin with 40 tanks.", 0, 2),  # another count
    ],
)
def test_articles_that_open_with_one_event_open_with_the_same_news(opening: str, place: int, entries: int) -> None:
    before = [f"Number {n} of the old songs was sung." for n in range(place)]
    first = sentences("A1", "Velmar began an offensive near Sorn in the Orlin valley with 12 battalions.")
    second = sentences("A2", *before, opening)
    event = Event(id="E1", mentions=(told(first[0], "offensive"), told(second[-1], "struck")))
    picks = rank(dossier((listed("A1"), listed("A2")), first + second, (event,)), limit=5)
    assert len([p for p in picks if "E1" in p.events]) == entries


INSPECTED = "The safety office inspected the ferry Marta at Port Aldo."
REPAIRED = "The shipyard repaired the ferry Marta at Port Aldo."


@pytest.mark.parametrize(
    ("opening", "actor", "entries"),
    [
        (
            "Orr is quitting as chair of a harbour debate that nearly every candidate had refused to join since March.",
            "P1",
            1,
        ),
        (
            "Orr is quitting as chair of a harbour debate that nearly every candidate had refused to join since March.",
            "P2",
            2,
        ),
        ("Orr opened a school in Velmar.", "P1", 2),
    ],
)
def test_articles_that_open_with_what_one_actor_does_open_with_the_same_news(opening, actor, entries) -> None:
    """By another verb, and with fewer words in common than two sentences elsewhere would need."""
    first = sentences(
        "A1",
        "Orr has dropped plans to lead the harbour debate, yet few guests think she will fade from public life.",
    )
    second = sentences("A2", opening)
    events = tuple(
        Event(id=key, mentions=(replace(told(said[0], word), agents=(who,), main=True),))
        for key, said, word, who in (
            ("E1", first, "dropped", "P1"),
            ("E2", second, "quitting" if "quitting" in opening else "opened", actor),
        )
    )
    picks = rank(dossier((listed("A1"), listed("A2")), (*first, *second), events))
    assert len(picks) == entries


@pytest.mark.parametrize(
    ("end", "text", "first"),
    [
        ("2026-03-01", "", INSPECTED),
        ("2025-10-31", "October", REPAIRED),  # long over when the article appeared
        ("2025-12-31", "2025", REPAIRED),
    ],
)
def test_what_happened_long_ago_is_background(end: str, text: str, first: str) -> None:
    one, two = sentences("a", INSPECTED, REPAIRED)
    when = Date(start=end, end=end, precision="day", text=text)
    events = (
        Event(id="E1", mentions=(replace(told(one, "inspected"), when=when),)),
        Event(id="E2", mentions=(told(two, "repaired"),)),
    )
    article = replace(listed("a", title="Ferry Marta"), published="2026-03-04")
    picks = rank(dossier((article,), (one, two), events))
    assert picks[0].sentence.passage.text == first


@pytest.mark.parametrize(
    "text",
    [
        "By law, the owners of a ferry must report each leak of its hull to the harbour office within three days.",
        "The harbour office has not fined the owners of a ferry for a leak of its hull since 2003, Ann Lee said.",
    ],
)
def test_what_a_law_says_and_what_has_been_so_for_years_is_background(text: str) -> None:
    rows = sentences("a", text, "The owners of the ferry Marta said each leak of its hull had been closed on Monday.")
    assert rank(dossier((listed("a"),), rows, ()))[0].sentence == rows[1]


def test_an_event_told_before_is_left_out() -> None:
    one, two = sentences("a", FERRY, COFFEE)
    event = Event(id="E1", mentions=(told(one, "sank"),))
    found = rank(dossier((listed("a"),), (one, two), (event,)), seen=frozenset({"E1"}))
    assert found == (Pick(sentence=two, events=()),)


def test_a_leaning_sentence_is_chosen_only_where_nothing_stands_alone() -> None:
    leaning = "It sank off Port Aldo in a storm on Monday night."
    both = sentences("a", leaning, COFFEE, leaning=(leaning,))
    assert [p.sentence.passage.text for p in rank(dossier((listed("a"),), both))] == [COFFEE]
    assert [p.sentence.passage.text for p in rank(dossier((listed("a"),), both[:1]))] == [leaning]


def test_the_headline_decides_between_sentences_at_one_place() -> None:
    articles = (listed("a", title="Coffee prices stable"), listed("b", title="Coffee prices unmoved"))
    found = rank(dossier(articles, sentences("a", FERRY) + sentences("b", COFFEE)))
    assert [p.sentence.passage.text for p in found] == [COFFEE, FERRY]


BRIDGE = "Trains cross the bridge of Sorn again after a month, the railway said on Friday."
WELLS = "Engineers drilled two new wells near the town of Orlin for the dry summer months."


def test_an_article_that_has_told_nothing_is_heard_before_another_goes_on() -> None:
    """For its headline alone the first article would go on."""
    titles = {
        "a": "Trains cross the bridge of Sorn; coffee prices stable for many months",
        "b": "Engineers drilled two new wells",
    }
    articles = tuple(listed(key, title=title) for key, title in titles.items())
    heard = rank(dossier(articles, sentences("a", BRIDGE, COFFEE) + sentences("b", WELLS)))
    assert [p.sentence.passage.text for p in heard] == [BRIDGE, WELLS, COFFEE]


def test_a_full_sentence_comes_before_a_short_one_that_says_less() -> None:
    """By the word the short one tells more of what the headlines say."""
    full = (
        "The harbour of Orlin will stay shut after a crane fell on two barges, the port office said on Monday, "
        "and it told the owners of grain ships to wait off the coast until divers had looked at the quay."
    )
    short = "The wheat market of Sorn will stay shut after its owners left for the hills with all that they had."
    titles = {
        "a": "Harbour of Orlin to stay shut after a crane fell on two barges",
        "b": "Wheat market of Sorn shut",
    }
    articles = tuple(listed(key, title=title) for key, title in titles.items())
    found = rank(dossier(articles, sentences("a", full) + sentences("b", short)))
    assert found[0].sentence.passage.text == full


def test_the_headline_leaves_room_for_what_it_does_not_say() -> None:
    """What a headline names is worth far more than all else: that is no reason to end the brief after it."""
    title = "The ferry Marta sank off Port Aldo in a storm on Monday night"
    found = rank(dossier((listed("a", title=title),), sentences("a", FERRY, COFFEE, WELLS)))
    assert {p.sentence.passage.text for p in found} == {FERRY, COFFEE, WELLS}


def test_a_sentence_that_follows_is_told_with_the_one_before() -> None:
    leaning = "His ferry Marta sank off Port Aldo in a storm."
    before, after = sentences("a", "Captain Brandt sailed at noon.", leaning, leaning=(leaning,))
    after = replace(after, follows=True)
    found = rank(dossier((listed("a", title="Ferry Marta sank off Port Aldo in a storm"),), (before, after)))
    assert found == (Pick(sentence=after, after=before, events=(), support=()),)


def test_a_body_may_be_called_by_its_noun_once_it_was_named() -> None:
    strike = "The federation will close every port of the coast on Tuesday."
    said = sentences("a", "The Federation of Pilots blames the ministry for the storm damage.", COFFEE, strike)
    noun = Passage(article="a", start=said[2].passage.start, end=said[2].passage.start + 14, text="The federation")
    leaning = replace(said[2], stands_alone=False, leans_on=(noun,))
    name = "Federation of Pilots"
    body = Actor(
        id="P1",
        name=name,
        kind="organisation",
        mentions=(Passage(article="a", start=4, end=4 + len(name), text=name),),
    )
    made = dossier((listed("a"),), (*said[:2], leaning))
    assert leaning not in [p.sentence for p in rank(made)]
    told = [p.sentence for p in rank(replace(made, actors=(body,)))]
    assert told.index(said[0]) < told.index(leaning)


def test_a_report_with_another_number_is_no_support() -> None:
    (one,) = sentences("a", "The ferry Marta sank off Port Aldo with ninety people on board.")
    (two,) = sentences("b", "The ferry Marta sank off Port Aldo with seventy people on board.")
    found = rank(dossier((listed("a"), listed("b")), (one, two)))
    assert [(p.sentence, p.support) for p in found] == [(one, ())]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # "One" is no number in common.
        (
            "By the spring 9,812 sailors had received at least one dose of the vaccine, the board said.",
            "By the spring 9,500 sailors had received at least one dose of the vaccine, the board said.",
        ),
        (
            "The rebels denied that they had fired the shell that hit the market of Orlin.",
            "The mission does not say who fired the shell that hit the market of Orlin.",
        ),
        (
            "Two guards said that Yasin Mekki had been moved from a prison in the capital to a fort at Orlin.",
            "Yasin Mekki was back in a prison in the capital, guards said.",
        ),
    ],
)
def test_what_tells_another_number_or_nothing_is_no_support(first: str, second: str) -> None:
    (one,), (two,) = sentences("a", first), sentences("b", second)
    assert all(not p.support for p in rank(dossier((listed("a"), listed("b")), (one, two))))


HELD = "Police of Orlin held two owners of the mill over the blast that killed nine weavers in Sorn, a judge said."


@pytest.mark.parametrize(
    ("other", "supports"),
    [
        ("The owners of the mill were held in Orlin over the blast that killed nine weavers in Sorn, a judge said.", 1),
        (
            "Shops on the river may open again, the council said, after the blast that killed nine weavers in Sorn.",
            0,
        ),
    ],
)
def test_another_news_with_the_same_background_is_no_support(other: str, supports: int) -> None:
    (one,), (two,) = sentences("a", HELD), sentences("b", other)
    word = "held" if "held" in other else "open"
    events = (
        Event(id="E1", mentions=(told(one, "held"), *((told(two, word),) if word == "held" else ()))),
        Event(id="E2", mentions=(replace(told(one, "killed"), main=False), replace(told(two, "killed"), main=False))),
        *((Event(id="E3", mentions=(told(two, word),)),) if word == "open" else ()),
    )
    found = rank(dossier((listed("a"), listed("b")), (one, two), events))
    chosen = next(p for p in found if p.sentence in (one, two))
    assert len(chosen.support) == supports
    assert len(found) == 2 - supports


@pytest.mark.parametrize(("count", "supports"), [(1.0, 1), (None, 0), (2.0, 0)])
def test_who_gives_no_count_bears_out_none(count: float | None, supports: int) -> None:
    (one,), (two,) = (
        sentences("a", "One docker of the port of Orlin is missing, fire chief Ann Reed said on Monday."),
        sentences("b", "Crews look for a docker missing in the port of Orlin, fire chief Ann Reed said on Monday."),
    )
    event = Event(id="E1", mentions=(told(one, "missing"), told(two, "missing")))

    def missing(said: Sentence, value: float) -> Figure:
        place = (said.passage,)
        return Figure(
            measure="missing", value=value, low=value, high=value, unit=None, what="docker", text="docker",
            citations=place, mentions=place,
        )  # fmt: skip

    figures = [missing(one, 1.0), *([missing(two, count)] if count else [])]
    titled = listed("a", title="One docker of the port of Orlin is missing")
    made = replace(dossier((titled, listed("b")), (one, two), (event,)), figures=tuple(figures))
    (pick,) = rank(made)
    assert len(pick.support) == supports


def test_a_report_that_denies_it_is_no_support() -> None:
    (one,) = sentences("a", "There were no warnings before the breach of the Ilva dam.")
    (two,) = sentences("b", "There were warnings before the breach of the Ilva dam.")
    found = rank(dossier((listed("a"), listed("b")), (one, two)))
    assert all(not p.support for p in found)


def test_an_open_question_comes_after_news() -> None:
    said = sentences("a", "It is not known who opened the bow door of the ferry Marta.") + sentences("b", COFFEE)
    asked = Question(kind="unclear", text=said[0].passage.text, citations=(said[0].passage,))
    made = dossier((listed("a"), listed("b")), said)
    assert [p.sentence for p in rank(made)] == list(said)
    assert [p.sentence for p in rank(replace(made, questions=(asked,)))] == [said[1], said[0]]


@pytest.mark.parametrize(
    ("text", "word", "weight", "told_of"),
    [
        ("Nordlink did not answer any of our many questions on Monday.", None, 0.0, False),
        ("Nordlink declined to comment on the many cracks in the bow door.", "declined", 0.5, False),
        ("Greta Lind resigned on Monday and declined to comment on the ferry.", "resigned", 0.9, True),
    ],
)
def test_that_somebody_did_not_answer_is_no_development(text: str, word: str | None, weight: float, told_of: bool):
    said = sentences("a", FERRY, text)
    refused = Question(id="O1", kind="no-comment", text=text, citations=(said[1].passage,))
    events = (Event(id="E1", mentions=(told(said[1], word, weight=weight),)),) if word else ()
    found = rank(replace(dossier((listed("a"),), said, events), questions=(refused,)))
    assert (said[1] in [p.sentence for p in found]) == told_of


def test_the_first_of_a_small_story_comes_before_the_fifth_of_a_large_one() -> None:
    stories = {0: [f"large {n}" for n in range(9)], 1: ["small 0", "small 1"], 2: []}
    shared = interleaved(stories.__getitem__, [6.0, 2.0, 9.0], room=6)
    assert list(shared) == ["large 0", "large 1", "small 0", "large 2", "large 3", "large 4"]


@pytest.mark.parametrize(("articles", "room"), [(1, 8), (2, 10), (3, 12), (4, 12), (5, 13), (300, 16)])
def test_few_articles_make_few_developments(articles: int, room: int) -> None:
    assert default_limit(dossier(tuple(listed(f"a{n}") for n in range(articles)), ())) == room


def test_an_empty_pile_has_nothing_to_say() -> None:
    assert rank(Dossier()) == ()


texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join), max_size=12)


@given(st.lists(texts, min_size=1, max_size=4), st.integers(0, 15))
def test_nothing_is_invented_or_repeated(piles: list[list[str]], limit: int) -> None:
    said = tuple(s for n, pile in enumerate(piles) for s in sentences(f"a{n}", *pile))
    made = dossier(tuple(listed(f"a{n}") for n in range(len(piles))), said)
    found = [p.sentence for p in rank(made, limit=limit)]
    assert len(found) <= limit
    assert all(s in said for s in found)
    assert len({(s.passage.article, s.passage.start) for s in found}) == len(found)
    assert rank(made, limit=limit) == rank(made, limit=limit)


@pytest.mark.parametrize(
    ("later", "day", "kept"),
    [
        ("The man was identified as Bo Reed.", "2026-03-05", False),
        ("The driver, Bo Reed, 34, was charged.", "2026-03-05", False),
        ("The man was identified by his boots.", "2026-03-05", True),
        ("The man was identified as Bo Reed.", "2026-03-03", True),
    ],
)
def test_that_names_are_not_released_is_not_told_where_a_later_report_has_them(
    later: str, day: str, kept: bool
) -> None:
    first, second = replace(listed("a"), published="2026-03-04"), replace(listed("b"), published=day)
    dossier = Dossier(
        articles=(first, second), stories=(Story(id="S1", title="", articles=("a", "b")),),
        sentences=(*sentences("a", "The names of the sailors have not been released."), *sentences("b", later)),
    )  # fmt: skip
    assert ("a" in {p.sentence.passage.article for p in rank(dossier)}) is kept


@pytest.mark.parametrize(
    ("asked", "decided", "kept"),
    [
        (
            "Nordlink will ask the Harbour Court of Veldt to lift the ban.",
            "The Harbour Court of Veldt refused to lift the ban on Nordlink.",
            False,
        ),
        (
            "Nordlink will ask the Harbour Court of Veldt to lift the ban.",
            "The Harbour Court of Veldt refused to hear the union.",
            True,
        ),
        # A decision that is told again is not the answer to who will contest it.
        (
            "Nordlink will challenge the ban on its ferries in the Harbour Court of Veldt.",
            "The harbour office of Veldt upheld the ban on the ferries of Nordlink.",
            True,
        ),
        (
            "Nordlink will challenge the ban on its ferries in the Harbour Court of Veldt.",
            "The Harbour Court of Veldt dismissed the challenge of Nordlink to the ban on its ferries.",
            False,
        ),
        (
            "Nordlink asked the Harbour Court of Veldt to lift the ban.",
            "The Harbour Court of Veldt refused to lift the ban on Nordlink.",
            True,
        ),
    ],
)
def test_what_was_decided_is_told_and_no_longer_that_it_will_be_asked(asked: str, decided: str, kept: bool) -> None:
    articles = (replace(listed("a"), published="2026-03-04"), replace(listed("b"), published="2026-03-06"))
    first, second = sentences("a", asked), sentences("b", decided)
    picks = rank(dossier(articles, (*first, *second)))
    told_of = {p.sentence.passage.article: p.support for p in picks}
    assert ("a" in told_of) is kept
    # One is no report of the other.
    assert told_of["b"] == ()
    assert told_of.get("a", ()) == ()


def test_what_was_said_last_week_comes_after_news() -> None:
    old = "Greta Lind said last week that the ferry line would stay open for years."
    new = "Greta Lind said on Friday that the ferry line would close within a year."
    said = sentences("a", old, new)
    assert rank(dossier((listed("a"),), said))[0].sentence == said[1]


@pytest.mark.parametrize(("later", "kept"), [("2026-03-06", False), ("2026-03-02", True)])
def test_that_nobody_is_held_is_not_told_where_a_later_report_tells_of_an_arrest(later: str, kept: bool) -> None:
    here = Passage(article="b", start=0, end=26, text="Two men have been arrested.")
    held = Figure(
        id="F1", measure="arrested", value=2.0, low=2.0, high=2.0, unit=None, what="men", text="two men",
        citations=(here,), mentions=(here,),
    )  # fmt: skip
    first, second = replace(listed("a"), published="2026-03-04"), replace(listed("b"), published=later)
    dossier = Dossier(
        articles=(first, second), stories=(Story(id="S1", title="", articles=("a", "b")),),
        figures=(held,), sentences=sentences("a", "Police have not made an arrest."),
    )  # fmt: skip
    assert bool(rank(dossier)) is kept
    # Nor is it told in front of a sentence that leans on it.
    leaning = "But the harbour master of Port Aldo says that it will find the men."
    said = sentences("a", "Police have not made an arrest.", leaning, leaning=(leaning,))
    picks = rank(replace(dossier, sentences=(said[0], replace(said[1], follows=True))))
    assert any(said[0] in (p.sentence, p.after) for p in picks) is kept


@pytest.mark.parametrize(("unit", "counts"), [("magnitude", []), ("tonne", [("size", 5.4)])])
def test_the_magnitude_of_an_aftershock_updates_no_quake(unit: str, counts: list[tuple[str, float]]) -> None:
    (said,) = sentences("a", "An aftershock of magnitude 5.4 shook Veldt.")
    size = Figure(
        id="F1", measure="size", value=5.4, low=5.4, high=5.4, unit=unit, what="", text="5.4",
        citations=(said.passage,), mentions=(said.passage,),
    )  # fmt: skip
    found = Material(Dossier(articles=(listed("a"),), figures=(size,), sentences=(said,))).counts
    assert [one for each in found.values() for one in each] == counts


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It lost the data of 6.3 million customers.", {6.3e6}),
        ("It owes two thousand dollars to 14 of them.", {2000.0, 14.0}),
        ("Two days after the blast 480 tonnes, not 300, were left.", {480.0}),
    ],
)
def test_the_numbers_of_a_text_are_whole(text: str, numbers: set[float]) -> None:
    assert set(numbers_of(text)) == numbers


@pytest.mark.parametrize(
    ("day", "chosen"),
    [
        ("2026-03-05", "Thieves took the records of 1.2 million sailors of Veldt from the harbour office."),
        ("2026-03-03", "Thieves took the records of sailors of Veldt from the harbour office."),
    ],
)
def test_a_later_report_with_a_large_number_is_told_for_one_with_none(day: str, chosen: str) -> None:
    texts = (
        "Thieves took the records of sailors of Veldt from the harbour office.",
        "Thieves took the records of 1.2 million sailors of Veldt from the harbour office.",
    )
    first, second = replace(listed("a", title=texts[0]), published="2026-03-04"), replace(listed("b"), published=day)
    dossier = Dossier(
        articles=(first, second), stories=(Story(id="S1", title="", articles=("a", "b")),),
        sentences=(*sentences("a", texts[0]), *sentences("b", texts[1])),
    )  # fmt: skip
    assert [p.sentence.passage.text for p in rank(dossier)] == [chosen]
