"""What follows a move by rule, in the same transaction. Each reaction is declared here and listed in the docs."""

from kontor.charter.ratio import seat_for
from kontor.kernel.access import SYSTEM, Actor
from kontor.kernel.lifecycle import reacts
from kontor.kernel.mail.lifecycle import delivery
from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving
from kontor.membership.lifecycle import round_
from kontor.membership.models import Alliance, Application, Round, Standing
from kontor.membership.models.alliance import charter_in_force


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
    """Ratio at this moment, under the alliance's lock, reservations counted (MEM-7)."""
    Alliance.lock()
    application = round_.application
    decision = seat_for(
        application.city.side,
        Standing.objects.current().members().tally(),
        Application.objects.reserving().tally(),
        charter_in_force(),
    )
    if decision.granted:
        actions.reserve_seat(application, by=SYSTEM)
    else:
        actions.run_out_of_seats(application, by=SYSTEM)


@reacts(delivery, "accept")
@reacts(delivery, "evidence")
def a_city_was_told(message: Message, *, by: Actor) -> None:
    """The last letter that arrives makes a withdrawal effective (MEM-8)."""
    if message.kind == "membership.withdrawal":
        leaving.take_effect_if_all_were_told(message.about_id)
