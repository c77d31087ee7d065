"""The roll of members as a table to take along (MEM-12, IN13)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.cities.models import Precision
from kontor.kernel.spreadsheets import as_csv
from kontor.membership.views.roll import Roll, Row


def csv_of(answer: Roll) -> bytes:
    """Members first, then observers, in the order of the page."""
    head = [
        _("Name"), _("Name in German"), _("Name in Chinese"), _("Name in English"), pgettext("of the alliance", "Side"),
        pgettext("of a place", "Kind"), _("State or province"), _("Official code"), _("Code system"), _("Standing"),
        pgettext("of a member", "Since"), _("Date"), _("Precision"), _("Founding member"), _("Source"), _("Latitude"),
        _("Longitude"), _("Simulated"),
    ]  # fmt: skip
    return as_csv(head, [_cells(row) for row in (*answer.members, *answer.observers)])


def _cells(row: Row) -> list[object]:
    city, standing = row.city, row.standing
    names = city.organisation.names
    return [
        row.name, names.get("de"), names.get("zh-hans"), names.get("en"), row.side, row.kind, row.within,
        city.official_code, city.code_system, standing.get_kind_display(),
        row.since, _reduced(row.began_on, standing.precision), standing.get_precision_display(),
        _("yes") if row.is_founding else "", row.source, city.latitude, city.longitude,
        _("yes") if row.is_simulated else "",
    ]  # fmt: skip


def _reduced(on: date | None, precision: str) -> str:
    """An ISO date with no more parts than are known: ``2016-04``, ``2016``."""
    if on is None or precision == Precision.UNKNOWN:
        return ""
    parts = {Precision.MONTH: 7, Precision.YEAR: 4}
    return on.isoformat()[: parts.get(Precision(precision), 10)]
