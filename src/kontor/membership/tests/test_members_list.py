"""The public list of members: who, since when, from which source; on any past day; found by name (MEM-12)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from psycopg.types.range import DateRange

from kontor.cities.models import City
from kontor.cities.tests.factories import a_city, a_source
from kontor.kernel.access import SYSTEM
from kontor.kernel.lingua.content import Content
from kontor.membership.models import Claim, Standing, StandingKind
from kontor.membership.queries import balance
from kontor.membership.standings import change_standing
from kontor.membership.tests.factories import SmallAlliance, a_small_alliance
from kontor.membership.views.roll import Facts, Roll, roll
from kontor.membership.views.roll_asked import Asked
from kontor.people.models.seat import today

pytestmark = pytest.mark.django_db
FOUNDED = date(2016, 4, 1)


@pytest.fixture
def small() -> SmallAlliance:
    return a_small_alliance(cn=0, de=0)


def a_standing(
    key: str, side: str, since: date = FOUNDED, until: date | None = None, kind: str = "member", **fields: Any
) -> Standing:
    """A standing of a new city; ``names`` name it."""
    names = fields.pop("names", None)
    city = a_city(key, side, **({"names": names} if names else {}))
    return Standing.objects.create(city=city, kind=StandingKind(kind), during=DateRange(since, until), **fields)


def shown(language: str = "de", **address: str) -> Roll:
    """The roll as the address asks for it."""
    with translation.override(language):
        asked = Asked.read(address)
        return roll(asked, Facts.on(asked.day))


def names(answer: Roll) -> list[str]:
    """The members' names in their order."""
    return [row.name for row in answer.members]


def test_the_members_stand_by_side_and_in_the_readers_alphabet(small: SmallAlliance) -> None:
    a_standing("ulm", "DE", names=Content.of(de="Übersee", zh="奥", en="Overseas"))
    a_standing("alt", "DE", names=Content.of(de="Zwickau", zh="茨", en="Zwickau"))
    a_standing("foshan", "CN", names=Content.of(de="Foshan", zh="佛山", en="Foshan"))
    assert names(shown("de")) == ["Foshan", "Übersee", "Zwickau"]
    assert names(shown("zh-hans")) == ["佛山", "奥", "茨"]
    assert [(row.name, row.original) for row in shown("de").members] == [
        ("Foshan", "佛山"), ("Übersee", ""), ("Zwickau", ""),
    ]  # fmt: skip
    assert [row.original for row in shown("zh-hans").members] == ["", "Übersee", "Zwickau"]


def test_any_past_day_has_its_own_members(small: SmallAlliance) -> None:
    a_standing("left", "DE", date(2016, 4, 1), date(2019, 1, 1))
    a_standing("stays", "DE", date(2017, 9, 27))
    assert names(shown(on="2016-03-31")) == []
    assert names(shown(on="2016-04-01")) == ["Left"]
    assert names(shown(on="2018-12-31")) == ["Left", "Stays"]
    assert names(shown(on="2019-01-01")) == ["Stays"]
    assert names(shown()) == ["Stays"]


@pytest.mark.parametrize(
    "typed", ["xx", "2017-02-30", "0000-00-00", "<script>alert(1)</script>", "9" * 300, "3000-01-01"]
)
def test_a_day_that_cannot_be_shown_is_answered_kindly(client: Client, small: SmallAlliance, typed: str) -> None:
    a_standing("stays", "DE")
    answer = client.get(reverse("membership:members"), {"on": typed})
    assert answer.status_code == 200
    asked = answer.context["asked"]
    assert (asked.day, bool(asked.complaint)) == (today(), True)
    assert "<script>alert(1)" not in answer.content.decode()
    assert "Stays" in answer.content.decode()


def test_tomorrow_has_no_members_yet(small: SmallAlliance) -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()
    with translation.override("de"):
        assert (Asked.read({"on": tomorrow}).day, Asked.read({"on": today().isoformat()}).complaint) == (today(), "")


def test_the_ratio_of_the_page_is_the_ratio_of_the_charter(small: SmallAlliance) -> None:
    for number in range(5):
        a_standing(f"cn{number}", "CN")
    for number in range(2):
        a_standing(f"de{number}", "DE")
    a_standing("watching", "CN", kind="observer_waiting")
    a_standing("gone", "CN", FOUNDED, date(2018, 1, 1))
    found = shown().balance
    assert found == balance()
    assert (dict(shown().tally), found.within if found else None) == ({"CN": 5, "DE": 2}, False)


def test_filtering_changes_the_rows_and_not_the_figures(small: SmallAlliance) -> None:
    a_standing("foshan", "CN")
    a_standing("aachen", "DE")
    only_german = shown(side="DE")
    assert (names(only_german), dict(only_german.tally)) == (["Aachen"], {"CN": 1, "DE": 1})
    assert names(shown(side="FR")) == ["Foshan", "Aachen"]


