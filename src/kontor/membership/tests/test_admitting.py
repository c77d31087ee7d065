"""The way into the alliance, from the draft to the letter (MEM-2 to MEM-6)."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from kontor.charter.reasons import Reason
from kontor.kernel.access import Refused
from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Entry
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.lingua.names import is_han
from kontor.kernel.mail.models import Message
from kontor.membership import actions, queries
from kontor.membership.models import Application, Standing
from kontor.membership.tests.factories import a_draft, a_running_round, a_small_alliance, everybody_consents
from kontor.people.models import Person

pytestmark = pytest.mark.django_db


def test_an_application_without_all_four_parts_is_not_submitted() -> None:
    small = a_small_alliance()
    draft = a_draft(small, complete=False)
    with pytest.raises(Refused) as refused:
        actions.submit(draft, by=small.voice(draft.city))
    assert refused.value.reason.code == "dossier_incomplete"
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert Entry.objects.filter(verb="application.submit").count() == 0


def test_the_circular_goes_to_every_member_in_its_language() -> None:
    small = a_small_alliance(cn=2, de=2)
    running = a_running_round(small)
    sent = Message.objects.filter(kind="membership.circular").order_by("id")
    assert [(m.party, m.language) for m in sent] == [
        (city.organisation_id, "zh-hans" if city.side == "CN" else "de") for city in small.members
    ]
    assert running.voices.count() == 4


def test_the_last_consent_reserves_the_seat() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    running.refresh_from_db()
    assert (running.status, running.application.status) == ("running", "circulating")
    last = small.members[-1]
    actions.state(running, by=small.voice(last), city=last, position="consent")
    running.refresh_from_db()
    application = Application.objects.get()
    assert (running.status, application.status) == ("complete", "seat_reserved")
    assert application.reserved_until is not None


@pytest.mark.parametrize("position", ["objection", "question", "abstention"])
def test_anything_but_a_consent_keeps_the_round_open(position: str) -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    last = small.members[-1]
    actions.state(running, by=small.voice(last), city=last, position=position, text="Weil.")
    running.refresh_from_db()
    assert running.status == "running"


def test_ac18_a_city_that_is_no_member_cannot_state() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    applicant = running.application.city
    with pytest.raises(Refused) as refused:
        actions.state(running, by=small.voice(applicant), city=applicant, position="consent")
    assert refused.value.reason == Reason("not_entitled", {})


def test_ac19_a_replaced_contact_person_cannot_state() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    city = small.members[0]
    former = small.voice(city)
    small.voices[city.pk].person.seats.all().delete()
    with pytest.raises(Refused):
        actions.state(running, by=former, city=city, position="consent")
    assert running.statements.count() == 0


def test_memorandum_letter_and_standing_complete_the_admission() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running)
    application = Application.objects.get()
    signed = actions.sign(
        application, by=small.secretary, signatory="Landrätin Muster", signed_in="Neuss", signed_on=date(2026, 1, 5),
        memorandum=Accepted("mou.pdf", b"%PDF-1.7 signed", "application/pdf"),
    )  # fmt: skip
    admitted = actions.admit(signed, by=small.secretary)
    assert admitted.status == "admitted"
    assert Standing.objects.current().members().filter(city=admitted.city).count() == 1
    letter = Message.objects.get(kind="membership.admission")
    assert letter.to_address == small.voice(admitted.city).person.email
    assert letter.attachments.count() == 1
    assert [standing.city for standing in queries.awaiting_announcement()] == [admitted.city]
    chain.seal()
    assert list(chain.check()) == []


def test_without_a_free_seat_the_city_is_offered_the_observers_seat() -> None:
    small = a_small_alliance(cn=2, de=1)
    running = a_running_round(small, "third", "CN")
    everybody_consents(small, running)
    application = Application.objects.get()
    assert application.status == "no_seat"
    joined = actions.join_as_observer(application, by=small.voice(application.city))
    assert joined.status == "observing"
    assert Standing.objects.current().observers().get().kind == "observer_waiting"
    offers = {offer.move.verb: offer.reason for offer in joined.lifecycle.offers(joined, small.secretary)}
    assert {verb: reason and reason.code for verb, reason in offers.items()} == {
        "offer_seat": "seat.none_free", "seat_by_exception": None,
    }  # fmt: skip


def test_the_journal_cannot_be_changed_by_the_application() -> None:
    small = a_small_alliance()
    a_draft(small)
    for statement in ("UPDATE audit_entry SET verb = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_seal"):
        refused = pytest.raises(DatabaseError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("side", ["CN", "DE"])
def test_every_letter_of_an_admission_speaks_its_recipients_language(side: str) -> None:
    small = a_small_alliance(cn=2, de=2)
    everybody_consents(small, a_running_round(small, "newcomer", side))
    signed = actions.sign(
        Application.objects.get(), by=small.secretary, signatory="M", signed_in="Neuss", signed_on=date(2026, 1, 5),
        memorandum=Accepted("mou.pdf", b"%PDF-1.7 signed", "application/pdf"),
    )  # fmt: skip
    actions.admit(signed, by=small.secretary)
    letters = list(Message.objects.filter(kind__startswith="membership."))
    spoken = {person.email: person.language for person in Person.objects.all()}
    wrong = []
    for letter in letters:
        with speaking(spoken[letter.to_address]):
            greeting, close = _("Dear %(name)s,") % {"name": letter.to_name}, _("Yours sincerely")
        right = letter.text.startswith(greeting) and close in letter.text
        if not (right and is_han(letter.subject) == (letter.language == "zh-hans") == (letter.language != "de")):
            wrong.append((letter.kind, letter.to_address, letter.subject))
    assert wrong == []
    kinds = {"membership.circular", "membership.receipt", "membership.seat_reserved", "membership.admission"}
    assert kinds - {letter.kind for letter in letters} == set()
    assert {letter.language for letter in letters} == {"de", "zh-hans"}
