"""What time it is, asked in one place, so that a record of past deeds can be loaded through the deeds themselves.

Everything that a row or the journal keeps as "now" comes from here. In ordinary operation it is the time; only the
demo's loader and tests set the clock, and only for what they do inside ``with at(moment)``.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("kontor_clock", default=None)


Zone = Callable[[], str]


def _greenwich() -> str:
    return "UTC"


_zone_of_days: Zone = _greenwich


def count_days_in(zone: Zone) -> None:
    """Say in which time zone the house counts its days; the app that knows says how to ask (decision 0011)."""
    global _zone_of_days  # noqa: PLW0603  # set once, when the apps are ready
    _zone_of_days = zone


def zone_of_days() -> str:
    """The time zone in which the house counts its days, and in which its deadlines end."""
    return _zone_of_days()


#: The zone that each party's people live by, with the language they write, which may be none of ours.
Parties = Callable[[], Iterable[tuple[str, str]]]


def _nobody() -> Iterable[tuple[str, str]]:
    return ()


_parties: Parties = _nobody


def parties_live_in(parties: Parties) -> None:
    """Say who the parties are on whose clocks moments are told: pairs of zone and language."""
    global _parties  # noqa: PLW0603  # set once, when the apps are ready
    _parties = parties


def zones_beside(own: str = "") -> list[str]:
    """The zones in which a moment is told: one's own first, if there is one, and then those of all parties."""
    return list(dict.fromkeys([*([own] if own else []), *(zone for zone, _ in _parties())]))


def home_of(language: str) -> str:
    """The zone of the party that writes this language; empty where none does, or where more than one do."""
    homes = {zone for zone, written in _parties() if written == language}
    return homes.pop() if len(homes) == 1 else ""


def latest_today(*zones: str) -> date:
    """The latest day that it is anywhere: in the house, with one of the parties, or in ``zones``."""
    return max(today(), *(today(zone) for zone in (*zones_beside(), *zones)))


def today(zone: str = "") -> date:
    """The day it is: for everybody the same one, in the zone in which the house counts its days.

    Whatever is kept from a day to a day begins and ends with this one. ``zone`` asks what the calendar says elsewhere.
    """
    return now().astimezone(ZoneInfo(zone or _zone_of_days())).date()


def day_of(moment: datetime) -> date:
    """The day on which something was, in the zone in which the house counts its days."""
    return moment.astimezone(ZoneInfo(_zone_of_days())).date()


def now() -> datetime:
    """The moment it is, in UTC; inside ``at`` the moment that was set."""
    return _set_to.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be ``moment`` for everything inside, in this thread and task only. ``ValueError`` if it has no zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a zone")
    before = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(before)
