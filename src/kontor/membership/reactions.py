"""What follows a move by rule, in the same transaction. Each reaction is declared here and listed in the docs."""

from kontor.kernel.access import SYSTEM, Actor
from kontor.kernel.lifecycle import reacts
from kontor.kernel.mail.lifecycle import delivery
from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving
from kontor.membership.lifecycle import application, conversion, round_, withdrawal
from kontor.membership.models import Alliance, Application, Round, Withdrawal


@reacts(round_, "state")
@reacts(round_, "release")
def complete_when_unanimous(round_: Round, *, by: Actor) -> None:
    """The last consent, or the leaving of the last silent city, completes the round (MEM-4).

    The step holds the lock of the application: of two last consents at once, the second sees the first.
    """
    if round_.consent_state().complete:
        actions.complete(round_, by=SYSTEM)


@reacts(round_, "complete")
def reserve_or_run_out(round_: Round, *, by: Actor) -> None:
    """Ratio at this moment, under the alliance's lock, reservations counted, whoever waits first (MEM-7)."""
    Alliance.lock()
    decision = round_.application.seat_on_completion()
    if decision.granted:
        actions.reserve_seat(round_.application, by=SYSTEM, decision=decision)
    else:
        actions.run_out_of_seats(round_.application, by=SYSTEM, decision=decision)


@reacts(application, "reserve_seat")
@reacts(application, "run_out_of_seats")
@reacts(application, "offer_seat")
@reacts(application, "seat_by_exception")
@reacts(application, "take_back")
@reacts(application, "end")
@reacts(application, "admit")
@reacts(withdrawal, "take_effect")
@reacts(conversion, "carry")
def seats_may_be_free(row: object, *, by: Actor) -> None:
    """Whoever in line can be offered a seat since now is told, and the secretariat; once until it is gone (MEM-7)."""
    leaving.tell_who_can_have_a_seat()


@reacts(application, "lapse")
@reacts(application, "wait_again")
def a_seat_lapsed(application: Application, *, by: Actor) -> None:
    """So is the next in line for a seat that lapsed; the city that let it lapse has just been told of that (MEM-7)."""
    leaving.tell_who_can_have_a_seat(but=application.pk)


@reacts(application, "admit")
def a_city_joined(application: Application, *, by: Actor) -> None:
    """A withdrawal that is under way waits for the newcomer too: it is told (MEM-8)."""
    leaving.tell_newcomer(application.city)


@reacts(withdrawal, "communicate")
def everybody_may_have_been_told(withdrawal: Withdrawal, *, by: Actor) -> None:
    """Where there is no other member, no delivery will ever make the withdrawal effective (MEM-8)."""
    leaving.take_effect_if_all_were_told(withdrawal.pk)


@reacts(delivery, "accept")
@reacts(delivery, "evidence")
def a_city_was_told(message: Message, *, by: Actor) -> None:
    """The last letter that arrives makes a withdrawal effective (MEM-8)."""
    if message.kind == "membership.withdrawal":
        leaving.take_effect_if_all_were_told(message.about_id)
