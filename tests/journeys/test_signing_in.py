"""Signing in: a wrong password, a forgotten one, the second factor, sessions (AU01, AU02, AU06)."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession

from kontor.kernel.lingua.languages import known
from kontor.membership.tests.factories import a_small_alliance
from kontor.people.tests.factories import PASSWORD
from tests.journeys.hand import Hand, tidy

pytestmark = pytest.mark.journey
NEW = "another-horse-battery"


def _sign_in(hand: Hand, address: str, password: str) -> None:
    hand.open("/account/login/")
    hand.write("Email", address)
    hand.write("Password", password)
    hand.press("Sign in", "verb")


def _complaint(hand: Hand, address: str) -> str:
    """What the page answers to a sign-in that does not succeed, without the address that was typed."""
    _sign_in(hand, address, "wrong-horse-battery")
    return tidy(hand.page.locator("main").inner_text())


def _reset(hand: Hand, address: str, smtp: Any, do_jobs: Any) -> None:
    hand.press("Forgot your password?")
    hand.write("Email", address)
    hand.press("Send the link")
    do_jobs()
    link = re.search(r"http://\S+", smtp.to(address)[-1].get_content())
    assert link is not None
    hand.open(link.group())
    hand.write("New Password", NEW)
    hand.write("New Password (again)", NEW)
    hand.press("Change Password")


def _code(secret: str) -> str:
    _before, now, _after = totp.yield_hotp_counters_from_time()  # with a tolerance of one step
    return totp.format_hotp_value(totp.hotp_value(secret, now))


def _set_up_a_second_factor(hand: Hand) -> str:
    """Led there by the sign-in; gives the secret that the person's app keeps."""
    hand.sees("The secretariat works with a second factor. Please set one up first.")
    hand.press("Activate")
    hand.write("Password", NEW)
    hand.press("Confirm")
    secret = str(hand.page.locator("#authenticator_secret").input_value())
    hand.write("Authenticator code", _code(secret))
    hand.press("Activate")
    return secret


def test_the_secretariat_signs_in(sit_down: Any, smtp: Any, do_jobs: Any, settings: Any) -> None:
    small = a_small_alliance()
    address, language = small.secretary.email, known(small.secretary.person.language)
    somebody = sit_down(language=language)
    settings.SECOND_FACTOR_OBLIGATORY = True
    settings.MFA_TOTP_TOLERANCE = 1  # the half minute may end while the page is open

    assert _complaint(somebody, address) == _complaint(somebody, "nobody@test.example")
    _reset(somebody, address, smtp, do_jobs)
    _sign_in(somebody, address, NEW)
    secret = _set_up_a_second_factor(somebody)
    somebody.open("/today/")
    somebody.sees("What waits for you")

    elsewhere = sit_down(language=language)
    _sign_in(elsewhere, address, PASSWORD)  # the old one
    _sign_in(elsewhere, address, NEW)
    assert elsewhere.path.endswith("/account/2fa/authenticate/")
    elsewhere.write("Code", _code(secret))
    elsewhere.press("Sign In")
    elsewhere.sees("What waits for you")

    elsewhere.open("/account/sessions/")
    assert UserSession.objects.filter(user=small.secretary).count() == 2
    elsewhere.press("Sign out everywhere else")
    assert UserSession.objects.filter(user=small.secretary).count() == 1
    somebody.open("/today/")
    assert somebody.path.endswith("/account/login/")
