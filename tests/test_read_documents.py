"""PDF, Word documents, mail and mailboxes: what a desk is sent."""

import zipfile
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from briefing.model import Article, Problem
from briefing.read import _markup, read
from briefing.read._columns import Row, joined, paragraphs, title

LEAD = "A ferry with 212 people on board caught fire off Oban on Saturday, the coast guard said."
REST = "All of them were taken off within an hour, and nobody was badly hurt, a spokesman for the coast guard said."
LAST = "The company said that it would not sail again before inspectors had seen the engine room."
WHOLE = f"{LEAD}\n\n{REST}\n\n{LAST}"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*names: str) -> list[str]:
    articles, problems = read(list(names))
    assert articles == []
    return [problem.what for problem in problems]


# --- lines to paragraphs --------------------------------------------------------------------


def rows(*lines: str, page: int = 0, top: float = 700, step: float = 12, x: float = 70, size: float = 10) -> list[Row]:
    """Lines one below the other; ``>`` at the start indents one, an empty one leaves a gap."""
    return [
        Row(text=line.removeprefix(">"), page=page, x=x + 10 * line.startswith(">"), y=top - step * n, size=size)
        for n, line in enumerate(lines)
        if line
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(rows("A ferry burns", "off Oban."), ["A ferry burns off Oban."], id="joined"),
        pytest.param(
            rows("One burns off the", "coast of Islay", "today.", "", "Two sinks."),
            ["One burns off the coast of Islay today.", "Two sinks."],
            id="a gap",
        ),
        pytest.param(
            rows("One burns off the coast today.", "It is small.", ">Two sinks off the coast today."),
            ["One burns off the coast today. It is small.", "Two sinks off the coast today."],
            id="an indent",
        ),
        pytest.param(
            rows(">By Ada Quill", ">One burns off the coast of", "Islay today and sinks there", "at night."),
            ["By Ada Quill", "One burns off the coast of Islay today and sinks there at night."],
            id="an indent after a byline",
        ),
        pytest.param(
            rows("One burns off the coast of Islay.", "It is small.", "Two sinks off the coast of Islay today,"),
            ["One burns off the coast of Islay. It is small.", "Two sinks off the coast of Islay today,"],
            id="a short last line",
        ),
        pytest.param(
            [*rows("Ferry burns", size=20), *rows("One burns off the", "coast today.", top=660)],
            ["Ferry burns", "One burns off the coast today."],
            id="another size",
        ),
        pytest.param(
            [*rows("One burns off the", "coast of Islay and", top=100), *rows("sinks there today.", x=320)],
            ["One burns off the coast of Islay and sinks there today."],
            id="the next column",
        ),
        pytest.param(
            [
                *rows("The Courier 1", top=800), *rows("One burns off the", "coast of Islay and", top=120),
                *rows("1", top=30),
                *rows("The Courier 2", top=800, page=1), *rows("sinks there today.", page=1),
                *rows("2", top=30, page=1),
            ],
            ["One burns off the coast of Islay and sinks there today."],
            id="running heads and page numbers",
        ),
        pytest.param(
            [*rows("One burns off the coast.", "1914 was worse.", "Page 1 of 2", top=90), *rows("Two sinks.", page=1)],
            ["One burns off the coast. 1914 was worse.", "Two sinks."],
            id="a year is no page number",
        ),
        pytest.param([], [], id="nothing"),
    ],
)  # fmt: skip
def test_paragraphs(given: list[Row], expected: list[str]) -> None:
    assert paragraphs(given) == expected


@pytest.mark.parametrize(
    ("left", "right", "known", "expected"),
    [
        ("on Sat-", "urday it burned", "", "on Saturday it burned"),
        ("on Sat‐", "urday it burned", "", "on Saturday it burned"),
        ("on Sat\u00ad", "urday it burned", "", "on Saturday it burned"),
        ("a cease-", "fire held", "the cease-fire held", "a cease-fire held"),
        ("a cease-", "fire held", "the ceasefire and the cease-fire", "a ceasefire held"),
        ("Anglo-", "Dutch talks", "", "Anglo- Dutch talks"),
        ("in 2014-", "2015 it", "", "in 2014- 2015 it"),
        ("it burned", "on Saturday", "", "it burned on Saturday"),
    ],
)
def test_a_word_that_was_broken(left: str, right: str, known: str, expected: str) -> None:
    assert joined(left, right, known) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([*rows("Ferry", "burns", size=20), *rows(*["a line of text"] * 9, top=600)], "Ferry burns"),
        (rows("Ferry burns", "a line of text", "another line of text"), ""),
        ([*rows("F", size=40), *rows(*["a line of text"] * 9, page=1)], "F"),
        ([], ""),
    ],
)
def test_title(given: list[Row], expected: str) -> None:
    assert title(given) == expected


