"""Signing in: what it tells, what it keeps, what it leads to (AU01, AU03, AU04, AU07 to AU09, AU12, IN19, UN05)."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kontor.kernel.audit.models import Entry
from kontor.kernel.mail.models import Message
from kontor.people.models import Account
from kontor.people.tests.factories import PASSWORD, a_person, a_seat, an_account, an_organisation
from kontor.people.tests.signing import is_signed_in, sign_in

pytestmark = pytest.mark.django_db


def _without_tokens(page: bytes) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.decode())
    return text.replace("nobody@test.example", "ADDRESS")


def test_au01_an_unknown_address_and_a_wrong_password_get_the_same_answer(client: Client) -> None:
    account = an_account()
    known = sign_in(client, account, "wrong-horse-battery")
    unknown = client.post(reverse("account_login"), {"login": "nobody@test.example", "password": "wrong-horse-battery"})
    assert known.status_code == unknown.status_code == 200
    assert _without_tokens(known.content).replace(account.email, "ADDRESS") == _without_tokens(unknown.content)


def test_au01_a_deactivated_account_answers_like_an_unknown_one(client: Client) -> None:
    account = an_account()
    account.is_active = False
    account.save()
    answer = sign_in(client, account)
    assert not is_signed_in(client)
    unknown = client.post(reverse("account_login"), {"login": "nobody@test.example", "password": PASSWORD})
    assert _without_tokens(answer.content).replace(account.email, "ADDRESS") == _without_tokens(unknown.content)


class Counting(MD5PasswordHasher):
    """A quick hasher that counts its work."""

    algorithm = "counting"
    work = 0

    def encode(self, password: str, salt: str) -> str:
        """Count, then hash."""
        Counting.work += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("kind", ["known", "deactivated", "never had one"])
def test_au01_every_refused_sign_in_costs_the_same_hashing(client: Client, settings: Any, kind: str) -> None:
    """What a clock could tell: an unknown address takes as much work as a wrong password."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    account = an_account()
    if kind == "deactivated":
        Account.objects.update(is_active=False)
    if kind == "never had one":
        account = Account.objects.open_for(a_person(), "invited@test.example")
    Counting.work = 0
    sign_in(client, account, "wrong-horse-battery")
    known, Counting.work = Counting.work, 0
    client.post(reverse("account_login"), {"login": "nobody@test.example", "password": "wrong-horse-battery"})
    assert (known > 0, known) == (True, Counting.work)


@pytest.mark.parametrize(
    "typed", ["ＡＮＮＡ．ＭＵＳＴＥＲ＠ＴＥＳＴ．ＥＸＡＭＰＬＥ", "\u3000anna.muster@test.example\u3000"]
)
def test_un05_an_address_typed_with_wide_letters_is_no_error(client: Client, typed: str) -> None:
    an_account(email="anna.muster@test.example")
    assert client.post(reverse("account_login"), {"login": typed, "password": PASSWORD}).status_code in (200, 302)


def test_au03_the_address_is_found_in_any_case(client: Client) -> None:
    account = an_account(email="anna.muster@test.example")
    client.post(reverse("account_login"), {"login": "Anna.MUSTER@test.example", "password": PASSWORD})
    assert is_signed_in(client), account


def test_au04_the_session_gets_a_new_key_when_somebody_signs_in(client: Client) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    sign_in(client, an_account())
    assert client.session.session_key != before
    assert is_signed_in(client)


def test_au04_after_signing_out_the_old_cookie_is_worth_nothing(client: Client) -> None:
    sign_in(client, an_account())
    old = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    replaying = Client()
    replaying.cookies["sessionid"] = old
    assert not is_signed_in(replaying)


def test_au04_signing_out_needs_a_post(client: Client) -> None:
    sign_in(client, an_account())
    client.get(reverse("account_logout"))
    assert is_signed_in(client)


def test_au04_deactivating_an_account_ends_its_sessions_at_once(client: Client) -> None:
    account = an_account()
    sign_in(client, account)
    assert is_signed_in(client)
    account.is_active = False
    account.save()
    assert not is_signed_in(client)


def test_ac16_a_seat_that_ends_is_gone_with_the_next_request(client: Client) -> None:
    account = an_account()
    seat = a_seat(account.person, an_organisation("agency"))
    sign_in(client, account)
    assert b"Agency" in client.get(reverse("people:me")).content
    seat.delete()
    assert b"Agency" not in client.get(reverse("people:me")).content


def test_au07_signing_in_without_the_token_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, an_account()).status_code == 403
    assert not is_signed_in(strict)


