"""Parts of a page that are drawn once and kept: the same values in the same language give the same HTML.

Drawing costs more than reading. What is kept is found by its values, never by a name or a time, so it cannot be stale.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import current

_KEPT = 2048  # a round has a ledger row for each city, in each language


_SIMPLE = frozenset({str, int, bool, float, type(None)})  # most of all values; their subclasses are looked at below


class _Key(str):
    """The values as text, which is compared; it carries the values themselves, which are drawn."""

    context: Mapping[str, Any]


def drawn_once(template: str, context: Mapping[str, Any]) -> SafeString:
    """The template with these values. ``TypeError`` for anything but plain values: a row could change unseen."""
    key = _Key(f"{current()} {_written(context)}")
    key.context = context
    return _drawn(template, key)


@lru_cache(maxsize=_KEPT)
def _drawn(template: str, key: _Key) -> SafeString:
    return render_to_string(template, dict(key.context))


def _written(value: Any) -> str:
    """A value as text that tells it from every other value."""
    if type(value) in _SIMPLE:
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{name!r}:{_written(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_written(each) for each in value) + "]"
    if isinstance(value, Promise):
        return repr(str(value))
    if isinstance(value, SafeString):
        return f"safe{value!r}"
    if value is None or isinstance(value, str | int | float | Decimal | date | Content):
        return repr(value)
    raise TypeError(f"only plain values can be drawn once, not {type(value).__name__}")
