"""Dates are told as exactly as the source tells them, in three languages (MEM-12)."""

from datetime import date

import pytest
from django.utils import translation

from kontor.membership.since import since, written

DAY = date(2017, 9, 27)


@pytest.mark.parametrize(
    ("precision", "alone", "phrase"),
    [
        ("exact", "27 Sept 2017", "since 27 September 2017"),
        ("month", "September 2017", "since September 2017"),
        ("year", "2017", "since 2017"),
        ("by", "by 27 Sept 2017", "since 27 September 2017 at the latest"),
        ("unknown", "unknown", "since when is not known"),
    ],
)
def test_a_date_is_no_more_exact_than_its_source(precision: str, alone: str, phrase: str) -> None:
    with translation.override("en"):
        assert (written(DAY, precision), since(DAY, precision)) == (alone, phrase)


@pytest.mark.parametrize("precision", ["exact", "month", "year", "by", "unknown"])
def test_a_missing_date_is_unknown_whatever_its_precision(precision: str) -> None:
    with translation.override("en"):
        assert (written(None, precision), since(None, precision)) == ("unknown", "since when is not known")


@pytest.mark.parametrize(("precision", "words"), [("month", "2017年9月"), ("year", "2017年"), ("exact", "2017-09-27")])
def test_chinese_dates_are_written_in_chinese(precision: str, words: str) -> None:
    with translation.override("zh-hans"):
        assert written(DAY, precision) == words
