"""Aliases across articles, on mentions made by hand."""

from dataclasses import replace

import pytest

from briefing.extract import events, mentions
from briefing.merge.actors import merge
from briefing.merge.actors.naming import normal, skeleton, tokens
from briefing.model import ActorKind, Article, Facts, Form, Mention, Part, Passage, Source, Story
from docs import doc


def told(article: str, *names: tuple[str, str] | tuple[str, str, int]) -> Facts:
    """One article that is a list of mentions: (words, kind) or (words, kind, number of the mention it is)."""
    text, mentions = "", []
    for words, kind, *same in names:
        start = len(text)
        form = "name" if any(c.isupper() for c in words.removeprefix("The")) else "nominal"
        if words.lower() in {"he", "she", "it", "they"}:
            form = "pronoun"
        mentions.append(
            Mention(
                passage=Passage(article=article, start=start, end=start + len(words), text=words),
                head=start + len(words) - len(words.split()[-1]),
                lemma=words.split()[-1].lower(),
                kind=kind,
                form=form,
                same_as=mentions[same[0]].head if same else None,
            )
        )
        text += words + " . "
    return Facts(article=Article(id=article, text=text), mentions=tuple(mentions))


def groups(*facts: Facts) -> list[set[str]]:
    return [{m.text for m in actor.mentions} for actor in merge(facts).actors]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("Jaysh al-Fateh", "Jaish al-Fatah", "group"),
        ("Bashar al-Assad", "Bashar Assad", "person"),
        ("Helena Brandt", "Brandt", "person"),
        ("Helena Brandt", "Helena M. Brandt", "person"),
        ("Fred Larsen", "Frederick Larsen", "person"),
        ("Helena (Lena) Brandt", "Helena Brandt", "person"),
        ("Katie Larsen", "Kathryn Larsen", "person"),
        ("Bill Larsen", "William Larsen", "person"),
        ("Harbour Workers Federation", "HWF", "organisation"),
        ("The Harbour Courier", "THC", "organisation"),
        ("Institute of Ship Arts and Crafts", "Institute of Ships Arts and Crafts", "organisation"),
        ("Observatory for Open Seas", "OOS", "organisation"),
        ("United States", "U.S.", "place"),
        ("Islamic State", "ISIS", "organisation"),
        ("Castell Terminals Inc.", "Castell Terminals", "organisation"),
        ("the Interior Ministry", "Interior Ministry", "organisation"),
        ("Mr. Brandt", "Brandt", "person"),
        ("LA Dispatch", "Los Angeles Dispatch", "organisation"),
        ("Heydar Alishvandi", "Heydar Alishbandi", "person"),
        ("Giannis Larsen", "Yiannis Larsen", "person"),
        ("Helena Petersen", "Helena Peterssen", "person"),
        ("U. S. Harbour Survey", "US Harbour Survey", "organisation"),
        ("CDC", "Centers for Disease Control and Prevention", "organisation"),
        ("Piet Anders Larsen III", "Piet Larsen", "person"),
        ("Piet Larsen Jr.", "Piet Larsen", "person"),
        ("ADA Larsen", "Helena Larsen", "person"),
        ("Ada Larsen", "Ada Larsen", "person"),
        ("Norrvik Harbour Police", "NHPD", "organisation"),
        ("Anchor magazine", "Anchor", "organisation"),
    ],
)
def test_two_names_of_one_actor_are_joined(first, second, kind):
    assert groups(told("a", (first, kind)), told("b", (second, kind))) == [{first, second}]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("Helena Brandt", "Piet Brandt", "person"),
        ("Interior Ministry", "Defence Ministry", "organisation"),
        ("Castell Groep", "Castell Terminals", "organisation"),
        ("Norrvik", "Norrvik Workers Union", "organisation"),
        ("North Korea", "South Korea", "place"),
        ("Katie Larsen", "Kathryn Brandt", "person"),
        ("Piet Larsen", "Piet Larsent", "person"),
        ("Marian Larsen", "Marion Orr", "person"),
        ("Anna Berg", "Anna Bern", "person"),
        ("Paris", "Paris Dispatch", "organisation"),
        ("LA Dispatch", "New York Dispatch", "organisation"),
        ("National Harbour Workers Committee", "Harbour National Committee", "organisation"),
        ("Iran", "Iran-Iraq", "place"),
        ("Iraq", "Iran-Iraq", "place"),
        ("Piet Larsen Jr.", "Piet Larsen Sr.", "person"),
        ("Ada Larsen", "Helena Larsen", "person"),
        ("Norrvik Harbour Works", "NHWD", "organisation"),
        ("Anchor Alliance", "Anchor", "organisation"),
    ],
)
def test_two_actors_stay_two(first, second, kind):
    assert groups(told("a", (first, kind)), told("b", (second, kind))) == [{first}, {second}]


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("Veldt", "Veldt Dockers"),
        ("Norrvik", "Telecom Norrvik"),
    ],
)
def test_a_place_is_not_the_body_that_is_named_after_it(place, body):
    assert groups(told("a", (place, "place"), (body, "organisation"))) == [{place}, {body}]
    assert groups(told("a", (place, "organisation"), (body, "organisation"))) == [{place, body}]


@pytest.mark.parametrize(("state", "body"), [("United States", "US Senate"), ("U.S.", "U.S. Harbour Committee")])
def test_a_state_is_none_of_its_bodies(state, body):
    assert groups(told("a", (state, "place"), (body, "organisation"))) == [{state}, {body}]


def test_a_short_name_of_two_bodies_joins_neither():
    """ "House" in one article is the White House, in another the House GOP."""
    one = told("a", ("White House", "organisation"), ("House", "organisation"))
    two = told("b", ("House GOP", "organisation"), ("House", "organisation"))
    assert {"House"} in groups(one, two)
    assert {"White House", "House"} in groups(one)


def test_a_short_name_goes_to_the_name_that_it_keeps_most_of():
    """ "Castell" is Castell Inc. before it is one of its programmes, and "the Guild" no prize."""
    others = ("Castell Pilot Programme", "organisation"), ("Castell Tug Alliance", "group")
    found = groups(told("a", ("Castell", "organisation"), ("Castell Inc.", "organisation"), *others))
    assert {"Castell", "Castell Inc."} in found
    guild = told("a", ("Guild", "organisation"), ("Guild Prizes", "other"), ("Guild of Ship Arts", "organisation"))
    assert {"Guild", "Guild of Ship Arts"} in groups(guild)


def test_letters_that_are_read_as_a_person_may_be_a_bodys():
    facts = told("a", ("The Harbour Courier", "organisation")), told("b", ("THC", "person"))
    assert groups(*facts) == [{"The Harbour Courier", "THC"}]
    assert len(groups(told("a", ("Harbour Courier", "organisation"), ("Tom", "person")))) == 2


def test_a_son_who_is_called_so_is_not_his_father():
    text = "Piet Larsen. Larsen. his son, Piet Larsen Jr."

    def mention(start: int, end: int, *roles: tuple[int, int]) -> Mention:
        passage = Passage(article="a", start=start, end=end, text=text[start:end])
        said = tuple(Passage(article="a", start=a, end=b, text=text[a:b]) for a, b in roles)
        return Mention(passage=passage, head=start, lemma="larsen", kind="person", form="name", roles=said)

    family = mention(0, 11), mention(13, 19), mention(30, 45, (21, 28))
    facts = Facts(article=Article(id="a", text=text), mentions=family)
    assert groups(facts) == [{"Piet Larsen", "Larsen"}, {"Piet Larsen Jr."}]


def test_a_state_is_called_by_its_own_name():
    facts = told("a", ("America", "place"), ("America", "place"), ("United States", "place"))
    assert [actor.name for actor in merge([facts]).actors] == ["United States"]


