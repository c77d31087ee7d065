"""Seats: who holds which mandate, for whom, from when to when (ORG-7, ORG-8)."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kontor.kernel import clock
from kontor.kernel.public_ids import PublicIdField
from kontor.people.models.organisation import Organ, Organisation
from kontor.people.models.person import Person
from kontor.people.vocabulary import SPEAKING_ROLES, Role


def today(zone: str = "Europe/Berlin") -> date:
    """The day it is now in a zone; seats are asked for days of the organisation's own zone."""
    return clock.now().astimezone(ZoneInfo(zone)).date()


class SeatRows(models.QuerySet["Seat"]):
    """Questions about seats."""

    def on(self, day: date) -> "SeatRows":
        """Seats held on a day, past ones included (ORG-7)."""
        return self.filter(during__contains=day)

    def current(self) -> "SeatRows":
        """Seats held now."""
        return self.on(today())

    def speaking_for(self, organisation: Organisation | int) -> "SeatRows":
        """Current seats whose holders may speak for an organisation in writing."""
        return self.current().filter(organisation=organisation, role__in=SPEAKING_ROLES)


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
        return f"{self.person}, {self.get_role_display()}, {self.organisation}"

    @property
    def last_day(self) -> date | None:
        """The last day of a seat that has an end, as people say it: the range ends with the first day without it."""
        return self.during.upper - timedelta(days=1) if self.during.upper else None

    def journal_names(self) -> dict[str, str]:
        """A seat is called by its organisation; who holds it is personal."""
        return self.organisation.journal_names()
