"""Events: triggers, stance and dates on hand-built parses; merging on mentions made by hand."""

import pytest
from spacy.language import Language

from briefing.cast import Cast
from briefing.extract import events
from briefing.merge.events import merge
from briefing.model import Article, Date, EventMention, Facts, Passage, Story
from docs import doc


def extracted(parse, published=None):
    article = Article(id="a", text=parse.text, published=published)
    return list(events.extract(parse, article))


STRUCK = doc(
    """
    Jets      jet    NOUN  NNS nsubj 2
    have      have   AUX   VBP aux   2
    struck    strike VERB  VBN ROOT  2
    two       two    NUM   CD  nummod 4
    depots    depot  NOUN  NNS obj   2
    near      _      ADP   IN  case  6
    Lusna     Lusna  PROPN NNP obl   2
    on        _      ADP   IN  case  8
    Monday~   Monday PROPN NNP obl   2
    .         _      PUNCT .   punct 2
    """,
    "LOC 6 7",
)


def test_an_event_has_its_people_place_and_day():
    event = next(e for e in extracted(STRUCK, "2026-03-04") if e.trigger.text == "struck")
    assert [p.text for p in event.agents] == ["Jets"]
    assert [p.text for p in event.patients] == ["depots"]
    assert [p.text for p in event.places] == ["Lusna"]
    assert event.when is not None
    assert (event.when.start, event.when.text) == ("2026-03-02", "Monday")
    assert (event.stance, event.main, event.said_by) == ("asserted", True, None)


def test_no_day_is_guessed_without_a_day_to_reckon_from():
    event = next(e for e in extracted(STRUCK) if e.trigger.text == "struck")
    assert event.when == Date(start=None, end=None, precision="day", text="Monday")


@pytest.mark.parametrize(
    ("noun", "lemma", "day"),
    [("letters", "letter", None), ("evening", "evening", "2026-03-02")],
)
def test_a_date_behind_of_dates_its_noun(noun: str, lemma: str, day: str | None) -> None:
    parse = doc(
        f"""
        Unions    union   NOUN  NNS nsubj 1
        published publish VERB  VBD ROOT  1
        papers    paper   NOUN  NNS obj   1
        with      _       ADP   IN  case  4
        {noun}    {lemma} NOUN  NN  obl   1
        of        _       ADP   IN  case  6
        Monday~   Monday  PROPN NNP nmod  4
        .         _       PUNCT .   punct 1
        """
    )
    event = next(e for e in extracted(parse, "2026-03-04") if e.trigger.text == "published")
    assert (event.when and event.when.start) == day


@pytest.mark.parametrize(("noun", "day"), [("link", None), ("night", "2026-03-02")])
def test_a_date_before_a_noun_dates_that_noun(noun: str, day: str | None) -> None:
    parse = doc(
        f"""
        Parties   party   NOUN  NNS nsubj 1
        asked     ask     VERB  VBD ROOT  1
        about     _       ADP   IN  case  5
        the       the     DET   DT  det   5
        Monday    Monday  PROPN NNP compound 5
        {noun}~   {noun}  NOUN  NN  obl   1
        .         _       PUNCT .   punct 1
        """
    )
    event = next(e for e in extracted(parse, "2026-03-04") if e.trigger.text == "asked")
    assert (event.when and event.when.start) == day


@pytest.mark.parametrize(("verb", "lemma", "day"), [("broke", "break", "2026-03-02"), ("alarmed", "alarm", None)])
def test_a_clause_that_only_says_when_dates_the_event_it_is_told_of(verb: str, lemma: str, day: str | None) -> None:
    parse = doc(
        f"""
        Police    police  NOUN  NNS nsubj 1
        recalled  recall  VERB  VBD ROOT  1
        a         a       DET   DT  det   3
        fire      fire    NOUN  NN  obj   1
        that      that    PRON  WDT nsubj 5
        {verb}    {lemma} VERB  VBD acl:relcl 3
        out       out     ADP   RP  compound:prt 5
        on        _       ADP   IN  case  8
        Monday~   Monday  PROPN NNP obl   5
        .         _       PUNCT .   punct 1
        """
    )
    event = next(e for e in extracted(parse, "2026-03-04") if e.trigger.text == "fire")
    assert (event.when and event.when.start) == day