@pytest.mark.parametrize("length", [1025, 4097, 1_000_000])
def test_au08_what_is_too_long_to_be_a_password_is_not_tried(client: Client, length: int) -> None:
    answer = sign_in(client, an_account(), "x" * length)
    assert answer.status_code == 200
    assert not is_signed_in(client)


def test_au08_nul_in_a_password_is_a_bad_request(client: Client) -> None:
    assert sign_in(client, an_account(), f"{PASSWORD}\x00").status_code == 400


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/", "javascript:alert(1)",
        "http://testserver@evil.example/", "/%0d%0aLocation:%20https://evil.example", "\thttps://evil.example",
    ],
)  # fmt: skip
def test_in19_signing_in_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    account = an_account()
    answer = client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD, "next": elsewhere})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith(("//", "/\\"))
    assert "\n" not in answer["Location"]


@pytest.mark.parametrize("elsewhere", ["//evil.example", "/\\evil.example", "https://evil.example/"])
def test_in19_signing_out_and_being_signed_in_lead_nowhere_else(client: Client, elsewhere: str) -> None:
    sign_in(client, an_account())
    already = client.get(reverse("account_login"), {"next": elsewhere})
    assert (already.status_code, "evil" in already.get("Location", "")) == (302, False)
    out = client.post(reverse("account_logout"), {"next": elsewhere})
    assert (out.status_code, "evil" in out["Location"]) == (302, False)


def test_in19_signing_in_leads_back_to_where_one_came_from(client: Client) -> None:
    account = an_account()
    answer = client.post(
        reverse("account_login"), {"login": account.email, "password": PASSWORD, "next": reverse("people:me")}
    )
    assert answer["Location"] == reverse("people:me")


def test_au12_sessions_are_listed_and_another_can_be_ended(client: Client) -> None:
    account, elsewhere, stranger = an_account(), Client(headers={"user-agent": "Stolen/1.0"}), Client()
    sign_in(client, account)
    sign_in(elsewhere, account)
    sign_in(stranger, an_account())
    for each in (client, elsewhere, stranger):
        assert is_signed_in(each)
    listed = client.get(reverse("usersessions_list")).context["sessions"]
    assert sorted(each.user_agent for each in listed) == ["", "Stolen/1.0"]
    client.post(reverse("usersessions_list"))
    assert (is_signed_in(client), is_signed_in(elsewhere), is_signed_in(stranger)) == (True, False, True)


def _wrong_ones(addresses: list[str]) -> None:
    for number, address in enumerate(addresses):
        there = Client(REMOTE_ADDR=f"203.0.113.{number}")
        there.post(reverse("account_login"), {"login": address, "password": "wrong-horse-battery"})


def test_au09_guessing_from_many_places_is_slowed_down(client: Client) -> None:
    cache.clear()
    account = an_account()
    _wrong_ones([account.email] * 10)
    sign_in(client, account)
    assert not is_signed_in(client)


@pytest.mark.parametrize("typed", ["anna.ſ@test.example", "anna.s@ｔest.example", "anna.s@test.ｅxample"])
def test_au03_au09_a_look_alike_address_signs_nobody_in(client: Client, typed: str) -> None:
    """Its guesses are counted apart: if it worked, the limit of an account could be got round."""
    an_account(email="anna.s@test.example")
    client.post(reverse("account_login"), {"login": typed, "password": PASSWORD})
    assert not is_signed_in(client)


def test_au09_the_owner_of_a_slowed_account_gets_in_by_a_new_password(client: Client) -> None:
    cache.clear()
    account = an_account()
    _wrong_ones([account.email] * 12)
    client.post(reverse("account_reset_password"), {"email": account.email})
    link = re.search(r"https?://[^/]+(/\S+)", Message.objects.latest("id").text)
    assert link is not None
    shown = client.get(link.group(1), follow=True)
    new = "another-horse-battery"
    client.post(shown.request["PATH_INFO"], {"password1": new, "password2": new})
    sign_in(client, account, new)
    assert is_signed_in(client)


def test_a_sign_in_is_journalled_once_and_without_an_address(client: Client) -> None:
    account = an_account()
    sign_in(client, account)
    entry = Entry.objects.get(verb="account.sign_in")
    assert (entry.actor, entry.subject_id, entry.facts) == (account.pk, account.pk, {"subject": {}})


def test_a_failed_sign_in_is_no_deed(client: Client) -> None:
    sign_in(client, an_account(), "wrong-horse-battery")
    assert not Entry.objects.filter(verb="account.sign_in").exists()


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password", "mfa_signup_webauthn"])
def test_nobody_registers_or_adds_an_address(client: Client, name: str) -> None:
    sign_in(client, an_account())
    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name), {"email": "other@test.example", "action_add": ""}).status_code == 404
