"""The story is fresh and in order on whatever day the record is loaded."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from kontor.demo.course import before, working_day, working_days_after
from kontor.demo.reading import read

SHANGHAI, BERLIN = "Asia/Shanghai", "Europe/Berlin"


@pytest.mark.parametrize("day", range(14))
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_dispatch_statements_reminder_and_today_follow_each_other(day: int, hour: int) -> None:
    now = datetime(2027, 3, 20, hour, 5, tzinfo=UTC) + timedelta(days=day)  # the clocks change on 28 March
    with time_machine.travel(now, tick=False):
        days = read("course")["days"]
        dispatched = before(days["dispatched"], "15:30", SHANGHAI)
        stated = [
            working_days_after(dispatched, entry["after_working_days"], entry["hour"], zone)
            for entry in read("course")["statement"]
            for zone in (SHANGHAI, BERLIN)
        ]
    assert dispatched < min(stated)
    assert max(stated) < dispatched + timedelta(days=14) < now
    assert {moment.astimezone(ZoneInfo(BERLIN)).weekday() for moment in [dispatched, *stated]} <= {0, 1, 2, 3, 4}


def test_a_weekend_falls_back_to_friday() -> None:
    saturday = datetime(2027, 3, 20, tzinfo=UTC).date()
    assert [working_day(saturday + timedelta(days=n)).isoformat() for n in (-1, 0, 1, 2)] == [
        "2027-03-19", "2027-03-19", "2027-03-19", "2027-03-22",
    ]  # fmt: skip