def test_a_surname_that_two_people_share_joins_neither():
    assert len(groups(told("a", ("Helena Brandt", "person"), ("Piet Brandt", "person"), ("Brandt", "person")))) == 3


def test_a_surname_goes_on_with_whom_it_was_used_for():
    """ "Ann Reed … Reed said … her husband, Bo Reed … Reed said": she spoke both times."""
    told_of = told("a", ("Ann Reed", "person"), ("Reed", "person"), ("Bo Reed", "person"), ("Mr Reed", "person"))
    assert groups(told_of) == [{"Ann Reed", "Reed", "Mr Reed"}, {"Bo Reed"}]


def test_a_surname_long_in_use_is_not_the_relative_who_comes_late():
    """The one article never gives his first name, and his wife's, in full, at its end."""
    late = told("a", *[("Brandt", "person")] * 4, ("Piet Brandt", "person"))
    for facts in ((late, told("b", ("Helena Brandt", "person"))), (told("0", ("Helena Brandt", "person")), late)):
        assert {"Helena Brandt", "Brandt"} in groups(*facts)
    assert groups(late) == [{"Brandt", "Piet Brandt"}]


def people(article: str, *rows: str) -> Facts:
    """Names of people, each "name" or "name gender" with m or f, or "name part"."""
    given = [
        (row.rsplit(" ", 1) if row.rsplit(" ", 1)[-1] in {"m", "f", "accused", "killed"} else [row, ""]) for row in rows
    ]
    facts = told(article, *((name, "person") for name, _ in given))
    told_of = [
        replace(m, gender=what if what in {"m", "f"} else None, part=what if what in {"accused", "killed"} else None)
        for m, (_, what) in zip(facts.mentions, given, strict=True)
    ]
    return replace(facts, mentions=tuple(told_of))


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ([["Ann Reed", "Reed"], ["Bo Reed", "Reed"]], [{"Ann Reed", "Reed"}, {"Bo Reed", "Reed"}]),
        ([["Ann Reed f", "Bo Reed m", "Reed m"]], [{"Ann Reed"}, {"Bo Reed", "Reed"}]),
        ([["Ann Reed", "Bo Reed accused", "Reed accused"]], [{"Ann Reed"}, {"Bo Reed", "Reed"}]),
        ([["Ann Reed", "Bo Reed", "Reed"]], [{"Ann Reed"}, {"Bo Reed"}, {"Reed"}]),
        ([["Ann Reed"], ["Ann Reed"], ["Ann Reed", "Bo Reed"], ["Reed"]], [{"Ann Reed", "Reed"}, {"Bo Reed"}]),
        ([["Jo Holm", "Jo"], ["Jo Lind", "Jo"]], [{"Jo Holm", "Jo"}, {"Jo Lind", "Jo"}]),
        ([["Thomas (Bo) Reed", "Bo"]], [{"Thomas (Bo) Reed", "Bo"}]),
        ([["Thomas (Bo) Reed"], ["Bo Reed"]], [{"Thomas (Bo) Reed", "Bo Reed"}]),
        ([["Mo Brandt"], ["Maurice Brandt"]], [{"Mo Brandt", "Maurice Brandt"}]),
        ([["Alix Brandt killed"], ["Alexandros Brandt killed"]], [{"Alix Brandt", "Alexandros Brandt"}]),
        ([["Alix Brandt killed"], ["Alexandros Brandt accused"]], [{"Alix Brandt"}, {"Alexandros Brandt"}]),
        ([["Anna Brandt killed", "Axel Brandt killed"]], [{"Anna Brandt"}, {"Axel Brandt"}]),
    ],
)
def test_a_surname_of_two_people_is_in_each_article_whose_the_article_tells(articles, expected):
    found = groups(*(people(str(n), *rows) for n, rows in enumerate(articles)))
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


def test_a_surname_may_be_what_is_a_particle_elsewhere():
    assert groups(told("a", ("Trung Le", "person"), ("Le", "person"))) == [{"Trung Le", "Le"}]


def test_a_surname_follows_the_full_name_of_its_own_article():
    found = groups(told("a", ("Helena Brandt", "person"), ("Brandt", "person")), told("b", ("Piet Brandt", "person")))
    assert {"Helena Brandt", "Brandt"} in found


def test_a_person_and_a_place_of_one_name_stay_apart():
    found = groups(told("a", ("Jordan", "place")), told("b", ("Anna Jordan", "person"), ("Jordan", "person")))
    assert found == [{"Anna Jordan", "Jordan"}] or {"Anna Jordan"} not in found


def test_a_description_does_not_make_two_names_one():
    """ "the president" of one article and of another are the same words for two people."""
    one = told("a", ("Ann Reed", "person"), ("the president", "person", 0))
    two = told("b", ("Bo Lind", "person"), ("the president", "person", 0))
    assert not any({"Ann Reed", "Bo Lind"} <= group for group in groups(one, two))


def test_unresolved_pronouns_are_no_actors():
    assert groups(told("a", ("he", "person"))) == []


def test_a_source_that_is_a_pronoun_gets_the_actors_name():
    facts = told("a", ("Ann Reed", "person"), ("She", "person", 0))
    cast = merge([facts])
    she = facts.mentions[1].passage
    source = cast.resolve(Source(name="She", mention=she, head=she.start))
    assert (source.name, source.actor) == ("Ann Reed", cast.actors[0].id)


def test_who_is_only_a_pronoun_is_not_identified() -> None:
    facts = told("a", ("a clerk", "person"), ("her", "person", 0), ("she", "person", 0))
    she = facts.mentions[2].passage
    source = merge([facts]).resolve(Source(name="she", mention=she, head=she.start))
    assert source is not None
    assert source.name == "a clerk"


def test_a_source_without_a_name_keeps_the_words_of_its_own_article():
    """ "The driver" here and "a driver in critical condition" there may be two."""
    here = told("a", ("one driver", "person"), ("she", "person", 0))
    there = told("b", ("a badly hurt driver", "person"))
    cast = merge([here, there], [Story(id="S1", title="", articles=("a", "b"))])
    she = here.mentions[1].passage
    assert cast.resolve(Source(name="She", mention=she, head=she.start)).name == "one driver"


def test_every_mention_with_a_name_is_in_exactly_one_actor():
    facts = [told("a", ("Ann Reed", "person"), ("Reed", "person")), told("b", ("Reed Ltd.", "organisation"))]
    cast = merge(facts)
    placed = sorted((m.article, m.start) for actor in cast.actors for m in actor.mentions)
    assert placed == sorted((m.passage.article, m.passage.start) for one in facts for m in one.mentions)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Hague Court’s", "hague court"),
        ("President Ann Reed", "ann reed"),
        ("U.S.", "united states"),
        ("Dr", "dr"),
    ],
)
def test_normal(name, expected):
    assert normal(name) == expected


def test_tokens_leave_particles_and_nicknames_out():
    assert tokens("Vito “the Shark” Brandt of the Docks") == ("vito", "brandt", "docks")
    assert tokens("Jund al-Aqsa") == ("jund", "aqsa")


def test_skeleton_is_equal_for_two_romanisations():
    assert skeleton("Muhammad Khatib") == skeleton("Mohammed Khateeb")
    assert skeleton("Ann Reed") != skeleton("Bo Lind")


# --- descriptions ---------------------------------------------------------------------------


