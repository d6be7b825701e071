"""What to watch: dated commitments and announced next steps."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from briefing import kinds, lexicon
from briefing.model import Actor, Date, Entry, Event, Story, Told
from briefing.wording import stem, stems

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
EXPECTING = frozenset(w + s for w in lexicon.marked("saying_words", "foreseeing") for s in ("", "s"))
THOUGHT = re.compile(
    r"\b(?:i|we|he|she|they|analysts?|economists?|many|some|most) (?:\w+ )?"
    r"(?:think|believe|predict|forecast|expect|reckon|guess|suspect|hope|fear|doubt|bet)(?:s|ed)? (?!to\b)[^.;]*$"
)
"""Words of opinion that what comes after them rests on."""
EXPECTED = re.compile(
    r"\b([a-z]+)(?: (?:at|in|of|for|with) (?:[\w’'-]+ ){1,3}| )(?:expect|forecast|predict|see|project|bet)(?:s|ed)?\b"
)
"""Who expects something."""
HIMSELF = re.compile(r"\b(?:he|she|we|i)(?:['’]ll| will| would| is to| plans? to) (?:\w+ )?$")
"""Who foretells may have plans of his own."""
REACH = 12
"""Words before a plan in which its verb stands: "called on both sides to"."""
LEAST_WEIGHT = 0.4
"""Plans to go or to be somewhere are no news; a meeting, a vote, an attack are."""


def merge(
    events: Sequence[Event],
    main_days: Mapping[str, str | None],
    stories: Sequence[Story] = (),
    *,
    forecasters: Set[str] = frozenset(),
    private: Set[str] = frozenset(),
) -> tuple[Entry, ...]:
    """Planned events that are dated or are what their sentence reports, one entry a sentence, that of its main clause
    where it has several, what ends earliest first.

    A plan dated before the main event of its story (``main_days``, by article) is past and left out, and so is one
    that another article of its story tells as done on its day. What one of the ``forecasters`` says, by the ids of
    actors, is no plan, and what a ``private`` person says he will do is one only on a day.
    """
    found: dict[tuple[str, int], tuple[Told, str]] = {}
    story_of = {article: story.id for story in stories for article in story.articles}
    done = _done(events)
    for event in events:
        for told in event.mentions:
            key = (told.passage.article, told.passage.start)
            known = found.get(key)
            better = known is None or (told.main and told.when is not None and not known[0].main)
            coming = better and _is_coming(told, main_days.get(told.passage.article), forecasters)
            if coming and told.when is None and told.said_by is not None and told.said_by.actor in private:
                continue  # "“We will defend them,” said a nurse"
            if coming and not _is_done(told, done, story_of):
                found[key] = told, event.id
    entries = (_entry(told, event) for told, event in found.values())
    return tuple(sorted(entries, key=lambda e: (e.date.end or "9999", not e.date.text)))


def _entry(told: Told, event: str) -> Entry:
    date = told.when or Date(start=None, end=None, precision="day", text="")
    return Entry(date=date, text=told.passage.text, citations=(told.passage,), events=(event,))


def is_forecaster(actor: Actor) -> bool:
    """Is it an analyst or somebody of that kind, as its roles say?"""
    return bool(actor.roles) and all(_foretells(role.split()[-1].lower()) for role in actor.roles)


def is_private(actor: Actor) -> bool:
    """Is it a nurse, a taxi driver: somebody who announces nothing for others?"""
    private = lexicon.words("private_people")
    return bool(actor.roles) and all(role.split()[-1].lower() in private for role in actor.roles)


Day = tuple[str, str]
"""Kind of event and the day on which it happened, ISO 8601."""


def _done(events: Sequence[Event]) -> dict[Day, list[Told]]:
    """What is told as having happened on a day."""
    out: defaultdict[Day, list[Told]] = defaultdict(list)
    for told in (one for event in events for one in event.mentions):
        if told.stance in {"asserted", "claimed"} and (day := _day(told)):
            out[kinds.kind(told.trigger.text.lower()), day].append(told)
    return out


def _day(told: Told) -> str | None:
    return told.when.start if told.when and told.when.precision == "day" else None


def _is_done(told: Told, done: dict[Day, list[Told]], story_of: Mapping[str, str]) -> bool:
    """ "Schools will reopen on Thursday", and another article: "The schools reopened on Thursday"."""
    day = _day(told)
    others = done.get((kinds.kind(told.trigger.text.lower()), day), ()) if day else ()
    own = told.passage.article
    beside = (o for o in others if o.passage.article != own and story_of.get(o.passage.article) == story_of.get(own))
    return any(_besides(told) & _besides(one) for one in beside)


def _besides(told: Told) -> set[str]:
    """Stems of its sentence without what happens and when."""
    when = stems(told.when.text) if told.when else ()
    return set(stems(told.passage.text)) - {stem(told.trigger.text.lower()), *when}


def _is_coming(told: Told, main_date: str | None, forecasters: Set[str]) -> bool:
    if told.stance != "planned" or _is_cancelled(told) or _was_planned(told) or _is_foretold(told, forecasters):
        return False
    if told.when and (told.when.end or told.when.precision == "day"):
        return (not (main_date and told.when.end) or told.when.end >= main_date) and not _is_asked(told)
    return told.main and told.weight >= LEAST_WEIGHT and not _is_of_no_commitment(told)


def _is_foretold(told: Told, forecasters: Set[str]) -> bool:
    """ "Analysts expect the bank to cut rates in May", "We think it will fall": a forecast commits nobody."""
    source = told.said_by
    before = told.passage.text[: max(0, told.trigger.start - told.passage.start)].lower()
    if THOUGHT.search(before) or (told.trigger.text.lower() in EXPECTING and told.when):
        return True
    if source is None:
        return any(_foretells(found[1]) for found in EXPECTED.finditer(before))
    foretells = (source.actor or "") in forecasters or _foretells(source.name.split()[-1].lower())
    return foretells and not HIMSELF.search(before)


def _foretells(word: str) -> bool:
    return bool({word, word.removesuffix("s")} & lexicon.words("forecasters"))


def _is_asked(told: Told) -> bool:
    """ "Besides asking the judge to drop the case on Friday, she moved for a new trial": a plea, and no plan."""
    before = told.passage.text[: max(0, told.trigger.start - told.passage.start)].lower()
    return bool(ASKING.search(before))


ASKING = re.compile(r"\b(?:asked|asking|urged|urging|begged|begging|wanted|wanting)\b(?: [\w’'.-]+){1,5} to (?:\w+ )?$")
CANCELLED = re.compile(
    r"\b(?:cancel\w*|call(?:ed|s) off|scrapped|(?:was|were) to have"
    r"|(?:be|been|was|were) (?:postponed|put off|shelved))\b",
    re.I,
)


def _is_cancelled(told: Told) -> bool:
    """Is it called off in its sentence? Who "cancelled a trip and will speak on Monday" will speak."""
    at = told.trigger.start - told.passage.start
    text = told.passage.text
    if told.when and told.when.start and PUT_OFF.search(text[: text.find(told.when.text)]):
        return False
    return any(found.start() > at or not GOES_ON.search(text[found.end() : at]) for found in CANCELLED.finditer(text))


HAD_PLANNED = re.compile(
    r"\bhad (?:\w+ )?(?:been )?(?:due|expected|hoped|intended|meant|planned|promised|scheduled|supposed)\b[^,;]*$", re.I
)
"""Before what somebody "HAD PLANNED TO decide next Wednesday", which says that he does not now."""


WOULD_HAVE = re.compile(r"\b(?:would|could|might|should)(?: not|n['’]t)? have (?:\w+ )?$", re.I)
""" "Without the law they WOULD HAVE waited until 2006"."""
HOLDING_ON = re.compile(r"holds? on\b")
"""What goes on as it is: "will hold on to power"."""


def _was_planned(told: Told) -> bool:
    """Is it told as what was once to be, or would have been?"""
    at = told.trigger.start - told.passage.start
    before = told.passage.text[:at]
    return bool(HAD_PLANNED.search(before + told.trigger.text) or WOULD_HAVE.search(before))


PUT_OFF = re.compile(r"\b(?:postponed|put off|shelved) (?:to|until|till) (?:the )?$", re.I)
"""Before a day that is the new one."""
GOES_ON = re.compile(r"\b(?:and|but)\b.*\b(?:will|would|is|are|was|were)\b", re.I)
"""Between what is cancelled and what is planned."""


EXPECTS = re.compile(r"\bexpect(?:s|ed|ing)? (?!to\b)(?:[\w’'-]+ ){1,8}to (?:\w+ )?$")
"""Of somebody else, and without a day: "expect the recall to cost"."""
OWN = re.compile(r"\b(?:i|we)(?:['’]ll| will| shall| are going to| am going to| plan to| intend to) (?:\w+ )?$")
"""In somebody's own words, what he announces of himself."""


def _is_of_no_commitment(told: Told) -> bool:
    """ "The law is intended to promote giving", "she tried to leave", "is not expected to rise", "is expected to
    recover", "“they decided to shoot”": nobody announces anything."""
    before = told.passage.text[: max(0, told.trigger.start - told.passage.start)].lower()
    if told.trigger.text.lower() in lexicon.words("prognoses") or EXPECTS.search(before):
        return True
    if HOLDING_ON.match(told.passage.text[told.trigger.start - told.passage.start :].lower()):
        return True
    if OPENED.search(before) and not OWN.search(before):
        return True
    if WAS.search(before) or UNSURE.search(before) or (RESOLVED.search(before) and OPENED.search(before)):
        return True
    row = re.findall(r"[a-z]+(?:['’]t)?", before)[-REACH:]
    leading = row[: row.index("to")] if "to" in row else []
    if "to" in row and any(word in {"not", "never"} or word.endswith(("n't", "n’t")) for word in row):
        return True
    return bool(lexicon.words("uncommitted") & {*leading, *map(" ".join, pairwise(leading))})
