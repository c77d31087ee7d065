"""A forgotten password: only the stored address hears of it, and the link works once (AU01 to AU03, AU11, IN21)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kontor.kernel.access import SYSTEM
from kontor.kernel.mail.models import Message
from kontor.people.actions import invite_person
from kontor.people.models import Account, Role
from kontor.people.tests.factories import PASSWORD, a_person, an_account, an_organisation
from kontor.people.tests.signing import is_signed_in, sign_in

pytestmark = pytest.mark.django_db
NEW = "another-horse-battery"


def _ask(client: Client, address: str, **extra: Any) -> tuple[int, str]:
    answer = client.post(reverse("account_reset_password"), {"email": address}, **extra)
    return answer.status_code, answer.get("Location", "")


def _link() -> str:
    text = Message.objects.latest("id").text
    found = re.search(r"https?://\S+", text)
    assert found is not None, text
    return found.group()


def _use(client: Client, link: str, password: str = NEW) -> int:
    path = re.sub(r"^https?://[^/]+", "", link)
    shown = client.get(path, follow=True)
    if b'name="password1"' not in shown.content:
        return 0
    return client.post(shown.request["PATH_INFO"], {"password1": password, "password2": password}).status_code


def test_au01_known_and_unknown_addresses_get_the_same_answer(client: Client) -> None:
    account = an_account()
    assert _ask(client, account.email) == _ask(Client(), "nobody@test.example")
    assert list(Message.objects.values_list("to_address", flat=True)) == [account.email]


def test_au01_a_deactivated_account_is_told_nothing_and_nobody_can_tell(client: Client) -> None:
    account = an_account()
    Account.objects.update(is_active=False)
    assert _ask(client, account.email) == _ask(Client(), "nobody@test.example")
    assert not Message.objects.exists()


def test_a_reset_opens_the_account_with_the_new_password(client: Client) -> None:
    account = an_account()
    _ask(client, account.email)
    assert _use(client, _link()) == 302
    assert not is_signed_in(client)  # a reset is no sign-in: the second factor stands before (AU06)
    assert sign_in(Client(), account, PASSWORD).status_code == 200
    sign_in(client, account, NEW)
    assert is_signed_in(client)


def test_au02_a_link_works_once(client: Client) -> None:
    account = an_account()
    _ask(client, account.email)
    link = _link()
    assert _use(client, link) == 302
    assert _use(Client(), link, "third-horse-battery") == 0


def test_au02_an_older_link_dies_with_the_newer_ones_use(client: Client) -> None:
    account = an_account()
    _ask(client, account.email)
    older = _link()
    _ask(client, account.email)
    assert _use(client, _link()) == 302
    assert _use(Client(), older, "third-horse-battery") == 0


def test_au02_a_link_dies_when_its_owner_signs_in(client: Client) -> None:
    account = an_account()
    _ask(client, account.email)
    link = _link()
    sign_in(Client(), account)
    assert _use(client, link) == 0


def test_au02_a_link_of_one_account_opens_no_other(client: Client) -> None:
    mine, other = an_account(), an_account()
    _ask(client, mine.email)
    link = _link()
    key = link.rstrip("/").rsplit("/", 1)[-1].split("-", 1)[1]
    from django.utils.http import int_to_base36  # noqa: PLC0415  # only here

    stolen = reverse("account_reset_password_from_key", kwargs={"uidb36": int_to_base36(other.pk), "key": key})
    assert _use(client, f"http://testserver{stolen}") == 0


def test_au02_a_link_dies_when_the_address_changes(client: Client) -> None:
    account = an_account()
    _ask(client, account.email)
    link = _link()
    Account.objects.filter(pk=account.pk).update(email="elsewhere@test.example")
    assert _use(client, link) == 0


def test_au11_a_link_dies_with_its_time(client: Client, settings: Any) -> None:
    account = an_account()
    asked_at = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    lasts = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    with time_machine.travel(asked_at, tick=False):
        _ask(client, account.email)
    with time_machine.travel(asked_at + lasts + timedelta(seconds=1), tick=False):
        assert _use(Client(), _link()) == 0
    with time_machine.travel(asked_at + lasts - timedelta(seconds=1), tick=False):
        assert _use(Client(), _link()) == 302


def test_au11_a_link_of_one_purpose_serves_no_other(client: Client) -> None:
    """A reset's key opens no invitation, and an invitation's token resets no password."""
    account = an_account()
    _ask(client, account.email)
    uid, _, key = _link().rstrip("/").rsplit("/", 1)[-1].partition("-")
    token = invite_person(account.person, an_organisation("agency"), Role.STAFF, by=SYSTEM)
    for wrong in (key, f"{uid}-{key}"):
        assert client.get(reverse("people:invitation", args=[wrong])).status_code == 404
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    assert _use(client, f"http://testserver{path}") == 0


def test_au02_a_bent_link_opens_nothing(client: Client) -> None:
    account = an_account()
    _ask(client, account.email)
    link = _link().rstrip("/")
    bent = link[:-1] + ("a" if link[-1] != "a" else "b")
    assert _use(client, f"{bent}/") == 0


@pytest.mark.parametrize("typed", ["ANNA.S@test.example", "anna.ſ@test.example", "ａnna.s@test.example"])
def test_au03_whatever_was_typed_the_mail_goes_to_the_stored_address_or_nowhere(client: Client, typed: str) -> None:
    an_account(email="anna.s@test.example")
    _ask(client, typed)
    assert set(Message.objects.values_list("to_address", flat=True)) <= {"anna.s@test.example"}


def test_au03_a_look_alike_is_not_the_account(client: Client) -> None:
    an_account(email="mina@test.example")
    _ask(client, "mına@test.example")
    assert not Message.objects.exists()


@pytest.mark.parametrize("other", ["ANNA.Ö@test.example", "anna.o\u0308@test.example", "ａnna.ö@test.example"])
def test_au03_two_accounts_cannot_share_an_address_by_its_spelling(other: str) -> None:
    account = an_account(email="anna.ö@test.example")
    assert Account.objects.get_by_natural_key(f" {other} ") == account
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.open_for(a_person(email=other), other, PASSWORD)
    with pytest.raises(IntegrityError), transaction.atomic():  # past every line of Python
        Account.objects.bulk_create([Account(person=a_person(), email="ANNA.Ö@test.example")])


def test_in21_the_link_starts_with_our_own_address(client: Client, settings: object) -> None:
    account = an_account()
    _ask(client, account.email, HTTP_X_FORWARDED_HOST="evil.example")
    assert _link().startswith(settings.BASE_URL)  # type: ignore[attr-defined]
    assert "evil" not in Message.objects.get().text


def test_in21_a_foreign_host_is_a_bad_request(client: Client) -> None:
    account = an_account()
    assert _ask(client, account.email, HTTP_HOST="evil.example")[0] == 400
    assert not Message.objects.exists()


def test_the_mail_is_written_in_the_recipients_language(client: Client) -> None:
    account = an_account(language="zh-hans")
    _ask(client, account.email)
    assert Message.objects.get().language == "zh-hans"


def test_asking_again_and_again_is_slowed_down(client: Client) -> None:
    account = an_account()
    answers = [_ask(client, account.email)[0] for _attempt in range(5)]
    assert answers[:3] == [302, 302, 302]
    assert Message.objects.count() == 3


def test_au03_asking_again_in_other_spellings_is_slowed_down_as_well(client: Client) -> None:
    cache.clear()
    account = an_account(email="anna.s@test.example")
    for number, typed in enumerate(
        (account.email, "anna.ſ@test.example", "anna.s@ｔest.example", "ANNA.S@Test.example")
    ):
        _ask(Client(REMOTE_ADDR=f"203.0.113.{number}"), typed)
    _ask(client, account.email)
    assert Message.objects.count() <= 3


def test_the_link_opens_in_the_language_of_the_letter_not_of_the_page(client: Client, settings: Any) -> None:
    account = an_account(language="zh-hans")
    client.post("/de/account/password/reset/", {"email": account.email})
    assert _link().startswith(f"{settings.BASE_URL}/zh-hans/account/")
    assert _use(Client(), _link()) == 302
