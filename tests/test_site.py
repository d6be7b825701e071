"""All editions as a folder of pages: what is in it, what a browser makes of it."""

import html as html_text
import itertools
import json
import re
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from briefs import BRIEFS, HOSTILE
from lxml import etree
from test_render_html import AXE, CHROMIUM, Page

from briefing import archive, history
from briefing.archive import Issue, site
from briefing.cli import main
from briefing.history import editions
from briefing.model import Brief, Edition, Line
from briefing.serial import to_json

ATOM = "{http://www.w3.org/2005/Atom}"


def issue(situation: str, day: str, number: int = 1, brief: str = "ordinary", html: bytes | None = None) -> Issue:
    made = replace(BRIEFS[brief](), edition=Edition(number=number, of=situation), as_of=f"{day}T06:30:00+01:00")
    files = {"json": to_json(made).encode("utf-8", "surrogatepass"), **({"html": html} if html else {})}
    return Issue(situation=situation, name=f"{day}-{situation}", brief=made, files=files)


@pytest.fixture(scope="module")
def issues() -> list[Issue]:
    mailed = issue("port", "2026-11-22", 3, html=b"<!DOCTYPE html><h1 id='bottom-line'>As it was mailed</h1>")
    (line, *_) = mailed.brief.bottom_line
    cafe = Line(text="The café on the quay is shut; Café Sørn is open.", citations=line.citations)
    shut = replace(mailed.brief, bottom_line=(cafe,))
    return [
        issue("port", "2026-10-31"),
        issue("sea", "2026-11-20", brief="empty"),
        replace(mailed, brief=shut, files={**mailed.files, "json": to_json(shut).encode()}),
        issue("port", "2026-11-21", 2),
    ]


@pytest.fixture(scope="module")
def made(issues: list[Issue]) -> dict[str, bytes]:
    return site(issues, title="Desk briefs", address="https://desk.example/briefs/")


# --- files ----------------------------------------------------------------------------------


def test_what_is_in_the_folder(made: dict[str, bytes]) -> None:
    assert list(made) == [
        "feed.xml",
        "index.html",
        "port/2026-10-31-port.html",
        "port/2026-10-31-port.json",
        "port/2026-11-21-port.html",
        "port/2026-11-21-port.json",
        "port/2026-11-22-port.html",
        "port/2026-11-22-port.json",
        "port/feed.xml",
        "port/index.html",
        "sea/2026-11-20-sea.html",
        "sea/2026-11-20-sea.json",
        "sea/feed.xml",
        "sea/index.html",
        "search-index.js",
        "search.js",
        "site.css",
    ]


def test_the_order_of_what_is_given_changes_no_byte(issues: list[Issue], made: dict[str, bytes]) -> None:
    assert site(reversed(issues), title="Desk briefs", address="https://desk.example/briefs/") == made


def test_an_edition_s_own_files_are_copied_as_they_are(issues: list[Issue], made: dict[str, bytes]) -> None:
    for one in issues:
        for part, data in one.files.items():
            assert made[f"{one.situation}/{one.name}.{part}"] == data


def pages(made: dict[str, bytes]) -> dict[str, Page]:
    own = [name for name in made if name.endswith("index.html")]
    return {name: Page(made[name].decode()) for name in own}


def test_every_link_leads_to_a_file_of_the_folder(made: dict[str, bytes]) -> None:
    for name, page in pages(made).items():
        for link in [*page.values("href"), *page.values("src")]:
            target = urljoin(f"https://x/{name}", link).removeprefix("https://x/").partition("#")[0]
            assert target in made, (name, link)


def test_pages_are_well_made(made: dict[str, bytes]) -> None:
    for page in pages(made).values():
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        assert set(page.values("aria-labelledby")) <= set(ids)
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        scripts = [attrs for tag, attrs in page.tags if tag == "script"]
        assert [attrs["src"] for attrs in scripts] in (["search.js"], ["../search.js"])
        assert "hidden" in next(attrs for tag, attrs in page.tags if attrs.get("id") == "search")


