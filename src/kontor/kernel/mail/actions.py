"""The deeds of a delivery."""

from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.audit.journal import Told
from kontor.kernel.lifecycle import performs
from kontor.kernel.lingua.languages import known
from kontor.kernel.mail import outbox
from kontor.kernel.mail.lifecycle import delivery
from kontor.kernel.mail.models import Attempt, Message, Redirection
from kontor.kernel.mail.outbox import Recipient


@performs(delivery, "accept")
def accept(message: Message, *, by: Actor, reply: str) -> Told:
    """The recipient's server took the message over. A link that only its reader may have is not kept any longer."""
    message.arrived_at = clock.now()
    if not message.attempts.filter(succeeded=True).exists():
        Attempt.objects.create(message=message, succeeded=True, reply=reply)
    if outbox.holds_a_key(message):
        message.text = ""
    return _told_of(message, reply=reply)


@performs(delivery, "redirect")
def redirect(message: Message, *, by: Actor, to: Recipient) -> Told:
    """Send it to the successor of whom it was written to: in the successor's language, or as it stands."""
    words = outbox.words_for(message, to)
    before = Redirection.objects.create(
        message=message, from_name=message.to_name, from_address=message.to_address,
        to_name=outbox.one_line(to.name)[:200], to_address=to.address,
        language=known(to.language), is_written_anew=words is not None,
    )  # fmt: skip
    message.to_name, message.to_address = before.to_name, before.to_address
    if words is not None:
        message.subject, message.text = outbox.one_line(words.subject)[:300], words.text
        message.language = before.language
    return Told(
        facts={"written_anew": before.is_written_anew, "language": message.language},
        personal={"from": before.from_address, "to": before.to_address},
        persons=[*outbox.persons_at(before.from_address), *outbox.persons_at(before.to_address)],
    )


@performs(delivery, "fail")
def fail(message: Message, *, by: Actor, reply: str) -> Told:
    """The server refused for good, or every retry was in vain; somebody has to look after it."""
    return _told_of(message, reply=reply[:200])


@performs(delivery, "retry")
def retry(message: Message, *, by: Actor) -> None:
    """Send it again, to the same address."""
    outbox.send_soon(message)


@performs(delivery, "evidence")
def evidence(message: Message, *, by: Actor, how: str) -> Told:
    """The letter reached its recipient another way; ``how`` says which and when."""
    message.arrived_at = clock.now()
    message.evidence = how
    return _told_of(message, how=how)


def _told_of(message: Message, **words: str) -> Told:
    """Words about a delivery are personal: a server's reply repeats the address, a person's own words name persons."""
    return Told(personal={"to": message.to_address, **words}, persons=outbox.persons_at(message.to_address))
