"""Who is spoken of: names, descriptions and pronouns, with the roles and identities grammar gives.

Identity inside an article follows grammar first, then agreement and nearness.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from briefing import grammar, lexicon, recurring
from briefing.extract.mentions.draft import Draft
from briefing.extract.mentions.found import descriptions, names, pronouns
from briefing.extract.mentions.identity import describe, identify, leave_out_quoted
from briefing.extract.mentions.parts import cast, join_parts
from briefing.extract.mentions.reference import refer
from briefing.model import Article, Mention, Passage
from briefing.passages import Slicer
from briefing.quoted import Quoted


def extract(doc: Doc, article: Article) -> Iterator[Mention]:
    """Every mention of ``article`` in order of its start. Reference inside quotation ("I", "we") is left out."""
    found = tuple(recurring.names(doc))
    drafts = [*names(doc, found), *descriptions(doc, found), *pronouns(doc)]
    drafts.sort(key=lambda d: (d.span.start, -len(d.span)))
    by_head = {draft.head.i: draft for draft in drafts}
    quoted = frozenset(Quoted(doc).of)
    for draft in drafts:
        if draft.form == "name":
            describe(draft, by_head, quoted)
    for draft in drafts:
        identify(draft, by_head)
        leave_out_quoted(draft, quoted)
    cast(drafts, doc)
    refer(drafts)
    join_parts(drafts)
    slicer = Slicer(article)
    for draft in drafts:
        yield _mention(draft, slicer)


def _mention(draft: Draft, slicer: Slicer) -> Mention:
    return Mention(
        passage=slicer(_in_full(draft.span)),
        head=draft.head.idx,
        lemma=draft.lemma,
        kind=draft.kind,
        form=draft.form,
        plural=draft.plural,
        gender=draft.gender,
        acts=_acts(draft.head) and not _befalls(draft),
        part=draft.part,
        age=draft.age,
        roles=tuple(_unique(slicer(span) for span in draft.roles)),
        same_as=draft.same_as.head.idx if draft.same_as else None,
    )


def _in_full(span: Span) -> Span:
    """ "the Norrvik Harbour", "Reed's", "the ministry's": a mention as coreference corpora mark it, with its article
    and its possessive mark."""
    start, end, doc = span.start, span.end, span.doc
    start -= start > 0 and doc[start - 1].lower_ == "the" and doc[start - 1].head in span
    end += end < len(doc) and doc[end].tag_ == "POS"
    return doc[start:end]


def _acts(head: Token) -> bool:
    if head.head.lower_ in {"followed", "preceded"} and head.dep_ not in grammar.SUBJECT:
        return False  # "most of them in Orvel, followed by NORVA"
    return head.dep_ in grammar.SUBJECT or any(head in grammar.agents(v) for v in (head.head,) if grammar.is_verb(v))


def _befalls(draft: Draft) -> bool:
    """ "Athens burned": what happens in a capital is no act of its state, unlike "Athens rejected the terms"."""
    verb = draft.head.head
    does = grammar.objects(verb) or grammar.complements(verb) or verb.lemma_.lower() in lexicon.table("reporting_verbs")
    return draft.span.text in lexicon.table("capitals") and draft.kind == "place" and not does


def _unique(passages: Iterator[Passage]) -> list[Passage]:
    return list(dict.fromkeys(passages))
