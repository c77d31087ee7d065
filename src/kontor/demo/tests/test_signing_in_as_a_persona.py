"""The personas: listed with what to try, filled into the form, and never signed in by a link."""

import pytest
from django.test import Client

from kontor.demo.personas import personas, sign_ins
from kontor.demo.stages.people import PASSWORD

pytestmark = [pytest.mark.usefixtures("record"), pytest.mark.xdist_group("demo_record")]


def test_the_terminal_names_every_persona_and_the_password() -> None:
    said = "\n".join(sign_ins())
    assert [each.key for each in personas() if each.email not in said] == []
    assert PASSWORD in said
    assert [each.key for each in personas()] == [
        "secretariat", "contact-point", "aachen", "foshan", "applicant", "observer", "company", "desk", "auditor",
    ]  # fmt: skip


def test_choosing_a_persona_fills_the_form_in_and_signs_nobody_in(client: Client) -> None:
    page = client.get("/de/account/login/", {"persona": "aachen"})
    assert 'value="kim.lindenau@aachen.example"' in page.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("key", ["", "nobody", "shifan-contact"])
def test_an_unknown_persona_fills_nothing_in(client: Client, key: str) -> None:
    page = client.get("/de/account/login/", {"persona": key}).content.decode()
    assert f'value="{PASSWORD}"' not in page


@pytest.mark.parametrize("number", range(9))
def test_every_persona_can_sign_in_with_the_password_and_with_no_other(client: Client, number: int) -> None:
    someone = personas()[number]
    wrong = client.post("/de/account/login/", {"login": someone.email, "password": "kontor-demo-2017"})
    assert wrong.status_code == 200
    right = client.post("/de/account/login/", {"login": someone.email, "password": someone.password})
    assert right.status_code == 302
