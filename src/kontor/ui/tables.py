"""Cells of a table that know the head of their column, so that a narrow page can show each row as a card."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.html import escape
from django.utils.safestring import SafeString

_OPENING: Final = re.compile(r"<(tr|td|th)(?=[\s>])")


def labelled(rows: str, columns: Sequence[Mapping[str, Any]]) -> SafeString:
    """``<tr>``s whose cells carry ``data-label``: their column's label; that of ``lead`` columns also ``data-lead``.

    A row's first ``<th>`` is the card's own head and has no label; so has a cell whose column hides its label.
    """
    marks = [_marks(column) for column in columns]
    place = -1

    def opened(found: re.Match[str]) -> str:
        nonlocal place
        if found[1] == "tr":
            place = -1
            return found[0]
        place += 1
        if found[1] == "th" or place >= len(marks):
            return found[0]
        return found[0] + marks[place]

    return SafeString(_OPENING.sub(opened, rows))


def _marks(column: Mapping[str, Any]) -> str:
    label = "" if column.get("hidden") else f' data-label="{escape(str(column["label"]))}"'
    return label + (" data-lead" if column.get("lead") else "")
