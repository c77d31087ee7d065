"""The invented people: persons, accounts, seats. Who applies comes later, through its invitation."""

from functools import cache

from django.contrib.auth.hashers import make_password

from kontor.demo.course import SEATED_SINCE, before
from kontor.demo.reading import Table, read
from kontor.kernel import clock
from kontor.kernel.access import SYSTEM
from kontor.kernel.lingua.languages import known
from kontor.kernel.lingua.names import is_han
from kontor.people.actions import seat_person
from kontor.people.models import Account, Organ, Organisation, Person, Role

#: One password for everybody in the demo; it is printed at the start and opens nothing else.
PASSWORD = "kontor-demo-2016"  # noqa: S105  # not a secret: the demo shows it
APPLICANT = "applicant"

_ROLES = {
    "contact": Role.CONTACT,
    "observer": Role.CONTACT,
    "responsible": Role.RESPONSIBLE,
    "secretariat": Role.MEMBER,
    "contact-point": Role.MEMBER,
    "company-user": Role.CONTACT,
    "desk": Role.STAFF,
    "auditor": Role.AUDITOR,
}
_ORGANS = {"secretariat": "secretariat", "contact-point": "contact-points"}


def load() -> None:
    """Write everybody but the applicant, whom the secretariat invites in the course of the admission."""
    offices = {office["of"]: office["name"] for office in read("personas")["office"]}
    with clock.at(before(40, "09:00")):
        for entry in read("personas")["person"]:
            if entry["role"] != APPLICANT:
                _seat(entry, offices.get(entry["of"], {}))


def _seat(entry: Table, office: Table) -> None:
    organisation = Organisation.objects.get(key=entry["of"])
    person = Person(email=entry["email"])
    describe(person, entry, organisation.zone)
    open_account(person)
    organ = _ORGANS.get(entry["role"])
    seat_person(
        person,
        organisation,
        _ROLES[entry["role"]],
        by=SYSTEM,
        since=SEATED_SINCE,
        organ=Organ.objects.get(key=organ) if organ else None,
        office=office.get(known(person.language), ""),
    )


def describe(person: Person, entry: Table, zone: str) -> None:
    """Fill in what the record says of a person, and mark the person as invented."""
    person.family_name, person.given_name = entry["family"], entry["given"]
    person.latin_name = f"{entry['family_latin']} {entry['given_latin']}" if is_han(entry["family"]) else ""
    person.salutation, person.language, person.zone = entry["salutation"], entry["language"], zone
    person.is_invented = entry["invented"]
    person.save()


def open_account(person: Person) -> Account:
    """An account with the demo's password."""
    account = Account.objects.open_for(person, person.email)
    account.password = _stored_password()
    account.save(update_fields=["password"])
    return account


@cache
def _stored_password() -> str:
    # Hashed once and not sixty times: it is one password, and a slow hash is meant to be slow.
    return make_password(PASSWORD)
