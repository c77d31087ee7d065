"""Writing an application: kept as it goes, never over somebody else's words (MEM-2)."""

import struct
import zipfile
from io import BytesIO
from typing import Any

import pytest

from kontor.kernel.access import Refused
from kontor.kernel.audit.models import Entry
from kontor.kernel.files.accepting import LARGEST, Accepted
from kontor.kernel.files.models import File
from kontor.membership import actions
from kontor.membership.models import Application
from kontor.membership.tests.factories import SmallAlliance, a_draft, a_running_round, a_small_alliance
from kontor.membership.tests.pages import a_file, a_pdf, signed_in, url

pytestmark = pytest.mark.django_db


def _form(draft: Application, **fields: Any) -> dict[str, Any]:
    return {"edition": draft.edition, "language": "de", **fields}


def test_the_words_are_kept_in_each_language(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    client = signed_in(small.voice(draft.city))
    client.post(url("draft", draft.public_id), _form(draft, wishes_de="Kontakte", wishes_zh_hans="交流"))
    draft.refresh_from_db()
    assert draft.wishes.texts == {"de": "Kontakte", "zh-hans": "交流"}
    assert (draft.wishes.versions["de"].origin, draft.edition) == ("original", 2)


def test_autosave_keeps_the_words_and_gives_the_next_edition(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    client = signed_in(small.voice(draft.city))
    answer = client.post(
        url("draft", draft.public_id), _form(draft, wishes_de="Kontakte"), headers={"HX-Request": "true"}
    )
    draft.refresh_from_db()
    assert draft.wishes.get("de") == "Kontakte"
    assert f'name="edition" value="{draft.edition}"' in answer.content.decode()


def test_bl17_the_second_of_two_editors_keeps_their_words_and_sees_the_others(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    client = signed_in(small.voice(draft.city))
    client.post(url("draft", draft.public_id), _form(draft, wishes_de="Die der anderen"))
    answer = client.post(url("draft", draft.public_id), _form(draft, wishes_de="Meine"))
    page = answer.content.decode()
    assert (answer.status_code, "Meine" in page, "Die der anderen" in page) == (409, True, True)
    draft.refresh_from_db()
    assert draft.wishes.get("de") == "Die der anderen"
    client.post(url("draft", draft.public_id), _form(draft, wishes_de="Beides"))
    draft.refresh_from_db()
    assert draft.wishes.get("de") == "Beides"


def test_bl17_the_button_pressed_while_the_autosave_was_on_its_way_is_no_conflict(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    client = signed_in(small.voice(draft.city))
    sent = _form(draft, wishes_de="Kontakte", wishes_zh_hans="交流")
    client.post(url("draft", draft.public_id), sent, headers={"HX-Request": "true"})
    answer = client.post(url("draft", draft.public_id), sent | {"attachment": a_pdf()})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.wishes.texts, draft.edition) == ({"de": "Kontakte", "zh-hans": "交流"}, 2)
    assert draft.attachments().count() == 1


def test_un04_characters_that_deceive_are_refused_by_name(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    client = signed_in(small.voice(draft.city))
    answer = client.post(url("draft", draft.public_id), _form(draft, wishes_de="abc\u202edef", paper_title="x\u200by"))
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"wishes", "paper_title"})
    assert "U+202E" in answer.content.decode()


def test_un08_nul_is_answered_with_400(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    client = signed_in(small.voice(draft.city))
    assert client.post(url("draft", draft.public_id), _form(draft, wishes_de="a\x00b")).status_code == 400
    draft.refresh_from_db()
    assert draft.edition == 1


def test_very_long_words_are_refused(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    client = signed_in(small.voice(draft.city))
    answer = client.post(url("draft", draft.public_id), _form(draft, wishes_de="x" * 20_001))
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"wishes"})


def _bomb() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "x")
        package.writestr("word/document.xml", b"\0" * 101 * 1024 * 1024)
    return target.getvalue()


def _huge_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 50_000, 50_000)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("big.pdf", b"%PDF-" + b"x" * LARGEST, id="FI01"),
        pytest.param("page.pdf", b"<html><script>alert(1)</script>", id="FI02-not-a-pdf"),
        pytest.param("script.pdf", b"%PDF-1.7 /OpenAction /JavaScript", id="FI02-active"),
        pytest.param("bomb.docx", _bomb(), id="FI03"),
        pytest.param("huge.png", _huge_picture(), id="FI04"),
        pytest.param("run.exe", b"MZ", id="kind"),
    ],
)
def test_fi_a_file_that_is_refused_says_why_and_is_not_kept(small: SmallAlliance, name: str, content: bytes) -> None:
    draft = a_draft(small, complete=False)
    client = signed_in(small.voice(draft.city))
    answer = client.post(url("draft", draft.public_id), _form(draft, attachment=a_file(name, content)))
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"attachment"})
    assert File.objects.count() == 0


