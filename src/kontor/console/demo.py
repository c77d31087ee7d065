"""Bring up the running alliance on the demo record.

Starts the embedded database, migrates, loads the record once, and runs web server, job worker and a
mail server of its own, until Ctrl-C. Run again it keeps its data; --reset starts afresh.
--check does the main job by itself (the last consent, the admission, its letter) on a scratch copy.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from kontor.console.start import in_background, kontor, start_django
from kontor.console.static_files import collect

_READY_WITHIN = 120.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Port, fresh start, self-check."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="(default: %(default)s)")
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away and load the record afresh")
    parser.add_argument("--check", action="store_true", help="do the main job on a scratch copy, and exit")


def run(arguments: argparse.Namespace) -> int:
    """Run the demo; 1 when a part of it does not start, 2 when the port is taken."""
    os.environ["KONTOR_MODE"] = "demo"
    if arguments.check:
        return _check()
    if not _is_free(arguments.port):
        other = arguments.port + 10
        print(
            f"Port {arguments.port} is in use. Try PORT={other} make demo, or kontor demo --port {other}",
            file=sys.stderr,
        )
        return 2
    return _run(arguments.port, reset=arguments.reset)


def _say(text: str) -> None:
    print(f"  {text}", flush=True)


def _prepare(base_url: str, mail_port: int, *, reset: bool = False) -> int:
    """Database, tables and record; afterwards Django is loaded in this process, with the application's role."""
    from kontor.config.embedded.server import EmbeddedServer, EmbeddedServerFailed  # noqa: PLC0415

    server = EmbeddedServer.here()
    try:
        if reset:
            _say("Removing the old data …")
            server.destroy()
        _say(f"Starting PostgreSQL in {server.cluster} …")
        server.ensure_running()
    except (EmbeddedServerFailed, OSError) as failed:
        print(failed, file=sys.stderr)
        return 1
    os.environ.update(BASE_URL=base_url, EMAIL_URL=f"smtp://127.0.0.1:{mail_port}")  # before the settings are read
    start_django(mode="demo")
    if not _is_up_to_date():
        _say("Bringing the database up to date …")
        if code := kontor("migrate", "--quiet").returncode:
            return code
    from kontor.demo.loading import load_record  # noqa: PLC0415  # needs loaded apps

    load_record(say=_say)
    return 0


def _is_up_to_date() -> bool:
    """Whether every migration is applied and every table granted: asking takes less than a process of its own."""
    from django.db import DatabaseError, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
                " AND NOT has_table_privilege(oid, 'SELECT')"
            )
            return bool(cursor.fetchone() == (0,))
    except DatabaseError:
        return False


def _run(port: int, *, reset: bool) -> int:
    began = time.monotonic()
    for ending in (signal.SIGINT, signal.SIGTERM):  # a shell's background job would ignore SIGINT
        signal.signal(ending, _as_interrupt)
    print("Kontor demo")
    address, mail_port = f"http://localhost:{port}", _free_port()
    if code := _prepare(address, mail_port, reset=reset):
        return code
    from kontor.demo.mailserver import mail_server  # noqa: PLC0415  # needs loaded apps

    _say("Starting web server, job worker and mail server …")
    commands = (
        ("serve", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8"),  # one person tries it
        ("worker",),
    )
    with contextlib.ExitStack() as running:
        running.enter_context(mail_server(mail_port))
        processes = [running.enter_context(_process(*command)) for command in commands]
        if not _answers(f"{address}/readyz", processes):
            print("The web server did not start.", file=sys.stderr)
            return 1
        _print_invitation(address, time.monotonic() - began)
        return _until_stopped(processes)


def _print_invitation(address: str, seconds: float) -> None:
    from kontor.demo.personas import sign_ins  # noqa: PLC0415  # needs loaded apps

    print(f"\nKontor is running after {seconds:.0f} seconds: {address}\n")
    for line in sign_ins():
        print(f"  {line}")
    print(f"\n  Mails that Kontor sent: {address}/de/demo/mailbox/")
    print("  Stop with Ctrl-C. The data stay; `make demo-reset` starts afresh.\n", flush=True)


@contextlib.contextmanager
def _process(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    process = in_background(sys.executable, "-m", "kontor", *command)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def _as_interrupt(_signal: int, _frame: object) -> None:
    """Ctrl-C and SIGTERM end the demo alike, whatever it is doing: what it started is stopped first."""
    raise KeyboardInterrupt


def _until_stopped(processes: list[subprocess.Popen[bytes]]) -> int:
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
        return 0
    print("A part of the demo ended by itself; see the messages above.", file=sys.stderr)
    return 1


def _answers(url: str, processes: list[subprocess.Popen[bytes]]) -> bool:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline and all(process.poll() is None for process in processes):
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310  # our own
            return bool(answer.status == 200)
        time.sleep(0.1)
    return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _check() -> int:
    from tempfile import TemporaryDirectory  # noqa: PLC0415  # only this way needs it

    with TemporaryDirectory(prefix="kontor-check-") as scratch:
        os.environ["KONTOR_HOME"] = str(Path(scratch) / "home")
        Path(scratch).chmod(0o755)  # the database's user passes through
        if code := _prepare("http://localhost", _free_port()):
            return code
        from kontor.config.embedded.server import EmbeddedServer  # noqa: PLC0415
        from kontor.demo.self_check import do_the_main_job  # noqa: PLC0415  # needs loaded apps

        try:
            collect()  # the pages need their style sheets' names
            return do_the_main_job(say=_say)
        finally:
            EmbeddedServer.here().destroy()
