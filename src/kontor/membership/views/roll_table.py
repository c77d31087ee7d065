"""The roll of members as a table to take along (MEM-12, IN13)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.cities.models import Precision
from kontor.kernel.spreadsheets import as_csv
from kontor.membership.models import StandingKind
from kontor.membership.views.roll import Roll, Row


def csv_of(answer: Roll) -> bytes:
    """Members first, then observers, in the order of the page."""
    return as_csv(_head(), [_cells(row) for row in (*answer.members, *answer.observers)])


def _head() -> list[str]:
    return [
        pgettext("of a city", "Name"),
        _("Name in German"),
        _("Name in Chinese"),
        _("Name in English"),
        pgettext("of the alliance", "Side"),
        pgettext("of a place", "Kind"),
        _("State or province"),
        _("Official code"),
        _("Code system"),
        pgettext("of a city", "Standing"),
        pgettext("of a member", "Since"),
        pgettext("of a member", "Date"),
        pgettext("of a date", "Precision"),
        _("Founding member"),
        pgettext("of a fact", "Source"),
        pgettext("of a city", "Latitude"),
        pgettext("of a city", "Longitude"),
        pgettext("column", "Simulated"),
    ]


def _cells(row: Row) -> list[object]:
    fact = row.fact
    return [
        row.name,
        fact.names.get("de"),
        fact.names.get("zh-hans"),
        fact.names.get("en"),
        row.side,
        row.kind,
        row.within,
        fact.official_code,
        fact.code_system,
        StandingKind(fact.standing).label,
        row.since,
        _reduced(row.began_on, fact.precision),
        Precision(fact.precision).label,
        _yes(row.is_founding),
        fact.source_title or _("the alliance's own record"),
        fact.latitude,
        fact.longitude,
        _yes(row.is_simulated),
    ]


def _yes(so: bool) -> str:
    return pgettext("in a table", "yes") if so else ""


def _reduced(on: date | None, precision: str) -> str:
    """An ISO date with no more parts than are known: ``2016-04``, ``2016``."""
    if on is None or precision == Precision.UNKNOWN:
        return ""
    parts = {Precision.MONTH: 7, Precision.YEAR: 4}
    return on.isoformat()[: parts.get(Precision(precision), 10)]
