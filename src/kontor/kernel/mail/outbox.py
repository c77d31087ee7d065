"""Putting a message into the outbox, in the transaction of the deed that it tells of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import make_msgid
from typing import NamedTuple

from django.conf import settings
from procrastinate.contrib.django import app

from kontor.kernel.files.models import File
from kontor.kernel.lingua.languages import known
from kontor.kernel.mail.models import SENDING, Message


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a letter goes, in which language, for which organisation, and how it begins if not with the name."""

    address: str
    name: str
    language: str
    party: int | None = None
    salutation: str = ""


class Words(NamedTuple):
    """Subject and text of a letter."""

    subject: str
    text: str


class Link(NamedTuple):
    """A page that a letter leads to. What is mailed only locates: the page decides who sees it (AU10)."""

    kind: str
    public_id: str

    def in_language(self, language: str) -> str:
        """The address as a letter in this language carries it: it opens in the language of the letter."""
        return f"{settings.BASE_URL}/{known(language)}/to/{self.kind}/{self.public_id}"


#: Asked at the moment of sending: is the recipient still entitled to this message?
StillWanted = Callable[[Message], bool]
#: Asked when the recipient is not: who has followed, if anybody has?
Successor = Callable[[Message], Recipient | None]
#: Gives the words of a message for its successor; ``None`` where it is to go as it stands.
Anew = Callable[[Message, Recipient], Words | None]

_checks: dict[str, StillWanted] = {}
_successors: dict[str, tuple[Successor, Anew]] = {}


#: Gives the numbers of those who are written to at an address.
Knowing = Callable[[str], list[int]]

_keys: set[str] = set()
_known: list[Knowing] = []


def carries_a_key(kind: str) -> None:
    """Say that messages of this kind carry a link that only the reader may have.

    Their text is not kept once they are sent, nor when the link has expired meanwhile.
    """
    _keys.add(kind)


def holds_a_key(message: Message) -> bool:
    """Whether the message carries, or carried, such a link."""
    return message.kind in _keys


def kinds_with_a_key() -> list[str]:
    """All kinds that carry one."""
    return sorted(_keys)


def known_by(knowing: Knowing) -> None:
    """Say who is written to at an address; the app that keeps the names calls this once."""
    _known.append(knowing)


def persons_at(address: str) -> list[int]:
    """The numbers of those who are written to at an address, for the journal to forget them by."""
    return sorted({number for knowing in _known for number in knowing(address)})


def checked_at_sending(kind: str, still_wanted: StillWanted) -> None:
    """Let ``still_wanted`` decide again when a message of this kind is about to leave (AC24)."""
    _checks[kind] = still_wanted


def is_still_wanted(message: Message) -> bool:
    """Whether the message may still leave; kinds without a check always may."""
    check = _checks.get(message.kind)
    return check is None or check(message)


def as_it_stands(message: Message, to: Recipient) -> Words | None:
    """No new words: the successor gets what was written."""
    return None


def redirected_to(kind: str, successor: Successor, anew: Anew = as_it_stands) -> None:
    """Let messages of this kind whose recipient is no longer entitled go to the one that ``successor`` names.

    ``anew`` gives the words for the successor, in that person's language; what gets none goes as it stands. Without a
    successor the message fails, as every message does that nobody may have.
    """
    _successors[kind] = (successor, anew)


def successor_for(message: Message) -> Recipient | None:
    """Who is to get the message instead; ``None`` when there is nobody, or the kind knows no successors."""
    successor, _anew = _successors.get(message.kind, (None, None))
    return successor(message) if successor else None


def words_for(message: Message, to: Recipient) -> Words | None:
    """The message in words for its successor; ``None`` where it goes as it stands."""
    _successor, anew = _successors.get(message.kind, (None, as_it_stands))
    return anew(message, to)


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
    """Write the job that sends a message."""
    app.configure_task(SENDING, allow_unknown=False).defer(message_id=message.pk)


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
