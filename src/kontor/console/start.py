"""How the commands start Django, and other processes of Kontor."""

import os
import subprocess
import sys
from collections.abc import Mapping


def start_django(*, role: str = "application", mode: str | None = None) -> None:
    """Load settings and apps in this process; ``role="owner"`` works with the role that owns the tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kontor.config.settings")
    os.environ["KONTOR_ROLE"] = role
    if mode is not None:
        os.environ["KONTOR_MODE"] = mode
    import django  # noqa: PLC0415  # settings are read from the environment set above

    django.setup()


def kontor(*arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run another ``kontor`` command in a process of its own and wait for it."""
    return subprocess.run(
        [sys.executable, "-m", "kontor", *arguments], env={**os.environ, **(environment or {})}, check=False
    )


def in_background(*command: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a long-running process of its own process group, so that Ctrl-C reaches only the parent."""
    return subprocess.Popen(
        command, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, start_new_session=True
    )
