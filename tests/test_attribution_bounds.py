"""Where what somebody says begins and ends, and who says it, on hand-built parses, some with slips."""

import pytest

from tests.test_attribution import parsed, told

IT_WAS = """
It PRP nsubj 7
was VBD cop 7 be
, , punct 2
Lee NNP nsubj 5
said VBD root 0 say
, , punct 7
one CD ccomp 5
of IN case 9
many JJ nmod 7
. . punct 5
"""
SEMICOLON = """
The DT det 2
tunnel NN nsubj 4
was VBD cop 4 be
open JJ ccomp 7
, , punct 7
Lee NNP nsubj 7
said VBD root 0 say
; , punct 11
crews NNS nsubj 11 crew
had VBD aux 11 have
cleared VBN parataxis 4 clear
it PRP obj 11
. . punct 4
"""
INVERTED = """
The DT det 2
tunnel NN nsubj 4
will MD aux 4
open VB root 0
, , punct 6
predicted VBD advcl 4 predict
Ann NNP obj 6
Lee NNP flat 7
, , punct 11
the DT det 11
mayor NN appos 7
. . punct 4
"""
DID_MORE = """
The DT det 2
tunnel NN nsubj 3
opened VBD root 0 open
, , punct 5
reported VBD conj 3 report
two CD nummod 7
faults NNS obj 5 fault
. . punct 3
"""
WHOSE = """
Lee NNP nsubj 11
, , punct 6
whose WP$ nmod:poss 4
firm NN nsubj:pass 6
was VBD aux:pass 6 be
paid VBN ccomp 11 pay
by IN case 9
the DT det 9
town NN obl:agent 6
, , punct 1
said VBD root 0 say
he PRP nsubj 14
would MD aux 14
leave VB ccomp 11
. . punct 11
"""
FRONTED = """
By IN case 3
wide JJ amod 3
margins NNS obl 10 margin
, , punct 3
those DT nsubj 7 that
surveyed VBN amod 5 survey
say VBP root 0
taxes NNS nsubj 10 tax
should MD aux 10
fall VB ccomp 7
. . punct 7
"""
WARNING = """
The DT det 2
firm NN nsubj 3
said VBD root 0 say
it PRP nsubj 7
would MD aux 7
not RB advmod 7
file VB ccomp 3
, , punct 9
warning VBG advcl 7 warn
that IN mark 12
debts NNS nsubj 12 debt
grew VBD ccomp 9 grow
. . punct 3
"""
LED = """
The DT det 2
protest NN nsubj 3
led VBD root 0 lead
Lee NNP obj 3
to TO mark 6
say VB xcomp 3
that IN mark 11
the DT det 9
vote NN nsubj 11
was VBD cop 11 be
unfair JJ ccomp 6
. . punct 3
"""
TOO_SOON = """
It PRP expl 4
is VBZ cop 4 be
too RB advmod 4
early JJ root 0
to TO mark 6
say VB advcl 4
whether IN mark 11
the DT det 9
dam NN nsubj 11
will MD aux 11
hold VB ccomp 6
. . punct 4
"""
READY = TOO_SOON.replace("It PRP expl", "Lee NNP nsubj").replace("early JJ", "ready JJ")
FULL_STOP = """
According VBG case 3
to IN fixed 1
officials NNS obl 8 official
, , punct 3
the DT det 6
bridge NN nsubj:pass 8
was VBD aux:pass 8 be
shut VBN root 0
. . punct 3
"""
WRITTEN = """
As IN mark 3
currently RB advmod 3
written VBN advcl 7 write
, , punct 3
the DT det 6
rule NN nsubj 7
adds VBZ root 0 add
fees NNS obj 7 fee
. . punct 7
"""
TWO_SUBJECTS = """
Lee NNP nsubj 2
noted VBD root 0 note
the DT det 5
old JJ amod 5
bridge NN nsubj 2
sways VBZ ccomp 2 sway
. . punct 2
"""
BROKEN_OFF = """
Lee NNP nsubj 3
was VBD cop 3 be
blunt JJ ccomp 13
— , punct 9
“ `` punct 9
It PRP nsubj 9
is VBZ cop 9 be
a DT det 9
farce NN ccomp 13
, , punct 9
” '' punct 9
he PRP nsubj 13
said VBD root 0 say
. . punct 13
"""
POINTED = """
In IN case 3
her PRP$ nmod:poss 3
speech NN obl 6
, , punct 3
Lee NNP nsubj 6
pointed VBD root 0 point
out RP compound:prt 6
flaws NNS obj 6 flaw
, , punct 10
naming VBG advcl 6 name
many JJ amod 12
cracks NNS obj 10 crack
. . punct 6
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(IT_WAS, [("Lee", "It was | one of many")], id="a copula wants more"),
        pytest.param(SEMICOLON, [("Lee", "The tunnel was open | crews had cleared it")], id="a semicolon goes on"),
        pytest.param(INVERTED, [("Ann Lee , the mayor", "The tunnel will open")], id="a name after its cue as object"),
        pytest.param(DID_MORE, [], id="an object is no source"),
        pytest.param(WHOSE, [("Lee", "he would leave")], id="a clause between source and cue"),
        pytest.param(FRONTED, [("those surveyed", "taxes should fall")], id="what stands before the source"),
        pytest.param(
            WARNING,
            [("The firm", "it would not file"), ("The firm", "that debts grew")],
            id="a participle hung into the clause",
        ),
        pytest.param(LED, [("Lee", "that the vote was unfair")], id="who is led to say it"),
        pytest.param(TOO_SOON, [], id="nobody says it"),
        pytest.param(READY, [("Lee", "whether the dam will hold")], id="somebody is ready to say it"),
        pytest.param(FULL_STOP, [("officials", "the bridge was shut")], id="a full stop hung on the source"),
        pytest.param(WRITTEN, [], id="as written"),
        pytest.param(TWO_SUBJECTS, [("Lee", "the old bridge sways")], id="a subject hung on the cue"),
        pytest.param(BROKEN_OFF, [("he", "It is a farce")], id="a quotation after a dash"),
        pytest.param(POINTED, [], id="no clause round the cue"),
    ],
)
def test_bounds(rows: str, expected: list[tuple[str | None, str]]) -> None:
    assert [(source, content) for source, _, content, *_ in told(parsed(rows))] == expected
