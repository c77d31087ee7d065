"""A city names its office and its persons; who held what is answered for ever (ORG-7, ORG-8)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kontor.cities import actions
from kontor.cities.models import City
from kontor.cities.tests.factories import Desk, a_desk
from kontor.kernel.access import Refused
from kontor.kernel.audit.models import Entry
from kontor.kernel.mail.models import Message
from kontor.people.actions import accept_invitation, invite_person
from kontor.people.models import Invitation, Person, Role, Seat
from kontor.people.models.seat import today
from kontor.people.tests.factories import PASSWORD, a_person, a_seat, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return a_desk()


@pytest.fixture
def city(desk: Desk) -> City:
    return desk.cities[0]


@pytest.fixture
def voice(client: Client, desk: Desk, city: City) -> Client:
    client.force_login(desk.voice(city))
    return client


def _at(view: str, city: City, *more: str) -> str:
    return reverse(f"cities:{view}", args=[city.public_id, *more])


def _sent(**fields: str) -> dict[str, str]:
    person = {
        "family_name": "Neu",
        "given_name": "Nora",
        "latin_name": "",
        "email": "nora@test.example",
        "language": "de",
    }
    return {"role": "responsible", **person, **fields}


def test_the_city_invites_a_person_and_the_seat_comes_with_the_acceptance(voice: Client, city: City) -> None:
    answer = voice.post(_at("invite", city), _sent())
    assert (answer.status_code, answer.headers["Location"]) == (302, _at("contacts", city))
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.person.name, Message.objects.get().to_address) == (
        "responsible", "Nora Neu", "nora@test.example",
    )  # fmt: skip
    accept_invitation(invitation, password=PASSWORD)
    held = [(seat.role, seat.person.family_name) for seat in Seat.objects.speaking_for(city.organisation)]
    assert ("responsible", "Neu") in held


def test_whoever_has_an_account_already_stays_the_same_person(desk: Desk, voice: Client, city: City) -> None:
    known = an_account(email="known@test.example")
    voice.post(_at("invite", city), _sent(email=" Known@TEST.example", family_name="Anders"))
    assert Invitation.objects.get().person == known.person
    known.person.refresh_from_db()
    assert known.person.family_name != "Anders"
    assert Person.objects.filter(email="known@test.example").count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "auditor"},
        {"role": "chair"},
        {"email": "x"},
        {"email": ""},
        {"family_name": "Ne\u200bu"},
        {"language": "fr"},
    ],
)
def test_what_a_city_cannot_give_is_refused(voice: Client, city: City, fields: dict[str, str]) -> None:
    answer = voice.post(_at("invite", city), _sent(**fields))
    assert list(answer.context["form"].errors) == list(fields)
    assert (Invitation.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["买买提·艾力", "𠮷", "镕", "O’Brien", "Wüstenhagen-Überall"])
def test_names_as_people_bear_them_are_taken(voice: Client, city: City, name: str) -> None:
    assert voice.post(_at("invite", city), _sent(family_name=name, given_name="")).status_code == 302
    assert Invitation.objects.get().person.family_name == name


def test_the_deed_refuses_roles_that_are_not_a_citys(desk: Desk, city: City) -> None:
    with pytest.raises(Refused) as refused:
        actions.invite_to_city(city, by=desk.voice(city), role="auditor", email="x@test.example", family_name="X")
    assert refused.value.reason.code == "role_not_of_a_city"


def test_an_invitation_is_withdrawn_before_it_is_taken_up(voice: Client, city: City) -> None:
    voice.post(_at("invite", city), _sent())
    invitation = Invitation.objects.get()
    voice.post(_at("withdraw_invitation", city, invitation.public_id))
    assert Invitation.objects.open().count() == 0
    with pytest.raises(Refused):
        accept_invitation(invitation, password=PASSWORD)
    assert Entry.objects.filter(verb="invitation.withdraw").count() == 1


def test_the_invitation_of_a_foreign_city_cannot_be_withdrawn(desk: Desk, voice: Client, city: City) -> None:
    other = desk.cities[1]
    invite_person(a_person(), other.organisation, Role.STAFF, by=desk.secretary)
    foreign = Invitation.objects.get()
    assert voice.post(_at("withdraw_invitation", city, foreign.public_id)).status_code == 404
    assert voice.post(_at("withdraw_invitation", other, foreign.public_id)).status_code == 404
    assert Invitation.objects.open().count() == 1


def test_a_seat_is_ended_and_the_past_still_knows_it(voice: Client, city: City) -> None:
    seat = a_seat(a_person("Gestern"), city.organisation, Role.STAFF, since=date(2020, 1, 1))
    assert voice.post(_at("end_seat", city, seat.public_id), {"on": today().isoformat()}).status_code == 302
    names = {s.person.family_name for s in Seat.objects.current().filter(organisation=city.organisation)}
    assert "Gestern" not in names
    past = voice.get(_at("contacts", city), {"on": "2021-05-05"}).context["seats"]
    assert "Gestern" in {s.person.family_name for s in past}


@pytest.mark.parametrize("on", ["2020-01-01", "", "x"])
def test_a_seat_ends_today_or_later(voice: Client, city: City, on: str) -> None:
    seat = a_seat(a_person(), city.organisation, Role.STAFF)
    answer = voice.post(_at("end_seat", city, seat.public_id), {"on": on})
    assert list(answer.context["form"].errors) == ["on"]
    seat.refresh_from_db()
    assert seat.during.upper is None


def test_a_seat_that_has_ended_is_not_ended_again(desk: Desk, city: City) -> None:
    seat = a_seat(a_person(), city.organisation, Role.STAFF, until=today())
    with pytest.raises(Refused) as refused:
        actions.end_city_seat(city, seat, by=desk.voice(city), on=today() + timedelta(days=1))
    assert refused.value.reason.code == "seat_ended_already"


def test_a_foreign_seat_cannot_be_ended(desk: Desk, voice: Client, city: City) -> None:
    foreign = Seat.objects.speaking_for(desk.cities[1].organisation).get()
    sent = {"on": today().isoformat()}
    assert voice.post(_at("end_seat", city, foreign.public_id), sent).status_code == 404
    assert voice.post(_at("end_seat", desk.cities[1], foreign.public_id), sent).status_code == 404
    with pytest.raises(Refused):
        actions.end_city_seat(city, foreign, by=desk.voice(city), on=today())
    foreign.refresh_from_db()
    assert foreign.during.upper is None


def test_whoever_ends_their_own_seat_is_led_to_a_page_that_they_may_see(desk: Desk, voice: Client, city: City) -> None:
    own = Seat.objects.speaking_for(city.organisation).get()
    answer = voice.post(_at("end_seat", city, own.public_id), {"on": today().isoformat()}, follow=True)
    assert answer.status_code == 200
    assert voice.get(_at("contacts", city)).status_code == 404


def test_the_office_is_named_and_passes_on_to_who_follows(desk: Desk, voice: Client, city: City) -> None:
    assert voice.post(_at("office", city), {"office": "Amt für Wirtschaft"}).status_code == 302
    actions.invite_to_city(city, by=desk.secretary, role="contact", email="next@test.example", family_name="Next")
    accept_invitation(Invitation.objects.get(), password=PASSWORD)
    [seat] = Seat.objects.speaking_for(city.organisation)
    assert (seat.person.family_name, seat.office) == ("Next", "Amt für Wirtschaft")


def test_without_anybody_who_speaks_for_it_a_city_has_nobody_to_name_the_office_with(desk: Desk, city: City) -> None:
    Seat.objects.filter(organisation=city.organisation).delete()
    with pytest.raises(Refused) as refused:
        actions.name_office(city, by=desk.secretary, office="Amt")
    assert refused.value.reason.code == "office_needs_a_seat"


@pytest.mark.parametrize("on", ["nonsense", "2020-02-31", "<script>"])
def test_a_day_that_is_none_is_answered_kindly(voice: Client, city: City, on: str) -> None:
    answer = voice.get(_at("contacts", city), {"on": on})
    assert answer.status_code == 200
    assert (answer.context["typed"], answer.context["day"]) == (on, today())
    assert "<script>alert" not in answer.content.decode()


def test_get_changes_nothing(voice: Client, city: City) -> None:
    before: Any = list(Seat.objects.values_list("pk", "during"))
    seat = Seat.objects.speaking_for(city.organisation).get()
    voice.get(_at("end_seat", city, seat.public_id))
    assert voice.get(_at("withdraw_invitation", city, "x")).status_code == 405
    assert list(Seat.objects.values_list("pk", "during")) == before
