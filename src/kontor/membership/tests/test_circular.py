"""The circular holds everything that its fingerprint stands for (MEM-3, BL16)."""

import re
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from kontor.charter.load import shipped
from kontor.kernel import clock
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.lingua.content import Content
from kontor.kernel.mail.models import Message
from kontor.membership import actions
from kontor.membership.letters import rounds
from kontor.membership.models import Round
from kontor.membership.tests.factories import PARTS, SmallAlliance, a_draft, a_small_alliance
from kontor.people.models import Person

pytestmark = pytest.mark.django_db


def _sent(small: SmallAlliance) -> Round:
    draft = a_draft(small)
    by = small.voice(draft.city)
    texts = {
        part: Content().with_texts({"de": f"{part} auf Deutsch", "en": f"{part} in English"}, original="de")
        for part in PARTS
    }
    draft = actions.save_draft(
        draft, by=by, edition=draft.edition, paper_title="Beitritt zur Allianz", paper_reference="ZS5/2284/XVI/2017",
        paper_body="Kreistag", **texts,
    )  # fmt: skip
    actions.attach(draft, by=by, file=Accepted("karte.pdf", b"%PDF-1.7 map", "application/pdf"))
    actions.circulate(actions.submit(draft, by=by), by=small.secretary)
    return Round.objects.get()


def _words(language: str) -> str:
    letter = Message.objects.filter(kind="membership.circular", language=language).order_by("id")[0]
    pdf = PdfReader(BytesIO(letter.attachments.get().read()))
    return "".join("".join(page.extract_text().split()) for page in pdf.pages)


@pytest.mark.parametrize("language", ["de", "zh-hans"])
def test_the_circular_holds_every_language_version_the_paper_and_the_attachments(language: str) -> None:
    round_ = _sent(a_small_alliance())
    words = _words(language)
    expected = [
        *(f"{part}aufDeutsch" for part in PARTS), *(f"{part}inEnglish" for part in PARTS),
        "BeitrittzurAllianz", "ZS5/2284/XVI/2017", "Kreistag",
        "karte.pdf", round_.text["attachments"][0]["sha256"], round_.text_sha256,
    ]  # fmt: skip
    assert [each for each in expected if each not in words.replace("-", "") and each not in words] == []


def test_the_readers_own_language_comes_first() -> None:
    _sent(a_small_alliance())
    words = _words("de")
    assert words.index("wishesaufDeutsch") < words.index("wishesinEnglish")


#: How the last day that counts is told, and the day after it, on which nothing is in time any more.
DEADLINES = {
    "de": ("Ablauf des 3. Januar 2027 (deutsche Zeit)", "4. Januar 2027"),
    "zh-hans": ("2027年1月3日24:00（柏林时间，即北京时间1月4日07:00）", "2027年1月4日"),
    "en": ("the end of 3 January 2027 (German time)", "4 January 2027"),
}


@pytest.mark.parametrize("language", list(DEADLINES))
def test_tz04_mail_pdf_reminder_and_pages_name_the_same_last_day(client: Client, language: str) -> None:
    small = a_small_alliance()
    Person.objects.filter(pk=small.voice(small.members[0]).person_id).update(language=language)
    with clock.at(datetime(2027, 1, 4, tzinfo=ZoneInfo("Europe/Berlin")) - timedelta(days=_PERIOD, hours=2)):
        round_ = _sent(small)
        rounds.reminder(round_, small.members[0])
    due, day_after = DEADLINES[language]
    told = [message.text for message in Message.objects.filter(kind__in=KINDS, language=language)]
    client.force_login(small.voice(small.members[0]))
    with translation.override(language):
        state, page = reverse("membership:state", args=[round_.application.public_id]), round_.application
        told += [_plain(client.get(address)) for address in (state, page.get_absolute_url())]
    assert len(told) >= 4
    assert [each for each in told if due not in each or day_after in each] == []
    assert "".join(due.split()) in _words(language)


KINDS = ("membership.circular", "membership.reminder")
_PERIOD = shipped().latest.answer_period.figures.days


def _plain(answer: Any) -> str:
    return unescape(re.sub(r"<[^>]+>", "", answer.content.decode()))
