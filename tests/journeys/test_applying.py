"""An applicant writes the application, submits it, and takes it back (MEM-2)."""

import re
from pathlib import Path
from typing import Any

import pytest

from kontor.membership.models import Application, DossierPart
from kontor.membership.tests.factories import a_draft, a_small_alliance
from tests.journeys.hand import Hand

pytestmark = pytest.mark.journey


def _part(hand: Hand, part: DossierPart) -> str:
    return f"{list(DossierPart).index(part) + 1} · {hand.label(part.label)}"


def test_an_applicant_writes_submits_and_takes_back(sit_down: Any, way: str, tmp_path: Path) -> None:
    small = a_small_alliance()
    draft = a_draft(small, complete=False)
    applicant = sit_down(small.voice(draft.city), width=320 if way == "keyboard" else 1280)
    paper = tmp_path / "Beschluss.pdf"
    paper.write_bytes(b"%PDF-1.7 Beschluss")

    applicant.open(f"/admissions/{draft.public_id}/edit/")
    *first, last = DossierPart
    for part in first:
        applicant.write("Deutsch", f"Angaben: {part.value}", group=_part(applicant, part))
    applicant.write("Title of the council paper", "Beitritt zur Allianz")
    applicant.attach("Add an attachment", paper)
    applicant.press("Save and go on to submitting")
    applicant.sees("This cannot be done now")
    applicant.sees(applicant.label(last.label))

    applicant.open(f"/admissions/{draft.public_id}/edit/")
    applicant.sees("Beschluss.pdf")
    applicant.write("Deutsch", "Wir suchen Partner.", group=_part(applicant, last))
    if way == "keyboard":  # with scripts the form saves as it goes
        applicant.page.keyboard.press("Tab")
        applicant.page.locator("#saved", has_text=re.compile(r"\d:\d\d")).wait_for()
        assert Application.objects.get().wishes.get("de") == "Wir suchen Partner."
    applicant.press("Save and go on to submitting")
    applicant.press("Submit the application")
    application = Application.objects.get()
    assert application.status == "submitted"
    assert [content.get("de") for _part_, content in application.parts()] == [
        *(f"Angaben: {part.value}" for part in first), "Wir suchen Partner.",
    ]  # fmt: skip
    assert (application.paper_title, application.attachments().count()) == ("Beitritt zur Allianz", 1)

    applicant.press("Take the application back")
    applicant.press("Take the application back")
    assert Application.objects.get().status == "taken_back"
