"""The site map: at most seven sections, the right ones, the current one marked."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kontor.membership.tests.factories import a_small_alliance
from kontor.people.models import Account, OrganisationKind, Role
from kontor.people.tests.factories import a_seat, an_account, an_organisation
from kontor.portal.navigation import AT_MOST

pytestmark = pytest.mark.django_db


def _sections(client: Client, account: Account | None, page: str = "portal:charter") -> list[dict[str, Any]]:
    client.logout()
    if account:
        client.force_login(account)
    return list(client.get(reverse(page)).context["navigation"])


def test_nobody_sees_more_than_seven_sections(client: Client) -> None:
    small = a_small_alliance()
    auditor = an_account()
    a_seat(auditor.person, an_organisation("audit", OrganisationKind.ASSOCIATION), Role.AUDITOR)
    for account in (None, an_account(), small.secretary, small.voice(small.members[0]), auditor):
        assert len(_sections(client, account)) <= AT_MOST


def test_visitors_see_public_sections_only(client: Client) -> None:
    urls = [section["url"] for section in _sections(client, None)]
    public = ("membership:members", "membership:ratio", "people:organs", "portal:charter")
    assert urls == [reverse(name) for name in public]


def test_the_journal_is_offered_to_those_who_may_read_it(client: Client) -> None:
    small = a_small_alliance()
    journal = reverse("portal:journal")
    assert journal in [section["url"] for section in _sections(client, small.secretary)]
    assert journal not in [section["url"] for section in _sections(client, small.voice(small.members[0]))]


def test_the_section_of_the_page_is_marked(client: Client) -> None:
    current = [section["url"] for section in _sections(client, None) if section["current"]]
    assert current == [reverse("portal:charter")]


def test_the_menu_names_where_the_person_sits(client: Client) -> None:
    small = a_small_alliance()
    client.force_login(small.voice(small.members[0]))
    assert client.get(reverse("portal:charter")).context["person"]["organisation"] == "Cn0"


@pytest.mark.parametrize("language", ["de", "zh-hans", "en"])
def test_the_languages_of_a_page_lead_to_the_same_page(client: Client, language: str) -> None:
    links = client.get(f"/{language}/charter/?x=1").context["language_links"]
    assert [link["url"] for link in links] == ["/de/charter/?x=1", "/zh-hans/charter/?x=1", "/en/charter/?x=1"]
    assert [link["code"] for link in links if link["current"]] == [language]
