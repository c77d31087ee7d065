"""Recording the signature under the memorandum (MEM-5)."""

from datetime import timedelta
from typing import Any

import pytest

from kontor.membership.models import Application
from kontor.membership.tests.factories import a_running_round, a_small_alliance, everybody_consents
from kontor.membership.tests.pages import a_pdf, signed_in
from kontor.people.models.seat import today

pytestmark = pytest.mark.django_db
WHOLE = {"signatory": "Landrätin Muster", "signed_in": "Neuss", "signed_on": today().isoformat()}


@pytest.mark.parametrize(
    "wrong",
    [
        {"signed_on": "2199-01-01"},
        {"signed_on": "0026-01-05"},
        {"signed_on": (today() - timedelta(days=2)).isoformat()},  # before all had consented
        {"signatory": ""},
        {"signed_in": ""},
        {"memorandum": ""},
    ],
)
def test_an_incomplete_signature_is_refused(wrong: dict[str, str], settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance()
    everybody_consents(small, a_running_round(small))
    application = Application.objects.get()
    address = f"/de/move/application/{application.public_id}/sign/"
    answer = signed_in(small.secretary).post(address, {**WHOLE, "memorandum": a_pdf(), **wrong})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, set(wrong))
    application.refresh_from_db()
    assert application.status == "seat_reserved"


def test_the_signature_is_kept_with_its_file_and_only_by_the_secretariat(settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance()
    everybody_consents(small, a_running_round(small))
    application = Application.objects.get()
    address = f"/de/move/application/{application.public_id}/sign/"
    applicant = signed_in(small.voice(application.city))
    assert applicant.post(address, {**WHOLE, "memorandum": a_pdf()}).status_code == 404
    signed_in(small.secretary).post(address, {**WHOLE, "memorandum": a_pdf()})
    application.refresh_from_db()
    assert (application.status, application.signed_in, application.signed_on) == ("signed", "Neuss", today())
    assert application.memorandum is not None
    assert applicant.get(application.memorandum.get_absolute_url()).status_code == 200
