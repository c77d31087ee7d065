"""What a city is in the alliance, and what the sources claim about it (MEM-1, MEM-12)."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from kontor.charter.figures import MEMBERS
from kontor.charter.ratio import Tally
from kontor.cities.models import City, Precision, Source
from kontor.kernel.access import Actor, predicate
from kontor.kernel.lingua.content import ContentField
from kontor.kernel.public_ids import PublicIdField
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.rules import serves_the_alliance
from kontor.people.models.seat import today
from kontor.people.rules import roles_of


class Claim(models.Model):
    """A statement of a source about a city's membership. Claims may contradict each other; none is deleted."""

    class Says(models.TextChoices):
        """What the source says the city is."""

        FOUNDING_MEMBER = "founding_member", _("founding member")
        MEMBER = "member", _("member")
        GUEST = "guest", _("guest at a session")
        READINESS_SIGNALLED = "readiness_signalled", _("readiness signalled")
        INTENDS_TO_JOIN = "intends_to_join", _("intends to join")
        OBSERVER = "observer", _("observer")
        NOT_LISTED = "not_listed", _("not listed")

    key = models.SlugField(max_length=80, unique=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="claims")
    says = models.CharField(max_length=20, choices=Says.choices)
    on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.UNKNOWN)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims")
    locator = models.CharField(max_length=80, blank=True)
    as_written = models.CharField(max_length=120, blank=True)  # the source's own spelling, where it differs
    note = ContentField()

    def __str__(self) -> str:
        return f"{self.city}: {self.get_says_display()} ({self.source})"


class StandingKind(models.TextChoices):
    """What a city is in the alliance."""

    MEMBER = "member", _("Member")
    WAITING_OBSERVER = "observer_waiting", _("Observer, waiting for a seat")
    CONVERTED_OBSERVER = "observer_converted", _("Observer, after a conversion")


OBSERVERS = (StandingKind.WAITING_OBSERVER, StandingKind.CONVERTED_OBSERVER)


class StandingRows(models.QuerySet["Standing"]):
    """Questions about standings."""

    def on(self, day: date) -> "StandingRows":
        """Standings that cover a day."""
        return self.filter(during__contains=day)

    def current(self) -> "StandingRows":
        """Standings of today."""
        return self.on(today())

    def members(self) -> "StandingRows":
        """Members only."""
        return self.filter(kind=StandingKind.MEMBER)

    def observers(self) -> "StandingRows":
        """Observers of both kinds."""
        return self.filter(kind__in=OBSERVERS)

    def tally(self) -> Tally:
        """How many there are on each side, for the charter's functions."""
        counted = self.values_list("city__side").annotate(number=models.Count("id"))
        return Tally(dict(counted.order_by("city__side")))


class Standing(models.Model):
    """What a city is, from–to, never two at once. The one adopted line; it names what it follows."""

    public_id = PublicIdField()
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=20, choices=StandingKind.choices)
    during = DateRangeField(_("from – to"))
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.EXACT)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    announced_at = models.DateTimeField(null=True, blank=True)
    is_simulated = models.BooleanField(default=False)  # it follows from a deed that was invented for the demo

    objects = StandingRows.as_manager()
    journal_type = "standing"

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="standing_one_at_a_time",
                expressions=[("city", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="standing_kind_is_known", condition=models.Q(kind__in=list(StandingKind.values))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city}: {self.get_kind_display()}"

    def journal_names(self) -> dict[str, str]:
        """Called by its city."""
        return self.city.journal_names()


def kinds_that_read() -> tuple[StandingKind, ...]:
    """What a city has to be to read what is addressed to members: the charter's figure opens it to observers."""
    opened = MEMBERS in charter_in_force().observer_rights.figures.reads
    return (StandingKind.MEMBER, *OBSERVERS) if opened else (StandingKind.MEMBER,)


@predicate
def reads_with_members(actor: Actor, _row: object) -> bool:
    """Has a seat at a city that reads what is addressed to members: a member, or an observer if the charter says so.

    Reading only: who is asked, who states and who is told of a withdrawal follows from being a member (MEM-4, MEM-8).
    """
    roles = roles_of(actor)
    if roles is None:
        return False
    standings = Standing.objects.current().filter(kind__in=kinds_that_read())
    return standings.filter(city__organisation__in=roles.organisations).exists()


#: Whoever may see what concerns the alliance as a whole: those who read with its members, and those who run it.
sees_the_alliance = serves_the_alliance | reads_with_members
