"""An invitation: shown by its link, taken up by its form, once, for exactly the seat it names (AC15, AU10, AU11)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kontor.kernel.access import SYSTEM
from kontor.people.actions import invite_person
from kontor.people.models import Account, Invitation, Role, Seat
from kontor.people.tests.factories import PASSWORD, a_person, an_account, an_organisation
from kontor.people.tests.signing import is_signed_in, sign_in

pytestmark = pytest.mark.django_db
SENT = {"password": PASSWORD, "again": PASSWORD}


def _invited() -> tuple[str, Invitation]:
    token = invite_person(a_person("Neu"), an_organisation("agency"), Role.STAFF, by=SYSTEM)
    return reverse("people:invitation", args=[token]), Invitation.objects.get()


def _neutral(client: Client, url: str, **sent: str) -> tuple[int, str]:
    answer = client.post(url, sent) if sent else client.get(url)
    text = re.sub(r'value="[^"]{64}"|/invitation/[^/"]+/', "", answer.content.decode())
    return answer.status_code, text


def test_au10_opening_the_link_does_nothing(client: Client) -> None:
    url, invitation = _invited()
    assert client.get(url).status_code == 200
    assert client.head(url).status_code == 200
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not Account.objects.exists()


def test_the_form_opens_the_account_with_exactly_the_seat_of_the_invitation(client: Client) -> None:
    url, invitation = _invited()
    answer = client.post(url, {**SENT, "role": "auditor", "organisation": "1"})
    assert answer["Location"] == reverse("account_login")
    seat = Seat.objects.get()
    assert (seat.person, seat.organisation, seat.role) == (invitation.person, invitation.organisation, Role.STAFF)
    assert not is_signed_in(client)
    sign_in(client, Account.objects.get())
    assert is_signed_in(client)


def test_ac15_unknown_used_and_expired_links_get_the_same_answer(client: Client) -> None:
    url, invitation = _invited()
    unknown = reverse("people:invitation", args=["x" * 43])
    Client().post(url, SENT)
    used = _neutral(client, url)
    Invitation.objects.update(accepted_at=None, expires_at=timezone.now() - timedelta(seconds=1))
    expired = _neutral(client, url)
    assert used[0] == 404
    assert used == expired == _neutral(client, unknown)
    assert _neutral(client, url, **SENT)[0] == _neutral(client, unknown, **SENT)[0] == 404
    assert Account.objects.filter(person=invitation.person).count() == 1


def test_au11_a_bent_token_opens_nothing(client: Client) -> None:
    url, _invitation = _invited()
    bent = url[:-2] + ("a" if url[-2] != "a" else "b") + "/"
    assert client.post(bent, SENT).status_code == 404
    assert not Account.objects.exists()


def test_au11_another_language_of_the_page_is_the_same_invitation(client: Client) -> None:
    url, _invitation = _invited()
    assert client.get(url.replace("/de/", "/zh-hans/")).status_code == 200


def test_the_seat_of_another_is_not_given_to_who_is_signed_in(client: Client) -> None:
    url, invitation = _invited()
    other = an_account()
    sign_in(client, other)
    client.post(url, SENT)
    assert list(Seat.objects.values_list("person", flat=True)) == [invitation.person_id]


def test_who_has_an_account_already_gets_the_seat_besides_and_keeps_the_password(client: Client) -> None:
    account = an_account()
    token = invite_person(account.person, an_organisation("agency"), Role.STAFF, by=SYSTEM)
    url = reverse("people:invitation", args=[token])
    assert b'name="password"' not in client.get(url).content
    client.post(url, {"password": "planted-horse-battery", "again": "planted-horse-battery"})
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    assert Seat.objects.get().person == account.person


@pytest.mark.parametrize(
    "sent",
    [
        {"password": "short", "again": "short"},
        {"password": "password1234", "again": "password1234"},
        {"password": PASSWORD, "again": "another-horse-battery"},
        {"password": "x1" * 600, "again": "x1" * 600},
        {},
    ],
)
def test_a_password_that_will_not_do_opens_nothing(client: Client, sent: dict[str, str]) -> None:
    url, _invitation = _invited()
    assert client.post(url, sent).status_code == 200
    assert not Account.objects.exists()


def test_the_page_is_not_kept_by_any_cache(client: Client) -> None:
    url, _invitation = _invited()
    assert "no-store" in client.get(url)["Cache-Control"]