def in_one_story(*facts: Facts) -> list[set[str]]:
    story = Story(id="S1", title="", articles=tuple(one.article.id for one in facts))
    return [{m.text for m in actor.mentions} for actor in merge(facts, [story]).actors]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the driver", "a driver"),
        ("the robber", "the thief"),
        ("the mother", "his mom"),
    ],
)
def test_descriptions_of_one_head_in_one_story_are_one_actor(first, second):
    found = in_one_story(told("a", (first, "person")), told("b", (second, "person")))
    assert found == [{first, second}]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the official", "an official"),
        ("the prime minister", "the interior minister"),
        ("the driver", "the nurse"),
        ("the official", "the official of the port"),
        ("the president", "the former president"),
        ("the harbour minister", "the next harbour minister"),
        ("the climber", "the second climber"),
        ("a climber", "another climber"),
    ],
)
def test_descriptions_that_may_be_of_two_stay_two(first, second):
    assert len(in_one_story(told("a", (first, "person")), told("b", (second, "person")))) == 2


def test_a_state_has_one_name_in_the_descriptions_of_an_office():
    def described(article: str, words: str) -> Facts:
        passage = Passage(article=article, start=0, end=len(words), text=words)
        head = len(words) - len("ambassador")
        one = Mention(passage=passage, head=head, lemma="ambassador", kind="person", form="nominal", plural=False)
        return Facts(article=Article(id=article, text=words), mentions=(one,))

    for first, second in (("the US", "the U. S."), ("Spain's", "the Spanish")):
        both = f"{first} ambassador", f"{second} ambassador"
        assert in_one_story(described("a", both[0]), described("b", both[1])) == [{*both}]


def test_a_capital_that_acts_is_called_by_the_name_of_its_state():
    text = "Oslo. Oslo. Norway. "

    def mention(start: int, end: int, kind: ActorKind) -> Mention:
        passage = Passage(article="a", start=start, end=end, text=text[start:end])
        return Mention(passage=passage, head=start, lemma=passage.text, kind=kind, form="name", acts=True)

    for kind in ("place", "person"):
        rows = mention(0, 4, kind), mention(6, 10, kind), mention(12, 18, "place")
        (actor,) = merge([Facts(article=Article(id="a", text=text), mentions=rows)]).actors
        assert (actor.name, actor.aliases, actor.kind) == ("Norway", ("Oslo",), "organisation")


def test_a_description_spelt_like_a_name_is_the_body_of_that_name():
    facts = told("a", ("Norrvik Police", "organisation")), told("b", ("norrvik police", "organisation"))
    assert in_one_story(*facts) == [{"Norrvik Police", "norrvik police"}]


@pytest.mark.parametrize(("words", "joined"), [("Anchor magazine", True), ("the Anchor team", False)])
def test_a_magazine_is_called_by_its_name_and_what_it_is(words, joined):
    anchor = told("a", ("Anchor", "organisation"))
    found = in_one_story(anchor, described("b", words))
    assert (found == [{"Anchor", words}]) == joined


def test_a_government_is_that_of_the_one_state_that_its_article_speaks_of():
    def described(article: str, words: str, *more: tuple[str, str]) -> Facts:
        one = told(article, (words, "organisation"), *more)
        first, *rest = one.mentions
        return replace(one, mentions=(replace(first, form="nominal"), *rest))

    states = described("a", "the Velmar government"), described("b", "the Sorn government")
    here = described("c", "the government", ("Velmar", "place"))
    found = in_one_story(*states, here, described("d", "the government"))
    assert [sorted(g) for g in found if any("government" in words for words in g)] == [
        ["the Velmar government", "the government"],
        ["the Sorn government"],
        ["the government"],
    ]


def test_the_man_of_years_ago_is_another_man():
    then = told("a", ("the driver", "person"))
    now = told("b", ("the driver", "person"))
    assert len(in_one_story(then, now)) == 1
    dated = [
        replace(one, article=replace(one.article, published=day))
        for one, day in ((then, "2024-03-01"), (now, "2026-03-01"))
    ]
    assert len(in_one_story(*dated)) == 2


@pytest.mark.parametrize(("first", "joined"), [("a woman", False), ("one woman", False), ("the woman", True)])
def test_a_woman_is_not_who_another_sentence_names(first: str, joined: bool) -> None:
    named = told("a", ("Helena Brandt", "person"), ("the woman", "person", 0), (first, "person"))
    assert (len(groups(named)) == 1) is joined


def test_descriptions_of_two_stories_are_two_actors():
    facts = told("a", ("the driver", "person")), told("b", ("the driver", "person"))
    stories = [Story(id=key, title="", articles=(key,)) for key in "ab"]
    assert len(merge(facts, stories).actors) == 2


def test_a_description_goes_to_the_one_name_of_its_story_that_has_the_role():
    one = told("a", ("Ann Reed", "person"), ("the actress", "person", 0))
    assert {"Ann Reed", "the actress"} in in_one_story(one, told("b", ("the actress", "person")))


@pytest.mark.parametrize(
    ("roles", "joined"),
    [
        (["president"], ["the president"]),
        (["former president"], ["the former president"]),
        (["nominee for president", "president"], []),
    ],
)
def test_who_had_an_office_or_is_to_have_it_is_not_who_holds_it(roles, joined):
    passages = tuple(Passage(article="a", start=0, end=len(role), text=role) for role in roles)
    name = Passage(article="a", start=30, end=34, text="Lind")
    lind = Mention(passage=name, head=30, lemma="lind", kind="person", form="name", roles=passages)
    one = Facts(article=Article(id="a", text=""), mentions=(lind,))
    found = in_one_story(one, told("b", ("the president", "person"), ("the former president", "person")))
    assert {"Lind", *joined} in found


@pytest.mark.parametrize(("said", "joined"), [("a freshman", False), ("the freshman", True)])
def test_somebody_of_a_kind_is_not_the_one_whom_another_sentence_names(said: str, joined: bool) -> None:
    role = Passage(article="a", start=0, end=8, text="Freshman")
    name = Passage(article="a", start=9, end=13, text="Lind")
    lind = Mention(passage=name, head=9, lemma="lind", kind="person", form="name", roles=(role,))
    (others,) = (told("b", (said, "person"), (said, "person")),)
    named = Facts(article=Article(id="a", text="Freshman Lind spoke."), mentions=(lind,))
    found = in_one_story(named, others)
    assert any({"Lind", said} <= one for one in found) is joined


def test_what_one_person_has_is_one_persons_whoever_tells_of_it():
    """ "Ann Reed's publicist Jo Lind" in one article, "her rep" in another, and the rep of somebody else."""
    text = "Ann Reed's publicist Jo Lind. Reed. her rep. Bo Lund's rep"

    def mention(words: str, form: Form, **more: object) -> Mention:
        start = text.index(words)
        passage = Passage(article="a", start=start, end=start + len(words), text=words)
        lemma = words.split()[-1].lower()
        return Mention(passage=passage, head=passage.end - len(lemma), lemma=lemma, kind="person", form=form, **more)  # type: ignore[arg-type]

    reed = mention("Ann Reed's", "name")
    role = mention("Ann Reed's publicist", "nominal").passage
    lind = mention("Jo Lind", "name", roles=(role,))
    found = [reed, lind, mention("Reed.", "name", same_as=reed.head)]
    found += [mention("her", "pronoun", same_as=reed.head), mention("her rep", "nominal")]
    found += [mention("Bo Lund's", "name"), mention("Bo Lund's rep", "nominal")]
    joined = in_one_story(Facts(article=Article(id="a", text=text), mentions=tuple(found)))
    assert {"Jo Lind", "her rep"} in joined
    assert {"Bo Lund's rep"} in joined


