"""When two figures give one thing different values, and when they give it the same in other words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import combinations, product

from briefing import lexicon, quantities, tolls
from briefing.atlas import gazetteer
from briefing.joined import Joined
from briefing.model import Figure, Passage
from briefing.wording import stem

CLOSE = 0.03
"""Relative difference up to which two converted or rounded amounts are the same."""
LOOSE = 1.5
"""How far above its bound "more than" and "at least" are taken to reach: 1,500 is not "more than 900"."""
SHARED = 3
"""Content words that two clauses must share to speak of one thing."""
ALIKE_ONES = 2
"""Content words that two clauses share of which one says that the other's number has grown."""
ALIKE = 0.2
"""Share of the shorter clause's content words that two clauses about one thing have in common."""
FAR = 3.0
"""How many times as much a rival amount may be whose clause has no more in common: a deficit is no bailout."""
NEAR = 0.1
"""Relative difference up to which amounts in two units are roundings of one."""
MOST = 40
"""Figures of one measure and story that are compared with each other."""
GENERIC = lexicon.marked("anybody", "measure")
CONTRAST = re.compile(r"\b(?:said|says|saying|not|according|estimated|put|reported)\b")
"""What sets two figures of one sentence against each other: another's word, or "600, not 450". "While the state pledged
150,000 euro" tells of another sum."""
COMPOUND = re.compile(r"\w-[a-z]+$")
MOMENT = re.compile(r"\s+(?:after|before|later?|earl(?:y|ier)|ago|into|since|from now)\b")
FOR_YEARS = re.compile(r"\b(?:been|employed|known|lived|married|served|taught|worked)\b[^.;]{0,60}\bfor $")
DIRECTION = re.compile(r" (?:(?:north|south)?(?:east|west)|north|south)(?:ern|ward)?\b")
GLOSS = re.compile(r",? (?:or|about|\() ?")
"""Between an amount and the same in another unit."""
OF = re.compile(r" of ((?:[a-z]+ )?[a-z]+)")
OF_PEOPLE = re.compile(r" (?:a year )?(?:worth )?(?:of|in) (?:[a-z]+ )?([A-Z][\w.]+) [a-z]")
"""Whose things an amount is of: "$60bn OF AMERICAN goods"."""
NAME = re.compile(r"\b[A-Z][\w&’'-]+")
GIVING = re.compile(
    r"([^;]*?[A-Z][^;]*?)\b(?:offer(?:s|ed)?|bid(?:s|ding)?|pledge[sd]?|promise[sd]?|gives?|gave|donate[sd]?|commit(?:s|ted)?"
    r"|propose[sd]?|contribute[sd]?|grant(?:s|ed)?|pay|pays|paid)\b"
)
"""Who gives, bids or promises, up to the verb that says so."""
OWN_ESTIMATE = re.compile(
    r"\b(?:raise[sd]?|increase[sd]?|doubled|tripled|quadrupled|lowers?|lowered|cuts?|revise[sd]?|halved) "
    r"(?:its|their|his|her) (?:\w+ ){0,2}?(?:estimate|figure|count|toll|forecast)s?\b",
    re.I,
)
"""By which somebody takes back a number of his own."""
PART = re.compile(r"\balone\b|\bof (?:them|these|those)\b|\bonly in\b", re.I)
TO = re.compile(r"(?:\s\w+){0,3}\s+to\s+(?:\w+\s+){0,2}")
SO_FAR = re.compile(
    r"\b(?:now|so far|in all|in total|to date|altogether|has (?:risen|grown|climbed)"
    r"|(?:confirmed|counted|recorded|registered|reported) since)\b",
    re.I,
)
"""What says that a count goes on from those before."""
SPREAD = re.compile(
    r"\b(?:has|have|had) (?:now |so far |already )?"
    r"(?:burn(?:t|ed)|consumed|charred|scorched|blackened|destroyed|engulfed|grown to|spread (?:over|across|to))\b"
    r"[^.;]{0,25}$",
    re.I,
)
"""Before what a fire or flood has covered up to then."""
GROWN = re.compile(
    r"\bha(?:s|ve|d) (?:now |since )?(?:climbed|grown|increased|risen|swelled|swollen|widened) to [\w ]{0,20}$"
    r"|\bnumber of [^.;]{2,60}? (?:climbed|grew|rose) to [\w ]{0,20}$",
    re.I,
)
"""Before what something measures by now: "the lake HAS GROWN TO 1.6 kilometres"."""
LOST = {"damaged", "destroyed"}
"""Measures of things of which there are only more."""
NUMBER_OF = re.compile(
    r"\bnumber of [^.;]{2,60}? (?:has |have |had )?(?:climbed|grew|grown|increased|risen|rose) to\b", re.I
)
HAD_FORECAST = re.compile(
    r"\bhad (?:\w+ )?(?:estimated|expected|forecast|predicted|projected|promised|put|reported|said)\b[^;]*$", re.I
)
NOW_EXPECTS = re.compile(
    r"\bnow (?:estimate|expect|forecast|predict|project|promise|put|report|sa(?:ys|id)\b|see)", re.I
)
"""Between what somebody had reckoned with and what he reckons with since."""
REJECTED = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput(?:es?|ed)|dismiss(?:es|ed)|reject(?:s|ed)|challeng(?:es|ed))\b", re.I
)
"""Before a number in whose place the sentence gives another."""
DRAFT = re.compile(r"\b(?:draft|proposals?|blueprint)\b", re.I)
"""What says that an amount is of what is not agreed yet."""
DEADLINE = re.compile(r"\b(?:within|in under|in less than) (?:the (?:next|first) )?$", re.I)
"""Before how long something may take at most, which is not how long it took."""
SUM_OF = re.compile(
    r"\b(?P<noun>[a-z]+) (?:of|worth) (?:about |some |nearly |almost |more than |up to |at least )?\S?$", re.I
)
"""The noun right before an amount that says what sum it is: "BAIL of 500,000 euros"."""
DONE_TO = re.compile(r" (?:(?:were|was|had been|have been|are) )?([a-z]+ed)\b")
"""Behind what is counted: what was done to it."""
OWN_BID = re.compile(
    r"\b(?:improv(?:es|ed)|increase[sd]?|lift(?:s|ed)|raise[sd]|sweeten(?:s|ed)) (?:its|their|his|her) "
    r"(?:[\w-]+ ){0,2}?(?:bid|offer|price)\b",
    re.I,
)
"""By which somebody offers more than before."""
AWAY = re.compile(r" (?:away )?(?:from|behind|inside|outside|beyond|off) ((?:[\w’'-]+ ?){1,3})")
"""Behind how far something is, from where: "450 km BEHIND THE FRONT LINE"."""
AFTERSHOCK = re.compile(r"\b(?:aftershock|foreshock|tremor)s?\b", re.I)
"""What is no quake of its own."""
WHOLE = re.compile(r"\d(?: (?:hundred|thousand|million|billion))? of (?:(?:the|its|their|some|about) )?$")
"""Before the whole that a part is told of: "3 million of 4 million households"."""
FUNCTION = 2
"""Letters up to which a word says little about what is counted."""