def test_a_situation_lists_its_editions_by_month_the_newest_first(made: dict[str, bytes]) -> None:
    text = re.sub(r"<[^>]*>", "|", made["port/index.html"].decode())
    found = re.findall(r"(?:\d+ )?(?:October|November) 2026", text)
    assert found == ["November 2026", "22 November 2026", "21 November 2026", "October 2026", "31 October 2026"]


def test_the_first_page_lists_ten_editions_of_a_situation() -> None:
    many = [issue("port", f"2026-11-{day:02}", day, html=b"x") for day in range(1, 14)]
    text = site(many, title="Desk briefs")["index.html"].decode()
    assert text.count("<h3>") == archive.NEWEST
    assert '<a href="port/index.html">All 13 editions of ' in text


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_text(name: str) -> None:
    made = site([issue("port", "2026-11-22", brief=name, html=b"x")], title=HOSTILE[name] or "x", address=None)
    for page in pages(made).values():
        assert [tag for tag, _ in page.tags if tag in ("img", "iframe", "object", "svg")] == []
        assert [tag for tag, _ in page.tags if tag == "script"] == ["script"]
        assert [a for _, attrs in page.tags for a in attrs if a.startswith("on")] == []
    etree.fromstring(made["feed.xml"])
    json.loads(made["search-index.js"].decode().removeprefix("var BRIEFS = ").removesuffix(";\n"))


def test_no_editions() -> None:
    made = site([], title="Desk briefs")
    assert "There are no editions yet." in made["index.html"].decode()
    assert feedparser.parse(made["feed.xml"]).bozo is False


# --- feed -----------------------------------------------------------------------------------


def test_the_feed_holds_what_atom_asks_for(issues: list[Issue], made: dict[str, bytes]) -> None:
    for path, number in (("feed.xml", 4), ("port/feed.xml", 3), ("sea/feed.xml", 1)):
        root = etree.fromstring(made[path])
        assert root.tag == f"{ATOM}feed"
        for one in (root, *root.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(one.findall(f"{ATOM}{name}")) == 1
            updated = one.findtext(f"{ATOM}updated") or ""
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", updated)
            assert (one.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert root.findtext(f"{ATOM}author/{ATOM}name") == "make-brief"
        assert len(root.findall(f"{ATOM}entry")) == number
        ids = [one.text for one in root.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids))
        links = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
        assert links["self"] == f"https://desk.example/briefs/{path}"
    found = feedparser.parse(made["feed.xml"])
    assert found.bozo is False
    assert [one.link for one in found.entries] == [
        "https://desk.example/briefs/port/2026-11-22-port.html",
        "https://desk.example/briefs/port/2026-11-21-port.html",
        "https://desk.example/briefs/sea/2026-11-20-sea.html",
        "https://desk.example/briefs/port/2026-10-31-port.html",
    ]
    assert found.entries[0].title == "Orlin dam bursts above Sorn, 22 November 2026"
    assert [one.summary for one in found.entries] == [
        " ".join(line.text for line in issues[n].brief.bottom_line) or "Nothing could be stated with a source."
        for n in (2, 3, 1, 0)
    ]


def test_without_an_address_links_are_relative_and_ids_the_same(issues: list[Issue], made: dict[str, bytes]) -> None:
    bare = site(issues, title="Desk briefs")
    for path, link in (("feed.xml", "port/2026-11-22-port.html"), ("port/feed.xml", "../port/2026-11-22-port.html")):
        one, two = (etree.fromstring(found[path]) for found in (bare, made))
        assert [e.text for e in one.iter(f"{ATOM}id")] == [e.text for e in two.iter(f"{ATOM}id")]
        assert one.find(f"{ATOM}entry/{ATOM}link").get("href") == link
        assert one.findall(f"{ATOM}link[@rel='self']") == []


@pytest.mark.parametrize(
    ("name", "as_of", "day", "label", "updated"),
    [
        ("2026-11-22-port", "2026-11-21T23:00:00Z", "2026-11-22", "22 November 2026", "2026-11-21T23:00:00+00:00"),
        ("brief", "2026-11-22", "2026-11-22", "22 November 2026", "2026-11-22T00:00:00Z"),
        ("brief", None, "", "brief", "1970-01-01T00:00:00Z"),
    ],
)
def test_the_day_of_an_edition(name: str, as_of: str | None, day: str, label: str, updated: str) -> None:
    brief: Brief = replace(BRIEFS["ordinary"](), as_of=as_of)
    one = Issue(situation="port", name=name, brief=brief, files={})
    assert (one.day, one.label, one.updated) == (day, label, updated)


# --- command --------------------------------------------------------------------------------


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, issues: list[Issue]) -> Path:
    monkeypatch.chdir(tmp_path)
    for one in issues:
        for part, data in one.files.items():
            path = tmp_path / "out" / one.situation / f"{one.name}.{part}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return tmp_path / "out"


