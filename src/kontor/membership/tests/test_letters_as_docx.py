"""Every formal letter can be had as a Word file too, made from the same words (DOC-2)."""

from datetime import date
from io import BytesIO

import docx
import pytest

from kontor.cities.tests.factories import a_city
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.files.models import File
from kontor.membership import actions, leaving
from kontor.membership.models import Application, FormalLetter
from kontor.membership.tests.factories import SmallAlliance, a_running_round, everybody_consents
from kontor.membership.tests.pages import signed_in, url

pytestmark = pytest.mark.django_db


def _admitted(small: SmallAlliance) -> Application:
    everybody_consents(small, a_running_round(small))
    signed = actions.sign(
        Application.objects.get(), by=small.secretary, signatory="Landrätin Muster", signed_in="Neuss",
        signed_on=date(2026, 1, 5), memorandum=Accepted("mou.pdf", b"%PDF-1.7 signed", "application/pdf"),
    )  # fmt: skip
    return actions.admit(signed, by=small.secretary)  # type: ignore[no-any-return]


def _words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


def test_every_formal_letter_has_the_document_it_was_made_from(small: SmallAlliance) -> None:
    _admitted(small)
    leaver = small.members[0]
    leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    pdfs = File.objects.filter(purpose__in=["circular", "memorandum text", "admission letter", "notice"])
    assert set(pdfs.values_list("purpose", flat=True)) == {"circular", "memorandum text", "admission letter", "notice"}
    assert set(FormalLetter.objects.values_list("file", flat=True)) == set(pdfs.values_list("pk", flat=True))


def test_the_secretariat_takes_the_letter_of_admission_as_a_word_file(small: SmallAlliance) -> None:
    application = _admitted(small)
    letter = FormalLetter.objects.get(file__purpose="admission letter")
    client = signed_in(small.secretary)
    assert letter.word_address in client.get(url("application", application.public_id)).content.decode()
    answer = client.get(letter.word_address)
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert "Landrätin" not in _words(answer.content)
    assert "Neuss" in _words(answer.content)
    assert client.get(letter.word_address).content == answer.content


def test_letters_that_did_not_arrive_offer_it_too(small: SmallAlliance) -> None:
    a_running_round(small)
    page = signed_in(small.secretary).get(url("deliveries")).content.decode()
    assert [each.word_address in page for each in FormalLetter.objects.all()] == [True, True, True]


def test_the_word_file_follows_the_rule_of_its_pdf(small: SmallAlliance) -> None:
    a_running_round(small)
    letter = FormalLetter.objects.order_by("id")[0]
    onlooker = a_city("onlooker")
    small.speak_for(onlooker)
    readers = (small.secretary, small.voice(small.members[2]), small.voice(onlooker))
    answers = [
        (
            signed_in(who).get(letter.word_address).status_code,
            signed_in(who).get(letter.file.get_absolute_url()).status_code,
        )
        for who in readers
    ]
    assert answers == [(200, 200), (200, 200), (404, 404)]
    assert signed_in(small.secretary).get(url("letter_as_docx", "bbbbbbbbbbbb")).status_code == 404


def test_members_are_not_offered_it(small: SmallAlliance) -> None:
    running = a_running_round(small)
    page = signed_in(small.voice(small.members[0])).get(url("round", running.public_id)).content.decode()
    assert ".docx" not in page
