"""Sending over real SMTP: nothing lost, every answer on record (ML01–ML03, ML08, ML09, IN10)."""

from collections.abc import Callable
from typing import Any

import pytest

from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.mail import actions, outbox, tasks
from kontor.kernel.mail.models import Message
from kontor.kernel.mail.outbox import Recipient
from tests.kontor_testing.jobs_and_mail import Sink

pytestmark = pytest.mark.django_db
LIU = Recipient("liu@foshan.example", "刘示范", "zh-hans")


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
