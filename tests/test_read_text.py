"""Plain text and Markdown: furniture cut, and what it tells kept."""

import io

import pytest

from briefing.model import Article
from briefing.read._given import Given
from briefing.read._page import Page, page, published
from briefing.read.text import articles, header, plain

LEAD = "The ferry to Islay caught fire on Friday with 212 people on board, the coast guard said."
NEXT = "All of them were taken off within an hour, and nobody was badly hurt."


def text(*rows: str) -> str:
    return "\n\n".join(rows)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(text(LEAD, NEXT), Page(text=text(LEAD, NEXT)), id="nothing to cut"),
        pytest.param(
            text("Ferry stops after fire", "All on board taken off safely", LEAD, NEXT),
            Page(title="Ferry stops after fire", text=text(LEAD, NEXT)),
            id="title and deck",
        ),
        pytest.param(
            text("Why did the ferry burn?", LEAD, NEXT),
            Page(title="Why did the ferry burn?", text=text(LEAD, NEXT)),
            id="a title may ask",
        ),
        pytest.param(
            text("Ferry stops", "The ferry at dusk on Friday", "The ferry at dusk on Friday", LEAD, NEXT),
            Page(title="Ferry stops", text=text(LEAD, NEXT)),
            id="a caption twice",
        ),
        pytest.param(
            text("Ferry stops", "The ferry burns. Photograph: Ada Quill/EPA", LEAD, "READ SOME MORE", NEXT),
            Page(title="Ferry stops", text=text(LEAD, NEXT)),
            id="a caption with its credit, and a control",
        ),
        pytest.param(
            text(NEXT, "Share story", LEAD, NEXT),
            Page(text=text(LEAD, NEXT)),
            id="a pull-quote that comes again",
        ),
        pytest.param(
            text("It began with a smell of oil.", "OBAN, Scotland — " + LEAD, NEXT),
            Page(text=text(LEAD, NEXT)),
            id="what stands above the dateline is a deck",
        ),
        pytest.param(
            text("OBAN, May 3, 2024 (Reuters) - " + LEAD, NEXT),
            Page(text=text(LEAD, NEXT), agency="Reuters", published="2024-05-03"),
            id="a dateline with agency and date",
        ),
        pytest.param(
            text("OBAN, May 3 (AP) — " + LEAD, NEXT),
            Page(text=text(LEAD, NEXT), agency="Associated Press"),
            id="a dateline without a year gives no date",
        ),
        pytest.param(
            text(LEAD, NEXT + "Guardian service"),
            Page(text=text(LEAD, NEXT), agency="Guardian"),
            id="an agency glued to the end",
        ),
        pytest.param(
            text(LEAD, NEXT, "Continental News Agency"),
            Page(text=text(LEAD, NEXT), agency="Continental News Agency"),
            id="an agency on a line of its own",
        ),
        pytest.param(
            text(
                "Ferry stops",
                "By Ada Quill in Oban",
                "Updated 5 May 2024",
                "Published 3 May 2024, 6.05 pm BST",
                LEAD,
                NEXT,
            ),
            Page(title="Ferry stops", text=text(LEAD, NEXT), published="2024-05-03T18:05:00+01:00"),
            id="byline and times",
        ),
        pytest.param(
            text("Ferry stops", "Harbour Times, late edition, 3 May 2024", LEAD, NEXT),
            Page(title="Ferry stops", outlet="Harbour Times", text=text(LEAD, NEXT), published="2024-05-03"),
            id="an imprint",
        ),
        pytest.param(
            text("Ferry stops", "Friday, May 3, 2024", LEAD, "What happens next", NEXT),
            Page(title="Ferry stops", text=text(LEAD, NEXT), published="2024-05-03"),
            id="a date on its own, and a heading",
        ),
        pytest.param(
            text(LEAD, "The dead are:", "- Ann Ward, 40", "- Tom Reed, 51", NEXT),
            Page(text=text(LEAD, "The dead are:", "- Ann Ward, 40", "- Tom Reed, 51", NEXT)),
            id="a list stays",
        ),
        pytest.param(
            text("no full stops here", "and none here", "nor here"),
            Page(text=text("no full stops here", "and none here", "nor here")),
            id="a text without full stops stays",
        ),
        pytest.param(
            "Ferry stops\n\nThe ferry to Islay caught fire on Friday with 212 people on\nboard, "
            "the coast guard said.\n\n"
            "All of them were taken off within an\nhour, and nobody was badly hurt.\n",
            Page(title="Ferry stops", text=text(LEAD, NEXT)),
            id="lines broken by hand",
        ),
        pytest.param(f"{LEAD}\n{NEXT}\n", Page(text=text(LEAD, NEXT)), id="one paragraph a line"),
        pytest.param("Ferry\u00ad\u200b stops\r", Page(text="Ferry stops"), id="marks that nobody sees"),
        pytest.param("", Page(text=""), id="empty"),
        pytest.param("READ MORE\n\nShare story", Page(text=""), id="furniture alone"),
    ],
)
def test_page(raw: str, expected: Page) -> None:
    assert page(raw) == expected


