"""Races are decided by locks in the database; each test has a control without the lock (BL06, BL08, R3)."""

import threading
from typing import Any

import pytest

from kontor.charter import ratio
from kontor.kernel.access import SYSTEM
from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Entry
from kontor.kernel.lifecycle import performing
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving, reactions
from kontor.membership.models import Alliance, Application, Round, Standing
from kontor.membership.tests.factories import a_running_round, a_small_alliance, everybody_consents
from kontor.membership.tests.races import Outcome, at_once, last_consents_at_once


@pytest.mark.parametrize(("cn", "de"), [(1, 1), (5, 3), (15, 9)])
def test_bl06_the_last_consents_at_once_complete_exactly_once(committed: str, cn: int, de: int) -> None:
    small = a_small_alliance(cn, de)
    for number in range(3):
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
    counted = ratio.seat_for

    def count_and_wait(*arguments: Any) -> Any:
        decision = counted(*arguments)
        both_have_counted.wait(10)
        return decision

    monkeypatch.setattr(Alliance, "lock", classmethod(lambda cls: cls.objects.get()))
    monkeypatch.setattr(reactions, "seat_for", count_and_wait)
    at_once(deeds)
    assert sorted(Application.objects.values_list("status", flat=True)) == ["seat_reserved", "seat_reserved"]


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
