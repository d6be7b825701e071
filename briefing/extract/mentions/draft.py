"""A mention while its article is still being read."""

import re
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Span, Token

from briefing import harm, lexicon
from briefing.model import ActorKind, Part

PEOPLE = ("person_nouns", "person_nouns_wordnet", "group_nouns")
AGED = re.compile(r"\b(\d{1,3}) ?- ?years? ?- ?old")
YEARS = re.compile(r"(\d{1,3}) ?[,.;)]")
PLURALS = (("ves", "f"), ("ves", "fe"), ("ies", "y"), ("es", ""), ("s", ""))

Gender = Literal["m", "f", "n"]


@dataclass(eq=False)
class Draft:
    """A mention while its article is still being read."""

    span: Span
    head: Token
    kind: ActorKind
    form: Literal["name", "nominal", "pronoun"]
    plural: bool
    gender: Gender | None
    sentence: int
    part: Part | None = None
    roles: list[Span] = field(default_factory=list)
    same_as: "Draft | None" = None

    @property
    def age(self) -> int | None:
        """Years: of "a 36-year-old climber", "36-year-old Ann Reed", "Ann Reed, 36, said"."""
        doc, start, end = self.span.doc, self.span.start, self.span.end
        found = next(filter(None, (AGED.search(span.text) for span in (self.span, *self.roles))), None)
        if found is None and self.form == "name" and start > 0 and doc[start - 1].lower_ == "old":
            found = AGED.search(doc[max(0, start - 5) : start].text)
        if found is None and self.form == "name" and doc[end : end + 1].text == ",":
            found = YEARS.fullmatch(doc[end + 1 : end + 3].text)
        return int(found[1]) if found else None

    @property
    def lemma(self) -> str:
        return singular(self.head) if self.form == "nominal" else self.head.lemma_.lower()


def singular(noun: Token) -> str:
    """The lemma; where the pipeline cuts a plural wrongly ("thieve"), the known noun that it is the plural of;
    "16-year-old" whole."""
    if harm.is_aged(noun):
        return noun.doc[noun.i - 4 : noun.i + 1].text.lower()
    lemma = noun.lemma_.lower()
    if noun.tag_ not in {"NNS", "NNPS"} or _is_somebody(lemma):
        return lemma
    word = noun.lower_
    cut = (word.removesuffix(end) + one for end, one in PLURALS if word.endswith(end))
    return next(filter(_is_somebody, cut), lemma)


def _is_somebody(lemma: str) -> bool:
    return any(lemma in lexicon.table(name) for name in PEOPLE)
