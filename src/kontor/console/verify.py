"""Verify a proof bundle of an admission, without any database.

Finds every changed byte: hashes of all files, the text that was consented to, the electorate and its
statements, and the chain of the journal's extract. Exit code 1 when anything does not fit.
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The bundle's file."""
    parser.add_argument("bundle", type=Path, help="the downloaded ZIP file")


def run(arguments: argparse.Namespace) -> int:
    """Print what was checked; 1 when something does not fit."""
    from kontor.membership.verification import verify_bundle  # noqa: PLC0415  # needs no Django

    report = verify_bundle(arguments.bundle)
    for line in report.checked:
        print(f"ok     {line}")
    for line in report.wrong:
        print(f"WRONG  {line}")
    print("The bundle is whole." if not report.wrong else f"{len(report.wrong)} findings.")
    return 1 if report.wrong else 0
