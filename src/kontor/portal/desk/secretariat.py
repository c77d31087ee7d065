"""What waits for the secretariat."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kontor.kernel.lingua.content import joined
from kontor.kernel.mail.lifecycle import Status as DeliveryStatus
from kontor.kernel.mail.models import Message
from kontor.membership.lifecycle import ApplicationStatus, ConversionStatus, ProspectStatus, WithdrawalStatus
from kontor.membership.models import Application, Conversion, Position, Prospect, Standing, Withdrawal
from kontor.membership.queries import awaiting_announcement, incomplete
from kontor.membership.rules import is_secretariat
from kontor.portal.desk.cities import shortened, standing_in_the_way
from kontor.portal.desk.tasks import Task, gathers

_NAMED_AT_MOST = 4


def for_secretariat(gather: Callable[[Any], Iterable[Task]]) -> Callable[[Any], Iterable[Task]]:
    """Ask only for people of the secretariat; to all others nothing waits there."""

    @wraps(gather)
    def gathered(account: Any) -> Iterable[Task]:
        return gather(account) if is_secretariat(account) else ()

    return gathers(gathered)


#: A sentence and a button for each state, in the reader's language.
Steps = Mapping[Any, tuple[Callable[[], str], Callable[[], str]]]


def _steps(rows: QuerySet[Any], steps: Steps) -> Iterator[Task]:
    """What is to be done about each row that is in one of these states, the oldest first."""
    for row in rows.filter(status__in=list(steps)).select_related("city__organisation").order_by("id"):
        sentence, button = steps[row.status]
        due = row.reserved_until if row.status == ApplicationStatus.SEAT_RESERVED else None
        yield Task(sentence() % {"city": row.city}, row.get_absolute_url(), button(), due, simulated=row.is_simulated)


#: What the secretariat has to do in a state of an application.
_STEPS: Steps = {
    ApplicationStatus.SUBMITTED: (
        lambda: _("The application of %(city)s has come in and waits for the circular."),
        lambda: pgettext("button", "Read and circulate"),
    ),
    ApplicationStatus.SEAT_RESERVED: (
        lambda: _("The signature of %(city)s under the memorandum is to be recorded."),
        lambda: pgettext("button", "Record the signature"),
    ),
    ApplicationStatus.SIGNED: (
        lambda: _("%(city)s has signed: it can be admitted and gets the formal letter."),
        lambda: pgettext("button", "Admit"),
    ),
}


@for_secretariat
def applications(account: Any) -> Iterator[Task]:
    """Circulars to send, signatures to record, members to admit (MEM-3, MEM-5)."""
    yield from _steps(Application.objects.all(), _STEPS)


@for_secretariat
def raised(account: Any) -> Iterator[Task]:
    """Objections that stand, and questions that nobody has answered, in the rounds that run (MEM-4)."""
    for said in standing_in_the_way():
        words = {"city": said.city, "applicant": said.round.application.city}
        if said.position == Position.OBJECTION:
            yield Task(
                _("%(city)s objects to the application of %(applicant)s.") % words,
                f"{said.round.application.get_absolute_url()}#ledger",
                pgettext("button", "Read the reasons"),
                said.round.answer_due_at,
                about=shortened(said.text),
            )
        elif not said.is_answered:
            yield Task(
                _("%(city)s has a question about the application of %(applicant)s.") % words,
                reverse("membership:answer", args=[said.public_id]),
                pgettext("button", "Answer"),
                said.round.answer_due_at,
                about=shortened(said.text),
            )


@for_secretariat
def seats_to_offer(account: Any) -> Iterator[Task]:
    """A seat has become free and somebody waits for it: the first of each side (MEM-7)."""
    asked: set[str] = set()
    for row in Application.objects.to_be_offered():
        if row.city.side not in asked:
            yield Task(
                _("A seat is free, and %(city)s is the first in line.") % {"city": row.city},
                row.get_absolute_url(),
                pgettext("button", "Offer the seat"),
                simulated=row.is_simulated,
            )
        asked.add(row.city.side)


@for_secretariat
def wishes(account: Any) -> Iterator[Task]:
    """Public wishes to join that nobody has confirmed yet."""
    rows = Prospect.objects.filter(status=ProspectStatus.WISHES).select_related("city__organisation").order_by("id")
    for row in rows:
        yield Task(
            _("Somebody wrote for %(city)s that it wishes to join.") % {"city": row},
            row.get_absolute_url(),
            pgettext("button", "Confirm or close"),
        )


@for_secretariat
def withdrawals(account: Any) -> Iterator[Task]:
    """Withdrawals that the member cities have not been told of (MEM-8)."""
    rows = Withdrawal.objects.filter(status=WithdrawalStatus.FILED).select_related("city__organisation").order_by("id")
    for row in rows:
        yield Task(
            _("%(city)s withdraws: all member cities are to be told.") % {"city": row.city},
            row.get_absolute_url(),
            pgettext("button", "Tell them"),
        )


#: What the secretariat has to see to in a state of a motion about a seat.
_MOTIONS: Steps = {
    ConversionStatus.PREPARED: (
        lambda: _("%(city)s has not been heard yet to the motion about its seat."),
        lambda: pgettext("button", "See the motion"),
    ),
    ConversionStatus.HEARD: (
        lambda: _("%(city)s was heard: the session's resolution about its seat is to be recorded."),
        lambda: pgettext("button", "Record the resolution"),
    ),
}


@for_secretariat
def motions(account: Any) -> Iterator[Task]:
    """Motions about seats that wait for the hearing or for the session's resolution (MEM-9)."""
    yield from _steps(Conversion.objects.all(), _MOTIONS)


