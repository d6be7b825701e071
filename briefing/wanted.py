"""What a situation wants of what is read: which articles stay, and what the others are told as."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from briefing import lexicon, query
from briefing.model import Article, Problem

SAMPLE = 300
"""Words of an article that its language is told by."""
ENOUGH = 20
"""Words without which nothing is told."""
ENGLISH = 0.22
"""Share of function words from which a text is taken for English, whatever it says of itself."""
FOREIGN = 0.15
"""Share below which it is not. English news has 0.3 to 0.5, lists of its headlines 0.17 and more; languages that
have a few of the words too ("a", "in", "an", "was") 0.13 at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """All empty: everything."""

    keywords: tuple[str, ...] = ()
    query: str | None = None
    languages: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    grades: Mapping[str, str] = field(default_factory=dict)
    """Outlet to the user's own grade of its reliability."""

    def in_time(self, published: str | date | datetime | None) -> bool:
        """May an article of that time stay? One whose time is not known may."""
        return not (self.is_old(published) or self.is_late(published))

    def is_old(self, published: str | date | datetime | None) -> bool:
        span = _span(published)
        return bool(span and self.since and span[1] < self.since)

    def is_late(self, published: str | date | datetime | None) -> bool:
        span = _span(published)
        return bool(span and self.until and span[0] > self.until)


def sifted(articles: Iterable[Article], wanted: Wanted) -> tuple[list[Article], list[Problem]]:
    """The articles that are wanted, graded, and a line for each reason why others are not, with their number."""
    asked = query.any_of(wanted.keywords) if wanted.keywords else None
    formula = query.query(wanted.query) if wanted.query else None
    kept: list[Article] = []
    out: Counter[str] = Counter()
    for article in articles:
        words = query.plain(f"{article.title}\n{article.text}") if asked or formula else ""
        if wanted.is_old(article.published):
            out[f"older than {_shown(wanted.since)} (look_back)"] += 1
        elif wanted.is_late(article.published):
            out[f"published after {_shown(wanted.until)} (as_of)"] += 1
        elif wanted.languages and (found := language(article)) not in wanted.languages:
            out[f"in another language than {', '.join(wanted.languages)} ({found or 'not told which'})"] += 1
        elif asked and not asked(words):
            out[f"without any of the keywords {', '.join(wanted.keywords)}"] += 1
        elif formula and not formula(words):
            out[f"not of the query {wanted.query}"] += 1
        else:
            kept.append(replace(article, grade=_grade(article, wanted.grades)))
    return kept, [Problem(article=None, what=_told(count, why), chosen=True) for why, count in out.items()]


def language(article: Article) -> str:
    """The language that an article is in: what it says itself, unless its words say that it is English or is not."""
    said = article.language.lower().partition("-")[0]
    words = [word.strip(".,;:!?“”\"'’()") for word in article.text.casefold().split()[:SAMPLE]]
    if len(words) < ENOUGH:
        return said
    share = sum(word in lexicon.words("function_words") for word in words) / len(words)
    if share >= ENGLISH:
        return "en"
    return "" if said == "en" and share < FOREIGN else said


def _grade(article: Article, grades: Mapping[str, str]) -> str | None:
    named = {name.casefold(): grade for name, grade in grades.items()}
    return named.get(article.outlet.casefold())


def _told(count: int, why: str) -> str:
    return f"{count} articles {why}" if count > 1 else f"1 article {why}"


def _shown(when: datetime | None) -> str:
    return when.isoformat(timespec="minutes") if when else ""


def _span(published: str | date | datetime | None) -> tuple[datetime, datetime] | None:
    """The first and last moment that ``published`` may mean; a day without a clock is one anywhere on earth."""
    if published is None:
        return None
    if isinstance(published, str):
        try:
            published = datetime.fromisoformat(published) if len(published) > 10 else date.fromisoformat(published)
        except ValueError:
            return None
    if isinstance(published, datetime):
        when = published if published.tzinfo else published.replace(tzinfo=UTC)
        return when, when
    start = datetime.combine(published, time(), UTC)
    return start - timedelta(hours=14), start + timedelta(hours=36)
