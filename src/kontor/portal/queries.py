"""Questions for the pages that look across the house: the home, and the figures beside the charter's rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kontor.charter.model import Charter, Rule
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.content import joined
from kontor.kernel.lingua.languages import current
from kontor.membership.lifecycle import ApplicationStatus
from kontor.membership.models import Application, Milestone, Standing, StandingKind
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.sides import mark_of
from kontor.membership.since import marked, written
from kontor.people.models import sort_key
from kontor.people.models.seat import today
from kontor.ui.map import project

_LATELY = 5
#: What the alliance offers, told by its own charter: these rules, as far as the charter has them.
OFFERS = ("aim.network", "aim.technology_and_capital", "exclusive_services")


@dataclass(frozen=True, slots=True)
class SideCount:
    """One side of the alliance and how many members it has now; ``mark`` is how maps and rolls draw it."""

    code: str
    mark: str
    name: str
    cities: str
    members: int
    simulated: int = 0

    @property
    def number(self) -> int:
        """The members, as a figure beside which stands how many are invented."""
        return self.members


@dataclass(frozen=True, slots=True)
class Happening:
    """One public fact of the alliance's life."""

    on: date
    title: str
    url: str
    when: str = ""
    source: str = ""
    source_lang: str = ""
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are now, and how many of them are invented for a demonstration."""

    number: int
    simulated: int


def side_counts(charter: Charter) -> list[SideCount]:
    """The sides in the order of their marks, with their members of today; one query."""
    is_invented = models.Count("pk", filter=Q(city__organisation__is_simulated=True) | Q(is_simulated=True))
    tally = Standing.objects.current().members().values("city__side")
    tally = tally.annotate(all=models.Count("pk"), simulated=is_invented)
    found = {each["city__side"]: (each["all"], each["simulated"]) for each in tally.order_by("city__side")}
    counts = [
        SideCount(
            side.code, mark_of(side.code), side.name[current()], side.cities[current()], *found.get(side.code, (0, 0))
        )
        for side in charter.sides
    ]
    return sorted(counts, key=lambda count: count.mark)


def members_now() -> list[Standing]:
    """The members of today with their cities, sorted for the reader; one query."""
    rows = Standing.objects.current().members().select_related("city__organisation")
    return list(rows.order_by("city__side", f"city__organisation__{sort_key()}"))


def map_points(standings: Iterable[Standing]) -> list[dict[str, Any]]:
    """The cities that have a place, as the map component takes them."""
    points = []
    for standing in standings:
        city = standing.city
        if city.latitude is None or city.longitude is None:
            continue
        x, y = project(float(city.latitude), float(city.longitude))
        points.append(
            {
                "name": str(city), "url": city.get_absolute_url(), "x": x, "y": y, "side": mark_of(city.side),
                "standing": marked(standing.get_kind_display(), _is_invented(standing)),
            }
        )  # fmt: skip
    return points


def _is_invented(standing: Standing) -> bool:
    """Whether the city, or what made it what it is, was invented for a demonstration."""
    return bool(standing.is_simulated or standing.city.organisation.is_simulated)


def waiting() -> Count:
    """How many cities wait for a seat as observers (MEM-7); whose seat was converted waits for none (MEM-9)."""
    return _counted(Standing.objects.current().filter(kind=StandingKind.WAITING_OBSERVER))


def observers() -> Count:
    """How many observers of both kinds there are."""
    return _counted(Standing.objects.current().observers())


def _counted(standings: models.QuerySet[Standing]) -> Count:
    is_invented = Q(city__organisation__is_simulated=True) | Q(is_simulated=True)
    found = standings.aggregate(number=models.Count("pk"), simulated=models.Count("pk", filter=is_invented))
    return Count(**found)


def admissions_under_way() -> Count:
    """How many applications are with the secretariat, with the member cities, or hold a reserved seat."""
    under_way = (
        ApplicationStatus.SUBMITTED, ApplicationStatus.CIRCULATING,
        ApplicationStatus.SEAT_RESERVED, ApplicationStatus.SIGNED,
    )  # fmt: skip
    invented = models.Count("pk", filter=Q(is_simulated=True))
    found = Application.objects.filter(status__in=under_way).aggregate(number=models.Count("pk"), simulated=invented)
    return Count(**found)


def lately(limit: int = _LATELY) -> list[Happening]:
    """What happened lately that everybody may know: cities that joined, and milestones of the record."""
    joined = Standing.objects.current().filter(precision="exact").select_related("city__organisation")
    found = [
        Happening(
            standing.during.lower, _joining_sentence(standing), standing.city.get_absolute_url(),
            when=calendar.short_day(standing.during.lower), simulated=_is_invented(standing),
        )
        for standing in joined.order_by("-during")[:limit]
    ]  # fmt: skip
    found += _milestones(limit)
    return sorted(found, key=lambda happening: happening.on, reverse=True)[:limit]


def _joining_sentence(standing: Standing) -> str:
    if standing.kind == "member":
        return _("%(city)s is a member of the alliance.") % {"city": standing.city}
    return _("%(city)s is an observer of the alliance.") % {"city": standing.city}


def _milestones(limit: int) -> list[Happening]:
    rows = Milestone.objects.events().filter(on__isnull=False).select_related("source").reverse()
    return [
        Happening(
            row.on,
            str(row.text),
            "",
            when=written(row.on, row.precision),
            source=str(row.source),
            source_lang=row.source.language,
        )
        for row in rows[:limit]
        if row.on
    ]


def offers(charter: Charter) -> list[Rule[Any]]:
    """The rules in which the charter says what the alliance offers."""
    return [charter.rule(key) for key in OFFERS if charter.has(key)]


def services(charter: Charter) -> list[str]:
    """The services' names, in the page's language."""
    return [rule.title[current()] for rule in charter.group("service")]


def figures_against(charter: Charter) -> dict[str, str]:
    """Today's figure against a rule, by the rule's key, where the platform knows one (CHR-2)."""
    sides = side_counts(charter)
    watching = observers().number
    running = Application.objects.filter(status=ApplicationStatus.CIRCULATING).count()
    figures = {
        "consent": ngettext(
            "%(number)s application is before the member cities now.",
            "%(number)s applications are before the member cities now.",
            running,
        ) % {"number": running},
        "observer.waiting": ngettext(
            "%(number)s city is an observer now.", "%(number)s cities are observers now.", watching
        ) % {"number": watching},
        "aim.more_members": _("Today: %(members)s.") % {
            "members": joined(
                _("%(number)s %(cities)s") % {"cities": side.cities, "number": side.members} for side in sides
            )
        },
    }  # fmt: skip
    if charter.ratio:
        bounded, bounding = charter.ratio.figures.bounded, charter.ratio.figures.bounding
        counts = {side.code: side.members for side in sides}
        figures["ratio"] = _ratio_sentence(counts[bounded], counts[bounding], charter.ratio.figures.limit)
    return figures


def _ratio_sentence(bounded: int, bounding: int, limit: Fraction) -> str:
    words = {"bounded": bounded, "bounding": bounding, "most": int(bounding * limit)}
    if bounded <= bounding * limit:
        return _("Today %(bounded)s to %(bounding)s: within the limit of %(most)s.") % words
    return _("Today %(bounded)s to %(bounding)s: over the limit of %(most)s.") % words


def in_force() -> tuple[Charter, date]:
    """The charter of today, and the day in its own zone."""
    charter = charter_in_force()
    return charter, today(charter.deadline_zone.figures.zone)
