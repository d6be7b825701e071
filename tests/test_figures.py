"""Figures: who is counted as what, how many, and what is one figure in several articles."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from briefing.extract import figures as extractor
from briefing.merge import figures as merger
from briefing.model import Article, Date, Facts, Figure, Listed, Passage, Source, Story
from docs import doc


def counted(parse: Doc, text: str | None = None) -> list[tuple[str, float | None, str]]:
    article = Article(id="a", text=text or parse.text)
    return [(f.measure, f.value, f.text) for f in extractor.extract(parse, article)]


# --- extraction, on parses made by hand ------------------------------------------------------

SHOT_AND_KILLED = """
    Two     two    NUM   CD  nummod    1
    men     man    NOUN  NNS nsubj:pass 3
    were    be     AUX   VBD aux:pass  3
    shot    shoot  VERB  VBN ROOT      3
    and     and    CCONJ CC  cc        5
    killed~ kill   VERB  VBN conj      3
    .       .      PUNCT .   punct     3
"""

LIST = """
    The     the   DET   DT  det    1
    blast   blast NOUN  NN  nsubj  2
    killed  kill  VERB  VBD ROOT   2
    two     two   NUM   CD  nummod 4
    guards  guard NOUN  NNS obj    2
    and     and   CCONJ CC  cc     7
    a       a     DET   DT  det    7
    driver~ driver NOUN NN  conj   4
    .       .     PUNCT .   punct  2
"""

TWO_STATES = """
    It      it    PRON  PRP nsubj  1
    left    leave VERB  VBD ROOT   1
    two     two   NUM   CD  obj    1
    dead    dead  ADJ   JJ  xcomp  1
    and     and   CCONJ CC  cc     6
    four    four  NUM   CD  nummod 6
    others  other NOUN  NNS conj   2
    wounded~ wound VERB VBN acl    6
    .       .     PUNCT .   punct  1
"""

HEADED = """
    1       1     NUM   CD  nsubj:pass 1
    killed~ kill  VERB  VBN ROOT  1
    ,       ,     PUNCT ,   punct 3
    7       7     NUM   CD  conj  0
    wounded wound VERB  VBN parataxis 0
    in      in    ADP   IN  case  6
    raid    raid  NOUN  NN  obl   4
"""

NOBODY = """
    No      no    DET   DT  det        1
    guards  guard NOUN  NNS nsubj:pass 3
    were    be    AUX   VBD aux:pass   3
    killed~ kill  VERB  VBN ROOT       3
    .       .     PUNCT .   punct      3
"""

UNREAL = """
    It      it    PRON  PRP nsubj  2
    could   could AUX   MD  aux    2
    kill    kill  VERB  VB  ROOT   2
    two     two   NUM   CD  nummod 4
    men~    man   NOUN  NNS obj    2
    .       .     PUNCT .   punct  2
"""

THINGS = """
    Ships   ship   NOUN  NNS nsubj  1
    fired   fire   VERB  VBD ROOT   1
    26      26     NUM   CD  nummod 4
    cruise  cruise NOUN  NN  compound 4
    missiles missile NOUN NNS obj   1
    900     900    NUM   CD  nummod 6
    miles~  mile   NOUN  NNS obl:unmarked 1
    .       .      PUNCT .   punct  1
"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (SHOT_AND_KILLED, [("killed", 2, "Two men")]),
        (LIST, [("killed", 3, "two guards and a driver")]),
        (TWO_STATES, [("killed", 2, "two"), ("injured", 4, "four others")]),
        (HEADED, [("killed", 1, "1"), ("injured", 7, "7 wounded")]),
        (NOBODY, [("killed", 0, "No guards")]),
        (UNREAL, [("man", 2, "two men")]),
        (THINGS, [("missile", 26, "26 cruise missiles"), ("distance", 900, "900 miles")]),
    ],
)
def test_what_a_sentence_counts(table: str, expected: list[tuple[str, float, str]]) -> None:
    assert counted(doc(table)) == expected


