"""A message whose recipient is no longer entitled to it when it leaves goes to the successor, on record."""

from collections.abc import Callable, Iterator

import pytest

from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import lines
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail import outbox, tasks
from kontor.kernel.mail.models import Message, Redirection
from kontor.kernel.mail.outbox import Recipient, Words
from tests.kontor_testing.jobs_and_mail import Sink

pytestmark = pytest.mark.django_db
KIND = "test.redirected"
LIU = Recipient("liu@foshan.example", "刘示范", "zh-hans", 7)
WANG = Recipient("wang@foshan.example", "王示范", "en", 7)


@pytest.fixture(autouse=True)
def only_wang_is_entitled() -> Iterator[None]:
    """Wang has followed Liu; what one test registers is forgotten after it."""
    outbox.checked_at_sending(KIND, lambda message: message.to_address == WANG.address)
    outbox.redirected_to(KIND, lambda message: WANG)
    yield
    outbox._checks.pop(KIND)
    outbox._successors.pop(KIND)


def _written() -> Message:
    return outbox.queue(KIND, LIU, subject="通函", text="正文", about_type="test", about_id=1)


def test_it_goes_as_it_stands_below_a_line_in_the_successors_language(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    message = _written()
    do_jobs()
    message.refresh_from_db()
    (mail,) = smtp.mails
    body = mail.get_body(("plain",))
    assert body is not None
    why, _blank, text = body.get_content().strip().splitlines()
    assert (why.startswith("This letter was written to 刘示范."), text) == (True, "正文")
    assert (mail["To"].addresses[0].addr_spec, str(mail["Subject"]).strip()) == (WANG.address, "通函")
    assert (message.status, message.text, message.language) == ("accepted", "正文", "zh-hans")


def test_it_is_written_anew_where_the_app_above_has_the_words(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    outbox.redirected_to(KIND, lambda message: WANG, lambda message, to: Words("Circular", f"Dear {to.name}"))
    message = _written()
    do_jobs()
    message.refresh_from_db()
    (mail,) = smtp.mails
    body = mail.get_body(("plain",))
    assert body is not None
    assert (str(mail["Subject"]).strip(), body.get_content().strip()) == ("Circular", "Dear 王示范")
    assert (mail["Content-Language"], message.language, message.status) == ("en", "en", "accepted")


def test_the_redirection_is_on_record_at_the_delivery_and_in_the_journal(
    smtp: Sink, do_jobs: Callable[[], int]
) -> None:
    message = _written()
    do_jobs()
    on_record = Redirection.objects.values_list("message", "from_address", "to_address", "is_written_anew")
    assert list(on_record) == [(message.pk, LIU.address, WANG.address, False)]
    assert list(Message.objects.redirected()) == [message]
    entries = Entry.objects.about("delivery", message.pk).select_related("payload").order_by("id")
    assert [entry.verb for entry in entries] == ["delivery.redirect", "delivery.accept"]
    assert [LIU.address in str(entry.facts) for entry in entries] == [False, False]  # personal
    with speaking("en"):
        assert lines(entries)[0].sentence == (
            f"„通函“ was redirected from {LIU.address}, who is no longer entitled to it, to the successor."
        )


def test_without_a_successor_it_fails(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    outbox.redirected_to(KIND, lambda message: None)
    message = _written()
    do_jobs()
    message.refresh_from_db()
    assert (message.status, message.to_address, smtp.mails) == ("failed", LIU.address, [])
    assert not Redirection.objects.exists()


def test_a_busy_server_of_the_successor_is_tried_again_without_a_second_redirection(smtp: Sink) -> None:
    smtp.refusals[WANG.address] = "451 later"
    message = _written()
    with pytest.raises(tasks.TryAgain):
        tasks.send_message.func(message.pk)
    smtp.refusals.clear()
    tasks.send_message.func(message.pk)
    message.refresh_from_db()
    assert (message.status, message.redirections.count(), len(smtp.mails)) == ("accepted", 1, 1)


def test_what_is_wanted_is_not_redirected(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    message = outbox.queue(KIND, WANG, subject="s", text="t", about_type="test", about_id=1)
    do_jobs()
    message.refresh_from_db()
    assert (message.status, message.redirections.count()) == ("accepted", 0)
