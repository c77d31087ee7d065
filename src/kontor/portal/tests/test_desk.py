"""The desk: each person finds what waits for them, and only that."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kontor.kernel import clock
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving
from kontor.membership.models import Position, Statement
from kontor.membership.tests.factories import a_draft, a_running_round, a_small_alliance
from kontor.people.models import Account, OrganisationKind, Role, Seat
from kontor.people.models.seat import today
from kontor.people.tests.factories import a_seat, an_account, an_organisation
from kontor.portal.desk import Task, tasks_of
from kontor.portal.desk.surroundings import surroundings_of
from kontor.portal.following import recent_for, visible_entries

pytestmark = pytest.mark.django_db


def _texts(account: Account) -> list[str]:
    return [task.text for task in tasks_of(Account.objects.get(pk=account.pk))]


def test_a_missing_statement_waits_with_its_date_until_it_is_given() -> None:
    small = a_small_alliance(cn=1, de=1)
    running = a_running_round(small)
    city = small.members[0]
    waiting = [task for task in tasks_of(small.voice(city)) if "Applicant" in task.text]
    assert [task.due for task in waiting] == [running.answer_due_at]
    assert [task.url for task in waiting] == [reverse("membership:state", args=[running.application.public_id])]
    actions.state(running, by=small.voice(city), city=city, position=Position.CONSENT)
    assert [task for task in tasks_of(small.voice(city)) if "Applicant" in task.text] == []


def test_the_statement_of_another_city_waits_for_nobody_else() -> None:
    small = a_small_alliance(cn=1, de=1)
    a_running_round(small)
    assert [text for text in _texts(an_account()) if "Applicant" in text] == []


def test_a_draft_waits_for_its_city_and_not_for_members() -> None:
    small = a_small_alliance(cn=1, de=1)
    draft = a_draft(small)
    assert any("Applicant" in text for text in _texts(small.voices[draft.city_id]))
    assert not any("Applicant" in text for text in _texts(small.voices[small.members[0].pk]))
    assert not any("Applicant" in text for text in _texts(small.secretary))


def test_a_submitted_application_waits_for_the_secretariat() -> None:
    small = a_small_alliance(cn=1, de=1)
    draft = a_draft(small)
    actions.submit(draft, by=small.voice(draft.city))
    assert any("Applicant" in text for text in _texts(small.secretary))
    assert not any("Applicant" in text for text in _texts(small.voices[small.members[0].pk]))


def test_an_alliance_without_members_asks_the_secretariat_for_its_founding_members() -> None:
    small = a_small_alliance(cn=0, de=0)
    assert [task.url for task in tasks_of(small.secretary)] == [reverse("membership:founding")]
    assert _texts(an_account()) == []
    small.add_member("aachen", "DE")
    assert reverse("membership:founding") not in [task.url for task in tasks_of(small.secretary)]


def test_a_member_that_has_not_named_everybody_sees_it_and_so_does_the_secretariat() -> None:
    small = a_small_alliance(cn=1, de=1)
    assert len(_texts(small.voices[small.members[0].pk])) == 1
    assert sum("2" in text for text in _texts(small.secretary)) == 1


def test_see_who_leads_to_those_who_lack_something_and_what_each_lacks(client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance(cn=1, de=2)
    whole = small.members[2]
    Seat.objects.filter(organisation=whole.organisation).update(office="Amt für Wirtschaft")
    a_seat(an_account().person, whole.organisation, Role.RESPONSIBLE)
    (task,) = [each for each in tasks_of(small.secretary) if each.url == reverse("membership:incomplete")]
    client.force_login(small.secretary)
    rows = client.get(task.url).context["rows"]
    lacking = "die zuständige Stelle und eine verantwortliche Person"
    assert [(row["city"], row["missing"]) for row in rows] == [(city, lacking) for city in small.members[:2]]
    client.force_login(small.voice(whole))
    assert client.get(task.url).status_code == 404


def test_a_day_has_passed_when_it_has_passed_in_the_house() -> None:
    in_the_house_tomorrow = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    with clock.at(in_the_house_tomorrow):
        assert clock.today() == date(2026, 3, 4)
        due = (date(2026, 3, 3), date(2026, 3, 4), in_the_house_tomorrow - timedelta(minutes=1))
        assert [Task("", "", "", each).overdue for each in due] == [True, False, True]


def test_letters_that_did_not_arrive_are_one_task_of_the_secretariat() -> None:
    small = a_small_alliance(cn=1, de=1)
    for number in range(6):
        Message.objects.create(
            kind="x", language="de", to_address=f"a{number}@test.example", about_type="x", about_id=1, subject="x",
            text="x", header_id=f"<{number}@x>", status="failed",
        )  # fmt: skip
    assert sum(text.startswith("6 ") for text in _texts(small.secretary)) == 1
    assert not any(text.startswith("6 ") for text in _texts(small.voices[small.members[0].pk]))


def test_what_has_a_date_stands_before_what_has_none() -> None:
    small = a_small_alliance(cn=1, de=1)
    a_running_round(small)
    dues = [task.due is None for task in tasks_of(small.voice(small.members[0]))]
    assert dues == [False, True]


def test_an_empty_desk_says_what_will_appear(client: Client) -> None:
    client.force_login(an_account())
    assert b"k-empty" in client.get(reverse("portal:desk")).content


def test_strangers_are_led_to_the_sign_in(client: Client) -> None:
    answer = client.get(reverse("portal:desk"))
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse('portal:desk')}"


def test_members_do_not_read_what_was_written_to_a_draft() -> None:
    small = a_small_alliance(cn=1, de=1)
    draft = a_draft(small)
    submitted = actions.submit(draft, by=small.voice(draft.city))
    actions.send_back(submitted, by=small.secretary, reason="only between us")
    again = actions.submit(draft, by=small.voice(draft.city))
    actions.circulate(again, by=small.secretary)
    member, applicant = small.voice(small.members[0]), small.voice(draft.city)
    assert any("only between us" in line.sentence for line in recent_for(applicant))
    assert not any("only between us" in line.sentence for line in recent_for(member))
    told = set(visible_entries(member).values_list("verb", flat=True))
    assert told == {"application.submit", "application.circulate"}


def test_a_person_without_a_seat_reads_nothing_of_the_journal() -> None:
    small = a_small_alliance(cn=1, de=1)
    a_running_round(small)
    assert recent_for(an_account()) == []


@pytest.mark.parametrize("who", ["secretary", "voice"])
def test_the_desk_asks_the_same_number_of_questions(client: Client, who: str) -> None:
    small = a_small_alliance(cn=2, de=2)
    account = small.secretary if who == "secretary" else small.voice(small.members[0])
    client.force_login(account)
    a_running_round(small, "first")
    few = _queries(client)
    for number in range(3):
        a_running_round(small, f"more{number}")
    assert _queries(client) == few


def _queries(client: Client) -> int:
    client.get(reverse("portal:desk"))  # the first visit also notes the session
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("portal:desk"))
    return len(asked)


def test_objections_and_open_questions_wait_for_the_secretariat_and_questions_for_the_applicant() -> None:
    small = a_small_alliance(cn=2, de=1)
    running = a_running_round(small)
    first, second = small.members[:2]
    actions.state(running, by=small.voice(first), city=first, position="objection", text="Zu früh.")
    actions.state(running, by=small.voice(second), city=second, position="question", text="Für wen?")
    assert {task.about for task in tasks_of(small.secretary) if task.about} >= {"Zu früh.", "Für wen?"}
    applicant = small.voice(running.application.city)
    assert [task.about for task in tasks_of(applicant) if task.about] == ["Für wen?"]
    assert not [task for task in tasks_of(small.voice(first)) if task.about]
    actions.answer(Statement.objects.get(position="question"), by=small.secretary, text="Für alle.")
    actions.state(running, by=small.voice(first), city=first, position="consent")
    left = {task.about for task in tasks_of(Account.objects.get(pk=small.secretary.pk))}
    assert left.isdisjoint({"Zu früh.", "Für wen?"})


def test_a_motion_waits_for_the_secretariat_until_it_is_decided() -> None:
    small = a_small_alliance(cn=1, de=1)
    city = small.members[0]
    motion = leaving.prepare_conversion(city, by=small.secretary, grounds=["support"], statement="…")
    for step in (lambda: None, lambda: leaving.hear(motion, by=small.secretary, hearing="…")):
        step()
        assert motion.get_absolute_url() in [task.url for task in tasks_of(small.secretary)]
    leaving.reject(motion, by=small.secretary, resolution="1/2026", decided_on=today())
    assert motion.get_absolute_url() not in [task.url for task in tasks_of(small.secretary)]


def test_a_draft_is_gone_on_with_where_it_is_written() -> None:
    small = a_small_alliance(cn=1, de=1)
    draft = a_draft(small)
    urls = [task.url for task in tasks_of(small.voice(draft.city))]
    assert reverse("membership:draft", args=[draft.public_id]) in urls


def test_each_desk_has_its_own_lists() -> None:
    small = a_small_alliance(cn=1, de=1)
    member = surroundings_of(small.voice(small.members[0]))
    assert member.links[0]["url"] == small.members[0].get_absolute_url()
    assert reverse("membership:deliveries") in [link["url"] for link in surroundings_of(small.secretary).links]
    assert reverse("membership:deliveries") not in [link["url"] for link in member.links]
    auditor = an_account()
    a_seat(auditor.person, an_organisation("audit", OrganisationKind.ASSOCIATION), Role.AUDITOR)
    assert [link["url"] for link in surroundings_of(auditor).links] == [reverse("portal:journal")]
    texts = {surroundings_of(each).text for each in (small.secretary, auditor, small.voice(small.members[0]))}
    assert len(texts) == 3


def test_a_company_is_led_to_its_city_whose_page_names_the_office_and_no_person() -> None:
    small = a_small_alliance(cn=1, de=1)
    home = small.members[1]
    Seat.objects.filter(organisation=home.organisation).update(office="Amt für Wirtschaft")
    company = an_organisation("firma", OrganisationKind.COMPANY)
    company.part_of = home.organisation
    company.save()
    account = an_account()
    a_seat(account.person, company, Role.STAFF)
    with speaking("en"):
        own = surroundings_of(Account.objects.get(pk=account.pk))
        assert [link["url"] for link in own.links] == [home.get_absolute_url(), reverse("membership:members")]
        assert "names the responsible office" in own.text
    client = Client()
    client.force_login(account)
    page = client.get(home.get_absolute_url()).content.decode()
    assert ("Amt für Wirtschaft" in page, small.voice(home).person.name in page) == (True, False)
