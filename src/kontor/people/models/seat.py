"""Seats: who holds which mandate, for whom, from when to when (ORG-7, ORG-8)."""

from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from kontor.kernel.clock import today
from kontor.kernel.lingua.calendar import last_day
from kontor.kernel.public_ids import PublicIdField
from kontor.people.models.organisation import Organ, Organisation
from kontor.people.models.person import Person
from kontor.people.vocabulary import SPEAKING_ROLES, Role

__all__ = ["Seat", "SeatRows", "today"]  # whose day it is stands at the clock


class SeatRows(models.QuerySet["Seat"]):
    """Questions about seats."""

    def on(self, day: date) -> "SeatRows":
        """Seats held on a day, past ones included (ORG-7); days are the alliance's own, as for whatever it counts."""
        return self.filter(during__contains=day)

    def current(self) -> "SeatRows":
        """Seats held now: the same for everybody, wherever the holder sits (decision 0011)."""
        return self.on(today())

    def ending_later(self) -> "SeatRows":
        """Seats held now or from a later day on."""
        return self.filter(during__overlap=DateRange(today(), None))

    def speaking_for(self, organisation: Organisation | int, on: date | None = None) -> "SeatRows":
        """Seats whose holders may speak for an organisation in writing, today or ``on`` a day.

        A seat in an organ is none of them, whatever its role is called: as in ``CurrentRoles.speaks_for``.
        """
        return self.on(on or today()).filter(organisation=organisation, organ=None, role__in=SPEAKING_ROLES)

    def speaking_for_any(self, organisations: Iterable[int]) -> "SeatRows":
        """Current seats whose holders may speak for one of these organisations, all in one query."""
        return self.current().filter(organisation__in=list(organisations), organ=None, role__in=SPEAKING_ROLES)


class Seat(models.Model):
    """One person in one role at one organisation or in one organ, for a period."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    on_behalf_of = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    office = models.CharField(_("office"), max_length=200, blank=True)
    votes = models.BooleanField(default=False)
    during = DateRangeField(_("from – to"))

    objects = SeatRows.as_manager()
    journal_type = "seat"

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="seat_same_person_without_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("organ", models.Value(0, output_field=models.BigIntegerField())), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="seat_one_speaker_per_role",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(role__in=[role.value for role in SPEAKING_ROLES], organ=None),
            ),
            models.CheckConstraint(name="seat_period_not_empty", condition=models.Q(during__isempty=False)),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()} · {self.organisation}"

    @property
    def last_day(self) -> date | None:
        """The last day of a seat that has an end, as people say it."""
        return last_day(self.during)

    def journal_names(self) -> dict[str, str]:
        """A seat is called by its organisation; who holds it is personal."""
        return self.organisation.journal_names()
