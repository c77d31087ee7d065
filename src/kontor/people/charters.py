"""The charter that this installation runs on: the file that the settings name, otherwise the one that ships (CHR-1)."""

from functools import cache
from pathlib import Path

from django.conf import settings

from kontor.charter.load import load_charters, shipped
from kontor.charter.model import CharterHistory


def charters() -> CharterHistory:
    """All versions of this installation's charter. ``CharterInvalid`` if the file cannot be read."""
    return _read(settings.CHARTER) if settings.CHARTER else shipped()


@cache
def _read(path: Path) -> CharterHistory:
    return load_charters(path)
