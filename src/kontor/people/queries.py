"""Questions about people, organs and seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import lines
from kontor.people.models import Account, Invitation, Organ, OrganisationKind, OrganKind, Person, Seat

#: The order in which the statute names the organs.
_ORDER = {kind: place for place, kind in enumerate(OrganKind.values)}
_EXPORTED_ENTRIES = 2000


@dataclass(frozen=True, slots=True)
class OrganOn:
    """One organ with who held its seats on a day."""

    organ: Organ
    seats: list[Seat]


def organs_on(day: date) -> list[OrganOn]:
    """The alliance's organs with their seats of a day, in the statute's order; two queries (ORG-1, ORG-7)."""
    held = Seat.objects.on(day).select_related("person", "organisation", "on_behalf_of").order_by("role", "id")
    organs = (
        Organ.objects.filter(owner__kind=OrganisationKind.ALLIANCE)
        .select_related("chair")
        .prefetch_related(Prefetch("seats", queryset=held, to_attr="held"))
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
        "journal": [{"at": line.at, "sentence": line.sentence} for line in lines(entries[:_EXPORTED_ENTRIES])],
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
