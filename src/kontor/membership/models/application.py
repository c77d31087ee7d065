"""The application: its dossier, the paper that authorises it, and how far it has come (MEM-2 to MEM-7)."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kontor.charter.model import Charter
from kontor.charter.ratio import SeatDecision, Tally, seat_by_exception
from kontor.charter.reasons import Reason
from kontor.charter.standing import WaitingApplication, can_be_offered, seat_beside_waiting, seat_in_line
from kontor.cities.models import City, Source
from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.addresses import address_of
from kontor.kernel.files.models import File
from kontor.kernel.lifecycle.moves import StateField
from kontor.kernel.lingua.content import Content, ContentField
from kontor.kernel.prepared import prepared
from kontor.kernel.public_ids import PublicIdField
from kontor.membership.lifecycle import ApplicationStatus as S
from kontor.membership.lifecycle import application
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.models.standing import Standing, StandingKind, reads_with_members
from kontor.membership.rules import serves_the_alliance
from kontor.people.rules import roles_of

#: Applications in these states hold a seat that is not taken yet; it counts in the ratio.
RESERVING = (S.SEAT_RESERVED, S.SIGNED)
WAITING = (S.NO_SEAT, S.OBSERVING)
#: The purpose of a file that the applicant added to its draft.
ATTACHMENT = "attachment"
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
        """The applicant its own; members, and observers if the charter says so, what was ever put to members.

        Secretariat, contact points and auditors all. What became of it later takes nothing back from a member:
        history is kept for ever.
        """
        if serves_the_alliance(actor):
            return self.all()
        roles = roles_of(actor)
        if roles is None:
            return self.none()
        own = Q(city__organisation__in=roles.organisations)
        asked = self.model.objects.put_to_members() if reads_with_members(actor) else self.none()
        return self.filter(own | Q(pk__in=asked.values("pk")))

    def put_to_members(self) -> "ApplicationRows":
        """Those about which the member cities were asked at least once."""
        return self.filter(rounds__number=1)

    def running(self) -> "ApplicationRows":
        """Those that have not ended."""
        return self.filter(status__in=RUNNING)

    def reserving(self) -> "ApplicationRows":
        """Those that hold a reserved seat."""
        return self.filter(status__in=RESERVING)

    def waiting(self) -> "ApplicationRows":
        """Those waiting for a seat; in which order, is for the charter to say (MEM-7)."""
        return self.filter(status__in=WAITING)

    def line(self) -> list[WaitingApplication]:
        """Those waiting for a seat, as the charter's functions take them."""
        applied_at = Coalesce("first_submitted_at", "opened_at")
        return [WaitingApplication(*row) for row in self.waiting().values_list("pk", "city__side", applied_at)]

    def to_be_offered(self) -> list["Application"]:
        """Those waiting to whom a seat can be offered now, in their order (MEM-7)."""
        members, reserved = Standing.objects.current().members().tally(), self.reserving().tally()
        offered = [one.id for one in can_be_offered(self.line(), members, reserved, charter_in_force())]
        rows = self.select_related("city__organisation").in_bulk(offered)
        return [rows[number] for number in offered]

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
    standing_before = models.CharField(max_length=20, blank=True)  # what the city was when it joined as an observer
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
        return address_of("membership:application", self.public_id)

    def journal_names(self) -> dict[str, str]:
        """Called by its city."""
        return self.city.journal_names()

    # --- questions that rules ask ---
    def parts(self) -> list[tuple[DossierPart, Content]]:
        """The four parts with their content."""
        return [(part, getattr(self, part.value)) for part in DossierPart]

    def attachments(self) -> models.QuerySet[File]:
        """The files that belong to the dossier, in the order in which they came."""
        return File.objects.filter(about_type="application", about_id=self.pk, purpose=ATTACHMENT).order_by("id")

    def draft_is_read_by(self, actor: Actor) -> bool:
        """Whether the actor reads what was put to nobody yet: the applicant's own people, and those who run it all."""
        roles = roles_of(actor)
        is_own = roles is not None and self.city.organisation_id in roles.organisations
        return is_own or serves_the_alliance(actor)

    def was_put_to_members(self, file: File) -> bool:
        """Whether a round's exact text names this very file."""
        return self.rounds.filter(text__attachments__contains=[{"sha256": file.sha256}]).exists()

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
        """MEM-7: the ratio must leave a seat, and everybody ahead in the line of the same side must find one too."""
        decision = self.seat_in_line()
        if decision.granted:
            return None
        cited, side = decision.reason, self.city.side
        ahead = next((each for each in Application.objects.to_be_offered() if each.city.side == side), None)
        if ahead is None:
            return cited
        return Reason("not_first_in_line", {"city": str(ahead.city)}, clause=cited.clause, version=cited.version)

    def seat_on_completion(self) -> SeatDecision:
        """Whether there is a seat now that all have consented: those who wait already come first (MEM-7)."""
        return seat_beside_waiting(self.city.side, Application.objects.exclude(pk=self.pk).line(), *self._counts())

    def seat_in_line(self) -> SeatDecision:
        """Whether a free seat can be offered to this city, which waits (MEM-7)."""
        itself = WaitingApplication(self.pk, self.city.side, self.first_submitted_at or self.opened_at)
        return seat_in_line(itself, Application.objects.exclude(pk=self.pk).line(), *self._counts())

    def seat_by_exception(self, recorded_reason: str) -> SeatDecision:
        """Whether the charter grants a seat beyond the ratio for this reason, which it wants recorded (MEM-7)."""
        return seat_by_exception(self.city.side, *self._counts(), recorded_reason=recorded_reason)

    def _counts(self) -> tuple[Tally, Tally, Charter]:
        others = Application.objects.exclude(pk=self.pk)
        return Standing.objects.current().members().tally(), others.reserving().tally(), charter_in_force()

    def why_reservation_is_over(self) -> Reason | None:
        """The reason once the reserved seat is held no longer, whether or not the clock's job has come by (MEM-5)."""
        if self.reserved_until is None or clock.now() < self.reserved_until:
            return None
        charter = charter_in_force()
        return Reason("reservation_lapsed", {}, clause=charter.reservation.clause, version=charter.version)

    def waits_as_observer(self) -> bool:
        """Whether the city has the observer's seat of one that waits."""
        kind = StandingKind.WAITING_OBSERVER
        return Standing.objects.current().filter(city=self.city_id, kind=kind).exists()

    @property
    def current_round(self) -> Any:
        """The latest round, or ``None`` before the first."""
        latest: Any = next(iter(_latest_round_of(self.pk)), None)
        if latest is not None:
            latest.application = self
        return latest


@prepared
def _latest_round_of(application: int) -> models.QuerySet[Any]:
    rounds = apps.get_model("membership", "Round").objects  # defined above this module, and named by its tables only
    return rounds.filter(application=application).order_by("-number")[:1]


def may_read_file_of_application(actor: Actor, file: File) -> bool:
    """Files of an application are read by those who may see it; attachments only once they were put to the cities."""
    row = Application.objects.visible_to(actor).select_related("city").filter(pk=file.about_id).first()
    if row is None:
        return False
    return file.purpose != ATTACHMENT or row.draft_is_read_by(actor) or row.was_put_to_members(file)