Origins = Mapping[str, str]
"""Article to the origin that its copies share."""


def rivals(
    figures: Sequence[Figure],
    story: Mapping[str, int],
    origin: Origins,
    published: Mapping[str, str],
    tried: Mapping[tuple[str, int], Set[str]],
) -> Iterator[tuple[list[Figure], str]]:
    """Figures that give one thing other values, with how they stand to each other: ``superseded`` (a stated
    revision, or what one source says later), ``contradicted``, ``differently scoped``, ``rounded alike``.

    Counts of people killed, hurt and their like are left out: they are compared article by article. ``tried`` says who
    is charged or sentenced in the sentence at (article, start): the terms of two people are two things.
    """
    for group in _groups(figures, story):
        group = [f for f in group if not any(_is_conversion_of(f, other) for other in group)]
        relation: dict[tuple[int, int], str] = {}
        spread: dict[tuple[int, int], str] = {}
        given = _givers(group, origin)
        for a, b in combinations(range(len(group)), 2):
            if _are_done_alike(group[a], group[b]):
                relation[a, b] = "contradicted"
                continue
            if _is_of_two_tried(group[a], group[b], tried) or _is_whole(group[a]) or _is_whole(group[b]):
                continue
            if _is_spread(group[a], group[b], published) or _is_spread(group[b], group[a], published):
                spread[a, b] = "superseded"
                continue
            grown = _is_grown(group[a], group[b], published) or _is_grown(group[b], group[a], published)
            if found := "superseded" if grown else _stands(group[a], group[b], given):
                relation[a, b] = found
        yield from _joined(group, relation)
        yield from _joined(group, spread)


