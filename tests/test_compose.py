"""From a dossier made by hand to a brief: status, choice, order, and what is counted as left out."""

from dataclasses import replace

import pytest

from briefing.compose import Lengths, compose
from briefing.latest import newest
from briefing.model import (
    Actor,
    Date,
    Discrepancy,
    Dossier,
    Entry,
    Event,
    Figure,
    Line,
    Listed,
    Passage,
    Pick,
    Position,
    Question,
    Quote,
    Sentence,
    Source,
    Story,
    Told,
)


def listed(key: str, origin: str | None = None, published: str | None = None) -> Listed:
    return Listed(
        id=key,
        title=f"Title {key}",
        outlet="",
        published=published,
        url=None,
        path=None,
        words=9,
        paragraphs=1,
        sha256="0" * 64,
        language="en",
        origin=origin or key,
        duplicate_of=None,
    )


def passage(article: str, start: int = 0, text: str = "The dam broke.") -> Passage:
    return Passage(article=article, start=start, end=start + len(text), text=text)


def sentence(article: str, **fields) -> Sentence:
    return Sentence(passage=passage(article), headline="the dam broke", stands_alone=True, **fields)


def told(article: str, stance: str = "asserted", who: str | None = None, **fields) -> Told:
    given = {"agents": (), "patients": (), "places": (), "when": None, "main": True, "weight": 1.0} | fields
    said_by = Source(name=who) if who else None
    return Told(trigger=passage(article, 8, "broke"), passage=passage(article), stance=stance, said_by=said_by, **given)


def status(*reports: Told, listing: tuple[Listed, ...] = (), picked: Sentence | None = None, **more) -> str:
    articles = listing or tuple(listed(key) for key in dict.fromkeys(r.passage.article for r in reports))
    dossier = Dossier(articles=articles, events=(Event(id="E1", mentions=reports),), **more)
    support = tuple(dict.fromkeys(r.passage for r in reports[1:]))
    pick = Pick(sentence=picked or sentence(reports[0].passage.article), events=("E1",), support=support)
    return compose(dossier, [pick]).developments[0].status


def test_two_origins_that_say_it_themselves_corroborate():
    assert status(told("a"), told("b")) == "corroborated"


def test_two_articles_of_one_origin_do_not():
    assert status(told("a"), told("b"), listing=(listed("a"), listed("b", origin="a"))) == "reported"


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ({"agents": ("P1",)}, {"agents": ("P1",)}, "disputed"),
        ({"agents": ("P1",)}, {"agents": ("P2",)}, "reported"),  # another one did not
        ({"agents": ("P1",)}, {}, "reported"),  # nobody says who did not
        ({"weight": 0.2}, {"weight": 0.2}, "reported"),  # "it was not the first time"
        ({"weight": 0.5}, {"weight": 0.5}, "reported"),  # ran an office, did not run for another
    ],
)
def test_a_denial_disputes_what_it_is_of(here, there, expected):
    assert status(told("a", **here), told("b", "denied", "Bo", **there)) == expected


def test_two_articles_that_quote_somebody_do_not():
    assert status(told("a", "claimed", "Ann"), told("b", "claimed", "Ann")) == "claimed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Bo had never met Ann before the dam broke.", "reported"), ("Bo had never met Ann.", "disputed")],
)
def test_who_had_not_done_it_before_denies_nothing_that_came_then(text: str, expected: str) -> None:
    denied = replace(told("b", "denied", "Bo"), passage=passage("b", 0, text))
    assert status(told("a"), denied) == expected


def test_a_report_that_says_nothing_of_it_contradicts_nobody():
    silent = replace(told("a"), passage=passage("a", 0, "The report did not indicate whether anybody was met."))
    assert status(told("b", "denied"), silent) == "reported"


def test_a_denial_makes_it_disputed():
    assert status(told("a"), told("b", "denied", "Bo")) == "disputed"


def test_a_sentence_with_its_attribution_is_a_claim():
    said = sentence("a", said_by=Source(name="Ann"))
    assert status(told("a"), picked=said) == "claimed"


def test_that_somebody_insists_is_borne_out_and_not_what_is_insisted():
    said = sentence("a", said_by=Source(name="Ann"))
    assert status(told("a"), told("b"), picked=said) == "claimed"


def test_one_origin_is_a_report():
    assert status(told("a")) == "reported"


@pytest.mark.parametrize(
    ("text", "words", "main", "day"),
    [
        ("The dam broke on Monday.", "Monday", True, "2026-03-02"),
        ("The dam broke on Monday.", "Monday", False, None),  # a day of something else
        ("The dam broke on Monday before Friday's fair.", "Monday", True, None),  # a day of which nothing is said
        ("The dam broke last month.", "last month", True, None),  # no one day
    ],
)
def test_a_development_is_of_the_day_that_its_sentence_gives_its_news(text, words, main, day):
    span = ("2026-03-02", "2026-03-02", "day") if words == "Monday" else ("2026-02-01", "2026-02-28", "month")
    when = Date(start=span[0], end=span[1], precision=span[2], text=words)
    place = passage("a", 0, text)
    report = replace(told("a", when=when, main=main), passage=place)
    dossier = Dossier(articles=(listed("a"),), events=(Event(id="E1", mentions=(report,)),))
    (one,) = compose(dossier, [Pick(sentence=replace(sentence("a"), passage=place), events=("E1",))]).developments
    assert (one.when and one.when.start) == day


