"""Checking a proof bundle with nothing but Python's own library: no Django, no database, no network.

What holds when nothing is wrong: every byte of the file is as it was made; the text that each statement cites is the
text in the bundle; in a complete round every city still required consented to exactly that text; electorate,
statements, circulars and dates are those of the journal, none left out and none added; and the journal's links can be
computed again. The head that member cities get by mail every week is the witness beyond the bundle.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

FORMAT = 2
MANIFEST = "manifest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LARGEST = 500 * 1024 * 1024
_LINKED = (
    "id", "public_id", "at", "verb", "actor", "subject_type", "subject_id", "subject_public_id",
    "clause", "charter_version", "facts", "commitment",
)  # fmt: skip
_ONE_DEED = 600  # seconds
_ENDINGS = {"round.complete": "complete", "round.fail": "failed", "round.stop": "stopped"}
_DELIVERED = {
    "delivery.accept": "accepted", "delivery.fail": "failed", "delivery.retry": "queued",
    "delivery.evidence": "evidenced",
}  # fmt: skip
_ARRIVED = ("accepted", "evidenced")
#: What an application is after each of its moves; a test compares it with the table of moves.
APPLICATION_STATES = {
    "application.submit": "submitted", "application.send_back": "draft", "application.circulate": "circulating",
    "application.recall": "draft", "application.reserve_seat": "seat_reserved",
    "application.run_out_of_seats": "no_seat", "application.fail": "not_admitted",
    "application.join_as_observer": "observing", "application.offer_seat": "seat_reserved",
    "application.sign": "signed", "application.lapse": "no_seat", "application.admit": "admitted",
    "application.take_back": "taken_back", "application.end": "taken_back",
    "application.wait_again": "observing", "application.seat_by_exception": "seat_reserved",
}  # fmt: skip
_DATES = {
    "first_submitted_at": ("application.submit",),
    "consented_at": ("application.reserve_seat", "application.run_out_of_seats"),
    "admitted_at": ("application.admit",),
}


@dataclass
class Report:
    """What was checked and held, and what does not fit. Nothing in ``wrong``: the bundle is whole."""

    checked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def note(self, what: str, faults: Iterator[str]) -> None:
        """Add the outcome of one check; what cannot even be read is a fault too."""
        before = len(self.wrong)
        try:
            self.wrong.extend(faults)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, StopIteration, RuntimeError) as fault:
            self.wrong.append(f"{what}: cannot be read ({type(fault).__name__}: {fault})")
        if len(self.wrong) == before:
            self.checked.append(what)


def canonical(value: object) -> bytes:
    """One and only one JSON text for a value, as the journal and the fingerprints use it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def pack(files: Mapping[str, bytes]) -> bytes:
    """Files as a ZIP that depends on nothing but them: not compressed, sorted, no dates."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return target.getvalue()


def with_manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and the manifest over them."""
    hashes = {name: sha256(content).hexdigest() for name, content in files.items()}
    return {**files, MANIFEST: canonical({"format": FORMAT, "files": hashes})}


def verify_bundle(path: Path) -> Report:
    """Check a bundle on the disk. Never raises for what is in it: everything wrong is in the report."""
    try:
        content = Path(path).read_bytes()
    except OSError as fault:
        return Report(wrong=[f"The file cannot be read: {fault}"])
    return verify_bytes(content)


def verify_bytes(content: bytes) -> Report:
    """Check a bundle in memory."""
    report = Report()
    files = _unpacked(content, report)
    if files is None:
        return report
    report.note("Archive: byte for byte as it was packed", _packing_faults(content, files))
    report.note("Manifest: every file is listed with its SHA-256, none is missing or added", _manifest_faults(files))
    data = {name: _json(files[name]) for name in files if name.endswith(".json")}
    report.note(
        "Files: letters, memorandum, attachments and signed statements match the index", _file_faults(files, data)
    )
    for folder in sorted({name.split("/")[0] for name in files if name.startswith("round-")}):
        report.note(
            f"{folder}: the text has the fingerprint that was put to the cities", _text_faults(folder, files, data)
        )
        report.note(f"{folder}: the electorate is the one that was asked", _electorate_faults(folder, data))
        report.note(f"{folder}: electorate, statements and result fit together", _consent_faults(folder, data))
        report.note(
            f"{folder}: the statements are those of the journal, with their words", _statement_faults(folder, data)
        )
        report.note(f"{folder}: the result is the one of the journal", _ending_faults(folder, data))
        report.note(f"{folder}: every circular and how it fared is as in the journal", _delivery_faults(folder, data))
    report.note("Rounds: those that the journal tells of", _round_faults(data))
    report.note("Application: state, dates and signature are as in the journal", _application_faults(data))
    report.note("Journal: every link of the extract can be computed again", _chain_faults(data))
    report.note("Journal: personal parts fit their commitments", _commitment_faults(data))
    return report


