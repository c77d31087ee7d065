"""The job that hands one message to the mail server.

Exactly-once does not exist over SMTP. What holds: no message is lost; it is transmitted a second time
only if the worker died between the server's 250 and our note of it, and then under the same Message-ID (ML01).
"""

import smtplib
from datetime import timedelta
from email.utils import format_datetime, formataddr

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kontor.kernel import clock
from kontor.kernel.access import SYSTEM
from kontor.kernel.jobs.crashpoints import crashpoint
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail import actions, outbox
from kontor.kernel.mail.lifecycle import Status, nothing_is_left_to_send
from kontor.kernel.mail.models import Attempt, Message
from kontor.kernel.mail.vocabulary import NotTried

_MOST_ATTEMPTS = 9  # waiting 4^n seconds: the last try comes about a day after the first
_FIRST_PERMANENT = 500
_LONGEST_KEY = timedelta(days=14)  # no mailed link lives longer


class TryAgain(Exception):  # noqa: N818  # a request to the queue, not an error
    """The server could not take the message now."""


@app.task(retry=RetryStrategy(max_attempts=_MOST_ATTEMPTS, exponential_wait=4))
def send_message(message_id: int) -> None:
    """Send one message; done before, it does nothing. Who is no longer entitled to it is followed by a successor.

    That the server has it is noted by itself, before anything that follows from it: what fails then is tried again
    without sending twice. The row's lock lets one worker at a time decide: of two the second finds the message sent.
    """
    if not _is_handed_over(message_id):
        return
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_id)
        if message.status == Status.QUEUED:
            reply = message.attempts.filter(succeeded=True).values_list("reply", flat=True)[0]
            actions.accept(message, by=SYSTEM, reply=reply)


def _is_handed_over(message_id: int) -> bool:
    """Whether the server has the message, now or since an earlier try; ``TryAgain`` when it could not take it."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_id)
        if message.status != Status.QUEUED:
            return False
        if message.attempts.filter(succeeded=True).exists():
            return True
        if nothing_is_left_to_send(message):
            return _not_tried(message, NotTried.NOTHING_LEFT)
        if not outbox.is_still_wanted(message):
            successor = outbox.successor_for(message)
            if successor is None:
                return _not_tried(message, NotTried.NOT_ENTITLED)
            message = actions.redirect(message, by=SYSTEM, to=successor)
        reply, accepted, for_good = _transmit(message)
        crashpoint("mail.send:transmitted")
        Attempt.objects.create(message=message, succeeded=accepted, reply=reply)
        if accepted:
            return True
        if for_good or message.failures() >= _MOST_ATTEMPTS:
            actions.fail(message, by=SYSTEM, reply=reply)
            return False
    raise TryAgain(reply)


def _not_tried(message: Message, why: NotTried) -> bool:
    """Note why the letter did not leave, as a code: who reads it is not known here."""
    Attempt.objects.create(message=message, succeeded=False, reply=why)
    actions.fail(message, by=SYSTEM, reply=why)
    return False


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="mail.take_up_waiting", pass_context=False)
def take_up_waiting(timestamp: int) -> None:
    """Defer anew what waits to be sent without a job: its tries were used up, or its job was lost."""
    for message in Message.objects.without_job().order_by("id"):
        outbox.send_soon(message)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="mail.remove_keys", pass_context=False)
def remove_keys(timestamp: int) -> None:
    """Remove the text of messages whose link has expired before they could be sent: it helps nobody any more."""
    expired = clock.now() - _LONGEST_KEY
    old = Message.objects.filter(kind__in=outbox.kinds_with_a_key(), written_at__lt=expired).exclude(text="")
    old.update(text="")


def _transmit(message: Message) -> tuple[str, bool, bool]:
    """Hand the message over: what was answered, whether it was accepted, whether a refusal is for good."""
    try:
        as_mail(message).send()
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        return f"{code} {said.decode(errors='replace')}"[:500], False, code >= _FIRST_PERMANENT
    except smtplib.SMTPResponseException as refused:
        answer = refused.smtp_error
        reply = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
        return f"{refused.smtp_code} {reply}"[:500], False, refused.smtp_code >= _FIRST_PERMANENT
    except (OSError, smtplib.SMTPException) as fault:
        return str(fault)[:500], False, False
    return "250", True, False


def as_mail(message: Message) -> EmailMultiAlternatives:
    """The message as it goes over the wire, with its attachments."""
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=_body(message),
        to=[formataddr((message.to_name, message.to_address))],
        headers={
            "Message-ID": message.header_id,
            "Date": format_datetime(clock.now()),
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    for file in message.attachments.order_by("id"):
        mail.attach(file.name, file.read(), file.media_type)
    return mail


def _body(message: Message) -> str:
    """The text; a letter that goes to a successor as it stands says first, in that person's language, why."""
    redirections = list(message.redirections.order_by("pk"))
    if not redirections or redirections[-1].is_written_anew:
        return message.text
    first, last = redirections[0], redirections[-1]
    with speaking(last.language):
        return f"{_why_as_it_stands(first.from_name or first.from_address)}\n\n{message.text}"


def _why_as_it_stands(meant: str) -> str:
    if not meant:
        return _(
            "This letter was written to somebody whose data have been deleted since. It goes to you as it stands, "
            "because you have taken that person's place."
        )
    said = _(
        "This letter was written to %(name)s. It goes to you as it stands, because you have taken that person's place."
    )
    return said % {"name": meant}