def written(folder: str) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}


def test_the_command(out: Path, capsys: pytest.CaptureFixture[str], made: dict[str, bytes]) -> None:
    (out / "port" / "other.json").write_text('{"schema": "else"}')
    (out / "port" / "half.json").write_text('{"schema"')
    args = ["site", "out", "--address", "https://desk.example/briefs", "--title", "Desk briefs"]
    assert main(args) == 0
    said = capsys.readouterr()
    assert said.out == "site/index.html\n"
    assert said.err.startswith("make-brief: out/port/half.json: ")
    assert written("site") == made


def test_pages_made_inside_the_editions_folder_are_no_editions(out: Path) -> None:
    for _ in range(2):
        assert main(["site", "out", "--out", "out/site"]) == 0
    assert len(written("out/site")) == 17


def test_the_folders_of_the_situations_are_looked_through(out: Path) -> None:
    Path("briefing.toml").write_text(
        '[site]\nout = "www"\ntitle = "Ours"\naddress = "https://desk.example"\n'
        '[situations.port]\ninputs = ["a"]\nout = "out/port"\n[situations.sea]\ninputs = ["a"]\nout = "out/sea"\n'
    )
    assert main(["site"]) == 0
    assert sorted(path.name for path in Path("www").iterdir() if path.is_dir()) == ["port", "sea"]
    assert b'href="https://desk.example/feed.xml"' in Path("www/feed.xml").read_bytes()


def test_an_edition_without_a_json_is_known_from_the_history(out: Path, issues: list[Issue]) -> None:
    Path("briefing.toml").write_text('[situations.lake]\ninputs = ["a"]\nout = "out/lake"\n')
    Path("out/lake").mkdir()
    Path("out/lake/2026-11-23-lake.html").write_text("<h1>As it was made</h1>")
    brief = replace(issues[0].brief, edition=Edition(number=7, of="lake"))
    due = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
    with closing(history.connect(".briefing/history.sqlite")) as db, db:
        editions.add(
            db, situation="lake", number=7, due=due, day="2026-11-23", name="2026-11-23-lake", previous=None, made=due,
            brief=to_json(brief), files={"html": "out/lake/2026-11-23-lake.html"},
        )  # fmt: skip
    assert main(["site"]) == 0
    assert Path("site/lake/2026-11-23-lake.html").read_text() == "<h1>As it was made</h1>"
    assert Path("site/lake/2026-11-23-lake.json").read_text() == to_json(brief)
    assert "Edition 7" in Path("site/index.html").read_text()


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["bare"], 1, "bare: no edition's .json there; make one, or give the folder of others"),
        (["out", "--address", "desk.example"], 2, "[site]: address = 'desk.example'; give the address of a folder"),
        (["out", "--out", "file"], 1, "file: file is a file, not a folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_made(
    out: Path, capsys: pytest.CaptureFixture[str], args: list[str], status: int, said: str
) -> None:
    Path("bare").mkdir()
    Path("file").touch()
    assert main(["site", *args]) == status
    assert said in capsys.readouterr().err


# --- browser --------------------------------------------------------------------------------

