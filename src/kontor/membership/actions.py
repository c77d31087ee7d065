"""The deeds of an application and its round: one function each, one sentence of the statute each."""

from datetime import date

from django.db import transaction

from kontor.charter import deadlines
from kontor.charter.ratio import SeatDecision
from kontor.charter.reasons import Reason
from kontor.cities.models import City
from kontor.kernel import clock
from kontor.kernel.access import SYSTEM, Actor, Refused
from kontor.kernel.audit import journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.files.models import File
from kontor.kernel.files.storing import store
from kontor.kernel.jobs.crashpoints import crashpoint
from kontor.kernel.lifecycle import performs
from kontor.membership import dossier, letters
from kontor.membership.keeping import persons_named
from kontor.membership.lifecycle import ApplicationStatus, RoundStatus, application, round_
from kontor.membership.models import (
    Alliance,
    Answer,
    Application,
    Position,
    Round,
    Standing,
    StandingKind,
    Statement,
    Voice,
)
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.rules import answers_questions, no_exception_to_make, speaks_for_applicant
from kontor.membership.seats import facts_of_decision
from kontor.membership.standings import change_standing
from kontor.people.models import Account, Seat


# --- the application ---
def open_application(city: City, *, by: Actor, language: str = "de", is_simulated: bool = False) -> Application:
    """Begin a draft for a city (MEM-2); ``Refused`` for a member, and while another application of it is running."""
    with transaction.atomic():
        City.objects.select_for_update(of=("self",)).get(pk=city.pk)
        if Standing.objects.current().members().filter(city=city).exists():
            raise Refused(Reason("is_a_member_already", {}))
        if Application.objects.running().filter(city=city).exists():
            raise Refused(Reason("city_already_applies", {}))
        opened = Application.objects.create(city=city, language=language, is_simulated=is_simulated)
        journal.record("application.open", opened, by=by)
        return opened


@performs(application, "submit")
def submit(application: Application, *, by: Actor) -> None:
    """Hand the application to the secretariat (MEM-2)."""
    application.first_submitted_at = application.first_submitted_at or clock.now()
    letters.application_received(application)


@performs(application, "send_back")
def send_back(application: Application, *, by: Actor, reason: str) -> Told:
    """Ask the applicant to complete it; the place in the order of applications is kept."""
    letters.application_sent_back(application, reason)
    return Told(personal={"reason": reason})


@performs(application, "circulate", holding=Alliance.hold_electorate)
def circulate(application: Application, *, by: Actor) -> Told:
    """Send the circular to every member city and begin the round (MEM-3)."""
    now = clock.now()
    charter = charter_in_force()
    text = dossier.frozen_text(application)
    opened = Round.objects.create(
        application=application,
        number=application.rounds.count() + 1,
        text=text,
        text_sha256=dossier.fingerprint(text),
        charter_version=charter.version,
        dispatched_at=now,
        answer_due_at=deadlines.answer_due(now, charter).due_at,
    )
    members = Standing.objects.current().members().order_by("id").values_list("city_id", flat=True)
    Voice.objects.bulk_create([Voice(round=opened, city_id=city) for city in members])
    crashpoint("membership.circulate:electorate_frozen")
    cities = [voice.city for voice in opened.voices.select_related("city__organisation").order_by("id")]
    sent = [(city, letters.circular(opened, city)) for city in cities]
    asking = dossier.facts_of_asking(opened, sent)
    return Told(facts={"round": opened.number, "hash": opened.text_sha256[:12], **asking})


@performs(application, "recall")
def recall(application: Application, *, by: Actor, reason: str) -> Told:
    """Stop the round because the application has to change: consents given refer to the old text."""
    stop(application.current_round, by=SYSTEM)  # never alone: the application would be left without a round
    letters.application_sent_back(application, reason)
    return Told(personal={"reason": reason})


