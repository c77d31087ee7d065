"""allauth's addresses, without those that would let somebody act under an address nobody has invited.

An account has one address, which is the person's; adding another, confirming it, or registering are closed.
"""

from allauth.urls import urlpatterns as theirs
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path

from kontor.kernel.access import public


@public
def closed(request: HttpRequest, key: str = "") -> HttpResponseBase:
    """There is nothing here, for anybody and any method."""
    raise Http404


urlpatterns = [
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("confirm-email/", closed, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", closed, name="account_confirm_email"),
    path("password/set/", closed, name="account_set_password"),
    path("2fa/webauthn/signup/", closed, name="mfa_signup_webauthn"),
    *theirs,
]
