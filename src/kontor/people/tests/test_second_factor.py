"""The second factor: obligatory for the secretariat, not to be replayed, not to be got round (AU04 to AU06)."""

import re
import threading
from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse

from kontor.kernel.audit.models import Entry
from kontor.people.models import Account, OrganisationKind
from kontor.people.tests.factories import PASSWORD, a_secretary, an_account, an_organisation
from kontor.people.tests.signing import is_signed_in, sign_in

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _obligatory(settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = True


def _secretary() -> Account:
    return a_secretary(an_organisation("alliance", OrganisationKind.ALLIANCE))


def _with_app(account: Account) -> Account:
    totp.TOTP.activate(account, SECRET)
    return account


def _code(offset: int = 0) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time())) + offset
    return totp.format_hotp_value(totp.hotp_value(SECRET, counter))


def _enter(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["portal:desk", "people:me", "portal:home", "usersessions_list", "account_change_password"]
)
def test_au06_the_secretariat_is_led_to_its_second_factor_first(client: Client, name: str) -> None:
    sign_in(client, _secretary())
    answer = client.get(reverse(name))
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/de/me/?from=/account/", "/de/organs/account/", "/de/journal/livez/"])
def test_au06_an_address_that_only_looks_free_is_not(client: Client, address: str) -> None:
    sign_in(client, _secretary())
    answer = client.get(address)
    assert (answer.status_code, answer.get("Location", "")) == (302, reverse("mfa_index"))


@pytest.mark.django_db
def test_setting_the_factor_up_and_signing_out_stay_open(client: Client) -> None:
    sign_in(client, _secretary())
    assert client.get(reverse("mfa_index")).status_code == 200
    setting_up = client.get(reverse("mfa_activate_totp"))  # asks for the password once more, and leads back
    back = urlencode({"next": reverse("mfa_activate_totp")})
    assert (setting_up.status_code, setting_up["Location"]) == (302, f"{reverse('account_reauthenticate')}?{back}")
    assert client.get(setting_up["Location"]).status_code == 200
    answer = client.post(reverse("account_logout"))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert not is_signed_in(client)


@pytest.mark.django_db
def test_after_a_forgotten_password_the_factor_can_still_be_set_up(client: Client) -> None:
    account = _secretary()
    client.post(reverse("account_reset_password"), {"email": account.email})
    sign_in(client, account)
    confirm = client.get(reverse("mfa_activate_totp"))["Location"]
    answer = client.post(confirm, {"password": PASSWORD})
    assert answer["Location"] == reverse("mfa_activate_totp")
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.django_db
def test_people_of_cities_may_work_without(client: Client) -> None:
    sign_in(client, an_account())
    assert is_signed_in(client)


@pytest.mark.django_db
def test_au06_a_password_alone_does_not_sign_in_where_there_is_a_factor(client: Client) -> None:
    account = _with_app(an_account())
    answer = sign_in(client, account)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert not Entry.objects.filter(verb="account.sign_in").exists()


@pytest.mark.django_db
def test_au04_password_and_code_sign_in_under_a_new_session_key(client: Client) -> None:
    account = _with_app(an_account())
    sign_in(client, account)
    before = client.session.session_key
    _enter(client, _code())
    assert is_signed_in(client)
    assert client.session.session_key != before
    assert Entry.objects.filter(verb="account.sign_in").count() == 1


@pytest.mark.django_db
def test_au05_a_code_works_once_in_its_step(client: Client) -> None:
    account = _with_app(an_account())
    sign_in(client, account)
    code = _code()
    _enter(client, code)
    assert is_signed_in(client)
    second = Client()
    sign_in(second, account)
    _enter(second, code)
    assert not is_signed_in(second)


@pytest.mark.django_db
@pytest.mark.parametrize("offset", [-20, -1, 1, 20])
def test_au05_a_code_of_another_time_is_refused(client: Client, offset: int) -> None:
    sign_in(client, _with_app(an_account()))
    _enter(client, _code(offset))
    assert not is_signed_in(client)


@pytest.mark.django_db
def test_un05_a_code_typed_in_wide_digits_is_a_code_or_wrong_but_no_error(client: Client) -> None:
    sign_in(client, _with_app(an_account()))
    wide = _code().translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert _enter(client, wide).status_code in (200, 302)


@pytest.mark.django_db
def test_au05_guessing_codes_is_slowed_down(client: Client) -> None:
    cache.clear()
    sign_in(client, _with_app(an_account()))
    for attempt in range(12):
        _enter(client, f"{attempt:06d}")
    _enter(client, _code())
    assert not is_signed_in(client)


@pytest.mark.django_db
def test_au06_a_reset_password_does_not_replace_the_factor(client: Client) -> None:
    account = _with_app(an_account())
    account.set_password("another-horse-battery")
    account.save()
    sign_in(client, account, "another-horse-battery")
    assert not is_signed_in(client)


def test_au05_one_recovery_code_used_twice_at_once_signs_in_once(committed: str) -> None:
    account = _with_app(an_account())
    codes = RecoveryCodes.activate(account)
    code = codes.get_unused_codes()[0]
    accepted: list[bool] = []
    ready = threading.Barrier(4)

    def use() -> None:
        mine = Authenticator.objects.get(user=account, type=Authenticator.Type.RECOVERY_CODES).wrap()
        ready.wait()
        accepted.append(mine.validate_code(code))
        connections.close_all()

    threads = [threading.Thread(target=use) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(accepted) == [False, False, False, True]


@pytest.mark.django_db
def test_a_broken_passkey_answer_is_refused_and_not_an_error(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert re.search(r'id="mfa_login"', page)
    bent = '{"id": "AA", "type": "public-key", "response": {"clientDataJSON": "!", "userHandle": 1}}'
    for nonsense in (bent, '{"response": {}}', "", "{}", "null", "[]", '{"id": "\\u0000"}', "nonsense"):
        assert client.post(reverse("mfa_login_webauthn"), {"credential": nonsense}).status_code < 500
