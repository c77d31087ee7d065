"""What a city's page shows of its membership, and to whom (MEM-8, MEM-9, MEM-11, MEM-12, MEM-13, ORG-8)."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kontor.cities.models import City
from kontor.cities.tests.factories import a_figure, a_source
from kontor.membership import actions, leaving
from kontor.membership.models import Claim, Round, Standing
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.panels.deeds import activity_of
from kontor.membership.panels.standing import contradicts
from kontor.membership.tests.factories import SmallAlliance, a_running_round, a_small_alliance
from kontor.people.models import OrganKind, Role, Seat
from kontor.people.tests.factories import a_seat, an_account, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(settings: Any) -> SmallAlliance:
    settings.SECOND_FACTOR_OBLIGATORY = False
    return a_small_alliance(cn=2, de=2)


def _page(city: City, account: Any = None) -> str:
    client = Client()
    if account is not None:
        client.force_login(account)
    with translation.override("en"):
        answer = client.get(city.get_absolute_url())
    assert answer.status_code == 200
    return str(answer.content.decode())


def _seat_of(city: City) -> Seat:
    return Seat.objects.speaking_for(city.organisation).select_related("person").get()


def _secret_words(city: City) -> list[str]:
    seat = _seat_of(city)
    return [seat.person.family_name, seat.person.email]


def test_the_public_sees_the_office_and_no_person(small: SmallAlliance) -> None:
    city = small.members[2]
    Seat.objects.filter(organisation=city.organisation).update(office="Amt für Wirtschaft")
    page = _page(city)
    assert [word in page for word in ["Amt für Wirtschaft", *_secret_words(city)]] == [True, False, False]


def test_people_outside_the_alliance_see_no_person(small: SmallAlliance) -> None:
    city = small.members[2]
    stranger, applicant = an_account(), an_account()
    a_seat(applicant.person, a_running_round(small, "applicant").application.city.organisation, Role.STAFF)
    for account in (stranger, applicant):
        assert [word in _page(city, account) for word in _secret_words(city)] == [False, False]


def test_members_and_the_secretariat_see_whom_to_talk_to(small: SmallAlliance) -> None:
    city = small.members[2]
    for account in (small.voice(small.members[0]), small.voice(city), small.secretary):
        assert [word in _page(city, account) for word in _secret_words(city)] == [True, True]


def test_who_left_sees_no_person_any_more(small: SmallAlliance) -> None:
    city, left = small.members[2], small.members[3]
    Standing.objects.filter(city=left).delete()
    assert [word in _page(city, small.voice(left)) for word in _secret_words(city)] == [False, False]


def test_a_member_is_told_what_it_has_not_named_and_the_public_is_not(small: SmallAlliance) -> None:
    city = small.members[2]
    page = _page(city, small.voice(city))
    assert "Responsible person is missing" in page
    assert "Contact person is missing" not in page
    assert "is missing" not in _page(city)


def test_only_those_concerned_are_offered_the_way_out(small: SmallAlliance) -> None:
    city = small.members[2]
    withdraw, convert = f"/cities/{city.public_id}/withdraw/", f"/cities/{city.public_id}/convert/"
    offered = {
        name: (withdraw in page, convert in page)
        for name, page in {
            "public": _page(city),
            "voice": _page(city, small.voice(city)),
            "other": _page(city, small.voice(small.members[0])),
            "secretariat": _page(city, small.secretary),
        }.items()
    }
    assert offered == {
        "public": (False, False), "voice": (True, False), "other": (False, False), "secretariat": (False, True),
    }  # fmt: skip


def test_a_withdrawal_under_way_blocks_a_second_one_and_is_seen_by_the_alliance_only(small: SmallAlliance) -> None:
    city = small.members[2]
    filed = leaving.file_withdrawal(city, by=small.voice(city))
    own = _page(city, small.voice(city))
    assert f"/cities/{city.public_id}/withdraw/" not in own
    assert "A withdrawal of this city is under way already." in own
    with translation.override("en"):
        address = filed.get_absolute_url()
    readers = (None, an_account(), small.voice(small.members[0]))
    assert [address in _page(city, who) for who in readers] == [False, False, True]


def test_rights_and_duties_are_for_members(small: SmallAlliance) -> None:
    city = small.members[2]
    shown = ['id="rights"' in _page(city, who) for who in (None, an_account(), small.voice(city), small.secretary)]
    assert shown == [False, False, True, True]


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("observer_waiting", ["observer_rights", "observer.waiting", "waiting_order"]),
        ("observer_converted", ["observer_rights", "observer.converted"]),
    ],
)
def test_an_observer_reads_its_rights_and_how_it_comes_to_a_seat(
    small: SmallAlliance, kind: str, keys: list[str]
) -> None:
    city = small.members[2]
    Standing.objects.filter(city=city).update(kind=kind)
    charter = charter_in_force()
    said = {key: charter.rule(key).text["en"] for key in [*keys, "duty.name_contacts", "observer.waiting"]}
    page = unescape(_page(city, small.voice(city)))
    assert [key for key, text in said.items() if text in page] == keys
    assert 'id="rights"' not in _page(city)


# --- activity ---
def test_the_record_of_activity_counts_rounds_and_days(small: SmallAlliance) -> None:
    city = small.members[0]
    running = a_running_round(small)
    with pgtrigger.ignore("membership.Round:text_is_frozen"):
        Round.objects.filter(pk=running.pk).update(dispatched_at=timezone.now() - timedelta(days=3, hours=12))
    assert (activity_of(city).asked, activity_of(city).answered, activity_of(city).median_days) == (1, 0, None)
    running.refresh_from_db()
    actions.state(running, by=small.voice(city), city=city, position="question", text="Warum?")
    actions.state(running, by=small.voice(city), city=city, position="consent")
    found = activity_of(city)
    assert (found.asked, found.answered, found.median_days, found.rounds[0].days) == (1, 1, 3.5, 3)


def test_the_record_of_activity_is_shown_to_the_city_itself_and_to_the_secretariat(small: SmallAlliance) -> None:
    city = small.members[0]
    auditor = an_account()
    a_seat(auditor.person, an_organisation(), Role.AUDITOR)
    readers = (None, an_account(), small.voice(small.members[1]), small.voice(city), small.secretary, auditor)
    assert ['id="activity"' in _page(city, who) for who in readers] == [False, False, False, True, True, True]


# --- claims ---
def _claim(says: str, on: date | None, precision: str) -> Claim:
    return Claim(says=says, on=on, precision=precision)


APRIL = date(2016, 4, 1)


@pytest.mark.parametrize(
    ("claim", "adopted", "differs"),
    [
        (("founding_member", APRIL, "month"), ("founding_member", date(2016, 4, 25), "exact"), False),
        (("founding_member", date(2015, 9, 1), "month"), ("founding_member", APRIL, "month"), True),
        (("founding_member", date(2016, 1, 1), "year"), ("founding_member", APRIL, "month"), False),
        (("founding_member", None, "unknown"), ("founding_member", APRIL, "month"), False),
        (("founding_member", APRIL, "month"), ("member", date(2017, 9, 27), "by"), True),
        (("not_listed", APRIL, "month"), ("founding_member", APRIL, "month"), True),
        (("not_listed", APRIL, "month"), ("member", date(2017, 9, 27), "by"), False),
        (("not_listed", date(2018, 1, 1), "exact"), ("member", date(2017, 9, 27), "by"), True),
        (("member", date(2017, 9, 27), "by"), ("founding_member", APRIL, "month"), False),
        (("intends_to_join", date(2016, 12, 1), "month"), ("founding_member", APRIL, "month"), False),
    ],
)
def test_claims_contradict_when_both_cannot_be_true(claim: Any, adopted: Any, differs: bool) -> None:
    assert contradicts(_claim(*claim), _claim(*adopted)) is differs


def test_all_claims_stand_side_by_side_and_the_adopted_one_is_marked(small: SmallAlliance) -> None:
    city = small.members[2]
    concept, list_of_2017 = a_source("concept", title="Konzept 2016"), a_source("list", title="Liste 2017")
    founding = Claim.objects.create(
        key="a", city=city, says="founding_member", on=APRIL, precision="month", source=concept, as_written="Stadt 2"
    )
    Claim.objects.create(key="b", city=city, says="not_listed", on=APRIL, precision="month", source=list_of_2017)
    Standing.objects.filter(city=city).update(claim=founding, precision="month")
    page = _page(city)
    for words in ("Konzept 2016", "Liste 2017", "Stadt 2", "followed here", "differs", "since April 2016"):
        assert words in page


def test_a_city_without_a_standing_is_not_shown_as_a_member(small: SmallAlliance) -> None:
    city = a_running_round(small, "mainz").application.city
    Claim.objects.create(key="m", city=city, says="intends_to_join", source=a_source("paper"))
    page = _page(city)
    assert "so it is not shown as one" in page
    assert 'class="k-head__row"><h1>Mainz</h1></div>' in page.replace("\n", "")


def test_the_page_asks_the_database_the_same_with_one_row_of_each_kind_and_with_three(small: SmallAlliance) -> None:
    city = small.members[2]
    for account in (None, small.voice(city), small.secretary):
        client = Client()
        if account:
            client.force_login(account)
        client.get(city.get_absolute_url())

        def asked(client: Client = client) -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get(city.get_absolute_url())
            return len(queries)

        before = asked()
        source = a_source(f"source-{before}-{Claim.objects.count()}")
        for number in range(3):
            key = f"{source.key}-{number}"
            Claim.objects.create(key=key, city=city, says="member", on=APRIL, source=source)
            a_figure(city, 2000 + number, source=source)
        assert asked() == before


def test_contact_points_see_whom_to_talk_to(small: SmallAlliance) -> None:
    city, alliance = small.members[2], small.alliance.organisation
    organ = alliance.organs.create(key="contact-points", kind=OrganKind.CONTACT_POINTS)
    account = an_account()
    a_seat(account.person, alliance, Role.MEMBER, organ)
    assert [word in _page(city, account) for word in _secret_words(city)] == [True, True]
