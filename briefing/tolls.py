"""Whose toll a count of people is: the victims', the attacker's, that of several incidents, of a hospital."""

from __future__ import annotations

import re

from briefing import headlines, lexicon
from briefing.model import Facts, Figure

ARMED = {"army", "fighters"}
"""Sides of a fight: who counts the other's dead does not count the town's."""
PEOPLE = (
    "killed",
    "injured",
    "missing",
    "shot",
    "stabbed",
    "casualties",
    "hospitalised",
    "displaced",
    "homeless",
    "evacuated",
    "trapped",
    "stranded",
    "abducted",
    "detained",
    "arrested",
    "jailed",
    "captured",
    "deported",
    "released",
    "rescued",
    "infected",
)
DEADLY = re.compile(
    r"\b(?:massacre\w*|fatal\w*|deadly|dead|deaths?|dies?|died|kill\w*|murder\w*|homicides?|slain|slays?|slaying\w*)\b",
    re.I,
)
SUICIDE = re.compile(r"\b(?:suicide|self-inflicted|(?:him|her)self|took (?:his|her) own life)\b", re.I)
IN_HOSPITAL = re.compile(r"\bhospital", re.I)
HURT = re.compile(r"\b(?:injured|wounded|hurt|shot)\b", re.I)
REST = re.compile(r"\b(?:the )?(?:other|remaining|last) ", re.I)
"""What is left of a whole is no rival of it ("the other 14 sailors", of 15)."""
PART = re.compile(r"\b(?:others?|another|more(?! than)|additional|further)\b", re.I)
"""Opens or closes a count that goes with another ("two more men"): a part of the whole, and no whole."""
RATE = re.compile(r" (?:(?:each|every|per) (?:hour|day|night|week|month|year)|(?:daily|weekly|monthly))\b", re.I)
"""Right behind what happened to people: how many a day, and not how many."""
STRETCH = re.compile(
    r"\b(?:in|over|during|within) the (?:last|past|previous) (?:[\w-]+ )?(?:hour|day|night|week|month|year)s?\b", re.I
)
"""What a count is of that is no whole ("14 deaths in the last 72 hours")."""
LEFT_OUT = re.compile(r"\bnot (?:been |yet )?(?:counted|included|part of|reflected|registered) in\b", re.I)
"""Behind a count that goes with another: "29 deaths that were NOT INCLUDED IN the official figure"."""
WITHDRAWN = re.compile(
    r"\b(?:disowned|retracted|taken back|took back|withdr(?:ew|awn))\b[^.;]{0,30}"
    r"\b(?:count|estimate|figure|tally|toll)\b"
    r"|\b(?:her|his|its|their|own|earlier|previous) (?:\w+ )?(?:count|estimate|figure|number|tally|toll)\b[^.;]{0,60}"
    r"\b(?:an error|a mistake|in error|by mistake|incorrect|mistaken|wrong)\b",
    re.I,
)
"""What says that a number of one's own was wrong: "her estimate of 350 had been a mistake"."""
OF_WHOLE = re.compile(r"\bof (?:the|these|those|them|its|his|her|their)\b", re.I)
"""Names the whole that a count is part of ("14 of the 18 shots")."""
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"]
REFLECTED = {"he", "him", "she", "her", "they", "them"}
"""Who may be the attacker that the sentence names."""
LEAD = 200
"""Characters of an article that tell its main news."""


def is_attackers(figure: Figure) -> bool:
    """Is it the death or wound of who did it? That is told apart from the victims'."""
    parts = [re.findall(r"[\w']+", part) for part in figure.what.lower().split(", ")]
    return all(words and words[-1] in lexicon.words("perpetrators") for words in parts)


def is_added_to(figure: Figure, sentence: str) -> bool:
    """ "FOUR victims were taken to hospital, and a FIFTH person was found at home": the four are no whole."""
    size = int(figure.value or 0)
    after = sentence.lower().partition(figure.text.lower())[2]
    return 0 < size < len(ORDINALS) and bool(re.search(rf"\ba {ORDINALS[size]}\b(?! time)", after))


def armed(figure: Figure) -> str | None:
    """The side of a fight that is counted, by its noun; None for people who may be of any."""
    side = lexicon.table("sides").get((figure.what.lower().split() or [""])[-1])
    return side if side in ARMED else None


def tells_of_attacker(figure: Figure) -> bool:
    """Does it count who did it among the dead, or is its sentence of that death?"""
    if is_attackers(figure) or any(SUICIDE.search(c.text) or _includes_attacker(c.text) for c in figure.citations):
        return True
    if figure.value != 1:
        return False
    known, who = lexicon.words("perpetrators"), set(re.findall(r"[\w']+", figure.what.lower()))
    told = {word for c in figure.citations for word in re.findall(r"[a-z]+", c.text.lower())}
    return bool(who & known or (who & REFLECTED and told & known))


def _includes_attacker(text: str) -> bool:
    """ "Seven people, including the gunman, were killed"."""
    return bool(
        set(re.findall(r"\bincluding (?:the |its )?(?:\w+ )?(\w+)", text.lower())) & lexicon.words("perpetrators")
    )


def is_of_several(text: str) -> bool:
    """ "17 were wounded in separate shootings": the toll of a day or a town, not that of the one the story is about."""
    return not lexicon.words("incidents").isdisjoint(re.findall(r"[a-z]+", text.lower()))


def is_sum(figure: Figure) -> bool:
    """Does its sentence speak of several incidents?"""
    return any(is_of_several(passage.text) for passage in figure.citations[:1])


def is_roundup(one: Facts) -> bool:
    """Is it an article on several incidents, by its headline or by the first count of people in its lead?"""
    lead = (f for f in one.figures if f.measure in PEOPLE and f.mentions[0].start <= LEAD)
    first = next(lead, None)
    return is_of_several(one.article.title) or (first is not None and is_sum(first))


def summed(title: str) -> set[tuple[str, float | None]]:
    """What a headline counts of several incidents."""
    return {(c.measure, c.value) for c in headlines.counts(title)} if is_of_several(title) else set()


def is_by_hospital(figure: Figure) -> bool:
    """ "Two others were taken to hospital": often not all who were hurt."""
    text = " ".join(passage.text for passage in figure.citations[:1])
    return bool(IN_HOSPITAL.search(text)) and not HURT.search(text)
