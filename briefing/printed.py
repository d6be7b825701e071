"""What a PDF prints against the page that it should have been set from.

A PDF keeps no paragraphs, so the comparison goes by stretches of text that have no tag inside: each must be printed, as
often as it stands on the page, and when all are taken away nothing may be left but what the style sheet adds (running
heads, page numbers, the numbers of lists). Spaces, hyphens and case do not count: they are the setter's.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import html

UNPRINTED = {"style", "title", "head", "script", "caption"}
"""The style sheet for paper hides captions."""
IGNORED = re.compile(r"[\s\u00ad\u200b\u2010-]+")
BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s+(?=\d)")
"""Kept: "¶1" before "1" is not "¶11"."""
HEAD = re.compile(r'@top-\w+\s*\{\s*content:\s*"([^"\\]+)"')
FOOT = re.compile(r'@bottom-\w+\s*\{\s*content:\s*"([^"\\]+)"')
PAGE_NUMBER = re.compile(r"page\d+of\d+")
TOLD = 60
"""Characters of a finding that are shown."""


def differences(page: str, printed: Sequence[str]) -> list[str]:
    """What of the HTML ``page`` the ``printed`` pages lack, and what they have beyond it; one sentence each."""
    root = html.fromstring(page.replace("<wbr>", ""))
    heads = [_squeezed(text) for text in (*HEAD.findall(page), *root.xpath("//@data-running"))]
    feet = [_squeezed(text) for text in FOOT.findall(page) if text != "Page "]
    left = "".join(_body(_squeezed(text), (*feet, *(heads if n else ()))) for n, text in enumerate(printed))
    for row in {"".join(_texts(head)) for head in root.iter("thead")}:
        before, head, others = left.partition(row)
        left = before + head + others.replace(row, "\0")
    findings = []
    wanted = Counter(_texts(root))
    for text in sorted(wanted, key=len, reverse=True):
        found = left.count(text)
        if found < wanted[text]:
            findings.append(f"the page should print “{_short(text)}” and does not")
        # Longest first: what is taken away stays away from the shorter texts that it holds.
        left = left.replace(text, "\0", wanted[text])
    for text in _repeated(root):
        left = left.replace(text, "\0")
    beyond = [rest for rest in left.split("\0") if re.sub(r"[\d_]", "", rest)]
    return [*findings, *(f"the page prints “{_short(rest)}”, which the brief does not say" for rest in beyond)]


def _texts(root: html.HtmlElement) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag not in UNPRINTED and (text := _squeezed(element.text or "")):
            yield text
        if element.getparent() is not None and (tail := _squeezed(element.tail or "")):
            yield tail


def _repeated(root: html.HtmlElement) -> list[str]:
    """The heads of tables, which stand on every page that a table runs over; longest first."""
    texts = {text for head in root.iter("thead") for text in _texts(head)}
    return sorted(texts - {""}, key=lambda text: (-len(text), text))


def _body(text: str, around: Sequence[str]) -> str:
    """A page without its running head and foot, which are drawn after its body."""
    text = PAGE_NUMBER.sub("", text)
    for words in around:
        before, _, after = text.rpartition(words)
        text = before + after
    return text


def _squeezed(text: str) -> str:
    return IGNORED.sub("", BETWEEN_NUMBERS.sub("_", text)).casefold()


def _short(text: str) -> str:
    return text if len(text) <= TOLD else text[: TOLD - 1] + "…"
