"""The main job: circular, statements, signature, admission, letter, proof (MEM-3 to MEM-6)."""

import io
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kontor.kernel import clock
from kontor.kernel.audit import chain
from kontor.membership import actions, queries
from kontor.membership.models import Application, Round, Statement
from kontor.membership.tests.factories import a_draft, a_small_alliance
from tests.journeys.hand import Hand

pytestmark = pytest.mark.journey


def _circulate(secretary: Hand) -> None:
    secretary.press("Send the circular")
    secretary.press("Send the circular")
    secretary.sees("The circular is on its way to all member cities.")


def _ask_then_consent(member: Hand, application: Application) -> None:
    member.press("State your city's position")
    member.choose("Question")
    member.write("In your own words", "Wer trägt die Kosten?")
    member.press("State", "verb: a position")
    member.sees("Wer trägt die Kosten?")
    member.press("State your city's position")
    member.choose("Consent")
    member.press("State", "verb: a position")


def _object_without_a_reason(member: Hand) -> None:
    member.press("State your city's position")
    member.choose("Objection")
    member.press("State", "verb: a position")
    member.sees("An objection needs a reason.")
    assert Statement.objects.filter(position="objection").count() == 0
    member.choose("Consent")
    member.press("State", "verb: a position")


def _sign_and_admit(secretary: Hand, memorandum: Path) -> None:
    secretary.press("Record the signature")
    secretary.write("Who signed, and in which function?", "Landrätin Muster")
    secretary.write("Place", "Neuss")
    secretary.date("Date", clock.today().isoformat())
    secretary.attach("Signed memorandum", memorandum)
    secretary.press("Record the signature")
    secretary.press("Admit and send the letter")
    secretary.press("Admit and send the letter")


def _pdf_of(mail: EmailMessage) -> str:
    """The text of the PDF that a mail carries; empty without one."""
    papers = [part.get_content() for part in mail.walk() if part.get_content_type() == "application/pdf"]
    return "".join(PdfReader(io.BytesIO(paper)).pages[0].extract_text() for paper in papers)


def _verify(bundle: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "kontor", "verify", str(bundle)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def _with_one_byte_changed(bundle: Path) -> Path:
    """The same bundle with one letter of a statement changed."""
    changed = bundle.with_name("changed.zip")
    with zipfile.ZipFile(bundle) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name.endswith("statements.json"):
                content = content.replace(b"Kosten", b"Kosteu", 1)
            after.writestr(name, content)
    return changed


def test_a_city_is_admitted(sit_down: Any, smtp: Any, do_jobs: Any, tmp_path: Path) -> None:
    small = a_small_alliance(cn=1, de=1)
    draft = a_draft(small, "neuss")
    application = actions.submit(draft, by=small.voice(draft.city))
    page = f"/admissions/{application.public_id}/"
    chinese, german = small.members

    secretary = sit_down(small.secretary)
    secretary.open(page)
    _circulate(secretary)

    member = sit_down(small.voice(german))
    member.open(page)
    _ask_then_consent(member, application)
    assert Round.objects.get().status == "running"
    member = sit_down(small.voice(chinese))
    member.open(page)
    _object_without_a_reason(member)
    assert (Round.objects.get().status, Application.objects.get().status) == ("complete", "seat_reserved")

    memorandum = tmp_path / "memorandum.pdf"
    memorandum.write_bytes(b"%PDF-1.7 signed")
    secretary.open(page)
    _sign_and_admit(secretary, memorandum)
    assert Application.objects.get().status == "admitted"
    assert [standing.city for standing in queries.awaiting_announcement()] == [draft.city]
    secretary.open("/announcements/")
    secretary.sees("neuss市")

    do_jobs()
    letter = smtp.to(small.voice(draft.city).email)[-1]
    assert letter["Content-Language"] == "de"
    assert "Neuss" in _pdf_of(letter)

    chain.seal()  # the sealer comes by
    secretary.open(page)
    bundle = secretary.download("Download the proof bundle")
    code, said = _verify(bundle)
    assert (code, said.splitlines()[-1]) == (0, "The bundle is whole.")
    code, said = _verify(_with_one_byte_changed(bundle))
    assert code == 1
    assert "WRONG" in said
