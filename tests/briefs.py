"""Briefs made by hand for the tests of layout, templates and formats. Every word is invented."""

from dataclasses import replace

from briefing.model import (
    Actor,
    Answered,
    Article,
    Brief,
    Changes,
    Date,
    Development,
    Discrepancy,
    Edition,
    Entry,
    Figure,
    Line,
    Listed,
    Method,
    Omitted,
    Paragraphs,
    Passage,
    Period,
    Position,
    Problem,
    Question,
    Quote,
    Revised,
    Source,
    Spot,
    Story,
    Withdrawn,
)

COURIER = """\
The Orlin dam gave way on Tuesday night after nine days of rain, sending a wall of water through the lower Tarsk valley.

At least 14 people were killed and 31 are missing, the regional rescue service said on Wednesday.

"We heard one crack, then the siren, and then there was no street any more," said Ilva Brenn, a baker in Lower Sorn.

The operator, Tarsk Hydro, denied that it had been warned about the eastern spillway.

Prime Minister Jonas Weld is to visit the valley on Friday and will meet the mayors of six towns.

It was not clear how many people had been in the camp below the dam when the water came.

Engineers opened the lower gates in March, when a first leak was found, and closed them again in May.
"""
RADIO = """\
A dam has burst above the town of Sorn and rescuers are searching the Tarsk valley for survivors.

The interior ministry put the number of dead at 22 by Wednesday evening.

The union of dam workers said it had warned Tarsk Hydro twice this year about cracks in the eastern spillway.

"They signed for both letters, and I keep the receipts," the union's secretary, Marta Quill, told North Coast Radio.

About 4,000 people have left their homes, according to the Red Crescent of Velmar.

Tarsk Hydro did not answer requests for comment.
"""
WIRE = """\
SORN (VNA) - The Orlin dam collapsed late on Tuesday, flooding more than 1,500 hectares of farmland, officials said.

The army has sent 600 soldiers and four helicopters to the valley.

General Oska Thorn said the road to Upper Sorn would be open again by Saturday.

The cause of the collapse has not been established. A commission is to report by 30 April.
"""
TEXTS = {"A1": COURIER, "A2": RADIO, "A3": WIRE, "A4": WIRE.replace("SORN (VNA) - ", "")}

ARTICLES = tuple(
    Article(id=key, text=TEXTS[key], title=title, outlet=outlet, published=published, url=url)
    for key, title, outlet, published, url in (
        ("A1", "Dam fails above Sorn, dozens missing", "Velmar Courier", "2026-03-04T16:20:00+00:00",
         "https://courier.example/2026/orlin-dam"),
        ("A2", "Rescuers search flooded valley", "North Coast Radio", "2026-03-04T19:05:00+00:00",
         "https://ncradio.example/news/4711?part=2&view=full"),
        ("A3", "Orlin dam collapses", "Delta Times", "2026-03-04", None),
        ("A4", "Orlin dam collapses in the north", "Harbour Post", "2026-03-04", "https://post.example/vna/orlin"),
    )
)  # fmt: skip


def cite(article: str, words: str) -> Passage:
    """The passage of ``article`` that reads ``words``."""
    text = TEXTS[article]
    start = text.index(words)
    return Passage(
        article=article, start=start, end=start + len(words), text=words, paragraph=Paragraphs(text).at(start)
    )


def deeds(*passages: Passage) -> tuple[Line, ...]:
    return tuple(Line(text=p.text, citations=(p,)) for p in passages)


def sentence(article: str, paragraph: int) -> Passage:
    return cite(article, [line for line in TEXTS[article].split("\n") if line.strip()][paragraph - 1])


def listed(article: Article, **changed: object) -> Listed:
    made = Listed(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        published=str(article.published) if article.published else None,
        url=article.url,
        path=f"{article.id.lower()}.txt",
        words=len(article.text.split()),
        paragraphs=len(Paragraphs(article.text)),
        sha256=article.sha256,
        language="en",
        origin=article.id,
        duplicate_of=None,
    )
    return replace(made, **changed)


def day(iso: str, text: str) -> Date:
    return Date(start=iso, end=iso, precision="day", text=text)


RESCUE = Source(name="the regional rescue service")
MINISTRY = Source(name="The interior ministry")
UNION = Source(name="Marta Quill", role="the union's secretary")
WEDNESDAY = day("2026-03-04", "Wednesday")
METHOD = Method(version="0.1.0", pipeline="en_news_small 1.0", generated="2026-03-05T06:00:00+00:00")