def test_attachments_are_added_and_removed(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    client = signed_in(small.voice(draft.city))
    client.post(url("draft", draft.public_id), _form(draft, attachment=a_pdf()))
    draft.refresh_from_db()
    kept = draft.attachments().get()
    client.post(url("draft", draft.public_id), _form(draft, removed=[kept.public_id]))
    assert File.objects.count() == 0


def test_bl16_an_attachment_that_was_put_to_the_cities_stays_readable(small: SmallAlliance) -> None:
    draft = a_draft(small)
    voice = small.voice(draft.city)
    signed_in(voice).post(url("draft", draft.public_id), _full(draft, attachment=a_pdf()))
    draft.refresh_from_db()
    running = actions.circulate(actions.submit(draft, by=voice), by=small.secretary)
    recalled = actions.recall(running, by=small.secretary, reason="Neu.")
    actions.detach(recalled, by=voice, file=recalled.attachments().get())
    assert recalled.attachments().count() == 0
    assert (
        File.objects.get(purpose="former attachment").sha256 == recalled.current_round.text["attachments"][0]["sha256"]
    )


def _full(draft: Application, **fields: Any) -> dict[str, Any]:
    parts = ("economic_data", "industry", "cooperations", "wishes")
    return _form(draft, **{f"{part}_de": "Angaben" for part in parts}, **fields)


def test_bl16_after_the_circular_the_form_changes_nothing(small: SmallAlliance) -> None:
    running = a_running_round(small)
    application = running.application
    client = signed_in(small.voice(application.city))
    answer = client.post(url("draft", application.public_id), _form(application, wishes_de="Anders"))
    assert (answer.status_code, answer.url) == (302, application.get_absolute_url())  # type: ignore[attr-defined]
    application.refresh_from_db()
    running.refresh_from_db()
    assert application.wishes.texts == {"de": "wishes: Angaben"}
    assert running.text["parts"]["wishes"]["de"]["text"] == "wishes: Angaben"


def test_submitting_says_what_is_missing(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    page = signed_in(small.voice(draft.city)).get(url("draft", draft.public_id))
    submit = next(move for move in page.context["moves"] if "/submit/" in move["url"])
    assert all(str(part.label) in submit["reason"] for part, _content in draft.parts())


def test_every_deed_on_a_draft_is_journalled_once(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    voice = small.voice(draft.city)
    actions.save_draft(draft, by=voice, edition=draft.edition, paper_title="Vorlage")
    kept = actions.attach(draft, by=voice, file=Accepted("a.pdf", b"%PDF-1.7", "application/pdf"))
    actions.detach(draft, by=voice, file=kept)
    about = Entry.objects.filter(subject_type="application", subject_id=draft.pk).order_by("id")
    assert list(about.values_list("verb", "actor")) == [
        (f"application.{verb}", voice.pk) for verb in ("open", "save", "attach", "detach")
    ]


def test_a_city_has_one_application_at_a_time(small: SmallAlliance) -> None:
    draft = a_draft(small, complete=False)
    with pytest.raises(Refused) as refused:
        actions.open_application(draft.city, by=small.voice(draft.city))
    assert refused.value.reason.code == "city_already_applies"
    actions.take_back(draft, by=small.voice(draft.city))
    actions.open_application(draft.city, by=small.voice(draft.city))
    assert sorted(Application.objects.values_list("status", flat=True)) == ["draft", "taken_back"]


def test_taking_an_application_back_ends_its_round(small: SmallAlliance) -> None:
    running = a_running_round(small)
    actions.take_back(running.application, by=small.voice(running.application.city))
    running.refresh_from_db()
    assert (running.status, running.ended_at is None) == ("stopped", False)


def test_a_member_cannot_begin_an_application() -> None:
    small = a_small_alliance(cn=1, de=1)
    member = small.members[0]
    with pytest.raises(Refused) as refused:
        actions.open_application(member, by=small.voice(member))
    assert (refused.value.reason.code, Application.objects.count()) == ("is_a_member_already", 0)
    answer = signed_in(small.voice(member)).post(url("begin"), {"city": member.public_id}, follow=True)
    assert (answer.status_code, Application.objects.count()) == (200, 0)
