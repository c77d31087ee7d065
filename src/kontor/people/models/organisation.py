"""``Organisation`` is the one party (decision 1); ``Organ`` is a body that it owns."""

import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kontor.charter.model import Rule
from kontor.kernel import clock
from kontor.kernel.lingua.content import Content, ContentField
from kontor.kernel.lingua.languages import current
from kontor.kernel.lingua.sorting import sort_key_de, sort_key_zh
from kontor.kernel.public_ids import PublicIdField
from kontor.people.charters import charters
from kontor.people.vocabulary import OrganisationKind, OrganKind


def check_zone(name: str) -> None:
    """Refuse a time zone that the tz database does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(zone)s” is not a time zone."), params={"zone": name})


def sort_key(language: str | None = None) -> str:
    """The column by which a reader of the language, by default this one, expects organisations sorted."""
    return "sort_zh" if (language or current()) == "zh-hans" else "sort_de"


class OrganisationRows(models.QuerySet["Organisation"]):
    """Questions about organisations."""

    def in_order(self, language: str) -> "OrganisationRows":
        """Sorted as a reader of ``language`` expects: by pinyin for Chinese, after DIN 5007 otherwise."""
        return self.order_by(sort_key(language), "id")


class Organisation(models.Model):
    """A city, agency, company, institution, association or the alliance itself."""

    public_id = PublicIdField()
    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    names = ContentField()
    sort_de = models.CharField(max_length=200, blank=True, editable=False)
    sort_zh = models.CharField(max_length=200, blank=True, editable=False)
    zone = models.CharField(max_length=40, default=clock.zone_of_days, validators=[check_zone])
    web = models.URLField(blank=True)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    is_simulated = models.BooleanField(default=False)  # invented for the demo, and marked so wherever it is shown

    objects = OrganisationRows.as_manager()
    journal_type = "organisation"

    class Meta:
        indexes = [
            models.Index(fields=["sort_de"], name="organisation_de"),
            models.Index(fields=["sort_zh"], name="organisation_zh"),
        ]
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_is_known", condition=models.Q(kind__in=list(OrganisationKind.values))
            )
        ]

    def __str__(self) -> str:
        return str(self.names)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort keys beside the names: the database itself sorts by code point (pitfall of builtin locales)."""
        names: Content = self.names
        self.sort_de = sort_key_de(names.get("de") or names.get("en") or str(names))
        self.sort_zh = sort_key_zh(names.get("zh-hans") or str(names))
        super().save(*args, **kwargs)

    def journal_names(self) -> dict[str, str]:
        """The names by language."""
        return dict(self.names.texts)


class Organ(models.Model):
    """A body of the alliance or of an administration's council."""

    public_id = PublicIdField()
    key = models.SlugField(max_length=80)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="organs")
    kind = models.CharField(max_length=20, choices=OrganKind.choices)
    names = ContentField()
    topic = ContentField()
    chair = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    members = models.ManyToManyField(Organisation, related_name="organs_served", blank=True)  # ORG-4, ORG-5: bodies

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="organ_key_once_per_owner")]

    def __str__(self) -> str:
        return str(self.names)

    @property
    def rule(self) -> Rule[object] | None:
        """What the newest charter says of this kind of body; ``None`` where it has no rule of its own."""
        charter, key = charters().latest, f"organ.{self.kind}"
        return charter.rule(key) if charter.has(key) else None

    @property
    def kind_beside_name(self) -> str:
        """What kind of body it is, where its name does not say so already."""
        kind = str(self.get_kind_display())
        return "" if kind.casefold() in str(self).casefold() else kind
