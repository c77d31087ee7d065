"""A city before any application: recommended, in talks, a guest, ready (MEM-1)."""

from django.db import models

from kontor.charter.reasons import Reason
from kontor.cities.models import City, Precision, Source
from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.addresses import address_of
from kontor.kernel.lifecycle.moves import StateField
from kontor.kernel.lingua.content import ContentField
from kontor.kernel.public_ids import PublicIdField
from kontor.membership.lifecycle import ProspectStatus, prospect
from kontor.membership.models.application import Application
from kontor.membership.models.standing import Standing
from kontor.membership.rules import serves_the_alliance
from kontor.people.models import Person

_P = ProspectStatus
#: Somebody looks after these: one for each city.
PURSUED = (_P.RECOMMENDED, _P.IN_TALKS, _P.GUEST, _P.READY)


class ProspectRows(models.QuerySet["Prospect"]):
    """Questions about prospects."""

    def visible_to(self, actor: Actor) -> "ProspectRows":
        """The secretariat's own business; contact points help with it, auditors read it."""
        return self.all() if serves_the_alliance(actor) else self.none()

    def pursued(self) -> "ProspectRows":
        """Those whose city is known and that somebody looks after."""
        return self.filter(status__in=PURSUED)


class Prospect(models.Model):
    """What is known and done about one city that may join."""

    public_id = PublicIdField()
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True, blank=True, related_name="prospects")
    wished_name = models.CharField(max_length=120, blank=True)  # as the public form gave it, before it is confirmed
    wished_side = models.CharField(max_length=2, blank=True)
    wished_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    wish = models.TextField(blank=True)
    recommended_by = models.CharField(max_length=200, blank=True)
    status: StateField = prospect.field()
    opened_at = models.DateTimeField(default=clock.now)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = ProspectRows.as_manager()
    journal_type = "prospect"

    class Meta:
        constraints = [
            prospect.constraint(),
            models.UniqueConstraint(
                fields=["city"],
                condition=models.Q(status__in=[state.value for state in PURSUED]),
                name="prospect_one_pursued_per_city",
            ),
        ]
        triggers = [prospect.guard()]

    def __str__(self) -> str:
        return str(self.city) if self.city else self.wished_name

    def get_absolute_url(self) -> str:
        """The prospect's page."""
        return address_of("membership:prospect", self.public_id)

    def why_not_pursued(self) -> Reason | None:
        """What keeps the secretariat from taking its city up again; ``None`` if nothing does."""
        return why_no_prospect(self.city) if self.city else None

    def journal_names(self) -> dict[str, str]:
        """Called by its city, or as the wish named it."""
        return self.city.journal_names() if self.city else {"de": self.wished_name}


def why_no_prospect(city: City) -> Reason | None:
    """Why a city cannot become a prospect: it is a member, it applies, or it is one already (MEM-1)."""
    if Standing.objects.current().members().filter(city=city).exists():
        return Reason("is_a_member_already", {})
    if Application.objects.running().filter(city=city).exists():
        return Reason("city_already_applies", {})
    return Reason("is_a_prospect_already", {}) if Prospect.objects.pursued().filter(city=city).exists() else None


class Talk(models.Model):
    """A contact with a prospect: a talk, a visit to the stand, a guest seat at a session."""

    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="talks")
    on = models.DateField()
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.EXACT)
    place = models.CharField(max_length=120, blank=True)
    what = ContentField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.on} {self.place}"