def _unpacked(content: bytes, report: Report) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                report.wrong.append("The archive is too large to be a proof bundle.")
                return None
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except Exception as fault:  # a damaged archive must end in a report, whatever the library makes of it
        report.wrong.append(f"The archive is damaged: {type(fault).__name__}: {fault}")
    return None


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _packing_faults(content: bytes, files: Mapping[str, bytes]) -> Iterator[str]:
    if pack(files) != content:
        yield "The archive is not as it was packed: bytes around the files were changed or added."


def _manifest_faults(files: Mapping[str, bytes]) -> Iterator[str]:
    if MANIFEST not in files:
        yield "The manifest is missing."
        return
    manifest = _json(files[MANIFEST])
    if not isinstance(manifest, dict) or canonical(manifest) != files[MANIFEST] or set(manifest) != {"format", "files"}:
        yield "The manifest is not in the form in which it was written."
        return
    if manifest["format"] != FORMAT:
        yield f"The bundle has format {manifest['format']}; this program knows format {FORMAT}."
    listed, present = manifest["files"], set(files) - {MANIFEST}
    yield from (f"{name}: listed in the manifest, but missing" for name in sorted(set(listed) - present))
    yield from (f"{name}: not listed in the manifest" for name in sorted(present - set(listed)))
    for name in sorted(present & set(listed)):
        if sha256(files[name]).hexdigest() != listed[name]:
            yield f"{name}: its content is not what the manifest says"


def _file_faults(files: Mapping[str, bytes], data: Mapping[str, Any]) -> Iterator[str]:
    index = {row["path"]: row for row in data["files.json"]}
    for path in sorted(set(index) ^ {name for name in files if name.startswith("files/")}):
        yield f"{path}: the index and the archive differ"
    for path, row in index.items():
        if path in files and (sha256(files[path]).hexdigest(), len(files[path])) != (row["sha256"], row["size"]):
            yield f"{path}: its content is not what the index says"
    known = {row["sha256"] for row in index.values()}
    if (memorandum := data["application.json"]["memorandum_sha256"]) and memorandum not in known:
        yield "The signed memorandum is missing."


def _text_faults(folder: str, files: Mapping[str, bytes], data: Mapping[str, Any]) -> Iterator[str]:
    text, expected = files[f"{folder}/text.json"], data[f"{folder}/round.json"]["text_sha256"]
    if sha256(text).hexdigest() != expected:
        yield f"{folder}: the text does not have the fingerprint {expected}"
    number = data[f"{folder}/round.json"]["number"]
    sent = [e for e in _entries(data, "application.circulate") if e["facts"].get("round") == number]
    if [e["facts"].get("sha256") for e in sent] != [expected]:
        yield f"{folder}: the journal does not say that this text was put to the cities"
    known = {row["sha256"] for row in data["files.json"]}
    for attachment in data[f"{folder}/text.json"]["attachments"]:
        if attachment["sha256"] not in known:
            yield f"{folder}: the attachment {attachment['name']} is missing"


def _round_faults(data: Mapping[str, Any]) -> Iterator[str]:
    """Every asking that the journal tells of is in the bundle, and no other."""
    told = [f"round-{entry['facts']['round']}" for entry in _entries(data, "application.circulate")]
    found = sorted({name.split("/")[0] for name in data if name.startswith("round-")})
    if sorted(told) != found:
        yield f"The journal tells of {', '.join(told) or 'no round'}; the bundle holds {', '.join(found) or 'none'}."
    for folder in found:
        if folder != f"round-{data[f'{folder}/round.json']['number']}":
            yield f"{folder}: holds another round"


def _asking(folder: str, data: Mapping[str, Any]) -> Any:
    """The journal's entry about the dispatch of this round."""
    number = data[f"{folder}/round.json"]["number"]
    return next(e for e in _entries(data, "application.circulate") if e["facts"]["round"] == number)


