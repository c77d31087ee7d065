"""Delete the personal data of whoever has this address: names, addresses, letters, the journal's payloads.

The account is closed. What must stay for ever, a city's statements and who held which seat, stays without the name; the
journal's chain stays whole. Documents stay as they were issued or signed, with the names in them: letters issued as
PDF and their Word copies, signed papers, uploaded files, and what somebody wrote in their own words. Without --yes
it only says what it would do. A backup still holds the data: after a restore, run it again.
Example: kontor forget anna@city.example --yes
"""

import argparse
import sys

from kontor.console.start import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who, and whether it is meant."""
    parser.add_argument("address", help="an address of the person")
    parser.add_argument("--yes", action="store_true", help="do it; it cannot be taken back")


def run(arguments: argparse.Namespace) -> int:
    """Forget everybody with this address; 1 when there is nobody, or when it was not meant yet."""
    start_django()
    from kontor.kernel.access import SYSTEM  # noqa: PLC0415  # needs loaded apps
    from kontor.people.closing import forget_person  # noqa: PLC0415
    from kontor.people.keeping import everything_kept, persons_at  # noqa: PLC0415
    from kontor.people.models import Person  # noqa: PLC0415

    persons = list(Person.objects.filter(pk__in=persons_at(arguments.address)).order_by("pk"))
    if not persons:
        print(f"Nobody has the address {arguments.address}.", file=sys.stderr)
        return 1
    for person in persons:
        kept = ", ".join(f"{name}: {len(each.tell(person))}" for name, each in everything_kept().items())
        print(f"{person} ({person.public_id}): {kept}")
        if arguments.yes:
            print(f"  deleted: {forget_person(person, by=SYSTEM)}")
    if not arguments.yes:
        print("Nothing has been deleted. Add --yes to delete names, addresses, letters and the journal's payloads.")
        return 1
    return 0