def _joined(group: Sequence[Figure], relation: Mapping[tuple[int, int], str]) -> Iterator[tuple[list[Figure], str]]:
    """The figures of ``group`` that pairs of numbers join, with how they stand to each other."""
    sets = Joined(len(group))
    for a, b in relation:
        sets.join(a, b)
    parts: dict[int, list[int]] = defaultdict(list)
    for n in sorted({n for pair in relation for n in pair}):
        parts[sets.find(n)].append(n)
    for part in parts.values():
        kinds = [kind for pair, kind in relation.items() if pair[0] in part]
        last = any(all(relation.get((min(n, m), max(n, m))) == "superseded" for m in part if m != n) for n in part)
        yield [group[n] for n in part], "contradicted" if "contradicted" in kinds and not last else kinds[0]


def _is_whole(one: Figure) -> bool:
    """ "3 million OF 4 MILLION households": all there are, of which others are told."""
    return bool(one.mentions) and all(WHOLE.search(c.text[: m.start - c.start]) for c, m in _placed(one))


def _are_done_alike(one: Figure, other: Figure) -> bool:
    """ "Shot down 14 of 16 drones LAUNCHED overnight", "22 drones WERE LAUNCHED", as another says: two numbers of all
    that were, though one is told as the whole of a part."""
    if one.unit or other.unit or not _said_apart(one, other) or agree(one, other) or not is_near(one, other):
        return False
    done = [
        {stem(m[1]) for c, p in _placed(f) if (m := DONE_TO.match(c.text[p.end - c.start :]))} for f in (one, other)
    ]
    return bool(done[0] & done[1] - {""}) and not any(re.search(r"\d of (?:the )?\d", f.text) for f in (one, other))


def _is_conversion_of(one: Figure, other: Figure) -> bool:
    """ "6,200 barrels, OR 260,000 GALLONS", "900 miles (1,450 KM)": one amount told twice."""
    if not one.unit or not other.unit or one.unit == other.unit or quantities.dimension(one.unit) in {"", "money"}:
        return False
    return any(
        second in one.mentions
        and GLOSS.fullmatch(passage.text[first.end - passage.start : second.start - passage.start])
        for passage, first, second in _together(one, other)
    )


def _groups(figures: Sequence[Figure], story: Mapping[str, int]) -> Iterator[list[Figure]]:
    """Figures of one story that count one kind of thing; how many times this and that was done are no rivals, nor
    counts of a charge, which change as a case goes on."""
    groups: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    like = lexicon.table("like_nouns")
    for figure in figures:
        compared = figure.measure not in lexicon.words("human_cost") | {"time", "count"} and is_bounded(figure)
        apart = (
            is_moment(figure)
            or _is_deadline(figure)
            or _is_of_a_whole(figure)
            or is_compound(figure)
            or _is_of_a_life(figure)
            or _is_of_another_quake(figure)
        )
        apart = apart or _is_of_the_hour(figure)
        if compared and not apart:
            at = story.get(figure.citations[0].article, -1) if figure.citations else -1
            kind = quantities.dimension(figure.unit) if figure.unit else like.get(figure.measure, figure.measure)
            groups[at, kind].append(figure)
    yield from (group[:MOST] for group in groups.values())


