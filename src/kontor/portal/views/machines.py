"""Pages for machines: is Kontor alive, can it work, where to report a vulnerability."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kontor.kernel.access import public
from kontor.kernel.lingua.languages import LANGUAGES


@public
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


@public
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be indexed; the rest needs a sign-in anyway."""
    mailed = [f"/{language}/to/" for language in LANGUAGES]
    closed = "".join(f"Disallow: {path}\n" for path in ("/to/", *mailed, "/files/"))
    return HttpResponse(f"User-agent: *\n{closed}", content_type="text/plain")


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a vulnerability (RFC 9116)."""
    expires = timezone.now().replace(microsecond=0) + timedelta(days=180)
    contact = settings.BASE_URL + reverse("portal:page", args=["imprint"])
    lines = [f"Contact: {contact}", f"Expires: {expires.isoformat()}", "Preferred-Languages: de, en, zh"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