def test_a_claim_travels_with_the_sentence_that_says_it_is_not_confirmed():
    caveat = passage("a", 20, "This could not be verified.")
    dossier = Dossier(
        articles=(listed("a"),),
        events=(Event(id="E1", mentions=(told("a"),)),),
        questions=(Question(id="O1", kind="unconfirmed", text=caveat.text, citations=(caveat,)),),
        sentences=(sentence("a"), Sentence(passage=caveat, headline=caveat.text, stands_alone=False)),
    )
    (one,) = compose(dossier, [Pick(sentence=dossier.sentences[0], events=("E1",))]).developments
    assert (one.status, one.text) == ("unconfirmed", "The dam broke. This could not be verified.")
    assert one.citations == (passage("a"), caveat)
    assert one.headline == "The dam broke"


def figure(key: str, measure: str, value: float, rivals: tuple[str, ...] = ()) -> Figure:
    return Figure(
        id=key,
        measure=measure,
        value=value,
        low=value,
        high=value,
        unit=None,
        what="people",
        text=str(value),
        citations=(passage("a"),),
        mentions=(passage("a"),),
        rivals=rivals,
    )


def test_rival_figures_stand_side_by_side_and_count_as_one():
    figures = (figure("F1", "killed", 12, ("F3",)), figure("F2", "ship", 40), figure("F3", "killed", 19, ("F1",)))
    brief = compose(Dossier(articles=(listed("a"),), figures=figures), [], lengths=Lengths(figures=2))
    assert [f.id for f in brief.figures] == ["F1", "F3", "F2"]
    assert brief.omitted.figures == 0


def test_of_counts_that_replaced_each_other_the_last_told_comes_first():
    cited = {key: (Passage(article=key, start=0, end=4, text="Some"),) for key in "abc"}
    rivals = {"F1": ("F2",), "F2": ("F1",)}
    old, new = (
        replace(figure(key, "killed", value, rivals[key]), citations=citations)
        for key, value, citations in (("F1", 12, (*cited["a"], *cited["c"])), ("F2", 19, cited["b"]))
    )
    positions = tuple(Position(value=f.value, text=f.text, citations=f.citations) for f in (old, new))
    toll = Discrepancy(id="D1", kind="figure", measure="killed", positions=positions, relation="superseded")
    articles = tuple(replace(listed(key), published=f"2026-03-0{n}") for n, key in enumerate("abc", 1))
    dossier = Dossier(articles=articles, figures=(old, new), discrepancies=(toll,))
    assert [f.id for f in compose(dossier, []).figures] == ["F2", "F1"]
    other = replace(toll, id="D0", positions=tuple(replace(p, citations=(passage("a", 90),)) for p in positions))
    made = compose(replace(dossier, discrepancies=(other, toll)), [], lengths=Lengths(discrepancies=1))
    assert [d.id for d in made.discrepancies] == ["D1"]  # that of the key figures says which count is the latest


def test_few_things_are_seldom_a_key_figure():
    figures = (figure("F1", "warning", 3), figure("F2", "ship", 40))
    brief = compose(Dossier(articles=(listed("a"),), figures=figures), [], lengths=Lengths(figures=1))
    assert [f.id for f in brief.figures] == ["F2"]


def test_what_is_left_out_is_counted():
    quotes = tuple(
        Quote(id=f"Q{n}", kind="direct", text=f"We have {n} boats left and no fuel", content=(passage("a", n),))
        for n in range(5)
    )
    brief = compose(Dossier(articles=(listed("a"),), quotes=quotes), [], lengths=Lengths(quotes=2))
    assert (len(brief.quotes), brief.omitted.quotes) == (2, 3)


def test_indirect_words_are_no_quote_of_the_brief():
    said = Quote(id="Q1", kind="indirect", text="the dam would hold for a week", content=(passage("a"),))
    assert compose(Dossier(articles=(listed("a"),), quotes=(said,)), []).quotes == ()


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ('that he made "crude" remarks about a nurse and broke the rule for guards', "mixed", 0),
        ("that he made “crude and quite unheard of” remarks", "mixed", 1),
        ("The men shouted ‘Get out!’ and we ran for the door", "direct", 1),
        ('It is rare," Reed said of the leaks. "If it is a leak, it ends', "direct", 0),
    ],
)
def test_a_quotation_is_for_the_most_part_somebodys_own_words(text, kind, kept):
    said = Quote(id="Q1", kind=kind, text=text, content=(passage("a"),))
    assert len(compose(Dossier(articles=(listed("a"),), quotes=(said,)), []).quotes) == kept


def test_words_inside_those_of_somebody_known_are_told_once() -> None:
    said = Quote(
        id="Q1", kind="mixed", text="that he hoped they “would pay for the boats”", content=(passage("a", 0),),
        citations=(passage("a", 0),), cue=passage("a", 20, "said"), source=Source(name="Reed", actor="P1"),
    )  # fmt: skip
    hoped = replace(said, id="Q2", source=None)
    assert [q.id for q in compose(Dossier(articles=(listed("a"),), quotes=(said, hoped)), []).quotes] == ["Q1"]


