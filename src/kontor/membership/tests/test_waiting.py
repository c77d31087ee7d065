"""Observers waiting for a seat: in order, told, offered, never promoted by itself (MEM-7)."""

from datetime import timedelta

import pgtrigger
import pytest
import time_machine
from django.utils import timezone

from kontor.charter.deadlines import reservation_lapses
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import actions, falling_due, leaving
from kontor.membership.models import Application
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.tests.factories import SmallAlliance, a_running_round, a_small_alliance, everybody_consents

pytestmark = pytest.mark.django_db


def _waiting(small: SmallAlliance, key: str) -> Application:
    everybody_consents(small, a_running_round(small, key, "CN"))
    application = Application.objects.get(city__organisation__key=key)
    joined: Application = actions.join_as_observer(application, by=small.voice(application.city))
    return joined


def _leave(small: SmallAlliance, number: int) -> None:
    leaver = small.members.pop(number)
    leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    for letter in Message.objects.filter(kind="membership.withdrawal", status="queued"):
        mail.accept(letter, by=SYSTEM, reply="250")


def test_the_first_in_line_is_told_and_offered_the_seat_and_nobody_else() -> None:
    small = a_small_alliance(cn=2, de=1)
    first, second = _waiting(small, "first"), _waiting(small, "second")
    _leave(small, 0)
    told = set(Message.objects.filter(kind="membership.seat_free").values_list("to_address", flat=True))
    assert told == {small.voice(first.city).person.email}
    with pytest.raises(Refused) as refused:
        actions.offer_seat(second, by=small.secretary)
    assert refused.value.reason.code == "not_first_in_line"
    assert Application.objects.get(pk=first.pk).status == "observing"  # never by itself
    offered = actions.offer_seat(first, by=small.secretary)
    assert offered.status == "seat_reserved"
    with pytest.raises(Refused) as none_left:
        actions.offer_seat(Application.objects.get(pk=second.pk), by=small.secretary)
    assert none_left.value.reason.code == "seat.none_free"


def test_a_reservation_that_is_not_used_lapses_once_and_keeps_the_place_in_line() -> None:
    small = a_small_alliance(cn=1, de=1)
    everybody_consents(small, a_running_round(small))
    application = Application.objects.get()
    Application.objects.filter(pk=application.pk).update(reserved_until=timezone.now() - timedelta(seconds=1))
    assert (falling_due.lapse_reservations(), falling_due.lapse_reservations()) == (1, 0)
    application.refresh_from_db()
    assert (application.status, application.reserved_until) == ("no_seat", None)
    assert application.first_submitted_at is not None


def test_reminders_go_to_the_silent_only_and_each_once() -> None:
    small = a_small_alliance(cn=2, de=1)
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    assert falling_due.remind_where_due() == 0
    running.dispatched_at = timezone.now() - timedelta(days=15)
    with pgtrigger.ignore("membership.Round:text_is_frozen"):
        running.save()
    assert (falling_due.remind_where_due(), falling_due.remind_where_due()) == (1, 0)
    reminders = Message.objects.filter(kind="membership.reminder")
    assert [m.to_address for m in reminders] == [small.voice(small.members[-1]).person.email]


def test_bl16_a_changed_application_needs_a_new_round_with_a_new_hash() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    application = actions.recall(Application.objects.get(), by=small.secretary, reason="Zahlen ergänzen")
    changed = actions.save_draft(
        application, by=small.voice(application.city), edition=application.edition,
        wishes=application.wishes.with_texts({"de": "Neue Wünsche"}, original="de"),
    )  # fmt: skip
    actions.submit(changed, by=small.voice(application.city))
    actions.circulate(changed, by=small.secretary)
    first, second = Application.objects.get().rounds.order_by("number")
    assert (first.status, second.status) == ("stopped", "running")
    assert first.text_sha256 != second.text_sha256
    assert second.statements.count() == 0


def test_bl17_two_editors_do_not_overwrite_each_other() -> None:
    from kontor.membership.tests.factories import a_draft  # noqa: PLC0415

    small = a_small_alliance()
    draft = a_draft(small)
    actions.save_draft(draft, by=small.voice(draft.city), edition=draft.edition, paper_title="A")
    with pytest.raises(Refused) as refused:
        actions.save_draft(draft, by=small.voice(draft.city), edition=draft.edition, paper_title="B")
    assert refused.value.reason.code == "edited_meanwhile"
    assert Application.objects.get().paper_title == "A"


def test_a_reservation_holds_until_its_time_is_over() -> None:
    small = a_small_alliance(cn=1, de=1)
    everybody_consents(small, a_running_round(small))
    until = Application.objects.get().reserved_until
    assert until is not None
    lapsed = []
    for late in (-1, 1):
        with time_machine.travel(until + timedelta(seconds=late), tick=False):
            lapsed.append(falling_due.lapse_reservations())
    assert lapsed == [0, 1]


def test_a_seat_is_held_as_long_as_the_charter_says() -> None:
    small = a_small_alliance(cn=1, de=1)
    running = a_running_round(small)
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        everybody_consents(small, running)
    assert Application.objects.get().reserved_until == reservation_lapses(now, charter_in_force()).due_at