# --- PDF ------------------------------------------------------------------------------------

STYLE = """<style>@page { size: A5; margin: 2cm;
 @top-center { content: 'Northern Courier, 22 November 2026'; font-size: 6pt }
 @bottom-right { content: counter(page); font-size: 6pt } } body { font: 9pt serif; hyphens: auto; text-align: justify }
 .two { columns: 2 } p { margin: 0; text-indent: 1em }</style>"""


def printed(name: str, body: str, head: str = "", **options: Any) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    weasyprint.HTML(string=f'<html lang="en"><head>{STYLE}{head}</head><body>{body}</body></html>').write_pdf(
        name, **options
    )


def test_a_pdf_in_two_columns() -> None:
    texts = [f"Part {n}: {LEAD} {REST}" for n in ("one", "two", "three", "four", "five", "six", "seven", "eight")]
    body = "".join(f"<p>{text}</p>" for text in texts)
    printed("a.pdf", f"<h1>Ferry stops after fire</h1><p>By Ada Quill</p><div class='two'>{body}</div>")
    (found,), problems = read(["a.pdf"])
    assert (found.title, found.text.split("\n\n"), found.path, problems) == (
        "Ferry stops after fire",
        texts,
        "a.pdf",
        [],
    )
    assert found.published is None


def test_a_pdf_whose_title_stands_in_its_metadata() -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in (LEAD, REST))
    printed("a.pdf", paragraphs, "<title>Ferry stops after fire</title>")
    printed("b.pdf", paragraphs, "<title>Microsoft Word - ferry3.doc</title>")
    assert [one.title for one in read(["a.pdf", "b.pdf"])[0]] == ["Ferry stops after fire", ""]


