"""Small drawings: widths and lines from figures."""

from fractions import Fraction

import pytest

from kontor.ui import charts


def test_a_balance_fills_its_bar() -> None:
    drawn = charts.balance(18, 23, Fraction(3, 2))
    assert drawn.width_a + drawn.width_b == pytest.approx(200)


def test_the_limit_is_where_the_largest_other_side_would_begin() -> None:
    drawn = charts.balance(10, 15, Fraction(3, 2))
    assert drawn.limit_at == drawn.width_a == 80
    assert drawn.within


def test_one_more_than_the_limit_is_over() -> None:
    assert not charts.balance(10, 16, Fraction(3, 2)).within


def test_without_a_limit_every_balance_is_within() -> None:
    drawn = charts.balance(1, 99)
    assert drawn.within
    assert drawn.limit_at is None


def test_two_empty_sides_are_drawn_as_halves() -> None:
    assert charts.balance(0, 0).width_a == 100


def test_a_line_leaves_a_gap_for_a_missing_year() -> None:
    drawn = charts.line([{"label": "1", "value": 1}, {"label": "2", "value": None}, {"label": "3", "value": 3}])
    assert drawn.path.count("M") == 2
    assert drawn.last["label"] == "3"


def test_equal_values_lie_in_the_middle() -> None:
    assert charts.line([{"label": "1", "value": 5}, {"label": "2", "value": 5}]).end[1] == 20


def test_a_line_without_figures_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        charts.line([{"label": "1", "value": None}])


def test_a_bar_over_plan_says_so() -> None:
    assert charts.bar(14, 12).over
    assert charts.bar(14, 12).width == 200
    assert not charts.bar(12, 12).over
