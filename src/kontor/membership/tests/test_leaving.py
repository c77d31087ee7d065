"""Withdrawal and conversion (MEM-8, MEM-9), and what they do to running rounds (BL09)."""

from datetime import date

import pytest

from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.lingua.content import Content
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving
from kontor.membership.models import Application, Conversion, Standing, StandingKind, Withdrawal
from kontor.membership.tests.factories import PARTS, a_draft, a_running_round, a_small_alliance, everybody_consents
from kontor.membership.tests.test_free_seats import signed
from kontor.people.models import Organisation, Person, Seat

pytestmark = pytest.mark.django_db


def _letters() -> list[Message]:
    return list(Message.objects.filter(kind="membership.withdrawal").order_by("id"))


def test_a_withdrawal_takes_effect_with_the_last_delivery() -> None:
    small = a_small_alliance(cn=2, de=2)
    leaver = small.members[3]
    filed = leaving.file_withdrawal(leaver, by=small.voice(leaver), reason="Haushalt")
    told = leaving.communicate(filed, by=small.secretary)
    letters = _letters()
    assert len(letters) == 3  # every member but the one that leaves
    for letter in letters[:-1]:
        mail.accept(letter, by=SYSTEM, reply="250")
    told.refresh_from_db()
    assert (told.status, [str(c) for c in told.cities_not_told()]) == ("being_communicated", [str(small.members[2])])
    mail.accept(letters[-1], by=SYSTEM, reply="250")
    told.refresh_from_db()
    assert told.status == "effective"
    assert Standing.objects.current().filter(city=leaver).count() == 0
    assert Standing.objects.on(date(2020, 1, 1)).filter(city=leaver).count() == 1  # history is kept for ever


def test_a_dead_mailbox_is_shown_and_evidence_replaces_the_mail() -> None:
    small = a_small_alliance(cn=1, de=2)
    leaver = small.members[2]
    told = leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    first, dead = _letters()
    mail.accept(first, by=SYSTEM, reply="250")
    mail.fail(dead, by=SYSTEM, reply="550 no such user")
    told.refresh_from_db()
    assert told.status == "being_communicated"
    mail.evidence(dead, by=small.secretary, how="Einschreiben vom 3. März")
    told.refresh_from_db()
    assert told.status == "effective"


def test_a_member_without_any_contact_is_told_otherwise() -> None:
    small = a_small_alliance(cn=1, de=2)
    silent, leaver = small.members[1], small.members[2]
    Seat.objects.filter(organisation=silent.organisation).delete()
    told = leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    (letter,) = _letters()
    mail.accept(letter, by=SYSTEM, reply="250")
    told.refresh_from_db()
    assert told.cities_not_told() == [silent]
    leaving.note_told_otherwise(told.addressees.get(city=silent), by=small.secretary, how="Telefonat")
    told.refresh_from_db()
    assert told.status == "effective"


def test_bl09_a_city_that_leaves_is_no_longer_asked_and_its_silence_holds_nobody_up() -> None:
    small = a_small_alliance(cn=1, de=2)
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    leaver = small.members[2]
    leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    for letter in _letters():
        mail.accept(letter, by=SYSTEM, reply="250")
    running.refresh_from_db()
    assert running.status == "complete"
    assert running.voices.get(city=leaver).released_because == "left"
    assert Application.objects.get().status == "seat_reserved"


def test_bl09_a_city_that_joins_meanwhile_is_not_asked() -> None:
    small = a_small_alliance(cn=1, de=1)
    running = a_running_round(small)
    newcomer = small.add_member("newcomer", "DE")
    with pytest.raises(Refused) as refused:
        actions.state(running, by=small.voice(newcomer), city=newcomer, position="consent")
    assert refused.value.reason.code == "not_entitled"
    assert running.voices.count() == 2


def test_only_a_city_of_the_alliance_withdraws_and_only_once() -> None:
    small = a_small_alliance(cn=1, de=2)
    leaver, stranger = small.members[1], a_draft(small).city
    leaving.file_withdrawal(leaver, by=small.voice(leaver))
    refusals = []
    for city in (leaver, stranger):
        with pytest.raises(Refused) as refused:
            leaving.file_withdrawal(city, by=small.voice(city))
        refusals.append(refused.value.reason.code)
    assert refusals == ["withdrawal_runs_already", "not_a_member"]
    assert Withdrawal.objects.get().city == leaver


def _prepared(small: object) -> Conversion:
    return leaving.prepare_conversion(
        small.members[2], by=small.secretary, grounds=["duties"], duty="duty.name_contacts", statement="…"  # type: ignore[attr-defined]
    )  # fmt: skip