def test_a_figure_keeps_its_qualifier_bounds_and_place() -> None:
    parse = doc(
        """
        At      at    ADP  IN  case   1
        least   least ADJ  JJS nmod   2
        12      12    NUM  CD  nummod 3
        people  person NOUN NNS nsubj 4
        died~   die   VERB VBD ROOT   4
        .       .     PUNCT .  punct  4
        """
    )
    (figure,) = extractor.extract(parse, Article(id="a", text=parse.text))
    sentence = Passage(article="a", start=0, end=25, text="At least 12 people died.")
    assert (figure.measure, figure.value, figure.low, figure.high) == ("killed", 12, 12, None)
    assert (figure.text, figure.what) == ("At least 12 people", "people")
    assert figure.citations[0].text.rstrip(".") == sentence.text.rstrip(".")
    assert figure.mentions == (Passage(article="a", start=0, end=18, text="At least 12 people"),)


SENTENCES = [
    ("Nine people were killed and 30 wounded in the market.", [("killed", 9), ("injured", 30)]),
    ("The death toll rose to 22.", [("killed", 22)]),
    ("Three of the five sailors drowned.", [("killed", 3)]),
    ("The man killed himself.", [("killed", 1)]),
    ("Floods have displaced half the country.", [("displaced", 0.5)]),
    ("Six others are missing.", [("missing", 6)]),
    ("Nearly 300 were arrested.", [("arrested", 300)]),
    ("Police held 40 marchers.", [("detained", 40)]),
    ("Forty people are being held.", [("detained", 40)]),
    ("Forty vigils were held.", []),
    ("Forty sailors were held hostage.", []),
    ("Four people were struck by gunfire.", [("injured", 4)]),
    ("Four people were shot, one fatally.", [("killed", 1), ("shot", 4)]),
    ("The blast left six people wounded, two fatally.", [("killed", 2)]),
    ("No one was seriously injured.", []),
    ("None was badly hurt.", []),
    ("The victims are two girls, 13 and 17 years of age.", []),
    ("No one was injured.", [("injured", 0)]),
    ("The war has now lasted six years and killed over a quarter of a million people.", [("killed", 250_000)]),
    ("Two killed, three hurt in pier fire", [("injured", 3), ("killed", 2)]),
    ("A total of 40 people were killed in the fire.", [("killed", 40)]),
    ("The blast killed two people and left five others wounded.", [("killed", 2), ("injured", 5)]),
    ("The shooting left a woman dead and six others injured.", [("killed", 1), ("injured", 6)]),
    ("A raid left nearly 20 people shot and three boys killed.", [("shot", 20), ("killed", 3)]),
    ("Four people were fatally shot and two others wounded at a shop in Orvel.", [("killed", 4), ("injured", 2)]),
    ("Three people were killed and another critically injured at a farm near Orvel.", [("killed", 3)]),
    ("Two men are dead and three others are in hospital.", [("killed", 2), ("injured", 3)]),
    ("A diver was killed on the quay.", [("killed", 1)]),
    ("A tiger was killed on the quay.", []),
    ("The actress died peacefully in her sleep on Monday.", []),
    ("A guard was killed in his sleep.", [("killed", 1)]),
    ("The driver of the van that killed two and injured three others in Orvel fled.", [("killed", 2), ("injured", 3)]),
    ("A blast in Orvel has left one dead and nine others injured.", [("killed", 1), ("injured", 9)]),
    ("The song that they filmed is called “2 boats and a 50 shot.”", []),
    ("A 16-year-old deckhand was killed on the quay and a 12-year-old was wounded.", [("killed", 1), ("injured", 1)]),
    ("She is accused of wounding a teacher and another 6-year-old.", [("injured", 2)]),
    ("The fall left a girl dead and her grandmother wounded.", [("killed", 1), ("injured", 1)]),
    ("Woman killed, son and brother wounded in pier attack", [("killed", 1), ("injured", 2)]),
    ("A woman was killed and her brother and son injured in the attack.", [("killed", 1), ("injured", 2)]),
    ("The five adult victims, three men and two women, all received minor injuries.", [("injured", 5)]),
    ("A family of five, including three children, was found dead in their home.", [("killed", 5)]),
    ("They found the bodies of Olof Berg, his wife, Anna Berg, and their two children.", [("killed", 4)]),
    ("The man stabbed two mothers and their daughters to death.", [("killed", None)]),
    ("Five men and women were wounded outside the mill.", [("injured", 5)]),
    ("The shooting sent four people to hospital.", [("injured", 4)]),
    ("He and three others were shot and died at the mill.", [("killed", 4), ("shot", 4)]),
    ("A three-deck ferry sank.", []),
    ("Two guards fatally shot the driver.", [("killed", 1)]),
    ("He has four prior arrests.", []),
    ("She wrote: 25 лодок.", []),
    ("A guard was shot at the mill and the gunman was killed.", [("injured", 1), ("killed", 1)]),
    ("Three people were treated in hospital and nobody was badly hurt.", [("injured", 3)]),
    ("Two people were treated for smoke inhalation.", [("injured", 2)]),
    ("The clinic has treated 40 people for burns.", [("injured", 40)]),
    ("Two men are treated as suspects.", []),
    ("Three banks suffered a shock in May.", []),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_people_are_counted_by_what_happened_to_them(
    nlp: Language, text: str, expected: list[tuple[str, float | None]]
) -> None:
    people = {"killed", "injured", "shot", "displaced", "missing", "arrested", "detained"}
    found = {(m, v) for m, v, _ in counted(nlp(text), text) if m in people}
    assert found == set(expected)


@pytest.mark.model
def test_who_puts_a_quake_at_another_number_gives_its_magnitude(nlp: Language) -> None:
    text = "A magnitude 6.9 quake struck Tarn. The office in Orvel put it at 6.7."
    assert [(m, v) for m, v, _ in counted(nlp(text), text)] == [("magnitude", 6.9), ("magnitude", 6.7)]
    text = "An earthquake struck Tarn. The office in Orvel put it at 6.7."
    assert [(m, v) for m, v, _ in counted(nlp(text), text)] == [("magnitude", 6.7)]
    text = "The mill has 40 boats. The office in Orvel put it at 6.7."
    assert "magnitude" not in {m for m, _, _ in counted(nlp(text), text)}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Shares in Veldt Mills fell 14 per cent, the most since the mill was listed in 2021.", None),
        ("The fire was the worst since the crash in 1988 and destroyed 300 tonnes of flour.", None),
        ("The town raised 300 tonnes of flour for the victims of the flood of May 2023.", None),
        ("In the worst fire since the Orlin blast in 1988, 300 tonnes of flour were destroyed.", None),
        ("The navy stopped a boat, seizing 300 tonnes of flour, in the fifth successful raid since May.", None),
        (
            "The last great fire was in March 2020, when the mill burned. It destroyed 300 tonnes of flour.",
            "March 2020",
        ),
        ("The mill burned in March 2020. Its owner lost 300 tonnes of flour.", None),
        ("In 2021 the mill sold 300 tonnes of flour.", "2021"),
        ("On Monday he denied ordering the theft of 300 tonnes of flour in 1995.", "1995"),
        ("The mill has sold 300 tonnes of flour since the strike began on Monday.", None),
        ("They marched on Monday to demand the arrest of the guard who killed a boy.", None),
        ("The mill, which holds 300 tonnes of flour, was founded in 2021.", None),
        ("It was the third fire since 2021, when a mill burned with the loss of 300 tonnes of flour.", "2021"),
        ("The firm raised its estimate from 300 tonnes to a greater amount on Monday.", "Monday"),
        ("A lawyer for three mills said that the dam burned on Monday.", None),
        ("The mill sold 300 tonnes of flour, as much as in the same week of last year.", None),
        ("A fire that destroyed 300 tonnes of flour broke out on Monday.", "Monday"),
        ("Sunday's storm destroyed 300 tonnes of flour.", None),
        ("The mill has sold 300 tonnes of flour since the spring.", None),
        ("The mill sold 300 tonnes of flour, up from 200 in 2022.", None),
        ("The mill has lost 300 tonnes of flour, against nine in the same period last year.", None),
        ("The bridge was shut after it had cost 12 million euros in 2019.", "2019"),
        ("A man hurt in the blast on Saturday has died.", None),
        ("It may ask for 300 tonnes of flour; it had none last year.", None),
        ("A man is in custody this Monday after he killed two guards at the dam in October.", "October"),
    ],
)
def test_a_figure_is_not_dated_by_another_clause(nlp: Language, text: str, when: str | None) -> None:
    found = extractor.extract(nlp(text), Article(id="a", text=text, published="2024-05-10"))
    found = (f for f in found if f.measure != "injured")
    assert [f.when.text if f.when else None for f in found] == [when]


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["The other 14 sailors were released on Monday.", "Police said the remaining 14 sailors were released."]
)
def test_what_is_left_of_a_whole_is_told_from_it(nlp: Language, text: str) -> None:
    (found,) = extractor.extract(nlp(text), Article(id="a", text=text))
    assert (found.measure, found.value) == ("released", 14)
    assert found.text.lower().removeprefix("the ") in {"other 14 sailors", "remaining 14 sailors"}


