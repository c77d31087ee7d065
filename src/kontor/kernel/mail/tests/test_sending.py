"""Sending over real SMTP: nothing lost, every answer on record (ML01–ML03, ML08, ML09, IN10)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from procrastinate.jobs import Job

from kontor.kernel import clock
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import lines
from kontor.kernel.lifecycle import reacts
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail import actions, outbox, tasks
from kontor.kernel.mail.lifecycle import delivery
from kontor.kernel.mail.models import Attempt, Message
from kontor.kernel.mail.outbox import Recipient
from kontor.kernel.mail.vocabulary import NotTried
from kontor.kernel.mail.words import worded
from kontor.people.models import OrganisationKind, Person
from kontor.people.tests.factories import a_secretary, an_organisation
from tests.kontor_testing.jobs_and_mail import Sink

pytestmark = pytest.mark.django_db
LIU = Recipient("liu@foshan.example", "刘示范", "zh-hans")


@pytest.fixture
def a_key() -> Iterator[str]:
    """A kind of message that carries a link for its reader only."""
    outbox.carries_a_key("test.key")
    yield "test.key"
    outbox._keys.discard("test.key")


def a_message(to: Recipient = LIU, subject: str = "通函：莱茵-诺伊斯县申请加入", **fields: Any) -> Message:
    """A queued message."""
    return outbox.queue("test.letter", to, subject=subject, text="正文", about_type="test", about_id=1, **fields)


def test_ml09_a_chinese_letter_arrives_as_it_was_written(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    message = a_message(subject="通函：" + "莱茵-诺伊斯县申请加入中德工业城市联盟" * 4)
    do_jobs()
    (mail,) = smtp.mails
    assert str(mail["Subject"]).strip() == message.subject  # a folded header may begin with a blank
    assert mail["To"].addresses[0].display_name == "刘示范"
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == "正文"
    assert mail["Message-ID"] == message.header_id
    message.refresh_from_db()
    assert message.status == "accepted"
    assert message.arrived_at is not None


def test_ml08_each_recipient_sees_only_the_own_address(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    a_message(Recipient("a@a.example", "A", "de"))
    a_message(Recipient("b@b.example", "B", "de"))
    do_jobs()
    assert [str(mail["To"]) for mail in smtp.mails] == ["A <a@a.example>", "B <b@b.example>"]
    assert all(mail["Cc"] is None and mail["Bcc"] is None for mail in smtp.mails)


@pytest.mark.parametrize("evil", ["x\r\nBcc: evil@e.example", "x\u2028Bcc: evil@e.example", "x\x85Bcc: evil@e.example"])
def test_in10_a_name_cannot_add_a_header(evil: str, smtp: Sink, do_jobs: Callable[[], int]) -> None:
    a_message(Recipient("a@a.example", evil, "de"), subject=evil)
    do_jobs()
    (mail,) = smtp.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "x Bcc: evil@e.example"


def test_a_refused_address_is_on_record_and_can_be_told_otherwise(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    smtp.refusals["liu@foshan.example"] = "550 no such user"
    message = a_message()
    do_jobs()
    message.refresh_from_db()
    assert message.status == "failed"
    assert [(a.succeeded, a.reply) for a in message.attempts.all()] == [(False, "550 no such user")]
    with pytest.raises(Refused):
        actions.evidence(message, by=SYSTEM, how="Post")  # the system looks after nothing by itself
    assert Message.objects.get().status == "failed"


def test_the_last_failure_is_the_latest_try_that_failed_of_this_very_message() -> None:
    tried, untried, arrived = (a_message() for _each in range(3))
    for message, succeeded, reply in (
        (tried, False, "451 later"), (tried, False, "550 no such user"), (arrived, False, "421 busy"),
        (arrived, True, "250 kept"),
    ):  # fmt: skip
        message.attempts.create(succeeded=succeeded, reply=reply)
    rows: Any = Message.objects.with_last_failure()
    failures = {row.pk: row.last_failure for row in rows}
    assert failures == {tried.pk: "550 no such user", untried.pk: None, arrived.pk: "421 busy"}
    assert len(rows) == 3


def test_ml02_a_busy_server_is_tried_again(smtp: Sink) -> None:
    smtp.refusals["liu@foshan.example"] = "451 later"
    message = a_message()
    with pytest.raises(tasks.TryAgain):
        tasks.send_message.func(message.pk)
    message.refresh_from_db()
    assert message.status == "queued"
    smtp.refusals.clear()
    tasks.send_message.func(message.pk)
    message.refresh_from_db()
    assert message.status == "accepted"
    assert [a.succeeded for a in message.attempts.order_by("id")] == [False, True]


def test_what_is_sent_again_is_tried_for_a_day_again(smtp: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_MOST_ATTEMPTS", 2)
    overseer = a_secretary(an_organisation("alliance", OrganisationKind.ALLIANCE))
    smtp.refusals["liu@foshan.example"] = "451 greylisted"
    message = a_message()
    with pytest.raises(tasks.TryAgain):
        tasks.send_message.func(message.pk)
    tasks.send_message.func(message.pk)
    message.refresh_from_db()
    assert message.status == "failed"
    actions.retry(message, by=overseer)
    with pytest.raises(tasks.TryAgain):
        tasks.send_message.func(message.pk)
    message.refresh_from_db()
    assert (message.status, message.failures(), message.attempts.count()) == ("queued", 1, 3)
    tasks.send_message.func(message.pk)
    message.refresh_from_db()
    assert (message.status, message.failures()) == ("failed", 2)


def test_ml03_without_a_server_nothing_is_lost(smtp: Sink, settings: Any) -> None:
    settings.EMAIL_PORT = 1  # nobody listens there
    message = a_message()
    with pytest.raises(tasks.TryAgain):
        tasks.send_message.func(message.pk)
    message.refresh_from_db()
    assert message.status == "queued"
    assert message.attempts.count() == 1


def test_a_message_that_was_sent_is_not_sent_again(smtp: Sink) -> None:
    message = a_message()
    tasks.send_message.func(message.pk)
    tasks.send_message.func(message.pk)
    assert len(smtp.mails) == 1


def test_ac24_a_recipient_who_lost_access_gets_nothing(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    outbox.checked_at_sending("test.secret", lambda message: False)
    message = outbox.queue("test.secret", LIU, subject="s", text="t", about_type="test", about_id=1)
    do_jobs()
    message.refresh_from_db()
    assert smtp.mails == []
    assert message.status == "failed"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "no longer entitled"), ("de", "nicht mehr berechtigt"), ("zh-hans", "不再有权")],
)
def test_why_a_letter_was_not_tried_is_said_in_the_readers_language(
    language: str, words: str, smtp: Sink, do_jobs: Callable[[], int]
) -> None:
    outbox.checked_at_sending("test.secret", lambda message: False)
    message = outbox.queue("test.secret", LIU, subject="s", text="t", about_type="test", about_id=1)
    do_jobs()
    kept = message.attempts.get().reply
    assert kept == NotTried.NOT_ENTITLED
    entry = Entry.objects.select_related("payload").get(verb="delivery.fail")
    with translation.override(language):
        (line,) = lines([entry])
        assert (words in line.sentence, words in worded(kept)) == (True, True)
    assert worded("550 no such user") == "550 no such user"


def test_what_fails_after_the_servers_250_is_tried_again_without_a_second_mail(smtp: Sink) -> None:
    message = a_message()
    failures = [OSError("the disk is full"), None]

    def reaction(row: Message, *, by: object) -> None:
        failure = failures.pop(0)
        if failure:
            raise failure

    reacts(delivery, "accept")(reaction)
    try:
        with pytest.raises(OSError, match="the disk is full"):
            tasks.send_message.func(message.pk)
        message.refresh_from_db()
        assert (message.status, len(smtp.mails)) == ("queued", 1)
        tasks.send_message.func(message.pk)
    finally:
        delivery.bound["reactions"]["accept"].remove(reaction)
    message.refresh_from_db()
    assert (message.status, len(smtp.mails), message.attempts.count()) == ("accepted", 1, 1)


def test_the_queue_tries_again_whatever_went_wrong() -> None:
    strategy = tasks.send_message.retry_strategy
    assert strategy is not None
    job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="x", attempts=1)
    assert strategy.get_retry_decision(exception=KeyError("anything"), job=job) is not None


def test_a_message_without_a_job_gets_one_and_one_that_has_one_gets_no_second(
    smtp: Sink, do_jobs: Callable[[], int]
) -> None:
    lost, waiting, sent = a_message(subject="lost"), a_message(subject="waiting"), a_message(subject="sent")
    tasks.send_message.func(sent.pk)
    with connection.cursor() as cursor:
        for number in (lost.pk, sent.pk):
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'failed' WHERE args->>'message_id' = %s", [str(number)]
            )
    tasks.take_up_waiting.func(0)
    assert do_jobs() == 2
    assert sorted(str(mail["Subject"]).strip() for mail in smtp.mails) == ["lost", "sent", "waiting"]
    assert waiting.attempts.count() == 1


def test_au10_a_link_for_its_reader_only_is_not_kept_once_it_is_sent(
    smtp: Sink, do_jobs: Callable[[], int], a_key: str
) -> None:
    secret = outbox.queue(a_key, LIU, subject="s", text="https://x.example/token", about_type="test", about_id=1)
    letter = a_message()
    do_jobs()
    secret.refresh_from_db()
    letter.refresh_from_db()
    body = smtp.mails[0].get_body(("plain",))
    assert body is not None
    assert ("token" in body.get_content(), secret.text, letter.text) == (True, "", "正文")
    assert secret.words != ""


def test_an_expired_link_is_not_kept_either_and_its_message_leaves_no_more(
    smtp: Sink, do_jobs: Callable[[], int], a_key: str
) -> None:
    with clock.at(datetime.now(UTC) - timedelta(days=15)):
        old = outbox.queue(a_key, LIU, subject="old", text="token", about_type="test", about_id=1)
        letter = a_message(subject="letter")
    young = outbox.queue(a_key, LIU, subject="young", text="token", about_type="test", about_id=1)
    tasks.remove_keys.func(0)
    assert [row.text for row in Message.objects.filter(pk__in=[old.pk, letter.pk, young.pk]).order_by("id")] == [
        "", "正文", "token",
    ]  # fmt: skip
    do_jobs()
    old.refresh_from_db()
    assert (old.status, [str(mail["Subject"]).strip() for mail in smtp.mails]) == ("failed", ["letter", "young"])
    assert delivery.move("retry").hindrance(old) is not None


def test_pr10_whom_a_message_went_to_and_what_the_server_said_stand_in_the_personal_part(
    smtp: Sink, do_jobs: Callable[[], int]
) -> None:
    person = Person.objects.create(family_name="刘", email="LIU@foshan.example")
    smtp.refusals[LIU.address] = f"550 <{LIU.address}> unknown"
    message = a_message()
    do_jobs()
    entry = Entry.objects.select_related("payload").get(verb="delivery.fail")
    assert entry.facts == {"subject": {"zh-hans": f"„{message.subject}“"}}
    assert entry.payload.persons == [person.pk]
    with speaking("en"):
        assert lines([entry])[0].sentence.endswith(f"could not be delivered: 550 <{LIU.address}> unknown")


def test_only_what_a_server_said_can_be_blanked(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    a_message()
    do_jobs()
    for change in ({"succeeded": False}, {"reply": "another"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Attempt.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attempt.objects.all().delete()
    assert Attempt.objects.update(reply="") == 1