WITHDRAWN = "A second dam at Upper Sorn is in danger."


def ordinary() -> Brief:
    return Brief(
        title="Orlin dam bursts above Sorn",
        edition=Edition(number=2, of="Tarsk valley", previous="2026-03-03"),
        as_of="2026-03-04T19:05:00+00:00",
        period=Period(start="2026-03-03", end="2026-03-04"),
        method=METHOD,
        bottom_line=(
            Line(
                text="The Orlin dam gave way on Tuesday night after nine days of rain, sending a wall of water "
                "through the lower Tarsk valley.",
                citations=(sentence("A1", 1), sentence("A2", 1), sentence("A3", 1)),
            ),
            Line(
                text="At least 14 people were killed and 31 are missing, the regional rescue service said on "
                "Wednesday.",
                citations=(sentence("A1", 2),),
            ),
            Line(
                text="The union of dam workers said it had warned Tarsk Hydro twice this year about cracks in the "
                "eastern spillway.",
                citations=(sentence("A2", 3),),
            ),
        ),
        changes=Changes(
            new=("D3", "D4"),
            revised=(
                Revised(
                    id="F1",
                    was="9 people killed",
                    now="at least 14 people killed",
                    citations=(sentence("A1", 2),),
                ),
            ),
            withdrawn=(
                Withdrawn(
                    id="D9",
                    text=WITHDRAWN,
                    why="changed",
                    citations=(Passage(article="X1", start=0, end=40, text=WITHDRAWN),),
                ),
            ),
            answered=(
                Answered(
                    id="O9",
                    question="It was not clear how many people had been in the camp below the dam when the water came.",
                    text="About 4,000 people have left their homes, according to the Red Crescent of Velmar.",
                    citations=(sentence("A1", 6), sentence("A2", 5)),
                ),
            ),
        ),
        earlier=(listed(replace(ARTICLES[1], id="X1", text=WITHDRAWN)),),
        developments=(
            development("D1", "The Orlin dam gave way on Tuesday night", sentence("A1", 1), "corroborated", 3,
                        sentence("A2", 1), sentence("A3", 1), sentence("A4", 1)),
            development("D2", "At least 14 people were killed and 31 are missing, the regional rescue service said",
                        sentence("A1", 2), "disputed", 2, sentence("A2", 2)),
            development("D3", "The union of dam workers said it had warned Tarsk Hydro twice this year",
                        sentence("A2", 3), "claimed", 1),
            development("D4", "The army has sent 600 soldiers and four helicopters to the valley.",
                        sentence("A3", 2), "reported", 1, sentence("A4", 2)),
            development("D5", "The cause of the collapse has not been established.", sentence("A3", 4),
                        "unconfirmed", 1),
        ),
        figures=(
            figure("F1", "killed", "people killed", "At least 14", 14, sentence("A1", 2), RESCUE, rivals=("F2",)),
            figure("F2", "killed", "people killed", "22", 22, sentence("A2", 2), MINISTRY, rivals=("F1",)),
            figure("F3", "missing", "people missing", "31", 31, sentence("A1", 2), RESCUE),
            figure("F4", "displaced", "people who have left their homes", "About 4,000", 4000, sentence("A2", 5),
                   Source(name="the Red Crescent of Velmar")),
            figure("F5", "hectare", "of farmland flooded", "more than 1,500 hectares", 1500, sentence("A3", 1),
                   Source(name="officials")),
            figure("F6", "soldier", "soldiers sent to the valley", "600", 600, sentence("A3", 2), None),
        ),
        discrepancies=(
            Discrepancy(
                id="X1",
                kind="figure",
                measure="killed",
                relation="superseded",
                positions=(
                    Position(value=14, text="At least 14 people were killed", said_by=RESCUE,
                             citations=(sentence("A1", 2),)),
                    Position(value=22, text="the number of dead at 22 by Wednesday evening", said_by=MINISTRY,
                             citations=(sentence("A2", 2),)),
                ),
            ),
            Discrepancy(
                id="X2",
                kind="denial",
                measure=None,
                positions=(
                    Position(value=None, text="it had warned Tarsk Hydro twice this year",
                             said_by=Source(name="The union of dam workers"), citations=(sentence("A2", 3),)),
                    Position(value=None, text="denied that it had been warned about the eastern spillway",
                             said_by=Source(name="Tarsk Hydro"), citations=(sentence("A1", 4),)),
                ),
            ),
        ),
        actors=(
            Actor(id="P1", name="Tarsk Hydro", kind="organisation", mentions=(cite("A1", "Tarsk Hydro"),),
                  roles=("the operator",), citations=(sentence("A1", 4),),
                  did=deeds(sentence("A1", 4), sentence("A2", 6))),
            Actor(id="P2", name="Marta Quill", kind="person", mentions=(cite("A2", "Marta Quill"),),
                  roles=("the union's secretary",), citations=(sentence("A2", 4),), did=deeds(sentence("A2", 4))),
            Actor(id="P3", name="Oska Thorn", kind="person", mentions=(cite("A3", "General Oska Thorn"),),
                  aliases=("General Thorn", "Oskar Thorn"), roles=("General",), citations=(sentence("A3", 3),)),
            Actor(id="P4", name="Jonas Weld", kind="person", mentions=(cite("A1", "Jonas Weld"),),
                  roles=("Prime Minister",), citations=(sentence("A1", 5),), did=deeds(sentence("A1", 5))),
        ),
        quotes=(
            replace(quote("Q1",
                          cite("A1", "We heard one crack, then the siren, and then there was no street any more,"),
                          Source(name="Ilva Brenn", role="a baker in Lower Sorn"), sentence("A1", 3)), when=WEDNESDAY),
            quote("Q2", cite("A2", "They signed for both letters, and I keep the receipts,"), UNION,
                  sentence("A2", 4), to="to North Coast Radio"),
            quote("Q3", cite("A3", "the road to Upper Sorn would be open again by Saturday"), None,
                  sentence("A3", 3)),
        ),
        timeline=(
            Entry(date=Date(start="2026-03-01", end="2026-03-31", precision="month", text="March"),
                  text="Engineers opened the lower gates in March, when a first leak was found",
                  citations=(sentence("A1", 7),)),
            Entry(date=day("2026-03-03", "Tuesday night"), text="The Orlin dam gave way on Tuesday night",
                  citations=(sentence("A1", 1), sentence("A3", 1)), events=("E1",)),
            Entry(date=Date(start=None, end=None, precision="day", text="by Wednesday evening"),
                  text="The interior ministry put the number of dead at 22", citations=(sentence("A2", 2),)),
        ),
        questions=(
            Question(id="U1", kind="unclear", citations=(sentence("A1", 6),),
                     text="It was not clear how many people had been in the camp below the dam when the water came."),
            Question(id="U2", kind="no-comment", citations=(sentence("A2", 6),),
                     text="Tarsk Hydro did not answer requests for comment."),
            Question(id="U3", kind="pending", citations=(sentence("A3", 4),),
                     text="A commission is to report by 30 April."),
            Question(id="U4", kind="missing", citations=(), text="How many homes were destroyed: no article says."),
        ),
        watch=(
            Entry(date=day("2026-03-06", "Friday"), text="Prime Minister Jonas Weld is to visit the valley on Friday",
                  citations=(sentence("A1", 5),)),
            Entry(date=day("2026-04-30", "30 April"), text="A commission is to report by 30 April.",
                  citations=(sentence("A3", 4),)),
        ),
        articles=(
            listed(ARTICLES[0]),
            listed(ARTICLES[1], retrieved="2026-03-04T19:30:00+00:00", grade="B", excerpt=True),
            listed(ARTICLES[2], agency="VNA"),
            listed(ARTICLES[3], origin="A3", duplicate_of="A3", agency="VNA"),
        ),
        problems=(Problem(article="broken.txt", what="not text: it holds zero bytes"),),
        omitted=Omitted(developments=2, quotes=1),
    )  # fmt: skip


