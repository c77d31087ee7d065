"""Test records of cities."""

from itertools import count

from kontor.cities.models import City, Source
from kontor.kernel.lingua.content import Content
from kontor.people.models import OrganisationKind
from kontor.people.tests.factories import an_organisation

_numbers = count(1)


def a_city(key: str = "", side: str = "DE", **fields: object) -> City:
    """A city of one side with a name in all three languages."""
    key = key or f"city-{next(_numbers)}"
    names = fields.pop("names", None) or Content.of(de=key.title(), zh=f"{key}市", en=key.title())
    organisation = an_organisation(key, OrganisationKind.CITY, names=names, zone=_zone(side))
    return City.objects.create(organisation=organisation, side=side, **fields)


def _zone(side: str) -> str:
    return "Asia/Shanghai" if side == "CN" else "Europe/Berlin"


def a_source(key: str = "paper", **fields: object) -> Source:
    """A source."""
    return Source.objects.create(key=key, title=fields.pop("title", f"Source {key}"), **fields)
