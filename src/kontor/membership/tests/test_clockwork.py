"""What the clock does: reminders once, witnesses weekly, letters only to those who still hold the seat."""

from datetime import timedelta
from typing import Any

import pytest

from kontor.kernel import clock
from kontor.kernel.audit import chain
from kontor.kernel.mail.models import Message
from kontor.membership import tasks
from kontor.membership.tests.factories import a_running_round, a_small_alliance, everybody_consents

pytestmark = pytest.mark.django_db


def test_only_the_silent_are_reminded_and_only_once() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    with clock.at(clock.now() + timedelta(days=22)):
        tasks.every_day(0)
        tasks.every_day(0)
    reminders = Message.objects.filter(kind="membership.reminder")
    assert [message.party for message in reminders] == [small.members[-1].organisation_id]


def test_every_member_becomes_a_witness_of_the_same_head() -> None:
    small = a_small_alliance()
    a_running_round(small)
    tasks.every_week(0)
    letters = Message.objects.filter(kind="membership.witness").order_by("id")
    assert [letter.party for letter in letters] == [city.organisation_id for city in small.members]
    head = str(chain.head())
    assert all(head in letter.text for letter in letters)


def test_members_that_lack_a_contact_are_reminded() -> None:
    small = a_small_alliance()
    tasks.every_month(0)
    told = Message.objects.filter(kind="membership.incomplete").values_list("party", flat=True)
    assert set(told) == {city.organisation_id for city in small.members}


def test_ac24_a_letter_does_not_leave_for_who_lost_the_seat_meanwhile(smtp: Any, do_jobs: Any) -> None:
    small = a_small_alliance()
    a_running_round(small)
    lost = small.voices[small.members[0].pk].person
    lost.seats.all().delete()
    do_jobs()
    assert (smtp.to(lost.email), len(smtp.to(small.voice(small.members[1]).email))) == ([], 1)
    assert Message.objects.get(kind="membership.circular", to_address=lost.email).status == "failed"
