"""What the address of the roll asks for: a side, a name, a past day, an order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from kontor.kernel.lingua.calendar import day as written_day
from kontor.kernel.lingua.calendar import read_day
from kontor.membership import sides
from kontor.people.models.seat import today

_SORTS = ("side", "name", "since")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. ``complaint`` says what could not be understood; then today is shown."""

    day: date
    side: str = ""
    name: str = ""
    sort: str = "side"
    complaint: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Asked":
        """From the address; whatever makes no sense is passed over, a wrong day with a word."""
        day, complaint = _day(given.get("on", "").strip())
        side, sort = given.get("side", ""), given.get("sort", "side")
        return cls(
            day=day,
            side=side if side in dict(sides.choices()) else "",
            name=given.get("q", "").strip()[:80],
            sort=sort if sort in _SORTS else "side",
            complaint=complaint,
        )

    @property
    def is_today(self) -> bool:
        """Whether the roll of today is shown."""
        return self.day == today()

    def address(self, **changed: str) -> str:
        """The same question as the query part of an address, with some of it changed."""
        on = "" if self.is_today else self.day.isoformat()
        sort = "" if self.sort == "side" else self.sort
        parts = {"side": self.side, "q": self.name, "on": on, "sort": sort, **changed}
        return urlencode({name: value for name, value in parts.items() if value})


def _day(typed: str) -> tuple[date, str]:
    if not typed:
        return today(), ""
    day = read_day(typed)
    if day is None:
        words = _(
            "“%(typed)s” is not a day of the calendar. Please write it like 2017-09-27. Today's members are shown."
        )
        return today(), words % {"typed": typed[:40]}
    if day > today():
        return today(), _("%(day)s has not come yet; now today is shown.") % {"day": written_day(day)}
    return day, ""
