"""The journal as a list: what is asked of it, its rows, and the same as a spreadsheet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
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
from kontor.kernel.lingua.languages import current, speaking
from kontor.kernel.mail.models import Message
from kontor.people.models import Organisation

_PLACEHOLDER = re.compile(r"%\(\w+\)s")

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


DELIVERY = Message.journal_type
WITHOUT, WITH = "without", "with"


class JournalFilter(forms.Form):
    """What a reader asks of the journal. Wrong values ask for nothing."""

    subject = forms.CharField(required=False, max_length=40)
    verb = forms.CharField(required=False, max_length=80)
    person = forms.CharField(required=False, max_length=120)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    deliveries = forms.CharField(required=False, max_length=10)

    def apply(self, entries: QuerySet[Entry], zone: str) -> QuerySet[Entry]:
        """The entries that were asked for; days are days in the reader's own zone."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("subject"):
            entries = entries.filter(subject_type=asked["subject"])
        if asked.get("verb"):
            entries = entries.filter(verb=asked["verb"])
        if asked.get("deliveries") == WITHOUT and not self.asks_for_deliveries:
            entries = entries.exclude(subject_type=DELIVERY)
        if asked.get("person"):
            entries = entries.filter(payload__personal__actor__icontains=asked["person"])
        if (since := asked.get("since")) is not None and since > date.min:
            entries = entries.filter(at__gte=_midnight(since, zone))
        if (until := asked.get("until")) is not None and until < date.max:  # the calendar has no day after its last
            entries = entries.filter(at__lt=_midnight(until + timedelta(days=1), zone))
        return entries

    @property
    def asks_for_deliveries(self) -> bool:
        """Whether the reader chose deliveries in another field: then they are not left out."""
        given = self.cleaned_data
        return given.get("subject") == DELIVERY or str(given.get("verb", "")).startswith(f"{DELIVERY}.")


def with_or_without_deliveries() -> list[dict[str, object]]:
    """The switch: letters are many, and each of them is a deed."""
    return [
        _choice(WITHOUT, pgettext_lazy("journal filter", "without")),
        _choice(WITH, pgettext_lazy("journal filter", "with")),
    ]


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone))


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
    whose = _parties(found)
    return [_row(entry, _naming(line, whose.get(entry.pk))) for entry, line in zip(found, lines(found), strict=True)]


def _parties(entries: list[Entry]) -> dict[int, Organisation]:
    """To which organisation each delivery went, by its entry; two queries for any number of entries."""
    letters = {entry.pk: entry.subject_id for entry in entries if entry.subject_type == DELIVERY}
    parties = dict(Message.objects.filter(pk__in=set(letters.values())).values_list("pk", "party"))
    named = Organisation.objects.in_bulk({party for party in parties.values() if party})
    found = {number: named.get(parties.get(letter) or 0) for number, letter in letters.items()}
    return {number: organisation for number, organisation in found.items() if organisation}


def _naming(line: Line, party: Organisation | None) -> Line:
    """The sentence, and whose letter it was: the same circular goes to many cities."""
    if party is None:
        return line
    return replace(line, sentence=_("%(sentence)s (to: %(party)s)") % {"sentence": line.sentence, "party": party})


def _row(entry: Entry, line: Line) -> Row:
    seal = getattr(entry, "seal", None)
    url = ""
    if entry.clause and entry.charter_version:
        url = reverse("portal:charter_version", args=[entry.charter_version]) + f"#{entry.clause}"
    return Row(line, seal.position if seal else None, seal.digest if seal else "", url)


HEAD = (
    pgettext_lazy("in the journal", "Number"), _("Time (UTC)"), _("What happened"), _("Deed"), _("Clause"),
    _("Charter"), _("Digest"),
)  # fmt: skip
_AT_ONCE = 500


def table(entries: QuerySet[Entry]) -> Iterator[list[object]]:
    """The rows of the spreadsheet, read a few hundred at a time: a journal may be longer than what can be held."""
    found = entries.select_related("payload", "seal").order_by("id").iterator(_AT_ONCE)
    language = current()
    while batch := list(islice(found, _AT_ONCE)):
        with speaking(language):  # a file is sent after its page, when another page may have chosen its language
            cells = [_cells(row) for row in rows(batch)]
        yield from cells


def _cells(row: Row) -> list[object]:
    line = row.line
    at = line.at.isoformat(timespec="seconds")
    return [row.position, at, line.sentence, line.verb, line.clause, line.charter_version, row.digest]
