"""Claims and the sentences that reject them, in sentences of our own."""

import pytest
from spacy.language import Language

from briefing.extract.denials import extract
from briefing.model import Article


def found(nlp: Language, text: str) -> list[tuple[str, str, str | None, str | None]]:
    rows = extract(nlp(text), Article(id="a", text=text))
    return [
        (d.claim.text, d.denial.text, d.claimed_by and d.claimed_by.name, d.denied_by and d.denied_by.name)
        for d in rows
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("claim", "denial", "by"),
    [
        ("The union said the owner had been warned.", "The owner rejected the accusation.", "The owner"),
        ("The union blamed the owner for the leak.", "The owner denied this.", "The owner"),
        ("Divers said the hull was torn.", "The ministry said reports of damage were false.", "The ministry"),
        ("The guard said the boy ran.", "Guests say the guard's account is wrong.", "Guests"),
        ("Velmar says an agency of Usk was behind the blast.", "Usk has always denied involvement.", "Usk"),
        ("The group says at least 54 people have died.", "The ministry rejected the figure.", "The ministry"),
        ("Tovia said it had killed 19 guards.", "Rakhan called the Tovian figure a fantasy.", "Rakhan"),
        ("Rebels said the army had lost forty soldiers.", "The army denied that it had lost soldiers.", "The army"),
    ],
)
def test_a_claim_and_who_rejects_it(nlp: Language, claim: str, denial: str, by: str) -> None:
    ((before, after, _, denier),) = found(nlp, f"{claim} {denial}")
    assert (before, after, denier) == (claim, denial, by)


@pytest.mark.model
@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("The two clerks are suspected of arson.", "They deny the accusation."),
        ("Ann Reed was charged with arson.", "She denies the charge."),
    ],
)
def test_who_is_accused_answers_it(nlp: Language, claim: str, denial: str) -> None:
    """What leans is told with the sentence before it."""
    ((before, after, _, _),) = found(nlp, f"{claim} {denial}")
    assert (before, after) == (claim, f"{claim} {denial}")


@pytest.mark.model
@pytest.mark.parametrize(
    ("denial", "claim", "who"),
    [
        ("The army denied that civilians had been hit.", "Villagers said shells had hit a school.", "Villagers"),
        (
            "The ministry denied that soldiers had fired on the crowd.",
            "Witnesses said troops opened fire.",
            "Witnesses",
        ),
        ("The bank denied that it was warned.", "Carl Ask said he warned the bank twice.", "Carl Ask"),
    ],
)
def test_a_denial_that_stands_before_its_claim(nlp: Language, denial: str, claim: str, who: str) -> None:
    ((before, after, source, _),) = found(nlp, f"{denial} {claim}")
    assert (before, after, source) == (claim, denial, who)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "claim", "by"),
    [
        (
            "Two officials said that a ransom was paid. Both spoke on condition of anonymity. The governor said the "
            "reports were false.",
            "Two officials said that a ransom was paid.",
            "The governor",
        ),
        (
            "The board has blamed the attack on Rakhan. Rakhan's embassy called the allegation “baseless”.",
            "The board has blamed the attack on Rakhan.",
            "Rakhan's embassy",
        ),
        (
            "The strike has halted all work, drivers said. The union said that not one crane was moving. The port "
            "denied that, saying that two of the twelve berths were working.",
            "The union said that not one crane was moving.",
            "The port",
        ),
        (
            "Ann Lind denied that the firm had paid a ransom, after the Courier reported that it had sent $5 million.",
            "the Courier reported that it had sent $5 million",
            "Ann Lind",
        ),
        (
            "Shells fell in Orvel, a clerk said. Norva accused Rakhan of firing 40 shells; Rakhan denied it.",
            "Norva accused Rakhan of firing 40 shells",
            "Rakhan",
        ),
        (
            "Ann Lind knew of it, she said. Alpina denied a report by the Ledger that it had offered one euro.",
            "a report by the Ledger that it had offered one euro",
            "Alpina",
        ),
        (
            "Two clerks said they knew the men. “I worked with one of them,” said one, a baker. The army rejected the "
            "accounts.",
            "Two clerks said they knew the men. “I worked with one of them,” said one, a baker.",
            "The army",
        ),
    ],
)
def test_whose_claim_a_denial_answers(nlp: Language, text: str, claim: str, by: str) -> None:
    """Not how its sources spoke; and what was reported before, in the sentence itself."""
    assert [(row[0].rstrip("."), row[3]) for row in found(nlp, text)] == [(claim.rstrip("."), by)]


@pytest.mark.model
def test_a_denial_that_points_back_brings_the_one_before_it(nlp: Language) -> None:
    text = "The union said it had told the managers. The firm denied it was warned. “That is untrue,” Ann Lind said."
    ((claim, denial, _, _),) = found(nlp, text)
    assert (claim, denial) == (text[: text.index(" The firm")], text[text.index("The firm") :])


