"""What hangs on a seat ends with it, in the right order and on record (MEM-4, MEM-7, MEM-8, MEM-9)."""

from datetime import date

import pytest

from kontor.cities.models import City
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.audit.models import Entry
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import actions, falling_due, leaving
from kontor.membership.models import Application, Conversion, Standing, Withdrawal
from kontor.membership.tests.factories import (
    SmallAlliance,
    a_running_round,
    a_small_alliance,
    everybody_consents,
)
from kontor.membership.tests.test_free_seats import consented, leave, signed
from kontor.people.models import Seat

pytestmark = pytest.mark.django_db


def _heard_motion(small: SmallAlliance, city: City) -> Conversion:
    motion = leaving.prepare_conversion(city, by=small.secretary, grounds=["support"], statement="…")
    heard: Conversion = leaving.hear(motion, by=small.secretary, hearing="–")
    return heard


def _carry(small: SmallAlliance, motion: Conversion) -> Conversion:
    carried: Conversion = leaving.carry(motion, by=small.secretary, resolution="R1", decided_on=date(2026, 5, 1))
    return carried


# --- the ratio of a round that ends with the leaving (BL09) ---
@pytest.mark.parametrize("way", ["withdraws", "is converted"])
def test_bl09_the_leaver_does_not_count_in_the_ratio_of_the_round_that_its_leaving_completes(way: str) -> None:
    small = a_small_alliance(cn=3, de=2)  # one Chinese seat is left with both German cities, and none with one
    running = a_running_round(small, "applicant", "CN")
    everybody_consents(small, running, but=1)
    silent = small.members[-1]
    if way == "withdraws":
        leave(small, silent)
    else:
        _carry(small, _heard_motion(small, silent))
    running.refresh_from_db()
    assert (running.status, running.voices.get(city=silent).released_because) == ("complete", "left")
    assert Application.objects.get().status == "no_seat"
    entry = Entry.objects.get(verb="application.run_out_of_seats")
    assert (entry.facts["before"], entry.facts["after"]) == ({"CN": 3, "DE": 1}, {"CN": 4, "DE": 1})


def test_bl09_a_silent_chinese_city_that_leaves_makes_room_for_the_applicant() -> None:
    small = a_small_alliance(cn=2, de=1)
    running = a_running_round(small, "applicant", "CN")
    silent = small.members[0]
    for city in small.members[1:]:
        actions.state(running, by=small.voice(city), city=city, position="consent")
    leave(small, silent)
    assert Application.objects.get().status == "seat_reserved"


# --- conversion and withdrawal of the same city ---
def test_who_has_left_is_not_made_an_observer_by_a_motion_that_was_open() -> None:
    small = a_small_alliance(cn=1, de=3)
    leaver = small.members[1]
    heard = _heard_motion(small, leaver)
    leave(small, leaver)
    dropped = Conversion.objects.get(pk=heard.pk)
    with pytest.raises(Refused) as refused:
        _carry(small, dropped)
    assert (dropped.status, refused.value.reason.code) == ("dropped", "not_from_this_state")
    assert Standing.objects.current().filter(city=leaver).count() == 0


def test_a_motion_against_a_city_without_a_member_s_seat_is_not_carried() -> None:
    small = a_small_alliance(cn=1, de=2)
    city = small.members[1]
    heard = _heard_motion(small, city)
    Standing.objects.filter(city=city).delete()
    with pytest.raises(Refused) as refused:
        _carry(small, heard)
    assert refused.value.reason.code == "not_a_member"
    assert (Conversion.objects.get().status, Standing.objects.filter(city=city).count()) == ("heard", 0)


# --- an observer that leaves ---
@pytest.mark.parametrize("state", ["observing", "seat_reserved", "signed"])
def test_an_observer_that_leaves_waits_no_longer_and_the_next_in_line_is_first(state: str) -> None:
    small = a_small_alliance(cn=2, de=1)
    first, second = consented(small, "first"), consented(small, "second")
    actions.join_as_observer(first, by=small.voice(first.city))
    if state != "observing":
        small.add_member("newde", "DE")
        reserved = actions.offer_seat(first, by=small.secretary)
        if state == "signed":
            signed(small, reserved)
        newde = small.members[-1]
        leave(small, newde)
    small.members.append(first.city)  # so that ``leave`` finds it
    leave(small, first.city)
    first.refresh_from_db()
    assert (first.status, Standing.objects.current().filter(city=first.city).count()) == ("taken_back", 0)
    assert Entry.objects.get(verb="application.end").clause == "II.5.2.b"
    leave(small, small.members[0])
    with pytest.raises(Refused) as refused:
        actions.offer_seat(first, by=small.secretary)
    assert refused.value.reason.code == "not_from_this_state"
    assert actions.offer_seat(second, by=small.secretary).status == "seat_reserved"


