"""The whole chain: properties that hold for any text, and the seeds as golden briefs."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing import Article, make_brief, make_dossier, to_json
from briefing.model import Problem
from briefing.read import read
from briefing.serial import brief_from
from briefing.verify import passages, verify

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
SITUATIONS = sorted(p.name for p in (ROOT / "seeds").iterdir() if p.is_dir())

PIECES = st.sampled_from(
    [
        "The army said on Monday it had struck two depots near Lusna. ",
        "“We will not leave,” said Ann Reed, a farmer. ",
        "She added that 12 people were killed, and at least 40 hurt. ",
        "BERLIN (Reuters) - ",
        "Photograph: A. Reed\n",
        "READ MORE\n",
        "It was not clear who fired. ",
        "“An odd mark. ",
        "He said: ‘no’ ",
        "\n\n",
        "<b>&amp;</b> {{ x }} *a* [b](c) ",
        "x" * 400 + " ",
        "😀 \u202e\u0000 ",
        "中国 Ελλάδα العربية ",
        "$3.5 million, 18 per cent; 900 miles ",
        "No. ",
    ]
)
TEXTS = st.lists(PIECES, max_size=9).map("".join)


@pytest.mark.model
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_any_text_makes_a_brief_that_verifies_and_makes_it_twice(nlp, texts):
    articles = [Article(id=f"A{n}", text=text, title=f"T{n}") for n, text in enumerate(texts, 1)]
    dossier = make_dossier(articles, nlp)
    text_of = {a.id: a.text for a in articles}
    document = json.loads(to_json(dossier))
    assert all(text_of[p["article"]][p["start"] : p["end"]] == p["text"] for p in passages(document))
    placed = [m["trigger"] for e in document["events"] for m in e["mentions"]]
    assert len({(t["article"], t["start"], t["end"]) for t in placed}) == len(placed)
    brief = to_json(make_brief(dossier))
    assert verify(json.loads(brief), articles) == []
    assert to_json(make_brief(make_dossier(articles, nlp))) == brief


def made(situation: str, nlp) -> str:
    articles, problems = read([str(ROOT / "seeds" / situation)])
    assert problems == []
    return to_json(make_brief(make_dossier(articles, nlp)))


@pytest.mark.model
@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_line_of_a_seeds_brief_stands_in_its_passage(situation, nlp):
    articles, _ = read([str(ROOT / "seeds" / situation)])
    document = json.loads(made(situation, nlp))
    assert verify(document, articles) == []
    assert to_json(brief_from(document)) == json.dumps(document, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.model
@pytest.mark.parametrize("situation", SITUATIONS)
def test_golden(situation, nlp, request):
    """What the brief says, in Markdown: read the difference before it is accepted with ``--update-golden``."""
    from briefing.render import md
    from briefing.templating import find

    brief = brief_from(json.loads(made(situation, nlp)))
    text = md.render(brief, find("situation"))
    path = GOLDEN / f"{situation}.md"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text)
    assert text.decode() == path.read_text(encoding="utf-8")


@pytest.mark.model
def test_the_order_of_articles_does_not_change_what_belongs_together(nlp):
    articles, _ = read([str(ROOT / "seeds" / "meridel")])
    forward, backward = (make_dossier(pile, nlp) for pile in (articles, articles[::-1]))

    def groups(dossier):
        return sorted(sorted((m.article, m.start) for m in a.mentions) for a in dossier.actors)

    assert groups(forward) == groups(backward)


@pytest.mark.model
def test_of_two_articles_with_one_id_the_first_is_read_and_the_other_listed(nlp):
    given = [Article(id="a", text="A dam broke."), Article(id="b", text="A mill burned."), Article(id="a", text="No.")]
    dossier = make_dossier(given, nlp)
    assert [(one.id, one.words) for one in dossier.articles] == [("a", 3), ("b", 3)]
    what = "several articles have this id; only the first is read: give each its own"
    assert dossier.problems == (Problem(article="a", what=what),)
