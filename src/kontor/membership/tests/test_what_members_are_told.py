"""Which deeds members read: on the page, in the proof bundle and on the desk the same ones (MEM-2, MEM-4)."""

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest

from kontor.kernel.audit import chain
from kontor.kernel.audit.sentences import phrased
from kontor.membership import actions, leaving
from kontor.membership.bundle import make_bundle
from kontor.membership.models import Application, Withdrawal
from kontor.membership.telling import DRAFTING, KEPT_BACK, TOLD_TO_MEMBERS
from kontor.membership.tests.factories import SmallAlliance, a_draft, a_small_alliance
from kontor.membership.tests.pages import signed_in, url
from kontor.membership.verification import verify_bytes
from kontor.people.models import Seat

pytestmark = pytest.mark.django_db
RETURNED, RECALLED = "GEHEIM-RUECKGABE", "GEHEIM-RUECKRUF"


@pytest.fixture
def small(settings: Any) -> SmallAlliance:
    """An application that was sent back once, recalled once, and is with the cities again."""
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance(cn=1, de=1)
    draft = a_draft(small)
    applicant = small.voice(draft.city)
    actions.send_back(actions.submit(draft, by=applicant), by=small.secretary, reason=RETURNED)
    circulating = actions.circulate(actions.submit(draft, by=applicant), by=small.secretary)
    actions.recall(circulating, by=small.secretary, reason=RECALLED)
    actions.circulate(actions.submit(draft, by=applicant), by=small.secretary)
    chain.seal()
    return small


def test_every_deed_of_joining_and_leaving_is_told_to_members_or_kept_back() -> None:
    lives = ("application.", "round.", "withdrawal.", "conversion.")
    assert {verb for verb in phrased() if verb.startswith(lives)} == TOLD_TO_MEMBERS | KEPT_BACK
    assert TOLD_TO_MEMBERS.isdisjoint(KEPT_BACK)
    assert DRAFTING <= KEPT_BACK


def test_what_was_written_back_to_the_applicant_is_on_its_page_and_on_no_member_s(small: SmallAlliance) -> None:
    application = Application.objects.get()
    seen = {}
    for name, account in (
        ("member", small.voice(small.members[0])),
        ("applicant", small.voice(application.city)),
        ("secretary", small.secretary),
    ):
        page = signed_in(account).get(url("application", application.public_id)).content.decode()
        seen[name] = (RETURNED in page, RECALLED in page)
    assert seen == {"member": (False, False), "applicant": (True, True), "secretary": (True, True)}


def test_the_bundle_keeps_the_link_of_what_was_written_back_and_holds_its_words_back(small: SmallAlliance) -> None:
    content = make_bundle(Application.objects.get())
    assert (RETURNED.encode() in content, RECALLED.encode() in content) == (False, False)
    assert verify_bytes(content).wrong == []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = json.loads(archive.read("journal.json"))
    held_back = {entry["verb"] for entry in entries if entry["salt"] is None}
    shown = {entry["verb"] for entry in entries if entry["salt"] is not None}
    assert held_back == {"application.open", "application.send_back", "application.recall"}
    assert shown == {"application.submit", "application.circulate", "round.stop"}


def test_how_a_city_was_told_otherwise_of_a_withdrawal_is_read_by_the_secretariat_only(settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance(cn=1, de=3)
    silent, other, leaver = small.members[1:]
    Seat.objects.filter(organisation=silent.organisation).delete()
    leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    withdrawal = Withdrawal.objects.get()
    leaving.note_told_otherwise(withdrawal.addressees.get(city=silent), by=small.secretary, how="Anruf bei Frau X")
    pages = {
        name: "Anruf bei Frau X" in signed_in(who).get(url("withdrawal", withdrawal.public_id)).content.decode()
        for name, who in (("member", small.voice(other)), ("leaver", small.voice(leaver)), ("s", small.secretary))
    }
    assert pages == {"member": False, "leaver": False, "s": True}