def test_observers_stand_apart(small: SmallAlliance) -> None:
    a_standing("member", "DE")
    a_standing("waiting", "DE", kind="observer_waiting")
    a_standing("converted", "CN", kind="observer_converted")
    answer = shown()
    assert (names(answer), [row.name for row in answer.observers]) == (["Member"], ["Converted", "Waiting"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nürnberg", ["Nürnberg"]), ("Nuernberg", ["Nürnberg"]), ("nurnberg", ["Nürnberg"]), ("NÜRN", ["Nürnberg"]),
        ("Nu\u0308rnberg", ["Nürnberg"]),
        ("\u3000ＮÜＲＮ\u3000", ["Nürnberg"]), ("ｎｉｕ　ｌｕｎ　ｂａｏ", ["Nürnberg"]), ("Nuremberg", ["Nürnberg"]),
        ("纽伦堡", ["Nürnberg"]), ("niu lun bao", ["Nürnberg"]),
        ("maanshan", ["Ma'anshan"]), ("ma'an", ["Ma'anshan"]), ("mǎ ān shān", ["Ma'anshan"]), ("马鞍山", ["Ma'anshan"]),
        ("taizhou", ["Taizhou"]), ("台州", ["Taizhou"]), ("泰州", []), ("ruesselsheim", ["Rüsselsheim"]),
        ("russels", ["Rüsselsheim"]), ("zzz", []), ("%", []), ("'", []),
        ("", ["Ma'anshan", "Taizhou", "Nürnberg", "Rüsselsheim"]),
    ],
)  # fmt: skip
def test_un01_un05_a_city_is_found_by_its_name_as_people_type_it(
    small: SmallAlliance, typed: str, found: list[str]
) -> None:
    a_standing("n", "DE", names=Content.of(de="Nürnberg", zh="纽伦堡", en="Nuremberg"))
    a_standing("m", "CN", names=Content.of(de="Ma'anshan", zh="马鞍山", en="Ma'anshan"))
    a_standing("t", "CN", names=Content.of(de="Taizhou", zh="台州", en="Taizhou"))
    a_standing("r", "DE", names=Content.of(de="Rüsselsheim", zh="吕塞尔斯海姆", en="Rüsselsheim"))
    assert names(shown(q=typed)) == found


def test_a_row_tells_since_when_and_from_which_source(client: Client, small: SmallAlliance) -> None:
    paper, list_of_2017 = a_source("paper", title="Gründungskonzept", language="de"), a_source("list", title="Liste")
    for key, says, precision, source in (
        ("alt", "founding_member", "month", paper),
        ("mit", "founding_member", "month", paper),
        ("neu", "member", "by", list_of_2017),
    ):  # fmt: skip
        standing = a_standing(key, "DE", precision=precision)
        standing.claim = Claim.objects.create(key=key, city=standing.city, says=says, on=FOUNDED, source=source)
        standing.save()
    rows = [(row.name, row.since, row.is_founding, row.number, row.fact.source_title) for row in shown("en").members]
    assert rows == [
        ("Alt", "April 2016", True, 1, "Gründungskonzept"),
        ("Mit", "April 2016", True, 1, "Gründungskonzept"),
        ("Neu", "by 1 Apr 2016", False, 2, "Liste"),
    ]
    assert "Gründungskonzept" in client.get(reverse("membership:members")).content.decode()


def test_a_change_is_seen_at_once(client: Client, small: SmallAlliance) -> None:
    address = reverse("membership:members")
    standing = a_standing("aachen", "DE")
    assert "Aachen" in client.get(address).content.decode()
    organisation = standing.city.organisation
    organisation.names = Content.of(de="Bad Aachen", zh="亚琛", en="Aachen")
    organisation.save()
    assert "Bad Aachen" in client.get(address).content.decode()
    standing.delete()
    assert "Bad Aachen" not in client.get(address).content.decode()


def test_markup_in_a_name_is_text(client: Client, small: SmallAlliance) -> None:
    evil = "<img src=x onerror=alert(1)>"
    city = a_standing("evil", "DE", names=Content.of(de=evil, zh=evil, en=evil)).city
    City.objects.filter(pk=city.pk).update(latitude=50, longitude=6)
    for address in (reverse("membership:members"), city.get_absolute_url()):
        page = client.get(address, {"q": evil, "side": evil, "sort": evil}).content.decode()
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_the_page_asks_the_database_the_same_with_one_city_and_with_300(client: Client, small: SmallAlliance) -> None:
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("membership:members"))
        return len(queries), page.content.decode().count('<th scope="row"')

    a_standing("one", "DE")
    with_one = asked()
    for number in range(298):
        a_standing(f"city-{number}", "CN" if number % 3 else "DE")
    a_standing("observer", "CN", kind="observer_waiting")
    assert (with_one, asked()) == ((2, 1), (2, 300))


def test_mem12_what_follows_from_an_invented_admission_is_marked(small: SmallAlliance, client: Client) -> None:
    city = a_city("neuss", "DE")
    change_standing(city, StandingKind.MEMBER, by=SYSTEM, is_simulated=True)
    a_standing("aachen", "DE")
    assert {row.name: row.is_simulated for row in shown().members} == {"Neuss": True, "Aachen": False}
    assert sorted("(simuliert)" in point["standing"] for point in shown().points) == sorted(
        point["name"] == "Neuss" for point in shown().points
    )
    table = client.get(reverse("membership:members_csv")).content.decode().splitlines()
    assert [line.rstrip().endswith("ja") for line in table if "Neuss" in line] == [True]
    page = client.get(city.get_absolute_url()).content.decode()
    assert "simulierten Aufnahme" in page
    assert "Von der Allianz selbst festgehalten" not in page
    assert change_standing(city, StandingKind.CONVERTED_OBSERVER, by=SYSTEM).is_simulated  # type: ignore[union-attr]