@pytest.mark.model
def test_who_shot_the_other_three_need_not_have_left_them_alive(nlp: Language) -> None:
    text = "Police found four people dead. One of them shot the other three victims."
    assert "injured" not in {f.measure for f in extractor.extract(nlp(text), Article(id="a", text=text))}


@pytest.mark.model
def test_people_are_not_added_to_things(nlp: Language) -> None:
    text = "Three vessels and eight sailors were detained by the navy."
    found = extractor.extract(nlp(text), Article(id="a", text=text))
    assert [(f.measure, f.value) for f in found] == [("vessel", 3), ("detained", 8)]


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["", "x", "“", "A" * 10_000, "😀 😀", "Two", "5 dead", "3-4-5-6 of the", "one two three"]
)
def test_any_text_is_read(nlp: Language, text: str) -> None:
    article = Article(id="a", text=text)
    for figure in extractor.extract(nlp(text), article):
        for passage in (*figure.mentions, *figure.citations):
            assert text[passage.start : passage.end] == passage.text


# --- merging ---------------------------------------------------------------------------------


def figure(article: str, start: int, text: str, value: float, measure: str = "killed", **fields: object) -> Figure:
    place = Passage(article=article, start=start, end=start + len(text), text=text)
    given = {"low": value, "high": value, "unit": None, "what": text.split()[-1], **fields}
    return Figure(measure=measure, value=value, text=text, citations=(place,), mentions=(place,), **given)  # type: ignore[arg-type]


