"""News articles in, a situation brief out, every line of it cited."""

from typing import TYPE_CHECKING, Any

from briefing.model import Article

if TYPE_CHECKING:
    from briefing.make import make_brief, make_dossier
    from briefing.pipelines import load_pipeline
    from briefing.serial import to_json

__version__ = "0.1.0"
__all__ = ["Article", "load_pipeline", "make_brief", "make_dossier", "to_json"]

_HOMES = {
    "load_pipeline": "briefing.pipelines",
    "make_brief": "briefing.make",
    "make_dossier": "briefing.make",
    "to_json": "briefing.serial",
}


def __getattr__(name: str) -> Any:
    # spaCy takes a second to import: `make-brief --help` and a test of `model` do not wait for it.
    if name not in _HOMES:
        raise AttributeError(f"module 'briefing' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
