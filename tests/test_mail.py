"""Messages: structure and headers compared whole, what cannot break them, what comes back out of them."""

import email
import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config import Mail
from briefing.errors import UsageError
from briefing.mail import Heads, address, compose, list_id, message_id, unsubscribe, wrapped
from briefing.model import Changes
from briefing.plaintext import printable
from briefing.templating import Template
from tests.briefs import empty, long, ordinary

MAIL = Mail(sender="Desk <desk@example.org>")
HEADS = Heads(
    message_id="<tarsk.2.0123@example.org>", time=datetime(2026, 3, 5, 6, 0, tzinfo=UTC), day=date(2026, 3, 5)
)
PDF = ("2026-03-05-tarsk.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40)


def message(raw: bytes) -> EmailMessage:
    found = email.message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def text(raw: bytes, kind: str = "plain") -> str:
    body = message(raw).get_body((kind,))
    assert body is not None
    return str(body.get_content())


def structure(part: EmailMessage) -> object:
    kind = part.get_content_type()
    return (kind, [structure(one) for one in part.iter_parts()]) if part.is_multipart() else kind  # type: ignore[arg-type]


def sound(raw: bytes) -> None:
    """What every server takes: ASCII, CR LF, lines within bounds, no defect for a parser to find."""
    assert raw.isascii()
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", raw) is None
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    parsed = message(raw)
    for part in parsed.walk():
        assert part.defects == []
        assert [header.defects for header in part.values() if hasattr(header, "defects") and header.defects] == []


# --- structure and headers --------------------------------------------------------------------


def test_the_whole_structure() -> None:
    raw = compose(ordinary(), Template(), MAIL, HEADS, pdf=PDF)
    sound(raw)
    assert structure(message(raw)) == (
        "multipart/mixed",
        [
            ("multipart/alternative", ["text/plain", ("multipart/related", ["text/html"])]),
            "application/pdf",
        ],
    )
    (attached,) = message(raw).iter_attachments()
    assert attached.get_filename() == PDF[0]
    assert attached["Content-Disposition"].content_disposition == "attachment"
    assert hashlib.sha256(attached.get_content()).digest() == hashlib.sha256(PDF[1]).digest()


def test_all_headers() -> None:
    mail = replace(MAIL, reply_to="editors@example.org", unsubscribe="stop@example.org")
    heads = replace(HEADS, corrects=("<tarsk.1.abc@example.org>", date(2026, 3, 4)))
    found = message(compose(ordinary(), Template(), mail, heads, pdf=PDF))
    boundary = found.get_boundary()
    assert found.items() == [
        ("Date", "Thu, 05 Mar 2026 06:00:00 +0000"),
        ("From", "Desk <desk@example.org>"),
        ("Reply-To", "editors@example.org"),
        ("To", "undisclosed-recipients:;"),
        ("Subject", "Correction: Orlin dam bursts above Sorn, 5 March 2026"),
        ("Message-ID", "<tarsk.2.0123@example.org>"),
        ("In-Reply-To", "<tarsk.1.abc@example.org>"),
        ("References", "<tarsk.1.abc@example.org>"),
        ("List-Id", "<tarsk-valley.briefing.example.org>"),
        ("List-Unsubscribe", "<mailto:stop@example.org?subject=unsubscribe>"),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/mixed; boundary="{boundary}"'),
    ]


def test_nothing_is_a_reply_or_to_be_left_that_need_not_be() -> None:
    found = message(compose(ordinary(), Template(), MAIL, HEADS))
    assert {"In-Reply-To", "References", "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post"} & set(found) == set()


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert compose(ordinary(), Template(), MAIL, HEADS, pdf=PDF) == compose(
        ordinary(), Template(), MAIL, HEADS, pdf=PDF
    )


def test_an_edition_without_a_pdf_has_no_attachment() -> None:
    raw = compose(ordinary(), Template(), MAIL, HEADS)
    assert structure(message(raw)) == (
        "multipart/mixed",
        [("multipart/alternative", ["text/plain", ("multipart/related", ["text/html"])])],
    )
    assert "is attached" not in text(raw) + text(raw, "html")


def test_a_test_says_so() -> None:
    found = message(compose(ordinary(), Template(), MAIL, replace(HEADS, test=True)))
    assert found["Subject"] == "[Test] Orlin dam bursts above Sorn, 5 March 2026"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("port", 3, "2026-03-05"), ("port", 4, "2026-03-05")),
        (("port", 3, "2026-03-05"), ("fort", 3, "2026-03-05")),
        (("port", 3, "2026-03-05"), ("port", 3, "2026-03-06")),
    ],
)
def test_an_id_belongs_to_one_edition(one: tuple[str, int, str], other: tuple[str, int, str]) -> None:
    assert message_id(MAIL, *one) == message_id(MAIL, *one) != message_id(MAIL, *other)
    assert re.fullmatch(r"<port\.3\.[0-9a-f]{20}@example\.org>", message_id(MAIL, *one))


