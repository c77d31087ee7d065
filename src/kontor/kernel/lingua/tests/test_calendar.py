"""Dates, moments and names as each language writes them (TZ01–TZ04, TZ06, UN03, UN04, UN07)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.names import deceiving_characters, full_name, shown_name
from kontor.kernel.lingua.sorting import sort_key_de, sort_key_zh


@pytest.mark.parametrize(
    ("language", "written"), [("de", "24. Februar 2023"), ("zh-hans", "2023年2月24日"), ("en", "24 February 2023")]
)
def test_a_day_is_written_as_the_language_does(language: str, written: str) -> None:
    assert calendar.day(date(2023, 2, 24), language) == written


@pytest.mark.parametrize(
    ("moment", "berlin", "shanghai"),
    [
        (datetime(2026, 1, 15, 8, tzinfo=UTC), "15. Januar 2026, 09:00 MEZ", "15. Januar 2026, 16:00 Pekinger Zeit"),
        (datetime(2026, 7, 15, 7, tzinfo=UTC), "15. Juli 2026, 09:00 MESZ", "15. Juli 2026, 15:00 Pekinger Zeit"),
        (datetime(2026, 3, 31, 22, tzinfo=UTC), "1. April 2026, 00:00 MESZ", "1. April 2026, 06:00 Pekinger Zeit"),
        (datetime(1988, 7, 1, 0, tzinfo=UTC), "1. Juli 1988, 02:00 MESZ", "1. Juli 1988, 09:00 Pekinger Zeit"),
    ],
)
def test_tz01_a_moment_is_shown_on_both_clocks(moment: datetime, berlin: str, shanghai: str) -> None:
    shown = calendar.in_zones(moment, ["Europe/Berlin", "Asia/Shanghai", "Europe/Berlin"], "de")
    assert [each.written for each in shown] == [berlin, shanghai]


@pytest.mark.parametrize(
    ("language", "first"), [("de", "Europe/Berlin"), ("zh-hans", "Asia/Shanghai"), ("en", "Europe/Berlin")]
)
def test_the_readers_own_clock_comes_first(language: str, first: str) -> None:
    zones = calendar.readers_first(["Europe/Berlin", "Asia/Shanghai", "Europe/Berlin"], language)
    assert (zones[0], len(zones)) == (first, 2)


def test_tz02_around_a_change_of_the_clock_every_moment_has_its_own_writing() -> None:
    """02:30 happens twice on 25.10.2026, told apart by the zone's name; on 28.03.2027 the clock jumps over it."""
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    assert [calendar.moment(each, "Europe/Berlin", "de") for each in twice] == [
        "25. Oktober 2026, 02:30 MESZ", "25. Oktober 2026, 02:30 MEZ",
    ]  # fmt: skip
    jump = [datetime(2027, 3, 28, 0, 59, tzinfo=UTC), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)]
    assert [calendar.moment(each, "Europe/Berlin", "de") for each in jump] == [
        "28. März 2027, 01:59 MEZ", "28. März 2027, 03:00 MESZ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "language", "written"),
    [
        ("Europe/Berlin", "de", "Ablauf des 3. Januar 2027 (deutsche Zeit)"),
        ("Europe/Berlin", "zh-hans", "2027年1月3日24:00（柏林时间，即北京时间1月4日07:00）"),
        ("Europe/Berlin", "en", "the end of 3 January 2027 (German time)"),
        ("Asia/Shanghai", "de", "Ablauf des 3. Januar 2027 (Pekinger Zeit; 3. Januar, 17:00 deutsche Zeit)"),
        ("Asia/Shanghai", "zh-hans", "2027年1月3日24:00（北京时间）"),
    ],
)
def test_tz04_a_deadline_is_told_by_the_last_day_that_counts(zone: str, language: str, written: str) -> None:
    end = datetime(2027, 1, 4, tzinfo=ZoneInfo(zone))
    assert calendar.deadline(end, zone, language) == written
    assert calendar.last_day_before(end, zone) == date(2027, 1, 3)


def test_a_deadline_within_a_day_is_told_as_the_moment_it_is() -> None:
    end = datetime(2027, 1, 4, 11, tzinfo=UTC)
    assert calendar.deadline(end, "Europe/Berlin", "zh-hans") == "2027年1月4日12:00（柏林时间）"


@pytest.mark.parametrize(("language", "written"), [("de", "248.000"), ("zh-hans", "248,000"), ("en", "248,000")])
def test_numbers_are_grouped_as_cldr_says(language: str, written: str) -> None:
    assert calendar.number(248000, language) == written


def test_un03_names_keep_the_order_of_their_script() -> None:
    assert full_name("王", "小明") == "王小明"
    assert full_name("Muster", "Anna") == "Anna Muster"
    assert full_name("买买提·艾力", "") == "买买提·艾力"
    assert (full_name("𠮷野", "家"), full_name("䶮", ""), full_name("朱", "镕基")) == ("𠮷野家", "䶮", "朱镕基")
    assert (full_name("Suharto", ""), full_name("", "Suharto")) == ("Suharto", "Suharto")
    assert shown_name("王", "小明", "Wang Xiaoming", "de") == "Wang Xiaoming (王小明)"
    assert shown_name("王", "小明", "Wang Xiaoming", "zh-hans") == "王小明"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Köln", []),
        ("𠮷野 镕 䶮", []),
        ("abc\u202edcb", ["U+202E"]),
        ("a\u200bb", ["U+200B"]),
        ("a\U000e0041", ["U+E0041"]),
        ("a\x00", ["U+0000"]),
    ],
)
def test_un04_deceiving_characters_are_named(text: str, found: list[str]) -> None:
    assert deceiving_characters(text) == found


def test_un07_german_sorts_after_din_5007_and_chinese_by_pinyin() -> None:
    assert sorted(["Zwickau", "Äpfel", "Straße", "Strasse", "Ober"], key=sort_key_de) == [
        "Äpfel", "Ober", "Straße", "Strasse", "Zwickau",
    ]  # fmt: skip
    assert sorted(["佛山", "重庆", "贵阳", "南宁"], key=sort_key_zh) == ["重庆", "佛山", "贵阳", "南宁"]
    assert sort_key_zh("重庆") == "chong qing"
