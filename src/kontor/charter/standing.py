"""The two kinds of observer city: how each comes to a seat, and in which order the waiting are told (MEM-7, MEM-9).

A seat that is free belongs to those who wait, first come first served: as many seats as are free, so many of the line
can be offered one, and whoever comes after them, waiting or not, finds none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from kontor.charter.consent import VoiceId
from kontor.charter.figures import ObserverKindFigures, ReturnWay, SideCode
from kontor.charter.model import Charter
from kontor.charter.ratio import SeatDecision, Tally, free_seats, seat_behind
from kontor.charter.reasons import Reason, cite


class ObserverKind(StrEnum):
    """WAITING: accepted by all, but the ratio left no seat. CONVERTED: a member whose seat was taken back."""

    WAITING = "waiting"
    CONVERTED = "converted"


@dataclass(frozen=True, slots=True)
class ReturnDecision:
    """How an observer comes to a seat, and by which rule."""

    way: ReturnWay
    reason: Reason

    @property
    def without_new_application(self) -> bool:
        """Whether a free seat can be offered without a new application."""
        return self.way is ReturnWay.OFFERED_FREE_SEAT


@dataclass(frozen=True, slots=True)
class WaitingApplication:
    """The application of a city that waits as an observer; `applied_at` is when it was received, with its zone."""

    id: VoiceId
    side: SideCode
    applied_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """Those waiting, in their order, and the rule that orders them."""

    applications: tuple[WaitingApplication, ...]
    reason: Reason


def may_return(observer_kind: ObserverKind, charter: Charter) -> ReturnDecision:
    """Whether an observer can be offered a free seat, or has to apply anew under MEM-2..5 (MEM-7, MEM-9)."""
    rule = charter.typed(f"observer.{observer_kind}", ObserverKindFigures)
    way = rule.figures.returns
    return ReturnDecision(way, cite(f"return.{way}", charter, rule))


def order_of_waiting(applications: Iterable[WaitingApplication], charter: Charter) -> WaitingOrder:
    """Those waiting, in the order in which a free seat is offered: by the time of application (MEM-7).

    Two of the same moment stand in the order of their ids, so that every call gives the same order. A caller asks
    free_seats how many of a side can be offered one. ValueError for a time without a zone, UnknownSide as ever.
    """
    waiting = tuple(applications)
    for application in waiting:
        charter.side(application.side)
        if application.applied_at.utcoffset() is None:
            raise ValueError(f"the time of application {application.id!r} has no zone")
    in_order = sorted(waiting, key=_turn)
    rule = charter.rule("waiting_order")
    return WaitingOrder(tuple(in_order), cite("waiting.order_of_application", charter, rule, waiting=len(waiting)))


def line_of(
    side: SideCode, applications: Iterable[WaitingApplication], charter: Charter
) -> tuple[WaitingApplication, ...]:
    """Those of one side that wait, in their order."""
    return tuple(one for one in order_of_waiting(applications, charter).applications if one.side == side)


def can_be_offered(
    applications: Iterable[WaitingApplication], members: Tally, reservations: Tally, charter: Charter
) -> tuple[WaitingApplication, ...]:
    """To whom a seat can be offered now: of each side the first in line, as many as seats are free (MEM-7)."""
    waiting = tuple(applications)
    offered: list[WaitingApplication] = []
    for side in charter.sides:
        free = free_seats(side.code, members, reservations, charter)
        offered += line_of(side.code, waiting, charter)[:free]
    return tuple(offered)


def seat_in_line(
    applicant: WaitingApplication,
    applications: Iterable[WaitingApplication],
    members: Tally,
    reservations: Tally,
    charter: Charter,
) -> SeatDecision:
    """As seat_for, for one of those waiting: refused also while every free seat belongs to somebody before it."""
    ahead = line_of(applicant.side, {applicant, *applications}, charter).index(applicant)
    return seat_behind(ahead, applicant.side, members, reservations, charter)


def seat_beside_waiting(
    side: SideCode, applications: Iterable[WaitingApplication], members: Tally, reservations: Tally, charter: Charter
) -> SeatDecision:
    """As seat_for, for a city that does not wait yet: refused also while every free seat belongs to one that does."""
    return seat_behind(len(line_of(side, applications, charter)), side, members, reservations, charter)


def _turn(application: WaitingApplication) -> tuple[datetime, int, str]:
    # Numbers sort as numbers, before words; the moment is taken in UTC, since two zones may be mixed.
    number, word = (application.id, "") if isinstance(application.id, int) else (0, application.id)
    return application.applied_at.astimezone(UTC), number, word