# --- who has to be told (MEM-8) ---
def test_the_last_other_member_s_withdrawal_takes_effect_where_nobody_is_to_be_told() -> None:
    small = a_small_alliance(cn=0, de=1)
    leaver = small.members[0]
    told = leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    assert (told.status, told.effective_at is not None) == ("effective", True)
    assert Standing.objects.current().count() == 0


def test_a_city_that_joins_before_the_withdrawal_takes_effect_is_told_and_waited_for() -> None:
    small = a_small_alliance(cn=1, de=2)
    newcomer = signed(small, consented(small, "neuss", "DE"))
    leaver = small.members[2]
    told = leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    actions.admit(newcomer, by=small.secretary)
    letters = list(Message.objects.filter(kind="membership.withdrawal").order_by("id"))
    assert [letter.party for letter in letters] == [
        city.organisation_id for city in (*small.members[:2], newcomer.city)
    ]  # fmt: skip
    for letter in letters[:2]:
        mail.accept(letter, by=SYSTEM, reply="250")
    told.refresh_from_db()
    assert (told.status, told.cities_not_told()) == ("being_communicated", [newcomer.city])
    mail.accept(letters[2], by=SYSTEM, reply="250")
    told.refresh_from_db()
    assert told.status == "effective"


def test_two_that_leave_at_a_time_do_not_wait_for_each_other() -> None:
    small = a_small_alliance(cn=1, de=3)
    first, second = small.members[2], small.members[3]
    for leaver in (first, second):
        leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    written = Message.objects.filter(kind="membership.withdrawal").order_by("-id")
    for letter in written.exclude(party=first.organisation_id):
        mail.accept(letter, by=SYSTEM, reply="250")  # the letter to the first, about the second, never arrives
    statuses = Withdrawal.objects.order_by("id").values_list("status", flat=True)
    assert list(statuses.all()) == ["effective", "being_communicated"]
    falling_due.let_withdrawals_take_effect()
    assert list(statuses.all()) == ["effective", "effective"]


def test_how_a_city_was_told_is_recorded_once_and_never_overwritten() -> None:
    small = a_small_alliance(cn=1, de=2)
    silent, leaver = small.members[1], small.members[2]
    Seat.objects.filter(organisation=silent.organisation).delete()
    told = leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    addressee, by_letter = told.addressees.get(city=silent), told.addressees.get(city=small.members[0])
    leaving.note_told_otherwise(addressee, by=small.secretary, how="Einschreiben 1234")
    refusals = []
    for each in (addressee, by_letter):
        with pytest.raises(Refused) as refused:
            leaving.note_told_otherwise(each, by=small.secretary, how="Telefonat")
        refusals.append(refused.value.reason.code)
    assert refusals == ["is_told_already", "is_told_by_letter"]
    assert told.addressees.get(city=silent).told_otherwise == "Einschreiben 1234"
    assert Entry.objects.filter(verb="withdrawal.told_otherwise").count() == 1


# --- a standing that began and ended on one day (decision 0023) ---
def test_a_standing_of_a_few_hours_stays_on_record() -> None:
    small = a_small_alliance(cn=1, de=2)
    admitted = actions.admit(signed(small, consented(small, "neuss", "DE")), by=small.secretary)
    standing = Standing.objects.current().get(city=admitted.city)
    small.members.append(admitted.city)
    leave(small, admitted.city)
    assert Standing.objects.filter(city=admitted.city).count() == 0
    entry = Entry.objects.get(verb="standing.give_way")
    assert (entry.subject_public_id, entry.facts["standing"], entry.facts["subject"]) == (
        standing.public_id, "member", admitted.city.journal_names(),
    )  # fmt: skip


def test_a_standing_that_lasted_longer_is_ended_and_the_journal_needs_no_more() -> None:
    small = a_small_alliance(cn=1, de=2)
    leaver = small.members[2]
    leave(small, leaver)
    assert (Standing.objects.filter(city=leaver).count(), Entry.objects.filter(verb="standing.give_way").count()) == (
        1,
        0,
    )
