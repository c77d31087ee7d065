"""Write a backup: the whole database and all files, into one directory.

Made while Kontor is running: the database first, files after it, so that every row has its bytes.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from kontor.console.database_tools import environment_for, program
from kontor.console.start import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the backup goes."""
    parser.add_argument("directory", type=Path, help="a directory that does not exist yet")


def run(arguments: argparse.Namespace) -> int:
    """Write ``database.dump`` and ``files/``; 2 when the directory is there already."""
    target: Path = arguments.directory
    if target.exists():
        print(f"{target} exists already; name a new directory.", file=sys.stderr)
        return 2
    start_django(role="owner")
    from django.conf import settings  # noqa: PLC0415

    target.mkdir(parents=True, mode=0o700)
    with (target / "database.dump").open("wb") as dump:
        done = subprocess.run(
            [program("pg_dump"), "--format=custom", "--no-owner"], env=environment_for(), stdout=dump, check=False
        )
    if done.returncode:
        shutil.rmtree(target)
        return 1
    if settings.FILES_ROOT.is_dir():
        shutil.copytree(settings.FILES_ROOT, target / "files")
    print(f"Backup written to {target}.")
    return 0
