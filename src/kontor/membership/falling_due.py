"""What falls due by the charter's days; the clock asks once a day, and a row that refuses stops no other."""

import logging
from datetime import timedelta

from django.db import transaction

from kontor.charter import deadlines
from kontor.kernel import clock
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.audit.models import Entry
from kontor.membership import actions, leaving
from kontor.membership.lifecycle import ApplicationStatus, RoundStatus, WithdrawalStatus
from kontor.membership.models import Application, Round, Withdrawal
from kontor.membership.models.alliance import charter_in_force

_log = logging.getLogger("kontor.membership")


def lapse_reservations() -> int:
    """Let every overdue reservation lapse; gives the number of those that did.

    The waiting observer goes on as one. Whether it is overdue is asked again under the lock of each row.
    """
    lapsed = 0
    overdue = Application.objects.filter(status=ApplicationStatus.SEAT_RESERVED, reserved_until__lte=clock.now())
    for each in overdue.order_by("pk"):
        lapse = actions.wait_again if each.waits_as_observer() else actions.lapse
        try:
            lapse(each, by=SYSTEM)
        except Refused as refused:
            _log.info("The reservation %s did not lapse: %s", each.public_id, refused.reason.code)
        else:
            lapsed += 1
    return lapsed


def remind_where_due() -> int:
    """Send the reminders that the charter foresees, each once; gives the number of rounds reminded."""
    reminded = 0
    for running in Round.objects.filter(status=RoundStatus.RUNNING).order_by("pk"):
        try:
            reminded += _remind_if_due(running)
        except Refused as refused:
            _log.info("No reminder in the round %s: %s", running.public_id, refused.reason.code)
    return reminded


def let_withdrawals_take_effect() -> None:
    """Make those effective that no delivery will: the last city that was not told has itself left (MEM-8)."""
    for each in Withdrawal.objects.filter(status=WithdrawalStatus.BEING_COMMUNICATED).order_by("pk"):
        with transaction.atomic():
            leaving.take_effect_if_all_were_told(each.pk)


def _remind_if_due(running: Round) -> bool:
    """One reminder for the latest day that has come; those that the secretariat sent besides serve no day."""
    due = deadlines.reminders_due(running.dispatched_at, charter_in_force())
    come = [each.due_on for each in due if each.due_at - timedelta(days=1) <= clock.now()]
    if not come or not running.consent_state().silent:
        return False
    reminders = Entry.objects.about("round", running.pk).filter(verb="round.remind")
    if reminders.filter(facts__due_on__gte=max(come).isoformat()).exists():
        return False
    actions.remind(running, by=SYSTEM, due_on=max(come))
    return True
