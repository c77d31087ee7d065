"""The public home shows what is true now, to everybody, and nothing that is not public."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from psycopg.types.range import DateRange
from pytest_django import DjangoAssertNumQueries

from kontor.charter.model import Charter
from kontor.cities.tests.factories import a_source
from kontor.kernel.lingua.content import Content
from kontor.membership.models import Milestone, Standing
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.tests.factories import a_draft, a_running_round, a_small_alliance
from kontor.portal import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter() -> Charter:
    """The charter in force."""
    return charter_in_force()


def test_the_figures_count_members_of_today_per_side(charter: Charter) -> None:
    small = a_small_alliance(cn=3, de=2)
    counts = {side.code: (side.mark, side.members) for side in queries.side_counts(charter)}
    assert counts == {"DE": ("a", 2), "CN": ("b", 3)}
    Standing.objects.filter(city=small.members[0]).delete()
    assert {side.code: side.members for side in queries.side_counts(charter)} == {"DE": 2, "CN": 2}


def test_a_draft_is_no_admission_under_way() -> None:
    small = a_small_alliance()
    a_draft(small, "draft")
    assert queries.admissions_under_way().number == 0
    a_running_round(small, "circulating")
    assert queries.admissions_under_way().number == 1


def test_a_draft_city_is_not_named_on_the_home(client: Client) -> None:
    small = a_small_alliance()
    a_draft(small, "secretcity")
    a_running_round(small, "othercity")
    page = client.get(reverse("portal:home")).content.decode()
    assert ("Secretcity" in page, "Othercity" in page) == (False, False)


def test_the_home_leads_to_the_wish_to_join(client: Client) -> None:
    page = client.get(reverse("portal:home")).content.decode()
    assert f'href="{reverse("membership:join")}"' in page


def test_the_home_opens_before_any_record_is_loaded(client: Client) -> None:
    assert client.get(reverse("portal:home")).status_code == 200


@pytest.mark.parametrize("members", [1, 12])
def test_the_home_asks_the_same_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, members: int
) -> None:
    a_small_alliance(cn=members, de=members)
    with django_assert_num_queries(7):
        client.get(reverse("portal:home"))


def test_a_date_that_a_source_gives_as_by_is_shown_as_by(client: Client) -> None:
    source = a_source()
    Milestone.objects.create(
        key="three-more", kind="membership", text=Content.of(de="Köln, Nürnberg und Bottrop sind Mitglieder."),
        on=date(2017, 9, 27), precision="by", source=source,
    )  # fmt: skip
    page = client.get(reverse("portal:home")).content.decode()
    assert "spätestens 27.09.2017" in page


def test_a_converted_observer_waits_for_nothing() -> None:
    small = a_small_alliance(cn=1, de=1)
    city = small.members[0]
    Standing.objects.filter(city=city).delete()
    standing = Standing.objects.create(city=city, kind="observer_converted", during=DateRange(date(2020, 1, 1), None))
    assert (queries.waiting().number, queries.observers().number) == (0, 1)
    Standing.objects.filter(pk=standing.pk).update(kind="observer_waiting", is_simulated=True)
    assert (queries.waiting().number, queries.waiting().simulated) == (1, 1)
