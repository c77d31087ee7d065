"""The demo's mailbox: keeping what arrives, and showing it apart."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr

from kontor.demo.models import ReceivedMail
from kontor.kernel.lingua.calendar import number
from kontor.kernel.lingua.languages import LANGUAGES
from kontor.kernel.mail.outbox import one_line

#: Characters that a database column cannot hold, however they came into a mail.
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_ADDRESS = re.compile(r"(https?://[^\s<>\"]+)")
_OWN_HOST = re.compile(r"^https?://(localhost|127\.0\.0\.1)(:\d+)?(?=/|$)")
_CONTENT_LANGUAGE = {language.lower(): language for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment, with its place in the mail as its number."""

    number: int
    name: str
    media_type: str
    content: bytes

    @property
    def kind(self) -> str:
        """The ending of the name, as people say it: PDF."""
        return self.name.rpartition(".")[2].upper() if "." in self.name else self.media_type

    @property
    def size(self) -> str:
        """The size in kilobytes, as the page's language writes numbers."""
        return f"{number(max(1, round(len(self.content) / 1000)))} kB"


def keep(raw: bytes, to_address: str) -> ReceivedMail:
    """Keep one mail for one recipient, whatever is in it: what cannot be read stays readable as raw bytes."""
    mail = ReceivedMail(raw=raw)
    parsed = mail.parsed()
    return ReceivedMail.objects.create(
        to_address=_storable(parseaddr(to_address)[1] or to_address)[:254],
        subject=header(parsed, "Subject")[:300],
        language=_CONTENT_LANGUAGE.get(header(parsed, "Content-Language").lower(), ""),
        raw=raw,
    )


def header(parsed: EmailMessage, name: str) -> str:
    """A header in one line, decoded; empty when it is missing or nobody can read it."""
    try:
        return one_line(_storable(str(parsed.get(name, ""))))
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""  # the standard library raises all of these for headers that are malformed enough


def text(parsed: EmailMessage) -> str:
    """The text of a mail; bytes of an unknown encoding are shown as replacement characters."""
    body = parsed.get_body(preferencelist=("plain", "html"))
    return _decoded(body) if isinstance(body, EmailMessage) else ""


def attachments(parsed: EmailMessage) -> list[Attachment]:
    """The attachments in their order."""
    return [
        Attachment(
            number,
            _storable(part.get_filename() or f"attachment-{number}"),
            part.get_content_type(),
            _payload(part),
        )
        for number, part in enumerate(parsed.iter_attachments())
    ]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; with an ``address`` it is a link."""

    text: str
    address: str = ""


def pieces(text: str) -> list[Piece]:
    """A paragraph with its links. Links to this machine lose host and port: the demo may run on another one today."""
    found = []
    for position, stretch in enumerate(_ADDRESS.split(text)):
        if position % 2:
            found.append(Piece(stretch, _OWN_HOST.sub("", stretch) or "/"))
        elif stretch:
            found.append(Piece(stretch))
    return found


def _payload(part: object) -> bytes:
    payload = part.get_payload(decode=True) if isinstance(part, EmailMessage) else b""
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: EmailMessage) -> str:
    charset = part.get_content_charset() or "utf-8"
    try:
        return _storable(_payload(part).decode(charset, errors="replace"))
    except LookupError:
        return _storable(_payload(part).decode("utf-8", errors="replace"))


def _storable(written: str) -> str:
    return _NOT_STORABLE.sub("\N{REPLACEMENT CHARACTER}", written)