def test_no_source_fills_the_quotes_alone():
    def quote(n: int, who: str) -> Quote:
        text = "word " * 12
        return Quote(id=f"Q{n}", kind="direct", text=text, content=(passage("a", n),), source=Source(name=who))

    quotes = (*tuple(quote(n, "Ann") for n in range(6)), quote(6, "Bo"))
    brief = compose(Dossier(articles=(listed("a"),), quotes=quotes), [], lengths=Lengths(quotes=3))
    assert sorted(q.source.name for q in brief.quotes if q.source) == ["Ann", "Ann", "Bo"]


def actor(key: str, kind: str = "person", **fields) -> Actor:
    mentions = tuple(passage("a", n) for n in range(3))
    return Actor(id=key, name=f"Name {key}", kind=kind, mentions=mentions, **fields)


def test_a_place_a_mere_description_and_who_only_is_named_are_no_actors_of_the_brief():
    known = replace(actor("P1"), roles=("mayor",))
    agency = replace(actor("P5", "organisation"), roles=("state news agency",))
    actors = (known, actor("P2", "place"), actor("P3", named=False), actor("P4"), agency)
    assert [a.id for a in compose(Dossier(articles=(listed("a"),), actors=actors), []).actors] == ["P1"]


def test_an_actor_is_shown_with_what_it_did():
    dossier = Dossier(
        articles=(listed("a"),), actors=(actor("P1"),), events=(Event(id="E1", mentions=(told("a", agents=("P1",)),)),)
    )
    assert compose(dossier, []).actors[0].did == (Line(text="The dam broke.", citations=(passage("a"),)),)


@pytest.mark.parametrize(("day", "kept"), [("2026-03-04", 1), ("2026-03-01", 0)])
def test_what_was_to_come_before_the_information_ends_is_not_watched_for(day, kept):
    date = Date(start=day, end=day, precision="day", text=day)
    plan = Entry(date=date, text="The dam broke.", citations=(passage("a"),))
    brief = compose(Dossier(articles=(listed("a"),), watch=(plan,)), [], as_of="2026-03-02T08:00:00+00:00")
    assert len(brief.watch) == kept


@pytest.mark.parametrize(("published", "kept"), [("2026-02-20", 1), ("2026-01-05", 0)])
def test_a_plan_without_a_day_grows_old(published, kept):
    plan = Entry(
        date=Date(start=None, end=None, precision="day", text=""), text="The dam broke.", citations=(passage("a"),)
    )
    dossier = Dossier(articles=(listed("a", published=published),), watch=(plan,), sentences=(sentence("a"),))
    assert len(compose(dossier, [], as_of="2026-03-02T08:00:00+00:00").watch) == kept


def test_somebody_arrested_is_no_key_figure():
    he = Figure(
        id="F1", measure="arrested", value=1.0, low=1.0, high=1.0, unit=None, what="he", text="he",
        citations=(passage("a"),), mentions=(passage("a"),),
    )  # fmt: skip
    dossier = Dossier(articles=(listed("a"),), figures=(he, replace(he, id="F2", text="two men", value=2.0)))
    assert [f.id for f in compose(dossier, []).figures] == ["F2"]


@pytest.mark.parametrize(
    ("measure", "what", "kept"),
    [("pirate", "Somali pirates", 1), ("killed", "pirates", 2), ("boat", "boats", 2)],
)
def test_one_number_of_one_noun_is_one_key_figure(measure, what, kept):
    held = replace(figure("F1", "arrested", 26), what="pirates")
    dossier = Dossier(articles=(listed("a"),), figures=(held, replace(figure("F2", measure, 26), what=what)))
    assert len(compose(dossier, []).figures) == kept


def test_one_person_is_named_by_the_words_that_hold_the_name():
    street, name = (
        Passage(article="a", start=n, end=n + len(t), text=t) for n, t in ((0, "Lakeside"), (20, "Ann Reed, 40"))
    )
    killed = Figure(
        id="F1", measure="killed", value=1.0, low=1.0, high=1.0, unit=None, what="", text="Lakeside",
        citations=(passage("a"),), mentions=(street, name),
    )  # fmt: skip
    reed = Actor(id="P1", name="Ann Reed", kind="person", mentions=(replace(name, end=28, text="Ann Reed"),))
    dossier = Dossier(articles=(listed("a"),), figures=(killed,), actors=(reed,))
    assert [f.text for f in compose(dossier, []).figures] == ["Ann Reed, 40"]


@pytest.mark.parametrize(
    ("text", "unit", "headline", "label"),
    [
        ("340 people", None, "The mill employs 340 people", "The mill employs 340 people"),
        ("340 people", None, "The mill employs men", None),
        ("29 pupils", None, "29 pupils remain in captivity", "29 pupils remain in captivity"),
        ("29 pupils", None, "The army said", "pupils"),
        ("12 days", "day", "It lasted 12 days", "It lasted 12 days"),
        ("12 days", "day", "“It lasted 12 days", None),
        ("12 days", "day", "It lasted", None),
    ],
)
def test_a_key_figure_says_of_what_it_is(text, unit, headline, label):
    what = text.split()[-1]
    counted = replace(figure("F1", "duration" if unit else what, 340), text=text, unit=unit, what=what)
    said = replace(sentence("a"), headline=headline)
    made = compose(Dossier(articles=(listed("a"),), figures=(counted,), sentences=(said,)), [])
    assert [f.what for f in made.figures] == ([label] if label else [])
    assert made.omitted.figures == (label is None)


