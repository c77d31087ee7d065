"""What the outbox knows of a mailbox: found for the copy that somebody takes along, blanked when they are forgotten.

A delivery stays on record with its subject, its times and its outcome: without whom it went to, its words, and what the
server said, which often repeats the address. A letter that passed to a successor is the successor's: of it only that
it was first written to somebody else is blanked.
"""

from collections.abc import Iterable, Sequence
from functools import reduce

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from kontor.kernel.access import SYSTEM
from kontor.kernel.mail import actions
from kontor.kernel.mail.lifecycle import Status
from kontor.kernel.mail.models import Attempt, Message, Redirection
from kontor.kernel.mail.vocabulary import NotTried

#: What stands where a name was taken out of a letter.
REMOVED = "[…]"


def letters_to(addresses: Iterable[str]) -> QuerySet[Message]:
    """The messages that went, or are to go, to one of these addresses (in small letters)."""
    rows = Message.objects.annotate(small_address=Lower("to_address"))
    return rows.filter(small_address__in=list(addresses)).order_by("id")


def letters_passed_on(addresses: Iterable[str]) -> QuerySet[Redirection]:
    """How messages left one of these addresses (in small letters) for a successor's, with the messages."""
    rows = Redirection.objects.annotate(small_address=Lower("from_address")).select_related("message")
    return rows.filter(small_address__in=list(addresses)).order_by("pk")


def forget_letters(addresses: Iterable[str], names: Sequence[str]) -> int:
    """Blank all letters to these addresses; what has not left yet leaves no more. Gives how many there were.

    Letters that went on to a successor stay, and go on; whoever has these ``names`` is no longer named by them.
    """
    wanted = list(addresses)
    own = list(letters_to(wanted).select_for_update(of=("self",)).values_list("pk", flat=True))
    passed_on = set(letters_passed_on(wanted).values_list("message", flat=True)) - set(own)
    for message in Message.objects.filter(pk__in=passed_on).order_by("pk").select_for_update(of=("self",)):
        _take_out(message, wanted, names)
    for waiting in Message.objects.filter(pk__in=own, status=Status.QUEUED):
        actions.fail(waiting, by=SYSTEM, reply=NotTried.DELETED)
    Attempt.objects.filter(message__in=own).update(reply="")
    _blank_redirections(wanted)
    Message.objects.filter(pk__in=own).update(to_address="", to_name="", text="", evidence="")
    return len(own) + len(passed_on)


def _take_out(message: Message, addresses: Sequence[str], names: Sequence[str]) -> None:
    """Let a letter that is another's now, and what the server said about it, no longer name who it was written to."""
    text = reduce(lambda words, name: words.replace(name, REMOVED), _longest_first(names), message.text)
    Message.objects.filter(pk=message.pk).update(text=text)
    naming = reduce(lambda found, address: found | Q(reply__icontains=address), addresses, Q(pk=None))
    message.attempts.filter(naming).update(reply="")


def _longest_first(names: Sequence[str]) -> list[str]:
    return sorted(filter(None, names), key=len, reverse=True)


def _blank_redirections(addresses: Sequence[str]) -> None:
    """Each side of a redirection for itself: the other side is another person."""
    for side in ("from", "to"):
        rows = Redirection.objects.annotate(small_address=Lower(f"{side}_address"))
        rows.filter(small_address__in=addresses).update(**{f"{side}_name": "", f"{side}_address": ""})
