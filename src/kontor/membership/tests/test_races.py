"""Races are decided by locks in the database; each test has a control without the lock (BL06 to BL09, R3)."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, transaction

from kontor.kernel.access import SYSTEM
from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Entry
from kontor.kernel.lifecycle import performing
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import actions, falling_due, leaving
from kontor.membership.models import Alliance, Application, Round, Standing
from kontor.membership.tests.factories import a_running_round, a_small_alliance, everybody_consents
from kontor.membership.tests.races import Outcome, at_once, last_consents_at_once
from tests.kontor_testing import FULL


@pytest.mark.parametrize(("cn", "de"), [(1, 1), (5, 3), (15, 9)])
def test_bl06_the_last_consents_at_once_complete_exactly_once(committed: str, cn: int, de: int) -> None:
    small = a_small_alliance(cn, de)
    for number in range(3 if FULL or cn + de < 20 else 1):
        outcome = last_consents_at_once(small, f"applicant{number}")
        assert outcome == Outcome("seat_reserved", 1, 1, cn + de, 0)
    chain.seal()
    assert list(chain.check()) == []


def test_bl06_control_without_the_lock_nobody_is_admitted(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both look before either commits: each misses the other's consent, and the round never ends.

    The UPDATE of the round's row would lock it as well, so the control leaves out both.
    """
    small = a_small_alliance(1, 1)
    both_have_looked = threading.Barrier(2)
    look = Round.consent_state

    def without_lock(lifecycle: Any, row: Any) -> Any:
        return lifecycle.model._base_manager.get(pk=row.pk)

    def look_and_wait(running: Round) -> Any:
        seen = look(running)
        both_have_looked.wait(10)
        return seen

    save = Round.save

    def save_new_ones_only(running: Round, **options: Any) -> None:
        if options.get("force_insert"):
            save(running, **options)

    monkeypatch.setattr(performing, "_lock", without_lock)
    monkeypatch.setattr(Round, "save", save_new_ones_only)
    monkeypatch.setattr(Round, "consent_state", look_and_wait)
    outcome = last_consents_at_once(small, "applicant")
    assert (outcome.status, outcome.consents, outcome.errors) == ("circulating", 2, 0)


def _two_chinese_rounds_one_consent_short(small: Any) -> list[Any]:
    deeds = []
    for key in ("shaoguan", "meizhou"):
        running = a_running_round(small, key, "CN")
        everybody_consents(small, running, but=1)
        last = small.members[-1]
        deeds.append(lambda r=running, c=last: actions.state(r, by=small.voice(c), city=c, position="consent"))
    return deeds


def test_bl08_two_completions_at_the_edge_of_the_ratio_share_one_seat(committed: str) -> None:
    small = a_small_alliance(cn=3, de=2)  # one Chinese seat is left: 4:2
    at_once(_two_chinese_rounds_one_consent_short(small))
    assert sorted(Application.objects.values_list("status", flat=True)) == ["no_seat", "seat_reserved"]


