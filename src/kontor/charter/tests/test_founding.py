"""Who is a founding member: a day of the founding, as exactly as charter and source tell it (MEM-12)."""

from dataclasses import replace
from datetime import date

import pytest

from kontor.charter.founding import founding_days, since_founding
from kontor.charter.load import shipped
from kontor.charter.model import CharterHistory, Precision

APRIL = (date(2016, 4, 1), date(2016, 4, 30))


def _history(on: date, precision: Precision) -> CharterHistory:
    history = shipped()
    first = replace(history.versions[0], in_force_from=on, in_force_from_precision=precision)
    return replace(history, versions=(first, *history.versions[1:]))


@pytest.mark.parametrize(
    ("on", "precision", "days"),
    [
        (date(2016, 4, 1), Precision.MONTH, APRIL),
        (date(2016, 4, 25), Precision.DAY, (date(2016, 4, 25), date(2016, 4, 25))),
        (date(2016, 1, 1), Precision.YEAR, (date(2016, 1, 1), date(2016, 12, 31))),
        (date(2016, 2, 1), Precision.MONTH, (date(2016, 2, 1), date(2016, 2, 29))),
    ],
)
def test_the_founding_is_as_exact_as_the_charter(on: date, precision: Precision, days: tuple[date, date]) -> None:
    assert founding_days(_history(on, precision)) == days


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2016, 4, 1), date(2016, 4, 1), "founding.since_then"),
        (date(2016, 4, 30), date(2016, 4, 30), "founding.since_then"),
        (*APRIL, "founding.since_then"),
        (date(2016, 3, 31), date(2016, 3, 31), "founding.too_early"),
        (date(2016, 5, 1), date(2016, 5, 1), "founding.too_late"),
        (date(2017, 9, 1), date(2017, 9, 30), "founding.too_late"),
    ],
)
def test_a_membership_began_with_the_founding_or_did_not(first: date, last: date, code: str) -> None:
    decision = since_founding(first, last, shipped())
    assert (decision.reason.code, decision.granted) == (code, code == "founding.since_then")
    assert (decision.reason.clause, decision.reason.version) == ("II.5.1.F10", "2016")
    assert dict(decision.reason.params) == {"first_on": APRIL[0], "last_on": APRIL[1]}


def test_a_month_that_holds_the_founding_day_counts_from_that_day() -> None:
    decision = since_founding(*APRIL, _history(date(2016, 4, 25), Precision.DAY))
    assert (decision.granted, decision.began_on) == (True, date(2016, 4, 25))


def test_days_the_wrong_way_round_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="cannot have begun"):
        since_founding(APRIL[1], APRIL[0], shipped())