@pytest.mark.parametrize(
    ("kind", "roles"),
    [("person", ("governor of Orvel",)), ("organisation", ("agency of Orvel", "centre of the trade"))],
)
def test_a_person_is_no_centre(kind: str, roles: tuple[str, ...]) -> None:
    said = [roles[0], "centre of the trade"]
    says = f"Lind, {', '.join(said)}"
    found = tuple(
        Passage(article="a", start=says.index(role), end=says.index(role) + len(role), text=role) for role in said
    )
    name = Passage(article="a", start=0, end=4, text="Lind")
    lind = Mention(passage=name, head=0, lemma="lind", kind=kind, form="name", roles=found)  # type: ignore[arg-type]
    (actor,) = merge([Facts(article=Article(id="a", text=says), mentions=(lind,))]).actors
    assert (actor.kind, actor.roles) == (kind, roles)


def test_a_role_in_other_words_is_told_once():
    says = "British Prime Minister. the U.K.'s Prime Minister. prime minister. party leader"
    roles = tuple(
        Passage(article="a", start=says.index(role), end=says.index(role) + len(role), text=role)
        for role in says.split(". ")
    )
    name = Passage(article="a", start=90, end=94, text="Lind")
    lind = Mention(passage=name, head=90, lemma="lind", kind="person", form="name", roles=roles)
    (actor,) = merge([Facts(article=Article(id="a", text=says), mentions=(lind,))]).actors
    assert actor.roles == ("British Prime Minister", "party leader")


def test_a_description_that_two_names_have_goes_to_neither():
    one = told("a", ("Ann Reed", "person"), ("the actress", "person", 0))
    two = told("b", ("Bo Lind", "person"), ("the actress", "person", 0))
    found = in_one_story(one, two, told("c", ("an actress", "person")))
    assert {"an actress"} in found


def test_a_surname_follows_the_full_name_of_its_story_before_another_of_the_pile():
    facts = [
        told("a", ("Helena Brandt", "person")),
        told("b", ("Brandt", "person")),
        told("c", ("Piet Brandt", "person")),
    ]
    stories = [Story(id="1", title="", articles=("a", "b")), Story(id="2", title="", articles=("c",))]
    assert {"Helena Brandt", "Brandt"} in [{m.text for m in actor.mentions} for actor in merge(facts, stories).actors]


def test_a_first_name_alone_follows_the_full_name_of_its_article():
    assert groups(told("a", ("Kathina Holm", "person"), ("Kathina", "person"))) == [{"Kathina Holm", "Kathina"}]


# --- what grammar says of two names ---------------------------------------------------------


def same(table: str, ents: str) -> dict[str, str | None]:
    """Each name of a hand-built parse, to the name that grammar says it is."""
    parse = doc(table, ents)
    found = [m for m in mentions.extract(parse, Article(id="a", text=parse.text)) if m.form == "name"]
    at = {m.head: m.passage.text for m in found}
    return {m.passage.text: at.get(m.same_as) if m.same_as is not None else None for m in found}


def test_whom_somebody_names_is_somebody_else():
    table = """
    Reed      Reed   PROPN NNP nsubj 1
    named     name   VERB  VBD ROOT  1
    Lind      Lind   PROPN NNP obj   1
    minister~ minister NOUN NN xcomp 1
    .         _      PUNCT .   punct 1
    """
    assert same(table, "PERSON 0 1;PERSON 2 3") == {"Reed": None, "Lind": None}


def test_what_somebody_is_known_as_is_his_name_and_to_whom_is_not():
    table = """
    Reed      Reed   PROPN NNP nsubj:pass 2
    is        be     AUX   VBZ aux:pass 2
    known     know   VERB  VBN ROOT  2
    {}        _      ADP   IN  case  4
    Tiger~    Tiger  PROPN NNP obl   2
    .         _      PUNCT .   punct 2
    """
    ents = "PERSON 0 1;PERSON 4 5"
    assert same(table.format("as"), ents) == {"Reed": None, "Tiger": "Reed"}
    assert same(table.format("to"), ents) == {"Reed": None, "Tiger": None}


def test_or_joins_two_names_of_one_thing_and_not_the_items_of_a_list():
    named = """
    Guards~   Guards PROPN NNPS nsubj 7
    ,         _      PUNCT ,   punct 3
    or        _      CCONJ CC  cc    3
    Haras~    Haras  PROPN NNP conj  0
    ,         _      PUNCT ,   punct 6
    not       not    CCONJ CC  cc    6
    Rebels    Rebels PROPN NNPS conj 0
    struck    strike VERB  VBD ROOT  7
    .         _      PUNCT .   punct 7
    """
    listed = """
    Guards~   Guards PROPN NNPS nsubj 5
    ,         _      PUNCT ,   punct 2
    Rebels~   Rebels PROPN NNPS conj 0
    ,         _      PUNCT ,   punct 4
    Haras     Haras  PROPN NNP conj  0
    struck    strike VERB  VBD ROOT  5
    or        _      CCONJ CC  cc    4
    .         _      PUNCT .   punct 5
    """
    assert same(named, "ORG 0 1;ORG 3 4;ORG 6 7") == {"Guards": None, "Haras": "Guards", "Rebels": None}
    assert same(listed, "ORG 0 1;ORG 2 3;ORG 4 5") == {"Guards": None, "Rebels": None, "Haras": None}


@pytest.mark.parametrize(("article", "kept"), [("", []), ("The the DET DT det 1", ["The Sheriff's"])])
def test_what_belongs_to_an_office_names_nobody_who_holds_it(article: str, kept: list[str]) -> None:
    at = int(bool(article))
    rows = f"""
    {article}
    Sheriff~  sheriff NOUN NN  nmod:poss {at + 2}
    's        _      PART  POS case  {at}
    cars      car    NOUN  NNS nsubj {at + 3}
    left      leave  VERB  VBD ROOT  {at + 3}
    .         _      PUNCT .   punct {at + 3}
    """
    assert [text for text, *_ in found("\n".join(row for row in rows.splitlines() if row.strip()))] == kept


def test_who_only_has_what_goes_without_saying_is_not_who_speaks() -> None:
    parse = doc(
        """
        Denmark~  _     PROPN NNP nsubj 2
        's        _     PART  POS case  0
        said      say   VERB  VBD ROOT  2
        it        _     PRON  PRP nsubj 4
        studied   study VERB  VBD ccomp 2
        them~     _     PRON  PRP obj   4
        .         _     PUNCT .   punct 2
        """,
        "LOC 0 1",
    )
    article = Article(id="a", text=parse.text)
    assert [m.same_as for m in mentions.extract(parse, article) if m.passage.text == "it"] == [None]
    told = {e.trigger.text: e.agents for e in events.extract(parse, article)}
    assert told["said"] == ()


def test_a_role_is_told_without_whose_it_is() -> None:
    text = "its director Lind"
    lind = Mention(
        passage=Passage(article="a", start=13, end=17, text="Lind"),
        head=13,
        lemma="lind",
        kind="person",
        form="name",
        roles=(Passage(article="a", start=0, end=12, text="its director"),),
    )
    (actor,) = merge([Facts(article=Article(id="a", text=text), mentions=(lind,))]).actors
    assert actor.roles == ("director",)


@pytest.mark.parametrize(
    ("role", "roles"),
    [
        ("the agency", ()),
        ("regulator", ("regulator",)),
        ("the other regulator", ()),
        ("first person", ()),
        ("a tall man", ()),
        ("a 40-year-old man", ("40-year-old man",)),
    ],
)
def test_a_role_says_more_than_the_name(role: str, roles: tuple[str, ...]):
    passage = Passage(article="a", start=0, end=14, text="Harbour Agency")
    told = Passage(article="a", start=16, end=16 + len(role), text=role)
    mention = Mention(passage=passage, head=8, lemma="agency", kind="organisation", form="name", roles=(told,))
    text = f"Harbour Agency, {role}"
    (actor,) = merge([Facts(article=Article(id="a", text=text), mentions=(mention,))]).actors
    assert actor.roles == roles