def test_a_conversion_needs_ground_hearing_and_resolution() -> None:
    small = a_small_alliance(cn=1, de=2)
    prepared = _prepared(small)
    with pytest.raises(Refused):
        leaving.carry(prepared, by=small.secretary, resolution="JS-2026/7", decided_on=date(2026, 5, 1))
    heard = leaving.hear(prepared, by=small.voice(small.members[2]), hearing="Wir holen es nach.")
    carried = leaving.carry(heard, by=small.secretary, resolution="JS-2026/7", decided_on=date(2026, 5, 1))
    assert (carried.status, carried.resolution) == ("carried", "JS-2026/7")
    assert Standing.objects.current().get(city=small.members[2]).kind == "observer_converted"


def test_bl14_a_converted_observer_applies_anew_and_is_a_member_again() -> None:
    small = a_small_alliance(cn=1, de=2)
    city = small.members[2]
    heard = leaving.hear(_prepared(small), by=small.secretary, hearing="–")
    leaving.carry(heard, by=small.secretary, resolution="R1", decided_on=date(2026, 5, 1))
    small.members.remove(city)
    draft = actions.open_application(city, by=small.voice(city))
    texts = {part: Content().with_texts({"de": "Angaben"}, original="de") for part in PARTS}
    filled = actions.save_draft(draft, by=small.voice(city), edition=draft.edition, **texts)
    circulating = actions.circulate(actions.submit(filled, by=small.voice(city)), by=small.secretary)
    assert Standing.objects.current().get(city=city).kind == "observer_converted"
    everybody_consents(small, circulating.current_round)
    admitted = actions.admit(signed(small, Application.objects.get(pk=draft.pk)), by=small.secretary)
    assert (admitted.status, Standing.objects.current().get(city=city).kind) == ("admitted", "member")


def test_a_motion_against_a_city_is_not_seen_by_other_members_before_it_is_decided() -> None:
    small = a_small_alliance(cn=1, de=2)
    prepared = _prepared(small)
    concerned, other = small.voice(small.members[2]), small.voice(small.members[1])
    assert list(Conversion.objects.visible_to(concerned)) == [prepared]
    assert list(Conversion.objects.visible_to(other)) == []


def test_a_withdrawal_does_not_take_effect_while_a_city_has_not_been_told() -> None:
    small = a_small_alliance(cn=1, de=2)
    leaver = small.members[2]
    told = leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    mail.accept(_letters()[0], by=SYSTEM, reply="250")
    with pytest.raises(Refused) as refused:
        leaving.take_effect(told, by=SYSTEM)
    assert refused.value.reason.code == "not_all_were_told"
    assert Standing.objects.current().members().filter(city=leaver).exists()


@pytest.mark.parametrize(("row", "city", "marked"), [(True, False, True), (False, True, True), (False, False, False)])
def test_the_letter_about_an_invented_withdrawal_is_marked(row: bool, city: bool, marked: bool) -> None:
    small = a_small_alliance(cn=1, de=2)
    leaver = small.members[2]
    Organisation.objects.filter(pk=leaver.organisation_id).update(is_simulated=city)
    filed = leaving.file_withdrawal(leaver, by=small.voice(leaver), is_simulated=row)
    leaving.communicate(filed, by=small.secretary)
    marks = [bool(letter.attachments.get().formal_letter.document["mark"]) for letter in _letters()]
    assert marks == [marked] * 2


@pytest.mark.parametrize(
    ("kind", "letter", "end"),
    [
        (StandingKind.MEMBER, "membership.withdrawn", "is no longer a member of the alliance."),
        (StandingKind.WAITING_OBSERVER, "membership.withdrawn_observer", "is no longer an observer of the alliance."),
        (StandingKind.CONVERTED_OBSERVER, "membership.withdrawn_observer", "is no longer an observer of the alliance."),
    ],
)
def test_the_letter_at_the_end_names_the_standing_that_ended(kind: StandingKind, letter: str, end: str) -> None:
    small = a_small_alliance(cn=1, de=1)
    leaver = small.add_member("leaver", "DE")
    Standing.objects.filter(city=leaver).update(kind=kind)
    Person.objects.filter(pk=small.voice(leaver).person.pk).update(language="en")
    leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    for each in Message.objects.filter(kind="membership.withdrawal", status="queued"):
        mail.accept(each, by=SYSTEM, reply="250")
    [told] = Message.objects.filter(kind__startswith="membership.withdrawn")
    assert (told.kind, f"{leaver.organisation.names.get('en') or leaver} {end}" in told.text) == (letter, True)
