"""MEM-7 against a second, naive implementation: chairs are set out one by one and people sit down."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kontor.charter.load import shipped
from kontor.charter.ratio import Tally, free_seats, ratio_forecast, ratio_of, seat_for, what_if

CHARTER = shipped().latest
counts = st.integers(min_value=0, max_value=60)
tallies = st.builds(lambda cn, de: Tally({"CN": cn, "DE": de}), counts, counts)
sides = st.sampled_from(["CN", "DE"])


def chairs_left(members: Tally, reservations: Tally) -> int:
    """Each German member sets out two; each Chinese member or reservation takes one while any is left."""
    chairs = [chair for _ in range(members["DE"]) for chair in ("left", "right")]
    for _ in range(members["CN"] + reservations["CN"]):
        if chairs:
            chairs.pop()
    return len(chairs)


@given(tallies, tallies)
def test_free_seats_are_the_chairs_left(members: Tally, reservations: Tally) -> None:
    assert free_seats("CN", members, reservations, CHARTER) == chairs_left(members, reservations)


@given(sides, tallies, tallies)
def test_a_seat_is_granted_exactly_when_a_chair_is_left(side: str, members: Tally, reservations: Tally) -> None:
    decision = seat_for(side, members, reservations, CHARTER)
    assert decision.granted == (side == "DE" or chairs_left(members, reservations) > 0)
    assert decision.after - decision.before == Tally({side: 1})


@given(tallies, st.lists(sides, max_size=20))
def test_a_forecast_decides_as_one_admission_after_the_other_would(members: Tally, running: list[str]) -> None:
    for step, side in zip(ratio_forecast(members, Tally(), running, CHARTER), running, strict=True):
        decision = seat_for(side, members, Tally(), CHARTER)
        assert (step.side, step.decision) == (side, decision)
        if decision.granted:
            members = members + Tally({side: 1})
        assert step.free_after == chairs_left(members, Tally())


@given(tallies, tallies)
def test_what_if_tells_the_ratio_of_the_sum(members: Tally, joins: Tally) -> None:
    assert what_if(members, joins, members, CHARTER).after == ratio_of(joins, CHARTER)


@given(st.lists(st.tuples(st.sampled_from(["reserve", "take up", "lapse"]), sides), max_size=80))
def test_admissions_alone_never_break_the_ratio_in_whatever_order_seats_are_taken_up(
    events: list[tuple[str, str]],
) -> None:
    members, reserved = Tally(), Tally()
    for event, side in events:
        one = Tally({side: 1})
        if event == "reserve" and seat_for(side, members, reserved, CHARTER).granted:
            reserved = reserved + one
        elif event == "take up" and reserved[side]:
            members, reserved = members + one, reserved - one
        elif event == "lapse" and reserved[side]:
            reserved = reserved - one
        assert ratio_of(members, CHARTER).within
        assert members["CN"] <= 2 * members["DE"]
