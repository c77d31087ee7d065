"""The proof of an admission as one file: electorate, text, statements, deliveries, letters, the journal's extract.

The same record always gives the same bytes. ``verification.py`` checks it without Kontor.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Entry
from kontor.kernel.files.models import File
from kontor.kernel.lingua.languages import LANGUAGES, speaking, tag
from kontor.kernel.mail.models import Message
from kontor.membership.models import Application, Round
from kontor.membership.models.application import ATTACHMENT
from kontor.membership.telling import DRAFTING, TOLD_TO_MEMBERS
from kontor.membership.verification import canonical, pack, with_manifest


class NotSealedYet(Exception):  # noqa: N818  # an answer to try again, not an error
    """A deed about the admission has no link in the chain yet; the sealer comes by every ten seconds."""


def make_bundle(application: Application) -> bytes:
    """The ZIP of an application that was put to the cities; ``NotSealedYet`` while a deed waits for its link.

    Looking changes nothing: whoever downloads a proof does not seal the journal.
    """
    rounds = list(application.rounds.order_by("number"))
    kept = _files_of(application, rounds)
    files = {f"README.{tag(language)}.txt": _readme(application, language) for language in LANGUAGES}
    files |= {_path(file): file.read() for file in kept}
    files["files.json"] = canonical([_file(file) for file in kept])
    files["application.json"] = canonical(_application(application))
    files["journal.json"] = canonical(_journal(application, rounds))
    for round_ in rounds:
        folder = f"round-{round_.number}"
        files[f"{folder}/text.json"] = canonical(round_.text)
        files[f"{folder}/round.json"] = canonical(_round(round_))
        files[f"{folder}/statements.json"] = canonical(_statements(round_))
        files[f"{folder}/deliveries.json"] = canonical(_deliveries(round_))
    return pack(with_manifest(files))


def _files_of(application: Application, rounds: Iterable[Round]) -> list[File]:
    """Everything that lies with the application, but not what its draft holds and no city was ever shown."""
    shown = {each["sha256"] for round_ in rounds for each in round_.text["attachments"]}
    rows = File.objects.filter(about_type="application", about_id=application.pk).order_by("id")
    return [file for file in rows if file.purpose != ATTACHMENT or file.sha256 in shown]


def _at(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def _path(file: File) -> str:
    ending = file.name.rpartition(".")[2].lower()
    return f"files/{file.public_id}.{ending if ending.isalnum() else 'bin'}"


def _file(file: File) -> dict[str, Any]:
    return {
        "path": _path(file), "name": file.name, "purpose": file.purpose, "media_type": file.media_type,
        "size": file.size, "sha256": file.sha256, "made_at": _at(file.made_at),
    }  # fmt: skip


def _application(row: Application) -> dict[str, Any]:
    return {
        "public_id": row.public_id,
        "city": row.journal_names(),
        "side": row.city.side,
        "status": row.status,
        "is_simulated": row.is_simulated,
        "first_submitted_at": _at(row.first_submitted_at),
        "consented_at": _at(row.consented_at),
        "signatory": row.signatory,
        "signed_in": row.signed_in,
        "signed_on": row.signed_on.isoformat() if row.signed_on else "",
        "memorandum_sha256": row.memorandum.sha256 if row.memorandum else "",
        "admitted_at": _at(row.admitted_at),
    }


def _round(round_: Round) -> dict[str, Any]:
    voices = round_.voices.select_related("city__organisation").order_by("id")
    return {
        "public_id": round_.public_id,
        "number": round_.number,
        "status": round_.status,
        "text_sha256": round_.text_sha256,
        "charter_version": round_.charter_version,
        "dispatched_at": _at(round_.dispatched_at),
        "answer_due_at": _at(round_.answer_due_at),
        "ended_at": _at(round_.ended_at),
        "electorate": [
            {
                "city": voice.city.public_id,
                "names": voice.city.journal_names(),
                "side": voice.city.side,
                "released_at": _at(voice.released_at),
                "released_because": voice.released_because,
            }
            for voice in voices
        ],
    }


def _statements(round_: Round) -> list[dict[str, Any]]:
    rows = round_.statements.select_related("city", "signed_file").order_by("id")
    entries = Entry.objects.about("round", round_.pk).filter(verb="round.state").select_related("payload")
    names = {entry.facts["receipt"]: (entry.payload.personal or {}).get("actor", "") for entry in entries}
    return [
        {
            "receipt": said.public_id,
            "city": said.city.public_id,
            "position": said.position,
            "text": said.text,
            "text_sha256": said.text_sha256,
            "person": names[said.public_id],
            "role": said.role,
            "stated_at": _at(said.stated_at),
            "signed_file": _path(said.signed_file) if said.signed_file else "",
            "is_simulated": said.is_simulated,
        }
        for said in rows
    ]


def _deliveries(round_: Round) -> list[dict[str, Any]]:
    """How each circular arrived. Addresses, servers' replies and evidence stay with the secretariat."""
    sent = (
        Message.objects.about("round", round_.pk)
        .filter(kind="membership.circular")
        .prefetch_related("attempts", "attachments")
    )
    cities = {voice.city.organisation_id: voice.city.public_id for voice in round_.voices.select_related("city")}
    return [
        {
            "message": message.public_id,
            "city": cities.get(message.party or 0, ""),
            "language": message.language,
            "subject": message.subject,
            "status": message.status,
            "arrived_at": _at(message.arrived_at),
            "letters": sorted(_path(file) for file in message.attachments.all()),
            "attempts": [
                {"at": _at(attempt.at), "succeeded": attempt.succeeded}
                for attempt in sorted(message.attempts.all(), key=lambda each: each.pk)
            ],
        }
        for message in sent.order_by("id")
    ]


