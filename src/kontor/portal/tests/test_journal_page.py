"""The journal page: for secretariat and auditor, filtered, with its chain, as a harmless spreadsheet (IN13)."""

import csv
import io

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kontor.cities.models import City
from kontor.kernel.access import SYSTEM
from kontor.kernel.audit import chain, journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.audit.models import Entry
from kontor.kernel.mail import actions as mail_actions
from kontor.kernel.mail.models import Message
from kontor.membership.tests.factories import SmallAlliance, a_running_round, a_small_alliance
from kontor.people.models import Account, OrganisationKind, Role
from kontor.people.tests.factories import a_seat, an_account, an_organisation

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
    text = client.get(reverse("portal:journal_export"), asked).getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


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


def test_the_spreadsheet_is_the_one_that_every_table_of_the_house_becomes(client: Client, small: SmallAlliance) -> None:
    client.force_login(small.secretary)
    text = client.get(reverse("portal:journal_export")).getvalue().decode()
    head = text.splitlines()[0]
    assert (head[0], head.count(";"), len(text.splitlines())) == ("\ufeff", 6, Entry.objects.count() + 1)


def test_the_spreadsheet_holds_the_whole_journal_however_long_it_is(
    client: Client, small: SmallAlliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontor.portal.journal._AT_ONCE", 2)
    client.force_login(small.secretary)
    answer = client.get(reverse("portal:journal_export"))
    assert answer.streaming
    told = [row[1:4:2] for row in csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";")][1:]
    kept = Entry.objects.order_by("id").values_list("at", "verb")
    assert told == [[at.isoformat(timespec="seconds"), verb] for at, verb in kept]


@pytest.mark.parametrize("asked", [{"until": "9999-12-31"}, {"since": "0001-01-01"}])
def test_the_last_and_the_first_day_of_the_calendar_ask_for_everything(
    client: Client, small: SmallAlliance, asked: dict[str, str]
) -> None:
    client.force_login(small.secretary)
    assert client.get(reverse("portal:journal"), asked).status_code == 200
    assert len(_rows(client, **asked)) == Entry.objects.count()


def test_in13_a_name_that_is_a_formula_stays_text_in_the_file(client: Client, small: SmallAlliance) -> None:
    person = an_account(name="=cmd|' /C calc'!A0").person
    person.given_name = ""
    person.save()
    account = Account.objects.get(person=person)
    with transaction.atomic():
        journal.record("account.sign_in", account, by=account, told=Told())
    client.force_login(small.secretary)
    assert _rows(client, verb="account.sign_in")[0][2].startswith("'=cmd")


def test_deliveries_are_left_out_until_they_are_asked_for_and_name_whose_letter_it_was(
    client: Client, small: SmallAlliance
) -> None:
    letter = Message.objects.filter(kind="membership.circular").order_by("id")[0]
    mail_actions.fail(letter, by=SYSTEM, reply="550")
    client.force_login(small.secretary)
    quiet = client.get(reverse("portal:journal")).context["page"].paginator.count
    with_letters = client.get(reverse("portal:journal"), {"deliveries": "with"})
    assert with_letters.context["page"].paginator.count == quiet + 1
    named = [row.line.sentence for row in with_letters.context["rows"] if row.line.verb == "delivery.fail"]
    assert [str(City.objects.get(organisation=letter.party)) in sentence for sentence in named] == [True]


def test_the_page_says_up_to_where_the_chain_is_in_order(client: Client, small: SmallAlliance) -> None:
    client.force_login(_auditor())
    head = chain.head()
    assert head is not None
    checked = client.get(reverse("portal:journal")).context["checked"]
    assert (checked.position, checked.findings) == (head.position, ())
