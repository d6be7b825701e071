"""Grammar over hand-built parses in both label schemes."""

import pytest

from briefing import grammar
from docs import doc

UD_PASSIVE = doc(
    """
    Four     _    NUM   CD  nummod     1
    warships warship NOUN NNS nsubj:pass 3
    were     be   AUX   VBD aux:pass   3
    sunk     sink VERB  VBN ROOT       3
    by       _    ADP   IN  case       5
    rebels   rebel NOUN NNS obl:agent  3
    near     _    ADP   IN  case       7
    Hama~    Hama PROPN NNP obl        3
    .        _    PUNCT .   punct      3
    """,
    "LOC 7 8",
)
CLEARNLP_PASSIVE = doc(
    """
    Four     _    NUM   CD  nummod     1
    warships warship NOUN NNS nsubjpass 3
    were     be   AUX   VBD auxpass    3
    sunk     sink VERB  VBN ROOT       3
    by       _    ADP   IN  agent      3
    rebels   rebel NOUN NNS pobj       4
    near     _    ADP   IN  prep       3
    Hama~    Hama PROPN NNP pobj       6
    .        _    PUNCT .   punct      3
    """,
    "GPE 7 8",
)


@pytest.mark.parametrize("parse", [UD_PASSIVE, CLEARNLP_PASSIVE], ids=["ud", "clearnlp"])
def test_a_passive_is_read_alike_in_both_schemes(parse):
    verb = parse[3]
    assert grammar.is_passive(verb)
    assert [t.text for t in grammar.agents(verb)] == ["rebels"]
    assert [t.text for t in grammar.patients(verb)] == ["warships"]
    assert [(case, noun.text) for case, noun in grammar.obliques(verb)] == [("by", "rebels"), ("near", "Hama")]


UD_CLAUSES = doc(
    """
    Officials official NOUN NNS nsubj 1
    said      say      VERB VBD ROOT  1
    no        _        DET  DT  det   3
    civilian  _        NOUN NN  nsubj:pass 5
    was       be       AUX  VBD aux:pass 5
    hurt~     hurt     VERB VBN ccomp 1
    .         _        PUNCT .  punct 1
    """
)


def test_not_only_negates_nothing():
    clause = doc(
        """
        He      _     PRON PRP nsubj  3
        not     _     PART RB  advmod 3
        only    _     ADV  RB  advmod 3
        fired~  fire  VERB VBD ROOT   3
        .       _     PUNCT . punct   3
        """
    )
    assert not grammar.is_negated(clause[3])


def test_a_complement_has_its_own_head_and_a_negative_subject_negates_it():
    assert [t.text for t in grammar.complements(UD_CLAUSES[1])] == ["hurt"]
    assert grammar.is_negated(UD_CLAUSES[5])
    assert not grammar.is_negated(UD_CLAUSES[1])
    assert grammar.clause_head(UD_CLAUSES[3]).text == "hurt"


UD_COALITION = doc(
    """
    The       _  DET  DT  det   1
    coalition _  NOUN NN  nsubj 13
    of        _  ADP  IN  case  3
    rebels    rebel NOUN NNS nmod 1
    known     know VERB VBN acl 3
    as        _  ADP  IN  case  6
    Fateh~    Fateh PROPN NNP obl 4
    ,         _  PUNCT ,  punct 1
    led       lead VERB VBN acl 1
    by        _  ADP  IN  case 10
    Nasser~   Nasser PROPN NNP obl:agent 8
    ,         _  PUNCT ,  punct 1
    has       have AUX VBZ aux 13
    split~    split VERB VBN ROOT 13
    .         _  PUNCT .  punct 13
    """
)


def test_a_phrase_keeps_its_of_phrase_and_leaves_its_clauses():
    assert grammar.phrase(UD_COALITION[1]).text == "The coalition of rebels"
    assert grammar.phrase(UD_COALITION[3]).text == "rebels"


def test_a_root_that_is_no_verb_ends_the_climb():
    one = doc("Fire fire NOUN NN ROOT 0")
    assert grammar.clause_head(one[0]).text == "Fire"
    assert grammar.subject(one[0]) is None


@pytest.mark.parametrize(("relation", "subject"), [("conj", "people"), ("advcl", "people"), ("ccomp", None)])
def test_a_verb_after_a_conjunction_that_is_read_as_a_preposition_has_its_subject(relation, subject):
    parse = doc(
        f"""
        Police    police NOUN  NNS nsubj 1
        search    search VERB  VBP ROOT  1
        after     _      ADP   IN  case  4
        five      _      NUM   CD  nummod 4
        people    _      NOUN  NNS obl   1
        were      be     AUX   VBD aux:pass 6
        hurt~     hurt   VERB  VBN {relation} 1
        .         _      PUNCT .   punct 1
        """
    )
    found = grammar.after_conjunction(parse[6])
    assert (found.text if found is not None else None) == subject
