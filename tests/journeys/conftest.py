"""Persons at the keyboard, and persons whose browser runs no scripts."""

import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as configured

from kontor.people.models import Account
from tests.journeys.hand import Hand
from tests.journeys.keyboard import Keyboard
from tests.journeys.pointer import Pointer
from tests.kontor_testing import FULL

#: Gives a hand: of somebody who has signed in, or of a visitor who reads the named language.
Seat = Callable[..., Hand]

#: What a person's own browser asks for.
_LOCALES = {"de": "de-DE", "zh-hans": "zh-CN", "en": "en-GB"}


WAYS = ("keyboard", "no script")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every journey is made by keyboard alone and without JavaScript; at hand, each in one of the two ways."""
    if "way" in metafunc.fixturenames:
        one = WAYS[zlib.crc32(metafunc.function.__name__.encode()) % 2]
        metafunc.parametrize("way", WAYS if FULL else (one,))


@pytest.fixture
def sit_down(way: str, new_page: Callable[..., Any], live: str, settings: Any) -> Seat:
    """Let somebody work: ``sit_down(account)`` or ``sit_down(language="de")``, with ``width=320`` on a telephone."""
    from django.test import Client  # noqa: PLC0415  # needs settings

    settings.BASE_URL = live  # mailed links lead here
    settings.SECOND_FACTOR_OBLIGATORY = False  # test_signing_in.py switches it on

    def sit(account: Account | None = None, *, language: str = "", width: int = 1280) -> Hand:
        language = language or (account.person.language if account is not None else "")
        page = new_page(
            locale=_LOCALES[language],
            java_script_enabled=way == "keyboard", viewport={"width": width, "height": 900}, reduced_motion="reduce",
            accept_downloads=True,
        )  # fmt: skip
        if account is not None:
            client = Client()
            client.force_login(account)
            name = configured.SESSION_COOKIE_NAME
            page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live}])
        return Keyboard(page, language) if way == "keyboard" else Pointer(page, language)

    return sit