@performs(application, "reserve_seat")
def reserve_seat(application: Application, *, by: Actor, decision: SeatDecision) -> Told:
    """All consented and there is a seat: hold it until the memorandum is signed (MEM-4, MEM-7)."""
    return _hold_seat(application, decision)


def _hold_seat(application: Application, decision: SeatDecision, **facts: str) -> Told:
    application.consented_at = application.consented_at or clock.now()
    application.reserved_until = deadlines.reservation_lapses(clock.now(), charter_in_force()).due_at
    letters.seat_reserved(application)
    return Told(facts={**facts, **facts_of_decision(decision)}, clause=decision.reason.clause or "")


@performs(application, "run_out_of_seats")
def run_out_of_seats(application: Application, *, by: Actor, decision: SeatDecision) -> Told:
    """All consented, but no seat is free, or others wait for it: the city may join as an observer (MEM-7)."""
    application.consented_at = clock.now()
    letters.observer_seat_offered(application, decision)
    return Told(facts=facts_of_decision(decision), clause=decision.reason.clause or "")


@performs(application, "fail")
def fail_application(application: Application, *, by: Actor) -> None:
    """An objection stays: the application is not accepted (MEM-4)."""
    letters.not_admitted(application)


@performs(application, "join_as_observer")
def join_as_observer(application: Application, *, by: Actor) -> None:
    """Take the observer's seat for the time being (MEM-7); what the city was before is kept, should it not go on."""
    before = Standing.objects.current().filter(city=application.city).first()
    application.standing_before = before.kind if before else ""
    change_standing(application.city, StandingKind.WAITING_OBSERVER, by=by, is_simulated=application.is_simulated)


@performs(application, "offer_seat")
def offer_seat(application: Application, *, by: Actor) -> Told:
    """Give the seat that became free to the first in line (MEM-7); never by itself."""
    Alliance.lock()
    if (reason := application.why_no_seat_can_be_offered()) is not None:
        raise Refused(reason)
    return _hold_seat(application, application.seat_in_line())


@performs(application, "seat_by_exception")
def seat_by_exception(application: Application, *, by: Actor, resolution: str, reason: str) -> Told:
    """Reserve a seat beyond the ratio, by a resolution and for a reason that stay on record (MEM-7)."""
    Alliance.lock()
    decision = application.seat_by_exception(recorded_reason=reason)
    if decision.reason.code != "seat.by_exception":
        raise Refused(no_exception_to_make(application) or decision.reason)
    return _hold_seat(application, decision, resolution=resolution, reason=reason)


@performs(application, "sign")
def sign(
    application: Application, *, by: Actor, signatory: str, signed_in: str, signed_on: date, memorandum: Accepted
) -> Told:
    """Record the signature under the memorandum, with the signed file (MEM-5)."""
    application.signatory, application.signed_in, application.signed_on = signatory, signed_in, signed_on
    application.memorandum = keep_file(application, memorandum, "memorandum")
    return Told(
        facts={"place": signed_in, "on": signed_on.isoformat(), "sha256": application.memorandum.sha256},
        personal={"signatory": signatory},
        persons=persons_named(application.city.organisation_id, signatory),
    )


@performs(application, "lapse")
def lapse(application: Application, *, by: Actor) -> None:
    """The reserved seat was not taken in time and is free again."""
    application.reserved_until = None
    letters.seat_lapsed(application)


@performs(application, "wait_again")
def wait_again(application: Application, *, by: Actor) -> None:
    """The seat that an observer was offered was not taken in time; its standing was never another."""
    application.reserved_until = None
    letters.seat_lapsed(application)


@performs(application, "admit", holding=Alliance.change_electorate)
def admit(application: Application, *, by: Actor) -> None:
    """The city is a member from today; it gets the formal written notification (MEM-5, MEM-6)."""
    application.admitted_at = clock.now()
    change_standing(application.city, StandingKind.MEMBER, by=by, is_simulated=application.is_simulated)
    crashpoint("membership.admit:standing_changed")
    letters.admission(application)


