"""Small drawings: widths and lines from figures."""

from fractions import Fraction

import pytest

from kontor.ui import charts


def test_a_balance_draws_both_sides_on_one_scale() -> None:
    drawn = charts.balance(9, 14, Fraction(2))
    assert (drawn.length_a, drawn.length_b, drawn.limit_at) == (50, 77.78, 100)


def test_the_limit_is_where_the_bar_of_the_bounded_side_would_have_to_end() -> None:
    drawn = charts.balance(10, 15, Fraction(3, 2))
    assert drawn.limit_at == drawn.length_b == 100
    assert drawn.within


def test_what_goes_beyond_the_limit_is_drawn_apart() -> None:
    drawn = charts.balance(10, 20, Fraction(3, 2))
    assert (drawn.length_b, drawn.length_kept, drawn.limit_at) == (100, 75, 75)


def test_one_more_than_the_limit_is_over() -> None:
    assert not charts.balance(10, 16, Fraction(3, 2)).within


def test_without_a_limit_every_balance_is_within() -> None:
    drawn = charts.balance(1, 99)
    assert drawn.within
    assert drawn.limit_at is None


def test_two_empty_sides_are_two_empty_bars_without_a_limit() -> None:
    drawn = charts.balance(0, 0, Fraction(3, 2))
    assert (drawn.length_a, drawn.length_b, drawn.limit_at) == (0, 0, None)


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
