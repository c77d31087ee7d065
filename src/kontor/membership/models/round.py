"""The round: whom is asked, exactly what, and what each city says (MEM-3, MEM-4)."""

from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from kontor.charter import consent
from kontor.charter.consent import ConsentState, VoiceId
from kontor.cities.models import City
from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.addresses import address_of
from kontor.kernel.files.models import File
from kontor.kernel.lifecycle.moves import StateField
from kontor.kernel.prepared import prepared
from kontor.kernel.public_ids import PublicIdField
from kontor.membership.lifecycle import round_
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.models.application import Application
from kontor.people.models import Person


class Position(models.TextChoices):
    """What a city may say. Only a consent is a consent (MEM-4)."""

    CONSENT = consent.Position.CONSENT.value, _("Consent")
    OBJECTION = consent.Position.OBJECTION.value, _("Objection")
    QUESTION = consent.Position.QUESTION.value, _("Question")
    ABSTENTION = consent.Position.ABSTENTION.value, _("Abstention")


class RoundRows(models.QuerySet["Round"]):
    """Questions about rounds."""

    def visible_to(self, actor: Actor) -> "RoundRows":
        """A round is seen by those who see its application."""
        return self.filter(application__in=Application.objects.visible_to(actor))


#: What a round is about; it stands from the dispatch on.
_FROZEN = ["application", "number", "text", "text_sha256", "charter_version", "dispatched_at", "answer_due_at"]


class Round(models.Model):
    """One asking of all member cities. Electorate and text are frozen when it begins."""

    public_id = PublicIdField()
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    status: StateField = round_.field()
    text = models.JSONField()  # the exact dossier that was put to the cities
    text_sha256 = models.CharField(max_length=64)
    charter_version = models.CharField(max_length=20)
    dispatched_at = models.DateTimeField(default=clock.now)
    answer_due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoundRows.as_manager()
    journal_type = "round"

    class Meta:
        constraints = [
            round_.constraint(),
            models.UniqueConstraint(fields=["application", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(status="running"), name="round_one_running_per_application"
            ),
        ]
        triggers = [
            round_.guard(),
            pgtrigger.ReadOnly(name="text_is_frozen", fields=_FROZEN),
        ]

    def __str__(self) -> str:
        return str(_("Round %(number)s about %(city)s")) % {"number": self.number, "city": self.application}

    def get_absolute_url(self) -> str:
        """The latest round is shown on its application's page, an earlier one on its own."""
        if self.application.rounds.filter(number__gt=self.number).exists():
            return address_of("membership:round", self.public_id)
        return address_of("membership:application", self.application.public_id)

    def journal_names(self) -> dict[str, str]:
        """Called by the applying city."""
        return self.application.journal_names()

    def required_organisations(self) -> list[int]:
        """The organisations of the cities whose consent is still required."""
        return list(self.voices.filter(released_at=None).values_list("city__organisation_id", flat=True))

    def latest_statements(self) -> dict[int, "Statement"]:
        """What each city said last, by the city's number."""
        rows = self.statements.order_by("city_id", "-id").distinct("city_id").select_related("person")
        return {statement.city_id: statement for statement in rows}

    def consent_state(self) -> ConsentState:
        """Where the round stands by the charter now (MEM-4)."""
        electorate = [consent.Voice(str(city), released or None) for city, released in _electorate_of(self.pk)]
        positions: dict[VoiceId, consent.Position] = {
            str(city): consent.Position(position) for city, position in _positions_in(self.pk)
        }
        return consent.consent_complete(electorate, positions, charter_in_force())

    def receipts(self) -> list[str]:
        """The receipt of every statement made so far, in order: the journal notes them when the round ends."""
        return list(self.statements.order_by("id").values_list("public_id", flat=True))

    def has_objection(self) -> bool:
        """Whether an objection stands now."""
        return bool(self.consent_state().objecting)


class Voice(models.Model):
    """One city of the frozen electorate. Nothing about it changes, but that a city which leaves is released."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="voices")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    released_because = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "city"], name="voice_once_per_round")]
        triggers = [
            pgtrigger.ReadOnly(name="who_is_asked_is_frozen", fields=["id", "round", "city"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.city)


class Statement(models.Model):
    """What a city said, by whom, when, in which words. Never changed: a new one follows it."""

    public_id = PublicIdField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="statements")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=12, choices=Position.choices)
    text = models.TextField(blank=True)
    text_sha256 = models.CharField(max_length=64)  # of the dossier that the statement refers to (BL16)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    signed_file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stated_at = models.DateTimeField(default=clock.now)
    is_simulated = models.BooleanField(default=False)

    append_only = True
    journal_type = "statement"

    class Meta:
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                name="statement_objection_has_reason",
                condition=~models.Q(position="objection") | ~models.Q(text=""),
            ),
            models.CheckConstraint(
                name="statement_position_is_known", condition=models.Q(position__in=[p.value for p in Position])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city}: {self.get_position_display()}"

    def journal_names(self) -> dict[str, Any]:
        """Called by its city."""
        return self.city.journal_names()


class Answer(models.Model):
    """What the secretariat or the applicant said to a city's question. Never changed: another one may follow it."""

    public_id = PublicIdField()
    question = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_applicant = models.BooleanField()  # else the secretariat's
    answered_at = models.DateTimeField(default=clock.now)
    is_simulated = models.BooleanField(default=False)

    append_only = True

    class Meta:
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [models.CheckConstraint(name="answer_says_something", condition=~models.Q(text=""))]

    def __str__(self) -> str:
        return f"{self.question}: {self.text[:40]}"


@prepared
def _electorate_of(round_: int) -> models.QuerySet[Any]:
    return Voice.objects.filter(round=round_).order_by("pk").values_list("city", "released_because")


@prepared
def _positions_in(round_: int) -> models.QuerySet[Any]:
    """All positions, in the order in which they were taken: the last one of a city counts."""
    return Statement.objects.filter(round=round_).order_by("pk").values_list("city", "position")
