"""What this app keeps about a person who is to be forgotten: statements stay without the name (PR10, Art. 17 GDPR)."""

import gc
import json
from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from kontor.kernel.access import SYSTEM
from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import lines
from kontor.kernel.drawing import _Values
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail import outbox
from kontor.kernel.mail.models import Message
from kontor.membership import actions, prospects
from kontor.membership.keeping import signatures_of
from kontor.membership.models import Application, FormalLetter, Prospect, Statement
from kontor.membership.tests.factories import SmallAlliance, a_running_round, everybody_consents
from kontor.membership.tests.pages import signed_in
from kontor.people.actions import change_own_data, seat_person
from kontor.people.closing import forget_person
from kontor.people.models import Person, Role
from kontor.people.tests.factories import a_person
from tests.kontor_testing.jobs_and_mail import Sink

pytestmark = pytest.mark.django_db
PAPER = Accepted("Meine Unterschrift.pdf", b"%PDF-1.7 signed", "application/pdf")


def _sentence(verb: str) -> str:
    with speaking("en"):
        return lines([Entry.objects.select_related("payload").filter(verb=verb).latest("id")])[0].sentence


def test_a_statement_stays_for_ever_without_the_name_of_who_made_it(small: SmallAlliance) -> None:
    running = a_running_round(small)
    city = small.members[0]
    speaker = small.voice(city)
    actions.state(running, by=speaker, city=city, position="objection", text="Wir widersprechen.")
    name = speaker.person.name
    assert name in _sentence("round.state")
    told = json.loads(signed_in(speaker).get(reverse("people:export")).content)
    assert [each["text"] for each in told["statements"]] == ["Wir widersprechen."]
    forget_person(speaker.person, by=SYSTEM)
    kept = Statement.objects.select_related("person").get()
    with speaking("en"):
        assert (kept.text, str(kept.person)) == ("Wir widersprechen.", "a person whose data were deleted")
    assert (name in _sentence("round.state"), "a person whose data were deleted" in _sentence("round.state")) == (
        False, True,
    )  # fmt: skip
    page = signed_in(small.secretary).get(running.application.get_absolute_url())
    assert (page.status_code, name in page.content.decode()) == (200, False)


def test_who_signed_the_memorandum_is_forgotten_with_the_journal_entry(small: SmallAlliance) -> None:
    running = a_running_round(small)
    everybody_consents(small, running)
    application = Application.objects.get()
    mayor = small.voice(application.city).person
    actions.sign(
        application, by=small.secretary, signatory=f"{mayor.name}, Landrätin", signed_in="Neuss",
        signed_on=date(2026, 1, 5), memorandum=PAPER,
    )  # fmt: skip
    entry = Entry.objects.select_related("payload").get(verb="application.sign")
    assert mayor.pk in entry.payload.persons
    forget_person(mayor, by=SYSTEM)
    entry.payload.refresh_from_db()
    assert (entry.payload.personal, Application.objects.get().signatory) == (None, "")


def _signed_by_the_mayor(small: SmallAlliance) -> Person:
    everybody_consents(small, a_running_round(small))
    application = Application.objects.get()
    mayor = small.voice(application.city).person
    actions.sign(
        application, by=small.secretary, signatory=f"{mayor.name}, Landrätin", signed_in="Neuss",
        signed_on=date(2026, 1, 5), memorandum=PAPER,
    )  # fmt: skip
    return mayor


def test_who_signed_is_forgotten_under_the_name_of_that_day_too(small: SmallAlliance) -> None:
    mayor = _signed_by_the_mayor(small)
    change_own_data(mayor, by=SYSTEM, family_name="Neuname", given_name="Anna")
    mayor.refresh_from_db()
    assert [row["in"] for row in signatures_of(mayor)] == ["Neuss"]
    forget_person(mayor, by=SYSTEM)
    assert Application.objects.get().signatory == ""


def test_forgetting_the_secretary_who_recorded_a_signature_leaves_who_signed(small: SmallAlliance) -> None:
    mayor = _signed_by_the_mayor(small)
    assert signatures_of(small.secretary.person) == []
    forget_person(small.secretary.person, by=SYSTEM)
    assert Application.objects.get().signatory == f"{mayor.name}, Landrätin"


