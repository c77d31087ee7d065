"""MEM-7 and MEM-9: two kinds of observer, and the order of those waiting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.charter.figures import ReturnWay
from kontor.charter.load import shipped
from kontor.charter.model import Charter, UnknownSide
from kontor.charter.standing import ObserverKind, WaitingApplication, may_return, order_of_waiting

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
applications_of = st.lists(
    st.builds(
        WaitingApplication,
        st.integers(min_value=1, max_value=99),
        st.sampled_from(["CN", "DE"]),
        st.integers(min_value=0, max_value=5).map(lambda hours: NOON + timedelta(hours=hours)),
    ),
    unique_by=lambda application: application.id,
)


def test_who_waits_is_offered_a_seat_and_who_was_converted_applies_anew(charter: Charter) -> None:
    waiting, converted = may_return(ObserverKind.WAITING, charter), may_return(ObserverKind.CONVERTED, charter)
    assert (waiting.way, waiting.without_new_application) == (ReturnWay.OFFERED_FREE_SEAT, True)
    assert (waiting.reason.code, waiting.reason.clause) == ("return.offered_free_seat", "II.5.1.l")
    assert (converted.way, converted.without_new_application) == (ReturnWay.APPLIES_ANEW, False)
    assert (converted.reason.code, converted.reason.clause) == ("return.applies_anew", "II.5.2.f")


@given(applications_of)
def test_nobody_is_overtaken_by_a_later_application(applications: list[WaitingApplication]) -> None:
    order = order_of_waiting(applications, shipped().latest)
    assert sorted(one.id for one in order.applications) == sorted(one.id for one in applications)
    for place, one in enumerate(order.applications):
        later = order.applications[place + 1 :]
        assert all((one.applied_at, one.id) < (other.applied_at, other.id) for other in later)
    assert order == order_of_waiting(reversed(applications), shipped().latest)
    assert order.reason.params == {"waiting": len(applications)}


def test_moments_of_two_zones_are_compared_as_moments(charter: Charter) -> None:
    foshan = WaitingApplication("foshan", "CN", datetime(2026, 5, 1, 13, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
    bonn = WaitingApplication("bonn", "DE", datetime(2026, 5, 1, 8, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    assert [one.id for one in order_of_waiting([bonn, foshan], charter).applications] == ["foshan", "bonn"]


def test_a_moment_without_a_zone_gives_no_order(charter: Charter) -> None:
    with pytest.raises(ValueError, match="no zone"):
        order_of_waiting([WaitingApplication(1, "CN", datetime(2026, 5, 1))], charter)  # noqa: DTZ001


def test_a_foreign_side_does_not_wait(charter: Charter) -> None:
    with pytest.raises(UnknownSide):
        order_of_waiting([WaitingApplication(1, "FR", NOON)], charter)
