"""Test records of cities."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any

from kontor.cities.models import City, Indicator, KeyFigure, Source
from kontor.kernel.lingua.content import Content
from kontor.people.models import Account, OrganisationKind, Role
from kontor.people.tests.factories import a_seat, a_secretary, an_account, an_organisation

_numbers = count(1)


def a_city(key: str = "", side: str = "DE", **fields: Any) -> City:
    """A city of one side with a name in all three languages."""
    key = key or f"city-{next(_numbers)}"
    names = fields.pop("names", None) or Content.of(de=key.title(), zh=f"{key}市", en=key.title())
    organisation = an_organisation(key, OrganisationKind.CITY, names=names, zone=_zone(side))
    return City.objects.create(organisation=organisation, side=side, **fields)


def _zone(side: str) -> str:
    return "Asia/Shanghai" if side == "CN" else "Europe/Berlin"


def a_source(key: str = "paper", **fields: Any) -> Source:
    """A source."""
    return Source.objects.create(key=key, title=fields.pop("title", f"Source {key}"), **fields)


def a_figure(city: City, year: int = 2020, value: str = "1000", **fields: Any) -> KeyFigure:
    """A key figure: by default the population, from the source ``paper``."""
    source = fields.pop("source", None) or Source.objects.filter(key="paper").first() or a_source()
    indicator = fields.pop("indicator", Indicator.POPULATION)
    return KeyFigure.objects.create(
        city=city, indicator=indicator, year=year, value=Decimal(value), source=source, **fields
    )


@dataclass
class Desk:
    """Cities with somebody who speaks for each, and the secretariat that looks after all."""

    secretary: Account
    cities: list[City]
    voices: dict[int, Account]

    def voice(self, city: City) -> Account:
        """A fresh account object of the one who speaks for a city, as a new request would load it."""
        return Account.objects.get(pk=self.voices[city.pk].pk)


def a_desk(number: int = 2) -> Desk:
    """So many German cities, each with a contact person."""
    desk = Desk(a_secretary(an_organisation("alliance", OrganisationKind.ALLIANCE)), [], {})
    for place in range(number):
        city, account = a_city(f"stadt{place}"), an_account()
        a_seat(account.person, city.organisation, Role.CONTACT)
        desk.cities.append(city)
        desk.voices[city.pk] = account
    return desk
