"""A withdrawal is revoked, filed again, and told: by letter, by a letter sent again, and otherwise (MEM-3, MEM-8)."""

from typing import Any

import pytest

from kontor.kernel.mail.models import Message
from kontor.membership import leaving
from kontor.membership.models import Addressee, Standing, Withdrawal
from kontor.membership.tests.factories import SmallAlliance, a_small_alliance
from tests.journeys.hand import Hand

pytestmark = pytest.mark.journey


def _revoke(leaver: Hand, filed: Withdrawal) -> None:
    leaver.open(f"/withdrawals/{filed.public_id}/")
    leaver.press("Revoke the withdrawal")
    leaver.sees("The withdrawal has been revoked.")


def _tell_all(small: SmallAlliance, filed: Withdrawal) -> Message:
    """Everybody is told; gives the one letter: who has nobody to write to gets none."""
    leaving.communicate(filed, by=small.secretary)
    return Message.objects.get(kind="membership.withdrawal")


def _state_of(letter: Message) -> str:
    return Message.objects.get(pk=letter.pk).status


def _tell_otherwise(secretary: Hand) -> None:
    button = f"{secretary.word('Record other delivery')}: de0市"
    secretary.press(button)
    secretary.sees("Please say how and when the city was told.")
    assert Addressee.objects.exclude(told_otherwise="").count() == 0
    secretary.write("How and when was it told?", "3月3日电话告知市长办公室")
    secretary.press(button)
    secretary.sees("Recorded.")
    secretary.sees("3月3日电话告知市长办公室")


def test_a_letter_is_sent_again_and_a_city_told_otherwise(sit_down: Any, smtp: Any, do_jobs: Any) -> None:
    small = a_small_alliance(cn=1, de=2)
    reached, silent, leaver = small.members
    silent.organisation.seats.all().delete()
    small.voices.pop(silent.pk)
    smtp.refusals[small.voice(reached).email] = "550 no such user"

    _revoke(sit_down(small.voice(leaver)), leaving.file_withdrawal(leaver, by=small.voice(leaver)))
    assert Withdrawal.objects.get().status == "revoked"
    letter = _tell_all(small, leaving.file_withdrawal(leaver, by=small.voice(leaver)))
    do_jobs()
    assert (letter.to_address, _state_of(letter)) == (small.voice(reached).email, "failed")

    secretary = sit_down(small.secretary)
    secretary.open("/deliveries/")
    secretary.sees("550 no such user")
    secretary.press(f"{secretary.word('Send again')}: {letter.subject}, {letter.to_address}")
    secretary.sees("The letter is on its way again.")
    do_jobs()
    assert _state_of(letter) == "failed"  # the server still refuses: it is shown again
    smtp.refusals.clear()
    secretary.open(f"/withdrawals/{Withdrawal.objects.latest('pk').public_id}/")
    secretary.press(f"{secretary.word('Send again')}: cn0市")
    do_jobs()
    assert (_state_of(letter), Withdrawal.objects.latest("pk").status) == ("accepted", "being_communicated")
    _tell_otherwise(secretary)
    assert Withdrawal.objects.latest("pk").status == "effective"
    assert Standing.objects.current().filter(city=leaver).count() == 0
