"""The deeds of a delivery."""

from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.audit.journal import Told
from kontor.kernel.lifecycle import performs
from kontor.kernel.mail import outbox
from kontor.kernel.mail.lifecycle import delivery
from kontor.kernel.mail.models import Attempt, Message


@performs(delivery, "accept")
def accept(message: Message, *, by: Actor, reply: str) -> Told:
    """The recipient's server took the message over."""
    message.arrived_at = clock.now()
    Attempt.objects.create(message=message, succeeded=True, reply=reply)
    return Told(facts={"reply": reply}, personal={"to": message.to_address})


@performs(delivery, "fail")
def fail(message: Message, *, by: Actor, reply: str) -> Told:
    """The server refused for good, or every retry was in vain; somebody has to look after it."""
    return Told(facts={"reply": reply[:200]}, personal={"to": message.to_address})


@performs(delivery, "retry")
def retry(message: Message, *, by: Actor) -> None:
    """Send it again, to the same address."""
    outbox.send_soon(message)


@performs(delivery, "evidence")
def evidence(message: Message, *, by: Actor, how: str) -> Told:
    """The letter reached its recipient another way; ``how`` says which and when."""
    message.arrived_at = clock.now()
    message.evidence = how
    return Told(facts={"how": how})
