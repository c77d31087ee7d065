"""The alliance itself: one row, whose lock decides every race for a seat."""

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from kontor.charter.model import Charter
from kontor.kernel.prepared import prepared
from kontor.people.charters import charters
from kontor.people.models import Organisation
from kontor.people.models.seat import today


class Alliance(models.Model):
    """One installation, one alliance (decision 5). Its lock is the sixth of docs/house.md."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    told_of_seat = ArrayField(models.BigIntegerField(), default=list, blank=True)  # numbers of waiting applications
    is_the_one = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(name="alliance_only_one", condition=models.Q(is_the_one=True))]

    def __str__(self) -> str:
        return str(self.organisation)

    @classmethod
    def the_one(cls) -> "Alliance":
        """The alliance of this installation. ``DoesNotExist`` before it was founded."""
        if (alliance := cls.if_founded()) is None:
            raise cls.DoesNotExist
        return alliance

    @classmethod
    def if_founded(cls) -> "Alliance | None":
        """The alliance of this installation; ``None`` before it was founded."""
        return next(iter(_the_alliance()), None)

    @classmethod
    def lock(cls) -> "Alliance":
        """The alliance, locked until the transaction ends: whoever counts seats holds this first (MEM-7)."""
        return cls.objects.select_for_update().get()

    @classmethod
    def hold_electorate(cls) -> None:
        """Nobody becomes or ceases to be a member until the transaction ends: before all members are asked (MEM-3)."""
        _lock_electorate("pg_advisory_xact_lock_shared")

    @classmethod
    def change_electorate(cls) -> None:
        """Whoever makes a member, or ends one, holds this first: no circular is on its way meanwhile (MEM-4, MEM-8)."""
        _lock_electorate("pg_advisory_xact_lock")


@prepared  # every page and every letter names it
def _the_alliance() -> models.QuerySet[Alliance]:
    return Alliance.objects.select_related("organisation")


_ELECTORATE = 0x566F7465  # the number of the advisory lock


def _lock_electorate(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {how}(%s)", [_ELECTORATE])  # one of the two names above


def charter_in_force() -> Charter:
    """The charter's version that is in force today, in the zone that the charter names for deadlines."""
    history = charters()
    return history.in_force_on(today(history.latest.deadline_zone.figures.zone))
