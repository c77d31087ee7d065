"""The exact text that is put to the member cities, its hash (BL16), and what the journal keeps of the asking."""

from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256
from typing import Any

from kontor.cities.models import City
from kontor.kernel.audit.journal import canonical
from kontor.kernel.mail.models import Message
from kontor.membership.models import Application, Round


def frozen_text(application: Application) -> dict[str, Any]:
    """Everything that the member cities consent to, as plain data: parts in all languages, paper, attachments."""
    return {
        "city": application.journal_names(),
        "official_code": application.city.official_code,
        "side": application.city.side,
        "language": application.language,
        "parts": {part.value: content.as_json() for part, content in application.parts()},
        "paper": {
            "reference": application.paper_reference,
            "title": application.paper_title,
            "body": application.paper_body,
            "on": application.paper_on.isoformat() if application.paper_on else "",
        },
        "attachments": [
            {"name": file.name, "sha256": file.sha256, "size": file.size} for file in application.attachments()
        ],
    }


def fingerprint(text: dict[str, Any]) -> str:
    """The SHA-256 of the text's one canonical form; the proof bundle computes it again."""
    return sha256(canonical(text).encode()).hexdigest()


def facts_of_asking(round_: Round, sent: Iterable[tuple[City, Message | None]]) -> dict[str, Any]:
    """What the journal is told when a round begins: the text's hash, by when, and who was asked with which letter.

    With it anybody can tell later that no city was added to the electorate or left out of it.
    """
    return {
        "sha256": round_.text_sha256,
        "answer_due_at": round_.answer_due_at.astimezone(UTC).isoformat(),
        "electorate": [
            {
                "city": city.public_id,
                "circular": message.public_id if message else "",
                "letters": sorted(file.sha256 for file in message.attachments.all()) if message else [],
            }
            for city, message in sent
        ],
    }
