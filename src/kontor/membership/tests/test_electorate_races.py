"""Whoever is asked is a member, and whoever leaves is asked no more, also at the same moment (MEM-3, MEM-4, MEM-8)."""

import threading
from typing import Any

import pytest

from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import actions, dossier, leaving
from kontor.membership.models import Application, Round, Standing, Voice, alliance
from kontor.membership.tests.factories import SmallAlliance, a_draft, a_running_round, a_small_alliance
from kontor.membership.tests.races import at_once, two_at_the_edge


def _one_delivery_short(small: SmallAlliance, leaver: Any) -> Message:
    """The leaver's withdrawal lacks one delivery; gives the letter."""
    leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    *others, last = Message.objects.filter(kind="membership.withdrawal", status="queued").order_by("id")
    for letter in others:
        mail.accept(letter, by=SYSTEM, reply="250")
    return last


def _submitted(small: SmallAlliance, key: str) -> Application:
    draft = a_draft(small, key)
    submitted: Application = actions.submit(draft, by=small.voice(draft.city))
    return submitted


def _asked_without_a_seat() -> int:
    """Cities that a running round still asks although they are members no more."""
    members = Standing.objects.current().members().values("city")
    return Voice.objects.filter(round__status="running", released_at=None).exclude(city__in=members).count()


def test_a_circular_and_a_leaving_at_once_leave_no_voice_behind(committed: str) -> None:
    small = a_small_alliance(cn=1, de=5)
    for number, leaver in enumerate(small.members[3:]):
        letter, application = _one_delivery_short(small, leaver), _submitted(small, f"applicant{number}")
        results = at_once(
            [
                lambda: mail.accept(letter, by=SYSTEM, reply="250"),  # noqa: B023  # done before the next round
                lambda: actions.circulate(application, by=small.secretary),  # noqa: B023
            ]
        )
        assert [each for each in results if isinstance(each, Exception)] == []
        assert (_asked_without_a_seat(), Standing.objects.current().filter(city=leaver).count()) == (0, 0)


def test_control_without_the_electorate_s_lock_a_city_that_left_is_still_asked(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The circular has frozen the electorate and has not committed yet, when the leaving looks for running rounds.

    Only then its statement would be refused by its standing: the round can never be complete.
    """
    small = a_small_alliance(cn=1, de=2)
    leaver = small.members[2]
    letter, application = _one_delivery_short(small, leaver), _submitted(small, "applicant")
    frozen, left = threading.Event(), threading.Event()
    facts = dossier.facts_of_asking

    def wait_for_the_leaving(*arguments: Any) -> Any:
        frozen.set()
        left.wait(10)
        return facts(*arguments)

    def leave() -> None:
        frozen.wait(10)
        mail.accept(letter, by=SYSTEM, reply="250")
        left.set()

    monkeypatch.setattr(alliance, "_lock_electorate", lambda how: None)
    monkeypatch.setattr(dossier, "facts_of_asking", wait_for_the_leaving)
    at_once([leave, lambda: actions.circulate(application, by=small.secretary)])
    assert _asked_without_a_seat() == 1
    with pytest.raises(Refused) as refused:
        actions.state(Round.objects.get(), by=small.voice(leaver), city=leaver, position="objection", text="Nein.")
    assert refused.value.reason.code == "not_a_member"


def test_circular_leaving_last_consent_and_admission_at_once_wait_for_nobody_for_ever(committed: str) -> None:
    """Locks are taken in one order (docs/house.md): a deadlock would be an exception in one of them."""
    small = a_small_alliance(cn=1, de=4)
    for number, leaver in enumerate(small.members[3:]):
        running = a_running_round(small, f"running{number}")
        staying = [city for city in small.members if city not in small.members[3 : 4 + number]]
        *first, last = staying
        for city in [*first, *small.members[4 + number :]]:
            actions.state(running, by=small.voice(city), city=city, position="consent")
        letter, application = _one_delivery_short(small, leaver), _submitted(small, f"applicant{number}")
        results = at_once(
            [
                lambda: actions.state(running, by=small.voice(last), city=last, position="consent"),  # noqa: B023
                lambda: mail.accept(letter, by=SYSTEM, reply="250"),  # noqa: B023
                lambda: actions.circulate(application, by=small.secretary),  # noqa: B023
            ]
        )
        assert [each for each in results if isinstance(each, Exception)] == []
        running.refresh_from_db()
        assert (running.status, _asked_without_a_seat()) == ("complete", 0)


def test_bl08_at_the_edge_of_the_ratio_one_seat_is_never_given_twice(committed: str) -> None:
    small = a_small_alliance(cn=3, de=2)
    outcomes = [two_at_the_edge(small, (f"first{number}", f"second{number}")) for number in range(8)]
    assert outcomes == [["no_seat", "seat_reserved"]] * 8
