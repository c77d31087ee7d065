"""A city leaves, and the seat that becomes free is offered to the observer who waits (MEM-7, MEM-8)."""

from typing import Any

import pytest

from kontor.kernel.mail.models import Message
from kontor.membership.models import Application, Standing, Withdrawal
from kontor.membership.tests.factories import a_running_round, a_small_alliance, everybody_consents
from tests.journeys.hand import Hand

pytestmark = pytest.mark.journey


def _file(leaver: Hand) -> None:
    leaver.press("Declare withdrawal")
    leaver.write("Reason", "Haushalt")
    leaver.tick("Our city declares its withdrawal from the alliance.")
    leaver.press("File the withdrawal")


def _communicate(secretary: Hand) -> None:
    secretary.press("Tell all member cities")
    secretary.press("Tell all member cities")


def _evidence(secretary: Hand, city: str) -> None:
    secretary.sees("no such user")
    secretary.press(f"{secretary.word('Record other delivery')}: {city}")
    secretary.write("How and when did it arrive?", "3月3日挂号信")
    secretary.press("Record other delivery")


def test_a_city_leaves_and_the_observer_is_offered_its_seat(sit_down: Any, smtp: Any, do_jobs: Any) -> None:
    small = a_small_alliance(cn=2, de=1)
    everybody_consents(small, a_running_round(small, "waiting", "CN"))
    application = Application.objects.get()
    assert application.status == "no_seat"
    leaver, stays, dead = small.members
    smtp.refusals[small.voice(dead).email] = "550 no such user"

    applicant = sit_down(small.voice(application.city))
    applicant.open(f"/admissions/{application.public_id}/")
    applicant.press("Join as observer")
    applicant.press("Join as observer")
    assert Standing.objects.current().get(city=application.city).kind == "observer_waiting"
    own = sit_down(small.voice(leaver))
    own.open(f"/cities/{leaver.public_id}/")
    _file(own)
    withdrawal = Withdrawal.objects.get()
    secretary = sit_down(small.secretary)
    secretary.open(f"/withdrawals/{withdrawal.public_id}/")
    _communicate(secretary)
    do_jobs()
    withdrawal.refresh_from_db()
    assert withdrawal.status == "being_communicated"
    assert len([mail for mail in smtp.to(small.voice(stays).email) if "cn0市" in str(mail["Subject"])]) == 1

    secretary.open(f"/withdrawals/{withdrawal.public_id}/")
    _evidence(secretary, "de0市")
    withdrawal.refresh_from_db()
    assert withdrawal.status == "effective"
    assert Standing.objects.current().filter(city=leaver).count() == 0

    told = Message.objects.filter(kind="membership.seat_free").values_list("to_address", flat=True)
    assert list(told) == [small.voice(application.city).email]
    secretary.open(f"/admissions/{application.public_id}/")
    secretary.press("Offer the free seat")
    application.refresh_from_db()
    assert application.status == "seat_reserved"
