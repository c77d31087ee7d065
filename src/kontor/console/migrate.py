"""Bring the database up to date, as the role that owns the tables.

Uses DATABASE_OWNER_URL (or the embedded server's owner), then grants the application's role what it
needs: everything but changing the journal.
"""

import argparse
import sys

from kontor.console.start import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--quiet`` for scripts."""
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something goes wrong")


def run(arguments: argparse.Namespace) -> int:
    """Migrate and grant; 1 when the database refuses, with a sentence that helps."""
    start_django(role="owner")
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import DatabaseError, connection  # noqa: PLC0415

    from kontor.config.embedded.server import EXTENSIONS  # noqa: PLC0415
    from kontor.kernel.audit.grants import grant_to_application  # noqa: PLC0415

    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10s'")
            for extension in EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        call_command("migrate", verbosity=0 if arguments.quiet else 1, interactive=False)
        call_command("createcachetable", verbosity=0)
        grant_to_application(settings.APPLICATION_ROLE)
    except DatabaseError as refused:
        print(f"The database refused: {refused}", file=sys.stderr)
        print(f"Is DATABASE_OWNER_URL the owner, and are {', '.join(EXTENSIONS)} installed?", file=sys.stderr)
        return 1
    return 0
