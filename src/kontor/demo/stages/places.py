"""Sources, cities with their key figures, and the invented places of the scenario."""

from decimal import Decimal

from kontor.cities.models import City, CityKind, Indicator, KeyFigure, Source
from kontor.demo.reading import Table, content, exact_day, read
from kontor.people.models import Organisation, OrganisationKind

#: What the record calls a figure, and what the product calls it.
_INDICATORS = {
    "municipalities": Indicator.MUNICIPALITIES,
    "employees-in-core-industries": Indicator.INDUSTRY_EMPLOYEES,
    "chinese-companies": Indicator.PARTNER_COMPANIES,
    "registered-inhabitants": Indicator.REGISTERED_INHABITANTS,
}


def load() -> None:
    """Write sources first: every figure names one."""
    for key, source in read("sources")["sources"].items():
        _write_source(key, source)
    for place in read("cities")["city"]:
        _write_figures(_write_city(place), place)
    for place in read("personas")["simulated_city"]:
        _write_city(place)


def _write_source(key: str, source: Table) -> None:
    Source.objects.create(
        key=key,
        title=source["title"],
        issuer=source["issuer"],
        reference=source.get("reference", ""),
        issued_on=exact_day(source.get("date")),  # a bare year stands in the note, never as its first of January
        language=source["language"],
        web=source.get("url", ""),
        licence=source.get("licence", ""),
        note=content(source.get("note")),
    )


def _write_city(place: Table) -> City:
    kind = CityKind(place["kind"])
    organisation = Organisation.objects.create(
        key=place["key"],
        # A city region has an administration with a desk, and is no candidate for membership.
        kind=OrganisationKind.ADMINISTRATION if kind == CityKind.REGION else OrganisationKind.CITY,
        names=content(place["name"]),
        zone=place["zone"],
        web=f"https://{place['web']}" if "web" in place else "",
        is_simulated=place.get("simulated", False),
    )
    return City.objects.create(
        organisation=organisation,
        side=place["side"],
        kind=kind,
        official_code=place.get("official_code", ""),
        code_system=place.get("code_system", ""),
        within=content(place["within"]),
        latitude=_degrees(place.get("latitude")),
        longitude=_degrees(place.get("longitude")),
        position_source=Source.objects.get(key="geonames") if "geonames_id" in place else None,
        characteristics=content(place["characteristics"]),
        strengths=content(place["strengths"]),
    )


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.0001"))


def _write_figures(city: City, place: Table) -> None:
    population = place["population"]
    if population["checked"]:  # a figure that was not compared with a second place is not shown
        _write_figure(city, Indicator.POPULATION, population["value"], int(population["on"][:4]), population["source"])
    for figure in place.get("key_figure", ()):
        is_about = figure["qualifier"] != "exact"
        indicator = _INDICATORS[figure["figure"]]
        _write_figure(city, indicator, figure["value"], figure["year"], figure["source"], is_about=is_about)


def _write_figure(
    city: City, indicator: Indicator, value: int, year: int, source: str, *, is_about: bool = False
) -> None:
    KeyFigure.objects.create(
        city=city,
        indicator=indicator,
        year=year,
        value=value,
        is_about=is_about,
        source=Source.objects.get(key=source),
    )
