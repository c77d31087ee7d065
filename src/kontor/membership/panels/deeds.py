"""What a city may and should, what it has under way, and how it takes part (MEM-8, MEM-9, MEM-11, MEM-13)."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.charter.model import Rule
from kontor.charter.reasons import Reason
from kontor.charter.standing import ObserverKind, may_return
from kontor.cities.models import City
from kontor.kernel.addresses import address_of
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import current
from kontor.kernel.lingua.wording import say
from kontor.kernel.panels import panel
from kontor.kernel.prepared import prepared
from kontor.membership.models import Application, Conversion, StandingKind, Statement, Voice, Withdrawal
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.panels.record import CityRecord, record_of

_DAY = 24 * 3600


@panel("city.main", "membership/panels/rights.html", order=40, kept=True)
def rights_and_duties(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """The charter's rights, services and duties of a member, or what an observer may; for those whom it concerns."""
    known = record_of(request, city)
    if not known.sees_persons or known.current is None:
        return None
    groups = _of_a_member() if known.is_member else _of_an_observer(_OBSERVERS[StandingKind(known.current.kind)])
    return {"groups": [(title, [_rule(rule) for rule in rules]) for title, rules in groups]}


def _of_a_member() -> list[tuple[str, list[Rule[Any]]]]:
    charter = charter_in_force()
    groups = (
        (pgettext("of members", "Rights"), "right"),
        (pgettext("of the alliance", "Services"), "service"),
        (pgettext("of members", "Duties"), "duty"),
    )
    return [(title, list(charter.group(group))) for title, group in groups]


_OBSERVERS = {
    StandingKind.WAITING_OBSERVER: ObserverKind.WAITING,
    StandingKind.CONVERTED_OBSERVER: ObserverKind.CONVERTED,
}


def _of_an_observer(kind: ObserverKind) -> list[tuple[str, list[Rule[Any]]]]:
    """What the charter grants observers, and how this kind of observer may become a member (MEM-7, MEM-9)."""
    charter = charter_in_force()
    way = [charter.rule(f"observer.{kind}")]
    if may_return(kind, charter).without_new_application:
        way.append(charter.rule("waiting_order"))
    return [
        (pgettext("of observers", "Rights"), [charter.observer_rights]),
        (_("The way to a member's seat"), way),
    ]


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
            "simulated": course.row.is_simulated,
        }
        for course in record_of(request, city).under_way
    ]
    return {"items": items} if items else None


# --- activity ---
@dataclass(frozen=True, slots=True)
class Answered:
    """One round in which the city was asked: about which application, when, and when it first answered."""

    application: str
    applicant: Content
    dispatched_at: datetime
    released_at: datetime | None
    first_at: datetime | None

    @property
    def days(self) -> int | None:
        """Whole days from the circular to the first statement."""
        return int(self.seconds // _DAY) if self.first_at else None

    @property
    def seconds(self) -> float:
        """From the circular to the first statement; 0 before there is one."""
        return (self.first_at - self.dispatched_at).total_seconds() if self.first_at else 0.0


@dataclass(frozen=True, slots=True)
class Activity:
    """How a city takes part in rounds. Rounds from which it was released do not count."""

    rounds: list[Answered]

    @property
    def asked(self) -> int:
        """Rounds in which an answer of the city counted."""
        return len([each for each in self.rounds if not each.released_at])

    @property
    def answered(self) -> int:
        """Rounds in which it gave a statement."""
        return len([each for each in self.rounds if each.first_at and not each.released_at])

    @property
    def median_days(self) -> float | None:
        """Half of its answers came faster than this; ``None`` before the first."""
        times = [each.seconds / _DAY for each in self.rounds if each.first_at]
        return round(median(times), 1) if times else None


_ROUND_COLUMNS = (
    "round__application__public_id",
    "round__application__city__organisation__names",
    "round__dispatched_at",
    "released_at",
    "first_at",
)


def activity_of(city: City) -> Activity:
    """The city's rounds, the newest first; one query."""
    return Activity([Answered(*row) for row in _rounds_of(city.pk)])


@prepared
def _rounds_of(city: int) -> QuerySet[Any]:
    said = Statement.objects.filter(round=OuterRef("round"), city=city).order_by("id")
    rows = Voice.objects.filter(city=city).annotate(first_at=Subquery(said.values("stated_at")[:1]))
    return rows.order_by("-round__dispatched_at", "-round_id").values_list(*_ROUND_COLUMNS)


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
        "name": str(asked.applicant),
        "url": address_of("membership:application", asked.application),
        "on": asked.dispatched_at,
        "released": asked.released_at is not None,
        "answered": asked.first_at is not None,
        "days": asked.days,
    }


# --- what can be done ---
@panel("city.last", "membership/panels/moves.html", order=90, kept=True)
def moves(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """The last, quiet actions of a page: withdrawal for the voices of the city, conversion for the secretariat."""
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
    url = address_of(name, city.public_id)
    return {"label": label, "url": url, "method": "get", "reason": reason, "hint": "", "kind": "quiet"}
