"""Who is spoken of: names, descriptions and pronouns, with the roles and identities grammar gives.

Identity inside an article follows grammar first, then agreement and nearness.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from briefing import grammar
from briefing.extract.mentions.draft import Draft
from briefing.extract.mentions.found import descriptions, names, pronouns
from briefing.extract.mentions.identity import describe, identify
from briefing.extract.mentions.reference import refer
from briefing.model import Article, Mention, Passage
from briefing.passages import Slicer


def extract(doc: Doc, article: Article) -> Iterator[Mention]:
    """Every mention of ``article`` in order of its start. Reference inside quotation ("I", "we") is left out."""
    drafts = sorted([*names(doc), *descriptions(doc), *pronouns(doc)], key=lambda d: (d.span.start, -len(d.span)))
    by_head = {draft.head.i: draft for draft in drafts}
    for draft in drafts:
        if draft.form == "name":
            describe(draft, by_head)
    for draft in drafts:
        identify(draft, by_head)
    refer(drafts)
    slicer = Slicer(article)
    for draft in drafts:
        yield _mention(draft, slicer)


def _mention(draft: Draft, slicer: Slicer) -> Mention:
    return Mention(
        passage=slicer(_with_possessive(draft.span)),
        head=draft.head.idx,
        lemma=draft.lemma,
        kind=draft.kind,
        form=draft.form,
        plural=draft.plural,
        gender=draft.gender,
        acts=_acts(draft.head),
        roles=tuple(_unique(slicer(span) for span in draft.roles)),
        same_as=slicer(draft.same_as.span).start if draft.same_as else None,
    )


def _with_possessive(span: Span) -> Span:
    """ "Reed's" and "the ministry's": a mention as coreference corpora mark it."""
    end = span.end
    return span.doc[span.start : end + 1] if end < len(span.doc) and span.doc[end].tag_ == "POS" else span


def _acts(head: Token) -> bool:
    return head.dep_ in grammar.SUBJECT or any(head in grammar.agents(v) for v in (head.head,) if grammar.is_verb(v))


def _unique(passages: Iterator[Passage]) -> list[Passage]:
    return list(dict.fromkeys(passages))
