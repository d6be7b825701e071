"""Who says what, on hand-built parses: each row says which parse it assumes."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from briefing.attribution import attribution_of, attributions
from briefing.marks import regions

VOCAB = spacy.blank("en").vocab


def parsed(rows: str) -> Doc:
    """A Doc of lines "word tag label head [lemma]"; heads count from 1, 0 is the root."""
    words, tags, deps, heads, lemmas = [], [], [], [], []
    base = 0
    for block in rows.strip().split("\n\n"):
        lines = [line.split() for line in block.strip().splitlines()]
        for n, (word, tag, dep, head, *lemma) in enumerate(lines):
            words.append(word)
            tags.append(tag)
            deps.append("ROOT" if head == "0" else dep)
            heads.append(base + (n if head == "0" else int(head) - 1))
            lemmas.append(lemma[0] if lemma else word.lower())
        base += len(lines)
    pos = [_pos(tag, dep) for tag, dep in zip(tags, deps, strict=True)]
    return Doc(VOCAB, words=words, tags=tags, pos=pos, deps=deps, heads=heads, lemmas=lemmas)


def _pos(tag: str, dep: str) -> str:
    if dep in {"aux", "aux:pass", "cop", "auxpass"}:
        return "AUX"
    kinds = {
        "V": "VERB",
        "NNP": "PROPN",
        "N": "NOUN",
        "P": "PRON",
        "_": "SPACE",
        "C": "NUM",
        "I": "ADP",
        "D": "DET",
        "J": "ADJ",
    }
    if tag in {",", ".", ":", "``", "''"}:
        return "PUNCT"
    return next((value for key, value in kinds.items() if tag.startswith(key)), "X")


def told(doc: Doc) -> list[tuple[str | None, str, str, str, str]]:
    """Source, cue, content, kind and stance of every attribution."""
    return [
        (
            a.source.text if a.source is not None else None,
            a.cue.text,
            " | ".join(s.text for s in a.content),
            a.kind,
            a.stance,
        )
        for a in attributions(doc)
    ]


SAID_THAT = """
Lee NNP nsubj 2
said VBD root 0 say
that IN mark 6
the DT det 5
dam NN nsubj 6
held VBD ccomp 2 hold
. . punct 2
"""
CLEARNLP = SAID_THAT.replace("root", "ROOT")
DENIED = """
The DT det 2
army NN nsubj 3
denied VBD root 0 deny
that IN mark 7
its PRP$ nmod:poss 6
guns NNS nsubj 7
fired VBD ccomp 3 fire
. . punct 3
"""
VOWED = """
They PRP nsubj 2
vowed VBD root 0 vow
to TO mark 4
rebuild VB xcomp 2
. . punct 2
"""
DENIED_TAKING = """
The DT det 2
envoy NN nsubj 3
denied VBD root 0 deny
taking VBG xcomp 3 take
gifts NNS obj 4
. . punct 3
"""
STOPPED_TAKING = DENIED_TAKING.replace("denied VBD root 0 deny", "stopped VBD root 0 stop")
VENUE_TO_THE_END = """
Lee NNP nsubj 2
said VBD root 0 say
in IN case 4
statement NN obl 5
rose VBD ccomp 2 rise
taxes NNS nmod 4
"""
ACCORDING = """
Two CD nummod 2
bridges NNS nsubj 3
fell VBD root 0 fall
, , punct 8
according VBG case 8 accord
to IN fixed 5
the DT det 8
mayor NN obl 3
. . punct 3
"""
SAID_OF = """
Lee NNP nsubj 2
says VBZ root 0 say
90 CD nummod 4
members NNS obj 2 member
abroad RB advmod 4
cast VBN acl 4 cast
votes NNS obj 6 vote
. . punct 2
"""
ACCORDING_ADJ = ACCORDING.replace("mayor NN", "official JJ")
ACCORDING_CLEARNLP = """
Two CD nummod 2
bridges NNS nsubj 3
fell VBD root 0 fall
, , punct 3
according VBG prep 3 accord
to IN prep 5
the DT det 8
mayor NN pobj 6
. . punct 3
"""
LEFT = """
“ `` punct 4
The DT det 3
water NN nsubj 4
rose VBD ccomp 8 rise
, , punct 4
” '' punct 4
she PRP nsubj 8
said VBD root 0 say
on IN case 10
Monday NNP obl 8
. . punct 8
"""
MIDDLE = """
The DT det 2
road NN nsubj 8
, , punct 5
he PRP nsubj 5
said VBD parataxis 8 say
, , punct 5
is VBZ cop 8 be
open JJ root 0
. . punct 8
"""
NOUN = """
His PRP$ nmod:poss 2
claim NN nsubj 7 claim
that IN mark 5
ships NNS nsubj 5
sank VBD acl 2 sink
is VBZ cop 7 be
false JJ root 0
. . punct 7
"""
ASKED = """
Asked VBN advcl 8 ask
whether IN mark 4
guards NNS nsubj 4
left VBD ccomp 1 leave
, , punct 1
the DT det 7
warden NN nsubj 8
shrugged VBD root 0 shrug
. . punct 8
"""
SCARE = """
An DT det 2
aide NN nsubj 3
met VBD root 0 meet
the DT det 5
band NN obj 3
of IN case 8
“ `` punct 8
volunteers NNS nmod 5
” '' punct 8
. . punct 3
"""
COUNTED_ON = """
Lee NNP nsubj 2
said VBD root 0 say
90 CD nsubj:pass 5
were VBD aux:pass 5
hurt VBN ccomp 2
and CC cc 9
12 CD nsubj 9
were VBD cop 9
missing JJ conj 2
. . punct 2
"""
WENT_ON = COUNTED_ON.replace("12 CD nsubj", "guards NNS nsubj")
ODD_LEMMA = SAID_THAT.replace("said VBD root 0 say", "insisted VBD root 0 insiste")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(SAID_THAT, [("Lee", "said", "that the dam held", "indirect", "claimed")], id="that-clause"),
        pytest.param(CLEARNLP, [("Lee", "said", "that the dam held", "indirect", "claimed")], id="clearnlp"),
        pytest.param(ODD_LEMMA, [("Lee", "insisted", "that the dam held", "indirect", "claimed")], id="by form"),
        pytest.param(
            COUNTED_ON, [("Lee", "said", "90 were hurt and 12 were missing", "indirect", "claimed")], id="counted on"
        ),
        pytest.param(WENT_ON, [("Lee", "said", "90 were hurt", "indirect", "claimed")], id="went on"),
        pytest.param(DENIED, [("The army", "denied", "that its guns fired", "indirect", "denied")], id="denied"),
        pytest.param(DENIED_TAKING, [("The envoy", "denied", "taking gifts", "indirect", "denied")], id="gerund"),
        pytest.param(STOPPED_TAKING, [], id="gerund of a verb that reports nothing"),
        pytest.param(
            VENUE_TO_THE_END,
            [("Lee", "said", "in statement rose taxes", "indirect", "claimed")],
            id="a crossed parse that ends the text",
        ),
        pytest.param(VOWED, [("They", "vowed", "to rebuild", "indirect", "planned")], id="planned"),
        pytest.param(
            ACCORDING, [("the mayor", "according to", "Two bridges fell", "indirect", "claimed")], id="according to"
        ),
        pytest.param(
            SAID_OF,
            [("Lee", "says", "90 members abroad cast votes", "indirect", "claimed")],
            id="nobody says members",
        ),
        pytest.param(
            ACCORDING_ADJ,
            [("the official", "according to", "Two bridges fell", "indirect", "claimed")],
            id="according to what an article makes a noun",
        ),
        pytest.param(
            ACCORDING_CLEARNLP,
            [("the mayor", "according to", "Two bridges fell", "indirect", "claimed")],
            id="according to, clearnlp",
        ),
        pytest.param(LEFT, [("she", "said", "The water rose", "direct", "claimed")], id="quotation first"),
        pytest.param(MIDDLE, [("he", "said", "The road | is open", "indirect", "claimed")], id="cue in the middle"),
        pytest.param(NOUN, [("His", "claim", "that ships sank", "indirect", "claimed")], id="noun"),
        pytest.param(ASKED, [(None, "Asked", "whether guards left", "indirect", "claimed")], id="nobody asks"),
        pytest.param(SCARE, [], id="scare quotes"),
        pytest.param(
            SCARE.replace("met VBD root 0 meet", "confirmed VBD root 0 confirm"),
            [("An aide", "confirmed", "the band of “ volunteers", "indirect", "claimed")],
            id="a thing that is claimed",
        ),
    ],
)
def test_attributions(rows: str, expected: list[tuple[str | None, str, str, str, str]]) -> None:
    assert told(parsed(rows)) == expected


def test_a_cue_governs_every_word_of_its_content_and_none_of_its_own() -> None:
    doc = parsed(ACCORDING)
    held = {t.text: getattr(attribution_of(t), "cue", None) is not None for t in doc}
    assert held == {
        "Two": True, "bridges": True, "fell": True, ",": False, "according": False,
        "to": False, "the": False, "mayor": False, ".": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("She said, “We go.”", ["We go."]),
        ('"We go," she said. "Now."', ["We go,", "Now."]),
        ("``We go,'' she said.", ["We go,"]),
        ("''We go,'' she said.", ["We go,"]),
        ("«We go», she said; „now“ and “then”.", ["We go", "now", "then"]),
        ("‘We go,’ she said of the workers’ march.", ["We go,"]),
        ("“One.\n\n“Two,” he said.", ["One.", "Two,"]),
        ("He said, “One.\n\nTwo.” She left.", ["One.", "Two."]),
        ("He said “one“ and left.", ["one"]),
        ("It was 5' 10\" tall.\n\n“We go,” he said.", ["We go,"]),
        ("An odd ” mark.\n\n“We go,” he said.", ["We go,"]),
        ("", []),
    ],
)
def test_regions(text: str, quoted: list[str]) -> None:
    assert [text[r.start : r.end] for r in regions(text)] == quoted


def test_an_odd_mark_costs_its_own_paragraph_at_most() -> None:
    text = '"The head said the road is open.\n\n“We go,” he said.\n\n“Now,” she said.'
    found = [(text[r.start : r.end], r.doubtful) for r in regions(text)]
    assert found == [("The head said the road is open.", True), ("We go,", False), ("Now,", False)]


PARAGRAPHS = ("“We go,” he said.", "Nobody spoke.", '"Now," she said, "or never."', "It was 5 o'clock.")


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=5), st.data())
def test_a_mark_too_many_changes_no_paragraph_before_it_and_none_after_the_next(rows: list[str], data) -> None:  # type: ignore[no-untyped-def]
    """A mark that opens may go on into the next paragraph, as a quotation over paragraphs does; never farther."""
    n = data.draw(st.integers(0, len(rows) - 1))
    at = data.draw(st.integers(0, len(rows[n])))
    odd = [*rows[:n], rows[n][:at] + data.draw(st.sampled_from("“”\"„«»‘’'")) + rows[n][at:], *rows[n + 1 :]]
    one, two = _by_paragraph(rows), _by_paragraph(odd)
    assert (one[:n], one[n + 2 :]) == (two[:n], two[n + 2 :])


def _by_paragraph(rows: list[str]) -> list[list[str]]:
    """What is quoted in each paragraph of a text of ``rows``."""
    text, out, at = "\n\n".join(rows), [], 0
    found = regions(text)
    for row in rows:
        out.append([text[r.start : r.end] for r in found if at <= r.start < at + len(row)])
        at += len(row) + 2
    return out


@given(st.text(alphabet="“”\"'„«»`‘’ .,\nab", max_size=60))
def test_regions_never_overlap(text: str) -> None:
    ends = [0]
    for region in regions(text):
        assert ends[-1] <= region.start < region.end <= len(text)
        ends.append(region.end)


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["", "\n", "Wow", "“", "😀 “😀” 😀", "a" * 10_000, "said said said", "according to", "“A” “B” “C", ":"]
)
def test_any_text_is_read(text: str, nlp) -> None:  # type: ignore[no-untyped-def]
    for found in attributions(nlp(text)):
        assert all(len(span) for span in found.content)


@pytest.mark.model
def test_who_speaks_in_an_aside_is_heard_within_a_denial(nlp) -> None:  # type: ignore[no-untyped-def]
    doc = nlp("Troops denied bombing a mill, where residents said 11 people died on Sunday.")
    found = attribution_of(next(t for t in doc if t.text == "died"))
    assert found is not None
    assert str(found.source) == "residents"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The forum said at least 20 marchers had been treated for injuries, a figure the ministry disputed.",
            "The forum",
        ),
        ("The dam is safe, the ministry said.", "the ministry"),
        ("Sailors will strike on Friday, the Union of Sailors (UOS) said on Monday.", "the Union of Sailors (UOS)"),
        ("The ministry on Monday said that nine had died.", "The ministry"),
        ("Ann Reed, the minister, on Tuesday told reporters that nine had died.", "Ann Reed, the minister"),
        ("A letter on Monday's vote said that it was fair.", "A letter on Monday's vote"),
        (
            "The ship was freed on Friday after a ransom was paid, a man who called himself one of the raiders said.",
            "a man who called himself one of the raiders",
        ),
    ],
)
def test_who_comments_on_a_figure_does_not_say_it(text: str, source: str, nlp) -> None:  # type: ignore[no-untyped-def]
    assert [str(found.source) for found in attributions(nlp(text))] == [source]


def test_one_of_which_is_nobody() -> None:
    parse = parsed(
        """
        They PRP nsubj 2 they
        flooded VBD root 0 flood
        Veldt NNP obj 2
        , , punct 8
        last JJ nsubj 8
        of IN case 7
        which WDT nmod 5
        said VBD acl:relcl 3 say
        it PRP nsubj 10
        held VBD ccomp 8 hold
        . . punct 2
        """
    )
    assert [row[:3] for row in told(parse)] == [(None, "said", "it held")]


def test_the_end_of_what_is_said_of_somebody_is_not_who_speaks() -> None:
    parse = parsed(
        """
        Ann NNP nsubj 10
        Lee NNP flat 1
        , , punct 4
        head NN appos 1
        of IN case 6
        Veldt NNP nmod 4
        , , punct 8
        Sorn NNP nsubj 10
        , , punct 8
        said VBD root 0 say
        it PRP nsubj 12
        held VBD ccomp 10 hold
        . . punct 10
        """
    )
    ((source, *_),) = told(parse)
    assert source is not None
    assert source.startswith("Ann Lee")
