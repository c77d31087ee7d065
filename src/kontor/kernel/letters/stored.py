"""A document as plain data and back, so that a letter can be rendered again from the very words it was made from."""

from __future__ import annotations

import datetime
from dataclasses import fields, is_dataclass
from typing import Any

from kontor.kernel.letters import document as model
from kontor.kernel.letters.document import Document

_KIND = "kind"
_KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Document, model.Party, model.Run, model.Heading, model.Paragraph, model.Facts, model.Table, model.Bullets,
        model.Numbered, model.Signature, model.PageBreak,
    )
}  # fmt: skip


def as_data(document: Document) -> dict[str, Any]:
    """The document as a JSON object; ``from_data`` gives an equal document."""
    data: dict[str, Any] = _put(document)
    return data


def from_data(data: dict[str, Any]) -> Document:
    """The document that ``as_data`` wrote. ``KeyError`` for a kind of block that is not known here."""
    document: Document = _taken(data)
    return document


def _put(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_put(each) for each in value]
    if isinstance(value, datetime.date):
        return {_KIND: "date", "on": value.isoformat()}
    if is_dataclass(value):
        return {
            _KIND: type(value).__name__,
            **{field.name: _put(getattr(value, field.name)) for field in fields(value)},
        }
    return value


def _taken(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_taken(each) for each in value)
    if not isinstance(value, dict):
        return value
    if value[_KIND] == "date":
        return datetime.date.fromisoformat(value["on"])
    return _KINDS[value[_KIND]](**{name: _taken(each) for name, each in value.items() if name != _KIND})
