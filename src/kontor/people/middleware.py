"""Whoever sits in the secretariat works only with a second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kontor.people.rules import is_secretariat

_FREE = ("/account/", "/static/", "/livez", "/readyz")


class SecondFactorObligatory:
    """Leads the secretariat to setting up a second factor before anything else is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let everybody pass who needs no second factor, or has one, or is about to set one up."""
        if (
            settings.SECOND_FACTOR_OBLIGATORY
            and request.user.is_authenticated
            and not any(part in request.path for part in _FREE)
            and is_secretariat(request.user)
            and not is_mfa_enabled(request.user)
        ):
            messages.warning(request, _("The secretariat works with a second factor. Please set one up first."))
            return redirect("mfa_index")
        return self.get_response(request)
