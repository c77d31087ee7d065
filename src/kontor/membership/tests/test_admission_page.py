"""The page of an admission: what is missing, from whom, since when."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.cities.tests.factories import a_city
from kontor.kernel.access import SYSTEM
from kontor.kernel.audit.models import Entry
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.lingua.content import Content
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import actions, lifecycle
from kontor.membership.models import Application
from kontor.membership.tests.factories import a_draft, a_running_round, a_small_alliance, everybody_consents
from kontor.membership.tests.pages import a_pdf, signed_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings: object) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False  # type: ignore[attr-defined]


def test_the_page_names_whom_it_waits_for() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    page = signed_in(small.voice(small.members[0])).get(url("application", running.application.public_id))
    assert [each["who"] for each in page.context["missing"]] == [str(small.members[-1])]
    assert (page.context["given"], page.context["required"]) == (2, 3)


def test_a_dead_mailbox_is_shown_and_the_secretariat_can_record_evidence() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    letter = Message.objects.filter(kind="membership.circular").order_by("id").first()
    assert letter is not None
    failed = mail.fail(letter, by=SYSTEM, reply="550 no such user")
    secretary, member = signed_in(small.secretary), signed_in(small.voice(small.members[0]))
    row = secretary.get(url("application", running.application.public_id)).context["ledger"]["rows_b"][0]
    assert (row["delivery"]["failed"], len(row["delivery"]["moves"])) == (True, 2)
    row = member.get(url("application", running.application.public_id)).context["ledger"]["rows_b"][0]
    assert (row["delivery"]["failed"], row["delivery"]["moves"]) == (True, [])
    address = f"/de/move/delivery/{failed.public_id}/evidence/"
    assert member.post(address, {"how": "Bote"}).status_code == 404
    answer = secretary.post(address, {"how": "Durch Boten am 3. März."})
    assert (answer.status_code, answer.url) == (302, running.application.get_absolute_url())  # type: ignore[attr-defined]
    failed.refresh_from_db()
    assert failed.status == "evidenced"


def test_a_stranger_a_draft_and_an_absent_one_answer_alike() -> None:
    small = a_small_alliance()
    draft = a_draft(small)
    onlooker = a_city("onlooker")
    small.speak_for(onlooker)
    for account in (small.voice(onlooker), small.voice(small.members[0])):
        client = signed_in(account)
        for name in ("application", "draft", "state", "bundle"):
            assert client.get(url(name, draft.public_id)).status_code == 404
            assert client.get(url(name, "zzzzzzzzzzzz")).status_code == 404


def test_the_list_says_what_is_missing_in_a_constant_number_of_queries() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    client = signed_in(small.secretary)
    client.get(url("applications"))
    with CaptureQueriesContext(connection) as one:
        page = client.get(url("applications"))
    glance = page.context["groups"]["running"][0]["glance"]
    assert (glance.given, glance.required, glance.round) == (0, 3, running)
    a_running_round(small, "second")
    a_running_round(small, "third")
    with CaptureQueriesContext(connection) as three:
        client.get(url("applications"))
    assert len(one) == len(three)


def test_the_page_takes_the_same_queries_for_three_and_nine_members() -> None:
    counts = []
    small = a_small_alliance(cn=2, de=1)
    for key in ("first", "second"):
        running = a_running_round(small, key)
        everybody_consents(small, running, but=1)
        client = signed_in(small.voice(small.members[0]))
        client.get(url("application", running.application.public_id))
        with CaptureQueriesContext(connection) as captured:
            client.get(url("application", running.application.public_id))
        counts.append(len(captured))
        last = small.members[-1]
        actions.state(running, by=small.voice(last), city=last, position="consent")
        for number in range(6):
            small.add_member(f"after-{key}-{number}", "DE")
    assert counts[0] == counts[1]


def test_in01_a_city_named_like_a_script_is_shown_as_words() -> None:
    small = a_small_alliance()
    name = "<img src=x onerror=alert(1)>"
    city = a_city("evil", "DE", names=Content.of(de=name, zh=name, en=name))
    small.speak_for(city)
    opened = actions.open_application(city, by=small.voice(city))
    pages = [url("applications"), url("application", opened.public_id), url("draft", opened.public_id), url("ratio")]
    pages.append(f"/de/move/application/{opened.public_id}/take_back/")
    for page in pages:
        assert "<img src=x" not in signed_in(small.voice(city)).get(page).content.decode()


def test_bl14_a_waiting_observer_begins_no_second_application_but_is_offered_the_seat() -> None:
    small = a_small_alliance(cn=2, de=1)
    running = a_running_round(small, "third", "CN")
    everybody_consents(small, running)
    observing = actions.join_as_observer(Application.objects.get(), by=small.voice(running.application.city))
    client = signed_in(small.voice(observing.city))
    client.post(url("begin"), {"city": observing.city.public_id})
    assert Application.objects.count() == 1
    small.add_member("newcomer", "DE")
    offered = actions.offer_seat(observing, by=small.secretary)
    assert offered.status == "seat_reserved"


def test_bl15_moves_of_another_state_are_refused_with_the_reason() -> None:
    small = a_small_alliance()
    draft = a_draft(small)
    secretary = signed_in(small.secretary)
    for verb, status in (("admit", 409), ("circulate", 409), ("reserve_seat", 404)):
        answer = secretary.post(f"/de/move/application/{draft.public_id}/{verb}/")
        assert answer.status_code == status
    draft.refresh_from_db()
    assert draft.status == "draft"


@pytest.mark.parametrize("final", ["admitted", "taken_back"])
def test_bl15_nobody_goes_back_after_the_end(final: str) -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    voice = small.voice(running.application.city)
    if final == "admitted":
        everybody_consents(small, running)
        paper = Accepted("mou.pdf", b"%PDF-1.7 signed", "application/pdf")
        signed = actions.sign(
            Application.objects.get(), by=small.secretary, signatory="M", signed_in="Neuss",
            signed_on=date(2026, 1, 5), memorandum=paper,
        )  # fmt: skip
        actions.admit(signed, by=small.secretary)
    else:
        actions.take_back(running.application, by=voice)
    entries = Entry.objects.count()
    given = {"reason": "Zurück.", "signatory": "M", "signed_in": "Neuss", "signed_on": "2026-01-05"}
    given["resolution"] = "JS-2026/1"
    for account in (small.secretary, voice):
        client = signed_in(account)
        for move in lifecycle.application.moves:
            sent = {**given, "memorandum": a_pdf()}
            answer = client.post(f"/de/move/application/{running.application.public_id}/{move.verb}/", sent)
            assert answer.status_code in (404, 409), move.verb
    assert (Application.objects.get().status, Entry.objects.count()) == (final, entries)
