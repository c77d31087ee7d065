"""Template filters for languages, dates, numbers and reasons."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django import template

from kontor.charter.reasons import Reason
from kontor.kernel import clock
from kontor.kernel.lingua import calendar, languages, wording
from kontor.kernel.lingua.content import Content, Found, joined

register = template.Library()


@register.filter
def lang_tag(language: str) -> str:
    """``zh-hans`` → ``zh-Hans``, for ``lang=``."""
    return languages.tag(language)


@register.filter
def endonym(language: str) -> str:
    """A language's own name."""
    return languages.ENDONYMS.get(language, language)


@register.filter
def best(content: Content) -> Found | None:
    """The version for the reader of this page, or the next best one."""
    return content.best_for() if isinstance(content, Content) else None


@register.filter
def in_language(content: Content, language: str) -> str:
    """The text in exactly this language, or nothing."""
    return content.get(language)


@register.filter
def day(value: date | None) -> str:
    """A date, written out."""
    return calendar.day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """A date in digits."""
    return calendar.short_day(value) if value else ""


@register.filter
def moment(value: datetime | None, zone: str = "UTC") -> str:
    """A moment in one zone."""
    return calendar.moment(value, zone) if value else ""


@register.filter
def deadline(value: datetime | None) -> str:
    """The end of the last day that counts, as it follows “by”."""
    return calendar.deadline(value) if value else ""


@register.filter
def last_day_before(value: datetime | None) -> date | None:
    """The last day that counts of a deadline that ends with the midnight after it."""
    return calendar.last_day_before(value) if value else None


@register.filter
def in_zones(value: datetime | None, zones: Iterable[str] = ()) -> list[calendar.LocalMoment]:
    """A moment in these zones, or in those of all parties; the reader's own first."""
    told_in = zones or clock.zones_beside() or [clock.zone_of_days()]
    return calendar.in_zones(value, calendar.readers_first(told_in)) if value else []


@register.filter
def listed(things: Iterable[object]) -> str:
    """Several things as one list, strung together as the page's language does."""
    return joined(str(thing) for thing in things)


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """A number grouped as the page's language does."""
    return calendar.number(value) if value is not None else ""


@register.filter
def said(reason: Reason | None) -> str:
    """A reason in words."""
    return wording.say(reason) if reason else ""
