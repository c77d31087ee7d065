"""Cities before any application, and the public wish to join (MEM-1)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from kontor.cities.models import City
from kontor.cities.tests.factories import a_city
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.lingua.content import Content
from kontor.membership import prospects
from kontor.membership.models import Application, Prospect
from kontor.membership.tests.factories import SmallAlliance, a_draft, a_small_alliance
from kontor.membership.tests.pages import signed_in, url
from kontor.people.models import Invitation

pytestmark = pytest.mark.django_db
WISH = {"name": "Musterstadt", "side": "DE", "family_name": "Muster", "email": "m@muster.example", "agrees": "on"}


@pytest.fixture
def small(settings: Any) -> SmallAlliance:
    """Three members; the cache is emptied, because rates are counted in it."""
    settings.SECOND_FACTOR_OBLIGATORY = False
    cache.clear()
    return a_small_alliance()


def test_a_wish_waits_for_the_secretariat(small: SmallAlliance) -> None:
    answer = Client().post(url("join"), WISH)
    assert (answer.status_code, answer.url) == (302, url("join_thanks"))  # type: ignore[attr-defined]
    assert Prospect.objects.get().status == "wishes"
    assert City.objects.filter(organisation__names__de__text="Musterstadt").count() == 0


def test_the_answer_is_the_same_whatever_is_on_record(small: SmallAlliance) -> None:
    known = {**WISH, "name": "De0", "email": small.voice(small.members[-1]).email}
    answers = [Client().post(url("join"), sent) for sent in (WISH, known)]
    assert len({(a.status_code, a["Location"], a.content) for a in answers}) == 1


def test_what_fills_the_trap_leaves_nothing(small: SmallAlliance) -> None:
    answer = Client().post(url("join"), {**WISH, "website": "https://spam.example"})
    assert (answer.status_code, Prospect.objects.count()) == (302, 0)


def test_too_many_wishes_from_one_address_are_refused(small: SmallAlliance) -> None:
    codes = [Client().post(url("join"), WISH).status_code for _number in range(6)]
    assert codes == [302] * 5 + [429]
    assert Prospect.objects.count() == 5


def test_the_hour_begins_with_the_first_wish_and_not_anew_with_each(small: SmallAlliance) -> None:
    begin = datetime(2026, 3, 1, 12, tzinfo=UTC)
    codes = []
    for minutes in (0, 10, 20, 30, 40, 50, 61):
        with time_machine.travel(begin + timedelta(minutes=minutes), tick=False):
            codes.append(Client().post(url("join"), WISH).status_code)
    assert codes == [302] * 5 + [429, 302]


def test_behind_a_proxy_the_visitors_are_counted_and_not_the_proxy(small: SmallAlliance, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(7):
        visitor = Client(headers={"x-forwarded-for": f"203.0.113.{number}"})
        assert visitor.post(url("join"), WISH).status_code == 302
    codes = [visitor.post(url("join"), WISH).status_code for _again in range(5)]
    assert codes == [302] * 4 + [429]


def test_consent_to_being_stored_is_needed(small: SmallAlliance) -> None:
    sent = {name: value for name, value in WISH.items() if name != "agrees"}
    assert (Client().post(url("join"), sent).status_code, Prospect.objects.count()) == (422, 0)


def test_from_the_wish_to_the_draft(small: SmallAlliance) -> None:
    Client().post(url("join"), WISH)
    prospect, secretary = Prospect.objects.get(), signed_in(small.secretary)
    move = f"/de/move/prospect/{prospect.public_id}/"
    secretary.post(move + "confirm/", {"name_de": "Musterstadt", "side": "DE", "kind": "city"})
    secretary.post(move + "talk/", {"on": "2026-01-15", "place": "Hannover", "what": "Erstes Gespräch"})
    secretary.post(move + "invite/", {"family_name": "Muster", "email": "m@muster.example", "language": "de"})
    prospect.refresh_from_db()
    assert (prospect.status, str(prospect.city)) == ("applying", "Musterstadt")
    assert [talk.what.texts for talk in prospect.talks.all()] == [{"de": "Erstes Gespräch"}]
    assert Application.objects.get().city == prospect.city
    assert Invitation.objects.get().organisation == prospect.city.organisation


def test_a_city_on_record_is_not_entered_twice(small: SmallAlliance) -> None:
    a_city("old", names=Content.of(de="Altstadt"))
    answer = signed_in(small.secretary).post(url("prospects"), {"name_de": "Altstadt", "side": "DE", "kind": "city"})
    assert (answer.status_code, Prospect.objects.count()) == (422, 0)
    assert City.objects.filter(organisation__names__de__text="Altstadt").count() == 1


def test_tz04_a_talk_in_the_future_is_refused(small: SmallAlliance) -> None:
    a_city("old", names=Content.of(de="Altstadt"))
    city = City.objects.get(organisation__key="old")
    prospect = Prospect.objects.create(city=city)
    answer = signed_in(small.secretary).post(f"/de/move/prospect/{prospect.public_id}/talk/", {"on": "2199-01-01"})
    assert (answer.status_code, prospect.talks.count()) == (422, 0)


def test_members_and_strangers_see_no_prospects(small: SmallAlliance) -> None:
    prospect = Prospect.objects.create(city=a_city("old"))
    client = signed_in(small.voice(small.members[0]))
    assert [client.get(a).status_code for a in (url("prospects"), url("prospect", prospect.public_id))] == [404, 404]
    assert Client().get(url("prospects")).status_code == 302


def test_in05_names_from_the_record_are_words_in_labels_and_choices(small: SmallAlliance) -> None:
    a_city("evil", names=Content.of(de="<script>alert(1)</script>"))
    Client().post(url("join"), {**WISH, "name": "<img src=x onerror=alert(1)>", "wish": "<b>fett</b>"})
    prospect, secretary = Prospect.objects.get(), signed_in(small.secretary)
    pages = (url("prospects"), url("prospect", prospect.public_id), f"/de/move/prospect/{prospect.public_id}/confirm/")
    for address in pages:
        page = secretary.get(address).content.decode()
        assert [bad for bad in ("<script>alert", "<img src=x", "<b>fett") if bad in page] == []


def _steps(small: SmallAlliance, row: Prospect) -> list[tuple[str, str]]:
    page = signed_in(small.secretary).get(row.get_absolute_url())
    return [(str(step["label"]), step["state"]) for step in page.context["steps"]]


def test_only_steps_that_were_made_are_drawn_as_made(small: SmallAlliance) -> None:
    Client().post(url("join"), WISH)
    wish = Prospect.objects.get()
    confirmed = prospects.confirm(wish, by=small.secretary, city=a_city("musterstadt", "DE"))
    assert _steps(small, confirmed)[0] == ("Wunsch bestätigt", "current")
    invited = prospects.invite(
        confirmed, by=small.secretary, family_name="Muster", given_name="", email="m@muster.example", language="de"
    )
    assert [state for _label, state in _steps(small, invited)] == ["done", "skipped", "skipped", "skipped", "done"]


def test_a_prospect_whose_application_has_ended_stands_apart_with_its_outcome(small: SmallAlliance) -> None:
    entered = prospects.recommend(a_city("musterstadt", "DE"), by=small.secretary, recommended_by="NRW.INVEST")
    prospects.invite(entered, by=small.secretary, family_name="M", given_name="", email="m@m.example", language="de")
    client, application = signed_in(small.secretary), Application.objects.get()
    groups = client.get(url("prospects")).context["groups"]
    assert [len(courses) for _title, courses in groups] == [1]
    assert not groups[0][1][0].is_ended
    Application.objects.filter(pk=application.pk).update(status="taken_back")
    course = client.get(url("prospects")).context["groups"][0][1][0]
    assert (course.is_ended, course.next, course.state_url) == (True, "", application.get_absolute_url())


def test_the_list_is_filtered_by_side_and_state(small: SmallAlliance) -> None:
    prospects.recommend(a_city("musterstadt", "DE"), by=small.secretary)
    prospects.recommend(a_city("shifan", "CN"), by=small.secretary)
    client = signed_in(small.secretary)
    asked: list[dict[str, str]] = [{}, {"side": "CN"}, {"state": "closed"}, {"side": "x", "state": "x", "sort": "x"}]
    assert [client.get(url("prospects"), each).context["count"] for each in asked] == [2, 1, 0, 2]


def test_the_application_of_a_simulated_prospect_is_marked_and_of_a_real_one_is_not(small: SmallAlliance) -> None:
    for key, is_simulated in (("erfunden", True), ("echt", False)):
        opened = prospects.recommend(a_city(key, "CN"), by=small.secretary, is_simulated=is_simulated)
        prospects.invite(
            opened, by=small.secretary, family_name="A", given_name="B", email=f"{key}@a.example", language="de"
        )
        assert Application.objects.get(city__organisation__key=key).is_simulated is is_simulated


# --- once for each city, and for no member (MEM-1) ---
def test_a_city_is_a_prospect_once() -> None:
    small = a_small_alliance(cn=1, de=1)
    city = a_city("musterstadt", "DE")
    first = prospects.recommend(city, by=small.secretary)
    assert _refused(lambda: prospects.recommend(city, by=small.secretary)) == "is_a_prospect_already"
    prospects.close(first, by=small.secretary, reason="Später")
    second = prospects.recommend(city, by=small.secretary)
    first.refresh_from_db()
    assert _refused(lambda: prospects.reopen(first, by=small.secretary)) == "is_a_prospect_already"
    prospects.close(second, by=small.secretary, reason="Doppelt")
    first.refresh_from_db()
    assert prospects.reopen(first, by=small.secretary).status == "recommended"


def test_neither_a_member_nor_an_applicant_is_recommended() -> None:
    small = a_small_alliance(cn=1, de=1)
    applicant = a_draft(small).city
    refusals = [
        _refused(lambda city=city: prospects.recommend(city, by=small.secretary))  # type: ignore[misc]
        for city in (small.members[0], applicant)
    ]
    assert (refusals, Prospect.objects.count()) == (["is_a_member_already", "city_already_applies"], 0)


def test_a_wish_is_not_confirmed_for_a_city_that_is_a_prospect_already() -> None:
    small = a_small_alliance(cn=1, de=1)
    city = a_city("musterstadt", "DE")
    prospects.recommend(city, by=small.secretary)
    wish = prospects.wish_to_join(
        by=SYSTEM, name="Musterstadt", side="DE", wish="", family_name="A", given_name="B", email="a@b.example",
        language="de",
    )  # fmt: skip
    assert _refused(lambda: prospects.confirm(wish, by=small.secretary, city=city)) == "is_a_prospect_already"
    wish.refresh_from_db()
    assert (wish.status, wish.city) == ("wishes", None)


def test_the_form_says_why_a_city_is_not_recommended_again(settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance(cn=1, de=1)
    city = a_city("musterstadt", "DE")
    prospects.recommend(city, by=small.secretary)
    answer = signed_in(small.secretary).post(url("prospects"), {"city": city.public_id})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["city"])


def _refused(deed: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.reason.code
