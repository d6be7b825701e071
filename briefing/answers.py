"""Open questions that a later report answers: only where it gives the very thing that was asked for.

Two kinds of questions ask for something that can be recognised without guessing: how many, and what the cause was.
All others stay open, whatever is written later.
"""

import re
from collections.abc import Iterator, Sequence

from briefing.memory import key, within
from briefing.model import Answered, Dossier, Passage, Question
from briefing.wording import stem, stems

SHARED = 2
"""Words that an answer shares with its question, beside what is asked for."""
HOW_MANY = re.compile(r"\b(?:how many|(?:the )?(?:exact )?number of) (?:\w+ (?:of )?){0,2}?(?P<noun>[a-z]{3,})\b", re.I)
CAUSE = re.compile(r"\bcauses? of (?:the |a |an )?(?:\w+ ){0,2}?(?P<noun>[a-z]{3,})\b|\bwhat (?:had )?caused\b", re.I)
GIVES_CAUSE = re.compile(
    r"\b(?:caused by|the cause (?:of \w+(?: \w+){0,4} )?was|(?:was|were) (?:started|triggered|sparked|set off) by"
    r"|due to)\b",
    re.I,
)
OPEN = re.compile(
    r"\b(?:not|no|whether|unclear|unknown|unconfirmed|may|might|could|possibl[ey]|suspect\w*)\b|n['’]t\b", re.I
)
"""Words with which a sentence leaves open what it names."""
DULL = frozenset(stem(word) for word in ("people", "said", "official", "reports", "immediately", "clear", "known"))


def answered(questions: Sequence[Question], dossier: Dossier, known: frozenset[str]) -> Iterator[Answered]:
    """The ``questions`` that a sentence whose key is not among ``known`` answers."""
    asking = frozenset(key(c.text) for q in dossier.questions for c in q.citations)
    for question in questions:
        for passage in _candidates(question, dossier):
            if key(passage.text) not in known | asking and not OPEN.search(passage.text):
                cited = (*question.citations, passage)
                yield Answered(id=question.id, question=question.text, text=passage.text, citations=cited)
                break


def _candidates(question: Question, dossier: Dossier) -> Iterator[Passage]:
    """Sentences that give what ``question`` asks for."""
    if question.kind not in {"unclear", "pending", "missing"}:
        return
    if asked := HOW_MANY.search(question.text):
        noun = stem(asked["noun"])
        counts = [f for f in dossier.figures if f.value is not None and f.stance in {"asserted", "claimed"}]
        of_noun = [m for f in counts if noun in stems(f"{f.text} {f.what}") for m in f.mentions]
        for sentence in dossier.sentences:
            passage = sentence.passage
            if any(within(m, passage) for m in of_noun) and _shared(question, passage, noun) >= SHARED:
                yield passage
    elif asked := CAUSE.search(question.text):
        noun = stem(asked["noun"] or "")
        for sentence in dossier.sentences:
            text = sentence.passage.text
            enough = noun in stems(text) if noun else _shared(question, sentence.passage, noun) >= SHARED
            if enough and GIVES_CAUSE.search(text):
                yield sentence.passage


def _shared(question: Question, passage: Passage, noun: str) -> int:
    drop = {*DULL, noun}
    return len((set(stems(question.text)) - drop) & (set(stems(passage.text)) - drop))
