"""MEM-7 against a second, naive implementation: chairs are set out one by one and people sit down."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kontor.charter.load import shipped
from kontor.charter.ratio import Tally, free_seats, ratio_forecast, ratio_of, seat_for, what_if
from kontor.charter.standing import WaitingApplication, can_be_offered, seat_beside_waiting, seat_in_line

CHARTER = shipped().latest
NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
counts = st.integers(min_value=0, max_value=60)
tallies = st.builds(lambda cn, de: Tally({"CN": cn, "DE": de}), counts, counts)
few = st.builds(lambda cn, de: Tally({"CN": cn, "DE": de}), st.integers(0, 6), st.integers(0, 6))
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


@given(tallies, few, st.lists(sides, max_size=20))
def test_a_forecast_decides_as_one_admission_after_the_other_would(
    members: Tally, waiting: Tally, running: list[str]
) -> None:
    line = [side for side in waiting for _ in range(waiting[side])]
    for step, side in zip(ratio_forecast(members, Tally(), waiting, running, CHARTER), running, strict=True):
        granted = side == "DE" or chairs_left(members, Tally()) > line.count("CN")
        assert (step.side, step.decision.granted) == (side, granted)
        assert step.decision.before == members
        if granted:
            members = members + Tally({side: 1})
        else:
            line.append(side)
        assert step.free_after == chairs_left(members, Tally())


@given(sides, tallies, few, st.lists(sides, max_size=20))
def test_a_forecast_says_what_the_deed_would_decide(side: str, members: Tally, held: Tally, line: list[str]) -> None:
    waiting = [WaitingApplication(number, each, NOON) for number, each in enumerate(line)]
    counted = Tally({each: line.count(each) for each in set(line)})
    decided = seat_beside_waiting(side, waiting, members, held, CHARTER)
    assert ratio_forecast(members, held, counted, [side], CHARTER)[0].decision == decided


@given(tallies, few, st.lists(sides, max_size=12))
def test_of_those_waiting_as_many_find_a_seat_as_chairs_are_left(members: Tally, held: Tally, line: list[str]) -> None:
    waiting = [WaitingApplication(number, each, NOON) for number, each in enumerate(line)]
    offered = {one.id for one in can_be_offered(waiting, members, held, CHARTER)}
    chairs = chairs_left(members, held)
    for one in waiting:
        ahead = sum(1 for each in waiting[: int(one.id)] if each.side == one.side)
        granted = seat_in_line(one, waiting, members, held, CHARTER).granted
        assert granted == (one.id in offered) == (one.side == "DE" or ahead < chairs)


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
