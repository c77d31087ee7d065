"""Closing an account, forgetting a person, and a second factor that was lost (PR08, PR10, Art. 17 GDPR)."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from kontor.console import main
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.audit import chain, sentences
from kontor.kernel.audit.models import Entry, Payload
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail.models import Attempt, Message, Redirection
from kontor.people.actions import invite_person, seat_person
from kontor.people.closing import close_account, forget_person, reset_factor
from kontor.people.models import Account, Invitation, OrganisationKind, Person, Role, Seat
from kontor.people.tests.factories import PASSWORD, a_person, a_seat, a_secretary, an_account, an_organisation
from kontor.people.tests.signing import is_signed_in, sign_in

pytestmark = pytest.mark.django_db
CLOSED = {"sure": "on"}
FORGOTTEN = {"sure": "on", "forget": "on"}


@pytest.fixture
def secretary(settings: Any) -> Account:
    """One of two of the secretariat."""
    settings.SECOND_FACTOR_OBLIGATORY = False
    alliance = an_organisation("alliance", OrganisationKind.ALLIANCE)
    a_secretary(alliance, "Andere")
    return a_secretary(alliance, "Sekretärin", "de")


@pytest.fixture
def anna(smtp: Any, do_jobs: Callable[[], int]) -> Account:
    """Somebody with everything that is kept about a person; Berta's data must stay."""
    city = an_organisation("amt")
    account = an_account(a_person("Annanas", email="anna@amt.example", salutation="Sehr geehrte Frau Annanas"))
    seat_person(account.person, city, Role.CONTACT, by=SYSTEM, since=date(2020, 1, 1))
    invite_person(account.person, an_organisation("agentur"), Role.STAFF, by=SYSTEM)
    berta = an_account(a_person("Bertanas", email="berta@amt.example"))
    seat_person(berta.person, city, Role.RESPONSIBLE, by=SYSTEM)
    Client().post(reverse("account_reset_password"), {"email": account.email})
    Client().post(reverse("account_reset_password"), {"email": berta.email})
    do_jobs()
    sign_in(Client(), account)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return account


def _traces() -> str:
    """Everything in the tables that could hold a name or an address."""
    kept: list[Any] = [
        Person, Account, Seat, Invitation, Message, Attempt, Redirection, Entry, Payload, UserSession, Authenticator,
    ]  # fmt: skip
    return json.dumps([list(model.objects.values()) for model in kept], default=str, ensure_ascii=False).lower()


def test_closing_ends_seats_invitations_sessions_and_factors(anna: Account) -> None:
    close_account(anna, by=anna)
    anna.refresh_from_db()
    assert (anna.is_active, anna.has_usable_password()) == (False, False)
    assert not Seat.objects.current().filter(person=anna.person).exists()
    assert not Invitation.objects.open().filter(person=anna.person).exists()
    assert not UserSession.objects.filter(user=anna).exists()
    assert not Authenticator.objects.filter(user=anna).exists()
    assert anna.person.name == "Anna Annanas"  # closed is not forgotten
    assert Entry.objects.latest("id").verb == "account.close"


def test_a_closed_account_signs_in_no_more_and_its_open_session_is_over(client: Client) -> None:
    account = an_account()
    client.force_login(account)
    close_account(account, by=account)
    assert client.get(reverse("people:me")).status_code == 302
    client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    assert not is_signed_in(client)


def test_a_closed_account_is_closed_once(anna: Account) -> None:
    close_account(anna, by=anna)
    with pytest.raises(Refused, match="account_closed_already"):
        close_account(anna, by=SYSTEM)


def test_a_new_invitation_opens_a_closed_account_again_with_a_new_password(client: Client) -> None:
    account = an_account()
    close_account(account, by=account)
    token = invite_person(account.person, an_organisation("agency"), Role.STAFF, by=SYSTEM)
    url = reverse("people:invitation", args=[token])
    assert b'name="password"' in client.get(url).content
    client.post(url, {"password": "another-horse-battery", "again": "another-horse-battery"})
    account.refresh_from_db()
    assert (account.is_active, account.check_password("another-horse-battery")) == (True, True)


def test_pr10_forgetting_leaves_no_name_and_no_address_anywhere(anna: Account) -> None:
    before = _traces()
    assert ("annanas" in before, "anna@amt.example" in before) == (True, True)
    forgotten = forget_person(anna.person, by=anna)
    after = _traces()
    assert ("annanas" in after, "anna@amt.example" in after) == (False, False)
    assert ("bertanas" in after, "berta@amt.example" in after) == (True, True)
    assert forgotten.things["mails"] == 2
    person = Person.objects.get(pk=anna.person_id)
    with speaking("en"):
        assert (person.forgotten_at is not None, str(person)) == (True, "a person whose data were deleted")
    chain.seal()
    assert list(chain.check()) == []


