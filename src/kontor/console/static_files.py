"""Collecting the static files, hashed and compressed: seconds of work that most starts can spare."""

import os
from hashlib import sha256

from kontor import __version__


def collect() -> None:
    """Collect into ``KONTOR_HOME/static``, unless what lies there was made from the same files."""
    from django.conf import settings  # noqa: PLC0415  # needs loaded settings
    from django.core.management import call_command  # noqa: PLC0415

    stamp, wanted = settings.HOME / "static.made-from", _fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted and settings.STATIC_ROOT.is_dir():
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted)


def _fingerprint() -> str:
    """Names, sizes and times of all sources: an edited file or another version makes another fingerprint."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415  # needs loaded apps

    sources = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    states = sorted(f"{path} {(told := os.stat(path)).st_size} {told.st_mtime_ns}" for path in sources)
    return sha256("\n".join([__version__, *states]).encode()).hexdigest()
