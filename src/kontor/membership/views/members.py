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

from kontor.kernel.access import allowed, public
from kontor.kernel.lingua.content import joined
from kontor.kernel.lingua.languages import current
from kontor.membership import queries, sides
from kontor.membership.models import Standing
from kontor.membership.rules import is_secretariat
from kontor.membership.views.roll import Facts, Roll, roll
from kontor.membership.views.roll_asked import Asked
from kontor.membership.views.roll_table import csv_of
from kontor.people.models.seat import today


@public
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Who is a member, on the map and as a table; ``?on=`` shows any past day."""
    asked = Asked.read(request.GET)
    drawn = _drawn(asked, Facts.on(asked.day), current(), asked.day == today())
    context = {"asked": asked, "drawn": drawn, "may_found": is_secretariat(request.user)}
    return render(request, "membership/members.html", context)


@public
@require_safe
def members_csv(request: HttpRequest) -> HttpResponse:
    """The same rows for a spreadsheet program."""
    asked = Asked.read(request.GET)
    table = csv_of(roll(asked, Facts.on(asked.day)))
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="members-{asked.day.isoformat()}.csv"'
    return response


@allowed(is_secretariat)
@require_safe
def incomplete(request: HttpRequest) -> HttpResponse:
    """The members that have not named office, responsible person or contact person, and what each lacks (ORG-8)."""
    found = queries.incomplete(Standing.objects.current().members())
    rows = [{"city": city, "missing": joined(missing)} for city, missing in found]
    return render(request, "membership/incomplete.html", {"rows": rows})


@lru_cache(maxsize=32)
def _drawn(asked: Asked, facts: Facts, _language: str, _is_today: bool) -> SafeString:
    """Figures, map and table. The same facts give the same page for every reader, so it is drawn once and kept;
    the facts themselves are read each time, and other facts are drawn anew.
    """
    answer = roll(asked, facts)
    context = {
        "asked": asked,
        "roll": answer,
        "figures": _figures(answer),
        "columns": _columns(asked),
        "count": len(answer.members),
        "export_url": f"{reverse('membership:members_csv')}?{asked.address()}",
        "choices": [{"value": "", "label": _("Both sides")}, *_choices()],
        **sides.names(),
    }
    return render_to_string("membership/members_drawn.html", context)


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
    return [
        _sorting(asked, "name", pgettext("of a city", "Name")),
        _sorting(asked, "side", pgettext("of the alliance", "Side")),
        {"label": pgettext("of a place", "Kind")},
        {"label": _("State or province")},
        _sorting(asked, "since", pgettext("of a member", "Since")),
        {"label": pgettext("of a fact", "Source"), "numeric": True},
    ]


def _sorting(asked: Asked, sort: str, label: str) -> dict[str, Any]:
    is_sorted = "ascending" if asked.sort == sort else ""
    return {"label": label, "sort_url": f"?{asked.address(sort=sort)}#table", "sorted": is_sorted}
