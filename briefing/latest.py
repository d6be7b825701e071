"""What is newest: when articles appeared, and which counts a later report replaced."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from briefing import kinds, lexicon
from briefing.model import Dossier, Listed, Passage, Position
from briefing.sequels import SEQUELS, Answers
from briefing.wording import stem, stems


def newest(articles: Sequence[Listed]) -> str | None:
    """The time of the newest article, as it gives it; a naive time is taken as UTC, a day as its beginning."""
    dated = [(day, a.published) for a in articles if a.published and (day := moment(a.published))]
    return max(dated)[1] if dated else None


EVER = datetime.min.replace(tzinfo=UTC)
SILENT = re.compile(
    r"\b(?:(?:do|does|did|would|has|have)(?: not|n['’]t)|declined to|refused to)"
    r" (?:say|tell|disclose|specify|indicate|mention)\b",
    re.IGNORECASE,
)
"""Where somebody says nothing of it."""
CALLED_OFF = re.compile(
    r"\b(?:call(?:s|ed)? off|cancel(?:s|led|ed)?|postpone[sd]?|scrap(?:s|ped)?|shelve[sd]?|put off|averted)\b",
    re.IGNORECASE,
)

OWNS_UP = re.compile(
    r"\b(?:withdr(?:ew|aws?|awn)|retract(?:s|ed)?)\b[^.;]{0,20}\bdenials?\b"
    r"|\b(?:admit(?:s|ted)|conced(?:es|ed)|confess(?:es|ed))\b",
    re.IGNORECASE,
)
"""That somebody says so himself is news beside what others say of him."""

RETURNED = re.compile(r"\b(?:is|are|was|were|been) back (?:at|home|in)\b", re.IGNORECASE)
"""Who is back bears out nobody who tells that he left."""

ASKS = re.compile(
    r"\b(?:ask|appeal|appl(?:y|ies|ied)|bid|challeng|contest|motion|petition|plea|request|seek|sought|sue)\w*\b",
    re.IGNORECASE,
)
"""That something is asked of a court or an office."""
DECIDES = re.compile(
    r"\b(?:refus(?:es|ed)|reject(?:s|ed)|dismiss(?:es|ed)|turn(?:s|ed) down|overturn(?:s|ed)|quash(?:es|ed)"
    r"|struck down|grant(?:s|ed)|uph(?:eld|olds)"
    r"|den(?:ies|ied) (?:an?|the|its|his|her|their) (?:\w+ )?(?:request|motion|bid|appeal|bail))\b",
    re.IGNORECASE,
)
"""What became of what was asked."""
WILL_ASK = re.compile(
    r"\b(?:will|would|plans? to|intends? to|wants? to|is to|are to)\b[^.;]{0,40}?"
    r"\b(?P<verb>ask|appeal|apply|challenge|contest|petition|request|seek|sue)\b",
    re.IGNORECASE,
)
"""What somebody is to ask."""
AGAINST = {"appeal", "challenge", "contest"}
"""Verbs of what is asked against an earlier decision, which a later report may well tell again."""
OF_ONE_MATTER = 4
"""Words that what is to be asked and what was decided have in common."""


def settles(text: str, asked: str) -> bool:
    """Does ``text`` tell what became of what is ``asked``: "the court REFUSED to suspend the fine", of "will ask the
    court to suspend the fine"?"""
    return bool(DECIDES.search(text) and ASKS.search(asked) and not DECIDES.search(asked))


def decides(one: str, other: str) -> bool:
    """Does one of two sentences tell what became of what the other asks?"""
    return settles(one, other) or settles(other, one)


def moments(articles: Iterable[Listed]) -> dict[str, datetime]:
    """When each dated article appeared."""
    return {a.id: day for a in articles if a.published and (day := moment(a.published))}


def oldest_first(positions: Iterable[Position], when: Mapping[str, datetime]) -> tuple[Position, ...]:
    """``positions`` by the time at which each was first told, as far as its articles have one: an old count that is
    told again stays old."""

    def first(position: Position) -> datetime:
        return min((when[c.article] for c in position.citations if c.article in when), default=EVER)

    return tuple(sorted(positions, key=first))


def moment(published: str) -> datetime | None:
    """The time that an article gives, None where it is none."""
    try:
        when = datetime.fromisoformat(published)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