def _journal(application: Application, rounds: Iterable[Round]) -> list[dict[str, Any]]:
    """The entries about the application, its rounds and its circulars, each with the links before and at it.

    How a draft was written is no part of the proof; nobody but the applicant and the secretariat reads drafts.
    """
    numbers = [round_.pk for round_ in rounds]
    circulars = Message.objects.filter(about_type="round", about_id__in=numbers).values("pk")
    about = Q(subject_type="application", subject_id=application.pk) | Q(subject_type="round", subject_id__in=numbers)
    entries = Entry.objects.filter(about | Q(subject_type="delivery", subject_id__in=circulars))
    entries = entries.exclude(verb__in=DRAFTING)
    if entries.filter(seal=None).exists():
        raise NotSealedYet
    shown = list(entries.select_related("payload", "seal").order_by("seal__position"))
    before = chain.digests_before([entry.seal.position for entry in shown])
    return [_entry(entry, before[entry.seal.position]) for entry in shown]


def _entry(entry: Entry, previous: str) -> dict[str, Any]:
    """One entry as the chain links it, and its words where member cities are told them.

    Kept back are who got a letter, for an address is no part of the proof, and what was written back to the applicant.
    """
    shows_payload = entry.verb in TOLD_TO_MEMBERS
    return {
        **chain.linked_fields(entry),
        "position": entry.seal.position,
        "previous": previous,
        "digest": entry.seal.digest,
        "salt": entry.payload.salt if shows_payload else None,
        "personal": entry.payload.personal if shows_payload else None,
    }


def _readme(application: Application, language: str) -> bytes:
    with speaking(language):
        names = application.journal_names()
        paragraphs = [
            _("Proof bundle: application of %(city)s") % {"city": names.get(language) or str(application.city)},
            _("This file holds everything about one admission: who was asked, the exact text, every statement, how the "
              "letters arrived, the letters themselves, and the part of the journal that tells of it."),
            _("To check it, run: kontor verify FILE. The program needs no database and no network; its check is one "
              "Python file without any other library, so that anybody can read it."),
            _("round-N/text.json is the exact text of round N; its SHA-256 is the fingerprint that every statement "
              "cites. statements.json holds every statement, the last one of each city counts. journal.json holds the "
              "journal's entries with the links of the hash chain before and at each."),
            _("Of some entries only the link is shown: to whom a letter went, how a draft was begun, and what was "
              "written back to the applicant is no part of the proof."),
            _("Every week the member cities get the chain's newest link by mail. Whoever kept such a mail can have "
              "Kontor's operator prove that nothing before it was changed."),
        ]  # fmt: skip
        if application.is_simulated:
            paragraphs.insert(1, _("Simulated: part of the demo record"))
    return ("\n\n".join(paragraphs) + "\n").encode()
