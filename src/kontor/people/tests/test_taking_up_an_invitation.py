"""An invitation: shown by its link, taken up by its form, once, for exactly the seat it names (AC15, AU10, AU11)."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kontor.console import main
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.audit import sentences
from kontor.kernel.audit.models import Entry
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import speaking, tag
from kontor.kernel.mail.models import Message
from kontor.people.actions import invite_person, person_for_address
from kontor.people.actions import seat_person as give_seat
from kontor.people.models import Account, Invitation, Organisation, OrganisationKind, Person, Role, Seat
from kontor.people.tests.factories import PASSWORD, a_person, a_seat, a_secretary, an_account, an_organisation
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


@pytest.mark.parametrize(("language", "browser"), [("zh-hans", "de"), ("de", "zh-CN"), ("en", "de")])
def test_the_mailed_link_opens_in_the_language_of_the_letter(client: Client, language: str, browser: str) -> None:
    token = invite_person(a_person("Neu", language=language), an_organisation("agency"), Role.STAFF, by=SYSTEM)
    link = re.search(r"https?://\S+", Message.objects.get().text)
    assert link is not None
    assert link.group() == f"{settings.BASE_URL}/{language}/to/invitation/{token}"
    path = link.group().removeprefix(settings.BASE_URL)
    opened = client.get(path, headers={"accept-language": browser}, follow=True)
    assert (opened.status_code, opened.request["PATH_INFO"]) == (200, f"/{language}/invitation/{token}/")
    assert f'<html lang="{tag(language)}"' in opened.content.decode()


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


def _second(address: str, organisation: Organisation, role: Role = Role.STAFF) -> str:
    """What every way of inviting does: the one person of the address is invited."""
    with transaction.atomic():
        person = person_for_address(address, language="de", family_name="Neu")
        return reverse("people:invitation", args=[invite_person(person, organisation, role, by=SYSTEM)])


def test_two_invitations_to_one_new_address_are_one_person_with_two_seats(client: Client) -> None:
    first, second = an_organisation("first"), an_organisation("second")
    urls = [_second("neu@test.example", first), _second("Neu@Test.example", second)]
    assert Person.objects.count() == 1
    client.post(urls[0], SENT)
    assert b'name="password"' not in client.get(urls[1]).content  # there is an account now
    assert client.post(urls[1], {})["Location"] == reverse("account_login")
    assert sorted(Seat.objects.values_list("organisation__key", flat=True)) == ["first", "second"]
    assert Account.objects.count() == 1


def test_a_person_that_was_made_twice_still_gets_one_account(client: Client) -> None:
    first, second = an_organisation("first"), an_organisation("second")
    tokens = [
        invite_person(a_person("Neu", email="neu@test.example"), each, Role.STAFF, by=SYSTEM)
        for each in (first, second)
    ]
    for token in tokens:
        answer = client.post(reverse("people:invitation", args=[token]), SENT)
        assert answer["Location"] == reverse("account_login")
    account = Account.objects.get()
    assert list(Seat.objects.values_list("person", flat=True)) == [account.person_id] * 2
    assert account.check_password(PASSWORD)


def test_the_same_seat_twice_is_refused_with_a_sentence(client: Client) -> None:
    account, agency = an_account(), an_organisation("agency")
    urls = [_second(account.email, agency), _second(account.email, agency)]  # both are open
    client.post(urls[0], {})
    answer = client.post(urls[1], {})
    assert answer.status_code == 404
    english = client.post(urls[1].replace("/de/", "/en/"), {}).content.decode()
    assert "This person holds this very seat already." in english
    assert Seat.objects.count() == 1
    with pytest.raises(Refused, match="seat_held_already"):
        invite_person(account.person, agency, Role.STAFF, by=SYSTEM)


def test_a_stranger_who_only_wished_something_under_an_address_is_not_the_person_invited_to_it() -> None:
    planted = a_person("Gepflanzt", email="neu@test.example")
    with transaction.atomic():
        invited = person_for_address("neu@test.example", language="zh-hans", family_name="陈")
    assert (invited.pk != planted.pk, invited.name, invited.language) == (True, "陈", "zh-hans")


def test_kontor_invite_finds_the_person_and_refuses_a_seat_that_is_held(capsys: pytest.CaptureFixture[str]) -> None:
    account, agency = an_account(), an_organisation("agency")
    call = ["invite", "--organisation", "agency", "--role", "staff", "--family", "Neu", "--email", account.email]
    assert main(call) == 0
    assert Invitation.objects.get().person == account.person
    a_seat(account.person, agency, Role.STAFF)
    assert (main(call), Invitation.objects.count()) == (1, 1)
    assert capsys.readouterr().err != ""


def test_the_mail_names_alliance_purpose_role_sender_and_end() -> None:
    alliance = an_organisation("alliance", OrganisationKind.ALLIANCE, names=Content.of(de="Städteallianz"))
    secretary = a_secretary(alliance)
    person = a_person("Neu", language="de")
    invite_person(person, an_organisation("agency"), Role.CONTACT, by=secretary)
    mail, invitation = Message.objects.get(), Invitation.objects.get()
    with speaking("de"):
        expected = [
            "Städteallianz", str(invitation.organisation), invitation.get_role_display(), str(secretary.person),
            calendar.moment(invitation.expires_at, person.zone), "Mit freundlichen Grüßen",
        ]  # fmt: skip
    assert [each for each in expected if each not in mail.text] == []
    assert mail.subject.startswith("Einladung: ")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", "Anna Neu hat die Einladung angenommen: Ansprechperson, {}."),
        ("en", "Anna Neu accepted the invitation: Contact person of {}."),
    ],
)
def test_the_journal_says_that_the_invitation_was_accepted(client: Client, language: str, told: str) -> None:
    organisation = an_organisation("agency")
    token = invite_person(a_person("Neu"), organisation, Role.CONTACT, by=SYSTEM)
    client.post(reverse("people:invitation", args=[token]), SENT)
    with speaking(language):
        line = sentences.lines(Entry.objects.filter(subject_type="seat").select_related("payload"))[0]
        assert line.sentence == told.format(organisation)


def test_readers_of_other_scripts_get_the_latin_name_first() -> None:
    person = a_person("王", given_name="小明", latin_name="Wang Xiaoming")
    give_seat(person, an_organisation("agency"), Role.STAFF, by=an_account(person=person))
    entries = Entry.objects.filter(verb="seat.give").select_related("payload")
    with speaking("de"):
        assert sentences.lines(entries)[0].sentence.startswith("Wang Xiaoming (王小明) hat ")
    with speaking("zh-hans"):
        assert sentences.lines(entries)[0].sentence.startswith("王小明")
