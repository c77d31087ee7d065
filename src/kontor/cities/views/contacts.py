"""Who acts for a city: seats from–to, who held what on which day, inviting and ending (ORG-7, ORG-8)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.cities import actions
from kontor.cities.forms import EndSeatForm, InvitationForm, OfficeForm
from kontor.cities.models import City
from kontor.cities.queries import open_invitations, seats_ever, seats_on
from kontor.cities.views.city import crumbs
from kontor.kernel.access import Refused, find, signed_in
from kontor.kernel.lingua.calendar import read_day
from kontor.kernel.lingua.wording import say
from kontor.people.actions import withdraw_invitation as withdraw
from kontor.people.models.seat import today


def _city(request: HttpRequest, public_id: str) -> City:
    return find(City.objects.select_related("organisation").editable_by(request.user), public_id)


@signed_in
@require_safe
def contacts(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The city's people: today or on the day asked for, all seats ever given, and open invitations."""
    row = _city(request, public_id)
    typed = request.GET.get("on", "").strip()
    day = read_day(typed) if typed else today()
    context = {
        "city": row,
        "crumbs": crumbs(row, _("People of the city")),
        "typed": typed if day is None else "",
        "day": day or today(),
        "is_today": day in (None, today()),
        "seats": seats_on(row.organisation, day or today()),
        "every": seats_ever(row.organisation),
        "invitations": open_invitations(row.organisation),
        "today": today(),
        "columns": [
            {"label": pgettext("who holds a seat", "Person")},
            {"label": pgettext("of a person", "Role")},
            {"label": pgettext("period", "From"), "numeric": True},
            {"label": _("Last day"), "numeric": True},
            {"label": pgettext("column", "Action"), "hidden": True},
        ],
    }
    return render(request, "cities/contacts.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Invite a person to a seat at the city."""
    row = _city(request, public_id)
    form = InvitationForm(request.POST or None, initial={"language": row.own_language})
    step = _Step(
        title=_("Invite a person"),
        done=_("The invitation is on its way."),
        submit=_("Send the invitation"),
        deed=lambda: actions.invite_to_city(row, by=request.user, **form.cleaned_data),
    )
    return _answer(request, row, form, step)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Name the responsible office."""
    row = _city(request, public_id)
    seat = seats_on(row.organisation, today()).exclude(office="").first()
    form = OfficeForm(request.POST or None, initial={"office": seat.office if seat else ""})
    step = _Step(
        title=_("Responsible office"),
        done=_("The office has been named."),
        deed=lambda: actions.name_office(row, by=request.user, **form.cleaned_data),
    )
    return _answer(request, row, form, step)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, public_id: str, seat_id: str) -> HttpResponseBase:
    """End a seat at the city. Whoever ends their own does not see this page any more."""
    row = _city(request, public_id)
    seat = find(seats_ever(row.organisation).filter(organ=None), seat_id)
    form = EndSeatForm(request.POST or None, seat=seat)
    is_own = seat.person_id == getattr(request.user, "person_id", None)
    step = _Step(
        title=_("End this seat"),
        done=_("The seat has been ended."),
        deed=lambda: actions.end_city_seat(row, seat, by=request.user, **form.cleaned_data),
        note=_("%(person)s, %(role)s") % {"person": seat.person, "role": seat.get_role_display()},
        then=row.get_absolute_url() if is_own else "",
    )
    return _answer(request, row, form, step)


@signed_in
@require_POST
def withdraw_invitation(request: HttpRequest, public_id: str, invitation_id: str) -> HttpResponseBase:
    """Make an invitation's link useless."""
    row = _city(request, public_id)
    invitation = find(open_invitations(row.organisation), invitation_id)
    try:
        withdraw(invitation, by=request.user)
    except Refused as refused:
        messages.error(request, say(refused.reason))
    else:
        messages.success(request, _("The invitation has been withdrawn."))
    return redirect("cities:contacts", row.public_id)


@dataclass(frozen=True, slots=True)
class _Step:
    """A form about the city's people: its title, what is done with it, what is said and shown afterwards."""

    title: str
    done: str
    deed: Callable[[], Any]
    note: str = ""
    then: str = ""
    submit: str = ""


def _answer(request: HttpRequest, row: City, form: forms.Form, step: _Step) -> HttpResponseBase:
    """The form, or after the deed the people's page; a refusal stands on the form, with what was typed."""
    people = reverse("cities:contacts", args=[row.public_id])
    if request.method == "POST" and form.is_valid():
        try:
            step.deed()
        except Refused as refused:
            form.add_error(None, say(refused.reason))
        else:
            messages.success(request, step.done)
            return redirect(step.then or people)
    way = crumbs(row, step.title, (_("People of the city"), "cities:contacts"))
    context = {"city": row, "form": form, "title": step.title, "note": step.note, "crumbs": way, "back": people}
    return render(request, "cities/form.html", context | {"submit": step.submit})