@pytest.mark.parametrize(
    ("headline", "alone", "about"),
    [
        ("The board put the cost at 12 million euros, it said", True, "The board put the cost at …, it said"),
        ("The board put the cost at 12 million euros, it said", False, ""),  # which board?
        ("“It may cost 12 million euros", True, ""),  # half a quotation
        ("The board has met", True, ""),
        # The second of two has the sentence.
        (
            "The board raised it from 15 million euros to 12 million euros",
            True,
            "The board raised it from 15 million euros to …",
        ),
        ("The board cut it from 12 million euros to 15 million euros", True, ""),
    ],
)
def test_an_amount_beside_others_says_of_what_without_itself(headline, alone, about):
    one, two = (replace(figure(f"F{n}", "money", n * 1e6), unit="euro", what="euros") for n in (12, 15))
    one = replace(one, text="12 million euros", rivals=("F15",), citations=(passage("a"),))
    two = replace(two, text="15 million euros", rivals=("F12",), citations=(passage("b"),))
    said = replace(sentence("a"), headline=headline, stands_alone=alone)
    made = compose(Dossier(articles=(listed("a"), listed("b")), figures=(one, two), sentences=(said,)), [])
    assert {f.id: (f.what, f.about) for f in made.figures} == {"F12": ("euros", about), "F15": ("euros", "")}


@pytest.mark.parametrize(("when", "label"), [("in the last 72 hours", "14 deaths were reported"), ("in May", "deaths")])
def test_a_count_of_a_stretch_says_so(when, label):
    said = f"14 deaths were reported {when}."
    counted = replace(figure("F1", "killed", 14), text="14 deaths", what="deaths", citations=(passage("a", 0, said),))
    short = replace(sentence("a"), passage=passage("a", 0, said), headline="14 deaths were reported")
    made = compose(Dossier(articles=(listed("a"),), figures=(counted,), sentences=(short,)), [])
    assert [f.what for f in made.figures] == [label]


@pytest.mark.parametrize(("kind", "kept"), [("disputed", 0), ("unclear", 1)])
def test_a_denial_that_stands_beside_its_claim_is_no_open_question(kind, kept):
    claim, denial = passage("a"), passage("a", 20)
    positions = tuple(Position(value=None, text=p.text, citations=(p,)) for p in (claim, denial))
    differ = Discrepancy(id="D1", kind="denial", measure=None, positions=positions, relation="contradicted")
    asked = Question(id="O1", kind=kind, text=denial.text, citations=(denial,))
    dossier = Dossier(articles=(listed("a"),), discrepancies=(differ,), questions=(asked,))
    assert len(compose(dossier, []).questions) == kept


def test_a_question_tells_of_no_deed():
    asked = replace(told("a", agents=("P1",)), passage=passage("a", 0))
    asked = replace(asked, passage=replace(asked.passage, text="Did the dam break?"))
    dossier = Dossier(articles=(listed("a"),), actors=(actor("P1"),), events=(Event(id="E1", mentions=(asked,)),))
    assert compose(dossier, []).actors == ()


def test_the_timeline_keeps_its_order_when_it_is_cut():
    def entry(day: str, *events: str) -> Entry:
        date = Date(start=day, end=day, precision="day", text=day)
        return Entry(date=date, text="The dam broke.", citations=(passage("a", int(day[-2:])),), events=events)

    entries = (entry("2026-03-01", "E1"), entry("2026-03-02"), entry("2026-03-03", "E2", "E3"))
    brief = compose(Dossier(articles=(listed("a"),), timeline=entries), [], lengths=Lengths(timeline=2))
    assert brief.timeline == (entries[0], entries[2])
    assert brief.omitted.timeline == 1


def test_one_sentence_is_one_entry_at_its_most_exact_date():
    week = Date(start="2026-02-23", end="2026-03-01", precision="week", text="last week")
    day = Date(start="2026-03-01", end="2026-03-01", precision="day", text="Sunday")
    entries = tuple(Entry(date=date, text="The dam broke.", citations=(passage("a"),)) for date in (week, day))
    assert compose(Dossier(articles=(listed("a"),), timeline=entries), []).timeline == entries[1:]


@pytest.mark.parametrize(
    ("published", "cut_off"),
    [((None, None), None), (("2026-03-01", None), "2026-03-01"), (("2026-03-01", "2026-03-02"), "2026-03-02")],
)
def test_the_cut_off_is_the_newest_articles_time(published, cut_off):
    articles = tuple(listed(f"A{n}", published=day) for n, day in enumerate(published))
    assert newest(articles) == cut_off
    assert compose(Dossier(articles=articles), []).as_of == cut_off


