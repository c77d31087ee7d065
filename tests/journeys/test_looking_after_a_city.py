"""A city keeps its record in order: its profile and figures, its office, its people (ORG-8, DIR-1, MEM-13)."""

import re
from decimal import Decimal
from typing import Any

import pytest

from kontor.cities.models import City, KeyFigure
from kontor.membership.tests.factories import a_small_alliance
from kontor.people.models import Invitation, Role, Seat
from kontor.people.tests.factories import PASSWORD
from tests.journeys.hand import Hand

pytestmark = pytest.mark.journey


# --- profile and figures ---
def _write_profile(voice: Hand) -> None:
    group = voice.word("Characteristics", "of a city")
    voice.press("Edit profile")
    voice.write("Deutsch", "Stadt der Brunnen.", group=group)
    voice.write(voice.word("Website", "of a city"), "ftp://stadt.example")
    voice.press("Save", "verb")
    assert City.objects.get(organisation__key="de0").organisation.web == ""
    voice.write(voice.word("Website", "of a city"), "https://stadt.example")
    voice.press("Save", "verb")
    voice.sees("The profile has been saved.")
    voice.sees("Stadt der Brunnen.")


def _add_figure(voice: Hand) -> None:
    voice.press("Add a key figure")
    voice.write(voice.word("Year", "key figure"), "2024")
    voice.write(voice.word("Value", "key figure"), "viele")
    voice.press("Save", "verb")
    voice.sees("Please choose the source, or name a new one below.")
    assert KeyFigure.objects.count() == 0
    voice.write(voice.word("Value", "key figure"), "1,2 Mio.")
    voice.write("New source: title", "Statistisches Jahrbuch")
    voice.press("Save", "verb")
    voice.sees("The key figure has been saved.")


def _correct_figure(voice: Hand) -> None:
    voice.unfold("All figures with their sources")
    voice.press(f"{voice.word('Change', 'verb')}: {voice.word('Population')} 2024")
    voice.write(voice.word("Value", "key figure"), "1.150.000")
    voice.press("Save", "verb")
    voice.sees("The key figure has been saved.")


def test_a_city_writes_its_profile_and_its_figures(sit_down: Any) -> None:
    small = a_small_alliance(cn=1, de=1)
    city = small.members[1]
    voice = sit_down(small.voice(city))
    voice.open(f"/cities/{city.public_id}/")
    _write_profile(voice)
    _add_figure(voice)
    _correct_figure(voice)
    written = City.objects.get(pk=city.pk)
    assert (written.characteristics.texts, written.organisation.web) == (
        {"de": "Stadt der Brunnen."}, "https://stadt.example",
    )  # fmt: skip
    figures = KeyFigure.objects.values_list("city", "indicator", "year", "value", "source__title")
    assert list(figures) == [(city.pk, "population", 2024, Decimal(1_150_000), "Statistisches Jahrbuch")]


# --- office and people ---
def _name_the_office(voice: Hand) -> None:
    voice.press("Complete now")
    voice.press("Name the office")
    voice.press("Save", "verb")
    voice.sees("Please name the office.")
    voice.write("Responsible office", "Amt für Wirtschaft")
    voice.press("Save", "verb")
    voice.sees("The office has been named.")


def _invite(voice: Hand, address: str) -> None:
    voice.press("Invite a person")
    voice.write("Family name", "Öztürk")
    voice.write("Given name", "Deniz")
    voice.write("E-mail address", address)
    voice.press("Send the invitation")


def _link(smtp: Any, address: str) -> str:
    """Where the last mail leads."""
    found = re.search(r"http://\S+/to/invitation/\S+", smtp.to(address)[-1].get_content())
    assert found is not None
    return found.group()


def _withdraw(voice: Hand) -> None:
    voice.press(f"{voice.word('Withdraw', 'an invitation')}: {voice.label(Invitation.objects.get().person)}")
    voice.sees("The invitation has been withdrawn.")


def _take_up(invited: Hand, link: str) -> None:
    invited.open(link)
    invited.write("Password", PASSWORD)
    invited.write("The same again", PASSWORD)
    invited.press("Open the account", "verb")
    invited.sees("Welcome. You can sign in now.")


def test_a_city_names_its_office_and_its_people(sit_down: Any, smtp: Any, do_jobs: Any) -> None:
    small = a_small_alliance(cn=1, de=1)
    city, address = small.members[1], "oeztuerk@de0.example"
    voice = sit_down(small.voice(city))
    voice.open(f"/cities/{city.public_id}/")
    missing = voice.word("%(label)s is missing", label=voice.label(Role.RESPONSIBLE.label))
    voice.sees(missing)
    _name_the_office(voice)
    _invite(voice, "oeztuerk")
    assert Invitation.objects.count() == 0  # no address
    voice.write("E-mail address", address)
    voice.press("Send the invitation")
    voice.sees("The invitation is on its way.")
    do_jobs()
    revoked = _link(smtp, address)
    _withdraw(voice)
    invited = sit_down(language="de")
    invited.open(revoked)
    invited.sees("This link does not lead to an open invitation")
    assert Seat.objects.filter(organisation=city.organisation).count() == 1

    _invite(voice, address)
    do_jobs()
    _take_up(invited, _link(smtp, address))
    seats = Seat.objects.filter(organisation=city.organisation).order_by("id").values_list("role", "office")
    assert list(seats) == [("contact", "Amt für Wirtschaft"), ("responsible", "Amt für Wirtschaft")]
    voice.open(f"/cities/{city.public_id}/")
    voice.sees("Öztürk")
    voice.sees_not(missing)
