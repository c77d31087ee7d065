"""A visitor reads: members, a city, another language, a past day, what if (MEM-7, MEM-12)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from psycopg.types.range import DateRange

from kontor.cities.models import City
from kontor.cities.tests.factories import a_city
from kontor.membership.models import Standing, StandingKind
from kontor.membership.tests.factories import FOUNDED, a_small_alliance

pytestmark = pytest.mark.journey


def _alliance_with_a_former_member() -> None:
    small = a_small_alliance(cn=2, de=1)
    places = {"cn0": (23.02, 113.12), "de0": (50.78, 6.08)}
    for key, (latitude, longitude) in places.items():
        City.objects.filter(organisation__key=key).update(
            latitude=Decimal(str(latitude)), longitude=Decimal(str(longitude))
        )
    former = a_city("altstadt", "DE")
    Standing.objects.create(city=former, kind=StandingKind.MEMBER, during=DateRange(FOUNDED, date(2020, 1, 1)))
    assert len(small.members) == 3


def test_a_visitor_reads_about_the_members(sit_down: Any, way: str) -> None:
    _alliance_with_a_former_member()
    visitor = sit_down(language="de", width=320 if way == "no script" else 1280)
    visitor.open("/")
    visitor.press("The members")
    visitor.sees_not("Altstadt")

    visitor.date("On this day", "2019-01-01")
    visitor.press("Filter", "verb")
    visitor.sees("Altstadt")

    visitor.press("De0")
    assert visitor.path.startswith("/de/cities/")
    city = visitor.path.removeprefix("/de")
    visitor.press("简体中文")
    assert visitor.path == f"/zh-hans{city}"
    visitor.language = "zh-hans"
    visitor.sees("de0市")

    visitor.open("/ratio/")
    visitor.tick("altstadt市")
    visitor.press("Calculate")
    visitor.sees("Joining:")
    visitor.sees("altstadt市")