NONE_HELD = re.compile(
    r"\bno (?:\w+ )?arrests?\b|\bn(?:o[tr]|[’']t) (?:\w+ ){0,2}(?:made|announced|reported) (?:an|any) arrests?\b"
    r"|\b(?:no one|nobody) (?:has|had|was) (?:been )?(?:arrested|charged)\b",
    re.IGNORECASE,
)


WHETHER = re.compile(
    r"\b(?:whether|if) (?:or not )?to (?P<verb>[a-z]+)\b(?: (?:an? |the |its |his |her |their )?"
    r"(?P<things>[a-z]+(?: [a-z]+)?)\b)?"
)
"""What somebody has not decided yet: "whether to open an investigation"."""
LEFT_OPEN = re.compile(
    r"\b(?:not|no|never|whether|if|may|might|could|would|will|should|consider\w*|weigh\w*|den(?:y|ies|ied))\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words with which a sentence tells of nothing done."""
BEHIND = 5
"""Words behind a verb among which stands what it is done to."""
NOT_NAMED = re.compile(
    r"\b(?:names?|identit(?:y|ies))\b[^.;]{0,80}\b(?:ha(?:s|ve|d)|was|were)(?: not|n[’']t)(?: yet)?(?: been)?"
    r"(?: immediately)? (?:released|given|disclosed|made public)\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"\b(?:identified|named)\b[^.;]* as (?:[\w’'-]+ ){0,3}[A-Z][\w’'-]+|\b[A-Z][\w’'-]+ [A-Z][\w’'-]+, \d{1,2}\b[,;.]"
)
"""Who was hurt or is held has a name by now: "identified as Ann Lee", "Ann Lee, 34,"."""


WEIGHING = re.compile(
    r"^(?:The )?(?P<who>[A-Z][\w&’'-]+)\b[^;]{0,120}?\b(?:is|are|was|were) (?:still |now )?"
    r"(?:considering|weighing|mulling)\b"
)
NO_PLANS = r"\b(?:ha(?:s|d|ve) no (?:current |present |such )?(?:plans?|intention)|ruled out|(?:will|would) not)\b"
NOT_RULED_OUT = re.compile(r"\b(?P<who>[A-Z][\w’'-]+)(?:,[^;.]{0,80},)? (?:has|had|would|did) not ruled? out\b")
RULED_OUT = re.compile(r"\brul(?:es|ed|ing) (?:himself|herself|itself|themselves) out\b")
WHEREABOUTS = re.compile(
    r"\bwhereabouts of (?:[a-z]+ ){0,3}(?:[A-Z][\w’'.-]+ ){0,4}(?P<one>[A-Z][\w’'-]+)(?! [A-Z])"
    r"|\b(?P<other>[A-Z][\w-]+)['’]s whereabouts\b"
)
KEPT = re.compile(
    r"\b(?:under (?:house )?arrest|in custody|in exile|ha[sd] fled|fled to"
    r"|(?:is|was|been) (?:being )?(?:held|detained|arrested|found|seen|flown))\b"
)
"""Words that say where somebody is or what became of him."""


NOT_TO_DO = re.compile(
    r"\b(?:den(?:y|ies|ied)|rul(?:es|ed) out)\b[^.;]{0,60}?\b(?:would|will|to) (?P<verb>(?!be\b)[a-z]+)"
    r" (?:(?:an?|the|its|his|her|their) )?(?P<things>[a-z]+(?: [a-z]+)?)\b"
)
"""What somebody says will not be done: "denied that it would limit withdrawals"."""
PARTIAL = re.compile(
    r"\bexit polls?\b|\bwith (?:\w+ ){0,2}(?P<share>\d+(?:\.\d+)?) ?(?:percent|per cent|%) of (?:[\w’'-]+ ){1,5}?"
    r"(?:counted|in|processed|reporting|tallied)\b",
    re.IGNORECASE,
)
"""What a vote looks like before all are counted."""
COUNTED = re.compile(
    r"\bwith (?:nearly |almost |virtually )?all\b[^.;]*\b(?:counted|in|processed|reporting|tallied)\b"
    r"|\bfinal (?:results?|count|tally)\b|\ball (?:the )?(?:votes|ballots) (?:had|have) been counted\b",
    re.IGNORECASE,
)
NO_EVIDENCE = re.compile(
    r"\bno (?:evidence|indication|sign)s? (?:at all )?(?:that|of) "
    r"(?:the |its |his |her |their |any )?(?P<claim>[^,.;]+)"
)
RECALLS = re.compile(
    r"\b(?:which|who) (?:had )?(?:said|says)\b[^,;]*\bno (?:evidence|indication|sign)s?\b[^,;]*, [^;]*"
    r"\b(?:had|has|have)\b"
)
"""Who said so before: "Nordlink, WHICH SAID on Monday it had seen NO SIGN of theft, said that data had gone"."""
OWNED = re.compile(
    r"\b(?:contradict\w*|acknowledg\w*|admit\w*|conced\w*|confirm(?:s|ed|ing)|revers(?:ed|ing) its)\b", re.IGNORECASE
)
"""Who says what he did not say before."""


def overtaken(dossier: Dossier) -> frozenset[tuple[str, int]]:
    """Sentences (article, start) that a later report of their story has overtaken: that nobody is held, where it tells
    of an arrest, and what stands in `ANSWERED`; denials and numbers that were taken back."""
    taken_back = [d.positions[1] for d in dossier.discrepancies if d.relation == "taken back"]
    taken_back += [d.positions[-2] for d in dossier.discrepancies if d.relation == "withdrawn"]
    denials = frozenset((c.article, c.start) for p in taken_back for c in p.citations)
    return _none_held(dossier) | _answered(dossier) | denials


def _answered(dossier: Dossier) -> frozenset[tuple[str, int]]:
    when = moments(dossier.articles)
    story = {article: one.id for one in dossier.stories for article in one.articles}
    rows: dict[str, list[Passage]] = defaultdict(list)
    first: dict[str, Passage] = {}
    for at in (s.passage for s in dossier.sentences if s.passage.article in when):
        rows[story.get(at.article, "")].append(at)
        first.setdefault(at.article, at)
    return frozenset(
        (at.article, at.start)
        for told in rows.values()
        for at in told
        for open_, answers in ANSWERED
        if (asked := open_.search(at.text))
        and any(
            when[at.article] < when[other.article] and answers(asked, other.text, other == first[other.article])
            for other in told
        )
    )


def _names(_: re.Match[str], text: str, __: bool) -> bool:
    return bool(NAMED.search(text)) and not NOT_NAMED.search(text)


def _has_done(asked: re.Match[str], text: str, _: bool) -> bool:
    """ "Has not decided whether to PAY": "PAID the ransom", or "WILL NOT PAY the ransom", where it is of one matter."""
    verb, both = asked["verb"], set(stems(text)).intersection(stems(asked.string))
    refused = re.search(rf"\b(?:(?:will|would) not|won['’]t|refus(?:es|ed) to) {verb}\b", text)
    if refused and both - {stem(verb)}:
        return True
    return bool(asked["things"]) and _tells_done(text, verb, asked["things"])


def _has_done_it_all_the_same(asked: re.Match[str], text: str, _: bool) -> bool:
    clause, *_rest = text.split(", ")  # "…, days after the minister ruled it out, and said it would ask for more"
    return _tells_done(clause, asked["verb"], asked["things"])


def _has_counted_more(asked: re.Match[str], text: str, _: bool) -> bool:
    more = PARTIAL.search(text)
    share, before = (float(one["share"] or 0) if one else 0.0 for one in (more, asked))
    return bool(COUNTED.search(text)) or share > before


def _owns_up(asked: re.Match[str], text: str, _: bool) -> bool:
    words = set(stems(asked["claim"]))
    if RECALLS.search(text):
        return bool(words.intersection(stems(text)))
    return len(words) > 1 and words <= set(stems(text)) and bool(OWNED.search(text)) and not NO_EVIDENCE.search(text)


def _says_where(asked: re.Match[str], text: str, _: bool) -> bool:
    name = asked["one"] or asked["other"]
    return bool(KEPT.search(text)) and bool(re.search(rf"\b{re.escape(name)}\b", text))


def _rules_himself_out(asked: re.Match[str], text: str, _: bool) -> bool:
    return bool(RULED_OUT.search(text)) and bool(re.search(rf"\b{re.escape(asked['who'])}\b", text))


def _opens_with_his_deed(asked: re.Match[str], text: str, is_lead: bool) -> bool:
    if re.search(rf"\b{re.escape(asked['who'])}\b[^.;]*{NO_PLANS}", text):
        return True
    opens = is_lead and re.match(rf"(?:The )?{re.escape(asked['who'])}\b(?!['’]s)", text)
    return bool(opens) and not WEIGHING.search(text)


def _tells_done(text: str, verb: str, things: str) -> bool:
    """Does it say in a past that somebody did so: the verb, and its noun among the next words?"""
    if LEFT_OPEN.search(text):
        return False
    row = [w.lower() for w in re.findall(r"[\w’'-]+", text)]
    return any(
        word != verb
        and kinds.kind(word) == kinds.kind(verb)
        and set(stems(things)).intersection(map(stem, row[n + 1 : n + BEHIND]))
        for n, word in enumerate(row)
        if word.endswith("ed") or word in lexicon.table("verb_forms")
    )


def _decides_it(asked: re.Match[str], text: str, _: bool) -> bool:
    """ "Will appeal" is answered by what became of the appeal alone, and not by the decision that it is against."""
    verb, words = asked["verb"].lower(), set(stems(text))
    named = verb not in AGAINST or stem(verb) in words
    return named and settles(text, asked.string) and len(words.intersection(stems(asked.string))) >= OF_ONE_MATTER


ANSWERED: tuple[tuple[re.Pattern[str], Answers], ...] = (
    (NOT_NAMED, _names),
    (WHETHER, _has_done),  # "will decide whether to open an investigation": "Police have opened an investigation"
    (WILL_ASK, _decides_it),  # "will ask the court to suspend the fine": "the court refused to suspend the fine"
    (NOT_RULED_OUT, _rules_himself_out),  # "Reed has not ruled out running": "Reed ruled himself out"
    (NOT_TO_DO, _has_done_it_all_the_same),  # "denied that it would limit withdrawals": "limited withdrawals"
    (PARTIAL, _has_counted_more),  # "with 38 percent of the votes counted": "with all but three stations counted"
    (NO_EVIDENCE, _owns_up),  # "no evidence that names were copied": "admitted that names had been copied"
    (WHEREABOUTS, _says_where),  # "the whereabouts of Kolo were not known": "Kolo was under house arrest"
    (WEIGHING, _opens_with_his_deed),  # "Alpina is weighing a bid": "Alpina made a bid", "Alpina will not bid"
    *SEQUELS,  # "Rescuers are searching for those trapped": "All of those trapped have been freed"
)
"""What a sentence leaves open, and whether a later one, maybe the first of its report, answers it."""


def _none_held(dossier: Dossier) -> frozenset[tuple[str, int]]:
    when = moments(dossier.articles)
    story = {article: one.id for one in dossier.stories for article in one.articles}
    held: dict[str, datetime] = {}
    for figure in dossier.figures:
        if figure.measure == "arrested" and figure.value and figure.stance in {"asserted", "claimed"}:
            for cited in figure.citations:
                if cited.article in when and not NONE_HELD.search(cited.text):
                    key = story.get(cited.article, "")
                    held[key] = max(held.get(key, EVER), when[cited.article])
    told = (s.passage for s in dossier.sentences if NONE_HELD.search(s.passage.text))
    return frozenset(
        (p.article, p.start)
        for p in told
        if when.get(p.article, datetime.max.replace(tzinfo=UTC)) < held.get(story.get(p.article, ""), EVER)
    )


def outdated(dossier: Dossier) -> frozenset[tuple[str, int]]:
    """Sentences (article, start) with a figure that a later count superseded, and none that replaces one."""
    when = moments(dossier.articles)
    out: set[tuple[str, int]] = set()
    for one in dossier.discrepancies:
        dated = [p for p in one.positions if any(c.article in when for c in p.citations)]
        if one.relation == "superseded" and dated:
            # "29 people", and then "at least 29": told again, and not replaced.
            last = [p for p in dated if p is dated[-1] or p.value == dated[-1].value]
            latest = {(c.article, c.start) for p in last for c in p.citations}
            out |= {(c.article, c.start) for p in one.positions for c in p.citations} - latest
    return frozenset(out)