def merged(*rows: Figure, titles: dict[str, str] | None = None, days: dict[str, str] | None = None) -> list[Figure]:
    keys = list(dict.fromkeys(r.mentions[0].article for r in rows))
    facts = [
        Facts(
            article=Article(id=key, title=(titles or {}).get(key, ""), text="." * 5000),
            figures=tuple(r for r in rows if r.mentions[0].article == key),
        )
        for key in keys
    ]
    listed = [
        Listed(
            id=key,
            title=(titles or {}).get(key, ""),
            outlet="",
            published=(days or {}).get(key),
            url=None,
            path=None,
            words=1,
            paragraphs=1,
            sha256="",
            language="en",
            origin=key,
            duplicate_of=None,
        )
        for key in keys
    ]
    story = Story(id="S1", title="", articles=tuple(keys))
    return list(merger.merge(facts, lambda source: source, listed, [story]))


def test_equal_figures_are_one_entry_and_nothing_is_added_up() -> None:
    found = merged(figure("a", 0, "3 men", 3), figure("b", 0, "three men", 3), figure("c", 0, "2 men", 2))
    assert [(f.id, f.value, [m.article for m in f.mentions]) for f in found] == [
        ("F1", 3, ["a", "b"]),
        ("F2", 2, ["c"]),
    ]


