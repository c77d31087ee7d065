"""Remove a lost second factor, so that the next sign-in leads to setting up a new one.

For whoever has lost both the factor and the recovery codes: make sure first that it is the person who asks.
Example: kontor reset-factor secretary@alliance.example
"""

import argparse
import sys

from kontor.console.start import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose."""
    parser.add_argument("address", help="the address that the person signs in with")


def run(arguments: argparse.Namespace) -> int:
    """Remove the factors, which is journalled; 1 when nobody signs in with this address."""
    start_django()
    from kontor.kernel.access import SYSTEM  # noqa: PLC0415  # needs loaded apps
    from kontor.people.closing import reset_factor  # noqa: PLC0415
    from kontor.people.models import Account  # noqa: PLC0415
    from kontor.people.models.account import tidy_address  # noqa: PLC0415

    account = Account.objects.filter(email=tidy_address(arguments.address), is_active=True).first()
    if account is None:
        print(f"Nobody signs in with {arguments.address}.", file=sys.stderr)
        return 1
    removed = reset_factor(account, by=SYSTEM)
    print(f"Removed {removed} second factors of {account.email} and ended all sessions.")
    return 0
