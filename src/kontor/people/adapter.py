"""How allauth works here: nobody registers, people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Closes the public sign-up; mails go through the outbox's server like all others."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin with an invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send allauth's own mails (password reset) through the outbox, so that they are on record."""
        from kontor.people.sending import send_account_mail  # noqa: PLC0415  # needs loaded apps

        message = self.render_mail(template_prefix, email, context)
        send_account_mail(email, str(message.subject), str(message.body))
