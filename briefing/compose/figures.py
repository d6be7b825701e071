"""Key figures: which, and in which order."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from briefing import amounts, genres, lexicon, quantities
from briefing.cast import PRONOUNS
from briefing.latest import EVER, moments
from briefing.model import Development, Dossier, Figure
from briefing.wording import stem

LEAD = 2.0
"""Worth of a figure in an article's first paragraph; half as much in its second, and so on."""
REPEATED = 0.7
"""What each figure of a measure takes from the worth of the next: the injured of every street are no key figures."""
SUFFERED = {"killed", "injured", "missing", "abducted"}
"""What one person may suffer that is a key figure."""
UNNUMBERED = 3.0
"""What a figure loses whose words hold no number ("the suspect", "Ann Reed and Piet Lind")."""
LEAST = 0.4
"""Worth of a key figure: below stands "one of the two vans", deep in one article."""
OTHERS = re.compile(r"\bothers?\b", re.IGNORECASE)
LOOKS = re.compile(r"\b(?:described as|in height|(?:feet|foot|ft) tall|weigh(?:s|ed|ing)?|hair|build)\b")
"""Of what somebody looks like."""
LONG_AGO = 180
"""Days before the last article from which what people suffered is history."""
SMALL = 10
"""A count of fewer things is seldom a key figure."""


def _names_somebody(figure: Figure) -> bool:
    """ "He", arrested, or "the city marshal": a count of one that no number stands for; "three-day", said of another
    thing; "one day"; "the other two cities", "three others", of which nobody here tells the first; a line of a
    transcript in capitals; how tall somebody is who is looked for; "four days after saying that he would stay"."""
    if amounts.is_moment(figure):
        return True
    if amounts.is_compound(figure) or (figure.measure == "duration" and figure.value == 1):
        return True
    if OTHERS.search(figure.text) and figure.measure not in lexicon.words("human_cost"):
        return True
    if figure.text.isupper() or (figure.unit and all(LOOKS.search(c.text) for c in figure.citations)):
        return True
    if figure.value == 0 or quantities.find(figure.text):
        return False
    long_ago = figure.when is not None and figure.when.precision == "year"  # "its founder, who died in 2024"
    return figure.measure not in SUFFERED or figure.text.lower() in PRONOUNS or long_ago


def _is_of_old(figure: Figure, last: date | None) -> bool:
    """ "The deadliest attack since 2023, when 60 DIED": is it history by the ``last`` article?"""
    end = figure.when.end if figure.when else None
    return last is not None and end is not None and (last - date.fromisoformat(end)).days > LONG_AGO


def chosen_figures(dossier: Dossier, developments: Sequence[Development]) -> list[Figure]:
    """Figures worth a place: human cost first, then those in developments, by origins; one of each set of rivals."""
    cited = {(c.article, c.start) for d in developments for c in d.citations}
    origin = {a.id: a.origin for a in dossier.articles}
    order = {f.id: n for n, f in enumerate(dossier.figures)}

    def worth(f: Figure) -> float:
        score = 3.0 * (f.measure in lexicon.words("human_cost")) + 1.5 * any(
            (c.article, c.start) in cited for c in f.citations
        )
        score += 0.7 * min(3, len({origin[c.article] for c in f.citations})) + 0.8 * bool(f.unit) + 1.6 * bool(f.rivals)
        score += LEAD / min(c.paragraph for c in f.citations)
        if f.value is not None and f.measure not in lexicon.words("human_cost") and not f.unit:
            score -= 1.5 * (f.value < 3) + 1.0 * (f.value < SMALL)
        score -= 2.0 * (f.measure in {"duration", "age", "count", "time"}) + 2.0 * (f.value == 0)
        score -= UNNUMBERED * (f.value != 0 and not quantities.find(f.text))
        return score

    opinions = genres.opinions(dossier.articles)
    reported = (f for f in dossier.figures if not opinions.issuperset(c.article for c in f.citations))
    known = (f for f in reported if f.value is not None and f.stance != "denied")  # nobody gives what is denied
    last = max((when.date() for when in moments(dossier.articles).values()), default=None)
    worths = {f.id: worth(f) for f in known if not _names_somebody(f)}
    suffered = lexicon.words("human_cost")
    recent = {
        f.measure for f in dossier.figures if f.measure in suffered and f.id in worths and not _is_of_old(f, last)
    }
    history = {f.id for f in dossier.figures if f.measure in recent and _is_of_old(f, last)}
    worths = {key: value for key, value in worths.items() if key not in history}
    rest = [f for f in dossier.figures if worths.get(f.id, 0.0) >= LEAST]
    out: list[Figure] = []
    measures: Counter[str] = Counter()
    while rest:
        best = max(rest, key=lambda f: (worths[f.id] - REPEATED * measures[f.measure], -order[f.id]))
        out.append(best)
        measures[best.measure] += 1
        told = [f for f in dossier.figures if f.id in {best.id, *best.rivals}]
        rest = [f for f in rest if f not in told and not any(_says_the_same(f, one) for one in told)]
    return out


