"""What is known of one city's membership, and how much of it this reader sees; asked once for all panels of a page."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Value
from django.http import HttpRequest

from kontor.cities.models import City
from kontor.cities.rules import belongs_to_the_city, speaks_for_the_city
from kontor.kernel.access import Actor
from kontor.kernel.prepared import prepared
from kontor.membership.models import Application, Claim, Conversion, Milestone, Standing, StandingKind, Withdrawal
from kontor.membership.models.standing import reads_with_members
from kontor.membership.queries import claims_about
from kontor.membership.rules import is_auditor, is_contact_point, is_secretariat
from kontor.people.models import Seat
from kontor.people.models.seat import today

_COURSES: dict[str, tuple[Any, str]] = {
    model.__name__: (model, began)
    for model, began in ((Application, "opened_at"), (Withdrawal, "filed_at"), (Conversion, "prepared_at"))
}


@dataclass(frozen=True, slots=True)
class Course:
    """Something under way at a city: ``row`` knows its number and state only."""

    row: Any
    began: datetime


class CityRecord:
    """One city's membership as one reader may see it. Everything is asked of the database at most once."""

    def __init__(self, city: City, actor: Actor) -> None:
        self.city, self.actor = city, actor

    # --- who reads ---
    @cached_property
    def is_own(self) -> bool:
        """The reader has a seat at this city."""
        return belongs_to_the_city(self.actor, self.city)

    @cached_property
    def is_its_voice(self) -> bool:
        """The reader speaks for this city."""
        return speaks_for_the_city(self.actor, self.city)

    @cached_property
    def is_secretary(self) -> bool:
        """The reader sits in the secretariat."""
        return is_secretariat(self.actor)

    @cached_property
    def sees_persons(self) -> bool:
        """Names and addresses: those who read with the members, the secretariat, contact points, its own people."""
        return self.is_own or self.is_secretary or is_contact_point(self.actor) or reads_with_members(self.actor)

    @cached_property
    def sees_activity(self) -> bool:
        """The record of activity: the city itself, the secretariat and auditors (MEM-13)."""
        return self.is_own or self.is_secretary or is_auditor(self.actor)

    # --- what is known ---
    @cached_property
    def standings(self) -> list[Standing]:
        """All standings, the oldest first, with the claims that they follow."""
        rows = _standings_of(self.city.pk)
        told = {claim.pk: claim for claim in self.claims}
        for row in rows:
            row.claim = told.get(row.claim_id or 0)  # they are loaded already; a second query would bring the same
        return rows

    @cached_property
    def current(self) -> Standing | None:
        """What the city is today."""
        day = today()
        return next((each for each in self.standings if day in each.during), None)

    @cached_property
    def is_member(self) -> bool:
        """Whether the city is a member today."""
        return self.current is not None and self.current.kind == StandingKind.MEMBER

    @cached_property
    def claims(self) -> list[Claim]:
        """What the sources say, side by side."""
        return claims_about(self.city.pk)

    @cached_property
    def milestones(self) -> list[Milestone]:
        """What happened to the city, and what the sources tell differently about it; in the order of time."""
        return _milestones_of(self.city.pk)

    @cached_property
    def under_way(self) -> list[Course]:
        """Applications, withdrawals and conversions of the city that this reader may see, the newest first."""
        each_kind = [
            model.objects.visible_to(self.actor)
            .filter(city=self.city)
            .order_by()
            .values_list(Value(model.__name__), "public_id", "status", began, "is_simulated")
            for model, began in _COURSES.values()
        ]
        rows = each_kind[0].union(*each_kind[1:], all=True)
        found = [
            Course(_COURSES[kind][0](public_id=number, status=status, is_simulated=invented), on)
            for kind, number, status, on, invented in rows
        ]
        return sorted(found, key=lambda course: course.began, reverse=True)

    def runs(self, model: type[Withdrawal] | type[Conversion], *states: str) -> bool:
        """Whether a withdrawal or a conversion is in one of these states, as far as this reader may see it."""
        return any(isinstance(each.row, model) and each.row.status in states for each in self.under_way)

    @cached_property
    def voices(self) -> list[Seat]:
        """The current seats that speak for the city."""
        return _voices_of(self.city.organisation_id, today())

    @cached_property
    def office(self) -> str:
        """The responsible office; for those who see no persons it is asked for alone."""
        if self.sees_persons:
            return next((seat.office for seat in self.voices if seat.office), "")
        named = Seat.objects.speaking_for(self.city.organisation_id).exclude(office="").order_by("-role", "id")
        return named.values_list("office", flat=True).first() or ""


@prepared
def _standings_of(city: int) -> QuerySet[Standing]:
    return Standing.objects.filter(city=city).order_by("during")


@prepared
def _milestones_of(city: int) -> QuerySet[Milestone]:
    return Milestone.objects.filter(cities=city).select_related("source").order_by("on", "id")


@prepared
def _voices_of(organisation: int, day: date) -> QuerySet[Seat]:
    return Seat.objects.speaking_for(organisation, on=day).select_related("person").order_by("-role", "id")


def record_of(request: HttpRequest, city: City) -> CityRecord:
    """The record for this request and city; the first panel makes it, the others find it."""
    made: CityRecord | None = getattr(request, "city_record", None)
    if made is None or made.city.pk != city.pk:
        made = CityRecord(city, request.user)
        request.city_record = made  # type: ignore[attr-defined]
    return made
