"""Who is a founding member: a city that has belonged to the alliance since its founding (MEM-12).

The founding is when the first version of the charter came into force, as exactly as the charter dates it. Founding
members sign the memorandum together, without a round; whoever joins later needs the consent of all (MEM-4), so a later
day is no founding member's. The ratio is not asked: it binds admissions (MEM-7), and a founding is none.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kontor.charter.model import CharterHistory, Precision
from kontor.charter.reasons import Reason, cite


@dataclass(frozen=True, slots=True)
class FoundingDecision:
    """Whether a city is a founding member. `began_on` is the first day that its membership is counted from."""

    granted: bool
    reason: Reason
    began_on: date


def founding_days(history: CharterHistory) -> tuple[date, date]:
    """The first and the last day that the founding can have been on: the same one where the charter knows the day."""
    first = history.versions[0]
    began = first.in_force_from
    if first.in_force_from_precision is Precision.YEAR:
        return began, date(began.year, 12, 31)
    if first.in_force_from_precision is Precision.MONTH:
        return began, last_of_month(began)
    return began, began


def last_of_month(day: date) -> date:
    """The last day of the month that a day is in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def since_founding(first: date, last: date, history: CharterHistory) -> FoundingDecision:
    """Whether a membership that began between `first` and `last` began with the founding.

    The two are the same day where the source tells it. ValueError if they are the wrong way round.
    """
    if last < first:
        raise ValueError(f"a membership cannot have begun between {first} and {last}")
    earliest, latest = founding_days(history)
    code = "founding.too_early" if last < earliest else "founding.too_late" if first > latest else "founding.since_then"
    charter = history.versions[0]
    reason = cite(code, charter, charter.empty_electorate, first_on=earliest, last_on=latest)
    return FoundingDecision(code == "founding.since_then", reason, max(first, earliest))