def test_a_pile_without_facts_is_an_empty_brief_with_its_articles():
    brief = compose(Dossier(articles=(listed("a"),)), [])
    assert (brief.developments, brief.figures, brief.title) == ((), (), "Situation brief")
    assert brief.articles == (listed("a"),)


def test_a_title_that_is_given_stands():
    assert replace(compose(Dossier(), [], title="Dam breach")).title == "Dam breach"


def superseded() -> Dossier:
    """A toll of 12 in an article of the 4th, of 22 in one of the 6th."""
    articles = (listed("a", published="2026-03-04"), listed("b", published="2026-03-06"))
    positions = tuple(
        Position(value=value, text=str(value), citations=(passage(key),)) for value, key in ((12.0, "a"), (22.0, "b"))
    )
    toll = Discrepancy(id="D1", kind="figure", measure="killed", positions=positions, relation="superseded")
    return Dossier(articles=articles, discrepancies=(toll,))


def test_the_latest_toll_comes_before_the_one_it_replaces():
    picks = [Pick(sentence=sentence(key), events=()) for key in ("a", "b")]
    brief = compose(superseded(), picks)
    assert [d.citations[0].article for d in brief.developments] == ["b", "a"]


def test_the_bottom_line_leaves_a_replaced_toll_out():
    picks = [Pick(sentence=sentence(key), events=()) for key in ("a", "b")]
    assert [line.citations[0].article for line in compose(superseded(), picks).bottom_line] == ["b"]


@pytest.mark.parametrize(
    ("days", "at", "weight", "order"),
    [
        (("2026-03-01", "2026-03-09"), 0, 0.9, ["b", "a"]),
        (("2026-03-01", "2026-03-01"), 0, 0.9, ["a", "b"]),  # of one day
        (("2026-03-01", None), 0, 0.9, ["a", "b"]),
        (("2026-03-01", "2026-03-09"), 7, 0.9, ["a", "b"]),  # deep in the later report
        (("2026-03-01", "2026-03-09"), 5, 0.9, ["b", "a"]),  # the first death in a feature
        (("2026-03-01", "2026-03-09"), 5, 0.5, ["a", "b"]),
        (("2026-03-01", "2026-03-09"), 0, 0.3, ["a", "b"]),  # no news by itself
    ],
)
def test_the_bottom_line_opens_with_what_the_newest_report_opens_with(days, at, weight, order):
    articles = tuple(listed(key, published=day) for key, day in zip("ab", days, strict=True))
    before = tuple(
        Sentence(passage=passage("b", 20 * n, "It rained."), headline="It rained", stands_alone=True) for n in range(at)
    )
    later = Sentence(passage=passage("b", 500), headline="the dam broke", stands_alone=True)
    in_no_sentence = replace(told("b", weight=0.9), passage=passage("b", 900))
    dossier = Dossier(
        articles=articles,
        stories=(Story(id="S1", title="", articles=("a", "b")),),
        events=(
            Event(id="E1", mentions=(replace(told("b", weight=weight), passage=later.passage),)),
            Event(id="E2", mentions=(in_no_sentence,)),
        ),
        sentences=(sentence("a"), *before, later),
    )
    brief = compose(dossier, [Pick(sentence=sentence("a"), events=()), Pick(sentence=later, events=())])
    assert [line.citations[0].article for line in brief.bottom_line] == order


@pytest.mark.parametrize(("after", "told"), [("Instead, he pleaded guilty.", 0), ("He is 40.", 1)])
def test_a_plan_that_was_dropped_is_not_ahead(after, told):
    plan, rest = passage("a", 0, "The trial was set for May."), passage("a", 40, after)
    dossier = Dossier(
        articles=(listed("a"),),
        watch=(
            Entry(
                date=Date(start="2026-05-01", end="2026-05-31", precision="month", text="May"),
                text=plan.text,
                citations=(plan,),
            ),
        ),
        sentences=tuple(Sentence(passage=p, headline=p.text, stands_alone=True) for p in (plan, rest)),
    )
    assert len(compose(dossier, []).watch) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [("that day", 0), ("one day earlier", 0), ("the next day", 0), ("earlier this week", 1), ("Friday", 1)],
)
def test_a_day_that_counts_from_another_makes_no_line(words, told):
    line = passage("a")
    entry = Entry(date=Date(start=None, end=None, precision="day", text=words), text=line.text, citations=(line,))
    dossier = Dossier(articles=(listed("a"),), timeline=(entry,), sentences=(sentence("a"),))
    assert len(compose(dossier, []).timeline) == told


@pytest.mark.parametrize(
    ("text", "status"), [("3 died when the dam broke.", "disputed"), ("Bo Lee and two sons died.", "reported")]
)
def test_only_a_sentence_that_gives_the_number_is_disputed_for_it(text, status):
    here, there = passage("a", 0, text), passage("b", 0, "5 died.")
    toll = Discrepancy(
        id="D1",
        kind="figure",
        measure="killed",
        positions=tuple(Position(value=v, text=str(int(v)), citations=(c,)) for v, c in ((3.0, here), (5.0, there))),
        relation="contradicted",
    )
    dossier = Dossier(articles=(listed("a"), listed("b")), discrepancies=(toll,))
    pick = Pick(sentence=Sentence(passage=here, headline=text, stands_alone=True), events=())
    assert compose(dossier, [pick]).developments[0].status == status


