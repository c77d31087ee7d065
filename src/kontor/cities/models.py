"""Cities, districts and counties: what is known of them, from which source (DIR-1, MEM-1, MEM-12)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.cities.rules import may_edit_any_city
from kontor.kernel.access import Actor
from kontor.kernel.addresses import address_of
from kontor.kernel.lingua.content import ContentField
from kontor.kernel.public_ids import PublicIdField
from kontor.people.charters import charters
from kontor.people.models import Organisation, sort_key
from kontor.people.rules import roles_of

#: A side of the charter, which says what sides there are; what every charter can be held to is the shape (CHR-1).
SIDE = r"^[A-Z]{2}$"


def own_language_of(side: str) -> str:
    """The language in which the cities of a side write their own names; empty where it is none of ours."""
    return charters().side(side).language


class Precision(models.TextChoices):
    """How exactly a source tells a date."""

    EXACT = "exact", _("exactly")
    MONTH = "month", _("the month")
    YEAR = "year", _("the year")
    BY = "by", _("by this day at the latest")
    UNKNOWN = "unknown", _("unknown")


class Source(models.Model):
    """Where a fact comes from. Titles stay in the language of the original."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    issuer = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=10, default="de")
    web = models.URLField(blank=True)
    licence = models.CharField(max_length=120, blank=True)
    note = ContentField()

    def __str__(self) -> str:
        return self.title


class CityKind(models.TextChoices):
    """What may be a member: cities, districts of cities, counties (MEM-1)."""

    CITY = "city", pgettext_lazy("place", "city")
    DISTRICT = "district", pgettext_lazy("place", "district of a city")
    COUNTY = "county", pgettext_lazy("place", "county")
    REGION = "region", pgettext_lazy("place", "city region")


class CityRows(models.QuerySet["City"]):
    """Questions about cities."""

    def visible_to(self, actor: Actor) -> "CityRows":
        """All: what is known of a city is public (MEM-12)."""
        return self.all()

    def editable_by(self, actor: Actor) -> "CityRows":
        """Those whose record ``actor`` looks after (DIR-6): beside ``rules.may_edit_city``."""
        if may_edit_any_city(actor):
            return self.all()
        roles = roles_of(actor)
        return self.filter(organisation__in=roles.speaks_for) if roles else self.none()

    def in_order(self, language: str | None = None) -> "CityRows":
        """As a reader of the language expects them sorted."""
        return self.select_related("organisation").order_by(f"organisation__{sort_key(language)}", "id")


class City(models.Model):
    """A city, a district of one, a county. One-to-one with its ``Organisation``, which carries the names."""

    public_id = PublicIdField()
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="city")
    side = models.CharField(max_length=2)  # a side of the charter
    kind = models.CharField(max_length=10, choices=CityKind.choices, default=CityKind.CITY)
    official_code = models.CharField(max_length=12, blank=True)
    code_system = models.CharField(max_length=20, blank=True)  # whose code it is, as the charter calls it
    within = ContentField()
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    characteristics = ContentField()
    strengths = ContentField()
    cooperations = ContentField()
    wishes = ContentField()
    position_source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CityRows.as_manager()
    journal_type = "city"

    class Meta:
        constraints = [
            # Pinyin is no identity: the two Taizhou differ by their official codes.
            models.UniqueConstraint(
                fields=["code_system", "official_code"], condition=~models.Q(official_code=""), name="city_code_once"
            ),
            models.CheckConstraint(name="city_side_has_its_shape", condition=models.Q(side__regex=SIDE)),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        """The city's page."""
        return address_of("cities:city", self.public_id)

    def journal_names(self) -> dict[str, str]:
        """The names by language."""
        return self.organisation.journal_names()

    @property
    def own_language(self) -> str:
        """The language in which the city writes its own name."""
        return own_language_of(self.side)


class Indicator(models.TextChoices):
    """What a key figure counts."""

    POPULATION = "population", _("Population")
    REGISTERED_INHABITANTS = "registered_inhabitants", _("Registered inhabitants")
    GDP = "gdp", _("Gross domestic product")
    EMPLOYEES = "employees", _("Employees")
    INDUSTRY_EMPLOYEES = "industry_employees", _("Employees in the core industries")
    COMPANIES = "companies", _("Companies")
    PARTNER_COMPANIES = "partner_companies", _("Companies from the partner country")
    MUNICIPALITIES = "municipalities", _("Municipalities")
    AREA = "area", _("Area")


class KeyFigure(models.Model):
    """One figure of one city for one year, with its source."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="figures")
    indicator = models.CharField(max_length=30, choices=Indicator.choices)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=2)
    unit = models.CharField(max_length=20, blank=True)
    is_about = models.BooleanField(default=False)  # the source says "around" or "more than"
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["city", "indicator", "year", "source"], name="figure_once_per_year_and_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_indicator_display()} {self.year}: {self.value}"