@for_secretariat
def failed_deliveries(account: Any) -> Iterator[Task]:
    """Letters that did not arrive: one task, however many there are."""
    failed = Message.objects.filter(status=DeliveryStatus.FAILED).order_by("written_at")
    names = list(failed.values_list("to_name", flat=True)[:_NAMED_AT_MOST])
    number = failed.count() if len(names) == _NAMED_AT_MOST else len(names)
    if number:
        text = ngettext("%(number)s letter was not delivered.", "%(number)s letters were not delivered.", number)
        yield Task(
            text % {"number": number},
            reverse("membership:deliveries"),
            pgettext("button", "Look after it"),
            about=joined(name for name in names if name),
        )


@for_secretariat
def incomplete_members(account: Any) -> Iterator[Task]:
    """Members that have not named office, responsible person or contact: one task (ORG-8)."""
    found = [city for city, _missing in incomplete(Standing.objects.current().members())]
    if found:
        text = ngettext(
            "%(number)s member has not named everybody it has to name.",
            "%(number)s members have not named everybody they have to name.",
            len(found),
        )
        names = joined(str(city) for city in found[:_NAMED_AT_MOST])
        more = len(found) > _NAMED_AT_MOST
        yield Task(
            text % {"number": len(found)},
            found[0].get_absolute_url() if len(found) == 1 else reverse("membership:incomplete"),
            pgettext("button", "See who"),
            about=f"{names} …" if more else names,
        )


@for_secretariat
def founding_members(account: Any) -> Iterator[Task]:
    """An alliance that was just founded has no member on record: its founding members are to be entered (MEM-12)."""
    if not Standing.objects.members().exists():
        yield Task(
            _("No member is on record yet: the founding members are to be entered."),
            reverse("membership:founding"),
            pgettext("button", "Enter them"),
        )


@for_secretariat
def announcements(account: Any) -> Iterator[Task]:
    """New members that the next joint session will hear of (MEM-6)."""
    for standing in awaiting_announcement():
        yield Task(
            _("%(city)s is to be announced at the next joint session.") % {"city": standing.city},
            standing.city.get_absolute_url(),
            pgettext("button", "See the city"),
        )
