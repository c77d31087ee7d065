"""The charter as a page (CHR-2)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kontor.kernel.access import public
from kontor.kernel.lingua.languages import current
from kontor.people.charters import charters
from kontor.portal import queries, statute


@public
@require_safe
def charter(request: HttpRequest, version: str = "") -> HttpResponse:
    """The version in force with today's figures against it, or a past version as it was."""
    in_force, day = queries.in_force()
    history = charters()
    try:
        shown = history.version(version) if version else in_force
    except KeyError as unknown:
        raise Http404 from unknown
    is_in_force = shown.version == in_force.version
    figures = queries.figures_against(shown) if is_in_force else {}
    context = {
        "charter": shown,
        "title": shown.title[current()],
        "name": shown.name[current()],
        "since": statute.since(shown),
        "parts": statute.parts(shown, figures),
        "versions": statute.versions(history, shown),
        "is_in_force": is_in_force,
        "day": day,
        "strengths": list(statute.STRENGTHS.values()),
        "breadcrumb_items": [{"label": _("Charter"), "url": ""}],
    }
    return render(request, "portal/charter.html", context)
