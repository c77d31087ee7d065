"""Mails about accounts, through the outbox."""

from kontor.kernel.lingua.languages import current
from kontor.kernel.mail import outbox
from kontor.kernel.mail.outbox import Recipient
from kontor.people.models import Account
from kontor.people.models.account import tidy_address


def send_account_mail(email: str, subject: str, text: str) -> None:
    """Mail to the address that is *stored* for an account, never to the one that was typed (AU03)."""
    account = Account.objects.select_related("person").filter(email=tidy_address(email), is_active=True).first()
    if account is None:
        return
    person = account.person
    to = Recipient(account.email, person.name, person.language or current())
    outbox.queue("people.account", to, subject=subject, text=text, about_type="account", about_id=account.pk)
