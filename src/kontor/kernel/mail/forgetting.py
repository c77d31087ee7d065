"""What the outbox knows of a mailbox: found for the copy that somebody takes along, blanked when they are forgotten.

A delivery stays on record with its subject, its times and its outcome: without whom it went to, its words, and what the
server said, which often repeats the address.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from kontor.kernel.access import SYSTEM
from kontor.kernel.mail import actions
from kontor.kernel.mail.lifecycle import Status
from kontor.kernel.mail.models import Attempt, Message, Redirection
from kontor.kernel.mail.vocabulary import NotTried


def letters_to(addresses: Iterable[str]) -> QuerySet[Message]:
    """The messages that went, or were first written, to one of these addresses (in small letters)."""
    wanted = list(addresses)
    before = Redirection.objects.annotate(small=Lower("from_address")).filter(message=OuterRef("pk"), small__in=wanted)
    rows = Message.objects.annotate(small_address=Lower("to_address"))
    return rows.filter(Q(small_address__in=wanted) | Exists(before)).order_by("id")


def forget_letters(addresses: Iterable[str]) -> int:
    """Blank all letters to these addresses; what has not left yet leaves no more. Gives how many there were."""
    wanted = list(addresses)
    numbers = list(letters_to(wanted).select_for_update(of=("self",)).values_list("pk", flat=True))
    for waiting in Message.objects.filter(pk__in=numbers, status=Status.QUEUED):
        actions.fail(waiting, by=SYSTEM, reply=NotTried.DELETED)
    Attempt.objects.filter(message__in=numbers).update(reply="")
    moved = Redirection.objects.filter(message__in=numbers)
    moved.update(from_name="", from_address="", to_name="", to_address="")
    Message.objects.filter(pk__in=numbers).update(to_address="", to_name="", text="", evidence="")
    return len(numbers)
