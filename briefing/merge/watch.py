"""What to watch: dated commitments and announced next steps."""

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing import lexicon
from briefing.model import Date, Entry, Event, Told

RESOLVED = re.compile(r"\b(?:decided|agreed|wanted|hoped|planned|meant|offered|threatened) to (?:\w+ )?$")
"""What is told of the past: whether it was done since, it does not say."""
WAS = re.compile(
    r"\b(?:approach|job|task|duty|role|part|reaction|response|answer|instinct|habit|way|idea|point)"
    r" (?:is|was|were|are|had been|has been) to (?:\w+ )?$"
)
"""What somebody did, or does as a rule: "her approach was to wait"."""
UNSURE = re.compile(
    r"\btr(?:y|ies|ied|ying) (?:\w+ )?$"
    r"|\b(?:not|n['’]t|never) (?:\w+ )?(?:assure|guarantee|promise|say|know|believe|think)\b[^.;,]*$"
)
"""What was tried ("tried calling"), and what nobody vouches for ("does not guarantee that it will")."""
OPENED = re.compile(r"“[^”]*$|^[^\"]*\"(?:[^\"]*\"[^\"]*\")*[^\"]*$")
"""A quotation that is still open: nobody announces by telling what others decided."""
REACH = 8
"""Words before a plan in which its verb stands: "called on both sides to"."""
LEAST_WEIGHT = 0.4
"""Plans to go or to be somewhere are no news; a meeting, a vote, an attack are."""


def merge(events: Sequence[Event], main_date: str | None) -> tuple[Entry, ...]:
    """Planned events that are dated or are what their sentence reports, one entry a sentence, what ends earliest first.

    A plan dated before ``main_date`` is past and left out.
    """
    found: dict[tuple[str, int], Entry] = {}
    for event in events:
        for told in event.mentions:
            key = (told.passage.article, told.passage.start)
            if key not in found and _is_coming(told, main_date):
                date = told.when or Date(start=None, end=None, precision="day", text="")
                found[key] = Entry(date=date, text=told.passage.text, citations=(told.passage,), events=(event.id,))
    return tuple(sorted(found.values(), key=lambda e: (e.date.end or "9999", not e.date.text)))


def _is_coming(told: Told, main_date: str | None) -> bool:
    if told.stance != "planned" or CANCELLED.search(told.passage.text):
        return False
    if told.when and told.when.end:
        return not main_date or told.when.end >= main_date
    return told.main and told.weight >= LEAST_WEIGHT and not _is_of_no_commitment(told)


CANCELLED = re.compile(
    r"\b(?:cancel\w*|call(?:ed|s) off|scrapped|(?:was|were) to have|(?:been|was|were) (?:postponed|put off|shelved))\b",
    re.I,
)


def _is_of_no_commitment(told: Told) -> bool:
    """ "The law is intended to promote giving", "she tried to leave", "is not expected to rise", "is expected to
    recover", "“they decided to shoot”": nobody announces anything."""
    before = told.passage.text[: max(0, told.trigger.start - told.passage.start)].lower()
    if told.trigger.text.lower() in lexicon.words("prognoses"):
        return True
    if WAS.search(before) or UNSURE.search(before) or (RESOLVED.search(before) and OPENED.search(before)):
        return True
    row = re.findall(r"[a-z]+(?:['’]t)?", before)[-REACH:]
    leading = row[: row.index("to")] if "to" in row else []
    if "to" in row and any(word in {"not", "never"} or word.endswith(("n't", "n’t")) for word in row):
        return True
    return bool(lexicon.words("uncommitted") & {*leading, *map(" ".join, pairwise(leading))})