def is_compound(figure: Figure) -> bool:
    """ "A three-day strike", "a fifteen-year employee": how long something else lasts."""
    return figure.measure == "duration" and bool(COMPOUND.search(figure.text))


def _is_of_a_whole(figure: Figure) -> bool:
    """ "The other 14 sailors", "two more boats", "14 of the 18 shots"."""
    return any(one.search(figure.text) for one in (tolls.REST, tolls.PART, tolls.OF_WHOLE))


def is_moment(figure: Figure) -> bool:
    """ "Two hours after the quake" says when, and not how long."""
    if figure.measure != "duration":
        return False
    rest = [c.text[m.end - c.start :] for c, m in _placed(figure)]
    return bool(rest) and all(MOMENT.match(text) for text in rest)


def _is_deadline(figure: Figure) -> bool:
    """ "WITHIN 48 hours" says by when, and not how long."""
    before = [c.text[: m.start - c.start] for c, m in _placed(figure)]
    return figure.measure == "duration" and bool(before) and all(DEADLINE.search(text) for text in before)


def _is_of_a_life(figure: Figure) -> bool:
    """ "Has worked at the mill for 37 years": how long one person did so is no rival of how long another did."""
    if figure.measure != "duration":
        return False
    before = [c.text[: m.start - c.start] for c, m in _placed(figure)]
    return bool(before) and all(FOR_YEARS.search(text) for text in before)


def _is_of_another_quake(figure: Figure) -> bool:
    """Is it the magnitude of an aftershock, or of the quake of some year or month: "in 2009 one of 7.8"?"""
    if figure.unit != quantities.MAGNITUDE:
        return False
    long_ago = figure.when is not None and figure.when.precision in {"month", "season", "year"}
    return long_ago or all(AFTERSHOCK.search(c.text) for c in figure.citations)


@cache
def _reached() -> re.Pattern[str]:
    """ "SHARES ROSE 6 percent TO …", "the PRICE was DOWN AT …"."""
    priced, moves = ("|".join(sorted(lexicon.words(name))) for name in ("quoted_prices", "price_moves"))
    return re.compile(
        rf"\b(?:{priced})\b[^.;]*\b(?:{moves})\b(?:[^.;]{{0,40}}\b(?:to|at)|) (?:about |just )?\S?$", re.I
    )


def _is_of_the_hour(figure: Figure) -> bool:
    """ "Shares rose to 671 pence on Monday": the price of another day is no rival."""
    before = [c.text[: m.start - c.start] for c, m in _placed(figure)]
    return bool(before) and all(_reached().search(text) for text in before)


def _tells_where(figure: Figure) -> bool:
    """ "50 miles north of Orvel": where something is, and not how far it went."""
    rest = [c.text[m.end - c.start :] for c, m in _placed(figure)]
    return bool(rest) and all(DIRECTION.match(text) for text in rest)


def _is_from_elsewhere(one: Figure, other: Figure) -> bool:
    """ "420 km from the border", "450 km behind the front line": how far one place is from two others."""
    ends = [_ends(f) for f in (one, other)]
    return all(ends) and not ends[0] & ends[1]


def _ends(figure: Figure) -> frozenset[str]:
    """Stems of the words that say from where it is so far."""
    if not figure.unit or quantities.dimension(figure.unit) != "distance":
        return frozenset()
    found = (AWAY.match(c.text[m.end - c.start :]) for c, m in _placed(figure))
    return frozenset(stem(w) for one in found if one for w in re.findall(r"[a-z]+", one[1].lower())) - {""}