def test_a_pronoun_goes_to_the_name_and_not_to_who_is_described_by_it() -> None:
    text = "Reed's lawyer said she won."

    def mention(words: str, head: int, form: Form, same_as: int | None = None) -> Mention:
        start = text.index(words)
        passage = Passage(article="a", start=start, end=start + len(words), text=words)
        return Mention(passage=passage, head=head, lemma=words, kind="person", form=form, same_as=same_as)

    told = mention("Reed's lawyer", 7, "nominal"), mention("Reed's", 0, "name"), mention("she", 19, "pronoun", 0)
    assert {"Reed's", "she"} in groups(Facts(article=Article(id="a", text=text), mentions=told))


def test_a_name_is_cited_where_it_stands_with_its_article_too() -> None:
    facts = told("a", ("The Harbour Courier", "organisation"))
    (actor,) = merge([facts]).actors
    assert (actor.name, [p.text for p in actor.citations]) == ("Harbour Courier", ["The Harbour Courier"])


def test_the_body_behind_an_office_is_not_who_holds_it() -> None:
    table = """
    Minister  minister   NOUN  NN  nsubj 5
    ,         _          PUNCT ,   punct 2
    {}        _          PROPN NNP appos 0
    ,         _          PUNCT ,   punct 0
    has       have       AUX   VBZ aux   5
    left      leave      VERB  VBN ROOT  5
    .         _          PUNCT .   punct 5
    """
    harbours = doc(table.format("Harbours"), "ORG 2 3")
    (name,) = (m for m in mentions.extract(harbours, Article(id="a", text=harbours.text)) if m.form == "name")
    assert name.roles == ()
    lind = doc(table.format("Lind"), "PERSON 2 3")
    (name,) = (m for m in mentions.extract(lind, Article(id="a", text=lind.text)) if m.form == "name")
    assert [role.text for role in name.roles] == ["Minister"]


# --- what the pipeline misses ---------------------------------------------------------------


def found(table: str, ents: str = "") -> list[tuple[str, str, str]]:
    """The mentions of a hand-built parse: text, form, lemma."""
    parse = doc(table, ents)
    return [(m.passage.text, m.form, m.lemma) for m in mentions.extract(parse, Article(id="a", text=parse.text))]


def test_a_name_known_in_one_place_is_known_in_the_others():
    table = """
    Ann       Ann    PROPN NNP nsubj 2
    Reed      Reed   PROPN NNP flat  0
    came      come   VERB  VBD ROOT  2
    .         _      PUNCT .   punct 2
    Reed      Reed   PROPN NNP nsubj 5
    left      leave  VERB  VBD ROOT  5
    a         _      DET   DT  det   7
    reed      reed   NOUN  NN  obj   5
    .         _      PUNCT .   punct 5
    """
    assert found(table, "PERSON 0 2") == [("Ann Reed", "name", "ann"), ("Reed", "name", "reed")]


def test_a_known_name_may_be_the_last_word_of_an_article():
    table = """
    Ann       Ann    PROPN NNP nsubj 2
    Reed      Reed   PROPN NNP flat  0
    came      come   VERB  VBD ROOT  2
    ,         _      PUNCT ,   punct 4
    said      say    VERB  VBD parataxis 2
    Reed      Reed   PROPN NNP nsubj 4
    """
    assert found(table, "PERSON 0 2") == [("Ann Reed", "name", "ann"), ("Reed", "name", "reed")]


@pytest.mark.parametrize(
    ("opening", "closing", "ents"),
    [
        ("(", ")", "PERSON 0 1;PERSON 3 4;PERSON 5 6"),
        ("“", "”", "PERSON 0 4;PERSON 5 6"),
        ("'", "'", "PERSON 0 1;PERSON 5 6"),
    ],
)
def test_a_name_with_a_nickname_in_it_is_one_name(opening, closing, ents):
    table = f"""
    Ann       Ann    PROPN NNP nsubj 6
    {opening}~ _     PUNCT (   punct 3
    the       _      DET   DT  det   3
    Fox~      Fox    PROPN NNP appos 0
    {closing} _      PUNCT )   punct 3
    Reed      Reed   PROPN NNP flat  0
    left      leave  VERB  VBD ROOT  6
    .         _      PUNCT .   punct 6
    """
    assert [text for text, form, _ in found(table, ents) if form == "name"] == [f"Ann {opening}the Fox{closing} Reed"]


def test_what_follows_a_name_in_brackets_is_no_nickname_where_no_name_follows():
    table = """
    Reed      Reed   PROPN NNP nsubj 4
    (~        _      PUNCT (   punct 2
    Lind~     Lind   PROPN NNP appos 0
    )         _      PUNCT )   punct 2
    left      leave  VERB  VBD ROOT  4
    .         _      PUNCT .   punct 4
    """
    assert [text for text, _, _ in found(table, "PERSON 0 1;PERSON 2 3")] == ["Reed", "Lind"]


@pytest.mark.parametrize(
    ("word", "cut", "lemma"),
    [("thieves", "thieve", "thief"), ("bosses", "bosse", "boss"), ("witnesses", "witnesse", "witness")],
)
def test_a_plural_that_the_pipeline_cuts_wrongly_is_of_a_known_noun(word, cut, lemma):
    table = f"""
    {word}    {cut}  NOUN  NNS nsubj 1
    fled      flee   VERB  VBD ROOT  1
    .         _      PUNCT .   punct 1
    """
    assert found(table) == [(word, "nominal", lemma)]


@pytest.mark.parametrize(
    ("first", "forms"), [("His his PRON PRP$ nmod:poss", ["pronoun"]), ("A _ DET DT det", ["nominal"])]
)
def test_a_body_that_somebody_has_is_nobody(first, forms):
    table = f"""
    {first}                1
    body      body   NOUN  NN  nsubj:pass 3
    was       be     AUX   VBD aux:pass 3
    found     find   VERB  VBN ROOT  3
    .         _      PUNCT .   punct 3
    """
    assert [form for _, form, _ in found(table)] == forms


def test_a_name_has_the_article_that_is_its_own() -> None:
    table = """
    The       _      DET   DT  det   1
    Guards    _      PROPN NNPS nsubj 2
    met       meet   VERB  VBD ROOT  2
    the       _      DET   DT  det   5
    Haras     _      PROPN NNP compound 5
    chief     _      NOUN  NN  obj   2
    .         _      PUNCT .   punct 2
    """
    assert [text for text, form, _ in found(table, "ORG 1 2;ORG 4 5") if form == "name"] == ["The Guards", "Haras"]


def test_an_office_that_the_pipeline_takes_for_a_name_is_a_description() -> None:
    table = """
    {}        _      PROPN NNP compound 1
    {}        _      PROPN NNP nsubj 2
    left      leave  VERB  VBD ROOT  2
    .         _      PUNCT .   punct 2
    """
    assert found(table.format("U.S.", "General"), "PERSON 0 2") == [("U.S. General", "nominal", "general")]
    assert [form for _, form, _ in found(table.format("Ann", "General"), "PERSON 0 2")] == ["name"]


def test_a_description_does_not_begin_with_the_subject_of_its_sentence() -> None:
    table = """
    Her       her    PRON  PRP$ nmod:poss 1
    hope      hope   NOUN  NN  nsubj:outer 4
    is        be     AUX   VBZ cop   4
    a         _      DET   DT  det   4
    doctor    doctor NOUN  NN  ROOT  4
    .         _      PUNCT .   punct 4
    """
    assert [text for text, form, _ in found(table) if form == "nominal"] == ["a doctor"]


