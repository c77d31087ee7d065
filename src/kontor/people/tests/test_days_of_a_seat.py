"""Whose day it is: everybody's the same, in the zone that the charter names (decision 0011, TZ01)."""

from datetime import UTC, date, datetime

import pytest
from psycopg.types.range import DateRange

from kontor.kernel import clock
from kontor.people.actions import end_seat
from kontor.people.models import Account, Organ, OrganKind, Role, Seat
from kontor.people.tests.factories import a_person, a_seat, an_account, an_organisation

pytestmark = pytest.mark.django_db
#: Half past midnight of the 2nd in Foshan, half past five in the afternoon of the 1st where the charter counts days.
NIGHT_IN_FOSHAN = datetime(2026, 2, 1, 16, 30, tzinfo=UTC)


def test_the_house_counts_its_days_where_the_charter_does() -> None:
    with clock.at(NIGHT_IN_FOSHAN):
        assert (clock.today(), clock.today("Asia/Shanghai")) == (date(2026, 2, 1), date(2026, 2, 2))


def test_a_seat_that_is_ended_has_ended_for_everybody_at_once_also_where_it_is_tomorrow_already() -> None:
    account = an_account()
    foshan = an_organisation("foshan", zone="Asia/Shanghai")
    seat = a_seat(account.person, foshan, Role.CONTACT)
    with clock.at(NIGHT_IN_FOSHAN):
        assert Account.objects.get().roles.speaks_for == {foshan.pk}
        end_seat(seat, by=account)
        assert Account.objects.get().roles.speaks_for == frozenset()
        assert not Seat.objects.speaking_for(foshan).exists()
    seat.refresh_from_db()
    assert seat.during == DateRange(date(2016, 4, 1), date(2026, 2, 1))


def test_a_contact_in_a_committee_does_not_speak_for_the_city() -> None:
    city = an_organisation("foshan")
    committee = Organ.objects.create(owner=city, key="trade", kind=OrganKind.COMMITTEE)
    a_seat(a_person("Ausschuss"), city, Role.CONTACT, committee)
    entitled = a_seat(a_person("Amt"), city, Role.CONTACT)
    assert list(Seat.objects.speaking_for(city)) == [entitled]
