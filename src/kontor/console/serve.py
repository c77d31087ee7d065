"""Run the web server (gunicorn).

Collects the static files into KONTOR_HOME/static first.
"""

import argparse
import os
import sys

from kontor.console.start import start_django
from kontor.console.static_files import collect


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and with how many processes."""
    parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=4, help="threads a process (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Replace this process with gunicorn."""
    start_django()
    collect()
    os.environ["KONTOR_POOL"] = "1"
    command = [
        sys.executable, "-m", "gunicorn", "kontor.config.wsgi", "--bind", arguments.bind,
        "--workers", str(arguments.workers), "--threads", str(arguments.threads), "--worker-class", "gthread",
        "--no-control-socket", "--graceful-timeout", "10", "--limit-request-line", "8190",
        "--log-level", "warning", "--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",  # noqa: S108
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606  # our own program, fixed arguments
