"""A letter to a seat that changed hands before it left goes to whoever speaks for the city now (AC24, MEM-3)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from kontor.cities.models import City
from kontor.kernel.access import SYSTEM
from kontor.kernel.audit.models import Entry
from kontor.kernel.mail import tasks
from kontor.kernel.mail.models import Message, Redirection
from kontor.membership import actions, leaving
from kontor.membership.models import Round
from kontor.membership.tests.factories import SmallAlliance, a_running_round, a_small_alliance
from kontor.membership.tests.pages import signed_in
from kontor.membership.tests.races import at_once
from kontor.people.actions import end_seat, seat_person
from kontor.people.models import Person, Role, Seat
from kontor.people.tests.factories import a_person, a_seat
from tests.kontor_testing.jobs_and_mail import Sink


def _followed(city: City, language: str, role: Role = Role.CONTACT) -> Person:
    """Somebody new takes over a seat of the city."""
    follower = a_person("Nachfolge", language=language)
    seat_person(follower, city.organisation, role, by=SYSTEM)
    return follower


def _prepared() -> tuple[SmallAlliance, City, Person, Round]:
    """Letters of a round are written; nothing has left."""
    small = a_small_alliance()
    running = a_running_round(small)
    city = small.members[-1]
    return small, city, small.voice(city).person, running


def _circular_to(city: City) -> Message:
    return Message.objects.get(kind="membership.circular", party=city.organisation_id)


@pytest.mark.django_db
def test_the_circular_is_evidence_and_goes_to_the_successor_as_it_stands(
    smtp: Sink, do_jobs: Callable[[], int]
) -> None:
    _small, city, lost, _running = _prepared()
    before = _circular_to(city)
    files = list(before.attachments.values_list("sha256", flat=True))
    follower = _followed(city, "en")
    do_jobs()
    after = _circular_to(city)
    assert (after.status, after.to_address, after.text, after.subject) == (
        "accepted", follower.email, before.text, before.subject,
    )  # fmt: skip
    assert list(after.attachments.values_list("sha256", flat=True)) == files
    (mail,) = smtp.to(follower.email)
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith(f"This letter was written to {lost.name}.")
    assert smtp.to(lost.email) == []


@pytest.mark.django_db
def test_the_secretariat_sees_who_got_the_letter_instead_of_whom(
    smtp: Sink, do_jobs: Callable[[], int], settings: Any
) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False
    small, city, lost, _running = _prepared()
    follower = _followed(city, "en")
    do_jobs()
    page = signed_in(small.secretary).get("/en/deliveries/")
    (row,) = page.context["redirected"]
    assert (row["from"], row["to"], row["to_address"], row["is_anew"], row["tone"]) == (
        lost.name, follower.name, follower.email, False, "good",
    )  # fmt: skip
    assert f"to {follower.name} ({follower.email}) instead of {lost.name}" in page.content.decode()


@pytest.mark.django_db
def test_a_withdrawal_takes_effect_through_the_successor_and_the_page_shows_it(
    smtp: Sink, do_jobs: Callable[[], int]
) -> None:
    small = a_small_alliance(1, 2)
    leaver, told = small.members[-1], small.members[0]
    filed = leaving.file_withdrawal(leaver, by=small.voice(leaver), reason="")
    leaving.communicate(filed, by=small.secretary)
    _followed(told, "en")
    do_jobs()
    filed.refresh_from_db()
    assert filed.status == "effective"
    rows = signed_in(small.voice(small.members[1])).get(f"/en/withdrawals/{filed.public_id}/").context["told"]
    assert {each["city"]: each["redirected"] for each in rows} == {told: True, small.members[1]: False}


@pytest.mark.django_db
def test_a_reminder_is_written_anew_in_the_successors_language(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    small, city, lost, running = _prepared()
    do_jobs()
    actions.remind(running, by=small.secretary)
    follower = _followed(city, "en")
    do_jobs()
    letter = Message.objects.get(kind="membership.reminder", party=city.organisation_id)
    assert (letter.status, letter.to_address, letter.language) == ("accepted", follower.email, "en")
    assert letter.subject.startswith("Reminder: your city's statement on")
    assert f"Dear {follower.name}," in letter.text
    assert f"/en/to/application/{running.application.public_id}" in letter.text
    assert (lost.name in letter.text, Redirection.objects.get().is_written_anew) == (False, True)


@pytest.mark.django_db
def test_a_short_letter_to_an_applicant_is_written_anew(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    applicant = running.application.city
    follower = _followed(applicant, "zh-hans")
    do_jobs()
    received = Message.objects.get(kind="membership.received")
    assert (received.to_address, received.language, follower.name in received.text) == (
        follower.email, "zh-hans", True,
    )  # fmt: skip


@pytest.mark.django_db
def test_only_the_same_role_at_the_same_city_succeeds(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    small, city, lost, _running = _prepared()
    responsible, elsewhere = a_person("Verantwortlich"), a_person("Anderswo")
    a_seat(responsible, city.organisation, Role.RESPONSIBLE)
    a_seat(a_person("Mitarbeit"), city.organisation, Role.STAFF)
    seat_person(elsewhere, small.members[0].organisation, Role.CONTACT, by=SYSTEM)
    end_seat(Seat.objects.get(person=lost), by=SYSTEM)
    do_jobs()
    letter = _circular_to(city)
    assert (letter.status, letter.to_address, letter.redirections.count()) == ("failed", lost.email, 0)
    assert smtp.to(responsible.email) == []
    assert [mail["Subject"] for mail in smtp.to(elsewhere.email)] != []  # the successor at the other city got its own


@pytest.mark.django_db
def test_a_letter_that_failed_goes_to_a_successor_named_later(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    from kontor.kernel.mail.actions import retry  # noqa: PLC0415  # the deed of the secretariat's button

    small, city, lost, _running = _prepared()
    end_seat(Seat.objects.get(person=lost), by=SYSTEM)
    do_jobs()
    assert _circular_to(city).status == "failed"
    follower = _followed(city, "de")
    retry(_circular_to(city), by=small.secretary)
    do_jobs()
    assert (_circular_to(city).status, _circular_to(city).to_address) == ("accepted", follower.email)


@pytest.mark.django_db
def test_a_receipt_confirms_to_a_person_and_follows_nobody(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    small, city, lost, running = _prepared()
    actions.state(running, by=small.voice(city), city=city, position="consent")
    _followed(city, "en")
    do_jobs()
    receipt = Message.objects.get(kind="membership.receipt")
    assert (receipt.to_address, receipt.status) == (lost.email, "accepted")


def test_two_workers_at_once_redirect_and_send_once(committed: str, smtp: Sink) -> None:
    _small, city, _lost, _running = _prepared()
    follower = _followed(city, "en")
    letter = _circular_to(city)
    outcomes = at_once([partial(tasks.send_message.func, letter.pk) for _worker in range(2)])
    assert outcomes == [None, None]
    assert len(smtp.to(follower.email)) == 1
    assert Redirection.objects.filter(message=letter).count() == 1
    verbs = Entry.objects.about("delivery", letter.pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["delivery.redirect", "delivery.accept"]
