"""Upward sight: a page offers named slots, apps above it register what they show there.

The city's page shows its membership without knowing that there is such a thing.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.context_processors import csrf
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kontor.kernel.drawing import drawn_once

#: Gives the context for the panel's template, or ``None`` to show nothing to this reader.
Filling = Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel in one slot; lower ``order`` stands first."""

    slot: str
    template: str
    order: int
    fill: Filling
    kept: bool


_panels: dict[str, list[Panel]] = defaultdict(list)


def panel(slot: str, template: str, *, order: int = 50, kept: bool = False) -> Callable[[Filling], Filling]:
    """Register a function that fills ``template`` for the page's row in ``slot`` (for instance ``city.main``).

    A ``kept`` panel is drawn once for the same values: its template gets nothing but what ``fill`` gives, plain values.
    """

    def register(fill: Filling) -> Filling:
        _panels[slot].append(Panel(slot, template, order, fill, kept))
        _panels[slot].sort(key=lambda each: each.order)
        return fill

    return register


def render_slot(request: HttpRequest, slot: str, row: object) -> list[SafeString]:
    """The rendered panels of a slot for this reader, in order."""
    rendered = []
    for each in _panels[slot]:
        context = each.fill(request, row)
        if context is not None and each.kept:
            rendered.append(drawn_once(each.template, context))
        elif context is not None:
            # Without the context processors: what the frame needs is asked once a page, not once a panel.
            known = {**csrf(request), "request": request, "user": request.user, **context, "row": row}
            rendered.append(render_to_string(each.template, known))
    return rendered


def slots() -> list[str]:
    """The names of all slots that something is registered for."""
    return sorted(name for name, panels in _panels.items() if panels)


def registered() -> list[Panel]:
    """All panels, by slot and order: for the docs."""
    return [each for name in slots() for each in _panels[name]]
