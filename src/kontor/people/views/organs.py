"""The alliance's organs and who held which seat on what day (ORG-1, ORG-7)."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kontor.kernel.access import find, public
from kontor.people import queries
from kontor.people.models.seat import today
from kontor.people.rules import is_secretariat, works_within


def _day(request: HttpRequest) -> date:
    """The day asked for by ``?on=``, today where there is none or no such day."""
    try:
        return parse_date(request.GET.get("on", "")) or today()
    except ValueError:
        return today()


@public
@require_safe
def organs(request: HttpRequest) -> HttpResponse:
    """All organs of the alliance with their seats on a day; who holds them is shown to those who work with them."""
    day = _day(request)
    context = {
        "organs": queries.organs_on(day),
        "day": day,
        "is_today": day == today(),
        "names_shown": works_within(request.user),
        "may_close": is_secretariat(request.user),
    }
    return render(request, "people/organs.html", context)


@public
@require_safe
def organ(request: HttpRequest, public_id: str) -> HttpResponse:
    """One organ with all its seats, past ones included."""
    found = find(queries.public_organs(), public_id)
    context = {
        "organ": found,
        "seats": queries.seats_of_organ(found),
        "names_shown": works_within(request.user),
        "today": today(),
        "breadcrumb_items": [{"label": _("Organs"), "url": reverse("people:organs")}, {"label": str(found), "url": ""}],
        "columns": [{"label": _("Role")}, {"label": _("For")}, {"label": _("Person")}, {"label": _("From – to")}],
    }
    return render(request, "people/organ.html", context)
