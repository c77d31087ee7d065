"""Signing in as a test does it: with the form, as a person would."""

from typing import Any

from django.test import Client
from django.urls import reverse

from kontor.people.models import Account
from kontor.people.tests.factories import PASSWORD


def sign_in(client: Client, account: Account, password: str = PASSWORD, **extra: Any) -> Any:
    """Send the sign-in form."""
    return client.post(reverse("account_login"), {"login": account.email, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    """Whether a page for signed-in people opens."""
    return bool(client.get(reverse("people:me")).status_code == 200)
