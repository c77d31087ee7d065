"""Letters that have not arrived, for whoever looks after them (MEM-3, MEM-8)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kontor.kernel.access import allowed
from kontor.kernel.mail.lifecycle import ARRIVED, OUTSTANDING, Status
from kontor.kernel.mail.models import Message, Redirection
from kontor.membership.rules import is_secretariat
from kontor.membership.views import presenting

_MOST = 200


@allowed(is_secretariat)
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """What was refused, with the reason and what can be done; what is still waiting; what went to a successor."""
    rows = (
        Message.objects.visible_to(request.user)
        .with_last_failure()
        .prefetch_related("attachments__formal_letter")
        .order_by("written_at", "id")
    )
    shown = {
        status: presenting.letters(rows.filter(status=status)[:_MOST], request.user, with_addresses=True)
        for status in OUTSTANDING
    }
    redirected = Redirection.objects.filter(message__in=rows.values("pk")).select_related("message").order_by("-pk")
    context = {
        "failed": shown[Status.FAILED],
        "queued": shown[Status.QUEUED],
        "redirected": [_redirected(each) for each in redirected[:_MOST]],
    }
    return render(request, "membership/deliveries.html", context)


def _redirected(each: Redirection) -> dict[str, Any]:
    """One letter that went to whoever has followed: from whom, to whom, when, and how it stands with it now."""
    message = each.message
    return {
        "subject": message.subject,
        "lang": message.language,
        "url": message.get_absolute_url(),
        "on": presenting.day_of(each.at),
        "from": each.from_name or each.from_address or _("a person whose data were deleted"),
        "to": each.to_name or each.to_address or _("a person whose data were deleted"),
        "to_address": each.to_address or "–",
        "is_anew": each.is_written_anew,
        "state": message.get_status_display(),
        "tone": "good" if message.status in ARRIVED else "waiting",
    }