def test_an_id_of_a_situation_in_another_script() -> None:
    assert re.fullmatch(r"<brief\.1\.[0-9a-f]{20}@example\.org>", message_id(MAIL, "Порт", 1, ""))


# --- text ---------------------------------------------------------------------------------------


def test_the_text_says_first_what_changed() -> None:
    lines = text(compose(ordinary(), Template(), MAIL, HEADS, pdf=PDF)).splitlines()
    assert lines[:5] == [
        "Orlin dam bursts above Sorn",
        "Edition 2 of Tarsk valley · Information up to 4 March 2026, 19:05 UTC",
        "",
        "CHANGED SINCE THE LAST EDITION",
        "",
    ]
    assert lines[5].startswith("- New: The union of dam workers said")
    assert [line for line in lines if line.startswith("- Revised: was 9 people killed, now at least 14 people killed")]
    assert [line for line in lines if line.startswith("- Withdrawn: A second dam at Upper Sorn is in danger.")]
    assert lines[-5:] == [
        "-- ",
        "The whole brief is attached: 2026-03-05-tarsk.pdf, with where the",
        "reports differ, actors, quotations, timeline, what to watch",
        "Extracted automatically; no language model wrote this.",
        "Marks such as [A1 ¶2] name the article and its paragraph.",
    ]


def test_the_text_of_a_first_edition_opens_with_the_bottom_line() -> None:
    lines = text(compose(replace(ordinary(), changes=None), Template(), MAIL, HEADS)).splitlines()
    assert lines[3:6] == [
        "BOTTOM LINE",
        "",
        "The Orlin dam gave way on Tuesday night after nine days of rain, sending",
    ]


def test_several_situations_have_a_part_each() -> None:
    made = compose(long(), Template(), MAIL, HEADS)
    lines = text(made).splitlines()
    heads = [lines.index(head) for head in ("ORLIN DAM", "COASTAL FERRY STRIKE", "OPEN QUESTIONS")]
    begin = {line.partition(".")[0]: n for n, line in enumerate(lines) if re.match(r"\d+\. ", line)}
    first, last_of_dam, first_of_ferry, last = (begin[number] for number in ("1", "18", "19", "30"))
    assert heads[0] < first < last_of_dam < heads[1] < first_of_ferry < last < heads[2]
    assert "KEY FIGURES" not in lines
    titles = re.findall(r"<h2[^>]*>([^<]*)</h2>", text(made, "html"))
    at = titles.index("Orlin dam")
    assert titles[at : at + 3] == ["Orlin dam", "Coastal ferry strike", "Open questions"]


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_nothing_new_and_nothing_at_all_are_said(kind: str) -> None:
    assert "Nothing new" in text(compose(replace(ordinary(), changes=Changes()), Template(), MAIL, HEADS), kind)
    assert "There were no articles to report on." in text(compose(empty(), Template(), MAIL, HEADS), kind)


def test_the_html_asks_for_nothing_and_needs_no_style_sheet() -> None:
    page = text(compose(ordinary(), Template(), MAIL, HEADS, pdf=PDF), "html")
    assert re.findall(r"<(?:link|script|img|style|iframe|object)|url\(|@import|src=", page) == []
    assert set(re.findall(r'href="([^"]*)"', page)) == {
        "https://courier.example/2026/orlin-dam",
        "https://ncradio.example/news/4711?part=2&amp;view=full",
        "https://post.example/vna/orlin",
    }
    # Word sets Outlook's mails: it knows tables, and neither flex, grid, floats nor positions.
    assert re.findall(r"flex|grid|float:|position:|class=", page) == []


def test_markup_of_an_article_is_text_in_the_html() -> None:
    brief = replace(ordinary(), title="<script>alert(1)</script> & Co")
    raw = compose(brief, Template(), MAIL, HEADS)
    assert "<script" not in text(raw, "html")
    assert text(raw).splitlines()[0] == "<script>alert(1)</script> & Co"


def test_long_words_and_addresses_stay_whole() -> None:
    address_of_web = "https://example.org/" + "a" * 200
    assert wrapped(f"A1 Title\n   {address_of_web}\n\n\n\n-- \nfoot") == f"A1 Title\n   {address_of_web}\n\n-- \nfoot\n"


# --- a user's look ---------------------------------------------------------------------------


def test_a_user_s_folder_changes_the_mail_and_brings_pictures(tmp_path: Path) -> None:
    (tmp_path / "_mail.html.j2").write_text(
        '{% extends "shipped/_mail.html.j2" %}{% block foot %}<tr><td><img src="cid:logo.png" alt="Desk"></td></tr>'
        "{% endblock %}"
    )
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    raw = compose(ordinary(), Template(folder=tmp_path), MAIL, HEADS, pdf=PDF)
    sound(raw)
    assert structure(message(raw)) == (
        "multipart/mixed",
        [
            ("multipart/alternative", ["text/plain", ("multipart/related", ["text/html", "image/png"])]),
            "application/pdf",
        ],
    )
    (picture,) = [part for part in message(raw).walk() if part.get_content_type() == "image/png"]
    assert (picture["Content-ID"], picture.get_content()) == ("<logo.png>", b"\x89PNG")
    assert [part.get_filename() for part in message(raw).iter_attachments()] == [PDF[0]]


