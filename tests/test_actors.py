"""Aliases across articles, on mentions made by hand."""

import pytest

from briefing.merge.actors import merge, normal, skeleton, tokens
from briefing.model import Article, Facts, Mention, Passage, Source


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
                same_as=mentions[same[0]].passage.start if same else None,
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
        ("Harbour Workers Federation", "HWF", "organisation"),
        ("Observatory for Open Seas", "OOS", "organisation"),
        ("United States", "U.S.", "place"),
        ("Islamic State", "ISIS", "organisation"),
        ("Castell Terminals Inc.", "Castell Terminals", "organisation"),
        ("the Interior Ministry", "Interior Ministry", "organisation"),
        ("Mr. Brandt", "Brandt", "person"),
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
    ],
)
def test_two_actors_stay_two(first, second, kind):
    assert groups(told("a", (first, kind)), told("b", (second, kind))) == [{first}, {second}]


def test_a_surname_that_two_people_share_joins_neither():
    assert len(groups(told("a", ("Helena Brandt", "person"), ("Piet Brandt", "person"), ("Brandt", "person")))) == 3


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