def test_a_pdf_that_cannot_be_read() -> None:
    printed(
        "blank.pdf",
        "<svg width='9' height='9'><rect width='9' height='9'/></svg>",
        "<style>@page { @top-center { content: none }</style>",
    )
    printed("whole.pdf", f"<p>{LEAD}</p><p>{REST}</p>")
    data = Path("whole.pdf").read_bytes()
    Path("half.pdf").write_bytes(data[: len(data) // 2])
    from pypdf import PdfWriter

    locked = PdfWriter(clone_from="whole.pdf")
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write("locked.pdf")
    many = PdfWriter()
    for _ in range(201):
        many.add_blank_page(99, 99)
    many.write("many.pdf")
    assert said("blank.pdf", "half.pdf", "locked.pdf", "many.pdf") == [
        "blank.pdf: no text in the PDF, a scan perhaps; put it through text recognition first",
        "half.pdf: a damaged PDF; save it again, or its text as .txt",
        "locked.pdf: locked with a password; save a copy without one",
        "many.pdf: 201 pages, more than 200; give the pages that count",
    ]


# --- Word -----------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KIND = "application/vnd.openxmlformats"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{KIND}-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{KIND}-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)  # fmt: skip
STYLES = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{inner}</w:p>"


def document(name: str, *paragraphs: str, **parts: str) -> None:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{''.join(paragraphs)}</w:body></w:document>")
        for part, text in parts.items():
            archive.writestr(part, text)


def test_a_word_document() -> None:
    changed = (
        run("A ferry with ")
        + '<w:del w:id="1" w:author="Ada"><w:r><w:delText>210</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2" w:author="Ada">{run("212")}</w:ins>'
        + run(LEAD.removeprefix("A ferry with 212"))
    )
    cell = f"<w:tbl><w:tr><w:tc>{paragraph(run(LAST))}</w:tc></w:tr></w:tbl>"
    document(
        "a.docx", paragraph(run("Ferry stops after fire"), "Title"), paragraph(changed), paragraph(run(REST)), cell
    )
    assert read(["a.docx"]) == (
        [Article(id="A1", title="Ferry stops after fire", text=WHOLE, path="a.docx")],
        [],
    )


def test_a_document_that_cannot_be_read() -> None:
    document("empty.docx", paragraph(run("")))
    document("broken.docx", "<w:p>")
    Path("cut.docx").write_bytes(Path("empty.docx").read_bytes()[:300])
    with zipfile.ZipFile("other.docx", "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    document("bomb.docx", paragraph(run(LEAD)), **{"word/media/a.xml": " " * 201_000_000})
    assert said("bomb.docx", "broken.docx", "cut.docx", "empty.docx", "other.docx") == [
        "bomb.docx: larger than 200 MB when unpacked; save its text as .txt",
        "broken.docx: a damaged Word document; save it again, or its text as .txt",
        "cut.docx: no Word document, or a damaged one; save it again as .docx",
        "empty.docx: no article text in the document; give one with whole sentences",
        "other.docx: a zip archive that is no Word document; save its text as .txt",
    ]


# --- mail -----------------------------------------------------------------------------------


def letter(text: str = WHOLE, markup: str = "", **head: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    named = {"From": "Northern Courier <news@courier.example>", "Subject": "Ferry stops after fire"}
    for name, value in {**named, "Date": "Sun, 22 Nov 2026 06:05:00 +0100", **head}.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if markup and text:
        message.add_alternative(markup, subtype="html")
    elif markup:
        message.set_content(markup, subtype="html")
    return message


MARKUP = (
    '<html><body><div><a href="https://courier.example/view">View in browser</a></div><h1>Ferry stops after fire</h1>'
    + "".join(f"<p>{text}</p>" for text in (LEAD, REST, LAST))
    + '<p><a href="https://courier.example/u">Unsubscribe</a></p></body></html>'
)
EXPECTED = Article(
    id="A1",
    title="Ferry stops after fire",
    outlet="Northern Courier",
    published="2026-11-22T06:05:00+01:00",
    text=WHOLE,
    path="a.eml",
)


@pytest.mark.parametrize(
    "message",
    [letter(), letter("View this in your browser.", MARKUP), letter("", MARKUP), letter(WHOLE, "<html><img></html>")],
    ids=["plain", "both", "html alone", "an empty page"],
)
def test_a_message(message: EmailMessage) -> None:
    Path("a.eml").write_bytes(message.as_bytes())
    assert read(["a.eml"]) == ([EXPECTED], [])


FOOT = "You are receiving this because you signed up.\n\n| Northern Courier, 1 Quay Street, Oban"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"View this email in your browser\n\n{WHOLE}\n\n{FOOT}", WHOLE),
        (f"{WHOLE}\n\n-- \nNorthern Courier", WHOLE),
        (f"{WHOLE}\n\nUnsubscribe: https://courier.example/u", WHOLE),
        (f"{WHOLE}\n\nIf you no longer wish to get these emails, write to us.", WHOLE),
        (
            f"{WHOLE}\n\nYou are receiving aid late, the mayor said.",
            f"{WHOLE}\n\nYou are receiving aid late, the mayor said.",
        ),
        (f"{WHOLE}\n\nThis email was sent to desk@news.example.", WHOLE),
        (f"{LEAD}\n\nThe message was sent at noon.\n\n{REST}", f"{LEAD}\n\nThe message was sent at noon.\n\n{REST}"),
        (f"You received this email from us.\n\n{WHOLE}", WHOLE),
    ],
)
def test_the_foot_of_a_message(text: str, expected: str) -> None:
    Path("a.eml").write_bytes(letter(text).as_bytes())
    assert [one.text for one in read(["a.eml"])[0]] == [expected]


@pytest.mark.parametrize(
    "cell",
    [
        "<tr><td><p>{}</p></td></tr>",
        "<tr><td>{}</td></tr>",
        "<tr><td>{} <a href='https://c.example/1'>Read more</a></td></tr>",
    ],
)
def test_a_message_that_is_laid_out_in_tables(cell: str) -> None:
    cells = "".join(cell.format(text) for text in (LEAD, REST, LAST))
    foot = (
        "<tr><td>You are receiving this because you signed up. <a href='https://c.example/u'>Unsubscribe</a></td></tr>"
    )
    head = "<tr><td><a href='https://c.example/v'>View in browser</a></td></tr><tr><td><h1>Ferry stops</h1></td></tr>"
    inner = f"<table>{head}{cells}{foot}</table>"
    Path("a.eml").write_bytes(
        letter("", f"<html><body><table><tr><td>{inner}</td></tr></table></body></html>").as_bytes()
    )
    assert [one.text for one in read(["a.eml"])[0]] == [WHOLE]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ({"From": "news@courier.example"}, {"outlet": "courier.example"}),
        ({"From": "=?utf-8?q?Caf=C3=A9_Courier?= <news@courier.example>"}, {"outlet": "Café Courier"}),
        ({"Subject": "Fwd: Re: =?utf-8?q?F=C3=A4hre?="}, {"title": "Fähre"}),
        ({"Archived_At": "<https://courier.example/7?utm_source=mail>"}, {"url": "https://courier.example/7"}),
    ],
)
def test_the_head_of_a_message(head: dict[str, str], expected: dict[str, str]) -> None:
    Path("a.eml").write_bytes(letter(**head).as_bytes())
    (found,) = read(["a.eml"])[0]
    assert {name: getattr(found, name) for name in expected} == expected


