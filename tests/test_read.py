"""Inputs to articles: kinds, order, ids, and what a bad one costs."""

import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.furniture import mask
from briefing.model import Article, Problem
from briefing.read import numbered, read

SEEDS = Path(__file__).parent.parent / "seeds"
TEXT = "The ferry left Oban at noon. Nobody was hurt."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own, so that paths in what it compares are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, data: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def piped(monkeypatch: pytest.MonkeyPatch, data: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))


def whats(problems: list[Problem]) -> list[str]:
    return [problem.what for problem in problems]


# --- what inputs lead to --------------------------------------------------------------------


def test_folders_globs_and_files_in_the_order_of_their_paths_each_once() -> None:
    write("in/b.txt", TEXT)
    write("in/a.md", TEXT)
    write("in/deep/c.TXT", TEXT)
    write("in/.hidden.txt", TEXT)
    write("in/.git/d.txt", TEXT)
    write("in/README.md", TEXT)
    write("in/picture.png", b"\x89PNG")
    articles, problems = read(["in/b.txt", "in", "in/*.txt", "./in/a.md"])
    assert [(a.id, a.path) for a in articles] == [("A1", "in/a.md"), ("A2", "in/b.txt"), ("A3", "in/deep/c.TXT")]
    assert problems == []
    assert read(["in"]) == read(["in/deep", "in/b.txt", "in/a.md"])


def test_the_briefs_of_an_earlier_run_are_no_articles() -> None:
    write("in/a.txt", TEXT)
    write("in/out/brief.md", TEXT)
    write("in/outside/b.txt", TEXT)
    assert [a.path for a in read(["in"], without="in/out")[0]] == ["in/a.txt", "in/outside/b.txt"]
    assert [a.path for a in read(["in/out"], without="in/out")[0]] == ["in/out/brief.md"]


def test_a_file_with_the_marks_of_a_glob_in_its_name() -> None:
    write("[1].txt", TEXT)
    articles, problems = read(["[1].txt"])
    assert ([a.path for a in articles], problems) == (["[1].txt"], [])


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("nowhere.txt", "nowhere.txt: there is no such file or folder; check the path"),
        ("*.txt", "*.txt: no file matches; check the pattern"),
        ("bare", "bare: the folder holds no article; put .txt, .html, .pdf, .docx, .eml or .jsonl files into it"),
        (
            "a.xyz",
            "a.xyz: .xyz is not read; known are .atom, .docx, .eml, .htm, .html, .json, .jsonl, .markdown, .mbox, "
            ".mbx, .md, .ndjson, .pdf, .rdf, .rss, .text, .txt, .xhtml, .xml",
        ),
    ],
)
def test_an_input_that_leads_nowhere(given: str, what: str) -> None:
    Path("bare").mkdir()
    write("a.xyz", TEXT)
    assert read([given]) == ([], [Problem(article=None, what=what)])


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("https://news.example/a", "addresses are not fetched here; give read() a Fetcher"),
        ("ftp://news.example/a", "only http:// and https:// are fetched; save it and give the file"),
        ("mailto:desk@news.example", "only http:// and https:// are fetched; save it and give the file"),
    ],
)
def test_an_address_that_is_not_fetched(given: str, what: str) -> None:
    assert read([given]) == ([], [Problem(article=None, what=f"{given}: {what}")])


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (["", "", ""], ["A1", "A2", "A3"]),
        (["", "wire-7", ""], ["A1", "wire-7", "A2"]),
        (["1", "1", "2"], ["A1", "A2", "2"]),
        (["", "A1", ""], ["A2", "A1", "A3"]),
        ([], []),
    ],
)
def test_ids_differ_and_given_ones_stay(given: list[str], ids: list[str]) -> None:
    assert [a.id for a in numbered([Article(id=id_, text=TEXT) for id_ in given])] == ids


# --- bad input ------------------------------------------------------------------------------


