"""Error pages: in the frame where they can be, fixed where anything may be broken (FA10)."""

from unittest import mock

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from kontor.portal.views import errors

pytestmark = pytest.mark.django_db


def test_an_absent_page_says_so_in_the_readers_language(client: Client) -> None:
    answer = client.get("/zh-hans/nothing-here/")
    assert answer.status_code == 404
    assert b'lang="zh-Hans"' in answer.content


def test_a_form_sent_from_elsewhere_is_refused_with_a_page() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})
    assert answer.status_code == 403
    assert b"<h1>" in answer.content


def test_the_page_for_errors_needs_no_database(client: Client) -> None:
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"k-page" in answer.content


def test_even_without_its_template_an_error_is_answered() -> None:
    with mock.patch.object(errors, "render", side_effect=RuntimeError):
        answer = errors.server_error(RequestFactory().get("/"))
    assert (answer.status_code, answer.content) == (500, "500 · Kontor".encode())


def test_the_address_for_vulnerabilities_exists(client: Client) -> None:
    text = client.get("/.well-known/security.txt").content.decode()
    path = text.splitlines()[0].removeprefix("Contact: http://localhost:8000")
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["application/a.b", "city/x%20y", "application/日", "invitation/a%2Fb", "nothing/abc"])
@pytest.mark.parametrize("language", ["", "/zh-hans"])
def test_a_mailed_link_that_no_page_can_have_leads_to_none(client: Client, language: str, path: str) -> None:
    assert client.get(f"{language}/to/{path}", follow=True).status_code == 404
