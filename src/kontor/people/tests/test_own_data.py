"""Own data: changed by oneself only, journalled without their content, taken along as a file (IN10, UN04)."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kontor.kernel.access import SYSTEM
from kontor.kernel.audit import journal
from kontor.kernel.audit.models import Entry
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail import outbox
from kontor.kernel.mail.outbox import Recipient, Words
from kontor.people.models import Person
from kontor.people.tests.factories import a_person, a_seat, an_account, an_organisation
from kontor.people.tests.signing import sign_in

pytestmark = pytest.mark.django_db
DATA = {
    "family_name": "Neu", "given_name": "Anna", "latin_name": "", "salutation": "", "language": "de",
    "zone": "Europe/Berlin",
}  # fmt: skip


def test_a_person_changes_their_own_names(client: Client) -> None:
    account, other = an_account(), a_person("Bleibt")
    sign_in(client, account)
    answer = client.post(reverse("people:me"), {**DATA, "id": str(other.pk), "email": "planted@test.example"})
    assert answer.status_code == 302
    account.person.refresh_from_db()
    other.refresh_from_db()
    assert (account.person.family_name, other.family_name) == ("Neu", "Bleibt")
    assert account.person.email != "planted@test.example"


def test_the_journal_says_what_was_changed_and_not_to_what(client: Client) -> None:
    account = an_account()
    sign_in(client, account)
    client.post(reverse("people:me"), DATA)
    entry = Entry.objects.get(verb="person.change")
    assert entry.facts == {"subject": {}, "fields": ["family_name"]}


def test_a_new_language_is_spoken_at_once(client: Client) -> None:
    sign_in(client, an_account())
    answer = client.post(reverse("people:me"), {**DATA, "language": "zh-hans"})
    assert answer["Location"] == "/zh-hans/me/"


@pytest.mark.parametrize(
    "name",
    [
        "x\r\nBcc: a@b.example", "x\nBcc: a@b.example", "x\u2028Bcc: a@b.example", "x\x85Bcc: a@b.example",
        "x\u202eelpmaxe", "x\u200by", "x\ty",
    ],
)  # fmt: skip
def test_in10_names_with_line_breaks_or_hidden_characters_are_refused(client: Client, name: str) -> None:
    account = an_account()
    sign_in(client, account)
    before = account.person.family_name
    answer = client.post(reverse("people:me"), {**DATA, "family_name": name})
    assert answer.status_code == 200
    assert Person.objects.get(pk=account.person_id).family_name == before


def test_in10_a_name_that_spells_a_header_reaches_the_mail_as_text(client: Client, smtp: Any, do_jobs: Any) -> None:
    account = an_account(name="=?utf-8?q?=0d=0aBcc=3a a@b.example?=", email="anna@test.example")
    client.post(reverse("account_reset_password"), {"email": account.email})
    do_jobs()
    mail = smtp.to("anna@test.example")[0]
    assert mail["Bcc"] is None
    assert [address.addr_spec for address in mail["To"].addresses] == ["anna@test.example"]


def test_the_export_holds_everything_about_oneself_and_nothing_about_others(client: Client) -> None:
    account, other = an_account(name="Eigen"), an_account(name="Fremd")
    a_seat(account.person, an_organisation("mine"))
    a_seat(other.person, an_organisation("theirs"))
    sign_in(Client(), other)
    sign_in(client, account)
    answer = client.get(reverse("people:export"))
    told = json.loads(answer.content)
    assert told["person"]["family_name"] == "Eigen"
    assert [seat["organisation"] for seat in told["seats"]] == ["Mine"]
    assert len(told["journal"]) == 1
    assert "Fremd" not in answer.content.decode()


def test_the_export_holds_letters_sessions_and_second_factors_as_well(client: Client, smtp: Any, do_jobs: Any) -> None:
    account, other = an_account(email="anna@test.example"), an_account()
    for each in (account, other):
        client.post(reverse("account_reset_password"), {"email": each.email})
    do_jobs()
    sign_in(client, account)
    sign_in(Client(), other)
    for each in (account, other):
        Authenticator.objects.create(user=each, type=Authenticator.Type.TOTP, data={"secret": "not-for-the-file"})
    answer = client.get(reverse("people:export"))
    told = json.loads(answer.content)
    assert [mail["to"] for mail in told["mails"]] == ["anna@test.example"]
    assert [session["from"] for session in told["sessions"]] == ["127.0.0.1"]
    assert [factor["kind"] for factor in told["authenticators"]] == ["totp"]
    assert ("not-for-the-file" in answer.content.decode(), other.email in answer.content.decode()) == (False, False)


@pytest.mark.parametrize(
    ("anew", "own_words"),
    [(None, {"subject": "Rundschreiben", "text": "An Sie."}), (Words("Neu", "Nachfolgebrief"), {})],
)
def test_the_export_holds_a_letter_that_went_to_a_successor_and_nothing_of_the_successor(
    client: Client, anew: Words | None, own_words: dict[str, str]
) -> None:
    account, follower = an_account(email="anna@test.example"), Recipient("folge@test.example", "Folge", "de", 7)
    to = Recipient(account.email, account.person.name, "de", 7)
    outbox.redirected_to("test.export", lambda message: follower, lambda message, to: anew)
    message = outbox.queue("test.export", to, subject="Rundschreiben", text="An Sie.", about_type="test", about_id=1)
    mail.redirect(message, by=SYSTEM, to=follower)
    outbox._successors.pop("test.export")
    sign_in(client, account)
    answer = client.get(reverse("people:export"))
    (told,) = json.loads(answer.content)["mails"]
    assert {name: told[name] for name in ("subject", "text") if name in told} == own_words
    assert (told["to"], told["status"]) == (account.email, "redirected")
    assert [words in answer.content.decode() for words in ("folge@test.example", "Folge", "Nachfolgebrief")] == [
        False, False, False,
    ]  # fmt: skip


def test_the_export_holds_the_whole_journal_of_a_person(client: Client) -> None:
    account = an_account()
    with transaction.atomic():
        for _each in range(2_003):
            journal.record("account.sign_in", account, by=account)
    client.force_login(account)
    told = json.loads(client.get(reverse("people:export")).content)
    assert len(told["journal"]) == 2_003


def test_strangers_are_led_to_the_sign_in(client: Client) -> None:
    for name in ("people:me", "people:export"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))
