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
from kontor.kernel.lingua.wording import say
from kontor.people import actions, queries
from kontor.people.forms import FirstPasswordForm
from kontor.people.models import Invitation


@public
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the invitation, or open the account. Unknown, used and expired links get the same answer (AC15, AU11)."""
    found = Invitation.objects.open().with_token(token).select_related("person", "organisation").first()
    if found is None:
        return _not_valid(request)
    account = queries.account_for(found)
    is_known = account is not None and account.is_active
    form = _form(request, found, is_known=is_known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_invitation(found, password=form.cleaned_data.get("password", ""))
        except Refused as refused:
            return _not_valid(request, say(refused.reason))
        messages.success(request, _("Welcome. You can sign in now."))
        return redirect("account_login")
    return render(request, "people/invitation.html", {"invitation": found, "form": form, "is_known": is_known})


def _form(request: HttpRequest, found: Invitation, *, is_known: bool) -> forms.Form:
    sent = request.POST if request.method == "POST" else None
    return forms.Form(sent) if is_known else FirstPasswordForm(sent, person=found.person)


def _not_valid(request: HttpRequest, why: str = "") -> HttpResponseBase:
    return render(request, "people/invitation_not_valid.html", {"why": why}, status=404)