def _electorate_faults(folder: str, data: Mapping[str, Any]) -> Iterator[str]:
    round_, asking = data[f"{folder}/round.json"], _asking(folder, data)
    asked = [row["city"] for row in asking["facts"]["electorate"]]
    if [row["city"] for row in round_["electorate"]] != asked:
        yield f"{folder}: the electorate is not the one that the journal tells of"
    told = {e["facts"]["voice"]: e["at"] for e in _of_round(folder, data, "round.release")}
    released = {row["city"]: row["released_at"] for row in round_["electorate"] if row["released_at"]}
    if set(told) != set(released) or any(not _near(told[city], released[city]) for city in told):
        yield f"{folder}: who left during the round is told otherwise by the journal"
    expected = (asking["charter_version"], asking["facts"]["answer_due_at"])
    if (round_["charter_version"], round_["answer_due_at"]) != expected:
        yield f"{folder}: charter or deadline is told otherwise by the journal"
    if not _near(round_["dispatched_at"], asking["at"]):
        yield f"{folder}: the journal tells of another moment of dispatch"


def _ending_faults(folder: str, data: Mapping[str, Any]) -> Iterator[str]:
    """The result, and that nobody's statement was left out when it was noted."""
    round_, statements = data[f"{folder}/round.json"], data[f"{folder}/statements.json"]
    endings = [e for verb in _ENDINGS for e in _of_round(folder, data, verb)]
    if [_ENDINGS[e["verb"]] for e in endings] != [round_["status"]] * (round_["status"] != "running"):
        yield f"{folder}: {round_['status']}, but the journal does not say so"
    for entry in endings:
        if entry["facts"]["receipts"] != [said["receipt"] for said in statements]:
            yield f"{folder}: the statements are not those on record when the round ended"
        if not _near(round_["ended_at"], entry["at"]):
            yield f"{folder}: the journal tells of another moment of its end"
    if not endings and round_["ended_at"]:
        yield f"{folder}: has an end that the journal does not tell of"


def _consent_faults(folder: str, data: Mapping[str, Any]) -> Iterator[str]:
    round_, statements = data[f"{folder}/round.json"], data[f"{folder}/statements.json"]
    electorate = {row["city"]: row for row in round_["electorate"]}
    last: dict[str, Any] = {}
    for said in statements:
        if said["city"] not in electorate:
            yield f"{folder}: {said['city']} made a statement and was not asked"
        if said["text_sha256"] != round_["text_sha256"]:
            yield f"{folder}: the statement {said['receipt']} refers to another text"
        last[said["city"]] = said
    if round_["status"] != "complete":
        return
    required = [city for city, row in electorate.items() if not row["released_at"]]
    if not required:
        yield f"{folder}: complete, but nobody was required"
    for city in required:
        if last.get(city, {}).get("position") != "consent":
            yield f"{folder}: complete, but {city} has not consented"
    if [e["facts"]["number"] for e in _of_round(folder, data, "round.complete")] != [len(required)]:
        yield f"{folder}: complete, but the journal tells of another number of consents"


def _statement_faults(folder: str, data: Mapping[str, Any]) -> Iterator[str]:
    """The statements are those of the journal: none left out, none added, in the same order."""
    statements, entries = data[f"{folder}/statements.json"], _of_round(folder, data, "round.state")
    if [said["receipt"] for said in statements] != [entry["facts"]["receipt"] for entry in entries]:
        yield f"{folder}: the statements are not those that the journal tells of"
    told = {entry["facts"]["receipt"]: entry for entry in entries}
    contents = {row["path"]: row["sha256"] for row in data["files.json"]}
    for said in statements:
        entry = told.get(said["receipt"])
        if entry is None:
            yield f"{folder}: the statement {said['receipt']} does not stand in the journal"
            continue
        facts, signed = entry["facts"], said["signed_file"]
        stated = (said["city"], said["position"], said["text_sha256"], said["role"], said["is_simulated"])
        if stated != tuple(facts[name] for name in ("voice", "position", "text_sha256", "role", "simulated")):
            yield f"{folder}: the statement {said['receipt']} differs from the journal"
        if (contents[signed] if signed else "") != facts["signed_sha256"]:
            yield f"{folder}: the signed file of statement {said['receipt']} is not the one that was handed in"
        if not _near(said["stated_at"], entry["at"]):
            yield f"{folder}: the journal tells of another moment of statement {said['receipt']}"
        if entry["personal"] is not None and entry["personal"].get("text", "") != said["text"]:
            yield f"{folder}: the words of statement {said['receipt']} differ from the journal"
        if (entry["personal"] or {}).get("actor", "") != said["person"]:
            yield f"{folder}: the journal names another person for statement {said['receipt']}"