def test_bl08_control_without_the_alliances_lock_both_get_it(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small = a_small_alliance(cn=3, de=2)
    deeds = _two_chinese_rounds_one_consent_short(small)
    both_have_counted = threading.Barrier(2)
    counted = Application.seat_on_completion

    def count_and_wait(application: Application) -> Any:
        decision = counted(application)
        both_have_counted.wait(10)
        return decision

    monkeypatch.setattr(Alliance, "lock", classmethod(lambda cls: cls.objects.get()))
    monkeypatch.setattr(Application, "seat_on_completion", count_and_wait)
    at_once(deeds)
    assert sorted(Application.objects.values_list("status", flat=True)) == ["seat_reserved", "seat_reserved"]


def _is_locked_for_others(model: Any) -> bool:
    """Whether somebody else would have to wait for the one row of this table now; asked on another connection."""

    def try_it() -> None:
        with transaction.atomic():
            model.objects.select_for_update(of=("self",), nowait=True).get()

    return isinstance(at_once([try_it])[0], OperationalError)


def test_bl08_seats_are_counted_while_application_and_alliance_are_locked(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The race above is lost by chance only; this one fails in every run without the locks."""
    small, running, last = _one_consent_short()
    counted, locked = Application.seat_on_completion, list[bool]()

    def count_and_look(application: Application) -> Any:
        locked.extend(_is_locked_for_others(model) for model in (Application, Alliance))
        return counted(application)

    monkeypatch.setattr(Application, "seat_on_completion", count_and_look)
    assert [_is_locked_for_others(model) for model in (Application, Alliance)] == [False, False]
    actions.state(running, by=small.voice(last), city=last, position="consent")
    assert locked == [True, True]


def _one_consent_short() -> tuple[Any, Any, Any]:
    small = a_small_alliance(cn=1, de=1)
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    return small, running, small.members[-1]


def test_bl07_the_last_consent_and_an_objection_of_another_city_at_once(committed: str) -> None:
    """A consent that is revoked while the last one comes in: either it was complete before, or it is not complete."""
    small, running, last = _one_consent_short()
    first = small.members[0]
    at_once(
        [
            lambda: actions.state(running, by=small.voice(last), city=last, position="consent"),
            lambda: actions.state(running, by=small.voice(first), city=first, position="objection", text="Doch nicht."),
        ]
    )
    running.refresh_from_db()
    objected = running.statements.filter(position="objection").exists()
    expected = ("running", "circulating") if objected else ("complete", "seat_reserved")
    assert (running.status, Application.objects.get().status) == expected


def test_bl07_the_last_consent_and_the_recall_at_once_leave_one_outcome(committed: str) -> None:
    small, running, last = _one_consent_short()
    results = at_once(
        [
            lambda: actions.state(running, by=small.voice(last), city=last, position="consent"),
            lambda: actions.recall(running.application, by=small.secretary, reason="Neue Zahlen."),
        ]
    )
    ended = (Round.objects.get().status, Application.objects.get().status)
    assert ended in (("complete", "seat_reserved"), ("stopped", "draft"))
    assert [type(each).__name__ for each in results if isinstance(each, Exception)] == ["Refused"]
    assert Entry.objects.filter(verb__in=["round.complete", "round.stop"]).count() == 1


@pytest.mark.parametrize("late", [timedelta(microseconds=-1), timedelta(0), timedelta(days=30)])
def test_bl07_the_second_of_the_deadline_decides_nothing_by_itself(committed: str, late: timedelta) -> None:
    """Silence is never a consent and a late consent is one: only the secretariat ends a round (charter, II.5.1)."""
    small, running, last = _one_consent_short()
    with time_machine.travel(running.answer_due_at + late, tick=False):
        falling_due.remind_where_due()
        running.refresh_from_db()
        assert (running.status, running.consent_state().silent) == ("running", (str(last.pk),))
        actions.state(running, by=small.voice(last), city=last, position="consent")
    running.refresh_from_db()
    assert running.status == "complete"


def test_a_withdrawal_and_the_last_consent_at_once_leave_no_round_hanging(committed: str) -> None:
    """BL09: whoever comes first, the round ends complete and the city that leaves is gone."""
    small = a_small_alliance(cn=1, de=2)
    running = a_running_round(small)
    silent, leaver = small.members[2], small.members[1]
    first = small.members[0]
    actions.state(running, by=small.voice(first), city=first, position="consent")
    filed = leaving.file_withdrawal(leaver, by=small.voice(leaver))
    communicated = leaving.communicate(filed, by=small.secretary)
    letters = list(Message.objects.filter(kind="membership.withdrawal"))
    mail.accept(letters[0], by=SYSTEM, reply="250")
    results = at_once(
        [
            lambda: mail.accept(letters[1], by=SYSTEM, reply="250"),
            lambda: actions.state(running, by=small.voice(silent), city=silent, position="consent"),
        ]
    )
    assert [type(r).__name__ for r in results if isinstance(r, Exception)] == []
    running.refresh_from_db()
    communicated.refresh_from_db()
    assert (running.status, communicated.status) == ("complete", "effective")
    assert Standing.objects.current().filter(city=leaver).count() == 0
    assert Entry.objects.filter(verb="round.complete").count() == 1


def test_many_deeds_at_once_are_each_journalled_once(committed: str) -> None:
    small = a_small_alliance(cn=8, de=4)
    rounds = [a_running_round(small, f"applicant{number}") for number in range(4)]
    deeds = [
        lambda r=running, c=city: actions.state(r, by=small.voice(c), city=c, position="question", text="?")
        for running in rounds
        for city in small.members
    ]
    results = at_once(deeds)
    assert [r for r in results if isinstance(r, Exception)] == []
    assert Entry.objects.filter(verb="round.state").count() == len(deeds)
    chain.seal()
    assert list(chain.check()) == []