@pytest.mark.parametrize(
    ("text", "unit", "behind", "label"),
    [
        ("35 percent", "per cent", " of the crew of the ferry are women", "35 percent of the crew of the ferry"),
        ("35 percent", "per cent", " of his body", None),
        ("two years", "year", "", None),
        ("two years", "year", " longer than the old one", "two years longer than the old one"),
        ("19 percent", "per cent", " from 14.5, the bank said", "19 percent from 14.5"),
        ("38 percent", "per cent", " lower than at the old rate", "38 percent lower than at the old rate"),
        ("$5 million", "dollar", "", None),
        ("$5 million", "dollar", " to settle the claims of the town.", "$5 million to settle the claims of the town"),
        ("$5 million", "dollar", " to about $6 million", None),
    ],
)
def test_an_amount_says_of_what(text, unit, behind, label):
    opening = "In all those long and cold months in which nobody else in the town of Orvel came, the new board had "
    cited = passage("a", 0, f"{opening}{text}{behind}.")
    one = replace(
        figure("F1", "share", 35.0),
        unit=unit,
        text=text,
        mentions=(passage("a", len(opening), text),),
        citations=(cited,),
    )
    dossier = Dossier(articles=(listed("a"),), figures=(one,))
    assert [f.what for f in compose(dossier, []).figures] == ([label] if label else [])


@pytest.mark.parametrize(
    ("stance", "weight", "order"),
    [("asserted", 0.9, ["a", "b", "d"]), ("asserted", 0.3, ["a", "d", "b"]), ("planned", 0.9, ["a", "d", "b"])],
)
def test_news_that_leads_is_in_the_bottom_line_though_one_outlet_alone_reports_it(stance, weight, order):
    said = replace(sentence("d"), said_by=Source(name="The union", mention=passage("d")))
    picks = [Pick(sentence=s, events=()) for s in (*map(sentence, "abc"), said)]
    event = Event(id="E1", mentions=(told("b", stance, weight=weight),))
    brief = compose(Dossier(articles=tuple(map(listed, "abcd")), events=(event,)), picks)
    assert [line.citations[0].article for line in brief.bottom_line] == order


@pytest.mark.parametrize(("also", "order"), [("c", ["b", "a"]), ("b", ["a", "b"])])
def test_the_bottom_line_opens_with_no_number_that_more_origins_contradict(also, order):
    five, two, again = passage("a", 0, "5 died."), passage("b", 0, "2 died."), passage(also, 0, "2 died.")
    positions = (
        Position(value=5.0, text="5", citations=(five,)),
        Position(value=2.0, text="2", citations=tuple(dict.fromkeys((two, again)))),
    )
    toll = Discrepancy(id="D1", kind="figure", measure="killed", positions=positions, relation="contradicted")
    dossier = Dossier(articles=tuple(map(listed, "abc")), discrepancies=(toll,))
    picks = [Pick(sentence=Sentence(passage=p, headline=p.text, stands_alone=True), events=()) for p in (five, two)]
    assert [line.citations[0].article for line in compose(dossier, picks).bottom_line] == order


def test_each_story_has_its_part_and_the_bottom_line_one_of_each():
    stories = tuple(Story(id=f"S{key}", title=f"Story {key}", articles=(key,)) for key in "ab")
    dossier = Dossier(articles=(listed("a"), listed("b")), stories=stories)
    picks = [
        Pick(sentence=Sentence(passage=passage(key, at), headline="the dam broke", stands_alone=True), events=())
        for key, at in (("a", 0), ("b", 0), ("a", 20))
    ]
    brief = compose(dossier, picks)
    assert brief.title == "Story a · 1 more situation"
    assert [(d.id, d.story) for d in brief.developments] == [("K1", "Sa"), ("K2", "Sa"), ("K3", "Sb")]
    assert [line.citations[0].article for line in brief.bottom_line] == ["a", "b", "a"]


def test_deeds_in_the_same_words_are_told_once_and_the_best_stays_first():
    """Another report tells the first deed again, with less weight: it must not lose its place to the second."""
    rows = [
        ("a", 0, "The dam broke at noon.", 1.0),
        ("a", 30, "The dam was old.", 0.8),
        ("b", 0, "The dam broke at noon.", 0.6),
    ]
    reports = tuple(
        replace(told(key, agents=("P1",), weight=weight), passage=passage(key, at, text))
        for key, at, text, weight in rows
    )
    named = replace(actor("P1"), mentions=tuple(one.passage for one in reports))
    dossier = Dossier(articles=(listed("a"), listed("b")), actors=(named,), events=(Event(id="E1", mentions=reports),))
    assert [line.text for line in compose(dossier, []).actors[0].did] == ["The dam broke at noon.", "The dam was old."]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Jets hit Palmo", "Jets hit Palmo, which rebels seized in May."),
        ("Palmo, which rebels seized in May", "Palmo, which rebels seized in May."),
    ],
)
def test_an_entry_of_the_timeline_keeps_the_words_of_its_date(headline, expected):
    whole = passage("a", 0, "Jets hit Palmo, which rebels seized in May.")
    date = Date(start=None, end=None, precision="month", text="May")
    dossier = Dossier(
        articles=(listed("a"),),
        timeline=(Entry(date=date, text=whole.text, citations=(whole,)),),
        sentences=(Sentence(passage=whole, headline=headline, stands_alone=True),),
    )
    assert [entry.text for entry in compose(dossier, []).timeline] == [expected]


