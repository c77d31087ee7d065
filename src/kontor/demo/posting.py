"""Delivers the letters of the record while it is loaded.

The letters of a simulated past must not leave the outbox today: sixty mails at the first start, every one accepted
sixteen days after the statement that answers it. So each is delivered at its own time, without SMTP: its bytes go
straight into the demo's mailbox, and its delivery is recorded with an answer that says that it is simulated. The
letters of everything that happens in the running demo take the real way, over SMTP.
"""

from datetime import timedelta

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kontor.demo.mailbox import keep
from kontor.kernel import clock
from kontor.kernel.access import SYSTEM
from kontor.kernel.mail import actions
from kontor.kernel.mail.lifecycle import Status
from kontor.kernel.mail.models import Attempt, Message
from kontor.kernel.mail.tasks import as_mail

ANSWER = "250 simulated: this letter belongs to the demo record"
REFUSAL = "550 5.1.1 simulated: this mailbox does not exist"
_ON_ITS_WAY = timedelta(seconds=40)


def deliver_what_waits(refused: str = "") -> None:
    """Deliver every queued message a moment after it was written, and take back the jobs that would send it.

    What goes to the address ``refused`` fails for good, as at a mailbox that is gone.
    """
    waiting = list(Message.objects.filter(status=Status.QUEUED).order_by("id"))
    with clock.at(clock.now() + _ON_ITS_WAY):
        for message in waiting:
            if message.to_address == refused:
                Attempt.objects.create(message=message, succeeded=False, reply=REFUSAL)
                actions.fail(message, by=SYSTEM, reply=REFUSAL)
                continue
            keep(as_mail(message).message().as_bytes(), message.to_address)
            actions.accept(message, by=SYSTEM, reply=ANSWER)
    _take_back_jobs([message.pk for message in waiting])


def _take_back_jobs(messages: list[int]) -> None:
    jobs = ProcrastinateJob.objects.filter(
        task_name="kontor.kernel.mail.tasks.send_message", status="todo", args__message_id__in=messages
    )
    for number in jobs.values_list("id", flat=True):
        app.job_manager.cancel_job_by_id(number, delete_job=True)
