"""The brief as PDF: PDF/A-3a and PDF/UA-1 in one file, with the brief's JSON inside.

WeasyPrint sets the same HTML as `html`. It needs Pango, which pip cannot install; it is imported
only when a PDF is made, so that the other formats work without.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from briefing.errors import BriefingError
from briefing.layout import Layout
from briefing.model import Brief
from briefing.plaintext import script
from briefing.render import html, json
from briefing.resources import shipped
from briefing.templating import Template

if TYPE_CHECKING:
    from weasyprint.document import Document, Page

SUFFIX = ".pdf"
ATTACHED = "brief.json"
VARIANT = "pdf/a-3a"

NO_PANGO = (
    "a PDF needs Pango, which is not installed: "
    "on Debian or Ubuntu run `apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, "
    "on macOS `brew install pango`"
)

LAST_PAGE = 0.25
"""Less than this part of the last page in print, and the brief is set again a little tighter."""
MOST_PAGES = 4
"""Pages of a brief that one still reads through: where one more is needed, a tighter setting may spare it."""
FEW_PAGES = 12
"""Longer documents are set once: each further try takes as long as the first."""
SIZES = ("", "9.3pt", "9pt", "8.7pt")
"""Root font sizes that are tried in turn; the first is the style sheet's own."""
SMALLER = ("8.3pt", "7.9pt")
PAGES = re.compile(r'<meta name="pages" content="(\d+)">')

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Date of a PDF where neither the brief nor its articles carry one: a clock would change the bytes."""


def render(brief: Brief, template: Template) -> bytes:
    """PDF bytes.

    Raises:
        BriefingError: Pango is missing, or the template is wrong.
    """
    text = source(brief, template)
    return _written(_set(text), text, json.render(brief, template), edition_time(brief))


def source(brief: Brief, template: Template) -> str:
    """The HTML that the pages are set from.

    Raises:
        BriefingError: The template is wrong.
    """
    layout = Layout(brief, paged=True)
    text = html.page(layout, template, _fonts())
    if found := unsupported(text):
        layout = replace(layout, replaced=found)
        text = replaced(html.page(layout, template, _fonts()))
    return breakable(text)


def facts_in_pdf(data: bytes) -> bytes:
    """The brief's JSON that a PDF made here carries.

    Raises:
        BriefingError: It is no PDF, is damaged, or carries no brief.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        found = PdfReader(io.BytesIO(data)).attachments.get(ATTACHED, [])
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BriefingError(f"the PDF cannot be read: {error}") from error
    if not found:
        raise BriefingError(f"the PDF carries no {ATTACHED}; was it made by make-brief?")
    return bytes(found[0])