def test_a_picture_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "_mail.html.j2").write_text('<img src="cid:logo.png">')
    with pytest.raises(UsageError, match=r"logo\.png: the template _mail\.html\.j2 shows this picture; put it there"):
        compose(ordinary(), Template(folder=tmp_path), MAIL, HEADS)


# --- settings that would break a header ---------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("desk@example.org", "<mailto:desk@example.org?subject=unsubscribe>"),
        ("mailto:desk+stop@example.org", "<mailto:desk+stop@example.org?subject=unsubscribe>"),
        ("mailto:desk@example.org?subject=leave%20port", "<mailto:desk@example.org?subject=leave%20port>"),
        ("https://example.org/stop?list=port", "<https://example.org/stop?list=port>"),
        ("https://example.org/~me/a@b", "<https://example.org/~me/a@b>"),
    ],
)
def test_how_to_leave(given: str, said: str) -> None:
    assert unsubscribe(given) == said


@pytest.mark.parametrize(
    "given",
    [
        "stop",
        "ftp://example.org/",
        "https://",
        "https://a.example/>\r\nBcc: x@y.example",
        "a b@example.org",
        "a@b.example?x>y",
    ],
)
def test_how_not_to_leave(given: str) -> None:
    with pytest.raises(UsageError, match=r"unsubscribe = .*; give an address"):
        unsubscribe(given)


@pytest.mark.parametrize(
    ("given", "situation", "said"),
    [
        (None, "Port of Sorn", "<port-of-sorn.briefing.example.org>"),
        (None, None, "<brief.briefing.example.org>"),
        ("port.desk.example.org", None, "<port.desk.example.org>"),
        ("Port brief <port.desk.example.org>", None, '"Port brief" <port.desk.example.org>'),
    ],
)
def test_the_name_of_the_list(given: str | None, situation: str | None, said: str) -> None:
    assert list_id(given, situation, "example.org") == said


@pytest.mark.parametrize("given", ["port", "a b.example", "x.example\r\nBcc: y@z.example", '"<a.b> <c.d>', "<>"])
def test_no_name_of_a_list(given: str) -> None:
    with pytest.raises(UsageError, match=r"list_id = .*; give a name, such as"):
        list_id(given, None, "example.org")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("desk@example.org", "desk@example.org"),
        ("Desk <Desk@EXAMPLE.org>", "Desk@example.org"),
        ('"Weld, Jonas" <j.weld@example.org>', "j.weld@example.org"),
        ("desk@bücher.example", "desk@xn--bcher-kva.example"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_addresses(given: str, said: str) -> None:
    assert address(given, "sender").addr_spec == said


@pytest.mark.parametrize(
    "given",
    [
        "desk",
        "@example.org",
        "desk@",
        "a@b, c@d",
        "dësk@example.org",
        "desk@example.org\nBcc: x@y.example",
        "<desk@ex ample.org>",
        "desk@-x-.org",
        "a@" + "b." * 150 + "org",
    ],
)
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(UsageError, match="give an address, such as"):
        address(given, "sender")


# --- whatever the words ---------------------------------------------------------------------

ANY = st.text(st.characters(codec=None), max_size=200)
NASTY = st.sampled_from(
    ["a\r\nBcc: x@y.example", "=?utf-8?q?x?=", "\udc80\x00\x7f", "a" * 1200, "é" * 300, "“Ж” 漢字 " * 30]
)


@settings(max_examples=60)
@given(title=ANY | NASTY, name=ANY | NASTY, situation=ANY | NASTY)
def test_any_words_give_a_message_that_parses_back(title: str, name: str, situation: str) -> None:
    brief = ordinary()
    brief = replace(brief, title=title, edition=replace(brief.edition, of=situation))
    sender = address("desk@example.org", "sender")
    quoted = printable(name).replace("\\", "").replace('"', "")
    raw = compose(brief, Template(), replace(MAIL, sender=f'"{quoted}" <desk@example.org>'), HEADS, pdf=PDF)
    sound(raw)
    found = message(raw)
    assert found["From"].addresses[0].addr_spec == sender.addr_spec
    assert (found["Message-ID"], found["To"]) == (HEADS.message_id, "undisclosed-recipients:;")
    assert set(found) == {
        *("Date", "From", "To", "Subject", "Message-ID", "List-Id", "Auto-Submitted", "MIME-Version", "Content-Type")
    }
    said = " ".join(printable(title).split()) or "Situation brief"
    said = said if len(said) <= 120 else said[:120].rstrip() + "…"
    assert " ".join(str(found["Subject"]).split()) == f"{said}, 5 March 2026"
    # Between two encoded words of a name the email package reads a space that is none.
    assert "".join(str(found["From"].addresses[0].display_name).split()) == "".join(quoted.strip()[:120].split())
    (attached,) = found.iter_attachments()
    assert attached.get_content() == PDF[1]