def test_one_broken_article_among_ten_costs_itself() -> None:
    for number in range(10):
        write(f"in/{number}.txt", TEXT if number != 4 else "")
    articles, problems = read(["in"])
    assert [a.path for a in articles] == [f"in/{n}.txt" for n in range(10) if n != 4]
    assert whats(problems) == ["in/4.txt: empty; put the article's text into it or leave it out"]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"", "empty; put the article's text into it or leave it out"),
        ("a.txt", b" \n\n\t", "empty; put the article's text into it or leave it out"),
        ("a.txt", b"Share story\n\nAdvertisement\n", "no article text in it; give a file with whole sentences"),
        ("a.txt", b"\x7fELF\x00\x00\x01" * 50, "binary data, not text; save its text as .txt"),
        ("a.txt", b"%PDF-1.7 \xe2\xe3\xcf\xd3", "a PDF, not text; name it .pdf"),
        ("a.txt", b"PK\x03\x04 word/document.xml", "a zip archive or Office document, not text; "
         "name it .docx if it is one, else save its text as .txt"),
        ("a.txt", bytes(range(128, 256)) * 40, "no known encoding of text; save it as UTF-8"),
        ("a.txt", b"x" * 50_000_000, "larger than 5 MB; split it, or give only its text"),
        ("a.html", b"<html><nav>Home</nav></html>", "no article text found on the page; save its text as .txt"),
        ("a.json", b"{", "broken JSON at column 2: Expecting property name enclosed in double quotes"),
        ("a.json", b'{\n"text": nope}', "broken JSON at line 2, column 9: Expecting value"),
        ("a.json", b"[]", 'no article in it; give an object with "text", or a list of such objects'),
        ("a.json", b"7", 'no article in it; give an object with "text", or a list of such objects'),
        ("a.json", b"[" * 100_000, "JSON nested too deeply; give articles only"),
        ("a.json", b'{"title": "x"}', 'no "text"; every article needs one'),
        ("a.json", b'{"text": "\\ud800"}', "half a character (a lone surrogate) in it; write the file again as UTF-8"),
        ("a.jsonl", b"\n\n", "empty; put one article on each line or leave it out"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_sentence(name: str, data: bytes, what: str) -> None:
    write(name, data)
    assert read([name]) == ([], [Problem(article=None, what=f"{name}: {what}")])


@pytest.fixture
def nobody() -> Iterator[None]:
    """Run as somebody who is not root: root may read everything."""
    Path().chmod(0o755)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield
    os.seteuid(was)


def test_a_file_that_may_not_be_read(request: pytest.FixtureRequest) -> None:
    write("a.txt", TEXT)
    Path("a.txt").chmod(0)
    request.getfixturevalue("nobody")
    assert whats(read(["a.txt"])[1]) == ["a.txt: permission denied; check the path and its permissions"]


def test_a_file_that_cannot_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", TEXT)

    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied", "a.txt")

    monkeypatch.setattr(Path, "open", refuse)
    assert whats(read(["a.txt"])[1]) == ["a.txt: permission denied; check the path and its permissions"]


def test_a_folder_that_cannot_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    write("in/a.txt", TEXT)
    write("in/deep/b.txt", TEXT)
    real = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    articles, problems = read(["in"])
    assert [a.path for a in articles] == ["in/a.txt"]
    assert whats(problems) == ["in/deep: permission denied; check the path and its permissions"]


def test_bad_lines_name_their_numbers_and_cost_themselves() -> None:
    rows = [
        '{"text": "One."}',
        "",
        "{broken",
        '{"text": 5}',
        '["x"]',
        '{"text": "Two.", "title": 3}',
        '{"text": "Three."}',
    ]
    write("a.jsonl", "\n".join(rows))
    articles, problems = read(["a.jsonl"])
    assert [a.text for a in articles] == ["One.", "Three."]
    assert whats(problems) == [
        "a.jsonl, line 3: broken JSON at column 2: Expecting property name enclosed in double quotes",
        'a.jsonl, line 4: "text" is no string',
        'a.jsonl, line 5: not an object; an article is {"text": "…"}',
        'a.jsonl, line 6: "title" is no string',
    ]


def test_a_line_that_is_too_long_costs_itself() -> None:
    write("a.jsonl", json.dumps({"text": "x" * 6_000_000}) + "\n" + json.dumps({"text": "Two."}) + "\n{")
    articles, problems = read(["a.jsonl"])
    assert [a.text for a in articles] == ["Two."]
    assert whats(problems) == [
        "a.jsonl, line 1: larger than 5 MB; split the article",
        "a.jsonl, line 3: broken JSON at column 2: Expecting property name enclosed in double quotes",
    ]


def test_an_article_longer_than_the_pipeline_takes() -> None:
    write("a.jsonl", json.dumps({"text": "x" * 1_000_001}))
    assert whats(read(["a.jsonl"])[1]) == ["a.jsonl: an article of 1,000,001 characters, more than 1,000,000; split it"]


# --- encodings ------------------------------------------------------------------------------

QUOTED = "“We saw smoke,” said José Peña – a passenger. “It was over in a minute.”\n\nThe crew’s own account differs."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_of_english(encoding: str) -> None:
    write("a.txt", QUOTED.encode(encoding))
    articles, problems = read(["a.txt"])
    assert ([a.text for a in articles], problems) == ([QUOTED], [])


def test_another_encoding_is_detected() -> None:
    russian = "Паром вышел из порта в полдень. Никто не пострадал, сообщила береговая охрана. " * 4
    write("a.txt", russian.encode("cp1251"))
    articles, problems = read(["a.txt"])
    assert ([a.text for a in articles], problems) == ([russian.strip()], [])


def test_a_damaged_byte_costs_one_character() -> None:
    write("a.txt", (QUOTED * 3).encode().replace(b"minute", b"min\xffte", 1))
    assert read(["a.txt"])[0][0].text.count("\ufffd") == 1


def test_a_page_in_the_encoding_that_it_declares() -> None:
    body = "<p>Prom opuścił port w południe, powiedziała straż przybrzeżna, i nikt nie został ranny.</p>" * 5
    write("a.html", f'<html lang="pl"><meta charset="iso-8859-2"><article>{body}</article></html>'.encode("iso-8859-2"))
    (article,) = read(["a.html"])[0]
    assert article.text.startswith("Prom opuścił port w południe, powiedziała straż przybrzeżna")
    assert article.language == "pl"


# --- kinds ----------------------------------------------------------------------------------

FIELDS = {
    "id": "wire-7", "title": "Ferry stops", "outlet": "Courier", "published": "2024-05-03T10:00:00+01:00",
    "url": "https://courier.example/7", "language": "en", "text": "  Share story\r\nThe ferry left.\u00a0 \n",
}  # fmt: skip


def test_jsonl_is_taken_verbatim() -> None:
    write("a.jsonl", json.dumps(FIELDS) + "\n" + json.dumps({"text": "Only text.", "more": [1]}))
    assert read(["a.jsonl"]) == (
        [Article(**FIELDS, path="a.jsonl"), Article(id="A1", text="Only text.", path="a.jsonl")],
        [],
    )


def test_a_time_in_words_is_brought_into_iso_8601() -> None:
    days = ["3 May 2024", "May 3, 2024 6:05 pm GMT", "2024-05-03", "one fine day"]
    write("a.json", json.dumps([{"text": TEXT, "published": day} for day in days]))
    expected = ["2024-05-03", "2024-05-03T18:05:00+00:00", "2024-05-03", "one fine day"]
    assert [a.published for a in read(["a.json"])[0]] == expected


@pytest.mark.parametrize("shape", ["one", "list", "object"])
def test_json_in_three_shapes(shape: str) -> None:
    write("a.json", json.dumps({"one": FIELDS, "list": [FIELDS], "object": {"articles": [FIELDS]}}[shape]))
    assert read(["a.json"]) == ([Article(**FIELDS, path="a.json")], [])


def test_a_bad_article_in_a_list_names_its_place() -> None:
    write("a.json", json.dumps([FIELDS, {"text": " "}]))
    assert whats(read(["a.json"])[1]) == ['a.json, article 2: "text" is empty']


PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Ferry stops after fire | Northern Courier</title>
<meta property="og:title" content="Ferry stops after fire"><meta property="og:site_name" content="Northern Courier">
<meta property="article:published_time" content="2024-05-03T18:05:00+01:00">
<link rel="canonical" href="https://courier.example/ferry"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry stops after fire</h1><p class="standfirst">All on board were taken off safely</p>
<p>By Ada Quill in Oban</p>
<figure><img src="a.jpg"><figcaption>The ferry on Friday. Photograph: Ada Quill</figcaption></figure>
<p>OBAN, May 3 (Reuters) - A ferry with 212 people on board caught fire off Oban on Friday, the coast guard said.</p>
<p>Read more: How the ferry was built</p>
<p>“We heard a bang, and then the lights went out,” said Tom Reed, a passenger who was travelling with his son.</p>
<p>The company said that it would not sail again before inspectors had seen the engine room.</p>
<p>Share this article</p></article><footer><p>© 2024 Northern Courier</p></footer></body></html>"""


def test_a_saved_page(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Article(
        id="A1",
        title="Ferry stops after fire",
        outlet="Northern Courier",
        published="2024-05-03T18:05:00+01:00",
        url="https://courier.example/ferry",
        path="a.html",
        agency="Reuters",
        text="A ferry with 212 people on board caught fire off Oban on Friday, the coast guard said.\n\n"
        "“We heard a bang, and then the lights went out,” said Tom Reed, a passenger who was travelling with his son."
        "\n\n"
        "The company said that it would not sail again before inspectors had seen the engine room.",
    )
    write("a.html", PAGE)
    assert read(["a.html"]) == ([expected], [])
    piped(monkeypatch, PAGE)
    assert [(a.text, a.path) for a in read(["-"])[0]] == [(expected.text, None)]


def test_a_page_that_states_no_date_gets_none() -> None:
    page = PAGE.replace('property="article:published_time"', 'property="x"').replace("2024-05-03T18:05:00+01:00", "")
    write("a.html", page.replace("on Friday, the coast", "on 5 May 2015, the coast"))
    assert [a.published for a in read(["a.html"])[0]] == [None]


def test_nothing_is_left_to_mask_in_what_is_read_off_the_seeds() -> None:
    articles, problems = read([str(SEEDS)])
    assert problems == []
    pages = [a for a in articles if not str(a.path).endswith((".json", ".jsonl"))]
    assert len(pages) > 5
    assert [a.path for a in pages if mask(a.text) != a.text] == []


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (TEXT, [TEXT]),
        ('{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        ('{"text": "One."}', ["One."]),
        ('{\n "text": "One."\n}', ["One."]),
        ('[{"text": "One."}, {"text": "Two."}]', ["One.", "Two."]),
        ("[Applause] The minister sat down. Nobody spoke.", ["[Applause] The minister sat down. Nobody spoke."]),
    ],
)
def test_standard_input_is_told_apart(monkeypatch: pytest.MonkeyPatch, data: str, texts: list[str]) -> None:
    piped(monkeypatch, data)
    articles, problems = read(["-"])
    assert ([a.text for a in articles], problems) == (texts, [])


def test_standard_input_that_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, "")
    assert whats(read(["-"])[1]) == ["standard input: empty; put the article's text into it or leave it out"]