def printed(data: bytes) -> tuple[str, ...]:
    """The text that a PDF prints, page by page."""
    from pypdf import PdfReader

    return tuple(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def maker(data: bytes) -> str:
    """The program that made a PDF and the template, as the page named them: "briefing 0.1.0, template situation"."""
    from pypdf import PdfReader

    about = PdfReader(io.BytesIO(data)).metadata
    return (about.creator if about else None) or ""


def edition_time(brief: Brief) -> datetime:
    """The time that the PDF gives as its own: the cut-off, else when it was generated, else a fixed day."""
    for text in (brief.as_of, brief.method.generated):
        try:
            when = datetime.fromisoformat(text) if text else None
        except ValueError:
            when = None
        if when:
            return when if when.tzinfo else when.replace(tzinfo=UTC)
    return NEVER


# --- characters that the fonts do not hold ------------------------------------------------------

INVISIBLE = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")
"""Joiners, variation selectors and skin tones: they shape their neighbours and are nothing to replace."""


FEW_LETTERS = 8
MOST_LETTERS = 160
"""Letters of one word: after each `FEW_LETTERS` it may break, after `MOST_LETTERS` it ends."""
LONG = re.compile(r"(?:&\w+;|&#\w+;|[^\s<>&]){60,}(?=[^<>]*<)")
PIECE = re.compile(r"&#?\w+;|.", re.DOTALL)


def unsupported(text: str) -> tuple[tuple[str, int], ...]:
    """What of ``text`` not every shipped face holds: kinds of characters, most first, and how many of each."""
    found = Counter(map(script, "".join(_missing().findall(plain(text))).replace(" ", "")))
    return tuple((_kind(kind, n), n) for kind, n in sorted(found.items(), key=lambda item: (-item[1], item[0])))


def replaced(text: str) -> str:
    """``text`` with each run of unsupported characters as a note: "[4 Han characters]"."""
    return _missing().sub(_note, plain(text))


def plain(text: str) -> str:
    """``text`` in composed form, so that a letter with its accent is the one character that a face holds."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def breakable(text: str) -> str:
    """``text`` with chances to break in long words, and a note in place of the rest of endless ones.

    WeasyPrint takes quadratic time for a word that does not fit its line: 10,000 letters are minutes.
    """
    head, end, body = text.partition("</head>")
    return head + end + LONG.sub(_broken, body)


def _broken(match: re.Match[str]) -> str:
    pieces = PIECE.findall(match[0])
    kept, left = pieces[:MOST_LETTERS], len(pieces) - MOST_LETTERS
    rows = ["".join(kept[n : n + FEW_LETTERS]) for n in range(0, len(kept), FEW_LETTERS)]
    return "<wbr>".join(rows) + (f"… [{left} more characters]" if left > 0 else "")


def _note(match: re.Match[str]) -> str:
    found = Counter(script(character) for character in match[0] if character != " ")
    return "[" + ", ".join(f"{n} {_kind(kind, n)}" for kind, n in found.items()) + "]"


def _kind(kind: str, n: int) -> str:
    return "emoji" if kind == "emoji" else f"{kind} character{'' if n == 1 else 's'}"


@cache
def _missing() -> re.Pattern[str]:
    """A run of characters that some shipped face lacks, single spaces inside it included.

    Only what all faces hold counts as held: else WeasyPrint would take a face of this machine.
    """
    folder = shipped("styles") / "fonts"
    held = set.intersection(*(_held(folder / f"{name}.ttf") for *_, name in html.FACES))
    other = "[^" + "".join(f"\\U{code:08x}" for code in sorted(held | {0x09, 0x0A})) + "]"
    return re.compile(f"{other}(?: ?{other})*")


def _held(font: Path) -> set[int]:
    """The code points of a font file."""
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as faces:
        return set(faces.getBestCmap())


# --- setting and writing --------------------------------------------------------------------------


@cache
def _fonts() -> str:
    return "".join(html.face(*face[:3], f'url("brief:fonts/{face[3]}.ttf") format("truetype")') for face in html.FACES)


def _import_weasyprint() -> Any:
    import weasyprint

    return weasyprint


def _weasyprint() -> Any:
    try:
        return _import_weasyprint()
    except OSError as error:  # cffi cannot load a library of Pango
        raise BriefingError(NO_PANGO) from error


def _set(text: str) -> Document:
    """The pages of ``text``, tighter where that spares a fifth page or a last one with hardly anything on it.

    A template that says ``<meta name="pages" content="1">`` is set tighter still until it fits.
    """
    wanted = PAGES.search(text)
    if wanted:
        most = int(wanted[1])
        return _tried(text, (*SIZES, *SMALLER), lambda pages: len(pages) <= most)[0]
    tried = _tried(text, SIZES, lambda pages: _is_full(pages) and len(pages) != MOST_PAGES + 1)
    return next((document for document in tried if _is_full(document.pages)), tried[0])


def _is_full(pages: Sequence[Page]) -> bool:
    return len(pages) == 1 or len(pages) > FEW_PAGES or _last_filled(pages[-1]) >= LAST_PAGE


def _tried(text: str, sizes: tuple[str, ...], fits: Callable[[Sequence[Page]], bool]) -> list[Document]:
    """``text`` in the first of ``sizes`` that fits, else in all of them."""
    documents = []
    for size in sizes:
        rule = f"<style>html {{ font-size: {size} }}</style></head>" if size else "</head>"
        documents.append(_laid_out(text.replace("</head>", rule, 1)))
        if fits(documents[-1].pages):
            return documents[-1:]
    return documents


def _laid_out(text: str) -> Document:
    """The pages of ``text``.

    Raises:
        BriefingError: Pango is missing, or the page asks for a file that is not the package's own.
    """
    weasyprint = _weasyprint()
    try:
        page = weasyprint.HTML(string=text, url_fetcher=_fetcher(), base_url="brief:")
        return page.render(pdf_variant=VARIANT)
    except weasyprint.urls.FatalURLFetchingError as error:
        raise BriefingError(f"{error}; a brief loads nothing from outside, put it into the template itself") from error


def _last_filled(page: Page) -> float:
    """How far down ``page`` a document reaches, 0 to 1, by the anchor at its end."""
    end = page.anchors.get("end")
    return end[1] / page.height if end else 1.0


@cache
def _fetcher_class() -> type:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Serves ``brief:fonts/NAME.ttf`` from the package. Whatever else a page asks for is refused.

        The refusal is fatal on purpose: a page of ours that asks for anything else is a bug or an attack.
        """

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002 - the base class's
            names = {f"brief:fonts/{name}.ttf": name for *_, name in html.FACES}
            if url not in names:
                raise FatalURLFetchingError(f"the page asks for {url[:80]}")
            data = (shipped("styles") / "fonts" / f"{names[url]}.ttf").read_bytes()
            return URLFetcherResponse(url, data, {"Content-Type": "font/ttf"})

    return OwnFiles


def _fetcher() -> Any:
    return _fetcher_class()(allowed_protocols=("brief",), allow_redirects=False, fail_on_errors=True)


def _written(document: Document, text: str, facts: bytes, when: datetime) -> bytes:
    attachment = _weasyprint().Attachment(
        file_obj=io.BytesIO(facts),
        name=ATTACHED,
        description="The facts of this brief, each with the passages that prove it",
        relationship="Data",
        created=when,
        modified=when,
        url_fetcher=_fetcher(),
    )
    stamp = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document.metadata.created = document.metadata.modified = stamp
    _declare_accessible(document.metadata)
    identifier = hashlib.sha256(text.encode() + facts).hexdigest()[:32].encode()
    written: bytes = document.write_pdf(pdf_variant=VARIANT, attachments=[attachment], pdf_identifier=identifier)
    return written


PROPERTY = (
    "<rdf:Description rdf:about='' xmlns:pdfuaid='http://www.aiim.org/pdfua/ns/id/'>"
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
    "<rdf:Description rdf:about='' xmlns:pdfaExtension='http://www.aiim.org/pdfa/ns/extension/'"
    " xmlns:pdfaSchema='http://www.aiim.org/pdfa/ns/schema#'"
    " xmlns:pdfaProperty='http://www.aiim.org/pdfa/ns/property#'>"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType='Resource'>"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType='Resource'>"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""WeasyPrint writes one variant's identification. PDF/A lets a file name a second standard only with its schema."""
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def _declare_accessible(metadata: Any) -> None:
    """Add to the XMP that the file is PDF/UA-1 as well."""
    for prefix, uri in PREFIXES.items():
        ElementTree.register_namespace(prefix, uri)
    own = metadata.generate_rdf_metadata

    def both(variant: str, version: int, conformance: str) -> bytes:
        made = ElementTree.fromstring(own(variant, version, conformance))  # noqa: S314 - written by WeasyPrint
        made.extend(ElementTree.fromstring(f"<rdf:RDF xmlns:rdf='{RDF}'>{PROPERTY}</rdf:RDF>"))  # noqa: S314
        written: bytes = ElementTree.tostring(made, encoding="utf-8")
        return written

    metadata.generate_rdf_metadata = both