def development(key: str, headline: str, main: Passage, status: str, origins: int, *others: Passage) -> Development:
    return Development(
        id=key,
        headline=headline,
        text=main.text,
        events=(),
        status=status,  # type: ignore[arg-type]
        origins=origins,
        citations=(main, *others),
    )


def figure(
    key: str,
    measure: str,
    what: str,
    text: str,
    value: float,
    citation: Passage,
    said_by: Source | None,
    rivals: tuple[str, ...] = (),
) -> Figure:
    return Figure(
        id=key,
        measure=measure,
        value=value,
        low=value,
        high=None,
        unit=None,
        what=what,
        text=text,
        citations=(citation,),
        mentions=(citation,),
        when=WEDNESDAY if said_by else None,
        said_by=said_by,
        rivals=rivals,
    )


def quote(key: str, content: Passage, source: Source | None, around: Passage, to: str | None = None) -> Quote:
    return Quote(
        id=key,
        kind="direct" if source else "indirect",
        text=content.text,
        content=(content,),
        citations=(around,),
        source=source,
        to=to,
    )


def empty() -> Brief:
    return Brief(title="", edition=Edition(), as_of=None, period=None, method=replace(METHOD, generated=None))


def one_article() -> Brief:
    full = ordinary()
    first = full.articles[:1]
    keep = tuple(d for d in full.developments if d.citations[0].article == "A1")
    return replace(
        empty(),
        title="Dam fails above Sorn, dozens missing",
        as_of="2026-03-04",
        bottom_line=full.bottom_line[:2],
        developments=keep,
        figures=(replace(full.figures[2], rivals=()),),
        articles=first,
    )


