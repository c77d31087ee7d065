"""Changing what a city is: the one place that ends a standing and begins the next."""

from datetime import timedelta

from psycopg.types.range import DateRange

from kontor.cities.models import City
from kontor.membership.models import Alliance, Standing
from kontor.membership.models.standing import StandingKind
from kontor.people.models.seat import today


def change_standing(city: City, kind: StandingKind | None) -> Standing | None:
    """From today the city is ``kind``, or nothing any more. Ends what it was; holds the alliance's lock.

    A standing that began today is replaced, not split: on one day a city is one thing.
    """
    Alliance.lock()
    day = today()
    current = Standing.objects.filter(city=city, during__contains=day).first()
    if current is not None:
        began = current.during.lower
        if began == day:
            Standing.objects.filter(pk=current.pk).delete()
        else:
            Standing.objects.filter(pk=current.pk).update(during=DateRange(began, day))
    if kind is None:
        return None
    return Standing.objects.create(city=city, kind=kind, during=DateRange(day, None))


def last_day(standing: Standing) -> object:
    """The last day of an ended standing, as people say it."""
    upper = standing.during.upper
    return upper - timedelta(days=1) if upper else None
