"""Standing, sources and timeline of a city: what it is, since when, and who says so (MEM-1, MEM-12)."""

import calendar
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kontor.cities.models import City, Precision, Source
from kontor.kernel.lingua.calendar import day as written_day
from kontor.kernel.lingua.calendar import last_day
from kontor.kernel.panels import panel
from kontor.membership import sides
from kontor.membership.models import Claim, MilestoneKind, Standing, StandingKind
from kontor.membership.panels.record import CityRecord, record_of
from kontor.membership.since import since, written
from kontor.ui.map import project


@panel("city.path", "membership/panels/path.html", kept=True)
def path(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """Where a city's page lies: below the members."""
    return {"city": str(city)}


@panel("city.place", "membership/panels/place.html", kept=True)
def place(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """The city on the map, with the mark of its side."""
    if city.latitude is None or city.longitude is None:
        return None
    x, y = project(float(city.latitude), float(city.longitude))
    point = {"name": str(city), "url": city.get_absolute_url(), "x": x, "y": y, "side": sides.mark_of(city.side)}
    return {"points": [point], **sides.names()}


@panel("city.head", "membership/panels/head.html", kept=True)
def head(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """What the city is, in one phrase."""
    known = record_of(request, city)
    if not known.standings:
        return None
    return {"phrase": phrase(known), "tone": _tone(known.current), **_marks(known)}


@panel("city.main", "membership/panels/standing.html", order=10, kept=True)
def standing(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """The adopted line with its source, beside everything that the sources say."""
    known = record_of(request, city)
    if not known.standings and not known.claims:
        return None
    adopted = next((each.claim for each in reversed(known.standings) if each.claim), None)
    told_apart = [each for each in known.milestones if each.kind == MilestoneKind.DISAGREEMENT]
    return {
        "phrase": phrase(known),
        "is_own_record": known.current is not None and known.current.claim is None,
        "is_simulated": bool(known.standings) and known.standings[-1].is_simulated,
        "adopted": _cited(adopted.source, adopted.locator) if adopted else None,
        "claims": [told(claim, adopted) for claim in known.claims],
        "disagreements": [{"text": each.text, **_cited(each.source, each.locator)} for each in told_apart],
    }


@panel("city.main", "membership/panels/timeline.html", order=60, kept=True)
def timeline(request: HttpRequest, city: City) -> dict[str, Any] | None:
    """What happened, the newest first: standings, and the milestones that name this city."""
    known = record_of(request, city)
    happened = [item for each in known.standings for item in _turns(each)]
    for milestone in known.milestones:
        if milestone.kind != MilestoneKind.DISAGREEMENT:
            when = written(milestone.on, milestone.precision)
            happened.append(
                {"at": milestone.on, "when": when, "title": str(milestone.text), **_told_by(milestone.source)}
            )
    happened.sort(key=lambda item: item["at"] or date.min, reverse=True)
    return {"items": happened} if happened else None


def _told_by(source: Source) -> dict[str, str]:
    """The source of an entry of the timeline."""
    return {"source": source.title, "source_lang": source.language}


def _cited(source: Source, locator: str) -> dict[str, Any]:
    """A source as the page cites it."""
    return {
        "source": source.title,
        "web": source.web,
        "language": source.language,
        "locator": locator,
        "issued_on": source.issued_on,
    }


def phrase(known: CityRecord) -> str:
    """``Member since April 2016`` · ``Member until 3 May 2026`` · nothing for a city that never was."""
    if known.current:
        words = {"kind": known.current.get_kind_display(), "since": _since(known.current)}
        return _("%(kind)s, %(since)s") % words
    if not known.standings:
        return ""
    last = known.standings[-1]
    ended_on = last_day(last.during)
    words = {"kind": last.get_kind_display(), "day": written_day(ended_on) if ended_on else ""}
    return _("%(kind)s until %(day)s") % words


def _since(standing: Standing) -> str:
    return since(standing.during.lower, standing.precision)


def _tone(current: Standing | None) -> str:
    if current is None:
        return "stopped"
    return "good" if current.kind == StandingKind.MEMBER else "waiting"


def _marks(known: CityRecord) -> dict[str, bool]:
    """What stands beside the phrase: a founding member; invented, where the city itself is not marked already."""
    claim = known.current.claim if known.current else None
    return {
        "is_founding": claim is not None and claim.says == Claim.Says.FOUNDING_MEMBER,
        "is_simulated": known.standings[-1].is_simulated and not known.city.organisation.is_simulated,
    }


def _turns(standing: Standing) -> list[dict[str, Any]]:
    """The beginning of a standing, and its end if it has one."""
    kind, began_on = StandingKind(standing.kind), standing.during.lower
    source: dict[str, Any] = _told_by(standing.claim.source) if standing.claim else {}
    mark = {"simulated": standing.is_simulated}
    title = str(_BECOMES[kind])
    turns = [{"at": began_on, "when": written(began_on, standing.precision), "title": title, **source, **mark}]
    if standing.during.upper:
        title = str(_ENDS[kind])
        turns.append({"at": standing.during.upper, "when": "", "on": standing.during.upper, "title": title, **mark})
    return turns


_BECOMES = {
    StandingKind.MEMBER: gettext_lazy("Becomes a member"),
    StandingKind.WAITING_OBSERVER: gettext_lazy("Becomes an observer and waits for a seat"),
    StandingKind.CONVERTED_OBSERVER: gettext_lazy("Becomes an observer by a conversion"),
}
_ENDS = {
    StandingKind.MEMBER: gettext_lazy("The membership ends"),
    StandingKind.WAITING_OBSERVER: gettext_lazy("The standing as a waiting observer ends"),
    StandingKind.CONVERTED_OBSERVER: gettext_lazy("The standing as an observer ends"),
}


# --- claims ---
def told(claim: Claim, adopted: Claim | None) -> dict[str, Any]:
    """A claim as the page shows it: is it the adopted one, does it contradict that one."""
    says = str(Claim.Says(claim.says).label)
    is_adopted = adopted is not None and claim.pk == adopted.pk
    return {
        "says": says[:1].upper() + says[1:],
        "on": written(claim.on, claim.precision),
        "as_written": claim.as_written,
        "note": claim.note,
        "is_adopted": is_adopted,
        "contradicts": adopted is not None and not is_adopted and contradicts(claim, adopted),
        **_cited(claim.source, claim.locator),
    }


def contradicts(claim: Claim, adopted: Claim) -> bool:
    """Whether both cannot be true: a founding member that was none, one not listed when it was a member already."""
    if claim.says == Claim.Says.FOUNDING_MEMBER:
        return adopted.says != Claim.Says.FOUNDING_MEMBER or _cannot_be_one_day(claim, adopted)
    if claim.says == Claim.Says.NOT_LISTED and claim.on and adopted.on:
        return _last_possible(claim) >= adopted.on
    return False


def _cannot_be_one_day(one: Claim, other: Claim) -> bool:
    if not one.on or not other.on or Precision.UNKNOWN in (one.precision, other.precision):
        return False
    return _last_possible(one) < _first_possible(other) or _last_possible(other) < _first_possible(one)


def _first_possible(claim: Claim) -> date:
    return date.min if claim.precision == Precision.BY or claim.on is None else claim.on


def _last_possible(claim: Claim) -> date:
    on = claim.on or date.max
    if claim.precision == Precision.YEAR:
        return on.replace(month=12, day=31)
    if claim.precision == Precision.MONTH:
        return on.replace(day=calendar.monthrange(on.year, on.month)[1])
    return on