@pytest.mark.parametrize(("verb", "lemma", "day"), [("arrested", "arrest", None), ("wounded", "wound", "2026-03-02")])
def test_a_deed_is_not_of_the_day_of_an_arrest_in_it(verb: str, lemma: str, day: str | None) -> None:
    parse = doc(
        f"""
        Police    police  NOUN  NNS nsubj 1
        {verb}    {lemma} VERB  VBD ROOT  1
        a         a       DET   DT  det   3
        man       man     NOUN  NN  obj   1
        on        _       ADP   IN  case  5
        Monday    Monday  PROPN NNP obl   1
        in        _       ADP   IN  case  8
        an        a       DET   DT  det   8
        attack~   attack  NOUN  NN  obl   1
        .         _       PUNCT .   punct 1
        """
    )
    event = next(e for e in extracted(parse, "2026-03-04") if e.trigger.text == "attack")
    assert (event.when and event.when.start) == day


CHARGED = doc(
    """
    Baker     Baker  PROPN NNP nsubj:pass 2
    was       be     AUX   VBD aux:pass 2
    charged   charge VERB  VBN ROOT  2
    over      _      ADP   IN  case  7
    the       _      DET   DT  det   7
    June      June   PROPN NNP nmod:unmarked 6
    20        _      NUM   CD  compound 7
    shooting  _      NOUN  NN  obl   2
    .         _      PUNCT .   punct 2
    """
)
FED = doc(
    """
    Nurses    nurse  NOUN  NNS nsubj 1
    fed       feed   VERB  VBD ROOT  1
    survivors survivor NOUN NNS obj  1
    of        _      ADP   IN  case  5
    the       _      DET   DT  det   5
    quake     _      NOUN  NN  nmod  2
    on        _      ADP   IN  case  7
    Monday~   Monday PROPN NNP obl   1
    .         _      PUNCT .   punct 1
    """
)
SHOOK = doc(
    """
    A         _      DET   DT  det   1
    quake     _      NOUN  NN  nsubj 2
    shook     shake  VERB  VBD ROOT  2
    Lusna     Lusna  PROPN NNP obj   2
    on        _      ADP   IN  case  5
    Monday~   Monday PROPN NNP obl   2
    .         _      PUNCT .   punct 2
    """,
    "LOC 3 4",
)


@pytest.mark.parametrize(
    ("parse", "days"),
    [
        (CHARGED, {"charged": None, "shooting": "2025-06-20"}),
        (FED, {"fed": "2026-03-02", "quake": None}),
        (SHOOK, {"quake": "2026-03-02", "shook": "2026-03-02"}),
    ],
)
def test_a_day_is_of_the_event_that_it_stands_with(parse, days):
    found = {e.trigger.text: e.when for e in extracted(parse, "2026-03-04")}
    assert {word: found[word].start if found[word] else None for word in days} == days


def test_to_be_told_is_more_news_than_to_tell():
    told = doc(
        """
        Police    police NOUN  NNS nsubj:pass 2
        were      be     AUX   VBD aux:pass 2
        told      tell   VERB  VBD ROOT  2
        .         _      PUNCT .   punct 2
        """
    )
    assert extracted(told)[0].weight == events.INFORMING


def stance_of(auxiliary: str, lemma: str, tag: str) -> str:
    parse = doc(
        f"""
        Rebels    rebel  NOUN  NNS nsubj 2
        {auxiliary} {lemma} AUX {tag} aux 2
        attack~   attack VERB  VB  ROOT  2
        .         _      PUNCT .   punct 2
        """
    )
    return extracted(parse)[0].stance