def _placed(figure: Figure) -> Iterator[tuple[Passage, Passage]]:
    """The places of a figure, each after the sentence that holds it."""
    for m in figure.mentions:
        yield from ((c, m) for c in figure.citations if c.article == m.article and c.start <= m.start < c.end)


def _givers(group: Sequence[Figure], origin: Origins) -> Mapping[tuple[float | None, str | None], set[str]]:
    """Value and unit to the origins that give it, whatever they call what they count."""
    given: dict[tuple[float | None, str | None], set[str]] = defaultdict(set)
    for figure in group:
        given[figure.value, figure.unit] |= {origin.get(m.article, m.article) for m in figure.mentions}
    return given


def _stands(one: Figure, other: Figure, given: Mapping[tuple[float | None, str | None], set[str]]) -> str | None:
    """How they stand to each other. Who gives both values counts two things, and so may all others: five boats came,
    and three of them were seized."""
    if _is_revised(one, other) or (same_speaker(one, other) and _is_own_revision(one, other)):
        return "superseded"
    if (is_put_against(one, other) or is_put_against(other, one)) and not agree(one, other):
        return "contradicted"
    if "share" in {one.measure, other.measure}:
        return None  # two owners have two shares, and "two thirds of shareholders" is no "63 percent of votes"
    rounded = _is_rounded(one, other)
    if agree(one, other):
        return "rounded alike" if rounded else None
    if rounded and not _is_open(one) and not _is_open(other):
        return "rounded alike"
    if _is_in_contrast(one, other):
        return "contradicted"
    speaker = same_speaker(one, other)
    both = given[one.value, one.unit] & given[other.value, other.unit]
    apart = (both and not _said_apart(one, other)) or _is_of_two_peoples(one, other)
    apart = (
        apart
        or _tells_where(one) != _tells_where(other)
        or _is_from_elsewhere(one, other)
        or _is_of_two_givers(one, other)
        or _is_of_two_sums(one, other)
        or _is_drafted(one) != _is_drafted(other)
    )
    if apart or not _is_same_thing(one, other, speaker=speaker):
        return None
    if _is_part(one) != _is_part(other):
        return "differently scoped"
    return "superseded" if speaker else "contradicted"


# --- one thing -------------------------------------------------------------------------------


def _is_same_thing(one: Figure, other: Figure, *, speaker: bool) -> bool:
    """Do two clauses share enough? One source that counts one noun twice needs to share less. A story has one quake."""
    if one.unit == other.unit == quantities.MAGNITUDE:
        return True
    least = SHARED
    if speaker and one.unit is None and one.measure == other.measure and one.measure not in GENERIC:
        least = SHARED - 1
    share = ALIKE
    if one.unit is None and lexicon.table("person_nouns").keys() & {one.measure, other.measure}:
        least, share = least + 1, 2 * ALIKE  # the two officers who are charged, the four who were there
    if not is_near(one, other):
        share = 3 * ALIKE
    for a, b in product(one.citations, other.citations):
        shared, less = shared_words(one, other, a, b)
        if shared >= least and shared >= share * less:
            return True
    return False


def _is_of_two_peoples(one: Figure, other: Figure) -> bool:
    """ "$60bn of American goods", "$34 billion in Chinese goods": two amounts of two things."""
    a, b = (_peoples(figure) for figure in (one, other))
    return bool(a and b) and not a & b


def _is_of_two_givers(one: Figure, other: Figure) -> bool:
    """What Castell bids and what Tarn bids, what one state pledges and another: two amounts."""
    a, b = (_givers_of(figure) for figure in (one, other))
    return bool(a and b) and not a & b


def _is_of_two_sums(one: Figure, other: Figure) -> bool:
    """ "BRIBES of 1.4 million" beside 3.1 million in a sentence that speaks of no bribes: two sums."""
    if "money" not in {one.measure, other.measure}:
        return False
    return any(nouns and not nouns & _content_of(f) for nouns, f in ((_sums(one), other), (_sums(other), one)))