PROBE = """<script>AXE</script><script>
const wait = ready => new Promise(done => { const look = () => ready() ? done() : setTimeout(look, 20); look(); });
const tell = found => { const p = parent.document.createElement('pre'); p.id = 'probed';
  p.textContent = JSON.stringify(found); parent.document.body.append(p); };
(async () => {
  await wait(() => document.readyState === 'complete');
  const field = document.getElementById('words');
  const told = {shown: !document.getElementById('search').hidden};
  if (TYPED) {
    field.focus();
    for (const letter of TYPED) document.execCommand('insertText', false, letter);
    await wait(() => document.getElementById('status').textContent);
    told.status = document.getElementById('status').textContent;
    told.links = [...document.querySelectorAll('#found a')].map(a => a.getAttribute('href'));
    told.marks = [...new Set([...document.querySelectorAll('#found mark')].map(m => m.textContent))];
  }
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await axe.run(document, {runOnly: tags});
  told.violations = found.violations.map(v => [v.id, v.nodes[0].html]);
  told.many = found.passes.length > 15;
  told.width = innerWidth;
  told.sideways = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  told.dark = matchMedia('(prefers-color-scheme: dark)').matches;
  tell(told);
})();
</script></body>"""


def probed(folder: Path, page: str, typed: str, width: int, dark: bool) -> dict[str, object]:
    """What the browser and axe-core say of a page of the folder, opened as a file, after ``typed`` was typed."""
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    probe = PROBE.replace("TYPED", json.dumps(typed)).replace("AXE", axe)
    path = folder / page
    (path.parent / "probe.html").write_text(path.read_text().replace("</body>", probe))
    scheme = "dark" if dark else "light"
    frame = f'<iframe src="probe.html" style="color-scheme:{scheme};border:0" width={width} height=900></iframe>'
    (path.parent / "frame.html").write_text(f'<!DOCTYPE html><html style="color-scheme:{scheme}"><body>{frame}</body>')
    command = [str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    command += ["--window-size=1600,1000", "--virtual-time-budget=30000", "--dump-dom"]
    command += ["--blink-settings=preferredColorScheme=0"] if dark else []
    done = subprocess.run([*command, f"file://{path.parent}/frame.html"], capture_output=True, text=True, timeout=120)
    found = re.search(r'<pre id="probed">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-500:]
    return json.loads(html_text.unescape(found[1]))


@pytest.fixture
def folder(tmp_path: Path, made: dict[str, bytes]) -> Path:
    for name, data in made.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return tmp_path


browser = pytest.mark.skipif(
    not CHROMIUM or not AXE.is_file(), reason="no Chromium or no axe-core: apt-get install chromium; npm pack axe-core"
)


@pytest.mark.slow
@browser
@pytest.mark.parametrize(
    ("page", "typed", "width", "dark"),
    [
        ("index.html", "", 1280, False),
        ("index.html", "dam ", 1280, True),
        ("index.html", "dam", 360, False),
        ("port/index.html", "", 360, True),
        ("port/index.html", "spillway", 1280, False),
        ("sea/index.html", "", 360, False),
    ],
)
def test_everybody_can_read_the_pages(folder: Path, page: str, typed: str, width: int, dark: bool) -> None:
    found = probed(folder, page, typed, width, dark)
    told = {key: found[key] for key in ("shown", "violations", "many", "width", "sideways", "dark")}
    assert told == {"shown": True, "violations": [], "many": True, "width": width, "sideways": False, "dark": dark}


@pytest.mark.slow
@browser
@pytest.mark.parametrize(
    ("page", "typed", "status", "links", "marks"),
    [
        ("index.html", "zebra", "Nothing found.", [], []),
        ("index.html", "pillway", "Nothing found.", [], []),
        ("index.html", "(cafe* ", "1 line in 1 edition.", ["port/2026-11-22-port.html#bottom-line"], ["café", "Café"]),
        (
            "port/index.html",
            "WARNED spill",
            "3 lines in 3 editions.",
            [
                "../port/2026-11-22-port.html",
                "../port/2026-11-21-port.html#bottom-line",
                "../port/2026-10-31-port.html#bottom-line",
            ],
            ["warned", "spill"],
        ),
    ],
)
def test_a_search_that_is_typed(
    folder: Path, page: str, typed: str, status: str, links: list[str], marks: list[str]
) -> None:
    found = probed(folder, page, typed, 1280, False)
    assert (found["status"], found["links"], found["marks"]) == (status, links, marks)
