"""Every link that a letter carries opens in the language of the letter, and does nothing but show (AU10)."""

import re

import pytest
from django.conf import settings
from django.test import Client

from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving, tasks
from kontor.membership.tests.factories import a_running_round, a_small_alliance, everybody_consents
from kontor.membership.tests.pages import signed_in, url
from kontor.people.models import Account

pytestmark = pytest.mark.django_db
_LINK = re.compile(r"https?://\S+")


def _links() -> list[tuple[str, str, str]]:
    """Kind, language and address of every link that was mailed."""
    rows = Message.objects.order_by("id").values_list("kind", "language", "text")
    return [(kind, language, link) for kind, language, text in rows for link in _LINK.findall(text)]


def test_every_letter_of_a_membership_links_in_its_own_language() -> None:
    small = a_small_alliance(2, 2)
    running = a_running_round(small)
    actions.remind(running, by=small.secretary)
    everybody_consents(small, running)
    city = small.members[-1]
    leaving.communicate(leaving.file_withdrawal(city, by=small.voice(city), reason=""), by=small.secretary)
    tasks.every_month(0)
    found = _links()
    wrong = [each for each in found if not each[2].startswith(f"{settings.BASE_URL}/{each[1]}/to/")]
    assert wrong == []
    assert {(kind, language) for kind, language, _link in found} >= {
        ("membership.circular", "de"), ("membership.circular", "zh-hans"), ("membership.receipt", "zh-hans"),
        ("membership.reminder", "zh-hans"), ("membership.received", "de"), ("membership.submitted", "zh-hans"),
        ("membership.seat_reserved", "de"), ("membership.withdrawal", "zh-hans"), ("membership.incomplete", "de"),
    }  # fmt: skip


@pytest.mark.parametrize(("language", "browser"), [("zh-hans", "de"), ("de", "zh-CN")])
def test_a_circular_opens_in_its_language_whatever_the_browser_prefers(language: str, browser: str) -> None:
    application = a_running_round(a_small_alliance()).application
    link = next(link for kind, told, link in _links() if (kind, told) == ("membership.circular", language))
    path = link.removeprefix(settings.BASE_URL)
    answer = Client().get(path, headers={"accept-language": browser})
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/admissions/{application.public_id}/")


def test_a_signed_in_reader_gets_the_language_of_their_own_choice() -> None:
    small = a_small_alliance()
    application = a_running_round(small).application
    chinese: Account = small.voice(small.members[0])
    answer = signed_in(chinese).get(f"/de/to/application/{application.public_id}")
    assert answer["Location"] == f"/zh-hans/admissions/{application.public_id}/"


def test_a_link_from_before_follows_the_browser() -> None:
    application = a_running_round(a_small_alliance()).application
    answer = Client().get(f"/to/application/{application.public_id}", headers={"accept-language": "en"})
    assert answer["Location"] == f"/en/admissions/{application.public_id}/"


def test_au10_a_mailed_link_takes_no_post() -> None:
    application = a_running_round(a_small_alliance()).application
    assert Client().post(f"/de/to/application/{application.public_id}").status_code == 405
    assert Client().get("/de/to/nothing/x").status_code == 404


def test_letters_about_what_has_no_page_of_letters_are_looked_after_among_all_deliveries() -> None:
    kinds = ("city", "prospect", "invitation", "account")
    assert {Message(about_type=kind, about_id=1).get_absolute_url() for kind in kinds} == {url("deliveries")}
