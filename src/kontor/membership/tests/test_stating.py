"""Stating a city's position on its page (MEM-4)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kontor.cities.tests.factories import a_city
from kontor.kernel import clock
from kontor.kernel.access import Refused
from kontor.kernel.audit.models import Entry
from kontor.kernel.files.models import File
from kontor.kernel.mail.models import Message
from kontor.membership import actions
from kontor.membership.letters.making import name_of
from kontor.membership.models import Round, Statement
from kontor.membership.tests.factories import SmallAlliance, a_running_round, everybody_consents
from kontor.membership.tests.pages import a_pdf, signed_in, url
from kontor.people.models import Person, Role
from kontor.people.tests.factories import a_seat, an_account

pytestmark = pytest.mark.django_db


def _sent(running: Round, small: SmallAlliance, **fields: Any) -> dict[str, Any]:
    return {"round": running.public_id, "city": small.members[0].public_id, "position": "consent", "text": "", **fields}


def test_au10_reading_the_mailed_link_and_the_page_states_nothing(small: SmallAlliance) -> None:
    running = a_running_round(small)
    client = signed_in(small.voice(small.members[0]))
    entries = Entry.objects.count()
    for method in (client.get, client.head):
        assert method(url("state", running.application.public_id) + "?position=consent").status_code == 200
        assert method(f"/to/application/{running.application.public_id}").status_code == 302
    assert (Statement.objects.count(), Entry.objects.count()) == (0, entries)


def test_a_consent_is_recorded_with_receipt_and_mail(small: SmallAlliance) -> None:
    running = a_running_round(small)
    client = signed_in(small.voice(small.members[0]))
    answer = client.post(url("state", running.application.public_id), _sent(running, small), follow=True)
    said = Statement.objects.get()
    assert (said.city, said.position, said.text_sha256) == (small.members[0], "consent", running.text_sha256)
    assert said.public_id in answer.content.decode()
    assert Message.objects.filter(kind="membership.receipt").count() == 1


def test_an_objection_without_a_reason_comes_back_with_the_words_kept(small: SmallAlliance) -> None:
    running = a_running_round(small)
    client = signed_in(small.voice(small.members[0]))
    answer = client.post(url("state", running.application.public_id), _sent(running, small, position="objection"))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"text"}
    assert Statement.objects.count() == 0


def test_a_signed_file_is_kept_and_one_that_lies_is_refused(small: SmallAlliance) -> None:
    running = a_running_round(small)
    client = signed_in(small.voice(small.members[0]))
    address = url("state", running.application.public_id)
    wrong = client.post(address, _sent(running, small, signed=a_pdf("x.pdf", b"MZ program")))
    assert (wrong.status_code, Statement.objects.count()) == (422, 0)
    client.post(address, _sent(running, small, signed=a_pdf()))
    assert Statement.objects.get().signed_file == File.objects.get(purpose="statement")


def test_pr10_the_words_of_a_statement_can_be_forgotten_by_the_journal(small: SmallAlliance) -> None:
    """They stand in the part of an entry that can be blanked, never among its facts."""
    running = a_running_round(small)
    first = small.members[0]
    actions.state(running, by=small.voice(first), city=first, position="objection", text="Herr Muster ist dagegen.")
    entry = Entry.objects.get(verb="round.state")
    assert "Muster ist" not in str(entry.facts)
    assert (entry.payload.personal or {})["text"] == "Herr Muster ist dagegen."


def test_ac18_an_observer_cannot_state_by_a_direct_post(small: SmallAlliance) -> None:
    running = a_running_round(small)
    stranger = a_city("onlooker", "DE")
    small.speak_for(stranger)
    for account in (small.voice(stranger), small.voice(running.application.city), small.secretary):
        client = signed_in(account)
        answer = client.post(url("state", running.application.public_id), _sent(running, small))
        assert answer.status_code in (302, 404)
    assert Statement.objects.count() == 0


def test_ac18_nobody_states_for_a_city_that_is_not_theirs(small: SmallAlliance) -> None:
    running = a_running_round(small)
    client = signed_in(small.voice(small.members[0]))
    sent = _sent(running, small, city=small.members[1].public_id)
    assert client.post(url("state", running.application.public_id), sent).status_code == 422
    assert Statement.objects.count() == 0


def test_ac18_the_deed_itself_asks_whose_voice_it_is_who_was_asked_and_why_not(small: SmallAlliance) -> None:
    """Past every page and form: a person of the electorate states for another city, a newcomer, without a reason."""
    running = a_running_round(small)
    first, second = small.members[:2]
    newcomer = small.add_member("newcomer", "DE")
    newcomer.organisation.seats.all().delete()
    a_seat(small.voice(first).person, newcomer.organisation, Role.CONTACT)
    for city, position, text, code in (
        (second, "consent", "", "not_the_voice_of_city"),
        (newcomer, "consent", "", "city_not_asked"),
        (first, "objection", " \n ", "objection_needs_reason"),
    ):
        with pytest.raises(Refused) as refused:
            actions.state(running, by=small.voice(first), city=city, position=position, text=text)
        assert refused.value.reason.code == code
    assert (Statement.objects.count(), File.objects.filter(purpose="statement").count()) == (0, 0)


def test_ac19_a_replaced_contact_person_cannot_state_from_an_open_page(small: SmallAlliance) -> None:
    running = a_running_round(small)
    client = signed_in(small.voice(small.members[0]))
    assert client.get(url("state", running.application.public_id)).status_code == 200
    small.voices[small.members[0].pk].person.seats.all().delete()
    assert client.post(url("state", running.application.public_id), _sent(running, small)).status_code == 404
    assert Statement.objects.count() == 0


def test_bl13_a_statement_sent_again_does_not_count_in_the_next_round(small: SmallAlliance) -> None:
    first = a_running_round(small)
    sent = _sent(first, small)
    application = actions.recall(first.application, by=small.secretary, reason="Neue Zahlen.")
    application = actions.submit(application, by=small.voice(application.city))
    actions.circulate(application, by=small.secretary)
    client = signed_in(small.voice(small.members[0]))
    answer = client.post(url("state", application.public_id), sent)
    assert answer.status_code == 409
    assert Statement.objects.count() == 0


def test_bl15_a_round_that_ended_takes_no_statement(small: SmallAlliance) -> None:
    running = a_running_round(small)
    everybody_consents(small, running)
    client = signed_in(small.voice(small.members[0]))
    answer = client.post(
        url("state", running.application.public_id), _sent(running, small, position="objection", text="Nein.")
    )
    assert answer.status_code == 302
    assert Statement.objects.filter(position="objection").count() == 0


def test_bl15_the_generic_endpoint_leads_to_the_page_and_states_nothing(small: SmallAlliance) -> None:
    running = a_running_round(small)
    client = signed_in(small.voice(small.members[0]))
    answer = client.post(f"/de/move/round/{running.public_id}/state/", _sent(running, small))
    assert (answer.status_code, answer.url) == (302, url("state", running.application.public_id))  # type: ignore[attr-defined]
    assert Statement.objects.count() == 0


def test_a_round_fails_on_an_objection_that_stays_and_never_on_silence(small: SmallAlliance) -> None:
    running = a_running_round(small)
    first = small.members[0]
    for position in ("question", "abstention"):
        actions.state(running, by=small.voice(first), city=first, position=position, text="?")
        with pytest.raises(Refused) as refused:
            actions.fail(running, by=small.secretary)
        assert refused.value.reason.code == "no_objection_stands"
    actions.state(running, by=small.voice(first), city=first, position="objection", text="Zu weit weg.")
    actions.state(running, by=small.voice(first), city=first, position="question", text="Doch nur eine Frage.")
    with pytest.raises(Refused):
        actions.fail(running, by=small.secretary)
    actions.state(running, by=small.voice(first), city=first, position="objection", text="Zu weit weg.")
    assert actions.fail(running, by=small.secretary).status == "failed"
    running.application.refresh_from_db()
    assert running.application.status == "not_admitted"


def test_who_speaks_for_two_cities_says_for_which(small: SmallAlliance) -> None:
    running = a_running_round(small)
    both = an_account()
    for city in small.members[:2]:
        city.organisation.seats.all().delete()
        a_seat(both.person, city.organisation, Role.CONTACT)
    client = signed_in(both)
    page = client.get(url("state", running.application.public_id)).content.decode()
    assert page.count('<option value="') == 2
    client.post(url("state", running.application.public_id), _sent(running, small, city=small.members[1].public_id))
    assert Statement.objects.get().city == small.members[1]


def test_a_statement_can_be_changed_and_the_earlier_one_stays(small: SmallAlliance) -> None:
    running = a_running_round(small)
    client = signed_in(small.voice(small.members[0]))
    address = url("state", running.application.public_id)
    client.post(address, _sent(running, small, position="question", text="Wann?"))
    client.post(address, _sent(running, small))
    assert list(Statement.objects.order_by("id").values_list("position", flat=True)) == ["question", "consent"]
    page = client.get(url("application", running.application.public_id))
    row = next(r for r in page.context["ledger"]["rows_b"] if r["receipt"])
    assert [each["text"] for each in row["earlier"]] == ["Wann?"]


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", '[x](javascript:alert(1)) ![a](x"onerror=alert(1))'])
def test_in01_in07_words_of_a_statement_are_shown_as_words(small: SmallAlliance, text: str) -> None:
    running = a_running_round(small)
    client = signed_in(small.voice(small.members[0]))
    client.post(url("state", running.application.public_id), _sent(running, small, position="objection", text=text))
    page = client.get(url("application", running.application.public_id)).content.decode()
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert Statement.objects.get().text == text


@pytest.mark.parametrize(("language", "at"), [("de", "10:30 MEZ"), ("zh-hans", "10:30（柏林时间）")])
def test_the_receipt_names_city_subject_answer_words_text_person_and_both_times(
    small: SmallAlliance, language: str, at: str
) -> None:
    running = a_running_round(small)
    by = small.voice(small.members[0])
    Person.objects.filter(pk=by.person_id).update(language=language, zone="Asia/Shanghai")
    with clock.at(datetime(2026, 12, 1, 9, 30, tzinfo=UTC)):
        actions.state(
            running, by=small.voice(small.members[0]), city=small.members[0], position="objection", text="Zu früh."
        )
    said, receipt = Statement.objects.get(), Message.objects.get(kind="membership.receipt")
    city, applicant = name_of(said.city, language), name_of(running.application.city, language)
    expected = [said.public_id, city, applicant, "Zu früh.", said.text_sha256, str(said.person), "17:30", at]
    assert [each for each in expected if each not in receipt.text] == []
    assert [each for each in (city, applicant) if each not in receipt.subject] == []


def _asked(small: SmallAlliance) -> tuple[Round, Statement]:
    running, city = a_running_round(small), small.members[0]
    actions.state(running, by=small.voice(city), city=city, position="question", text="Für wen gilt es?")
    return running, Statement.objects.get()


@pytest.mark.parametrize("position", ["objection", "question"])
def test_the_secretariat_is_told_of_what_stands_in_the_way(small: SmallAlliance, position: str) -> None:
    running, city = a_running_round(small), small.members[0]
    actions.state(running, by=small.voice(city), city=city, position=position, text="Wegen der Kosten.")
    letter = Message.objects.get(kind=f"membership.{position}")
    assert (letter.to_address, "Wegen der Kosten." in letter.text) == (small.secretary.person.email, True)


def test_consents_and_abstentions_are_not_written_to_the_secretariat(small: SmallAlliance) -> None:
    running = a_running_round(small)
    for city, position in zip(small.members, ("consent", "abstention"), strict=False):
        actions.state(running, by=small.voice(city), city=city, position=position)
    assert Message.objects.filter(kind__in=["membership.objection", "membership.question"]).count() == 0


def test_an_answer_stands_under_its_question_and_reaches_the_city(small: SmallAlliance) -> None:
    running, question = _asked(small)
    applicant = small.voice(running.application.city)
    sent = signed_in(applicant).post(url("answer", question.public_id), {"text": "Für den ganzen Kreis."})
    answer = question.answers.get()
    assert (sent.status_code, answer.text, answer.from_applicant) == (302, "Für den ganzen Kreis.", True)
    letter = Message.objects.get(kind="membership.answer")
    assert letter.party == question.city.organisation_id
    assert "Für den ganzen Kreis." in letter.text
    assert Entry.objects.get(verb="round.answer").facts["receipt"] == question.public_id
    page = signed_in(small.voice(small.members[1])).get(running.application.get_absolute_url())
    assert "Für den ganzen Kreis." in page.content.decode()


def test_nobody_else_answers_and_nothing_but_questions_of_running_rounds(small: SmallAlliance) -> None:
    running, question = _asked(small)
    member = small.voice(small.members[1])
    assert signed_in(member).post(url("answer", question.public_id), {"text": "Ich."}).status_code == 404
    with pytest.raises(Refused):
        actions.answer(question, by=member, text="Ich.")
    actions.take_back(running.application, by=small.voice(running.application.city))
    with pytest.raises(Refused):
        actions.answer(question, by=small.secretary, text="Zu spät.")
    assert question.answers.count() == 0


def test_whoever_gives_the_last_consent_is_told_what_it_brought_about(small: SmallAlliance) -> None:
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    last = small.members[-1]
    client = signed_in(small.voice(last))
    sent = {**_sent(running, small), "city": last.public_id}
    answer = client.post(url("state", running.application.public_id), sent, follow=True)
    assert "Damit haben alle 3 Städte zugestimmt" in answer.content.decode()
