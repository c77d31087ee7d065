"""The two ways a member's seat ends: by the city's own will, or by a session's resolution (MEM-8, MEM-9)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kontor.cities.models import City
from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.files.models import File
from kontor.kernel.lifecycle.moves import StateField
from kontor.kernel.public_ids import PublicIdField
from kontor.membership.lifecycle import conversion, withdrawal
from kontor.membership.models.standing import acts_for_a_member, sees_the_alliance
from kontor.membership.rules import is_auditor, is_contact_point, is_secretariat
from kontor.people.rules import roles_of


class WithdrawalRows(models.QuerySet["Withdrawal"]):
    """Who sees that a city leaves: the whole alliance, and the city itself."""

    def visible_to(self, actor: Actor) -> "WithdrawalRows":
        """Secretariat, contact points, auditors and members all; the city its own."""
        if sees_the_alliance(actor):
            return self.all()
        roles = roles_of(actor)
        return self.filter(city__organisation__in=roles.organisations) if roles else self.none()


class ConversionRows(models.QuerySet["Conversion"]):
    """Who sees a motion against a city: until it is decided only the secretariat's side and the city itself."""

    def visible_to(self, actor: Actor) -> "ConversionRows":
        """Everybody concerned; the other members once the session has decided."""
        if any(rule(actor) for rule in (is_secretariat, is_contact_point, is_auditor)):
            return self.all()
        roles = roles_of(actor)
        if roles is None:
            return self.none()
        own = models.Q(city__organisation__in=roles.organisations)
        decided = models.Q(status__in=["carried", "rejected"]) if acts_for_a_member(actor) else models.Q(pk__in=[])
        return self.filter(own | decided)


class Withdrawal(models.Model):
    """A city's written wish to leave. Effective once every member city has been told (MEM-8)."""

    public_id = PublicIdField()
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="withdrawals")
    status: StateField = withdrawal.field()
    reason = models.TextField(_("reason"), blank=True)
    signed_file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    filed_at = models.DateTimeField(default=clock.now)
    communicated_at = models.DateTimeField(null=True, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)

    objects = WithdrawalRows.as_manager()
    journal_type = "withdrawal"

    class Meta:
        constraints = [
            withdrawal.constraint(),
            models.UniqueConstraint(
                fields=["city"],
                condition=models.Q(status__in=["filed", "being_communicated"]),
                name="withdrawal_one_running_per_city",
            ),
        ]
        triggers = [withdrawal.guard()]

    def __str__(self) -> str:
        return str(self.city)

    def get_absolute_url(self) -> str:
        """The withdrawal's page."""
        return reverse("membership:withdrawal", args=[self.public_id])

    def journal_names(self) -> dict[str, str]:
        """Called by its city."""
        return self.city.journal_names()

    def cities_not_told(self) -> list[City]:
        """Member cities whom the letter has not reached, by mail or otherwise."""
        rows = self.addressees.filter(message__status__in=["queued", "failed"]) | self.addressees.filter(
            message=None, told_otherwise=""
        )
        return [each.city for each in rows.select_related("city__organisation").order_by("id")]


class Addressee(models.Model):
    """One member city that has to be told of a withdrawal; without an address it is told otherwise."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.PROTECT, related_name="addressees")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    message = models.OneToOneField("mail.Message", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    told_otherwise = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["withdrawal", "city"], name="addressee_once")]

    def __str__(self) -> str:
        return str(self.city)


class Conversion(models.Model):
    """The secretariat's motion that a member's seat become an observer's; decided at a session (MEM-9)."""

    class Ground(models.TextChoices):
        """What the statute knows as a ground."""

        DUTIES = "duties", _("Duties of a member are not fulfilled")
        SUPPORT = "support", _("The work of the alliance and of the secretariat is not supported")

    public_id = PublicIdField()
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="conversions")
    status: StateField = conversion.field()
    ground = models.CharField(_("ground"), max_length=10, choices=Ground.choices)
    duty = models.CharField(_("duty"), max_length=60)
    statement = models.TextField(_("statement of grounds"))
    hearing = models.TextField(_("what the city said"), blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    resolution = models.CharField(_("reference of the session's resolution"), max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    prepared_at = models.DateTimeField(default=clock.now)

    objects = ConversionRows.as_manager()
    journal_type = "conversion"

    class Meta:
        constraints = [
            conversion.constraint(),
            models.UniqueConstraint(
                fields=["city"],
                condition=models.Q(status__in=["prepared", "heard"]),
                name="conversion_one_running_per_city",
            ),
            models.CheckConstraint(
                name="conversion_carried_by_resolution",
                condition=~models.Q(status="carried") | ~models.Q(resolution=""),
            ),
        ]
        triggers = [conversion.guard()]

    def __str__(self) -> str:
        return str(self.city)

    def get_absolute_url(self) -> str:
        """The conversion's page."""
        return reverse("membership:conversion", args=[self.public_id])

    def journal_names(self) -> dict[str, str]:
        """Called by its city."""
        return self.city.journal_names()


def may_read_files_of_withdrawal(actor: Actor, number: int) -> bool:
    """Files of a withdrawal are read by those who may see the withdrawal."""
    return Withdrawal.objects.visible_to(actor).filter(pk=number).exists()
