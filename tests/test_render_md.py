"""Markdown made of any text reads back as that text in CommonMark and in python-markdown."""

import html
import re

import markdown as python_markdown
import pytest
from briefs import BRIEFS, HOSTILE, SCRIPTS, saying
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.plaintext import markdown, printable
from briefing.render import md
from briefing.templating import Template

COMMONMARK = MarkdownIt("commonmark", {"linkify": True, "html": True}).enable(["linkify", "table", "strikethrough"])
TAG = re.compile(r"<[^>]*>")


def commonmark(text: str) -> str:
    return COMMONMARK.render(text)


def pythonmarkdown(text: str) -> str:
    return python_markdown.markdown(text, extensions=["footnotes", "tables", "sane_lists"], output_format="html")


RENDERERS = [commonmark, pythonmarkdown]
PLACES = ["{}", "- {}", "### {}", "> {}", "**{}**", "word {} word", "- **{}**: x", "    - {}", "1. {}"]
"""Where a template can print a value."""


def read_back(made: str) -> str:
    return printable(html.unescape(TAG.sub("", made))).strip()


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("place", ["{}", "- {}", "### {}", "> {}", "word {} word"])
@pytest.mark.parametrize("name", [*HOSTILE, *SCRIPTS])
def test_hostile_text_reads_back_as_it_was(render, place: str, name: str) -> None:
    text = printable((HOSTILE | SCRIPTS)[name]).strip()
    made = render(place.format(markdown(text)))
    assert read_back(made) == read_back(html.escape(place.lstrip("->#").strip().format(text)))
    assert "<a " not in made
    assert "<img" not in made
    assert "<script" not in made


SPECIAL = st.text(alphabet="\\`*_{}[]()<>#+-.!|~&;:/=@\"' ab1w", max_size=30)


@pytest.mark.parametrize("render", RENDERERS)
@settings(max_examples=300, deadline=None)
@given(text=SPECIAL | st.text(max_size=30))
def test_any_text_reads_back(render, text: str) -> None:
    text = printable(text).strip()
    if text:
        assert read_back(render(f"{markdown(text)}\n")) == text
        assert read_back(render(f"- {markdown(text)}\n")) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. sent 1.5 million, e.g. to Sorn.", "The U.S. sent 1.5 million, e.g. to Sorn."),
        ("two - three (four) AT&T", "two - three (four) AT&T"),
        ("# one", "\\# one"),
        ("12. March", "12\\. March"),
        ("see evil.com", "see evil\\.com"),
        ("http://x.yz/?a=1&copy;", "http&#58;//x\\.yz/?a=1&amp;copy;"),
    ],
)
def test_only_what_could_steer_is_escaped(text: str, expected: str) -> None:
    assert markdown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x1b[31mc", "a\ufffdb\ufffd[31mc"),
        ("one\r\n\ttwo\u2028three", "one two three"),
        ("safe \u202egnp.exe\u202c", "safe gnp.exe"),
        ("so\u00adft ze\u200bro", "soft zero"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_printable_text_steers_nothing(text: str, expected: str) -> None:
    assert printable(text) == expected


@pytest.mark.parametrize("name", BRIEFS)
def test_the_whole_brief_has_only_links_of_our_own(name: str) -> None:
    made = pythonmarkdown(md.render(BRIEFS[name](), Template()).decode())
    links = set(re.findall(r'<a [^>]*href="([^"#][^"]*)"', made))
    shown = {a.url for a in BRIEFS[name]().articles if a.url}
    assert links <= {html.escape(url) for url in shown}
    assert not re.search(r"<(?:img|script|style|iframe|object|link)\b", made)


def test_a_footnote_proves_each_mark() -> None:
    text = md.render(BRIEFS["long"](), Template()).decode()
    used = set(re.findall(r" (\[\^A\d+¶\d+\])(?!:)", text))
    assert used
    assert used == set(re.findall(r"^(\[\^A\d+¶\d+\]):", text, re.MULTILINE)) & used
    assert not re.search(r"\n{3}", text)


def test_a_quotation_says_who_to_whom_and_when() -> None:
    text = md.render(BRIEFS["ordinary"](), Template()).decode()
    assert "— **Ilva Brenn**, a baker in Lower Sorn, 4 March 2026 [^A1¶3]" in text
    assert "— **Marta Quill**, the union's secretary, to North Coast Radio [^A2¶4]" in text
    assert "— **source not identified** [^A3¶3]" in text


def test_a_long_word_is_printed_whole() -> None:
    assert "w" * 10_000 in md.render(saying("w" * 10_000), Template()).decode()
