"""Page furniture: what goes, and above all what must stay."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.furniture import DATELINE, agency, credit, is_furniture, mask, repeats, spans

GOES = [
    "READ SOME MORE",
    "Read more: How the lock was built",
    "Share story",
    "About Castell Foods: Castell runs 22 mills and employs 3,100 people.",
    "This is a summary of what was said by the spokeswoman, Ann Lind, to whom quoted text may be attributed.",
    "Share this article",
    "Read or Share this story: http://news.example/2abc",
    "Twitter",
    "Advertisement",
    "Story continues below advertisement",
    "Please enable Javascript to watch this video",
    "RELATED: Three boats lost in one night",
    "[RELATED: Three boats lost in one night]",
    "Most read",
    "More from the harbour",
    "Sign up for the Courier's morning letter",
    "Follow the Courier on Twitter",
    "Photo: Ada Quill/Courier",
    "(Photo: Courier archive)",
    "Image 3 of 12",
    "© 2024 Northern Courier Ltd. All rights reserved.",
    "(Copyright 2024 The Courier. All rights reserved. This material may not be copied.)",
    "All rights reserved",
    "(TM and © Copyright 2024 KXYZ Radio Inc. Used under license. All Rights Reserved. This may not be copied.)",
    "Watch Ada Quill’s report on the ferry",
    "(Reporting by Ada Quill in Oban; Editing by Tom Reed)",
    "Additional reporting by Ada Quill",
    "By Ada Quill",
    "By Ada Quill and Tom Reed in Port Ellen",
    "By the Courier staff",
    "Published 3 May 2024",
    "Last updated: Friday, May 3, 2024 at 10:15 GMT",
    "3 May 2024 Last updated at 10:15 GMT",
    "Posted 3 hours ago",
    "Ada Quill contributed to this report.",
    "The Associated Press contributed to this story.",
    "Guardian service",
    "AFP",
    "Continental News Agency",
    "Courier staff and agencies",
    "quill@courier.example",
    "https://courier.example/2024/05/ferry",
    "Anyone with information about the fire is asked to call the Orlin police at 555-0100.",
    "Police ask anyone who saw the boat to contact Sgt. Quill or the tip line.",
    "If you have any information about the fire, call the Orlin police.",
    "A GoFundMe account has been set up for the crew.",
    "Staff writer Ada Quill covers the port and can be reached at 555-0100.",
    "Ada Quill for Orlin Daily News Divers look at the bow of the ferry.",
    "Fire in the mill. Stay away from the quay. — Orlin Police (@orlinpolice) May 3, 2024",
    "* * *",
    ".image-wrap {",
    "Ada Quill has the latest.",
    "Courier reporter Ada Quill contributed.",
    "Ada Quill has emotional reaction from the island.",
    "Country: Albania Algeria Andorra Angola Argentina Armenia Australia",
    "Albania, Algeria, Antigua and Barbuda, Saudi Arabia, United States, Yemen, Zambia",
]

STAYS = [
    "Read more books, the minister told the pupils of Oban.",
    "Related charges against two officers were dropped on Monday.",
    "Popular anger has grown since the ferry sank.",
    "More on the island are sick than doctors can treat.",
    "Published reports that the mine had closed were wrong.",
    "Published in May by the ministry, the list names forty firms.",
    "Updated figures showed that 12 people had died.",
    "On 3 May 2024 updated figures showed that 12 people had died.",
    "Posted on Sunday, the video shows a soldier beating a man.",
    "By Christmas the town had fallen.",
    "By Monday evening, 300 people had been taken off the island.",
    "Share prices in Oslo fell by a tenth.",
    "Photographs of the ship were shown to the court.",
    "The picture: nobody knows who fired first.",
    "Copyright was the reason that the court gave.",
    "Reuters reported that the pilot had survived.",
    "The Associated Press said its reporter had been freed.",
    "The secret service",
    "He said no.",
    "Ada Quill has more money than her brother.",
    "Ada Quill has the latest boat of the coast and sails it alone.",
    "France, Germany, Italy, Spain, Poland and Sweden signed.",
    "Medals for divers of France, Germany, Italy, Spain, Poland, Sweden and five other teams",
    "“We will rebuild it,” she said.",
    "12 people were hurt.",
    "About 40 people were hurt: nobody knows how.",
    "About half of Norvan voters, the board said: too few.",
    "Advertisement spending rose by a fifth last year.",
    "Sign of progress: both sides have agreed to meet.",
    "Anyone with information on the flights was told to keep silent.",
    "Those who saw the boat say it was burning.",
    "Watch towers along the coast gave no report.",
    "She contributed to this report a chapter of her own on the floods.",
]


@pytest.mark.parametrize("line", GOES)
def test_goes(line: str) -> None:
    assert is_furniture(line) is True


@pytest.mark.parametrize("line", STAYS)
def test_stays(line: str) -> None:
    assert is_furniture(line) is False
    assert credit(line) is None


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("BEIRUT — The army advanced.", "The army advanced."),
        ("PORT ELLEN, Scotland (AP) — A ferry burned.", "A ferry burned."),
        ("OBAN, May 3 (Reuters) - A ferry burned.", "A ferry burned."),
        ("OBAN, 3 May 2024 (AFP) -- A ferry burned.", "A ferry burned."),
        ("Oban, Scotland (KQED News) - A ferry burned.", "A ferry burned."),
        ("(Reuters) - A ferry burned.", "A ferry burned."),
        ("Orvel-Nord, 14 January 2026 - Castell regrets the loss.", "Castell regrets the loss."),
        ("On Monday, 14 January 2026 - The day of the fire.", None),
        ("UPDATE: OBAN (KXYZ)--Two are hurt.", "Two are hurt."),
        ("MOSCOW — “We fired,” he said.", "“We fired,” he said."),
        ("AMMAN — al-Hadi left the town.", "al-Hadi left the town."),
        ("NATO — which has 32 members — met.", None),
        ("Dr. Lee (pictured) — a chemist — spoke.", None),
        ("Ann Ward (D-Ohio) — Announced in March.", None),
        ("The army — or what is left of it — advanced.", None),
        ("IS - Islamic State - was named.", "Islamic State - was named."),
    ],
)
def test_dateline(line: str, rest: str | None) -> None:
    found = DATELINE.match(line)
    assert (line[found.end() :] if found else None) == rest


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("10:40 The fire is out.", "The fire is out."),
        ("09:15 GMT: Three are hurt.", "Three are hurt."),
        ("10:40 was the hour.", "10:40 was the hour."),
    ],
)
def test_the_time_of_an_entry_of_a_live_report_goes(line: str, left: str) -> None:
    assert mask(line).strip() == left


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("A ferry burns off Oban on Friday. Photograph: Ada Quill/EPA", ""),
        ("A ferry burns off Oban on Friday. (Ada Quill/Courier)", ""),
        ("A ferry burns off Oban on Friday. (Source: KXYZ News)", ""),
        ("A ferry burns off Oban on Friday. REUTERS/Ada Quill", ""),
        ("A ferry burns off Oban on Friday. Reuters/Ada Quill", ""),
        ("Smoke over Oban. Photo by Ada Quill", ""),
        ("He was 40 (and his wife 38).", "He was 40 (and his wife 38)."),
    ],
)
def test_caption(line: str, kept: str) -> None:
    end = credit(line)
    assert (line if end is None else line[:end]) == kept


def test_a_long_paragraph_keeps_its_text_and_loses_the_credit() -> None:
    line = "The crew of the ferry said that they had seen smoke. " * 9
    assert credit(line + "(Photo: Ada Quill)") == len(line) - 1


@pytest.mark.parametrize(
    ("rows", "gone"),
    [
        # a caption twice in a row goes altogether
        (["A ferry burns off the coast.", "A ferry burns off the coast.", "It sank.", "Nobody died."], {0, 1}),
        # of a line that comes again, the last stays
        (["The harbour will stay shut until May.", "It is cold.", "The harbour will stay shut until May."], {0}),
        # a pull-quote goes for the paragraph that holds it, before or after
        (
            ["“We saw smoke and then we ran”", "“We saw smoke and then we ran,” said Tom Reed, a passenger."],
            {0},
        ),
        (["He said we saw smoke and then we ran, all of us.", "We saw smoke and then we ran"], {1}),
        # what is short may well be said twice
        (["No.", "He was 40.", "No.", "He was 40."], set()),
        # an accident that doubled all lines is no pair of captions
        (
            [row for row in ("The first thing he said was no.", "Then the second thing he said was yes.",
                             "The third thing he said was perhaps.") for _ in (0, 1)],
            {0, 2, 4},
        ),
        # a caption that repeats a sentence of the article is not where that sentence lives
        (
            ["All of the crew had left by noon.", "All of the crew had left by noon. Photograph: Ada Quill"],
            set(),
        ),
    ],
)  # fmt: skip
def test_repeats(rows: list[str], gone: set[int]) -> None:
    assert repeats(rows) == gone


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Reuters", "Reuters"),
        ("(AFP)", None),
        ("— AP", "Associated Press"),
        ("Bloomberg News", "Bloomberg"),
        ("Reuters said so", None),
    ],
)
def test_agency(line: str, name: str | None) -> None:
    assert agency(line) == name


def test_mask_blanks_and_moves_nothing() -> None:
    text = "OBAN (AP) — A ferry burned.\n\nShare story\n\nNobody died."
    assert mask(text) == " " * 12 + "A ferry burned.\n\n           \n\nNobody died."


@given(st.text(alphabet=st.sampled_from("aB .\n(—:/“”©Photo1"), max_size=300))
def test_mask_keeps_length_and_line_breaks(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, masked, strict=True))
    assert [i for i, c in enumerate(masked) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_spans_are_in_order_and_apart(text: str) -> None:
    at = 0
    for start, end in spans(text):
        assert at <= start <= end <= len(text)
        at = end


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "A B " * 50_000,
        "(" * 100_000,
        "Published 1" + " a.m" * 40_000 + "!",
        "Copyright, " * 20_000,
        "\n".join(["one two three four five six " + str(n) for n in range(20_000)]),
        "\n".join(["The same line of words stands here again."] * 20_000),
        "BEIRUT, " * 20_000,
    ],
    ids=["one word", "names", "brackets", "stamp", "rights", "alike", "same", "places"],
)
def test_mask_is_linear(text: str) -> None:
    start = time.process_time()
    mask(text)
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("OBAN-SUR-MER: Delegations arrived.", "Delegations arrived."),
        ("NEW OBAN: The mayor spoke.", "The mayor spoke."),
        ("NHB: Launch put off.", "NHB: Launch put off."),
        ("A talk.\nANN REED: Thank you.", "A talk.\nANN REED: Thank you."),
    ],
)
def test_a_dateline_with_a_colon_opens_an_article(text: str, kept: str) -> None:
    assert mask(text).strip() == kept