def test_what_stays_in_the_journal_says_that_the_name_was_deleted(anna: Account) -> None:
    forget_person(anna.person, by=SYSTEM)
    given = Entry.objects.filter(verb="seat.give").select_related("payload").order_by("id").first()
    assert given is not None
    assert (
        sentences.lines([given])[0].sentence
        == ("eine Person, deren Daten gelöscht wurden gab eine Person, deren Daten gelöscht wurden einen Sitz bei Amt.")
        or "Annanas" not in sentences.lines([given])[0].sentence
    )
    seat = Seat.objects.get(person=anna.person)
    assert seat.during.lower is not None  # who held which seat stays, without the name


def test_forgetting_a_second_time_changes_nothing(anna: Account) -> None:
    forget_person(anna.person, by=SYSTEM)
    entries = Entry.objects.count()
    assert forget_person(anna.person, by=SYSTEM).things == {}
    assert Entry.objects.count() == entries


def test_only_oneself_and_the_secretariat_may(anna: Account, secretary: Account) -> None:
    other = an_account()
    for deed in (lambda by: close_account(anna, by=by), lambda by: forget_person(anna.person, by=by)):
        with pytest.raises(Refused, match="not_entitled"):
            deed(other)
    close_account(anna, by=secretary)
    anna.refresh_from_db()
    assert not anna.is_active


def test_the_last_of_the_secretariat_cannot_lock_everybody_out(secretary: Account) -> None:
    other = Account.objects.exclude(pk=secretary.pk).get(person__seats__organ__isnull=False)
    close_account(other, by=secretary)
    for deed in (lambda: close_account(secretary, by=secretary), lambda: forget_person(secretary.person, by=secretary)):
        with pytest.raises(Refused, match="last_secretary"):
            deed()


def test_my_account_is_closed_on_its_page_and_i_am_signed_out(client: Client, anna: Account) -> None:
    client.force_login(anna)
    assert reverse("people:close_own") in client.get(reverse("people:me")).content.decode()
    assert client.post(reverse("people:close_own"), {}).status_code == 422
    answer = client.post(reverse("people:close_own"), CLOSED)
    assert (answer.status_code, is_signed_in(client)) == (302, False)
    anna.refresh_from_db()
    assert (anna.is_active, anna.person.forgotten_at) == (False, None)


def test_my_data_are_deleted_on_its_page(client: Client, anna: Account) -> None:
    client.force_login(anna)
    client.post(reverse("people:close_own"), FORGOTTEN)
    assert "annanas" not in _traces()


def test_the_secretariat_finds_everybody_and_closes_anothers_account(
    client: Client, anna: Account, secretary: Account
) -> None:
    client.force_login(secretary)
    page_of_persons = client.get(reverse("people:persons"))
    page = page_of_persons.content.decode()
    way = reverse("people:close_other", args=[anna.person.public_id])
    assert way in page
    closing = client.get(way)
    assert "Annanas" in closing.content.decode()
    assert (
        closing.context["person"]["name"] == page_of_persons.context["person"]["name"]
    )  # the reader's own, in the header
    assert client.post(way, FORGOTTEN)["Location"] == reverse("people:persons")
    assert "Annanas" not in client.get(reverse("people:persons")).content.decode()
    client.force_login(an_account())
    assert [client.get(url).status_code for url in (reverse("people:persons"), way)] == [404, 404]


def test_reset_factor_lets_a_secretary_who_lost_it_sign_in_again(secretary: Account, settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = True
    Authenticator.objects.create(user=secretary, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Authenticator.objects.create(user=secretary, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    assert main(["reset-factor", secretary.email.upper()]) == 0
    assert not Authenticator.objects.filter(user=secretary).exists()
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.payload.persons) == ("account.reset_factor", [secretary.person_id])
    client = Client()
    sign_in(client, secretary)
    assert client.get(reverse("portal:desk"))["Location"] == reverse("mfa_index")  # and a new one is asked for


def test_reset_factor_of_nobody_says_so(capsys: Any) -> None:
    assert main(["reset-factor", "nobody@test.example"]) == 1
    assert "Nobody signs in with nobody@test.example." in capsys.readouterr().err


def test_kontor_forget_says_what_it_would_do_and_does_it_when_it_is_meant(anna: Account, capsys: Any) -> None:
    assert main(["forget", "ANNA@amt.example"]) == 1
    told = capsys.readouterr().out
    assert ("mails: 2" in told, "sessions: 1" in told, "Nothing has been deleted" in told) == (True, True, True)
    assert "annanas" in _traces()
    assert main(["forget", "ANNA@amt.example", "--yes"]) == 0
    assert "mails: 2" in capsys.readouterr().out
    assert "annanas" not in _traces()
    assert main(["forget", "anna@amt.example", "--yes"]) == 1


def test_kontor_forget_reaches_every_person_with_the_address(capsys: Any) -> None:
    a_person("Einmal", email="Doppelt@test.example")
    a_person("Zweimal", email="doppelt@test.example")
    other = a_person("Bleibt")
    assert main(["forget", "doppelt@test.example", "--yes"]) == 0
    assert list(Person.objects.filter(forgotten_at=None)) == [other]
    assert reset_factor(an_account(), by=SYSTEM) == 0
    assert a_seat(other, an_organisation(), Role.STAFF).person == other
