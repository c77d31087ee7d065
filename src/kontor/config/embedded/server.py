"""Starts and stops the embedded server; the last process to leave turns it off."""

import atexit
import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO

from kontor.config import places
from kontor.config.embedded import binaries

SUPERUSER = "postgres"
OWNER = "kontor_owner"
APPLICATION = "kontor_app"
DATABASE = "kontor"
#: What every database of Kontor needs: exclusion constraints, typing mistakes, vectors.
EXTENSIONS = ("btree_gist", "pg_trgm", "vector")

# Trigrams and stemming need a UTF-8 character type (Köln, 佛山); the sort order stays byte order
# everywhere, because sort keys are columns of our own.
_INITDB = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--lc-collate=C")
_CHARACTER_TYPES = ("C.UTF-8", "C.utf8", "en_US.UTF-8")
_SETTINGS = {
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "jit": "off",
    "log_min_messages": "warning",
    "timezone": "UTC",
}
_FAST_AND_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedServerFailed(RuntimeError):  # noqa: N818  # named by what happened
    """The server could not be prepared or started; the message says why and what to do."""


class EmbeddedServer:
    """One cluster in one directory. ``ensure_running`` may be called from any process, any number of times."""

    def __init__(self, home: Path, *, forgetful: bool = False) -> None:
        """``forgetful`` trades durability for speed and is for tests only."""
        self.cluster = binaries.cluster_directory(home)
        self.forgetful = forgetful
        digest = hashlib.sha256(str(self.cluster).encode()).hexdigest()[:12]
        # A socket's path may have 107 bytes at most, so it does not lie beside the data.
        self.socket_directory = Path(tempfile.gettempdir()) / f"kontor-{digest}"
        self._in_use: IO[str] | None = None

    @staticmethod
    def here() -> "EmbeddedServer":
        """The server of this installation (``KONTOR_HOME``)."""
        return _server_of(places.home(), os.environ.get("KONTOR_MODE") == "test")

    def ensure_running(self) -> None:
        """Start the server if it is not running; the first start creates the cluster, its roles and database."""
        if self._in_use is not None:
            return
        with self._locked():
            self._join()
            if not (self.cluster / "PG_VERSION").is_file():
                self._create()
            if not self.is_running():
                self._start()
            if not (self.cluster / "kontor-ready").is_file():
                self._furnish()

    def is_running(self) -> bool:
        """Whether a server answers for this cluster."""
        return self._program("pg_ctl", "status", "-D", str(self.cluster), check=False).returncode == 0

    def stop(self) -> None:
        """Stop the server now, whoever uses it."""
        if self.cluster.is_dir():
            self._program("pg_ctl", "stop", "-D", str(self.cluster), "-m", "fast", "-w", check=False)

    def destroy(self) -> None:
        """Stop the server and remove all its data."""
        self.stop()
        self._leave_quietly()
        shutil.rmtree(self.cluster, ignore_errors=True)
        shutil.rmtree(self.socket_directory, ignore_errors=True)

    def leave(self) -> None:
        """Say that this process is done; stops the server when no other process is using it."""
        if self._in_use is None:
            return
        in_use, self._in_use = self._in_use, None
        with in_use, contextlib.suppress(OSError):
            fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.stop()

    def _leave_quietly(self) -> None:
        if self._in_use is not None:
            self._in_use.close()
            self._in_use = None

    def _join(self) -> None:
        self._in_use = self._lock_file("in-use").open("w")
        fcntl.flock(self._in_use, fcntl.LOCK_SH)
        atexit.register(self._leave_if_same_process, os.getpid())

    def _leave_if_same_process(self, joined_as: int) -> None:
        if os.getpid() == joined_as:  # a forked child must not stop its parent's server
            self.leave()

    def _lock_file(self, name: str) -> Path:
        directory = self.cluster.parent
        if not directory.is_dir():
            directory.mkdir(parents=True)
            os.chmod(directory, 0o755)  # noqa: S103  # the server's user passes through; the data are 0700
        return directory / f"{self.cluster.name}.{name}.lock"

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock_file("start").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _create(self) -> None:
        self._own(self.cluster)
        failures = []
        for character_type in _CHARACTER_TYPES:
            made = self._program(
                "initdb", "-D", str(self.cluster), "-U", SUPERUSER, "--auth=trust",
                *_INITDB, f"--lc-ctype={character_type}", check=False,
            )  # fmt: skip
            if made.returncode == 0:
                return
            failures.append(made.stderr.strip())
        shutil.rmtree(self.cluster, ignore_errors=True)
        raise EmbeddedServerFailed(f"PostgreSQL could not create its data in {self.cluster}:\n{failures[-1]}")

    def _start(self) -> None:
        self._own(self.socket_directory)
        settings = {**_SETTINGS, **(_FAST_AND_FORGETFUL if self.forgetful else {})}
        options = [f"-c {name}={value}" for name, value in settings.items()]
        options += ["-c listen_addresses=", f"-k {self.socket_directory}"]
        log = self.cluster / "server.log"
        started = self._program(
            "pg_ctl", "start", "-D", str(self.cluster), "-w", "-t", "60", "-l", str(log), "-o", " ".join(options),
            check=False, quiet=True,
        )  # fmt: skip
        if started.returncode != 0:
            tail = log.read_text(errors="replace")[-800:] if log.is_file() else "(no log)"
            raise EmbeddedServerFailed(f"PostgreSQL did not start in {self.cluster}:\n{tail}")

    def _furnish(self) -> None:
        """Create the two roles and the database: one role owns the tables, the other works with them."""
        self._sql("postgres", f"CREATE ROLE {OWNER} LOGIN CREATEDB", f"CREATE ROLE {APPLICATION} LOGIN")
        self._sql("template1", *(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS))
        self._sql("postgres", f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        (self.cluster / "kontor-ready").touch()

    def _sql(self, database: str, *statements: str) -> None:
        import psycopg  # noqa: PLC0415  # only the first start needs it

        address = f"host={self.socket_directory} user={SUPERUSER} dbname={database}"
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def _own(self, directory: Path) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chmod(directory, 0o700)
        if ids := binaries.owner_ids():
            os.chown(directory, *ids)

    def _program(
        self, name: str, *arguments: str, check: bool = True, quiet: bool = False
    ) -> subprocess.CompletedProcess[str]:
        # `pg_ctl start` hands its output on to the server: a pipe would never be closed, hence `quiet`.
        output = subprocess.DEVNULL if quiet else subprocess.PIPE
        return subprocess.run(
            [str(binaries.programs() / name), *arguments],
            check=check, text=True, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            user=binaries.server_user(), cwd="/", env={**os.environ, "LC_ALL": "C", "LC_MESSAGES": "C"},
        )  # fmt: skip


@cache
def _server_of(home: Path, forgetful: bool) -> EmbeddedServer:
    return EmbeddedServer(home, forgetful=forgetful)
