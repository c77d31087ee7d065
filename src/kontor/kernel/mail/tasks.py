"""The job that hands one message to the mail server.

Exactly-once does not exist over SMTP. What holds: no message is lost; it is transmitted a second time
only if the worker died between the server's 250 and our commit, and then under the same Message-ID (ML01).
"""

import smtplib
from email.utils import format_datetime, formataddr

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kontor.kernel import clock
from kontor.kernel.access import SYSTEM
from kontor.kernel.jobs.crashpoints import crashpoint
from kontor.kernel.mail import actions, outbox
from kontor.kernel.mail.lifecycle import Status
from kontor.kernel.mail.models import Attempt, Message

_MOST_ATTEMPTS = 9  # waiting 4^n seconds: the last try comes about a day after the first
_FIRST_PERMANENT = 500


class TryAgain(Exception):  # noqa: N818  # a request to the queue, not an error
    """The server could not take the message now."""


@app.task(retry=RetryStrategy(max_attempts=_MOST_ATTEMPTS, exponential_wait=4, retry_exceptions=[TryAgain]))
def send_message(message_id: int) -> None:
    """Send one message; done before or no longer wanted, it does nothing."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_id)
        if message.status != Status.QUEUED:
            return
        if not outbox.is_still_wanted(message):
            actions.fail(message, by=SYSTEM, reply="The recipient is no longer entitled to this message.")
            return
        reply, accepted, for_good = _transmit(message)
        crashpoint("mail.send:transmitted")
        if accepted:
            actions.accept(message, by=SYSTEM, reply=reply)
            return
        Attempt.objects.create(message=message, succeeded=False, reply=reply)
        if for_good or message.attempts.filter(succeeded=False).count() >= _MOST_ATTEMPTS:
            actions.fail(message, by=SYSTEM, reply=reply)
            return
    raise TryAgain(reply)


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
        body=message.text,
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
