"""Timeline and open questions: which entries."""

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing import lexicon
from briefing.compose.desk import Desk
from briefing.model import Development, Entry, Passage, Question

OF_SOMEBODY = frozenset().union(*(lexicon.marked("pronouns", which) for which in ("he", "she", "they")))


def chosen_questions(desk: Desk, developments: Sequence[Development]) -> list[Question]:
    """Questions of the developments first, then the others in order; the kinds that say most before the rest, and last
    those of somebody whom they do not name ("his account"). What a later report has answered is none, and a denial
    stands beside its claim, where the reports differ."""
    weight = {"unconfirmed": 0, "unclear": 0, "disputed": 1, "no-comment": 1, "pending": 1, "missing": 2}
    cited = {(c.article, c.start) for d in developments for c in d.citations}
    denied = {c for d in desk.dossier.discrepancies if d.kind == "denial" for p in d.positions for c in p.citations}

    def key(row: tuple[int, Question]) -> tuple[bool, int, bool, int]:
        number, question = row
        unnamed = question.text.lower().split(maxsplit=1)[:1]
        return (
            not OF_SOMEBODY.isdisjoint(unnamed),
            weight[question.kind],
            not any((c.article, c.start) in cited for c in question.citations),
            number,
        )

    still = (
        (n, q)
        for n, q in enumerate(desk.dossier.questions)
        if not any((c.article, c.start) in desk.overtaken for c in (q.citations[-1], *_asking(q)))
        and not (q.kind == "disputed" and denied.intersection(q.citations))
    )
    return [q for _, q in sorted(still, key=key)]


def _asking(question: Question) -> Iterator[Passage]:
    """Its passages that are the question itself, and not the sentence before it."""
    return (c for c in question.citations if question.text.endswith(" ".join(c.text.split())))


POINTS = re.compile(
    r"\b(?:that|same|following|previous)\b|\b(?:later|earlier|before|after|afterwards)$|^the next\b",
    re.IGNORECASE,
)
"""Words that count from a day told elsewhere ("that day", "one day earlier"): no line by themselves."""


def chosen_entries(entries: Iterable[Entry], desk: Desk) -> list[Entry]:
    """Entries of the timeline, those that more events rest on first, of equals the more exact; one sentence once,
    at its most exact date."""
    exact = {"day": 0, "week": 1, "month": 2, "season": 3, "year": 4}
    best: dict[tuple[Passage, str], Entry] = {}
    for entry in entries:
        if entry.date.start is None and (not desk.stands(entry) or POINTS.search(entry.date.text)):
            continue
        key = entry.citations[0], entry.text
        if key not in best or exact[entry.date.precision] < exact[best[key].date.precision]:
            best[key] = entry
    return sorted(best.values(), key=lambda e: (-len(e.events), exact[e.date.precision]))


def in_order(chosen: Iterable[Entry], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    keep = set(chosen)
    return tuple(e for e in entries if e in keep)