def long() -> Brief:
    """Forty articles, thirty developments, eight figures, twenty actors and quotations: more than anyone asks for."""
    full = ordinary()
    articles = []
    for n in range(1, 41):
        old = full.articles[(n - 1) % 4]
        same = old.duplicate_of is not None
        articles.append(
            replace(
                old, id=f"A{n}", origin=f"A{n - 1}" if same else f"A{n}", duplicate_of=f"A{n - 1}" if same else None
            )
        )

    def moved(passage: Passage, by: int) -> Passage:
        return replace(passage, article=f"A{(int(passage.article[1:]) + 4 * by - 1) % 40 + 1}")

    developments = tuple(
        replace(
            old,
            id=f"D{n + 1}",
            story="S1" if n < 18 else "S2",
            citations=tuple(moved(p, by) for p in old.citations for by in range(n % 10 + 1)),
        )
        for n in range(30)
        for old in (full.developments[n % 5],)
    )
    return replace(
        full,
        title="Orlin dam bursts above Sorn and the valley counts its dead while the operator, the union and two "
        "ministries disagree about who was warned, when, and by whom",
        stories=(
            Story(id="S1", title="Orlin dam", articles=tuple(a.id for a in articles[:24])),
            Story(id="S2", title="Coastal ferry strike", articles=tuple(a.id for a in articles[24:])),
        ),
        developments=developments,
        figures=full.figures + tuple(replace(f, id=f"{f.id}b", rivals=()) for f in full.figures[2:4]),
        actors=tuple(replace(a, id=f"{a.id}{n}") for n in range(5) for a in full.actors),
        quotes=tuple(replace(q, id=f"{q.id}{n}") for n in range(7) for q in full.quotes),
        discrepancies=tuple(replace(d, id=f"{d.id}{n}") for n in range(4) for d in full.discrepancies),
        timeline=full.timeline * 5,
        questions=full.questions * 4,
        watch=full.watch * 4,
        articles=tuple(articles),
        omitted=Omitted(developments=12, figures=3, actors=9, quotes=4, discrepancies=1, questions=6, timeline=5),
    )


def pictured() -> Brief:
    """With a map and the course of a count. The towns are real ones, for only these have positions."""

    def spot(name: str, latitude: float, longitude: float, *ids: str) -> Spot:
        return Spot(name=name, country="SY", latitude=latitude, longitude=longitude, developments=ids,
                    citations=(sentence("A1", 1),))  # fmt: skip

    full = ordinary()
    counted = Discrepancy(
        id="X1",
        kind="figure",
        measure="killed",
        relation="superseded",
        positions=tuple(
            Position(value=value, text=f"{value}", citations=(sentence(article, 1),))
            for value, article in ((9, "A3"), (14, "A1"), (22, "A2"))
        ),
    )
    return replace(
        full,
        places=(spot("Hama", 35.13, 36.76, "D1", "D3"), spot("Palmyra", 34.56, 38.28, "D2")),
        discrepancies=(counted, *full.discrepancies[1:]),
    )


