"""What later news of one matter leaves behind: the search once all are found, the jury once there is a verdict, the
plan once it is done or has slipped."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefing import kinds, lexicon
from briefing.wording import stem, stems

Answers = Callable[[re.Match[str], str, bool], bool]
"""Whether a later sentence, maybe the first of its report, answers what stands in an earlier one."""
OF_ONE_PLAN = 3
"""Words besides the verb that a plan and what became of it have in common."""
NAME = re.compile(r"\b[A-Z]\w+")

SEARCH = re.compile(r"\b(?:search(?:ed|ing)? for|looking for|trapped|still missing|unaccounted for)\b", re.IGNORECASE)
FOUND = re.compile(
    r"\ball (?:of )?(?:those|them|the|\d+|[a-z]+)\b[^.;]{0,40}\b(?:accounted for|found|freed|recovered|rescued)\b"
    r"|\b(?:nobody|no one|no-one) (?:is|was|remains?|remained) (?:still |any longer )?"
    r"(?:missing|trapped|unaccounted for)\b"
    r"|\b(?:search|rescue)\b[^.;]{0,40}\b(?:ended|has been called off|is over|was called off|was over)\b",
    re.IGNORECASE,
)
BEFORE_VERDICT = re.compile(
    r"\bjur(?:y|ors)\b[^.;]{0,60}\b(?:deliberat\w+|retired|sent out)\b"
    r"|\b(?:denies|denied) (?:\w+ ){0,2}(?:charges?|counts?)\b"
    r"|\bpleaded not guilty\b|\b(?:denies|denied) (?:all|any|the) (?:charges|wrongdoing)\b",
    re.IGNORECASE,
)
VERDICT = re.compile(r"\b(?:found (?:not )?guilty|convicted|acquitted|cleared)\b", re.IGNORECASE)
MAY_GET = re.compile(
    r"\b(?:could|faces?|facing|may|might)\b[^.;]{0,40}\b(?:years|life)\b[^.;]*\b(?:prison|jail|sentence)\b"
    r"|\b(?:could|may|might) be (?:jailed|sentenced)\b|\bset (?:the )?sentencing\b|\bwill be sentenced\b",
    re.IGNORECASE,
)
SENTENCED = re.compile(r"\b(?:jailed|sentenced)\b[^.;]*\b(?:death|life|months|years)\b", re.IGNORECASE)
DUE = re.compile(r"\b(?:is|are|was|were) (?:now )?(?:due|expected|scheduled|to arrive|to begin|to leave|to start)\b")
NOT_COME = (
    r"\b(?:has|have|had) (?:been (?:called off|cancell?ed|delayed|postponed|put off)"
    r"|(?:still |so far )?not (?:yet |so far )?(?:arrived|begun|come|left|opened|started|taken place))\b"
)
SLIPPED = re.compile(NOT_COME)
PLAN = re.compile(r"\b(?:said|says) (?:it|they|he|she) (?:will|would) (?P<verb>[a-z]+)\b")


def _of_one_matter(asked: re.Match[str], text: str, least: int) -> bool:
    return len(set(stems(text)).intersection(stems(asked.string))) >= least


def _names_him(asked: re.Match[str], text: str) -> bool:
    """Do both name one person, or the first, who is "he", nobody at all?"""
    names = {name for name in NAME.findall(asked.string) if name.lower() not in lexicon.words("function_words")}
    return not names or bool(names & set(NAME.findall(text)))


def _are_found(_: re.Match[str], text: str, __: bool) -> bool:
    return bool(FOUND.search(text)) and not SEARCH.search(FOUND.sub("", text))


def _is_tried(asked: re.Match[str], text: str, _: bool) -> bool:
    return bool(VERDICT.search(text)) and not BEFORE_VERDICT.search(text) and _names_him(asked, text)


def _is_sentenced(asked: re.Match[str], text: str, _: bool) -> bool:
    return bool(SENTENCED.search(text)) and not MAY_GET.search(text) and _names_him(asked, text)


def _has_slipped(asked: re.Match[str], text: str, _: bool) -> bool:
    return bool(SLIPPED.search(text)) and not SLIPPED.search(asked.string) and _of_one_matter(asked, text, OF_ONE_PLAN)


def _is_done(asked: re.Match[str], text: str, _: bool) -> bool:
    """ "Said it would PUBLISH its reports on Friday", "reports PUBLISHED on Friday": no word of what may or will be."""
    verb = asked["verb"]
    past = [w for w in re.findall(r"[a-z]+", text.lower()) if w.endswith("ed") or w in lexicon.table("verb_forms")]
    done = any(w != verb and kinds.kind(w) == kinds.kind(verb) for w in past)
    open_ = re.search(r"\b(?:not|no|never|may|might|could|would|will|should)\b|n['’]t\b", text)
    others = set(stems(text)).intersection(stems(asked.string)) - {stem(verb)}
    return done and not open_ and len(others) >= OF_ONE_PLAN


SEQUELS: tuple[tuple[re.Pattern[str], Answers], ...] = (
    (SEARCH, _are_found),
    (BEFORE_VERDICT, _is_tried),
    (MAY_GET, _is_sentenced),
    (DUE, _has_slipped),
    (PLAN, _is_done),
)
"""What a sentence tells, and whether a later one tells what came of it."""