@pytest.mark.parametrize(
    ("rows", "kwargs", "first"),
    [
        ((figure("a", 4000, "3 men", 3), figure("b", 0, "5 men", 5)), {}, 5),
        ((figure("a", 0, "3 men", 3), figure("b", 0, "5 men", 5)), {"days": {"a": "2020-01-01", "b": "2020-01-02"}}, 5),
        ((figure("a", 0, "5 men", 5), figure("b", 0, "3 men", 3)), {"titles": {"b": "3 killed at sea"}}, 3),
        ((figure("a", 0, "at least 4 men", 4, high=None), figure("b", 0, "5 men", 5)), {}, 5),
        ((figure("a", 0, "the gunman", 1), figure("b", 3000, "2 men", 2)), {}, 2),
        ((figure("a", 0, "9 men in separate fires", 9), figure("b", 300, "2 men in a fire", 2)), {}, 2),
        (
            (figure("a", 0, "9 men", 9), figure("b", 300, "2 men", 2)),
            {"titles": {"a": "9 dead in three fires", "b": "Man charged over mill fire"}},
            2,
        ),
        ((figure("a", 0, "a man and his aunt", 2), figure("b", 0, "Karl", 1), figure("c", 700, "Karl", 1)), {}, 2),
        (
            (figure("a", 0, "Anna", 1), figure("b", 700, "2 men", 2)),
            {"titles": {"a": "Boy, 2, and man killed at mill"}},
            2,
        ),
        ((figure("a", 0, "4 men", 4), figure("b", 0, "five, including the gunman,", 5, what="people")), {}, 5),
        (
            (
                figure("a", 0, "4 men", 4),
                figure("b", 300, "5 men", 5),
                figure("b", 900, "him, the gunman", 1, what="him"),
            ),
            {},
            5,
        ),
        (
            (figure("a", 0, "3 men", 3), figure("b", 0, "3 men and then himself", 4, what="men, himself")),
            {"titles": {"b": "Four dead at mill"}},
            4,
        ),
        (
            (
                figure("a", 0, "a guard", 1, "injured"),
                figure("a", 90, "the gunman", 1, what="gunman"),
                figure("b", 3000, "2 men", 2),
            ),
            {},
            1,
        ),
    ],
)
def test_the_first_value_is_that_of_the_main_event(
    rows: tuple[Figure, ...], kwargs: dict[str, dict[str, str]], first: float
) -> None:
    assert merged(*rows, **kwargs)[0].value == first


def test_those_taken_to_hospital_are_seldom_all_who_were_hurt() -> None:
    brought = figure("a", 0, "2 men were taken to hospital", 2, "injured")
    found = merged(brought, figure("b", 0, "3 men were hurt", 3, "injured"))
    assert [f.value for f in found] == [3, 2]


def test_deaths_of_an_article_on_several_incidents_are_not_those_of_a_story_without_any() -> None:
    several = (figure("a", 0, "4 men in separate fires", 4), figure("a", 90, "9 men in separate fires", 9, "injured"))
    found = merged(
        *several, figure("b", 0, "5 men", 5, "injured"), titles={"a": "4 dead, 9 hurt in fires", "b": "5 hurt"}
    )
    assert [(f.measure, f.value) for f in found] == [("injured", 5), ("injured", 9), ("fire", 4)]


def test_what_one_article_asserts_is_not_only_claimed() -> None:
    claim = figure("a", 0, "3 men", 3, stance="claimed", said_by=Source(name="Police"))
    assert [f.stance for f in merged(claim, figure("b", 0, "3 men", 3))] == ["asserted"]


def test_people_come_before_things_and_lengths_of_time_last() -> None:
    rows = (
        figure("a", 0, "3 days", 3, "duration", unit="day"),
        figure("a", 9, "2 ships", 2, "ship"),
        figure("a", 20, "4 men", 4),
    )
    assert [f.measure for f in merged(*rows)] == ["killed", "ship", "duration"]


