"""Parts of a page that are drawn once and kept: the same values in the same language give the same HTML.

Drawing costs more than reading. What is kept is found by its values, never by a name or a time, so it cannot be stale.
It stays in the memory of the process until newer parts displace it: nothing that may have to be forgotten (names and
addresses of persons, what a mail server answered) may be drawn this way.
"""

import io
import pickle
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

_KEPT = 2048  # parts of some kilobytes each, in each language


class _Values(bytes):
    """The values in writing, which are compared; they carry the values themselves, which are drawn."""

    context: Mapping[str, Any]


def drawn_once(template: str, context: Mapping[str, Any]) -> SafeString:
    """The template with these values. ``TypeError`` for anything but plain values: a row could change unseen."""
    values = _Values(_written(context))
    values.context = context
    return _drawn(template, current(), values)


@lru_cache(maxsize=_KEPT)
def _drawn(template: str, _language: str, values: _Values) -> SafeString:
    return render_to_string(template, dict(values.context))


def _written(values: Mapping[str, Any]) -> bytes:
    """Values as bytes that tell them from all others; equal ones written otherwise are only drawn once more."""
    out = io.BytesIO()
    _Writer(out).dump(values)
    return out.getvalue()


class _Writer(pickle.Pickler):
    """Pickles in C what is built in; every other type is asked about here."""

    fast = True  # no memory of what was written before: the same values give the same bytes

    def reducer_override(self, value: Any) -> Any:
        """How a value that is not built in is written; it is compared only, never read back."""
        if isinstance(value, Promise):
            return str, (str(value),)
        if isinstance(value, Content | Decimal | date):
            return type(value), (repr(value),)
        if isinstance(value, type | str | int):
            return NotImplemented  # pickled as usual
        raise TypeError(f"only plain values can be drawn once, not {type(value).__name__}")