@performs(application, "take_back")
def take_back(application: Application, *, by: Actor) -> None:
    """The applicant ends it; a running round is stopped with it, and an observer's seat that hung on it ends.

    A city that was an observer before, by a conversion, is that again (MEM-9).
    """
    _stop_round(application)
    if application.waits_as_observer():
        before = application.standing_before
        change_standing(application.city, StandingKind(before) if before else None, by=by)


@performs(application, "end")
def end(application: Application, *, by: Actor) -> None:
    """The city has left the alliance: nothing is reserved for it, and it waits no longer (MEM-8)."""
    _stop_round(application)


def _stop_round(application: Application) -> None:
    running = application.current_round
    if running and running.status == RoundStatus.RUNNING:
        stop(running, by=SYSTEM)


def save_draft(application: Application, *, by: Actor, edition: int, **fields: object) -> Application:
    """Save the form as it stands. ``Refused`` when it is no draft any more or somebody saved meanwhile (BL17).

    The same words a second time are no conflict and no new edition: the button was pressed while the autosave of these
    very words was on its way.
    """
    with transaction.atomic():
        locked = _locked_draft(application)
        if locked.edition != edition:
            if all(getattr(locked, name) == value for name, value in fields.items()):
                return locked
            raise Refused(Reason("edited_meanwhile", {}))
        for name, value in fields.items():
            setattr(locked, name, value)
        locked.edition += 1
        locked.save()
        journal.record("application.save", locked, by=by)
        return locked


def attach(application: Application, *, by: Actor, file: Accepted) -> File:
    """Add a file to a draft; ``Refused`` when it is no draft any more."""
    with transaction.atomic():
        locked = _locked_draft(application)
        kept = keep_file(locked, file, "attachment")
        told = Told(facts={"sha256": kept.sha256}, personal={"name": kept.name})
        journal.record("application.attach", locked, by=by, told=told)
        return kept


def detach(application: Application, *, by: Actor, file: File) -> None:
    """Take a file out of a draft. What was once put to the cities stays readable beside the rounds that cite it."""
    with transaction.atomic():
        locked = _locked_draft(application)
        was_put_to_cities = any(
            file.sha256 in (each["sha256"] for each in round_.text["attachments"]) for round_ in locked.rounds.all()
        )
        if was_put_to_cities:
            store(
                file.read(), name=file.name, media_type=file.media_type,
                about_type="application", about_id=locked.pk, purpose="former attachment",
            )  # fmt: skip
        told = Told(facts={"sha256": file.sha256}, personal={"name": file.name})
        journal.record("application.detach", locked, by=by, told=told)
        locked.attachments().filter(pk=file.pk).delete()


def _locked_draft(application: Application) -> Application:
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if locked.status != ApplicationStatus.DRAFT:
        raise Refused(Reason("not_from_this_state", {"state": str(ApplicationStatus(locked.status).label)}))
    return locked


def keep_file(application: Application, accepted: Accepted, purpose: str) -> File:
    """Keep a file with an application."""
    return store(
        accepted.content, name=accepted.name, media_type=accepted.media_type,
        about_type="application", about_id=application.pk, purpose=purpose,
    )  # fmt: skip


