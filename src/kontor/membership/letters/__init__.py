"""The letters of this app. Each is written in its recipient's language; the formal ones carry a PDF."""

from kontor.membership.letters.admission import (
    admission,
    memorandum,
    not_admitted,
    observer_seat_offered,
    seat_lapsed,
    seat_reserved,
)
from kontor.membership.letters.before import application_received, application_sent_back, wish_received
from kontor.membership.letters.leaving import (
    converted,
    hearing_invited,
    seat_free,
    withdrawal_effective,
    withdrawal_notice,
)
from kontor.membership.letters.making import applicants, secretariat
from kontor.membership.letters.members import incomplete_contacts, witness
from kontor.membership.letters.rounds import answered, circular, raised, receipt, reminder
from kontor.membership.letters.successors import anew, successor

__all__ = [
    "admission",
    "anew",
    "answered",
    "applicants",
    "application_received",
    "application_sent_back",
    "circular",
    "converted",
    "hearing_invited",
    "incomplete_contacts",
    "memorandum",
    "not_admitted",
    "observer_seat_offered",
    "raised",
    "receipt",
    "reminder",
    "seat_free",
    "seat_lapsed",
    "seat_reserved",
    "secretariat",
    "successor",
    "wish_received",
    "withdrawal_effective",
    "withdrawal_notice",
    "witness",
]
