"""Found the alliance in an empty database: itself and its organs, as the charter names them.

Afterwards invite the first secretary:
  kontor invite --organisation alliance --organ secretariat --role member --family … --email …
"""

import argparse

from kontor.console.start import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to say: names and organs come from the charter."""


def run(arguments: argparse.Namespace) -> int:
    """Create what is missing; running it again changes nothing."""
    start_django()
    from kontor.kernel.access import SYSTEM  # noqa: PLC0415  # needs loaded apps
    from kontor.membership.founding import found_alliance  # noqa: PLC0415

    alliance = found_alliance(by=SYSTEM)
    organs = ", ".join(alliance.organisation.organs.order_by("id").values_list("key", flat=True))
    print(f"{alliance}: organs {organs}.")
    return 0
