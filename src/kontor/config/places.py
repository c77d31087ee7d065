"""Where an installation keeps what it writes: one directory, ``KONTOR_HOME``."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def home() -> Path:
    """The directory for database, files and collected static files.

    ``KONTOR_HOME`` if set; ``var/`` of a checkout; otherwise ``~/.local/share/kontor``.
    """
    if named := os.environ.get("KONTOR_HOME"):
        return Path(named).resolve()
    if (_CHECKOUT / "pyproject.toml").is_file() and _PACKAGE.parent.name == "src":
        return _CHECKOUT / "var"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "kontor"
