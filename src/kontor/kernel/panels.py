"""Upward sight: a page offers named slots, apps above it register what they show there.

The city's page shows its membership without knowing that there is such a thing.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

#: Gives the context for the panel's template, or ``None`` to show nothing to this reader.
Filling = Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel in one slot; lower ``order`` stands first."""

    slot: str
    template: str
    order: int
    fill: Filling


_panels: dict[str, list[Panel]] = defaultdict(list)


def panel(slot: str, template: str, *, order: int = 50) -> Callable[[Filling], Filling]:
    """Register a function that fills ``template`` for the page's row in ``slot`` (for instance ``city.main``)."""

    def register(fill: Filling) -> Filling:
        _panels[slot].append(Panel(slot, template, order, fill))
        _panels[slot].sort(key=lambda each: each.order)
        return fill

    return register


def render_slot(request: HttpRequest, slot: str, row: object) -> list[SafeString]:
    """The rendered panels of a slot for this reader, in order."""
    rendered = []
    for each in _panels[slot]:
        context = each.fill(request, row)
        if context is not None:
            rendered.append(render_to_string(each.template, {**context, "row": row}, request=request))
    return rendered


def slots() -> list[str]:
    """The names of all slots that something is registered for."""
    return sorted(name for name, panels in _panels.items() if panels)


def registered() -> list[Panel]:
    """All panels, by slot and order: for the docs."""
    return [each for name in slots() for each in _panels[name]]
