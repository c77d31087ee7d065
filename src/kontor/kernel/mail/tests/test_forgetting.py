"""Forgetting a mailbox: own letters are blanked, those that passed to a successor stay that one's (Art. 17)."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from kontor.kernel.access import SYSTEM
from kontor.kernel.mail import actions, outbox
from kontor.kernel.mail.forgetting import forget_letters, letters_passed_on, letters_to
from kontor.kernel.mail.models import Attempt, Message, Redirection
from kontor.kernel.mail.outbox import Recipient
from tests.kontor_testing.jobs_and_mail import Sink

pytestmark = pytest.mark.django_db
KIND = "test.passed_on"
LIU = Recipient("liu@foshan.example", "刘示范", "zh-hans", 7)
WANG = Recipient("wang@foshan.example", "王示范", "en", 7)
ZHAO = Recipient("zhao@foshan.example", "赵示范", "en", 7)


def _passed_on(*successors: Recipient) -> Message:
    """A letter written to Liu, redirected from one successor to the next, not sent yet."""
    message = outbox.queue(KIND, LIU, subject="通函", text="尊敬的刘示范：\n\n正文", about_type="test", about_id=1)
    Attempt.objects.create(message=message, succeeded=False, reply="450 <Liu@foshan.example> busy")
    for successor in successors:
        message = actions.redirect(message, by=SYSTEM, to=successor)
    return message


def _redirections() -> list[tuple[str, str, str, str]]:
    told = Redirection.objects.order_by("pk")
    return list(told.values_list("from_name", "from_address", "to_name", "to_address"))


def test_forgetting_the_predecessor_leaves_the_letter_to_its_successor(smtp: Sink, do_jobs: Callable[[], int]) -> None:
    message = _passed_on(WANG)
    assert forget_letters([LIU.address], [LIU.name]) == 1
    message.refresh_from_db()
    assert (message.status, message.to_name, message.to_address) == ("queued", WANG.name, WANG.address)
    assert _redirections() == [("", "", WANG.name, WANG.address)]
    assert (message.text, Attempt.objects.get().reply) == ("尊敬的[…]：\n\n正文", "")
    do_jobs()
    (mail,) = smtp.to(WANG.address)
    body = mail.get_body(("plain",))
    assert body is not None
    why, *_rest = body.get_content().strip().splitlines()
    assert why == (
        "This letter was written to somebody whose data have been deleted since. It goes to you as it stands, because "
        "you have taken that person's place."
    )


def test_forgetting_the_successor_blanks_the_letter_and_leaves_who_was_meant_first() -> None:
    message = _passed_on(WANG)
    assert forget_letters([WANG.address], [WANG.name]) == 1
    message.refresh_from_db()
    assert (message.status, message.to_name, message.to_address, message.text) == ("failed", "", "", "")
    assert _redirections() == [(LIU.name, LIU.address, "", "")]


def test_forgetting_who_stood_between_leaves_the_first_and_the_last() -> None:
    message = _passed_on(WANG, ZHAO)
    assert forget_letters([WANG.address], [WANG.name]) == 1
    message.refresh_from_db()
    assert (message.status, message.to_address) == ("queued", ZHAO.address)
    assert _redirections() == [(LIU.name, LIU.address, "", ""), ("", "", ZHAO.name, ZHAO.address)]


def test_a_letter_is_found_with_whom_it_goes_to_and_as_passed_on_with_whom_it_was_written_to() -> None:
    message = _passed_on(WANG)
    assert [list(letters_to([each.address])) for each in (LIU, WANG)] == [[], [message]]
    assert [each.message for each in letters_passed_on([LIU.address])] == [message]
    assert list(letters_passed_on([WANG.address])) == []


def test_a_redirection_is_blanked_and_never_told_otherwise() -> None:
    _passed_on(WANG)
    for change in ({"from_address": "x@y.example"}, {"to_name": "Jemand"}, {"is_written_anew": True}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Redirection.objects.update(**change)
    assert _redirections() == [(LIU.name, LIU.address, WANG.name, WANG.address)]
