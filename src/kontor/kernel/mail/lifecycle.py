"""The life of one message to one recipient."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.charter.reasons import Reason
from kontor.kernel.access import predicate
from kontor.kernel.access.predicates import Question, the_system_itself
from kontor.kernel.lifecycle import Lifecycle, Move

_overseers: list[Question] = []


def overseen_by(question: Question) -> None:
    """Say who looks after deliveries; the app that knows the roles calls this once."""
    _overseers.append(question)


@predicate
def looks_after_deliveries(actor: object, row: object) -> bool:
    """Whoever an app above has named."""
    return any(question(actor, row) for question in _overseers)


class Status(models.TextChoices):
    """Where a message is."""

    QUEUED = "queued", pgettext_lazy("delivery", "waiting to be sent")
    ACCEPTED = "accepted", pgettext_lazy("delivery", "accepted by the recipient's server")
    FAILED = "failed", pgettext_lazy("delivery", "not delivered")
    EVIDENCED = "evidenced", pgettext_lazy("delivery", "delivered otherwise")


#: Those that reached their recipient, and those that have not, or not yet.
ARRIVED = (Status.ACCEPTED, Status.EVIDENCED)
OUTSTANDING = (Status.QUEUED, Status.FAILED)


def nothing_is_left_to_send(message: Any) -> Reason | None:
    """A letter whose words or recipient were removed from the record cannot be sent again."""
    return None if message.text and message.to_address else Reason("letter_was_removed", {})


delivery = Lifecycle(
    name="delivery",
    title=_("Delivery of a letter"),
    states=Status,
    initial=Status.QUEUED,
    final=ARRIVED,
    path=(Status.QUEUED, Status.ACCEPTED),
    moves=(
        Move(
            "accept", (Status.QUEUED,), Status.ACCEPTED, _("Accepted"),
            _("The recipient's mail server accepted %(subject)s."), may=the_system_itself,
        ),
        Move(
            "redirect", (Status.QUEUED,), Status.QUEUED, _("Redirect"),
            _("%(subject)s was redirected from %(from)s, who is no longer entitled to it, to the successor."),
            may=the_system_itself,
        ),
        Move(
            "fail", (Status.QUEUED,), Status.FAILED, _("Failed"),
            _("%(subject)s could not be delivered: %(reply)s"), may=the_system_itself,
        ),
        Move(
            "retry", (Status.FAILED,), Status.QUEUED, _("Send again"),
            _("%(actor)s had %(subject)s sent again."), may=looks_after_deliveries, unless=nothing_is_left_to_send,
            done=_("The letter is on its way again."),
        ),
        Move(
            "evidence", OUTSTANDING, Status.EVIDENCED, _("Record other delivery"),
            _("%(actor)s recorded that %(subject)s was delivered otherwise: %(how)s"), may=looks_after_deliveries,
            explanation=_("Use this when the letter reached its recipient by post, by hand or by telephone."),
            done=_("The other delivery has been recorded."),
        ),
    ),
)  # fmt: skip