def _sums(figure: Figure) -> frozenset[str]:
    """Stems of the nouns that say what sum it is; none where a place does not say, or only that it is a sum."""
    found = [SUM_OF.search(c.text[: m.start - c.start]) for c, m in _placed(figure)]
    nouns = [m["noun"].lower() for m in found if m]
    general = lexicon.words("estimates") | lexicon.words("sums")
    if not nouns or len(nouns) < len(found) or any({n, n.removesuffix("s")} & general for n in nouns):
        return frozenset()
    return frozenset(map(stem, nouns))


def _content_of(figure: Figure) -> frozenset[str]:
    return frozenset().union(*(_content(c.text) for c in figure.citations))


def _is_drafted(figure: Figure) -> bool:
    """Do its sentences speak of a draft: "a DRAFT provides for an exchange of 500 prisoners"?"""
    return bool(figure.citations) and all(DRAFT.search(c.text) for c in figure.citations)


def _givers_of(figure: Figure) -> set[str]:
    """The names that stand before a verb of giving and an amount."""
    before = (GIVING.match(c.text[: m.start - c.start]) for c, m in _placed(figure))
    names = {name for one in before if one for name in NAME.findall(one[1])}
    return {name for name in names if name.lower() not in _saying_nothing() and name not in lexicon.table("weekdays")}


def _is_of_two_tried(one: Figure, other: Figure, tried: Mapping[tuple[str, int], Set[str]]) -> bool:
    """ "Sentenced Lund to nine years", "Reed got eight": the term of one is no rival of the other's."""
    a, b = (set().union(*(tried.get((c.article, c.start), ()) for c in figure.citations)) for figure in (one, other))
    return bool(a and b) and not a & b


def _peoples(figure: Figure) -> set[str]:
    """The states of whose things it is an amount, by the word right behind it."""
    found = (OF_PEOPLE.match(c.text[m.end - c.start :]) for c, m in _placed(figure))
    return {state for one in found if one and (state := gazetteer.state(one[1].rstrip(".")) or gazetteer.state(one[1]))}


def is_put_against(one: Figure, other: Figure) -> bool:
    """ "Organisers put the figure at 9,000": it cites the sentence before, too, which gives the other."""
    shared = set(one.citations[1:]) & set(other.citations)
    holds = {c for c in shared for m in one.mentions if m.article == c.article and c.start <= m.start < c.end}
    return bool(shared - holds)


def shared_words(
    one: Figure, other: Figure, a: Passage, b: Passage, *, besides: Set[str] = frozenset()
) -> tuple[int, int]:
    """How many content words two passages share, and how many the shorter has; counted nouns and units left out, and
    the stems ``besides``."""
    drop = besides | {stem(w) for f in (one, other) for w in (f.measure, *f.what.lower().split())}
    x, y = _content(a.text) - drop, _content(b.text) - drop
    return len(x & y), min(len(x), len(y))


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]+", text.lower())
    return frozenset(stem(w) for w in words if len(w) > FUNCTION and w not in _saying_nothing())


@cache
def _saying_nothing() -> frozenset[str]:
    """Words that sentences on any two things share: small ones, days and the words of large numbers."""
    days = {day.lower() for day in lexicon.table("weekdays")}
    numbers = {*lexicon.table("multipliers"), *(f"{word}s" for word in lexicon.table("multipliers"))}
    return frozenset(lexicon.words("function_words") | days | numbers | {"said", "says"})


def _is_part(figure: Figure) -> bool:
    """Does every sentence that gives it say that it is of a part ("the county alone has counted 31")?"""
    return bool(figure.citations) and all(PART.search(c.text) for c in figure.citations)


