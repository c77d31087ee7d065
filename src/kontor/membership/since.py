"""Since when, as exactly as the source tells it: a day, a month, a year, “by” a day, or not known (MEM-12)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.cities.models import Precision
from kontor.kernel.lingua import calendar


def written(on: date | None, precision: str) -> str:
    """The date alone, for a table: ``25.04.2016``, ``April 2016``, ``2016``, ``by 27.09.2017``, ``unknown``."""
    if on is None or precision == Precision.UNKNOWN:
        return pgettext("date", "unknown")
    if precision == Precision.MONTH:
        return calendar.month(on)
    if precision == Precision.YEAR:
        return calendar.year(on)
    if precision == Precision.BY:
        return _("by %(day)s") % {"day": calendar.short_day(on)}
    return calendar.short_day(on)


def since(on: date | None, precision: str) -> str:
    """A phrase for a sentence: ``since April 2016``, ``since 27 September 2017 at the latest``."""
    if on is None or precision == Precision.UNKNOWN:
        return _("since when is not known")
    if precision == Precision.MONTH:
        return _("since %(month)s") % {"month": calendar.month(on)}
    if precision == Precision.YEAR:
        return _("since %(year)s") % {"year": calendar.year(on)}
    if precision == Precision.BY:
        return _("since %(day)s at the latest") % {"day": calendar.day(on)}
    return _("since %(day)s") % {"day": calendar.day(on)}


def marked(words: str, is_simulated: bool) -> str:
    """The words, with the mark behind them where what they say is invented: for labels that hold plain text."""
    return _("%(words)s (simulated)") % {"words": words} if is_simulated else words
