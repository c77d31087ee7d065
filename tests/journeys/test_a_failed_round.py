"""An objection that stays ends a round; whoever was asked keeps the proof, and the city may apply anew (MEM-4)."""

from typing import Any

import pytest

from kontor.kernel import clock
from kontor.kernel.audit import chain
from kontor.kernel.lingua import calendar
from kontor.kernel.mail.models import Message
from kontor.membership import actions
from kontor.membership.models import Application, Round
from kontor.membership.tests.factories import a_running_round, a_small_alliance
from kontor.membership.verification import verify_bundle
from tests.journeys.hand import Hand

pytestmark = pytest.mark.journey


def _object(member: Hand) -> None:
    member.press("State your city's position")
    member.choose("Objection")
    member.write("In your own words", "Die Satzung ist noch offen.")
    member.press("State", "verb: a position")
    member.sees("Die Satzung ist noch offen.")


def _end(secretary: Hand) -> None:
    """What stands is said before; without a reason nothing ends."""
    secretary.press("End the round: an objection stays")
    day = calendar.day(clock.today(), secretary.language)
    secretary.sees(
        "%(city)s objects since %(day)s: %(text)s", city="de0市", day=day, text="Die Satzung ist noch offen."
    )
    secretary.press("End the round: an objection stays")
    secretary.sees("Please say why the round is given up.")
    assert Round.objects.get().status == "running"
    secretary.write("Why is the round given up?", "德方坚持异议。")
    secretary.press("End the round: an objection stays")
    secretary.sees("The round has ended; the application was not accepted.")


def _keep_the_proof(member: Hand) -> list[str]:
    """As soon as it is sealed; gives what is wrong with it."""
    member.press("Download the proof bundle")
    member.sees("The proof bundle is there in a moment")
    chain.seal()  # the sealer comes by
    return verify_bundle(member.download("Download the proof bundle")).wrong


def _apply_anew(applicant: Hand) -> None:
    applicant.open("/admissions/")
    applicant.press("Begin an application for %(city)s", city="Neuss")
    applicant.sees("Save and go on to submitting")


def test_an_objection_stays_and_the_city_applies_anew(sit_down: Any) -> None:
    small = a_small_alliance(cn=1, de=1)
    chinese, german = small.members
    running = a_running_round(small, "neuss")
    applicant = small.voice(running.application.city)
    actions.state(running, by=small.voice(chinese), city=chinese, position="consent")
    page = f"/admissions/{running.application.public_id}/"

    secretary = sit_down(small.secretary)
    secretary.open(page)
    secretary.cannot(
        "End the round: an objection stays", "A round fails only on an objection that stays; none stands now."
    )
    member = sit_down(small.voice(german))
    member.open(page)
    _object(member)
    secretary.open(page)
    _end(secretary)
    assert (Round.objects.get().status, Application.objects.get().status) == ("failed", "not_admitted")
    told = Message.objects.filter(kind="membership.not_admitted").values_list("to_address", flat=True)
    assert list(told) == [applicant.email]

    member.open(page)
    member.sees("德方坚持异议。")
    assert _keep_the_proof(member) == []
    _apply_anew(sit_down(applicant))
    states = Application.objects.order_by("id").values_list("status", flat=True)
    assert list(states) == ["not_admitted", "draft"]