def _is_revised(one: Figure, other: Figure) -> bool:
    """ "Raised its estimate from 1.2 billion to 1.6 billion", "had forecast 2.1 percent and now expects 1.4"."""
    for passage, first, second in _together(one, other):
        text, start = passage.text, passage.start
        before, between = text[: first.start - start], text[first.end - start : second.start - start]
        words = {stem(w) for w in re.findall(r"[a-z]+", text.lower())}
        known = {stem(w) for w in lexicon.words("estimates")}
        if HAD_FORECAST.search(before) and NOW_EXPECTS.search(between):
            return True
        if before.rstrip().lower().endswith("from") and TO.fullmatch(between) and words & known:
            return True
    return False


def _is_own_revision(one: Figure, other: Figure) -> bool:
    """ "The firm more than TRIPLED ITS ESTIMATE of the oil, to 4,100 barrels": and only one of the two says so."""
    changed = [any(OWN_ESTIMATE.search(c.text) for c in f.citations) for f in (one, other)]
    return any(changed) and not all(changed) and one.unit == other.unit and bool(one.unit)


def _is_spread(new: Figure, old: Figure, published: Mapping[str, str]) -> bool:
    """ "The fire HAD BURNT 4,300 hectares", and later "it HAS BURNT 9,650": what has spread, as far as it got."""
    if new.measure != "area" or new.unit != old.unit or (new.value or 0.0) <= (old.value or 0.0):
        return False
    so_far = all(SPREAD.search(c.text[: m.start - c.start]) for f in (new, old) for c, m in _placed(f))
    return so_far and _is_later(new, old, published)


def _is_later(new: Figure, old: Figure, published: Mapping[str, str]) -> bool:
    """Are all reports of ``new`` of later days than those of ``old``?"""
    before, after = (sorted(published.get(m.article, "")[:10] for m in one.mentions) for one in (old, new))
    return bool(before and after and before[-1] and before[-1] < after[0])


def _is_grown(new: Figure, old: Figure, published: Mapping[str, str]) -> bool:
    """ "600 operations were cancelled", and two days later "1,100 operations have NOW been cancelled"."""
    raised = any(OWN_BID.search(c.text) for c in new.citations) and bool(new.unit)
    grown = raised or any(GROWN.search(c.text[: m.start - c.start]) for c, m in _placed(new))
    if grown and _is_later(new, old, published) and _is_more(new, old):
        return _is_one_noun(new, old) or any(
            shared_words(new, old, a, b)[0] >= ALIKE_ONES for a, b in product(new.citations, old.citations)
        )
    if new.unit or new.measure != old.measure or (new.value or 0.0) <= (old.value or 0.0) or not is_near(new, old):
        return False
    if new.measure in LOST and _is_later(new, old, published) and _is_of_those(new, old):
        return True
    if not _is_later(new, old, published) or not any(SO_FAR.search(c.text) for c in new.citations):
        return False
    return any(shared_words(new, old, a, b)[0] for a, b in product(new.citations, old.citations))


def _is_of_those(new: Figure, old: Figure) -> bool:
    """ "Destroyed 214 BUILDINGS", a day after "some 120 BUILDINGS" or "over 200"."""
    nouns = [f.what.lower().split()[-1] for f in (new, old) if f.what]
    return len(set(nouns)) == 1


def _is_one_noun(new: Figure, old: Figure) -> bool:
    """ "The NUMBER OF CASES rose to 2,431", "1,487 suspected CASES": all there are of what the other counts."""
    return new.measure == old.measure and not new.unit and any(NUMBER_OF.search(c.text) for c in new.citations)


def _is_more(new: Figure, old: Figure) -> bool:
    """Is it more of the same, in whatever units?"""
    if bool(new.unit) != bool(old.unit) or not is_near(new, old):
        return False
    return quantities.in_base(size(new), new.unit) > quantities.in_base(size(old), old.unit)