def test_a_description_that_counts_keeps_its_number_whole_and_is_no_role() -> None:
    table = """
    At        _      ADP   IN  case  1
    least     _      ADJ   JJS nmod  2
    one       _      NUM   CD  nummod 3
    soldier   _      NOUN  NN  nsubj 8
    ,         _      PUNCT ,   punct 5
    Ann       _      PROPN NNP appos 3
    Reed      _      PROPN NNP flat  5
    ,         _      PUNCT ,   punct 5
    fled      flee   VERB  VBD ROOT  8
    """
    parse = doc(table, "PERSON 5 7")
    soldier, reed = mentions.extract(parse, Article(id="a", text=parse.text))
    assert (soldier.passage.text, reed.roles) == ("At least one soldier", ())


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Ann Reed is in the cardiac unit.", []),
        ("“Ann Reed is an enemy of the port,” Bo Lind said.", []),
        ("Ann Reed is the head of the cardiac unit.", ["the head of the cardiac unit"]),
        ("He dropped his choice for harbour chief, Ann Reed, on Friday.", []),
        ("The mayor met the harbour chief, Ann Reed, on Friday.", ["the harbour chief"]),
        ("The mayor announced Friday afternoon Congresswoman Ann Reed would leave.", ["Congresswoman"]),
    ],
)
def test_which_descriptions_are_roles(nlp, text: str, roles: list[str]) -> None:
    found = mentions.extract(nlp(text), Article(id="a", text=text))
    assert [r.text for m in found if m.passage.text == "Ann Reed" for r in m.roles] == roles


def test_a_list_after_a_name_is_no_description() -> None:
    table = """
    Kendra    _      PROPN NNP nsubj:pass {0}
    ,         _      PUNCT ,   punct 3
    her       _      PRON  PRP$ nmod:poss 3
    nephew    nephew NOUN  NN  appos 0
    and       _      CCONJ CC  cc    6
    a         _      DET   DT  det   6
    woman     woman  NOUN  NN  conj  3
    {1}were   be     AUX   VBD aux:pass {0}
    hit       hit    VERB  VBN ROOT  {0}
    """

    def roles(table: str) -> list[str]:
        parse = doc(table, "PERSON 0 1")
        found = mentions.extract(parse, Article(id="a", text=parse.text))
        return [r.text for m in found if m.form == "name" for r in m.roles]

    assert roles(table.format(8, "")) == []
    assert roles(table.format(9, ",         _      PUNCT ,   punct 3\n    ")) == ["her nephew"]


def test_the_gunman_of_another_shooting_is_not_the_one_of_this() -> None:
    found = in_one_story(in_parts("a", ("the gunman", "did")), in_parts("b", ("the gunman", "aside")))
    assert len([group for group in found if "the gunman" in group]) == 2


@pytest.mark.parametrize(("age", "sets"), [(35, 2), (33, 1)])
def test_a_man_of_another_age_is_another_man(age: int, sets: int) -> None:
    found = in_one_story(in_parts("a", ("the local man", None, 33)), in_parts("b", ("the local man", None, age)))
    assert len(found) == sets


def test_a_name_has_no_quotation_mark() -> None:
    (actor,) = merge([told("a", ('"Bo Reed', "person"))]).actors
    assert actor.name == "Bo Reed"


def test_a_description_does_not_begin_with_whom_it_is_one_of() -> None:
    table = """
    Nurses    nurse  NOUN  NNS nsubj 5
    ,         _      PUNCT ,   punct 4
    among     _      ADP   IN  case  3
    them      _      PRON  PRP nmod  4
    porters   porter NOUN  NNS appos 0
    fled      flee   VERB  VBD ROOT  5
    """
    assert [text for text, form, _ in found(table) if form == "nominal"] == ["Nurses", "porters"]


def in_parts(article: str, *rows: tuple[str, Part | None] | tuple[str, Part | None, int]) -> Facts:
    """People as `told` has them, with the part of each, and the age."""
    facts = told(article, *((words, "person") for words, *_ in rows))
    given = ((m, part, age[0] if age else None) for m, (_, part, *age) in zip(facts.mentions, rows, strict=True))
    return replace(facts, mentions=tuple(replace(m, part=part, age=age, plural=False) for m, part, age in given))


@pytest.mark.parametrize(
    ("told_of", "joined"),
    [
        ([("Bo Reed", "accused"), ("a sailor", "accused")], True),
        ([("Bo Reed", "killed"), ("a sailor", "killed")], True),
        ([("Bo Reed", "accused"), ("a sailor", "killed")], False),
        # Who stands accused is not said to have done it; who did it stands accused of it.
        ([("Bo Reed", "accused"), ("a gunman", "did")], False),
        ([("Bo Reed", "did"), ("a gunman", "did")], True),
        ([("Bo Reed", "did"), ("a suspect", "accused")], True),
        ([("Bo Reed", "did"), ("Ann Lind", "accused"), ("a gunman", "did")], False),
        ([("Bo Reed", "did"), ("a sailor", "killed")], False),
        ([("Bo Reed", "accused"), ("a sailor", None)], False),
        ([("Bo Reed", "accused"), ("a sailor", "aside")], False),
        ([("Bo Reed", "accused"), ("a second sailor", "accused")], False),
        ([("Bo Reed", "accused"), ("an unknown sailor", "accused")], False),
        ([("Bo Reed", "accused"), ("Jo Lind", "accused"), ("a sailor", "accused")], False),
        ([("Bo Reed", "accused"), ("Reed", "killed"), ("a sailor", "killed")], False),
        ([("Bo Reed", "killed", 31), ("a sailor", "killed", 31)], True),
        ([("Bo Reed", "killed", 31), ("a sailor", "killed", 54)], False),
    ],
)
def test_who_is_described_is_who_is_named_where_one_alone_has_the_part(told_of, joined):
    *named, described = told_of
    found = in_one_story(in_parts("a", *named), in_parts("b", described))
    assert any({"Bo Reed", described[0]} <= group for group in found) == joined


def described(article: str, words: str) -> Facts:
    facts = told(article, (words, "person"))
    return replace(facts, mentions=tuple(replace(m, form="nominal") for m in facts.mentions))


def test_descriptions_of_two_states_are_two_and_one_that_names_none_is_neither():
    belgian, danish, bare = (
        described("a", "the Belgian diver"),
        described("b", "the Danish diver"),
        described("c", "the diver"),
    )
    assert in_one_story(belgian, danish, bare) == [{"the Belgian diver"}, {"the Danish diver"}, {"the diver"}]
    assert in_one_story(belgian, bare) == [{"the Belgian diver", "the diver"}]


@pytest.mark.parametrize(
    ("who", "joined"),
    [
        ([], True),
        # Named in one article alone, and Reed in three: of another event.
        ([("Jo Lind", "killed")], True),
        ([("Jo Lind", "killed"), ("Lind", "killed")], False),
    ],
)
def test_who_is_named_once_beside_one_named_often_is_of_another_event(who, joined):
    often = [in_parts(n, ("Bo Reed", "killed")) for n in "abc"]
    others = [in_parts(f"d{n}", row) for n, row in enumerate(who)]
    found = in_one_story(*often, *others, in_parts("e", ("a sailor", "killed")))
    assert any({"Bo Reed", "a sailor"} <= group for group in found) == joined


def test_an_official_who_was_killed_is_one_in_two_articles_unless_two_were():
    one, other = in_parts("a", ("an officer", "killed")), in_parts("b", ("the officer", "killed"))
    assert in_one_story(one, other) == [{"an officer", "the officer"}]
    second = in_parts("c", ("a second sailor", "killed"))
    assert {"an officer"} in in_one_story(one, other, second)


def test_the_man_who_was_killed_is_not_the_man_who_was_charged():
    one = in_parts("a", ("a man", "killed"), ("the man", "accused"))
    other = in_parts("b", ("one man", "killed"), ("a young man", "accused"))
    assert in_one_story(one, other) == [{"a man", "one man"}, {"the man", "a young man"}]


