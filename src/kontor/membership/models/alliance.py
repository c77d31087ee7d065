"""The alliance itself: one row, whose lock decides every race for a seat."""

from django.db import models

from kontor.charter.load import shipped
from kontor.charter.model import Charter
from kontor.people.models import Organisation
from kontor.people.models.seat import today


class Alliance(models.Model):
    """One installation, one alliance (decision 5). Locked second, after the application."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    is_the_one = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(name="alliance_only_one", condition=models.Q(is_the_one=True))]

    def __str__(self) -> str:
        return str(self.organisation)

    @classmethod
    def the_one(cls) -> "Alliance":
        """The alliance of this installation."""
        return cls.objects.select_related("organisation").get()

    @classmethod
    def lock(cls) -> "Alliance":
        """The alliance, locked until the transaction ends: whoever counts seats holds this first (MEM-7)."""
        return cls.objects.select_for_update().get()


def charter_in_force() -> Charter:
    """The charter's version that is in force today, in the zone that the charter names for deadlines."""
    history = shipped()
    return history.in_force_on(today(history.latest.deadline_zone.figures.zone))