@pytest.mark.parametrize(
    ("auxiliary", "lemma", "tag", "stance"),
    [("will", "will", "MD", "planned"), ("may", "may", "MD", "hedged"), ("did", "do", "VBD", "asserted")],
)
def test_an_auxiliary_says_how_far_the_event_is_a_fact(auxiliary, lemma, tag, stance):
    assert stance_of(auxiliary, lemma, tag) == stance


@pytest.mark.parametrize(("lemma", "stance"), [("attack", "planned"), ("blame", "asserted")])
def test_what_is_to_blame_is_no_plan(lemma: str, stance: str) -> None:
    parse = doc(
        f"""
        Rebels    rebel  NOUN  NNS nsubj 3
        are       be     AUX   VBP aux  3
        to        to     PART  TO  mark  3
        {lemma}~  {lemma} VERB VB  ROOT  3
        .         _      PUNCT .   punct 3
        """
    )
    assert {e.stance for e in extracted(parse)} == {stance}


def test_a_negated_event_is_denied():
    parse = doc(
        """
        Rebels    rebel  NOUN  NNS nsubj 3
        did       do     AUX   VBD aux   3
        not       _      PART  RB  advmod 3
        attack~   attack VERB  VB  ROOT  3
        .         _      PUNCT .   punct 3
        """
    )
    assert [e.stance for e in extracted(parse)] == ["denied"]


def happened(rows: str) -> dict[str, bool | None]:
    return {e.trigger.text: e.happened for e in extracted(doc(rows))}


def test_a_doubt_about_what_is_over_is_no_look_ahead():
    rows = """
    Rebels    rebel  NOUN  NNS nsubj 3
    may       may    AUX   MD  aux   3
    {have}    have   AUX   VB  aux   3
    attack~   attack VERB  VBN ROOT  3
    .         _      PUNCT .   punct 3
    """
    assert happened(rows.format(have="have")) == {"attack": True}
    assert happened(rows.replace("{have}    have   AUX   VB  aux", "soon soon ADV RB advmod")) == {"attack": False}


@pytest.mark.parametrize(("opening", "stance"), [("If", "hedged"), ("As", "denied")])
def test_a_negated_condition_denies_nothing(opening: str, stance: str):
    parse = doc(
        f"""
        {opening} _      SCONJ IN  mark  4
        they      they   PRON  PRP nsubj:pass 4
        are       be     AUX   VBP aux:pass 4
        not       not    PART  RB  advmod 4
        freed     free   VERB  VBN advcl 7
        we        we     PRON  PRP nsubj 7
        will      will   AUX   MD  aux   7
        act~      act    VERB  VB  ROOT  7
        .         _      PUNCT .   punct 7
        """
    )
    assert next(e.stance for e in extracted(parse) if e.trigger.text == "freed") == stance


def test_a_noun_that_is_taken_for_known_happened_whatever_its_clause_denies():
    parse = doc(
        """
        Nobody    nobody PRON  NN  nsubj 2
        will      will   AUX   MD  aux   2
        discuss   discuss VERB VB  ROOT  2
        the       _      DET   DT  det   4
        bombing~  bombing NOUN NN  obj   2
        .         _      PUNCT .   punct 2
        """
    )
    assert [(e.trigger.text, e.stance, e.happened) for e in extracted(parse)] == [
        ("discuss", "denied", False),
        ("bombing", "asserted", None),
    ]


def test_a_noun_of_an_event_counts_and_another_noun_does_not():
    parse = doc(
        """
        The       _         DET  DT  det   1
        bombing   bombing   NOUN NN  nsubj 2
        closed    close     VERB VBD ROOT  2
        the       _         DET  DT  det   4
        airport~  airport   NOUN NN  obj   2
        .         _         PUNCT .  punct 2
        """
    )
    assert [(e.trigger.text, e.lemma) for e in extracted(parse)] == [("bombing", "bomb"), ("closed", "close")]