def test_who_signed_stands_on_the_page_and_is_not_kept_in_the_memory_of_the_process(small: SmallAlliance) -> None:
    mayor = _signed_by_the_mayor(small)
    Application.objects.update(signatory="Vergissmichnicht, Landrätin")
    page = signed_in(small.secretary).get(Application.objects.get().get_absolute_url())
    assert (page.status_code, "Vergissmichnicht" in page.content.decode(), mayor.pk > 0) == (200, True, True)
    kept = [bytes(each) for each in gc.get_objects() if type(each) is _Values]
    assert [each for each in kept if b"Vergissmichnicht" in each] == []


def test_a_circular_that_went_to_the_successor_arrives_though_the_predecessor_is_forgotten(
    small: SmallAlliance, smtp: Sink, do_jobs: Callable[[], int]
) -> None:
    a_running_round(small)
    city = small.members[-1]
    before, follower = small.voice(city).person, a_person("Nachfolge", email="nachfolge@stadt.example")
    before.salutation = "Sehr geehrte Frau Vorgängerin"
    before.save()
    seat_person(follower, city.organisation, Role.CONTACT, by=SYSTEM)
    letter = Message.objects.get(kind="membership.circular", party=city.organisation_id)
    to = outbox.successor_for(letter)
    assert to is not None
    mail.redirect(letter, by=SYSTEM, to=to)
    name = before.name
    forget_person(before, by=SYSTEM)
    do_jobs()
    letter.refresh_from_db()
    assert (letter.status, letter.to_address, name in letter.text) == ("accepted", follower.email, False)
    assert len(smtp.to(follower.email)) == 1
    with speaking("de"):
        page = signed_in(small.secretary).get(reverse("membership:deliveries")).content.decode()
    told = "an Anna Nachfolge (nachfolge@stadt.example) statt an eine Person, deren Daten gelöscht wurden"
    assert (told in page, name in page) == (True, False)


def test_a_letter_issued_as_a_document_stays_as_it_was_issued(small: SmallAlliance) -> None:
    a_running_round(small)
    city = small.members[-1]
    letter = FormalLetter.objects.get(file__messages__party=city.organisation_id)
    before = (letter.document, letter.file.sha256)
    forget_person(small.voice(city).person, by=SYSTEM)
    letter = FormalLetter.objects.select_related("file").get(pk=letter.pk)
    assert (letter.document, letter.file.sha256) == before  # what the pages about deleting say, word for word


def test_a_public_wish_loses_its_words_and_its_author(small: SmallAlliance) -> None:
    wish = prospects.wish_to_join(
        by=SYSTEM, name="Musterstadt", side="DE", wish="Rufen Sie mich an: 0241 1234", family_name="Muster",
        given_name="", email="m@muster.example", language="de",
    )  # fmt: skip
    assert wish.wished_by is not None
    forget_person(wish.wished_by, by=SYSTEM)
    kept = Prospect.objects.get()
    assert (kept.wished_name, kept.wish) == ("Musterstadt", "")
    assert not Person.objects.filter(email="m@muster.example").exists()


@pytest.mark.parametrize("words", ["Frau Muster fehlt."])
def test_free_words_stand_in_the_personal_part_and_the_sentence_still_tells_them(
    small: SmallAlliance, words: str
) -> None:
    running = a_running_round(small)
    actions.recall(running.application, by=small.secretary, reason=words)
    draft = Application.objects.get()
    applicant = small.voice(draft.city)
    file = actions.attach(draft, by=applicant, file=PAPER)
    actions.detach(draft, by=applicant, file=file)
    for verb, told in (
        ("application.recall", words), ("application.attach", PAPER.name), ("application.detach", PAPER.name),
    ):  # fmt: skip
        entry = Entry.objects.select_related("payload").get(verb=verb)
        assert (told in str(entry.facts), told in str(entry.payload.personal)) == (False, True)
        assert told in _sentence(verb)
        forget_person(applicant.person, by=SYSTEM) if verb == "application.detach" else None
    assert PAPER.name not in _sentence("application.detach")
