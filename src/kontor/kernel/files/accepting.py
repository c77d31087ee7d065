"""What may be uploaded: a few kinds, checked by content and not by name (FI01–FI04, FI06, IN23)."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from kontor.charter.reasons import Reason
from kontor.kernel.access import Refused
from kontor.kernel.lingua.names import deceiving_characters

LARGEST = 10 * 1024 * 1024
_LARGEST_UNPACKED = 100 * 1024 * 1024
_MOST_PARTS = 2000
_MOST_PIXELS = 40_000_000
_EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|OpenAction|Launch|EmbeddedFile|AA)\b")


@dataclass(frozen=True, slots=True)
class Accepted:
    """An upload that passed: its cleaned name, its bytes and what they really are."""

    name: str
    content: bytes
    media_type: str


def accept(upload: "UploadedFile[bytes]") -> Accepted:
    """Check an upload; raises ``Refused`` with the reason, and keeps nothing then."""
    if (upload.size or 0) > LARGEST:
        raise Refused(Reason("file_too_large", {"limit": LARGEST // 1024 // 1024}))
    content = upload.read()
    name = clean_name(upload.name or "file")
    ending = name.rpartition(".")[2].lower()
    kind = _KINDS.get(ending)
    if kind is None:
        raise Refused(Reason("file_kind_unknown", {"ending": ending[:10]}))
    media_type, looks_right = kind
    if _EICAR in content or not looks_right(content):
        raise Refused(Reason("file_not_what_it_says", {"name": name}))
    return Accepted(name, content, media_type)


def clean_name(given: str) -> str:
    """A harmless file name that keeps its words: NFC, no path, no deceiving characters, 180 bytes at most."""
    name = unicodedata.normalize("NFC", given.replace("\\", "/").rpartition("/")[2])
    deceiving = {chr(int(code[2:], 16)) for code in deceiving_characters(name)}
    name = "".join(c for c in name if c not in deceiving and c not in '<>:"|?*\n\t').strip(". ")
    stem, dot, ending = name.rpartition(".")
    while len(f"{stem}{dot}{ending}".encode()) > 180 and stem:
        stem = stem[:-1]
    return f"{stem}{dot}{ending}" or "file"


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and not _ACTIVE_PDF.search(content)


def _is_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    names = {part.filename for part in parts}
    return (
        len(parts) <= _MOST_PARTS
        and sum(part.file_size for part in parts) <= _LARGEST_UNPACKED
        and {"[Content_Types].xml", "word/document.xml"} <= names
        and not any("vbaProject" in n or n.startswith("/") or ".." in n for n in names)
        and not any(n.endswith((".docx", ".zip")) for n in names)
    )


def _is_png(content: bytes) -> bool:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or len(content) < 24:
        return False
    return int.from_bytes(content[16:20], "big") * int.from_bytes(content[20:24], "big") <= _MOST_PIXELS


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff")


_KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _is_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _is_docx),
    "png": ("image/png", _is_png),
    "jpg": ("image/jpeg", _is_jpeg),
    "jpeg": ("image/jpeg", _is_jpeg),
}
ENDINGS = ", ".join(sorted(_KINDS))
