"""The title, and the lines that a reader in a hurry reads."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from briefing import genres
from briefing.compose.desk import gives, with_stop
from briefing.latest import moments, newest
from briefing.model import Development, Dossier, Line, Story


def bottom_line(
    developments: Sequence[Development],
    room: int,
    old: frozenset[tuple[str, int]] = frozenset(),
    news: Development | None = None,
    alone: frozenset[tuple[str, int]] = frozenset(),
    past: frozenset[tuple[str, int]] = frozenset(),
    newsy: frozenset[tuple[str, int]] = frozenset(),
) -> tuple[Line, ...]:
    """The first developments in one sentence each, a claim with the sentence that says it is not confirmed.

    ``old`` holds the sentences whose figure a later report replaced: the bottom line says the latest. ``news`` is what
    the newest report opens with, where that is younger than what leads: it comes first. ``alone`` holds the sentences
    whose number more origins contradict, ``past`` those that announce what has come since: they come last.
    ``newsy`` holds those that tell of something that makes news by itself.
    """
    current = [d for d in developments if (d.citations[0].article, d.citations[0].start) not in old]
    # A quotation, or one outlet's word alone, only where there is nothing else, but for news that leads; what is first
    # stays first.
    leads = {d.id for d in current[:room] if _place(d) in newsy} | {d.id for d in current[:1]}
    current.sort(key=lambda d: d.id not in leads and d.status == "reported" and d.origins == 1)
    current.sort(key=lambda d: (d != news, _place(d) in past, _place(d) in alone, d.headline.startswith(OPENING)))
    return tuple(Line(text=_with_caveat(d), citations=d.citations) for d in current[:room])


def _place(development: Development) -> tuple[str, int]:
    return development.citations[0].article, development.citations[0].start


def newsworthy(dossier: Dossier) -> frozenset[tuple[str, int]]:
    """Sentences (article, start) that tell of something that happened and makes news by itself."""
    told = (m for event in dossier.events for m in event.mentions if m.stance == "asserted")
    return frozenset((m.passage.article, m.passage.start) for m in told if m.weight >= NEWS)


def past_plans(dossier: Dossier, cut_off: str | None) -> frozenset[tuple[str, int]]:
    """Sentences (article, start) whose news is planned for a day before the information ends."""
    told = (m for event in dossier.events for m in event.mentions if m.main and m.stance == "planned")
    days = ((m, m.when.end) for m in told if m.when and m.when.precision == "day" and m.when.end)
    return frozenset((m.passage.article, m.passage.start) for m, day in days if cut_off and day < cut_off[:10])


def outnumbered(dossier: Dossier) -> frozenset[tuple[str, int]]:
    """Sentences (article, start) that give a number which fewer origins give than another that contradicts it."""
    origin = {a.id: a.origin for a in dossier.articles}
    out: set[tuple[str, int]] = set()
    for one in dossier.discrepancies:
        if one.kind == "figure" and one.relation == "contradicted":
            by = [(len({origin[c.article] for c in p.citations}), p) for p in one.positions]
            most = max(n for n, _ in by)
            kept = {(c.article, c.start) for n, p in by for c in p.citations if n == most}
            out |= {(c.article, c.start) for n, p in by for c in p.citations if n < most and gives(c.text, p)} - kept
    return frozenset(out)


def news_of(developments: Sequence[Development], dossier: Dossier) -> Development | None:
    """What the newest report of the first story opens with, of ``developments`` in order, where its reports are a day
    or more apart: an arrest that ends a hunt comes before the crime. That somebody called for calm does not, nor does
    what an editorial or an explainer opens with."""
    reports = [a for a in dossier.articles if genres.is_news(a.title, a.outlet)]
    when, place = moments(reports), _places(dossier)
    newsy = {m.passage for e in dossier.events for m in e.mentions if m.weight >= NEWS}
    rows = []
    for one in developments:
        first = one.citations[0]
        at = place.get((first.article, first.start))
        fresh = first.article in when and not LONG_SINCE.search(one.headline)
        if one.story == developments[0].story and fresh and at is not None:
            rows.append((when[first.article], -at, one))
    if not rows:
        return None
    newest_time, before, news = max(rows, key=lambda row: row[:2])
    apart = newest_time - min(time for time, *_ in rows) >= DAY
    heavy = {m.passage for e in dossier.events for m in e.mentions if m.weight >= HEAVY}
    own = (
        at for p in heavy if p.article == news.citations[0].article if (at := place.get((p.article, p.start), -1)) >= 0
    )
    opens = -before <= (FEATURE_TOP if min(own, default=0) == -before else NEAR_TOP)
    return news if apart and opens and newsy.intersection(news.citations) else None


def _places(dossier: Dossier) -> dict[tuple[str, int], int]:
    """Each sentence's number in its article, from 0."""
    count: Counter[str] = Counter()
    out: dict[tuple[str, int], int] = {}
    for sentence in dossier.sentences:
        at = sentence.passage
        out[at.article, at.start] = count[at.article]
        count[at.article] += 1
    return out


