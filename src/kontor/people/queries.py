"""Questions about people, organs and seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import lines
from kontor.people.keeping import everything_kept
from kontor.people.models import Account, Invitation, Organ, OrganisationKind, OrganKind, Person, Seat
from kontor.people.models.account import tidy_address
from kontor.people.vocabulary import SECRETARIAT_ORGANS

#: The order in which the statute names the organs.
_ORDER = {kind: place for place, kind in enumerate(OrganKind.values)}


@dataclass(frozen=True, slots=True)
class OrganOn:
    """One organ with who held its seats on a day."""

    organ: Organ
    seats: list[Seat]


def organs_on(day: date) -> list[OrganOn]:
    """The organs with a day's seats and the bodies in them, in the statute's order; three queries (ORG-1, ORG-7)."""
    held = Seat.objects.on(day).select_related("person", "organisation", "on_behalf_of").order_by("role", "id")
    organs = (
        Organ.objects.filter(owner__kind=OrganisationKind.ALLIANCE)
        .select_related("chair")
        .prefetch_related(Prefetch("seats", queryset=held, to_attr="held"), "members")
    )
    ordered = sorted(organs, key=lambda organ: (_ORDER.get(organ.kind, len(_ORDER)), organ.pk))
    return [OrganOn(organ, organ.held) for organ in ordered]  # named in the Prefetch


def public_organs() -> QuerySet[Organ]:
    """The organs that everybody may open: the alliance's own."""
    return Organ.objects.filter(owner__kind=OrganisationKind.ALLIANCE).select_related("chair", "owner")


def seats_of_organ(organ: Organ) -> Sequence[Seat]:
    """All seats of an organ, past ones included, the newest first (ORG-7)."""
    rows = Seat.objects.filter(organ=organ).select_related("person", "organisation", "on_behalf_of")
    return list(rows.order_by("-during", "id"))


def current_seats(person: Person) -> list[Seat]:
    """What a person holds now."""
    rows = Seat.objects.current().filter(person=person).select_related("organisation", "organ")
    return list(rows.order_by("organisation", "role"))


def account_for(invitation: Invitation) -> Account | None:
    """The account that an invitation's seat will belong to: the person's, or the one that has the address already."""
    rows = Account.objects.select_related("person")
    own = rows.filter(person=invitation.person_id).first()
    return own or rows.filter(email=tidy_address(invitation.person.email)).first()


def known_person(address: str) -> Person | None:
    """The person who acts under this address: with an account, else invited before or seated."""
    tidy = tidy_address(address)
    account = Account.objects.select_related("person").filter(email=tidy).first()
    if account is not None:
        return account.person
    acts = Q(Exists(Invitation.objects.filter(person=OuterRef("pk")))) | Q(
        Exists(Seat.objects.filter(person=OuterRef("pk")))
    )
    rows = Person.objects.filter(acts, email__iexact=tidy, account=None, forgotten_at=None)
    return rows.order_by("pk").first()


def is_the_last_secretary(person: Person) -> bool:
    """Whether nobody but this person could sign in for the secretariat."""
    rows = Seat.objects.current().filter(organ__kind__in=SECRETARIAT_ORGANS, person__account__is_active=True)
    return rows.filter(person=person).exists() and not rows.exclude(person=person).exists()


def persons_on_record() -> QuerySet[Person]:
    """All persons who can sign in, could once, or hold a seat now; for whoever looks after the accounts."""
    seated = Seat.objects.current().filter(person=OuterRef("pk"))
    now = Seat.objects.current().select_related("organisation", "organ").order_by("pk")
    rows = Person.objects.filter(Exists(seated) | Q(account__isnull=False), forgotten_at=None)
    return (
        rows.select_related("account")
        .prefetch_related(Prefetch("seats", queryset=now, to_attr="held"))
        .order_by("family_name", "given_name", "pk")
    )


def own_data(account: Account) -> dict[str, Any]:
    """Everything that is kept about a person here, for that person to take along (Art. 15 and 20 GDPR)."""
    person = account.person
    entries = Entry.objects.filter(payload__persons__contains=[person.pk]).select_related("payload").order_by("id")
    return {
        "person": {
            name: getattr(person, name)
            for name in ("family_name", "given_name", "latin_name", "salutation", "email", "language", "zone")
        },
        "account": {"email": account.email, "opened_at": account.opened_at, "last_login": account.last_login},
        "seats": [_seat(seat) for seat in Seat.objects.filter(person=person).select_related("organisation", "organ")],
        "invitations": [
            {
                "organisation": str(row.organisation), "role": row.role,
                "invited_at": row.invited_at, "accepted_at": row.accepted_at,
            }
            for row in Invitation.objects.filter(person=person).select_related("organisation").order_by("id")
        ],
        **{name: kept.tell(person) for name, kept in everything_kept().items()},
        "journal": [{"at": line.at, "sentence": line.sentence} for line in lines(entries)],
    }  # fmt: skip


def _seat(seat: Seat) -> dict[str, Any]:
    return {
        "organisation": str(seat.organisation),
        "organ": str(seat.organ) if seat.organ else "",
        "role": seat.role,
        "office": seat.office,
        "from": seat.during.lower,
        "to": seat.during.upper,
    }
