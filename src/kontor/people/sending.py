"""Persons as recipients of letters and how these begin; mails about accounts, through the outbox."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.kernel.lingua.languages import known, speaking
from kontor.kernel.mail import outbox
from kontor.kernel.mail.outbox import Recipient
from kontor.people.models import Account, Person
from kontor.people.models.account import tidy_address

#: Gives subject and text, in whichever language is being spoken when it is called.
Writing = Callable[[], tuple[str, str]]


def addressed_to(person: Person, organisation: int | None = None) -> Recipient:
    """A person as a recipient, for the organisation with this number if the letter is meant for one."""
    return Recipient(person.email, person.name, person.language, organisation, person.salutation)


def greeting(to: Recipient) -> str:
    """How a letter begins: as the recipient wishes, else with the name; called inside ``speaking(to.language)``."""
    own = to.salutation.strip().rstrip(",，:：").rstrip()
    if own.endswith(("!", "！")):
        return own
    if own:
        return pgettext("how a letter begins", "%(salutation)s,") % {"salutation": own}
    return _("Dear %(name)s,") % {"name": to.name} if to.name else _("Dear Sir or Madam,")


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
    to = replace(addressed_to(person), address=account.email)
    outbox.queue("people.account", to, subject=subject, text=text, about_type="account", about_id=account.pk)