# --- merging --------------------------------------------------------------------------------


def mention(article: str, start: int, lemma: str, **fields) -> EventMention:
    word = Passage(article=article, start=start, end=start + 3, text="hit")
    return EventMention(trigger=word, passage=word, lemma=lemma, **fields)


def merged(*mentions: EventMention) -> list[list[tuple[str, int]]]:
    facts = [
        Facts(article=Article(id=key, text=""), events=tuple(m for m in mentions if m.trigger.article == key))
        for key in dict.fromkeys(m.trigger.article for m in mentions)
    ]
    story = Story(id="S1", title="", articles=tuple(one.article.id for one in facts))
    found = merge(facts, Cast((), {}, {}), [story])
    return [[(t.trigger.article, t.trigger.start) for t in event.mentions] for event in found]


def day(text: str) -> Date:
    return Date(start=text, end=text, precision="day", text=text)


def test_one_kind_of_event_in_two_articles_is_one_event():
    assert merged(mention("a", 0, "hit"), mention("b", 0, "hit")) == [[("a", 0), ("b", 0)]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"happened": True}, {"happened": False}),
        ({"when": day("2026-03-02")}, {"when": day("2026-03-05")}),
    ],
)
def test_what_did_not_happen_or_happened_on_another_day_is_another_event(first, second):
    assert len(merged(mention("a", 0, "hit", **first), mention("b", 0, "hit", **second))) == 2


def test_what_does_not_say_whether_it_happened_goes_with_what_did():
    """ "The attack" beside "they attacked" and "they will attack"."""
    mentions = [mention("a", at, "hit", happened=which) for at, which in ((0, None), (9, False), (19, True))]
    assert merged(*mentions) == [[("a", 0), ("a", 19)], [("a", 9)]]


def test_two_acts_of_saying_need_a_speaker_in_common():
    assert len(merged(mention("a", 0, "say"), mention("b", 0, "say"))) == 2


def test_no_mention_is_lost_or_told_twice():
    given = [mention("a", 0, "hit"), mention("a", 9, "burn"), mention("b", 0, "burn", when=day("2026-03-02"))]
    flat = [m for event in merged(*given) for m in event]
    assert sorted(flat) == sorted((m.trigger.article, m.trigger.start) for m in given)


def test_events_of_two_stories_are_never_one():
    facts = [Facts(article=Article(id=k, text=""), events=(mention(k, 0, "hit"),)) for k in "ab"]
    stories = [Story(id=k, title="", articles=(k,)) for k in "ab"]
    assert len(merge(facts, Cast((), {}, {}), stories)) == 2


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "trigger", "when"),
    [
        ("Velmar will take steps against the port of Orvel, the ministry said on Monday.", "take", None),
        ("Velmar will strike on Friday, the ministry said on Monday.", "strike", "Friday"),
    ],
)
def test_the_day_on_which_it_is_said_is_not_the_day_of_what_is_said(nlp, text, trigger, when):
    found = events.extract(nlp(text), Article(id="a", text=text, published="2026-05-05"))
    assert [e.when.text if e.when else None for e in found if e.trigger.text == trigger] == [when]


