"""Open questions that a later report answers: only where it gives the very thing that was asked for.

Two kinds of questions ask for something that can be recognised without guessing: how many, and what the cause was.
All others stay open, whatever is written later.
"""

import re
from collections.abc import Iterator, Sequence

from briefing import lexicon
from briefing.memory import key, within
from briefing.model import Answered, Dossier, Figure, Passage, Question
from briefing.wording import stem, stems

LEAST = 2
"""Words that say what is asked for, without which a question is too general to be answered."""
HOW_MANY = re.compile(
    r"\b(?:how many|(?:the )?(?:exact )?number of) (?:\w+ (?:of )?){0,2}?(?P<noun>[a-z]{3,})\b(?P<clause>[^,;.]*)", re.I
)
ENDS = re.compile(r"\b(?:when|after|before|because|as|while|since|until)\b.*", re.I | re.S)
"""The rest of a clause that says when, not what."""
CAUSE = re.compile(r"\bcauses? of (?:the |a |an )?(?:\w+ ){0,2}?(?P<noun>[a-z]{3,})\b", re.I)
GIVES_CAUSE = re.compile(
    r"\b(?:caused by|the cause (?:of \w+(?: \w+){0,4} )?was|(?:was|were) (?:started|triggered|sparked|set off) by"
    r"|due to)\b",
    re.I,
)
OPEN = re.compile(
    r"\b(?:not|no|whether|unclear|unknown|unconfirmed|may|might|could|possibl[ey]|suspect\w*)\b|n['’]t\b", re.I
)
"""Words with which a sentence leaves open what it names."""
DULL = frozenset(map(stem, lexicon.marked("asked_after", "dull")))


def answered(questions: Sequence[Question], dossier: Dossier, known: frozenset[str]) -> Iterator[Answered]:
    """The ``questions`` that a sentence whose key is not among ``known`` answers."""
    asking = frozenset(key(c.text) for q in dossier.questions for c in q.citations)
    story = {article: one.id for one in dossier.stories for article in one.articles}
    for question in questions:
        of = {story[c.article] for c in question.citations if c.article in story}
        for passage in _candidates(question, dossier):
            elsewhere = bool(of) and story.get(passage.article) not in of
            if key(passage.text) not in known | asking and not elsewhere and not OPEN.search(passage.text):
                cited = (*question.citations, passage)
                yield Answered(id=question.id, question=question.text, text=passage.text, citations=cited)
                break


def _candidates(question: Question, dossier: Dossier) -> Iterator[Passage]:
    """Sentences that give what ``question`` asks for."""
    if question.kind not in {"unclear", "pending", "missing"}:
        return
    if asked := HOW_MANY.search(question.text):
        noun, wanted = stem(asked["noun"]), set(stems(ENDS.sub("", asked["clause"]))) - DULL
        of_noun = [m for f in dossier.figures if _is_asked(f, question, noun) for m in f.mentions]
        for sentence in dossier.sentences if len(wanted) >= LEAST else ():
            passage = sentence.passage
            if wanted <= set(stems(passage.text)) and any(within(m, passage) for m in of_noun):
                yield passage
    elif asked := CAUSE.search(question.text):
        noun = stem(asked["noun"])
        for sentence in dossier.sentences:
            text = sentence.passage.text
            if noun and noun in stems(text) and GIVES_CAUSE.search(text):
                yield sentence.passage


def _is_asked(figure: Figure, question: Question, noun: str) -> bool:
    """Does ``figure`` count what ``question`` asks after?"""
    if figure.value is None or figure.stance not in {"asserted", "claimed"}:
        return False
    if noun not in stems(f"{figure.text} {figure.what}"):
        return False
    if figure.measure not in lexicon.words("human_cost"):
        return True
    words = set(map(stem, lexicon.marked("asked_after", figure.measure) or (figure.measure,)))
    return not words.isdisjoint(stems(question.text))
