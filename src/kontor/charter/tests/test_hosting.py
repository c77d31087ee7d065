"""GOV-1: the sides take turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.charter.hosting import may_host, next_host_side
from kontor.charter.load import shipped
from kontor.charter.model import Charter, CharterHistory, UnknownSide


@pytest.mark.parametrize(
    ("past", "side", "code"),
    [
        ([], "CN", "hosting.first"),
        (["CN"], "DE", "hosting.turn"),
        (["DE"], "CN", "hosting.turn"),
        (["DE", "CN", "CN"], "DE", "hosting.turn"),
    ],
)
def test_it_is_the_turn_of_the_side_that_waited_longest(
    charter: Charter, past: list[str], side: str, code: str
) -> None:
    turn = next_host_side(past, charter)
    assert (turn.side, turn.reason.code, turn.reason.clause) == (side, code, "II.4.b")


@given(st.lists(st.sampled_from(["CN", "DE"]), min_size=1))
def test_of_two_sides_it_is_always_the_other_ones_turn(past: list[str]) -> None:
    turn = next_host_side(past, shipped().latest).side
    assert {turn, past[-1]} == {"CN", "DE"}
    assert may_host(turn, past, shipped().latest).granted
    assert not may_host(past[-1], past, shipped().latest).granted


@pytest.mark.parametrize(
    ("recorded_reason", "granted", "code"),
    [
        ("", False, "hosting.two_in_a_row"),
        ("  ", False, "hosting.two_in_a_row"),
        ("The fair moved to Foshan", True, "hosting.by_exception"),
    ],
)
def test_two_in_a_row_need_a_recorded_reason(charter: Charter, recorded_reason: str, granted: bool, code: str) -> None:
    decision = may_host("CN", ["DE", "CN"], charter, recorded_reason=recorded_reason)
    assert (decision.granted, decision.reason.code) == (granted, code)


def test_a_charter_can_foresee_no_exception(invented: CharterHistory) -> None:
    decision = may_host("CN", ["CN"], invented.latest, recorded_reason="all the same")
    assert (decision.granted, decision.reason.code) == (False, "hosting.exception_not_foreseen")


def test_anyone_may_host_first(charter: Charter) -> None:
    assert may_host("DE", [], charter).reason.code == "hosting.open"


def test_a_foreign_side_neither_hosts_nor_has_hosted(charter: Charter) -> None:
    with pytest.raises(UnknownSide):
        may_host("FR", [], charter)
    with pytest.raises(UnknownSide):
        next_host_side(["FR"], charter)
