"""Invite a person by mail: the way in for the first secretary, and for anybody later.

Example: kontor invite --organisation alliance --organ secretariat --role member
         --family 陈 --given 示例 --email secretary@alliance.example --language zh-hans
"""

import argparse
import sys

from kontor.console.start import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who, for which organisation, in which role."""
    parser.add_argument("--organisation", required=True, help="key of the organisation")
    parser.add_argument("--organ", default="", help="key of one of its organs, where the seat is in an organ")
    parser.add_argument("--role", default="contact", help="contact, responsible, staff … (default: %(default)s)")
    parser.add_argument("--family", required=True, help="family name")
    parser.add_argument("--given", default="", help="given name")
    parser.add_argument("--email", required=True)
    parser.add_argument("--language", default="de", choices=["de", "zh-hans", "en"])


def run(arguments: argparse.Namespace) -> int:
    """Send the invitation; 1 when the person holds the seat already, 2 when organisation or role do not exist."""
    start_django()
    from django.db import transaction  # noqa: PLC0415

    from kontor.kernel.access import SYSTEM, Refused  # noqa: PLC0415
    from kontor.kernel.lingua.wording import say  # noqa: PLC0415
    from kontor.people.actions import invite_person, person_for_address  # noqa: PLC0415
    from kontor.people.models import Organisation, Role  # noqa: PLC0415

    organisation = Organisation.objects.filter(key=arguments.organisation).first()
    organ = organisation.organs.filter(key=arguments.organ).first() if organisation else None
    if organisation is None or arguments.role not in Role.values or (arguments.organ and organ is None):
        known = ", ".join(Organisation.objects.order_by("key").values_list("key", flat=True)[:40])
        roles = ", ".join(Role.values)
        print(f"Unknown organisation, organ or role. Organisations: {known}. Roles: {roles}.", file=sys.stderr)
        return 2
    names = {"family_name": arguments.family, "given_name": arguments.given}
    try:
        with transaction.atomic():
            person = person_for_address(arguments.email, language=arguments.language, **names)
            invite_person(person, organisation, Role(arguments.role), by=SYSTEM, organ=organ)
    except Refused as refused:
        print(say(refused.reason), file=sys.stderr)
        return 1
    print(f"Invited {arguments.email}.")
    return 0
