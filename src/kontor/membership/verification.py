"""Checking a proof bundle with nothing but Python's own library: no Django, no database, no network.

What holds when nothing is wrong: every byte of the file is as it was made; the text that each statement cites is the
text in the bundle; in a complete round every city still required consented to exactly that text; and every statement
stands in the journal, whose links can be computed again. The head that member cities get by mail every week is the
witness beyond the bundle.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

FORMAT = 1
MANIFEST = "manifest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LARGEST = 500 * 1024 * 1024
_LINKED = (
    "id", "public_id", "at", "verb", "actor", "subject_type", "subject_id", "subject_public_id",
    "clause", "charter_version", "facts", "commitment",
)  # fmt: skip


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
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as fault:
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
        report.note(f"{folder}: electorate, statements and result fit together", _consent_faults(folder, data))
        report.note(f"{folder}: every statement stands in the journal, with its words", _statement_faults(folder, data))
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
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OverflowError,
    ) as fault:
        report.wrong.append(f"The archive is damaged: {fault}")
    except Exception as fault:  # a damaged archive must end in a report, whatever the library makes of it
        report.wrong.append(f"The archive is damaged: {type(fault).__name__}")
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
        if path in files and sha256(files[path]).hexdigest() != row["sha256"]:
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
    if not any(e["subject_public_id"] == round_["public_id"] for e in _entries(data, "round.complete")):
        yield f"{folder}: complete, but the journal does not say so"


def _statement_faults(folder: str, data: Mapping[str, Any]) -> Iterator[str]:
    entries = {e["facts"].get("receipt"): e for e in _entries(data, "round.state")}
    for said in data[f"{folder}/statements.json"]:
        entry = entries.get(said["receipt"])
        if entry is None:
            yield f"{folder}: the statement {said['receipt']} does not stand in the journal"
        elif entry["facts"]["position"] != said["position"] or entry["facts"]["text_sha256"] != said["text_sha256"]:
            yield f"{folder}: the statement {said['receipt']} differs from the journal"
        elif entry["personal"] is not None and entry["personal"].get("text", "") != said["text"]:
            yield f"{folder}: the words of statement {said['receipt']} differ from the journal"


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
