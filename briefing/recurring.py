"""Names that the pipeline knows in one place of an article and misses in another."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span

LABELS = {"PERSON", "ORG", "MISC"}
SHORTEST = 3
"""Letters of a name that is looked for again."""


def names(doc: Doc) -> Iterator[Span]:
    """The entities of ``doc``, and wherever else the words of one stand as proper nouns; a person's surname too."""
    yield from doc.ents
    known = _known(doc)
    longest = max(map(len, known), default=0)
    free = {t.i for t in doc if t.pos_ == "PROPN" and not t.ent_type_ and t.text[:1].isupper()}
    at = 0
    while at < len(doc):
        size = next((n for n in range(longest, 0, -1) if _is_name(doc[at : at + n], known, free)), 0)
        if size:
            yield Span(doc, at, at + size, label=known[_words(doc[at : at + size])])
        at += size or 1


def _known(doc: Doc) -> dict[tuple[str, ...], str]:
    """The words of each name to its label."""
    known: dict[tuple[str, ...], str] = {}
    for ent in doc.ents:
        if ent.label_ in LABELS and all(t.text[:1].isupper() for t in ent) and len(ent.text) >= SHORTEST:
            known.setdefault(_words(ent), ent.label_)
    for ent in doc.ents:
        if ent.label_ == "PERSON" and len(ent) > 1 and ent[-1].is_alpha and len(ent[-1]) >= SHORTEST:
            known.setdefault(_words(ent[-1:]), "PERSON")
    return known


def _words(span: Span) -> tuple[str, ...]:
    return tuple(t.lower_ for t in span)


def _is_name(span: Span, known: dict[tuple[str, ...], str], free: set[int]) -> bool:
    return bool(span) and all(t.i in free for t in span) and _words(span) in known