def test_a_figure_keeps_its_date() -> None:
    when = Date(start="2020-01-01", end="2020-01-01", precision="day", text="Wednesday")
    assert merged(figure("a", 0, "3 men", 3), figure("b", 9, "3 men", 3, when=when))[0].when == when


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "measure", "printed"),
    [
        ("Divers found two more bodies, bringing the death toll of the sinking to 31, the navy said.", "killed", "31"),
        ("The number of people known to have died in the fire rose to 17 on Sunday.", "killed", "17"),
        ("The toll has now reached 54.", "killed", "54"),
        ("Officials put the number of dead at 30.", "killed", "30"),
        ("The number of injured rose to more than 200, the clinic said.", "injured", "more than 200"),
        (
            "The toll from a blast at a mill in Lund has risen to nine after crews dug, the fire service said.",
            "killed",
            "nine",
        ),
    ],
)
def test_a_toll_that_is_brought_to_a_number(nlp: Language, text: str, measure: str, printed: str) -> None:
    found = [(f.measure, f.text) for f in extractor.extract(nlp(text), Article(id="a", text=text))]
    assert (measure, printed) in found


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("The mill held 408 tonnes of salt, not 480 tonnes.", ["408 tonnes"]),
        ("The mill held 408 tonnes of salt rather than 480 tonnes.", ["408 tonnes"]),
        ("The port lies not 30 miles from the border.", []),
        ("For each child who dies in the ward, three die at home.", []),
        ("Some 140 oiled gulls were found, 88 of them dead.", ["Some 140 oiled gulls"]),
        ("Divers found 40 sailors, six of them dead.", ["40 sailors", "six"]),
        ("Lund came in 22' 10\" before Reed.", []),
    ],
)
def test_what_a_number_is_not_counts_nothing(nlp: Language, text: str, printed: list[str]) -> None:
    assert [f.text for f in extractor.extract(nlp(text), Article(id="a", text=text))] == printed


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said 28,000 took part. Organisers put the crowd at 90,000.", [("28,000", ""), ("90,000", "")]),
        ("The club said over 9,000 marched. Police gave a figure of 2,000.", [("over 9,000", ""), ("2,000", "")]),
        ("A crowd of some 5,000 gathered outside the court.", [("some 5,000", "")]),
        ("About 400 people took to the streets.", [("About 400 people", "people")]),
        ("Ann Reed attended the talks.", []),
        ("Twelve ships gathered off the port.", []),
        ("Some 5,000 would march.", []),
        (
            "It was a march that the ministry said drew 52,000 people and the unions 90,000.",
            [("52,000 people", "people")],
        ),
        ("The plan drew criticism from 40 people.", []),
    ],
)
def test_how_many_came(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    found = extractor.extract(nlp(text), Article(id="a", text=text))
    assert [(f.text, f.what) for f in found if f.measure == "attended"] == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A ferry with 212 people aboard sank.", ["212 people"]),
        ("The navy believes at least 187 people were on board the Star.", ["at least 187 people"]),
        ("Some 203 people were believed to have been aboard.", ["Some 203 people"]),
        ("A ferry carrying about 150 people sank.", ["about 150 people"]),
        # No count of all: passengers and crew apart, what a ship may carry, and another board.
        ("A ferry carrying 64 passengers and four crew sank.", []),
        ("The ferry was licensed to carry 120 people.", []),
        ("Ten members of the board were ill.", []),
    ],
)
def test_how_many_were_aboard(nlp: Language, text: str, expected: list[str]) -> None:
    found = extractor.extract(nlp(text), Article(id="a", text=text))
    assert [f.text for f in found if f.measure == "aboard"] == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police put the crowd at 8,000, organisers at 25,000.",
            [("attended", 8000, "Police"), ("attended", 25000, "organisers")],
        ),
        (
            "Officials put the number of dead at 12 and the hospital at 14.",
            [("killed", 12, "Officials"), ("killed", 14, "the hospital")],
        ),
        (
            "The ministry put the dead at 31 and the wounded at 107.",
            [("killed", 31, "The ministry"), ("injured", 107, "The ministry")],
        ),
        (
            "Police said some 9,000 people had left; the mayor said it was no more than 5,000.",
            [("people", 9000, "Police"), ("people", 5000, "the mayor")],
        ),
        (
            "The gang printed more files, bringing the total to 300,000. Tarn put the figure at 260,000.",
            [("total", 300000, None), ("total", 260000, "Tarn")],
        ),
    ],
)
def test_two_that_one_verb_puts_at_a_number(
    nlp: Language, text: str, expected: list[tuple[str, float, str | None]]
) -> None:
    found = extractor.extract(nlp(text), Article(id="a", text=text))
    assert [(f.measure, f.value, f.said_by.name if f.said_by else None) for f in found] == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said 12 people died. The opposition put the number at 40.", [("killed", 12), ("killed", 40)]),
        ("The town said 12,000 boys fled. The charity gave a figure of 20,000.", [("boy", 12e3), ("boy", 2e4)]),
        ("The loss was 2 million euros. Insurers put it at 3 million euros.", [("money", 2e6), ("money", 3e6)]),
        ("It rained. The club put the number at 40.", []),
        ("The quake hurt 50 people. The survey put it at 6.1.", [("injured", 50), ("magnitude", 6.1)]),
        ("All but 12 of those detained had been released.", []),
        ("The mill will close, according to three people familiar with the plan.", []),
        ("Pell put the number of evacuees at 8,200.", [("evacuee", 8200)]),
        (
            "Ann Lee said there were about 40 gunmen. An officer put the number of attackers at no more than 25.",
            [("gunman", 40), ("attacker", 25)],
        ),
        ("It was not clear whether the man had drowned.", []),
        ("One man is known to have died.", [("killed", 1)]),
        ("The monitor put the number of soldiers killed at 47.", [("killed", 47)]),
        ("At least 60 soldiers were killed or captured.", [("casualties", 60)]),
        ("The union demanded the arrest of the mayor.", []),
        ("Police held 35 people. Lawyers said that they had counted 80.", [("detained", 35), ("detained", 80)]),
        (
            "The union said 140 had died. The union raised its count to 165.",
            [("killed", 140), ("killed", 165)],
        ),
    ],
)
def test_a_number_put_against_the_one_before(nlp: Language, text: str, expected: list[tuple[str, float]]) -> None:
    found = list(extractor.extract(nlp(text), Article(id="a", text=text)))
    assert [(f.measure, f.value) for f in found] == expected
    assert all(f.citations[1:] == found[0].citations for f in found[1:])


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "measure", "value", "by"),
    [
        ("The mill said 30 were hurt. The rebels put the dead at 22.", "killed", 22, "The rebels"),
        ("Nine guards were hurt. The ministry had spoken of 31 dead.", "killed", 31, "The ministry"),
        (
            "The fire burnt 7,800 hectares, the crews said at noon; a satellite team put the area at 8,900 hectares.",
            "area",
            8900,
            "a satellite team",
        ),
        (
            "Tarn Mills agreed on Monday to pay 2 million euros to settle claims that it fouled water of 900 people.",
            "people",
            900,
            None,
        ),
        (
            "At least 70 people have died in Orvel, an aid group said, far more than the ministry acknowledges.",
            "killed",
            70,
            "an aid group",
        ),
        ("Lund said claims by Norva that 30 Rakhan soldiers were killed were “fantasy”.", "killed", 30, "Norva"),
        (
            "The mayor on Monday rejected a Harbour League estimate that 560 boats are idle, saying the number is 380.",
            "boat",
            560,
            "Harbour League",
        ),
        ("Clinics opened as the number of suspected cases rose to 2,431 and the death toll to 63.", "case", 2431, None),
        ("Clinics opened as the number of suspected cases rose to 2,431 and the death toll to 63.", "killed", 63, None),
    ],
)
def test_a_count_is_of_what_its_own_words_say_and_by_who_gives_it(
    nlp: Language, text: str, measure: str, value: float, by: str | None
) -> None:
    found = {
        f.value: (f.measure, f.said_by and f.said_by.name)
        for f in extractor.extract(nlp(text), Article(id="a", text=text))
    }
    assert found[value] == (measure, by)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 40 people were killed each day before the truce.", [("people", 40)]),
        (
            "The bodies of the last four missing miners were found, bringing the toll to 10.",
            [("killed", 4), ("killed", 10)],
        ),
        ("Residents told KTRN 11 News that the road was shut.", []),
        ("Norvan has frozen all sales until all 15 sailors are released.", [("sailor", 15)]),
        # Of which of the two the rebels speak nobody says.
        ("Ten people died and 29 were hurt. The rebels still speak of 22.", [("killed", 10), ("injured", 29)]),
        ("The army shot down 14 of the 16 drones.", [("drone", 14), ("drone", 16)]),
        ("The monitor said it had counted 48 bodies.", [("killed", 48)]),
        ("Two clerks who had been held with him were released.", [("released", 2)]),
        (
            "Gunmen freed nine hostages. The firm said four of its clerks were still held.",
            [("released", 9), ("clerk", 4)],
        ),
        ("It was told that thieves had copied files, a week before the rest, according to two people close to it.", []),
    ],
)
def test_a_rate_a_rest_and_a_name_are_no_toll(nlp: Language, text: str, expected: list[tuple[str, float]]) -> None:
    assert [(f.measure, f.value) for f in extractor.extract(nlp(text), Article(id="a", text=text))] == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Owners of Tarn rejected a 9 million euro takeover.", None),
        ("The government's own death toll stands at nine.", "The government"),
    ],
)
def test_who_turns_something_down_gives_no_figure(nlp: Language, text: str, by: str | None) -> None:
    (one,) = extractor.extract(nlp(text), Article(id="a", text=text))
    assert (one.said_by.name if one.said_by else None, one.stance == "denied") == (by, False)


