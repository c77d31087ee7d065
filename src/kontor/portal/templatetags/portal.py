"""Filters of this app's pages; templates load them by name."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template

from kontor.charter.words import Words
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.languages import current

register = template.Library()


@register.filter
def in_words(words: Words) -> str:
    """A text of the charter in the page's language."""
    return words[current()]


@register.filter
def clock(value: datetime, zone: str) -> str:
    """A moment in digits on the clock of one zone: for tables."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{calendar.short_day(local.date())} {local:%H:%M}"
