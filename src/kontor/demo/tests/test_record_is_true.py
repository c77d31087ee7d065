"""The record says what its sources say, and marks what they do not (MEM-12)."""

from datetime import date

import pytest

from kontor.cities.models import City, Indicator, KeyFigure
from kontor.demo.reading import read
from kontor.membership.models import Claim, Milestone, Prospect, Standing
from kontor.people.models import Account, Organ, Organisation, Person, Seat

pytestmark = [pytest.mark.usefixtures("record"), pytest.mark.xdist_group("demo_record")]

FOUNDERS = {
    "CN": [
        "foshan", "guiyang", "jiangmen", "jiaozuo", "jieyang", "liuzhou", "nanning", "taizhou-zhejiang", "yunfu",
        "zhaoqing", "zhuzhou",
    ],
    "DE": ["aachen", "ingolstadt", "kelsterbach", "raunheim", "ruesselsheim", "wuppertal"],
}  # fmt: skip
LATER = {"CN": ["baoan", "maanshan", "nanchang"], "DE": ["bottrop", "koeln", "nuernberg"]}


def members_on(day: date, side: str) -> list[str]:
    rows = Standing.objects.on(day).members().filter(city__side=side)
    return sorted(rows.values_list("city__organisation__key", flat=True))


def test_there_are_fourteen_chinese_and_nine_german_members_today() -> None:
    assert dict(Standing.objects.current().members().tally()) == {"CN": 14, "DE": 9}


@pytest.mark.parametrize("side", ["CN", "DE"])
def test_the_members_are_those_that_the_sources_list(side: str) -> None:
    assert members_on(date(2016, 5, 1), side) == sorted(FOUNDERS[side])
    assert members_on(date(2017, 9, 27), side) == sorted(FOUNDERS[side] + LATER[side])
    assert members_on(date(2016, 3, 31), side) == []


def test_each_adopted_standing_names_a_claim_that_says_the_same() -> None:
    rows = Standing.objects.filter(city__organisation__is_simulated=False).select_related("claim")
    told = [(row.claim.city_id, row.claim.on, row.claim.precision) for row in rows if row.claim]
    assert told == [(row.city_id, row.during.lower, row.precision) for row in rows]
    assert {row.precision for row in rows} == {"month", "by"}


def test_the_two_taizhou_are_kept_apart() -> None:
    both = City.objects.filter(organisation__key__startswith="taizhou").select_related("organisation")
    told = {
        each.organisation.key: (each.official_code, each.organisation.names.get("zh-hans"), each.standings.count())
        for each in both
    }
    assert told == {"taizhou-zhejiang": ("331000", "台州", 1), "taizhou-jiangsu": ("321200", "泰州", 0)}


@pytest.mark.parametrize("city", ["koeln", "nuernberg"])
def test_claims_that_contradict_each_other_are_kept_side_by_side(city: str) -> None:
    claims = Claim.objects.filter(city__organisation__key=city).values_list("source__key", "says")
    assert sorted(claims) == [
        ("concept-2016", "not_listed"),
        ("mainz-2016", "founding_member"),
        ("neuss-2017", "member"),
    ]
    assert Standing.objects.get(city__organisation__key=city).claim == Claim.objects.get(key=f"neuss-2017-{city}")


def test_no_outcome_is_told_for_mainz_and_neuss() -> None:
    assert Standing.objects.filter(city__organisation__key__in=["mainz", "rhein-kreis-neuss"]).count() == 0
    stages = Prospect.objects.filter(is_simulated=False).values_list("city__organisation__key", "status")
    assert sorted(stages) == [("mainz", "in_talks"), ("rhein-kreis-neuss", "applying")]


def test_a_month_does_not_pass_for_a_day() -> None:
    talk = Prospect.objects.get(city__organisation__key="mainz").talks.get()
    assert (talk.on, talk.precision, talk.source and talk.source.key) == (date(2016, 11, 1), "month", "mainz-2016")


def test_a_population_that_nobody_compared_is_not_shown() -> None:
    checked = {place["key"] for place in read("cities")["city"] if place["population"]["checked"]}
    shown = KeyFigure.objects.filter(indicator=Indicator.POPULATION).values_list("city__organisation__key", flat=True)
    assert sorted(shown) == sorted(checked)
    assert "jiangmen" not in checked


def test_the_advisory_board_has_the_members_that_were_adopted() -> None:
    organ = Organ.objects.get(key="advisory-board")
    assert sorted(organ.members.values_list("key", flat=True)) == ["ccid", "cipa-germany", "nrw-invest"]
    assert Organ.objects.get(key="board").members.count() == 0


def test_what_the_sources_tell_differently_stands_beside_the_timeline() -> None:
    assert sorted(Milestone.objects.disagreements().values_list("key", flat=True)) == [
        "advisory-board-in-the-list-of-organs",
        "cipa-agency-or-german-office",
        "concept-2016-founding",
        "concept-2016-occasion",
        "concept-2016-open-seat",
        "mainz-2016-founding",
        "mainz-2016-occasion",
        "neuss-2017-members",
        "neuss-2017-occasion",
        "nrw-invest-board-or-advisory-board",
        "taizhou",
    ]
    days = list(Milestone.objects.events().values_list("on", flat=True))
    assert len(days) == len(read("history")["event"])
    assert days == sorted(days, key=str)


def test_every_person_is_invented_and_marked() -> None:
    assert Person.objects.filter(is_invented=False).count() == 0
    assert Person.objects.exclude(email__endswith=".example").count() == 0
    assert Account.objects.count() == Person.objects.count() == len(read("personas")["person"])


def test_every_invented_body_is_marked_and_no_real_one_is() -> None:
    marked = Organisation.objects.filter(is_simulated=True).values_list("key", flat=True)
    invented = ["audit-office", "beispielfeld", "musterstadt-hafen", "shifan", "shifan-mould", "yangban"]
    assert sorted(marked) == invented


def test_every_member_has_named_office_responsible_and_contact() -> None:
    for standing in Standing.objects.current().members():
        seats = Seat.objects.speaking_for(standing.city.organisation_id)
        assert sorted(seats.values_list("role", flat=True)) == ["contact", "responsible"]
        assert seats.filter(office="").count() == 0
