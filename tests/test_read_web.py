"""Feeds and pages by their addresses: from a server on loopback to articles."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from web import Site, bomb, serving

from briefing import history
from briefing.cli import main
from briefing.config import Fetch
from briefing.fetch import Fetcher
from briefing.history.pages import Pages
from briefing.model import Article, Problem
from briefing.read import read
from briefing.wanted import Wanted

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
NIGHT = "2026-11-22T06:30:00+00:00"
LEAD = "A ferry with 212 people on board caught fire off Oban on Saturday, the coast guard said."
REST = (
    "All of them were taken off within an hour, and nobody was badly hurt, a spokesman for the coast guard said.\n\n"
    "The company said that it would not sail again before inspectors had seen the engine room."
)
WHOLE = f"{LEAD}\n\n{REST}"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def fetcher(now: datetime = NOW, **others: Any) -> Fetcher:
    rules = Fetch(allow_private=True, timeout=2, robots=others.pop("robots", False))
    return Fetcher(rules, clock=lambda: now, sleep=lambda _: None, **others)


def page(title: str = "Ferry stops after fire", text: str = WHOLE, head: str = "", lang: str = "en") -> str:
    rows = "".join(f"<p>{row}</p>" for row in text.split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{rows}</article></body></html>'
    )


def rss(*items: str, title: str = "Northern Courier", head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title>{head}{''.join(items)}</channel></rss>"
    )


def item(
    link: str, title: str = "Ferry stops after fire", day: str = "Sat, 21 Nov 2026 18:05:00 +0100", **others: str
) -> str:
    dated = f"<pubDate>{day}</pubDate>" if day else ""
    more = "".join(
        f"<{tag.replace('_', ':')}><![CDATA[{text}]]></{tag.replace('_', ':')}>" for tag, text in others.items()
    )
    return f"<item><title>{title}</title><link>{link}</link>{dated}{more}</item>"


def whats(problems: list[Problem]) -> list[str]:
    return [problem.what for problem in problems]


# --- pages ----------------------------------------------------------------------------------


def test_a_page(site: Site) -> None:
    address = site.put("/ferry?utm_source=mail", page())
    assert read([address], fetch=fetcher()) == (
        [
            Article(
                id="A1",
                title="Ferry stops after fire",
                text=WHOLE,
                url=f"{site.address}/ferry",
                retrieved=NIGHT,
            )
        ],
        [],
    )


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ("{}/ferry-fire?utm_source=x", "/ferry-fire"),
        ("/ferry-fire", "/a"),
        ("/", "/a"),
        ("https://elsewhere.example/ferry", "/a"),
        ("javascript:alert(1)", "/a"),
    ],
)
def test_a_page_may_give_another_address_of_its_own_site_as_its_own(site: Site, told: str, url: str) -> None:
    address = site.put("/a", page(head=f'<link rel="canonical" href="{told.format(site.address)}">'))
    assert [one.url for one in read([address], fetch=fetcher())[0]] == [site.address + url]


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("utf-8", "iso-8859-1", "utf-8"),
        ("cp1252", "iso-8859-1", "iso-8859-1"),
        ("cp1252", "utf-8", "utf-8"),
        ("cp1252", "", "windows-1252"),
        ("cp1252", "no-such-encoding", ""),
        ("utf-16", "", ""),
    ],
)
def test_the_wrong_encoding(site: Site, encoding: str, header: str, meta: str) -> None:
    text = f"“We saw smoke,” said José Peña – a passenger on the ferry – on Saturday.\n\n{REST}"
    made = page(text=text).replace('<meta charset="utf-8">', f'<meta charset="{meta}">' if meta else "")
    media = f"text/html; charset={header}" if header else "text/html"
    articles, problems = read([site.put("/a", made.encode(encoding), media)], fetch=fetcher())
    assert ([one.text for one in articles], problems) == ([text], [])


def test_a_front_page_is_no_article(site: Site) -> None:
    head = '<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml">'
    site.put("/", page(head=head))
    site.put("/empty", "<html><nav>Home</nav></html>")
    assert whats(read([f"{site.address}/", f"{site.address}/empty"], fetch=fetcher())[1]) == [
        f"{site.address}/: a front page, not an article; it offers a feed: give {site.address}/feed.xml",
        f"{site.address}/empty: no article text found on the page; save its text as .txt",
    ]


def test_other_kinds_by_address(site: Site) -> None:
    site.put("/a.txt", f"Ferry stops\n\n{WHOLE}", "text/plain")
    site.put("/b", '{"text": "One."}\n{"text": "Two."}', "application/octet-stream")
    site.put("/c.mp4", b"\x00\x00\x00\x20ftypisom", "video/mp4")
    articles, problems = read([f"{site.address}/{name}" for name in ("a.txt", "b", "c.mp4")], fetch=fetcher())
    assert [(one.text, one.url, one.path) for one in articles] == [
        (WHOLE, f"{site.address}/a.txt", None),
        ("One.", f"{site.address}/b", None),
        ("Two.", f"{site.address}/b", None),
    ]
    assert whats(problems) == [f"{site.address}/c.mp4: video/mp4 is not read; give a feed, a page or a PDF"]


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (60_000, "larger than 5 MB; split it, or give only its text"),
        (110_000, "larger than 10 MB; raise max_bytes in [fetch] if it is meant"),
    ],
)
def test_a_page_that_is_too_large_is_named(site: Site, times: int, said: str) -> None:
    address = site.put("/a", page(text="\n\n".join([LEAD] * times)))
    assert whats(read([address], fetch=fetcher())[1]) == [f"{address}: {said}"]


# --- feeds ----------------------------------------------------------------------------------


def test_an_entry_is_followed_to_its_page(site: Site) -> None:
    site.put("/ferry", page())
    feed = site.put("/feed", rss(item("/ferry?utm_medium=rss", description="A ferry burns.")), "text/xml")
    expected = Article(
        id="A1",
        title="Ferry stops after fire",
        outlet="Northern Courier",
        published="2026-11-21T17:05:00+00:00",
        text=WHOLE,
        url=f"{site.address}/ferry",
        retrieved=NIGHT,
    )
    assert read([feed], fetch=fetcher()) == ([expected], [])
    assert read([feed.replace("http:", "feed:http:")], fetch=fetcher()) == ([expected], [])


def test_what_the_page_says_of_itself_counts_before_the_feed(site: Site) -> None:
    head = (
        '<meta property="og:site_name" content="Oban Times"><meta property="og:title" content="Ferry burns off Oban">'
        '<meta property="article:published_time" content="2026-11-21T18:00:00+01:00">'
    )
    site.put("/ferry", page(head=head))
    (found,) = read([site.put("/feed", rss(item("/ferry")), "text/xml")], fetch=fetcher())[0]
    assert (found.title, found.outlet, found.published) == (
        "Ferry burns off Oban",
        "Oban Times",
        "2026-11-21T18:00:00+01:00",
    )


def test_an_entry_that_is_the_article_is_taken_as_it_is(site: Site) -> None:
    long = "\n\n".join([WHOLE] * 3)
    body = "".join(f"<p>{row}</p>" for row in long.split("\n\n")) + "<p>The post Ferry appeared first on Courier.</p>"
    feed = site.put("/feed", rss(item("/ferry", description="A ferry burns.", content_encoded=body)), "text/xml")
    (found,) = read([feed], fetch=fetcher())[0]
    assert (found.text.count(LEAD), found.text.count("appeared first"), found.excerpt) == (1, 0, False)
    assert (found.url, found.retrieved) == (f"{site.address}/ferry", NIGHT)
    assert site.paths() == ["/feed"]


def test_atom_with_relative_links_and_another_outlet(site: Site) -> None:
    site.put("/x/ferry", page())
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/x/"><title>All the north</title>'
        '<entry><title type="html">Ferry &amp;amp; fire</title><link href="ferry"/>'
        "<updated>2026-11-21T18:05:00Z</updated>"
        "<source><title>Oban Times</title></source><summary>A ferry burns.</summary></entry></feed>"
    )
    (found,) = read([site.put("/feed", atom, "application/atom+xml")], fetch=fetcher())[0]
    assert (found.url, found.outlet, found.published) == (
        f"{site.address}/x/ferry",
        "Oban Times",
        "2026-11-21T18:05:00+00:00",
    )


def test_an_entry_without_a_date_gets_none(site: Site) -> None:
    site.put("/ferry", page())
    feed = site.put("/feed", rss(item("/ferry", day="")), "text/xml")
    wanted = Wanted(since=NOW - timedelta(days=1))
    assert [one.published for one in read([feed], fetch=fetcher(), wanted=wanted)[0]] == [None]


def test_one_article_in_two_feeds_is_read_once(site: Site) -> None:
    site.put("/ferry", page())
    one = site.put("/one", rss(item("/ferry?utm_source=one")), "text/xml")
    two = site.put("/two", rss(item("/ferry/#top"), item("/ferry?fbclid=x"), title="Oban Times"), "text/xml")
    articles, problems = read([one, two, one], fetch=fetcher())
    assert ([(a.outlet, a.url) for a in articles], problems) == ([("Northern Courier", f"{site.address}/ferry")], [])
    assert sorted(site.paths()) == ["/ferry", "/one", "/two"]


def test_one_summary_in_two_feeds_is_read_once_and_the_whole_article_before_it(site: Site) -> None:
    entry = item("/gone", description="A barge sank off Mull, police said.")
    one, two = (site.put(path, rss(entry), "text/xml") for path in ("/one", "/two"))
    (found,) = read([one, two], fetch=fetcher())[0]
    assert (found.text, found.excerpt, found.retrieved) == ("A barge sank off Mull, police said.", True, NIGHT)
    body = "".join(f"<p>{row}</p>" for row in [WHOLE] * 4)
    three = site.put("/x", rss(item("/gone", content_encoded=body)), "text/xml")
    (found,) = read([one, two, three], fetch=fetcher())[0]
    assert (LEAD in found.text, found.excerpt) == (True, False)


SUMMARY = "A ferry with 212 people on board caught fire."


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((404, {}, b""), "HTTP 404, there is no such page; check the address"),
        ((200, {"Content-Type": "video/mp4"}, b"\x00"), "video/mp4 is not read"),
        (
            (200, {"Content-Type": "text/html"}, b"<html><p>Log in</p></html>"),
            "no article text found on the page; save its text as .txt",
        ),
        (
            (200, {"Content-Type": "text/html"}, page(text="Log in to read this. It is free.").encode()),
            "the page shows less than the summary does",
        ),
        (
            (200, {"Content-Encoding": "gzip"}, bomb(20_000_000)),
            "larger than 10 MB; raise max_bytes in [fetch] if it is meant",
        ),
    ],
)  # fmt: skip
def test_a_summary_stands_in_for_a_page_that_cannot_be_read(site: Site, answer: Any, why: str) -> None:
    site.pages["/a"] = answer
    feed = site.put("/feed", rss(item("/a", description=f"<p>{SUMMARY}</p>")), "text/xml")
    articles, problems = read([feed], fetch=fetcher())
    assert [(one.text, one.excerpt, one.url) for one in articles] == [(SUMMARY, True, f"{site.address}/a")]
    assert whats(problems) == [f"{feed}: 1 article read from its summary alone: {why}"]


def test_a_site_that_keeps_its_pages_to_itself(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /news/", "text/plain")
    items = [item(f"/news/{n}", title=f"Ferry {n}", description=SUMMARY.replace("212", str(n))) for n in range(3)]
    feed = site.put("/feed", rss(*items, item("/news/9", description="")), "text/xml")
    articles, problems = read([feed], fetch=fetcher(robots=True))
    assert [one.excerpt for one in articles] == [True] * 3
    why = "its robots.txt asks not to fetch this; save the page by hand, or set robots = false in [fetch]"
    assert whats(problems) == [
        f"{feed}: 3 articles read from their summaries alone: {why}",
        f"{feed}: 1 article not read: {why}",
    ]


def test_one_dead_feed_among_three_is_named_and_costs_nothing_else(site: Site) -> None:
    site.put("/ferry", page())
    site.put("/dam", page(title="Dam holds", text=WHOLE.replace("ferry", "barge")))
    feeds = [
        site.put("/one", rss(item("/ferry")), "text/xml"),
        site.put("/three", status=500),
        site.put("/two", rss(item("/dam")), "text/xml"),
    ]
    articles, problems = read(feeds, fetch=fetcher())
    assert [one.title for one in articles] == ["Ferry stops after fire", "Dam holds"]
    assert whats(problems) == [f"{site.address}/three: HTTP 500"]


def test_a_feed_that_is_down_is_read_as_it_was_yesterday(site: Site, tmp_path: Path) -> None:
    db = history.connect(tmp_path / "history.sqlite")
    site.put("/ferry", page())
    feed = site.put("/feed", rss(item("/ferry")), "text/xml")
    first = read([feed], fetch=fetcher(NOW, pages=Pages(db)))
    site.put("/feed", status=502)
    later = NOW + timedelta(days=1)
    second = read([feed], fetch=fetcher(later, pages=Pages(db)))
    assert [one.text for one in second[0]] == [one.text for one in first[0]]
    assert whats(second[1]) == [f"{feed}: HTTP 502; its copy of {NIGHT} was read instead"]
    for now, seen in ((NOW, first), (later, second)):
        assert read([feed], fetch=fetcher(now, pages=Pages(db), offline=True)) == seen
    db.close()


@pytest.mark.parametrize(
    ("body", "titles", "said"),
    [
        (
            rss(item("/ferry"), "<item><title>Dam & barge</title></item>"),
            ["Ferry stops after fire"],
            [
                "broken XML (not well-formed (invalid token)); 2 entries could be read",
                "1 article not read: the feed gives no address of a page",
            ],
        ),
        ("<rss version='2.0'><channel><ti", [], ["broken XML (unclosed token); 0 entries could be read"]),
        ("<rss>", [], ["broken XML (no element found); 0 entries could be read"]),
        ("<feeds>x</feeds>", [], ["no Atom or RSS feed, or one too damaged to read; check the address or the file"]),
        (b"<?xml version='1.0' encoding='\xe2x'?><rss/>", [], ["a feed too damaged to read; tell its owner"]),
        (rss(), [], []),
    ],
)  # fmt: skip
def test_a_damaged_feed(site: Site, body: str | bytes, titles: list[str], said: list[str]) -> None:
    site.put("/ferry", page())
    feed = site.put("/feed", body, "application/rss+xml")
    articles, problems = read([feed], fetch=fetcher())
    assert [one.title for one in articles] == titles
    assert whats(problems) == [f"{feed}: {one}" for one in said]


def test_entries_that_are_too_old_are_counted_and_not_fetched(site: Site) -> None:
    site.put("/ferry", page())
    old = item("/old", day="Mon, 16 Nov 2026 08:00:00 GMT", description="A barge sank.")
    feed = site.put("/feed", rss(item("/ferry"), old), "text/xml")
    articles, problems = read([feed], fetch=fetcher(), wanted=Wanted(since=NOW - timedelta(hours=36)))
    assert [one.title for one in articles] == ["Ferry stops after fire"]
    assert problems == [
        Problem(article=None, what="1 article older than 2026-11-20T18:30+00:00 (look_back)", chosen=True)
    ]
    assert "/old" not in site.paths()


def test_a_feed_on_disk_is_read_without_a_network(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("feed.xml").write_text(rss(item(f"{site.address}/ferry", description=SUMMARY)))
    articles, problems = read(["feed.xml"], fetch=fetcher())
    assert [(one.text, one.excerpt, one.path) for one in articles] == [(SUMMARY, True, "feed.xml")]
    assert whats(problems) == [
        "feed.xml: 1 article read from its summary alone: "
        "the pages of a feed on disk are not fetched; give the feed's address"
    ]
    assert site.asked == []


@pytest.mark.model
def test_the_command_reads_a_feed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFING_FETCH_ALLOW_PRIVATE", "true")
    monkeypatch.setenv("BRIEFING_NOW", "2026-11-22T06:30:00+00:00")
    site.put("/ferry", page())
    old = item("/old", day="Mon, 16 Nov 2026 08:00:00 GMT", description="A barge sank.")
    feed = site.put("/feed", rss(item("/ferry"), old), "text/xml")
    monkeypatch.setenv("BRIEFING_LOOK_BACK", "36h")
    assert main([feed, "-f", "json", "--strict"]) == 0
    made = json.loads(Path("out/brief.json").read_bytes())
    assert [(one["url"], one["retrieved"], one["excerpt"]) for one in made["articles"]] == [
        (f"{site.address}/ferry", NIGHT, False)
    ]
    assert made["developments"][0]["citations"][0]["text"] == LEAD
    left_out = "1 article older than 2026-11-20T18:30+00:00 (look_back)"
    assert [(one["what"], one["chosen"]) for one in made["problems"]] == [(left_out, True)]
    assert main(["verify", "out/brief.json", feed]) == 0
    site.put("/ferry", page(text=WHOLE.replace("212", "210")))
    assert main(["verify", "out/brief.json", feed]) == 1
    assert main([feed, "--offline"]) == 1
    assert "no copy of it was kept by 2026-11-22T06:30:00+00:00" in capsys.readouterr().err


def test_a_feed_asks_for_a_hundred_pages_at_most(site: Site) -> None:
    site.pages |= {f"/{n}": (200, {"Content-Type": "text/html"}, page(title=f"Ferry {n}").encode()) for n in range(103)}
    feed = site.put(
        "/feed", rss(*(item(f"/{n}", title=f"Ferry {n}", description=SUMMARY) for n in range(103))), "text/xml"
    )
    articles, problems = read([feed], fetch=fetcher())
    assert (len(articles), sum(one.excerpt for one in articles)) == (103, 3)
    assert whats(problems) == [
        f"{feed}: 3 articles read from their summaries alone: only the first 100 pages of a feed are fetched"
    ]
