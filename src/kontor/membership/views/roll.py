"""The roll of members on one day: what was asked, the rows that answer it, and the same as a table (MEM-12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from kontor.charter.load import shipped
from kontor.charter.model import Charter, NoCharterInForce
from kontor.charter.ratio import Balance, Tally, ratio_of
from kontor.cities.models import City
from kontor.kernel.lingua.calendar import day as written_day
from kontor.kernel.lingua.calendar import read_day
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import current
from kontor.kernel.lingua.names import is_han
from kontor.kernel.lingua.sorting import sort_key_de
from kontor.membership import sides, since
from kontor.membership.models import Claim, Standing, StandingKind
from kontor.people.models.seat import today
from kontor.ui.map import project

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
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


@dataclass(frozen=True, slots=True)
class Row:
    """One city of the roll, put into words for the reader."""

    city: City
    url: str
    name: str
    original: str
    original_language: str
    mark: str
    side: str
    kind: str
    within: str
    since: str
    began_on: date | None
    is_founding: bool
    source: str
    source_language: str
    standing: Standing
    is_simulated: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """The answer: members and observers as asked for, and the figures of the whole day."""

    members: list[Row]
    observers: list[Row]
    tally: Tally
    balance: Balance | None
    charter: Charter | None = field(repr=False)

    @property
    def points(self) -> list[dict[str, Any]]:
        """The members that have a place, for the map."""
        return [_point(row) for row in self.members if row.city.latitude is not None]

    @property
    def placeless(self) -> list[Row]:
        """The members whose place is not known."""
        return [row for row in self.members if row.city.latitude is None]


def roll(asked: Asked) -> Roll:
    """The roll of a day, in one query whatever the number of cities."""
    standings = _standings_on(asked.day)
    tally = _tally(standing for standing in standings if standing.kind == StandingKind.MEMBER)
    charter = _charter_on(asked.day)
    marks = {code: (sides.mark_of(code), name) for code, name in sides.choices()}
    wanted = [_row(standing, marks) for standing in standings if _is_wanted(standing.city, asked)]
    members = [row for row in wanted if row.standing.kind == StandingKind.MEMBER]
    return Roll(
        members=_sorted(members, asked.sort),
        observers=[row for row in wanted if row.standing.kind != StandingKind.MEMBER],
        tally=tally,
        balance=ratio_of(tally, charter) if charter else None,
        charter=charter,
    )


def _standings_on(day: date) -> list[Standing]:
    key = "sort_zh" if current() == "zh-hans" else "sort_de"
    rows = Standing.objects.on(day).select_related("city__organisation", "claim__source")
    return list(rows.order_by("city__side", f"city__organisation__{key}", "id"))


def _tally(standings: Iterable[Standing]) -> Tally:
    codes = [standing.city.side for standing in standings]
    return Tally({code: codes.count(code) for code in set(codes)})


def _charter_on(day: date) -> Charter | None:
    try:
        return shipped().in_force_on(day)
    except NoCharterInForce:
        return None


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    """The database has sorted by side and name already."""
    if sort == "since":
        return sorted(rows, key=lambda row: row.began_on or date.min)
    if sort == "name":
        chinese = current() == "zh-hans"
        return sorted(rows, key=lambda row: row.city.organisation.sort_zh if chinese else row.city.organisation.sort_de)
    return rows


def _row(standing: Standing, marks: Mapping[str, tuple[str, str]]) -> Row:
    city, claim = standing.city, standing.claim
    names: Content = city.organisation.names
    name, original = str(names), names.get(city.own_language)
    mark, side = marks[city.side]
    return Row(
        city=city,
        url=city.get_absolute_url(),
        name=name,
        original=original if original != name else "",
        original_language=city.own_language,
        mark=mark,
        side=side,
        kind=city.get_kind_display(),
        within=str(city.within),
        since=since.written(standing.during.lower, standing.precision),
        began_on=standing.during.lower,
        is_founding=bool(claim and claim.says == Claim.Says.FOUNDING_MEMBER),
        source=claim.source.title if claim else _("the alliance's own record"),
        source_language=claim.source.language if claim else current(),
        standing=standing,
        is_simulated=city.organisation.is_simulated,
    )


def _point(row: Row) -> dict[str, Any]:
    x, y = project(float(row.city.latitude or 0), float(row.city.longitude or 0))
    return {"name": row.name, "url": row.url, "x": x, "y": y, "side": row.mark, "standing": row.since}


# --- finding by name ---
def _is_wanted(city: City, asked: Asked) -> bool:
    return (not asked.side or city.side == asked.side) and (not asked.name or _is_called(city, asked.name))


def _is_called(city: City, typed: str) -> bool:
    """Whether a name contains what was typed: umlauts also as ae, oe, ue or without dots, pinyin without tones."""
    names = city.organisation.names.texts
    if is_han(typed):
        return any(_plain(typed) in _plain(name) for name in names.values())
    forms = {form for name in names.values() for form in _forms(name)} | {_plain(city.organisation.sort_zh)}
    return any(wanted in form for wanted in _forms(typed) for form in forms)


def _forms(name: str) -> set[str]:
    return {_plain(sort_key_de(name)), _plain(sort_key_de(name.lower().translate(_UMLAUTS)))} - {""}


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
