"""Where the articles differ: figures, the thing that is counted, dates, and what one says and another denies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations, pairwise

from briefing import amounts, days, headlines, kinds, latest, lexicon, quantities, tolls
from briefing.atlas import gazetteer
from briefing.memory import within
from briefing.model import Denial, Discrepancy, Event, Figure, Listed, Passage, Position, Source, Story, Told
from briefing.wording import stem

LEAD = 700
"""Characters of an article in which it states its main figures."""
OPENING = 200
"""Characters of an article that tell its news."""
SHARED = 3
"""Content words that two clauses must share to speak of one thing."""
STEM = 4
"""Letters by which "Norva" and "Norvan" are of one stem."""
MANY = 10
"""A number from which its being told twice is hardly chance."""
HURT = re.compile(r"\b(?:other|others|injured|injuring|wounded|wounding|hurt)\b", re.I)
FARTHEST = 30.0
"""How many times as high a rival count of one thing may be."""
MOST_COUNTS = 8
"""Rival counts among which those are sought that replaced each other."""
LONG_AGO = 180
"""Days from which counts are of two events."""
OWN_SIDE = re.compile(
    r"\bof (?:its|his|her|their) (?:own )?(?:men|people|soldiers|fighters|troops|members|officers)\b", re.I
)
"""All of a side that something happened to, and no part of a number: "five of his men were killed"."""
LEAST = 0.5
"""Weight below which a number is not an article's main figure."""
KILLED = re.compile(r"\b(?:dead|killed|killing|died|fatal\w*|slain|murdered|dies)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the articles are and which belong together."""

    story: dict[str, int]
    origin: dict[str, str]
    published: dict[str, str]
    title: dict[str, str]
    when: dict[str, datetime]


def merge(
    figures: Sequence[Figure],
    events: Sequence[Event],
    listed: Sequence[Listed],
    stories: Sequence[Story],
    denials: Sequence[Denial] = (),
    people: Set[str] = frozenset(),
) -> tuple[tuple[Figure, ...], tuple[Discrepancy, ...]]:
    """The figures with their ``rivals``, and the discrepancies D1, D2, …: figures, wording, dates, denials.
    ``people`` are the ids of persons who have names."""
    known = _Known(
        {a: n for n, story in enumerate(stories) for a in story.articles},
        {one.id: one.origin for one in listed},
        {one.id: one.published or "" for one in listed},
        {one.id: one.title for one in listed},
        latest.moments(listed),
    )
    counts = list(_rival_counts(figures, known))
    others = list(amounts.rivals(figures, known.story, known.origin, known.published, _tried(events)))
    found = [_of_figures(group, _relation(group, known), known, headed) for group, headed in counts]
    found += [_of_figures(group, relation, known) for group, relation in others]
    found += [_of_wording(pair) for pair in _other_nouns(figures, known)]
    found += _of_dates(events, known, people)
    said = list(_of_denials_told(denials))
    told = {(c.article, c.start) for one in said for p in one.positions for c in p.citations}
    found += said
    found += [
        d for d in _of_denials(events, known) if not told & {(c.article, c.start) for c in d.positions[1].citations}
    ]
    by_story: dict[int | None, list[Told]] = defaultdict(list)
    for one in (told for event in events for told in event.mentions):
        by_story[known.story.get(one.passage.article)].append(one)
    found = [_settled(d, by_story, known) if d.kind == "denial" else d for d in found]
    mistaken = {story: [t for t in ones if tolls.WITHDRAWN.search(t.passage.text)] for story, ones in by_story.items()}
    found = [part for d in found for part in (_withdrawn(d, mistaken, known) if d.kind == "figure" else (d,))]
    named = tuple(replace(one, id=f"D{n}") for n, one in enumerate(found, 1))
    gone = {(d.positions[-2].text, d.positions[-2].citations) for d in found if d.relation == "withdrawn"}
    groups = [[f for f in group if (f.text, f.citations) not in gone] for group, *_ in (*counts, *others)]
    kept = (replace(f, stance="denied") if (f.text, f.citations) in gone else f for f in figures)
    return _with_rivals(tuple(kept), groups), named


def _tried(events: Sequence[Event]) -> Mapping[tuple[str, int], Set[str]]:
    """Sentence (article, start) to who is charged or sentenced in it."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for told in (one for event in events for one in event.mentions):
        if kinds.kind(told.trigger.text) in TRYING:
            found[told.passage.article, told.passage.start].update(told.patients)
    return found


TRYING = frozenset(map(kinds.kind, (*lexicon.words("accusing_verbs"), "fine")))


def _with_rivals(figures: Sequence[Figure], groups: Iterable[Sequence[Figure]]) -> tuple[Figure, ...]:
    rivals: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for one in group:
            rivals[one.id] += [other.id for other in group if other.id != one.id and other.id not in rivals[one.id]]
    return tuple(replace(one, rivals=tuple(rivals[one.id])) if rivals.get(one.id) else one for one in figures)


# --- rival figures ---------------------------------------------------------------------------


def _rival_counts(figures: Sequence[Figure], known: _Known) -> Iterator[tuple[list[Figure], tuple[Position, ...]]]:
    """Counts of people of one story and measure: what each article gives as its main figure, where these differ;
    and the headlines that give another number than their own article. Of who did it and of the victims apart."""
    groups: dict[tuple[int, str, bool], list[Figure]] = defaultdict(list)
    apart = _told_apart(figures, known)
    for figure in figures:
        if (
            figure.measure in lexicon.words("human_cost")
            and amounts.is_bounded(figure)
            and figure.value != 0
            and figure.stance not in {"denied", "planned"}
        ):
            story = _story(figure, known)
            kind = _kind_of_count(figure.measure)
            measure = figure.measure if (story, kind) in apart else kind
            groups[story, measure, tolls.is_attackers(figure)].append(figure)
    by_story: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_story[_story(figure, known)].append(figure)
    for (story, measure, did_it), group in groups.items():
        killed = {f.value for f in groups.get((story, "killed", did_it), ())} if measure == "injured" else set()
        stated = _stated(group)
        main = [group[n] for n in sorted({n for ones in stated.values() for n in ones})]
        if len({whose for f in group if (whose := _whose(f))}) > 1:
            main = [f for f in main if not _whose(f)] or main  # all the dead, and not those of one side
        main.sort(key=lambda f: f.value is None)  # a range is set against numbers, which it may hold
        main += [
            f
            for f in group
            if f not in main
            and (_is_own_count(f) or any(_are_put_apart(f, one) or _is_of_other_party(f, one) for one in main))
        ]
        main += [f for f in group if f not in main and any(_are_put_apart(f, one) for one in main)]  # a third count
        rivals = main[:1] + [
            f
            for f in main[1:]
            if _is_of_one_size(main[0], f)
            and (_are_put_apart(f, main[0]) or _is_of_one_people(main[0], f))
            and _is_of_one_matter(main[0], f, known)
            and _is_of_one_time(main[0], f, known)
            and (not amounts.agree(main[0], f) or _outgrows(main[0], f, known) or _outgrows(f, main[0], known))
            and not _is_with_the_dead(main[0], f, killed)
            and not _is_with_who_did_it(main[0], f)
        ]
        replaced = [f for f in rivals if any(_is_brought_up_to_date(f, one, known) for one in rivals)]
        if replaced and len(replaced) < len(rivals) - 1 and _relation(rivals, known) == "contradicted":
            for f in replaced:
                yield [f, *(one for one in rivals if _is_brought_up_to_date(f, one, known))], ()
            rivals = [f for f in rivals if f not in replaced]
        chain, others = _of_other_counters(rivals, known)
        if chain:
            yield chain, ()
            rivals = [_set_against(others, chain, known), *others]
        of_all = not did_it or (story, measure, False) not in groups  # what a headline counts
        headed = tuple(_headed(main[0], by_story[story], known)) if main and of_all else ()
        if len(rivals) > 1 or headed:
            yield rivals, headed


def _of_other_counters(rivals: Sequence[Figure], known: _Known) -> tuple[list[Figure], list[Figure]]:
    """Counts of which each replaced the one before, and those that somebody else set beside them: officials speak of
    14, then 17, then 18 dead, the rebels of 22. What is told last replaces something. Nothing, where they part
    otherwise."""
    if len(rivals) > MOST_COUNTS or _relation(rivals, known) != "contradicted":
        return [], []
    given = {f.id: {m.article for m in f.mentions} for f in rivals}
    newest = max((_dates(f, known)[:1] for f in rivals), default=[])
    beside = [f for f in rivals if any(f is not one and given[f.id] & given[one.id] for one in rivals)]
    beside = [f for f in rivals if f in beside or _is_own_count(f)]
    beside.sort(key=lambda f: not _is_own_count(f))
    own = [f for f in beside if _is_own_count(f)]
    sizes = range(max(1, len(own)), len(rivals) - 1)
    for size in sizes:
        for others in combinations(beside, size):
            chain = [f for f in rivals if f not in others]
            if any(f in own for f in chain):
                continue
            told = all(f in own or any(given[f.id] & given[one.id] for one in chain) for f in others)
            is_last = any(_dates(f, known)[:1] == newest for f in chain)
            if told and is_last and _relation(chain, known) == "superseded":
                return chain, list(others)
    return [], []


def _set_against(others: Sequence[Figure], chain: Sequence[Figure], known: _Known) -> Figure:
    """The last of ``chain``; or, where that replaces the ``others`` as well, the one of it that they were told beside:
    the president spoke of 23 dead, the ministry of 31, and two days later it was 37."""
    last = max(chain, key=lambda f: _dates(f, known))
    if not all(_replaces(last, one, known) for one in others):
        return last
    articles = {m.article for one in others for m in one.mentions}
    return next((f for f in chain if articles & {m.article for m in f.mentions}), last)


def _told_apart(figures: Sequence[Figure], known: _Known) -> Set[tuple[int, str]]:
    """The stories and kinds of counts of which one article gives two measures ("40 arrested, 12 of them detained")."""
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure in figures:
        for mention in figure.mentions:
            given[mention.article, _kind_of_count(figure.measure)].add(figure.measure)
    return {(known.story.get(article, -1), kind) for (article, kind), measures in given.items() if len(measures) > 1}


def _kind_of_count(measure: str) -> str:
    """The measure, or what it is another word for ("arrested", "detained")."""
    return lexicon.table("like_nouns").get(measure, measure)


def _are_put_apart(one: Figure, other: Figure) -> bool:
    return amounts.is_put_against(one, other) or amounts.is_put_against(other, one)


def _are_told_apart(one: Figure, other: Figure) -> bool:
    """Does one article give both, in two sentences, and say of neither that it was earlier? Five shot at a party are
    some of the 15 whom five shootings hurt."""
    if _are_put_apart(one, other) or _is_of_other_party(one, other):
        return False
    less, more = sorted((one, other), key=amounts.size)
    both = {m.article for m in less.mentions} & {m.article for m in more.mentions}
    of_less, of_more = ([c for c in f.citations if c.article in both] for f in (less, more))
    if not both or set(of_less) & set(of_more):
        return False
    return not any(EARLIER.search(c.text) for c in (*of_less, *of_more))


EARLIER = re.compile(
    r"\b(?:earlier|initial(?:ly)?|previous(?:ly)?|at first|first (?:said|reported|put)|had (?:said|put|been)|rose|risen"
    r"|rises|rising|climb\w*|now|new|since|revised?|raised|lowered|higher|lower|updated?|but|while|contradict\w*|disput\w*)\b",
    re.I,
)
"""What says that a count came after another, or stands against it."""


def _is_of_other_party(one: Figure, other: Figure) -> bool:
    """Does another party count the same people in the next breath ("killing eight, witnesses said. The ministry said
    three people had died")? A part of a whole is no rival, nor who else was hurt."""
    if one.said_by is None or other.said_by is None or amounts.same_speaker(one, other):
        return False
    if any(pattern.search(f.text) for f in (one, other) for pattern in (tolls.REST, tolls.PART)):
        return False
    if any(tolls.OF_WHOLE.search(f.text) and not OWN_SIDE.search(f.text) for f in (one, other)):
        return False
    if not quantities.find(one.text) or (one.when and other.when and _days(one) != _days(other)):
        return False
    both = {m.article for m in one.mentions} & {m.article for m in other.mentions}
    near = (abs(a.paragraph - b.paragraph) <= 1 for a in one.mentions for b in other.mentions if a.article == b.article)
    whose = [_whose(f) for f in (one, other)]
    general = all(
        (f.what.lower().split() or ["people"])[-1] in lexicon.words("people_of_any_kind")
        or any(len(m.text.split()) == 1 for m in f.mentions if m.article in both)  # "said that three died"
        for f in (one, other)
    )
    return any(near) and (general or bool(whose[0] and whose[0] == whose[1]))


OWN_COUNT = re.compile(
    r"\b(?:own|official) (?:[\w-]+ )?(?:count|figure|tally|toll)\b"
    r"|\bputs? the (?:death )?(?:count|figure|number|tally|toll)(?: of (?:the )?(?:dead|victims))? at\b"
    r"|\b(?:above|fewer|higher|less|lower|more) than [^.;,]{0,40}"
    r"\b(?:acknowledge[sd]?|admit(?:s|ted)|concedes?|reports)\b",
    re.I,
)
"""What says that others count otherwise: "the government's OWN TOLL stands at nine", "has PUT THE TOLL AT nine", "far
more than the government ACKNOWLEDGES"."""


def _is_own_count(figure: Figure) -> bool:
    told = (c.text for c in figure.citations for m in figure.mentions if within(m, c))
    return any(OWN_COUNT.search(text) and not tolls.LEFT_OUT.search(text) for text in told)


def _whose(figure: Figure) -> str:
    """The first letters of whose people are counted: "RAKHani soldiers", "two of ITS men", as RAKHan says."""
    words = figure.what.split()
    if words and words[0].lower() in {"its", "their"} and figure.said_by is not None:
        words = figure.said_by.name.split()
    names = [word for word in words if word[:1].isupper() and word.lower() not in {"the", "a"}]
    return names[0][:STEM].lower() if names else ""


def _is_of_one_size(one: Figure, other: Figure) -> bool:
    """The dead of a day and the dead of a war are no two counts of one thing."""
    a, b = sorted(map(amounts.size, (one, other)))
    return b <= FARTHEST * max(a, 1.0)


def _is_of_one_matter(one: Figure, other: Figure, known: _Known) -> bool:
    """Where one is many times the other, and no later count their sentences share a word besides those of
    harm: six killed in a hospital and sixty at a fort are of two events."""
    if amounts.is_near(one, other) or _replaces(one, other, known) or _replaces(other, one, known):
        return True
    pairs = ((a, b) for a in one.citations for b in other.citations)
    harms = set(map(stem, lexicon.table("measures")))
    return any(amounts.shared_words(one, other, a, b, besides=harms)[0] for a, b in pairs)


def _is_of_one_people(one: Figure, other: Figure) -> bool:
    """Five Iranian guards and fifteen British sailors are not one group counted twice, nor are the officers of two
    towns, nor officers and marchers."""
    sides = {_side(f) for f in (one, other)}
    if None not in sides and len(sides) > 1:
        return False
    if tolls.armed(one) != tolls.armed(other) and None in sides and not amounts.is_near(one, other):
        return False  # sixty soldiers that the enemy claims, three dead in the town
    owned = any((f.what.lower().split() or [""])[0] in {"its", "their"} for f in (one, other))
    if owned and _whose(one) != _whose(other):
        return False
    names, others = (set(re.findall(r"[A-Z][a-z]+", f.what)) for f in (one, other))
    if names and others and not names & others and _is_one_noun(one, other):
        return False
    a, b = ({state for word in words if (state := gazetteer.state(word))} for words in (names, others))
    return not a or not b or bool(a & b)


def _side(figure: Figure) -> str | None:
    """Of which side those are who are counted; a bare number is of whom its sentence counts before it ("four soldiers
    were killed and NINE wounded")."""
    known, words = lexicon.table("sides"), figure.what.lower().split()
    if words:
        return known.get(words[-1])
    placed = ((c, m) for c in figure.citations for m in figure.mentions if within(m, c))
    before = (re.findall(r"[a-z]+", c.text[: m.start - c.start].rpartition(";")[2].lower()) for c, m in placed)
    sides = {next((known[w] for w in reversed(one) if w in known), None) for one in before}
    return sides.pop() if len(sides) == 1 else None


def _is_of_one_time(one: Figure, other: Figure, known: _Known) -> bool:
    """Those detained in one year and those of another, or half a year before, are two events; so are those of today
    that no words date and those of whom no report was news."""
    if _is_running(one) != _is_running(other):
        return False
    a, b = _days(one), _days(other)
    if a and b:
        return _between(a, b) < LONG_AGO
    dated, undated, span = (one, other, a) if a else (other, one, b)
    if span is None:
        return True
    was_news, may_be = ([_between(span, (day, day)) < LONG_AGO for day in _dates(f, known)] for f in (dated, undated))
    return any(was_news) or not may_be or any(may_be)


def _is_running(figure: Figure) -> bool:
    """ "Five other children have been shot in the city THIS YEAR": of all there were, and not of the one event, which
    an article may open with ("372 people died in a heatwave EARLIER THIS MONTH")."""
    words = figure.when.text.lower() if figure.when is not None else ""
    opens = words == "earlier this month" and any(m.start < OPENING for m in figure.mentions)
    return words.endswith(("this year", "this month")) and not opens


def _days(figure: Figure) -> tuple[str, str] | None:
    """The first and the last day that its words allow, ISO 8601."""
    when = figure.when
    return (when.start, when.end) if when and when.start and when.end else None


def _between(one: tuple[str, str], other: tuple[str, str]) -> int:
    """Days from the end of the earlier to the start of the later."""
    (_, before), (after, _) = sorted((one, other))
    return _ordinal(after) - _ordinal(before)


def _is_with_the_dead(one: Figure, other: Figure, killed: set[float | None]) -> bool:
    """Does the greater count hold the killed as well ("four were taken to hospital", and one of them died)?
    Then it is another scope, and no contradiction."""
    greater = max(one, other, key=amounts.size)
    words = " ".join([greater.text, *(c.text for c in greater.citations)])
    return abs((one.value or 0) - (other.value or 0)) in killed and not HURT.search(words)


def _is_with_who_did_it(one: Figure, other: Figure) -> bool:
    """ "Killed her two sons before killing herself" beside "three people died": the greater count holds who did it."""
    less, more = sorted((one, other), key=amounts.size)
    told = any(tolls.SUICIDE.search(c.text) for c in less.citations)
    return less.measure == "killed" and told and (more.value or 0) - (less.value or 0) == 1


def _headed(main: Figure, story: Sequence[Figure], known: _Known) -> Iterator[Position]:
    """Numbers of headlines that neither the main figure nor the article below gives, with a passage of that article."""
    cited = {c.article: c for f in reversed(story) for c in reversed(f.citations)}
    cited |= {c.article: c for f in reversed(story) if f.measure == main.measure for c in reversed(f.citations)}
    for article, passage in cited.items():
        values = {f.value for f in story if f.measure == main.measure and any(m.article == article for m in f.mentions)}
        title = known.title.get(article, "")
        for counted in headlines.counts(title):
            other = counted.measure == main.measure and counted.value > 1 and counted.value != main.value
            if other and counted.explicit and not any(_is_headed_by(value, counted, title) for value in values):
                yield Position(value=counted.value, text=counted.text, citations=(passage,))


def _is_headed_by(value: float | None, counted: headlines.Counted, title: str) -> bool:
    """Does the headline give ``value``, be it in round numbers ("more than 40 dead", of 43)?"""
    if value is None or value == counted.value:
        return value is not None
    given = (q for q in quantities.find(title) if counted.start <= q.number[0] < counted.end)
    return any((q.low is None or q.low <= value) and (q.high is None or value <= q.high) for q in given)


def _stated(group: Sequence[Figure]) -> dict[str, list[int]]:
    """Article to the index of the figure that it gives the most weight, and of greater ones at its head.

    Articles that give no number are left out.
    """
    best: dict[str, tuple[float, int, int]] = {}
    for n, figure in enumerate(group):
        for mention in figure.mentions:
            weight = _weight(mention, figure)
            row = (-weight, mention.start, n)
            if weight >= LEAST and row < best.get(mention.article, (0.0, 0, 0)):
                best[mention.article] = row
    stated = {article: [n] for article, (_, start, n) in best.items() if _is_numbered(group[n], article, start)}
    for article, ones in stated.items():
        ones += [
            n for n, f in enumerate(group) if amounts.size(f) > amounts.size(group[ones[0]]) and _is_whole(f, article)
        ]
    return stated


def _is_whole(figure: Figure, article: str) -> bool:
    """Does this article open with it, as it does with its main figure?"""
    return any(m.article == article and _weight(m, figure) >= 1.0 and quantities.find(m.text) for m in figure.mentions)


def _is_numbered(figure: Figure, article: str, start: int) -> bool:
    """Does a number stand there? "A 2-year-old boy" is one, and no number says so."""
    numbers = (quantities.find(m.text) for m in figure.mentions if m.article == article and m.start == start)
    return any(found and (figure.value != 1 or any(q.value == 1 for q in found)) for found in numbers)


def _weight(mention: Passage, figure: Figure) -> float:
    """How likely this is the article's figure for its main event: printed as a number, early, of the whole."""
    if (figure.value == 1 and not quantities.find(mention.text)) or tolls.REST.match(mention.text):
        return 0.0
    sentence = next(
        (c.text for c in figure.citations if c.article == mention.article and c.start <= mention.start < c.end), ""
    )
    if tolls.is_added_to(figure, sentence) or tolls.LEFT_OUT.search(sentence.partition(mention.text)[2]):
        return 0.0
    weight = 1.0 if mention.start < LEAD else 0.6
    part = tolls.PART.search(mention.text) or tolls.OF_WHOLE.search(mention.text)
    if part and not (figure.measure != "killed" and KILLED.search(sentence)):
        weight *= 0.3 if figure.measure == "killed" else 0.85
    if figure.value == 1 and not LEFT.search(sentence):
        weight *= 0.4
    return weight


def _of_figures(group: Sequence[Figure], relation: str, known: _Known, headed: Sequence[Position] = ()) -> Discrepancy:
    own = tuple(Position(value=f.value, text=f.text, citations=f.citations, said_by=f.said_by) for f in group)
    positions = (*own, *headed)
    if relation == "superseded":
        # A count that was told, lowered and reached again is the last one.
        rises = (len(group) > 1 and all(_rose_after(f, o, known) for o in group if o != f) for f in group)
        again = [p for p, last in zip(own, rises, strict=True) if last]
        positions = latest.oldest_first((p for p in positions if p not in again), known.when) + tuple(again)
    measure, like = group[0].measure, lexicon.table("like_nouns")
    if any(f.measure != measure for f in group):
        measure = like.get(
            measure, measure
        )  # who is "arrested" is "detained", which need not be so the other way round
    return Discrepancy(id="", kind="figure", measure=measure, positions=positions, relation=relation)


def _relation(group: Sequence[Figure], known: _Known) -> str:
    """Superseded where each count is in later articles alone than the one before and is the higher one, or of people
    whose state may end ("six are still missing"); else contradicted. "Over 230" beside 231 is one step, and so are two
    counts of one day where a later one replaces both ("12", "14", and a day later 17). What somebody replaced himself
    is no step, and neither of two that one article tells side by side replaces the other."""
    last_word = [f for f in group if not any(_is_brought_up_to_date(f, one, known) for one in group)]
    if len(last_word) == 1:
        return "superseded"
    if not last_word or any(_is_of_other_party(*pair) for pair in combinations(last_word, 2)):
        return "contradicted"  # whoever told it last
    dated = sorted(last_word, key=lambda f: (_dates(f, known)[:1], amounts.size(f)))
    steps = [(old, new) for old, new in pairwise(dated) if not amounts.agree(old, new) or _outgrows(new, old, known)]
    last = dated[-1]
    steps = [s for s in steps if not (_of_one_day(*s, known) and all(_replaces(last, one, known) for one in s))]
    if not steps or not all(_replaces(new, old, known) for old, new in steps):
        return "contradicted"
    return "differently scoped" if any(_are_told_apart(old, new) for old, new in steps) else "superseded"


def _of_one_day(one: Figure, other: Figure, known: _Known) -> bool:
    return _dates(one, known)[:1] == _dates(other, known)[:1]


def _replaces(new: Figure, old: Figure, known: _Known) -> bool:
    before, after = _dates(old, known), _dates(new, known)
    passing = new.measure in lexicon.words("passing_states") or any(LEFT.search(c.text) for c in new.citations)
    rises = amounts.size(new) > amounts.size(old) or passing
    if rises and _rose_after(new, old, known):
        return True
    # A count that is told again on the day of its successor, or before, is the older one.
    return rises and bool(before and after) and min(before) < min(after) and max(before) <= max(after)


def _has_risen(figure: Figure) -> bool:
    """Does a sentence say that the count has risen to this?"""
    return any(True for _ in _risen(figure))


def _risen(figure: Figure) -> Iterator[Passage]:
    """The mentions in whose sentence the count has risen to this."""
    placed = ((c, m) for c in figure.citations for m in figure.mentions if within(m, c))
    return (m for c, m in placed if RISEN.search(c.text[: m.start - c.start]))


def _rose_after(new: Figure, old: Figure, known: _Known) -> bool:
    """Does a report that is later than every one of ``old``, be it by an hour, say that the count has risen to ``new``?
    Five may have been told before, and been lowered to four."""
    before = [known.when[m.article] for m in old.mentions if m.article in known.when]
    after = [known.when[m.article] for m in _risen(new) if m.article in known.when]
    return bool(before and after) and max(before) < max(after)


RISEN = re.compile(
    r"\b(?:(?:rose|risen|rises|climbed|grown|grew|increased|jumped)"
    r"|(?:bring(?:s|ing)|brought|takes|taking|took) (?:the )?(?:death |overall )?(?:count|number|toll|total)"
    r"[^.;]{0,60}?) to [\w ]{0,20}$",
    re.I,
)
"""Before a number that replaces an earlier one: "risen to 15", "bringing the number of dead to five"."""
LEFT = re.compile(r"\b(?:remain(?:s|ed)?|still)\b", re.I)
"""What is left of a count: "six remain in hospital"."""


def _is_brought_up_to_date(old: Figure, new: Figure, known: _Known) -> bool:
    """Does who gave ``old`` give ``new`` later? Then only the last is set against what others say."""
    return old is not new and amounts.same_speaker(old, new) and _replaces(new, old, known)


def _outgrows(new: Figure, old: Figure, known: _Known) -> bool:
    """ "At least 34", and a day later 41: both may be true, and the first is no longer the toll. Nor is 52 once it
    "rose to 53", near as they are."""
    open_end = old.low is not None and old.high is None
    return (open_end or _has_risen(new)) and _replaces(new, old, known)


def _dates(figure: Figure, known: _Known) -> list[str]:
    return sorted(day for m in figure.mentions if (day := known.published.get(m.article, "")[:10]))


# --- another noun for the same number --------------------------------------------------------


def _other_nouns(figures: Sequence[Figure], known: _Known) -> Iterator[tuple[Figure, Figure]]:
    """Counts of one number in much the same clause whose nouns differ ("26 rockets", "26 cruise missiles")."""
    groups: dict[tuple[int, float], list[Figure]] = defaultdict(list)
    for figure in figures:
        if (
            figure.value
            and figure.value >= 3
            and figure.unit is None
            and figure.measure not in lexicon.words("human_cost") | {"time"}
            and figure.low == figure.high
        ):
            groups[_story(figure, known), figure.value].append(figure)
    like = lexicon.table("like_nouns")
    for (_, value), group in groups.items():
        for one, other in combinations(group[:20], 2):
            shared = max(amounts.shared_words(one, other, a, b)[0] for a in one.citations for b in other.citations)
            # Rockets and missiles are nearer to one thing than rockets and boats.
            near = value >= MANY and like.get(one.measure, one.id) == like.get(other.measure, other.id)
            enough = shared >= (SHARED - 1 if near else SHARED if value >= MANY else SHARED + 2)
            if (
                enough
                and one.measure != other.measure
                and amounts.apart(one, other, known.origin)
                and _noun(one)
                and _noun(other)
                and not _is_one_noun(one, other)
            ):
                yield one, other


def _noun(figure: Figure) -> bool:
    return bool(figure.what) and stem(figure.what.split()[-1]) not in map(stem, lexicon.words("people_of_any_kind"))


def _is_one_noun(one: Figure, other: Figure) -> bool:
    """ "26 pirates" and "26 Somali pirates" are the same; so are "boats" that one counts and another counts seized."""
    return stem(one.what.split()[-1].lower()) == stem(other.what.split()[-1].lower())


def _of_wording(pair: tuple[Figure, Figure]) -> Discrepancy:
    positions = tuple(Position(value=f.value, text=f.text, citations=f.citations, said_by=f.said_by) for f in pair)
    return Discrepancy(id="", kind="wording", measure=pair[0].measure, positions=positions)


# --- dates and denials -----------------------------------------------------------------------


def _of_dates(events: Sequence[Event], known: _Known, people: Set[str]) -> Iterator[Discrepancy]:
    """One deed of the same people that two articles date to neighbouring days: told in much the same words, or done to
    somebody once ("Reed was arrested on Saturday", "on Sunday")."""
    done: set[tuple[str, str]] = set()
    for one, other in _pairs(events, known):
        a, b = days.single(one.when), days.single(other.when)
        if not a or not b or a == b or abs(_ordinal(a) - _ordinal(b)) > 3:
            continue
        if (one.passage.text, other.passage.text) in done or not (_happened(one) and _happened(other)):
            continue
        if _are_alike(one.passage, other.passage) or _is_of_one_person(one, other, people):
            done.add((one.passage.text, other.passage.text))
            positions = tuple(_told(told, told.when.text if told.when else "") for told in (one, other))
            yield Discrepancy(id="", kind="date", measure=None, positions=positions)


def _is_of_one_person(one: Told, other: Told, people: Set[str]) -> bool:
    """Is it what befalls somebody but once in a few days, and somebody who has a name?"""
    once = kinds.kind(one.trigger.text) in set(map(kinds.kind, lexicon.words("once_in_a_while")))
    who = set(one.patients) & set(other.patients) or set(one.agents) & set(other.agents)
    return once and one.passage.article != other.passage.article and bool(who & people)


def _of_denials_told(denials: Sequence[Denial]) -> Iterator[Discrepancy]:
    """What one article says is claimed and rejected; copies of one sentence are one."""
    groups: dict[frozenset[str], list[Denial]] = defaultdict(list)
    for denial in denials:
        groups[frozenset(stem(w) for w in re.findall(r"[a-z]{4,}", denial.denial.text.lower()))].append(denial)
    for ones in groups.values():
        claims, rejected = (tuple(dict.fromkeys(p)) for p in zip(*((d.claim, d.denial) for d in ones), strict=True))
        positions = (
            Position(value=None, text=claims[0].text, citations=claims, said_by=ones[0].claimed_by),
            Position(value=None, text=rejected[0].text, citations=rejected, said_by=ones[0].denied_by),
        )
        yield Discrepancy(id="", kind="denial", measure=None, positions=positions)


def _of_denials(events: Sequence[Event], known: _Known) -> Iterator[Discrepancy]:
    """What one article or person says happened and another, by name, denies."""
    done: set[tuple[str, int]] = set()
    for one, other in _pairs(events, known):
        denied, said = (one, other) if one.stance == "denied" else (other, one)
        key = (denied.passage.article, denied.passage.start)
        if denied.stance != "denied" or not _happened(said) or denied.said_by is None or key in done:
            continue
        if denied.patients and not said.patients:
            continue  # "denied shooting at officers", who had begun shooting
        if is_of_another_thing(denied, said) or _is_of_a_pronoun(said):
            continue
        who = (said.said_by.actor or said.said_by.name) if said.said_by else None
        if who != (denied.said_by.actor or denied.said_by.name):
            done.add(key)
            yield Discrepancy(
                id="",
                kind="denial",
                measure=None,
                positions=(_told(said, said.passage.text), _told(denied, denied.passage.text)),
            )


def _is_of_a_pronoun(told: Told) -> bool:
    """ "Ann denies it. HE says …": who that is nobody can tell, and it may be who denies."""
    by = told.said_by
    return by is not None and by.actor is None and by.name.lower() in lexicon.table("pronouns")


def _settled(denial: Discrepancy, by_story: Mapping[int | None, Sequence[Told]], known: _Known) -> Discrepancy:
    """``denial``, or the same with what took it back: who denied it says later that it happened, or withdraws it."""
    near = by_story.get(known.story.get(denial.positions[1].citations[-1].article), ())
    told = next((one for one in near if _takes_back(one, denial, near, known)), None)
    if told is None:
        return denial
    return replace(denial, positions=(*denial.positions, _told(told, told.passage.text)), relation="taken back")


def _takes_back(told: Told, denial: Discrepancy, near: Sequence[Told], known: _Known) -> bool:
    """``near`` is all that its story tells."""
    denied = denial.positions[1]
    at, by = denied.citations[-1], denied.said_by
    if by is None or not _is_later(told.passage, at, known):
        return False
    if kinds.kind(told.trigger.text) in TAKEN_BACK and "denial" in told.passage.text:
        return by.actor in told.agents
    if not _happened(told) or told.said_by is None or _speaker(told.said_by) != _speaker(by):
        return False
    there = (one for one in near if one.passage == at and one.stance == "denied")
    return kinds.kind(told.trigger.text) in {kinds.kind(one.trigger.text) for one in there}


def _withdrawn(
    figure: Discrepancy, mistaken: Mapping[int | None, Sequence[Told]], known: _Known
) -> Iterator[Discrepancy]:
    """``figure``; what somebody took back in it, with the sentence that says so, apart from the values that stand.
    ``mistaken``: by story, what was told of numbers that were wrong."""
    near = mistaken.get(known.story.get(figure.positions[-1].citations[-1].article), ())
    for position in figure.positions:
        told = next((one for one in near if _is_own_mistake(one, position, known)), None)
        if told is not None:
            rest = tuple(p for p in figure.positions if p != position)
            if len(rest) > 1:
                yield replace(figure, positions=rest)
            said = (*rest[:1], position) if len(rest) == 1 else (position,)
            yield replace(figure, positions=(*said, _told(told, told.passage.text)), relation="withdrawn")
            return
    yield figure


def _is_own_mistake(told: Told, position: Position, known: _Known) -> bool:
    by, text = position.said_by, told.passage.text
    if by is None or by.actor is None or not _is_later(told.passage, position.citations[0], known):
        return False
    same = position.value in {q.value for q in quantities.find(text)}
    return same and (by.actor in told.agents or (told.said_by is not None and told.said_by.actor == by.actor))


def _is_later(one: Passage, other: Passage, known: _Known) -> bool:
    """Does ``one`` stand behind ``other`` in its article, or in a later article of its story?"""
    if one.article == other.article:
        return one.start > other.start
    when = known.when.get(one.article), known.when.get(other.article)
    one_story = known.story.get(one.article) == known.story.get(other.article)
    return one_story and when[0] is not None and when[1] is not None and when[0] > when[1]


def _speaker(who: Source) -> str:
    return who.actor or who.name.lower().removeprefix("the ")


TAKEN_BACK = frozenset(map(kinds.kind, lexicon.marked("denials", "back")))
AFTER_TRIGGER = 12
"""Words behind a trigger among which stands what it is done to."""
ALIKE = 2
"""Words that two things found share, of the words behind "found"."""
FOUND = lexicon.marked("saying_words", "finding")
"""Words of which what comes after them is the whole matter."""


def is_of_another_thing(one: Told, other: Told) -> bool:
    """ "Did not FIND that the harbour conspired", "did FIND acts that hid it": of what is found, not the finding, is it
    true or denied."""
    if one.trigger.text.lower() not in FOUND:
        return False
    a, b = (_following(told) for told in (one, other))
    return len(a & b) < ALIKE


def _following(told: Told) -> set[str]:
    text = told.passage.text[told.trigger.end - told.passage.start :]
    return {stem(w) for w in re.findall(r"[a-z]{4,}", " ".join(text.split()[:AFTER_TRIGGER]).lower())} - {""}


def _pairs(events: Sequence[Event], known: _Known) -> Iterator[tuple[Told, Told]]:
    """Reports of one story with the same trigger and somebody in common in the same part."""
    groups: dict[tuple[int, str], list[Told]] = defaultdict(list)
    for event in events:
        for told in event.mentions:
            if told.weight >= 0.4 and (told.agents or told.patients):
                groups[known.story.get(told.passage.article, -1), kinds.kind(told.trigger.text)].append(told)
    for group in groups.values():
        for one, other in combinations(group[:30], 2):
            if one.passage != other.passage and _share(one, other):
                yield one, other


def _share(one: Told, other: Told) -> bool:
    """Nobody is in the way, and somebody is the same."""
    agents, patients = set(one.agents) & set(other.agents), set(one.patients) & set(other.patients)
    clash = (one.agents and other.agents and not agents) or (one.patients and other.patients and not patients)
    return bool(agents or patients) and not clash


def _happened(told: Told) -> bool:
    return told.stance in {"asserted", "claimed"}


def _are_alike(one: Passage, other: Passage) -> bool:
    a, b = ({stem(w) for w in re.findall(r"[a-z]{4,}", p.text.lower())} for p in (one, other))
    return one.article != other.article and len(a & b) >= 0.5 * min(len(a), len(b)) and len(a & b) >= 5


def _told(told: Told, text: str) -> Position:
    return Position(value=None, text=text, citations=(told.passage,), said_by=told.said_by)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


# --- articles --------------------------------------------------------------------------------


def _story(figure: Figure, known: _Known) -> int:
    return known.story.get(figure.citations[0].article, -1) if figure.citations else -1