def _is_in_contrast(one: Figure, other: Figure) -> bool:
    """ "The ministry put the amount at 300 tonnes, the authority said the papers showed 480"."""
    for passage, first, second in _together(one, other):
        text, start = passage.text, passage.start
        between, after = text[first.end - start : second.start - start], text[second.end - start :]
        a, b = OF.match(between), OF.match(after)
        units = one.unit or REJECTED.search(text[: first.start - start])
        of_one = one.measure == other.measure and units and (not a or not b or a[1] == b[1])
        if of_one and CONTRAST.search(between) and is_near(one, other):
            return True
    return False


def is_near(one: Figure, other: Figure) -> bool:
    """Is neither more than `FAR` times the other? Minutes to get out and years in a house are set against nothing."""
    low, high = sorted(quantities.in_base(size(f), f.unit) for f in (one, other))
    return high <= FAR * low


def size(figure: Figure) -> float:
    """Its value, of a range the upper end."""
    return figure.value if figure.value is not None else figure.high or 0.0


def is_bounded(figure: Figure) -> bool:
    """Is it a number, or a range between two ("between 40 and 60"), and not "dozens"?"""
    return figure.value is not None or (figure.low is not None and figure.high is not None)


def _together(one: Figure, other: Figure) -> Iterator[tuple[Passage, Passage, Passage]]:
    """Sentences that hold both figures, with the two places in order."""
    for passage in set(one.citations) & set(other.citations):
        for a, b in product(one.mentions, other.mentions):
            both = sorted((a, b), key=lambda m: m.start)
            if all(m.article == passage.article and passage.start <= m.start < passage.end for m in both):
                yield passage, both[0], both[1]


def _is_rounded(one: Figure, other: Figure) -> bool:
    """Amounts in two units of one dimension, nearly alike, in sentences that share a word."""
    if not one.unit or not other.unit or one.unit == other.unit or set(one.citations) & set(other.citations):
        return False
    a, b = (quantities.in_base(f.value or 0.0, f.unit) for f in (one, other))
    near = abs(a - b) <= NEAR * max(a, b)
    return near and any(shared_words(one, other, x, y)[0] for x, y in product(one.citations, other.citations))


def _is_open(figure: Figure) -> bool:
    """ "More than 1,500", "fewer than ten": 900 miles are less than that."""
    return (figure.low is None) != (figure.high is None)


# --- bounds ----------------------------------------------------------------------------------


def agree(one: Figure, other: Figure) -> bool:
    """May both be true of one thing? Bounds that overlap, or amounts that differ by no more than rounding."""
    if one.unit != other.unit and (one.unit is None or other.unit is None):
        return False
    a, b = _bounds(one), _bounds(other)
    if a[0] <= b[1] and b[0] <= a[1]:
        return True
    edge, far = (a[1], b[0]) if a[1] < b[0] else (b[1], a[0])
    return far > 20 and (far - edge) / far <= CLOSE


def _bounds(figure: Figure) -> tuple[float, float]:
    """The least and the most that the words allow, in base units; "about" allows a tenth."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        value = figure.value or 0.0
        low, high = value * 0.9, value * 1.1
    elif low is None:
        low = (high or 0.0) * 0.9 if figure.value is not None else 0.0
    elif high is None:
        high = low * LOOSE if figure.value is not None else float("inf")
    return quantities.in_base(low, figure.unit), quantities.in_base(high or 0.0, figure.unit)


# --- who says them ---------------------------------------------------------------------------


def apart(one: Figure, other: Figure, origin: Origins) -> bool:
    """Do the two stand in different origins?"""
    a = {origin.get(m.article, m.article) for m in one.mentions}
    b = {origin.get(m.article, m.article) for m in other.mentions}
    return not a & b


def _said_apart(one: Figure, other: Figure) -> bool:
    """Do two people or bodies say them?"""
    a, b = one.said_by, other.said_by
    return a is not None and b is not None and (a.actor or a.name) != (b.actor or b.name)


def same_speaker(one: Figure, other: Figure) -> bool:
    a, b = one.said_by, other.said_by
    return a is not None and b is not None and (a.actor or a.name) == (b.actor or b.name)
