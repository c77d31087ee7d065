"""Whoever sits in the secretariat works only with a second factor."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kontor.people.rules import is_secretariat

#: What remains open until the factor is there: setting it up, confirming the password for that, and signing out.
_FREE_NAMES = frozenset({"account_logout", "account_reauthenticate"})
_FREE_PREFIX = "mfa_"
_FREE_NAMESPACES = frozenset({"open"})


class SecondFactorObligatory:
    """Leads the secretariat to setting up a second factor before anything else is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing before the address is resolved."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Let everybody pass who needs no second factor, or has one, or is about to set one up (AU06).

        Decided by the resolved name of the page, never by how the address is spelled.
        """
        if (
            not settings.SECOND_FACTOR_OBLIGATORY
            or not request.user.is_authenticated
            or _is_free(request)
            or not is_secretariat(request.user)
            or is_mfa_enabled(request.user)
        ):
            return None
        messages.warning(request, _("The secretariat works with a second factor. Please set one up first."))
        return redirect("mfa_index")


def _is_free(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    if match.namespace:
        return match.namespace in _FREE_NAMESPACES
    name = match.url_name or ""
    return name in _FREE_NAMES or name.startswith(_FREE_PREFIX)
