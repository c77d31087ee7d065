"""The two ways a member's seat ends: by the city's own will, or by a session's resolution (MEM-8, MEM-9)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kontor.cities.models import City
from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.addresses import address_of
from kontor.kernel.files.models import File
from kontor.kernel.lifecycle.moves import StateField
from kontor.kernel.mail.lifecycle import OUTSTANDING
from kontor.kernel.public_ids import PublicIdField
from kontor.membership.lifecycle import conversion, withdrawal
from kontor.membership.models.standing import Standing, reads_with_members, sees_the_alliance
from kontor.membership.rules import serves_the_alliance
from kontor.people.models import Person
from kontor.people.rules import roles_of


class WithdrawalRows(models.QuerySet["Withdrawal"]):
    """Who sees that a city leaves: the whole alliance, and the city itself."""

    def visible_to(self, actor: Actor) -> "WithdrawalRows":
        """Secretariat, contact points, auditors and whoever reads with the members all; the city its own."""
        if sees_the_alliance(actor):
            return self.all()
        roles = roles_of(actor)
        return self.filter(city__organisation__in=roles.organisations) if roles else self.none()


class ConversionRows(models.QuerySet["Conversion"]):
    """Who sees a motion against a city: until it is decided only the secretariat's side and the city itself."""

    def visible_to(self, actor: Actor) -> "ConversionRows":
        """Everybody concerned; whoever reads with the members once the session has decided."""
        if serves_the_alliance(actor):
            return self.all()
        roles = roles_of(actor)
        if roles is None:
            return self.none()
        own = models.Q(city__organisation__in=roles.organisations)
        decided = models.Q(status__in=["carried", "rejected"]) if reads_with_members(actor) else models.Q(pk__in=[])
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
    is_simulated = models.BooleanField(default=False)

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
        return address_of("membership:withdrawal", self.public_id)

    def journal_names(self) -> dict[str, str]:
        """Called by its city."""
        return self.city.journal_names()

    def cities_not_told(self) -> list[City]:
        """Member cities whom the letter has not reached, by mail or otherwise; who left meanwhile is none."""
        members = Standing.objects.current().members().values("city")
        rows = self.addressees.filter(message__status__in=OUTSTANDING) | self.addressees.filter(
            message=None, told_otherwise=""
        )
        return [each.city for each in rows.filter(city__in=members).select_related("city__organisation").order_by("id")]


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
    grounds = ArrayField(models.CharField(max_length=10, choices=Ground.choices), verbose_name=_("grounds"))
    duty = models.CharField(_("duty"), max_length=60, blank=True)  # named with the ground of duties only
    statement = models.TextField(_("statement of grounds"))
    heard_at = models.DateTimeField(null=True, blank=True)  # for the first time; what was said stands in hearings
    resolution = models.CharField(_("reference of the session's resolution"), max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    prepared_at = models.DateTimeField(default=clock.now)
    is_simulated = models.BooleanField(default=False)

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
            models.CheckConstraint(
                name="conversion_has_a_known_ground",
                condition=models.Q(grounds__len__gt=0) & models.Q(grounds__contained_by=["duties", "support"]),
            ),
            models.CheckConstraint(
                name="conversion_duty_with_its_ground_only",
                condition=models.Q(grounds__contains=["duties"]) ^ models.Q(duty=""),
            ),
        ]
        triggers = [conversion.guard()]

    def __str__(self) -> str:
        return str(self.city)

    def get_absolute_url(self) -> str:
        """The conversion's page."""
        return address_of("membership:conversion", self.public_id)

    def city_is_member(self) -> bool:
        """Whether the city still has the seat that the motion is about."""
        return Standing.objects.current().members().filter(city=self.city_id).exists()

    def journal_names(self) -> dict[str, str]:
        """Called by its city."""
        return self.city.journal_names()

    def ground_labels(self) -> list[str]:
        """The grounds in the reader's language, in the statute's order."""
        return [str(ground.label) for ground in self.Ground if ground in self.grounds]


class Hearing(models.Model):
    """What a city said to a motion about its seat (MEM-9). Never changed: another one may follow it."""

    public_id = PublicIdField()
    conversion = models.ForeignKey(Conversion, on_delete=models.PROTECT, related_name="hearings")
    text = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_city = models.BooleanField()  # else the secretariat recorded it
    given_at = models.DateTimeField(default=clock.now)

    append_only = True

    class Meta:
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [models.CheckConstraint(name="hearing_says_something", condition=~models.Q(text=""))]

    def __str__(self) -> str:
        return f"{self.conversion}: {self.text[:40]}"


def may_read_file_of_withdrawal(actor: Actor, file: File) -> bool:
    """Files of a withdrawal are read by those who may see the withdrawal."""
    return Withdrawal.objects.visible_to(actor).filter(pk=file.about_id).exists()
