"""The admission of Rhein-Kreis Neuss stands one consent before its completion, with a past that is whole."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kontor.cities.models import City
from kontor.demo.models import ReceivedMail
from kontor.demo.posting import ANSWER, REFUSAL
from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Entry
from kontor.kernel.mail.models import Attempt, Message
from kontor.membership import queries
from kontor.membership.models import Answer, Application, Conversion, Round, Standing, StandingKind, Withdrawal

pytestmark = [pytest.mark.usefixtures("record"), pytest.mark.xdist_group("demo_record")]


def the_round() -> Round:
    return Round.objects.get()


def the_application() -> Application:
    """That of Rhein-Kreis Neuss; the other one is an invented city's, which waits."""
    return Application.objects.get(city__organisation__key="rhein-kreis-neuss")


def test_exactly_aachen_has_not_answered() -> None:
    state = the_round().consent_state()
    aachen = City.objects.get(organisation__key="aachen")
    assert (state.silent, state.missing, len(state.consenting)) == ((str(aachen.pk),), (str(aachen.pk),), 22)
    assert (the_round().status, the_application().status) == ("running", "circulating")


def test_every_act_that_no_source_tells_is_marked_as_simulated() -> None:
    assert the_application().is_simulated
    assert the_round().statements.filter(is_simulated=False).count() == 0


def test_what_else_is_under_way_is_simulated_and_leaves_members_and_ratio_alone() -> None:
    waiting = Standing.objects.current().get(kind=StandingKind.WAITING_OBSERVER)
    assert (waiting.city.organisation.key, waiting.is_simulated) == ("yangban", True)
    assert [each.city for each in Application.objects.to_be_offered()] == [waiting.city]
    leaving = Withdrawal.objects.get()
    assert (leaving.status, leaving.is_simulated) == ("being_communicated", True)
    assert not Conversion.objects.exists(), "a motion could only be about a real member"
    assert [city.organisation.key for city in leaving.cities_not_told()] == ["kelsterbach"]
    assert dict(Standing.objects.current().members().tally()) == {"CN": 14, "DE": 9}


def test_the_question_of_nuernberg_was_answered_by_the_applicant() -> None:
    answer = Answer.objects.get()
    assert (answer.from_applicant, answer.is_simulated) == (True, True)
    assert (
        answer.question.stated_at
        < answer.answered_at
        < answer.question.round.statements.filter(city=answer.question.city).latest("id").stated_at
    )


def test_nuernberg_asked_before_it_consented() -> None:
    rows = the_round().statements.filter(city__organisation__key="nuernberg").order_by("id")
    assert list(rows.values_list("position", flat=True)) == ["question", "consent"]


def test_statements_came_after_the_circular_and_before_the_reminder() -> None:
    running = the_round()
    reminded_at = Entry.objects.get(verb="round.remind").at
    times = list(running.statements.order_by("id").values_list("stated_at", flat=True))
    assert times == sorted(times)
    assert running.dispatched_at < times[0] <= times[-1] < reminded_at < timezone.now() < running.answer_due_at
    assert reminded_at == running.dispatched_at + timedelta(days=14)


def test_only_aachen_was_reminded() -> None:
    rows = Message.objects.filter(kind="membership.reminder").values_list("party", "language")
    assert list(rows) == [(City.objects.get(organisation__key="aachen").organisation_id, "de")]


def test_every_city_got_its_circular_before_it_answered() -> None:
    for row in queries.ledger(the_round()):
        assert row.message is not None
        assert (row.message.status, row.message.language) == ("accepted", "zh-hans" if row.city.side == "CN" else "de")
        assert row.message.arrived_at is not None
        assert row.statement is None or row.message.arrived_at < row.statement.stated_at


def test_nothing_of_the_past_waits_to_be_sent_today() -> None:
    dead = Message.objects.outstanding().get()  # the one mailbox for which the withdrawal waits
    assert (dead.kind, dead.status) == ("membership.withdrawal", "failed")
    assert ProcrastinateJob.objects.count() == 0
    assert set(Attempt.objects.values_list("reply", "succeeded")) == {(ANSWER, True), (REFUSAL, False)}
    assert ReceivedMail.objects.count() == Message.objects.count() - 1


def test_invented_paragraphs_of_the_dossier_say_so_in_every_language() -> None:
    cooperations = the_application().cooperations
    marks = {"de": "(Für die Vorführung erfunden.)", "zh-hans": "（演示虚构。）", "en": "(Invented for the demo.)"}
    assert {code: cooperations.get(code).count(mark) for code, mark in marks.items()} == dict.fromkeys(marks, 2)


def test_the_journal_is_whole_in_order_and_says_where_the_record_ends() -> None:
    entries = list(Entry.objects.order_by("id").values_list("at", "verb"))
    assert [at for at, _verb in entries] == sorted(at for at, _verb in entries)
    assert entries[-1][1] == "demo.load"
    assert list(chain.check()) == []
    head = chain.head()
    assert head is not None
    assert head.position == len(entries)
