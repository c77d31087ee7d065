"""How allauth works here: nobody registers, people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class InvitedOnly(DefaultAccountAdapter):
    """Closes the public sign-up; mails go through the outbox's server like all others."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin with an invitation."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The mailed link starts with our own address, whatever host the request named (IN21)."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BASE_URL + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send allauth's own mails (password reset) through the outbox, in the language of the account's person."""
        from kontor.people.sending import send_account_mail  # noqa: PLC0415  # needs loaded apps

        send_account_mail(email, lambda: self._written(template_prefix, email, context))

    def _written(self, template_prefix: str, email: str, context: dict[str, Any]) -> tuple[str, str]:
        """Called while the recipient's language is spoken: the link, made in the page's, is made again in that one."""
        if "password_reset_url" in context:
            link = self.get_reset_password_from_key_url(f"{context['uid']}-{context['key']}")
            context = {**context, "password_reset_url": link}
        message = self.render_mail(template_prefix, email, context)
        return str(message.subject), str(message.body)

    def format_email_subject(self, subject: str) -> str:
        """Without allauth's prefix in brackets."""
        return subject

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A deactivated account answers like an unknown one, also to its right password (AU01)."""
        found = super().authenticate(request, **credentials)
        return found if found is not None and found.is_active else None

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Journal every completed sign-in, whichever way and factor it took."""
        from kontor.people.actions import note_sign_in  # noqa: PLC0415  # needs loaded apps

        response: HttpResponse = super().post_login(request, user, **kwargs)
        note_sign_in(user)
        return response
