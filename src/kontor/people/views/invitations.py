"""Taking an invitation up. The mailed link shows; only the form does something (AU10)."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kontor.kernel.access import Refused, public
from kontor.people import actions
from kontor.people.forms import FirstPasswordForm
from kontor.people.models import Account, Invitation


@public
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the invitation, or open the account. Unknown, used and expired links get the same answer (AC15, AU11)."""
    found = Invitation.objects.open().with_token(token).select_related("person", "organisation").first()
    if found is None:
        return _not_valid(request)
    is_known = Account.objects.filter(person=found.person).exists()
    form = _form(request, found, is_known=is_known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_invitation(found, password=form.cleaned_data.get("password", ""))
        except Refused:
            return _not_valid(request)
        messages.success(request, _("Welcome. You can sign in now."))
        return redirect("account_login")
    return render(request, "people/invitation.html", {"invitation": found, "form": form, "is_known": is_known})


def _form(request: HttpRequest, found: Invitation, *, is_known: bool) -> forms.Form:
    sent = request.POST if request.method == "POST" else None
    return forms.Form(sent) if is_known else FirstPasswordForm(sent, person=found.person)


def _not_valid(request: HttpRequest) -> HttpResponseBase:
    return render(request, "people/invitation_not_valid.html", status=404)
