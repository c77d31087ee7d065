"""Every page about accounts speaks as the rest of Kontor does: with “Sie”, and without allauth's own words."""

import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kontor.people.tests.factories import an_account
from kontor.people.tests.signing import sign_in

pytestmark = pytest.mark.django_db
FAMILIAR = re.compile(r"\b(?:[Dd]u|[Dd]ein\w*|[Dd]ir|[Dd]ich)\b")
#: What allauth says in Chinese and we do not.
THEIRS = re.compile("登出|帐户|账号|两步验证|双因素|重置我的密码|身份验证器")
OUTSIDE = ("account_login", "account_reset_password", "account_reset_password_done", "account_inactive")
INSIDE = (
    "account_logout", "account_change_password", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn",
    "usersessions_list", "account_reauthenticate", "mfa_reauthenticate",
)  # fmt: skip
WITH_FACTOR = ("mfa_index", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_view_recovery_codes")


def _words(client: Client, name: str) -> str:
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200, name
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def _all_words(language: str) -> dict[str, str]:
    account, client, signed_in = an_account(), Client(), Client()
    with translation.override(language):
        found = {name: _words(client, name) for name in OUTSIDE}
        spoiled = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "nothing"})
        found["a spoiled link"] = unescape(client.get(spoiled).content.decode())
        sign_in(signed_in, account)
        found |= {name: _words(signed_in, name) for name in INSIDE}
        totp.TOTP.activate(account, "JBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(account)
        assert Authenticator.objects.count() == 2
        found |= {f"{name}, set up": _words(signed_in, name) for name in WITH_FACTOR}
    return found


def test_no_page_about_accounts_says_du() -> None:
    assert {name: FAMILIAR.findall(words) for name, words in _all_words("de").items() if FAMILIAR.search(words)} == {}


def test_no_page_about_accounts_has_chinese_words_of_its_own() -> None:
    assert {name: THEIRS.findall(words) for name, words in _all_words("zh-hans").items() if THEIRS.search(words)} == {}


@pytest.mark.parametrize("name", ["account_reset_password", "account_reset_password_done"])
def test_whoever_cannot_sign_in_is_told_whom_to_write_to(client: Client, settings: object, name: str) -> None:
    settings.OPERATOR_EMAIL = "help@alliance.example"  # type: ignore[attr-defined]
    assert b'href="mailto:help@alliance.example"' in client.get(reverse(name)).content
