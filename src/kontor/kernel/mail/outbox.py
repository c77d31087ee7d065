"""Putting a message into the outbox, in the transaction of the deed that it tells of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import make_msgid

from django.conf import settings
from procrastinate.contrib.django import app

from kontor.kernel.files.models import File
from kontor.kernel.lingua.languages import known
from kontor.kernel.mail.models import Message

#: Asked at the moment of sending: is the recipient still entitled to this message?
StillWanted = Callable[[Message], bool]

_checks: dict[str, StillWanted] = {}


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a letter goes, in which language, and for which organisation."""

    address: str
    name: str
    language: str
    party: int | None = None


def checked_at_sending(kind: str, still_wanted: StillWanted) -> None:
    """Let ``still_wanted`` decide again when a message of this kind is about to leave (AC24)."""
    _checks[kind] = still_wanted


def is_still_wanted(message: Message) -> bool:
    """Whether the message may still leave; kinds without a check always may."""
    check = _checks.get(message.kind)
    return check is None or check(message)


def one_line(text: str) -> str:
    """Header text: every line break and control character becomes a blank (IN10).

    What looks like an encoded word (``=?utf-8?q?=0d=0a…``) is taken apart: a header would decode it again.
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).replace("=?", "= ?").split())


def queue(
    kind: str, to: Recipient, *, subject: str, text: str, about_type: str, about_id: int, files: Iterable[File] = ()
) -> Message:
    """Write a message and the job that sends it; both exist only if the deed is committed (decision 8)."""
    message = Message.objects.create(
        kind=kind,
        language=known(to.language),
        to_address=to.address,
        to_name=one_line(to.name)[:200],
        party=to.party,
        about_type=about_type,
        about_id=about_id,
        subject=one_line(subject)[:300],
        text=text,
        header_id=make_msgid(domain=_domain()),
    )
    message.attachments.set(files)
    send_soon(message)
    return message


def send_soon(message: Message) -> None:
    """Write the job that sends a message. By its name, because the jobs stand above the deeds that they do."""
    app.configure_task("kontor.kernel.mail.tasks.send_message", allow_unknown=False).defer(message_id=message.pk)


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
