"""The brief as Markdown."""

import re

from briefing.layout import Layout
from briefing.model import Brief
from briefing.templating import Template

SUFFIX = ".md"
BLANK = re.compile(r"\n{3,}")


def render(brief: Brief, template: Template) -> bytes:
    return text(Layout(brief), template).encode()


def text(layout: Layout, template: Template) -> str:
    """Markdown with one blank line where the template leaves several."""
    made = template.render("md", {"brief": layout.brief, "layout": layout})
    return BLANK.sub("\n\n", made).strip() + "\n"
