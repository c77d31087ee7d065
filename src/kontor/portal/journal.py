"""The journal as a list: what is asked of it, its rows, and the same as a spreadsheet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import Line, lines, phrased
from kontor.kernel.lifecycle.moves import lifecycles

_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: What entries can be about, apart from the rows that have a life of their own.
_OTHER_SUBJECTS: Mapping[str, str | Promise] = {
    "account": pgettext_lazy("journal subject", "Account"),
    "person": pgettext_lazy("journal subject", "Person"),
    "invitation": pgettext_lazy("journal subject", "Invitation"),
    "seat": pgettext_lazy("journal subject", "Seat"),
    "organisation": pgettext_lazy("journal subject", "Organisation"),
    "city": pgettext_lazy("journal subject", "City"),
    "standing": pgettext_lazy("journal subject", "Standing"),
    "statement": pgettext_lazy("journal subject", "Statement"),
}


def subjects() -> Mapping[str, str | Promise]:
    """All kinds of subjects with their names."""
    return {**{life.name: life.title for life in lifecycles().values()}, **_OTHER_SUBJECTS}


def verb_in_words(verb: str) -> str:
    """A deed without its persons and things: “… submitted the application of ….”"""
    return _PLACEHOLDER.sub("…", str(phrased().get(verb, verb)))


class JournalFilter(forms.Form):
    """What a reader asks of the journal. Wrong values ask for nothing."""

    subject = forms.CharField(required=False, max_length=40)
    verb = forms.CharField(required=False, max_length=80)
    person = forms.CharField(required=False, max_length=120)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)

    def apply(self, entries: QuerySet[Entry], zone: str) -> QuerySet[Entry]:
        """The entries that were asked for; days are days in the reader's own zone."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("subject"):
            entries = entries.filter(subject_type=asked["subject"])
        if asked.get("verb"):
            entries = entries.filter(verb=asked["verb"])
        if asked.get("person"):
            entries = entries.filter(payload__personal__actor__icontains=asked["person"])
        if asked.get("since"):
            entries = entries.filter(at__gte=_midnight(asked["since"], zone))
        if asked.get("until"):
            entries = entries.filter(at__lt=_midnight(asked["until"], zone, after=True))
        return entries


def _midnight(day: date, zone: str, *, after: bool = False) -> datetime:
    begin = datetime.combine(day, time.min, ZoneInfo(zone))
    return begin if not after else datetime.combine(date.fromordinal(day.toordinal() + 1), time.min, ZoneInfo(zone))


def choices(entries: QuerySet[Entry]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The kinds of subjects and the verbs that occur, for the two lists to choose from."""
    every: dict[str, object] = {"value": "", "label": pgettext_lazy("filter", "all")}
    named = subjects()
    kinds = entries.order_by("subject_type").values_list("subject_type", flat=True).distinct()
    verbs = entries.order_by("verb").values_list("verb", flat=True).distinct()
    return (
        [every, *[_choice(kind, named.get(kind, kind)) for kind in kinds]],
        [every, *[_choice(verb, verb_in_words(verb)) for verb in verbs]],
    )


def _choice(value: str, label: object) -> dict[str, object]:
    return {"value": value, "label": label}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in the list. ``position`` is its place in the chain; ``None`` until the sealer has come by."""

    line: Line
    position: int | None
    digest: str
    clause_url: str


def rows(entries: Iterable[Entry]) -> list[Row]:
    """Entries (with payload and seal selected) as rows."""
    found = list(entries)
    return [_row(entry, line) for entry, line in zip(found, lines(found), strict=True)]


def _row(entry: Entry, line: Line) -> Row:
    seal = getattr(entry, "seal", None)
    url = ""
    if entry.clause and entry.charter_version:
        url = reverse("portal:charter_version", args=[entry.charter_version]) + f"#{entry.clause}"
    return Row(line, seal.position if seal else None, seal.digest if seal else "", url)


HEAD = (_("Position"), _("Time (UTC)"), _("What happened"), _("Deed"), _("Clause"), _("Charter"), _("Digest"))


def table(entries: Iterable[Entry]) -> Iterator[list[str]]:
    """The rows of the spreadsheet, with its head; no cell can be taken for a formula (IN05)."""
    yield [str(word) for word in HEAD]
    for row in rows(entries):
        position = str(row.position) if row.position else ""
        at = row.line.at.isoformat(timespec="seconds")
        cells = [position, at, row.line.sentence, row.line.verb, row.line.clause, row.line.charter_version, row.digest]
        yield [harmless(cell) for cell in cells]


def harmless(cell: str) -> str:
    """A cell that a spreadsheet reads as text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
