"""What a city may and should, what it has under way, and how it takes part (MEM-8, MEM-9, MEM-11, MEM-13)."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.charter.model import Rule
from kontor.charter.reasons import Reason
from kontor.cities.models import City
from kontor.kernel.lingua.languages import current
from kontor.kernel.lingua.wording import say
from kontor.kernel.panels import panel
from kontor.membership.models import Application, Conversion, Round, Statement, Voice, Withdrawal
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.panels.record import CityRecord, record_of

_DAY = 24 * 3600


@panel("city.main", "membership/panels/rights.html", order=40, kept=True)
def rights_and_duties(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """The charter's rights, services and duties, for those whom they concern."""
    known = record_of(request, city)
    if not known.sees_persons or not known.is_member:
        return None
    charter = charter_in_force()
    groups = (
        (pgettext("of members", "Rights"), "right"),
        (pgettext("of the alliance", "Services"), "service"),
        (pgettext("of members", "Duties"), "duty"),
    )
    return {"groups": [(title, [_rule(rule) for rule in charter.group(group)]) for title, group in groups]}


def _rule(rule: Rule[Any]) -> dict[str, str]:
    return {"title": rule.title[current()], "text": rule.text[current()], "clause": rule.clause}


@panel("city.main", "membership/panels/under_way.html", order=30, kept=True)
def under_way(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """Applications, withdrawals and conversions of the city, each only for those who may see it."""
    if not request.user.is_authenticated:
        return None
    titles = {
        Application: pgettext("of a city", "Application"),
        Withdrawal: pgettext("of a city", "Withdrawal"),
        Conversion: _("Conversion into an observer's seat"),
    }
    items = [
        {
            "title": titles[type(course.row)],
            "url": course.row.get_absolute_url(),
            "text": course.row.get_status_display(),
            "on": course.began,
        }
        for course in record_of(request, city).under_way
    ]
    return {"items": items} if items else None


# --- activity ---
@dataclass(frozen=True, slots=True)
class Answered:
    """One round in which the city was asked: what it is about, when it was asked, when it first answered."""

    round: Round
    first_at: datetime | None
    released: bool

    @property
    def days(self) -> int | None:
        """Whole days from the circular to the first statement."""
        return int(self._seconds // _DAY) if self.first_at else None

    @property
    def _seconds(self) -> float:
        return (self.first_at - self.round.dispatched_at).total_seconds() if self.first_at else 0.0


@dataclass(frozen=True, slots=True)
class Activity:
    """How a city takes part in rounds. Rounds from which it was released do not count."""

    rounds: list[Answered]

    @property
    def asked(self) -> int:
        """Rounds in which an answer of the city counted."""
        return len([each for each in self.rounds if not each.released])

    @property
    def answered(self) -> int:
        """Rounds in which it gave a statement."""
        return len([each for each in self.rounds if each.first_at and not each.released])

    @property
    def median_days(self) -> float | None:
        """Half of its answers came faster than this; ``None`` before the first."""
        times = [each._seconds / _DAY for each in self.rounds if each.first_at]
        return round(median(times), 1) if times else None


def activity_of(city: City) -> Activity:
    """The city's rounds, the newest first; one query."""
    said = Statement.objects.filter(round=OuterRef("round"), city=city).order_by("id")
    rows = (
        Voice.objects.filter(city=city)
        .annotate(first_at=Subquery(said.values("stated_at")[:1]))
        .select_related("round__application__city__organisation")
        .only(
            "released_at",
            "round__dispatched_at",
            "round__application__public_id",
            "round__application__city__organisation__names",
        )
        .order_by("-round__dispatched_at", "-round_id")
    )
    return Activity([Answered(each.round, each.first_at, each.released_at is not None) for each in rows])


@panel("city.main", "membership/panels/activity.html", order=50, kept=True)
def activity(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """How the city takes part: shown to the city itself and to the secretariat (MEM-13)."""
    known = record_of(request, city)
    if not known.sees_activity or not known.standings:
        return None
    columns = [
        {"label": pgettext("in a round", "Application")},
        {"label": _("Asked on"), "numeric": True},
        {"label": pgettext("in a round", "Answer")},
        {"label": _("Time used"), "numeric": True, "unit": pgettext("unit", "days")},
    ]  # fmt: skip
    shown = activity_of(city)
    figures = {"asked": shown.asked, "answered": shown.answered, "median_days": shown.median_days}
    return {"activity": {**figures, "rounds": [_round_row(each) for each in shown.rounds]}, "columns": columns}


def _round_row(asked: Answered) -> dict[str, Any]:
    """A round as the table shows it."""
    return {
        "name": str(asked.round.application),
        "url": asked.round.get_absolute_url(),
        "on": asked.round.dispatched_at,
        "released": asked.released,
        "answered": asked.first_at is not None,
        "days": asked.days,
    }


# --- what can be done ---
@panel("city.margin", "membership/panels/moves.html", order=90, kept=True)
def moves(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """Declaring the withdrawal for those who speak for the city, preparing a conversion for the secretariat."""
    known = record_of(request, city)
    offered = [*_withdrawal(known), *_conversion(known)]
    return {"moves": offered} if offered else None


def _withdrawal(known: CityRecord) -> list[dict[str, str]]:
    if not known.is_its_voice or known.current is None:
        return []
    runs = known.runs(Withdrawal, "filed", "being_communicated")
    reason = say(Reason("withdrawal_runs_already", {})) if runs else ""
    return [_move(_("Declare withdrawal"), "membership:withdraw", known.city, reason)]


def _conversion(known: CityRecord) -> list[dict[str, str]]:
    if not known.is_secretary or not known.is_member:
        return []
    runs = known.runs(Conversion, "prepared", "heard")
    reason = _("A conversion of this city's seat is under way already.") if runs else ""
    return [_move(_("Prepare conversion"), "membership:convert", known.city, reason)]


def _move(label: str, name: str, city: City, reason: str) -> dict[str, str]:
    url = reverse(name, args=[city.public_id])
    return {"label": label, "url": url, "method": "get", "reason": reason, "hint": "", "kind": "secondary"}
