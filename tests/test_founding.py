"""From an empty database to the first secretary, with the operator's commands."""

import os
import subprocess
import sys
from typing import Any

import pytest

from kontor.kernel.access import SYSTEM
from kontor.kernel.mail.models import Message
from kontor.membership.founding import found_alliance
from kontor.people.actions import accept_invitation
from kontor.people.models import Account, Invitation, Organ
from kontor.people.rules import is_secretariat


def _kontor(database: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KONTOR_DATABASE_NAME": database}
    return subprocess.run(
        [sys.executable, "-m", "kontor", *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_found_and_invite_bring_the_first_secretary_in(committed: str) -> None:
    assert _kontor(committed, "found").returncode == 0
    assert _kontor(committed, "found").returncode == 0  # again: nothing changes
    assert list(Organ.objects.order_by("id").values_list("key", flat=True)) == [
        "board", "secretariat", "secretariat-office", "advisory-board", "contact-points",
    ]  # fmt: skip
    invited = _kontor(
        committed, "invite", "--organisation", "alliance", "--organ", "secretariat", "--role", "member",
        "--family", "陈", "--email", "secretary@alliance.example", "--language", "zh-hans",
    )  # fmt: skip
    assert invited.returncode == 0, invited.stderr
    assert Message.objects.get().to_address == "secretary@alliance.example"
    account = accept_invitation(Invitation.objects.get(), password="a-long-enough-password")
    assert is_secretariat(Account.objects.get(pk=account.pk)) is True


@pytest.mark.parametrize(
    "wrong", [("--organisation", "nowhere"), ("--organisation", "alliance", "--organ", "no-such-organ")]
)
def test_an_unknown_place_is_refused_with_what_there_is(committed: str, wrong: tuple[Any, ...]) -> None:
    found_alliance(by=SYSTEM)
    answer = _kontor(committed, "invite", *wrong, "--family", "X", "--email", "x@x.example")
    assert (answer.returncode, "Organisations: alliance" in answer.stderr) == (2, True)
