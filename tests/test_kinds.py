"""Words to kinds of events."""

import pytest

from briefing import kinds


@pytest.mark.parametrize(
    "forms",
    [
        ("stop", "stops", "stopped", "stopping", "halted"),
        ("steal", "stole", "stolen", "stealing"),
        ("shoot", "shot", "shooting", "gunned"),
        ("capture", "captured", "capturing"),
        ("die", "dies", "died", "dying", "killed", "murdered"),
        ("injure", "injuring", "wounded", "hurt"),
        ("carry", "carries", "carried"),
        ("resign", "quit", "resigning"),
        ("find", "found", "discovered"),
    ],
)
def test_forms_and_synonyms_of_one_verb_are_one_kind(forms):
    assert {kinds.kind(form) for form in forms} == {kinds.kind(forms[0])}


@pytest.mark.parametrize(("one", "other"), [("rise", "fall"), ("buy", "sell"), ("find", "create"), ("cut", "dismiss")])
def test_different_kinds_stay_apart(one, other):
    assert kinds.kind(one) != kinds.kind(other)


@pytest.mark.parametrize(
    ("noun", "verb"), [("shooting", "shoot"), ("death", "die"), ("arrests", "arrest"), ("acquisition", "buy")]
)
def test_a_noun_is_of_the_kind_of_its_verb(noun, verb):
    assert kinds.noun(noun) == kinds.kind(verb)


def test_a_noun_of_a_thing_names_no_event():
    assert kinds.noun("harbour") is None


@pytest.mark.parametrize(
    ("verb", "after", "expected"),
    [("opened", ["fire"], "shoot"), ("stepped", ["down"], "resign"), ("opened", ["door"], None)],
)
def test_a_verb_with_its_particle_or_object(verb, after, expected):
    assert kinds.phrase(verb, after) == expected


def test_an_attack_weighs_more_than_a_stay():
    assert kinds.weight("struck", "attack", 0.5) > kinds.weight("remained", "remain", 0.5)
