"""Restore a backup into an empty database, then check the journal and all files."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from kontor.console.database_tools import environment_for, program
from kontor.console.start import kontor, start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the backup lies."""
    parser.add_argument("directory", type=Path, help="the directory that `kontor backup` wrote")


def run(arguments: argparse.Namespace) -> int:
    """Restore, migrate and check; 2 when there is no backup or the database is not empty."""
    source: Path = arguments.directory
    if not (source / "database.dump").is_file():
        print(f"{source} holds no backup.", file=sys.stderr)
        return 2
    start_django(role="owner")
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    if connection.introspection.table_names():
        print("The database is not empty; restore into an empty one.", file=sys.stderr)
        return 2
    connection.close()
    name = str(settings.DATABASES["default"]["NAME"])
    done = subprocess.run(
        [program("pg_restore"), "--no-owner", "--single-transaction", "--exit-on-error", "-d", name,
         str(source / "database.dump")],
        env=environment_for(), check=False,
    )  # fmt: skip
    if done.returncode:
        return 1
    if (source / "files").is_dir():
        shutil.copytree(source / "files", settings.FILES_ROOT, dirs_exist_ok=True)
    return kontor("migrate", "--quiet").returncode or kontor("check").returncode
