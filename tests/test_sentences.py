"""Sentences as a brief may print them: their headlines, and whether they stand alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from briefing.extract.sentences import extract
from briefing.model import Article, Sentence
from tests.docs import VOCAB, doc


def found(made: Doc) -> tuple[Sentence, ...]:
    return tuple(extract(made, Article(id="a", text=made.text)))


DESCRIBED = """
Nordlink~ nordlink PROPN NNP nsubj 11
, _ PUNCT , punct 4
a _ DET DT det 4
ferry _ NOUN NN compound 4
company _ NOUN NN appos 0
with _ ADP IN case 7
twelve _ NUM CD nummod 7
ships ship NOUN NNS nmod 4
in _ ADP IN case 9
Aldo~ _ PROPN NNP nmod 4
, _ PUNCT , punct 4
said say VERB VBD ROOT 11
the _ DET DT det 13
storm _ NOUN NN nsubj 15
had have AUX VBD aux 15
broken break VERB VBN ccomp 11
the _ DET DT det 19
bow _ NOUN NN compound 19
steel _ NOUN NN compound 19
door~ _ NOUN NN obj 15
. _ PUNCT . punct 11
"""

CLAUSES = """
Lifeboats lifeboat NOUN NNS nsubj 1
searched search VERB VBD ROOT 1
the _ DET DT det 4
wide _ ADJ JJ amod 4
bay _ NOUN NN obj 1
all _ DET DT det 6
night~ _ NOUN NN obl:unmarked 1
, _ PUNCT , punct 8
forcing force VERB VBG advcl 1
the _ DET DT det 10
port _ NOUN NN obj 8
to _ PART TO mark 12
close~ _ VERB VB xcomp 8
, _ PUNCT , punct 17
and _ CCONJ CC cc 17
the _ DET DT det 16
mayor _ NOUN NN nsubj 17
thanked thank VERB VBD conj 1
them they PRON PRP obj 17
warmly~ _ ADV RB advmod 17
. _ PUNCT . punct 1
"""

ASIDE = """
Brandt~ _ PROPN NNP nsubj 14
, _ PUNCT , punct 2
thirty~ _ NUM CD appos 0
, _ PUNCT , punct 6
a _ DET DT det 6
harbour _ NOUN NN compound 6
pilot _ NOUN NN appos 0
from _ ADP IN case 11
the _ DET DT det 11
old _ ADJ JJ amod 11
north _ NOUN NN compound 11
docks~ _ NOUN NN nmod 6
, _ PUNCT , punct 6
then _ ADV RB advmod 14
left leave VERB VBD ROOT 14
the _ DET DT det 16
ship _ NOUN NN obj 14
last~ _ ADV RB advmod 14
. _ PUNCT . punct 14
"""

CONDITION = """
The _ DET DT det 1
port _ NOUN NN nsubj 3
will _ AUX MD aux 3
open _ VERB VB ROOT 3
to _ ADP IN case 6
all _ DET DT det 6
ships ship NOUN NNS obl 3
on _ ADP IN case 8
Friday _ PROPN NNP obl 3
morning~ _ NOUN NN flat 8
, _ PUNCT , punct 15
if _ SCONJ IN mark 15
the _ DET DT det 14
divers diver NOUN NNS nsubj 15
find _ VERB VBP advcl 3
no _ DET DT det 17
further _ ADJ JJ amod 17
wreckage~ _ NOUN NN obj 14
. _ PUNCT . punct 3
"""


@pytest.mark.parametrize(
    ("table", "headline"),
    [
        (DESCRIBED, "Nordlink said the storm had broken the bow steel door"),
        (CLAUSES, "Lifeboats searched the wide bay all night, and the mayor thanked them warmly"),
        (ASIDE, "Brandt, thirty, then left the ship last"),
        (CONDITION, "The port will open to all ships on Friday morning, if the divers find no further wreckage"),
    ],
)
def test_headline(table: str, headline: str) -> None:
    assert [s.headline for s in found(doc(table))] == [headline]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (
            "Still, the port authority (which runs the harbour) also closed the old ferry terminal.",
            "The port authority closed the old ferry terminal",
        ),
        (
            "The mine, which employs four hundred people, was not inspected before the roof fell in March.",
            "The mine was not inspected before the roof fell in March",
        ),
        (
            "The mayor said the bridge was “safe, sound and, above all, paid for” after talks with engineers.",
            "The mayor said the bridge was “safe, sound and, above all, paid for”",
        ),
        (  # who says it, between commas, and the time of the count
            "The fire brigade of Veldt alone has counted 31 cases since May, its chief, Mats Orn, told the Courier.",
            "The fire brigade of Veldt alone has counted 31 cases since May, its chief, Mats Orn, told the Courier",
        ),
        (  # who says it, after what is said
            "The main target was not the harbour but the Dockers' Club, a charity for sailors, said "
            "Commander Ilse Brandt, who leads the inquiry.",
            "The main target was not the harbour but the Dockers' Club, said Commander Ilse Brandt",
        ),
        (  # an opening that is told, an opening that is limited to some
            "On Monday, three ferries, which were built in Aldo, left the port of Veldt for the islands in the north.",
            "Three ferries left the port of Veldt for the islands in the north",
        ),
        (
            "For passengers who spent the night on the quay, the new timetable of Nordlink changes nothing at all.",
            "For passengers who spent the night on the quay, the new timetable of Nordlink changes nothing at all",
        ),
        (  # a second count
            "Five dockers were killed and 17 others were wounded when a crane fell on the quay of Veldt on Monday.",
            "Five dockers were killed and 17 others were wounded when a crane fell on the quay of Veldt on Monday",
        ),
        (
            "Five dockers were shot on the quay of Veldt -- three of them fatally -- after a quarrel, police said.",
            "Five dockers were shot on the quay of Veldt -- three of them fatally, police said",
        ),
        (  # what is denied is denied whole
            "Anna Reed said this is not a case where her client walked into the dockers' club and started shooting.",
            "Anna Reed said this is not a case where her client walked into the dockers' club and started shooting",
        ),
        (  # the news in the clause with "when"
            "Anna Reed was putting away dishes when she was struck by a stray bullet at her home in Veldt on Monday.",
            "Anna Reed was putting away dishes when she was struck by a stray bullet at her home in Veldt on Monday",
        ),
        (  # which man
            "A man charged in connection with the fire at the old mill of Veldt was indicted on Tuesday by a court.",
            "A man charged in connection with the fire at the old mill of Veldt was indicted on Tuesday by a court",
        ),
        (  # the year
            "The bridge of Veldt was closed on 3 March, 2015, after a barge struck a pillar in thick fog.",
            "The bridge of Veldt was closed on 3 March, 2015",
        ),
        (  # a list
            "Two clerks, a baker and Anna Reed, who owns the mill, made the announcement on Thursday at the town hall.",
            "Two clerks, a baker and Anna Reed, who owns the mill, made the announcement on Thursday at the town hall",
        ),
        (  # at least, about, more than
            "At least nine sailors, about half of the crew, are missing, and more than twenty are ill, the navy said.",
            "At least nine sailors, about half of the crew, are missing, and more than twenty are ill, the navy said",
        ),
        (  # a hedge
            "The cargo may have caught fire before the ship left the port of Veldt, according to the captain's lawyer.",
            "The cargo may have caught fire, according to the captain's lawyer",
        ),
        (
            "In Veldt, thousands of teachers left their schools on Thursday to march to the ministry, the union said.",
            "In Veldt, thousands of teachers left their schools on Thursday to march to the ministry, the union said",
        ),
    ],
)
def test_headline_of_parsed_text(nlp: Language, text: str, headline: str) -> None:
    assert [s.headline for s in found(nlp(text))] == [headline]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("The ferry Marta sank off Port Aldo on Monday night.", True),
        ("The president of Veldt will meet the miners on Friday.", True),
        ("The government said the number was 40.", False),
        ("A spokesman for the port rejected the figure.", False),
        ("The Ports Federation put the turnout at 2,900.", False),
        ("“We do not need the driver,” he told the Veldt Post.", False),
        ("Ilse Brandt said she had warned the company about the door.", True),
        ("On Tuesday evening it blew up.", False),
        ("Nordlink closed the line on Monday because it lost money.", True),
        ("“No ferry should have sailed that night,” captain Ilse Brandt told reporters.", True),
        ("It is unclear when the harbour of Port Aldo will open.", True),
        ("He said the door had been open for an hour.", False),
        ("The one condition was that the money would be paid back.", False),
        ("Police say it shows a grey van near the house.", False),
        ("Orvel matched them krone for krone in the autumn.", False),
        ("In May, the vote of the city may change it for good.", False),
        ("With those angry words in the Veldt Post, Ilse Brandt said she was leaving.", False),
        ("Ilse Brandt took back those words that she had said of the mayor.", True),
        ("The harbour office was asked to release these figures.", False),
        ("Nordlink sold two ferries and wants the money for these boats by May.", True),
        ("POLICE ARE STILL LOOKING FOR THE DRIVER OF THE VAN.", False),
        ("TIPS.An account was opened for the crew of the ferry.", False),
        ("If anyone has seen the van, please call the harbour police.", False),
        ("The harbour police ask that anyone with information call its office in Veldt.", False),
        ("Come to the quay of Veldt for your chance to win a boat.", False),
        ("But the harbour of Port Aldo stayed closed on Tuesday.", False),
        ("The group blocked the only road to the ministry.", False),
        ("The two men were released on Tuesday evening.", False),
        ("The two were released on Tuesday evening.", False),
        ("The remaining six were freed on Friday, the navy said.", False),
        ("The rest are likely to wait for another week, the council of Veldt said.", False),
        ("Most were released within days, the police of Veldt said.", False),
        ("Most who were arrested were released within days, the police of Veldt said.", True),
        ("Half of them were only children.", False),
        ("A regulator from the north said it had found no trace of an attack.", True),
        ("Half of the crew were flown to Port Aldo on Friday.", True),
        ("All were flown to Port Aldo on Friday.", False),
        ("The two who were hurt were flown to Port Aldo on Friday.", True),
        ("This was the third accident in the mine.", False),
        ("They have asked the court to stop the sale.", False),
        ("Who opened the door of the ferry?", False),
        ("“Nobody told us that the door was open.”", False),
        ("Search goes on for eleven", False),
        ("We should all be ashamed of this budget.", False),
        ("Its licence allows forty passengers, according to the register.", False),
        ("A spokesman for Nordlink said she had not known of the crack in the door.", False),
        ("Spokeswoman Ilse Brandt said she had not known of the crack in the door.", True),
        ("Most of the fires, they said, were set by hand.", False),
        ("“He was crying all night,” Ilse Brandt said.", False),
        ("They must leave the country, a spokeswoman in Velmar said.", False),
        ("Nordlink harbour master Ilse Brandt said.", False),
        ("Nordlink, which keeps two ferries in Velmar, did not comment.", True),
        ("Ilse Brandt said she would “never give up her ship” again.", True),
        ("The bloc's leaders will meet in Velmar on Thursday.", False),
        ("A diplomat said he had been taken to a fort near Velmar.", False),
        ("Captain Ilse Brandt rejected the accusation on Tuesday.", False),
        ("Captain Ilse Brandt rejected the accusation that she had slept on Tuesday.", True),
        ("Captain Ilse Brandt withdrew her accusation on Tuesday.", False),
        ("Captain Ilse Brandt withdrew her accusation that Nordlink had slept.", True),
        ("The council of Veldt never learned that lesson.", False),
        ("The council of Veldt wants to sell the ferry this year.", True),
        ("A customs officer said far more than that had been stored in the shed.", False),
        ("A docker who was hurt on Monday died in hospital on Thursday, the hospital said.", True),
        ("A docker who was hurt on Monday died on Thursday, the clinic said.", False),
        ("Nordlink puts the number at 22.", False),
        ("Nordlink put the number", False),
        ("Nordlink raised the number of dead to 22.", True),
        ("The man, 39, had burns over half of his body.", False),
        ("The man, aged 39, had burns over half of his body.", False),
        ("The man who stole the ferry had burns over half of his body.", True),
        ("The navy says that three died; the coast guard put it at four.", False),
        ("The navy says that three sailors died on Tuesday.", True),
        ("The four were found in the hold of the ferry.", False),
        ("Nordlink said forty were hurt when the ferry sank off Port Aldo.", True),
        ("The bank of Veldt has forecast 30 percent.", False),
        ("The bank of Veldt has forecast inflation of 30 percent.", True),
        ("Rescue chief Petr Brandt said that they had died of gas.", False),
        ("Health Minister Ilse Brandt said that it was “under control”.", False),
        ("Nordlink today provides an update on its two ferries.", False),
        ("A Veldt court on Friday rejected by six votes to two a demand by Nordlink for another trial.", True),
        ("Captain Ilse Brandt resigned after it emerged that Nordlink had known of the broken door.", True),
        ("In a letter sent to reporters they said that they held the harbour of Veldt.", False),
        ("He was held in Veldt on Monday, prosecutor Ilse Brandt said.", False),
        ("She was held in Veldt on Monday, prosecutor Ilse Brandt said.", True),
        ("Harris cast her first vote in the council of Veldt on Monday.", True),
        ("The Greens of Veldt won 15 and the Dawn party 10.", False),
        ("The Greens of Veldt won 15 of 40 seats and Nordlink all the rest.", True),
        ("Our sailors know that our thoughts are with the families.", False),
        ("Health Minister Ilse Brandt demanded its release on Monday.", False),
        ("It was put off until Monday because of the snow, the League of Ports said.", False),
        ("The mayors of Velmar and Aldo signed a truce on Friday, the mediator said.", True),
        ("The council called Brandt’s figure irresponsible and ordered an inquiry.", False),
        ("Nordlink said the claim was untrue.", False),
    ],
)
def test_stands_alone(nlp: Language, text: str, alone: bool) -> None:
    assert [s.stands_alone for s in found(nlp(text))] == [alone]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "leans_on", "follows"),
    [
        ("Nordlink sold two ferries in May. The company has denied any link.", ["The company"], True),
        ("Captain Ilse Brandt left the ship last. She had warned Nordlink.", ["She"], True),
        ("The storm broke the bow door. She had warned Nordlink.", ["She"], False),
        (
            "Some 900 of the 1,400 who had to leave are back. The rest are to wait, the council of Veldt said.",
            [],
            False,
        ),
        # Whoever was only spoken of is not who goes on speaking.
        (
            "For the crew, the new power of Captain Brandt changed everything. He added that two ships would sail.",
            ["He"],
            False,
        ),
        (
            "Captain Paul Brandt said two men were missing. He said the search would end on Sunday.",
            ["He", "the search"],
            True,
        ),
        ("The storm broke the bow door. He said the search would end on Sunday.", ["He", "the search"], False),
        ("The ferry Marta sank off Port Aldo. But Nordlink sold tickets all day.", [], True),
        ("The union struck on Monday. The police arrested two men.", [], False),
        (
            "Ships wait off Port Aldo, according to the tracking firm Shipeye. The company expects a long wait.",
            ["The company"],
            False,
        ),
        ("Russet expects a loss of 2 million.\n\n“This is a step, and no end,” said Ilse Brandt.", [], False),
        (
            "A doctor spoke on Monday. A nurse of the clinic said that one of them had died of burns.",
            ["of them"],
            False,
        ),
        ("The storm broke the bow door. We should all be ashamed.", [], False),
        ("Nordlink said two sailors were saved. Captain Ilse Brandt said that one was hurt.", [], True),
    ],
)
def test_what_a_sentence_leans_on(nlp: Language, text: str, leans_on: list[str], follows: bool) -> None:
    _, second = found(nlp(text))
    assert [p.text for p in second.leans_on] == leans_on
    assert (second.follows and not second.stands_alone) == follows


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "alone"),
    [
        (
            "Captain Ilse Brandt spoke on Monday. “The door was open all night. Nordlink knew of the broken door. "
            "Somebody must pay for it,” she said.",
            [True, False, False, False],
        ),
        (
            'Captain Ilse Brandt spoke on Monday. "The door was open all night. Nordlink knew of the broken door.\n\n'
            '"Somebody must pay for it," she said. The harbour of Port Aldo opens on Friday.',
            [True, False, False, False, True],
        ),
        (
            "“No door was open,” Captain Ilse Brandt said. “Nordlink knew of the door.” Port Aldo opens on Friday.",
            [True, False, True],
        ),
        (  # a quotation that a cut text never closes
            "Captain Ilse Brandt spoke on Monday. “The door was open all night. Nordlink knew of the broken door.",
            [True, False, False],
        ),
        (
            "How the ferry Marta came to sail with open doors. How the Marta came to sail is known to Captain Brandt.",
            [False, True],
        ),
        (
            "Who opened the door is not known to Nordlink. When the ferry Marta sank, Captain Brandt slept.",
            [True, True],
        ),
    ],
)
def test_words_of_a_longer_quotation_do_not_stand_alone(nlp: Language, text: str, alone: list[bool]) -> None:
    assert [s.stands_alone for s in found(nlp(text))] == alone


@pytest.mark.model
@pytest.mark.parametrize(("heading", "alone"), [("About Nordlink", False), ("About 40 were saved.", True)])
def test_what_a_release_says_of_its_sender_is_no_news(nlp: Language, heading: str, alone: bool) -> None:
    made = found(nlp(f"Nordlink has sold the ferry Marta.\n\n{heading}\n\nNordlink runs two ferries in Velmar."))
    assert [s.stands_alone for s in made if s.passage.text.endswith("Velmar.")] == [alone]


@pytest.mark.model
def test_who_says_it(nlp: Language) -> None:
    (sentence,) = found(nlp("Harbour police said the ferry had sunk within minutes."))
    assert sentence.said_by is not None
    assert sentence.said_by.name == "Harbour police"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Police have asked drivers to avoid the quay of Veldt.", None),
        ("The mayor promised to open the quay of Veldt.", None),
        ("The mayor claims to have opened the quay of Veldt.", "The mayor"),
        ("The mayor claims to own the quay of Veldt.", "The mayor"),
        ("Police say that drivers avoid the quay of Veldt.", "Police"),
        ("The roof of the mill gave way: two men were trapped, the fire service said.", "the fire service"),
    ],
)
def test_who_asks_or_promises_says_nothing_that_may_be_false(nlp: Language, text: str, source: str | None) -> None:
    (one,) = found(nlp(text))
    assert (one.said_by.name if one.said_by else None) == source


@pytest.mark.model
def test_a_title_and_the_sentence_below_it_are_two(nlp: Language) -> None:
    text = "Ferry sinks off Port Aldo\n\nThe Marta sank off Port Aldo on Monday night."
    assert [s.passage.text for s in found(nlp(text))] == text.split("\n\n")


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    ["", "one", "“", "x" * 10_000, "🙂 🙂", "\n\n", "( [ — – , ; . ’s", "said said said", "’Twas ’ere.", "… ’s."],
)
def test_any_text_can_be_read(nlp: Language, text: str) -> None:
    assert all(text[s.passage.start : s.passage.end] == s.passage.text for s in found(nlp(text)))


DEPS = [
    *("nsubj", "obj", "obl", "advcl", "acl:relcl", "appos", "conj", "cc"),
    *("punct", "advmod", "ccomp", "parataxis", "mark", "case"),
]
TOKENS = [
    *("Port", "Aldo", "said", "ferry", "sank", ",", "—", "and", "not"),
    *("which", "after", "he", "“", "”", "(", ")", "also"),
]
TAGS = {"said": "VBD", "sank": "VBD"}


@st.composite
def parsed(draw: st.DrawFn) -> Doc:
    """Any words with any tree: what a parser may make of anything."""
    words = [*draw(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=24)), "."]
    heads = [0] + [draw(st.integers(0, n - 1)) for n in range(1, len(words))]
    deps = ["ROOT"] + [draw(st.sampled_from(DEPS)) for _ in words[1:]]
    tags = [TAGS.get(word, "NN") for word in words]
    pos = ["VERB" if tag == "VBD" else "NOUN" for tag in tags]
    return Doc(VOCAB, words=words, heads=heads, deps=deps, tags=tags, pos=pos, lemmas=[w.lower() for w in words])


@given(parsed())
def test_a_headline_is_a_subsequence_of_its_sentence(made: Doc) -> None:
    for sentence in found(made):
        said = iter(re.findall(r"\w+", sentence.passage.text.lower()))
        assert all(word in said for word in re.findall(r"\w+", sentence.headline.lower()))
        assert sentence.headline


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In addition to the hills, the army is trying to retake Orvel, a town in Sarn that rebels captured in "
            "March, a victory that was seen as a bad sign for the government.",
            "The army is trying to retake Orvel, a town in Sarn that rebels captured in March",
        ),
        (
            "Divers found two more bodies in the wreck of the ferry on Friday morning, bringing the toll to 31, "
            "the navy said.",
            "Divers found two more bodies in the wreck of the ferry on Friday morning, bringing the toll to 31, "
            "the navy said",
        ),
        (
            "Workers at the harbour of Veldt will walk out on Thursday over plans to cut jobs, a union said on Friday, "
            "a day after the owner called back its cranes.",
            "Workers at the harbour of Veldt will walk out on Thursday over plans to cut jobs, a union said on Friday",
        ),
        (
            "In the morning, rebels fired advanced guided rockets, supplied covertly by the navy, at the army's old "
            "tanks, leaving the impression of a war between two neighbours.",
            "Rebels fired advanced guided rockets at the army's old tanks, leaving the impression of a war between two "
            "neighbours",
        ),
        (
            "Ida Brandt, who is a member of the council, in addition to her work with the harbour clinic, met the "
            "mayor of Veldt.",
            "Ida Brandt met the mayor of Veldt",
        ),
        (
            "Rebels shelled the northern suburbs of the capital on Friday morning, forcing hundreds of families to "
            "flee toward the river, the ministry said.",
            "Rebels shelled the northern suburbs of the capital on Friday morning, the ministry said",
        ),
        (  # what "it" stands for, which is not the captain
            "Captain Ilse Brandt, who heads the harbour committee of the city council of Veldt, argued that it is "
            "entitled to the whole report of the clerk, which she has not seen.",
            "Captain Ilse Brandt, who heads the harbour committee of the city council of Veldt, argued that it is "
            "entitled to the whole report of the clerk",
        ),
        (  # what they died of
            "At least four people died and 20 were injured when a paint mill exploded in the port of Sorn on Monday, "
            "hospital officials said.",
            "At least four people died and 20 were injured when a paint mill exploded in the port of Sorn on Monday, "
            "hospital officials said",
        ),
    ],
)
def test_a_headline_keeps_its_toll_and_the_comma_before_who_says_it(nlp: Language, text: str, expected: str) -> None:
    assert [s.headline for s in extract(nlp(text), Article(id="a", text=text))] == [expected]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("KXYZ 6's Ada Quill has the story of the day.", True),
        ("Velmar reports that the dam has burst again.", True),
        ("Good Day Orvel's Ada Quill has more.", False),
        ("In a story on Friday the Courier reported erroneously that the dam had burst.", False),
        ("Ada Jo Quill reports for KXYZ News at 11 p.m. Friday.", False),
    ],
)
def test_who_tells_it_is_no_sentence_of_the_brief(nlp: Language, text: str, printed: bool) -> None:
    (sentence,) = extract(nlp(text), Article(id="a", text=text))
    assert sentence.stands_alone is printed


@pytest.mark.model
@pytest.mark.parametrize(
    ("before", "sentence", "follows"),
    [
        ("Ada Quill spoke to neighbours in Veldt.", "That guard would have retired in May.", False),
        ("A guard was shot at the mill of Veldt.", "That guard would have retired in May.", True),
        ("The mill of Veldt burned to the ground.", "That fire was the third in a year.", True),
    ],
)
def test_that_guard_is_somebody_of_the_sentence_before(before: str, sentence: str, follows: bool, nlp) -> None:
    assert [one.follows for one in found(nlp(f"{before} {sentence}"))][1:] == [follows]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Norva limited the sale of grain on Monday, days after its minister had ruled out such a step.", True),
        ("Norva will limit the sale of grain if such a deal is signed.", False),
        ("Reed said on Monday that he would not.", False),
        ("Reed said on Monday that he would not pay.", True),
        ("The first is a rise in rates so large that nobody doubts it.", False),
        ("The first is the worst of the storms of May.", False),
        ("The first of the two ships sank off Orvel on Monday.", True),
        ("There are three ways out.", False),
        ("There are three ways out of Orvel by road.", True),
        ("Norva and Veldt objected, envoys said.", False),
        ("Norva and Veldt objected to the treaty of Orvel, envoys said.", True),
        ("After that attack Norva closed its border to trucks from Veldt.", False),
        ("After the attack of May Norva closed its border to trucks from Veldt.", True),
    ],
)
def test_such_and_that(nlp: Language, text: str, alone: bool) -> None:
    (one,) = found(nlp(text))
    assert one.stands_alone == alone
