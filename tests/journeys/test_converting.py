"""A session makes a member's seat an observer's, after the city was heard (MEM-9)."""

from typing import Any

import pytest

from kontor.membership.models import Conversion, Standing
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.tests.factories import a_small_alliance

pytestmark = pytest.mark.journey


def test_a_seat_is_converted_after_a_hearing_and_a_resolution(sit_down: Any) -> None:
    small = a_small_alliance(cn=1, de=2)
    city = small.members[-1]
    duty = charter_in_force().rule("duty.name_contacts")
    secretary = sit_down(small.secretary)
    secretary.open(f"/cities/{city.public_id}/")
    secretary.press("Prepare conversion")
    secretary.tick(secretary.label(Conversion.Ground.DUTIES.label))
    secretary.choose(f"{duty.title[secretary.language]} ({duty.clause})")
    secretary.write("Statement of grounds", "多年未指定联系人。")
    secretary.press("Prepare the motion")
    motion = Conversion.objects.get()

    heard = sit_down(small.voice(city))
    heard.open(f"/conversions/{motion.public_id}/")
    heard.press("Submit what the city says")
    heard.write("What your city says to it", "Wir benennen sie bis Mai.")
    heard.press("Submit what the city says")
    heard.sees("Wir benennen sie bis Mai.")

    secretary.open(f"/conversions/{motion.public_id}/")
    secretary.press("Record the resolution: carried")
    secretary.write("Reference of the session's resolution", "JS-2026/7")
    secretary.date("Date of the session", "2026-05-01")
    secretary.press("Record the resolution: carried")
    motion.refresh_from_db()
    assert (motion.status, motion.resolution) == ("carried", "JS-2026/7")
    assert Standing.objects.current().get(city=city).kind == "observer_converted"
