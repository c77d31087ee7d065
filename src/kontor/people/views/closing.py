"""Ending an account: one's own, or as the secretariat another's; with or without deleting the person's data."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kontor.kernel.access import Refused, allowed, find, signed_in
from kontor.kernel.lingua.wording import say
from kontor.people import closing, queries
from kontor.people.forms import ClosingForm
from kontor.people.models import Person, account_of
from kontor.people.rules import is_secretariat


@allowed(is_secretariat)
@require_safe
def persons(request: HttpRequest) -> HttpResponse:
    """Everybody with an account or a seat; the secretariat closes accounts from here."""
    columns = [{"label": _("Person")}, {"label": _("Account")}, {"label": _("Seats")},
               {"label": _("Action"), "hidden": True}]  # fmt: skip
    context = {"persons": queries.persons_on_record(), "columns": columns, "me": account_of(request).person}
    return render(request, "people/persons.html", context)


@allowed(is_secretariat)
@require_http_methods(["GET", "HEAD", "POST"])
def close_other(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The secretariat closes another person's account."""
    person = find(queries.persons_on_record(), public_id)
    return _close(request, person, is_own=person.pk == account_of(request).person_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def close_own(request: HttpRequest) -> HttpResponseBase:
    """Somebody closes the own account, and is signed out by it."""
    return _close(request, account_of(request).person, is_own=True)


def _close(request: HttpRequest, person: Person, *, is_own: bool) -> HttpResponseBase:
    form = ClosingForm(request.POST if request.method == "POST" else None, has_account=hasattr(person, "account"))
    if request.method == "POST" and form.is_valid():
        try:
            _do(request, person, also_forget=form.cleaned_data["forget"])
        except Refused as refused:
            form.add_error(None, say(refused.reason))
        else:
            if is_own:
                logout(request)
            messages.success(request, _("The account is closed."))
            return redirect("portal:home" if is_own else "people:persons")
    back = reverse("people:me" if is_own else "people:persons")
    context = {"closed": person, "form": form, "is_own": is_own, "back": back}
    return render(request, "people/closing.html", context, status=422 if form.errors else 200)


def _do(request: HttpRequest, person: Person, *, also_forget: bool) -> None:
    if also_forget:
        closing.forget_person(person, by=request.user)
    else:
        closing.close_account(person.account, by=request.user)
