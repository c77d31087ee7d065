"""What this app tells the machinery below: who reads its files, where records stand, what is asked before sending."""

from django.urls import reverse

from kontor.kernel.addresses import address_of
from kontor.kernel.audit import sentences
from kontor.kernel.audit.journal import stamp_with
from kontor.kernel.clock import count_days_in, parties_live_in
from kontor.kernel.files.models import read_by
from kontor.kernel.lifecycle import done_on
from kontor.kernel.lingua.content import joined
from kontor.kernel.lingua.languages import current
from kontor.kernel.mail.lifecycle import overseen_by
from kontor.kernel.mail.models import Message, shown_at
from kontor.kernel.mail.outbox import checked_at_sending, redirected_to
from kontor.membership import keeping, letters
from kontor.membership.lifecycle import round_
from kontor.membership.models import Application, Conversion, Position, Round, Withdrawal
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.models.application import may_read_file_of_application
from kontor.membership.models.leaving import may_read_file_of_withdrawal
from kontor.membership.models.standing import StandingKind, sees_the_alliance
from kontor.membership.rules import is_secretariat
from kontor.membership.words import NO_SEAT_BECAUSE
from kontor.people.charters import charters
from kontor.people.keeping import keeps
from kontor.people.models import SPEAKING_ROLES, Role, Seat
from kontor.people.vocabulary import SECRETARIAT_ORGANS

# --- the clock and the journal ---
count_days_in(lambda: charters().latest.deadline_zone.figures.zone)
parties_live_in(lambda: [(side.zone, side.language) for side in charters().latest.sides])
stamp_with(lambda: charter_in_force().version)
sentences.addressed("application", "membership:application")
sentences.addressed("round", "membership:round")
sentences.addressed("prospect", "membership:prospect")
sentences.addressed("withdrawal", "membership:withdrawal")
sentences.addressed("conversion", "membership:conversion")


def _duty(key: str) -> str:
    charter = charter_in_force()
    return charter.rule(key).title[current()] if charter.has(key) else key or "–"


def _grounds(keys: str) -> str:
    return joined(str(Conversion.Ground(key).label) for key in keys.split(","))


sentences.labelled("position", lambda value: str(Position(value).label))
sentences.labelled("ground", _grounds)
sentences.labelled("duty", _duty)
sentences.labelled("standing", lambda kind: str(StandingKind(kind).label))
sentences.labelled("decision", lambda code: str(NO_SEAT_BECAUSE.get(code, code)))

# --- what is kept about persons ---
keeps("statements", tell=keeping.statements_by)
keeps("answers", tell=keeping.answers_by)
keeps("hearings", tell=keeping.hearings_by)
keeps("wishes", tell=keeping.wishes_of, forget=keeping.forget_wishes)
keeps("signatures", tell=keeping.signatures_of, forget=keeping.forget_signatures)

# --- files and letters ---
read_by("application", may_read_file_of_application)
read_by("withdrawal", may_read_file_of_withdrawal)
read_by("claim", lambda actor, _file: sees_the_alliance(actor))
overseen_by(is_secretariat)
shown_at("application", lambda number: Application.objects.get(pk=number).get_absolute_url())
shown_at("round", lambda number: Round.objects.select_related("application").get(pk=number).get_absolute_url())
shown_at("withdrawal", lambda number: Withdrawal.objects.get(pk=number).get_absolute_url())
shown_at("conversion", lambda number: Conversion.objects.get(pk=number).get_absolute_url())
for kind in ("city", "prospect", "account", "invitation"):  # their pages show no letters; this one shows all
    shown_at(kind, lambda _number: address_of("membership:deliveries"))


def still_holds_the_seat(message: Message) -> bool:
    """AC24: letters of the alliance go to whoever speaks for the city, or sits in the secretariat, when they leave."""
    seats = Seat.objects.current().filter(person__email=message.to_address)
    if message.party is None:
        return seats.filter(organ__kind__in=SECRETARIAT_ORGANS).exists()
    return seats.filter(organisation=message.party, role__in=[Role(role) for role in SPEAKING_ROLES]).exists()


#: Every letter of this app but the receipt, which confirms to a person what that person has done.
LETTERS_TO_SEATS = (
    "wish", "received", "submitted", "sent_back", "circular", "reminder", "seat_reserved", "observer_offered",
    "observer_offered_in_line", "withdrawn_observer",
    "not_admitted", "seat_lapsed", "admission", "withdrawal", "withdrawn", "hearing", "converted", "seat_free",
    "seat_to_offer", "witness", "incomplete", "objection", "question", "answer",
)  # fmt: skip
for _kind in LETTERS_TO_SEATS:
    checked_at_sending(f"membership.{_kind}", still_holds_the_seat)
    redirected_to(f"membership.{_kind}", letters.successor, letters.anew)


@done_on(round_, "state")
def page_for_stating(row: Round) -> str:
    """A statement is made on its own page, which shows the exact text beside the positions."""
    return reverse("membership:state", args=[row.application.public_id])
