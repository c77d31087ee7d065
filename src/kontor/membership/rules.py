"""Who may, and what stands in the way. Each question cites the rule that it follows."""

from typing import Any

from kontor.charter.reasons import Reason
from kontor.kernel.access import Actor, predicate
from kontor.kernel.lingua.content import joined
from kontor.people import rules as people
from kontor.people.rules import is_auditor, is_contact_point, is_secretariat

__all__ = ["is_auditor", "is_contact_point", "is_secretariat"]

#: Works for the alliance as a whole, not for one city: reads whatever is on record about joining and leaving.
serves_the_alliance = is_secretariat | is_contact_point | is_auditor

#: Reads every deed that the journal tells of; what all others read of it, ``telling.py`` says.
reads_the_whole_journal = is_secretariat | is_auditor


@predicate
def speaks_for_applicant(actor: Actor, application: Any) -> bool:
    """Holds a seat that speaks for the applying city (MEM-2)."""
    return people.speaks_for(actor, application.city.organisation_id)


#: Whoever answers what member cities ask about an application: the secretariat, and the applicant itself.
answers_questions = is_secretariat | speaks_for_applicant


@predicate
def speaks_for_its_city(actor: Actor, row: Any) -> bool:
    """Speaks for the city that the row is about (a withdrawal, a hearing)."""
    return people.speaks_for(actor, row.city.organisation_id)


@predicate
def speaks_in_round(actor: Actor, round_: Any) -> bool:
    """Speaks for a city of the frozen electorate that is still required (MEM-4, AC18)."""
    roles = people.roles_of(actor)
    if roles is None or not roles.speaks_for:
        return False  # most readers: the electorate need not be asked for
    return any(organisation in roles.speaks_for for organisation in round_.required_organisations())


def city_cannot_be_pursued(prospect: Any) -> Reason | None:
    """MEM-1: a city is a prospect once, and neither a member nor an applicant."""
    reason: Reason | None = prospect.why_not_pursued()
    return reason


def dossier_is_incomplete(application: Any) -> Reason | None:
    """MEM-2: without all four parts there is nothing to submit; says which are missing."""
    missing = application.missing_parts()
    return Reason("dossier_incomplete", {"parts": joined(missing)}, clause="II.5.1") if missing else None


def applicant_has_a_seat(application: Any) -> Reason | None:
    """A city that is a member already has nothing to apply for."""
    return Reason("is_a_member_already", {}) if application.city_is_member() else None


def cannot_be_submitted(application: Any) -> Reason | None:
    """Everything that keeps a draft from being submitted, the weightier first."""
    return applicant_has_a_seat(application) or dossier_is_incomplete(application)


def nobody_to_ask(application: Any) -> Reason | None:
    """MEM-4: a round needs an electorate."""
    return None if application.has_electorate() else Reason("no_members_to_ask", {}, clause="II.5.1")


def no_objection_stands(round_: Any) -> Reason | None:
    """A round fails on an objection that stays, never on silence (MEM-4)."""
    return None if round_.has_objection() else Reason("no_objection_stands", {}, clause="II.5.1")


def no_seat_to_offer(application: Any) -> Reason | None:
    """MEM-7: a free seat is offered to the observers waiting, in the order of their applications."""
    reason: Reason | None = application.why_no_seat_can_be_offered()
    return reason


def no_exception_to_make(application: Any) -> Reason | None:
    """MEM-7: where the ratio leaves a seat, none is given by exception; nor where the charter foresees none."""
    decision = application.seat_by_exception(recorded_reason="asked for before it is decided")
    if decision.reason.code == "seat.by_exception":
        return None
    if decision.granted:
        return Reason("no_exception_needed", {}, clause=decision.reason.clause, version=decision.reason.version)
    refused: Reason = decision.reason
    return refused


def reservation_is_over(application: Any) -> Reason | None:
    """A reservation ends with its last day, not with the job that says so."""
    reason: Reason | None = application.why_reservation_is_over()
    return reason


def reservation_still_holds(application: Any) -> Reason | None:
    """Asked again under the lock: somebody may have been faster than the clock's job."""
    return None if application.why_reservation_is_over() else Reason("reservation_still_holds", {})


def not_all_were_told(withdrawal: Any) -> Reason | None:
    """MEM-8: effective once every member city has been told."""
    outstanding = withdrawal.cities_not_told()
    if not outstanding:
        return None
    return Reason("not_all_were_told", {"cities": joined(str(city) for city in outstanding)}, clause="II.5.2")


def was_not_heard(conversion: Any) -> Reason | None:
    """The city concerned is heard before the session decides (MEM-9)."""
    return None if conversion.heard_at else Reason("was_not_heard", {}, clause="II.5.2")


def cannot_be_carried(conversion: Any) -> Reason | None:
    """The city was heard (MEM-9), and still has the seat that it would lose."""
    return was_not_heard(conversion) or (None if conversion.city_is_member() else Reason("not_a_member", {}))
