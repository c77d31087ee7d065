"""Changing what a city is: the one place that ends a standing and begins the next."""

from datetime import date

from psycopg.types.range import DateRange

from kontor.charter.reasons import Reason
from kontor.cities.models import City, Precision
from kontor.kernel.access import Actor, Refused
from kontor.kernel.audit import journal
from kontor.kernel.audit.journal import Told
from kontor.membership.models import Alliance, Claim, Standing
from kontor.membership.models.standing import StandingKind
from kontor.people.models.seat import today


def change_standing(city: City, kind: StandingKind | None, *, by: Actor, is_simulated: bool = False) -> Standing | None:
    """From today the city is ``kind``, or nothing any more. Ends what it was; holds the alliance's lock.

    What follows from an invented deed, or from an invented standing, is invented too and says so (MEM-12).
    On one day a city is one thing: a standing that began today gives way, and the journal keeps that it was (0023).
    """
    Alliance.lock()
    day = today()
    current = Standing.objects.filter(city=city, during__contains=day).first()
    if current is not None:
        began = current.during.lower
        if began == day:
            told = Told(facts={"standing": current.kind, "on": day.isoformat()})
            journal.record("standing.give_way", current, by=by, told=told)
            Standing.objects.filter(pk=current.pk).delete()
        else:
            Standing.objects.filter(pk=current.pk).update(during=DateRange(began, day))
    if kind is None:
        return None
    invented = is_simulated or (current is not None and current.is_simulated)
    return Standing.objects.create(city=city, kind=kind, during=DateRange(day, None), is_simulated=invented)


def enter_standing(city: City, kind: StandingKind, *, since: date, precision: Precision, claim: Claim) -> Standing:
    """Put on record what a city has been since a day in the past, because a source says so; holds the lock.

    ``Refused`` where anything else is on record for that time: what is adopted is changed by the charter's deeds only.
    """
    Alliance.lock()
    during = DateRange(since, None)
    if Standing.objects.filter(city=city, during__overlap=during).exists():
        raise Refused(Reason("standing_on_record", {}))
    return Standing.objects.create(city=city, kind=kind, during=during, precision=precision, claim=claim)
