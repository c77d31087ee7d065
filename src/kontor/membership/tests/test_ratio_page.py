"""The ratio page: today, the forecast for those who may see it, and what if (MEM-7)."""

import pytest
from django.test import Client

from kontor.cities.tests.factories import a_city
from kontor.membership.tests.factories import a_running_round, a_small_alliance
from kontor.membership.tests.pages import signed_in, url

pytestmark = pytest.mark.django_db


def test_anybody_reads_the_balance_and_the_free_seats() -> None:
    a_small_alliance(cn=2, de=2)
    page = Client().get(url("ratio"))
    assert (page.context["balance"]["a"], page.context["balance"]["b"]) == (2, 2)
    assert page.context["free"] == {"a": None, "b": 2}


def test_the_forecast_is_for_those_who_see_the_applications() -> None:
    small = a_small_alliance(cn=2, de=1)
    running = a_running_round(small, "third", "CN")
    onlooker = a_city("onlooker")
    small.speak_for(onlooker)
    assert Client().get(url("ratio")).context["forecast"] == []
    assert signed_in(small.voice(onlooker)).get(url("ratio")).context["forecast"] == []
    seen = signed_in(small.voice(small.members[0])).get(url("ratio")).context["forecast"]
    assert [(each["public_id"], each["granted"]) for each in seen] == [(running.application.public_id, False)]


def test_what_if_a_city_leaves_and_another_joins() -> None:
    small = a_small_alliance(cn=2, de=1)
    outside = a_city("outside", "CN")
    asked = {"joins": [outside.public_id], "leaves": [small.members[0].public_id]}
    answer = Client().get(url("ratio"), asked).context["what_if"]
    assert (answer["after"]["a"], answer["after"]["b"], answer["within"], answer["free"]) == (1, 2, True, 0)
    broken = Client().get(url("ratio"), {"leaves": [small.members[-1].public_id]}).context["what_if"]
    assert (broken["after"]["a"], broken["within"]) == (0, False)


@pytest.mark.parametrize("value", ["zzz", "'; DROP TABLE", "x" * 500])
def test_unknown_cities_in_the_address_are_passed_over(value: str) -> None:
    a_small_alliance()
    page = Client().get(url("ratio"), {"joins": [value] * 200, "leaves": value})
    assert (page.status_code, page.context["what_if"]["sentence"]) == (200, "")
