"""What a member once was asked about and stated stays readable, whatever becomes of the application (MEM-1, MEM-4)."""

from typing import Any

import pytest

from kontor.cities.tests.factories import a_city
from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Entry
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.files.models import File
from kontor.membership import actions
from kontor.membership.bundle import make_bundle
from kontor.membership.models import Application
from kontor.membership.tests.factories import SmallAlliance, a_draft, a_running_round, a_small_alliance
from kontor.membership.tests.pages import signed_in, url

pytestmark = pytest.mark.django_db
ENDINGS = ("take_back", "recall")


@pytest.fixture
def small(settings: Any) -> SmallAlliance:
    """Three members; the first one consented with a signed file."""
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance()
    running, city = a_running_round(small), small.members[0]
    signed = Accepted("signed.pdf", b"%PDF-1.7 signed", "application/pdf")
    actions.state(running, by=small.voice(city), city=city, position="consent", signed=signed)
    return small


def _end(small: SmallAlliance, ending: str) -> Application:
    application = Application.objects.get()
    if ending == "take_back":
        return actions.take_back(application, by=small.voice(application.city))  # type: ignore[no-any-return]
    return actions.recall(application, by=small.secretary, reason="Zahlen")  # type: ignore[no-any-return]


def _changed_after_the_recall(small: SmallAlliance) -> Application:
    """The applicant writes other words and adds a file; nobody has been shown either."""
    application = _end(small, "recall")
    applicant = small.voice(application.city)
    wishes = application.wishes.with_texts({"de": "GEHEIMER WUNSCH"}, original="de")
    application = actions.save_draft(
        application, by=applicant, edition=application.edition, wishes=wishes, paper_title="GEHEIMES PAPIER"
    )
    actions.attach(application, by=applicant, file=Accepted("geheim.pdf", b"%PDF-1.7 new", "application/pdf"))
    return application


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_member_keeps_the_page_the_round_its_receipt_and_its_own_file(small: SmallAlliance, ending: str) -> None:
    application = _end(small, ending)
    chain.seal()
    client = signed_in(small.voice(small.members[0]))
    file = File.objects.get(purpose="statement")
    pages = {
        "application": client.get(url("application", application.public_id)).status_code,
        "round": client.get(url("round", application.rounds.get().public_id)).status_code,
        "bundle": client.get(url("bundle", application.public_id)).status_code,
        "mailed link": client.get(f"/de/to/application/{application.public_id}", follow=True).status_code,
        "own file": client.get(file.get_absolute_url()).status_code,
    }
    assert pages == dict.fromkeys(pages, 200)
    assert list(Application.objects.visible_to(small.voice(small.members[0]))) == [application]


@pytest.mark.parametrize("ending", ENDINGS)
def test_who_was_no_member_sees_as_little_as_before(small: SmallAlliance, ending: str) -> None:
    application, onlooker = _end(small, ending), a_city("onlooker")
    small.speak_for(onlooker)
    client = signed_in(small.voice(onlooker))
    for address in (url("application", application.public_id), url("bundle", application.public_id)):
        assert client.get(address).status_code == 404
    assert client.get(File.objects.get(purpose="statement").get_absolute_url()).status_code == 404


def test_members_read_the_frozen_text_and_nothing_of_the_draft_that_follows(small: SmallAlliance) -> None:
    application = _changed_after_the_recall(small)
    member = signed_in(small.voice(small.members[0]))
    secret = File.objects.get(name="geheim.pdf")
    for address in (url("application", application.public_id), url("round", application.rounds.get().public_id)):
        page = member.get(address).content.decode()
        assert ("wishes: Angaben" in page, "GEHEIM" in page, "geheim.pdf" in page) == (True, False, False)
    assert member.get(secret.get_absolute_url()).status_code == 404
    applicant, secretary = signed_in(small.voice(application.city)), signed_in(small.secretary)
    assert [who.get(secret.get_absolute_url()).status_code for who in (applicant, secretary)] == [200, 200]


def test_the_proof_bundle_holds_nothing_of_a_draft(small: SmallAlliance) -> None:
    application = _changed_after_the_recall(small)
    chain.seal()
    content = make_bundle(application)
    assert b"GEHEIM" not in content
    assert b"geheim.pdf" not in content
    assert Entry.objects.filter(verb="application.attach").count() == 1


def test_an_attachment_that_was_put_to_the_cities_stays_readable_for_them(settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance()
    draft = a_draft(small)
    applicant = small.voice(draft.city)
    paper = actions.attach(draft, by=applicant, file=Accepted("anlage.pdf", b"%PDF-1.7 x", "application/pdf"))
    member = small.voice(small.members[0])
    assert paper.may_be_read_by(member) is False
    actions.circulate(actions.submit(draft, by=applicant), by=small.secretary)
    assert paper.may_be_read_by(small.voice(small.members[0])) is True
    recalled = actions.recall(Application.objects.get(), by=small.secretary, reason="Zahlen")
    actions.detach(recalled, by=applicant, file=paper)
    page = signed_in(member).get(url("application", recalled.public_id))
    (shown,) = page.context["text"]["attachments"]
    assert (shown["name"], signed_in(member).get(shown["url"]).status_code) == ("anlage.pdf", 200)


def test_a_draft_that_was_never_put_to_anybody_is_the_applicants_own(small: SmallAlliance) -> None:
    draft = a_draft(small, "another")
    assert draft not in Application.objects.visible_to(small.voice(small.members[0]))
