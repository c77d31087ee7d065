"""MEM-7 by example: the figures of the alliance and their neighbours."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kontor.charter.model import Charter, UnknownSide
from kontor.charter.ratio import Tally, free_seats, ratio_forecast, ratio_of, seat_by_exception, seat_for, what_if

NONE = Tally()


def cn_de(cn: int, de: int) -> Tally:
    return Tally({"CN": cn, "DE": de})


@pytest.mark.parametrize(
    ("side", "members", "reservations", "code"),
    [
        ("CN", cn_de(14, 9), NONE, "seat.free"),
        ("CN", cn_de(17, 9), NONE, "seat.free"),
        ("CN", cn_de(18, 9), NONE, "seat.none_free"),
        ("CN", cn_de(19, 9), NONE, "seat.none_free"),
        ("CN", cn_de(17, 9), cn_de(1, 0), "seat.none_free"),
        ("CN", cn_de(18, 9), cn_de(0, 1), "seat.none_free"),
        ("CN", cn_de(18, 10), NONE, "seat.free"),
        ("CN", cn_de(0, 0), NONE, "seat.none_free"),
        ("CN", cn_de(0, 1), NONE, "seat.free"),
        ("DE", cn_de(0, 0), NONE, "seat.side_not_bounded"),
        ("DE", cn_de(14, 9), NONE, "seat.side_not_bounded"),
        ("DE", cn_de(30, 0), cn_de(5, 0), "seat.side_not_bounded"),
    ],
)
def test_a_seat_is_free_as_long_as_the_ratio_holds_with_the_applicant(
    charter: Charter, side: str, members: Tally, reservations: Tally, code: str
) -> None:
    decision = seat_for(side, members, reservations, charter)
    assert decision.reason.code == code
    assert decision.granted == (code != "seat.none_free")


def test_a_refusal_cites_clause_version_and_figures_and_offers_an_observer_seat(charter: Charter) -> None:
    decision = seat_for("CN", cn_de(18, 9), NONE, charter)
    assert (decision.reason.clause, decision.reason.version) == ("II.5.1.k", "2016")
    assert decision.reason.params == {
        "bounded": 19,
        "bounded_side": "CN",
        "bounding": 9,
        "bounding_side": "DE",
        "limit": Fraction(2),
    }
    assert (decision.before, decision.after) == (cn_de(18, 9), cn_de(19, 9))
    assert decision.instead is not None
    assert (decision.instead.code, decision.instead.clause) == ("observer.seat_offered", "II.5.1.l")
    assert decision.exception_possible


def test_a_granted_seat_offers_nothing_instead(charter: Charter) -> None:
    assert seat_for("CN", cn_de(14, 9), NONE, charter).instead is None


@pytest.mark.parametrize(
    ("recorded_reason", "granted", "code"),
    [
        ("Resolution 3 of the session in Hannover", True, "seat.by_exception"),
        ("", False, "seat.exception_needs_reason"),
        (" \n", False, "seat.exception_needs_reason"),
    ],
)
def test_an_exception_needs_a_recorded_reason(charter: Charter, recorded_reason: str, granted: bool, code: str) -> None:
    decision = seat_by_exception("CN", cn_de(18, 9), NONE, charter, recorded_reason=recorded_reason)
    assert (decision.granted, decision.reason.code) == (granted, code)
    assert (decision.instead is None) == granted


def test_no_exception_is_made_of_a_free_seat(charter: Charter) -> None:
    decision = seat_by_exception("CN", cn_de(14, 9), NONE, charter, recorded_reason="to be safe")
    assert decision.reason.code == "seat.free"


def test_a_strict_charter_makes_no_exception(strict: Charter) -> None:
    decision = seat_by_exception("CN", cn_de(14, 9), NONE, strict, recorded_reason="please")
    assert (decision.granted, decision.reason.code) == (False, "seat.exception_not_foreseen")
    assert not decision.exception_possible


@pytest.mark.parametrize(
    ("members", "reservations", "free"),
    [
        (cn_de(14, 9), NONE, 4),
        (cn_de(14, 9), cn_de(3, 0), 1),
        (cn_de(14, 9), cn_de(3, 5), 1),
        (cn_de(18, 9), NONE, 0),
        (cn_de(21, 9), NONE, 0),
        (NONE, NONE, 0),
    ],
)
def test_free_chinese_seats(charter: Charter, members: Tally, reservations: Tally, free: int) -> None:
    assert free_seats("CN", members, reservations, charter) == free
    assert free_seats("DE", members, reservations, charter) is None


def test_half_a_seat_is_no_seat(strict: Charter) -> None:
    assert free_seats("CN", cn_de(0, 3), NONE, strict) == 4  # 3:2 of three would be four and a half


def test_the_ratio_of_nobody_cannot_be_formed(charter: Charter) -> None:
    assert ratio_of(cn_de(14, 9), charter).ratio == Fraction(14, 9)
    assert (ratio_of(NONE, charter).ratio, ratio_of(NONE, charter).within) == (None, True)
    assert (ratio_of(cn_de(1, 0), charter).ratio, ratio_of(cn_de(1, 0), charter).within) == (None, False)


def test_a_forecast_takes_those_who_find_a_seat_as_members_for_those_after_them(charter: Charter) -> None:
    steps = ratio_forecast(cn_de(16, 9), NONE, NONE, ["CN", "CN", "CN", "DE", "CN"], charter)
    assert [step.decision.granted for step in steps] == [True, True, False, True, True]
    assert [step.free_after for step in steps] == [1, 0, 0, 2, 1]


def test_in_a_forecast_free_seats_belong_to_those_who_wait_already_and_to_those_passed_over(charter: Charter) -> None:
    steps = ratio_forecast(cn_de(17, 9), NONE, cn_de(1, 0), ["CN", "DE", "CN", "CN"], charter)
    said = [(step.decision.granted, step.decision.reason.code, step.free_after) for step in steps]
    assert said == [
        (False, "seat.kept_for_waiting", 1),
        (True, "seat.side_not_bounded", 3),
        (True, "seat.free", 2),
        (False, "seat.kept_for_waiting", 2),
    ]
    assert [step.decision.reason.params.get("waiting") for step in steps] == [1, None, None, 2]


@pytest.mark.parametrize(
    ("members", "joins", "leaves", "code"),
    [
        (cn_de(14, 9), cn_de(4, 0), NONE, "ratio.kept"),
        (cn_de(18, 9), NONE, cn_de(0, 1), "ratio.broken"),
        (cn_de(19, 9), NONE, cn_de(0, 1), "ratio.still_broken"),
        (cn_de(19, 9), cn_de(0, 1), NONE, "ratio.mended"),
        (cn_de(19, 9), NONE, cn_de(1, 0), "ratio.mended"),
    ],
)
def test_what_joining_and_leaving_would_change(
    charter: Charter, members: Tally, joins: Tally, leaves: Tally, code: str
) -> None:
    outcome = what_if(members, joins, leaves, charter)
    assert outcome.reason.code == code
    assert outcome.after.tally == members + joins - leaves


def test_more_cannot_leave_than_there_are(charter: Charter) -> None:
    with pytest.raises(ValueError, match="less than none"):
        what_if(cn_de(1, 1), NONE, cn_de(2, 0), charter)


def test_without_a_ratio_every_side_is_free(unbounded: Charter) -> None:
    assert seat_for("CN", cn_de(99, 0), NONE, unbounded).reason.code == "seat.no_ratio_set"
    assert free_seats("CN", cn_de(99, 0), NONE, unbounded) is None
    assert ratio_of(cn_de(99, 0), unbounded).reason.code == "ratio.none_set"
    assert what_if(cn_de(1, 1), NONE, NONE, unbounded).reason.code == "ratio.none_set"
    assert [step.free_after for step in ratio_forecast(NONE, NONE, cn_de(9, 0), ["CN"], unbounded)] == [None]
    assert seat_by_exception("CN", NONE, NONE, unbounded, recorded_reason="").granted


def test_a_side_the_charter_does_not_have_is_told(charter: Charter) -> None:
    with pytest.raises(UnknownSide) as told:
        seat_for("FR", NONE, NONE, charter)
    assert told.value.side == "FR"
    with pytest.raises(UnknownSide):
        seat_for("CN", Tally({"FR": 1}), NONE, charter)
    with pytest.raises(UnknownSide):
        free_seats("FR", NONE, NONE, charter)


def test_tallies_that_mean_the_same_are_equal() -> None:
    assert Tally({"CN": 1, "DE": 0}) == Tally({"CN": 1})
    assert hash(Tally({"CN": 1, "DE": 2})) == hash(Tally({"DE": 2, "CN": 1}))
    assert Tally({"CN": 1})["DE"] == 0
    with pytest.raises(ValueError, match="less than none"):
        Tally({"CN": -1})
