"""Templates of users: they override, they cannot reach out, and what is wrong in one is said in one sentence."""

import re
from pathlib import Path

import pytest
from briefs import ordinary

from briefing import templating
from briefing.errors import BriefingError, UsageError
from briefing.render import html, md
from briefing.templating import Template, files, find, names

SHIPPED = ("digest", "flash", "situation")


def own(folder: Path, **texts: str) -> Template:
    """A template of a user's folder; the keyword ``situation_md`` is the file ``situation.md.j2``."""
    for name, text in texts.items():
        (folder / (name.replace("_", ".") + ".j2")).write_text(text, encoding="utf-8")
    return Template(folder=folder)


def test_the_shipped_templates_come_in_both_formats() -> None:
    assert names() == SHIPPED
    assert [list(files(name)) for name in SHIPPED] == [[f"{n}.html.j2", f"{n}.md.j2"] for n in SHIPPED]


def test_one_file_replaces_one_block(tmp_path: Path) -> None:
    template = own(
        tmp_path,
        situation_html='{% extends "shipped/situation.html.j2" %}'
        "{% block bottom_line %}<h2>In short</h2>"
        "{% for line in brief.bottom_line %}<p>{{ line.text }}{{ marks(line.citations) }}</p>{% endfor %}"
        "{% endblock %}",
    )
    text = html.render(ordinary(), template).decode()
    assert "<h2>In short</h2><p>The Orlin dam gave way" in text
    assert ">Bottom line<" not in text
    assert "Key developments" in text
    assert md.render(ordinary(), template) == md.render(ordinary(), Template())


def test_words_and_styles_are_replaced_by_their_own_files(tmp_path: Path) -> None:
    shipped = (templating.shipped("templates") / "_words.j2").read_text(encoding="utf-8")
    (tmp_path / "_words.j2").write_text(shipped.replace("Corroborated", "Doppelt belegt"), encoding="utf-8")
    (tmp_path / "brief.css").write_text("h1 { color: rebeccapurple }", encoding="utf-8")
    text = html.render(ordinary(), Template(folder=tmp_path)).decode()
    assert "Doppelt belegt</span>" in text
    assert "h1 { color: rebeccapurple }" in text


def test_a_template_in_markdown_alone_gives_html(tmp_path: Path) -> None:
    template = own(
        tmp_path,
        wire_md="# {{ brief.title }}\n\n{% for line in brief.bottom_line %}- {{ line.text }}\n{% endfor %}\n"
        '<script>alert(1)</script><img src="http://x.example/p.png">\n\n[a](javascript:alert(1))\n',
    )
    assert find(str(tmp_path)) == Template(name="wire", folder=tmp_path.resolve())
    text = html.render(ordinary(), Template(name="wire", folder=template.folder)).decode()
    assert "<h1>Orlin dam bursts above Sorn</h1>" in text
    assert "<li>At least 14 people were killed" in text
    assert not re.search(r"<script|<img|javascript:", text)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ brief.title }}\n{% if %}\n", r"situation\.md\.j2, line 2: Expected an expression"),
        ("{{ brief.title }}\n\n{{ brief.headline }}", r"situation\.md\.j2, line 3: .*no attribute 'headline'.*\.md"),
        ("{{ breif.title }}", r"situation\.md\.j2, line 1: 'breif' is undefined"),
        ("{% extends 'no.md.j2' %}", r"template no\.md\.j2: there is no such file"),
        ("{% block a %}", r"situation\.md\.j2, line 1: "),
        ("\n{{ brief.title.nothing.more }}", r"situation\.md\.j2, line 2: "),
        ("\n\n{{ 1 / 0 }}", r"situation\.md\.j2, line 3: division by zero"),
        ("{{ brief.title + 1 }}", r"situation\.md\.j2, line 1: "),
        ("{{ ''.__class__.__mro__ }}", r"situation\.md\.j2, line 1: "),
        ("{{ brief.bottom_line.__init__.__globals__ }}", r"situation\.md\.j2, line 1: "),
        ("{% include '../secret.txt' %}", r"template \.\./secret\.txt: there is no such file"),
        ("{% for a in range(10000000) %}{% endfor %}", r"situation\.md\.j2, line 1: .*[Rr]ange too big"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, source: str, message: str) -> None:
    (tmp_path.parent / "secret.txt").write_text("secret", encoding="utf-8")
    with pytest.raises(BriefingError, match=message) as caught:
        md.render(ordinary(), own(tmp_path, situation_md=source))
    assert "\n" not in str(caught.value)


LOOP = "{% for a in range(9999) %}" * 4 + "{% endfor %}" * 4


@pytest.mark.parametrize("source", [LOOP, "{{ ('x' * 99999999)|replace('x', 'yy')|length * 0 }}" * 400])
def test_an_endless_template_is_stopped(tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templating, "SECONDS", 1.0)
    with pytest.raises(BriefingError, match=r"situation\.md\.j2: took longer than 1 seconds and was stopped"):
        md.render(ordinary(), own(tmp_path, situation_md=source))


def test_a_greedy_template_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match=r"situation\.md\.j2"):
        md.render(ordinary(), own(tmp_path, situation_md="{{ 'x' * 10 ** 12 }}"))


def test_values_are_escaped_in_a_users_template_too(tmp_path: Path) -> None:
    text = "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ '<b> *s*' }} {{ m('<i>') }}"
    template = own(tmp_path, situation_html=text, situation_md=text)
    assert template.render("html", {}) == "&lt;b&gt; *s* <&lt;i&gt;>"
    assert template.render("md", {}) == "&lt;b> \\*s\\* <&lt;i>>"


def test_an_unknown_template_is_told_with_the_names_there_are() -> None:
    with pytest.raises(UsageError, match="neither a folder nor one of digest, flash, situation"):
        find("situaton")


def test_the_documentation_lists_every_block() -> None:
    documented = Path(__file__).parent.parent / "docs" / "templates.md"
    text = documented.read_text(encoding="utf-8")
    blocks = re.findall(r"\{% block (\w+) %\}", files("situation")["situation.html.j2"])
    assert [block for block in blocks if f"`{block}`" not in text] == []