def _delivery_faults(folder: str, data: Mapping[str, Any]) -> Iterator[str]:
    """Every circular that was written is listed, with the letter that it carried and what became of it."""
    rows = data[f"{folder}/deliveries.json"]
    written = [row for row in _asking(folder, data)["facts"]["electorate"] if row["circular"]]
    if [(row["message"], row["city"]) for row in rows] != [(row["circular"], row["city"]) for row in written]:
        yield f"{folder}: the circulars are not those that the journal tells of"
    contents = {row["path"]: row["sha256"] for row in data["files.json"]}
    letters = {row["circular"]: row["letters"] for row in written}
    for row in rows:
        if sorted(contents.get(path, "") for path in row["letters"]) != letters.get(row["message"]):
            yield f"{folder}: the letter to {row['city']} is not the one that was sent"
        moved = [
            e for e in data["journal.json"] if e["subject_public_id"] == row["message"] and e["verb"] in _DELIVERED
        ]
        expected = _DELIVERED[moved[-1]["verb"]] if moved else "queued"
        if row["status"] != expected:
            yield f"{folder}: the journal tells otherwise how the letter to {row['city']} fared"
        if expected in _ARRIVED and not _near(row["arrived_at"], moved[-1]["at"]):
            yield f"{folder}: the journal tells of another moment at which the letter to {row['city']} arrived"
        if expected not in _ARRIVED and row["arrived_at"]:
            yield f"{folder}: the letter to {row['city']} has not arrived, and a moment is given"


def _application_faults(data: Mapping[str, Any]) -> Iterator[str]:
    """What became of the application, and its dates, are as the journal tells."""
    row = data["application.json"]
    moves = [e for e in data["journal.json"] if e["verb"] in APPLICATION_STATES]
    if any(e["subject_public_id"] != row["public_id"] for e in moves):
        yield "The journal's extract is about another application."
    if not moves or APPLICATION_STATES[moves[-1]["verb"]] != row["status"]:
        yield "The state of the application is told otherwise by the journal."
    for name, verbs in _DATES.items():
        told = [e["at"] for e in moves if e["verb"] in verbs]
        if bool(told) != bool(row[name]) or (told and not _near(row[name], told[0])):
            yield f"The journal tells otherwise of {name}."
    signed = [e for e in moves if e["verb"] == "application.sign"]
    facts = signed[-1]["facts"] if signed else {"place": "", "on": "", "sha256": ""}
    if (row["signed_in"], row["signed_on"], row["memorandum_sha256"]) != (facts["place"], facts["on"], facts["sha256"]):
        yield "The signature is told otherwise by the journal."
    personal = signed[-1]["personal"] if signed else {"signatory": ""}
    if personal is not None and personal.get("signatory", "") != row["signatory"]:
        yield "The journal names another signatory."


def _near(one: str, other: str) -> bool:
    """Whether two moments belong to one deed: a row and its journal entry are written within it."""
    if not one or not other:
        return False
    apart = datetime.fromisoformat(one) - datetime.fromisoformat(other)
    return abs(apart.total_seconds()) <= _ONE_DEED


def _of_round(folder: str, data: Mapping[str, Any], verb: str) -> list[Any]:
    """The journal's entries of one kind about this round, in order."""
    number = data[f"{folder}/round.json"]["public_id"]
    return [entry for entry in _entries(data, verb) if entry["subject_public_id"] == number]


def _entries(data: Mapping[str, Any], verb: str) -> list[Any]:
    return [entry for entry in data["journal.json"] if entry["verb"] == verb]


def _chain_faults(data: Mapping[str, Any]) -> Iterator[str]:
    before: Any = None
    for entry in data["journal.json"]:
        position, linked = entry["position"], {name: entry[name] for name in _LINKED}
        told = f"{entry['previous']}\n{position}\n".encode() + canonical(linked)
        if sha256(told).hexdigest() != entry["digest"]:
            yield f"Journal, position {position} ({entry['verb']}): does not fit its seal"
        if before and position <= before["position"]:
            yield f"Journal, position {position}: out of order"
        if before and position == before["position"] + 1 and entry["previous"] != before["digest"]:
            yield f"Journal, position {position}: does not follow the one before it"
        before = entry


def _commitment_faults(data: Mapping[str, Any]) -> Iterator[str]:
    for entry in data["journal.json"]:
        if entry["salt"] is None:
            continue  # kept back or forgotten: the commitment stands in the link all the same
        told = f"{entry['salt']}\n".encode() + canonical(entry["personal"])
        if sha256(told).hexdigest() != entry["commitment"]:
            yield f"Journal, position {entry['position']}: the personal part was changed"
