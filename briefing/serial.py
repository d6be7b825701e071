"""JSON in and out: the shapes other programs rely on."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from briefing.errors import BriefingError
from briefing.model import Brief, Dossier

SCHEMAS: dict[type, str] = {Dossier: "briefing/dossier/1", Brief: "briefing/brief/1"}


def plain(value: Any) -> Any:
    """``value`` as dicts, lists and scalars, in the order of the fields."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def to_json(value: Dossier | Brief) -> str:
    """``value`` as JSON text with its schema; the same value gives the same text."""
    document = {"schema": SCHEMAS[type(value)], **plain(value)}
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def brief_from(document: dict[str, Any]) -> Brief:
    """The brief that `to_json` wrote.

    Raises:
        BriefingError: It is no brief, or one of another schema.
    """
    if document.get("schema") != SCHEMAS[Brief]:
        raise BriefingError(f"not a brief of schema {SCHEMAS[Brief]}: found {document.get('schema')!r}")
    try:
        body = {key: value for key, value in document.items() if key != "schema"}
        return TypeAdapter(Brief).validate_python(body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BriefingError(f"the brief's JSON is damaged at {where}: {first['msg']}") from error
