"""Pronouns and definite descriptions, given the earlier mention that they stand for.

After Lappin and Leass 1994: subjects before others, near before far, number and gender agree.
"""

from briefing import grammar
from briefing.extract.mentions.draft import IT, THEY, Draft
from briefing.model import ActorKind

REACH = 3
"""How many sentences back a pronoun may look."""

GENERIC: dict[str, set[ActorKind]] = {
    "group": {"group", "organisation"},
    "alliance": {"group", "organisation"},
    "movement": {"group"},
    "militia": {"group"},
    "organisation": {"organisation"},
    "organization": {"organisation"},
    "company": {"organisation"},
    "firm": {"organisation"},
    "agency": {"organisation"},
}
"""Descriptions that any name of the kind answers to."""


def refer(drafts: list[Draft]) -> None:
    """Give pronouns and definite descriptions the earlier mention they stand for, where one fits."""
    for n, draft in enumerate(drafts):
        if draft.same_as is not None:
            continue
        before = drafts[max(0, n - 60) : n]
        if draft.form == "pronoun":
            draft.same_as = _antecedent(draft, before, drafts[n + 1 : n + 8])
        elif draft.form == "nominal" and _is_definite(draft):
            draft.same_as = _described(draft, drafts[:n])


def _antecedent(pronoun: Draft, before: list[Draft], after: list[Draft]) -> Draft | None:
    """The best earlier mention that agrees in number and gender, at most `REACH` sentences back;
    for a possessive in a fronted phrase ("Despite calls for his departure, X …") the subject to come."""
    verb = grammar.clause_head(pronoun.head)
    ahead = [d for d in after if d.form == "name" and d.head.head == verb and _is_subject(d) and _agrees(pronoun, d)]
    if ahead and pronoun.head.tag_ == "PRP$" and pronoun.head.head.dep_ not in grammar.SUBJECT:
        return ahead[0]
    fits = [d for d in before if _agrees(pronoun, d) and pronoun.sentence - d.sentence <= REACH]
    if pronoun.head.lower_ in IT | THEY:
        # "it" and "they" often stand for no actor: only a subject near by is safe.
        fits = [d for d in fits if pronoun.sentence - d.sentence <= 1 and _is_subject(d)]
    best = max(fits, key=lambda d: _salience(pronoun, d), default=None)
    return best if best is not None and not grammar.is_elided(best.head) else None


def _agrees(pronoun: Draft, other: Draft) -> bool:
    if other.form == "pronoun" and other.same_as is None:
        return False
    word = pronoun.head.lower_
    if word in IT:
        return not other.plural and other.kind in {"organisation", "group", "place"}
    if word in THEY:
        return other.plural or other.kind in {"organisation", "group"}
    if other.kind != "person" or other.plural:
        return False
    return other.gender in {None, pronoun.gender} and not _same_clause_object(pronoun, other)


def _same_clause_object(pronoun: Draft, other: Draft) -> bool:
    """ "X told him": subject and object of one verb are two people, unless the pronoun is possessive or reflexive."""
    if pronoun.head.tag_ == "PRP$" or pronoun.head.lower_.endswith("self"):
        return False
    return (
        pronoun.head.head == other.head.head
        and pronoun.head.head != pronoun.head
        and grammar.is_verb(pronoun.head.head)
    )


def _salience(pronoun: Draft, other: Draft) -> tuple[float, int]:
    score = -1.0 * (pronoun.sentence - other.sentence)
    score += 0.8 * _is_subject(other) + 0.4 * (other.form == "name") + 0.3 * (other.form == "pronoun")
    score += 0.5 * (other.gender is not None and other.gender == pronoun.gender)
    return score, other.span.start


def _is_subject(draft: Draft) -> bool:
    return draft.head.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT


def _is_definite(draft: Draft) -> bool:
    return any(t.lower_ in {"the", "this", "that", "these", "those"} for t in grammar.children(draft.head, {"det"}))


def _described(nominal: Draft, before: list[Draft]) -> Draft | None:
    """The nearest earlier mention of the same head word, or a name whose role says it."""
    for other in reversed(before):
        if other.plural != nominal.plural or other.form == "pronoun":
            continue
        if _names_what(nominal, other):
            return other
        if other.form == "nominal" and other.lemma == nominal.lemma and _compatible(nominal, other):
            return other
        if other.form == "name" and any(role.root.lemma_.lower() == nominal.lemma for role in other.roles):
            return other
    return None


def _names_what(nominal: Draft, other: Draft) -> bool:
    """A bare "the group" or "the company" after a name of that kind, in this sentence or the last."""
    if other.form != "name" or nominal.lemma not in GENERIC or len(nominal.span) > 2:
        return False
    near = nominal.sentence - other.sentence <= 1
    return near and other.kind in GENERIC[nominal.lemma]


def _compatible(nominal: Draft, other: Draft) -> bool:
    """No modifier of the later description that the earlier one lacks, unless the earlier is bare."""
    mine = {t.lemma_.lower() for t in grammar.modifiers(nominal.head) + grammar.possessors(nominal.head)}
    theirs = {t.lemma_.lower() for t in other.span}
    return mine <= theirs
