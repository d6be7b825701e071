"""The HTML is one safe file that everybody can read, on any screen."""

import html as html_text
import itertools
import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from briefs import BRIEFS, HOSTILE, ordinary

from briefing.plaintext import printable
from briefing.render import html
from briefing.templating import Template, names

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(os.environ.get("AXE_CORE") or Path.home() / ".cache/axe-core/package/axe.min.js")
"""From `npm pack axe-core`."""


class Page(HTMLParser):
    """What a page is made of: tags with their attributes, ids, targets of links, headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, attribute: str) -> list[str]:
        return [found for _, attrs in self.tags if (found := attrs.get(attribute)) is not None]


def page(name: str, template: str = "situation") -> Page:
    return Page(html.render(BRIEFS[name](), Template(name=template)).decode())


@pytest.mark.parametrize("template", names())
@pytest.mark.parametrize("name", BRIEFS)
def test_nothing_runs_and_nothing_is_fetched(name: str, template: str) -> None:
    found = page(name, template)
    assert not {tag for tag, _ in found.tags} & {"script", "img", "iframe", "object", "embed", "link", "form", "base"}
    assert [a for _, attrs in found.tags for a in attrs if a.startswith("on") or a in ("src", "srcset")] == []
    ours = {article.url for article in BRIEFS[name]().articles}
    assert {link for link in found.values("href") if not link.startswith("#")} <= ours


@pytest.mark.parametrize("template", names())
@pytest.mark.parametrize("name", ["ordinary", "empty", "one-article", "long"])
def test_links_inside_lead_somewhere_and_ids_are_unique(name: str, template: str) -> None:
    found = page(name, template)
    ids = found.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in found.values("href") if link.startswith("#")} <= set(ids)
    assert set(found.values("aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("template", names())
@pytest.mark.parametrize("name", ["ordinary", "empty", "long"])
def test_no_heading_level_is_skipped(name: str, template: str) -> None:
    levels = [int(tag[1]) for tag, _ in page(name, template).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_prints_as_text(name: str) -> None:
    text = html.render(BRIEFS[name](), Template()).decode()
    body = text.partition("</head>")[2]
    shown = html_text.unescape(re.sub(r"<[^>]*>", "", body))
    assert shown.count(printable(HOSTILE[name]).strip()) >= 12


def test_each_mark_leads_to_its_passage() -> None:
    text = html.render(ordinary(), Template()).decode()
    assert '<a href="#passage-2-3">A2&nbsp;¶3</a>' in text
    passage = text.partition('<li id="passage-2-3"')[2].partition("</li>")[0]
    assert "The union of dam workers said it had warned Tarsk Hydro twice this year" in passage


def test_the_skip_link_is_first_and_tables_are_labelled() -> None:
    found = page("ordinary")
    first = next(attrs for tag, attrs in found.tags if tag == "a")
    assert first == {"class": "skip", "href": "#main"}
    tables = [tag for tag, _ in found.tags if tag in ("table", "caption")]
    assert tables == ["table", "caption"] * 3
    assert all(attrs.get("scope") for tag, attrs in found.tags if tag == "th")


def test_only_shipped_faces_are_inlined() -> None:
    text = html.render(ordinary(), Template()).decode()
    assert re.findall(r"url\(", text) == ["url("] * len(html.FACES)
    assert text.count('url("data:font/woff2;base64,') == len(html.FACES)


def in_browser(text: str, folder: Path, width: int, dark: bool) -> dict[str, object]:
    """What axe-core and the browser say of a page in a frame ``width`` pixels wide."""
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    probe = (
        f"<script>{axe}</script><script>axe.run(document, {{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', "
        "'wcag22aa', 'best-practice']}).then(found => {const p = parent.document.createElement('pre'); p.id = 'found';"
        "p.textContent = JSON.stringify({violations: found.violations.map(v => [v.id, v.nodes[0].html]), "
        "passes: found.passes.length, width: innerWidth, "
        "sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth, "
        "dark: matchMedia('(prefers-color-scheme: dark)').matches}); parent.document.body.append(p)})</script></body>"
    )
    (folder / "page.html").write_text(text.replace("</body>", probe), encoding="utf-8")
    scheme = "dark" if dark else "light"
    frame = f'<iframe src="page.html" style="color-scheme:{scheme};border:0" width={width} height=900></iframe>'
    (folder / "frame.html").write_text(
        f'<!DOCTYPE html><html style="color-scheme:{scheme}"><body>{frame}</body></html>', encoding="utf-8"
    )
    command = [str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    command += ["--window-size=1600,1000", "--virtual-time-budget=30000", "--dump-dom"]
    command += ["--blink-settings=preferredColorScheme=0"] if dark else []
    out = subprocess.run([*command, f"file://{folder}/frame.html"], capture_output=True, text=True, timeout=120)
    found = re.search(r'<pre id="found">(.*?)</pre>', out.stdout, re.DOTALL)
    assert found, out.stderr[-500:]
    return json.loads(html_text.unescape(found[1]))


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium: apt-get install chromium")
@pytest.mark.skipif(not AXE.is_file(), reason=f"no axe-core at {AXE}: npm pack axe-core, or set AXE_CORE")
@pytest.mark.parametrize(
    ("name", "width", "dark"),
    [
        ("ordinary", 1280, False),
        ("ordinary", 1280, True),
        ("ordinary", 360, False),
        ("ordinary", 360, True),
        ("long", 360, True),
        ("crowded", 480, False),
        ("pictured", 1280, True),
        ("pictured", 360, False),
        ("long-word", 360, False),
        ("empty", 1280, False),
    ],
)
def test_everybody_can_read_the_page(name: str, width: int, dark: bool, tmp_path: Path) -> None:
    text = html.render(BRIEFS[name](), Template()).decode()
    found = in_browser(text, tmp_path, width, dark)
    assert found.pop("passes") >= 15
    assert found == {"violations": [], "width": width, "sideways": False, "dark": dark}
