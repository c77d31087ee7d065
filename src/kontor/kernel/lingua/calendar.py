"""Dates, moments and numbers as each language writes them, and moments in the zones of all parties."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time, get_timezone_name
from babel.numbers import format_decimal

from kontor.kernel import clock
from kontor.kernel.lingua.languages import current

_LOCALES = {"de": "de_DE", "zh-hans": "zh_Hans_CN", "en": "en_GB"}
#: The ways in which people type a day: 2017-09-27, 2017/9/27, 2017年9月27日, 27.09.2017.
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def locale(language: str | None = None) -> str:
    """The CLDR locale of a language; the page's own by default."""
    return _LOCALES[language or current()]


def day(value: date, language: str | None = None) -> str:
    """``24. Februar 2023`` · ``2023年2月24日`` · ``24 February 2023``."""
    return _written(_day_of(value), "long", locale(language))


def short_day(value: date, language: str | None = None) -> str:
    """``24.02.2023`` · ``2023-02-24`` · ``24 Feb 2023``: for tables, where digits line up."""
    digits = {"de": "dd.MM.yyyy", "zh-hans": "yyyy-MM-dd", "en": "d MMM yyyy"}[language or current()]
    return _written(_day_of(value), digits, locale(language))


def _day_of(value: date) -> date:
    """The bare day: two moments are equal across zones although their days differ."""
    return value.date() if isinstance(value, datetime) else value


@lru_cache(maxsize=2048)
def _written(value: date, pattern: str, written_in: str) -> str:
    """CLDR's patterns are slow to apply, and a page's days are few."""
    return format_date(value, pattern, locale=written_in)


def month(value: date, language: str | None = None) -> str:
    """``April 2016`` · ``2016年4月``."""
    return format_skeleton("yMMMM", value, locale=locale(language))


def year(value: date, language: str | None = None) -> str:
    """``2016`` · ``2016年``."""
    return format_skeleton("y", value, locale=locale(language))


class Period(Protocol):
    """A range of days that ends with the first day without it, as the database keeps it."""

    @property
    def upper(self) -> date | None:
        """The first day after it; ``None`` while it lasts."""


def last_day(period: Period) -> date | None:
    """The day on which a period ended, as people say it: that of the deed which ended it; ``None`` while it lasts.

    The database counts this day to what came after; “until the 22nd” is said of what ended on the 22nd.
    """
    return period.upper


def read_day(text: str) -> date | None:
    """The day that somebody typed, full-width digits included; ``None`` where it is no day of the calendar."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _YEAR_FIRST.fullmatch(plain):
        parts = found.groups()
    elif found := _DAY_FIRST.fullmatch(plain):
        parts = found.groups()[::-1]
    else:
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def moment(value: datetime, zone: str = "UTC", language: str | None = None) -> str:
    """A moment in one zone, with the zone's name."""
    local = value.astimezone(ZoneInfo(zone))
    spoken = language or current()
    written = day(local.date(), spoken), format_time(local, "HH:mm", locale=locale(spoken))
    named = zone_name(local, zone, spoken)
    return f"{written[0]}{written[1]}（{named}）" if spoken == "zh-hans" else f"{written[0]}, {written[1]} {named}"


def last_day_before(end: datetime, zone: str = "") -> date:
    """The last day that counts of a deadline that ends at ``end``, in ``zone``; that of the house by default."""
    return (end - timedelta(microseconds=1)).astimezone(ZoneInfo(zone or clock.zone_of_days())).date()


#: How a zone is called beside a deadline; any other by its name in CLDR.
_WHOSE_TIME = {
    "Europe/Berlin": {"de": "deutsche Zeit", "zh-hans": "柏林时间", "en": "German time"},
    "Asia/Shanghai": {"de": "Pekinger Zeit", "zh-hans": "北京时间", "en": "Beijing time"},
}


def deadline(end: datetime, zone: str = "", language: str | None = None) -> str:
    """The end of the last day that counts (TZ04): what follows „bis zum“, “by”, and stands before 前.

    ``Ablauf des 3. Januar 2027 (deutsche Zeit)`` · ``2027年1月3日24:00（柏林时间，即北京时间1月4日07:00）`` ·
    ``the end of 3 January 2027 (German time)``. ``end`` is the midnight after that day; a deadline that ends within a
    day is written as the moment it is.
    """
    spoken, zone = language or current(), zone or clock.zone_of_days()
    if end.astimezone(ZoneInfo(zone)).time() != time():
        return moment(end, zone, spoken)
    last = day(last_day_before(end, zone), spoken)
    whose = _whose_time(end, zone, spoken)
    home = clock.home_of(spoken) or zone  # a deadline elsewhere is told on the readers' own clock too
    if home == zone or end.astimezone(ZoneInfo(home)).utcoffset() == end.astimezone(ZoneInfo(zone)).utcoffset():
        return _ENDS[spoken] % {"day": last, "zones": whose}
    return _ENDS[spoken] % {"day": last, "zones": f"{whose}{_THAT_IS[spoken]}{_at_home(end, home, spoken)}"}


_ENDS = {
    "de": "Ablauf des %(day)s (%(zones)s)",
    "zh-hans": "%(day)s24:00（%(zones)s）",
    "en": "the end of %(day)s (%(zones)s)",
}
_THAT_IS = {"de": "; ", "zh-hans": "，即", "en": "; "}


def _whose_time(end: datetime, zone: str, language: str) -> str:
    known = _WHOSE_TIME.get(zone)
    return known[language] if known else zone_name(end.astimezone(ZoneInfo(zone)), zone, language)


def _at_home(end: datetime, home: str, language: str) -> str:
    local = end.astimezone(ZoneInfo(home))
    written = format_skeleton("MMMMd", local.date(), locale=locale(language))
    clock_time = format_time(local, "HH:mm", locale=locale(language))
    if language == "zh-hans":
        return f"{_whose_time(end, home, language)}{written}{clock_time}"
    return f"{written}, {clock_time} {_whose_time(end, home, language)}"


def zone_name(local: datetime, zone: str, language: str | None = None) -> str:
    """The zone's name at that moment: ``MEZ``, ``MESZ``, ``北京时间``; UTC offsets where CLDR has no short name."""
    if zone in ("Asia/Shanghai", "Asia/Chongqing"):
        return {"de": "Pekinger Zeit", "zh-hans": "北京时间", "en": "Beijing time"}[language or current()]
    if zone == "Europe/Berlin" and (language or current()) == "zh-hans":
        return "柏林时间"
    return get_timezone_name(local, width="short", locale=locale(language))


@dataclass(frozen=True, slots=True)
class LocalMoment:
    """One moment as one party's clock shows it."""

    zone: str
    written: str
    iso: str


def in_zones(value: datetime, zones: Iterable[str], language: str | None = None) -> list[LocalMoment]:
    """The moment once for each different zone, in the order given."""
    return [
        LocalMoment(zone, moment(value, zone, language), value.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes"))
        for zone in dict.fromkeys(zones)
    ]


def readers_first(zones: Iterable[str], language: str | None = None) -> list[str]:
    """The same zones, with the one that the readers of the language live by in front."""
    home = clock.home_of(language or current())
    return sorted(dict.fromkeys(zones), key=lambda zone: zone != home)


def number(value: int | float | Decimal, language: str | None = None) -> str:
    """``248.000`` · ``248,000``, as CLDR says (Django's own grouping is wrong for Chinese)."""
    return format_decimal(value, locale=locale(language))
