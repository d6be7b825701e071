"""Text cut into the words that the treebanks have: spaCy's English rules, and what they do otherwise.

The network has seen "anti-war" and "!!!" as one word each; given three, it cannot but hang two of them wrongly.
"""

import re

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from briefing import lexicon
from training.labels import words

HYPHENS = "(?:-|–|—|--|---|——|~)"
"""How spaCy's rule for hyphens between letters has them."""
CUTS = (
    "[“”„«»]",  # a quotation mark that no space sets off
    "[.,:;?!…](?=[“”„«»])",
    "(?<=[A-Z])-(?=[0-9])",  # "F-16", "COVID-19"
    "(?<=[0-9])[–—](?=[0-9])",
)
RUNS = (r"[!?]{2,}", *(rf"{re.escape(mark)}{{2,}}" for mark in "=*_#+~<>$"))
"""Marks that are one word when they come several at once: "!!!", "====="."""
ENDINGS = ("(?<=[0-9])(?i:[ap]m)",)
WHOLE = re.compile(
    r"(?:"
    r"(?:\d-)?(?:\d{3}[-.])?\d{3}[-.]\d{4}"  # a telephone number
    r"|\d\d?-[A-Z][a-z]{2}-\d{2,4}"
    r"|#[A-Za-z]\w*"
    r")$"
)
APART = {"and/or": ["and", "/", "or"], "wanna": ["wan", "na"], "outta": ["out", "ta"]}
"""Words cut otherwise than spaCy cuts them."""
NO_CASES = {"):", "(:", "id", "Id", "wed", "Wed"}
"""spaCy's special cases that are something else in print: "(Reuters):", "to wed"."""


ALSO_A_NAME = {"post"}
"""Prefixes only in lower case: "the Post-Courier" is no courier."""


def cut_as_treebanks(nlp: Language) -> None:
    """Gives the tokenizer of a blank English ``nlp`` the rules."""
    tokenizer, defaults = nlp.tokenizer, nlp.Defaults
    assert isinstance(tokenizer, Tokenizer)
    uncut = "(?=[-–—~])" + "".join(  # first what is quickly told
        rf"(?<!\b{prefix if prefix in ALSO_A_NAME else f'(?i:{prefix})'})" for prefix in sorted(words("prefixes"))
    )
    infixes = [pattern.replace(HYPHENS, uncut + HYPHENS) for pattern in defaults.infixes or ()]
    tokenizer.infix_finditer = compile_infix_regex([*infixes, *CUTS]).finditer
    tokenizer.prefix_search = compile_prefix_regex([*RUNS, *(defaults.prefixes or ())]).search
    tokenizer.suffix_search = compile_suffix_regex([*RUNS, *ENDINGS, *(defaults.suffixes or ())]).search
    tokenizer.token_match = WHOLE.match
    cases = {text: case for text, case in tokenizer.rules.items() if text not in NO_CASES}
    short = words("abbreviations") | {title.capitalize() for title in lexicon.table("titles") if title.endswith(".")}
    cases |= {one: [{"ORTH": one}] for one in sorted(short)}
    cases |= {text: [{"ORTH": part} for part in parts] for text, parts in APART.items()}
    cases |= {
        text.capitalize(): [{"ORTH": p} for p in (parts[0].capitalize(), *parts[1:])] for text, parts in APART.items()
    }
    tokenizer.rules = cases
