"""The application: its dossier, the paper that authorises it, and how far it has come (MEM-2 to MEM-7)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kontor.charter.ratio import Tally, seat_for
from kontor.charter.reasons import Reason
from kontor.cities.models import City, Source
from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.files.models import File
from kontor.kernel.lifecycle.moves import StateField
from kontor.kernel.lingua.content import Content, ContentField
from kontor.kernel.public_ids import PublicIdField
from kontor.membership.lifecycle import ApplicationStatus as S
from kontor.membership.lifecycle import application
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.models.standing import Standing
from kontor.membership.rules import is_auditor, is_contact_point, is_secretariat
from kontor.people.rules import roles_of

#: Applications in these states hold a seat that is not taken yet; it counts in the ratio.
RESERVING = (S.SEAT_RESERVED, S.SIGNED)
WAITING = (S.NO_SEAT, S.OBSERVING)
#: Applications in these states were put before the member cities.
PUT_TO_MEMBERS = (S.CIRCULATING, *RESERVING, S.ADMITTED, *WAITING, S.NOT_ADMITTED)
RUNNING = (S.DRAFT, S.SUBMITTED, S.CIRCULATING, *RESERVING, *WAITING)


class DossierPart(models.TextChoices):
    """The four parts that MEM-2 asks for; the values are field names and the charter's own keys."""

    ECONOMIC_DATA = "economic_data", _("Economic key data")
    INDUSTRY = "industry", _("Industrial characteristics")
    COOPERATIONS = "cooperations", _("Current national and international cooperations")
    WISHES = "wishes", _("Cooperation wishes")


class ApplicationRows(models.QuerySet["Application"]):
    """Questions about applications."""

    def visible_to(self, actor: Actor) -> "ApplicationRows":
        """The applicant its own; members what was put to them; secretariat, contact points and auditors all."""
        if any(rule(actor) for rule in (is_secretariat, is_contact_point, is_auditor)):
            return self.all()
        roles = roles_of(actor)
        if roles is None:
            return self.none()
        own = Q(city__organisation__in=roles.organisations)
        is_member = Standing.objects.current().members().filter(city__organisation__in=roles.organisations)
        asked = Q(status__in=PUT_TO_MEMBERS) if is_member.exists() else Q(pk__in=[])
        return self.filter(own | asked)

    def running(self) -> "ApplicationRows":
        """Those that have not ended."""
        return self.filter(status__in=RUNNING)

    def reserving(self) -> "ApplicationRows":
        """Those that hold a reserved seat."""
        return self.filter(status__in=RESERVING)

    def waiting(self) -> "ApplicationRows":
        """Those waiting for a seat, in the order of application (MEM-7)."""
        return self.filter(status__in=WAITING).order_by("first_submitted_at", "id")

    def tally(self) -> Tally:
        """How many there are on each side."""
        counted = self.values_list("city__side").annotate(number=models.Count("id"))
        return Tally(dict(counted.order_by("city__side")))


class Application(models.Model):
    """One application of one city. Lock order: this row first, then the alliance."""

    public_id = PublicIdField()
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="applications")
    language = models.CharField(max_length=10, default="de")  # of the original
    status: StateField = application.field()
    economic_data = ContentField()
    industry = ContentField()
    cooperations = ContentField()
    wishes = ContentField()
    paper_reference = models.CharField(_("reference of the council paper"), max_length=120, blank=True)
    paper_title = models.CharField(_("title of the council paper"), max_length=300, blank=True)
    paper_body = models.CharField(_("body"), max_length=120, blank=True)
    paper_on = models.DateField(_("date"), null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)  # counts saves: two editors do not overwrite each other (BL17)
    opened_at = models.DateTimeField(default=clock.now)
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    reserved_until = models.DateTimeField(null=True, blank=True)
    signatory = models.CharField(max_length=200, blank=True)
    signed_in = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    memorandum = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    admitted_at = models.DateTimeField(null=True, blank=True)
    is_simulated = models.BooleanField(default=False)

    objects = ApplicationRows.as_manager()
    journal_type = "application"

    class Meta:
        constraints = [
            application.constraint(),
            models.UniqueConstraint(
                fields=["city"],
                condition=Q(status__in=[s.value for s in RUNNING]),
                name="application_one_running_per_city",
            ),
            models.CheckConstraint(
                name="application_reservation_has_an_end",
                condition=~Q(status=S.SEAT_RESERVED.value) | Q(reserved_until__isnull=False),
            ),
        ]
        triggers = [application.guard()]

    def __str__(self) -> str:
        return str(self.city)

    def get_absolute_url(self) -> str:
        """The admission's page."""
        return reverse("membership:application", args=[self.public_id])

    def journal_names(self) -> dict[str, str]:
        """Called by its city."""
        return self.city.journal_names()

    # --- questions that rules ask ---
    def parts(self) -> list[tuple[DossierPart, Content]]:
        """The four parts with their content."""
        return [(part, getattr(self, part.value)) for part in DossierPart]

    def attachments(self) -> models.QuerySet[File]:
        """The files that belong to the dossier, in the order in which they came."""
        return File.objects.filter(about_type="application", about_id=self.pk, purpose="attachment").order_by("id")

    def missing_parts(self) -> list[str]:
        """The labels of the parts that are empty, in the reader's language."""
        return [str(part.label) for part, content in self.parts() if not content]

    def city_is_member(self) -> bool:
        """Whether the city has a member's seat now."""
        return Standing.objects.current().members().filter(city=self.city_id).exists()

    def has_electorate(self) -> bool:
        """Whether there is any member city to ask."""
        return Standing.objects.current().members().exists()

    def why_no_seat_can_be_offered(self) -> Reason | None:
        """MEM-7: the ratio must leave a seat, and nobody on the same side may have applied earlier."""
        first = Application.objects.waiting().filter(city__side=self.city.side).exclude(pk=self.pk).first()
        earlier = first.first_submitted_at if first else None
        if first and earlier and self.first_submitted_at and earlier < self.first_submitted_at:
            return Reason("not_first_in_line", {"city": str(first.city)})
        decision = seat_for(
            self.city.side,
            Standing.objects.current().members().tally(),
            Application.objects.reserving().exclude(pk=self.pk).tally(),
            charter_in_force(),
        )
        return None if decision.granted else decision.reason

    @property
    def current_round(self) -> Any:
        """The latest round, or ``None`` before the first."""
        return self.rounds.order_by("-number").first()


def may_read_files_of_application(actor: Actor, number: int) -> bool:
    """Files of an application are read by those who may see the application."""
    return Application.objects.visible_to(actor).filter(pk=number).exists()
