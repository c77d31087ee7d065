"""The journal page for the secretariat and the auditor: every deed, its place in the chain, its rule."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from kontor.kernel import clock
from kontor.kernel.access import allowed, find
from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Entry
from kontor.kernel.spreadsheets import csv_lines
from kontor.membership.rules import reads_the_whole_journal
from kontor.people.models import account_of
from kontor.portal.chain_check import last_check
from kontor.portal.journal import HEAD, WITHOUT, JournalFilter, choices, rows, table, with_or_without_deliveries

_PER_PAGE = 50


@allowed(reads_the_whole_journal)
@require_safe
def journal(request: HttpRequest) -> HttpResponseBase:
    """The newest first, filtered."""
    asked = request.GET.copy()
    asked.setdefault("deliveries", WITHOUT)
    form = JournalFilter(asked)
    entries = form.apply(Entry.objects.all(), account_of(request).person.zone)
    page = Paginator(entries.select_related("payload", "seal").order_by("-id"), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    kinds, verbs = choices(Entry.objects.all())
    asked.pop("page", None)
    context = {
        "page": page,
        "rows": rows(page.object_list),
        "kinds": kinds,
        "verbs": verbs,
        "asked": {name: asked.get(name, "") for name in form.fields},
        "switch": with_or_without_deliveries(),
        "head": chain.head(),
        "checked": last_check(),
        "zone": account_of(request).person.zone,
        "export_url": f"{reverse('portal:journal_export')}?{asked.urlencode()}",
        "columns": [
            {"label": pgettext("in the journal", "Number"), "numeric": True},
            {"label": _("Time")}, {"label": _("What happened"), "lead": True},
            {"label": _("Clause")}, {"label": _("Chain")},
        ],
    }  # fmt: skip
    return render(request, "portal/journal.html", context)


@allowed(reads_the_whole_journal)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The same entries as a spreadsheet, all of them, oldest first."""
    entries = JournalFilter(request.GET).apply(Entry.objects.all(), account_of(request).person.zone)
    lines = csv_lines([str(word) for word in HEAD], table(entries))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="journal.csv"'
    return response


@allowed(reads_the_whole_journal)
@require_safe
def entry(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """One entry with its link in the chain, and its neighbours."""
    found = find(Entry.objects.select_related("payload", "seal"), public_id)
    row = rows([found])[0]
    seals = {} if row.position is None else _neighbours(row.position)
    context = {
        "row": row,
        "entry": found,
        "previous_digest": seals.get(-1, (chain.GENESIS, ""))[0],
        "previous_url": seals.get(-1, ("", ""))[1],
        "next_url": seals.get(1, ("", ""))[1],
        "zones": clock.zones_beside(account_of(request).person.zone),
        "breadcrumb_items": [
            {"label": _("Journal"), "url": reverse("portal:journal")},
            {"label": row.position or found.public_id, "url": ""},
        ],
    }  # fmt: skip
    return render(request, "portal/entry.html", context)


def _neighbours(position: int) -> dict[int, tuple[str, str]]:
    """Digest and address of the links before and after, by how far away they are."""
    beside = Entry.objects.filter(seal__position__in=[position - 1, position + 1])
    found = beside.values_list("seal__position", "seal__digest", "public_id")
    return {at - position: (digest, reverse("portal:entry", args=[public_id])) for at, digest, public_id in found}