@pytest.mark.model
def test_a_denial_answers_who_accuses_and_not_what_was_said_before(nlp: Language) -> None:
    text = "The union said its men had walked out. The line accused the union of walking out of the talks."
    ((claim, _, source, _),) = found(nlp, f"{text} Osten denied that it had walked out.")
    assert (claim, source) == ("The line accused the union of walking out of the talks.", "The line")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Nurses told the maker in May that a patient was ill, but the clinic went on. His son said none called. "
            "The maker rejected the account, saying the clinic had not spoken of a link.",
            "Nurses told the maker in May that a patient was ill, but the clinic went on.",
        ),
        (
            "The monitors said the bomb came from the east. The monitors do not say who fired it. "
            "The ministry rejected the findings.",
            "The monitors said the bomb came from the east.",
        ),
    ],
)
def test_a_denial_answers_what_its_reasons_speak_of_and_who_says_something(
    nlp: Language, text: str, claim: str
) -> None:
    assert [row[0] for row in found(nlp, text)] == [claim]


@pytest.mark.model
@pytest.mark.parametrize(
    ("claim", "rest", "by"),
    [
        ("A union said that a downed line started the fire", ", which the company disputes.", "the company"),
        ("The club said 20 marchers were hurt", ", a figure the ministry has disputed.", "the ministry"),
        ("Velmar backs the rebels", ", an accusation its government has strongly rejected.", "its government"),
    ],
)
def test_a_claim_that_its_own_sentence_denies(nlp: Language, claim: str, rest: str, by: str) -> None:
    ((before, after, _, denier),) = found(nlp, claim + rest)
    assert (before, after, denier) == (claim, claim + rest, by)


@pytest.mark.model
def test_a_claim_that_points_back_brings_the_sentence_before_it(nlp: Language) -> None:
    text = "The union published three letters. They prove that the owner knew, it said. The owner rejected the claim."
    assert [row[0] for row in found(nlp, text)] == [text.split(" The owner rejected")[0]]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The army denied that it had shelled the town. The army said it had shelled a hill.",
        "The army denied that it had shelled the town. The mayor said the school would open.",
        "The union made an offer. The owner rejected the offer.",
        "The army said 29 pupils were held. The mayor said the number he had given on Monday was wrong.",
        "The club had a coach. The owner dismissed the coach.",
        "The owner said the hall was safe. The owner denied that it was unsafe.",
        "It rained all week. The traveller was denied entry.",
        "The owner denied the accusation.",
        "The union said the owner lied. The lawyer argued that a judge should dismiss the charges.",
        "The council opened an inquiry into Ann Reed's allegations. The owner denied the allegations.",
        "The firm offered more, which the union rejected.",
        "The minister will fly to Orvel, the ministry said. The president has denied that the vote was rigged.",
        "The union said the sailors were taken to the Velmar capital. "
        "The state has called a meeting, as it denies that the sailors were in British waters.",
        "The union said he knew. Would the owner deny it?",
        "The state said the arguments had been made and ruled on. The judge denied both motions.",
        "The clinic said a guard hurt by the plane had died. He was 44. The firm denied that the plane was heavy.",
        # What she calls nonsense is what she has just told of, not what the scholars wrote.
        "The board wrote that it welcomes him. “He says it is fair,” said Ann Reed. “This is nonsense,” said Reed.",
        "The boy was taken to the clinic but died. Guests say that the guard's account is wrong.",
        "“I am tired and will go,” said Ann Reed. Many reject the allegation that Ole Lund pointed a gun at guards.",
    ],
)
def test_what_rejects_no_claim_of_another(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "In a report, Gray Harbour said Nordlink had booked sales that do not exist. Gray Harbour stands to gain "
            "if the shares fall. Nordlink called the report false and said it would sue.",
            "In a report, Gray Harbour said Nordlink had booked sales that do not exist.",
        ),
        (
            "Norva said Veldt was behind the raid on the port. “The note was a mask,” Ann Lind said. "
            "Veldt denied the accusation.",
            "Norva said Veldt was behind the raid on the port.",
        ),
        (
            "The miners' union said it had told the firm about water in the tunnel. "
            "The firm said it had received no such report.",
            "The miners' union said it had told the firm about water in the tunnel.",
        ),
        ("The tunnel held water. The firm said it had received no such report.", None),
        (
            "The toll rose to 37. The league said that 12 of the dead had been shot, an allegation that the army "
            "spokesman, Jo Lind, called “a fabrication”.",
            "The league said that 12 of the dead had been shot",
        ),
    ],
)
def test_a_denial_answers_what_somebody_says(nlp: Language, text: str, claim: str | None) -> None:
    assert [row[0] for row in found(nlp, text)] == ([claim] if claim else [])