def test_the_outlet_itself_is_no_agency() -> None:
    raw = text("OBAN (Harbour Times) — " + LEAD, NEXT)
    assert page(raw, outlet="Harbour Times").agency is None
    assert page(raw).agency == "Harbour Times"


@pytest.mark.parametrize(
    ("told", "line", "expected"),
    [
        (["Published 3 May 2024"], "", "2024-05-03"),
        (["Last updated: 4 May 2024", "First published: 3 May 2024"], "", "2024-05-03"),
        (["Last updated: 4 May 2024"], "", "2024-05-04"),
        (["Published 3 May 2024 12:30 am EDT"], "", "2024-05-03T00:30:00-04:00"),
        (["Published 3 May 2024 12.30"], "", "2024-05-03"),
        (["Published 3 May 2024 at 29:30 GMT"], "", "2024-05-03"),
        (["Published on Friday"], "", None),
        (["Published 03/04/2024"], "", None),
        ([], "OBAN, May 3, 2024 — ", "2024-05-03"),
        ([], "OBAN, May 3 — ", None),
        ([], "", None),
    ],
)
def test_published(told: list[str], line: str, expected: str | None) -> None:
    assert published(told, line) == expected


@pytest.mark.parametrize(
    ("raw", "fields", "rest"),
    [
        ("Title: Ferry stops\nOutlet: Courier\n\nText.", {"title": "Ferry stops", "outlet": "Courier"}, "\nText."),
        ('---\ntitle: "Ferry stops"\n---\nText.', {"title": "Ferry stops"}, "Text."),
        ("Source: a clerk.\n\nText.", {}, "Source: a clerk.\n\nText."),
        ("---\nno field\n---\nText.", {}, "---\nno field\n---\nText."),
        (
            "Title: Ferry stops\nDate: 3 May 2024\nText.",
            {"title": "Ferry stops", "published": ""},
            "Published 3 May 2024\nText.",
        ),
    ],
)
def test_header(raw: str, fields: dict[str, str], rest: str) -> None:
    assert header(raw) == (fields, rest)


def test_a_file_with_a_header() -> None:
    raw = f"Title: Ferry stops\nSource: Courier\nDate: 3 May 2024\nURL: https://courier.example/7\n\n{LEAD}\n\n{NEXT}"
    assert list(articles(raw, Given(origin="a.txt", file=io.BytesIO()))) == [
        Article(
            id="",
            title="Ferry stops",
            outlet="Courier",
            published="2024-05-03",
            url="https://courier.example/7",
            path="a.txt",
            text=text(LEAD, NEXT),
        )
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("# Ferry stops", "Ferry stops"),
        ("A **bold** and an *odd* _word_.", "A bold and an odd word."),
        ("[the report](https://a.example) of ![a ferry](b.png)May", "the report of May"),
        ("> quoted\n> twice", "quoted\ntwice"),
        ("one\n\n* * *\n\ntwo", "one\n\n\n\ntwo"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"1\. not a list", "1. not a list"),
    ],
)
def test_markdown_without_its_marks(raw: str, expected: str) -> None:
    assert plain(raw) == expected
