"""Letters that have not arrived, for whoever looks after them (MEM-3, MEM-8)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.kernel.access import allowed
from kontor.kernel.mail.lifecycle import Status
from kontor.kernel.mail.models import Message
from kontor.membership.rules import is_secretariat
from kontor.membership.views import presenting

_MOST = 200


@allowed(is_secretariat)
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """What was refused, with the reason and what can be done; and what is still waiting to be sent."""
    rows = (
        Message.objects.visible_to(request.user)
        .with_last_failure()
        .prefetch_related("attachments")
        .order_by("written_at", "id")
    )
    shown = {
        status: presenting.letters(rows.filter(status=status)[:_MOST], request.user, with_addresses=True)
        for status in (Status.FAILED, Status.QUEUED)
    }
    context = {"failed": shown[Status.FAILED], "queued": shown[Status.QUEUED]}
    return render(request, "membership/deliveries.html", context)