@pytest.mark.parametrize(
    ("second", "follows", "together"),
    [
        ("He said the port would open on Sunday.", True, True),
        ("The search will end on Sunday.", False, False),
    ],
)
def test_what_leans_is_told_with_what_it_leans_on(second: str, follows: bool, together: bool) -> None:
    before, here = passage("a", 0, "Ann Lee spoke in Sorn."), passage("a", 23, second)
    date = Date(start="2026-03-08", end="2026-03-08", precision="day", text="Sunday")
    dossier = Dossier(
        articles=(listed("a"),),
        watch=(Entry(date=date, text=second, citations=(here,)),),
        sentences=(
            Sentence(passage=before, headline=before.text.rstrip("."), stands_alone=True),
            Sentence(
                passage=here,
                headline=second.rstrip("."),
                stands_alone=False,
                follows=follows,
                leans_on=() if follows else (passage("a", 23, "The search"),),
            ),
        ),
    )
    (entry,) = compose(dossier, []).watch
    assert (entry.text, entry.citations) == (
        (f"{before.text} {second}", (before, here)) if together else (second, (here,))
    )


def test_a_brief_of_one_article_is_shorter_than_one_of_many() -> None:
    one, full = Lengths.of(1), Lengths()
    assert (one.actors, one.quotes, one.questions) == (full.actors - 4, full.quotes - 4, full.questions - 4)
    assert Lengths.of(3) == Lengths.of(3000) == Lengths()


def day(entry: str) -> Date:
    return Date(start=entry, end=entry, precision="day", text="")


@pytest.mark.parametrize(
    ("leans_on", "text"),
    [
        (("He",), "Ole Lund left Sorn."),
        (("The crew",), "He left the port."),
        (("Its",), "He left the port."),
        ((), "Ole Lund left Sorn."),
    ],
)
def test_a_line_of_the_timeline_is_the_first_sentence_that_can_be_told(leans_on: tuple[str, ...], text: str) -> None:
    """Who "He" is, half a quotation or a caption tells nobody anything; "The crew" is told."""
    leaning, whole = passage("a", 0, "He left the port."), passage("b", 0, "Ole Lund left Sorn.")
    points = tuple(passage("a", 0, words) for words in leans_on)
    one, two = (
        Sentence(passage=leaning, headline="He left the port", stands_alone=False, leans_on=points),
        Sentence(passage=whole, headline="Ole Lund left Sorn", stands_alone=True),
    )
    dossier = Dossier(articles=(listed("a"), listed("b")), sentences=(one, two))
    entry = Entry(date=day("2026-03-08"), text=leaning.text, citations=(leaning, whole))
    found = compose(replace(dossier, timeline=(entry,)), []).timeline
    assert [(e.text, set(e.citations)) for e in found] == [(text, {leaning, whole})]
    alone = replace(entry, citations=(leaning,))
    left = compose(replace(dossier, timeline=(alone,)), []).timeline
    assert [e.text for e in left] == ([text] if text == leaning.text else [])


def test_what_two_articles_announce_in_the_same_words_is_told_once() -> None:
    here, there = passage("a", 0, "Sorn votes in May."), passage("b", 5, "Sorn votes in May.")
    entries = tuple(Entry(date=day("2026-05-03"), text=p.text, citations=(p,)) for p in (here, there))
    dossier = Dossier(articles=(listed("a"), listed("b")), watch=entries)
    (entry,) = compose(dossier, []).watch
    assert entry.citations == (here, there)


@pytest.mark.parametrize(
    ("other", "events", "kept"),
    [
        ("Members converged on the hall where a vote on the port is to be held on Monday.", ("E1",), 1),
        ("The vote on the port plan is held in Sorn on Monday.", ("E2",), 1),
        ("The bridge to Orlin opens to traffic on Monday.", ("E2",), 2),
    ],
)
def test_what_two_articles_announce_of_one_day_is_told_once(other, events, kept):
    rows = (("a", "The vote on the port plan is on Monday in Sorn.", ("E1",)), ("b", other, events))
    entries = tuple(
        Entry(date=day("2026-05-04"), text=text, citations=(passage(key, 0, text),), events=ids)
        for key, text, ids in rows
    )
    found = compose(Dossier(articles=(listed("a"), listed("b")), watch=entries), []).watch
    assert len(found) == kept
    assert found[0].text == rows[0][1]
    assert {c for e in found for c in e.citations} == {c for e in entries for c in e.citations}


