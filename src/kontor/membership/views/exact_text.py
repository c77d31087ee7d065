"""The text of an application as a page shows it: what a round has frozen, or the draft as it stands (MEM-4, BL16)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kontor.kernel.files.models import File
from kontor.kernel.lingua.content import Content
from kontor.kernel.prepared import prepared
from kontor.membership.dossier import frozen_text
from kontor.membership.forms.draft import RULES
from kontor.membership.lifecycle import ApplicationStatus as S
from kontor.membership.models import Application, DossierPart, Round
from kontor.membership.models.alliance import charter_in_force


def text_of(row: Application, round_: Round | None) -> dict[str, Any]:
    """The text with all that belongs to it, as plain values. With a round, nothing but what that round has frozen."""
    text = round_.text if round_ else frozen_text(row)
    paper = text["paper"]
    return {
        "number": round_.number if round_ else None,
        "sha256": round_.text_sha256 if round_ else "",
        "differs": round_ is not None and row.status == S.DRAFT,
        "parts": parts_of(row, round_),
        "language": text["language"],
        "paper": {**paper, "on": date.fromisoformat(paper["on"]) if paper["on"] else None},
        "source": _source(row, paper),
        "attachments": _attachments(row, text["attachments"]),
    }


def parts_of(row: Application, round_: Round | None) -> list[dict[str, Any]]:
    """What was put to the cities, or the draft as it stands; under the charter's words for each part."""
    frozen = round_.text["parts"] if round_ else None
    charter = charter_in_force()
    return [
        {
            "label": part.label,
            "content": Content.from_json(frozen[part.value]) if frozen else content,
            "clause": charter.rule(RULES[DossierPart(part)]).clause,
        }
        for part, content in row.parts()
    ]


def _source(row: Application, paper: Mapping[str, str]) -> dict[str, Any] | None:
    """Where the paper is published; no part of the text, and shown only beside the paper that it is about."""
    if row.source_id is None or row.source is None or paper["reference"] != row.paper_reference:
        return None
    return {"title": row.source.title, "url": row.source.web, "lang": row.source.language}


def _attachments(row: Application, told: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The files of the text by their fingerprints: what has left the draft since is kept beside it."""
    if not told:
        return []
    kept = {file.sha256: file for file in _files_of(row.pk)}
    return [
        {
            "name": each["name"],
            "url": kept[each["sha256"]].get_absolute_url() if each["sha256"] in kept else "",
            "size": each["size"],
            "sha256": each["sha256"],
        }
        for each in told
    ]


@prepared
def _files_of(application: int) -> QuerySet[File]:
    return File.objects.filter(about_type="application", about_id=application, purpose__endswith="attachment")
