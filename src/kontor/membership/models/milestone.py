"""What happened to the alliance as a whole, and where its sources disagree about that (MEM-12)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kontor.cities.models import City, Precision, Source
from kontor.kernel.lingua.content import ContentField


class MilestoneKind(models.TextChoices):
    """What kind of fact it is."""

    BACKGROUND = "background", _("Background")
    FOUNDING = "founding", _("Founding")
    MEMBERSHIP = "membership", _("Membership")
    SESSION = "session", _("Session")
    COUNCIL = "council", _("Council")
    DISAGREEMENT = "disagreement", _("Where the sources differ")


class MilestoneRows(models.QuerySet["Milestone"]):
    """Questions about milestones."""

    def events(self) -> "MilestoneRows":
        """What happened, in the order of time: the alliance's public timeline."""
        return self.exclude(kind=MilestoneKind.DISAGREEMENT).order_by("on", "id")

    def disagreements(self) -> "MilestoneRows":
        """What the sources tell differently or leave open, and how it was read; statements on one thing together."""
        return self.filter(kind=MilestoneKind.DISAGREEMENT).order_by("on", "id")


class Milestone(models.Model):
    """One dated fact about the alliance, with its source; or one statement that another one contradicts."""

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=MilestoneKind.choices)
    on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.UNKNOWN)
    text = ContentField()
    cities = models.ManyToManyField(City, related_name="milestones", blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="milestones")
    locator = models.CharField(max_length=80, blank=True)
    also_in = models.ManyToManyField(Source, related_name="+", blank=True)

    objects = MilestoneRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="milestone_kind_is_known", condition=models.Q(kind__in=list(MilestoneKind.values))
            )
        ]

    def __str__(self) -> str:
        return str(self.text)