def until(figure: Figure, cut_off: str | None) -> Figure:
    """``figure`` without a day that lies ahead: what is to be done in May is no count as of May."""
    ahead = cut_off and figure.when and figure.when.start and figure.when.start > cut_off[:10]
    return replace(figure, when=None) if ahead else figure


def _is_replaced_by_its_giver(figure: Figure, group: Sequence[Figure], dossier: Dossier) -> bool:
    """Did who gave it replace it, while others of ``group`` still contradict what replaced it? That is told where the
    reports differ."""
    at = {(one.text, one.citations) for one in group}
    told = [(d.relation, [(p.text, p.citations) for p in d.positions]) for d in dossier.discrepancies]
    disputed = {one for relation, positions in told if relation == "contradicted" for one in positions}
    steps = [positions for relation, positions in told if relation == "superseded" and positions[-1] in disputed]
    return any(at - {*step} and (figure.text, figure.citations) in step[:-1] for step in steps)


def _says_the_same(one: Figure, other: Figure) -> bool:
    """Two entries of one measure and value, and "26 pirates" beside "26 pirates arrested": one number of one noun, but
    where people suffered two things."""
    if one.value != other.value:
        return False
    cost = lexicon.words("human_cost")
    nouns = [stem(f.what.lower().split()[-1]) if f.what and not f.unit else f.id for f in (one, other)]
    alike = bool(nouns[0]) and nouns[0] == nouns[1] and not (one.measure in cost and other.measure in cost)
    return one.measure == other.measure or alike


def with_rivals(figures: Sequence[Figure], dossier: Dossier) -> tuple[Figure, ...]:
    """``figures``, each among its rivals, side by side, never summed: of counts that replaced each other the last
    one first, else the latest report."""
    by_id = {f.id: f for f in dossier.figures}
    when = moments(dossier.articles)
    replaced = (d.positions for d in dossier.discrepancies if d.relation == "superseded")
    place = {(p.text, p.citations): n for positions in replaced for n, p in enumerate(positions)}

    def newness(figure: Figure) -> tuple[int, datetime]:
        return place.get((figure.text, figure.citations), -1), max(
            (when.get(c.article, EVER) for c in figure.citations), default=EVER
        )

    out: list[Figure] = []
    for figure in figures:
        near = [figure.id, *figure.rivals]
        both = dict.fromkeys((*near, *(r for one in near if one in by_id for r in by_id[one].rivals)))
        group = [by_id[one] for one in both if one in by_id]  # what the one before it was set against as well
        group = [one for one in group if not _is_replaced_by_its_giver(one, group, dossier)]
        out += sorted(group, key=newness, reverse=True)
    return tuple(dict.fromkeys(out))