def test_a_plan_that_two_reports_of_one_development_tell_is_told_once() -> None:
    texts = ("Dockers will walk out on Friday.", "The union will strike from Friday on over pay.")
    here, there = (passage(key, 0, text) for key, text in zip("ab", texts, strict=True))
    entries = tuple(Entry(date=day("2026-05-08"), text=p.text, citations=(p,)) for p in (here, there))
    pick = Pick(sentence=Sentence(passage=here, headline=here.text, stands_alone=True), events=(), support=(there,))
    dossier = Dossier(articles=(listed("a"), listed("b")), watch=entries)
    (entry,) = compose(dossier, [pick]).watch
    assert (entry.text, set(entry.citations)) == (texts[0], {here, there})


def test_of_two_plans_that_are_one_the_one_that_names_who_is_told() -> None:
    texts = ("He will speak on Friday.", "Bo Lind of Sorn will speak about the port on Friday.")
    entries = tuple(
        Entry(date=day("2026-05-08"), text=text, citations=(passage(key, 0, text),), events=("E1",))
        for key, text in zip("ab", texts, strict=True)
    )
    (entry,) = compose(Dossier(articles=(listed("a"), listed("b")), watch=entries), []).watch
    assert entry.text == texts[1]


@pytest.mark.parametrize(("headline", "kept"), [("Ann Lee expects no vote", True), ("Ann Lee spoke", False)])
def test_a_line_in_short_holds_what_it_is_listed_for(headline: str, kept: bool) -> None:
    whole = passage("a", 0, "Ann Lee spoke and expects no vote.")
    planned = replace(told("a", "planned"), trigger=passage("a", 29, "vote"), passage=whole)
    dossier = Dossier(
        articles=(listed("a"),),
        events=(Event(id="E1", mentions=(planned,)),),
        watch=(Entry(date=day("2026-05-03"), text=whole.text, citations=(whole,), events=("E1",)),),
        sentences=(Sentence(passage=whole, headline=headline, stands_alone=True),),
    )
    assert [e.text for e in compose(dossier, []).watch] == [f"{headline}." if kept else whole.text]


def test_a_cue_without_its_words_is_no_deed() -> None:
    here = Passage(article="a", start=0, end=32, text="Mayor Reed said in a statement.")
    reed = Actor(id="P1", name="Ann Reed", kind="person", mentions=(here,), roles=("mayor",))
    did = Event(id="E1", mentions=(replace(told("a", agents=("P1",)), passage=here),))
    (shown,) = compose(Dossier(articles=(listed("a"),), actors=(reed,), events=(did,)), []).actors
    assert shown.did == ()


@pytest.mark.parametrize(("said", "kept"), [("he", 0), ("the mayor", 1), ("Reed", 1)])
def test_a_deed_is_told_where_its_sentence_calls_the_actor_by_more_than_a_pronoun(said: str, kept: int) -> None:
    here = Passage(article="a", start=4, end=4 + len(said), text=said)
    reed = Actor(id="P1", name="Ann Reed", kind="person", mentions=(here,), roles=("mayor",))
    did = Event(id="E1", mentions=(told("a", agents=("P1",)),))
    (shown,) = compose(Dossier(articles=(listed("a"),), actors=(reed,), events=(did,)), []).actors
    assert len(shown.did) == kept


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Ferry burns off Oban - Oban & Lorne News, Weather, Sports", "Ferry burns off Oban"),
        ("Ferry burns off Oban | KXYZ.com", "Ferry burns off Oban"),
        ("Ferry burns off Oban - Lorne5.com | Lorne, SC | News, Weather", "Ferry burns off Oban"),
        ("Ferry burns - two hurt", "Ferry burns - two hurt"),
        ("Sports News", "Sports News"),
    ],
)
def test_a_title_is_told_without_the_name_of_its_site(title: str, printed: str) -> None:
    story = Story(id="S1", title=title, articles=("a",))
    dossier = Dossier(articles=(replace(listed("a"), title=title),), stories=(story,))
    assert compose(dossier, []).title == printed


@pytest.mark.parametrize(
    ("titles", "printed"),
    [
        (("Ferry burns off Oban", "Ferry burns as crew s..."), "Ferry burns off Oban"),
        (("Ferry burns as crew s…", "Ferry burns as crew …"), "The ferry burned off Oban"),
        (("Ferry burns off Oban … again", "Crew saved"), "Crew saved"),
    ],
)
def test_a_title_that_a_site_cut_off_is_none(titles: tuple[str, str], printed: str) -> None:
    articles = tuple(replace(listed(key), title=title) for key, title in zip("ab", titles, strict=True))
    articles = tuple(replace(a, published=f"2026-03-0{n}") for n, a in enumerate(articles, 1))
    story = Story(id="S1", title=titles[1], articles=("a", "b"))
    here = passage("b", 0, "The ferry burned off Oban.")
    first = Sentence(passage=here, headline="the ferry burned off Oban", stands_alone=True)
    assert compose(Dossier(articles=articles, stories=(story,), sentences=(first,)), []).title == printed


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("one day", "duration", 1.0),
        ("the other two towns", "town", 2.0),
        ("three others", "other", 3.0),
        ("THREE TOWNS", "town", 3.0),
        ("five times", "time", 5.0),
    ],
)
def test_what_counts_nothing_by_itself_is_no_key_figure(text: str, measure: str, value: float) -> None:
    one = replace(figure("F1", measure, value), text=text)
    assert compose(Dossier(articles=(listed("a"),), figures=(one,)), []).figures == ()
