"""The seats of today, counted: members, seats held for applications, and those held for all others (MEM-7)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from psycopg.types.range import DateRange

from kontor.charter.ratio import Tally
from kontor.cities.tests.factories import a_city
from kontor.membership.models import Application, Standing, StandingKind
from kontor.membership.queries import SeatCount
from kontor.membership.tests.factories import FOUNDED, SmallAlliance, a_small_alliance

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallAlliance:
    """Three Chinese and two German members."""
    return a_small_alliance(cn=3, de=2)


def _application(key: str, side: str, status: str = "seat_reserved") -> Application:
    until = timezone.now() + timedelta(days=9) if status in ("seat_reserved", "signed") else None
    return Application.objects.create(
        city=a_city(key, side), status=status, reserved_until=until, first_submitted_at=timezone.now()
    )


def test_members_of_today_are_counted_by_side_and_nobody_else(small: SmallAlliance) -> None:
    today = timezone.localdate()
    for key, kind, since, until in (
        ("watching", StandingKind.WAITING_OBSERVER, FOUNDED, None),
        ("converted", StandingKind.CONVERTED_OBSERVER, FOUNDED, None),
        ("gone", StandingKind.MEMBER, FOUNDED, date(2020, 1, 1)),
        ("leaves today", StandingKind.MEMBER, FOUNDED, today),
        ("next year", StandingKind.MEMBER, today + timedelta(days=365), None),
    ):
        Standing.objects.create(city=a_city(key, "CN"), kind=kind, during=DateRange(since, until))
    assert SeatCount.today() == SeatCount(Tally({"CN": 3, "DE": 2}), Tally({}))


@pytest.mark.parametrize("status", ["no_seat", "observing"])
def test_who_waits_holds_no_seat_and_is_counted_by_side(small: SmallAlliance, status: str) -> None:
    _application("waits", "CN", status), _application("waits too", "CN", "no_seat"), _application("runs", "CN", "draft")
    count = SeatCount.today()
    assert (dict(count.members), dict(count.reserved), dict(count.waiting)) == ({"CN": 3, "DE": 2}, {}, {"CN": 2})


@pytest.mark.parametrize("status", ["seat_reserved", "signed"])
def test_a_held_seat_counts_as_held_and_not_as_a_member(small: SmallAlliance, status: str) -> None:
    _application("held", "CN", status)
    _application("draft", "DE", "draft")
    count = SeatCount.today()
    assert (dict(count.members), dict(count.reserved)) == ({"CN": 3, "DE": 2}, {"CN": 1})


def test_an_application_sees_the_seats_that_others_hold(small: SmallAlliance) -> None:
    own, other, draft = _application("own", "CN"), _application("other", "CN"), _application("draft", "DE", "draft")
    german = _application("german", "DE")
    count = SeatCount.today()
    seen = [dict(count.reserved_by_others(each)) for each in (own, other, german, draft)]
    assert [(each.get("CN", 0), each.get("DE", 0)) for each in seen] == [(1, 1), (1, 1), (2, 0), (2, 1)]


def test_a_seat_given_back_since_it_was_read_is_not_subtracted_below_zero(small: SmallAlliance) -> None:
    stale = _application("own", "CN")
    Application.objects.filter(pk=stale.pk).update(status="no_seat", reserved_until=None)
    assert sum(SeatCount.today().reserved_by_others(stale).values()) == 0