def test_a_message_in_an_encoding_that_it_does_not_declare() -> None:
    text = "“We saw smoke,” said José Peña – a passenger on the ferry. Nobody was badly hurt, the coast guard said."
    head = b"From: a@b.example\nSubject: Ferry\nDate: no day\nContent-Type: text/plain; charset=no-such\n\n"
    Path("a.eml").write_bytes(head + text.encode("cp1252"))
    (found,) = read(["a.eml"])[0]
    assert (found.text, found.published) == (text, None)


def test_attachments_are_named_and_forwarded_messages_are_read() -> None:
    outer = letter("See below. It is of today.", Subject="Fwd: ferry")
    outer.add_attachment(letter())
    outer.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="ferry.pdf")
    outer.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logo.gif")
    Path("a.eml").write_bytes(outer.as_bytes())
    articles, problems = read(["a.eml"])
    assert [(one.title, one.text) for one in articles] == [
        ("ferry", "See below. It is of today."),
        (EXPECTED.title, WHOLE),
    ]
    assert problems == [
        Problem(article=None, what="a.eml: its attachment ferry.pdf is not read; save it and give the file")
    ]


def test_mail_that_is_none() -> None:
    Path("a.eml").write_text("The ferry left Oban at noon.")
    Path("b.eml").write_bytes(letter("", "<html><img></html>").as_bytes())
    Path("c.mbox").write_text("The ferry left Oban at noon.")
    assert said("a.eml", "b.eml", "c.mbox") == [
        "a.eml: no mail message; save it again as .eml",
        "b.eml: no text in the message; save what it shows as .txt",
        "c.mbox: no mailbox; save its messages as .eml",
    ]


def test_a_mailbox() -> None:
    messages = [letter(WHOLE, Subject="One"), letter(f"{LEAD}\n\nFrom there it drifted west.\n\n{LAST}", Subject="Two")]
    data = [
        b"From news@courier.example Sun Nov 22 06:05:00 2026\n" + m.as_bytes().replace(b"\r\n", b"\n") for m in messages
    ]
    data[1] = data[1].replace(b"\nFrom there", b"\n>From there")
    broken = b"From x Sun Nov 22 06:05:00 2026\n\nno head\n"
    Path("a.mbox").write_bytes(b"\n".join([data[0], broken, data[1]]))
    Path("Inbox").write_bytes(data[0])
    articles, problems = read(["a.mbox"])
    assert [(one.title, one.path) for one in articles] == [("One", "a.mbox"), ("Two", "a.mbox")]
    assert "From there it drifted west." in articles[1].text
    assert [one.what for one in problems] == ["a.mbox, message 2: no mail message; save it again as .eml"]
    assert [one.title for one in read(["Inbox"])[0]] == ["One"]


def test_a_maildir() -> None:
    for name in ("cur", "new", "tmp"):
        Path("box", name).mkdir(parents=True)
    Path("box/cur/1700000000.M1P1.host:2,S").write_bytes(letter(Subject="Old").as_bytes())
    Path("box/new/1700000001.M2P2.host").write_bytes(letter(Subject="New").as_bytes())
    Path("box/tmp/1700000002.M3P3.host").write_bytes(b"half a")
    Path("box/dovecot-uidlist").write_text("3 V1")
    articles, problems = read(["box"])
    assert ([(one.title, one.path) for one in articles], problems) == (
        [("Old", "box/cur/1700000000.M1P1.host:2,S"), ("New", "box/new/1700000001.M2P2.host")],
        [],
    )


# --- pieces of HTML -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One <b>burns</b>.</p><p>Two&nbsp;sinks.</p>", "One burns.\n\nTwo sinks."),
        ("One burns.<br><br>Two sinks.", "One burns.\n\nTwo sinks."),
        ("<div>One<script>two()</script><style>p {}</style></div>", "One"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("plain text\n\nand more", "plain text\n\nand more"),
        ("Smith &amp; Sons", "Smith & Sons"),
        ("a <!-- hidden --> b", "a b"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_markup(markup: str, expected: str) -> None:
    assert _markup.text(markup) == expected
