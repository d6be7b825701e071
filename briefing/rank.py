"""The choice: which sentences a bounded brief prints, and in what order.

Greedy coverage (after Gillick and Favre 2009): a sentence is worth the pairs of words that other
origins also use and that no chosen sentence has told, for the root of its length; it is worth more near the
top of its article, when its article has not been heard, when it says what the headlines say, and when its main event is
news. One event gets one entry: what else reports the main event of a chosen sentence becomes its support.
"""

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from math import log2, sqrt

from briefing.candidates import Candidate, Material, Pair, candidates, title_pairs
from briefing.latest import CALLED_OFF, EVER, OWNS_UP, RETURNED, SILENT, decides
from briefing.model import Dossier, Listed, Passage, Pick, Sentence, Story
from briefing.sharing import interleaved, weights_of
from briefing.tolls import PEOPLE
from briefing.wording import Vector, dot

USUAL, MOST = 12, 16
"""Developments of a brief of its own accord: twelve from three articles on, a few more for a large pile."""
EACH = 2
"""How many fewer for each article below three."""
NEAR_TOP = 0.35
"""Power of 1 / (1 + sentences before it), for the first choice."""
WIDENING = 0.6
"""What each further choice multiplies that power with: a brief opens as articles open, then looks farther."""
HEARD = 0.5
"""Worth of a sentence whose article has told something already: each article has news of its own to tell."""
ACTOR = 0.5
"""Worth of an actor whom no chosen sentence has shown, in pairs of words."""
ALONE, LATER = 0.02, 0.5
"""Weight of a pair of words that one origin uses, two origins giving it 1 more and so on; and its weight
once `AGREED` choices are made: what several tell comes first, then what only one does."""
AGREED = 9
HEADED = 4.0
"""What each headline with that pair gives it more."""
SHORT = 20
"""Words that a shorter sentence is counted as having: a short one is no bargain."""
POOL = 400
"""Sentences of a story, best first, among which the choice is made."""
SAME = 0.45
"""Likeness from which two sentences say the same thing in other words."""
AKIN = 0.2
"""Likeness from which two sentences with one main event report the same: "shares fell" is not "a wall fell"."""
APART = 0.6
"""Likeness below which two sentences whose main events are not told in each other say two things."""
HELD, WORDS_HELD = 0.55, 4
"""Share of a sentence's words, by weight, and their number, from which a longer one has told it already."""
ALIKE = 2
"""Words besides names that two reports of one thing share."""
OPENING = 3
"""Words, names too, that two opening sentences about one thing share: two attacks of one war share fewer."""
BORNE_OUT = {"main": 0.3, "event": 0.4, "whole": 0.45, "words": 0.5, "two": 0.56}
"""Likeness from which a sentence bears out a chosen one: it tells the main event of that as its own, or both open their
articles with one actor; or it tells that event beside its own; it is the longer and says what that says; it shares no
event with it; nor with either of two that are told together."""
LARGE = 1000
"""A number from which a later report that gives one says more than one that gives none."""
TELLING = 31
"""Above it a number that two sentences share is no day and no small count of many things."""
EXHAUSTED = 0.006
"""Share of the second choice's worth below which nothing more is chosen. The first says what the headlines say, which
nothing after it can match."""


def rank(
    dossier: Dossier,
    *,
    limit: int | None = None,
    seen: frozenset[str] = frozenset(),
    among: frozenset[Sentence] | None = None,
) -> tuple[Pick, ...]:
    """The sentences to print as developments, best first, at most ``limit``.

    Events whose ids are in ``seen`` were told before and are left out; with ``among``, only its sentences are
    chosen, whatever else may bear them out. The stories of the pile share the room by their origins. Only what can be
    understood is chosen, unless nothing can.
    """
    room = default_limit(dossier) if limit is None else limit
    material = Material(dossier)

    @cache
    def picks(number: int) -> tuple[Pick, ...]:
        return story_picks(material, dossier.stories[number], room=room, seen=seen, among=among)

    return tuple(interleaved(picks, weights_of(dossier), room))


