"""The exact text that is put to the member cities, and its hash (BL16)."""

from hashlib import sha256
from typing import Any

from kontor.kernel.audit.journal import canonical
from kontor.membership.models import Application


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