CHARGED = """
Police   _      NOUN  NNS nsubj      1
charged  charge VERB  VBD ROOT       1
{0}      _      DET   DT  det        {2}
{1}      _      NOUN  {3} obj        1
.        _      PUNCT .   punct      1
Orr      _      PROPN NNP nsubj:pass 7
was      be     AUX   VBD aux:pass   7
arrested arrest VERB  VBN ROOT       7
.        _      PUNCT .   punct      7
"""
KILLED = """
Fire     _      NOUN  NN  nsubj      1
killed   kill   VERB  VBD ROOT       1
{0}      _      DET   DT  det        {2}
{1}      _      NOUN  {3} obj        1
.        _      PUNCT .   punct      1
Orr      _      PROPN NNP nsubj      6
died     die    VERB  VBD ROOT       6
.        _      PUNCT .   punct      6
"""


@pytest.mark.parametrize(
    ("rows", "who", "joined"),
    [
        (CHARGED, ("a", "sailor", 3, "NN"), True),
        (CHARGED, ("two", "sailors", 3, "NNS"), False),
        (CHARGED, ("another", "sailor", 3, "NN"), False),
        (KILLED, ("a", "sailor", 3, "NN"), True),
        (KILLED, ("a", "woman", 3, "NN"), True),
        (KILLED.replace("died     die ", "slept    sleep"), ("a", "sailor", 3, "NN"), False),
        (KILLED.replace("died     die    ", "confessed confess "), ("a", "sailor", 3, "NN"), False),
    ],
)
def test_a_clause_tells_who_is_killed_and_who_is_accused(rows: str, who: tuple[str, str, int, str], joined: bool):
    parse = doc(rows.format(*who), "PERSON 5 6")
    found = {m.passage.text: m for m in mentions.extract(parse, Article(id="a", text=parse.text))}
    described = found[" ".join(who[:2])]
    assert (described.same_as == found["Orr"].head) == joined


TELLS = """
A    _     DET   DT  det   1
cook _     NOUN  NN  nsubj 2
{0}  {1}   VERB  {2} ROOT  2
{3}
.    _     PUNCT .   punct 2
"""
HIMSELF = "himself _ PRON PRP obj 2"
TO_HIS_DEATH = "to _ ADP IN case 5\nhis _ PRON PRP$ nmod:poss 5\ndeath _ NOUN NN obl 2"


@pytest.mark.parametrize(
    ("verb", "rest", "part"),
    [
        ("hanged hang VBD", HIMSELF, "killed"),
        ("washed wash VBD", HIMSELF, None),
        ("committed commit VBD", "suicide _ NOUN NN obj 2", "killed"),
        ("committed commit VBD", "fraud _ NOUN NN obj 2", None),
        ("fell fall VBD", TO_HIS_DEATH, "killed"),
        ("faces face VBZ", "charges charge NOUN NNS obj 2", "accused"),
        ("faces face VBZ", "critics critic NOUN NNS obj 2", None),
        ("awaits await VBZ", "trial _ NOUN NN obj 2", "accused"),
    ],
)
def test_what_somebody_does_tells_his_part(verb: str, rest: str, part: Part | None) -> None:
    parse = doc(TELLS.format(*verb.split(), rest))
    found = {m.passage.text: m for m in mentions.extract(parse, Article(id="a", text=parse.text))}
    assert found["A cook"].part == part


@pytest.mark.parametrize(
    ("what", "parts"),
    [
        # "A man killed another man" tells of no second one killed; "killed by" of nobody who killed.
        (("man", "killed kill VERB VBD", "another", "man"), {"A man": "did", "another man": None}),
        (("cook", "killed kill VERB VBD", "another", "man"), {"A cook": "did", "another man": "killed"}),
        (("cook", "killed kill VERB VBN", "by", "robber"), {"A cook": "killed", "robber": "did"}),
        (("defendant", "helped help VERB VBD", "another", "man"), {"A defendant": "accused", "another man": None}),
    ],
)
def test_a_part_is_his_of_whom_it_is_told(what: tuple[str, str, str, str], parts: dict[str, Part | None]) -> None:
    who, verb, small, whom = what
    case, role = ("ADP IN case", "obl:agent") if small == "by" else ("DET DT det", "obj")
    rows = f"A _ DET DT det 1;{who} _ NOUN NN nsubj 2;{verb} ROOT 2;{small} _ {case} 4;{whom} _ NOUN NN {role} 2"
    parse = doc(rows.replace(";", "\n"))
    found = {m.passage.text: m.part for m in mentions.extract(parse, Article(id="a", text=parse.text))}
    assert found == parts


def test_a_participle_taken_for_a_clause_hides_nobody() -> None:
    """ "A cook let go on Friday died": the parse makes "let" the subject."""
    rows = "A _ DET DT det 1;cook _ NOUN NN nsubj 2;let _ VERB VBD csubj 3;died die VERB VBD ROOT 3"
    parse = doc(rows.replace(";", "\n"))
    assert [m.part for m in mentions.extract(parse, Article(id="a", text=parse.text))] == ["killed"]


@pytest.mark.parametrize(("word", "kept"), [("Teen", ["Teen's"]), ("Sheriff", [])])
def test_somebody_without_an_article_may_have_a_death(word: str, kept: list[str]) -> None:
    rows = f"{word}~ _ NOUN NN nmod:poss 2;'s _ PART POS case 0;death _ NOUN NN ROOT 2"
    parse = doc(rows.replace(";", "\n"))
    assert [m.passage.text for m in mentions.extract(parse, Article(id="a", text=parse.text))] == kept


def test_a_name_does_not_end_in_the_letters_of_a_state() -> None:
    flat = ";".join(f"{word} _ PROPN NNP flat 0" for word in ("Reed", "U.", "S."))
    rows = f"Ann _ PROPN NNP nsubj 4;{flat};won win VERB VBD ROOT 4"
    parse = doc(rows.replace(";", "\n"), "PERSON 0 4")
    assert [m.passage.text for m in mentions.extract(parse, Article(id="a", text=parse.text))] == ["Ann Reed"]


def test_who_is_described_beside_a_body_is_not_the_body() -> None:
    """ "NPD: Man arrested": the parse takes him for what the police are."""
    rows = "NPD~ _ PROPN NNP ROOT 0;: _ PUNCT : punct 0;Man _ NOUN NN appos 0;arrested arrest VERB VBN acl 2"
    parse = doc(rows.replace(";", "\n"), "ORG 0 1")
    found = {m.passage.text: m for m in mentions.extract(parse, Article(id="a", text=parse.text))}
    assert (found["NPD"].roles, found["Man"].same_as) == ((), None)


@pytest.mark.parametrize(
    ("word", "rest", "label", "kept"),
    [
        ("Democratic", "ADJ JJ amod 1", "ORG", []),
        ("Democrat", "NOUN NN compound 1", "ORG", []),
        ("Harbour", "PROPN NNP compound 1", "ORG", ["Harbour"]),
    ],
)
def test_an_adjective_of_a_party_and_its_members_name_no_party(word: str, rest: str, label: str, kept: list[str]):
    parse = doc(f"{word} _ {rest}\nvotes vote NOUN NNS ROOT 1", f"{label} 0 1")
    assert [m.passage.text for m in mentions.extract(parse, Article(id="a", text=parse.text))] == kept


def test_a_deputy_is_not_the_chief_deputy_though_two_articles_speak_of_one() -> None:
    chief = told("a", ("Ann Reed", "person"))
    role = Passage(article="a", start=0, end=12, text="chief deputy")
    chief = replace(chief, mentions=tuple(replace(m, roles=(role,)) for m in chief.mentions))
    found = in_one_story(chief, told("b", ("a deputy", "person")), told("c", ("a deputy", "person")))
    assert {"Ann Reed"} in found


