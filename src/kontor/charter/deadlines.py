"""When answers, reminders and reservations are due (MEM-3, MEM-4): at the end of a day in the charter's zone.

Days are counted on the calendar of that zone, not in hours, so that a change of the clock moves no deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kontor.charter.model import Charter, Rule
from kontor.charter.reasons import Reason, cite


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due_on` is the last day that counts, in `zone`; `due_at` the moment it ends there, in UTC.

    The moment is the midnight that follows: what reaches us before it is in time, what reaches us at it is late.
    """

    due_on: date
    zone: str
    due_at: datetime
    reason: Reason


def answer_due(dispatched_at: datetime, charter: Charter) -> Deadline:
    """By when statements on a circular are asked for. Missing it ends no round by itself. ValueError if naive."""
    rule = charter.answer_period
    return _deadline("deadline.answer", rule.figures.days, rule, dispatched_at, charter)


def reminders_due(dispatched_at: datetime, charter: Charter) -> tuple[Deadline, ...]:
    """When cities that are still silent are reminded, in order. ValueError if naive."""
    rule = charter.reminders
    return tuple(_deadline("deadline.reminder", days, rule, dispatched_at, charter) for days in rule.figures.days)


def reservation_lapses(reserved_at: datetime, charter: Charter) -> Deadline:
    """Until when a seat stays reserved for a city that has not yet signed the memorandum. ValueError if naive."""
    rule = charter.reservation
    return _deadline("deadline.reservation", rule.figures.days, rule, reserved_at, charter)


def end_of_day(day: date, zone: str) -> datetime:
    """The moment that day ends in that zone, in UTC.

    fold=0 is right on both odd days: a midnight that happens twice ends the day the first time, and one that is
    skipped is read with the offset before the jump, which gives the moment of the jump.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))
    return midnight.astimezone(UTC)


def _deadline(code: str, days: int, rule: Rule[Any], start: datetime, charter: Charter) -> Deadline:
    if start.utcoffset() is None:
        raise ValueError("a moment without a zone cannot start a period")
    zone = charter.deadline_zone.figures.zone
    due_on = start.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    reason = cite(code, charter, rule, days=days, due_on=due_on, zone=zone)
    return Deadline(due_on, zone, end_of_day(due_on, zone), reason)
