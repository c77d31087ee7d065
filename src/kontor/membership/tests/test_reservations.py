"""A reserved seat is held until its day, not longer; what falls due is done once, whatever else fails."""

from datetime import timedelta

import pytest

from kontor.kernel import clock
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.audit.models import Entry
from kontor.kernel.mail.models import Message
from kontor.membership import actions, falling_due, tasks
from kontor.membership.models import Application, Standing
from kontor.membership.tests.factories import SmallAlliance, a_running_round, a_small_alliance, everybody_consents
from kontor.membership.tests.test_free_seats import consented, signed, told

pytestmark = pytest.mark.django_db


def _observer_with_an_offer(small: SmallAlliance) -> Application:
    waiting = consented(small, "third")
    actions.join_as_observer(waiting, by=small.voice(waiting.city))
    small.add_member("newde", "DE")
    offered: Application = actions.offer_seat(waiting, by=small.secretary)
    return offered


def test_a_reservation_that_has_run_out_is_not_signed_even_before_the_clock_s_job() -> None:
    small = a_small_alliance()
    reserved = consented(small, "neuss", "DE")
    with clock.at(clock.now() + timedelta(days=400)):
        with pytest.raises(Refused) as refused:
            signed(small, reserved)
        reason = refused.value.reason
        assert (reason.code, reason.clause, reason.version) == ("reservation_lapsed", "II.5.1.F7", "2016")
    assert Application.objects.get().status == "seat_reserved"
    assert signed(small, reserved).status == "signed"


def test_a_reservation_holds_until_the_end_of_its_last_day() -> None:
    small = a_small_alliance()
    reserved = consented(small, "neuss", "DE")
    assert reserved.reserved_until is not None
    with clock.at(reserved.reserved_until - timedelta(microseconds=1)):
        assert falling_due.lapse_reservations() == 0
        with pytest.raises(Refused) as refused:
            actions.lapse(reserved, by=SYSTEM)
        assert refused.value.reason.code == "reservation_still_holds"
    with clock.at(reserved.reserved_until):
        assert falling_due.lapse_reservations() == 1


def test_a_seat_that_lapses_is_the_next_one_s_and_who_let_it_lapse_gets_one_letter() -> None:
    small = a_small_alliance(cn=1, de=1)
    early = a_running_round(small, "early", "CN")
    holder = consented(small, "holder")
    everybody_consents(small, early)
    with clock.at(clock.now() + timedelta(days=200)):
        falling_due.lapse_reservations()
    assert told() == ["early"]
    about_holder = Message.objects.about("application", holder.pk).filter(to_address=small.voice(holder.city).email)
    assert about_holder.order_by("-id")[0].kind == "membership.seat_lapsed"
    alone = consented(small, "bonn", "DE")
    with clock.at(clock.now() + timedelta(days=200)):
        falling_due.lapse_reservations()
    assert (told(), Application.objects.get(pk=alone.pk).status) == (["early"], "no_seat")


def test_an_observer_that_lets_its_seat_lapse_is_an_observer_still() -> None:
    small = a_small_alliance()
    offered = _observer_with_an_offer(small)
    with clock.at(clock.now() + timedelta(days=200)):
        assert falling_due.lapse_reservations() == 1
        assert Standing.objects.current().get(city=offered.city).kind == "observer_waiting"
    offered.refresh_from_db()
    assert (offered.status, offered.reserved_until) == ("observing", None)


@pytest.mark.parametrize("is_offered_a_seat", [False, True])
def test_an_observer_that_takes_its_application_back_is_none_any_more(is_offered_a_seat: bool) -> None:
    small = a_small_alliance()
    waiting = consented(small, "third")
    actions.join_as_observer(waiting, by=small.voice(waiting.city))
    if is_offered_a_seat:
        small.add_member("newde", "DE")
        actions.offer_seat(waiting, by=small.secretary)
    ended = actions.take_back(waiting, by=small.voice(waiting.city))
    assert (ended.status, Standing.objects.current().filter(city=waiting.city).count()) == ("taken_back", 0)


def test_an_observer_that_is_admitted_is_a_member_from_that_day() -> None:
    small = a_small_alliance()
    offered = _observer_with_an_offer(small)
    assert Standing.objects.current().get(city=offered.city).kind == "observer_waiting"
    admitted = actions.admit(signed(small, offered), by=small.secretary)
    assert Standing.objects.current().get(city=admitted.city).kind == "member"


def test_one_row_that_refuses_does_not_stop_the_day_s_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first was signed while the job was on its way to it: it had read the state before."""
    small = a_small_alliance()
    first, second = consented(small, "neuss", "DE"), consented(small, "mainz", "DE")
    running = a_running_round(small, "bonn", "DE")
    ask = Application.waits_as_observer

    def signed_meanwhile(row: Application) -> bool:
        if row.pk == first.pk:
            Application.objects.filter(pk=row.pk).update(status="signed")
        return ask(row)

    monkeypatch.setattr(Application, "waits_as_observer", signed_meanwhile)
    with clock.at(clock.now() + timedelta(days=200)):
        tasks.every_day(0)
    statuses = dict(Application.objects.values_list("pk", "status"))
    assert (statuses[first.pk], statuses[second.pk]) == ("signed", "no_seat")
    assert Entry.objects.filter(verb="round.remind", subject_id=running.pk).count() == 1


def test_a_reminder_by_the_secretariat_takes_the_place_of_none_of_the_charter_s() -> None:
    small = a_small_alliance(cn=2, de=1)
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    begun, sent = clock.now(), []
    actions.remind(running, by=small.secretary)
    for days in (15, 16, 29, 30):
        with clock.at(begun + timedelta(days=days)):
            sent.append(falling_due.remind_where_due())
    assert sent == [1, 0, 1, 0]
    served = [entry.facts["due_on"] for entry in Entry.objects.filter(verb="round.remind").order_by("id")]
    assert (served[0], len(set(served)), served) == ("", 3, sorted(served))
    assert Message.objects.filter(kind="membership.reminder").count() == 3
