"""Two offices invite the same new person at the same moment (BL06)."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction

from kontor.kernel.access import SYSTEM
from kontor.people.actions import invite_person, person_for_address
from kontor.people.models import Invitation, Organisation, Person, Role
from kontor.people.tests.factories import an_organisation


def test_two_invitations_at_once_to_a_new_address_make_one_person(committed: str) -> None:
    agencies = [an_organisation(f"agency{number}") for number in range(4)]

    def invite(agency: Organisation) -> None:
        try:
            with transaction.atomic():
                person = person_for_address("neu@test.example", language="de", family_name="Neu")
                invite_person(person, agency, Role.STAFF, by=SYSTEM)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(invite, agencies))
    assert (Person.objects.count(), Invitation.objects.count()) == (1, 4)
