"""A city's own people and the secretariat keep its profile; nobody's words are lost (DIR-1, DIR-6, BL17)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kontor.cities import actions
from kontor.cities.models import City
from kontor.cities.queries import state_of_profile
from kontor.cities.tests.factories import Desk, a_city, a_desk
from kontor.kernel.access import Refused
from kontor.kernel.audit.models import Entry
from kontor.kernel.lingua.content import Content, Origin
from kontor.people.models import Role
from kontor.people.tests.factories import a_seat, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings: Any) -> Desk:
    settings.SECOND_FACTOR_OBLIGATORY = False
    return a_desk()


def _sent(city: City, **texts: str) -> dict[str, str]:
    return {"original": "de", "care": "checked", "web": "", "seen": state_of_profile(city), **texts}


def _client(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def _edit(city: City) -> str:
    return reverse("cities:edit", args=[city.public_id])


def test_who_speaks_for_the_city_changes_its_profile_and_the_journal_says_so(desk: Desk) -> None:
    city = desk.cities[0]
    sent = _sent(city, strengths_de="Maschinenbau", strengths_zh_hans="机械制造")
    answer = _client(desk.voice(city)).post(_edit(city), sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, city.get_absolute_url())
    city.refresh_from_db()
    versions = {language: (v.text, v.origin) for language, v in city.strengths.versions.items()}
    assert versions == {"de": ("Maschinenbau", Origin.ORIGINAL), "zh-hans": ("机械制造", Origin.CHECKED)}
    entry = Entry.objects.get(verb="city.edit_profile")
    assert entry.facts["parts"] == ["strengths"]


def test_the_secretariat_changes_any_profile(desk: Desk) -> None:
    city = a_city("elsewhere")
    assert _client(desk.secretary).post(_edit(city), _sent(city, wishes_de="Austausch")).status_code == 302
    city.refresh_from_db()
    assert city.wishes.texts == {"de": "Austausch"}


def test_to_strangers_the_page_does_not_exist(desk: Desk) -> None:
    city, other = desk.cities[0], desk.cities[1]
    staff = an_account()
    a_seat(staff.person, city.organisation, Role.STAFF)
    for account in (desk.voice(other), staff, an_account()):
        client = _client(account)
        for view in ("edit", "add_figure", "contacts", "invite", "office"):
            address = reverse(f"cities:{view}", args=[city.public_id])
            assert client.get(address).status_code == 404, view
            assert client.post(address, _sent(city, strengths_de="x")).status_code in (404, 405), view
    city.refresh_from_db()
    assert city.strengths == Content()


def test_who_has_not_signed_in_is_led_to_the_sign_in(client: Client, desk: Desk) -> None:
    answer = client.get(_edit(desk.cities[0]))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_the_deed_itself_refuses_strangers(desk: Desk) -> None:
    city = desk.cities[0]
    with pytest.raises(Refused) as refused:
        actions.edit_profile(
            city, by=desk.voice(desk.cities[1]), seen=state_of_profile(city), texts={"wishes": {"de": "x"}},
            original="de", care="checked", web="",
        )  # fmt: skip
    assert refused.value.reason.code == "not_entitled"
    assert Entry.objects.filter(verb="city.edit_profile").count() == 0


def test_two_editors_lose_nothing(desk: Desk) -> None:
    city = desk.cities[0]
    client = _client(desk.voice(city))
    first, second = _sent(city, wishes_de="erster"), _sent(city, wishes_de="zweiter")
    client.post(_edit(city), first)
    answer = client.post(_edit(city), second)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert ("erster" in page, "zweiter" in page) == (True, True)
    city.refresh_from_db()
    assert city.wishes.texts == {"de": "erster"}
    again = client.post(_edit(city), {**second, "seen": state_of_profile(city)})
    assert again.status_code == 302
    city.refresh_from_db()
    assert city.wishes.texts == {"de": "zweiter"}


def test_saving_without_a_change_writes_no_entry(desk: Desk) -> None:
    city = desk.cities[0]
    assert _client(desk.voice(city)).post(_edit(city), _sent(city)).status_code == 302
    assert Entry.objects.filter(verb="city.edit_profile").count() == 0


def test_a_changed_original_makes_its_translations_outdated_until_they_are_confirmed(desk: Desk) -> None:
    city, by = desk.cities[0], desk.voice(desk.cities[0])

    def edit(care: str, **texts: str) -> Content:
        city.refresh_from_db()
        state = state_of_profile(city)
        saved = actions.edit_profile(
            city, by=by, seen=state, texts={"wishes": texts}, original="de", care=care, web=""
        )  # fmt: skip
        wishes: Content = saved.wishes
        return wishes

    drafted = edit("draft", de="eins", en="one")
    assert drafted.versions["en"].origin is Origin.DRAFT
    changed = edit("checked", de="zwei", en="one")
    assert (changed.versions["en"].origin, changed.is_outdated(changed.versions["en"])) == (Origin.DRAFT, True)
    confirmed = edit("confirmed", de="zwei", en="one")
    assert (confirmed.versions["en"].origin, confirmed.is_outdated(confirmed.versions["en"])) == (Origin.CHECKED, False)


@pytest.mark.parametrize("text", ["Aachen\u202e", "Aa\u200bchen", "аachen"])
def test_deceiving_characters_are_refused_with_a_word(desk: Desk, text: str) -> None:
    city = desk.cities[0]
    answer = _client(desk.voice(city)).post(_edit(city), _sent(city, wishes_de=text))
    assert answer.status_code == 200
    assert [error.code for error in answer.context["form"].errors.as_data()["wishes"]] == ["deceiving"]
    city.refresh_from_db()
    assert city.wishes == Content()


@pytest.mark.parametrize("web", ["javascript:alert(1)", "ftp://x.example", "https://x.example\u202e/"])
def test_only_web_addresses_are_kept(desk: Desk, web: str) -> None:
    city = desk.cities[0]
    answer = _client(desk.voice(city)).post(_edit(city), _sent(city, web=web))
    assert "web" in answer.context["form"].errors
    city.organisation.refresh_from_db()
    assert city.organisation.web == ""


def test_markup_in_a_profile_is_text(client: Client, desk: Desk) -> None:
    city = desk.cities[0]
    sent = _sent(city, wishes_de="<img src=x onerror=alert(1)>")
    _client(desk.voice(city)).post(_edit(city), sent)
    page = client.get(city.get_absolute_url()).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
