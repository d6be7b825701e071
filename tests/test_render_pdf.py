"""The PDF: conforming, self-contained, laid out with care, and the same bytes every time."""

import functools
import hashlib
import io
import logging
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from briefs import BRIEFS, HOSTILE, SCRIPTS, ordinary, saying
from pypdf import PdfReader

from briefing.errors import BriefingError
from briefing.plaintext import printable
from briefing.render import html, json, pdf
from briefing.templating import Template, names

CHECK = Path(__file__).parent / "verapdf" / "check.sh"
POPPLER = shutil.which("pdftotext") and shutil.which("pdffonts")
needs_poppler = pytest.mark.skipif(not POPPLER, reason="no pdftotext: apt-get install poppler-utils")

CONFORMING = ["ordinary", "empty", "one-article", "long", "pictured", "long-word", *SCRIPTS, *HOSTILE]


@functools.cache
def made(name: str, paper: str = "A4", template: str = "situation") -> bytes:
    return pdf.render(BRIEFS[name](), Template(name=template, paper=paper))  # type: ignore[arg-type]


@functools.cache
def lines(name: str, paper: str = "A4") -> tuple[tuple[str, ...], ...]:
    """Lines of text by page."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made(name, paper), capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    return tuple(tuple(line.strip() for line in page.splitlines() if line.strip()) for page in pages)


def flowing(name: str) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=made(name), capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("name", ["ordinary", "empty", "emoji"])
def test_the_same_brief_gives_the_same_bytes(name: str) -> None:
    assert hashlib.sha256(made(name)).digest() == hashlib.sha256(pdf.render(BRIEFS[name](), Template())).digest()


@pytest.mark.parametrize("name", ["ordinary", "pictured", "arabic", "attachment", "style", "long-word"])
def test_setting_a_page_warns_of_nothing(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        pdf.render(BRIEFS[name](), Template())
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.parametrize("name", ["ordinary", "empty", "attachment", "surrogate"])
def test_the_brief_travels_inside(name: str) -> None:
    brief = BRIEFS[name]()
    assert pdf.facts_in_pdf(made(name)) == json.render(brief, Template())
    assert list(PdfReader(io.BytesIO(made(name))).attachments) == ["brief.json"]


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n"])
@pytest.mark.filterwarnings("ignore")
def test_a_broken_pdf_is_one_sentence(data: bytes) -> None:
    with pytest.raises(BriefingError, match="PDF"):
        pdf.facts_in_pdf(data)


def test_the_page_may_ask_only_for_our_fonts() -> None:
    from weasyprint.urls import FatalURLFetchingError

    fetcher = pdf._fetcher()
    assert fetcher.fetch("brief:fonts/SourceSans3-Regular.ttf").read(4) == b"\x00\x01\x00\x00"
    for url in ("file:///etc/passwd", "http://evil.example/", "brief:fonts/../../pyproject.toml", "data:text/plain,x"):
        with pytest.raises(FatalURLFetchingError):
            fetcher.fetch(url)


def test_a_fetch_by_a_template_stops_the_rendering() -> None:
    text = '<html lang="en"><head><title>x</title></head><body><img src="file:///etc/passwd" alt="x"></body></html>'
    with pytest.raises(BriefingError, match="asks for file:///etc/passwd"):
        pdf._laid_out(text)


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("Sorn, 4 März — «ночь» ½", "Sorn, 4 März — «ночь» ½", ()),
        ("cafe\u0301", "café", ()),
        ("大坝 gone", "[2 Han characters] gone", (("Han characters", 2),)),
        ("flood 🌊🏚️!", "flood [2 emoji]!", (("emoji", 2),)),
        ("سد انهار", "[7 Arabic characters]", (("Arabic characters", 7),)),
        ("댐", "[1 Korean character]", (("Korean character", 1),)),
    ],
)
def test_what_the_fonts_do_not_hold_is_replaced_in_sight(text: str, expected: str, found: object) -> None:
    assert (pdf.replaced(text), pdf.unsupported(text)) == (expected, found)


@needs_poppler
def test_the_method_says_what_was_replaced() -> None:
    assert "Replaced by a note in square brackets:" in flowing("cjk")
    assert "square brackets" not in flowing("ordinary")


@needs_poppler
@pytest.mark.parametrize("name", ["ordinary", "long", "cyrillic", "arabic", "cjk", "emoji", "controls", "combining"])
def test_only_shipped_faces_are_used(name: str, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(made(name))
    rows = subprocess.run(["pdffonts", "x.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    faces = {"Brief-Serif", "Brief-Serif-Bold", "Brief-Serif-Italic", "Brief-Display-Semi-Bold", "Brief-Sans",
             "Brief-Sans-Semi-Bold"}  # fmt: skip
    for row in rows.splitlines()[2:]:
        assert re.match(r"[A-Z]{6}\+(\S+)", row)[1] in faces  # type: ignore[index]
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]


@needs_poppler
@pytest.mark.parametrize("name", ["ordinary", "cyrillic", "greek", "vietnamese", *HOSTILE])
def test_headings_and_quotations_stand_whole_in_the_text_layer(name: str) -> None:
    brief, text = BRIEFS[name](), flowing(name)
    wanted = [d.headline for d in brief.developments] + [q.text.rstrip(",") for q in brief.quotes]
    kept = [pdf.replaced(printable(one)).strip().rstrip(".") for one in wanted]
    squeezed = text.replace(" ", "")
    assert [one for one in kept if one.replace(" ", "") not in squeezed] == []


@needs_poppler
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_page_one_holds_what_matters(paper: str) -> None:
    first = " ".join(lines("ordinary", paper)[0])
    for words in ("SITUATION BRIEF", "Orlin dam bursts above Sorn", "BOTTOM LINE", "KEY FIGURES", "KEY DEVELOPMENTS"):
        assert words in first
    assert all(f"{d.headline.rstrip('.')}" in first for d in ordinary().developments[:3])


HEADINGS = {
    "BOTTOM LINE", "KEY FIGURES", "KEY DEVELOPMENTS", "WHO REPORTS WHAT", "WHERE THE REPORTS DIFFER", "ACTORS",
    "IN THEIR WORDS", "TIMELINE", "OPEN QUESTIONS", "WHAT TO WATCH", "SOURCES", "LEFT OUT OR DAMAGED",
    "HOW THIS WAS MADE", "CHANGED SINCE THE LAST EDITION",
}  # fmt: skip


@needs_poppler
@pytest.mark.parametrize(
    ("name", "paper"),
    [("ordinary", "A4"), ("ordinary", "Letter"), ("one-article", "A4"), ("long", "A4"), ("pictured", "Letter")],
)
def test_no_heading_stands_at_the_foot_of_a_page(name: str, paper: str) -> None:
    for page in lines(name, paper):
        body = page[:-1] if "Page " in page[-1] else page
        assert body[-1] not in HEADINGS
        assert not body[-1].startswith(("POINT", "ACTOR ", "DEVELOPMENT"))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", ["ordinary", "pictured", "one-article", "long"])
def test_the_last_page_is_worth_turning_to(name: str, paper: str) -> None:
    text = html.page(html.Layout(BRIEFS[name](), paged=True), Template(paper=paper), pdf._fonts())  # type: ignore[arg-type]
    assert pdf._last_filled(pdf._set(text).pages[-1]) >= pdf.LAST_PAGE


@needs_poppler
def test_a_mark_that_does_not_fit_breaks_no_line_before_it() -> None:
    full = ordinary()
    said = "The valley below the old dam was searched again by boats and by the army until the water fell at last. " * 2
    texts = [said[:length].rstrip() for length in range(60, 190)]
    entries = tuple(replace(full.timeline[0], text=text) for text in texts)
    made = pdf.render(replace(full, timeline=entries), Template())
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True)
    assert [line for line in done.stdout.decode().splitlines() if line.split()[-1:] == ["The"]] == []


@needs_poppler
@pytest.mark.parametrize("words", range(180, 480, 60))
def test_what_the_reports_say_of_one_thing_stays_on_one_page(words: int) -> None:
    full = ordinary()
    first = full.discrepancies[0]
    told = tuple(replace(first.positions[0], text=f"Rival{n}") for n in "ABC")
    above = replace(full.developments[0], text=full.developments[0].text + " and on" * words)
    brief = replace(
        full, developments=(above, *full.developments[1:]), discrepancies=(replace(first, positions=told),) * 5
    )
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf.render(brief, Template()), capture_output=True, check=True)
    found = [re.findall("Rival.", page) for page in done.stdout.decode().split("\f")]
    assert [rows for rows in found if len(rows) % 3] == []
    assert sum(map(len, found)) == 15


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_the_paper_is_as_asked(paper: str, size: tuple[int, int]) -> None:
    box = PdfReader(io.BytesIO(made("ordinary", paper))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_bookmarks_name_the_sections_and_developments() -> None:
    outline = PdfReader(io.BytesIO(made("ordinary"))).outline
    top = [item.title for item in outline if not isinstance(item, list)]
    below = [item.title for part in outline if isinstance(part, list) for item in part]
    assert top == [
        "Bottom line", "Changed since the last edition", "Key figures", "Key developments", "Who reports what",
        "Where the reports differ", "Actors", "In their words", "Timeline", "Open questions", "What to watch",
        "Sources", "Left out or damaged", "How this was made",
    ]  # fmt: skip
    assert len(below) == len(ordinary().developments)


@pytest.mark.parametrize("name", ["ordinary", "long", "empty"])
def test_a_flash_is_one_page(name: str) -> None:
    assert len(PdfReader(io.BytesIO(made(name, template="flash"))).pages) == 1


def test_a_missing_pango_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf, "_import_weasyprint", absent)
    with pytest.raises(BriefingError, match=r"needs Pango.*apt install libpango.*brew install pango"):
        pdf.render(ordinary(), Template())


def test_an_endless_word_is_cut_in_sight() -> None:
    text = pdf.breakable(f"<head></head><p>{'w' * 10_000} short {'&amp;' * 70}</p>")
    assert "[9840 more characters]" in text
    assert max(map(len, re.split(r"<wbr>|\s", re.sub("<p>|</?head>", " ", text.replace("&amp;", "&"))))) < 20
    assert text.count("&amp;") == 70


@functools.cache
def conformance() -> dict[str, list[str]]:
    """What veraPDF says of each brief: one line each for PDF/A-3a and PDF/UA-1, further ones for failed rules."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        files = {Path(folder) / f"{name}.pdf": made(name) for name in CONFORMING}
        files |= {Path(folder) / f"{name}-{t}.pdf": made(name, template=t) for name in ("ordinary", "long")
                  for t in names() if t != "situation"}  # fmt: skip
        for path, data in files.items():
            path.write_bytes(data)
        done = subprocess.run([CHECK, "3a,ua1", *files], capture_output=True, text=True)
    if done.returncode == 77:
        pytest.skip(done.stderr.strip())
    said: dict[str, list[str]] = {}
    name = ""
    for line in done.stdout.splitlines():
        if not line.startswith(" "):
            name = Path(line.split()[0]).stem
        said.setdefault(name, []).append(line.split(" ", 1)[1] if not line.startswith(" ") else line)
    assert len(said) == len(files), done.stderr[-500:]
    return said


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("javac"), reason="no JDK: apt-get install default-jdk-headless")
@pytest.mark.parametrize(
    "name", [*CONFORMING, *(f"{name}-{t}" for name in ("ordinary", "long") for t in names() if t != "situation")]
)
def test_the_pdf_conforms_to_pdf_a_and_pdf_ua(name: str) -> None:
    said = [re.sub(r" (?:checks|ms)=\d+", "", line) for line in conformance()[name]]
    assert said == ["3a compliant=true failedRules=0", "ua1 compliant=true failedRules=0"]


@pytest.mark.parametrize("name", ["html", "jinja", "markdown", "attribute"])
def test_hostile_text_stands_in_the_title_as_text(name: str) -> None:
    title = PdfReader(io.BytesIO(pdf.render(saying(HOSTILE[name]), Template()))).metadata
    assert title is not None
    assert title.title == HOSTILE[name]