LONG_SINCE = re.compile(r"\b(?:months|years?|decades) (?:ago|before|earlier)\b", re.IGNORECASE)
"""What a feature begins with, and no news: "When she crossed the border two years ago, …"."""
DAY = timedelta(days=1)
NEWS, HEAVY = 0.5, 0.9
"""Weight of an event (`Told.weight`) that is news by itself, and of one that is wherever it stands."""
NEAR_TOP = 3
"""Sentences before one that still tells what its article opens with."""
FEATURE_TOP = 6
"""Sentences of a feature before its news, none of which tells of deaths, votes and their like."""
OPENING = ("“", '"', "‘", "«", "„")


def _with_caveat(development: Development) -> str:
    sentence, caveat = development.citations[0].text, ""
    if development.text.startswith(sentence):
        caveat = development.text[len(sentence) :]
    return with_stop(development.headline) + caveat


def headline_of(dossier: Dossier, developments: Sequence[Development]) -> str:
    """The newest headline of the story, which tells the latest toll; else the story's; else the first development's;
    else fixed words. Where several stories are told, that of the first, and how many more there are."""
    told_of = list(dict.fromkeys(d.story for d in developments if d.story))
    if len(told_of) > 1:
        first = next((latest_title(s, dossier) for s in dossier.stories if s.id == told_of[0]), "")
        more = f"{len(told_of) - 1} more situation{'s' if len(told_of) > 2 else ''}"
        return f"{first} · {more}" if first else f"{len(told_of)} situations"
    largest = max(dossier.stories, key=lambda s: len(s.articles), default=None)
    if largest and (title := latest_title(largest, dossier)):
        return title
    return developments[0].headline if developments else "Situation brief"


def latest_title(story: Story, dossier: Dossier) -> str:
    """The headline of the story's newest article; its own title where none is dated. One that is but a quotation says
    nothing where another does, a press release what its sender wants, an editorial what its paper thinks; of one that a
    site cut off, where all are, the article's first sentence."""
    told = [a for a in dossier.articles if a.id in story.articles and a.title]
    told = [a for a in told if not QUOTED.fullmatch(a.title.strip())] or told
    told = [a for a in told if genres.is_news(a.title, a.outlet)] or told
    whole = [a for a in told if not CUT.search(SITE.sub("", a.title))]
    if told and not whole:
        opening = next((s for s in dossier.sentences if s.passage.article == told[-1].id and s.stands_alone), None)
        if opening is not None:
            return opening.headline[:1].upper() + opening.headline[1:].rstrip(".")
    told = whole or told
    latest = newest(told)
    own = told[0].title if told and CUT.search(story.title) else story.title
    title = next((a.title for a in told if latest and a.published == latest), own)
    title = LABEL.sub("", title) or title
    return SITE.sub("", title) or title


LABEL = re.compile(r"^(?:CORRECTED|REFILE|UPDATE|WRAPUP) ?\d*-\s?(?=\S)")
"""What an agency prints before a headline: "UPDATE 1-"."""
QUOTED = re.compile('[“‘"\'][^“”‘"]*[”’"\']')
CUT = re.compile(r"\w ?(?:…|\.\.\.)$")
"""A headline as a list of links prints it: "Dockers to walk out as talks s…"."""
SITE = re.compile(
    r"(?<=\w) (?:[-–—|]|::) (?=[^–—]*\b(?:News|Weather|Sports?|TV|Radio|Newspaper|Online|\w+\.com)\b)"
    r"(?:[^|–—]*(?: \| |$))+$"
)
"""What a page adds to its title: " - Orvel & Norrvik News, Weather, Sports", " - Orvel5.com | Orvel, SC | News"."""
