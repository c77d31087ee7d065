"""What may be uploaded: a few kinds, checked by content and not by name (FI01–FI04, FI06, IN23)."""

import io
import re
import unicodedata
import zipfile
import zlib
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
#: The markers of a JPEG's frame header: all of C0 to CF but the tables (C4, C8, CC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
#: What makes a PDF do something. Where it only opens at a place (``/OpenAction [1 0 R /Fit]``, as LibreOffice and LaTeX
#: write it in every file) it does nothing.
_ACTIVE_PDF = re.compile(rb"/(JavaScript|OpenAction(?!\s*\[)|Launch|EmbeddedFile)\b")
#: Names so short that the bytes of a scanned picture spell them by chance; they count outside of streams only.
_ACTIVE_OUTSIDE = re.compile(rb"/(JS|AA)\b")
#: A stream that holds objects says where the first one begins, however it spells its type.
_OBJECT_STREAM = re.compile(rb"/(First|ObjStm)\b")
_FILTER = re.compile(rb"/Filter\s*\[?\s*((?:/\w+\s*)*)")
_PREDICTOR = re.compile(rb"/Predictor\s+(?!1\b)")
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")


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
    if not content.startswith(b"%PDF-") or _ACTIVE_PDF.search(_spelled(content)):
        return False
    try:
        outside, unpacked = _parts(content)
    except zlib.error:
        return False  # objects that nobody can look into
    return len(unpacked) <= _LARGEST_UNPACKED and not any(
        pattern.search(_spelled(part)) for pattern in (_ACTIVE_PDF, _ACTIVE_OUTSIDE) for part in (outside, unpacked)
    )


def _spelled(part: bytes) -> bytes:
    """With names spelled plainly that are written in hex (``/J#53`` is ``/JS``)."""
    return _HEX_IN_NAME.sub(lambda digits: bytes.fromhex(digits[1].decode()), part)


def _parts(content: bytes) -> tuple[bytes, bytes]:
    """What stands outside of the streams, and what is packed in object streams, unpacked up to a limit."""
    outside, unpacked, end = [], bytearray(), 0
    while (begin := content.find(b"stream", end)) >= 0 and (stop := content.find(b"endstream", begin + 6)) >= 0:
        outside.append(content[end:begin])
        described = _spelled(outside[-1][outside[-1].rfind(b"obj") :])
        if _OBJECT_STREAM.search(described) and (room := _LARGEST_UNPACKED + 1 - len(unpacked)) > 0:
            unpacked += _inflated(content[begin + 6 : stop].lstrip(b"\r\n"), described, room)
        end = stop + len(b"endstream")
    return b" ".join([*outside, content[end:]]), bytes(unpacked)


def _inflated(packed: bytes, described: bytes, room: int) -> bytes:
    """The objects of one stream, ``room`` bytes at most; ``zlib.error`` where they are packed in another way."""
    filters = _FILTER.findall(described)
    if not filters:
        return packed
    if len(filters) > 1 or filters[0].split() not in ([b"/FlateDecode"], [b"/Fl"]) or _PREDICTOR.search(described):
        raise zlib.error("not packed plainly")
    return zlib.decompressobj().decompress(packed, room)


def _is_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except Exception:  # what nobody can open is no document; zipfile has many ways of saying so
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
    """A JPEG with a frame of bearable size: its segments are walked through to the one that says how large it is."""
    if not content.startswith(b"\xff\xd8\xff"):
        return False
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xFF:  # a filler before the marker
            at += 1
        elif marker in _FRAMES:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            return int.from_bytes(height, "big") * int.from_bytes(width, "big") <= _MOST_PIXELS
        elif length < 2:
            return False
        else:
            at += 2 + length
    return False


_KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _is_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _is_docx),
    "png": ("image/png", _is_png),
    "jpg": ("image/jpeg", _is_jpeg),
    "jpeg": ("image/jpeg", _is_jpeg),
}
ENDINGS = ", ".join(sorted(_KINDS))