def of(nlp: Language, text: str, word: str) -> EventMention:
    found = events.extract(nlp(text), Article(id="a", text=text, published="2026-03-04"))
    return next(e for e in found if e.trigger.text == word)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        # "Since" a time is from then on: nothing of that time.
        ("Spending has been cut by a fifth since 2021.", "cut", None),
        ("The mill has burned since 1 May 2025.", "burned", None),
        ("Norrvik has had its fifth rescue since last May.", "rescue", None),
        ("The worst fire since May killed two guards.", "fire", None),
        ("Spending has been cut by a fifth since the summer of 2021.", "cut", None),
        ("The mill has burned since at least 2021.", "burned", None),
        ("Sales have fallen since the start of 2021.", "fallen", None),
        ("Police have sought him since the June 20, 2025 fire.", "fire", "2025-06-20"),
        ("The safety office has inspected the ferry Marta at Port Aldo since October.", "inspected", None),
        ("The safety office inspected the ferry Marta in October.", "inspected", "2025-10-01"),
        # A date between an article and a noun is the noun's, wherever the parse hangs it.
        ("Reed was also convicted of the June 20, 2025 attempted murder of a guard.", "convicted", None),
        ("Reed was charged with arson following the fire at the mill on Sunday.", "charged", None),
        ("Reed was charged with arson following the fire at the mill on Sunday.", "fire", "2026-03-01"),
        ("Reed was charged with arson on Monday following the fire at the mill.", "charged", "2026-03-02"),
        ("Reed was also convicted of the June 20, 2025 attempted murder of a guard.", "murder", "2025-06-20"),
        ("The guard fled on the Monday the mill burned.", "fled", "2026-03-02"),
        ("The mill burned on the Sunday night.", "burned", "2026-03-01"),
    ],
)
def test_which_date_an_event_takes(nlp: Language, text: str, word: str, day: str | None) -> None:
    when = of(nlp, text, word).when
    assert (when and when.start) == day


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "stance"),
    [
        ("Reed was pronounced dead on 19 November 2031.", "pronounced", "asserted"),
        ("The trial was set for 19 November 2031.", "set", "planned"),
        # A headline's infinitive lies ahead.
        ("Minister to meet union", "meet", "planned"),
        ("Harbour To Close For Winter", "Close", "planned"),
        ("The minister had a duty to meet the union.", "meet", "asserted"),
        # What somebody is told to do is not done.
        ("Residents of Sorn were told to stay indoors.", "stay", "planned"),
        ("The mayor warned the dockers to leave the quay.", "leave", "planned"),
        # A noun with "a" is not taken for known: in a plan it lies ahead.
        ("Reed will be introduced at a Tuesday news conference.", "conference", "planned"),
        ("Reed was introduced at a Tuesday news conference.", "conference", "asserted"),
        ("Reed will be tried over the killing.", "killing", "asserted"),
    ],
)
def test_what_lies_ahead(nlp: Language, text: str, word: str, stance: str) -> None:
    assert of(nlp, text, word).stance == stance


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "mains"),
    [
        (
            "Shops may open again, the city said on Friday, two days after a blast in a mill killed nine people.",
            {"open"},
        ),
        ("Two owners were held, the city said on Friday, a day after the mill burned.", {"held", "owners"}),
    ],
)
def test_what_only_says_when_is_not_what_a_sentence_reports(nlp: Language, text: str, mains: set[str]) -> None:
    found = events.extract(nlp(text), Article(id="a", text=text))
    assert {e.trigger.text for e in found if e.main} <= mains


@pytest.mark.model
def test_what_only_says_what_kind_a_thing_is_reports_nothing(nlp: Language) -> None:
    """ "Security", not "attack": a noun that commonly names a state, before another."""
    article = Article(id="a", text="The firm issued a security update after the cyber attack inquiry.")
    found = [e.trigger.text for e in events.extract(nlp(article.text), article)]
    assert found == ["issued", "update", "attack", "inquiry"]


@pytest.mark.model
def test_a_headline_tells_what_stands_after_its_label(nlp: Language) -> None:
    assert of(nlp, "Norrvik Shooting: Ann Reed Charged With Two Counts Of Murder", "Charged").main


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied striking the mill.", "denied"),
        ("The army denied on Tuesday striking the mill.", "denied"),
        ("The army denied the charge, striking the mill again.", "asserted"),
    ],
)
def test_what_somebody_denies_doing(nlp: Language, text: str, stance: str) -> None:
    assert of(nlp, text, "striking").stance == stance
