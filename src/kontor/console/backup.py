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
    """Write ``database.dump`` and ``files/``; 1 and no directory when either fails, 2 when it is there already."""
    target: Path = arguments.directory
    if target.exists():
        print(f"{target} exists already; name a new directory.", file=sys.stderr)
        return 2
    start_django(role="owner")
    target.mkdir(parents=True, mode=0o700)
    try:
        _write(target)
    except BaseException as fault:  # Ctrl-C too: half a backup would be taken for a whole one
        shutil.rmtree(target)
        if not isinstance(fault, subprocess.CalledProcessError | OSError):
            raise
        print(f"No backup was written: {fault}", file=sys.stderr)
        return 1
    print(f"Backup written to {target}.")
    return 0


def _write(target: Path) -> None:
    from django.conf import settings  # noqa: PLC0415  # needs loaded settings

    from kontor.kernel.files.storing import UNFINISHED  # noqa: PLC0415

    with (target / "database.dump").open("wb") as dump:
        command = [program("pg_dump"), "--format=custom", "--no-owner"]
        subprocess.run(command, env=environment_for(), stdout=dump, check=True)
    if settings.FILES_ROOT.is_dir():
        shutil.copytree(settings.FILES_ROOT, target / "files", ignore=shutil.ignore_patterns(f"{UNFINISHED}*"))
