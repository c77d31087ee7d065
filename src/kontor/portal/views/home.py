"""The public home: who the alliance is, where its members are, what is true now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.kernel.access import public
from kontor.membership.sides import names
from kontor.portal import queries


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Map, four figures, what happened lately, what the alliance offers."""
    charter, _day = queries.in_force()
    members = queries.members_now()
    context = {
        "points": queries.map_points(members),
        "sides": queries.side_counts(charter),
        "limit": str(charter.ratio.figures.limit) if charter.ratio else "",
        "waiting": queries.waiting(),
        "under_way": queries.admissions_under_way(),
        "lately": queries.lately(),
        "offers": queries.offers(charter),
        "services": queries.services(charter),
        "charter": charter,
        **names(),
    }
    return render(request, "portal/home.html", context)
