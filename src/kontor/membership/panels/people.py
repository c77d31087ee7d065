"""Who to talk to at a city, by what the reader may see, and what the city has not named yet (ORG-8, MEM-13)."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kontor.cities.models import City
from kontor.cities.rules import may_edit_city
from kontor.kernel.lingua.names import is_han
from kontor.kernel.panels import panel
from kontor.membership.panels.record import record_of
from kontor.membership.queries import Completeness
from kontor.people.models import Role, Seat


# Not kept: names and addresses must not outlive an erasure in the memory of a process.
@panel("city.margin", "membership/panels/contacts.html", order=20)
def contacts(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """The responsible office for everybody; names and addresses for members and the secretariat only."""
    known = record_of(request, city)
    office = known.office
    persons = [_person(seat) for seat in known.voices] if known.sees_persons else []
    if not office and not persons:
        return None
    return {"office": office, "office_language": _language_of(office, city), "persons": persons}


def _person(seat: Seat) -> dict[str, Any]:
    """A person of the city as the page names it."""
    return {
        "name": str(seat.person),
        "role": seat.get_role_display(),
        "email": seat.person.email,
        "is_invented": seat.person.is_invented,
    }


def _language_of(office: str, city: City) -> str:
    """The language that an office's name is written in, as far as its script tells."""
    if is_han(office):
        return "zh-hans"
    return city.own_language if city.own_language != "zh-hans" else ""


@panel("city.margin", "membership/panels/completeness.html", order=30, kept=True)
def completeness(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """What a member has named of office, responsible person, contact person; seen by the alliance, not the public."""
    known = record_of(request, city)
    if not known.sees_persons or not known.is_member:
        return None
    named = Completeness.of(known.voices)
    lines = [
        (_("Responsible office"), named.office),
        (str(Role.RESPONSIBLE.label), named.responsible),
        (str(Role.CONTACT.label), named.contact),
    ]
    return {
        "lines": lines,
        "is_complete": named.is_complete,
        "may_edit": may_edit_city(request.user, city),
        "contacts_url": reverse("cities:contacts", args=[city.public_id]),
    }
