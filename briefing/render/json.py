"""The brief as JSON: what other programs read and `make-brief verify` checks."""

from briefing.model import Brief
from briefing.serial import to_json
from briefing.templating import Template

SUFFIX = ".json"


def render(brief: Brief, template: Template) -> bytes:  # noqa: ARG001 - JSON has no look
    # A lone surrogate has no UTF-8; inside a JSON string its backslash form means the same.
    return to_json(brief).encode("utf-8", "backslashreplace")