# --- the round ---
@performs(round_, "state")
def state(
    round_: Round,
    *,
    by: Account,
    city: City,
    position: str,
    text: str = "",
    signed: Accepted | None = None,
    is_simulated: bool = False,
) -> Told:
    """State a city's position in writing (MEM-4). The last consent completes the round: see ``reactions.py``."""
    seat = Seat.objects.speaking_for(city.organisation_id).filter(person=by.person_id).first()
    if seat is None:  # asked again under the lock: seats change while pages are open (AC16, AC19)
        raise Refused(Reason("not_the_voice_of_city", {}))
    if not round_.voices.filter(city=city, released_at=None).exists():
        raise Refused(Reason("city_not_asked", {}))
    if not Standing.objects.current().members().filter(city=city).exists():
        raise Refused(Reason("not_a_member", {}))
    if position == Position.OBJECTION and not text.strip():
        raise Refused(Reason("objection_needs_reason", {}))
    statement = Statement.objects.create(
        round=round_,
        city=city,
        position=Position(position),
        text=text.strip(),
        text_sha256=round_.text_sha256,
        person=seat.person,
        role=seat.role,
        signed_file=keep_file(round_.application, signed, "statement") if signed else None,
        is_simulated=is_simulated,
    )
    letters.receipt(statement)
    letters.raised(statement)
    crashpoint("membership.state:recorded")
    return Told(
        facts={
            "city": city.journal_names(),
            "voice": city.public_id,
            "position": statement.position,
            "text_sha256": round_.text_sha256,
            "receipt": statement.public_id,
            "role": statement.role,
            "simulated": is_simulated,
            "signed_sha256": statement.signed_file.sha256 if statement.signed_file else "",
        },
        personal={"text": statement.text},
    )


def answer(question: Statement, *, by: Account, text: str, is_simulated: bool = False) -> Answer:
    """Answer what a city asks; the answer stands under its question for everybody who reads the ledger (MEM-4).

    ``Refused`` for whoever is neither the secretariat nor the applicant, and once the round is over.
    """
    with transaction.atomic():
        running = Round.objects.select_for_update(of=("self",)).get(pk=question.round_id)
        if running.status != RoundStatus.RUNNING:
            raise Refused(Reason("round_is_over", {}))
        if question.position != Position.QUESTION or not answers_questions(by, running.application):
            raise Refused(Reason("not_yours_to_answer", {}))
        given = Answer.objects.create(
            question=question, text=text.strip(), person=by.person, is_simulated=is_simulated,
            from_applicant=speaks_for_applicant(by, running.application),
        )  # fmt: skip
        facts = {"city": question.city.journal_names(), "receipt": question.public_id, "simulated": is_simulated}
        journal.record("round.answer", running, by=by, told=Told(facts=facts, personal={"text": given.text}))
        letters.answered(given)
        return given


@performs(round_, "release")
def release(round_: Round, *, by: Actor, city: City) -> Told:
    """A city that left the alliance is no longer asked, as the charter says; the record shows it."""
    Voice.objects.filter(round=round_, city=city).update(released_at=clock.now(), released_because="left")
    return Told(facts={"city": city.journal_names(), "voice": city.public_id})


@performs(round_, "remind")
def remind(round_: Round, *, by: Actor, due_on: date | None = None) -> Told:
    """Remind the silent cities, and only those (MEM-4); ``due_on`` is the charter's day that it serves, if any."""
    silent = set(round_.consent_state().silent)
    for voice in round_.voices.filter(released_at=None).select_related("city__organisation"):
        if str(voice.city_id) in silent:
            letters.reminder(round_, voice.city)
    return Told(facts={"number": len(silent), "due_on": due_on.isoformat() if due_on else ""})


@performs(round_, "complete")
def complete(round_: Round, *, by: Actor) -> Told:
    """Every required city has consented in writing (MEM-4)."""
    round_.ended_at = clock.now()
    return Told(facts={"number": len(round_.consent_state().consenting), "receipts": round_.receipts()})


@performs(round_, "fail")
def fail(round_: Round, *, by: Actor, reason: str = "") -> Told:
    """An objection stays; the application is not accepted."""
    round_.ended_at = clock.now()
    fail_application(round_.application, by=SYSTEM)
    return Told(facts={"receipts": round_.receipts()}, personal={"reason": reason})


@performs(round_, "stop")
def stop(round_: Round, *, by: Actor) -> Told:
    """End the round without a result."""
    round_.ended_at = clock.now()
    return Told(facts={"receipts": round_.receipts()})
