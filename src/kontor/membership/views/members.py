"""The public list of members: on the map, as a list, on any past day, to take along (MEM-12)."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from kontor.kernel.access import public
from kontor.kernel.lingua.languages import current
from kontor.membership import sides
from kontor.membership.views.roll import Asked, Roll, roll
from kontor.membership.views.roll_table import csv_of


@public
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Who is a member, on the map and as a table; ``?on=`` shows any past day."""
    asked = Asked.read(request.GET)
    answer = roll(asked)
    context = {
        "asked": asked,
        "roll": answer,
        "figures": _figures(answer),
        "map": _map(answer),
        "columns": _columns(asked),
        "export_url": f"{reverse('membership:members_csv')}?{asked.address()}",
        "choices": [{"value": "", "label": _("both sides")}, *_choices()],
        **sides.names(),
    }
    return render(request, "membership/members.html", context)


@public
@require_safe
def members_csv(request: HttpRequest) -> HttpResponse:
    """The same rows for a spreadsheet program."""
    asked = Asked.read(request.GET)
    response = HttpResponse(csv_of(roll(asked)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="members-{asked.day.isoformat()}.csv"'
    return response


def _choices() -> list[dict[str, str]]:
    return [{"value": code, "label": name} for code, name in sides.choices()]


def _figures(answer: Roll) -> dict[str, Any]:
    """Members on each side, and the ratio's limit if the charter of that day sets one (MEM-7)."""
    limit = answer.charter.ratio.figures.limit if answer.charter and answer.charter.ratio else None
    return {
        "a": answer.tally[sides.code_of("a")],
        "b": answer.tally[sides.code_of("b")],
        "limit": str(limit) if limit is not None else "",
        "reason": answer.balance.reason if answer.balance else None,
    }


def _columns(asked: Asked) -> list[dict[str, Any]]:
    """The head of the table; three of its columns sort."""
    labels = {"name": _("Name"), "side": pgettext("of the alliance", "Side"), "since": pgettext("of a member", "Since")}
    sorting = {
        sort: {
            "label": label,
            "sort_url": f"?{asked.address(sort=sort)}#table",
            "sorted": "ascending" if asked.sort == sort else "",
        }
        for sort, label in labels.items()
    }
    plain = [{"label": pgettext("of a place", "Kind")}, {"label": _("State or province")}]
    return [sorting["name"], sorting["side"], *plain, sorting["since"], {"label": _("Source")}]


# --- the map: drawn once for each set of cities and each language, because drawing costs more than all the rest ---
def _map(answer: Roll) -> SafeString:
    points = tuple(tuple(sorted(point.items())) for point in answer.points)
    return _drawn(points, current(), *sorted(sides.names().items()))


@lru_cache(maxsize=64)
def _drawn(points: tuple[tuple[tuple[str, Any], ...], ...], _language: str, *names: tuple[str, str]) -> SafeString:
    context = {"points": [dict(point) for point in points], **dict(names)}
    return render_to_string("membership/members_map.html", context)
