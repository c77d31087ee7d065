"""The ways that lead nowhere: a round that fails, a withdrawal revoked, a motion dropped or rejected."""

from datetime import date
from typing import Any

import pytest
from psycopg.types.range import DateRange

from kontor.cities.models import City
from kontor.kernel.access import Refused
from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import lines
from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving
from kontor.membership.models import Application, Conversion, Standing, StandingKind
from kontor.membership.tests.factories import (
    FOUNDED,
    SmallAlliance,
    a_running_round,
    a_small_alliance,
    everybody_consents,
)
from kontor.membership.tests.pages import signed_in

pytestmark = pytest.mark.django_db


def test_an_objection_that_stays_ends_the_round_and_the_city_is_not_admitted() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    last = small.members[-1]
    actions.state(running, by=small.voice(last), city=last, position="objection", text="Noch nicht.")
    failed = actions.fail(running, by=small.secretary)
    application = Application.objects.get()
    assert (failed.status, failed.ended_at is not None, application.status) == ("failed", True, "not_admitted")
    letter = Message.objects.get(kind="membership.not_admitted")
    assert letter.to_address == small.voice(application.city).person.email
    clauses = Entry.objects.filter(verb__in=["round.fail", "application.fail"]).values_list("clause", flat=True)
    assert list(clauses) == ["II.5.1.g", "II.5.1.g"]
    again = actions.open_application(application.city, by=small.voice(application.city))
    assert again.status == "draft"


def test_silence_fails_no_round_and_nobody_but_the_secretariat_ends_one() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    last = small.members[-1]
    with pytest.raises(Refused) as silence:
        actions.fail(running, by=small.secretary)
    actions.state(running, by=small.voice(last), city=last, position="objection", text="Noch nicht.")
    with pytest.raises(Refused) as member:
        actions.fail(running, by=small.voice(last))
    assert (silence.value.reason.code, member.value.reason.code) == ("no_objection_stands", "not_entitled")
    assert Application.objects.get().status == "circulating"


def test_a_withdrawal_is_revoked_as_long_as_nobody_was_told() -> None:
    small = a_small_alliance(cn=1, de=2)
    leaver = small.members[1]
    filed = leaving.file_withdrawal(leaver, by=small.voice(leaver))
    with pytest.raises(Refused) as foreign:
        leaving.revoke(filed, by=small.voice(small.members[2]))
    assert foreign.value.reason.code == "not_entitled"
    assert leaving.revoke(filed, by=small.voice(leaver)).status == "revoked"
    assert Standing.objects.current().members().filter(city=leaver).count() == 1
    told = leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    with pytest.raises(Refused) as too_late:
        leaving.revoke(told, by=small.voice(leaver))
    assert too_late.value.reason.code == "not_from_this_state"


def _heard(small: SmallAlliance) -> Conversion:
    motion = leaving.prepare_conversion(
        small.members[2], by=small.secretary, grounds=["duties"], duty="duty.name_contacts", statement="…"
    )
    heard: Conversion = leaving.hear(motion, by=small.voice(small.members[2]), hearing="Wir holen es nach.")
    return heard


def test_a_motion_that_the_session_rejects_leaves_the_city_a_member() -> None:
    small = a_small_alliance(cn=1, de=2)
    rejected = leaving.reject(_heard(small), by=small.secretary, resolution="JS-2026/8", decided_on=date(2026, 5, 1))
    assert (rejected.status, rejected.resolution) == ("rejected", "JS-2026/8")
    assert Standing.objects.current().get(city=small.members[2]).kind == "member"
    assert Entry.objects.get(verb="conversion.reject").facts["resolution"] == "JS-2026/8"
    assert _heard(small).status == "heard"  # another motion can follow


def test_a_motion_that_is_dropped_is_over() -> None:
    small = a_small_alliance(cn=1, de=2)
    dropped = leaving.drop(_heard(small), by=small.secretary)
    with pytest.raises(Refused) as refused:
        leaving.carry(dropped, by=small.secretary, resolution="R1", decided_on=date(2026, 5, 1))
    assert (dropped.status, refused.value.reason.code) == ("dropped", "not_from_this_state")
    assert Standing.objects.current().get(city=small.members[2]).kind == "member"


def test_ending_a_round_asks_for_a_reason_and_shows_who_objects(settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance()
    running, city = a_running_round(small), small.members[0]
    actions.state(running, by=small.voice(city), city=city, position="objection", text="Wegen der Kosten.")
    page, client = f"/de/move/round/{running.public_id}/fail/", signed_in(small.secretary)
    shown = client.get(page).content.decode()
    assert [words in shown for words in ("Wegen der Kosten.", str(city), str(small.members[1]))] == [True] * 3
    client.post(page, {"reason": ""})
    running.refresh_from_db()
    assert running.status == "running"
    client.post(page, {"reason": "Der Einwand bleibt."})
    running.refresh_from_db()
    assert running.status == "failed"
    assert "Der Einwand bleibt." in lines(Entry.objects.filter(verb="round.fail").select_related("payload"))[0].sentence


def test_a_converted_observer_that_takes_its_application_back_is_a_converted_observer_again() -> None:
    small = a_small_alliance(cn=2, de=1)
    everybody_consents(small, a_running_round(small, "again", "CN"))
    city = Application.objects.get().city
    Standing.objects.create(city=city, kind=StandingKind.CONVERTED_OBSERVER, during=DateRange(FOUNDED, None))
    joined = actions.join_as_observer(Application.objects.get(), by=small.voice(city))
    assert (joined.standing_before, _kinds(city)) == ("observer_converted", ["observer_waiting"])
    actions.take_back(joined, by=small.voice(city))
    assert _kinds(city) == ["observer_converted"]


def test_a_waiting_observer_that_takes_its_application_back_is_nothing_any_more() -> None:
    small = a_small_alliance(cn=2, de=1)
    everybody_consents(small, a_running_round(small, "again", "CN"))
    city = Application.objects.get().city
    joined = actions.join_as_observer(Application.objects.get(), by=small.voice(city))
    actions.take_back(joined, by=small.voice(city))
    assert (joined.standing_before, _kinds(city)) == ("", [])


def _kinds(city: City) -> list[str]:
    return list(Standing.objects.current().filter(city=city).values_list("kind", flat=True))
