"""The journal page: for secretariat and auditor, filtered, with its chain, as a harmless spreadsheet (IN05)."""

import csv
import io

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kontor.kernel.audit import chain, journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.audit.models import Entry
from kontor.membership.tests.factories import SmallAlliance, a_running_round, a_small_alliance
from kontor.people.models import Account, OrganisationKind, Role
from kontor.people.tests.factories import a_seat, an_account, an_organisation
from kontor.portal.journal import harmless

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallAlliance:
    """An alliance with a running round, and its journal sealed."""
    small = a_small_alliance(cn=1, de=1)
    a_running_round(small)
    chain.seal()
    return small


def _auditor() -> Account:
    account = an_account()
    a_seat(account.person, an_organisation("audit", OrganisationKind.ASSOCIATION), Role.AUDITOR)
    return account


def _rows(client: Client, **asked: str) -> list[list[str]]:
    text = client.get(reverse("portal:journal_export"), asked).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def test_only_secretariat_and_auditor_read_it(client: Client, small: SmallAlliance) -> None:
    entry = Entry.objects.latest("id")
    pages = [
        reverse("portal:journal"), reverse("portal:journal_export"), reverse("portal:entry", args=[entry.public_id]),
    ]  # fmt: skip
    for account, expected in ((small.secretary, 200), (_auditor(), 200), (small.voice(small.members[0]), 404)):
        client.force_login(account)
        assert [client.get(page).status_code for page in pages] == [expected] * 3
    client.logout()
    assert [client.get(page).status_code for page in pages] == [302] * 3


def test_filters_leave_exactly_what_was_asked_for(client: Client, small: SmallAlliance) -> None:
    client.force_login(small.secretary)
    everything = len(_rows(client))
    assert everything == Entry.objects.count()
    assert [row[3] for row in _rows(client, verb="application.circulate")] == ["application.circulate"]
    assert len(_rows(client, subject="application")) == Entry.objects.filter(subject_type="application").count()
    assert len(_rows(client, person="陈")) == Entry.objects.filter(actor=small.secretary.pk).count()
    assert _rows(client, since="2999-01-01") == []
    assert len(_rows(client, until="2999-01-01")) == everything
    assert len(_rows(client, since="nonsense", page="nonsense")) == everything


@pytest.mark.parametrize("page", ["0", "-1", "999", "x"])
def test_a_page_that_is_none_shows_one_that_is(client: Client, small: SmallAlliance, page: str) -> None:
    client.force_login(small.secretary)
    assert client.get(reverse("portal:journal"), {"page": page}).status_code == 200


def test_an_entry_shows_its_link_in_the_chain(client: Client, small: SmallAlliance) -> None:
    client.force_login(small.secretary)
    second = Entry.objects.get(seal__position=2)
    page = client.get(reverse("portal:entry", args=[second.public_id])).content.decode().replace(" ", "")
    first = Entry.objects.get(seal__position=1)
    assert first.seal.digest in page
    assert second.seal.digest in page
    assert reverse("portal:entry", args=[first.public_id]) in page


def test_the_journal_asks_the_same_number_of_questions(client: Client, small: SmallAlliance) -> None:
    client.force_login(small.secretary)
    client.get(reverse("portal:journal"))  # the first visit also notes the session
    numbers = []
    for _each in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("portal:journal"))
        numbers.append(len(asked))
        with transaction.atomic():
            for _more in range(5):
                journal.record("account.sign_in", small.secretary, by=small.secretary)
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_in05_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_in05_a_name_that_is_a_formula_stays_text_in_the_file(client: Client, small: SmallAlliance) -> None:
    person = an_account(name="=cmd|' /C calc'!A0").person
    person.given_name = ""
    person.save()
    account = Account.objects.get(person=person)
    with transaction.atomic():
        journal.record("account.sign_in", account, by=account, told=Told())
    client.force_login(small.secretary)
    assert _rows(client, verb="account.sign_in")[0][2].startswith("'=cmd")
