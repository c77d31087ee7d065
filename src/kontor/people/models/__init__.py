"""The one party, who acts for it, and who signs in."""

from kontor.people.models.account import Account, Invitation, account_of
from kontor.people.models.organisation import Organ, Organisation, sort_key
from kontor.people.models.person import Person
from kontor.people.models.seat import Seat
from kontor.people.vocabulary import SPEAKING_ROLES, OrganisationKind, OrganKind, Role

__all__ = [
    "SPEAKING_ROLES",
    "Account",
    "Invitation",
    "Organ",
    "OrganKind",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Role",
    "Seat",
    "account_of",
    "sort_key",
]
