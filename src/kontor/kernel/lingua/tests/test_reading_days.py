"""A day is understood in the ways in which people of three languages type it."""

from datetime import date

import pytest

from kontor.kernel.lingua.calendar import month, read_day, year


@pytest.mark.parametrize(
    "typed",
    [
        "2017-09-27",
        "2017/9/27",
        "2017.09.27",
        "2017年9月27日",
        "27.09.2017",
        "27. 9. 2017",
        "２０１７-０９-２７",
        " 2017-09-27 ",
    ],
)
def test_a_day_is_read(typed: str) -> None:
    assert read_day(typed) == date(2017, 9, 27)


@pytest.mark.parametrize(
    "typed", ["", "xx", "2017-02-30", "2017-13-01", "0000-01-01", "27/09/2017", "2017-09", "9" * 400]
)
def test_what_is_no_day_of_the_calendar_is_none(typed: str) -> None:
    assert read_day(typed) is None


@pytest.mark.parametrize(("language", "words"), [("de", "April 2016"), ("en", "April 2016"), ("zh-hans", "2016年4月")])
def test_a_month_is_written(language: str, words: str) -> None:
    assert month(date(2016, 4, 25), language) == words


@pytest.mark.parametrize(("language", "words"), [("de", "2016"), ("en", "2016"), ("zh-hans", "2016年")])
def test_a_year_is_written(language: str, words: str) -> None:
    assert year(date(2016, 4, 25), language) == words