def default_limit(dossier: Dossier) -> int:
    size = len(dossier.articles)
    usual = USUAL - EACH * max(0, 3 - size) + int(log2(1 + size // 5))
    return min(MOST, usual + max(0, len(dossier.stories) - 1))


# --- one story ------------------------------------------------------------------------------


def story_picks(
    material: Material, story: Story, *, room: int, seen: frozenset[str], among: frozenset[Sentence] | None
) -> tuple[Pick, ...]:
    """The chosen sentences of ``story``, best first."""
    articles = material.of(story)
    found = candidates(material, articles)
    pool = [c for c in found if c.main is None or c.main not in seen]
    pool = [c for c in pool if among is None or c.sentence in among]
    value = pair_values(found, articles)
    picked = choose([c for c in pool if c.stands], value, room) or choose(pool, value, room)
    return tuple(
        Pick(sentence=c.sentence, after=c.after, events=c.events, support=support(c, found, material)) for c in picked
    )


def choose(pool: Sequence[Candidate], value: Mapping[Pair, float], room: int) -> list[Candidate]:
    """Greedy choice: each time the candidate that adds most to what is told already."""
    covered: set[Pair] = set()
    shown: set[str] = set()
    known: set[str] = set()
    heard: set[str] = set()
    out: list[Candidate] = []
    least = 0.0

    def gain(one: Candidate) -> float:
        place: float = (1 + one.at) ** -(NEAR_TOP * WIDENING ** len(out))
        fresh = one.pairs - covered
        new = sum(value[p] for p in fresh) + (ALONE if len(out) < AGREED else LATER) * len(fresh)
        new += ACTOR * len(one.actors - shown)
        voice = HEARD if one.sentence.passage.article in heard else 1.0
        return one.worth * place * voice * new / sqrt(max(one.words, SHORT))

    rest = heapq.nlargest(POOL, pool, key=gain)
    while rest and len(out) < room:
        best = max((c for c in rest if c.needs <= known), key=gain, default=None)
        now = gain(best) if best else 0.0
        if best is None or now <= least:
            break
        if len(out) == 1:
            least = now * EXHAUSTED
        best = latest(best, rest, known)
        out.append(best)
        covered |= best.pairs
        shown |= best.actors
        known |= best.gives
        heard.add(best.sentence.passage.article)
        rest = [c for c in rest if not is_told(c, best)]
    return out


def latest(best: Candidate, rest: Sequence[Candidate], known: set[str]) -> Candidate:
    """``best``, or the newest candidate that says the same with a later count, or opens a later report with it."""
    later = [c for c in rest if (revises(c, best) or opens_later(c, best)) and c.needs <= known and is_same(c, best)]
    return max(later, key=lambda c: (c.when or EVER, c.worth), default=best)


def opens_later(one: Candidate, other: Candidate) -> bool:
    """Does a later article open with what an earlier one told farther down, of a former employee perhaps?"""
    return one.at == 0 < other.at and one.when is not None and other.when is not None and one.when > other.when


def revises(one: Candidate, other: Candidate) -> bool:
    """Did ``one`` appear later, and does it give what both count another value, or a large number where the other has
    none ("the data of 6.3 million customers", for "of some of its customers")?"""
    if one.when is None or other.when is None or one.when <= other.when:
        return False
    if max(one.numbers, default=0.0) >= LARGE > TELLING >= max(other.numbers, default=0.0):
        return True
    both = {measure for measure, _ in one.counts} & {measure for measure, _ in other.counts}
    kept = {measure for measure, _ in one.counts & other.counts}
    return bool(both - kept)


def told_in(one: Candidate, other: Candidate) -> bool:
    """Does ``other`` print a sentence of ``one``?"""
    return bool({one.sentence, one.after} & {other.sentence, other.after} - {None})


def is_told(one: Candidate, other: Candidate) -> bool:
    """Does ``other`` leave nothing of ``one`` to tell?"""
    if told_in(one, other):
        return True
    both = (one.sentence.passage.text, other.sentence.passage.text)
    if len({bool(OWNS_UP.search(text)) for text in both}) > 1 or decides(*both):
        return False
    if any(n > TELLING for n in one.numbers) and not other.numbers and likeness_of(one, other) < SAME:
        return False  # "The recall now covers 4.8 million tins", of which the other says what they are
    if is_same(one, other):
        return True
    if not are_alike(one, other) or tell_two_things(one, other):
        return False
    return any(held(a, b) for a in one.vectors for b in other.vectors)


def is_same(one: Candidate, other: Candidate) -> bool:
    """Do both report one event, or say the same in other words?"""
    if open_alike(one, other):
        return True
    likeness = likeness_of(one, other)
    akin = tell_one_event(one, other)
    counted = len(one.numbers & other.numbers) >= 2  # "26 rockets from four ships", whatever verb it takes
    if not are_alike(one, other) or (tell_two_things(one, other) and not counted):
        return False
    return likeness >= (AKIN if akin or counted else SAME)


def open_alike(one: Candidate, other: Candidate) -> bool:
    """Do two articles of one story open with the same news, in whatever words: with one event, or with what one actor
    does, by another verb ("is bowing out", "has dropped plans")?"""
    if not one.at == other.at == 0 or differ(one, other) or shared(one, other) < OPENING:
        return False
    return tell_one_event(one, other) or (
        bool(one.agents & other.agents) and are_alike(one, other) and not are_of_two_days(one, other)
    )


def are_of_two_days(one: Candidate, other: Candidate) -> bool:
    """ "The two sides met on Monday", "the two sides signed a truce on Friday"."""
    return one.day is not None and other.day is not None and one.day != other.day


def tell_one_event(one: Candidate, other: Candidate) -> bool:
    """Is the news of both one event, and of nobody else? Reed was sentenced, and so was Lind."""
    apart = one.patients and other.patients and not one.patients & other.patients
    return one.main is not None and one.main == other.main and not apart


def tell_two_things(one: Candidate, other: Candidate) -> bool:
    """Is the news of each no event of the other ("two were held over …", "windows may be opened after …"), and are they
    not so alike that it must be the same in other words?"""
    if one.main is None or other.main is None or one.main in other.events or other.main in one.events:
        return False
    return likeness_of(one, other) < APART or are_of_two_days(one, other)


def likeness_of(one: Candidate, other: Candidate) -> float:
    """Of the most alike of their sentences, 0 to 1."""
    return max(dot(a, b) for a in one.vectors for b in other.vectors)


def shared(one: Candidate, other: Candidate) -> int:
    """How many words the two have in common, in any two of their sentences."""
    return max(len(a.keys() & b.keys()) for a in one.vectors for b in other.vectors)


def are_alike(one: Candidate, other: Candidate) -> bool:
    """Names alone are no event: "Brandt visited the wounded", "Brandt cut short a visit"."""
    return len(one.plain & other.plain) >= ALIKE


def held(one: Vector, other: Vector) -> bool:
    """Does the longer of two sentences say what the shorter says?"""
    short, long = sorted((one, other), key=len)
    common = [value * value for term, value in short.items() if term in long]
    return len(common) >= WORDS_HELD and sum(common) >= HELD


def support(chosen: Candidate, found: Sequence[Candidate], material: Material) -> tuple[Passage, ...]:
    """The other sentences that report the same as ``chosen``, with no other number, and the copies of all these.

    What leaves nothing new to tell is not yet a report of the same: a caption that only names the flood bears out
    nothing that is said of it.
    """
    same = [
        c.sentence.passage
        for c in found
        if c.after is None
        and not told_in(c, chosen)
        and is_told(c, chosen)
        and bears_out(c, chosen)
        and not differ(c, chosen)
    ]
    printed = [s.passage for s in (chosen.after, chosen.sentence) if s is not None]
    copies = [p for one in (*printed, *same) for p in material.copies.get(one.text, ()) if p not in printed]
    return tuple(dict.fromkeys((*same, *copies)))


ENDED = re.compile(r"[.!?…][\"'”’)]*\s*$")
"""The end of a sentence, which a headline or a line of a list lacks."""
REVISES = re.compile(
    r"\b(?:cut|downgraded|extended|increased|lowered|raised|reduced|revised|upgraded|widened)\b"
    r"[^.;]* from [^.;]* to\b"
)
"""What tells of a change, which who gives but the old value does not bear out: "raised its rating FROM 2 TO 3"."""
NEGATED = re.compile(r"^(?:\W*[\w’']+\W+){0,4}?(?:no|never|nobody|none)\b", re.I)
"""What begins by saying that something is not."""


def bears_out(one: Candidate, chosen: Candidate) -> bool:
    """Does ``one`` report what ``chosen`` reports, and not only something about the same? "There were no warnings of
    the breach" is not borne out by who only tells of the breach, nor a strike called off by who announces it."""
    both = (one.sentence.passage.text, chosen.sentence.passage.text)
    if any(
        len({bool(turn.search(text)) for text in both}) > 1
        for turn in (NEGATED, CALLED_OFF, OWNS_UP, SILENT, RETURNED, REVISES)
    ):
        return False
    likeness = likeness_of(one, chosen)
    numbers = one.numbers & chosen.numbers
    if _leaves_out(chosen, one) or _came_before(one, chosen):
        return False
    if len(numbers) >= 2 or (any(n > TELLING for n in numbers) and likeness >= BORNE_OUT["event"]):
        return True
    if tell_two_things(one, chosen) and not open_alike(one, chosen):
        return False
    if likeness >= BORNE_OUT["whole"] and _says_all(one, chosen):
        return True
    if tell_one_event(one, chosen):
        if one.agents and chosen.agents and not one.agents & chosen.agents and not one.actors & chosen.actors:
            return False  # two riders who won two races
        return likeness >= BORNE_OUT["main"] or one.at == chosen.at == 0
    if open_alike(one, chosen):
        return likeness >= BORNE_OUT["main"]
    if chosen.main is not None and chosen.main in one.events:
        return likeness >= BORNE_OUT["event"]
    if not ENDED.search(one.sentence.passage.text):
        return False  # "Prime minister hit twice", a line that shares her office and the deputy with "has taken over"
    return likeness >= BORNE_OUT["two" if chosen.after else "words"]


def _came_before(one: Candidate, chosen: Candidate) -> bool:
    """Did ``one`` appear before the day on which ``chosen`` says that it happened? "The ferry has not been found" is no
    report of "the ferry was found on Friday"."""
    return one.when is not None and chosen.day is not None and one.when.date() < chosen.day


def _leaves_out(chosen: Candidate, one: Candidate) -> bool:
    """Does ``chosen`` tell how many suffered what, and ``one`` give none of its counts? "One worker is missing" is not
    borne out by those who look for the missing."""
    counts = {count for count in chosen.counts if count[0] in PEOPLE}
    return chosen.harms and bool(counts) and not counts & one.counts


def _says_all(one: Candidate, chosen: Candidate) -> bool:
    """Does a longer sentence say what the chosen one says, whatever stands before that?"""
    *_, said = chosen.vectors
    return any(len(said) <= len(other) and held(other, said) for other in one.vectors)


def differ(one: Candidate, other: Candidate) -> bool:
    """Do both give numbers, and none in common but "one" where each gives more ("9,812 had at least one dose")?"""
    both = one.numbers & other.numbers
    if both == {1.0} and min(len(one.numbers), len(other.numbers)) > 1:
        return True
    return bool(one.numbers) and bool(other.numbers) and not both


def pair_values(found: Sequence[Candidate], articles: Sequence[Listed]) -> dict[Pair, float]:
    """The worth of each pair of words: how many origins use it, beyond the first, and how many headlines."""
    origin = {a.id: a.origin for a in articles}
    users: defaultdict[Pair, set[str]] = defaultdict(set)
    for one in found:
        for pair in one.pairs:
            users[pair].add(origin[one.sentence.passage.article])
    headed = Counter(pair for title in title_pairs(articles) for pair in title)
    return {pair: len(by) - 1 + HEADED * headed[pair] for pair, by in users.items()}
