"""Check a brief against its articles, line by line, without parsing anything anew."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from briefing import dates
from briefing.model import Article, Brief, Changes, Date, Passage
from briefing.serial import brief_from

WORD = re.compile(r"\w+(?:(?:-|\.(?![A-Z][a-z])|(?<=\d)[,:/](?=\d)|['’](?!s\b))\w+)*")
"""A word; the "s" of a possessive is one of its own, so that "Reed" stands in "Reed's". A comma joins numbers
alone, and a stop no sentences: some pages have no space behind them."""
JOINT = " … "
"""What joins the pieces of a quotation that its cue splits."""


def verify(document: Mapping[str, Any], articles: Iterable[Article]) -> list[str]:
    """What does not hold, one sentence each; empty when every line stands in its passage.

    Articles are recognised by the hash of their text, not by id or path.
    """
    brief = brief_from(dict(document))
    given = {article.sha256: article for article in articles}
    listed = ((one, given.get(one.sha256)) for one in (*brief.articles, *brief.earlier))
    # A file may not say when its text was published; the brief does.
    found = {one.id: replace(text, published=one.published, url=one.url) for one, text in listed if text}
    texts = {key: article.text for key, article in found.items()}
    return [
        *_missing(brief, texts),
        *_misquoted(document, texts),
        *_invented(brief),
        *_miscounted(brief),
        *_misdated(brief, found),
    ]


def _missing(brief: Brief, texts: Mapping[str, str]) -> Iterator[str]:
    for one in (*brief.articles, *brief.earlier):
        if one.id not in texts:
            name = one.title or one.path or one.url or "untitled"
            yield f"{one.id} ({name}): no article given has its hash {one.sha256[:12]}; it is missing or was changed"


def passages(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every passage in a JSON value, however deep."""
    if isinstance(value, Mapping):
        if {"article", "start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from passages(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from passages(inner)


def _misquoted(document: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[str]:
    listed = {one["id"] for one in (*document["articles"], *document.get("earlier", ()))}
    for p in passages(document):
        where = f"{p['article']}[{p['start']}:{p['end']}]"
        if p["article"] not in listed:
            yield f"{where}: cites an article that the brief does not list"
        elif p["article"] in texts and texts[p["article"]][p["start"] : p["end"]] != p["text"]:
            yield f"{where}: the article does not say {_short(p['text'])}"


def _invented(brief: Brief) -> Iterator[str]:
    """Lines whose words are not a part, in order, of the passages they cite."""
    for where, text, cited in _lines(brief):
        if not cited:
            yield f"{where}: cites nothing"
        elif not _is_within(text, cited):
            yield f"{where}: {_short(text)} does not stand in the passages it cites"
    for quote in brief.quotes:
        contents = iter([" ".join(passage.text.split()) for passage in quote.content])
        said = next(contents, "")
        for piece in (" ".join(piece.split()) for piece in quote.text.split(JOINT)):
            # The speaker may have paused: not every "…" joins two passages.
            while piece not in said and (more := next(contents, None)) is not None:
                said = more
            if piece not in said:
                yield f"quote {quote.id}: {_short(piece)} is not what its passage says"


def _lines(brief: Brief) -> Iterator[tuple[str, str, Sequence[Passage]]]:
    for n, line in enumerate(brief.bottom_line, 1):
        yield f"bottom line {n}", line.text, line.citations
    for one in brief.developments:
        yield f"headline of {one.id}", one.headline, one.citations
        yield f"development {one.id}", one.text, one.citations
        if one.when:
            yield f"day of {one.id}", one.when.text, one.citations
    yield from _changed(brief.changes or Changes())
    for question in brief.questions:
        yield f"question {question.id}", question.text, question.citations
    for entry in (*brief.timeline, *brief.watch):
        yield f"entry of {entry.date.start or entry.date.text or 'no date'}", entry.text, entry.citations
    for figure in brief.figures:
        yield f"figure {figure.id}", figure.text, figure.citations
        if figure.about:
            yield f"what figure {figure.id} is of", figure.about, figure.citations
    for spot in brief.places:
        yield f"place {spot.name}", spot.name, spot.citations
    titles = {one.id: one.title for one in brief.articles}
    for discrepancy in brief.discrepancies:
        for position in discrepancy.positions:
            # A headline that gives another number than its own article is a position too; titles have no passages.
            heads = [replace(c, text=titles[c.article]) for c in position.citations if titles.get(c.article)]
            yield f"position in {discrepancy.id}", position.text, (*position.citations, *heads)
    for actor in brief.actors:
        for words in (actor.name, *actor.aliases, *actor.roles):
            yield f"actor {actor.id}", words, (*actor.citations, *actor.mentions)
        for line in actor.did:
            yield f"what {actor.name} did", line.text, line.citations


def _changed(changes: Changes) -> Iterator[tuple[str, str, Sequence[Passage]]]:
    for one in changes.revised:
        if one.what:
            yield f"what was revised in {one.id}", one.what, one.citations
        if one.kind != "status":
            yield f"former wording of {one.id}", one.was, one.citations
            yield f"new wording of {one.id}", one.now, one.citations
    for closed in changes.answered:
        yield f"question {closed.id} that is answered", closed.question, closed.citations
        yield f"answer to {closed.id}", closed.text, closed.citations
    for gone in changes.withdrawn:
        yield f"withdrawn {gone.id}", gone.text, gone.citations


def words(text: str) -> list[str]:
    return [w.lower() for w in WORD.findall(text)]


def _is_within(text: str, cited: Sequence[Passage]) -> bool:
    """Are the words of ``text`` a subsequence of one passage, or of all of them in the order cited? A part that is cut
    out within a word ("year-old", of "nine-year-old") stands there as it is."""
    wanted, plain = words(text), " ".join(text.split())
    if any(plain in " ".join(p.text.split()) for p in cited):
        return True
    return any(_is_subsequence(wanted, words(p.text)) for p in cited) or _is_subsequence(
        wanted, [w for p in cited for w in words(p.text)]
    )


def _is_subsequence(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _miscounted(brief: Brief) -> Iterator[str]:
    origin = {one.id: one.origin for one in brief.articles}
    for one in brief.developments:
        found = len({origin.get(c.article, c.article) for c in one.citations})
        if one.origins != found:
            yield f"development {one.id}: says {one.origins} origins, its passages have {found}"
        if one.status == "corroborated" and found < 2:
            yield f"development {one.id}: called corroborated on one origin"


def _misdated(brief: Brief, articles: Mapping[str, Article]) -> Iterator[str]:
    """Dates that their words, reckoned from the day of the article and the dates before them, cannot mean."""

    @cache
    def given(article: str, ahead: bool | None) -> Sequence[tuple[int, Date]]:
        """Where it names dates, and what they mean if they lie ``ahead``."""
        found = articles.get(article)
        spans = dates.find(found.text, dates.day_of(found), ahead=ahead) if found else ()
        return [(start, when) for start, _, when in spans]

    for where, when, cited in _dated(brief):
        meant: set[tuple[str | None, str | None]] = set()
        for ahead in (None, False, True):
            inside = (found for p in cited for found in given(p.article, ahead) if p.start <= found[0] < p.end)
            meant |= {(one.start, one.end) for _, one in inside if one.text == when.text}
            if not when.start or (when.start, when.end) in meant:
                break
        else:
            if meant:
                yield f"{where}: {_short(when.text)} is not {when.start}"


def _dated(brief: Brief) -> Iterator[tuple[str, Date, Sequence[Passage]]]:
    for one in brief.developments:
        if one.when:
            yield f"day of {one.id}", one.when, one.citations
    for figure in brief.figures:
        if figure.when:
            yield f"day of figure {figure.id}", figure.when, figure.citations
    for entry in (*brief.timeline, *brief.watch):
        yield f"entry of {entry.date.start}", entry.date, entry.citations


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain if len(plain) < 80 else plain[:77] + '…'}”"
