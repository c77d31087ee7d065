"""Test records of people: plain functions, each gives a saved row."""

from datetime import date
from itertools import count

from psycopg.types.range import DateRange

from kontor.kernel.lingua.content import Content
from kontor.people.models import (
    Account,
    Organ,
    Organisation,
    OrganisationKind,
    OrganKind,
    Person,
    Role,
    Seat,
)

PASSWORD = "correct-horse-battery"
_numbers = count(1)


def an_organisation(key: str = "", kind: OrganisationKind = OrganisationKind.AGENCY, **fields: object) -> Organisation:
    """An organisation, named after its key unless ``names`` says otherwise."""
    key = key or f"organisation-{next(_numbers)}"
    names = fields.pop("names", None) or Content.of(de=key.title(), en=key.title())
    return Organisation.objects.create(key=key, kind=kind, names=names, **fields)


def a_person(name: str = "", language: str = "de", email: str = "", **fields: object) -> Person:
    """A person with an address of its own."""
    number = next(_numbers)
    return Person.objects.create(
        family_name=name or f"Muster{number}",
        given_name=str(fields.pop("given_name", "Anna")),
        email=email or f"person{number}@test.example",
        language=language,
        **fields,
    )


def an_account(person: Person | None = None, **fields: object) -> Account:
    """An account with the password of all tests."""
    person = person or a_person(**fields)  # type: ignore[arg-type]
    return Account.objects.open_for(person, person.email, PASSWORD)


def a_seat(  # noqa: PLR0917
    person: Person, organisation: Organisation, role: Role = Role.STAFF, organ: Organ | None = None,
    since: date = date(2016, 4, 1), until: date | None = None, **fields: object,
) -> Seat:  # fmt: skip
    """A seat, by default since the founding and still held."""
    return Seat.objects.create(
        person=person, organisation=organisation, organ=organ, role=role, during=DateRange(since, until), **fields
    )


def a_secretary(alliance: Organisation, name: str = "陈", language: str = "zh-hans") -> Account:
    """Somebody of the secretariat."""
    organ, _ = Organ.objects.get_or_create(
        owner=alliance, key="secretariat", kind=OrganKind.SECRETARIAT,
        defaults={"names": Content.of(de="Sekretariat", zh="秘书处", en="Secretariat")},
    )  # fmt: skip
    account = an_account(name=name, language=language)
    a_seat(account.person, alliance, Role.MEMBER, organ)
    return account
