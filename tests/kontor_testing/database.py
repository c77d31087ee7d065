"""The database of the tests.

It is migrated once into a template, by the owner; every worker process works on a clone of it, with the
application's limited role. Nothing is ever flushed: tests roll back, and a test that has to commit gets
a clone of its own.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from kontor.config.embedded.server import OWNER, SUPERUSER, EmbeddedServer
from tests.kontor_testing import ROOT


def _administer(statement: str) -> None:
    import psycopg  # noqa: PLC0415  # a worker that runs no database test needs none

    server = EmbeddedServer.here()
    with psycopg.connect(f"host={server.socket_directory} user={SUPERUSER} dbname=postgres", autocommit=True) as admin:
        admin.execute(statement.encode())


def _template_name() -> str:
    """The template's name carries everything that it is made from: another migration, another template."""
    sources = [*sorted((ROOT / "src").glob("**/migrations/*.py")), ROOT / "requirements.lock"]
    sources += [ROOT / "src/kontor/kernel/audit/grants.py"]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return f"kontor_template_{digest[:12]}"


def _make_template() -> str:
    server, name = EmbeddedServer.here(), _template_name()
    server.ensure_running()
    made = server.cluster / f"{name}.made"
    with (server.cluster.parent / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _administer(f"DROP DATABASE IF EXISTS {name}")
            _administer(f"CREATE DATABASE {name} OWNER {OWNER}")
            subprocess.run(
                [sys.executable, "-m", "kontor", "migrate", "--quiet"],
                env={**os.environ, "KONTOR_DATABASE_NAME": name}, check=True,
            )  # fmt: skip
            made.touch()
    return name


class Clones:
    """Clones of the migrated template, and pointing Django at one of them."""

    def __init__(self, worker: str) -> None:
        self._worker, self._count = f"{worker}_{os.getpid()}", 0
        self._template = _make_template()

    def make(self) -> str:
        """A fresh clone; about 0.05 s."""
        self._count += 1
        name = f"test_{self._worker}_{self._count}"
        _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        _administer(f"CREATE DATABASE {name} TEMPLATE {self._template} STRATEGY WAL_LOG")
        return name

    def drop(self, name: str) -> None:
        """Remove a clone, with whoever is still connected to it."""
        _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    @staticmethod
    def point_django_at(name: str) -> str:
        """Let every connection from now on go to this clone; gives the one before."""
        from django.db import connections  # noqa: PLC0415  # needs settings

        before = connections.settings["default"]["NAME"]
        connections["default"].close()
        connections.settings["default"]["NAME"] = name
        return str(before)


@pytest.fixture(scope="session")
def clones(worker_id: str) -> Clones:
    """The worker's maker of clones."""
    return Clones(worker_id)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """``gw0`` … or ``main`` without xdist."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def django_db_setup(clones: Clones, django_db_blocker: Any) -> Iterator[None]:
    """Replaces pytest-django's: the worker's own clone instead of a database made by migrations."""
    name = clones.make()
    with django_db_blocker.unblock():
        before = clones.point_django_at(name)
    yield
    with django_db_blocker.unblock():
        clones.point_django_at(before)
    clones.drop(name)


@pytest.fixture
def committed(clones: Clones, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own, in which transactions really commit: for races, browsers and crashes."""
    name = clones.make()
    with django_db_blocker.unblock():
        before = clones.point_django_at(name)
        try:
            yield name
        finally:
            clones.point_django_at(before)
            clones.drop(name)


@pytest.fixture
def transactional_db() -> None:
    """Flushing is never right here: the application's role may not empty the journal."""
    raise RuntimeError("Use the fixture `committed` instead of transactional_db.")


@pytest.fixture(autouse=True)
def files_root(tmp_path: Path, settings: Any) -> Path:
    """Every test keeps its files to itself."""
    settings.FILES_ROOT = tmp_path / "files"
    return Path(settings.FILES_ROOT)


@pytest.fixture(autouse=True)
def no_language_is_left_over() -> None:
    """Every test begins in the default language: a request made in the test before leaves its own behind."""
    translation.deactivate()
