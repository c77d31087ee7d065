"""The organs: public with their seats on any day, persons' names for those who work with them (ORG-1, ORG-7)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kontor.kernel.lingua.content import Content
from kontor.people.models import Account, Organ, Organisation, OrganisationKind, OrganKind, Role
from kontor.people.tests.factories import a_person, a_seat, an_account, an_organisation
from kontor.people.tests.signing import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ() -> Organ:
    """The board, with one holder until the end of 2019 and another since."""
    alliance = an_organisation("alliance", OrganisationKind.ALLIANCE)
    board = Organ.objects.create(owner=alliance, key="board", kind=OrganKind.BOARD, names=Content.of(de="Vorstand"))
    a_seat(a_person("Frueher"), an_organisation("old"), Role.MEMBER, board, until=date(2020, 1, 1))
    a_seat(a_person("Heute"), an_organisation("new"), Role.MEMBER, board, since=date(2020, 1, 1))
    return board


def _shown(client: Client, on: str = "") -> str:
    return client.get(reverse("people:organs"), {"on": on} if on else {}).content.decode()


def test_org7_the_holder_of_a_past_day_is_shown(client: Client, organ: Organ) -> None:
    then, day_before, now = _shown(client, "2017-04-24"), _shown(client, "2019-12-31"), _shown(client)
    assert ("Old" in then, "New" in then) == (True, False)
    assert ("Old" in day_before, "New" in day_before) == (True, False)
    assert ("Old" in now, "New" in now) == (False, True)


@pytest.mark.parametrize("on", ["nonsense", "2020-13-45", "0000-00-00", "９９９９-01-01"])
def test_a_day_that_is_none_shows_today(client: Client, organ: Organ, on: str) -> None:
    assert "New" in _shown(client, on)


def test_the_public_sees_organisations_and_no_names(client: Client, organ: Organ) -> None:
    assert "Heute" not in _shown(client).replace(">Heute<", "")
    sign_in(client, _somebody_with_a_seat())
    assert "Anna Heute" in _shown(client)


def test_an_account_without_a_seat_sees_what_the_public_sees(client: Client, organ: Organ) -> None:
    sign_in(client, an_account())
    assert "Anna Heute" not in _shown(client)


def test_one_organ_shows_all_its_seats(client: Client, organ: Organ) -> None:
    page = client.get(reverse("people:organ", args=[organ.public_id])).content.decode()
    assert ("Old" in page, "New" in page, "Anna Heute" in page) == (True, True, False)


def test_another_bodys_committee_answers_like_an_absent_one(client: Client) -> None:
    council = an_organisation("council", OrganisationKind.ADMINISTRATION)
    foreign = Organ.objects.create(owner=council, key="committee", kind=OrganKind.COMMITTEE, names=Content.of(de="X"))
    assert client.get(reverse("people:organ", args=[foreign.public_id])).status_code == 404
    assert client.get(reverse("people:organ", args=["bcdfghjkmnpq"])).status_code == 404


def _somebody_with_a_seat() -> Account:
    account = an_account()
    a_seat(account.person, Organisation.objects.get(key="new"))
    return account
