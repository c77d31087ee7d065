"""Mails about accounts, through the outbox."""

from collections.abc import Callable

from kontor.kernel.lingua.languages import known, speaking
from kontor.kernel.mail import outbox
from kontor.kernel.mail.outbox import Recipient
from kontor.people.models import Account
from kontor.people.models.account import tidy_address

#: Gives subject and text, in whichever language is being spoken when it is called.
Writing = Callable[[], tuple[str, str]]


def send_account_mail(email: str, write: Writing) -> None:
    """Mail to the address that is *stored* for an account, never to the one that was typed (AU03).

    Written in the person's language. To an address without an account nothing is sent, and nobody is told (AU01).
    """
    account = Account.objects.select_related("person").filter(email=tidy_address(email), is_active=True).first()
    if account is None:
        return
    person = account.person
    with speaking(known(person.language)):
        subject, text = write()
    to = Recipient(account.email, person.name, person.language)
    outbox.queue("people.account", to, subject=subject, text=text, about_type="account", about_id=account.pk)
