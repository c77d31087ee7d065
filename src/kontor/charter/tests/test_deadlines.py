"""Deadlines end with the day in the charter's zone, whatever the clocks do (TZ02 to TZ04)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.charter.deadlines import answer_due, end_of_day, reminders_due, reservation_lapses
from kontor.charter.load import shipped
from kontor.charter.model import Charter

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
ODD_ZONES = ["Europe/Berlin", "Asia/Shanghai", "America/Santiago", "Asia/Beirut", "Atlantic/Azores", "America/Havana"]


def test_tz04_the_end_of_march_in_berlin_is_six_in_the_morning_in_shanghai(charter: Charter) -> None:
    deadline = answer_due(datetime(2027, 2, 17, 9, 0, tzinfo=BERLIN), charter)
    assert (deadline.due_on, deadline.zone) == (date(2027, 3, 31), "Europe/Berlin")
    assert deadline.due_at.astimezone(SHANGHAI).replace(tzinfo=None) == datetime(2027, 4, 1, 6, 0)  # noqa: DTZ001
    assert (deadline.reason.code, deadline.reason.clause) == ("deadline.answer", "II.5.1.F6")
    assert deadline.reason.params == {"days": 42, "due_on": date(2027, 3, 31), "zone": "Europe/Berlin"}


def test_in_winter_it_is_seven(charter: Charter) -> None:
    deadline = answer_due(datetime(2026, 12, 1, 12, 0, tzinfo=UTC), charter)
    assert deadline.due_at == datetime(2027, 1, 13, 7, 0, tzinfo=SHANGHAI)
    assert deadline.due_at.utcoffset() == timedelta(0)


def test_days_are_counted_from_the_day_in_the_charters_zone(charter: Charter) -> None:
    early_in_shanghai = datetime(2026, 5, 2, 3, 0, tzinfo=SHANGHAI)  # still 1 May in Berlin
    assert answer_due(early_in_shanghai, charter).due_on == date(2026, 5, 1) + timedelta(days=42)


@pytest.mark.parametrize("change", [date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)])
def test_tz02_tz03_a_change_of_the_clock_moves_no_deadline(charter: Charter, change: date) -> None:
    for before in range(1, 42):
        start = datetime.combine(change - timedelta(days=before), datetime.min.time(), tzinfo=BERLIN)
        local = answer_due(start, charter).due_at.astimezone(BERLIN)
        assert (local.hour, local.minute) == (0, 0)
        assert local.date() == start.date() + timedelta(days=43)


def test_reminders_come_after_fourteen_and_twenty_eight_days(charter: Charter) -> None:
    deadlines = reminders_due(datetime(2026, 1, 1, 12, 0, tzinfo=UTC), charter)
    assert [deadline.due_on for deadline in deadlines] == [date(2026, 1, 15), date(2026, 1, 29)]
    assert {deadline.reason.clause for deadline in deadlines} == {"II.5.1.F5"}


def test_a_reserved_seat_lapses_after_half_a_year(charter: Charter) -> None:
    deadline = reservation_lapses(datetime(2026, 1, 1, 12, 0, tzinfo=UTC), charter)
    assert (deadline.due_on, deadline.reason.code) == (date(2026, 6, 30), "deadline.reservation")


@pytest.mark.parametrize("due", [answer_due, reminders_due, reservation_lapses])
def test_a_moment_without_a_zone_starts_no_period(charter: Charter, due: type) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        due(datetime(2026, 1, 1), charter)  # noqa: DTZ001


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.sampled_from(ODD_ZONES))
def test_a_day_ends_when_a_clock_on_the_wall_turns_to_the_next(day: date, zone: str) -> None:
    wall = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    while wall.astimezone(ZoneInfo(zone)).date() == day:
        wall += timedelta(minutes=15)
    assert end_of_day(day, zone) == wall


@given(st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_the_answer_is_due_after_forty_two_whole_days_at_least(dispatched_at: datetime) -> None:
    period = answer_due(dispatched_at, shipped().latest).due_at - dispatched_at.astimezone(UTC)
    assert timedelta(days=42, hours=-1) < period <= timedelta(days=43, hours=1)
