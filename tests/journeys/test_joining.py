"""From a city's first wish to somebody who has signed in for it (MEM-1)."""

import re
from typing import Any

import pytest

from kontor.membership.models import Prospect
from kontor.membership.tests.factories import a_small_alliance
from kontor.people.models import Account, Role
from kontor.people.tests.factories import PASSWORD
from tests.journeys.hand import Hand

pytestmark = pytest.mark.journey


def _wish(visitor: Hand) -> None:
    visitor.open("/")
    visitor.press("We wish to join")
    visitor.write("City, district or county", "Neustadt am Werk")
    visitor.choose("Deutschland")
    visitor.write("Family name", "Öztürk")
    visitor.write("Official e-mail address", "oeztuerk@neustadt.example")
    visitor.write("What your city hopes for", "Austausch über Wasserstoff.")
    visitor.tick("The secretariat may store this message and answer me. It is used for nothing else.")
    visitor.press("Send", "verb")
    visitor.sees("Your message has reached the secretariat.")


def _follow_up(secretary: Hand) -> None:
    secretary.open("/prospects/")
    secretary.press("Neustadt am Werk")
    secretary.sees("Austausch über Wasserstoff.")
    secretary.press("Confirm the wish")
    secretary.write("Name in German", "Neustadt am Werk")
    secretary.press("Confirm the wish")
    for move, day, done in (
        ("Record a talk", "2026-03-02", "The talk has been recorded."),
        ("Record a guest seat", "2026-04-20", "The visit as a guest has been recorded."),
        ("Record readiness", "2026-05-04", "The readiness has been recorded."),
    ):
        secretary.press(move)
        secretary.date("Date", day)
        secretary.write("Place or occasion", "Düsseldorf")
        secretary.press(move)
        secretary.sees(done)
    secretary.press("Invite to apply")
    secretary.press("Invite to apply")


def _take_up(invited: Hand, smtp: Any) -> None:
    (mail,) = smtp.to("oeztuerk@neustadt.example")
    link = re.search(r"http://\S+/to/invitation/\S+", mail.get_content())
    assert link is not None
    invited.open(link.group())
    invited.write("Password", PASSWORD)
    invited.write("The same again", PASSWORD)
    invited.press("Open the account", "verb")
    invited.write("Email", "oeztuerk@neustadt.example")
    invited.write("Password", PASSWORD)
    invited.press("Sign in", "verb")
    invited.sees("What waits for you")


def test_a_wish_becomes_an_invitation_and_somebody_who_has_signed_in(sit_down: Any, smtp: Any, do_jobs: Any) -> None:
    small = a_small_alliance()
    _wish(sit_down(language="de"))
    assert Prospect.objects.get().status == "wishes"
    _follow_up(sit_down(small.secretary))
    prospect = Prospect.objects.get()
    assert (prospect.status, prospect.talks.count()) == ("applying", 3)
    do_jobs()
    _take_up(sit_down(language="de"), smtp)
    account = Account.objects.get(email="oeztuerk@neustadt.example")
    assert prospect.city is not None
    assert [seat.organisation for seat in account.person.seats.all()] == [prospect.city.organisation]
    assert account.person.seats.get().role == Role.CONTACT
