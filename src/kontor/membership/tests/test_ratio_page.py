"""The ratio page: today, the forecast for those who may see it, and what if (MEM-7)."""

import pytest
from django.test import Client

from kontor.cities.tests.factories import a_city
from kontor.kernel.lingua.languages import speaking
from kontor.membership import actions
from kontor.membership.models import Application
from kontor.membership.tests.factories import SmallAlliance, a_running_round, a_small_alliance, everybody_consents
from kontor.membership.tests.pages import signed_in, url
from kontor.membership.views import ratio

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


# --- while somebody waits: the page says what the deed would decide (MEM-7) ---
def _application(key: str) -> Application:
    return Application.objects.get(city__organisation__key=key)


def _shown(small: SmallAlliance, key: str) -> tuple[bool, str]:
    """What the application's page says of its seat, and what its forecast says of the others."""
    with speaking("en"):
        shown = ratio.for_application(_application(key), small.secretary)
    assert shown is not None
    return shown["granted"], shown["reason"]


def _one_free_seat_and_two_who_wait(small: SmallAlliance) -> None:
    for key in ("first", "second"):
        everybody_consents(small, a_running_round(small, key, "CN"))
    actions.join_as_observer(_application("first"), by=small.voice(_application("first").city))
    small.members[0].standings.update(kind="observer_converted")  # whose seat is free now


def test_a_running_application_reads_that_the_free_seat_belongs_to_those_who_wait() -> None:
    small = a_small_alliance(cn=2, de=1)
    _one_free_seat_and_two_who_wait(small)
    a_running_round(small, "third", "CN")
    decided = _application("third").seat_on_completion()
    assert (decided.granted, decided.reason.code) == (False, "seat.kept_for_waiting")
    kept = "Whatever seat is free belongs to those who wait already: 2. (charter, II.5.1.F9)"
    assert _shown(small, "third") == (False, kept)
    with speaking("en"):
        forecast = [(each["name"], each["granted"], each["reason"]) for each in ratio.forecast_seen_by(small.secretary)]
    assert forecast == [(str(_application("third").city), False, kept)]


def test_of_two_who_wait_the_first_reads_that_there_is_a_seat_and_the_second_that_it_is_kept() -> None:
    small = a_small_alliance(cn=2, de=1)
    _one_free_seat_and_two_who_wait(small)
    shown = [_shown(small, key) for key in ("first", "second")]
    assert shown == [
        (True, "There is a seat: with it the ratio is 2 to 1, the limit 2:1. (charter, II.5.1.k)"),
        (False, "Whatever seat is free belongs to those who wait already: 1. (charter, II.5.1.F9)"),
    ]
    assert [granted for granted, _ in shown] == [
        _application(key).seat_in_line().granted for key in ("first", "second")
    ]


def test_whoever_holds_a_seat_by_exception_reads_the_ratio_and_not_that_there_is_no_seat() -> None:
    small = a_small_alliance(cn=2, de=1)
    everybody_consents(small, a_running_round(small, "third", "CN"))
    actions.seat_by_exception(_application("third"), by=small.secretary, resolution="R", reason="Weil")
    assert _shown(small, "third") == (True, "The ratio of 3 to 1 exceeds the limit of 2:1. (charter, II.5.1.k)")


def test_a_seat_that_is_held_is_held_whoever_waits() -> None:
    small = a_small_alliance(cn=1, de=1)
    everybody_consents(small, a_running_round(small, "holder", "CN"))
    everybody_consents(small, a_running_round(small, "waiter", "CN"))
    assert _shown(small, "holder") == (
        True,
        "There is a seat: with it the ratio is 2 to 1, the limit 2:1. (charter, II.5.1.k)",
    )