def test_the_name_behind_what_somebody_is_has_the_part_of_the_whole() -> None:
    parse = doc(
        """
        Goalkeeper _      NOUN  NN  nsubj:pass 4
        Ann        _      PROPN NNP flat       0
        Reed       _      PROPN NNP flat       1
        was        be     AUX   VBD aux:pass   4
        arrested   arrest VERB  VBN ROOT       4
        .          _      PUNCT .   punct      4
        """,
        "PERSON 1 3",
    )
    found = {m.passage.text: m.part for m in mentions.extract(parse, Article(id="a", text=parse.text))}
    assert found["Ann Reed"] == "accused"


@pytest.mark.parametrize(("age", "joined"), [(31, True), (32, True), (54, False)])
def test_who_is_of_another_age_is_somebody_else(age: int, joined: bool) -> None:
    named = in_parts("a", ("Bo Reed", None, 31), ("the cook", None))
    named = replace(named, mentions=(named.mentions[0], replace(named.mentions[1], same_as=named.mentions[0].head)))
    found = in_one_story(named, in_parts("b", ("a cook", None, age)))
    assert ({"Bo Reed", "the cook", "a cook"} in found) == joined


def test_an_age_stands_before_a_name_too() -> None:
    rows = "31~ _ NUM CD nummod 2;-~ _ PUNCT HYPH punct 0;year~ _ NOUN NN obl:unmarked 4;-~ _ PUNCT HYPH punct 2"
    rows += ";old _ ADJ JJ amod 5;Ann _ PROPN NNP nsubj 7;Reed _ PROPN NNP flat 5;won win VERB VBD ROOT 7"
    parse = doc(rows.replace(";", "\n"), "PERSON 5 7")
    found = {m.passage.text: m.age for m in mentions.extract(parse, Article(id="a", text=parse.text))}
    assert found["Ann Reed"] == 31


def test_who_holds_an_office_of_a_body_is_not_the_body() -> None:
    rows = "NPD _ PROPN NNP nsubj 3;Information _ NOUN NN compound 2;Officer _ NOUN NN appos 0;won win VERB VBD ROOT 3"
    parse = doc(rows.replace(";", "\n"), "ORG 0 1")
    assert [m.roles for m in mentions.extract(parse, Article(id="a", text=parse.text))] == [(), ()]


CHARGE = """
He     _     PRON  PRP   nsubj 1
{0}    {1}   VERB  VBD   ROOT  1
that   _     SCONJ IN    mark  7
Reed   _     PROPN NNP   nsubj 7
is     be    AUX   VBZ   cop   7
a      _     DET   DT    det   7
{2}    _     ADJ   JJ    amod  7
driver _     NOUN  NN    ccomp 1
"""


@pytest.mark.parametrize(
    ("verb", "word", "roles"),
    [
        ("said say", "careful", ["a careful driver"]),
        ("alleged allege", "careful", []),
        ("said say", '"getaway', []),
    ],
)
def test_what_a_charge_or_a_quotation_says_somebody_is_is_no_role(verb: str, word: str, roles: list[str]) -> None:
    table = CHARGE.format(*verb.split(), word)
    quoted = table.replace('"getaway', '"').replace(" _     ADJ   JJ    amod", " _     PUNCT ``    punct")
    parse = doc(quoted if word.startswith('"') else table, "PERSON 3 4")
    found = {m.passage.text: m for m in mentions.extract(parse, Article(id="a", text=parse.text))}
    assert [r.text for r in found["Reed"].roles] == roles


@pytest.mark.parametrize(
    ("rows", "names", "role"),
    [
        # who was a candidate then
        (
            "then~ _ ADV RB advmod 2;-~ _ PUNCT HYPH punct 2;candidate _ NOUN NN nmod:desc 3;Ann _ PROPN NNP nsubj 5"
            ";Reed _ PROPN NNP flat 3;won win VERB VBD ROOT 5",
            "PERSON 3 5",
            "then-candidate",
        ),
        # a former secretary of state is none now
        (
            "former _ ADJ JJ amod 1;Secretary _ PROPN NNP ROOT 1;of _ ADP IN case 3;State _ PROPN NNP nmod 1"
            ";Ann _ PROPN NNP flat 1;Reed _ PROPN NNP flat 4",
            "PERSON 4 6",
            "former Secretary of State",
        ),
        # a state that is read as a person does not cut an office short
        (
            "former _ ADJ JJ amod 2;US _ PROPN NNP compound 2;Governor _ PROPN NNP nmod:desc 3;Ann _ PROPN NNP nsubj 5"
            ";Reed _ PROPN NNP flat 3;won win VERB VBD ROOT 5",
            "PERSON 1 2;PERSON 3 5",
            "former US Governor",
        ),
    ],
)
def test_what_stands_before_an_office_is_part_of_it(rows: str, names: str, role: str) -> None:
    parse = doc(rows.replace(";", "\n"), names)
    assert [r.text for m in mentions.extract(parse, Article(id="a", text=parse.text)) for r in m.roles] == [role]


def test_troopers_are_no_body() -> None:
    assert found(
        "State _ PROPN NNPS compound 1\nTroopers trooper PROPN NNPS nsubj 2\ncame come VERB VBD ROOT 2", "ORG 0 2"
    ) == [("State Troopers", "nominal", "trooper")]


def test_her_brother_is_not_his() -> None:
    text = "Ann Reed's brother. Bo Lund's brother. the brother"

    def mention(words: str, form: Form) -> Mention:
        start = text.index(words)
        passage = Passage(article="a", start=start, end=start + len(words), text=words)
        lemma = words.split()[-1].lower()
        return Mention(passage=passage, head=passage.end - len(lemma), lemma=lemma, kind="person", form=form)

    owners = mention("Ann Reed's", "name"), mention("Bo Lund's", "name")
    brothers = mention("Ann Reed's brother", "nominal"), mention("Bo Lund's brother", "nominal")
    found = in_one_story(Facts(article=Article(id="a", text=text), mentions=(*owners, *brothers)))
    assert len(found) == 4


@pytest.mark.parametrize(
    ("rows", "acts"),
    [
        ("Oslo _ PROPN NNP nsubj 1\nburned burn VERB VBD ROOT 1\n. _ PUNCT . punct 1", False),
        ("Oslo _ PROPN NNP nsubj 1\nsaid say VERB VBD ROOT 1\n. _ PUNCT . punct 1", True),
        (
            "Oslo _ PROPN NNP nsubj 1\nrejected reject VERB VBD ROOT 1\nterms term NOUN NNS obj 1\n. _ PUNCT . punct 1",
            True,
        ),
        ("Norway _ PROPN NNP nsubj 1\nvoted vote VERB VBD ROOT 1\n. _ PUNCT . punct 1", True),
    ],
)
def test_what_happens_in_a_capital_is_no_act_of_its_state(rows: str, acts: bool):
    parse = doc(rows, "GPE 0 1")
    first, *_ = mentions.extract(parse, Article(id="a", text=parse.text))
    assert first.acts == acts


def test_a_name_behind_a_root_with_a_preposition_is_read() -> None:
    """ "In a blow, Ann Reed": a root is its own head, and nothing stands above it."""
    table = """
    In _ ADP IN case 2
    a _ DET DT det 2
    blow~ _ NOUN NN ROOT 2
    , _ PUNCT , punct 4
    Ann _ PROPN NNP appos 2
    Reed _ PROPN NNP flat 4
    """
    assert found(table, "PERSON 4 6") == [("Ann Reed", "name", "ann")]
