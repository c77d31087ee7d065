"""Bytes first, row second: a row without bytes cannot exist, bytes without a row are swept."""

import os
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from kontor.kernel.files.models import File

#: How the names of files begin that are being written: they are about to be renamed, and no copy is made of them.
UNFINISHED = ".unfinished-"


def store(content: bytes, *, name: str, media_type: str, about_type: str, about_id: int, purpose: str = "") -> File:
    """Keep ``content`` and give its ``File``. The bytes are on the disk before the row is committed."""
    digest = sha256(content).hexdigest()
    _write(digest, content)
    return File.objects.create(
        name=name, media_type=media_type, size=len(content), sha256=digest,
        about_type=about_type, about_id=about_id, purpose=purpose,
    )  # fmt: skip


def _write(digest: str, content: bytes) -> None:
    place = settings.FILES_ROOT / digest[:2] / digest
    if place.exists():
        os.utime(place)  # young again, so that the sweeper leaves it to the row that is being written
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=UNFINISHED, delete=False) as unfinished:
        unfinished.write(content)
        unfinished.flush()
        os.fsync(unfinished.fileno())
    os.replace(unfinished.name, place)


def damaged() -> Iterator[str]:
    """One sentence for each file whose bytes are missing or are not what their hash says."""
    for file in File.objects.order_by("id").iterator():
        if not file.path.is_file():
            yield f"The bytes of file {file.public_id} ({file.name}) are missing."
        elif sha256(file.read()).hexdigest() != file.sha256:
            yield f"File {file.public_id} ({file.name}) is not what its hash says."


def sweep(older_than: timedelta = timedelta(days=1)) -> int:
    """Remove bytes that no row knows; young ones are left alone, their row may be about to be committed."""
    known = set(File.objects.values_list("sha256", flat=True))
    limit = (timezone.now() - older_than).timestamp()
    swept = 0
    for place in settings.FILES_ROOT.glob("??/*"):
        if place.name not in known and place.stat().st_mtime < limit:
            place.unlink()
            swept += 1
    return swept
