"""The tokenizer of the shipped pipeline: spaCy's own, with nothing in it until `from_disk` gives it its rules.

Made with the rules of the language, as spaCy does when a configuration is silent, it would read some 1,300 special
cases twice: when it is made and from disk.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import registry

NAME = "briefing.Stored.v1"


def stored_tokenizer() -> Callable[[Language], Tokenizer]:
    """What spaCy asks a registered function of tokenizers for: a function from the `Language` to its tokenizer."""
    return lambda nlp: Tokenizer(nlp.vocab)


registry.tokenizers.register(NAME, func=stored_tokenizer)