@pytest.mark.model
def test_who_is_told_together_is_printed_together(nlp: Language) -> None:
    text = "The strike by about 20,000 drivers and guards will stop trains."
    assert [f.text for f in extractor.extract(nlp(text), Article(id="a", text=text))] == [
        "about 20,000 drivers and guards"
    ]


@pytest.mark.model
def test_who_speaks_is_no_count(nlp: Language) -> None:
    text = "Two officials said the dam was safe."
    assert list(extractor.extract(nlp(text), Article(id="a", text=text))) == []


@pytest.mark.model
def test_large_counts_in_a_list_are_never_summed(nlp: Language) -> None:
    text = "The monitors said 14 soldiers and 11 rebels were killed near the dam."
    values = {f.value for f in extractor.extract(nlp(text), Article(id="a", text=text))}
    assert 14.0 in values
    assert 25.0 not in values


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("There were 160 deaths reported in Orvel this year.", "2026-01-01"),
        ("Troops freed 12 of the sailors seized last month.", None),
        ("The board met on Monday. It can fine them up to 40 million euros.", None),
    ],
)
def test_a_participle_that_only_counts_keeps_its_date(nlp: Language, text: str, day: str | None) -> None:
    article = Article(id="a", text=text, published="2026-03-02")
    (found,) = extractor.extract(nlp(text), article)
    assert (found.when and found.when.start) == day


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The plan would cut 400 jobs.", "hedged"),
        ("The union could lose 400 members.", "hedged"),
        ("The mill needs 400 trucks.", "asserted"),
        ("The firm said it would cut 400 jobs.", "claimed"),
    ],
)
def test_what_may_come_to_be_is_no_count_of_what_is(nlp: Language, text: str, stance: str) -> None:
    (found,) = extractor.extract(nlp(text), Article(id="a", text=text))
    assert found.stance == stance


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Reports that three people died are wrong, the police told the Courier.", set()),
        ("Rumours that 12 miners had died were false.", set()),
        ("The count is four because a girl who was reported dead is alive.", set()),
        ("Two miners turned out to have missed the shift.", {"miner"}),
        ("Some 4,000 people turned out to protest.", {"attended"}),
        ("Reports that three people died were confirmed.", {"killed"}),
        ("He said claims by Norva that 30 soldiers were killed were fantasy.", {"killed"}),
    ],
)
def test_what_is_called_false_counts_nobody(nlp: Language, text: str, measures: set[str]) -> None:
    assert {f.measure for f in extractor.extract(nlp(text), Article(id="a", text=text))} == measures


@pytest.mark.model
def test_a_count_behind_when_is_of_the_day_before_it(nlp: Language) -> None:
    text = "The march on Saturday was the largest since 1989, when some 500,000 people marched against the party."
    (found,) = extractor.extract(nlp(text), Article(id="a", text=text, published="2026-03-02"))
    assert found.when is not None
    assert found.when.start == "1989-01-01"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("The number of detained rose to 52, police said.", "detained", 52.0),
        ("The highest reading is now 45.8, at Orvel Bay on Monday.", None, None),
    ],
)
def test_what_a_number_at_the_end_counts(nlp: Language, text: str, measure: str | None, value: float | None) -> None:
    found = [(f.measure, f.value) for f in extractor.extract(nlp(text), Article(id="a", text=text))]
    assert ((measure, value) in found) == (measure is not None)
    assert not any("Orvel" in f.text for f in extractor.extract(nlp(text), Article(id="a", text=text)))
