"""Questions across the tables of this app."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kontor.cities.models import City, Indicator, KeyFigure, Source
from kontor.kernel.lingua.calendar import number
from kontor.kernel.lingua.content import fingerprint
from kontor.kernel.prepared import prepared
from kontor.people.models import Invitation, Organisation, Seat

#: The texts of a city's profile, in the order in which they are shown.
PROFILE = ("characteristics", "strengths", "cooperations", "wishes")


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator in one unit by year: what one small multiple shows."""

    title: str
    unit: str
    points: list[dict[str, Any]]


def figures_of(city: City) -> list[KeyFigure]:
    """All key figures with their sources: by indicator in the product's order, newest year first."""
    order = {indicator: place for place, indicator in enumerate(Indicator.values)}
    return sorted(_figures(city.pk), key=lambda figure: order[figure.indicator])


@prepared
def _figures(city: int) -> QuerySet[KeyFigure]:
    return KeyFigure.objects.filter(city=city).select_related("source").order_by("-year", "id")


def series_of(figures: Sequence[KeyFigure]) -> list[Series]:
    """One series for each indicator and unit. Of two sources for a year the later record is drawn."""
    grouped: dict[tuple[str, str], dict[int, KeyFigure]] = {}
    for figure in sorted(figures, key=lambda each: each.pk):
        grouped.setdefault((figure.indicator, figure.unit), {})[figure.year] = figure
    order = list(Indicator.values)
    return [
        Series(
            title=str(Indicator(indicator).label),
            unit=unit,
            points=[
                {"label": str(year), "value": figure.value, "shown": shown_value(figure)}
                for year, figure in sorted(by_year.items())
            ],
        )
        for (indicator, unit), by_year in sorted(
            grouped.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
        )
    ]


def shown_value(figure: KeyFigure) -> str:
    """The value as the page's language writes it; ``≈`` where the source says “around”."""
    return f"≈ {number(figure.value)}" if figure.is_about else number(figure.value)


def state_of_profile(city: City) -> str:
    """A short name of exactly this profile: who edits names the state that was seen (BL17)."""
    texts = {name: getattr(city, name).as_json() for name in PROFILE}
    return fingerprint(json.dumps([texts, city.organisation.web], sort_keys=True, ensure_ascii=False))


def state_of_figure(figure: KeyFigure) -> str:
    """A short name of exactly this figure (BL17)."""
    seen = (figure.indicator, figure.year, figure.value.normalize(), figure.unit, figure.is_about, figure.source_id)
    return fingerprint("|".join(str(each) for each in seen))


def find_figure(city: City, indicator: str, year: int, source_key: str) -> KeyFigure | None:
    """The figure that an address names: by what it counts, the year and the source."""
    rows = KeyFigure.objects.select_related("source").filter(city=city, indicator=indicator, year=year)
    return rows.filter(source__key=source_key).first()


def known_sources() -> QuerySet[Source]:
    """All sources, for choosing one."""
    return Source.objects.order_by("title", "id")


# --- who acts for a city (ORG-7, ORG-8) ---
def seats_on(organisation: Organisation, day: date) -> QuerySet[Seat]:
    """Who held what on a day."""
    rows = Seat.objects.on(day).filter(organisation=organisation)
    return rows.select_related("person", "organ").order_by("organ_id", "role", "during", "id")


def seats_ever(organisation: Organisation) -> QuerySet[Seat]:
    """All seats that the city has given, the newest first."""
    return Seat.objects.filter(organisation=organisation).select_related("person", "organ").order_by("-during", "id")


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations that nobody has taken up yet."""
    rows = Invitation.objects.open().filter(organisation=organisation)
    return rows.select_related("person").order_by("invited_at")
