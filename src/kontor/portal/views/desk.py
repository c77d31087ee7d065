"""The desk of a person: Heute, 今日."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.kernel.access import signed_in
from kontor.portal.desk import tasks_of
from kontor.portal.desk.surroundings import surroundings_of
from kontor.portal.following import followed_by, recent_for


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponseBase:
    """What waits for you, what you follow, what others did."""
    context = {
        "tasks": tasks_of(request.user),
        "followed": followed_by(request.user),
        "recent": recent_for(request.user),
        "own": surroundings_of(request.user),
    }
    return render(request, "portal/desk.html", context)
