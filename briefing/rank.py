"""The choice: which sentences a bounded brief prints, and in what order."""

from briefing.model import Dossier, Pick


def rank(dossier: Dossier, *, limit: int | None = None, seen: frozenset[str] = frozenset()) -> tuple[Pick, ...]:
    """The sentences to print as developments, best first."""
    usable = [s for s in dossier.sentences if s.stands_alone and s.passage.text not in seen]
    return tuple(Pick(sentence=s, events=()) for s in usable[: limit or 8])