SCRIPTS = {
    "arabic": "قال متحدث باسم بلدية سورن إن السد انهار ليلا",
    "hebrew": "הסכר קרס בלילה",
    "cyrillic": "Плотина Орлин прорвалась во вторник ночью, сообщили спасатели; її їжак ґанок",
    "greek": "Το φράγμα υποχώρησε τη νύχτα",
    "cjk": "奥林大坝夜间决堤，塔斯克山谷被淹。救助隊が谷を捜索している。 댐이 무너졌다",
    "emoji": "Dam gone 🌊🏚️ pray for Sorn 🙏🏽 👩‍👩‍👧 🇻🇪",
    "vietnamese": "Đập Orlin vỡ đêm thứ Ba, ờ ữ ẵ ộ",
    "combining": "Sorn cafe\u0301 n\u0303 a\u0323\u0302 q\u0307\u0323 Z\u0351\u036b\u0343algo",
    "mathematics": "a ≤ b ≠ c ± 5 % of ½ → 10 × 3 − 2 ≈ 28, 15 €, 20 ₿",
}  # fmt: skip

HOSTILE = {
    "html": "<script>alert(1)</script><img src=http://evil.example/x.png onerror=alert(2)><b>bold</b>",
    "attachment": '<link rel=attachment href="file:///etc/passwd"><object data="file:///etc/passwd">',
    "style": "</style><style>@import url(http://evil.example/x.css); * {display: none}</style>",
    "attribute": '" onmouseover="alert(3)" x=\'y\' `z`',
    "jinja": "{{ 7 * 7 }} {% for x in y %}{% endfor %} {# gone #}",
    "markdown": "# Title *stars* _lines_ `code` [link](http://evil.example) ![p](http://evil.example/p) ~~s~~ |a|b|",
    "reference": "[^A1¶4]: note [A1]: http://evil.example <http://evil.example> &lt;b&gt; &amp; &#42; &copy",
    "address": "see http://evil.example/x, www.evil.example, evil.com, mailto:a@b.com or a@b.com; javascript:alert(4)",
    "list": "1. one 2. two - three + four > five",
    "escapes": "back\\slash \\* \\_ \\\\ end\\",
    "bidi": "safe \u202egnp.exe\u202c \u2066x\u2069 \u200bzero\u200b \ufeffbom \u00adsoft \u200fmark",
    "controls": "a\x00b\x07c\x1b[31mred\x1b[0m\x7f\x85d\u2028e\ufffef",
    "surrogate": "half \ud83d of a pair",
    "lines": "first line\n\n# second line\n    third\n- fourth\n---\n===",
}


def saying(text: str) -> Brief:
    """An ordinary brief in which ``text`` stands wherever a text of an article can stand."""
    full = ordinary()
    passage = Passage(article="A1", start=0, end=len(text), text=text, paragraph=1)
    who = Source(name=text, role=text)
    return replace(
        full,
        title=text,
        edition=Edition(number=1, of=text),
        bottom_line=(Line(text=text, citations=(passage,)), *full.bottom_line[1:]),
        developments=(
            replace(full.developments[0], headline=text, text=text + " ", citations=(passage,)),
            *full.developments[1:],
        ),
        figures=(replace(full.figures[0], what=text, text=text, said_by=who), *full.figures[1:]),
        discrepancies=(
            replace(
                full.discrepancies[0],
                measure=text,
                positions=(Position(value=None, text=text, citations=(passage,), said_by=who),),
            ),
        ),
        actors=(
            Actor(id="P1", name=text, kind="other", mentions=(), roles=(text,), aliases=(text,), did=deeds(passage)),
        ),
        quotes=(replace(full.quotes[0], text=text, source=who, to=text, citations=(passage,)),),
        timeline=(Entry(date=Date(start=None, end=None, precision="day", text=text), text=text, citations=(passage,)),),
        questions=(replace(full.questions[0], text=text),),
        watch=(),
        articles=(
            replace(full.articles[0], title=text, outlet=text, url=text, path=text, agency=text, published=text),
            *full.articles[1:],
        ),
        problems=(Problem(article=text, what=text),),
    )


def crowded() -> Brief:
    """As many developments as a brief has of its own accord, from few enough articles for the table of who reports
    what: its widest."""
    full = ordinary()
    some = full.developments
    return replace(full, developments=tuple(replace(some[n % len(some)], id=f"K{n + 1}") for n in range(16)))


BRIEFS = {
    "ordinary": ordinary,
    "crowded": crowded,
    "empty": empty,
    "one-article": one_article,
    "long": long,
    "pictured": pictured,
    **{name: (lambda text=text: saying(text)) for name, text in (SCRIPTS | HOSTILE).items()},
    "long-word": lambda: saying("w" * 10_000),
}
"""Name to maker: every format must print every one of them."""
