"""When the simulated admission happened: every date is counted back from the day on which the record is loaded."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

#: The invented people have held their seats since this day; nobody knows who held the real ones.
SEATED_SINCE = date(2024, 1, 1)
_SATURDAY = 5


def working_day(day: date) -> date:
    """The day itself, or the Friday before when offices are closed."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def before(days: int, hour: str, zone: str = "Europe/Berlin") -> datetime:
    """A moment ``days`` ago, on a working day, at ``hour`` of the clock in ``zone``."""
    today = timezone.now().astimezone(ZoneInfo(zone)).date()
    day = working_day(today - timedelta(days=days))
    return datetime.combine(day, time.fromisoformat(hour), ZoneInfo(zone)).astimezone(UTC)


def working_days_after(moment: datetime, number: int, hour: str, zone: str) -> datetime:
    """``hour`` on the working day that comes so many after ``moment``, by the calendar and clock of ``zone``."""
    from_day = working_day(moment.astimezone(ZoneInfo(zone)).date())
    weeks, rest = divmod(from_day.weekday() + number, _SATURDAY)
    monday = from_day - timedelta(days=from_day.weekday())
    day = monday + timedelta(weeks=weeks, days=rest)
    return datetime.combine(day, time.fromisoformat(hour), ZoneInfo(zone)).astimezone(UTC)
