"""The brief as one HTML file: styles and fonts inside, no script, no outside request."""

import base64
import re
from functools import cache

import markdown
import nh3
from markupsafe import Markup

from briefing import __version__
from briefing.layout import Layout
from briefing.model import Brief
from briefing.render import md
from briefing.resources import shipped
from briefing.templating import Template

SUFFIX = ".html"

FACES = (
    ("Brief Serif", 400, "normal", "SourceSerif4-Regular"),
    ("Brief Serif", 400, "italic", "SourceSerif4-It"),
    ("Brief Serif", 700, "normal", "SourceSerif4-Bold"),
    ("Brief Display", 600, "normal", "SourceSerif4Display-Semibold"),
    ("Brief Sans", 400, "normal", "SourceSans3-Regular"),
    ("Brief Sans", 600, "normal", "SourceSans3-Semibold"),
)
"""Family, weight, slant, file: the faces that the styles use, and no others are shipped."""


SCREEN = ("brief", "screen", "print")
PAPER = ("brief", "print")
"""Style sheets: WeasyPrint reads none for screens, whose queries it does not know."""
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def render(brief: Brief, template: Template) -> bytes:
    return page(Layout(brief), template, web_fonts()).encode()


def page(layout: Layout, template: Template, fonts: str) -> str:
    """The page of the template; one that is written only in Markdown is set in the shipped page.

    Args:
        fonts: ``@font-face`` rules for the families of `FACES`.
    """
    style = Markup(fonts + css(template, PAPER if layout.paged else SCREEN))  # noqa: S704 - our own files and the user's style sheet
    values = {"brief": layout.brief, "layout": layout, "style": style, "maker": maker(template)}
    if template.has("html"):
        return template.render("html", values)
    body = Markup(from_markdown(md.text(layout, template)))  # noqa: S704 - nh3 has cleaned it
    return Template(name="_markdown").render("html", {**values, "body": body})


def maker(template: Template) -> str:
    """What made the page; a template of a user's folder is not named, for its folder is nobody's concern."""
    return f"briefing {__version__}, template {'of its own' if template.folder else template.name}"


def css(template: Template, sheets: tuple[str, ...]) -> str:
    """The shipped style sheets, after them the ``brief.css`` of the user's folder, and the paper."""
    own = template.folder / "brief.css" if template.folder else None
    extra = own.read_text(encoding="utf-8") if own and own.is_file() else ""
    return f"{_css(sheets)}{extra}\n@page {{ size: {template.paper} }}\n"


def from_markdown(text: str) -> str:
    """HTML of Markdown, with nothing in it that loads, runs or is styled.

    Images go as well: one file, no outside request.
    """
    made = markdown.markdown(text, extensions=["footnotes", "tables", "sane_lists"], output_format="html")
    return nh3.clean(
        made,
        tags=nh3.ALLOWED_TAGS - {"img", "map", "area"},
        attributes={"*": {"id", "class"}, "a": {"href"}, "th": {"style"}, "td": {"style"}, "ol": {"start"}},
        filter_style_properties={"text-align"},
        url_schemes={"http", "https"},
    )


@cache
def _css(sheets: tuple[str, ...]) -> str:
    """The style sheets without their comments."""
    folder = shipped("styles")
    return COMMENT.sub("", "".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in sheets))


def face(family: str, weight: int, slant: str, source: str) -> str:
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{slant};font-display:swap;src:{source}}}\n'
    )


@cache
def web_fonts() -> str:
    folder = shipped("styles") / "fonts" / "web"
    rules = []
    for family, weight, slant, name in FACES:
        file = folder / f"{name.replace('SourceSerif4', 'BriefSerif').replace('SourceSans3', 'BriefSans')}.woff2"
        if file.is_file():
            data = base64.b64encode(file.read_bytes()).decode()
            rules.append(face(family, weight, slant, f'url("data:font/woff2;base64,{data}") format("woff2")'))
    return "".join(rules)
