"""Run the job worker: mails, reminders, sealing of the journal."""

import argparse

from kontor.console.start import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many jobs at once; ``--once`` for scripts."""
    parser.add_argument("--concurrency", type=int, default=2, help="jobs at the same time (default: %(default)s)")
    parser.add_argument("--once", action="store_true", help="do what is waiting, then end")


def run(arguments: argparse.Namespace) -> int:
    """Work until told to stop."""
    start_django()
    from procrastinate.contrib.django import app  # noqa: PLC0415

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # the Django connector has it
    with app.replace_connector(connector) as working:
        working.run_worker(wait=not arguments.once, concurrency=arguments.concurrency, listen_notify=not arguments.once)
    return 0
