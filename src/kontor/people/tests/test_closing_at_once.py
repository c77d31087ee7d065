"""The last two of the secretariat close their accounts at the same moment: somebody has to stay."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connections

from kontor.kernel.access import Actor, Refused
from kontor.people import closing
from kontor.people.closing import close_account
from kontor.people.models import Account, OrganisationKind, Person
from kontor.people.tests.factories import a_secretary, an_organisation


def test_of_the_last_two_secretaries_one_stays(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alliance = an_organisation("alliance", OrganisationKind.ALLIANCE)
    both = [a_secretary(alliance, "Eine"), a_secretary(alliance, "Andere")]
    asked, check = threading.Barrier(2), closing._check

    def check_together(person: Person, by: Actor) -> None:
        check(person, by)
        with suppress(threading.BrokenBarrierError):
            asked.wait(0.5)  # without a common lock both have asked by now

    def close(account: Account) -> str:
        try:
            close_account(account, by=account)
        except Refused as refused:
            return refused.reason.code
        finally:
            connections.close_all()
        return "closed"

    monkeypatch.setattr(closing, "_check", check_together)
    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(close, both))
    assert outcomes == ["closed", "last_secretary"]
    assert Account.objects.filter(is_active=True).count() == 1
