"""Downloading the proof of an admission."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.kernel.access import find, signed_in
from kontor.membership.bundle import NotSealedYet, make_bundle
from kontor.membership.models import Application

_SEALED_AFTER = "10"  # seconds: how often the sealer comes by


@signed_in
@require_safe
def bundle(request: HttpRequest, public_id: str) -> HttpResponse:
    """The proof bundle of an application that was put to the cities, for whoever may see it."""
    row = find(Application.objects.visible_to(request.user).select_related("city__organisation"), public_id)
    if row.current_round is None:
        raise Http404
    try:
        content = make_bundle(row)
    except NotSealedYet:
        later = render(request, "membership/bundle_later.html", {"row": row}, status=503)
        later["Retry-After"] = _SEALED_AFTER
        return later
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="kontor-proof-{row.public_id}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
