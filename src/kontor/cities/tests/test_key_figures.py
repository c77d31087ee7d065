"""Key figures have a year and a source, and are read as people write them (DIR-1, BL17, BL19)."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kontor.cities.models import City, KeyFigure, Source
from kontor.cities.queries import series_of, state_of_figure
from kontor.cities.tests.factories import Desk, a_desk, a_figure, a_source
from kontor.kernel.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return a_desk()


@pytest.fixture
def city(desk: Desk) -> City:
    return desk.cities[0]


@pytest.fixture
def voice(client: Client, desk: Desk, city: City) -> Client:
    client.force_login(desk.voice(city))
    return client


def _add(city: City) -> str:
    return reverse("cities:add_figure", args=[city.public_id])


def _change(figure: KeyFigure) -> str:
    return reverse("cities:figure", args=[figure.city.public_id, figure.indicator, figure.year, figure.source.key])


def _sent(**fields: object) -> dict[str, object]:
    return {"indicator": "population", "year": 2020, "value": "248.878", "unit": "", **fields}


def test_a_figure_is_added_with_a_known_source(voice: Client, city: City) -> None:
    source = a_source("census")
    assert voice.post(_add(city), _sent(source=source.pk)).status_code == 302
    figure = KeyFigure.objects.get(city=city)
    assert (figure.indicator, figure.year, figure.value, figure.source) == (
        "population", 2020, Decimal("248878.00"), source,
    )  # fmt: skip
    assert Entry.objects.get(verb="city.add_figure").facts["value"] == "248878"


def test_a_new_source_is_recorded_with_it(voice: Client, city: City) -> None:
    sent = _sent(source_title="Statistisches Jahrbuch", source_issuer="Stadt", source_language="de")
    assert voice.post(_add(city), sent).status_code == 302
    assert KeyFigure.objects.get(city=city).source.title == "Statistisches Jahrbuch"


def test_a_figure_without_a_source_is_refused(voice: Client, city: City) -> None:
    answer = voice.post(_add(city), _sent())
    assert list(answer.context["form"].errors) == ["source"]
    assert (KeyFigure.objects.count(), Source.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"value": "-5"}, "value"), ({"value": "1,23"}, None), ({"value": "2 Billionen"}, "value"),
        ({"value": "10.000.000.000.000.000"}, "value"), ({"year": 2999}, "year"), ({"year": 12}, "year"),
        ({"indicator": "gdp"}, "unit"), ({"indicator": "gdp", "unit": "EUR"}, None),
        ({"indicator": "moons"}, "indicator"),
        ({"source_title": "A\u202e"}, "source_title"), ({"indicator": "area", "unit": "EUR"}, None),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_stands_at_its_field(
    voice: Client, city: City, fields: dict[str, object], wrong: str | None
) -> None:
    answer = voice.post(_add(city), _sent(source=a_source("census").pk, **fields))
    if wrong is None:
        assert answer.status_code == 302
    else:
        assert list(answer.context["form"].errors) == [wrong]
        assert KeyFigure.objects.count() == 0


def test_an_area_is_in_square_kilometres_whatever_was_chosen(voice: Client, city: City) -> None:
    voice.post(_add(city), _sent(indicator="area", value="160,85", unit="EUR", source=a_source("census").pk))
    assert (KeyFigure.objects.get().unit, KeyFigure.objects.get().value) == ("km²", Decimal("160.85"))


def test_the_same_figure_of_the_same_source_is_not_added_twice(voice: Client, city: City) -> None:
    figure = a_figure(city)
    answer = voice.post(_add(city), _sent(source=figure.source_id))
    assert len(answer.context["form"].non_field_errors()) == 1
    assert KeyFigure.objects.count() == 1


def test_a_figure_is_corrected(voice: Client, city: City) -> None:
    figure = a_figure(city, value="1000")
    sent = _sent(value="2.000", source=figure.source_id, seen=state_of_figure(figure))
    assert voice.post(_change(figure), sent).status_code == 302
    figure.refresh_from_db()
    assert figure.value == Decimal(2000)
    assert Entry.objects.get(verb="city.change_figure").facts["year"] == 2020


def test_a_stored_value_is_shown_as_the_page_writes_numbers(voice: Client, city: City) -> None:
    figure = a_figure(city, value="1234567.50")
    with translation.override("zh-hans"):
        address = _change(figure)
    assert voice.get(address).context["form"]["value"].value() == "1,234,567.5"
    assert 'value="1,234,567.5"' in voice.get(address).content.decode()


def test_a_correction_of_something_changed_meanwhile_is_refused(voice: Client, city: City) -> None:
    figure = a_figure(city, value="1000")
    seen = state_of_figure(figure)
    KeyFigure.objects.filter(pk=figure.pk).update(value=1500)
    answer = voice.post(_change(figure), _sent(value="2.000", source=figure.source_id, seen=seen))
    assert len(answer.context["form"].non_field_errors()) == 1
    figure.refresh_from_db()
    assert figure.value == Decimal(1500)


def test_the_figure_of_a_foreign_city_does_not_exist(voice: Client, desk: Desk) -> None:
    foreign = a_figure(desk.cities[1])
    assert voice.get(_change(foreign)).status_code == 404
    assert voice.post(_change(foreign), _sent(source=foreign.source_id)).status_code == 404
    foreign.refresh_from_db()
    assert foreign.value == Decimal(1000)


def test_figures_in_two_units_are_two_series_and_years_are_in_order(city: City) -> None:
    figures = [
        a_figure(city, 2021, "3"), a_figure(city, 2019, "1"), a_figure(city, 2020, "2", is_about=True),
        a_figure(city, 2020, "9", indicator="gdp", unit="EUR"),
        a_figure(city, 2020, "8", indicator="gdp", unit="CNY", source=a_source("other")),
    ]  # fmt: skip
    with translation.override("en"):
        shown = [(one.title, one.unit, [(p["label"], p["shown"]) for p in one.points]) for one in series_of(figures)]
    assert shown == [
        ("Population", "", [("2019", "1"), ("2020", "≈ 2"), ("2021", "3")]),
        ("Gross domestic product", "CNY", [("2020", "8")]),
        ("Gross domestic product", "EUR", [("2020", "9")]),
    ]
