"""The roll of members on one day: the facts, and the rows in words that answer what was asked (MEM-12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from django.urls import reverse
from psycopg.types.range import DateRange

from kontor.charter.model import Charter, NoCharterInForce
from kontor.charter.ratio import Balance, Tally, ratio_of
from kontor.cities.models import CityKind, own_language_of
from kontor.kernel.lingua.content import Content
from kontor.membership import sides, since
from kontor.membership.models import Claim, Standing, StandingKind
from kontor.membership.since import marked
from kontor.membership.views.roll_asked import Asked
from kontor.membership.views.roll_names import is_called
from kontor.people.charters import charters
from kontor.people.models import sort_key
from kontor.ui.map import project


class Fact(NamedTuple):
    """One standing with its city and source, as the database gives it. The order is that of ``_COLUMNS``."""

    standing: str
    during: DateRange
    precision: str
    side: str
    public_id: str
    kind: str
    official_code: str
    code_system: str
    within: Content
    latitude: Decimal | None
    longitude: Decimal | None
    names: Content
    sort_de: str
    sort_zh: str
    is_simulated: bool
    says: str | None
    source: int | None
    source_title: str
    source_issuer: str
    source_language: str
    source_web: str
    source_issued_on: date | None
    follows_a_simulation: bool


_CITY, _ORGANISATION, _SOURCE = "city__", "city__organisation__", "claim__source__"
_COLUMNS = (
    "kind", "during", "precision",
    *(_CITY + name for name in (
        "side", "public_id", "kind", "official_code", "code_system", "within", "latitude", "longitude",
    )),
    *(_ORGANISATION + name for name in ("names", "sort_de", "sort_zh", "is_simulated")),
    "claim__says",
    *(_SOURCE + name for name in ("id", "title", "issuer", "language", "web", "issued_on")),
    "is_simulated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """All standings of a day. Equal when they say the same, so that what was drawn from them can be kept."""

    rows: tuple[Fact, ...] = field(compare=False)
    wording: str = field(repr=False)

    @classmethod
    def on(cls, day: date) -> "Facts":
        """Those of a day in one query, by side and in the reader's alphabet; columns instead of models, for speed."""
        rows = Standing.objects.on(day).order_by("city__side", _ORGANISATION + sort_key(), "id").values_list(*_COLUMNS)
        facts = tuple(Fact(*row) for row in rows)
        return cls(facts, repr(facts))


@dataclass(frozen=True, slots=True)
class Row:
    """One city of the roll, put into words for the reader."""

    fact: Fact
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
    number: int

    @property
    def is_simulated(self) -> bool:
        """Whether the city is invented, or its standing follows from an invented deed."""
        return self.fact.is_simulated or self.fact.follows_a_simulation


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
        return [_point(row) for row in self.members if row.fact.latitude is not None]

    @property
    def sources(self) -> list[Row]:
        """One row for each source that the rows rest on, by the sources' numbers."""
        cited = {row.number: row for row in (*self.members, *self.observers) if row.number}
        return [cited[number] for number in sorted(cited)]

    @property
    def placeless(self) -> list[Row]:
        """The members whose place is not known."""
        return [row for row in self.members if row.fact.latitude is None]


def roll(asked: Asked, facts: Facts) -> Roll:
    """The rows that were asked for, in words, and the figures of the day."""
    tally = _tally(fact.side for fact in facts.rows if fact.standing == StandingKind.MEMBER)
    charter = _charter_on(asked.day)
    into_words = _Words(facts.rows)
    wanted = [into_words.row(fact) for fact in facts.rows if _is_wanted(fact, asked)]
    return Roll(
        members=_sorted([row for row in wanted if row.fact.standing == StandingKind.MEMBER], asked.sort),
        observers=[row for row in wanted if row.fact.standing != StandingKind.MEMBER],
        tally=tally,
        balance=ratio_of(tally, charter) if charter else None,
        charter=charter,
    )


def _tally(codes: Iterable[str]) -> Tally:
    known = list(codes)
    return Tally({code: known.count(code) for code in set(known)})


def _charter_on(day: date) -> Charter | None:
    try:
        return charters().in_force_on(day)
    except NoCharterInForce:
        return None


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    """The database has sorted by side and name already."""
    if sort == "since":
        return sorted(rows, key=lambda row: row.began_on or date.min)
    if sort == "name":
        key = attrgetter(f"fact.{sort_key()}")
        return sorted(rows, key=key)
    return rows


class _Words:
    """Puts facts into words; what is the same for all rows is asked once."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._sides: Mapping[str, tuple[str, str]] = {
            code: (sides.mark_of(code), name) for code, name in sides.choices()
        }
        self._kinds = {kind.value: str(kind.label) for kind in CityKind}
        self._page = reverse("cities:city", args=["_"])
        cited = [fact.source for fact in facts if fact.source]
        in_order = sorted(set(cited), key=lambda source: (-cited.count(source), source))
        self._numbers = {source: number for number, source in enumerate(in_order, start=1)}

    def row(self, fact: Fact) -> Row:
        """One row. Sources have numbers, as footnotes do: the one that most standings rest on is the first."""
        own_language = own_language_of(fact.side)
        name, original = str(fact.names), fact.names.get(own_language)
        mark, side = self._sides[fact.side]
        return Row(
            fact=fact,
            url=self._page.replace("_", fact.public_id),
            name=name,
            original=original if original != name else "",
            original_language=own_language,
            mark=mark,
            side=side,
            kind=self._kinds[fact.kind],
            within=str(fact.within),
            since=since.written(fact.during.lower, fact.precision),
            began_on=fact.during.lower,
            is_founding=fact.says == Claim.Says.FOUNDING_MEMBER,
            number=self._numbers.get(fact.source or 0, 0),
        )


def _point(row: Row) -> dict[str, Any]:
    x, y = project(float(row.fact.latitude or 0), float(row.fact.longitude or 0))
    return {
        "name": row.name,
        "url": row.url,
        "x": x,
        "y": y,
        "side": row.mark,
        "standing": marked(row.since, row.is_simulated),
    }


def _is_wanted(fact: Fact, asked: Asked) -> bool:
    on_side = not asked.side or fact.side == asked.side
    return on_side and (not asked.name or is_called(fact.names, fact.sort_zh, asked.name))
