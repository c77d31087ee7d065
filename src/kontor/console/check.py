"""Check the installation: journal, files, database.

`kontor check journal` reads the whole chain; with --witness it also compares a head that a city
holds (the line "1234:9f86d0…" of the weekly mail). Exit code 1 when anything is wrong.
"""

import argparse
import sys
from collections.abc import Iterator

from kontor.console.start import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to check."""
    parser.add_argument("what", nargs="?", default="all", choices=["all", "journal", "files", "database"])
    parser.add_argument("--witness", action="append", default=[], metavar="HEAD", help="a head that a witness holds")


def run(arguments: argparse.Namespace) -> int:
    """Print one line for each finding; 0 when there is none, 2 when a witness's head is none."""
    start_django()
    from kontor.kernel.audit import chain  # noqa: PLC0415
    from kontor.kernel.files import storing  # noqa: PLC0415

    try:
        witnesses = [chain.Head.parse(text) for text in arguments.witness]
    except ValueError as wrong:
        print(f"--witness: {wrong}", file=sys.stderr)
        return 2
    findings: list[str] = []
    if arguments.what in ("all", "database"):
        findings += _database()
        findings += _sides()
    if arguments.what in ("all", "journal"):
        chain.seal()
        findings += chain.check(witnesses)
        print(f"Journal: head {chain.head() or '(empty)'}")
    if arguments.what in ("all", "files"):
        findings += storing.damaged()
    if arguments.what == "all":
        findings += _operator()
    for finding in findings:
        print(f"WRONG: {finding}")
    print(f"{len(findings)} findings." if findings else "All is well.")
    return 1 if findings else 0


def _operator() -> Iterator[str]:
    """The settings that the imprint, the privacy notice and the accessibility statement need; a demo invents them."""
    from django.conf import settings  # noqa: PLC0415

    if not settings.IN_PRODUCTION:
        return
    for name in ("OPERATOR_NAME", "OPERATOR_ADDRESS", "OPERATOR_EMAIL"):
        if not getattr(settings, name):
            yield f"{name} is not set: the imprint and the accessibility statement cannot say whom to write to."


def _sides() -> Iterator[str]:
    """Cities on record whose side no version of the charter has: somebody gave the installation another charter."""
    from kontor.cities.models import City  # noqa: PLC0415
    from kontor.people.charters import charters  # noqa: PLC0415

    known = {side.code for charter in charters().versions for side in charter.sides}
    for side in sorted(set(City.objects.exclude(side__in=known).values_list("side", flat=True))):
        yield f"There are cities of the side {side}, which the charter does not have: see KONTOR_CHARTER."


def _database() -> Iterator[str]:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ÄÖ') = 'äö', current_setting('server_version_num')::int >= 180000")
        folds, is_new = cursor.fetchone()
        cursor.execute("SELECT has_table_privilege('audit_entry', 'UPDATE'), current_setting('transaction_isolation')")
        may_update, isolation = cursor.fetchone()
    if not folds:
        yield "The database's character type is not UTF-8: searches would miss umlauts and Chinese."
    if not is_new:
        yield "PostgreSQL 18 or newer is needed."
    if may_update:
        yield "The application's role may change the journal: set DATABASE_OWNER_URL to another role and migrate."
    if isolation != "read committed":
        yield f"The isolation level is {isolation}; locks are made for READ COMMITTED."
