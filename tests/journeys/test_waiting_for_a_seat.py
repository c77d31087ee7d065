"""Before an application, and where no seat is free: recommended, given up, what if, by exception (MEM-1, MEM-7)."""

from typing import Any

import pytest

from kontor.kernel.audit.models import Entry
from kontor.kernel.mail.models import Message
from kontor.membership.models import Application, Prospect
from kontor.membership.tests.factories import a_running_round, a_small_alliance, everybody_consents
from tests.journeys.hand import Hand

pytestmark = pytest.mark.journey


def _recommend(secretary: Hand) -> None:
    secretary.open("/prospects/")
    secretary.unfold("Open the form")
    secretary.press("Record", "verb")
    secretary.sees("Choose the city, or enter its name in at least one language.")
    secretary.write("Name in Chinese", "昆山")
    secretary.write("Recommended by", "cn0市")
    secretary.press("Record", "verb")


def _give_up_and_take_up(secretary: Hand) -> None:
    secretary.press("Do not pursue", "prospect")
    secretary.press("Do not pursue", "prospect")
    secretary.sees("Please say why nothing comes of it.")
    secretary.write("Reason", "本年度无意加入。")
    secretary.press("Do not pursue", "prospect")
    secretary.sees("The prospect has been closed.")
    secretary.press("Take up again")
    secretary.sees("The prospect has been taken up again.")


def test_a_city_is_recommended_given_up_and_taken_up_again(sit_down: Any) -> None:
    small = a_small_alliance(cn=1, de=1)
    secretary = sit_down(small.secretary, width=320)
    _recommend(secretary)
    prospect = Prospect.objects.get()
    assert prospect.city is not None
    assert (prospect.city.organisation.names.texts, prospect.recommended_by) == ({"zh-hans": "昆山"}, "cn0市")
    _give_up_and_take_up(secretary)
    verbs = Entry.objects.about("prospect", prospect.pk).values_list("verb", flat=True)
    assert list(verbs) == ["prospect.recommend", "prospect.close", "prospect.reopen"]
    assert Prospect.objects.get().status == "recommended"


def _ask_what_if(secretary: Hand) -> None:
    """Nothing is recorded by asking; the answer counts the seat that a leaving would free."""
    secretary.open("/ratio/")
    secretary.tick("waiting市")
    secretary.press("Calculate")
    words: dict[str, Any] = {"bounded": 3, "bounding": 1, "limit": "2:1"}
    secretary.sees("The ratio would be %(bounded)s to %(bounding)s and exceed %(limit)s.", **words)
    secretary.press("Start again")
    secretary.tick("waiting市")
    secretary.tick("cn0市")
    secretary.press("Calculate")
    secretary.sees(
        "The ratio would be %(bounded)s to %(bounding)s and stay within %(limit)s.", **words | {"bounded": 2}
    )


def _by_exception(secretary: Hand) -> None:
    secretary.press("Reserve a seat by exception")
    secretary.press("Reserve a seat by exception")
    secretary.sees("An exception needs a reason.")
    secretary.sees("Please give the reference of the resolution.")
    assert Application.objects.get().status == "observing"
    secretary.write("Reference of the resolution", "JS-2026/3")
    secretary.write("Reason for the exception", "创始阶段的承诺。")
    secretary.press("Reserve a seat by exception")
    secretary.sees("A seat has been reserved by exception.")


def test_an_observer_that_waits_gets_a_seat_by_exception(sit_down: Any) -> None:
    small = a_small_alliance(cn=2, de=1)
    everybody_consents(small, a_running_round(small, "waiting", "CN"))
    application = Application.objects.get()
    applicant = sit_down(small.voice(application.city))
    applicant.open(f"/admissions/{application.public_id}/")
    applicant.press("Join as observer")
    applicant.press("Join as observer")
    applicant.sees("The observer's seat has been accepted.")

    secretary = sit_down(small.secretary)
    _ask_what_if(secretary)
    secretary.open(f"/admissions/{application.public_id}/")
    secretary.cannot(
        "Offer the free seat",
        "There is no free seat: the ratio would be %(bounded)s to %(bounding)s and exceed %(limit)s.",
        bounded=3, bounding=1, limit="2:1",
    )  # fmt: skip
    _by_exception(secretary)
    assert Application.objects.get().status == "seat_reserved"
    entry = Entry.objects.get(verb="application.seat_by_exception")
    assert (entry.facts["resolution"], entry.facts["reason"]) == ("JS-2026/3", "创始阶段的承诺。")
    told = Message.objects.filter(kind="membership.seat_reserved").values_list("to_address", flat=True)
    assert list(told) == [small.voice(application.city).email]
    applicant.open(f"/admissions/{application.public_id}/")
    applicant.sees("JS-2026/3")
